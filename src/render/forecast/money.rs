//! Return, cost, incentives and budgets.

use super::subject::Limit;
use super::{Numbers, card, known, range, sentence};
use crate::base::name::Name;
use crate::render::chart::fan::{Fan, Quantiles, World};
use crate::render::chart::histogram::{Histogram, Mark};
use crate::render::chart::intervals::{Interval, Intervals};
use crate::render::chart::scale::Quantity;
use crate::render::report::{Budgets, Cost, Incentives, Part, Verdict};
use crate::render::view::{Key, Table, Tone};
use crate::simulate::forecast::Incentive;
use crate::simulate::metrics::{Metric, Pair};
use crate::simulate::statistics::mean;
use crate::simulate::totals::Totals;

const RATIO: Quantity = Quantity::Figure;

pub(super) fn verdict(numbers: &Numbers) -> Verdict {
    let (answer, tone, reason) = match numbers.known("roi") {
        Some(roi) => decision(numbers, roi),
        None => (
            "Cannot tell".to_owned(),
            Tone::Caution,
            numbers.missing("roi"),
        ),
    };
    let mut keys = Vec::new();
    if let Some(roi) = numbers.known("roi") {
        let note = format!(
            "95% interval {}",
            range(&RATIO, roi.interval.low, roi.interval.high)
        );
        keys.push(key(
            "Incremental return",
            card(&RATIO, roi.interval.mean),
            note,
            tone,
        ));
    }
    for (name, label) in [
        ("incremental_margin", "Incremental margin"),
        ("program_cost", "Cost of the program"),
    ] {
        if let Some(metric) = numbers.known(name) {
            let money = numbers.money();
            let (low, high) = (metric.interval.low, metric.interval.high);
            let note = format!("95% interval {} to {}", money.short(low), money.short(high));
            keys.push(key(
                label,
                card(&money, metric.interval.mean),
                note,
                Tone::Plain,
            ));
        }
    }
    if let Some(gross) = numbers.known("gross_roi") {
        let note = "not causal: counts sales that would come anyway".to_owned();
        keys.push(key(
            "Gross return",
            card(&RATIO, gross.interval.mean),
            note,
            Tone::Caution,
        ));
    }
    Verdict {
        answer,
        tone,
        reason,
        keys,
        layers: layers(numbers.known("roi")),
        layers_missing: vec![
            "Ignorance of behaviour, the third layer, needs runs with other parameters; this run \
             used one value for each. Read the grades at the end before you rely on the first \
             two layers."
                .to_owned(),
        ],
        revenue: revenue(numbers),
    }
}

/// What the return says, and how sure it is.
fn decision(numbers: &Numbers, roi: &Metric) -> (String, Tone, String) {
    let interval = roi.interval;
    let (answer, tone) = match (interval.low > 0.0, interval.high < 0.0) {
        (true, _) => ("Yes, on these assumptions", Tone::Good),
        (_, true) => ("No, on these assumptions", Tone::Bad),
        _ => ("Cannot tell yet", Tone::Caution),
    };
    let back = |value: f64| RATIO.long(value + 1.0);
    let code = numbers.currency;
    let mut reason = format!(
        "Each {code} spent brings back {} {code} of margin that would not have come otherwise \
         (95% interval of the simulation {} to {}).",
        back(interval.mean),
        back(interval.low),
        back(interval.high)
    );
    if let [Some(low), _, Some(high)] = roi.percentiles {
        reason.push_str(&format!(
            " In nine years of ten the luck of the year alone puts it between {} and {}.",
            back(low),
            back(high)
        ));
    }
    (answer.to_owned(), tone, reason)
}

fn key(label: &str, (value, unit): (String, String), note: String, tone: Tone) -> Key {
    Key {
        label: label.to_owned(),
        value,
        unit,
        note,
        tone,
    }
}

