//! What payouts were spent on, deal by deal against the world without a program: deals that are won
//! anyway in time, deals that are won anyway but later, and new ones. Deals have one number in every
//! world, so this is read off and not modelled.

use std::collections::BTreeMap;

use crate::base::id::IncentiveId;
use crate::simulate::book::facts::deal_of;
use crate::simulate::engine::ledger::{Earned, Part, Posted, Sort};
use crate::simulate::engine::plan::{Offer, Plan};
use crate::simulate::engine::record::Record;
use crate::simulate::estimate::totals::Totals;
use crate::simulate::run::forecast::IncentiveTotals;

/// Two worlds, and what the payouts of one rest on.
#[derive(Clone, Copy)]
pub struct Worlds<'a> {
    /// The program as the engine saw it.
    pub plan: &'a Plan,
    /// With it.
    pub program: &'a Record,
    /// What it paid for periods, deal by deal.
    pub parts: &'a [Part],
    /// Without any, or without one incentive.
    pub none: &'a Record,
}

/// The deals that the other world wins and the day on which it does, in the order of their numbers.
struct Anyway(Vec<(u64, i32)>);

impl Anyway {
    fn of(world: &Record) -> Anyway {
        let mut won: Vec<(u64, i32)> = world.won.iter().map(|won| (won.deal, won.day)).collect();
        won.sort_unstable();
        Anyway(won)
    }

    fn day(&self, deal: u64) -> Option<i32> {
        let place = self.0.binary_search_by_key(&deal, |(deal, _)| *deal).ok()?;
        self.0.get(place).map(|(_, day)| *day)
    }
}

type Claim = (u16, u32, Earned);

/// What every claim on these postings adds up to, in minor units, in the order of claims.
fn claims<'p>(postings: impl Iterator<Item = &'p Posted>) -> Vec<(Claim, i64)> {
    let payouts = postings.filter(|each| each.sort == Sort::Payout);
    let mut sums: Vec<(Claim, i64)> = payouts
        .map(|each| ((each.incentive, each.partner, each.earned), each.amount))
        .collect();
    sums.sort_unstable();
    sums.dedup_by(|later, kept| {
        let same = later.0 == kept.0;
        if same {
            kept.1 += later.1;
        }
        same
    });
    sums
}

impl Worlds<'_> {
    /// Tells one incentive's payouts apart against a world that lacks this incentive alone.
    pub fn attribute_one(&self, id: IncentiveId, incentives: &mut [IncentiveTotals]) {
        let is_own = |incentive: u16| incentive == id.0;
        let postings = self.program.postings.iter();
        let claims = claims(postings.filter(|each| is_own(each.incentive)));
        let parts = self.parts.iter().filter(|each| is_own(each.incentive));
        let told = self.tell(&claims, parts, incentives.len());
        if let (Some(own), Some(told)) = (incentives.get_mut(id.index()), told.get(id.index())) {
            own.subsidised = told.in_time;
            own.pulled_forward = told.later;
            own.attributed = told.all;
        }
    }

    /// Fills the attribution of a replication, in all and by incentive.
    pub fn attribute(&self, totals: &mut Totals, incentives: &mut [IncentiveTotals]) {
        let claims = claims(self.program.postings.iter());
        let told = self.tell(&claims, self.parts.iter(), incentives.len());
        for (own, told) in incentives.iter_mut().zip(&told) {
            own.attributed += told.all;
            own.subsidised += told.in_time;
            own.pulled_forward += told.later;
            totals.attributed += told.all;
            totals.subsidised += told.in_time;
            totals.pulled_forward += told.later;
        }
        self.add_displaced(totals);
        self.add_paid_deals(&claims, totals);
    }

    /// Tells the payouts of some claims and parts of deals apart, by incentive.
    fn tell<'p>(
        &self,
        claims: &[(Claim, i64)],
        parts: impl Iterator<Item = &'p Part>,
        incentives: usize,
    ) -> Vec<Told> {
        let units = self.plan.minor_units;
        let anyway = Anyway::of(self.none);
        let mut told = vec![Told::default(); incentives];
        for ((incentive, _, earned), amount) in claims.iter().copied() {
            let Some(own) = told.get_mut(usize::from(incentive)) else {
                continue;
            };
            if amount <= 0 {
                continue;
            }
            let paid = amount as f64 / units;
            match earned {
                Earned::Period(..) => own.all += paid,
                Earned::Event(word) => {
                    // What rests on no deal, as a certificate does not, is not told apart.
                    let Some(deal) = deal_of(word) else { continue };
                    let last = self.offer(incentive).map_or(i32::MAX, |offer| offer.days.1);
                    own.all += paid;
                    own.add(paid, when(&anyway, deal, last));
                }
            }
        }
        for part in parts {
            if let Some(own) = told.get_mut(usize::from(part.incentive)) {
                let when = when(&anyway, part.deal, part.until);
                own.add(part.amount as f64 / units, when);
            }
        }
        told
    }

    fn add_displaced(&self, totals: &mut Totals) {
        let won = Anyway::of(self.program);
        let lost = self
            .none
            .won
            .iter()
            .filter(|each| won.day(each.deal).is_none());
        totals.displaced = lost.map(|each| each.amount as f64).sum::<f64>() / self.plan.minor_units;
    }

    fn offer(&self, incentive: u16) -> Option<&Offer> {
        let mut offers = self.plan.offers.iter();
        offers.find(|offer| offer.place == incentive)
    }

    /// Revenue and margin of won deals that drew a payout, by themselves or in a period.
    fn add_paid_deals(&self, claims: &[(Claim, i64)], totals: &mut Totals) {
        let mut deals = Vec::new();
        let mut periods: BTreeMap<u32, Vec<(u16, i32, i32)>> = BTreeMap::new();
        for ((incentive, partner, earned), amount) in claims.iter().copied() {
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
        deals.sort_unstable();
        for won in &self.program.won {
            let in_period = periods.get(&won.partner).is_some_and(|periods| {
                periods.iter().any(|(incentive, first, last)| {
                    (*first..=*last).contains(&won.day) && self.counts(*incentive, won.line)
                })
            });
            if in_period || deals.binary_search(&won.deal).is_ok() {
                let revenue = won.amount as f64 / self.plan.minor_units;
                totals.paid_revenue += revenue;
                totals.paid_margin += revenue * self.plan.lines[usize::from(won.line)].margin;
            }
        }
    }

    fn counts(&self, incentive: u16, line: u16) -> bool {
        let share = self
            .offer(incentive)
            .and_then(|offer| offer.lines.get(usize::from(line)));
        share.is_some_and(|share| *share > 0.0)
    }
}

