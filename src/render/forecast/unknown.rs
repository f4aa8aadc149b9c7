//! What the forecast does not know: the evidence behind each assumption, and what the model leaves
//! out.

use super::subject::{Assumed, Subject};
use crate::render::report::{Part, Unknowns};
use crate::render::view::Table;

/// What the model takes for granted, whatever the scenario.
const LEFT_OUT: [&str; 7] = [
    "Competitors do not react to the program.",
    "Partners do not plan across offers, and do not learn from one year for the next.",
    "Partners influence each other only through shared budgets and contests.",
    "No partner joins during the year.",
    "What end customers pay changes only where the program changes it.",
    "Fatigue is one figure for a partner and does not tell its people apart.",
    "The world without a program keeps all else as it is, though partners might ask for more margin.",
];

pub(super) fn unknowns(subject: &Subject) -> Unknowns {
    let of_people = subject.parameters.iter().filter(|it| it.of_people);
    let all = of_people.clone().count();
    let assumed = of_people.clone().filter(|it| it.grade == "D").count();
    let direct = of_people.filter(|it| it.field == "direct").count();
    let lead = format!(
        "Of {all} numbers that describe how partners behave, {assumed} are assumptions and {direct} \
         were measured in partner channels. None was measured on your partners."
    );
    let rows = subject.parameters.iter().map(row);
    let titles = ["Parameter", "Value#", "Range#", "Grade", "Evidence"];
    let sensitivity = "How far each assumption moves the return needs runs at both ends of its \
                       range; this run used one value for each.";
    Unknowns {
        lead,
        sensitivity: Part::Missing(sensitivity.to_owned()),
        parameters: Part::Shown(Table::of(&titles, rows)),
        assumptions: LEFT_OUT.map(str::to_owned).to_vec(),
    }
}

fn row(parameter: &Assumed) -> Vec<String> {
    let of = |text: &str, separator: &str| match text {
        "" => String::new(),
        text => format!("{separator}{text}"),
    };
    let source = match parameter.source.as_str() {
        "" => "assumption",
        source => source,
    };
    vec![
        parameter.name.replace('_', " "),
        format!("{}{}", parameter.value, of(&parameter.unit, " ")),
        format!("{} to {}", parameter.low, parameter.high),
        format!("{}{}", parameter.grade, of(&parameter.field, ", ")),
        source.to_owned(),
    ]
}
