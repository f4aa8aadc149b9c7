//! A joint refinement in plain text: each parameter that was moved, each moment that was compared, and whether the model can
//! reproduce the history.

use super::listing::columns;
use crate::simulate::calibrate::Verdict;
use crate::simulate::calibrate::joint::{Compared, Refined, Refinement, Reproduction};

/// Everything that a refinement says.
pub fn listing(found: &Refined) -> String {
    let mut out = "\nrefined together, by the engine's own histories:\n\n".to_owned();
    let heads = [
        "parameter",
        "assumed",
        "block",
        "refined",
        "low",
        "high",
        "shrinkage",
        "",
    ];
    let rows: Vec<Vec<String>> = found.parameters.iter().map(row).collect();
    out.push_str(&columns(&heads, &rows));
    if !found.unidentified.is_empty() {
        let names = found.unidentified.join(", ");
        out.push_str(&format!(
            "\nunidentified, the moments say nothing or too little of: {names}\n"
        ));
    }
    out.push_str("\nmoments, off by so many standard errors of the difference:\n\n");
    let heads = ["moment", "history", "before", "off", "after", "off"];
    let rows: Vec<Vec<String>> = found.moments.iter().map(moment).collect();
    out.push_str(&columns(&heads, &rows));
    for (name, why) in &found.left_out {
        out.push_str(&format!("not compared: {name}; {why}\n"));
    }
    out.push_str(&verdict(found));
    out.push_str("\nfor a scenario, instead of the lines above of the same names:\n\nbehaviour:\n");
    let told = found.parameters.iter();
    for each in told.filter(|it| Verdict::of(it.shrinkage) != Verdict::PriorOnly) {
        let (name, [value, ..]) = (each.parameter.name, each.refined);
        out.push_str(&format!("  {name}: {}\n", shown(value)));
    }
    out
}

fn row(each: &Refinement) -> Vec<String> {
    let [refined, low, high] = each.refined;
    let verdict = Verdict::of(each.shrinkage).words();
    vec![
        each.parameter.name.to_owned(),
        shown(each.assumed),
        each.block.map_or_else(String::new, shown),
        shown(refined),
        shown(low),
        shown(high),
        format!("{:.2}", each.shrinkage),
        match each.is_at_end {
            true => format!("{verdict}, at the end of its range"),
            false => verdict.to_owned(),
        },
    ]
}

fn moment(each: &Compared) -> Vec<String> {
    let [before, after] = each.simulated;
    let [off_before, off_after] = each.off;
    vec![
        each.name.to_owned(),
        shown(each.observed),
        shown(before),
        format!("{off_before:+.1}"),
        shown(after),
        format!("{off_after:+.1}"),
    ]
}

/// Whether the model can reproduce the history.
fn verdict(found: &Refined) -> String {
    let (misfit, expected) = found.misfit;
    let chance = found.chance * 100.0;
    let mut out = format!(
        "\nJ = {misfit:.1} on {expected:.1} degrees of freedom; so much or more has a chance of {chance:.1}% if the model is right\n"
    );
    let verdict = found.verdict();
    out.push_str(verdict.words());
    if verdict != Reproduction::Can {
        out.push_str(&format!("; furthest off: {}", found.furthest().join(", ")));
    }
    out.push('\n');
    if !found.is_settled {
        out.push_str("the search did not settle in its rounds: the last place is shown\n");
    }
    out
}

fn shown(value: f64) -> String {
    format!("{value:.4}")
}
