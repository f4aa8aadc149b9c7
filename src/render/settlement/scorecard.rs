//! `scorecards.csv`: each line of each card, and the score below it.

use super::{Field, free, table as csv, value};
use crate::base::money::Rounding;
use crate::base::ratio::{Ratio, decimal_text};
use crate::model::Program;
use crate::model::words::Scorecard;
use crate::render::Fault;
use crate::semantics::scorecard::Mark;
use crate::settle::Settlement;
use crate::settle::scorecard::Filled;

const HEADS: [&str; 11] = [
    "scorecard",
    "partner",
    "from",
    "to",
    "line",
    "weight",
    "actual",
    "target",
    "unit",
    "part",
    "colour",
];

/// Figures that do not end are rounded to this many decimals; colours are of the exact ones.
const DECIMALS: u32 = 4;

/// The table.
pub(super) fn table(program: &Program, settlement: &Settlement) -> Result<String, Fault> {
    let cards = &program.words.scorecards;
    let filled = settlement.scorecards.iter();
    let found = filled.filter_map(|each| cards.get(each.of).map(|card| (card, each)));
    csv(
        &HEADS,
        found.flat_map(|(card, each)| rows(card, each)).collect(),
    )
}

fn rows(card: &Scorecard, filled: &Filled) -> Vec<Vec<Field>> {
    let row = |line: &str, rest: [String; 6]| {
        let mut row = vec![
            free(&card.declared.name),
            free(&filled.partner),
            value(filled.days.first()),
            value(filled.days.last()),
            free(line),
        ];
        let [weight, actual, target, unit, part, colour] = rest;
        row.extend([
            value(weight),
            value(actual),
            value(target),
            free(&unit),
            value(part),
            value(colour),
        ]);
        row
    };
    let lines = card
        .lines
        .iter()
        .zip(&filled.card.marks)
        .map(|(line, mark)| {
            let shown = |of: fn(&Mark) -> Option<Ratio>| {
                mark.as_ref().and_then(of).map_or_else(String::new, number)
            };
            row(
                &line.title,
                [
                    number(line.weight),
                    shown(|mark| mark.actual),
                    number(line.target),
                    line.unit.to_string(),
                    shown(|mark| mark.part),
                    mark.map_or_else(String::new, |mark| mark.colour.word().to_owned()),
                ],
            )
        });
    let mut rows: Vec<Vec<Field>> = lines.collect();
    if let Some((score, colour)) = filled.card.score {
        let none = String::new;
        rows.push(row(
            "score",
            [
                number(Ratio::ONE),
                none(),
                none(),
                none(),
                number(score),
                colour.word().to_owned(),
            ],
        ));
    }
    rows
}

/// The exact decimal, or the nearest one of so many places: a half goes away from zero.
fn number(ratio: Ratio) -> String {
    let scale = Ratio::whole(10_i128.pow(DECIMALS));
    let exact = ratio.to_string();
    match ratio.times(scale) {
        Ok(scaled) if exact.contains('/') => {
            let digits = Rounding::HalfUp.round(scaled);
            decimal_text(digits, DECIMALS)
        }
        Ok(_) | Err(_) => exact,
    }
}
