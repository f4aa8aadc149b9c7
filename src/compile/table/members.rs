//! Columns or rows that are members of a closed set.

use std::collections::BTreeMap;

use crate::base::id::RegionId;
use crate::base::name::Name;
use crate::base::ratio::Ratio;
use crate::base::span::Span;
use crate::base::unit::Unit;
use crate::compile::cursor::{Cursor, Read};
use crate::compile::scope::Scope;
use crate::compile::table::bands::filled;
use crate::compile::value::{literal, moment, test};
use crate::diagnostic::Problem;
use crate::kind::spec::{Clause, Given, Grid, Named, Value};
use crate::payout::table::{Across, Set};
use crate::syntax;

/// Which column of the written table belongs to each member: `None` where the table has none for it.
pub struct Columns {
    /// Written column of each member of the set, in the set's order.
    pub of: Vec<Option<usize>>,
}

/// Finds the member that each heading names. `skip` headings come first and are not members.
pub fn columns(
    cells: &[syntax::Cell],
    skip: usize,
    across: Across,
    scope: &Scope,
) -> Read<Columns> {
    let sort = moment::members(across.set);
    let mut of: Vec<Option<usize>> = vec![None; scope.count(sort)];
    let mut other = None;
    for (at, cell) in cells.iter().enumerate().skip(skip) {
        let (word, span) = name(cell, across)?;
        if &**word == "other" {
            other = Some(at);
            continue;
        }
        let Some(named) = scope.find(word, span, &[sort])? else {
            continue;
        };
        if let Some(place) = of.get_mut(member(named)) {
            if place.is_some() {
                return Err(
                    Problem::error("said-twice", format!("`{word}` has two columns"))
                        .at(span)
                        .help("keep one of them"),
                );
            }
            *place = Some(at);
        }
    }
    let own = of.clone();
    for (at, place) in of.iter_mut().enumerate() {
        *place = nearest(at, across.set, scope, |at| own.get(at).copied().flatten()).or(other);
    }
    Ok(Columns { of })
}

/// What is written for a member; for a region that the table does not name, what is written for the nearest one around it.
fn nearest<T>(
    at: usize,
    set: Set,
    scope: &Scope,
    written: impl Fn(usize) -> Option<T>,
) -> Option<T> {
    let id = u16::try_from(at).ok().filter(|_| set == Set::Region);
    let around = id.map(|id| scope.regions_around(RegionId(id)));
    let around = around.into_iter().flatten().map(RegionId::index);
    std::iter::once(at).chain(around).find_map(written)
}

/// The levels that the columns of a rate stand for, each with its place; what they are is said by the incentive.
pub fn levels(cells: &[syntax::Cell]) -> Read<Vec<(usize, Name)>> {
    let mut found: Vec<(usize, Name)> = Vec::new();
    for (at, cell) in cells.iter().enumerate().skip(1) {
        let mut cursor = Cursor::new(&cell.tokens, cell.span, "");
        let (word, span) = cursor.word("the name of a level")?;
        if !cursor.is_done() {
            return Err(cursor.rest_of_cell());
        }
        if found.iter().any(|(_, name)| name == word) {
            let problem = Problem::error("said-twice", format!("`{word}` has two columns"));
            return Err(problem.at(span).help("keep one of them"));
        }
        found.push((at, word.clone()));
    }
    Ok(found)
}

/// The name of a member, alone in its cell.
fn name(cell: &syntax::Cell, across: Across) -> Read<(&Name, Span)> {
    let mut cursor = Cursor::new(&cell.tokens, cell.span, "");
    let found = cursor.word(&format!("the name of a {}", moment::set_word(across.set)))?;
    match cursor.is_done() {
        true => Ok(found),
        false => Err(cursor.rest_of_cell()),
    }
}

