//! Facts by their ids. Most facts of a forecast are never asked for by theirs.

use super::{Book, KINDS, RowId, place_of};
use crate::fact::FactKind;
use crate::semantics::lookup::Lookup;
use crate::semantics::symbol::Symbol;

/// Facts by kind and id.
#[derive(Clone, Debug, Default)]
pub(super) struct Ids {
    held: [Lookup<Symbol, RowId>; KINDS],
    /// The kinds that are kept; all of them where nothing is said.
    only: Option<Vec<FactKind>>,
}

impl Ids {
    /// The fact of a kind with this id, if its kind is kept.
    pub(super) fn find(&self, kind: FactKind, id: Symbol) -> Option<RowId> {
        self.is_kept(kind)
            .then(|| self.held.get(place_of(kind))?.get(&id).copied())?
    }

    /// Keeps a fact, if its kind is kept.
    pub(super) fn put(&mut self, kind: FactKind, id: Symbol, row: RowId) {
        if self.is_kept(kind)
            && let Some(ids) = self.held.get_mut(place_of(kind))
        {
            ids.insert(id, row);
        }
    }

    fn is_kept(&self, kind: FactKind) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(&kind))
    }
}

impl Book {
    /// The fact of a kind with this id, if ids of its kind are kept.
    pub fn find(&self, kind: FactKind, id: Symbol) -> Option<RowId> {
        self.ids.find(kind, id)
    }

    /// Whether the ids of a kind are kept.
    pub(super) fn keeps_ids_of(&self, kind: FactKind) -> bool {
        self.ids.is_kept(kind)
    }

    /// Keeps the ids of these kinds alone. Of no other kind may a fact come twice, and what names one is believed.
    pub fn keep_ids_of(&mut self, kinds: Vec<FactKind>) {
        self.ids.only = Some(kinds);
    }
}
