//! Several programs in one directory: one that is written out, and others that are like it in some regions. Here
//! the one that is meant is written out, so that nothing after this knows of the others.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::base::name::Name;
use crate::base::span::Span;
use crate::compile::adjust::Adjustment;
use crate::compile::amend;
use crate::compile::cursor::Cursor;
use crate::compile::outline::{self, Outline, Outlined};
use crate::diagnostic::Problem;
use crate::diagnostic::place::Place;
use crate::kind::KINDS;
use crate::kind::changing::LIKE;
use crate::kind::program::{IN, KIND, OUTSIDE};
use crate::kind::region;
use crate::model::region::MOST_DEPTH;
use crate::syntax::token::{Token, TokenKind};
use crate::syntax::{Block, Clause, Item, Tree};

/// The heading of a program that is like another in some regions.
struct Regional<'t> {
    block: &'t Block,
    name: Name,
    title: Option<Name>,
    like: (Name, Span),
    regions: Vec<(Name, Span)>,
    head: Span,
}

const HELP: &str =
    "program halden_emea \"Halden in Europe\" like halden in EMEA { change money EUR }";

/// Each of so many programs is written out and checked whole.
const MOST_PROGRAMS: usize = 100;

/// Whether a block is a program that is like another one.
pub fn is_regional(block: &Block) -> bool {
    let mut words = block.head.iter().filter_map(|token| token.kind.word());
    words.next().is_some_and(|word| &**word == KIND.word) && words.any(|word| &**word == LIKE.lead)
}

/// The names of the programs of some files that are like the one written out, in order.
pub fn names(trees: &[Tree]) -> Vec<Name> {
    let items = trees.iter().flat_map(|tree| &tree.items);
    let mut names: Vec<Name> = items
        .filter_map(|item| match item {
            Item::Block(block) if is_regional(block) => block.head.get(1)?.kind.word().cloned(),
            Item::Block(_) | Item::Clause(_) | Item::Broken(_) => None,
        })
        .collect();
    names.sort();
    names.dedup();
    names.truncate(MOST_PROGRAMS);
    names
}

/// Makes the outline that of one program: of the regional one with this name, which it gives the place of, or of the
/// one that is written out.
pub fn written_out<'t>(
    outline: &mut Outline<'t>,
    chosen: Option<&Name>,
    problems: &mut Vec<Problem>,
) -> Option<Span> {
    let blocks = std::mem::take(&mut outline.regional);
    let mut programs: Vec<Regional> = Vec::new();
    for block in blocks {
        match heading(block) {
            Ok(found) => programs.push(found),
            Err(problem) => problems.push(problem),
        }
    }
    programs.sort_by(|one, two| (&one.name, one.head).cmp(&(&two.name, two.head)));
    if let Some(surplus) = programs.get(MOST_PROGRAMS) {
        let count = programs.len();
        let message =
            format!("{count} programs are like another here, and at most {MOST_PROGRAMS} may be");
        let problem = Problem::error("too-many-programs", message).at(surplus.head);
        let help = "the limit is fixed; let one program have several regions, or put some into a directory of their own";
        problems.extend(chosen.is_none().then(|| problem.help(help)));
        programs.truncate(MOST_PROGRAMS);
    }
    claimed_once(&programs, &around(outline), problems);
    for one in &programs {
        let twice = programs
            .iter()
            .find(|two| two.name == one.name && two.head < one.head);
        if let Some(two) = twice {
            problems.push(
                Problem::error(
                    "declared-twice",
                    format!("`{}` is declared twice", one.name),
                )
                .at(one.head)
                .also(two.head, format!("the other `{}`", one.name))
                .help("names are unique in a program, whatever they name"),
            );
        }
    }
    let Some(name) = chosen else {
        has_others(outline, &programs, problems);
        return None;
    };
    let program = programs.iter().find(|each| each.name == *name)?;
    carried_out(program, outline, problems);
    Some(program.block.span)
}

