//! A case as the lines of an `example`, so that whoever reads a finding can run it. Must not know
//! how the case was found.

use crate::base::money::Money;
use crate::fact::{Fact, FactKind, Value, type_of};
use crate::model::Program;
use crate::semantics::bounds::case::{Case, CasePartner};

/// The most facts that are written out.
const MOST_FACTS: usize = 12;

/// The `given` lines of a case; `None` when it has too many facts to be read.
pub fn case_text(program: &Program, case: &Case) -> Option<String> {
    if case.facts.is_empty() || case.facts.len() > MOST_FACTS {
        return None;
    }
    let mut lines: Vec<String> = case
        .partners
        .iter()
        .map(|partner| partner_line(program, partner))
        .collect();
    let mut kinds: Vec<FactKind> = case.facts.iter().map(|fact| fact.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        let facts: Vec<&Fact> = case.facts.iter().filter(|fact| fact.kind == kind).collect();
        lines.push("given".to_owned());
        lines.extend(table(program, kind, &facts));
    }
    Some(lines.join("\n"))
}

fn partner_line(program: &Program, partner: &CasePartner) -> String {
    let mut line = format!("given partner {}", partner.name);
    if let Some(tier) = partner.tier.and_then(|id| program.tier(id)) {
        line.push_str(&format!(
            " at {} since {}",
            tier.declared.name,
            program.fiscal.start()
        ));
    }
    if let Some(region) = partner.region.and_then(|id| program.region(id)) {
        line.push_str(&format!(" in {}", region.declared.name));
    }
    let sort = partner.sort.and_then(|id| program.types.get(id.index()));
    if let Some(sort) = sort {
        line.push_str(&format!(" as {}", sort.declared.name));
    }
    line
}

/// The facts of one kind, with the fields that some of them have.
fn table(program: &Program, kind: FactKind, facts: &[&Fact]) -> Vec<String> {
    let sort = type_of(kind);
    let fields: Vec<usize> = (0..sort.fields.len())
        .filter(|at| facts.iter().any(|fact| has(fact, *at)))
        .collect();
    let named = fields.iter().filter_map(|at| sort.fields.get(*at));
    let mut head = vec![
        "fact".to_owned(),
        sort.id_field.to_owned(),
        "happened".to_owned(),
    ];
    if sort.has_partner {
        head.push("partner".to_owned());
    }
    head.extend(named.map(|field| field.name.to_owned()));
    let mut rows = vec![head];
    for fact in facts {
        let mut cells = vec![
            sort.word.to_owned(),
            fact.id.to_string(),
            fact.happened.to_string(),
        ];
        if sort.has_partner {
            cells.push(fact.partner.to_string());
        }
        cells.extend(fields.iter().map(|at| cell(program, fact, *at)));
        rows.push(cells);
    }
    aligned(&rows)
}

/// Rows as text, each column as wide as its widest cell.
fn aligned(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let text = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths);
        let cells: Vec<String> = cells
            .map(|(cell, width)| format!("{cell:<width$}"))
            .collect();
        format!("  | {} |", cells.join(" | "))
    };
    rows.iter().map(text).collect()
}

fn has(fact: &Fact, at: usize) -> bool {
    fact.values
        .get(at)
        .is_some_and(|value| *value != Value::Absent)
}

fn cell(program: &Program, fact: &Fact, at: usize) -> String {
    match fact.values.get(at) {
        None | Some(Value::Absent) => String::new(),
        Some(Value::Text(text)) => text.to_string(),
        Some(Value::Count(count)) => count.to_string(),
        Some(Value::Amount(minor)) => Money {
            minor: *minor,
            currency: program.currency,
        }
        .terse(),
        Some(Value::Date(date)) => date.to_string(),
    }
}
