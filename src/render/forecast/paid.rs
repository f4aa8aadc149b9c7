//! Who is paid: revenue and payouts by tier, type and region, and of small and large partners.

use super::Numbers;
use super::people::called;
use crate::render::chart::scale::Quantity;
use crate::render::view::Table;

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
