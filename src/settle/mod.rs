//! Exact statements from real facts: the fold's postings as entries of a balanced ledger, one statement a
//! payee, and an account of every row that came in. Must not know files, or how a page looks.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::float_arithmetic,
        clippy::indexing_slicing
    )
)]

pub mod accrual;
pub mod continued;
pub mod entry;
pub mod estimate;
pub mod history;
pub mod history_text;
pub mod ledger;
pub mod outcome;
pub mod scorecard;
pub mod state;
pub mod statement;

use std::borrow::Cow;

use crate::base::date::Date;
use crate::base::id::{RegionId, TierId, TypeId};
use crate::base::name::Name;
use crate::fact::Fact;
use crate::model::Program;
use crate::semantics::book::Partner;
use crate::semantics::evaluate::Detail;
use crate::semantics::fold::{Fault, Fold};
use crate::semantics::plan::Plan;
use crate::semantics::{claimed, deal};
use accrual::{Accrual, Roll};
use continued::{Books, continued};
use entry::Entry;
use estimate::Estimate;
use history::History;
use ledger::Line;
use outcome::RowOutcome;
use scorecard::Filled;
use statement::Statement;

/// A partner as the settlement is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The id that facts carry.
    pub name: Name,
    /// What it is called.
    pub title: Name,
    /// Its home.
    pub region: Option<RegionId>,
    /// Its type.
    pub sort: Option<TypeId>,
    /// The tier it holds and since when; `None` leaves it to the reviews.
    pub standing: Option<(TierId, Date)>,
    /// When it joined.
    pub joined: Option<Date>,
}

/// What a settlement gives.
#[derive(Clone, Debug)]
pub struct Settlement {
    /// The last day that is closed.
    pub until: Date,
    /// The last day that was closed before.
    pub closed: Option<Date>,
    /// What earlier settlements posted.
    pub earlier: Vec<Entry>,
    /// What this one posts: corrections first, then in the order booked.
    pub entries: Vec<Entry>,
    /// One statement for each payee, in order of id.
    pub statements: Vec<Statement>,
    /// Debits and credits of all entries; they add up to zero.
    pub ledger: Vec<Line>,
    /// What became of every row.
    pub rows: Vec<RowOutcome>,
    /// Cost by quarter and account, of all entries.
    pub accruals: Vec<Accrual>,
    /// What is owed at the start and end of each quarter.
    pub rolls: Vec<Roll>,
    /// What periods that are open on the last day come to so far; nothing of it is posted.
    pub estimates: Vec<Estimate>,
    /// Every registration and lead, as it is on the last day.
    pub deals: Vec<deal::Standing>,
    /// Every scorecard of every partner, at the end of each of its periods.
    pub scorecards: Vec<Filled>,
    /// Every claim on a fund that says how claims are decided, as it is on the last day.
    pub claims: Vec<claimed::Standing>,
    /// For each fact given, the day it was taken in, where that is not the day it was known.
    pub entered: Vec<Option<Date>>,
}

impl Settlement {
    /// Every entry, in the order posted.
    pub fn all(&self) -> impl Iterator<Item = &Entry> {
        self.earlier.iter().chain(&self.entries)
    }
}

/// Settles facts up to and on a day, going on from what earlier settlements did. The facts are all facts, not
/// only new ones; [`History::problems`] says what stands against going on.
pub fn settle(
    program: &Program,
    accounts: &[Account],
    facts: &[Fact],
    until: Date,
    history: Option<&History>,
) -> Result<Settlement, Fault> {
    let plan = Plan::of(program);
    let mut fold = opened(&plan, accounts);
    let closed = history.and_then(History::closed);
    let entered: Vec<Option<Date>> = facts
        .iter()
        .map(|fact| entered(fact, history, closed, until))
        .collect();
    for (fact, day) in facts.iter().zip(&entered) {
        fold.admit(&known_on(fact, *day));
    }
    fold.advance_to(until)?;
    let postings = fold.take_postings();
    let rejections = fold.take_rejections();
    let emptied = fold.take_emptied();
    let no_more = fold.take_no_more();
    let computed = postings
        .iter()
        .map(|each| entry::entry(&fold, each, until))
        .collect();
    let posted = history.map_or(&[][..], |history| &history.entries);
    let Books { earlier, new } = continued(&mut fold, computed, posted, closed, until);
    let all: Vec<Entry> = earlier.iter().chain(&new).cloned().collect();
    let deals = deal::standings(&fold, until);
    let scorecards = scorecard::filled(&fold, until);
    let claims = deal::claims(&fold, until);
    let estimates = estimate::estimates(&mut fold, until)?;
    let found = outcome::Found {
        postings: &postings,
        emptied: &emptied,
        no_more: &no_more,
        so_far: &fold.counting_so_far(),
        rejections: &rejections,
    };
    let rows = outcome::outcomes(program, &fold, facts, &found, until);
    Ok(Settlement {
        until,
        closed,
        statements: statement::statements(&fold, accounts, (&all, &estimates), until),
        ledger: ledger::ledger(&all),
        rows,
        scorecards,
        deals,
        claims,
        accruals: accrual::accruals(program, (&all, &estimates), until),
        rolls: accrual::rolls(program, &all),
        estimates,
        entered,
        earlier,
        entries: new,
    })
}

/// A fold that knows the partners.
fn opened<'p>(plan: &'p Plan<'p>, accounts: &[Account]) -> Fold<'p> {
    let mut fold = Fold::new(plan, Detail::Why);
    for account in accounts {
        let id = fold.add_partner(Partner {
            name: account.name.clone(),
            region: account.region,
            sort: account.sort,
            joined: account.joined,
        });
        if let Some((tier, since)) = account.standing {
            fold.set_standing(id, since, Some(tier));
        }
    }
    fold
}

/// Reads what the facts known up to and on a day come to; nothing is posted anywhere.
pub fn looked_at<R>(
    program: &Program,
    accounts: &[Account],
    facts: &[Fact],
    until: Date,
    read: impl FnOnce(&Fold) -> R,
) -> Result<R, Fault> {
    let plan = Plan::of(program);
    let mut fold = opened(&plan, accounts);
    for fact in facts {
        fold.admit(fact);
    }
    fold.advance_to(until)?;
    Ok(read(&fold))
}

/// The day a fact is taken in, where that is not the day it was known: a closed day takes nothing in, so what
/// comes after it was closed enters on the first open day, or on the last closed one where no other follows.
fn entered(
    fact: &Fact,
    history: Option<&History>,
    closed: Option<Date>,
    until: Date,
) -> Option<Date> {
    let (history, closed) = (history?, closed?);
    match history.facts.get(&(fact.kind, fact.id.clone())) {
        Some(known) if known.is(fact) => known.entered,
        Some(_) | None if fact.known <= closed => Some(closed.plus_days(1).min(until)),
        Some(_) | None => None,
    }
}

fn known_on(fact: &Fact, day: Option<Date>) -> Cow<'_, Fact> {
    match day {
        None => Cow::Borrowed(fact),
        Some(day) => Cow::Owned(Fact {
            known: day,
            ..fact.clone()
        }),
    }
}
