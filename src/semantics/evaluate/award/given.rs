//! What is given by differences of prices, in kind, to several partners and at least.

use super::{Evaluation, Part};
use crate::base::ratio::Ratio;
use crate::payout::Payout;
use crate::payout::given::Among;
use crate::payout::given::{Spread, Worth};
use crate::payout::later::Guarantee;
use crate::payout::measure::Reading;
use crate::semantics::evaluate::amount::Award;
use crate::semantics::evaluate::argument::{measured, money};
use crate::semantics::evaluate::{Trouble, rank};
use crate::semantics::phrase::Arg;
use crate::semantics::why::Why;

impl Evaluation<'_, '_> {
    pub(super) fn spread_of(&self, spread: &Spread) -> Result<Award, Trouble> {
        let (units, amount) = self.scene.spread(spread)?;
        Ok(self.plain(amount, "award.spread", |_| vec![Arg::Number(units)]))
    }

    /// A number of things, at what one of them stands for.
    pub(super) fn valued(&mut self, each: Worth, payout: &Payout) -> Result<Part, Trouble> {
        let each = self.scene.worth(each)?;
        let Some(mut part) = self.part(payout)? else {
            return Ok(None);
        };
        let number = part.amount;
        part.amount = number.times(each)?;
        for (_, weight) in &mut part.lines {
            *weight = weight.times(each)?;
        }
        if let Some(why) = part.why.take() {
            let args = vec![Arg::Number(number), money(self.scene, each)];
            part.why = Some(Why::leaf("award.valued", args, part.amount).of(vec![why]));
        }
        Ok(Some(part))
    }

    /// The part of the partner who is paid in what the sale earns, as its deal has it.
    pub(super) fn shared(&mut self, among: Among, payout: &Payout) -> Result<Part, Trouble> {
        let Some(mut part) = self.part(payout)? else {
            return Ok(None);
        };
        let whole = part.amount;
        part.amount = self.scene.part_of(whole, among)?;
        if let Some(why) = part.why.take() {
            part.why = Some(self.shared_why(among, whole, part.amount, why));
        }
        Ok(Some(part))
    }

    fn shared_why(&self, among: Among, whole: Ratio, part: Ratio, why: Why) -> Why {
        let leaf = match among {
            Among::Credited if part == whole => return why,
            Among::Credited => Why::leaf("award.credited", vec![money(self.scene, whole)], part),
            Among::SecondRegistrant => match self.scene.registered_too() {
                None => return why,
                Some((deal, own)) => {
                    Why::leaf("award.second_registrant", vec![Arg::Name(deal)], part).on(own)
                }
            },
        };
        leaf.of(vec![why])
    }

    /// What is earned, or what is left of the guarantee after what is carried, if that is more.
    pub(super) fn guaranteed(
        &mut self,
        guarantee: &Guarantee,
        payout: &Payout,
    ) -> Result<Part, Trouble> {
        let Some(part) = self.part(payout)? else {
            return Ok(None);
        };
        if !self.scene.is_guaranteed(payout)? {
            return Ok(Some(part));
        }
        let left = self.scene.guarantee_left(guarantee, payout)?;
        if part.amount >= left {
            return Ok(Some(part));
        }
        let why = part.why.map(|why| {
            let args = vec![money(self.scene, left)];
            Why::leaf("award.guaranteed", args, left).of(vec![why])
        });
        // What a period is filled up with rests on no fact.
        Ok(Some(Award {
            amount: left,
            lines: Vec::new(),
            why,
            ..part
        }))
    }

    /// The prize of the place that a contest has given.
    pub(super) fn place(
        &self,
        contest: &Payout,
        key: &Reading,
        least: Ratio,
    ) -> Result<Award, Trouble> {
        let place = self.scene.offer.and_then(|offer| offer.rank_place(contest));
        let prize = place.and_then(|place| self.scene.ranking?.prize(place, self.scene.partner));
        let Some(prize) = prize else {
            return Ok(self.nothing("award.no_place"));
        };
        // Places are fixed, but a prize is kept only by who still reaches the least.
        let total = self.scene.total(key)?;
        if !rank::can_win(total, least) {
            return Ok(self.nothing("award.no_place"));
        }
        let award = self.plain(prize.amount, "award.place", |scene| {
            vec![
                Arg::Count(i64::from(prize.place)),
                measured(scene, key, total),
            ]
        });
        Ok(self.spread(award, key))
    }
}