/// A regional program written out: what it changes, drops and adds.
fn carried_out<'t>(program: &Regional<'t>, outline: &mut Outline<'t>, problems: &mut Vec<Problem>) {
    let Some(at) = root(outline, program) else {
        problems.extend(unknown_root(outline, program));
        return;
    };
    let base = outline.blocks.swap_remove(at);
    let mut items = program.block.items.iter();
    let mut own = Outlined {
        name: Some(program.name.clone()),
        renamed_from: None,
        title: program.title.clone().or_else(|| base.title.clone()),
        head: program.head,
        torn: base.torn || items.any(|item| matches!(item, Item::Broken(_))),
        ..base.clone()
    };
    own.clauses
        .retain(|it| amend::keyword(&KIND, it) != Some(OUTSIDE));
    own.clauses.push(listed(IN, &program.regions, program.head));
    let adjustment = Adjustment::new(&KIND, KINDS.to_vec());
    let amending = adjustment.carried_out(&program.block.items, outline, problems);
    let amending = amending.into_iter().map(Cow::Borrowed);
    problems.extend(amend::amended(&base, &mut own.clauses, amending));
    outline.blocks.push(own);
}

/// The program that is written out is not that of partners in the regions of the others.
fn has_others(outline: &mut Outline, programs: &[Regional], problems: &mut Vec<Problem>) {
    for program in programs {
        if root(outline, program).is_none() {
            problems.extend(unknown_root(outline, program));
        }
    }
    let regions = programs.iter().flat_map(|each| &each.regions);
    let regions: BTreeMap<Name, Span> = regions.cloned().collect();
    let regions: Vec<(Name, Span)> = regions.into_iter().collect();
    let mut blocks = outline.blocks.iter_mut();
    if let Some(root) = blocks.find(|it| it.kind.word == KIND.word)
        && !regions.is_empty()
    {
        root.clauses.push(listed(OUTSIDE, &regions, root.head));
    }
}

/// Whether a problem is that of a text which the program that is written out has and the regional one, which stands
/// here, has no more: its translation falls away with it.
pub fn is_untold(problem: &Problem, own: Span) -> bool {
    let place = match &problem.primary {
        Some(Place::Source(span)) => *span,
        Some(Place::Row(_)) | None => return false,
    };
    let inside = place.file == own.file && own.start <= place.start && place.end <= own.end;
    problem.name == "unknown-text" && !inside
}

/// `in EMEA, APAC` as a clause.
fn listed<'t>(word: &str, regions: &[(Name, Span)], head: Span) -> Cow<'t, Clause> {
    let token = |kind: TokenKind, span: Span| Token { kind, span };
    let mut tokens = vec![token(TokenKind::Word(Name::new(word)), head)];
    for (at, (region, span)) in regions.iter().enumerate() {
        if at > 0 {
            tokens.push(token(TokenKind::Comma, *span));
        }
        tokens.push(token(TokenKind::Word(region.clone()), *span));
    }
    Cow::Owned(Clause {
        blank_before: false,
        comments: Vec::new(),
        tokens,
        asides: Vec::new(),
        table: None,
        trailing: None,
        span: head,
    })
}

fn heading(block: &Block) -> Result<Regional<'_>, Problem> {
    let mut cursor = Cursor::new(&block.head, block.span, HELP);
    let start = cursor.span();
    cursor.skip();
    let (name, span) = cursor.word("the name of the program")?;
    outline::check_name(name, span)?;
    let title = match cursor.peek().map(|token| &token.kind) {
        Some(TokenKind::Text(_)) => Some(cursor.text("a title")?.0),
        Some(_) | None => None,
    };
    cursor.expect(LIKE.lead)?;
    let (like, place) = cursor.word("the name of the program that it is like")?;
    cursor.expect(IN)?;
    let mut regions = Vec::new();
    loop {
        let (region, span) = cursor.word("the name of a region")?;
        regions.push((region.clone(), span));
        match cursor.peek().map(|token| &token.kind) {
            Some(TokenKind::Comma) => cursor.skip(),
            Some(_) => return Err(cursor.expected("`{` after the regions")),
            None => break,
        }
    }
    Ok(Regional {
        block,
        name: name.clone(),
        title,
        like: (like.clone(), place),
        regions,
        head: start.to(cursor.last_span()),
    })
}

