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

    /// Whether partners divide it, in one of its versions.
    fn is_divided(&self) -> bool {
        if let Payout::When { then, .. } = self {
            then.is_divided()
        } else if let Payout::Sum(parts) = self {
            parts.iter().any(Payout::is_divided)
        } else {
            matches!(self, Payout::Shared { .. })
        }
    }

    /// What is earned is made into something else before partners divide it.
    fn make_whole(&mut self, make: &dyn Fn(Payout) -> Payout) {
        let divided = self.is_divided();
        if let Payout::Shared { payout, .. } = self {
            payout.make_whole(make);
        } else if let (true, Payout::When { then, .. }) = (divided, &mut *self) {
            then.make_whole(make);
        } else if let (true, Payout::Sum(parts)) = (divided, &mut *self) {
            parts.iter_mut().for_each(|part| part.make_whole(make));
        } else {
            let earned = std::mem::replace(self, Payout::Sum(Vec::new()));
            *self = make(earned);
        }
    }

    fn make_each(&mut self, make: &dyn Fn(Payout) -> Payout) {
        match self {
            Payout::Over { payout, .. } => payout.make_whole(make),
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