/// The place of a member in its set.
pub fn member(named: Named) -> usize {
    match named {
        Named::Tier(id) => id.index(),
        Named::Specialization(id) => id.index(),
        Named::Region(id) => id.index(),
        Named::Type(id) => id.index(),
        Named::Line(id) => id.index(),
        Named::Product(id) => id.index(),
        Named::Measure(id) => id.index(),
        Named::Benefit(id) => id.index(),
        Named::Certification(id) => id.index(),
        Named::Budget(id) => id.index(),
        Named::Incentive(id) => id.index(),
        Named::Track(id) => id.index(),
        Named::Course(id) => id.index(),
        Named::Entry(id) => id.index(),
        Named::Segment(id) => id.index(),
        Named::Role(id) => id.index(),
        Named::Committee(id) => id.index(),
        Named::Score(id) => id.index(),
        Named::Target(id) => id.index(),
    }
}

/// An amount for each member, as rows (`| region | at least |`) or as columns.
pub fn read(
    clause: &Clause,
    given: &Given,
    across: Option<Across>,
    table: &syntax::Table,
    scope: &Scope,
) -> Read<Grid> {
    let Some(across) = across else {
        return Err(Problem::error(
            "missing-phrase",
            "a table stands here, and `across` does not say what its columns are",
        )
        .at(table.span)
        .help(format!("write: {}", clause.help)));
    };
    let heads_rows = table.head.cells.first().is_some_and(|cell| {
        let cursor = Cursor::new(&cell.tokens, cell.span, "");
        cursor.stands(moment::set_word(across.set)).is_some()
    });
    let mut amounts: Vec<Option<Ratio>> = vec![None; scope.count(moment::members(across.set))];
    let mut seen = vec![false; amounts.len()];
    let unit = unit(given, table, scope);
    if heads_rows {
        heading(given, across, table)?;
        by_rows(across, table, scope, unit, &mut amounts, &mut seen)?;
    } else {
        by_columns(across, table, scope, unit, &mut amounts, &mut seen)?;
    }
    complete(clause.word, across, seen.into_iter(), table, scope)?;
    Ok(Grid::Across {
        across,
        amounts,
        unit,
    })
}

/// Beside its members a table by rows has one column: what a test asks at least, or how much is given at most.
fn heading(given: &Given, across: Across, table: &syntax::Table) -> Read<()> {
    let names: &[&'static str] = match matches!(given.value, Value::Test(_)) {
        true => &["at least"],
        false => &["amount", "at most"],
    };
    for (at, cell) in table.head.cells.iter().enumerate().skip(1) {
        let mut cursor = Cursor::new(&cell.tokens, cell.span, "");
        if at == 1 && cursor.eat_longest(names).is_some() && cursor.is_done() {
            continue;
        }
        let (set, name) = (
            moment::set_word(across.set),
            names.first().unwrap_or(&"amount"),
        );
        let all = Cursor::new(&cell.tokens, cell.span, "").words(cell.tokens.len());
        let word = all.map_or_else(String::new, |(words, _)| words);
        let message = format!("the table has no column `{word}`");
        let problem = Problem::error("unknown-column", message);
        return Err(problem
            .at(cell.span)
            .help(format!("write: | {set} | {name} |")));
    }
    Ok(())
}

/// The unit of the amounts: that of the figure they are compared with, else of the first cell.
fn unit(given: &Given, table: &syntax::Table, scope: &Scope) -> Unit {
    if let Value::Test(test) = &given.value
        && let Some(threshold) = test.threshold()
    {
        return threshold.unit;
    }
    let counts = table.rows.iter().flat_map(|row| &row.cells).any(|cell| {
        let cursor = Cursor::new(&cell.tokens, cell.span, "");
        cursor
            .word_after(1)
            .is_some_and(|word| literal::CAP_NOUNS.contains(&&**word))
    });
    if counts {
        Unit::Count
    } else {
        Unit::Money(scope.currency)
    }
}

