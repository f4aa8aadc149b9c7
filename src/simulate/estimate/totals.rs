//! One replication of one world in numbers: what statistics are made of and what is written as a
//! table. A row of plain numbers, each with a name and a unit; no statistics here.

use serde::{Deserialize, Serialize};

use crate::simulate::engine::ledger::Sort;
use crate::simulate::engine::record::Record;
use crate::simulate::estimate::statistics::order_statistic;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Units of the program's currency.
    Money,
    /// A part of 1.
    Share,
    /// A number of things.
    Count,
    /// Weeks.
    Weeks,
}

impl Unit {
    /// The word in results.
    pub const fn word(self) -> &'static str {
        match self {
            Unit::Money => "money",
            Unit::Share => "share",
            Unit::Count => "count",
            Unit::Weeks => "weeks",
        }
    }
}

macro_rules! totals {
    ($($(#[doc = $doc:literal])* $name:ident: $unit:ident,)*) => {
        /// One replication of one world.
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Totals { $($(#[doc = $doc])* pub $name: f64,)* }

        /// Every number with its name and unit, in the order in which tables hold them.
        pub const COLUMNS: &[(&str, Unit, fn(&Totals) -> f64)] =
            &[$((stringify!($name), Unit::$unit, |totals| totals.$name),)*];
    };
}

totals! {
    /// Won revenue and what the open pipeline is worth.
    revenue: Money,
    /// The vendor's margin on it.
    margin: Money,
    /// Revenue won in the program's own year.
    revenue_in_year: Money,
    /// Of the revenue, what deals are worth that are still open when the weeks end.
    open_revenue: Money,
    /// The margin on it.
    open_margin: Money,
    /// The sum of martingales in revenue: zero in the mean.
    revenue_noise: Money,
    /// The sum of martingales in margin.
    margin_noise: Money,
    /// Payouts and reimbursements booked.
    payouts: Money,
    /// Those of the program's own year.
    payouts_in_year: Money,
    /// Touches, courses, claims and a year of staff.
    running_costs: Money,
    /// Fees of partners for tiers and specializations.
    fees: Money,
    /// The most that was booked and not yet due at one time.
    outstanding: Money,
    /// Revenue of won deals that drew a payout.
    paid_revenue: Money,
    /// Margin on it.
    paid_margin: Money,
    /// Deals won.
    won: Count,
    /// Opportunities.
    opportunities: Count,
    /// Mean fatigue index of partner-weeks.
    fatigue_index: Share,
    /// The 95th percentile over partners of their mean index.
    fatigue_p95: Share,
    /// Share of partner-weeks with an index above 0.3.
    share_above_low: Share,
    /// Share of partner-weeks with an index above 0.5, the limit.
    share_over_limit: Share,
    /// Mean weeks of a partner with an index above it.
    weeks_over_limit: Weeks,
    /// The 95th percentile over partners of their weeks above it.
    weeks_over_limit_p95: Weeks,
    /// Share of partners that ever worked towards an offer.
    participation: Share,
    /// Share of partner-weeks in which one was worked towards.
    weekly_participation: Share,
    /// Mean share of partners with a portal visit in four weeks.
    portal_adoption: Share,
    /// Protected deals decided.
    protected_decided: Count,
    /// Of them won.
    protected_won: Count,
    /// Credit of funds.
    credit: Money,
    /// Credit used.
    credit_used: Money,
    /// Partners that left in the program's year, as a share.
    churn: Share,
    /// Enrolments that ended.
    enrolments_ended: Count,
    /// Of them with a pass.
    completions: Count,
    /// Touches delivered.
    touches: Count,
    /// Opens that fatigue prevented, in expectation.
    lost_opens: Count,
    /// Claims on funds.
    claims: Count,
    /// Of those on funds that say how claims are decided, those that are over.
    claims_over: Count,
    /// Of them paid nothing.
    claims_refused: Count,
    /// Rises of tier.
    rises: Count,
    /// Falls of tier.
    falls: Count,
    /// Budgets that were gone.
    gone_budgets: Count,
    /// Share of revenue of the fifth of partners that sold most.
    top_fifth: Share,
    /// Revenue won by the half of partners that sells less without a program.
    small_revenue: Money,
    /// Payouts and reimbursements to them.
    small_payouts: Money,
    /// Payouts on what would have been paid without the program too.
    subsidised: Money,
    /// Payouts on deals that would have been won later without the program.
    pulled_forward: Money,
    /// Payouts that could be told apart so.
    attributed: Money,
    /// Revenue of deals won without the program and not with it.
    displaced: Money,
}

impl Totals {
    /// The numbers of a record, attribution left out. `fixed` is a year of staff.
    pub fn of(record: &Record, fixed: f64, minor_units: f64, year: i16) -> Totals {
        let mut totals = Totals {
            revenue: record.revenue(),
            margin: record.margin(),
            revenue_in_year: record
                .weeks
                .iter()
                .take(year.max(0) as usize)
                .map(|week| week.revenue)
                .sum(),
            open_revenue: record.pipeline_revenue,
            open_margin: record.pipeline_margin,
            revenue_noise: record.revenue_martingales.iter().sum(),
            margin_noise: record.margin_martingales.iter().sum(),
            payouts: record.weeks.iter().map(|week| week.accrued).sum(),
            payouts_in_year: record
                .weeks
                .iter()
                .take(year.max(0) as usize)
                .map(|w| w.accrued)
                .sum(),
            running_costs: fixed + record.weeks.iter().map(|week| week.running).sum::<f64>(),
            fees: record.weeks.iter().map(|week| week.fees).sum(),
            outstanding: outstanding(record),
            won: record.won.len() as f64,
            opportunities: record.weeks.iter().map(|week| week.arrivals).sum(),
            participation: part(record.participants, record.partners),
            weekly_participation: part(record.active_weeks, record.partner_weeks),
            portal_adoption: part(record.portal, record.program_weeks),
            protected_decided: record.protected_closed,
            protected_won: record.protected_won,
            churn: part(record.left, record.partners),
            enrolments_ended: record.enrolments_ended,
            completions: record.completions,
            touches: record.touches,
            lost_opens: record.lost_opens,
            claims: record.claims,
            claims_over: record.claims_over.0,
            claims_refused: record.claims_over.1,
            rises: record.tier_moves.0,
            falls: record.tier_moves.1,
            gone_budgets: record.gone.iter().flatten().count() as f64,
            top_fifth: top_fifth(record),
            ..Totals::default()
        };
        totals.add_fatigue(record);
        for posting in &record.postings {
            let amount = posting.amount as f64 / minor_units;
            match posting.sort {
                Sort::Credit => totals.credit += amount,
                Sort::Reimbursement => totals.credit_used += amount,
                Sort::Payout | Sort::Lapse => {}
            }
        }
        totals
    }

    fn add_fatigue(&mut self, record: &Record) {
        let weeks = record.partner_weeks;
        self.fatigue_index = part(record.fatigue.sum, weeks);
        self.share_above_low = part(record.fatigue.above_low, weeks);
        self.share_over_limit = part(record.fatigue.above_high, weeks);
        let all = record.fatigue.by_partner.iter();
        let (means, over): (Vec<f64>, Vec<f64>) = all
            .filter(|[_, weeks, _]| *weeks > 0.0)
            .map(|[sum, weeks, over]| (sum / weeks, *over))
            .unzip();
        self.weeks_over_limit = part(record.fatigue.above_high, over.len() as f64);
        self.fatigue_p95 = one_in_twenty(means);
        self.weeks_over_limit_p95 = one_in_twenty(over);
    }

    /// The vendor's margin, and what partners pay beside it.
    pub fn gain(&self) -> f64 {
        self.margin + self.fees
    }

    /// Everything the program cost.
    pub fn cost(&self) -> f64 {
        self.payouts + self.running_costs
    }
}

/// A part of a whole; 0 of nothing.
pub(in crate::simulate) fn part(some: f64, all: f64) -> f64 {
    if all > 0.0 { some / all } else { 0.0 }
}

/// The 95th percentile of values in any order; 0 of none.
fn one_in_twenty(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    order_statistic(&values, 0.95).unwrap_or(0.0)
}

/// The most that was booked and not yet paid at the end of a week.
fn outstanding(record: &Record) -> f64 {
    let (mut open, mut most) = (0.0_f64, 0.0_f64);
    for week in &record.weeks {
        open += week.accrued - week.paid;
        most = most.max(open);
    }
    most
}

/// The share of revenue of the fifth of partners that sold most.
fn top_fifth(record: &Record) -> f64 {
    let mut sold = vec![0.0; record.partners as usize];
    for won in &record.won {
        if let Some(sum) = sold.get_mut(won.partner as usize) {
            *sum += won.amount as f64;
        }
    }
    sold.sort_by(|a, b| b.total_cmp(a));
    // The sum of no floats is minus zero.
    let top = sold
        .iter()
        .take(sold.len() / 5)
        .fold(0.0, |sum, each| sum + each);
    part(top, sold.iter().sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::engine::record::{Fatigue, Week, Won};

    #[test]
    fn outstanding_is_booked_less_paid() {
        let week = |accrued, paid| Week {
            accrued,
            paid,
            ..Week::default()
        };
        let record = Record {
            weeks: vec![
                week(5.0, 0.0),
                week(3.0, 1.0),
                week(0.0, 6.0),
                week(2.0, 0.0),
            ],
            ..Record::default()
        };
        assert_eq!(outstanding(&record), 7.0);
        let totals = Totals::of(&record, 10.0, 100.0, 2);
        assert_eq!((totals.payouts, totals.payouts_in_year), (10.0, 8.0));
        assert_eq!(totals.cost(), 20.0);
    }

    #[test]
    fn the_top_fifth_of_ten_are_two() {
        let won = |partner: u32, amount| Won {
            product: None,
            deal: 0,
            partner,
            line: 0,
            day: 0,
            amount,
        };
        let record = Record {
            partners: 10.0,
            won: vec![won(0, 50), won(1, 30), won(2, 10), won(3, 10)],
            ..Record::default()
        };
        assert_eq!(top_fifth(&record), 0.8);
        assert_eq!(top_fifth(&Record::default()), 0.0);
    }

    #[test]
    fn weeks_over_the_limit_by_hand() {
        // Twenty partners that took part, over the limit in 1 to 20 weeks, and one that left before the first week:
        // 210 weeks of 20 are 10.5 each, and nineteen of twenty have at most 19.
        let mut by_partner: Vec<[f64; 3]> =
            (1..=20).map(|own| [0.0, 52.0, f64::from(own)]).collect();
        by_partner.push([0.0; 3]);
        let record = Record {
            partner_weeks: 1040.0,
            fatigue: Fatigue {
                above_high: 210.0,
                by_partner,
                ..Fatigue::default()
            },
            ..Record::default()
        };
        let totals = Totals::of(&record, 0.0, 100.0, 52);
        let weeks = (totals.weeks_over_limit, totals.weeks_over_limit_p95);
        assert_eq!(weeks, (10.5, 19.0));
        assert_eq!(totals.share_over_limit, 210.0 / 1040.0);
        let nobody = Totals::of(&Record::default(), 0.0, 100.0, 52);
        assert_eq!(nobody.weeks_over_limit_p95, 0.0);
    }

    #[test]
    fn every_column_reads_its_own_field() {
        let totals = Totals {
            revenue: 1.0,
            displaced: 2.0,
            ..Totals::default()
        };
        let read: Vec<f64> = COLUMNS.iter().map(|(_, _, read)| read(&totals)).collect();
        assert_eq!(read.iter().sum::<f64>(), 3.0);
        assert_eq!((read[0], read[COLUMNS.len() - 1]), (1.0, 2.0));
    }
}
