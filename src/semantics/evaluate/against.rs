//! What other incentives give on the same occasion, caps and budgets aside: what `reduce` and `larger` ask.

use super::desk::EmptyDesk;
use super::reading::person_of;
use super::{Barred, Detail, Scene, Trouble, evaluate};
use crate::base::id::IncentiveId;
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::payout::Occasion;
use crate::payout::payment::Payee;
use crate::semantics::book::{Counted, Row};
use crate::semantics::plan::Offer;

/// Whether an award that loses against its rivals counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Compared {
    /// It does: it is being compared itself.
    Alone,
    /// It does not.
    WithRivals,
}

impl Scene<'_> {
    /// What another incentive gives on this occasion, before caps and budgets, and all of it where partners divide it;
    /// nothing where it is not paid on it.
    pub(super) fn award_of(&self, id: IncentiveId, compared: Compared) -> Result<Ratio, Trouble> {
        let Some(offer) = self.view.plan.offer(id) else {
            return Ok(Ratio::ZERO);
        };
        if self.is_advanced() && !offer.in_advance {
            return Ok(Ratio::ZERO);
        }
        // Which returns lower an award is for the incentive that gives it to say.
        let counted = match self.counted {
            Counted::All => Counted::All,
            Counted::Closed { on, .. } => Counted::Closed {
                on,
                late: offer.late(),
            },
        };
        let scene = Scene {
            offer: Some(offer),
            counted,
            barred: Barred {
                by: &offer.kept_from,
                ..self.barred
            },
            trigger: None,
            ranking: None,
            less: Ratio::ZERO,
            alone: compared == Compared::Alone,
            undivided: true,
            detail: Detail::Amount,
            ..*self
        };
        let mut sum = Ratio::ZERO;
        for (occasion, payout) in offer.incentive.payout.occasions() {
            if scene.is_on(occasion, self.trigger) {
                let desk = EmptyDesk::new();
                let whole = evaluate(payout, &scene, &desk.desk(0))?;
                sum = sum.plus(whole.amount)?;
            }
        }
        Ok(sum)
    }

    /// Whether this is the first day of a period, on which only guarantees in advance are paid.
    fn is_advanced(&self) -> bool {
        let in_advance = self.offer.is_some_and(|offer| offer.in_advance);
        let began = |days: Days| self.day == days.first() && self.day < days.last();
        in_advance && self.span.is_some_and(began)
    }

    /// Whether there is somebody to pay: an incentive for sellers pays nothing where nobody sold.
    fn has_payee(&self, row: &Row) -> bool {
        let is_for_sellers = |offer: &Offer| offer.incentive.payment.payee == Payee::Seller;
        !self.offer.is_some_and(is_for_sellers) || person_of(row).is_some()
    }

    /// Whether this occasion is one of another incentive too.
    fn is_on(&self, occasion: &Occasion, trigger: Option<&Occasion>) -> bool {
        match (occasion, self.fact, self.row()) {
            (Occasion::Event { selector, .. }, Some(id), Some(row)) => {
                self.selects(selector, id, row) && self.has_payee(row)
            }
            (Occasion::Event { .. }, ..) => false,
            (Occasion::Period(_) | Occasion::Days(_), Some(_), _) => false,
            (Occasion::Period(_) | Occasion::Days(_), None, _) => trigger == Some(occasion),
        }
    }
}
