//! Where a value was written, carried beside it without taking part in its meaning.
//! It must not know what the values are.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use crate::base::span::Span;

/// The number of a place in [`Origins`]. All origins are equal and hash alike, so two values that
/// differ only in where they were written are the same value.
#[derive(Debug, Clone, Copy, Default)]
pub struct Origin(pub u32);

impl PartialEq for Origin {
    fn eq(&self, _: &Origin) -> bool {
        true
    }
}

impl Eq for Origin {}

impl Ord for Origin {
    fn cmp(&self, _: &Origin) -> Ordering {
        Ordering::Equal
    }
}

impl PartialOrd for Origin {
    fn partial_cmp(&self, other: &Origin) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Origin {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

/// The places that origins stand for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origins {
    places: Vec<Span>,
    /// What asked for each copy of a text.
    copies: Vec<Span>,
}

impl Origins {
    /// Notes a place. After 2^32 - 1 places the last number is given, which has no place.
    pub fn add(&mut self, span: Span) -> Origin {
        let origin = u32::try_from(self.places.len()).map_or(Origin(u32::MAX), Origin);
        self.places.push(span);
        origin
    }

    /// The place of an origin; `None` when it came from another program.
    pub fn span(&self, origin: Origin) -> Option<Span> {
        self.places.get(usize::try_from(origin.0).ok()?).copied()
    }

    /// Places of which some stand in copies of texts, each made for one of these, in order of their numbers from 1.
    pub fn with_copies(copies: Vec<Span>) -> Origins {
        Origins {
            places: Vec::new(),
            copies,
        }
    }

    /// What asked for the copy that a place stands in; `None` where it stands in a text itself.
    pub fn asked_by(&self, place: Span) -> Option<Span> {
        let at = usize::from(place.copy).checked_sub(1)?;
        self.copies.get(at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::{Origin, Origins};
    use crate::base::span::{FileId, Span};
    use std::collections::BTreeSet;

    #[test]
    fn values_that_differ_only_in_origin_are_one() {
        assert_eq!((7, Origin(1)), (7, Origin(2)));
        assert_eq!(BTreeSet::from([Origin(1), Origin(2)]).len(), 1);
    }

    #[test]
    fn an_origin_finds_its_place() {
        let mut origins = Origins::default();
        let (one, two) = (Span::new(FileId(0), 1, 2), Span::new(FileId(0), 3, 4));
        let (first, second) = (origins.add(one), origins.add(two));
        assert_eq!(
            (origins.span(first), origins.span(second)),
            (Some(one), Some(two))
        );
        assert_eq!(origins.span(Origin(2)), None);
    }
}
