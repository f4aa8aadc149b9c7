//! The tables of a forecast, one grain each.

use super::table::{Cell, Sort, Table};
use crate::simulate::estimate::bands::Band;
use crate::simulate::estimate::number::Estimate;
use crate::simulate::estimate::totals::{COLUMNS, Unit};
use crate::simulate::estimate::trial::Shown;
use crate::simulate::run::forecast::{Forecast, WEEK_COLUMNS};

/// A forecast and the currency of its amounts.
#[derive(Clone, Copy)]
pub(super) struct Tables<'a> {
    pub(super) forecast: &'a Forecast,
    pub(super) currency: &'a str,
}

const MONEY_BAND: [(&str, Sort); 5] = [
    ("p05", Sort::Money),
    ("p25", Sort::Money),
    ("p50", Sort::Money),
    ("p75", Sort::Money),
    ("p95", Sort::Money),
];

pub(super) const ESTIMATE: [(&str, Sort); 10] = [
    ("metric", Sort::Text),
    ("unit", Sort::Text),
    ("mean", Sort::Real),
    ("standard_error", Sort::Real),
    ("low", Sort::Real),
    ("high", Sort::Real),
    ("p05", Sort::Real),
    ("p50", Sort::Real),
    ("p95", Sort::Real),
    ("reason", Sort::Text),
];

fn of_band(band: &Band) -> [Cell; 5] {
    [band.p05, band.p25, band.p50, band.p75, band.p95].map(Cell::from)
}

