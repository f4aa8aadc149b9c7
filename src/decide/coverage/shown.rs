//! What one example shows: the tiers held in it, the awards worked out in it, the days of its facts.

use std::collections::{BTreeMap, BTreeSet};

use super::edge::Asked;
use crate::base::date::Date;
use crate::base::id::{IncentiveId, TierId};
use crate::base::money::Money;
use crate::base::ratio::Ratio;
use crate::fact::FactKind;
use crate::lint::bands::noted;
use crate::model::Program;
use crate::model::words::Example;
use crate::semantics::example::run;
use crate::semantics::fold::Fold;
use crate::semantics::phrase::Arg;
use crate::semantics::plan::Plan;
use crate::semantics::posting::{ClaimKey, Posting, Tried};
use crate::semantics::why::Why;

/// The program without one of its rules about a pair.
pub struct Kept {
    without: Vec<((IncentiveId, IncentiveId), Program)>,
}

impl Kept {
    /// One program for each pair that is excluded.
    pub fn of(program: &Program) -> Kept {
        let pairs = program.excluded.iter();
        let without = pairs.map(|pair| {
            let mut other = program.clone();
            other.excluded.retain(|each| each != pair);
            (*pair, other)
        });
        Kept {
            without: without.collect(),
        }
    }
}

/// One award as it was worked out.
struct Award {
    /// Whether something is awarded.
    pays: bool,
    /// Where the bands start that it was made of.
    starts: Vec<Ratio>,
    /// The reasons that it was told with.
    reasons: BTreeSet<&'static str>,
}

/// What an example shows.
pub struct Shown {
    held: BTreeSet<TierId>,
    awards: BTreeMap<IncentiveId, Vec<Award>>,
    days: BTreeSet<(FactKind, Date)>,
    kept: Vec<(IncentiveId, IncentiveId)>,
}

impl Shown {
    /// What came of an example; nothing where it cannot be played.
    pub fn of(plan: &Plan, example: &Example, kept: &Kept) -> Option<Shown> {
        let mut fold = run(plan, example).ok()?;
        let mut awards: BTreeMap<IncentiveId, Vec<Award>> = BTreeMap::new();
        for tried in fold.take_tried() {
            let own = awards.entry(tried.claim.incentive).or_default();
            own.push(Award::of(&tried));
        }
        let facts = example.facts.iter();
        let mut shown = Shown {
            held: held(plan, &fold),
            awards,
            days: facts.map(|fact| (fact.kind, fact.happened)).collect(),
            kept: Vec::new(),
        };
        let paid = amounts(&fold.take_postings());
        for (pair, without) in &kept.without {
            if shown.awards.contains_key(&pair.0) && shown.awards.contains_key(&pair.1) {
                let plan = Plan::of(without);
                let otherwise = run(&plan, example).ok()?.take_postings();
                if amounts(&otherwise) != paid {
                    shown.kept.push(*pair);
                }
            }
        }
        Some(shown)
    }

    /// Whether it shows a side of an edge.
    pub fn shows(&self, asked: &Asked) -> bool {
        let some = |id: &IncentiveId, holds: &dyn Fn(&Award) -> bool| {
            let awards = self.awards.get(id).into_iter().flatten();
            awards.into_iter().any(holds)
        };
        match asked {
            Asked::Holds(tier) => self.held.contains(tier),
            Asked::Reaches(id, start) => some(id, &|award| award.starts.contains(start)),
            Asked::StaysBelow(id, start) => some(id, &|award| award.stays_below(*start)),
            Asked::Uncut(id, cut) => some(id, &|award| award.pays && !award.reasons.contains(cut)),
            Asked::Told(id, reason) => some(id, &|award| award.reasons.contains(reason)),
            Asked::Kept(first, second) => self.kept.contains(&(*first, *second)),
            Asked::Happens(kinds, day) => {
                let on_day = |(kind, on): &(FactKind, Date)| {
                    on == day && (kinds.is_empty() || kinds.contains(kind))
                };
                self.days.iter().any(on_day)
            }
        }
    }
}

impl Award {
    fn of(tried: &Tried) -> Award {
        let mut starts = Vec::new();
        let mut reasons = BTreeSet::new();
        if let Some(why) = &tried.why {
            noted(why, &mut starts);
            told(why, &mut reasons);
        }
        Award {
            pays: tried.amount > Ratio::ZERO,
            starts,
            reasons,
        }
    }

    fn stays_below(&self, start: Ratio) -> bool {
        match self.starts.iter().max() {
            Some(most) => *most < start,
            None => self.reasons.contains("award.below_bands"),
        }
    }
}

/// The reasons of an award. One that takes nothing off is none.
fn told(why: &Why, into: &mut BTreeSet<&'static str>) {
    let takes_nothing = matches!(
        why.phrase.args.first(),
        Some(Arg::Money(Money { minor: 0, .. }))
    );
    if why.phrase.key != "award.above" || !takes_nothing {
        into.insert(why.phrase.key);
    }
    for part in &why.parts {
        told(part, into);
    }
}

/// The tiers that partners hold on days of the year.
fn held(plan: &Plan, fold: &Fold) -> BTreeSet<TierId> {
    let mut held = BTreeSet::new();
    for partner in fold.book().partners() {
        for day in plan.program.fiscal.year().iter() {
            held.extend(fold.state().standing.tier_on(*partner, day));
        }
    }
    held
}

fn amounts(postings: &[Posting]) -> Vec<(ClaimKey, Date, i128)> {
    let each = |posting: &Posting| (posting.claim, posting.day, posting.amount.minor);
    postings.iter().map(each).collect()
}
