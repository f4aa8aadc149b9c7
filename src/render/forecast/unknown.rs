//! What the forecast does not know: the evidence behind each assumption, and what the model leaves
//! out.

use super::subject::Assumed;
use super::{Numbers, sentence};
use crate::render::chart::scale::Quantity;
use crate::render::chart::tornado::{Swing, Tornado};
use crate::render::report::{Part, Unknowns};
use crate::render::view::Table;
use crate::simulate::estimate::ignorance::Influence;

/// What the model takes for granted, whatever the scenario.
const LEFT_OUT: [&str; 8] = [
    "Partners that no list names are drawn once for a seed, and all runs play the same ones: intervals do not hold what others would bring. \
     Other seeds draw others.",
    "Competitors do not react to the program.",
    "Partners do not plan across offers, and do not learn from one year for the next.",
    "Partners influence each other only through shared budgets and contests.",
    "No partner joins during the year.",
    "What end customers pay changes only where the program changes it.",
    "Fatigue is one figure for a partner and does not tell its people apart.",
    "The world without a program keeps all else as it is, though partners might ask for more margin.",
];

pub(super) fn unknowns(numbers: &Numbers) -> Unknowns {
    let subject = numbers.subject;
    let all = subject.parameters.len();
    let count =
        |holds: fn(&Assumed) -> bool| subject.parameters.iter().filter(|it| holds(it)).count();
    let (people, assumed) = (count(|it| it.of_people), count(|it| it.grade == "D"));
    let direct = count(|it| it.field == "direct");
    let lead = format!(
        "Of {all} numbers, {people} describe how partners behave and the rest how work is done; {assumed} are \
         assumptions (grade D), {direct} were measured in partner channels, none on your partners."
    );
    let rows = subject.parameters.iter().map(row);
    let titles = ["Parameter", "Value#", "Range#", "Grade", "Evidence"];
    Unknowns {
        lead,
        sensitivity: sensitivity(numbers),
        variance: variance(numbers),
        parameters: Part::Shown(Table::of(&titles, rows)),
        assumptions: LEFT_OUT.map(str::to_owned).to_vec(),
    }
}

/// The most assumptions that are drawn.
const MOST_SWINGS: usize = 12;

/// Which assumptions move the return, where runs were made at other values of them.
fn sensitivity(numbers: &Numbers) -> Part<Tornado> {
    let found = numbers.forecast.ignorance.as_ref();
    let influences = found.map(|it| it.influences.as_slice()).unwrap_or_default();
    if influences.is_empty() {
        let why = "How far each assumption moves the return needs runs with other values of it; this \
                   run used one value for each.";
        return Part::Missing(why.to_owned());
    }
    let swing = |influence: &Influence| Swing {
        label: speak(&influence.name),
        size: influence.size,
        deviation: influence.deviation,
    };
    Part::Shown(Tornado {
        quantity: Quantity::Figure,
        swings: influences.iter().take(MOST_SWINGS).map(swing).collect(),
    })
}

/// Which part of the variance of the return each of the first assumptions makes.
fn variance(numbers: &Numbers) -> Option<Table> {
    let found = numbers.forecast.ignorance.as_ref()?;
    let rows = found.influences.iter().filter_map(|each| {
        let share = |part: f64| Quantity::Percent.long(part.clamp(0.0, 1.0));
        let (first, total) = (each.first?, each.total?);
        Some(vec![speak(&each.name), share(first), share(total)])
    });
    let rows: Vec<Vec<String>> = rows.collect();
    if rows.is_empty() {
        return None;
    }
    let titles = ["Parameter", "By itself#", "With all others#"];
    let mut table = Table::of(&titles, rows);
    table.caption = format!(
        "Which part of the variance of the return each makes, from {} samples: an estimate that few samples leave rough",
        found.samples
    );
    Some(table)
}

/// The name of a parameter in words.
fn speak(name: &str) -> String {
    sentence(&name.replace('_', " "))
        .trim_end_matches('.')
        .to_owned()
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
        speak(&parameter.name),
        format!("{}{}", parameter.value, of(&parameter.unit, " ")),
        format!("{} to {}", parameter.low, parameter.high),
        format!("{}{}", parameter.grade, of(&parameter.field, ", ")),
        source.to_owned(),
    ]
}
