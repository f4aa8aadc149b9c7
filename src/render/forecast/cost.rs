//! What does it cost at worst, and in a bad year?

use super::subject::Limit;
use super::verdict::banded;
use super::{Numbers, RUNS_WITH_A_SHAPE, card, key};
use crate::render::chart::histogram::{Histogram, Mark};
use crate::render::chart::scale::Quantity;
use crate::render::report::{Cost, Part};
use crate::render::view::{Key, Table, Tone};
use crate::simulate::estimate::metrics::Pair;
use crate::simulate::estimate::reserve::{RUNS, Reserve};
use crate::simulate::estimate::statistics::mean;
use crate::simulate::estimate::totals::Totals;

pub(super) fn cost(numbers: &Numbers) -> Cost {
    let money = numbers.money();
    let bounds = bounds(numbers);
    let mut keys = Vec::new();
    let mut lead = String::new();
    if let Some(cost) = numbers.known("program_cost") {
        let [_, middle, high] = numbers.luck(cost);
        // Few runs have no middle worth telling.
        let (label, usual) = match middle {
            Some(middle) => ("Middle year", middle),
            None => ("Mean year", cost.interval.mean),
        };
        keys.push(key(label, card(&money, usual), "", Tone::Plain));
        if let Some(high) = high {
            keys.push(key(
                "One year in twenty",
                card(&money, high),
                "or more",
                Tone::Plain,
            ));
            lead = format!(
                "In one year of twenty it costs {} or more.",
                money.long(high)
            );
        }
    }
    if let Limit::Of { text, major } = &numbers.subject.most {
        let (own, sentence) = worst(numbers, text, major);
        keys.push(own);
        lead = format!("{sentence} {lead}");
    }
    keys.extend(outstanding(numbers));
    keys.push(reserve(numbers));
    let spread = match (
        numbers.forecast.world("program"),
        numbers.forecast.world("none"),
    ) {
        (Some(with), Some(without)) => {
            let pair = Pair {
                with: &with.totals,
                without: &without.totals,
            };
            spread(numbers, &pair.difference(Totals::cost))
        }
        (Some(with), None) => {
            let costs: Vec<f64> = with.totals.iter().map(Totals::cost).collect();
            spread(numbers, &costs)
        }
        (None, _) => Part::Missing("The program was not run.".to_owned()),
    };
    let program = numbers.forecast.world("program");
    let spend = program.map(|world| world.bands.spend.as_slice());
    let spend = match spend.unwrap_or_default() {
        [] => Part::Missing("This run kept no weekly cost.".to_owned()),
        weeks => Part::Shown(banded(numbers, "spent", weeks)),
    };
    Cost {
        lead,
        keys,
        spread,
        spend,
        bounds,
    }
}

/// What is booked and not yet due at one time, in a mean run.
fn outstanding(numbers: &Numbers) -> Option<Key> {
    let metric = numbers.known("most_outstanding")?;
    let money = numbers.money();
    let high = match numbers.luck(metric) {
        [_, _, Some(high)] => format!("; {} or more in one year of twenty", money.short(high)),
        [_, _, None] => String::new(),
    };
    let note = format!("the most in a mean run, booked and not yet due{high}");
    let amount = card(&money, metric.interval.mean);
    Some(key("Owed at one time", amount, &note, Tone::Plain))
}

/// What is to be set aside for payouts, or how many runs tell.
fn reserve(numbers: &Numbers) -> Key {
    let count = |runs: usize| Quantity::Count.long(runs as f64);
    let (figure, note) = match numbers.forecast.reserve() {
        Reserve::Known {
            amount,
            above,
            runs,
        } => (
            card(&numbers.money(), amount),
            format!(
                "payouts alone: {} of {} runs do not exceed it (p99.5)",
                count(runs - above),
                count(runs)
            ),
        ),
        Reserve::TooFew { runs } => (
            ("Not known".to_owned(), String::new()),
            format!(
                "p99.5 of payouts takes {RUNS} runs; here are {}",
                count(runs)
            ),
        ),
    };
    key("Reserve for payouts", figure, &note, Tone::Plain)
}

fn spread(numbers: &Numbers, costs: &[f64]) -> Part<Histogram> {
    if costs.len() < RUNS_WITH_A_SHAPE {
        return Part::Missing("Fewer than 20 runs have no shape worth drawing.".to_owned());
    }
    let percentiles = numbers
        .known("program_cost")
        .map(|metric| metric.percentiles);
    let [low, _, high] = percentiles.unwrap_or([None; 3]);
    let marks = [("5%", low), ("mean", Some(mean(costs))), ("95%", high)];
    let marks = marks.into_iter().filter_map(|(label, value)| {
        Some(Mark {
            value: value?,
            label: label.to_owned(),
        })
    });
    Part::Shown(Histogram::of(numbers.money(), costs, 16, marks.collect()))
}

/// What each incentive can owe in the year, and all together.
fn bounds(numbers: &Numbers) -> Part<Table> {
    let subject = numbers.subject;
    if subject.most == Limit::Unknown {
        return Part::Missing("The rules alone do not tell what can be owed.".to_owned());
    }
    let amount = |limit: &Limit| match limit {
        Limit::Of { text, .. } => text.clone(),
        Limit::None | Limit::Unknown => "no limit".to_owned(),
    };
    let own = subject.incentives.iter();
    let mut rows: Vec<Vec<String>> = own
        .map(|it| vec![it.title.clone(), amount(&it.most)])
        .collect();
    rows.push(vec!["Together".to_owned(), amount(&subject.most)]);
    let titles = ["Incentive", "Can owe in the year at most#"];
    Part::Shown(Table::of(&titles, rows))
}

/// What can be owed at worst, and for how many partners that holds.
fn worst(numbers: &Numbers, text: &str, major: &str) -> (Key, String) {
    let count = |partners: f64| Quantity::Count.long(partners);
    let assumed = numbers.subject.most_partners.map(f64::from);
    let here = f64::from(numbers.forecast.partners);
    let (with, note) = match assumed {
        None => (String::new(), String::new()),
        Some(most) => (
            format!(" with at most {} partners, as it assumes", count(most)),
            format!(", at most {} partners", count(most)),
        ),
    };
    let program = numbers.forecast.world("program");
    let totals = program.map_or(&[][..], |world| world.totals.as_slice());
    let most: f64 = major.parse().unwrap_or(f64::INFINITY);
    let above = totals.iter().filter(|each| each.payouts > most).count();
    let (tone, beyond) = match (above, assumed.is_some_and(|most| here > most)) {
        (0, false) => (Tone::Plain, String::new()),
        (0, true) => (
            Tone::Bad,
            format!(
                " This scenario has {}: what so many can be owed is not bounded by that.",
                count(here)
            ),
        ),
        (_, _) => (
            Tone::Bad,
            format!(
                " In {} of {} runs it pays more: this scenario has more partners, or larger ones, than the program assumes.",
                count(above as f64),
                count(totals.len() as f64)
            ),
        ),
    };
    let amount = card(&numbers.money(), major.parse().unwrap_or(0.0));
    let note = format!("payouts, every limit reached{note}");
    let sentence =
        format!("By its rules the program can owe at most {text} in payouts{with}.{beyond}");
    (key("At worst, by the rules", amount, &note, tone), sentence)
}
