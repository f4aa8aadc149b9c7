//! Claims on funds that say how claims are decided: each is paid on the day on which it is approved.

use std::collections::BTreeSet;

use super::{Fault, Fold};
use crate::base::date::Date;
use crate::fact::FactKind;
use crate::semantics::book::row::places;
use crate::semantics::book::{Row, RowId};
use crate::semantics::claimed::{self, Life};

impl Fold<'_> {
    /// Whether a claim that came in today is not to be paid yet: its fund says how it is decided, and it is not approved.
    pub(super) fn waits_for_decision(&mut self, id: RowId, row: &Row, today: Date) -> bool {
        let Some(life) = claimed::life(self.view(), row, today) else {
            return false;
        };
        self.state.undecided.insert(id);
        self.wake(id, &life);
        match life.accepted(today) {
            Some(cost) => {
                self.state.book.accept_claim(id, cost);
                false
            }
            None => true,
        }
    }

    /// Pays the claims that a step or the time of silence approves today, in the order of facts.
    pub(super) fn decide_claims(&mut self, fresh: &[RowId], today: Date) -> Result<(), Fault> {
        let mut touched = self.state.deciding.remove(&today).unwrap_or_default();
        touched.extend(self.claims_of_steps(fresh));
        touched.retain(|id| self.state.undecided.contains(id));
        let book = &self.state.book;
        let mut order: Vec<(RowId, Row)> = touched
            .into_iter()
            .filter_map(|id| Some((id, *book.row(id)?)))
            .collect();
        order.sort_by(|(_, one), (_, two)| book.compare(one, two));
        for (id, row) in order {
            let Some(life) = claimed::life(self.view(), &row, today) else {
                continue;
            };
            self.wake(id, &life);
            let Some(cost) = life.accepted(today) else {
                continue;
            };
            let before = self.state.book.is_accepted(id);
            let is_new = !before || self.accepted_cost(id) != i128::from(cost);
            if is_new {
                self.state.book.accept_claim(id, cost);
                self.pay_claim(id, &row, today)?;
            }
        }
        Ok(())
    }

    fn accepted_cost(&self, id: RowId) -> i128 {
        let all = crate::semantics::book::Counted::All;
        self.state.book.net(id, places::CLAIM_COST, all)
    }

    /// The claims that the steps among these facts are about.
    fn claims_of_steps(&self, fresh: &[RowId]) -> BTreeSet<RowId> {
        let book = &self.state.book;
        let rows = fresh.iter().filter_map(|id| book.row(*id));
        let steps = rows.filter(|row| row.kind == FactKind::ClaimStep);
        let ids = steps.filter_map(|row| row.text(places::CLAIM_STEP_CLAIM));
        ids.filter_map(|id| book.find(FactKind::Claim, id))
            .collect()
    }

    /// Notes the day on which time changes a claim.
    fn wake(&mut self, id: RowId, life: &Life) {
        if let Some((last, _)) = life.due {
            let day = last.plus_days(1);
            self.state.deciding.entry(day).or_default().insert(id);
        }
    }
}
