//! What must be known before any value can be read: the program's year, its money, its exchange rules.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use crate::base::date::Date;
use crate::base::money::Currency;
use crate::base::period::{Fiscal, WeekPattern};
use crate::base::span::Span;
use crate::compile::cursor::Cursor;
use crate::compile::names::Names;
use crate::compile::outline::{Outline, Outlined};
use crate::compile::scope::{COMPARISONS, READINGS, Scope};
use crate::diagnostic::Problem;
use crate::kind::spec::Refers;

/// The scope before anything is compiled. Faults inside the peeked clauses are reported when the program
/// block itself is read; here only what no clause can say is reported.
pub fn scope(outline: &Outline, names: Names, problems: &mut Vec<Problem>) -> Scope {
    let programs: Vec<&Outlined> = outline
        .blocks
        .iter()
        .filter(|block| block.kind.word == "program")
        .collect();
    match programs.as_slice() {
        [] => problems.extend(no_program(outline)),
        [_] => {}
        [first, second, ..] => problems.push(
            Problem::error("two-programs", "the directory declares two programs")
                .at(second.head)
                .also(first.head, "the other one")
                .help("a directory is one program; put the other into its own directory"),
        ),
    }
    let program = programs.first();
    // Where no currency can be read, the fault is reported with the program block; dollars stand in.
    let currency = program
        .and_then(|block| peek_currency(block))
        .unwrap_or(Currency::USD);
    Scope {
        names: names.known,
        order: names.order,
        broken: outline.broken.union(&names.doubtful).cloned().collect(),
        doubtful: names
            .sorts
            .into_iter()
            .chain(torn_sorts(&outline.blocks))
            .collect(),
        mentioned: outline.unread.clone(),
        torn: outline.torn,
        comparisons_left: Cell::new(COMPARISONS),
        readings_left: Cell::new(READINGS),
        currency,
        exchanged: program
            .map(|block| peek_exchanges(block))
            .unwrap_or_default(),
        fiscal: program
            .and_then(|block| peek_year(block, problems))
            .unwrap_or_else(any_year),
        measures: BTreeMap::new(),
        medians: BTreeSet::new(),
        scores: BTreeMap::new(),
        targets: BTreeMap::new(),
        entries: BTreeMap::new(),
        products_of: BTreeMap::new(),
        business: BTreeMap::new(),
        unread: BTreeSet::new(),
        around: BTreeMap::new(),
    }
}

/// Sorts of names that text which could not be read may declare: those of what the blocks around it hold.
fn torn_sorts(blocks: &[Outlined]) -> Vec<Refers> {
    let mut found = Vec::new();
    let mut pending: Vec<&Outlined> = blocks.iter().collect();
    while let Some(block) = pending.pop() {
        pending.extend(&block.children);
        let held = block.kind.children.iter().filter(|_| block.torn);
        found.extend(held.filter_map(|kind| kind.refers));
    }
    found
}

/// Nothing is said of files that say nothing, or that could not be read: both are reported already.
fn no_program(outline: &Outline) -> Option<Problem> {
    let lost = |outline: &Outline| outline.torn || !outline.broken.is_empty();
    if lost(outline) || outline.blocks.is_empty() && outline.clauses.is_empty() {
        return None;
    }
    let problem = Problem::error("no-program", "the files declare no program")
        .help("begin a file with: program NAME \"Title\" { edition 2027; year 2027-02-01 to 2028-01-31; money USD }");
    Some(match outline.blocks.first() {
        Some(block) => problem.at(Span::new(block.head.file, 0, 0)),
        None => problem,
    })
}

/// Whether the money of the program can be read.
pub fn has_money(outline: &Outline) -> bool {
    let mut blocks = outline.blocks.iter();
    let program = blocks.find(|block| block.kind.word == "program");
    program.and_then(peek_currency).is_some()
}

fn any_year() -> Fiscal {
    Fiscal::months(Date::new(2027, 1, 1).unwrap_or(Date::MIN))
}

fn clauses<'t>(block: &'t Outlined<'t>, word: &'t str) -> impl Iterator<Item = Cursor<'t>> {
    block.clauses.iter().filter_map(move |clause| {
        let mut cursor = Cursor::new(&clause.tokens, clause.span, "");
        cursor.eat(word).then_some(cursor)
    })
}

fn peek_currency(block: &Outlined) -> Option<Currency> {
    let mut cursor = clauses(block, "money").next()?;
    Currency::parse(cursor.word("").ok()?.0)
}

fn peek_exchanges(block: &Outlined) -> BTreeSet<Currency> {
    clauses(block, "exchange")
        .filter_map(|mut cursor| Currency::parse(cursor.word("").ok()?.0))
        .collect()
}

fn peek_year(block: &Outlined, problems: &mut Vec<Problem>) -> Option<Fiscal> {
    let mut cursor = clauses(block, "year").next()?;
    let start = cursor.span();
    let first = cursor.date("").ok()?;
    cursor.expect("to").ok()?;
    let last = cursor.date("").ok()?;
    let whole = start.to(cursor.last_span());
    if last < first {
        return None;
    }
    let weeks = of_weeks(first, last);
    let pattern = cursor
        .eat("weeks")
        .then(|| cursor.eat_longest(&PATTERNS.map(|(words, _)| words)));
    let fiscal = match (pattern, weeks) {
        (None, _) => Fiscal::between(first, last),
        (Some(words), Some(weeks)) => {
            let found = PATTERNS.iter().find(|(each, _)| Some(*each) == words)?;
            Fiscal::weeks(first, weeks, found.1)
        }
        (Some(_), None) => None,
    };
    if fiscal.is_none() {
        let (message, help) = match (pattern, weeks) {
            (None, Some(weeks)) => (
                format!(
                    "from {first} to {last} is a year of {weeks} weeks, and its months are not said"
                ),
                format!("year {first} to {last} weeks four four five"),
            ),
            _ => (
                format!("from {first} to {last} is not a year"),
                "a year is 12 whole months, or 52 or 53 whole weeks".to_owned(),
            ),
        };
        problems.push(Problem::error("not-a-year", message).at(whole).help(help));
    }
    fiscal
}

/// How weeks form the months of a quarter, as it is written.
const PATTERNS: [(&str, WeekPattern); 3] = [
    ("four four five", WeekPattern::FourFourFive),
    ("four five four", WeekPattern::FourFiveFour),
    ("five four four", WeekPattern::FiveFourFour),
];

/// How many weeks a year has, where it is one of 52 or 53 whole ones.
fn of_weeks(first: Date, last: Date) -> Option<u8> {
    match first.days_until(last) {
        363 => Some(52),
        370 => Some(53),
        _ => None,
    }
}