impl Tables<'_> {
    /// Every table.
    pub(super) fn all(self) -> Vec<Table> {
        let mut tables = vec![
            self.metrics(),
            self.comparisons(),
            self.totals(),
            self.weeks(),
            self.incentives(),
            self.bands(),
            self.budgets(),
            self.tiers(),
            self.tier_flow(),
            self.fatigue(),
            self.segments(),
            self.payouts(),
            self.brought(),
            self.launches(),
            self.sensitivity(),
            self.shapley(),
            self.objectives(),
            self.scorecards(),
            self.experiments(),
        ];
        if !self.forecast.members.is_empty() {
            tables.push(self.partner_period());
        }
        tables
    }

    pub(super) fn table(self, name: &'static str, columns: &[(&'static str, Sort)]) -> Table {
        Table::of(name, columns, self.forecast, self.currency)
    }

    /// One row a metric.
    fn metrics(self) -> Table {
        let mut table = self.table("metrics", &ESTIMATE);
        for (name, each) in self.forecast.metrics() {
            table.row("program", estimate(name, &each));
        }
        table
    }

    /// One row a world and difference: the program against that world.
    fn comparisons(self) -> Table {
        let mut table = self.table("comparisons", &ESTIMATE);
        for world in self.forecast.worlds.iter().skip(1) {
            for (name, each) in self.forecast.against(&world.name).unwrap_or_default() {
                table.row(&world.name, estimate(name, &each));
            }
        }
        table
    }

    /// One row a world and replication.
    fn totals(self) -> Table {
        let mut table = self.table("replicate_totals", &[("replication", Sort::Whole)]);
        table.extend(COLUMNS.iter().map(|(name, unit, _)| match unit {
            Unit::Money => (*name, Sort::Money),
            Unit::Share | Unit::Count | Unit::Weeks => (*name, Sort::Real),
        }));
        for world in &self.forecast.worlds {
            for (totals, replication) in world.totals.iter().zip(self.forecast.replications.0..) {
                let values = COLUMNS
                    .iter()
                    .map(|(_, _, value)| Cell::from(value(totals)));
                let place = std::iter::once(Cell::from(replication));
                table.row(&world.name, place.chain(values));
            }
        }
        table
    }

    /// One row a world and week, averaged over replications.
    fn weeks(self) -> Table {
        let mut table = self.table("weeks", &[("week", Sort::Whole)]);
        table.extend(WEEK_COLUMNS.iter().map(|(name, _)| (*name, Sort::Real)));
        for world in &self.forecast.worlds {
            for (week, means) in world.weeks.iter().enumerate() {
                let values = WEEK_COLUMNS
                    .iter()
                    .map(|(_, value)| Cell::from(value(means)));
                table.row(&world.name, std::iter::once(Cell::from(week)).chain(values));
            }
        }
        table
    }

    /// One row an incentive and replication, in the world with the whole program.
    fn incentives(self) -> Table {
        let columns = [
            ("incentive", Sort::Text),
            ("replication", Sort::Whole),
            ("payouts", Sort::Money),
            ("paid_partners", Sort::Real),
            ("takers", Sort::Real),
            ("exhausted_week", Sort::Whole),
            ("compared_with", Sort::Text),
            ("subsidised", Sort::Money),
            ("pulled_forward", Sort::Money),
            ("attributed", Sort::Money),
        ];
        let mut table = self.table("incentives", &columns);
        for incentive in &self.forecast.incentives {
            let against = self.forecast.compared_with(&incentive.name);
            for (totals, replication) in incentive.totals.iter().zip(self.forecast.replications.0..)
            {
                let exhausted = totals.exhausted.map(|week| Cell::from(i32::from(week)));
                let row = [
                    Cell::from(&*incentive.name),
                    Cell::from(replication),
                    Cell::from(totals.payouts),
                    Cell::from(totals.paid_partners),
                    Cell::from(totals.takers),
                    exhausted.unwrap_or(Cell::Empty),
                    Cell::from(against),
                    Cell::from(totals.subsidised),
                    Cell::from(totals.pulled_forward),
                    Cell::from(totals.attributed),
                ];
                table.row("program", row);
            }
        }
        table
    }

    /// One row a world, quantity and week: where most replications lie.
    fn bands(self) -> Table {
        let mut table = self.table("bands", &[("quantity", Sort::Text), ("week", Sort::Whole)]);
        table.extend(MONEY_BAND);
        for world in &self.forecast.worlds {
            let all = [
                ("spend", &world.bands.spend),
                ("net_value", &world.bands.net_value),
            ];
            for (quantity, weeks) in all {
                for (week, band) in weeks.iter().enumerate() {
                    let place = [Cell::from(quantity), Cell::from(week)];
                    table.row(&world.name, place.into_iter().chain(of_band(band)));
                }
            }
        }
        table
    }

    /// One row a world, budget and week: what is left.
    fn budgets(self) -> Table {
        let columns = [
            ("budget", Sort::Text),
            ("week", Sort::Whole),
            ("mean", Sort::Money),
        ];
        let mut table = self.table("budgets", &columns);
        table.extend(MONEY_BAND);
        for world in &self.forecast.worlds {
            let means = self.forecast.budgets.iter().zip(&world.trace.balances);
            for ((budget, means), bands) in means.zip(&world.bands.balances) {
                for (week, (mean, band)) in means.iter().zip(bands).enumerate() {
                    let place = [Cell::from(&**budget), Cell::from(week), Cell::from(*mean)];
                    table.row(&world.name, place.into_iter().chain(of_band(band)));
                }
            }
        }
        table
    }

    /// One row a parameter by which the return was screened; none where that was not asked for.
    fn sensitivity(self) -> Table {
        let columns = [
            ("parameter", Sort::Text),
            ("size", Sort::Real),
            ("deviation", Sort::Real),
            ("first", Sort::Real),
            ("total", Sort::Real),
        ];
        let mut table = self.table("sensitivity", &columns);
        let ignorance = self.forecast.ignorance.iter();
        for each in ignorance.flat_map(|found| &found.influences) {
            let row = [
                Cell::from(&*each.name),
                Cell::from(each.size),
                Cell::from(each.deviation),
                Cell::from(each.first),
                Cell::from(each.total),
            ];
            table.row("program", row);
        }
        table
    }

    /// One row a group of incentives: its fair part of what all of them bring; none where that was not asked for.
    fn shapley(self) -> Table {
        let columns = [("group", Sort::Text), ("net_value", Sort::Money)];
        let mut table = self.table("shapley", &columns);
        let shares = self.forecast.shares.iter();
        for (group, value) in shares.flat_map(|found| found.groups.iter().zip(&found.values)) {
            table.row("program", [Cell::from(&**group), Cell::from(*value)]);
        }
        table
    }

    /// One row a result of an objective.
    fn objectives(self) -> Table {
        let columns = [
            ("objective", Sort::Text),
            ("result", Sort::Text),
            ("measure", Sort::Text),
            ("unit", Sort::Text),
            ("least", Sort::Real),
            ("by", Sort::Text),
            ("expected", Sort::Real),
            ("chance", Sort::Real),
            ("chance_low", Sort::Real),
            ("chance_high", Sort::Real),
        ];
        let mut table = self.table("objectives", &columns);
        for aim in &self.forecast.aims {
            let chance = aim.chance();
            let row = [
                Cell::from(&*aim.of),
                Cell::from(&*aim.result),
                Cell::from(&*aim.measure),
                Cell::from(aim.unit().word()),
                Cell::from(aim.least),
                Cell::from(aim.by.as_str()),
                Cell::from(aim.expected().mean),
                Cell::from(chance.mean),
                Cell::from(chance.low),
                Cell::from(chance.high),
            ];
            table.row("program", row);
        }
        table
    }

    /// One row a scorecard, period and line that the program measures; the score of a card is the line `score`.
    fn scorecards(self) -> Table {
        let columns = [
            ("scorecard", Sort::Text),
            ("until", Sort::Text),
            ("line", Sort::Text),
            ("green", Sort::Real),
            ("yellow", Sort::Real),
            ("counts", Sort::Real),
        ];
        let mut table = self.table("scorecards", &columns);
        for scored in &self.forecast.scorecards {
            let row = [
                Cell::from(&*scored.of),
                Cell::from(scored.last.as_str()),
                Cell::from(scored.line.as_deref().unwrap_or("score")),
                Cell::from(scored.green().mean),
                Cell::from(scored.yellow().mean),
                Cell::from(scored.counts().mean),
            ];
            table.row("program", row);
        }
        table
    }

    /// One row an experiment and replication, of those whose world without what is tried was run.
    fn experiments(self) -> Table {
        let columns = [
            ("experiment", Sort::Text),
            ("replication", Sort::Whole),
            ("cohort", Sort::Whole),
            ("with_all", Sort::Real),
            ("with_nobody", Sort::Real),
            ("shown", Sort::Real),
            ("error", Sort::Real),
        ];
        let mut table = self.table("experiments", &columns);
        for trial in &self.forecast.trials {
            for (run, replication) in trial.runs.iter().zip(self.forecast.replications.0..) {
                let row = [
                    Cell::from(&*trial.name),
                    Cell::from(replication),
                    Cell::from(run.cohort),
                    Cell::from(run.with),
                    Cell::from(run.without),
                    Cell::from(run.shown.map(Shown::lift)),
                    Cell::from(run.shown.map(|shown| shown.error)),
                ];
                table.row("program", row);
            }
        }
        table
    }
}

/// An estimate as the cells of its row.
pub(super) fn estimate(name: &str, estimate: &Estimate) -> Vec<Cell> {
    let mut row = vec![Cell::from(name)];
    match estimate {
        Estimate::Known(metric) => {
            let found = metric.interval;
            row.push(Cell::from(metric.unit.word()));
            let ends = [found.mean, found.standard_error, found.low, found.high];
            row.extend(ends.map(Cell::from));
            row.extend(metric.percentiles.map(Cell::from));
            row.push(Cell::Empty);
        }
        Estimate::Missing { reason, unit } => {
            row.push(Cell::from(unit.word()));
            row.extend(std::iter::repeat_n(Cell::Empty, 7));
            row.push(Cell::from(*reason));
        }
    }
    row
}
