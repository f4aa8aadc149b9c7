//! Fatigue and tiers.

use super::load::{causes, heat, heat_note, heaviest, months};
use super::{Numbers, card};
use crate::render::chart::heat::{Audience, Heat};
use crate::render::chart::scale::Quantity;
use crate::render::report::{Fatigue, Part, Tiers};
use crate::render::view::{Key, Tone};

pub(super) fn fatigue(numbers: &Numbers) -> Part<Fatigue> {
    let Some(program) = numbers.forecast.world("program") else {
        return Part::Missing("The program was not run.".to_owned());
    };
    let index: Vec<f64> = program.weeks.iter().map(|week| week.fatigue).collect();
    let highest = index.iter().copied().fold(0.0, f64::max);
    let peak = index.iter().position(|value| *value == highest);
    let mut keys = Vec::new();
    for (name, label, note) in [
        (
            "fatigue_index",
            "Fatigue index, mean",
            "0 is rested, 0.5 halves the response",
        ),
        (
            "fatigue_p95",
            "Most tired partner in twenty",
            "mean over the year",
        ),
    ] {
        if let Some(metric) = numbers.known(name) {
            let figure = card(&Quantity::Figure, metric.interval.mean);
            keys.push(key(label, figure, note, Tone::Plain));
        }
    }
    if let Some(metric) = numbers.known("share_over_limit") {
        let figure = card(&Quantity::Percent, metric.interval.mean);
        keys.push(key(
            "Partner-weeks over 0.5",
            figure,
            "the limit of the index",
            Tone::Plain,
        ));
    }
    let lead = match peak {
        Some(week) if highest > 0.0 => {
            let place = (week + 1).to_string();
            let figure = (format!("week {place}"), String::new());
            let note = format!("index {}", Quantity::Figure.long(highest));
            keys.push(key("Highest week", figure, &note, Tone::Plain));
            format!(
                "On average partners are most tired in week {place}, with an index of {}.",
                Quantity::Figure.long(highest)
            )
        }
        Some(_) | None => "Nobody is tired by this program.".to_owned(),
    };
    let index = match highest > 0.0 {
        true => Part::Shown(Heat {
            quantity: Quantity::Figure,
            audiences: vec![Audience {
                name: "All partners".to_owned(),
                weeks: index,
            }],
            limit: Some(0.5),
            marks: months(numbers),
        }),
        false => Part::Missing("The index is zero in every week.".to_owned()),
    };
    let spread = "The index of single partners is not kept by this version of the forecast.";
    Part::Shown(Fatigue {
        lead,
        keys,
        load: heat(numbers),
        load_note: heat_note(numbers.subject),
        heaviest: heaviest(numbers.subject),
        index,
        spread: Part::Missing(spread.to_owned()),
        causes: peak.map_or_else(
            || Part::Missing("No week was kept.".to_owned()),
            |week| causes(numbers, week),
        ),
    })
}

fn key(label: &str, (value, unit): (String, String), note: &str, tone: Tone) -> Key {
    Key {
        label: label.to_owned(),
        value,
        unit,
        note: note.to_owned(),
        tone,
    }
}

pub(super) fn tiers(numbers: &Numbers) -> Part<Tiers> {
    if numbers.subject.tiers.is_empty() {
        return Part::Missing("The program has no tiers.".to_owned());
    }
    let lead = format!(
        "In a mean run {} partners rise and {} fall.",
        numbers.mean("tier_rises"),
        numbers.mean("tier_falls")
    );
    let mix = "The number of partners in each tier by quarter is not kept by this version of the \
               forecast.";
    Part::Shown(Tiers {
        lead,
        keys: Vec::new(),
        mix: Part::Missing(mix.to_owned()),
    })
}