/// The region that each region lies in, as written there or in the one that it is like.
fn around(outline: &Outline) -> BTreeMap<Name, Name> {
    let regions = outline.blocks.iter();
    let regions = regions.filter(|it| it.kind.word == region::KIND.word);
    let by_name: BTreeMap<&Name, &Outlined> = regions
        .filter_map(|it| Some((it.name.as_ref()?, it)))
        .collect();
    let outer = |it: &&Outlined| {
        let mut clauses = it.clauses.iter();
        let within = clauses.find(|each| amend::keyword(&region::KIND, each) == Some(region::IN));
        within?.tokens.get(1)?.kind.word().cloned()
    };
    let of = |it: &Outlined| {
        let like = |it: &&Outlined| by_name.get(&it.like.as_ref()?.0).copied();
        let own = by_name.get(it.name.as_ref()?).copied();
        let mut chain = std::iter::successors(own, like).take(MOST_DEPTH);
        chain.find_map(|each| outer(&each))
    };
    by_name
        .iter()
        .filter_map(|(name, it)| Some(((*name).clone(), of(it)?)))
        .collect()
}

/// A partner has one program: of two that claim its region, or a region around it, neither is its own.
fn claimed_once(programs: &[Regional], around: &BTreeMap<Name, Name>, problems: &mut Vec<Problem>) {
    let mut claims: Vec<(Span, usize, &Name)> = (0..)
        .zip(programs)
        .flat_map(|(at, each)| each.regions.iter().map(move |it| (it.1, at, &it.0)))
        .collect();
    claims.sort();
    let mut by_name: BTreeMap<&Name, Vec<(usize, Span)>> = BTreeMap::new();
    for (span, at, region) in &claims {
        let claimed = by_name.entry(*region).or_default();
        // What one program says twice is a fault of its own.
        if claimed.last().is_none_or(|(by, _)| by != at) {
            claimed.push((*at, *span));
        }
    }
    let name_of = |at: usize| programs.get(at).map(|it| &it.name);
    for (span, at, region) in claims {
        let chain = std::iter::successors(Some(region), |name| around.get(*name));
        let other = chain.take(MOST_DEPTH).find_map(|name| {
            let mut all = by_name.get(name)?.iter();
            // Of two that name the same region the second is told, and of two of one name that there are two.
            let is_other = |by: usize| name_of(by) != name_of(at);
            let meets = |by: usize, there: Span| is_other(by) && (name != region || there < span);
            let other = all.find(|(by, there)| meets(*by, *there))?;
            Some((name, other.1))
        });
        let Some((name, there)) = other else {
            continue;
        };
        let part = match name == region {
            true => "claimed here too".to_owned(),
            false => format!("claimed here with `{name}`, which it lies in"),
        };
        problems.push(
            Problem::error(
                "region-in-two-programs",
                format!("two programs are for partners in `{region}`"),
            )
            .at(span)
            .also(there, part)
            .cost("a partner there would be paid by both")
            .help("let one program have the region"),
        );
    }
}

/// The place of the program that is written out, where the regional one is like it.
fn root(outline: &Outline, program: &Regional) -> Option<usize> {
    let is_meant =
        |it: &Outlined| it.kind.word == KIND.word && it.name.as_ref() == Some(&program.like.0);
    outline.blocks.iter().position(is_meant)
}

fn unknown_root(outline: &Outline, program: &Regional) -> Option<Problem> {
    let (like, place) = &program.like;
    if outline.may_declare(like) {
        return None;
    }
    let message = format!("no program `{like}` is written out here");
    let mut written = outline.blocks.iter().filter(|it| it.kind.word == KIND.word);
    let problem = Problem::error("unknown-name", message).at(*place);
    Some(match written.find_map(|it| it.name.as_ref()) {
        Some(name) => problem.help(format!("write: like {name}")),
        None => {
            problem.help("one program of a directory is written out, and the others are like it")
        }
    })
}
