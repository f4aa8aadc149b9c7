//! Tables between pipes.

use std::collections::BTreeSet;

use super::Known;
use super::node::{Fault, Node};
use super::value::value;

pub(super) fn table(node: &Node, known: &Known) -> Result<String, Fault> {
    let (key, held) = node.only()?;
    let ware = known.ware;
    let rows = match key {
        "bands" => bands(&held, known)?,
        "amounts" => amounts(&held, known)?,
        "rows" => records(&held, ware)?,
        "facts" => records(&held, ware)?,
        _ => return Err(node.expected("a table")),
    };
    let line = |row: Vec<String>| format!("| {} |\n", row.join(" | "));
    Ok(rows.into_iter().map(line).collect())
}

type Rows = Vec<Vec<String>>;

/// A value, or a word such as `none` that stands for itself.
fn cell(node: &Node, ware: Option<&str>) -> Result<String, Fault> {
    match node.text() {
        Ok(word) => Ok(word.to_owned()),
        Err(_) => value(node, ware),
    }
}

fn bands(held: &Node, known: &Known) -> Result<Rows, Fault> {
    let ware = known.ware;
    let mut rows: Rows = Vec::new();
    for band in held.list()? {
        let from = band.get("from")?;
        let from = match from.maybe("above") {
            Some(bound) => format!("above {}", value(&bound, ware)?),
            None => cell(&from, ware)?,
        };
        let cells = match band.maybe("pays_by_member") {
            Some(cells) => members(&cells, known)?,
            None => vec![("all", cell(&band.get("pays")?, ware)?)],
        };
        if rows.is_empty() {
            let names = cells.iter().map(|(name, _)| (*name).to_owned());
            rows.push(std::iter::once("from".to_owned()).chain(names).collect());
        }
        let cells = cells.into_iter().map(|(_, cell)| cell);
        rows.push(std::iter::once(from).chain(cells).collect());
    }
    Ok(rows)
}

fn members<'j>(held: &Node<'j>, known: &Known) -> Result<Vec<(&'j str, String)>, Fault> {
    let cells = in_order(held, known)?.into_iter();
    cells
        .map(|(name, each)| Ok((name, cell(&each, known.ware)?)))
        .collect()
}

/// The members of a set: tiers from the lowest rank, others by name.
fn in_order<'j>(held: &Node<'j>, known: &Known) -> Result<Vec<(&'j str, Node<'j>)>, Fault> {
    let mut fields = held.fields()?;
    fields.sort_by_key(|(name, _)| known.ranks.get(name).copied());
    Ok(fields)
}

/// A count needs a noun where nothing else tells it from money.
fn amounts(held: &Node, known: &Known) -> Result<Rows, Fault> {
    let (mut names, mut cells) = (Vec::new(), Vec::new());
    for (name, each) in in_order(held, known)? {
        let noun = if each.maybe("count").is_some() {
            " deals"
        } else {
            ""
        };
        names.push(name.to_owned());
        cells.push(format!("{}{noun}", cell(&each, known.ware)?));
    }
    Ok(vec![names, cells])
}

/// One column for each field that some row has.
fn records(held: &Node, ware: Option<&str>) -> Result<Rows, Fault> {
    let list = held.list()?;
    let mut heads: BTreeSet<&str> = BTreeSet::new();
    for record in &list {
        heads.extend(record.fields()?.into_iter().map(|(name, _)| name));
    }
    let mut rows = vec![heads.iter().map(|head| (*head).to_owned()).collect()];
    for record in &list {
        let mut row = Vec::new();
        for head in &heads {
            row.push(match record.maybe(head) {
                Some(held) => cell(&held, ware)?,
                None => String::new(),
            });
        }
        rows.push(row);
    }
    Ok(rows)
}
