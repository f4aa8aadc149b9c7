//! Running worked examples: their facts through the fold, what came of it against what was expected.

use std::collections::BTreeSet;

use crate::base::date::Date;
use crate::base::id::{IncentiveId, RegionId, SpecializationId, TierId, TypeId};
use crate::base::money::Money;
use crate::base::name::Name;
use crate::base::origin::Origin;
use crate::base::period::Days;
use crate::model::Program;
use crate::model::words::{Example, ExamplePartner, Expect};
use crate::semantics::book::Partner;
use crate::semantics::deal;
use crate::semantics::evaluate::Detail;
use crate::semantics::fold::{Fault, Fold};
use crate::semantics::plan::Plan;
use crate::semantics::posting::{Posting, PostingKind, Rejection};
use crate::semantics::why::Why;

/// What came of an example.
pub struct Played {
    /// One for each expectation, in the order given.
    pub outcomes: Vec<Outcome>,
    /// What was paid and not expected, where the example is closed.
    pub unexpected: Vec<Unexpected>,
    /// Facts that were refused.
    pub rejections: Vec<Rejection>,
}

/// What came of one expectation.
pub enum Outcome {
    /// An amount.
    Payout {
        /// What was expected.
        expected: Money,
        /// What the program pays.
        got: Money,
        /// Why, one tree for each award.
        why: Vec<Why>,
        /// Where it is expected.
        origin: Origin,
    },
    /// A tier.
    Tier {
        /// What was expected.
        expected: Option<TierId>,
        /// What the partner holds.
        got: Option<TierId>,
        /// Where it is expected.
        origin: Origin,
    },
    /// A registration or a lead.
    State {
        /// What was expected.
        expected: Name,
        /// What it is.
        got: Name,
        /// Where it is expected.
        origin: Origin,
    },
    /// Specializations.
    Specializations {
        /// What was expected.
        expected: BTreeSet<SpecializationId>,
        /// What the partner holds.
        got: BTreeSet<SpecializationId>,
        /// Where it is expected.
        origin: Origin,
    },
}

impl Outcome {
    /// Whether it is as expected.
    pub fn is_met(&self) -> bool {
        match self {
            Outcome::Payout { expected, got, .. } => expected == got,
            Outcome::Tier { expected, got, .. } => expected == got,
            Outcome::Specializations { expected, got, .. } => expected == got,
            Outcome::State { expected, got, .. } => expected == got,
        }
    }
}

/// A payout that no expectation covers.
pub struct Unexpected {
    /// Which incentive.
    pub incentive: IncentiveId,
    /// Whom it pays.
    pub payee: Name,
    /// How much in all.
    pub amount: Money,
}

/// Plays an example to the end of the program's year, or to the last day on which one of its facts is
/// known, if that is later.
pub fn play(program: &Program, example: &Example) -> Result<Played, Fault> {
    let plan = Plan::of(program);
    let mut fold = run(&plan, example)?;
    let postings = fold.take_postings();
    let outcomes = example
        .expects
        .iter()
        .map(|expect| outcome(expect, &fold, &postings))
        .collect();
    let unexpected = if example.closed {
        unexpected(example, &fold, &postings)
    } else {
        Vec::new()
    };
    Ok(Played {
        outcomes,
        unexpected,
        rejections: fold.take_rejections(),
    })
}

/// The fold of an example's facts, before anything is taken from it.
pub fn run<'p>(plan: &'p Plan<'p>, example: &Example) -> Result<Fold<'p>, Fault> {
    let mut fold = Fold::new(plan, Detail::Why).watched();
    for partner in &example.partners {
        let id = fold.add_partner(known(plan.program, partner));
        for (_, tier, since) in example
            .standings
            .iter()
            .filter(|(name, ..)| *name == partner.name)
        {
            fold.set_standing(id, *since, Some(*tier));
        }
    }
    for fact in &example.facts {
        fold.admit(fact);
    }
    let last = example.facts.iter().map(|fact| fact.known).max();
    let until = plan.program.fiscal.end().max(last.unwrap_or(Date::MIN));
    fold.advance_to(until)?;
    Ok(fold)
}

fn known(program: &Program, partner: &ExamplePartner) -> Partner {
    let at = |place: Option<usize>| place.and_then(|at| u16::try_from(at).ok());
    let region = partner.region.as_ref().and_then(|name| {
        at(program
            .regions
            .iter()
            .position(|each| each.declared.name == *name))
        .map(RegionId)
    });
    let sort = partner.sort.as_ref().and_then(|name| {
        at(program
            .types
            .iter()
            .position(|each| each.declared.name == *name))
        .map(TypeId)
    });
    Partner {
        region,
        sort,
        joined: partner.joined,
        ..Partner::named(&partner.name)
    }
}

