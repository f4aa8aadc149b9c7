//! Tables of partners: where they stand, how tired they are, who sells and who is paid.

use super::table::{Cell, Sort, Table};
use super::tables::{ESTIMATE, Tables, estimate};
use crate::simulate::estimate::crowd::NAMES;
use crate::simulate::estimate::statistics::mean;
use crate::simulate::run::forecast::World;

impl Tables<'_> {
    /// Standings by place: tiers, `none`, `left`.
    fn standings(self) -> Vec<String> {
        let tiers = self.forecast.tiers.iter().map(ToString::to_string);
        tiers
            .chain(["none".to_owned(), "left".to_owned()])
            .collect()
    }

    /// One row a world, quarter (0 is the first day) and standing.
    pub(super) fn tiers(self) -> Table {
        let columns = [
            ("quarter", Sort::Whole),
            ("tier", Sort::Text),
            ("partners", Sort::Real),
        ];
        let mut table = self.table("tiers", &columns);
        let names = self.standings();
        for world in &self.forecast.worlds {
            for (quarter, standings) in world.trace.standings.iter().enumerate() {
                for (name, partners) in names.iter().zip(standings) {
                    let row = [
                        Cell::from(quarter),
                        Cell::from(name.as_str()),
                        Cell::from(*partners),
                    ];
                    table.row(&world.name, row);
                }
            }
        }
        table
    }

    /// One row a world, partner and quarter, averaged over replications.
    pub(super) fn partner_period(self) -> Table {
        let columns = [
            ("partner", Sort::Text),
            ("type", Sort::Text),
            ("region", Sort::Text),
            ("quarter", Sort::Whole),
            ("revenue", Sort::Money),
            ("payouts", Sort::Money),
            ("deals", Sort::Real),
        ];
        let mut table = self.table("partner_period", &columns);
        for world in &self.forecast.worlds {
            let each = &world.trace.each;
            let rows = each.revenue.iter().zip(&each.payouts).zip(&each.deals);
            for (member, ((revenue, payouts), deals)) in self.forecast.members.iter().zip(rows) {
                let quarters = revenue.iter().zip(payouts).zip(deals);
                for (quarter, ((revenue, payouts), deals)) in (1_u32..).zip(quarters) {
                    let row = [
                        Cell::from(&*member.name),
                        Cell::from(&*member.sort),
                        Cell::from(&*member.region),
                        Cell::from(quarter),
                        Cell::from(*revenue),
                        Cell::from(*payouts),
                        Cell::from(*deals),
                    ];
                    table.row(&world.name, row);
                }
            }
        }
        table
    }

    /// One row a world, quarter and move that some partner made.
    pub(super) fn tier_flow(self) -> Table {
        let columns = [
            ("quarter", Sort::Whole),
            ("from", Sort::Text),
            ("to", Sort::Text),
            ("partners", Sort::Real),
        ];
        let mut table = self.table("tier_flow", &columns);
        for world in &self.forecast.worlds {
            self.moves(world, &mut table);
        }
        table
    }

    fn moves(self, world: &World, table: &mut Table) {
        let names = self.standings();
        for (quarter, moves) in (1_u32..).zip(&world.trace.moves) {
            for (from, row) in names.iter().zip(moves) {
                for (to, partners) in names.iter().zip(row) {
                    if *partners > 0.0 {
                        let row = [
                            Cell::from(quarter),
                            Cell::from(from.as_str()),
                            Cell::from(to.as_str()),
                            Cell::from(*partners),
                        ];
                        table.row(&world.name, row);
                    }
                }
            }
        }
    }

    /// What audiences share and what they are called, in their order.
    fn audiences(self) -> Vec<[Cell; 2]> {
        let called = |name: &str| if name.is_empty() { "none" } else { name }.to_owned();
        let all = self.forecast.audiences.iter();
        all.map(|audience| {
            let name = called(&audience.name);
            [Cell::from(audience.by.word()), Cell::from(name.as_str())]
        })
        .collect()
    }

    /// One row a world, audience and week of the program's year.
    pub(super) fn fatigue(self) -> Table {
        let columns = [
            ("by", Sort::Text),
            ("audience", Sort::Text),
            ("week", Sort::Whole),
            ("partners", Sort::Real),
            ("fatigue_index", Sort::Real),
        ];
        let mut table = self.table("fatigue", &columns);
        let names = self.audiences();
        for world in &self.forecast.worlds {
            for (place, (name, loads)) in names.iter().zip(&world.trace.loads).enumerate() {
                for (week, (_, partners)) in loads.iter().enumerate() {
                    let row = [
                        Cell::from(week),
                        Cell::from(*partners),
                        Cell::from(world.trace.index(place, week)),
                    ];
                    table.row(&world.name, name.iter().cloned().chain(row));
                }
            }
        }
        table
    }

    /// One row a world, audience and quarter (one more than the year has is the weeks after it): who sells. The
    /// tier is the one held at the end in the world with the program.
    pub(super) fn segments(self) -> Table {
        let columns = [
            ("by", Sort::Text),
            ("audience", Sort::Text),
            ("quarter", Sort::Whole),
            ("partners", Sort::Real),
            ("revenue", Sort::Money),
        ];
        let mut table = self.table("segments", &columns);
        let names = self.audiences();
        for world in &self.forecast.worlds {
            let split = &world.trace.split;
            let audiences = names.iter().zip(&split.partners).zip(&split.revenue);
            for ((name, partners), quarters) in audiences {
                for (quarter, revenue) in (1_u32..).zip(quarters) {
                    let row = [
                        Cell::from(quarter),
                        Cell::from(*partners),
                        Cell::from(*revenue),
                    ];
                    table.row(&world.name, name.iter().cloned().chain(row));
                }
            }
        }
        table
    }

    /// One row a world, incentive, audience and quarter with payouts.
    pub(super) fn payouts(self) -> Table {
        let columns = [
            ("incentive", Sort::Text),
            ("by", Sort::Text),
            ("audience", Sort::Text),
            ("quarter", Sort::Whole),
            ("payouts", Sort::Money),
        ];
        let mut table = self.table("payouts", &columns);
        let names = self.audiences();
        for world in &self.forecast.worlds {
            let incentives = self.forecast.incentives.iter();
            for (incentive, audiences) in incentives.zip(&world.trace.split.payouts) {
                for (name, quarters) in names.iter().zip(audiences) {
                    for (quarter, payouts) in (1_u32..).zip(quarters) {
                        if *payouts != 0.0 {
                            let lead = [Cell::from(&*incentive.name)];
                            let row = [Cell::from(quarter), Cell::from(*payouts)];
                            let cells = lead.into_iter().chain(name.iter().cloned()).chain(row);
                            table.row(&world.name, cells);
                        }
                    }
                }
            }
        }
        table
    }

    /// One row an audience and metric: the program against the year without it.
    pub(super) fn brought(self) -> Table {
        let columns = [
            ("by", Sort::Text),
            ("audience", Sort::Text),
            ("partners", Sort::Real),
        ];
        let mut table = self.table("audiences", &columns);
        table.extend(ESTIMATE);
        for (place, name) in self.audiences().into_iter().enumerate() {
            let crowd = self.forecast.crowds.get(place);
            let partners = crowd.map_or(0.0, |crowd| mean(&crowd.partners));
            let estimates = self.forecast.of_audience(place);
            for ((metric, _), found) in NAMES.iter().zip(&estimates) {
                let lead = name.iter().cloned().chain([Cell::from(partners)]);
                table.row("program", lead.chain(estimate(metric, found)));
            }
        }
        table
    }

    /// One row a world, launched product and replication.
    pub(super) fn launches(self) -> Table {
        let columns = [
            ("product", Sort::Text),
            ("day", Sort::Whole),
            ("replication", Sort::Whole),
            ("share", Sort::Real),
        ];
        let mut table = self.table("launches", &columns);
        for world in &self.forecast.worlds {
            for (launch, shares) in self.forecast.launches.iter().zip(&world.launched) {
                for (share, replication) in shares.iter().zip(self.forecast.replications.0..) {
                    let row = [
                        Cell::from(&*launch.product),
                        Cell::from(launch.day),
                        Cell::from(replication),
                        Cell::from(*share),
                    ];
                    table.row(&world.name, row);
                }
            }
        }
        table
    }
}
