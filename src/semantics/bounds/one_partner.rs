//! What one partner can do to be paid: plans of a bound's deeds, smaller and larger, as the evaluator pays them. Must not believe any
//! bound.

use super::acts::{Act, Group, group_facts};
use super::case::Who;
use super::claimant::of_part;
use super::claims::Deed;
use super::plans::{PARTS, STEP, larger, plans, repeated};
use super::room::refuses;
use super::trial::Trial;
use super::ways::Ways;
use super::{Known, Most, Stratum};
use crate::base::id::{IncentiveId, RegionId, TierId};
use crate::base::period::Days;
use crate::semantics::curve::CurveFault;

impl Trial<'_> {
    /// What one partner of a tier can do to be paid.
    pub(super) fn one(
        &self,
        id: IncentiveId,
        tier: Option<TierId>,
        region: Option<RegionId>,
        span: Days,
    ) -> Result<Ways, CurveFault> {
        let mut ways = Ways::default();
        let Some(incentive) = self.program.incentive(id) else {
            return Ok(ways);
        };
        let stratum = Stratum {
            region: region.map_or(Known::Any, |region| Known::Is(Some(region))),
            ..Stratum::at(tier)
        };
        let claims = of_part(
            (self.program, &self.memo),
            stratum,
            span,
            &incentive.payout,
            false,
        )?;
        if claims.most == Most::ZERO {
            return Ok(ways);
        }
        let who: Who = (tier, claims.home.0.or(region), claims.home.1);
        self.planned((id, who), &claims.deeds, (&claims.most, span), &mut ways);
        let is_bound = |ways: &Ways| claims.most.amount() == Some(ways.best());
        let mut is_open = claims.deeds.iter().any(Deed::is_open);
        // What a limit refuses is paid where less is sold than what a bound asks for.
        if !is_bound(&ways) && !is_open && refuses(&incentive.payout) {
            let deeds: Vec<Deed> = claims.deeds.iter().map(|deed| deed.open()).collect();
            self.planned((id, who), &deeds, (&claims.most, span), &mut ways);
            is_open = true;
        }
        if !is_bound(&ways) && is_open {
            self.closer(id, &mut ways, &claims.most, span);
            self.repeated(id, &mut ways, &claims.most, span);
        }
        Ok(self.thinned(id, ways, span))
    }

    /// Plays the plans of some deeds, until one is paid the most.
    fn planned(
        &self,
        (id, who): (IncentiveId, Who),
        deeds: &[Deed],
        (most, span): (&Most, Days),
        ways: &mut Ways,
    ) {
        for plan in plans(self.program, id, who, deeds) {
            let mut held = 0;
            let mut idle = 0_u8;
            let mut before: Vec<Act> = Vec::new();
            for acts in plan {
                // What is assumed may let no more be done.
                if acts == before {
                    break;
                }
                before.clone_from(&acts);
                let paid = self.paid_alone(id, who, &acts, span);
                if ways.add(paid, self.group(id, who, acts)) && most.amount() == Some(paid) {
                    return;
                }
                // More of the same brings nothing more.
                idle = if paid > held {
                    0
                } else {
                    idle.saturating_add(u8::from(held > 0))
                };
                held = held.max(paid);
                if idle > 2 {
                    break;
                }
            }
        }
    }

    /// The best way with more sold, where sales were tried in steps and those of the next are paid less: what a limit refuses
    /// begins somewhere between.
    fn closer(&self, id: IncentiveId, ways: &mut Ways, most: &Most, span: Days) {
        let Some((best, group)) = ways.0.last().cloned() else {
            return;
        };
        let paid = |parts: i128| {
            let acts = larger(self.program, group.who, &group.acts, parts);
            (self.paid_alone(id, group.who, &acts, span), acts)
        };
        let (mut low, mut high) = (PARTS, PARTS.saturating_mul(STEP));
        if most.amount() == Some(best) || paid(high).0 >= best {
            return;
        }
        while high.saturating_sub(low) > 1 {
            let middle = low.saturating_add(high).div_euclid(2);
            let (paid, acts) = paid(middle);
            if paid < ways.best() {
                high = middle;
                continue;
            }
            low = middle;
            if ways.add(paid, self.group(id, group.who, acts)) && most.amount() == Some(paid) {
                return;
            }
        }
    }

    /// As often as the best way must be gone to be paid the most, where each time may be paid as much.
    fn repeated(&self, id: IncentiveId, ways: &mut Ways, most: &Most, span: Days) {
        let (Some((paid, group)), Some(most)) = (ways.0.last(), most.amount()) else {
            return;
        };
        let often = most.checked_div(*paid).unwrap_or(0);
        let often = often.saturating_add(i128::from(often.saturating_mul(*paid) < most));
        if often > 1 {
            let (who, acts) = (
                group.who,
                repeated(self.program, group.who, &group.acts, often),
            );
            let paid = self.paid_alone(id, who, &acts, span);
            ways.add(paid, self.group(id, who, acts));
        }
    }

    fn group(&self, id: IncentiveId, who: Who, acts: Vec<Act>) -> Group {
        Group {
            partners: 1,
            who,
            incentives: vec![id],
            acts,
        }
    }

    fn paid_alone(&self, id: IncentiveId, who: Who, acts: &[Act], span: Days) -> i128 {
        let group = self.group(id, who, acts.to_vec());
        let case = group_facts(self.program, &group, "acme", "");
        let paid = self.stage(&[id]).play(&case);
        paid.map_or(0, |paid| paid.by(id, span))
    }

    /// The best way without what adds nothing to it.
    fn thinned(&self, id: IncentiveId, mut ways: Ways, span: Days) -> Ways {
        let Some((paid, best)) = ways.0.last_mut() else {
            return ways;
        };
        for place in (0..best.acts.len()).rev() {
            let mut fewer = best.acts.clone();
            fewer.remove(place);
            if !fewer.is_empty() && self.paid_alone(id, best.who, &fewer, span) == *paid {
                best.acts = fewer;
            }
        }
        ways
    }
}
