//! What facts of a kind are events of, listed once for a program: no fact asks an incentive that pays on
//! another kind.

use std::collections::BTreeMap;

use crate::fact::FactKind;
use crate::payout::measure::Selector;
use crate::payout::{Occasion, Per};
use crate::semantics::plan::{Plan, Role};

/// An occasion of an incentive that is an event.
#[derive(Clone, Copy, Debug)]
pub struct Event<'p> {
    /// The place of the incentive.
    pub offer: usize,
    /// The place of the occasion among the incentive's.
    pub place: u8,
    /// What it gives.
    pub role: Role,
    /// Which facts it is about.
    pub selector: &'p Selector,
    /// What is paid once.
    pub per: Per,
}

impl<'p> Plan<'p> {
    /// What facts of a kind are events of, in the order in which it is evaluated.
    pub fn events(&self, kind: FactKind) -> &[Event<'p>] {
        self.events.get(&kind).map_or(&[], Vec::as_slice)
    }

    pub(super) fn list_events(&self) -> BTreeMap<FactKind, Vec<Event<'p>>> {
        let mut events: BTreeMap<FactKind, Vec<Event<'p>>> = BTreeMap::new();
        for offer in self.in_turn().filter(|offer| offer.in_money) {
            for (place, term) in (0..).zip(&offer.terms) {
                if let Occasion::Event { selector, per } = term.occasion {
                    events.entry(selector.fact).or_default().push(Event {
                        offer: offer.id.index(),
                        place,
                        role: term.role,
                        selector,
                        per: *per,
                    });
                }
            }
        }
        events
    }
}
