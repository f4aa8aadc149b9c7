//! What each entry of the calendar brings and how much it tires, where runs without it were made.

use super::Numbers;
use super::incentive::worth;
use super::subject::title;
use crate::render::view::Table;
use crate::simulate::estimate::number::Estimate;

/// By how much an index is higher, in hundredths: `+0.4`.
pub(in crate::render) fn raised(index: f64) -> String {
    let hundredths = 100.0 * index;
    match hundredths.abs() < 0.05 {
        true => "0.0".to_owned(),
        false => format!("{hundredths:+.1}").replace('-', "\u{2212}"),
    }
}

pub(super) fn entries(numbers: &Numbers) -> Option<Table> {
    let (from, to) = numbers.forecast.replications;
    let single = to.saturating_sub(from) < 2;
    let rows = numbers
        .forecast
        .entries()
        .into_iter()
        .map(|(name, found, tired)| {
            let net = match found.get("net_value") {
                Some(Estimate::Known(metric)) => Some(metric.interval),
                Some(Estimate::Missing { .. }) | None => None,
            };
            let money = numbers.money();
            let (value, verdict) = match net {
                None => ("–".to_owned(), "not run without it"),
                Some(net) if single => (money.long(net.mean), "one run tells nothing"),
                Some(net) => {
                    let range = super::range(&money, net.low, net.high);
                    (
                        format!("{} ({range})", money.long(net.mean)),
                        worth(net.low, net.high),
                    )
                }
            };
            let title = title(&numbers.subject.entries, name);
            vec![title, value, raised(tired.mean), verdict.to_owned()]
        });
    let rows: Vec<Vec<String>> = rows.collect();
    if rows.is_empty() {
        return None;
    }
    let titles = [
        "Entry",
        "Net value, added last#",
        "Raises the mean index by hundredths#",
        "Verdict",
    ];
    let mut table = Table::of(&titles, rows);
    table.caption = "What each entry of the calendar brings, and how much it tires".to_owned();
    Some(table)
}
