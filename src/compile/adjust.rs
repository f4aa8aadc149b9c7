//! Things of a program adjusted by a body of `change`, `drop` and further blocks: what a regional program and a
//! playbook say of what they are like.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::base::name::{Name, nearest};
use crate::base::span::Span;
use crate::compile::cursor::Cursor;
use crate::compile::outline::{self, Outline, Outlined};
use crate::compile::{amend, meeting};
use crate::diagnostic::Problem;
use crate::kind::changing::{CHANGE, DROP, FROM};
use crate::kind::file::FILE;
use crate::kind::spec::{Kind, Naming};
use crate::syntax::token::{Token, TokenKind};
use crate::syntax::{Block, Clause, Item};

/// A body on its way to the things that it adjusts.
pub struct Adjustment {
    /// The kind in whose body it stands, whose own clauses are not names of blocks.
    inside: &'static Kind,
    /// The kinds of blocks that it may add.
    adds: Vec<&'static Kind>,
    /// What is changed or dropped, each once: the order of blocks means nothing.
    touched: BTreeMap<Name, Span>,
    dropped: BTreeSet<Name>,
}

impl Adjustment {
    /// The adjustment of a body.
    pub fn new(inside: &'static Kind, adds: Vec<&'static Kind>) -> Adjustment {
        Adjustment {
            inside,
            adds,
            touched: BTreeMap::new(),
            dropped: BTreeSet::new(),
        }
    }

    /// Carries a body out; the clauses that are left are those of the kind in whose body they stand.
    pub fn carried_out<'t>(
        mut self,
        items: &'t [Item],
        outline: &mut Outline<'t>,
        problems: &mut Vec<Problem>,
    ) -> Vec<&'t Clause> {
        let (mut drops, mut rest) = (Vec::new(), Vec::new());
        for item in items {
            match item {
                Item::Clause(written) => match dropped(self.inside, written) {
                    Some(target) => drops.push(target),
                    None if amend::keyword(&FILE, written).is_some() => {
                        outline.clauses.push(Cow::Borrowed(written));
                    }
                    None => rest.push(written),
                },
                Item::Block(block) => self.block(block, outline, problems),
                Item::Broken(_) => {}
            }
        }
        for (name, place) in drops {
            self.drop(name, place, outline, problems);
        }
        let gone = self.dropped;
        let clauses = std::mem::take(&mut outline.clauses).into_iter();
        outline.clauses = clauses
            .filter_map(|clause| meeting::without(clause, &gone))
            .collect();
        rest
    }

    fn block<'t>(
        &mut self,
        block: &'t Block,
        outline: &mut Outline<'t>,
        problems: &mut Vec<Problem>,
    ) {
        let word = |at: usize| block.head.get(at).and_then(|token| token.kind.word());
        if word(0).is_none_or(|word| &**word != CHANGE) {
            let found = outline::heading(block, &self.adds, Some(self.inside), problems);
            if let Some(found) = found {
                said_anew(&found, &mut outline.blocks);
                outline.blocks.push(found);
            }
            return;
        }
        if word(1).is_some_and(|word| &**word == FROM.lead) {
            outline.changes.push(block);
            return;
        }
        let target = block
            .head
            .get(1)
            .and_then(|token| Some((target(token)?, token.span)));
        let (Some((name, place)), None) = (target, block.head.get(2)) else {
            let mut cursor = Cursor::new(&block.head, block.span, "change volume { drop tell }");
            cursor.skip();
            cursor.skip();
            problems.push(cursor.expected("the name of one block, and `{` after it"));
            return;
        };
        if !self.touch(&name, place, problems) {
            return;
        }
        let Some(base) = find(&mut outline.blocks, &name) else {
            problems.extend(nothing(&name, place, outline));
            return;
        };
        let mut own = Outlined {
            clauses: Vec::new(),
            children: Vec::new(),
            ..base.clone()
        };
        outline::body(block, &mut own, problems);
        let (clauses, children) = amend::merged(base, &own, |_| true, problems);
        *base = Outlined {
            clauses,
            children,
            ..own
        };
    }

    fn drop<'t>(
        &mut self,
        name: Name,
        place: Span,
        outline: &mut Outline<'t>,
        problems: &mut Vec<Problem>,
    ) {
        if !self.touch(&name, place, problems) {
            return;
        }
        if !remove(&mut outline.blocks, &name) {
            problems.extend(nothing(&name, place, outline));
        }
        self.dropped.insert(name);
    }

    fn touch(&mut self, name: &Name, place: Span, problems: &mut Vec<Problem>) -> bool {
        let Some(other) = self.touched.insert(name.clone(), place) else {
            return true;
        };
        problems.push(
            Problem::error("said-twice", format!("`{name}` is changed twice"))
                .at(place)
                .also(other, "changed here first")
                .help("put all changes of a block into one"),
        );
        false
    }
}

