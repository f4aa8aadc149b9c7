//! Why an award is what it is: a tree shaped like its payout. Statements, worked examples, `explain` and
//! counter-examples print it.

use crate::base::name::Name;
use crate::base::ratio::Ratio;
use crate::semantics::phrase::{Arg, Phrase};

/// One node: what was done, what it gave, the facts it rests on, and the parts it was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// What was done.
    pub phrase: Phrase,
    /// What it gave, in minor units before rounding (or in the payout's own unit).
    pub amount: Ratio,
    /// Ids of the facts it rests on, where the node itself reads facts.
    pub facts: Vec<Name>,
    /// What it was made of, in the payout's order.
    pub parts: Vec<Why>,
}

impl Why {
    /// A node without facts or parts.
    pub fn leaf(key: &'static str, args: Vec<Arg>, amount: Ratio) -> Why {
        Why {
            phrase: Phrase::new(key, args),
            amount,
            facts: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// The same node among those of which the least counts: an amount that is fixed is the most that is paid.
    #[must_use]
    pub fn as_limit(mut self) -> Why {
        if self.phrase.key == "award.fixed" {
            self.phrase.key = "award.most";
        }
        self
    }

    /// The same node resting on these facts.
    #[must_use]
    pub fn on(mut self, facts: Vec<Name>) -> Why {
        self.facts = facts;
        self
    }

    /// The same node made of these parts.
    #[must_use]
    pub fn of(mut self, parts: Vec<Why>) -> Why {
        self.parts = parts;
        self
    }
}