/// One incentive's payouts, told apart.
#[derive(Clone, Copy, Default)]
struct Told {
    all: f64,
    in_time: f64,
    later: f64,
}

impl Told {
    fn add(&mut self, paid: f64, when: Option<When>) {
        match when {
            None => {}
            Some(When::InTime) => self.in_time += paid,
            Some(When::Later) => self.later += paid,
        }
    }
}

/// When a deal that drew a payout is won in the other world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// By the last day of the window that pays it.
    InTime,
    /// After it.
    Later,
}

/// `None` for a deal that the other world does not win.
fn when(anyway: &Anyway, deal: u64, last: i32) -> Option<When> {
    let day = anyway.day(deal)?;
    Some(if day <= last {
        When::InTime
    } else {
        When::Later
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::behaviour::reward::Recipient;
    use crate::simulate::book::facts::{letter, symbol};
    use crate::simulate::engine::plan::{Line, Offer, Pays};
    use crate::simulate::engine::record::Won;

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
            paid_part: 1.0,
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

    fn part(deal: u64, amount: i64) -> Part {
        Part {
            incentive: 1,
            deal,
            until: 90,
            amount,
        }
    }

    #[test]
    fn payouts_are_told_apart_deal_by_deal() {
        // Of the offer that ends on day 20: deal 1 is won on that day anyway, deal 2 on the next,
        // deal 3 never, deal 5 before. Of the quarter that ends on day 90 10.00 of 100.00 lie on
        // deal 1, 20.00 on deal 2, 25.00 on deal 3, and 45.00 on no deal. Deal 4 is lost to the
        // program.
        let plan = Plan {
            lines: vec![Line {
                hash: 0,
                margin: 0.5,
                products: Vec::new(),
            }],
            offers: vec![offer(0, (3, 20)), offer(1, (0, 363))],
            minor_units: 100.0,
            ..Plan::default()
        };
        let certificate = Earned::Event(symbol(letter::CERTIFICATE, 1).word());
        let program = Record {
            won: vec![won(1, 3), won(2, 4), won(3, 5), won(5, 9)],
            postings: vec![
                posted(0, sale(1), 500),
                posted(0, sale(2), 300),
                posted(0, sale(3), 250),
                posted(0, sale(3), -50),
                posted(0, sale(5), 700),
                posted(0, certificate, 900),
                posted(1, Earned::Period(0, 90), 10_000),
            ],
            ..Record::default()
        };
        let none = Record {
            won: vec![won(1, 20), won(2, 91), won(4, 6), won(5, 1)],
            ..Record::default()
        };
        let parts = [part(1, 1_000), part(2, 2_000), part(3, 2_500)];
        let worlds = Worlds {
            plan: &plan,
            program: &program,
            parts: &parts,
            none: &none,
        };
        let mut totals = Totals::default();
        let mut own = vec![IncentiveTotals::default(); 2];
        worlds.attribute(&mut totals, &mut own);
        assert_eq!(totals.attributed, 117.0);
        assert_eq!(totals.subsidised, 5.0 + 7.0 + 10.0);
        assert_eq!(totals.pulled_forward, 3.0 + 20.0);
        assert_eq!(totals.displaced, 100.0);
        assert_eq!((own[0].subsidised, own[1].subsidised), (12.0, 10.0));
        assert_eq!((totals.paid_revenue, totals.paid_margin), (400.0, 200.0));
    }
}
