//! How a run is watched and kept while it goes on. Where to is not known here.

use std::ops::Range;

use crate::simulate::run::part::Part;

/// Told what a run does. Nothing that it says changes a number.
pub trait Watch: Sync {
    /// So many worlds of replications were played.
    fn played(&self, worlds: usize);

    /// The part of an earlier, interrupted run with just these replications.
    fn kept(&self, replications: &Range<u32>) -> Option<Part>;

    /// Replications that are done.
    fn keep(&self, part: &Part);
}

/// Nobody watches.
pub struct Unwatched;

impl Watch for Unwatched {
    fn played(&self, _worlds: usize) {}

    fn kept(&self, _replications: &Range<u32>) -> Option<Part> {
        None
    }

    fn keep(&self, _part: &Part) {}
}

/// Counts what is played by another run, and keeps nothing of it.
pub(in crate::simulate) struct Aside<'a>(pub(in crate::simulate) &'a dyn Watch);

impl Watch for Aside<'_> {
    fn played(&self, worlds: usize) {
        self.0.played(worlds);
    }

    fn kept(&self, _replications: &Range<u32>) -> Option<Part> {
        None
    }

    fn keep(&self, _part: &Part) {}
}
