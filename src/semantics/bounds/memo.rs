//! What was worked out of the parts of a payout already. Limits stand around each other, and each asks what stands inside it: without
//! this a dozen of them would be added up again for each one further out. Must not outlive the payouts it knows: a part is told
//! from others by where it lies.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::claims::Claims;
use super::everybody::Total;
use super::strata::Asked;
use super::{Known, Stratum};
use crate::base::id::RegionId;
use crate::base::period::Days;
use crate::model::Program;
use crate::payout::Payout;
use crate::semantics::curve::CurveFault;

/// A part of a payout, by where it lies.
type Part = *const Payout;

/// The claims that are asked for: of a part, of whom, over which days, and what is known of the limits around it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Whose {
    pub part: Part,
    pub stratum: Stratum,
    pub span: Days,
    pub each: Option<i128>,
    pub cut: bool,
    pub is_credited: bool,
    pub trues_up: bool,
}

/// The total that is asked for: of a part, where, over which days, and whether a limit further out may leave a part of an award.
pub type What = (Part, Known<RegionId>, Days, bool);

/// What is known of the parts of payouts.
#[derive(Default)]
pub struct Memo {
    claims: RefCell<BTreeMap<Whose, Claims>>,
    totals: RefCell<BTreeMap<What, Total>>,
    asked: RefCell<BTreeMap<Part, Rc<Asked>>>,
}

impl Memo {
    /// What a payout asks of partners. What a limit stands around is looked through once.
    pub fn asked(&self, program: &Program, payout: &Payout) -> Rc<Asked> {
        let part: Part = payout;
        if let Some(held) = self.asked.borrow().get(&part) {
            return Rc::clone(held);
        }
        let asked = if let Payout::Cap { cap, payout } = payout {
            Asked::inside(self.asked(program, payout), cap.limit.across)
        } else {
            Rc::new(Asked::of(program, payout))
        };
        let held = Rc::clone(&asked);
        self.asked.borrow_mut().insert(part, held);
        asked
    }

    /// Claims, worked out where they were not.
    pub fn claims(
        &self,
        whose: Whose,
        work_out: impl FnOnce() -> Result<Claims, CurveFault>,
    ) -> Result<Claims, CurveFault> {
        if let Some(held) = self.claims.borrow().get(&whose) {
            return Ok(held.clone());
        }
        let claims = work_out()?;
        self.claims.borrow_mut().insert(whose, claims.clone());
        Ok(claims)
    }

    /// A total, worked out where it was not.
    pub fn total(
        &self,
        what: What,
        work_out: impl FnOnce() -> Result<Total, CurveFault>,
    ) -> Result<Total, CurveFault> {
        if let Some(held) = self.totals.borrow().get(&what) {
            return Ok(held.clone());
        }
        let total = work_out()?;
        self.totals.borrow_mut().insert(what, total.clone());
        Ok(total)
    }
}