/// The layers that this run has.
fn layers(roi: Option<&Metric>) -> Intervals {
    let mut intervals = Vec::new();
    if let Some(roi) = roi {
        let row = |label: &str, middle, low, high| Interval {
            label: label.to_owned(),
            middle,
            low,
            high,
            range: None,
        };
        let own = roi.interval;
        intervals.push(row(
            "Simulation error (95% interval)",
            own.mean,
            own.low,
            own.high,
        ));
        if let [Some(low), Some(middle), Some(high)] = roi.percentiles {
            intervals.push(row(
                "Luck of the year (nine years in ten)",
                middle,
                low,
                high,
            ));
        }
    }
    Intervals {
        quantity: RATIO,
        intervals,
        bar: "interval, with its middle".to_owned(),
        band: String::new(),
    }
}

/// Revenue added up over the weeks, with and without the program.
fn revenue(numbers: &Numbers) -> Part<Fan> {
    let world = |name: &str, label: &str| {
        let found = numbers.forecast.world(name)?;
        let mut sum = 0.0;
        let weeks = found.weeks.iter().map(|week| {
            sum += week.revenue;
            Quantiles {
                p05: sum,
                p25: sum,
                p50: sum,
                p75: sum,
                p95: sum,
            }
        });
        Some(World {
            name: label.to_owned(),
            weeks: weeks.collect(),
        })
    };
    let worlds = [
        world("program", "with the program"),
        world("none", "without it"),
    ];
    let worlds: Vec<World> = worlds.into_iter().flatten().collect();
    if worlds.iter().all(|world| world.weeks.is_empty()) {
        return Part::Missing("This run kept no weekly revenue.".to_owned());
    }
    let marks = super::load::months(numbers);
    Part::Shown(Fan {
        quantity: numbers.money(),
        worlds,
        marks,
        banded: false,
    })
}

pub(super) fn cost(numbers: &Numbers) -> Cost {
    let money = numbers.money();
    let bounds = bounds(numbers);
    let mut keys = Vec::new();
    let mut lead = String::new();
    if let Some(cost) = numbers.known("program_cost") {
        let middle = cost.percentiles[1].unwrap_or(cost.interval.mean);
        keys.push(key(
            "Middle year",
            card(&money, middle),
            String::new(),
            Tone::Plain,
        ));
        if let Some(high) = cost.percentiles[2] {
            keys.push(key(
                "One year in twenty",
                card(&money, high),
                "or more".to_owned(),
                Tone::Plain,
            ));
            lead = format!(
                "In one year of twenty it costs {} or more.",
                money.long(high)
            );
        }
    }
    if let Limit::Of { text, major } = &numbers.subject.most {
        let note = "payouts, every limit reached".to_owned();
        keys.push(key(
            "At worst, by the rules",
            card(&money, major.parse().unwrap_or(0.0)),
            note,
            Tone::Plain,
        ));
        lead = format!("By its rules the program can owe at most {text} in payouts. {lead}");
    }
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
    Cost {
        lead,
        keys,
        spread,
        bounds,
    }
}

