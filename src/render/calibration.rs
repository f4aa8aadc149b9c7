//! A calibration in plain text: each number before and after the data, what it rests on, and lines to paste into a
//! scenario.

use super::listing::columns;
use crate::intake::panel::Panel;
use crate::intake::scenario::behaviour::PARAMETERS;
use crate::simulate::calibrate::{Fit, Verdict, estimable};

/// Weeks of history that are wanted, and those without which a season is never seen twice.
const WANTED: usize = 104;

/// Everything that a calibration says.
pub fn listing(panel: &Panel, fits: &[Fit]) -> String {
    let weeks = panel.partners.values().map(Vec::len);
    let (longest, all) = (weeks.clone().max().unwrap_or(0), weeks.sum::<usize>());
    let mut out = format!(
        "{} partners, {all} partner-weeks, {longest} weeks at the most\n",
        panel.partners.len()
    );
    if longest < WANTED {
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
    let (more, never): (Vec<&str>, Vec<&str>) = left
        .map(|each| each.name)
        .partition(|name| estimable().any(|each| each == *name));
    for (heading, names) in [
        ("not estimated, for want of columns or events", more),
        ("not estimated, still as assumed", never),
    ] {
        if !names.is_empty() {
            out.push_str(&format!("\n{heading}: {}\n", names.join(", ")));
        }
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
        shown(fit.alone()),
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
