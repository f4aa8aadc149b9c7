//! What happened before a program's first day, entered once for all worlds of a replication: no incentive has paid on any of
//! it, so that a fold which knows it is the same in each.

use crate::semantics::fold::Fold;
use crate::simulate::book::payer::Payer;
use crate::simulate::engine::drawn::Drawn;

/// The eve of the program's first day.
pub const EVE: i32 = -1;

/// Facts from before the first day, and a fold that knows them.
pub struct Past<'a> {
    facts: Vec<Drawn>,
    fold: Fold<'a>,
}

impl<'a> Past<'a> {
    /// What a payer that knows nothing makes of the facts up to the eve; `None` where it cannot go on or pays something.
    pub fn of(mut payer: Payer<'a>, facts: Vec<Drawn>) -> Option<Past<'a>> {
        payer.take_in(&facts, EVE);
        let pays = !payer.fold.take_postings().is_empty();
        let is_sound = payer.fault().is_none() && !pays;
        let fold = payer.fold;
        is_sound.then_some(Past { facts, fold })
    }

    /// The fold that knows these facts up to a day; `None` if they are other facts.
    pub(super) fn fold(&self, facts: &[Drawn], until: i32) -> Option<&Fold<'a>> {
        (until == EVE && self.facts == facts).then_some(&self.fold)
    }
}

impl<'a> Payer<'a> {
    /// The same, where what comes first may be known already.
    pub fn after(mut self, past: Option<&'a Past<'a>>) -> Payer<'a> {
        self.past = past;
        self
    }

    /// Takes facts into the fold and closes the days up to one.
    pub(super) fn take_in(&mut self, facts: &[Drawn], until: i32) {
        let past = self.past.take();
        if let Some(known) = past.and_then(|past| past.fold(facts, until)) {
            self.fold = self.fold.knowing(known);
            return;
        }
        for drawn in facts {
            self.admit(drawn);
        }
        if let Err(fault) = self.fold.advance_to(self.scribe.clock.date(until)) {
            self.fault = Some(fault);
        }
    }
}
