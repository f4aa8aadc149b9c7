//! What payouts were spent on, deal by deal against the world without a program: sales that would
//! have happened anyway in the same time, sales that would have happened later, and new ones. Deals
//! have one number in every world, so this is read off and not modelled.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use crate::base::id::IncentiveId;
use crate::simulate::engine::ledger::{Earned, Posted, Sort};
use crate::simulate::engine::plan::Plan;
use crate::simulate::engine::record::{Record, Won};
use crate::simulate::facts::deal_of;
use crate::simulate::forecast::IncentiveTotals;
use crate::simulate::totals::Totals;

/// Two worlds and what the program would have paid on the sales of the other.
#[derive(Clone, Copy)]
pub struct Worlds<'a> {
    /// The program as the engine saw it.
    pub plan: &'a Plan,
    /// With it.
    pub program: &'a Record,
    /// Without any, or without one incentive.
    pub none: &'a Record,
    /// What the program would have posted on the sales of `none`.
    pub shadow: &'a [Posted],
}

type Claim = (u16, u32, Earned);

/// What every claim adds up to, in minor units.
fn claims(postings: &[Posted]) -> BTreeMap<Claim, i64> {
    let mut sums = BTreeMap::new();
    for posting in postings
        .iter()
        .filter(|posting| posting.sort == Sort::Payout)
    {
        *sums
            .entry((posting.incentive, posting.partner, posting.earned))
            .or_insert(0) += posting.amount;
    }
    sums
}

impl Worlds<'_> {
    /// Tells one incentive's payouts apart against a world that lacks this incentive alone.
    pub fn attribute_one(&self, id: IncentiveId, incentives: &mut [IncentiveTotals]) {
        let mut all = vec![IncentiveTotals::default(); incentives.len()];
        self.attribute(&mut Totals::default(), &mut all);
        if let (Some(own), Some(found)) = (incentives.get_mut(id.index()), all.get(id.index())) {
            own.subsidised = found.subsidised;
            own.pulled_forward = found.pulled_forward;
            own.attributed = found.attributed;
        }
    }

    /// Fills the attribution of a replication, in all and by incentive.
    pub fn attribute(&self, totals: &mut Totals, incentives: &mut [IncentiveTotals]) {
        let units = self.plan.minor_units;
        let shadow = claims(self.shadow);
        let anyway: BTreeMap<u64, &Won> = self.none.won.iter().map(|won| (won.deal, won)).collect();
        let moves = Moves::of(self, &anyway);
        for (claim, amount) in claims(&self.program.postings) {
            if amount <= 0 {
                continue;
            }
            let paid = amount as f64 / units;
            let (subsidised, pulled) = match claim.2 {
                Earned::Event(word) => self.of_event(claim.0, word, paid, &anyway),
                Earned::Period(first, last) => {
                    let would = shadow.get(&claim).copied().unwrap_or(0).clamp(0, amount);
                    let more = (amount - would) as f64 / units;
                    let sales = moves.of_period(claim.0, claim.1, first..=last);
                    (would as f64 / units, more * sales)
                }
            };
            totals.attributed += paid;
            totals.subsidised += subsidised;
            totals.pulled_forward += pulled;
            if let Some(own) = incentives.get_mut(usize::from(claim.0)) {
                own.attributed += paid;
                own.subsidised += subsidised;
                own.pulled_forward += pulled;
            }
        }
        let won: BTreeSet<u64> = self.program.won.iter().map(|won| won.deal).collect();
        let lost = self
            .none
            .won
            .iter()
            .filter(|each| !won.contains(&each.deal));
        totals.displaced = lost.map(|each| each.amount as f64).sum::<f64>() / units;
        self.add_paid_deals(totals);
    }

    /// A payout for one deal: all of it is subsidy when the deal closes anyway while the offer is
    /// live, or is pulled forward when it closes anyway later. A payout for something else than a
    /// deal counts as neither.
    fn of_event(
        &self,
        incentive: u16,
        word: u64,
        paid: f64,
        anyway: &BTreeMap<u64, &Won>,
    ) -> (f64, f64) {
        let Some(won) = deal_of(word).and_then(|deal| anyway.get(&deal)) else {
            return (0.0, 0.0);
        };
        let offer = self
            .plan
            .offers
            .iter()
            .find(|offer| offer.place == incentive);
        let inside = offer.is_none_or(|offer| (offer.days.0..=offer.days.1).contains(&won.day));
        if inside { (paid, 0.0) } else { (0.0, paid) }
    }

    /// Revenue and margin of won deals that drew a payout, by themselves or in a period.
    fn add_paid_deals(&self, totals: &mut Totals) {
        let mut deals = BTreeSet::new();
        let mut periods: BTreeMap<u32, Vec<(u16, i32, i32)>> = BTreeMap::new();
        for ((incentive, partner, earned), amount) in claims(&self.program.postings) {
            match earned {
                _ if amount <= 0 => {}
                Earned::Event(word) => deals.extend(deal_of(word)),
                Earned::Period(first, last) => {
                    periods
                        .entry(partner)
                        .or_default()
                        .push((incentive, first, last));
                }
            }
        }
        for won in &self.program.won {
            let in_period = periods.get(&won.partner).is_some_and(|periods| {
                periods.iter().any(|(incentive, first, last)| {
                    (*first..=*last).contains(&won.day) && self.counts(*incentive, won.line)
                })
            });
            if in_period || deals.contains(&won.deal) {
                let revenue = won.amount as f64 / self.plan.minor_units;
                totals.paid_revenue += revenue;
                totals.paid_margin += revenue * self.plan.lines[usize::from(won.line)].margin;
            }
        }
    }

    fn counts(&self, incentive: u16, line: u16) -> bool {
        let offer = self
            .plan
            .offers
            .iter()
            .find(|offer| offer.place == incentive);
        let share = offer.and_then(|offer| offer.lines.get(usize::from(line)));
        share.is_some_and(|share| *share > 0.0)
    }
}

