//! A forecast: stored replications of every world, in their order. What is read off them is in
//! `metrics`; no file format here.

use crate::base::name::Name;
use crate::simulate::totals::Totals;

/// Everything that a run leaves.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// The scenario's seed.
    pub seed: u32,
    /// The first replication of this run and the one after its last.
    pub replications: (u32, u32),
    /// How many partners.
    pub partners: u32,
    /// Weeks from the program's first day to the end of the run-out.
    pub weeks: u16,
    /// What was run, `program` first, then `none`, then worlds without one incentive.
    pub worlds: Vec<World>,
    /// What pays, in the program's order.
    pub incentives: Vec<Incentive>,
    /// The week from which the program had paid for itself for good, by replication.
    pub payback: Vec<Option<u16>>,
    /// Whether any budget can run out.
    pub has_budget: bool,
}

/// One world: the program with something switched off.
#[derive(Clone, Debug, PartialEq)]
pub struct World {
    /// `program`, `none` or `without:NAME`.
    pub name: Name,
    /// One row a replication, in their order.
    pub totals: Vec<Totals>,
    /// Means by week.
    pub weeks: Vec<WeekMeans>,
}

/// A week of a world, averaged over replications.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WeekMeans {
    /// Won revenue.
    pub revenue: f64,
    /// What the week's opportunities are expected to be worth.
    pub expected: f64,
    /// Payouts booked.
    pub accrued: f64,
    /// Payouts due.
    pub paid: f64,
    /// Mean fatigue index.
    pub fatigue: f64,
}

impl WeekMeans {
    /// Adds another replication's week.
    pub(super) fn add(&mut self, other: &WeekMeans) {
        self.revenue += other.revenue;
        self.expected += other.expected;
        self.accrued += other.accrued;
        self.paid += other.paid;
        self.fatigue += other.fatigue;
    }

    /// Sums to means.
    pub(super) fn scale(&mut self, factor: f64) {
        self.revenue *= factor;
        self.expected *= factor;
        self.accrued *= factor;
        self.paid *= factor;
        self.fatigue *= factor;
    }
}

/// One incentive in the world `program`.
#[derive(Clone, Debug, PartialEq)]
pub struct Incentive {
    /// Its name.
    pub name: Name,
    /// One row a replication, in their order.
    pub totals: Vec<IncentiveTotals>,
}

/// One incentive in one replication.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct IncentiveTotals {
    /// Payouts and reimbursements booked.
    pub payouts: f64,
    /// Partners that it paid.
    pub paid_partners: f64,
    /// Partners that worked towards it.
    pub takers: f64,
    /// The first week in which its money was gone.
    pub exhausted: Option<i16>,
    /// Payouts that would have been paid without the program too.
    pub subsidised: f64,
    /// Payouts on deals that would have been won later without the program.
    pub pulled_forward: f64,
    /// Payouts that could be told apart so.
    pub attributed: f64,
}

impl Forecast {
    /// A world by name.
    pub fn world(&self, name: &str) -> Option<&World> {
        self.worlds.iter().find(|world| &*world.name == name)
    }
}
