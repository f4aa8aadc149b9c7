//! Conformance vectors: small cases on both sides of every edge of a program, each with what the fold posts on it.
//! `docs/reference/vectors.md` says which edges there are. Must not know files or words.

mod make;

use crate::base::date::Date;
use crate::base::id::TierId;
use crate::base::money::Money;
use crate::base::name::Name;
use crate::model::Program;
use crate::semantics::book::Partner;
use crate::semantics::bounds::case::Case;
use crate::semantics::curve::CurveFault;
use crate::semantics::evaluate::Detail;
use crate::semantics::example::payee_of;
use crate::semantics::fold::Fold;
use crate::semantics::plan::Plan;
use crate::semantics::posting::PostingKind;
use crate::semantics::standing::Ladder;

/// The most vectors of one program.
pub const MOST: usize = 5_000;

/// What a vector stands beside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edge {
    /// So much is sold, in minor units of the program's money.
    Sold(i128),
    /// It is sold on this day.
    Day(Date),
    /// It is given back on this day.
    Returned(Date),
    /// Two partners have sold the same.
    Tie,
    /// So much is sold of what earns a tier, in minor units.
    Earned(i128),
}

/// A case and what comes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vector {
    /// The incentive or the tier whose edge it is.
    pub about: Name,
    /// Where it stands.
    pub edge: Edge,
    /// Partners and facts. A tier is held from the first day of the year.
    pub case: Case,
    /// Everything that is posted up to the last day of the year, in the order booked.
    pub expected: Vec<Expected>,
    /// From which day each partner holds which tier; `None` is no tier.
    pub standings: Vec<(Name, Date, Option<TierId>)>,
    /// Ids of facts that are refused, for some incentive or for all.
    pub refused: Vec<Name>,
}

/// One posting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Which incentive.
    pub incentive: Name,
    /// Whom it pays.
    pub payee: Name,
    /// What it does.
    pub kind: PostingKind,
    /// The day it is earned.
    pub earned: Date,
    /// The day it is due.
    pub due: Date,
    /// How much.
    pub amount: Money,
}

/// Why there are no vectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VectorFault {
    /// A payout cannot be drawn.
    Curve(CurveFault),
    /// A case has an amount outside the range.
    OutOfRange,
    /// More than [`MOST`].
    TooMany,
}

impl From<CurveFault> for VectorFault {
    fn from(fault: CurveFault) -> VectorFault {
        VectorFault::Curve(fault)
    }
}

/// The vectors of a program, by incentive, then by tier.
pub fn vectors(program: &Program) -> Result<Vec<Vector>, VectorFault> {
    let plan = Plan::of(program);
    let made = make::all(&plan)?;
    if made.len() > MOST {
        return Err(VectorFault::TooMany);
    }
    made.into_iter()
        .map(|(about, edge, case)| played(&plan, about, edge, case))
        .collect()
}

/// What comes of a case, by the same fold that settles.
fn played(plan: &Plan, about: Name, edge: Edge, case: Case) -> Result<Vector, VectorFault> {
    let year = plan.program.fiscal.year();
    let mut fold = Fold::new(plan, Detail::Amount);
    let mut partners = Vec::with_capacity(case.partners.len());
    for partner in &case.partners {
        let id = fold.add_partner(Partner {
            region: partner.region,
            sort: partner.sort,
            ..Partner::named(&partner.name)
        });
        if partner.tier.is_some() {
            fold.set_standing(id, year.first(), partner.tier);
        }
        partners.push((id, partner.name.clone()));
    }
    for fact in &case.facts {
        fold.admit(fact);
    }
    fold.advance_to(year.last())
        .map_err(|_| VectorFault::OutOfRange)?;
    let name = |id| plan.program.incentive(id).map(|each| &each.declared.name);
    let mut expected = Vec::new();
    for posting in fold.take_postings() {
        expected.push(Expected {
            incentive: name(posting.claim.incentive)
                .cloned()
                .unwrap_or_else(|| Name::new("")),
            payee: payee_of(&fold, &posting),
            kind: posting.kind,
            earned: posting.day,
            due: posting.due,
            amount: posting.amount,
        });
    }
    let mut standings = Vec::new();
    for (id, name) in &partners {
        let held = fold.state().standing.timeline(Ladder::TIERS, *id);
        let changes = held.map_or(&[][..], |held| held.changes.as_slice());
        let each = |(from, tier): &(Date, Option<TierId>)| (name.clone(), *from, *tier);
        standings.extend(changes.iter().map(each));
    }
    let mut refused: Vec<Name> = fold
        .take_rejections()
        .into_iter()
        .map(|each| each.id)
        .collect();
    refused.sort();
    refused.dedup();
    Ok(Vector {
        about,
        edge,
        case,
        expected,
        standings,
        refused,
    })
}
