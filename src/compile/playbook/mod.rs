//! Playbooks written out: each that leaves nothing open is copied into the program, its names under its own, so that
//! nothing after this knows of it.

mod copy;
mod read;

use std::collections::{BTreeMap, BTreeSet};

use crate::base::name::{Name, nearest};
use crate::base::span::Span;
use crate::compile::adjust::Adjustment;
use crate::compile::alike::{LONGEST_CHAIN, too_deep};
use crate::compile::outline::Outline;
use crate::compile::playbook::copy::{Copier, joined};
use crate::compile::playbook::read::{Playbook, declared, size};
use crate::diagnostic::Problem;
use crate::diagnostic::place::Place;
use crate::kind::changing::CHANGE;
use crate::kind::playbook::{KIND, NOT_HELD};
use crate::kind::spec::Kind;
use crate::kind::{KINDS, named};
use crate::syntax::token::Token;
use crate::syntax::{Block, Item, Tree};

/// The most tokens that all copies together may have.
const TOKENS: usize = 400_000;

/// What is set, with what stands for it and where that was said.
type Values = BTreeMap<Name, (Vec<Token>, Span)>;

/// The copies of all playbooks.
#[derive(Default)]
pub struct Plays {
    /// The bodies of each, from that of the playbook written out to its own.
    bodies: Vec<Vec<Vec<Item>>>,
    /// The heading of each.
    pub heads: Vec<Span>,
    /// Names that playbooks with faults would have declared.
    broken: BTreeSet<Name>,
    /// Where something that was set stands now, and where it was said.
    said: BTreeMap<Span, Span>,
    /// Where a word stands that the playbook declares, and that is read as one of the program.
    bare: BTreeMap<Span, Name>,
}

/// Whether a block is a playbook.
pub fn is_playbook(block: &Block) -> bool {
    let word = block.head.first().and_then(|token| token.kind.word());
    word.is_some_and(|word| **word == *KIND.word)
}

/// Whether a block begins with a word that begins none: it may be a playbook, misspelt.
fn is_of_no_kind(block: &Block) -> bool {
    let word = block.head.first().and_then(|token| token.kind.word());
    !is_playbook(block) && word.is_some_and(|word| **word != *CHANGE && named(word).is_none())
}

/// The playbooks of some files.
#[derive(Default)]
struct Written<'t> {
    known: BTreeMap<Name, Playbook<'t>>,
    /// Those with a line that could not be read: it may be what declares, takes or sets a name.
    unread: BTreeSet<Name>,
    /// Whether there may be another one, which could not be read.
    lost: bool,
}

fn written<'t>(trees: &'t [Tree], problems: &mut Vec<Problem>) -> Written<'t> {
    let mut all = Written::default();
    for item in trees.iter().flat_map(|tree| &tree.items) {
        let Item::Block(block) = item else { continue };
        all.lost |= is_of_no_kind(block);
        if !is_playbook(block) {
            continue;
        }
        let before = problems.len();
        let found = match read::playbook(block, problems) {
            Ok(found) => found,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        if is_torn(block) || problems.len() > before {
            all.unread.insert(found.name.clone());
        }
        match all.known.get(&found.name) {
            Some(other) => problems.push(twice(&found.name, found.head, other.head)),
            None => {
                all.known.insert(found.name.clone(), found);
            }
        }
    }
    all
}

/// Copies every playbook that leaves nothing open.
pub fn plays(trees: &[Tree], problems: &mut Vec<Problem>) -> Plays {
    let Written {
        known,
        unread,
        mut lost,
    } = written(trees, problems);
    let liked: BTreeSet<&Name> = known
        .values()
        .filter_map(|it| it.like.as_ref().map(|(name, _)| name))
        .collect();
    let mut plays = Plays::default();
    let mut tokens = 0_usize;
    let mut idle = Vec::new();
    for playbook in known.values() {
        let before = problems.len();
        let Some(chain) = chain(playbook, &known, problems) else {
            plays.broken.extend(names(playbook, &[playbook]));
            lost = true;
            continue;
        };
        if chain.iter().any(|it| unread.contains(&it.name)) {
            plays.broken.extend(names(playbook, &chain));
            continue;
        }
        let set = set(&chain, problems);
        let takes: BTreeSet<&Name> = chain.iter().flat_map(|it| it.takes.keys()).collect();
        let open: Vec<&Name> = takes
            .into_iter()
            .filter(|it| !set.contains_key(*it))
            .collect();
        if !open.is_empty() {
            if problems.len() > before {
                plays.broken.extend(names(playbook, &chain));
            } else if !liked.contains(&playbook.name) {
                idle.push(not_played(playbook, &open));
            }
            continue;
        }
        tokens = chain
            .iter()
            .map(|it| size(&it.block.items))
            .fold(tokens, usize::saturating_add);
        if tokens > TOKENS {
            problems.push(too_much(playbook));
            break;
        }
        if problems.len() == before {
            plays.add(playbook, &chain, set, problems);
        } else {
            plays.broken.extend(names(playbook, &chain));
        }
    }
    // One that is like a playbook which is not known may play it.
    if !lost {
        problems.extend(idle);
    }
    plays
}

