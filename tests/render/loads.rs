//! The load of the calendar against a count by hand of one partner at a time.

use charter::base::id::{RegionId, TierId, TypeId};
use charter::base::ratio::Ratio;
use charter::model::Program;
use charter::model::calendar::Entry;
use charter::semantics::touch::{crowds, touches};

use crate::program;

/// A partner in words: its tier, type and region by name; none where the program has none.
type Partner<'a> = [Option<&'a str>; 3];

fn partners(program: &Program) -> Vec<Partner<'_>> {
    fn or_none<'a>(names: impl Iterator<Item = &'a str>) -> Vec<Option<&'a str>> {
        let names: Vec<Option<&str>> = names.map(Some).collect();
        if names.is_empty() { vec![None] } else { names }
    }
    let tiers = program.tiers.iter().map(|it| &*it.declared.name);
    let types = or_none(program.types.iter().map(|it| &*it.declared.name));
    let regions = or_none(program.regions.iter().map(|it| &*it.declared.name));
    let mut all = Vec::new();
    for tier in tiers.map(Some).chain([None]) {
        for sort in &types {
            for region in &regions {
                all.push([tier, *sort, *region]);
            }
        }
    }
    all
}

/// Whether an entry without a segment is for a partner, name by name.
fn is_for(program: &Program, entry: &Entry, [tier, sort, region]: Partner) -> bool {
    let audience = &entry.audience;
    let tiers = audience
        .tiers
        .iter()
        .map(|id| &*program.tiers[id.index()].declared.name);
    let types = audience
        .types
        .iter()
        .map(|id| &*program.types[id.index()].declared.name);
    let regions = audience
        .regions
        .iter()
        .map(|id| &*program.regions[id.index()].declared.name);
    (audience.tiers.is_empty() || tiers.map(Some).any(|name| name == tier))
        && (audience.types.is_empty() || types.map(Some).any(|name| name == sort))
        && (audience.regions.is_empty() || regions.map(Some).any(|name| name == region))
}

#[test]
fn the_load_of_every_partner_in_every_week_is_the_sum_of_what_is_for_it() {
    let mut compared = 0;
    for program in program::all() {
        let Some(pacing) = &program.guard.pacing else {
            continue;
        };
        let weighed = touches(&program);
        if weighed
            .iter()
            .any(|touch| !touch.entry.audience.segments.is_empty())
        {
            continue;
        }
        let crowds = crowds(&program, &weighed);
        let start = program.fiscal.start();
        for partner in partners(&program) {
            let own: Vec<_> = crowds
                .iter()
                .filter(|crowd| {
                    crowd.profiles.iter().any(|it| {
                        let tier = it
                            .tier
                            .map(|id: TierId| &*program.tiers[id.index()].declared.name);
                        let sort = it
                            .sort
                            .map(|id: TypeId| &*program.types[id.index()].declared.name);
                        let region = it
                            .region
                            .map(|id: RegionId| &*program.regions[id.index()].declared.name);
                        [tier, sort, region] == partner
                    })
                })
                .collect();
            assert_eq!(own.len(), 1, "{partner:?} is in one crowd");
            for week in 0..53 {
                let first = start.plus_days(week * 7);
                let last = first.plus_days(6);
                let mut expected = Ratio::ZERO;
                for entry in &program.calendar.entries {
                    let Some((_, load)) = pacing
                        .loads
                        .iter()
                        .find(|(class, _)| Some(class) == entry.load.as_ref())
                    else {
                        continue;
                    };
                    for days in &entry.days {
                        if first <= days.first()
                            && days.first() <= last
                            && is_for(&program, entry, partner)
                        {
                            expected = expected.plus(*load).unwrap();
                        }
                    }
                }
                let found = weighed
                    .iter()
                    .zip(&own[0].met)
                    .filter(|(touch, met)| **met && first <= touch.day && touch.day <= last);
                let found =
                    found.fold(Ratio::ZERO, |sum, (touch, _)| sum.plus(touch.load).unwrap());
                assert_eq!(
                    found, expected,
                    "{} {partner:?} week {week}",
                    program.declared.name
                );
                compared += 1;
            }
        }
    }
    assert!(compared > 1_000, "{compared}");
}
