//! What the forecast does not know: the evidence behind each assumption, and what the model leaves
//! out.

use crate::intake::scenario::Scenario;
use crate::intake::scenario::behaviour::{Field, Grade, Group, PARAMETERS, Parameter};
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

pub(super) fn unknowns(scenario: &Scenario) -> Unknowns {
    let behaviour = PARAMETERS.iter().filter(|it| it.group == Group::Behaviour);
    let all = behaviour.clone().count();
    let assumed = behaviour.clone().filter(|it| it.grade == Grade::D).count();
    let direct = behaviour.filter(|it| it.field == Field::Direct).count();
    let lead = format!(
        "Of {all} numbers that describe how partners behave, {assumed} are assumptions and {direct} \
         were measured in partner channels. None was measured on your partners."
    );
    let rows = PARAMETERS.iter().map(|parameter| row(parameter, scenario));
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

fn row(parameter: &Parameter, scenario: &Scenario) -> Vec<String> {
    let field = match parameter.field {
        Field::Direct => ", direct",
        Field::Near => ", near",
        Field::Far => ", far",
        Field::None => "",
    };
    let grade = match parameter.grade {
        Grade::A => "A",
        Grade::B => "B",
        Grade::C => "C",
        Grade::D => "D",
    };
    let unit = match parameter.unit {
        "" => String::new(),
        unit => format!(" {unit}"),
    };
    let value = parameter.of(&scenario.behaviour);
    let name = parameter.name.replace('_', " ");
    let source = match parameter.source {
        "" => "assumption".to_owned(),
        source => source.to_owned(),
    };
    vec![
        name,
        format!("{value}{unit}"),
        format!("{} to {}", parameter.low, parameter.high),
        format!("{grade}{field}"),
        source,
    ]
}
