//! The one match over all shapes: what each gives.

mod given;
mod less;

use super::amount::{Award, Emptied, fitted, fitted_accounts};
use super::argument::{measured, money, names, quantity};
use super::desk::{Desk, Draft, Wait, join, lessen};
use super::{Detail, Scene, Trouble, bands};
use crate::base::ratio::Ratio;
use crate::payout::measure::Reading;
use crate::payout::test::Test;
use crate::payout::{Blocks, Cap, Payout, Quantity, Source};
use crate::semantics::phrase::Arg;
use crate::semantics::walk;
use crate::semantics::why::Why;

/// Evaluates a payout on an occasion.
pub fn evaluate(payout: &Payout, scene: &Scene, desk: &Desk) -> Result<Award, Trouble> {
    let mut evaluation = Evaluation {
        scene,
        desk,
        drafts: Vec::new(),
        waits: Vec::new(),
    };
    let part = evaluation.part(payout)?;
    let mut award = part.unwrap_or_default();
    let takings = evaluation.drafts.into_iter();
    award.takings = takings
        .map(|draft| draft.taking(scene.rounding()))
        .collect();
    award.waits = evaluation.waits;
    Ok(award)
}

struct Evaluation<'e, 'a> {
    scene: &'e Scene<'a>,
    desk: &'e Desk<'e>,
    drafts: Vec<Draft>,
    waits: Vec<Wait>,
}

/// Nothing where the payout has no part in this occasion.
type Part = Option<Award>;
/// What of an amount passes a limit, and what it takes of it.
type Passed = (Ratio, Vec<Draft>);

impl Evaluation<'_, '_> {
    fn part(&mut self, payout: &Payout) -> Result<Part, Trouble> {
        match payout {
            Payout::Fixed(quantity) => {
                let amount = self.scene.amount(*quantity)?;
                Ok(Some(self.plain(amount, "award.fixed", |_| Vec::new())))
            }
            Payout::Share { rate, of } => self.share(*rate, of).map(Some),
            Payout::PerEvent { each, count } => {
                self.each_of(*each, count, "award.per_event").map(Some)
            }
            Payout::PerStep {
                each,
                step,
                of,
                blocks,
            } => self.steps(*each, *step, of, *blocks).map(Some),
            Payout::Bands(table) => bands::award(self.scene, table).map(Some),
            Payout::Spread(spread) => self.spread_of(spread).map(Some),
            Payout::Sum(parts) => self.sum(parts),
            Payout::Least(parts) => self.extreme(parts, false),
            Payout::Greatest(parts) => self.extreme(parts, true),
            Payout::When { test, then } => self.when(test, then),
            Payout::Net { less, payout } => self.net(less, payout),
            Payout::Larger { payout, .. } if self.scene.alone => self.part(payout),
            Payout::Larger { than, payout } => {
                let part = self.part(payout)?;
                part.map(|part| self.larger(than, part)).transpose()
            }
            Payout::Choose { across, arms } => match self.scene.member(*across, None) {
                None => Ok(Some(self.nothing("award.no_member"))),
                Some(place) => match arms.get(place).and_then(Option::as_ref) {
                    None => Ok(Some(self.nothing("award.no_arm"))),
                    Some(arm) => self.part(arm),
                },
            },
            Payout::Over { occasion, payout } => match self.scene.trigger {
                Some(trigger) if !same(trigger, occasion) => Ok(None),
                Some(_) | None => self.part(payout),
            },
            Payout::Cap { cap, payout } => self.cap(cap, payout),
            Payout::Draw { from, payout } => self.draw(*from, payout),
            Payout::Rank { key, least, .. } => self.place(payout, key, *least).map(Some),
            Payout::Split { parts, payout } => {
                let part = self.part(payout)?;
                Ok(part.map(|part| Award {
                    accounts: parts.clone(),
                    ..part
                }))
            }
            Payout::Guarantee { guarantee, payout } => self.guaranteed(guarantee, payout),
            Payout::Valued { each, payout, .. } => self.valued(*each, payout),
            Payout::Shared { payout, .. } if self.scene.undivided => self.part(payout),
            Payout::Shared { among, payout } => self.shared(*among, payout),
            // What takes an award back, when it is paid and what posts the difference is the fold's work:
            // on one occasion all of them give what they hold.
            Payout::Undo { payout, .. }
            | Payout::Hold { payout, .. }
            | Payout::Instalments { payout, .. }
            | Payout::TrueUp(payout) => self.part(payout),
        }
    }

    fn share(&self, rate: Ratio, of: &Reading) -> Result<Award, Trouble> {
        let basis = self.scene.basis(of)?;
        let award = self.plain(rate.times(basis)?, "award.share", |scene| {
            vec![Arg::Rate(rate), measured(scene, of, basis)]
        });
        Ok(self.spread(award, of))
    }

