//! What all paying kinds share when they lower their terms: whom it is for, and what stands around an
//! award: caps, budgets, reversal. What each of these means has a file of its own.

mod accelerate;
mod accounts;
pub mod against;
mod award;
pub mod dated;
mod event;
mod later;
pub mod level;
mod limit;
mod payment;
pub mod rate;
mod recipient;
mod split;
mod undo;

pub use event::{of_claims, per_event};
pub use limit::crossing;
pub use payment::payment;

use std::collections::BTreeSet;

use super::spec::{Given, Named, Refusal, Terms, Value};
use crate::base::id::{RegionId, SegmentId, SpecializationId, TierId, TypeId};
use crate::base::span::Span;
use crate::payout::measure::Condition;
use crate::payout::table::AsOf;
use crate::payout::test::Test;
use crate::payout::{Cap, Crossing, Payout, Source};

/// Whom an incentive is for: a condition on each sale, and a test on each occasion.
pub struct Eligible {
    /// Conditions on each fact (a tier on the day of the sale).
    pub facts: Vec<Condition>,
    /// Tests on the occasion.
    pub tests: Vec<Test>,
    /// The tiers it is for; empty for all.
    pub tiers: BTreeSet<TierId>,
}

/// Reads `for`.
pub fn eligible(terms: &Terms) -> Result<Eligible, Refusal> {
    let mut eligible = Eligible {
        facts: Vec::new(),
        tests: Vec::new(),
        tiers: BTreeSet::new(),
    };
    let Some(given) = terms.one("for") else {
        return Ok(eligible);
    };
    let mut types: BTreeSet<TypeId> = BTreeSet::new();
    let mut regions: BTreeSet<RegionId> = BTreeSet::new();
    let mut segments: Vec<SegmentId> = Vec::new();
    let mut specializations: BTreeSet<SpecializationId> = BTreeSet::new();
    for named in given.value.names() {
        if let Named::Tier(id) = named {
            eligible.tiers.insert(id);
        } else if let Named::Type(id) = named {
            types.insert(id);
        } else if let Named::Region(id) = named {
            regions.insert(id);
        } else if let Named::Segment(id) = named {
            segments.push(id);
        } else if let Named::Specialization(id) = named {
            specializations.insert(id);
        }
    }
    if !types.is_empty() {
        eligible.tests.push(Test::Type(types));
    }
    if !regions.is_empty() {
        eligible.tests.push(Test::Region(regions));
    }
    if !segments.is_empty() {
        eligible
            .tests
            .push(Test::Any(segments.into_iter().map(Test::Segment).collect()));
    }
    if eligible.tiers.is_empty() && specializations.is_empty() {
        return Ok(eligible);
    }
    let Some(Value::AsOf(day)) = given.phrase("as of") else {
        let (what, line) = if eligible.tiers.is_empty() {
            ("specialization", "for cloud as of sale date")
        } else {
            ("tier", "for silver, gold as of sale date")
        };
        return Err(refusal(
            "no-day-named",
            format!("the day on which a partner must hold the {what} is not said"),
            given.span,
            &format!("write: {line}"),
        )
        .cost(
            "a partner that rises in mid period is paid for all of it, for a part, or not at all",
        ));
    };
    let tiers = &eligible.tiers;
    if *day == AsOf::SaleDate {
        let (facts, day) = (&mut eligible.facts, *day);
        facts.extend((!tiers.is_empty()).then(|| Condition::Tier(tiers.clone(), day)));
        let special = || Condition::Specialized(specializations.clone(), day);
        facts.extend((!specializations.is_empty()).then(special));
    } else {
        let (tests, day) = (&mut eligible.tests, *day);
        tests.extend((!tiers.is_empty()).then(|| Test::Tier(tiers.clone(), day)));
        let special = || Test::Specialized(specializations.clone(), day);
        tests.extend((!specializations.is_empty()).then(special));
    }
    Ok(eligible)
}

/// A refusal with its valid line.
pub fn refusal(name: &'static str, message: String, span: Span, help: &str) -> Refusal {
    Refusal {
        name,
        about: None,
        message,
        span,
        help: help.to_owned(),
        cost: None,
    }
}

/// A payout that needs these tests to hold.
pub fn when(tests: Vec<Test>, payout: Payout) -> Payout {
    let mut tests = tests;
    match (tests.pop(), tests.is_empty()) {
        (None, _) => payout,
        (Some(only), true) => Payout::When {
            test: only,
            then: Box::new(payout),
        },
        (Some(last), false) => {
            tests.push(last);
            Payout::When {
                test: Test::All(tests),
                then: Box::new(payout),
            }
        }
    }
}

/// The tests of `needs` and `open when`.
pub fn conditions(terms: &Terms) -> Vec<Test> {
    terms
        .clauses
        .iter()
        .filter(|given| given.word == "needs" || given.word == "open when")
        .filter_map(|given| {
            if let Value::Test(test) = &given.value {
                Some(test.clone())
            } else {
                None
            }
        })
        .collect()
}

/// The limit that a `cap` clause sets, once it is known to be a whole one.
pub fn limit_of(given: &Given) -> Option<Cap> {
    limit::cap(given, &BTreeSet::new()).ok()
}

/// So many caps hold for an incentive at once: each is a level of its payout.
const MOST_CAPS: usize = 500;

/// No more caps than a payout has levels for.
fn not_too_many_caps(terms: &Terms) -> Result<(), Refusal> {
    match terms.all("cap").nth(MOST_CAPS) {
        None => Ok(()),
        Some(given) => Err(refusal(
            "too-many-caps",
            format!("more than {MOST_CAPS} caps hold at once"),
            given.span,
            "say in one what several say: cap per partner per year crossing paid to the limit across tier as of sale date",
        )),
    }
}

/// Caps, then the budget, then what a return takes back, around an `Over`. A payout of periods is posted
/// as a true-up.
pub fn wrap(terms: &Terms, over: Payout, pooled: bool) -> Result<Payout, Refusal> {
    recipient::agrees(terms)?;
    if pooled {
        recipient::not_a_person(terms)?;
        limit::not_of_one_sale(terms)?;
    }
    not_too_many_caps(terms)?;
    let mut payout = over;
    let tiers = eligible(terms)?.tiers;
    let caps: Result<Vec<Cap>, Refusal> = terms
        .all("cap")
        .map(|given| limit::cap(given, &tiers))
        .collect();
    let mut caps = caps?;
    // What is paid to a limit is cut first, whatever the order of the lines: what refuses looks at what is
    // left of the award.
    caps.sort_by_key(|cap| cap.crossing != Crossing::PaidToTheLimit);
    for cap in caps {
        payout = Payout::Cap {
            cap,
            payout: Box::new(payout),
        };
    }
    if let Some(given) = terms.one("budget")
        && let Some(Named::Budget(budget)) = given.value.names().first().copied()
    {
        payout = Payout::Draw {
            from: Source::Budget(budget),
            payout: Box::new(payout),
        };
    }
    payout = accounts::borne(terms, payout)?;
    if let Some(undo) = undo::undo(terms, pooled)? {
        payout = Payout::Undo {
            undo,
            payout: Box::new(payout),
        };
    }
    payout = later::later(terms, payout, pooled)?;
    Ok(if pooled {
        Payout::TrueUp(Box::new(payout))
    } else {
        payout
    })
}
