//! Which incentive earns its money?

use super::subject::title;
use super::{Numbers, RATIO, card, key, known, paid, range};
use crate::render::chart::intervals::{Interval, Intervals};
use crate::render::chart::scale::Quantity;
use crate::render::forecast_file::{EXPERIMENTS, experiment_rows};
use crate::render::report::{Incentives, Part};
use crate::render::view::{Key, Table, Tone};
use crate::simulate::estimate::metrics::Metrics;
use crate::simulate::estimate::statistics::mean;
use crate::simulate::run::forecast::Incentive;
use crate::simulate::run::worlds::BARE;

pub(super) fn incentives(numbers: &Numbers) -> Part<Incentives> {
    let forecast = numbers.forecast;
    if forecast.incentives.is_empty() {
        return Part::Missing("The program has no incentive.".to_owned());
    }
    let mut nets = Vec::new();
    let mut judged = Vec::new();
    let mut unjudged = 0;
    let mut rows = Vec::new();
    for incentive in &forecast.incentives {
        let title = numbers.title(&incentive.name);
        let contribution = forecast.contribution(&incentive.name);
        let metric = |name| known(contribution.as_ref()?.get(name)?).map(|it| it.interval);
        let word = match metric("net_value") {
            Some(net) => {
                nets.push(Interval {
                    label: title.clone(),
                    middle: net.mean,
                    low: net.low,
                    high: net.high,
                    range: None,
                });
                let word = worth(net.low, net.high);
                judged.push((title.clone(), word));
                word
            }
            None => {
                unjudged += 1;
                "not run without it"
            }
        };
        let shown = metric("roi").map_or_else(
            || "–".to_owned(),
            |roi| {
                let interval = range(&RATIO, roi.low, roi.high);
                format!("{} ({interval})", RATIO.long(roi.mean))
            },
        );
        rows.push(row(numbers, incentive, title, shown, word));
    }
    let lead = lead(&judged, forecast.incentives.len(), unjudged);
    let titles = [
        "Incentive",
        "Paid#",
        "Partners paid#",
        "Would have come anyway#",
        "Return (95%)#",
        "Verdict",
    ];
    let nets = match nets.is_empty() {
        true => Part::Missing(
            "What each incentive brings needs a run without it: simulate with --without-each."
                .to_owned(),
        ),
        false => Part::Shown(Intervals {
            quantity: numbers.money(),
            intervals: nets,
            bar: "95% interval, with its middle".to_owned(),
            band: String::new(),
        }),
    };
    Part::Shown(Incentives {
        lead,
        keys: part_taken(numbers),
        table: Table::of(&titles, rows),
        nets,
        further: further(numbers),
    })
}

/// How many partners work towards some offer, ever and in a week.
fn part_taken(numbers: &Numbers) -> Vec<Key> {
    let of = |name, label| {
        let metric = numbers.known(name)?;
        let figure = card(&Quantity::Percent, metric.interval.mean);
        let note = numbers.interval(&Quantity::Percent, metric);
        Some(key(label, figure, &note, Tone::Plain))
    };
    let keys = [
        of("participation", "Partners that ever work towards an offer"),
        of("weekly_participation", "Partners that do so in a mean week"),
    ];
    keys.into_iter().flatten().collect()
}

/// What each incentive brings as the last one and as the first one.
fn brings(numbers: &Numbers) -> Option<Table> {
    let forecast = numbers.forecast;
    let net = |found: Option<Metrics>| {
        let metric = found
            .as_ref()
            .and_then(|found| known(found.get("net_value")?));
        metric.map_or_else(
            || "–".to_owned(),
            |metric| numbers.money().long(metric.interval.mean),
        )
    };
    let alone = forecast.incentives.iter().filter_map(|incentive| {
        let first = forecast.alone(&incentive.name)?;
        let last = forecast.contribution(&incentive.name);
        Some(vec![
            numbers.title(&incentive.name),
            net(Some(first)),
            net(last),
        ])
    });
    let mut rows: Vec<Vec<String>> = alone.collect();
    if rows.is_empty() {
        return None;
    }
    let all = net(forecast.against(BARE));
    rows.push(vec!["All of them together".to_owned(), all.clone(), all]);
    let titles = ["Incentive", "Added first#", "Added last#"];
    let mut table = Table::of(&titles, rows);
    table.caption = "Net value of each incentive: alone, less a program without any, and in the whole program, less \
                     the program without it. Where the two differ, incentives lean on each other, and neither column adds up to \
                     all of them"
        .to_owned();
    Some(table)
}