    fn each_of(
        &self,
        each: Quantity,
        count: &Reading,
        key: &'static str,
    ) -> Result<Award, Trouble> {
        let number = self.scene.total(count)?.max(Ratio::ZERO);
        let one = self.scene.amount(each)?;
        let award = self.plain(one.times(number)?, key, |scene| {
            vec![quantity(scene, each, one), measured(scene, count, number)]
        });
        Ok(self.spread(award, count))
    }

    fn steps(
        &self,
        each: Quantity,
        step: Ratio,
        of: &Reading,
        blocks: Blocks,
    ) -> Result<Award, Trouble> {
        let basis = self.scene.basis(of)?;
        let one = self.scene.amount(each)?;
        let steps = if step <= Ratio::ZERO {
            Ratio::ZERO
        } else {
            basis.over(step)?
        };
        let (steps, key) = match blocks {
            Blocks::Whole => (Ratio::whole(steps.floor()), "award.per_whole_step"),
            Blocks::InProportion => (steps, "award.in_proportion"),
        };
        let award = self.plain(one.times(steps)?, key, |scene| {
            vec![
                quantity(scene, each, one),
                measured(scene, of, step),
                measured(scene, of, basis),
            ]
        });
        Ok(self.spread(award, of))
    }

    fn sum(&mut self, parts: &[Payout]) -> Result<Part, Trouble> {
        let mut sum: Part = None;
        let mut reasons = Vec::new();
        let own = self
            .scene
            .offer
            .map(|offer| offer.incentive.payment.account);
        let parted = self.scene.parted(parts)?;
        let mut less = parted.iter().flatten();
        for part in parts {
            let part = match less.next() {
                Some(less) => self.lessened(*less, part)?,
                None => self.part(part)?,
            };
            let Some(mut part) = part else {
                continue;
            };
            part.lines = fitted(part.lines, part.amount)?;
            part.accounts = fitted_accounts(part.accounts, part.amount, own)?;
            reasons.extend(part.why.take());
            sum = Some(match sum {
                None => part,
                Some(mut sum) => {
                    sum.amount = sum.amount.plus(part.amount)?;
                    sum.lines.extend(part.lines);
                    sum.accounts.extend(part.accounts);
                    sum.emptied = sum.emptied.or(part.emptied);
                    sum
                }
            });
        }
        if parts.is_empty() {
            return Ok(Some(self.nothing("award.nothing")));
        }
        Ok(sum.map(|mut sum| {
            sum.why = joined("award.sum", sum.amount, reasons);
            sum
        }))
    }

    fn extreme(&mut self, parts: &[Payout], greatest: bool) -> Result<Part, Trouble> {
        let key = if greatest {
            "award.greatest"
        } else {
            "award.least"
        };
        let mut best: Option<(Award, Vec<Draft>, Vec<Wait>)> = None;
        let mut reasons = Vec::new();
        for part in parts {
            let (drafts, waits) = (self.drafts.len(), self.waits.len());
            let part = self.part(part)?;
            let own = self.drafts.split_off(drafts);
            let waiting = self.waits.split_off(waits);
            let Some(mut part) = part else {
                continue;
            };
            let why = part.why.take();
            reasons.extend(why.map(|why| if greatest { why } else { why.as_limit() }));
            let better = match &best {
                None => true,
                Some((best, ..)) if greatest => part.amount > best.amount,
                Some((best, ..)) => part.amount < best.amount,
            };
            if better {
                best = Some((part, own, waiting));
            }
        }
        if parts.is_empty() {
            return Ok(Some(self.nothing("award.nothing")));
        }
        Ok(best.map(|(mut award, drafts, waits)| {
            self.drafts.extend(drafts);
            self.waits.extend(waits);
            award.why = joined(key, award.amount, reasons);
            award
        }))
    }

    fn when(&mut self, test: &Test, then: &Payout) -> Result<Part, Trouble> {
        if !self.scene.holds(test)? {
            // A version of other days has no part in this occasion, and so none in its caps and its pool.
            let is_of_other_days = matches!(test, Test::Within(..));
            return Ok((!is_of_other_days).then(|| self.nothing("award.not_met")));
        }
        let part = self.part(then)?;
        Ok(part.map(|part| {
            let rests_on_nothing = part.lines.is_empty() && part.amount > Ratio::ZERO;
            match walk::figures(test)
                .first()
                .and_then(|it| walk::first_reading(it))
            {
                Some(reading) if rests_on_nothing => self.spread(part, reading),
                Some(_) | None => part,
            }
        }))
    }

