//! What stands around the `Over` of a payout: taken off, compared, and put around another one.

use crate::base::ratio::Ratio;
use crate::payout::later::{Instalments, Until};
use crate::payout::{Account, Cap, Payout, Source, Undo};

/// What stands around an `Over`, the outermost first.
#[derive(Clone, PartialEq)]
pub(super) enum Wrapper {
    TrueUp,
    Instalments(Instalments),
    Hold(Until),
    Undo(Undo),
    Split(Vec<(Account, Ratio)>),
    Draw(Source),
    Cap(Cap),
}

impl Wrapper {
    /// Whether all versions have it alike.
    pub(super) fn is_outer(&self) -> bool {
        match self {
            Wrapper::TrueUp
            | Wrapper::Instalments(_)
            | Wrapper::Hold(_)
            | Wrapper::Undo(_)
            | Wrapper::Split(_) => true,
            Wrapper::Draw(_) | Wrapper::Cap(_) => false,
        }
    }
}

/// What stands around the `Over`, and the `Over`.
pub(super) fn peel(payout: &Payout) -> (Vec<Wrapper>, &Payout) {
    let mut wrappers = Vec::new();
    let mut inner = payout;
    while let Some((wrapper, below)) = shell(inner) {
        wrappers.push(wrapper);
        inner = below;
    }
    (wrappers, inner)
}

/// What stands outermost around a payout, and what it stands around.
fn shell(payout: &Payout) -> Option<(Wrapper, &Payout)> {
    if let Payout::TrueUp(payout) = payout {
        Some((Wrapper::TrueUp, payout))
    } else if let Payout::Instalments {
        instalments,
        payout,
    } = payout
    {
        Some((Wrapper::Instalments(instalments.clone()), payout))
    } else if let Payout::Hold { until, payout } = payout {
        Some((Wrapper::Hold(*until), payout))
    } else if let Payout::Undo { undo, payout } = payout {
        Some((Wrapper::Undo(undo.clone()), payout))
    } else if let Payout::Split { parts, payout } = payout {
        Some((Wrapper::Split(parts.clone()), payout))
    } else if let Payout::Draw { from, payout } = payout {
        Some((Wrapper::Draw(*from), payout))
    } else if let Payout::Cap { cap, payout } = payout {
        Some((Wrapper::Cap(cap.clone()), payout))
    } else {
        None
    }
}

/// The same around another one.
pub(super) fn wrap(wrappers: &[Wrapper], payout: Payout) -> Payout {
    wrappers.iter().rev().fold(payout, |payout, wrapper| {
        let payout = Box::new(payout);
        match wrapper.clone() {
            Wrapper::TrueUp => Payout::TrueUp(payout),
            Wrapper::Instalments(instalments) => Payout::Instalments {
                instalments,
                payout,
            },
            Wrapper::Hold(until) => Payout::Hold { until, payout },
            Wrapper::Undo(undo) => Payout::Undo { undo, payout },
            Wrapper::Split(parts) => Payout::Split { parts, payout },
            Wrapper::Draw(from) => Payout::Draw { from, payout },
            Wrapper::Cap(cap) => Payout::Cap { cap, payout },
        }
    })
}
