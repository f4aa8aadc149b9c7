//! The tables of a forecast, one grain each. Every row begins with the program, the variant of the
//! scenario and the world, so that tables of several runs can be put together.

use super::super::{Fault, Page};
use crate::simulate::bands::Band;
use crate::simulate::forecast::{Forecast, WEEK_COLUMNS, World};
use crate::simulate::metrics::Estimate;
use crate::simulate::totals::COLUMNS;

/// Every table.
pub(super) fn pages(forecast: &Forecast) -> Result<Vec<Page>, Fault> {
    let tables = [
        ("metrics.csv", metrics(forecast)),
        ("replicate_totals.csv", totals(forecast)),
        ("weeks.csv", weeks(forecast)),
        ("incentives.csv", incentives(forecast)),
        ("bands.csv", bands(forecast)),
        ("budgets.csv", budgets(forecast)),
        ("tiers.csv", tiers(forecast)),
        ("tier_flow.csv", tier_flow(forecast)),
        ("fatigue.csv", fatigue(forecast)),
        ("launches.csv", launches(forecast)),
        ("sensitivity.csv", sensitivity(forecast)),
    ];
    let tables = tables
        .into_iter()
        .map(|(name, table)| table.page(name, forecast));
    tables.collect()
}

/// A table: its heads, and rows that begin with their world.
struct Table {
    heads: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn of(heads: &[&'static str]) -> Table {
        Table {
            heads: heads.to_vec(),
            rows: Vec::new(),
        }
    }

    fn row(&mut self, world: &str, cells: impl IntoIterator<Item = String>) {
        self.rows
            .push(std::iter::once(world.to_owned()).chain(cells).collect());
    }

    fn page(self, name: &str, forecast: &Forecast) -> Result<Page, Fault> {
        let failed = |_| Fault::Template("a table".to_owned());
        let mut writer = csv::Writer::from_writer(Vec::new());
        let heads = ["program", "variant", "world"]
            .into_iter()
            .chain(self.heads);
        writer.write_record(heads).map_err(failed)?;
        let (program, variant) = (&*forecast.program, &*forecast.variant);
        for row in self.rows {
            let cells = row.iter().map(String::as_str);
            writer
                .write_record([program, variant].into_iter().chain(cells))
                .map_err(failed)?;
        }
        let bytes = writer
            .into_inner()
            .map_err(|_| Fault::Template("a table".to_owned()))?;
        Ok(Page {
            name: name.to_owned(),
            bytes,
        })
    }
}

fn optional(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn of_band(band: &Band) -> [String; 5] {
    [band.p05, band.p25, band.p50, band.p75, band.p95].map(|value| value.to_string())
}

/// One row a metric.
fn metrics(forecast: &Forecast) -> Table {
    let mut table = Table::of(&[
        "metric",
        "unit",
        "mean",
        "standard_error",
        "low",
        "high",
        "p05",
        "p50",
        "p95",
        "reason",
    ]);
    for (name, each) in forecast.metrics() {
        let mut row = vec![name.to_owned()];
        match each {
            Estimate::Known(metric) => {
                let found = metric.interval;
                row.push(metric.unit.word().to_owned());
                let ends = [found.mean, found.standard_error, found.low, found.high];
                row.extend(ends.map(|value| value.to_string()));
                row.extend(metric.percentiles.map(optional));
                row.push(String::new());
            }
            Estimate::Missing { reason, unit } => {
                row.push(unit.word().to_owned());
                row.extend(std::iter::repeat_n(String::new(), 7));
                row.push(reason.to_owned());
            }
        }
        table.row("program", row);
    }
    table
}

/// One row a world and replication.
fn totals(forecast: &Forecast) -> Table {
    let mut table = Table::of(&["replication"]);
    table.heads.extend(COLUMNS.iter().map(|(name, _, _)| *name));
    for world in &forecast.worlds {
        for (totals, replication) in world.totals.iter().zip(forecast.replications.0..) {
            let values = COLUMNS
                .iter()
                .map(|(_, _, value)| value(totals).to_string());
            table.row(
                &world.name,
                std::iter::once(replication.to_string()).chain(values),
            );
        }
    }
    table
}

/// One row a world and week, averaged over replications.
fn weeks(forecast: &Forecast) -> Table {
    let mut table = Table::of(&["week"]);
    table
        .heads
        .extend(WEEK_COLUMNS.iter().map(|(name, _)| *name));
    for world in &forecast.worlds {
        for (week, means) in world.weeks.iter().enumerate() {
            let values = WEEK_COLUMNS
                .iter()
                .map(|(_, value)| value(means).to_string());
            table.row(&world.name, std::iter::once(week.to_string()).chain(values));
        }
    }
    table
}

/// One row an incentive and replication, in the world with the whole program.
fn incentives(forecast: &Forecast) -> Table {
    let mut table = Table::of(&[
        "incentive",
        "replication",
        "payouts",
        "paid_partners",
        "takers",
        "exhausted_week",
        "compared_with",
        "subsidised",
        "pulled_forward",
        "attributed",
    ]);
    for incentive in &forecast.incentives {
        let against = forecast.compared_with(&incentive.name);
        for (totals, replication) in incentive.totals.iter().zip(forecast.replications.0..) {
            let exhausted = totals.exhausted.map(|week| week.to_string());
            let row = [
                incentive.name.to_string(),
                replication.to_string(),
                totals.payouts.to_string(),
                totals.paid_partners.to_string(),
                totals.takers.to_string(),
                exhausted.unwrap_or_default(),
                against.to_owned(),
                totals.subsidised.to_string(),
                totals.pulled_forward.to_string(),
                totals.attributed.to_string(),
            ];
            table.row("program", row);
        }
    }
    table
}

/// One row a world, quantity and week: where most replications lie.
fn bands(forecast: &Forecast) -> Table {
    let mut table = Table::of(&["quantity", "week", "p05", "p25", "p50", "p75", "p95"]);
    for world in &forecast.worlds {
        let all = [
            ("spend", &world.bands.spend),
            ("net_value", &world.bands.net_value),
        ];
        for (quantity, weeks) in all {
            for (week, band) in weeks.iter().enumerate() {
                let place = [quantity.to_owned(), week.to_string()];
                table.row(&world.name, place.into_iter().chain(of_band(band)));
            }
        }
    }
    table
}

/// One row a world, budget and week: what is left.
fn budgets(forecast: &Forecast) -> Table {
    let mut table = Table::of(&["budget", "week", "mean", "p05", "p25", "p50", "p75", "p95"]);
    for world in &forecast.worlds {
        let means = forecast.budgets.iter().zip(&world.trace.balances);
        for ((budget, means), bands) in means.zip(&world.bands.balances) {
            for (week, (mean, band)) in means.iter().zip(bands).enumerate() {
                let place = [budget.to_string(), week.to_string(), mean.to_string()];
                table.row(&world.name, place.into_iter().chain(of_band(band)));
            }
        }
    }
    table
}

/// Standings by place: tiers, `none`, `left`.
fn standings(forecast: &Forecast) -> Vec<String> {
    let tiers = forecast.tiers.iter().map(ToString::to_string);
    tiers
        .chain(["none".to_owned(), "left".to_owned()])
        .collect()
}

/// One row a world, quarter (0 is the first day) and standing.
fn tiers(forecast: &Forecast) -> Table {
    let mut table = Table::of(&["quarter", "tier", "partners"]);
    let names = standings(forecast);
    for world in &forecast.worlds {
        for (quarter, standings) in world.trace.standings.iter().enumerate() {
            for (name, partners) in names.iter().zip(standings) {
                let row = [quarter.to_string(), name.clone(), partners.to_string()];
                table.row(&world.name, row);
            }
        }
    }
    table
}

/// One row a world, quarter and move that some partner made.
fn tier_flow(forecast: &Forecast) -> Table {
    let mut table = Table::of(&["quarter", "from", "to", "partners"]);
    let names = standings(forecast);
    let moves = |world: &World, table: &mut Table| {
        for (quarter, moves) in (1..).zip(&world.trace.moves) {
            for (from, row) in names.iter().zip(moves) {
                for (to, partners) in names.iter().zip(row) {
                    let cells = [u32::to_string(&quarter), from.clone(), to.clone()];
                    if *partners > 0.0 {
                        let cells = cells.into_iter().chain([partners.to_string()]);
                        table.row(&world.name, cells);
                    }
                }
            }
        }
    };
    for world in &forecast.worlds {
        moves(world, &mut table);
    }
    table
}

/// One row a world, audience and week of the program's year.
fn fatigue(forecast: &Forecast) -> Table {
    let mut table = Table::of(&["by", "audience", "week", "partners", "fatigue_index"]);
    for world in &forecast.worlds {
        let audiences = forecast.audiences.iter().zip(&world.trace.loads);
        for (place, (audience, loads)) in audiences.enumerate() {
            let name = if audience.name.is_empty() {
                "none"
            } else {
                &*audience.name
            };
            for (week, (_, partners)) in loads.iter().enumerate() {
                let row = [
                    audience.by.word().to_owned(),
                    name.to_owned(),
                    week.to_string(),
                    partners.to_string(),
                    optional(world.trace.index(place, week)),
                ];
                table.row(&world.name, row);
            }
        }
    }
    table
}

/// One row a world, launched product and replication.
fn launches(forecast: &Forecast) -> Table {
    let mut table = Table::of(&["product", "day", "replication", "share"]);
    for world in &forecast.worlds {
        for (launch, shares) in forecast.launches.iter().zip(&world.launched) {
            for (share, replication) in shares.iter().zip(forecast.replications.0..) {
                let row = [
                    launch.product.to_string(),
                    launch.day.to_string(),
                    replication.to_string(),
                    share.to_string(),
                ];
                table.row(&world.name, row);
            }
        }
    }
    table
}

/// One row a parameter by which the return was screened; none where that was not asked for.
fn sensitivity(forecast: &Forecast) -> Table {
    let mut table = Table::of(&["parameter", "size", "deviation"]);
    for each in forecast
        .ignorance
        .iter()
        .flat_map(|found| &found.influences)
    {
        let row = [
            each.name.to_string(),
            each.size.to_string(),
            each.deviation.to_string(),
        ];
        table.row("program", row);
    }
    table
}