    fn cap(&mut self, cap: &Cap, payout: &Payout) -> Result<Part, Trouble> {
        let (scene, desk) = (self.scene, self.desk);
        // Whose limit is nothing is not one that it is for.
        let by = || {
            let gives = scene.limit(cap).is_ok_and(|limit| limit > Ratio::ZERO);
            gives.then(|| Emptied::Cap(cap.clone()))
        };
        self.limited(payout, ("award.capped", by), |wanted, now, _| {
            scene.capped(cap, wanted, desk, now)
        })
    }

    fn draw(&mut self, from: Source, payout: &Payout) -> Result<Part, Trouble> {
        let (scene, desk) = (self.scene, self.desk);
        match from {
            Source::Budget(id) => {
                let by = || Some(Emptied::Budget(id));
                self.limited(payout, ("award.budget", by), |wanted, now, waits| {
                    let (granted, own) = scene.drawn(id, wanted, desk, now, waits)?;
                    Ok((granted, own.into_iter().collect()))
                })
            }
            // Whose credit is not enough is told so of its claim.
            Source::Credit => self.limited(payout, ("award.credit", || None), |wanted, now, _| {
                let (granted, own) = scene.credited(wanted, desk, now);
                Ok((granted, vec![own]))
            }),
        }
    }

    /// What a limit lets through of a payout. What it cuts, the limits inside it have not given; it sees only
    /// the drafts outside it.
    fn limited(
        &mut self,
        payout: &Payout,
        (key, by): (&'static str, impl FnOnce() -> Option<Emptied>),
        passes: impl FnOnce(Ratio, &[Draft], &mut Vec<Wait>) -> Result<Passed, Trouble>,
    ) -> Result<Part, Trouble> {
        let outside = self.drafts.len();
        let Some(part) = self.part(payout)? else {
            return Ok(None);
        };
        let now = self.drafts.get(..outside).unwrap_or(&[]);
        let (granted, own) = passes(part.amount, now, &mut self.waits)?;
        lessen(&mut self.drafts, outside, granted, part.amount)?;
        for own in own {
            join(&mut self.drafts, outside, own);
        }
        Ok(Some(self.cut(part, granted, key, by)))
    }

    /// An award of this amount; arguments are made only where it is explained.
    fn plain(
        &self,
        amount: Ratio,
        key: &'static str,
        args: impl FnOnce(&Scene) -> Vec<Arg>,
    ) -> Award {
        let explains = self.scene.detail >= Detail::Why;
        Award {
            amount,
            why: explains.then(|| Why::leaf(key, args(self.scene), amount)),
            ..Award::default()
        }
    }

    fn nothing(&self, key: &'static str) -> Award {
        self.plain(Ratio::ZERO, key, |_| Vec::new())
    }

    /// The same award, spread over the facts of a reading as they contribute.
    fn spread(&self, mut award: Award, over: &Reading) -> Award {
        // What an event's own fact is paid needs no lines.
        let needs_facts = match self.scene.detail {
            Detail::Amount => false,
            Detail::Lines => self.scene.fact.is_none() && award.amount > Ratio::ZERO,
            Detail::Why => true,
        };
        if !needs_facts {
            return award;
        }
        let facts = self.scene.contributions(over);
        if let Some(why) = &mut award.why {
            why.facts = names(self.scene, facts.iter().map(|(id, _)| *id));
        }
        if self.scene.fact.is_none() && award.amount > Ratio::ZERO {
            award.lines = facts
                .into_iter()
                .filter(|(_, amount)| *amount > 0)
                .map(|(id, amount)| (id, Ratio::whole(amount)))
                .collect();
        }
        award
    }

    /// What a limit left of an award.
    fn cut(
        &self,
        mut award: Award,
        granted: Ratio,
        key: &'static str,
        by: impl FnOnce() -> Option<Emptied>,
    ) -> Award {
        let (scene, explains) = (self.scene, self.scene.detail >= Detail::Why);
        if explains && scene.rounded(granted) == 0 && scene.rounded(award.amount) > 0 {
            award.emptied = by();
        }
        if granted != award.amount
            && let Some(why) = award.why.take()
        {
            let args = vec![money(self.scene, award.amount), money(self.scene, granted)];
            award.why = Some(Why::leaf(key, args, granted).of(vec![why]));
        }
        award.amount = granted;
        award
    }
}

/// Occasions are compared by place first: almost always it is the very same one.
fn same(left: &crate::payout::Occasion, right: &crate::payout::Occasion) -> bool {
    std::ptr::eq(left, right) || left == right
}

fn joined(key: &'static str, amount: Ratio, parts: Vec<Why>) -> Option<Why> {
    (!parts.is_empty()).then(|| Why::leaf(key, Vec::new(), amount).of(parts))
}
