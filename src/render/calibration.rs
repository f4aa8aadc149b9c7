//! A calibration in plain text: each number before and after the data, what it rests on, and lines to paste into a
//! scenario.

use std::collections::BTreeMap;

use super::listing::columns;
use crate::intake::panel::Panel;
use crate::intake::scenario::behaviour::PARAMETERS;
use crate::simulate::calibrate::{Fit, Verdict, estimable};

/// Weeks of history that are wanted, and those without which a season is never seen twice.
const WANTED: usize = 104;

/// How much history there is.
pub(super) struct Span {
    pub(super) partners: usize,
    /// Partner-weeks.
    pub(super) rows: usize,
    /// The most weeks of one partner.
    pub(super) weeks: usize,
}

pub(super) fn span(panel: &Panel) -> Span {
    let weeks = panel.partners.values().map(Vec::len);
    Span {
        partners: panel.partners.len(),
        rows: weeks.clone().sum(),
        weeks: weeks.max().unwrap_or(0),
    }
}

/// Why a parameter is not estimated.
pub(super) fn for_want(name: &str) -> &'static str {
    match estimable().any(|each| each == name) {
        true => "for want of columns or events",
        false => "still as assumed",
    }
}

/// `1 partner`, `2 partners`.
fn counted(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}

/// Everything that a calibration says.
pub fn listing(panel: &Panel, fits: &[Fit]) -> String {
    let Span {
        partners,
        rows,
        weeks,
    } = span(panel);
    let mut out = format!(
        "{}, {}, {} at the most\n",
        counted(partners, "partner"),
        counted(rows, "partner-week"),
        counted(weeks, "week")
    );
    if weeks < WANTED {
        out.push_str(&format!(
            "fewer than {WANTED} weeks: a season cannot be told from a single event\n"
        ));
    }
    let heads = [
        "parameter",
        "default",
        "data",
        "fit",
        "low",
        "high",
        "events",
        "shrinkage",
        "",
    ];
    let rows: Vec<Vec<String>> = fits.iter().map(row).collect();
    out.push('\n');
    out.push_str(&columns(&heads, &rows));
    out.push_str(&caveats(fits));
    let fitted = |name: &str| fits.iter().any(|fit| fit.parameter.name == name);
    let left = PARAMETERS.iter().filter(|each| !fitted(each.name));
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for each in left {
        reasons
            .entry(for_want(each.name))
            .or_default()
            .push(each.name);
    }
    for (reason, names) in reasons {
        out.push_str(&format!(
            "\nnot estimated, {reason}: {}\n",
            names.join(", ")
        ));
    }
    out.push_str("\nfor a scenario:\n\nbehaviour:\n");
    for fit in fits
        .iter()
        .filter(|fit| fit.verdict() != Verdict::PriorOnly)
    {
        out.push_str(&format!(
            "  {}: {}\n",
            fit.parameter.name,
            shown(fit.value())
        ));
    }
    out
}

/// What estimates cannot tell apart, once for all those of which it is said.
fn caveats(fits: &[Fit]) -> String {
    let mut said: Vec<(&str, Vec<&str>)> = Vec::new();
    for fit in fits.iter().filter(|fit| !fit.caveat.is_empty()) {
        match said.last_mut() {
            Some((caveat, names)) if *caveat == fit.caveat => names.push(fit.parameter.name),
            Some(_) | None => said.push((fit.caveat, vec![fit.parameter.name])),
        }
    }
    if said.is_empty() {
        return String::new();
    }
    let lines = said
        .iter()
        .map(|(caveat, names)| format!("  {}: {caveat}\n", names.join(", ")));
    format!(
        "\nwhat cannot be told apart:\n{}",
        lines.collect::<String>()
    )
}

fn row(fit: &Fit) -> Vec<String> {
    vec![
        fit.parameter.name.to_owned(),
        shown(fit.parameter.default),
        fit.alone().map_or_else(|| "-".to_owned(), shown),
        shown(fit.value()),
        shown(fit.at(0.025)),
        shown(fit.at(0.975)),
        format!("{:.0}", fit.likely.events),
        format!("{:.2}", fit.shrinkage),
        fit.verdict().words().to_owned(),
    ]
}

fn shown(value: f64) -> String {
    format!("{value:.4}")
}
