//! Fatigue and tiers.

use super::entry::entries;
use super::load::{self, causes, heat, heat_note, heaviest, months};
use super::subject::title;
use super::{Numbers, card, key};
use crate::render::chart::bars::{self, Bars};
use crate::render::chart::heat::{Audience, Heat};
use crate::render::chart::scale::Quantity;
use crate::render::report::{Fatigue, Part, Tiers};
use crate::render::view::{Key, Table, Tone};
use crate::simulate::estimate::statistics::mean;
use crate::simulate::estimate::trace::Trace;
use crate::simulate::run::forecast::{self, By};

pub(super) fn fatigue(numbers: &Numbers) -> Part<Fatigue> {
    let Some(program) = numbers.forecast.world("program") else {
        return Part::Missing("The program was not run.".to_owned());
    };
    // After the program's year nobody is asked how tired partners are.
    let year = numbers.forecast.year;
    let weeks = program.weeks.iter().take(usize::from(year));
    let all: Vec<f64> = weeks.map(|week| week.fatigue).collect();
    let rows = audiences(numbers, &program.trace, all);
    let most = hottest(&rows);
    let mut keys = indices(numbers);
    let lead = match &most {
        Some((name, week, index)) => {
            let figure = (format!("week {}", week + 1), String::new());
            let index = Quantity::Figure.long(*index);
            keys.push(key(
                "Highest week",
                figure,
                &format!("{name}: index {index}"),
                Tone::Plain,
            ));
            format!(
                "Most tired: {name}, in week {} ({}), with a mean index of {index}.",
                week + 1,
                load::first_day(numbers, *week)
            )
        }
        None => "Nobody is tired by this program.".to_owned(),
    };
    let marks = months(numbers).into_iter();
    let index = match most {
        Some(_) => Part::Shown(Heat {
            quantity: Quantity::Figure,
            audiences: rows,
            limit: Some(0.5),
            marks: marks.filter(|mark| mark.week < f64::from(year)).collect(),
        }),
        None => Part::Missing("The index is zero in every week.".to_owned()),
    };
    Part::Shown(Fatigue {
        lead,
        keys,
        load: heat(numbers),
        load_note: heat_note(numbers.subject),
        heaviest: heaviest(numbers.subject),
        index,
        causes: most.map_or_else(
            || Part::Missing("No week stands out.".to_owned()),
            |(_, week, _)| causes(numbers, week),
        ),
        entries: entries(numbers),
    })
}

