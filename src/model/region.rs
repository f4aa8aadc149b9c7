//! Regions, and which of them lie in others. Must not know what they are asked for.

use crate::base::business::BusinessDays;
use crate::base::id::RegionId;
use crate::base::name::Name;
use crate::base::span::Span;
use crate::kind::spec::Named;
use crate::model::{Declared, Program};

/// The most regions of which each lies in the next, the smallest counted.
pub const MOST_DEPTH: usize = 8;

/// A region and its business days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Name and title.
    pub declared: Declared,
    /// ISO 3166 codes.
    pub countries: Vec<Name>,
    /// The region that it lies in.
    pub within: Option<RegionId>,
    /// Weekend and closed dates, its own or those of a region around it; `None` when neither states any.
    pub business: Option<BusinessDays>,
}

impl Program {
    /// The regions around one, from the nearest outwards.
    pub fn around(&self, id: RegionId) -> impl Iterator<Item = RegionId> {
        let outer = |id: &RegionId| self.region(*id).and_then(|region| region.within);
        std::iter::successors(outer(&id), outer).take(MOST_DEPTH)
    }

    /// Of resolved names those that mean all of them: a region that lies in another of the list is left out.
    pub fn outermost_names(&self, names: &[(Named, Span)]) -> Vec<Named> {
        let region = |named: Named| {
            if let Named::Region(id) = named {
                Some(id)
            } else {
                None
            }
        };
        let ids: Vec<RegionId> = names.iter().filter_map(|it| region(it.0)).collect();
        let outermost = self.outermost(&ids);
        let is_meant = |named: &Named| region(*named).is_none_or(|id| outermost.contains(&id));
        let names = names.iter().map(|(named, _)| *named);
        names.filter(is_meant).collect()
    }

    /// Of a set of regions those that lie in no other of it: the words that mean the whole set.
    pub fn outermost<'i>(&self, ids: impl IntoIterator<Item = &'i RegionId>) -> Vec<RegionId> {
        let ids: Vec<RegionId> = ids.into_iter().copied().collect();
        let is_outer = |id: &&RegionId| !self.around(**id).any(|outer| ids.contains(&outer));
        ids.iter().filter(is_outer).copied().collect()
    }
}
