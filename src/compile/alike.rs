//! How many blocks are like each other in a row. Must not know what one takes from another.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::name::Name;
use crate::base::span::Span;
use crate::compile::outline::Outlined;
use crate::diagnostic::Problem;

/// The most blocks that may be like each other in a row.
pub const LONGEST_CHAIN: usize = 64;

/// The blocks that others can be like, and how many each is like, one after the other.
pub struct Bases<'a, 't> {
    /// By name.
    pub all: &'a BTreeMap<Name, Outlined<'t>>,
    depths: BTreeMap<&'a Name, Option<usize>>,
}

impl<'a, 't> Bases<'a, 't> {
    /// Those of a program.
    pub fn of(all: &'a BTreeMap<Name, Outlined<'t>>) -> Bases<'a, 't> {
        Bases {
            all,
            depths: depths(all),
        }
    }

    /// How many blocks one is like that is like this one; `None` where they go round in a circle.
    pub fn likes(&self, base: &Name) -> Option<usize> {
        let depth = self.depths.get(base).copied().flatten()?;
        Some(depth.saturating_add(1))
    }
}

/// How many blocks each is like, one after the other; `None` where they go round in a circle. Each is looked at once.
fn depths<'a>(bases: &'a BTreeMap<Name, Outlined>) -> BTreeMap<&'a Name, Option<usize>> {
    let mut known: BTreeMap<&Name, Option<usize>> = BTreeMap::new();
    for first in bases.keys() {
        let mut path = Vec::new();
        let mut seen = BTreeSet::new();
        let mut at = Some(first);
        let mut depth = loop {
            let Some((name, block)) = at.and_then(|name| bases.get_key_value(name)) else {
                break Some(0);
            };
            if let Some(depth) = known.get(name) {
                break depth.map(|depth: usize| depth.saturating_add(1));
            }
            if !seen.insert(name) {
                break None;
            }
            path.push(name);
            at = block.like.as_ref().map(|(name, _)| name);
        };
        for name in path.into_iter().rev() {
            known.insert(name, depth);
            depth = depth.map(|depth| depth.saturating_add(1));
        }
    }
    known
}

/// That more are like each other than is followed.
pub fn too_deep(what: &str, place: Span) -> Problem {
    let message = format!("more than {LONGEST_CHAIN} {what} are like each other in a row");
    Problem::error("like-too-deep", message)
        .at(place)
        .help("let it be like one that is nearer to the one that is written out")
}
