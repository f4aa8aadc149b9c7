//! Of all ways to arrange the same sales, the one of each incentive that gains most. Must not know which lint asks.

use std::collections::BTreeMap;

use crate::base::id::IncentiveId;
use crate::semantics::bounds::arranged::Arranged;

/// The largest gain of each incentive, in order of incentives.
pub fn best(all: &[Arranged]) -> Vec<&Arranged> {
    let mut best: BTreeMap<IncentiveId, &Arranged> = BTreeMap::new();
    for each in all {
        let held = best.entry(each.place.incentive).or_insert(each);
        if each.gain() > held.gain() {
            *held = each;
        }
    }
    best.into_values().collect()
}