fn by_rows(
    across: Across,
    table: &syntax::Table,
    scope: &Scope,
    unit: Unit,
    amounts: &mut [Option<Ratio>],
    seen: &mut [bool],
) -> Read<()> {
    let sort = moment::members(across.set);
    let mut rest = None;
    for row in &table.rows {
        let [member_cell, amount, ..] = row.cells.as_slice() else {
            return Err(
                Problem::error("missing-cell", "a row has a name and an amount")
                    .at(row.span)
                    .help("write: | NA | 250,000 USD |"),
            );
        };
        let (word, span) = name(member_cell, across)?;
        let value = cell(amount, unit)?;
        if &**word == "other" {
            rest = Some(value);
            continue;
        }
        let Some(named) = scope.find(word, span, &[sort])? else {
            continue;
        };
        let at = member(named);
        if seen.get(at).copied().unwrap_or(false) {
            let problem = Problem::error("said-twice", format!("`{word}` has two rows")).at(span);
            return Err(problem.help("keep one of them"));
        }
        put(amounts, seen, at, value);
    }
    let own: Vec<Option<Option<Ratio>>> = amounts
        .iter()
        .zip(seen.iter())
        .map(|(amount, flag)| flag.then_some(*amount))
        .collect();
    for at in 0..own.len() {
        if let Some(value) = nearest(at, across.set, scope, |at| own.get(at).copied().flatten()) {
            put(amounts, seen, at, value);
        }
    }
    if let Some(value) = rest {
        fill(amounts, seen, value);
    }
    Ok(())
}

fn by_columns(
    across: Across,
    table: &syntax::Table,
    scope: &Scope,
    unit: Unit,
    amounts: &mut [Option<Ratio>],
    seen: &mut [bool],
) -> Read<()> {
    let columns = columns(&table.head.cells, 0, across, scope)?;
    let [row] = table.rows.as_slice() else {
        return Err(Problem::error(
            "unexpected-table",
            "one row of amounts is meant below the names",
        )
        .at(table.span)
        .help("keep one row"));
    };
    let by_member: BTreeMap<usize, usize> = columns
        .of
        .iter()
        .enumerate()
        .filter_map(|(member, column)| column.map(|column| (member, column)))
        .collect();
    for (at, column) in by_member {
        let Some(written) = row.cells.get(column) else {
            let problem = Problem::error("missing-cell", "a column has no amount").at(row.span);
            return Err(problem.help("write an amount, or `none`"));
        };
        let value = cell(written, unit)?;
        put(amounts, seen, at, value);
    }
    Ok(())
}

fn put(amounts: &mut [Option<Ratio>], seen: &mut [bool], at: usize, value: Option<Ratio>) {
    if let (Some(amount), Some(flag)) = (amounts.get_mut(at), seen.get_mut(at)) {
        *amount = value;
        *flag = true;
    }
}

fn fill(amounts: &mut [Option<Ratio>], seen: &mut [bool], value: Option<Ratio>) {
    for (amount, flag) in amounts.iter_mut().zip(seen) {
        if !*flag {
            *amount = value;
            *flag = true;
        }
    }
}

/// An amount, or `none`.
fn cell(cell: &syntax::Cell, unit: Unit) -> Read<Option<Ratio>> {
    filled(cell)?;
    let mut cursor = Cursor::new(&cell.tokens, cell.span, "");
    if cursor.eat("none") {
        return Ok(None);
    }
    let amount = test::amount(&mut cursor, unit)?;
    if unit == Unit::Count {
        let _ = cursor.eat_longest(literal::CAP_NOUNS);
    }
    if !cursor.is_done() {
        return Err(cursor.rest_of_cell());
    }
    Ok(Some(amount))
}

/// A set of regions, types or lines has no hole. Tiers that the incentive is not for may be left out:
/// the kind's own terms check those.
pub fn complete(
    word: &str,
    across: Across,
    mut seen: impl Iterator<Item = bool>,
    table: &syntax::Table,
    scope: &Scope,
) -> Read<()> {
    if across.set == Set::Tier {
        return Ok(());
    }
    let missing = seen.position(|flag| !flag);
    let Some(name) = missing.and_then(|at| scope.of(moment::members(across.set)).get(at)) else {
        return Ok(());
    };
    let set = super::set_word(across);
    let message = format!("the {set} `{name}` is in no row or column of `{word}`");
    Err(Problem::error("missing-member", message)
        .at(table.span)
        .help(format!(
            "add `{name}`, or a row or column `other`; `none` closes it"
        )))
}