impl Plays {
    fn add(
        &mut self,
        playbook: &Playbook,
        chain: &[&Playbook],
        set: Values,
        problems: &mut Vec<Problem>,
    ) {
        self.heads.push(playbook.head);
        let title = chain.iter().rev().find_map(|it| it.title.as_ref());
        let mut copier = Copier {
            name: &playbook.name,
            first: playbook.renamed_from.as_ref().unwrap_or(&playbook.name),
            title: title.unwrap_or(&playbook.name),
            own: chain
                .iter()
                .flat_map(|it| declared(&it.block.items))
                .collect(),
            set,
            // There are fewer declarations than numbers.
            copy: u16::try_from(self.heads.len()).unwrap_or(u16::MAX),
            said: BTreeMap::new(),
            bare: BTreeMap::new(),
            problems: Vec::new(),
        };
        let mut clashes = chain.iter().flat_map(|it| &it.takes);
        if let Some((name, place)) = clashes.find(|(name, _)| copier.own.contains(*name)) {
            let message = format!("the playbook takes `{name}`, and declares it");
            let problem = Problem::error("declared-twice", message).at(*place);
            problems.push(problem.help("give one of the two another name"));
        }
        let bodies: Vec<Vec<Item>> = chain.iter().map(|it| copier.items(&it.body())).collect();
        if copier.problems.is_empty() {
            self.bodies.push(bodies);
        } else {
            self.broken.extend(names(playbook, chain));
        }
        let (said, found) = (copier.said, copier.problems);
        self.said.extend(said);
        self.bare.extend(copier.bare);
        problems.extend(found);
    }

    /// Puts all copies into the outline of the program.
    pub fn included<'t>(&'t self, outline: &mut Outline<'t>, problems: &mut Vec<Problem>) {
        outline.broken.extend(self.broken.iter().cloned());
        for bodies in &self.bodies {
            let mut own = Outline::default();
            for body in bodies {
                own.torn |= body.iter().any(|item| matches!(item, Item::Broken(_)));
                let adjustment = Adjustment::new(&KIND, held());
                for clause in adjustment.carried_out(body, &mut own, problems) {
                    problems.push(read::not_a_clause(clause));
                }
            }
            outline.blocks.extend(own.blocks);
            outline.changes.extend(own.changes);
            outline.clauses.extend(own.clauses);
            outline.torn |= own.torn;
        }
    }

    /// A problem of a copy with the place that asked for it: what was set, or the heading of the playbook.
    pub fn pointed(&self, mut problem: Problem) -> Problem {
        let Some(Place::Source(place)) = &problem.primary else {
            return problem;
        };
        if let Some(own) = self
            .bare
            .get(place)
            .filter(|_| problem.name == "unknown-name")
        {
            problem.help = Some(format!(
                "what the playbook declares is `{}.{own}`",
                KIND.word
            ));
        }
        if let Some(said) = self.said.get(place) {
            let used = *place;
            problem.primary = Some(Place::Source(*said));
            return problem.also(used, "stands here");
        }
        let at = usize::from(place.copy).checked_sub(1);
        match at.and_then(|at| self.heads.get(at)) {
            Some(head) => problem.also(*head, "played here"),
            None => problem,
        }
    }
}

/// Whether a line of a playbook could not be read.
fn is_torn(block: &Block) -> bool {
    let mut items = block.items.iter();
    items.any(|item| matches!(item, Item::Broken(_)))
}

/// The names of what a playbook declares.
fn names(playbook: &Playbook, chain: &[&Playbook]) -> Vec<Name> {
    let own = chain.iter().flat_map(|it| declared(&it.block.items));
    own.map(|own| joined(&playbook.name, &own, "")).collect()
}

