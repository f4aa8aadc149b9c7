//! What a world leaves behind in one replication: every posting and won deal, and sums that
//! statistics are made of. Sums only; no statistics here.

use crate::simulate::engine::ledger::Posted;
use crate::simulate::estimate::trace::Trace;

/// Everything that is kept of one world in one replication.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// By week from 0 on.
    pub weeks: Vec<Week>,
    /// Won deals in order of closing.
    pub won: Vec<Won>,
    /// Everything posted, in the order of the ledger.
    pub postings: Vec<Posted>,
    /// Margin expected from deals that are still open at the end.
    pub pipeline_margin: f64,
    /// Revenue expected from them.
    pub pipeline_revenue: f64,
    /// Sums with mean zero, in margin: see [`Martingale`].
    pub margin_martingales: [f64; 5],
    /// The same in revenue.
    pub revenue_martingales: [f64; 5],
    /// Fatigue of partner-weeks of the program's year.
    pub fatigue: Fatigue,
    /// Sum over weeks of the share of partners with a portal visit in four weeks.
    pub portal: f64,
    /// Weeks that the program was on.
    pub program_weeks: f64,
    /// Partners that ever worked towards some offer.
    pub participants: f64,
    /// Partner-weeks in which somebody worked towards an offer.
    pub active_weeks: f64,
    /// Partner-weeks of the program's year.
    pub partner_weeks: f64,
    /// By offer: partners that ever worked towards it.
    pub takers: Vec<f64>,
    /// Partners at the start and those that left in the program's year.
    pub partners: f64,
    /// Partners that left in the program's year.
    pub left: f64,
    /// Enrolments that ended, one way or the other.
    pub enrolments_ended: f64,
    /// Enrolments that ended with a pass.
    pub completions: f64,
    /// Courses finished.
    pub courses: f64,
    /// Deals registered and approved that closed, and those of them that were won.
    pub protected_closed: f64,
    /// Approved deals that were won.
    pub protected_won: f64,
    /// Touches delivered.
    pub touches: f64,
    /// Touches that fatigue kept from being opened, in expectation.
    pub lost_opens: f64,
    /// Claims handed in.
    pub claims: f64,
    /// Of those on funds that say how claims are decided, those that are over, and those of them that were paid nothing.
    pub claims_over: (f64, f64),
    /// The first week at whose end a budget was gone, by budget.
    pub gone: Vec<Option<i16>>,
    /// Loads, balances and standings by week.
    pub trace: Trace,
    /// Rises and falls of tier.
    pub tier_moves: (f64, f64),
    /// What falls on each partner.
    pub own: Own,
}

/// By partner: what of a record's sums is its own. What it wins and is paid stands in deals and postings.
#[derive(Clone, Debug, Default)]
pub struct Own {
    /// Sums with mean zero, in margin.
    pub noise: Vec<f64>,
    /// Margin expected from deals that are still open at the end.
    pub open_margin: Vec<f64>,
    /// Touches, courses and claims.
    pub running: Vec<f64>,
    /// Fees for what it holds.
    pub fees: Vec<f64>,
    /// Whether it left in the program's year.
    pub left: Vec<bool>,
    /// Whether it ever worked towards some offer.
    pub took_part: Vec<bool>,
}

impl Own {
    /// Nothing yet of so many partners.
    pub fn of(partners: usize) -> Own {
        let column = || vec![0.0; partners];
        Own {
            noise: column(),
            open_margin: column(),
            running: column(),
            fees: column(),
            left: vec![false; partners],
            took_part: vec![false; partners],
        }
    }
}

/// One week of the vendor.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Week {
    /// Won revenue.
    pub revenue: f64,
    /// Margin on it.
    pub margin: f64,
    /// Expected arrivals times their value: smooth, for shapes over time.
    pub expected: f64,
    /// Opportunities.
    pub arrivals: f64,
    /// Payouts and reimbursements booked.
    pub accrued: f64,
    /// The same when they are due.
    pub paid: f64,
    /// Touches, courses and claims.
    pub running: f64,
    /// Fees of partners for what they hold.
    pub fees: f64,
    /// Partners that take part, in weeks of the program's year.
    pub partners: f64,
    /// Their mean fatigue index.
    pub fatigue: f64,
    /// The share of them with a portal visit in four weeks.
    pub visitors: f64,
    /// The share of them that work towards some offer.
    pub active: f64,
}

/// A won deal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Won {
    /// Its number.
    pub deal: u64,
    /// Whose.
    pub partner: u32,
    /// In which line.
    pub line: u16,
    /// The place of the product; `None` where the program declares none.
    pub product: Option<u16>,
    /// When it closed.
    pub day: i32,
    /// Minor units that stay sold: none where it comes back before the end.
    pub amount: i64,
}

/// Fatigue of partner-weeks.
#[derive(Clone, Debug, Default)]
pub struct Fatigue {
    /// Sum of indices.
    pub sum: f64,
    /// Partner-weeks with an index above 0.3.
    pub above_low: f64,
    /// Partner-weeks with an index above 0.5.
    pub above_high: f64,
    /// By partner: sum of indices, weeks, and weeks with an index above 0.5.
    pub by_partner: Vec<[f64; 3]>,
}

/// The five sums with mean zero: each is a step of a process less what was expected of it.
/// Henderson and Glynn (2002) use such compensators as control variates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Martingale {
    /// Opportunities that came less those expected, at their expected value.
    Arrivals = 0,
    /// Sizes less the mean size, times the chance to win.
    Sizes = 1,
    /// Chance to win given quality less the mean chance, times size.
    Qualities = 2,
    /// Won or not less the chance, times size.
    Wins = 3,
    /// Left or not less the chance, times what the partner would still have sold.
    Leaving = 4,
}

impl Record {
    /// Adds to a martingale, of a partner.
    pub fn drift(&mut self, which: Martingale, partner: usize, (revenue, margin): (f64, f64)) {
        self.revenue_martingales[which as usize] += revenue;
        self.margin_martingales[which as usize] += margin * revenue;
        self.own.noise[partner] += margin * revenue;
    }

    /// Won revenue and what the open pipeline is worth.
    pub fn revenue(&self) -> f64 {
        self.weeks.iter().map(|week| week.revenue).sum::<f64>() + self.pipeline_revenue
    }

    /// Margin on it.
    pub fn margin(&self) -> f64 {
        self.weeks.iter().map(|week| week.margin).sum::<f64>() + self.pipeline_margin
    }

    /// Everything the program cost.
    pub fn cost(&self) -> f64 {
        self.weeks
            .iter()
            .map(|week| week.accrued + week.running)
            .sum()
    }
}
