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
pub mod entry;
pub mod ledger;
pub mod outcome;
pub mod statement;

use std::collections::BTreeSet;

use crate::base::date::Date;
use crate::base::id::{RegionId, TierId, TypeId};
use crate::base::name::Name;
use crate::fact::Fact;
use crate::model::Program;
use crate::semantics::book::Partner;
use crate::semantics::evaluate::Detail;
use crate::semantics::fold::{Fault, Fold};
use crate::semantics::plan::Plan;
use accrual::{Accrual, Roll};
use entry::Entry;
use ledger::Line;
use outcome::RowOutcome;
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
    /// The last day that was closed.
    pub until: Date,
    /// Every posting that was not posted before, in the order booked.
    pub entries: Vec<Entry>,
    /// How many entries had been posted before.
    pub known_entries: usize,
    /// One statement for each payee, in order of id.
    pub statements: Vec<Statement>,
    /// Debits and credits; they add up to zero.
    pub ledger: Vec<Line>,
    /// What became of every row.
    pub rows: Vec<RowOutcome>,
    /// Cost by quarter and account.
    pub accruals: Vec<Accrual>,
    /// What is owed at the start and end of each quarter.
    pub rolls: Vec<Roll>,
}

/// Settles facts up to and on a day. Entries whose ids are in `posted` were paid by an earlier settlement and
/// are left out, so that a period closed twice pays once.
pub fn settle(
    program: &Program,
    accounts: &[Account],
    facts: &[Fact],
    until: Date,
    posted: &BTreeSet<String>,
) -> Result<Settlement, Fault> {
    let plan = Plan::of(program);
    let mut fold = Fold::new(&plan, Detail::Why);
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
    for fact in facts {
        fold.admit(fact);
    }
    fold.advance_to(until)?;
    let postings = fold.take_postings();
    let rejections = fold.take_rejections();
    let all: Vec<Entry> = postings
        .iter()
        .map(|each| entry::entry(&fold, each))
        .collect();
    let rows = outcome::outcomes(program, &fold, facts, &all, &rejections, until);
    let count = all.len();
    let entries: Vec<Entry> = all
        .into_iter()
        .filter(|each| !posted.contains(&each.id))
        .collect();
    Ok(Settlement {
        until,
        known_entries: count.saturating_sub(entries.len()),
        statements: statement::statements(accounts, &entries),
        ledger: ledger::ledger(&entries),
        rows,
        accruals: accrual::accruals(program, &entries),
        rolls: accrual::rolls(program, &entries),
        entries,
    })
}