/// For each partner, its won deals that are not won on the same day without the program: line, day
/// with it, the day without it if it is won then too, amount.
struct Moves<'a> {
    worlds: &'a Worlds<'a>,
    deals: BTreeMap<u32, Vec<(&'a Won, Option<i32>)>>,
}

impl<'a> Moves<'a> {
    fn of(worlds: &'a Worlds<'a>, anyway: &BTreeMap<u64, &Won>) -> Moves<'a> {
        let mut deals: BTreeMap<u32, Vec<(&Won, Option<i32>)>> = BTreeMap::new();
        for won in &worlds.program.won {
            let without = anyway.get(&won.deal).map(|other| other.day);
            if without != Some(won.day) {
                deals.entry(won.partner).or_default().push((won, without));
            }
        }
        Moves { worlds, deals }
    }

    /// Of the sales that a period of an incentive has and would lack without the program, the part
    /// that is won later without it.
    fn of_period(&self, incentive: u16, partner: u32, days: RangeInclusive<i32>) -> f64 {
        let (mut later, mut all) = (0.0, 0.0);
        let counted = self.deals.get(&partner).into_iter().flatten();
        for (won, without) in counted {
            let stays = without.is_some_and(|day| days.contains(&day));
            if !days.contains(&won.day) || stays || !self.worlds.counts(incentive, won.line) {
                continue;
            }
            let amount = won.amount as f64;
            all += amount;
            if without.is_some_and(|day| day > *days.end()) {
                later += amount;
            }
        }
        crate::simulate::totals::part(later, all)
    }
}

