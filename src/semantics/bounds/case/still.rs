//! The program that cases are played by: who is given a tier keeps it.

use super::Stage;
use crate::base::id::IncentiveId;
use crate::model::Program;
use crate::model::standing::Rise;
use crate::semantics::plan::Plan;

/// A program whose tiers are never reviewed.
pub struct Still(Program);

impl Still {
    /// A program as it would be without reviews.
    pub fn of(program: &Program) -> Still {
        let mut program = program.clone();
        let tiers = program.tiers.iter_mut();
        let own = program.specializations.iter_mut().map(|it| &mut it.rules);
        for tier in tiers.chain(own) {
            tier.term = None;
            for version in &mut tier.versions {
                version.review = None;
                version.rise = Rise::AtReview;
            }
        }
        Still(program)
    }

    /// The program.
    pub(super) fn program(&self) -> &Program {
        &self.0
    }
}

impl<'p> Stage<'p> {
    /// The stage of a program of which only some incentives pay.
    pub fn of_some(still: &'p Still, pays: impl Fn(IncentiveId) -> bool) -> Stage<'p> {
        Stage {
            plan: Plan::of_some(still.program(), pays),
        }
    }
}
