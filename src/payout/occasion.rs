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
            | Payout::Shared(payout)
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

    /// The same payout with what is earned on each occasion made into something else.
    #[must_use]
    pub fn on_each_occasion(self, make: &dyn Fn(Payout) -> Payout) -> Payout {
        let inside = |payout: Box<Payout>| Box::new(payout.on_each_occasion(make));
        let all = |parts: Vec<Payout>| {
            let parts = parts.into_iter();
            parts.map(|part| part.on_each_occasion(make)).collect()
        };
        match self {
            Payout::Over { occasion, payout } => Payout::Over {
                occasion,
                payout: Box::new(make(*payout)),
            },
            Payout::Sum(parts) => Payout::Sum(all(parts)),
            Payout::Least(parts) => Payout::Least(all(parts)),
            Payout::Greatest(parts) => Payout::Greatest(all(parts)),
            Payout::Choose { across, arms } => Payout::Choose {
                across,
                arms: arms
                    .into_iter()
                    .map(|arm| arm.map(|arm| arm.on_each_occasion(make)))
                    .collect(),
            },
            Payout::When { test, then } => Payout::When {
                test,
                then: inside(then),
            },
            Payout::Net { less, payout } => Payout::Net {
                less,
                payout: inside(payout),
            },
            Payout::Larger { than, payout } => Payout::Larger {
                than,
                payout: inside(payout),
            },
            Payout::Cap { cap, payout } => Payout::Cap {
                cap,
                payout: inside(payout),
            },
            Payout::Draw { from, payout } => Payout::Draw {
                from,
                payout: inside(payout),
            },
            Payout::Split { parts, payout } => Payout::Split {
                parts,
                payout: inside(payout),
            },
            Payout::Guarantee { guarantee, payout } => Payout::Guarantee {
                guarantee,
                payout: inside(payout),
            },
            Payout::Valued {
                given,
                each,
                payout,
            } => Payout::Valued {
                given,
                each,
                payout: inside(payout),
            },
            Payout::Hold { until, payout } => Payout::Hold {
                until,
                payout: inside(payout),
            },
            Payout::Instalments {
                instalments,
                payout,
            } => Payout::Instalments {
                instalments,
                payout: inside(payout),
            },
            Payout::Undo { undo, payout } => Payout::Undo {
                undo,
                payout: inside(payout),
            },
            Payout::Shared(payout) => Payout::Shared(inside(payout)),
            Payout::TrueUp(payout) => Payout::TrueUp(inside(payout)),
            Payout::Fixed(_)
            | Payout::Share { .. }
            | Payout::PerEvent { .. }
            | Payout::PerStep { .. }
            | Payout::Bands(_)
            | Payout::Spread(_)
            | Payout::Rank { .. } => self,
        }
    }
}