fn outcome(expect: &Expect, fold: &Fold, postings: &[Posting]) -> Outcome {
    match expect {
        Expect::Payout {
            incentive,
            payee,
            days,
            amount,
            claims,
            origin,
        } => {
            let counted = postings
                .iter()
                .filter(|posting| covers(*incentive, payee, *days, *claims, fold, posting));
            let mut minor: i128 = 0;
            let mut why = Vec::new();
            for posting in counted {
                minor = minor.saturating_add(posting.amount.minor);
                why.extend(posting.why.as_deref().cloned());
            }
            let got = Money {
                minor,
                currency: amount.currency,
            };
            Outcome::Payout {
                expected: *amount,
                got,
                why,
                origin: *origin,
            }
        }
        Expect::Tier {
            partner,
            on,
            tier,
            origin,
        } => {
            let held = fold
                .book()
                .partner_named(partner)
                .and_then(|id| fold.state().standing.tier_on(id, *on));
            Outcome::Tier {
                expected: *tier,
                got: held,
                origin: *origin,
            }
        }
        Expect::State {
            about,
            on,
            state,
            origin,
        } => Outcome::State {
            expected: state.clone(),
            got: Name::new(deal::state_of(fold, about, *on).unwrap_or("none")),
            origin: *origin,
        },
        Expect::Specializations {
            partner,
            on,
            held,
            origin,
        } => Outcome::Specializations {
            expected: held.clone(),
            got: specializations(fold, partner, *on),
            origin: *origin,
        },
    }
}

/// The specializations that a partner holds on a day.
fn specializations(fold: &Fold, partner: &Name, on: Date) -> BTreeSet<SpecializationId> {
    let Some(partner) = fold.book().partner_named(partner) else {
        return BTreeSet::new();
    };
    let program = fold.plan().program;
    let all = (0..).map(SpecializationId).zip(&program.specializations);
    let standing = &fold.state().standing;
    let held = all.filter(|(id, _)| standing.is_specialized(partner, &[*id].into(), on));
    held.map(|(id, _)| id).collect()
}

/// Whether a posting is for this incentive, payee and time. Credit of a fund counts as what the fund gives;
/// `claims` asks for what was paid out of it instead.
fn covers(
    incentive: IncentiveId,
    payee: &Name,
    days: Option<Days>,
    claims: bool,
    fold: &Fold,
    posting: &Posting,
) -> bool {
    posting.claim.incentive == incentive
        && days.is_none_or(|days| days.contains(posting.day))
        && counts(posting.kind, claims)
        && *payee == payee_of(fold, posting)
}

fn counts(kind: PostingKind, claims: bool) -> bool {
    match kind {
        PostingKind::Award
        | PostingKind::Adjustment
        | PostingKind::Reversal(_)
        | PostingKind::Credit => !claims,
        PostingKind::Reimbursement => claims,
        PostingKind::Expiry => false,
    }
}

/// The name of the partner or person who is paid.
pub fn payee_of(fold: &Fold, posting: &Posting) -> Name {
    match posting.claim.person {
        Some(person) => Name::new(&fold.book().symbols().text(person)),
        None => Name::new(fold.book().name_of(posting.claim.partner)),
    }
}

/// Every payee and incentive with a payout that no expectation covers.
fn unexpected(example: &Example, fold: &Fold, postings: &[Posting]) -> Vec<Unexpected> {
    let mut found: Vec<Unexpected> = Vec::new();
    for posting in postings
        .iter()
        .filter(|posting| posting.kind != PostingKind::Expiry)
    {
        let expected = example.expects.iter().any(|expect| {
            if let Expect::Payout {
                incentive,
                payee,
                days,
                claims,
                ..
            } = expect
            {
                covers(*incentive, payee, *days, *claims, fold, posting)
            } else {
                false
            }
        });
        if expected {
            continue;
        }
        let payee = payee_of(fold, posting);
        let incentive = posting.claim.incentive;
        match found
            .iter_mut()
            .find(|each| each.incentive == incentive && each.payee == payee)
        {
            Some(known) => {
                known.amount.minor = known.amount.minor.saturating_add(posting.amount.minor);
            }
            None => found.push(Unexpected {
                incentive,
                payee,
                amount: posting.amount,
            }),
        }
    }
    found.retain(|each| each.amount.minor != 0);
    found
}