/// The fair part of each group in what all of them bring.
fn fair(numbers: &Numbers) -> Option<Table> {
    let shares = numbers.forecast.shares.as_ref()?;
    let title = |group: &str| {
        let titles: Vec<String> = group.split('+').map(|name| numbers.title(name)).collect();
        titles.join(", ")
    };
    let money = numbers.money();
    let parts = shares.groups.iter().zip(&shares.values);
    let mut rows: Vec<Vec<String>> = parts
        .map(|(group, value)| vec![title(group), money.long(*value)])
        .collect();
    rows.push(vec!["All of them".to_owned(), money.long(shares.total)]);
    let mut table = Table::of(&["Group", "Fair part of the net value#"], rows);
    table.caption = format!(
        "Each group's mean contribution over the orders in which groups can be added, from {} runs of each of {} sets",
        shares.replications, shares.sets
    );
    Some(table)
}

/// What each brings first, last and fairly, what experiments would show, who is paid, and what that brings.
fn further(numbers: &Numbers) -> Vec<Table> {
    let tables = [
        brings(numbers),
        fair(numbers),
        tried(numbers),
        paid::who(numbers),
        paid::brought(numbers),
    ];
    tables.into_iter().flatten().collect()
}

/// What experiments would show, of those whose world without what is tried was run.
fn tried(numbers: &Numbers) -> Option<Table> {
    let mut trials = numbers.forecast.trials.clone();
    for trial in &mut trials {
        trial.name = title(&numbers.subject.experiments, &trial.name).into();
    }
    let rows = experiment_rows(&trials, numbers.forecast.partners);
    if rows.is_empty() {
        return None;
    }
    let titles = EXPERIMENTS.map(sentence_case);
    let mut table = Table::of(&titles.each_ref().map(String::as_str), rows);
    table.caption = "What each experiment would show: what the forecast expects of all partners, what a cohort drawn by \
                     chance would show in nine of ten years, how often that is found to lie above nothing, and the least \
                     lift that is found in eight of ten"
        .to_owned();
    Some(table)
}

/// A title of a table of text as a report has it.
pub(super) fn sentence_case(title: &str) -> String {
    let mut letters = title.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// Whether an incentive earns its money, by the interval of its net value.
pub(in crate::render) fn worth(low: f64, high: f64) -> &'static str {
    match (low > 0.0, high < 0.0) {
        (true, _) => "earns its money",
        (_, true) => "costs more than it brings",
        _ => "cannot tell yet",
    }
}

/// The verdicts by word, and how those without one can be judged.
fn lead(judged: &[(String, &'static str)], all: usize, unjudged: usize) -> String {
    let with = |word: &str| {
        let titles = judged.iter().filter(|(_, own)| *own == word);
        titles
            .map(|(title, _)| title.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let part = |words: &str, titles: String| match titles.is_empty() {
        true => String::new(),
        false => format!("{words}: {titles}. "),
    };
    let left = match unjudged {
        0 => String::new(),
        left => {
            format!("{left} of {all} are not judged: each needs a run without it (--without-each).")
        }
    };
    let text = [
        part("Earns its money", with("earns its money")),
        part(
            "Costs more than it brings",
            with("costs more than it brings"),
        ),
        part("Cannot be told yet", with("cannot tell yet")),
        left,
    ];
    text.concat().trim().to_owned()
}

fn row(
    numbers: &Numbers,
    incentive: &Incentive,
    title: String,
    shown: String,
    word: &str,
) -> Vec<String> {
    let average = |read: fn(&crate::simulate::run::forecast::IncentiveTotals) -> f64| {
        let values: Vec<f64> = incentive.totals.iter().map(read).collect();
        mean(&values)
    };
    let told = average(|it| it.attributed);
    let anyway = match told > 0.0 {
        true => Quantity::Percent.long(average(|it| it.subsidised) / told),
        false => "–".to_owned(),
    };
    vec![
        title,
        numbers.money().long(average(|it| it.payouts)),
        Quantity::Count.long(average(|it| it.paid_partners)),
        anyway,
        shown,
        word.to_owned(),
    ]
}