/// The week from which the program has paid for itself: margin gained less money paid out, added
/// up, is not below zero there nor in any later week. `None` when it never is.
pub fn payback(program: &Record, none: &Record, fixed: f64) -> Option<u16> {
    let (mut balance, mut since) = (-fixed, None);
    for (week, (with, without)) in (0_u16..).zip(program.weeks.iter().zip(&none.weeks)) {
        balance += with.margin - without.margin - with.paid - with.running;
        since = if balance >= 0.0 {
            since.or(Some(week))
        } else {
            None
        };
    }
    since
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::engine::plan::{Line, Offer, Pays};
    use crate::simulate::engine::record::Week;
    use crate::simulate::reward::Recipient;

    fn offer(place: u16, days: (i32, i32)) -> Offer {
        Offer {
            place,
            name: "x".into(),
            hash: 1,
            days,
            announced: 0,
            pays: Pays::Event,
            is_ranked: false,
            window_end: Vec::new(),
            recipient: Recipient::Company,
            complexity: 0.0,
            delay_weeks: 0.0,
            lines: vec![1.0],
            excludes: Vec::new(),
        }
    }

    fn won(deal: u64, day: i32) -> Won {
        Won {
            product: None,
            deal,
            partner: 0,
            line: 0,
            day,
            amount: 10_000,
        }
    }

    fn sale(deal: u64) -> Earned {
        let symbol = crate::semantics::symbol::Symbol::numbered(b's', deal);
        Earned::Event(symbol.map_or(0, |symbol| symbol.word()))
    }

    fn posted(incentive: u16, earned: Earned, amount: i64) -> Posted {
        Posted {
            incentive,
            partner: 0,
            earned,
            sort: Sort::Payout,
            day: 0,
            due: 0,
            amount,
        }
    }

    #[test]
    fn payouts_are_told_apart_deal_by_deal() {
        // Deal 1 is won anyway in the window, deal 2 later, deal 3 never; the quarter would have
        // been paid 60 of 100 anyway, and of the sales that it would lack half are won in the
        // next quarter. Deal 4 is lost to the program.
        let plan = Plan {
            lines: vec![Line {
                hash: 0,
                margin: 0.5,
                products: Vec::new(),
            }],
            offers: vec![offer(0, (0, 20)), offer(1, (0, 363))],
            minor_units: 100.0,
            ..Plan::default()
        };
        let program = Record {
            won: vec![won(1, 3), won(2, 4), won(3, 5)],
            postings: vec![
                posted(0, sale(1), 500),
                posted(0, sale(2), 300),
                posted(0, sale(3), 250),
                posted(0, sale(3), -50),
                posted(1, Earned::Period(0, 90), 10_000),
            ],
            ..Record::default()
        };
        let none = Record {
            won: vec![won(1, 12), won(2, 95), won(4, 6)],
            ..Record::default()
        };
        let shadow = [posted(1, Earned::Period(0, 90), 6_000)];
        let worlds = Worlds {
            plan: &plan,
            program: &program,
            none: &none,
            shadow: &shadow,
        };
        let mut totals = Totals::default();
        let mut own = vec![IncentiveTotals::default(); 2];
        worlds.attribute(&mut totals, &mut own);
        assert_eq!(totals.attributed, 110.0);
        assert_eq!(totals.subsidised, 65.0);
        assert_eq!(totals.pulled_forward, 3.0 + 20.0);
        assert_eq!(totals.displaced, 100.0);
        assert_eq!((own[0].subsidised, own[1].subsidised), (5.0, 60.0));
        assert_eq!((totals.paid_revenue, totals.paid_margin), (300.0, 150.0));
    }

    #[test]
    fn payback_has_to_last() {
        let weeks = |margins: &[f64]| Record {
            weeks: margins
                .iter()
                .map(|margin| Week {
                    margin: *margin,
                    ..Week::default()
                })
                .collect(),
            ..Record::default()
        };
        let none = weeks(&[0.0; 8]);
        let steady = weeks(&[1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(payback(&steady, &none, 2.0), Some(1));
        let fickle = weeks(&[2.0, 0.0, -1.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(payback(&fickle, &none, 2.0), Some(3));
        let lost = weeks(&[5.0, 0.0, -5.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(payback(&lost, &none, 2.0), None);
        assert_eq!(payback(&none, &none, 2.0), None);
    }
}
