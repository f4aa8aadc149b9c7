//! The end of a day for standings: tiers and specializations are found, reviewed, stated, renewed and lost.

use std::collections::{BTreeMap, BTreeSet};

use super::{Fault, Fold};
use crate::base::date::Date;
use crate::base::id::{SpecializationId, TierId};
use crate::fact::FactKind;
use crate::model::Program;
use crate::semantics::book::row::places;
use crate::semantics::book::{PartnerId, RowId};
use crate::semantics::review::{Evening, rungs};
use crate::semantics::standing::{Ladder, Timeline};
use crate::semantics::term;
use crate::semantics::watch::Watch;

/// When the partners on each ladder are looked at besides its reviews. A program without tiers has no ladder
/// of them.
pub(super) fn watches(program: &Program) -> BTreeMap<Ladder, Watch> {
    let of = |ladder: Ladder| (ladder, Watch::of(program, rungs(ladder, program)));
    let own = (0..).map(SpecializationId).zip(&program.specializations);
    let tiers = (!program.tiers.is_empty()).then_some(Ladder::TIERS);
    let all = tiers.into_iter().chain(own.map(|(id, _)| Ladder::of(id)));
    all.map(of).collect()
}

impl Fold<'_> {
    /// Finds first standings, takes in those that were stated, holds reviews, lets partners rise, and renews.
    pub(super) fn review(&mut self, fresh: &[RowId], day: Date) -> Result<(), Fault> {
        if self.watches.is_empty() {
            return Ok(());
        }
        self.open_standings(day)?;
        let told = self.state_specializations(fresh, day);
        if !self.plan.program.fiscal.year().contains(day) {
            return Ok(());
        }
        let mut changes = Vec::new();
        for ladder in self.watches.keys() {
            let reviewed = self.plan.reviewed(*ladder, day);
            let looked_at = self.looked_at(*ladder, &reviewed, fresh, day).into_iter();
            // What was granted or withdrawn today says all about tomorrow.
            for partner in looked_at.filter(|partner| !told.contains(&(*ladder, *partner))) {
                let change = self.evening(*ladder, partner, day).close(&reviewed);
                let change = change.map_err(|trouble| self.fault(trouble, None, partner, day))?;
                changes.extend(change.map(|timeline| (*ladder, partner, timeline)));
            }
        }
        for (ladder, partner, timeline) in changes {
            self.state.standing.write(ladder, partner, timeline);
        }
        Ok(())
    }

    pub(super) fn evening(&self, ladder: Ladder, partner: PartnerId, day: Date) -> Evening<'_> {
        Evening {
            view: self.view(),
            ladder,
            partner,
            day,
        }
    }

    /// The partners whose standing on a ladder may change today: all of them at a review; else whoever has a
    /// new fact, as far as it can matter, and whoever waits for something or has a term that can be renewed.
    fn looked_at(
        &self,
        ladder: Ladder,
        reviewed: &[TierId],
        fresh: &[RowId],
        day: Date,
    ) -> Vec<PartnerId> {
        let watch = self.watches.get(&ladder);
        let looks_at_all = watch.is_some_and(|watch| watch.looks_at_all(self.plan, day));
        if !reviewed.is_empty() || looks_at_all {
            return self.state.book.partners().to_vec();
        }
        let watches = watch.is_some_and(|watch| watch.watches);
        let steps = match ladder.specialization() {
            None => FactKind::Standing,
            Some(_) => FactKind::Specialization,
        };
        let rows = fresh.iter().filter_map(|id| self.state.book.row(*id));
        let seen = rows.filter(|row| watches || row.kind == steps);
        let standing = &self.state.standing;
        // Who is given another standing may have earned more than that already; what is frozen does not turn.
        let has_terms = watch.is_some_and(|watch| watch.has_terms);
        let turns = watches || has_terms || ladder != Ladder::TIERS;
        let turning = standing.turning_on(ladder, day).filter(|_| turns);
        let waiting = standing
            .waiting_until(ladder, day)
            .into_iter()
            .chain(standing.due_on(ladder, day).filter(|_| has_terms))
            .chain(turning);
        let book = &self.state.book;
        let seen = seen.flat_map(|row| book.kin(row.partner));
        let mut partners: Vec<PartnerId> = seen.chain(waiting).collect();
        partners.sort_unstable();
        partners.dedup();
        partners
    }

    /// Takes in the specializations that somebody granted or withdrew, from tomorrow on: what was held is never
    /// changed in the past. Whose they are.
    fn state_specializations(
        &mut self,
        fresh: &[RowId],
        day: Date,
    ) -> BTreeSet<(Ladder, PartnerId)> {
        let mut told = BTreeSet::new();
        for id in fresh {
            let Some(row) = self.state.book.row(*id).copied() else {
                continue;
            };
            let (FactKind::Specialization, Some(place)) = (row.kind, row.refers) else {
                continue;
            };
            let step = row.text(places::STEP);
            let step = step.map(|step| self.state.book.symbols().text(step));
            let state: fn(Evening, &mut Timeline) = match step.as_deref() {
                Some("granted") => term::grant,
                Some("withdrawn") => term::withdraw,
                Some(_) | None => continue,
            };
            let ladder = Ladder::of(SpecializationId(place));
            let held = self.state.standing.timeline(ladder, row.partner);
            let mut timeline = held.cloned().unwrap_or_default();
            state(self.evening(ladder, row.partner, day), &mut timeline);
            self.state.standing.write(ladder, row.partner, timeline);
            told.insert((ladder, row.partner));
        }
        told
    }

    fn open_standings(&mut self, day: Date) -> Result<(), Fault> {
        let first = self.plan.program.fiscal.start().plus_days(-1);
        let book = &self.state.book;
        let is_ready = |(_, partner): &&(Ladder, PartnerId)| {
            let joined = book.partner(*partner).and_then(|held| held.joined);
            day >= joined.map_or(first, |joined| first.max(joined.plus_days(-1)))
        };
        let (ready, later): (Vec<_>, Vec<_>) = self.state.unopened.iter().partition(is_ready);
        for (ladder, partner) in ready {
            let timeline = self.evening(ladder, partner, day).open();
            let timeline = timeline.map_err(|trouble| self.fault(trouble, None, partner, day))?;
            self.state.standing.write(ladder, partner, timeline);
        }
        self.state.unopened = later;
        Ok(())
    }
}
