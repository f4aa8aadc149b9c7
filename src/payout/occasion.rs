//! The occasions of a payout, found in its tree.

use super::{Occasion, Payout};

impl Payout {
    /// Each occasion with what is earned on it, in the order of the tree.
    pub fn occasions(&self) -> Vec<(&Occasion, &Payout)> {
        match self {
            Payout::Over { occasion, payout } => vec![(occasion, payout)],
            Payout::Sum(parts) | Payout::Least(parts) | Payout::Greatest(parts) => {
                parts.iter().flat_map(Payout::occasions).collect()
            }
            Payout::Choose { arms, .. } => {
                arms.iter().flatten().flat_map(Payout::occasions).collect()
            }
            Payout::When { then: payout, .. }
            | Payout::Net { payout, .. }
            | Payout::Larger { payout, .. }
            | Payout::Cap { payout, .. }
            | Payout::Draw { payout, .. }
            | Payout::Split { payout, .. }
            | Payout::Guarantee { payout, .. }
            | Payout::Valued { payout, .. }
            | Payout::Hold { payout, .. }
            | Payout::Instalments { payout, .. }
            | Payout::Shared { payout, .. }
            | Payout::Undo { payout, .. }
            | Payout::TrueUp(payout) => payout.occasions(),
            Payout::Fixed(_)
            | Payout::Share { .. }
            | Payout::PerEvent { .. }
            | Payout::PerStep { .. }
            | Payout::Bands(_)
            | Payout::Spread(_)
            | Payout::Rank { .. } => Vec::new(),
        }
    }

    /// The same payout with what is earned on each occasion made into something else; what partners divide, as a whole.
    #[must_use]
    pub fn on_each_occasion(mut self, make: &dyn Fn(Payout) -> Payout) -> Payout {
        self.make_each(make);
        self
    }

    /// All that a sale earns, where partners divide it; else itself.
    pub fn whole(&self) -> &Payout {
        let Payout::Shared { payout, .. } = self else {
            return self;
        };
        payout.whole()
    }

    fn whole_mut(&mut self) -> &mut Payout {
        let Payout::Shared { payout, .. } = self else {
            return self;
        };
        payout.whole_mut()
    }

    fn make_each(&mut self, make: &dyn Fn(Payout) -> Payout) {
        match self {
            Payout::Over { payout, .. } => {
                let whole = payout.whole_mut();
                let earned = std::mem::replace(whole, Payout::Sum(Vec::new()));
                *whole = make(earned);
            }
            Payout::Sum(parts) | Payout::Least(parts) | Payout::Greatest(parts) => {
                parts.iter_mut().for_each(|part| part.make_each(make));
            }
            Payout::Choose { arms, .. } => {
                let arms = arms.iter_mut().flatten();
                arms.for_each(|arm| arm.make_each(make));
            }
            Payout::When { then: payout, .. }
            | Payout::Net { payout, .. }
            | Payout::Larger { payout, .. }
            | Payout::Cap { payout, .. }
            | Payout::Draw { payout, .. }
            | Payout::Split { payout, .. }
            | Payout::Guarantee { payout, .. }
            | Payout::Valued { payout, .. }
            | Payout::Hold { payout, .. }
            | Payout::Instalments { payout, .. }
            | Payout::Undo { payout, .. }
            | Payout::Shared { payout, .. }
            | Payout::TrueUp(payout) => payout.make_each(make),
            Payout::Fixed(_)
            | Payout::Share { .. }
            | Payout::PerEvent { .. }
            | Payout::PerStep { .. }
            | Payout::Bands(_)
            | Payout::Spread(_)
            | Payout::Rank { .. } => {}
        }
    }
}
