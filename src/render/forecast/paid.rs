//! Who is paid: revenue and payouts by tier, type and region, and of small and large partners.

use super::people::called;
use super::{Numbers, RATIO, range};
use crate::render::chart::scale::Quantity;
use crate::render::view::Table;
use crate::simulate::estimate::crowd::NAMES;
use crate::simulate::estimate::number::Estimate;
use crate::simulate::estimate::statistics::mean;
use crate::simulate::estimate::totals::Unit;
use crate::simulate::run::forecast::Audience;

/// A row for each audience, then one for the smaller half of partners.
pub(super) fn who(numbers: &Numbers) -> Option<Table> {
    let split = &numbers.forecast.world("program")?.trace.split;
    let money = numbers.money();
    let none = numbers.forecast.world("none");
    let without = |at: usize| none.and_then(|none| none.trace.split.revenue.get(at));
    let row =
        |name: String, partners: String, (revenue, more): (f64, Option<f64>), payouts: f64| {
            let rate = match revenue > 0.0 {
                true => Quantity::Percent.long(payouts / revenue),
                false => "–".to_owned(),
            };
            vec![
                name,
                partners,
                money.long(revenue),
                more.map_or_else(|| "–".to_owned(), |more| money.long(more)),
                money.long(payouts),
                rate,
            ]
        };
    let mut rows = Vec::new();
    for (at, audience) in numbers.forecast.audiences.iter().enumerate() {
        let (Some(partners), Some(revenue)) = (split.partners.get(at), split.revenue.get(at))
        else {
            continue;
        };
        if *partners == 0.0 {
            continue;
        }
        let paid = split
            .payouts
            .iter()
            .filter_map(|audiences| audiences.get(at));
        let partners = Quantity::Count.long(*partners);
        let paid = paid.flatten().sum();
        let revenue: f64 = revenue.iter().sum();
        let more = without(at).map(|own| revenue - own.iter().sum::<f64>());
        rows.push(row(
            called(numbers, audience),
            partners,
            (revenue, more),
            paid,
        ));
    }
    if rows.is_empty() {
        return None;
    }
    let mean = |name: &str| numbers.known(name).map(|metric| metric.interval.mean);
    let caption = match (mean("small_revenue_share"), mean("small_payout_share")) {
        (Some(revenue), Some(payouts)) => format!(
            "Who is paid, in a mean run. The half of partners that sells less without a program makes {} of revenue \
             and gets {} of payouts",
            Quantity::Percent.long(revenue),
            Quantity::Percent.long(payouts)
        ),
        (_, _) => "Who is paid, in a mean run".to_owned(),
    };
    let titles = [
        "Partners by tier, type, region",
        "Partners#",
        "Revenue#",
        "Above the year without it#",
        "Payouts#",
        "Of revenue#",
    ];
    let mut table = Table::of(&titles, rows);
    table.caption = format!("{caption}. Tiers are those held at the end");
    Some(table)
}

/// A row for each audience with partners: who takes part and leaves, and what the program brings of them.
pub(super) fn brought(numbers: &Numbers) -> Option<Table> {
    let row = |(place, audience): (usize, &Audience)| {
        let crowd = numbers.forecast.crowds.get(place)?;
        if mean(&crowd.partners) == 0.0 {
            return None;
        }
        let mut row = vec![called(numbers, audience)];
        let estimates = numbers.forecast.of_audience(place);
        let named = NAMES.iter().zip(&estimates);
        row.extend(named.filter_map(|((name, unit), found)| shown(numbers, name, *unit, found)));
        Some(row)
    };
    let audiences = numbers.forecast.audiences.iter().enumerate();
    let rows: Vec<Vec<String>> = audiences.filter_map(row).collect();
    if rows.is_empty() {
        return None;
    }
    let money = numbers.money();
    let code = money.unit();
    let titles = [
        "Partners of".to_owned(),
        "Leave#".to_owned(),
        "Take part#".to_owned(),
        format!("More margin, {code}#"),
        format!("Cost, {code}#"),
        format!("Net value, {code} (95%)#"),
        "Return (95%)#".to_owned(),
    ];
    let mut table = Table::of(&titles.each_ref().map(String::as_str), rows);
    table.caption = "What the program brings of whom: who leaves, who takes part, margin and fees above the year without it \
                     against payouts, touches, courses and claims. Staff falls on no partner and is left out. \
                     Tiers are those held at the end: who rises by selling more stands in the higher one"
        .to_owned();
    Some(table)
}

/// The cell of an estimate; what has no column of its own is in the net value.
fn shown(numbers: &Numbers, name: &str, unit: Unit, found: &Estimate) -> Option<String> {
    let (quantity, is_sure) = match name {
        "fee_income" => return None,
        "roi" => (RATIO, true),
        _ => (numbers.quantity(unit), name == "net_value"),
    };
    let metric = match found {
        Estimate::Known(metric) => metric,
        Estimate::Missing { reason, .. } => return Some((*reason).to_owned()),
    };
    let own = metric.interval;
    // Money in full, with both ends of its interval, would make the table wider than a page.
    let money = |value: f64| quantity.short(value);
    let (value, ends) = match unit {
        Unit::Money => (
            money(own.mean),
            format!("{} to {}", money(own.low), money(own.high)),
        ),
        Unit::Share | Unit::Count | Unit::Weeks => {
            (quantity.long(own.mean), range(&quantity, own.low, own.high))
        }
    };
    Some(match is_sure && !numbers.is_single() {
        true => format!("{value} ({ends})"),
        false => value,
    })
}