fn spread(numbers: &Numbers, costs: &[f64]) -> Part<Histogram> {
    if costs.len() < 20 {
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

impl Numbers<'_> {
    /// The title of an incentive.
    fn title(&self, name: &Name) -> String {
        let found = self.subject.incentives.iter().find(|it| it.name == **name);
        found.map_or_else(|| name.to_string(), |it| it.title.clone())
    }
}

pub(super) fn incentives(numbers: &Numbers) -> Part<Incentives> {
    let forecast = numbers.forecast;
    if forecast.incentives.is_empty() {
        return Part::Missing("The program has no incentive.".to_owned());
    }
    let mut returns = Vec::new();
    let mut judged = Vec::new();
    let mut rows = Vec::new();
    for incentive in &forecast.incentives {
        let title = numbers.title(&incentive.name);
        let contribution = forecast.contribution(&incentive.name);
        let roi = contribution
            .as_ref()
            .and_then(|found| known(found.get("roi")?).copied());
        let reason = contribution.as_ref().and_then(|found| found.get("roi"));
        let (shown, word) = match (&roi, reason) {
            (Some(roi), _) => {
                let own = roi.interval;
                returns.push(Interval {
                    label: title.clone(),
                    middle: own.mean,
                    low: own.low,
                    high: own.high,
                    range: None,
                });
                let interval = range(&RATIO, own.low, own.high);
                let word = judge(own.low, own.high);
                judged.push((title.clone(), word));
                (format!("{} ({interval})", RATIO.long(own.mean)), word)
            }
            (None, Some(_)) => ("–".to_owned(), "costs too little to tell"),
            (None, None) => ("–".to_owned(), "not run without it"),
        };
        rows.push(row(numbers, incentive, title, shown, word));
    }
    let lead = lead(&judged);
    let titles = [
        "Incentive",
        "Paid#",
        "Partners paid#",
        "Would have come anyway#",
        "Return (95%)#",
        "Verdict",
    ];
    let returns = match returns.is_empty() {
        true => Part::Missing(
            "The return of each incentive needs a run without it: simulate with `--without NAME`."
                .to_owned(),
        ),
        false => Part::Shown(Intervals {
            quantity: RATIO,
            intervals: returns,
            bar: "95% interval, with its middle".to_owned(),
            band: String::new(),
        }),
    };
    Part::Shown(Incentives {
        lead,
        table: Table::of(&titles, rows),
        returns,
    })
}

fn judge(low: f64, high: f64) -> &'static str {
    match (low > 0.0, high < 0.0) {
        (true, _) => "earns its money",
        (_, true) => "costs more than it brings",
        _ => "cannot tell yet",
    }
}

fn lead(judged: &[(String, &'static str)]) -> String {
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
    let text = [
        part("Earns its money", with("earns its money")),
        part(
            "Costs more than it brings",
            with("costs more than it brings"),
        ),
        part("Cannot be told yet", with("cannot tell yet")),
    ];
    match text.concat().trim() {
        "" => "What each pays, and how much of it went to sales that would have come anyway."
            .to_owned(),
        text => text.to_owned(),
    }
}

fn row(
    numbers: &Numbers,
    incentive: &Incentive,
    title: String,
    shown: String,
    word: &str,
) -> Vec<String> {
    let average = |read: fn(&crate::simulate::forecast::IncentiveTotals) -> f64| {
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

pub(super) fn budgets(numbers: &Numbers) -> Part<Budgets> {
    let forecast = numbers.forecast;
    if !forecast.has_budget {
        return Part::Missing(sentence("no offer draws on a budget"));
    }
    let lead = match numbers.known("exhaustion_probability") {
        Some(metric) => format!(
            "In {} of the runs at least one offer ran out of money (95% interval {}).",
            Quantity::Percent.long(metric.interval.mean),
            range(
                &Quantity::Percent,
                metric.interval.low,
                metric.interval.high
            )
        ),
        None => numbers.missing("exhaustion_probability"),
    };
    let rows = forecast.incentives.iter().filter_map(|incentive| {
        let mut weeks: Vec<i16> = incentive
            .totals
            .iter()
            .filter_map(|it| it.exhausted)
            .collect();
        weeks.sort_unstable();
        let middle = weeks.get(weeks.len() / 2)?;
        let (struck, all) = (weeks.len() as f64, incentive.totals.len() as f64);
        let share = Quantity::Percent.long(struck / all.max(1.0));
        Some(vec![
            numbers.title(&incentive.name),
            share,
            (i32::from(*middle) + 1).to_string(),
        ])
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let table = match rows.is_empty() {
        true => Part::Missing("No offer ran out of money in any run.".to_owned()),
        false => {
            let titles = [
                "Offer",
                "Runs in which its money ran out#",
                "In the middle of them in week#",
            ];
            Part::Shown(Table::of(&titles, rows))
        }
    };
    let burn =
        "What is left of each budget week by week is not kept by this version of the forecast.";
    Part::Shown(Budgets {
        lead,
        burn: Part::Missing(burn.to_owned()),
        table,
    })
}
