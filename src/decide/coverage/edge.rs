//! The edges of a program: what an example can show of each tier, band, limit and rule. Must not know examples.

use super::{Edge, Found, Group, dates};
use crate::base::date::Date;
use crate::base::id::{IncentiveId, TierId};
use crate::base::ratio::Ratio;
use crate::fact::FactKind;
use crate::lint::bands::{bands, told};
use crate::lint::promise::promise;
use crate::model::incentive::Incentive;
use crate::model::{Declared, Program};
use crate::semantics::walk;

/// What must happen in an example for a side to count as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A partner holds the tier on a day of the year.
    Holds(TierId),
    /// An award is made of the band that starts here.
    Reaches(IncentiveId, Ratio),
    /// An award is worked out that stays below it.
    StaysBelow(IncentiveId, Ratio),
    /// Something is awarded, and no part of it was cut for this reason.
    Uncut(IncentiveId, &'static str),
    /// An award has this reason.
    Told(IncentiveId, &'static str),
    /// Without this rule about a pair the example would pay something else.
    Kept(IncentiveId, IncentiveId),
    /// Something of this kind happens on the day; any kind where none is named.
    Happens(Vec<FactKind>, Date),
}

/// Every edge, in order of groups.
pub fn all(program: &Program) -> Found {
    let mut found = Vec::new();
    tiers(program, &mut found);
    let incentives = || (0..).map(IncentiveId).zip(&program.incentives);
    for (id, incentive) in incentives() {
        of_bands(program, id, incentive, &mut found);
    }
    for (id, incentive) in incentives() {
        limits(id, incentive, &mut found);
    }
    exclusions(program, &mut found);
    dates::all(program, &mut found);
    // Caps and budgets were found together; the order of a report is that of groups.
    found.sort_by_key(|(edge, _)| edge.group);
    found
}

/// One side of an edge of something declared.
pub fn side(group: Group, declared: &Declared, side: String) -> Edge {
    Edge {
        group,
        subject: declared.name.clone(),
        side,
        origin: declared.origin,
        shown_by: Vec::new(),
    }
}

fn tiers(program: &Program, found: &mut Found) {
    for (id, tier) in (0..).map(TierId).zip(&program.tiers) {
        let edge = side(Group::Tiers, &tier.declared, "held by a partner".to_owned());
        found.push((edge, Asked::Holds(id)));
    }
}

fn of_bands(program: &Program, id: IncentiveId, incentive: &Incentive, found: &mut Found) {
    let all = bands(incentive);
    for (table, start) in &all {
        let (table, start) = (*table, *start);
        let from = told(program, table, start);
        let mut add = |words: String, asked| {
            found.push((side(Group::Bands, &incentive.declared, words), asked));
        };
        if start > Ratio::ZERO {
            add(format!("below {from}"), Asked::StaysBelow(id, start));
        }
        let same = all.iter().filter(|(other, _)| std::ptr::eq(*other, table));
        let is_lowest = same.map(|(_, begins)| *begins).min() == Some(start);
        let words = match is_lowest && start.is_zero() {
            true => "in the lowest band".to_owned(),
            false => format!("in the band from {from}"),
        };
        add(words, Asked::Reaches(id, start));
    }
}

fn limits(id: IncentiveId, incentive: &Incentive, found: &mut Found) {
    let parts = promise(&incentive.payout);
    let mut both = |group, cut: &'static str, inside: &str, over: &str| {
        let of = |words: &str| side(group, &incentive.declared, words.to_owned());
        found.push((of(inside), Asked::Uncut(id, cut)));
        found.push((of(over), Asked::Told(id, cut)));
    };
    if !parts.caps.is_empty() {
        both(
            Group::Caps,
            "award.capped",
            "paid in full, inside its cap",
            "stopped by its cap",
        );
    }
    if !parts.budgets.is_empty() {
        both(
            Group::Budgets,
            "award.budget",
            "paid in full, inside its budget",
            "lessened by its budget",
        );
    }
}

fn exclusions(program: &Program, found: &mut Found) {
    let named = |id: IncentiveId| program.incentive(id).map(|each| &each.declared);
    let mut add = |of: IncentiveId, by: IncentiveId, words: &str, asked| {
        if let (Some(declared), Some(other)) = (named(of), named(by)) {
            let words = format!("{words} `{}`", other.name);
            found.push((side(Group::Exclusions, declared, words), asked));
        }
    };
    for (first, second) in &program.excluded {
        add(
            *second,
            *first,
            "kept from a sale that is paid by",
            Asked::Kept(*first, *second),
        );
    }
    for (lessened, by) in &program.reduced {
        add(
            *lessened,
            *by,
            "paid on what is left by",
            Asked::Told(*lessened, "award.above"),
        );
    }
    for group in &program.larger {
        for own in group {
            let rival = group.iter().find(|other| *other != own).unwrap_or(own);
            add(
                *own,
                *rival,
                "left out as the smaller beside",
                Asked::Told(*own, "award.smaller"),
            );
        }
    }
}

/// The kinds of facts that an incentive is paid on.
pub fn kinds(program: &Program, incentive: &Incentive) -> Vec<FactKind> {
    let mut kinds: Vec<FactKind> = promise(&incentive.payout)
        .selectors()
        .map(|selector| selector.fact)
        .collect();
    walk::visit(&incentive.payout, &mut |part| {
        for reading in walk::readings(part) {
            kinds.extend(dates::read(program, reading));
        }
    });
    if incentive.fund.is_some() {
        kinds.push(FactKind::Claim);
    }
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}
