//! A forecast for a terminal: every metric with its interval, what each incentive pays and brings, what each
//! guardrail says. Names are those of `summary.json`.

use super::chart::scale::Quantity;
use super::forecast::{raised, worth};
use super::forecast_file::{aims, amounts, counted, expected_rows, expected_text, quantity};
use super::listing::columns;
use crate::decide::guardrail::Judged;
use crate::decide::verdicts::Verdicts;
use crate::simulate::estimate::metrics::Metrics;
use crate::simulate::estimate::number::{Estimate, Metric};
use crate::simulate::estimate::reserve::{RUNS, Reserve};
use crate::simulate::estimate::statistics::{Interval, mean};
use crate::simulate::estimate::totals::Unit;
use crate::simulate::run::forecast::{Forecast, Incentive, IncentiveTotals};
use crate::simulate::run::worlds::BARE;

/// Everything that is printed.
pub fn text(forecast: &Forecast, verdicts: &Verdicts, currency: &str) -> String {
    let parts = [
        variant(&forecast.variant),
        metrics(forecast, currency),
        reserve(forecast, currency),
        listing(forecast),
        incentives(forecast, currency),
        entries(forecast, currency),
        fair(forecast, currency),
        ignorance(forecast),
        guardrails(verdicts, &forecast.variant, currency),
        expected(verdicts, currency),
        aims(forecast, currency),
        precision(forecast),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n")
}

/// Which variant of which scenario it is; empty where it is the scenario as it is written.
fn variant(name: &str) -> String {
    let Some((scenario, variant)) = name.split_once('/') else {
        return String::new();
    };
    format!("variant {variant} of scenario {scenario}\n")
}

/// What there is not.
const NONE: &str = "–";

/// Whether there is one run only, from which nothing can be told of the next.
fn is_single(forecast: &Forecast) -> bool {
    let (from, to) = forecast.replications;
    to.saturating_sub(from) < 2
}

/// A number that is small enough to have a part behind the point has one: 4.2 rises in a mean run.
fn written(quantity: &Quantity, value: f64) -> String {
    match quantity {
        Quantity::Count if value.abs() < 1000.0 => Quantity::Figure.long(value),
        Quantity::Money(_) | Quantity::Percent | Quantity::Count | Quantity::Figure => {
            quantity.long(value)
        }
    }
}

/// Every metric; one that does not apply says why.
fn metrics(forecast: &Forecast, currency: &str) -> String {
    let single = is_single(forecast);
    let (mut rows, mut reasons) = (Vec::new(), Vec::new());
    for (name, each) in forecast.metrics() {
        match each {
            Estimate::Known(metric) => {
                let quantity = quantity(name, metric.unit, currency);
                let end = |value: f64| match single {
                    true => NONE.to_owned(),
                    false => written(&quantity, value),
                };
                let Interval {
                    mean, low, high, ..
                } = metric.interval;
                let mean = written(&quantity, mean);
                rows.push(vec![name.to_owned(), mean, end(low), end(high)]);
            }
            Estimate::Missing { reason, .. } => reasons.push((name, reason)),
        }
    }
    let mut out = columns(&["metric", "mean", "95% from", "to"], &rows);
    if !reasons.is_empty() {
        out.push_str("\ndoes not apply\n");
    }
    for (name, reason) in reasons {
        out.push_str(&format!("  {name}: {reason}\n"));
    }
    out
}

/// What is to be set aside for payouts, or how many runs tell.
fn reserve(forecast: &Forecast, currency: &str) -> String {
    let count = |runs: usize| Quantity::Count.long(runs as f64);
    match forecast.reserve() {
        Reserve::Known {
            amount,
            above,
            runs,
        } => format!(
            "reserve for payouts (p99.5): {}; {} of {} runs rank above it\n",
            Quantity::Money(currency.to_owned()).long(amount),
            count(above),
            count(runs)
        ),
        Reserve::TooFew { runs } => format!(
            "reserve for payouts (p99.5): not known from {}; {RUNS} runs tell it\n",
            match runs {
                1 => "1 run".to_owned(),
                _ => format!("{} runs", count(runs)),
            }
        ),
    }
}

/// Which partners are of a list, and what of it is filled in; empty where they are drawn.
fn listing(forecast: &Forecast) -> String {
    let Some(list) = &forecast.list else {
        return String::new();
    };
    format!(
        "partners: {}, all of the list {}\nfilled in where it says nothing: {}\n",
        Quantity::Count.long(f64::from(forecast.partners)),
        list.file,
        list.words()
    )
}

/// What each incentive pays, and what it brings where worlds without it, or with it alone, were run.
fn incentives(forecast: &Forecast, currency: &str) -> String {
    if forecast.incentives.is_empty() {
        return String::new();
    }
    let has = |start: &str| {
        let mut worlds = forecast.worlds.iter();
        worlds.any(|world| world.name.starts_with(start))
    };
    let is_left_out = |each: &Incentive| forecast.contribution(&each.name).is_some();
    let (last, first) = (forecast.incentives.iter().any(is_left_out), has("only:"));
    let mut head = vec!["incentive", "paid", "partners paid"];
    if first {
        head.push("net value, added first");
    }
    if last {
        head.extend(["net value, added last", "return (95%)", "verdict"]);
    }
    let row = |incentive: &Incentive| {
        let mut row = paid(incentive, currency);
        if first {
            let found = forecast.alone(&incentive.name);
            row.push(net(found.as_ref(), currency));
        }
        if last {
            let found = forecast.contribution(&incentive.name);
            row.extend(brought(found.as_ref(), is_single(forecast), currency));
        }
        row
    };
    let rows: Vec<Vec<String>> = forecast.incentives.iter().map(row).collect();
    let mut out = columns(&head, &rows);
    if let Some(found) = forecast.against(BARE) {
        let [net, roi, verdict] = brought(Some(&found), is_single(forecast), currency);
        out.push_str(&format!(
            "all incentives together: net value {net}, return {roi}: {verdict}\n"
        ));
    }
    if !last {
        out.push_str("what each incentive brings needs a run without it: --without-each\n");
    }
    out
}

/// The fair part of each group in what all incentives bring; empty where it was not asked for.
fn fair(forecast: &Forecast, currency: &str) -> String {
    let Some(shares) = &forecast.shares else {
        return String::new();
    };
    let money = Quantity::Money(currency.to_owned());
    let parts = shares.groups.iter().zip(&shares.values);
    let own = parts.map(|(group, value)| vec![group.to_string(), money.long(*value)]);
    let all = vec!["all of them".to_owned(), money.long(shares.total)];
    let rows: Vec<Vec<String>> = own.chain([all]).collect();
    columns(&["group", "fair part of the net value"], &rows)
}

/// What each calendar entry that was left out brings, and how much it tires; empty where none was.
fn entries(forecast: &Forecast, currency: &str) -> String {
    let single = is_single(forecast);
    let row = |(name, found, tired): (&str, Metrics, Interval)| {
        let [net, _, verdict] = brought(Some(&found), single, currency);
        vec![name.to_owned(), net, raised(tired.mean), verdict]
    };
    let rows: Vec<Vec<String>> = forecast.entries().into_iter().map(row).collect();
    let head = [
        "calendar entry",
        "net value, added last",
        "fatigue index",
        "verdict",
    ];
    match rows.is_empty() {
        true => String::new(),
        false => columns(&head, &rows),
    }
}

fn paid(incentive: &Incentive, currency: &str) -> Vec<String> {
    let average = |read: fn(&IncentiveTotals) -> f64| {
        let values: Vec<f64> = incentive.totals.iter().map(read).collect();
        mean(&values)
    };
    vec![
        incentive.name.to_string(),
        Quantity::Money(currency.to_owned()).long(average(|it| it.payouts)),
        written(&Quantity::Count, average(|it| it.paid_partners)),
    ]
}

fn known(found: &Metrics, name: &str) -> Option<Metric> {
    match found.get(name)? {
        Estimate::Known(metric) => Some(*metric),
        Estimate::Missing { .. } => None,
    }
}

fn net(found: Option<&Metrics>, currency: &str) -> String {
    let metric = found.and_then(|found| known(found, "net_value"));
    metric.map_or_else(
        || NONE.to_owned(),
        |metric| quantity("net_value", Unit::Money, currency).long(metric.interval.mean),
    )
}

/// Net value, return and verdict of an incentive that was left out; one run has no interval to judge by.
fn brought(found: Option<&Metrics>, single: bool, currency: &str) -> [String; 3] {
    let interval = |name| Some(known(found?, name)?.interval);
    let ratio = Quantity::Figure;
    let roi = match interval("roi") {
        None => NONE.to_owned(),
        Some(roi) if single => ratio.long(roi.mean),
        Some(roi) => {
            let (low, high) = (ratio.long(roi.low), ratio.long(roi.high));
            format!("{} ({low} to {high})", ratio.long(roi.mean))
        }
    };
    let verdict = match interval("net_value") {
        None => "not run without it",
        Some(_) if single => "one run tells nothing",
        Some(net) => worth(net.low, net.high),
    };
    [net(found, currency), roi, verdict.to_owned()]
}

/// How far the return spreads over what is not known, and what moves it.
fn ignorance(forecast: &Forecast) -> String {
    let Some(found) = &forecast.ignorance else {
        return String::new();
    };
    let [p05, _, p50, _, p95] = found.spread.percentiles;
    let mut out = format!(
        "roi over {} draws of what is not known: {p05:.2} to {p95:.2}, middle {p50:.2}; above 0 in {:.0}%\n",
        found.draws,
        100.0 * found.spread.above_zero
    );
    let influences = found.influences.iter().take(8);
    let rows: Vec<Vec<String>> = influences
        .map(|each| vec![each.name.to_string(), format!("{:.4}", each.size)])
        .collect();
    if !rows.is_empty() {
        out.push_str(&columns(&["parameter", "moves roi by"], &rows));
    }
    out
}

/// What each guardrail of the scenario says, and of which scenarios others are; empty where there is none.
fn guardrails(verdicts: &Verdicts, scenario: &str, currency: &str) -> String {
    let line = |each: &Judged| {
        let (found, most) = amounts(each, currency);
        let more = each.runs_to_tell.map_or_else(String::new, |runs| {
            let runs = Quantity::Count.long(runs);
            format!("; {runs} runs would tell")
        });
        format!(
            "guardrail {} {}: {found} against at most {most}{more}\n  it counts: {}\n",
            each.rule.named(),
            each.verdict.words(),
            counted(&each.rule),
        )
    };
    let mut out: String = verdicts.guardrails.iter().map(line).collect();
    if let Some(others) = verdicts.left_alone(scenario) {
        out.push_str(&format!("{others}\n"));
    }
    out
}

/// What the scenario expects and what is found; empty where it expects nothing.
fn expected(verdicts: &Verdicts, currency: &str) -> String {
    expected_text(expected_rows(&verdicts.expected, currency))
}

/// Whether intervals are as narrow as was asked for; empty where nothing was.
fn precision(forecast: &Forecast) -> String {
    let Some(precision) = forecast.precision else {
        return String::new();
    };
    let (from, to) = forecast.replications;
    let runs = to.saturating_sub(from);
    let Some(widest) = precision.widest.filter(|_| !precision.reached) else {
        let reached = if precision.reached {
            "reached"
        } else {
            "not reached twice running"
        };
        return format!(
            "precision {}, or a twentieth of what is estimated, {reached} after {runs} runs\n",
            precision.near
        );
    };
    let whose = match widest
        .incentive
        .and_then(|place| forecast.incentives.get(place))
    {
        Some(incentive) => format!("net value of `{}`", incentive.name),
        None => "return".to_owned(),
    };
    // Intervals narrow with the square root of the runs.
    let factor = widest.half / widest.allowed;
    let wanted = f64::from(runs) * factor * factor;
    format!(
        "precision {} not reached after {runs} runs: the {whose} is known to {:.4} either way, {:.4} was wanted; \
         about {wanted:.0} runs would do\n",
        precision.near, widest.half, widest.allowed
    )
}