/// The index over the year, of everybody and of the most tired, and how often it is over its limit.
fn indices(numbers: &Numbers) -> Vec<Key> {
    let of = |name, quantity: Quantity, label, note: &str| {
        let metric = numbers.known(name)?;
        let figure = card(&quantity, metric.interval.mean);
        Some(key(label, figure, note, Tone::Plain))
    };
    let count = Quantity::Count;
    let touches = numbers.mean("touches");
    let lost = format!("that fatigue prevents, of {touches} touches delivered in a mean run");
    let p95 = numbers.known("weeks_over_limit_p95");
    let weeks = p95.map_or_else(String::new, |metric| {
        let most = Quantity::Figure.long(metric.interval.mean);
        format!("of a partner, in the mean; {most} or more of one in twenty")
    });
    [
        of(
            "fatigue_index",
            Quantity::Figure,
            "Fatigue index, mean",
            "0 is rested, 0.5 halves the response",
        ),
        of(
            "fatigue_p95",
            Quantity::Figure,
            "Most tired partner in twenty",
            "mean over the year",
        ),
        of(
            "share_over_limit",
            Quantity::Percent,
            "Partner-weeks over 0.5",
            "the limit of the index",
        ),
        of(
            "weeks_over_limit",
            Quantity::Figure,
            "Weeks over 0.5",
            &weeks,
        ),
        of("lost_opens", count, "Opens lost", &lost),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The mean index of everybody, then of each tier, type and region, week by week.
fn audiences(numbers: &Numbers, trace: &Trace, all: Vec<f64>) -> Vec<Audience> {
    let weeks = all.len();
    let mut rows = vec![Audience {
        name: "All partners".to_owned(),
        weeks: all,
    }];
    for (at, audience) in numbers.forecast.audiences.iter().enumerate() {
        let indices: Vec<Option<f64>> = (0..weeks).map(|week| trace.index(at, week)).collect();
        if indices.iter().any(Option::is_some) {
            rows.push(Audience {
                name: called(numbers, audience),
                weeks: indices.into_iter().map(Option::unwrap_or_default).collect(),
            });
        }
    }
    rows
}

/// What the reader calls an audience.
pub(super) fn called(numbers: &Numbers, audience: &forecast::Audience) -> String {
    let subject = numbers.subject;
    match audience.by {
        By::Tier if audience.name.is_empty() => "Without a tier".to_owned(),
        By::Tier => title(&subject.tiers, &audience.name),
        By::Type => title(&subject.types, &audience.name),
        By::Region => title(&subject.regions, &audience.name),
    }
}

/// The audience and week with the highest index; of equals the first.
fn hottest(rows: &[Audience]) -> Option<(String, usize, f64)> {
    let mut found: Option<(String, usize, f64)> = None;
    for row in rows {
        for (week, index) in row.weeks.iter().enumerate() {
            if *index > found.as_ref().map_or(0.0, |(_, _, most)| *most) {
                found = Some((row.name.clone(), week, *index));
            }
        }
    }
    found
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
    let trace = numbers.forecast.world("program").map(|world| &world.trace);
    let (mix, moves) = match trace {
        Some(trace) => (mix(numbers, trace), moves(numbers, trace)),
        None => {
            let missing = "The program was not run.".to_owned();
            (Part::Missing(missing.clone()), Part::Missing(missing))
        }
    };
    Part::Shown(Tiers {
        lead,
        keys: left(numbers).into_iter().collect(),
        mix,
        moves,
    })
}

/// How many partners leave, and how many would without a program.
fn left(numbers: &Numbers) -> Option<Key> {
    let share = Quantity::Percent;
    let metric = numbers.known("churn")?;
    let mut note = numbers.interval(&share, metric);
    if let Some(none) = numbers.forecast.world("none") {
        let without: Vec<f64> = none.totals.iter().map(|each| each.churn).collect();
        let without = share.long(mean(&without));
        note = format!("{note}; {without} without the program");
    }
    let figure = card(&share, metric.interval.mean);
    Some(key(
        "Partners that leave in the year",
        figure,
        &note,
        Tone::Plain,
    ))
}

/// Standings in the order of a trace: tiers from the lowest, none, left.
fn standings(numbers: &Numbers) -> Vec<String> {
    let tiers = numbers.forecast.tiers.iter();
    let mut names: Vec<String> = tiers
        .map(|name| title(&numbers.subject.tiers, name))
        .collect();
    names.extend(["Without a tier", "Left the program"].map(str::to_owned));
    names
}

fn mix(numbers: &Numbers, trace: &Trace) -> Part<Bars> {
    if trace.standings.is_empty() {
        return Part::Missing("This run kept no standings by quarter.".to_owned());
    }
    let periods = (0..trace.standings.len()).map(|at| match at {
        0 => "Start".to_owned(),
        quarter => format!("End of quarter {quarter}"),
    });
    let part = |(at, name): (usize, String)| bars::Part {
        name,
        values: trace
            .standings
            .iter()
            .map(|row| row.get(at).copied().unwrap_or(0.0))
            .collect(),
    };
    let mut parts: Vec<bars::Part> = standings(numbers)
        .into_iter()
        .enumerate()
        .map(part)
        .collect();
    // Without a tier at the bottom, then the tiers as they rise, then those that have left.
    let (left, none) = (parts.pop(), parts.pop());
    parts.splice(0..0, none);
    parts.extend(left);
    Part::Shown(Bars {
        quantity: Quantity::Count,
        periods: periods.collect(),
        parts,
    })
}

/// From which standing to which, over the quarters of the year.
fn moves(numbers: &Numbers, trace: &Trace) -> Part<Table> {
    let names = standings(numbers);
    if trace.moves.is_empty() {
        return Part::Missing("This run kept no moves between tiers.".to_owned());
    }
    let mut titles = vec!["From, to".to_owned()];
    titles.extend(names.iter().map(|name| format!("{name}#")));
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let rows = names.iter().enumerate().map(|(from, name)| {
        let mut row = vec![name.clone()];
        row.extend((0..names.len()).map(|to| {
            let cells = trace
                .moves
                .iter()
                .filter_map(|quarter| quarter.get(from)?.get(to));
            match from == to {
                true => "·".to_owned(),
                false => decimal(cells.sum()),
            }
        }));
        row
    });
    let mut table = Table::of(&titles, rows);
    table.caption = "Where partners stand at the end of a quarter by where they stood at its start, added up over the year, in a mean run: who rises and falls inside a quarter is not seen here".to_owned();
    Part::Shown(table)
}

/// A mean count to a tenth; nothing for less.
fn decimal(value: f64) -> String {
    match value < 0.05 {
        true => "–".to_owned(),
        false => format!("{value:.1}"),
    }
}
