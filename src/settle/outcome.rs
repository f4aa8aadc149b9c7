//! What became of every row: paid by which incentives, excluded and why, or rejected. Rows in are rows
//! accounted for.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::date::Date;
use crate::base::id::IncentiveId;
use crate::base::name::Name;
use crate::fact::{FIELDS_OF_SALE, Fact, FactKind, type_of};
use crate::model::Program;
use crate::semantics::book::Counted;
use crate::semantics::evaluate::Emptied;
use crate::semantics::fold::Fold;
use crate::semantics::fold::emptied::{Counting, Nothing};
use crate::semantics::posting::{Posting, Reason, Rejection};

/// What became of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowOutcome {
    /// The word of its type, such as `sale`.
    pub word: &'static str,
    /// Its id.
    pub id: Name,
    /// Its partner, if it names one.
    pub partner: Name,
    /// What became of it.
    pub outcome: Outcome,
    /// Incentives that would look at it but cannot, and why.
    pub unfit_for: Vec<(Name, Reason)>,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// These incentives pay something for it.
    Paid(Vec<Name>),
    /// It is in the book, and no incentive pays for it.
    Excluded(Exclusion),
    /// It is not in the book.
    Rejected(Reason),
}

/// Why nothing is paid for a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exclusion {
    /// The sale was not accepted.
    NotAccepted,
    /// It happened outside the program's year.
    OutsideTheYear,
    /// It is known only after the last day that was closed.
    KnownLater,
    /// It became known after what is paid for its day was final.
    AfterFinal,
    /// The partner held no tier that day.
    NoTier,
    /// It earns nothing itself: it is read by tiers, measures and conditions.
    ReadOnly,
    /// A return: it earns nothing itself, and its sale earns less.
    Lessens,
    /// A return that came too late for incentives that had paid for its sale.
    ReturnedLate,
    /// A claim that is not approved, or not yet.
    NotApproved,
    /// The sale came back whole, and nothing was posted for it before.
    Returned,
    /// These would pay for it, and a limit of each of them left nothing.
    Emptied(Vec<(IncentiveId, Emptied)>),
    /// It came late for a period that these are paid for, and they come to no more with it.
    NoMore(Vec<IncentiveId>),
    /// These count it, and have paid nothing for it so far.
    SoFar(Vec<IncentiveId>),
    /// Nothing is paid for it, and a period that holds its day is open.
    NothingSoFar,
    /// No incentive pays for it.
    NothingPays,
}

/// What a fold says of facts.
pub struct Found<'a> {
    /// What was posted.
    pub postings: &'a [Posting],
    /// Of what a limit left nothing.
    pub emptied: &'a [Nothing],
    /// What came late and brings no more.
    pub no_more: &'a Counting,
    /// What is counted and not paid yet.
    pub so_far: &'a Counting,
    /// What is not in the book, or no use to an incentive.
    pub rejections: &'a [Rejection],
}

/// One outcome for each fact, in the order given.
pub fn outcomes(
    program: &Program,
    fold: &Fold,
    facts: &[Fact],
    found: &Found,
    until: Date,
) -> Vec<RowOutcome> {
    let incentive = |id| program.incentive(id).map(|each| &each.declared.name);
    let book = fold.book();
    let mut paid: BTreeMap<(FactKind, Name), BTreeSet<&Name>> = BTreeMap::new();
    for posting in found.postings {
        for row in posting.lines.iter().filter_map(|(row, _)| book.row(*row)) {
            let by = paid.entry((row.kind, book.symbols().text(row.id)));
            by.or_default().extend(incentive(posting.claim.incentive));
        }
    }
    let emptied = by_row(fold, found.emptied);
    let (no_more, so_far) = (counting(fold, found.no_more), counting(fold, found.so_far));
    let mut rejected: BTreeMap<(FactKind, &Name), &Reason> = BTreeMap::new();
    let mut unfit: BTreeMap<(FactKind, &Name), Vec<(Name, Reason)>> = BTreeMap::new();
    for each in found.rejections {
        match each.incentive.and_then(incentive) {
            None => {
                rejected.insert((each.kind, &each.id), &each.reason);
            }
            Some(name) => {
                let held = unfit.entry((each.kind, &each.id)).or_default();
                held.push((name.clone(), each.reason.clone()));
            }
        }
    }
    facts
        .iter()
        .map(|fact| {
            let key = (fact.kind, &fact.id);
            let by = paid.get(&(fact.kind, fact.id.clone()));
            let outcome = match (rejected.get(&key), by) {
                (Some(reason), _) => Outcome::Rejected((*reason).clone()),
                (None, Some(by)) => Outcome::Paid(by.iter().map(|name| (*name).clone()).collect()),
                (None, None) => {
                    let plain = exclusion(program, fold, fact, until);
                    let key = (fact.kind, fact.id.clone());
                    let more = match (emptied.get(&key), no_more.get(&key), so_far.get(&key)) {
                        (Some(limits), _, _) => Some(Exclusion::Emptied(limits.clone())),
                        (None, Some(by), _) => Some(Exclusion::NoMore(by.clone())),
                        (None, None, Some(by)) => Some(Exclusion::SoFar(by.clone())),
                        (None, None, None) => None,
                    };
                    Outcome::Excluded(told(plain, more))
                }
            };
            let mut unfit_for = unfit.remove(&key).unwrap_or_default();
            unfit_for.extend(too_late(program, fold, fact));
            RowOutcome {
                word: type_of(fact.kind).word,
                id: fact.id.clone(),
                partner: fact.partner.clone(),
                outcome,
                unfit_for,
            }
        })
        .collect()
}

type Limits = BTreeMap<(FactKind, Name), Vec<(IncentiveId, Emptied)>>;

