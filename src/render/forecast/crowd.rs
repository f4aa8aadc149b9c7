//! Names for sets of partners: `Gold and Platinum in EMEA; Silver`.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::id::{RegionId, TierId, TypeId};
use crate::model::Program;
use crate::render::speaker::Speaker;
use crate::render::words::Language;
use crate::semantics::audience::Profile;

/// Places of one tier: types with regions.
type Cells = BTreeMap<Option<TypeId>, BTreeSet<Option<RegionId>>>;

/// Who partners of these profiles are. Parts of it are products of tiers, types and regions; what
/// does not narrow is left out.
pub(super) fn name(program: &Program, profiles: &[Profile]) -> String {
    let mut tiers: BTreeMap<Option<TierId>, Cells> = BTreeMap::new();
    for profile in profiles {
        let cells = tiers.entry(profile.tier).or_default();
        cells
            .entry(profile.sort)
            .or_default()
            .insert(profile.region);
    }
    let mut parts: Vec<(Vec<Option<TierId>>, Cells)> = Vec::new();
    // The highest tier first, as readers look for it.
    for (tier, cells) in tiers.into_iter().rev() {
        match parts.iter_mut().find(|(_, own)| *own == cells) {
            Some((tiers, _)) => tiers.push(tier),
            None => parts.push((vec![tier], cells)),
        }
    }
    let words = Words {
        program,
        speaker: Speaker {
            program,
            language: Language::En,
        },
    };
    let texts = parts
        .iter()
        .flat_map(|(tiers, cells)| words.part(tiers, cells));
    texts.collect::<Vec<_>>().join("; ")
}

/// Types that are reached in the same regions.
type Row<'a> = (Vec<Option<TypeId>>, &'a BTreeSet<Option<RegionId>>);

struct Words<'a> {
    program: &'a Program,
    speaker: Speaker<'a>,
}

impl Words<'_> {
    /// Tiers in the places they have in common, a text for each set of regions.
    fn part(&self, tiers: &[Option<TierId>], cells: &Cells) -> Vec<String> {
        let mut rows: Vec<Row> = Vec::new();
        for (sort, regions) in cells {
            match rows.iter_mut().find(|(_, own)| *own == regions) {
                Some((sorts, _)) => sorts.push(*sort),
                None => rows.push((vec![*sort], regions)),
            }
        }
        rows.iter()
            .map(|(sorts, regions)| self.text(tiers, sorts, regions))
            .collect()
    }

    fn text(
        &self,
        tiers: &[Option<TierId>],
        sorts: &[Option<TypeId>],
        regions: &BTreeSet<Option<RegionId>>,
    ) -> String {
        let program = self.program;
        let list = |titles: Vec<String>| self.speaker.language.list(&titles);
        let mut text = match tiers.len() > program.tiers.len() {
            true => String::new(),
            false => list(tiers.iter().map(|tier| self.tier(*tier)).collect()),
        };
        if sorts.len() < program.types.len() {
            let titles = sorts
                .iter()
                .flatten()
                .filter_map(|id| program.types.get(id.index()));
            let titles = list(titles.map(|it| it.declared.title.to_string()).collect());
            text = match text.is_empty() {
                true => titles,
                false => format!("{text}: {titles}"),
            };
        }
        if text.is_empty() {
            text.push_str("Every partner");
        }
        if regions.len() < program.regions.len() {
            let titles = regions
                .iter()
                .flatten()
                .filter_map(|id| program.region(*id));
            let titles = titles.map(|it| it.declared.title.to_string());
            text.push_str(&format!(" in {}", list(titles.collect())));
        }
        text
    }

    fn tier(&self, tier: Option<TierId>) -> String {
        match tier.and_then(|id| self.program.tier(id)) {
            Some(tier) => tier.declared.title.to_string(),
            None => "Without a tier".to_owned(),
        }
    }
}