/// What a line drops: a block by its name, or by its title where it has no name. `None` where it drops a clause of
/// the program, or nothing.
fn dropped(inside: &'static Kind, written: &Clause) -> Option<(Name, Span)> {
    let [first, second] = &*written.tokens else {
        return None;
    };
    let drops = first.kind.word().is_some_and(|word| &**word == DROP);
    let rest = Clause {
        tokens: vec![second.clone()],
        ..written.clone()
    };
    if !drops || amend::keyword(inside, &rest).is_some() {
        return None;
    }
    Some((target(second)?, second.span))
}

fn target(token: &Token) -> Option<Name> {
    if let TokenKind::Text(text) = &token.kind {
        Some(Name::new(text))
    } else {
        token.kind.word().cloned()
    }
}

/// Whether a block is known by this: its name, its title where it has no name, its kind where it has neither.
fn is_known(block: &Outlined, by: &Name) -> bool {
    match block.kind.naming {
        Naming::Name => block.name.as_ref() == Some(by),
        Naming::Title => block.title.as_ref() == Some(by),
        Naming::Bare => block.kind.word == &**by,
    }
}

fn find<'a, 't>(blocks: &'a mut [Outlined<'t>], by: &Name) -> Option<&'a mut Outlined<'t>> {
    for block in blocks {
        if is_known(block, by) {
            return Some(block);
        }
        if let Some(found) = find(&mut block.children, by) {
            return Some(found);
        }
    }
    None
}

fn remove(blocks: &mut Vec<Outlined>, by: &Name) -> bool {
    let before = blocks.len();
    blocks.retain(|block| !is_known(block, by));
    let own = blocks.len() < before;
    blocks
        .iter_mut()
        .any(|block| remove(&mut block.children, by))
        || own
}

/// Nothing of this name is there, nor in what could not be read.
fn nothing(name: &Name, place: Span, outline: &Outline) -> Option<Problem> {
    if outline.may_declare(name) {
        return None;
    }
    let blocks = &outline.blocks;
    let known: Vec<&Name> = blocks
        .iter()
        .flat_map(|block| std::iter::once(block).chain(&block.children))
        .filter_map(|block| block.name.as_ref())
        .collect();
    let message = format!("nothing is called `{name}`, so there is nothing to change");
    let problem = Problem::error("amends-nothing", message).at(place);
    Some(match nearest(name, known.iter().map(|name| &***name)) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help("name a block of the program that this one is like"),
    })
}

/// What a region says in another language stands for what was said there before.
fn said_anew(own: &Outlined, blocks: &mut [Outlined]) {
    if own.kind.word != crate::kind::language::KIND.word {
        return;
    }
    let said = |clause: &Clause| clause.tokens.first().map(|token| token.kind.clone());
    let anew: Vec<Option<TokenKind>> = own.clauses.iter().map(|it| said(it)).collect();
    for block in blocks {
        if block.kind.word == own.kind.word && block.name == own.name {
            block.clauses.retain(|it| !anew.contains(&said(it)));
        }
    }
}
