//! Names for what a forecast keeps by place: audiences, tiers, budgets and launches, and who sold a
//! launched product early. Reads names only.

use std::collections::BTreeSet;

use crate::base::name::Name;
use crate::model::{Declared, Program};
use crate::simulate::behaviour::population::Partners;
use crate::simulate::engine::record::Record;
use crate::simulate::run::forecast::{Audience, By, LAUNCH_DAYS, Launch, Member};
use crate::simulate::setting::Setting;

/// The names of declared things, in their order.
pub(in crate::simulate) fn declared<T>(all: &[T], of: impl Fn(&T) -> &Declared) -> Vec<Name> {
    all.iter().map(|each| of(each).name.clone()).collect()
}

/// The audiences of a trace: tiers, none, types, regions.
pub(in crate::simulate) fn audiences(program: &Program) -> Vec<Audience> {
    let named = |by: By, names: Vec<Name>| names.into_iter().map(move |name| Audience { by, name });
    let mut tiers = declared(&program.tiers, |tier| &tier.declared);
    tiers.push(Name::new(""));
    named(By::Tier, tiers)
        .chain(named(
            By::Type,
            declared(&program.types, |each| &each.declared),
        ))
        .chain(named(
            By::Region,
            declared(&program.regions, |each| &each.declared),
        ))
        .collect()
}

/// The partners, by place.
pub(in crate::simulate) fn members(program: &Program, partners: &Partners) -> Vec<Member> {
    let nothing = || Name::new("");
    let member = |place: usize| {
        let sort = program.types.get(usize::from(partners.types[place]));
        let region = program.regions.get(usize::from(partners.regions[place]));
        Member {
            name: partners.names[place].clone(),
            sort: sort.map_or_else(nothing, |sort| sort.declared.name.clone()),
            region: region.map_or_else(nothing, |region| region.declared.name.clone()),
        }
    };
    (0..partners.len()).map(member).collect()
}

/// Products that come onto the market in the program's year, by day.
pub(in crate::simulate) fn launches(setting: &Setting) -> Vec<Launch> {
    let last = i32::from(setting.plan.year) * 7;
    let products = setting.plan.lines.iter().flat_map(|line| &line.products);
    let fresh = products.filter(|product| (0..last).contains(&product.from_day));
    let mut launches: Vec<Launch> = fresh
        .map(|product| Launch {
            product: product.name.clone(),
            place: product.place,
            day: product.from_day,
        })
        .collect();
    launches.sort_by_key(|launch| (launch.day, launch.place));
    launches
}

/// The share of all partners that sold a product in its first quarter.
pub(in crate::simulate) fn sold_at_launch(record: &Record, launch: &Launch) -> f64 {
    let days = launch.day..launch.day + LAUNCH_DAYS;
    let first = record
        .won
        .iter()
        .filter(|won| won.product == Some(launch.place) && days.contains(&won.day));
    let sellers: BTreeSet<u32> = first.map(|won| won.partner).collect();
    sellers.len() as f64 / record.partners.max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::engine::record::Won;

    #[test]
    fn a_first_sale_counts_in_the_first_quarter_only() {
        let launch = Launch {
            product: Name::new("new"),
            place: 3,
            day: 42,
        };
        let won = |partner, product, day| Won {
            deal: 0,
            partner,
            line: 0,
            product,
            day,
            amount: 1,
        };
        let record = Record {
            partners: 8.0,
            won: vec![
                won(0, Some(3), 42),
                won(0, Some(3), 60),
                won(1, Some(3), 132),
                won(2, Some(3), 133),
                won(3, Some(2), 60),
                won(4, None, 60),
            ],
            ..Record::default()
        };
        assert_eq!(sold_at_launch(&record, &launch), 2.0 / 8.0);
    }
}
