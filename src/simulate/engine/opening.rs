//! What a world begins with: the year before the program, and what its partners hold on its first day.

use crate::simulate::behaviour::market::FIRST_WEEK;
use crate::simulate::engine::drawn::Drawn;
use crate::simulate::engine::ledger::{Ledger, NoLedger};
use crate::simulate::engine::state::State;
use crate::simulate::engine::{Engine, Scene};

/// What happened before the program's first day, the same in every world of a replication.
#[derive(Clone)]
pub struct Opening {
    pub(super) state: State,
    /// By day.
    pub(super) facts: Vec<Drawn>,
    /// What comes back after the first day is known from it on.
    pub(super) later: Vec<Drawn>,
}

impl Opening {
    /// Nothing happened.
    pub fn empty(scene: &Scene) -> Opening {
        Opening {
            state: State::new(scene),
            facts: Vec::new(),
            later: Vec::new(),
        }
    }

    /// A year without a program. Nobody leaves in it: the partners are those of the first day.
    pub fn drawn(scene: &Scene) -> Opening {
        let mut engine = Engine::new(scene, NoLedger, Opening::empty(scene));
        engine.keep_facts = true;
        engine.state.last_win.fill(FIRST_WEEK);
        for week in FIRST_WEEK..0 {
            engine.scene.weather.capacity(
                week,
                &scene.partners.hashes,
                scene.key,
                &mut engine.scratch.capacity,
            );
            engine.stock_up(week);
            engine.arrive(week);
            engine.close(week);
            engine.settle(week);
        }
        let is_to_come = |fact: &Drawn| fact.day() >= 0 && fact.is_kept_back();
        let all = engine.facts.into_iter().chain(engine.scratch.later);
        let (later, mut facts): (Vec<Drawn>, Vec<Drawn>) = all.partition(is_to_come);
        facts.sort_by_key(Drawn::day);
        Opening {
            state: engine.state,
            facts,
            later,
        }
    }
}

impl<'a, L: Ledger> Engine<'a, L> {
    /// Posts what happened before the program's first day: standing on that day is the evaluator's.
    pub fn opened(mut self) -> Engine<'a, L> {
        self.gather();
        self.settle(-1);
        self
    }

    /// What happened before the program's first day, and the ledger that has not been told of it.
    pub fn before(mut self) -> (Vec<Drawn>, L) {
        self.gather();
        (self.scratch.facts, self.ledger)
    }

    /// Adds what partners hold on the first day to what they sold before it, by day.
    fn gather(&mut self) {
        self.hold_first_certificates();
        self.tie_groups();
        self.take_steps();
        self.scratch.facts.sort_by_key(Drawn::day);
    }
}