/// For each row, whose limits left nothing for it.
fn by_row(fold: &Fold, emptied: &[Nothing]) -> Limits {
    let book = fold.book();
    let mut all = Limits::new();
    for each in emptied {
        for row in each.rows.iter().filter_map(|row| book.row(*row)) {
            let held = all.entry((row.kind, book.symbols().text(row.id)));
            let (held, own) = (held.or_default(), (each.incentive, each.by.clone()));
            if !held.contains(&own) {
                held.push(own);
            }
        }
    }
    all
}

/// For each row, the incentives that count it.
fn counting(fold: &Fold, rows: &Counting) -> BTreeMap<(FactKind, Name), Vec<IncentiveId>> {
    let book = fold.book();
    let mut all: BTreeMap<_, Vec<IncentiveId>> = BTreeMap::new();
    for (incentive, row) in rows {
        if let Some(row) = book.row(*row) {
            let held = all.entry((row.kind, book.symbols().text(row.id)));
            held.or_default().push(*incentive);
        }
    }
    all
}

/// What an incentive would have paid for, or counts, is told of before what no incentive pays for.
fn told(plain: Exclusion, more: Option<Exclusion>) -> Exclusion {
    match (&plain, more) {
        (
            Exclusion::NothingPays
            | Exclusion::NothingSoFar
            | Exclusion::NoTier
            | Exclusion::ReadOnly,
            Some(more),
        ) => more,
        (
            Exclusion::NothingPays
            | Exclusion::NothingSoFar
            | Exclusion::NoTier
            | Exclusion::ReadOnly
            | Exclusion::NotAccepted
            | Exclusion::OutsideTheYear
            | Exclusion::KnownLater
            | Exclusion::AfterFinal
            | Exclusion::Lessens
            | Exclusion::ReturnedLate
            | Exclusion::NotApproved
            | Exclusion::Returned
            | Exclusion::Emptied(_)
            | Exclusion::NoMore(_)
            | Exclusion::SoFar(_),
            _,
        ) => plain,
    }
}

/// The incentives that a return came too late for.
fn too_late(program: &Program, fold: &Fold, fact: &Fact) -> Vec<(Name, Reason)> {
    let book = fold.book();
    let row = (fact.kind == FactKind::Return)
        .then(|| book.symbols().find(&fact.id))
        .flatten()
        .and_then(|id| book.row(book.find(fact.kind, id)?));
    let late = row.map(|row| fold.too_late(row)).unwrap_or_default();
    let named = late.into_iter().filter_map(|(id, late)| {
        let incentive = program.incentive(id)?;
        Some((incentive.declared.name.clone(), Reason::ReturnedLate(late)))
    });
    named.collect()
}

fn exclusion(program: &Program, fold: &Fold, fact: &Fact, until: Date) -> Exclusion {
    if fact.known > until {
        return Exclusion::KnownLater;
    }
    if !program.fiscal.year().contains(fact.happened) && fact.kind != FactKind::Return {
        return Exclusion::OutsideTheYear;
    }
    if fact.kind == FactKind::Return {
        return match too_late(program, fold, fact).is_empty() {
            true => Exclusion::Lessens,
            false => Exclusion::ReturnedLate,
        };
    }
    if fact.kind == FactKind::Claim {
        return Exclusion::NotApproved;
    }
    if let Some(exclusion) = of_a_request(fact) {
        return exclusion;
    }
    if fact.kind != FactKind::Sale {
        return Exclusion::ReadOnly;
    }
    let accepted = fact
        .text(FIELDS_OF_SALE.status)
        .is_none_or(|status| &**status == "accepted");
    if !accepted {
        return Exclusion::NotAccepted;
    }
    let entered = fold.entered_on(fact).unwrap_or(fact.known);
    if program
        .final_day(fact.happened)
        .is_some_and(|last| entered > last)
    {
        return Exclusion::AfterFinal;
    }
    if is_gone(fold, fact) {
        return Exclusion::Returned;
    }
    let tier = fold
        .book()
        .partner_named(&fact.partner)
        .and_then(|id| fold.state().standing.tier_on(id, fact.happened));
    if tier.is_none() && !program.tiers.is_empty() {
        return Exclusion::NoTier;
    }
    match is_open(fold, fact.happened, until) {
        true => Exclusion::NothingSoFar,
        false => Exclusion::NothingPays,
    }
}

/// Whether a period that is paid for and holds a day ends after another.
fn is_open(fold: &Fold, day: Date, after: Date) -> bool {
    let open = fold.plan().ends.range(after.plus_days(1)..);
    let mut open = open.flat_map(|(_, ends)| ends);
    open.any(|end| end.days.contains(day) && end.days.last() > after)
}

/// What is there to be paid for, and for nothing else: an exception, an order at a quoted price, a claim on a difference of prices.
fn of_a_request(fact: &Fact) -> Option<Exclusion> {
    let is_request = matches!(
        fact.kind,
        FactKind::Exception | FactKind::Quote | FactKind::Debit | FactKind::Protection
    );
    let (place, _) = type_of(fact.kind)
        .field("decision")
        .filter(|_| is_request)?;
    let decision = fact.text(place).map(Name::as_str);
    Some(match decision == Some("approved") {
        true => Exclusion::NothingPays,
        false => Exclusion::NotApproved,
    })
}

/// Whether all of a sale has come back.
fn is_gone(fold: &Fold, fact: &Fact) -> bool {
    let book = fold.book();
    let id = book.symbols().find(&fact.id);
    let row = id.and_then(|id| book.find(fact.kind, id));
    row.is_some_and(|row| book.is_gone(row, Counted::All))
}