/// What may stand in a playbook.
fn held() -> Vec<&'static Kind> {
    let all = KINDS.iter().copied();
    all.filter(|kind| !NOT_HELD.contains(&kind.word)).collect()
}

/// The playbooks that one is like, one after the other, from the one that is written out; itself last.
fn chain<'a, 't>(
    playbook: &'a Playbook<'t>,
    known: &'a BTreeMap<Name, Playbook<'t>>,
    problems: &mut Vec<Problem>,
) -> Option<Vec<&'a Playbook<'t>>> {
    let mut chain = vec![playbook];
    let mut at = playbook;
    while let Some((name, place)) = &at.like {
        let Some(base) = known.get(name) else {
            // One that is farther up is told where it stands.
            if chain.len() == 1 {
                problems.push(unknown(name, *place, known));
            }
            return None;
        };
        let is_in_chain = |it: &&Playbook| it.name == base.name;
        if chain.iter().any(is_in_chain) {
            let message = "the playbooks are like each other in a circle";
            let problem = Problem::error("like-in-a-circle", message).at(*place);
            problems.push(problem.help("one of them must stand written out"));
            return None;
        }
        if chain.len() >= LONGEST_CHAIN {
            // What is farther away yet is so for the same reason.
            let is_first = base.like.is_none();
            problems.extend(is_first.then(|| too_deep("playbooks", *place)));
            return None;
        }
        chain.push(base);
        at = base;
    }
    chain.reverse();
    Some(chain)
}

/// What is set along a chain, each once and each of what is taken.
fn set(chain: &[&Playbook], problems: &mut Vec<Problem>) -> Values {
    let mut all: Values = BTreeMap::new();
    let takes: BTreeMap<&Name, &Span> = chain.iter().flat_map(|it| &it.takes).collect();
    for set in chain.iter().flat_map(|it| &it.sets) {
        if !takes.contains_key(&set.name) {
            problems.push(takes_nothing(&set.name, set.place, &takes));
        }
        if let Some((_, other)) = all.get(&set.name) {
            let message = format!("`{}` is set twice", set.name);
            let problem = Problem::error("said-twice", message).at(set.place);
            problems.push(
                problem
                    .also(*other, "set here first")
                    .help("let the playbook that both are like leave it open"),
            );
            continue;
        }
        all.insert(set.name.clone(), (set.value.clone(), set.place));
    }
    all
}

fn takes_nothing(name: &Name, place: Span, takes: &BTreeMap<&Name, &Span>) -> Problem {
    let message = format!("the playbook does not take `{name}`");
    let problem = Problem::error("unknown-name", message).at(place);
    match nearest(name, takes.keys().map(|it| &***it)) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!("what is set is first taken: takes {name}")),
    }
}

fn unknown(name: &Name, place: Span, known: &BTreeMap<Name, Playbook>) -> Problem {
    let problem = Problem::error("unknown-name", format!("there is no playbook `{name}`"));
    let problem = problem.at(place);
    match nearest(name, known.keys().map(|it| &**it)) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help("name the playbook that this one is like"),
    }
}

fn not_played(playbook: &Playbook, open: &[&Name]) -> Problem {
    let name = &playbook.name;
    let names: Vec<&str> = open.iter().map(|it| &***it).collect();
    let message = format!(
        "`{name}` leaves open {}, and nothing sets it",
        names.join(", ")
    );
    let sets: Vec<String> = names.iter().map(|it| format!("set {it} ...")).collect();
    let help = match &playbook.like {
        Some(_) => format!("write in it: {}", sets.join("; ")),
        None => format!("playbook {name}_1 like {name} {{ {} }}", sets.join("; ")),
    };
    Problem::error("playbook-not-played", message)
        .at(playbook.head)
        .cost("nothing that it declares is part of the program")
        .help(help)
}

fn too_much(playbook: &Playbook) -> Problem {
    let message = "the copies of playbooks have more than 400,000 tokens";
    Problem::error("too-many-tokens", message)
        .at(playbook.head)
        .help("the limit is fixed; write what is shared outside of the playbooks")
}

fn twice(name: &Name, place: Span, other: Span) -> Problem {
    Problem::error("declared-twice", format!("`{name}` is declared twice"))
        .at(place)
        .also(other, format!("the other `{name}`"))
        .help("names are unique in a program, whatever they name")
}
