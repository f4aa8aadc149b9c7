//! What another incentive takes off an award, or keeps from being paid.

use super::super::Scene;
use super::super::against::Compared;
use super::super::amount::Award;
use super::super::argument::money;
use super::{Evaluation, Part, Trouble};
use crate::base::ratio::Ratio;
use crate::payout::{Deduction, Payout, Rival};
use crate::semantics::why::Why;

impl Evaluation<'_, '_> {
    /// The same payout where everything that is paid on is less.
    pub(super) fn net(&mut self, less: &Deduction, payout: &Payout) -> Result<Part, Trouble> {
        let less = self.scene.deduction(less)?;
        let part = self.lessened(self.scene.less.plus(less)?, payout);
        Ok(part?.map(|mut award| {
            if let Some(why) = award.why.take() {
                let above = Why::leaf("award.above", vec![money(self.scene, less)], award.amount);
                award.why = Some(above.of(vec![why]));
            }
            award
        }))
    }

    /// The same payout where so much is taken off what it is paid on.
    pub(super) fn lessened(&mut self, less: Ratio, payout: &Payout) -> Result<Part, Trouble> {
        let scene = Scene {
            less,
            ..*self.scene
        };
        let mut inside = Evaluation {
            scene: &scene,
            desk: self.desk,
            drafts: std::mem::take(&mut self.drafts),
            waits: std::mem::take(&mut self.waits),
        };
        let part = inside.part(payout);
        (self.drafts, self.waits) = (inside.drafts, inside.waits);
        part
    }

    pub(super) fn larger(&self, than: &[Rival], part: Award) -> Result<Award, Trouble> {
        for rival in than {
            let theirs = self.scene.award_of(rival.incentive, Compared::Alone)?;
            let loses = match rival.wins_ties {
                true => part.amount <= theirs,
                false => part.amount < theirs,
            };
            if loses {
                return Ok(self.plain(Ratio::ZERO, "award.smaller", |scene| {
                    vec![money(scene, part.amount), money(scene, theirs)]
                }));
            }
        }
        Ok(part)
    }
}
