//! What the field reports, and where the forecast lies against it.

use super::{Numbers, range};
use crate::render::chart::intervals::{Interval, Intervals};
use crate::render::chart::scale::Quantity;
use crate::render::report::{Benchmarks, Part};
use crate::render::view::Table;
use crate::simulate::estimate::statistics;

/// A figure that practitioners report for partner programs, as a range of shares. None of them has
/// a source with a control group.
struct Benchmark {
    metric: &'static str,
    label: &'static str,
    low: f64,
    high: f64,
}

/// Read off two totals; no metric of its own.
const COST_SHARE: &str = "cost_share";

const BENCHMARKS: [Benchmark; 8] = [
    Benchmark {
        metric: "portal_adoption",
        label: "Active partners in the portal",
        low: 0.65,
        high: 0.80,
    },
    Benchmark {
        metric: "registration_conversion",
        label: "Registered deals won",
        low: 0.30,
        high: 0.50,
    },
    Benchmark {
        metric: "fund_utilisation",
        label: "Fund credit used",
        low: 0.70,
        high: 0.90,
    },
    Benchmark {
        metric: "claims_refused",
        label: "Claims for marketing that are paid nothing",
        low: 0.01,
        high: 0.09,
    },
    Benchmark {
        metric: "churn",
        label: "Partners lost in a year",
        low: 0.10,
        high: 0.20,
    },
    Benchmark {
        metric: "training_completion",
        label: "Training finished",
        low: 0.60,
        high: 0.85,
    },
    Benchmark {
        metric: COST_SHARE,
        label: "Payouts of the year as a part of its revenue",
        low: 0.03,
        high: 0.08,
    },
    Benchmark {
        metric: "top_fifth_share",
        label: "Revenue of the largest fifth of partners",
        low: 0.67,
        high: 0.90,
    },
];

/// The forecast of a benchmark's figure.
fn interval(numbers: &Numbers, metric: &str) -> Option<statistics::Interval> {
    if metric != COST_SHARE {
        return numbers.known(metric).map(|found| found.interval);
    }
    let totals = &numbers.forecast.world("program")?.totals;
    let paid: Vec<f64> = totals.iter().map(|it| it.payouts_in_year).collect();
    let revenue: Vec<f64> = totals.iter().map(|it| it.revenue_in_year).collect();
    statistics::ratio(&paid, &revenue).ok()
}

pub(super) fn benchmarks(numbers: &Numbers) -> Part<Benchmarks> {
    let share = Quantity::Percent;
    let mut intervals = Vec::new();
    let mut rows = Vec::new();
    let (mut inside, mut compared) = (0, 0);
    for each in &BENCHMARKS {
        let field = range(&share, each.low, each.high);
        let Some(own) = interval(numbers, each.metric) else {
            let why = numbers.missing(each.metric);
            rows.push(vec![
                each.label.to_owned(),
                "–".to_owned(),
                "–".to_owned(),
                field,
                why,
            ]);
            continue;
        };
        compared += 1;
        let place = match (own.mean < each.low, own.mean > each.high) {
            (true, _) => "below",
            (_, true) => "above",
            _ => {
                inside += 1;
                "yes"
            }
        };
        rows.push(vec![
            each.label.to_owned(),
            share.long(own.mean),
            range(&share, own.low, own.high),
            field,
            place.to_owned(),
        ]);
        intervals.push(Interval {
            label: each.label.to_owned(),
            middle: own.mean,
            low: own.low,
            high: own.high,
            range: Some((each.low, each.high)),
        });
    }
    if intervals.is_empty() {
        return Part::Missing("The program has no figure that the field reports.".to_owned());
    }
    let lead =
        format!("{inside} of {compared} figures lie in the range that practitioners report.");
    let shares = Intervals {
        quantity: share,
        intervals,
        bar: "forecast with 95% interval".to_owned(),
        band: "range of the field".to_owned(),
    };
    let titles = ["Metric", "Forecast#", "95% interval#", "Field#", "In range"];
    Part::Shown(Benchmarks {
        lead,
        table: Table::of(&titles, rows),
        shares: Part::Shown(shares),
    })
}
