//! What every registration and every lead is on a day, in one list, and what a claim is. Must not know files.

use crate::base::date::Date;
use crate::base::name::Name;
use crate::fact::{FactKind, FieldIndex};
use crate::semantics::book::RowId;
use crate::semantics::book::row::places;
use crate::semantics::fold::Fold;
use crate::semantics::symbol::Symbol;
use crate::semantics::{claimed, lead, registration};

/// A registration or a lead on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What it is: the word of its fact.
    pub fact: &'static str,
    /// Its id.
    pub id: Name,
    /// Whose.
    pub partner: Name,
    /// The deal.
    pub deal: Name,
    /// The word of its state.
    pub state: &'static str,
    /// The last day on which it holds, where it does and has one.
    pub until: Option<Date>,
}

/// The word of the state of the registration, the lead or the claim with an id; `None` before it is there.
pub fn state_of(fold: &Fold, about: &Name, day: Date) -> Option<&'static str> {
    let all = standings(fold, day);
    let found = all.iter().find(|each| each.id == *about);
    found.map(|each| each.state).or_else(|| {
        let claims = claims(fold, day);
        let found = claims.iter().find(|each| each.id == *about);
        found.map(|each| each.state)
    })
}

/// Every claim on a fund that says how claims are decided.
pub fn claims(fold: &Fold, day: Date) -> Vec<claimed::Standing> {
    let reimbursed = &fold.state().reimbursed;
    claimed::standings(fold.view(), day, |id| reimbursed.get(&id).copied())
}

/// Every registration and every lead that is there on a day, by deal, the earliest first.
pub fn standings(fold: &Fold, day: Date) -> Vec<Standing> {
    let view = fold.view();
    let named = |row: RowId, fact, deal: Symbol, state, until: Option<Date>| {
        let row = view.book.row(row)?;
        let text = |symbol| view.book.symbols().text(symbol);
        Some(Standing {
            fact,
            id: text(row.id),
            partner: Name::new(view.book.name_of(row.partner)),
            deal: text(deal),
            state,
            until: until.filter(|last| *last < Date::MAX),
        })
    };
    let mut found = Vec::new();
    for deal in deals(fold, FactKind::Registration, places::REGISTRATION_DEAL) {
        for life in registration::lives(view, deal) {
            let Some(state) = life.state(day) else {
                continue;
            };
            let until = state.protects().then_some(life.last);
            found.extend(named(life.row, "registration", deal, state.word(), until));
        }
    }
    for deal in deals(fold, FactKind::Lead, places::LEAD_DEAL) {
        for life in lead::lives(view, deal) {
            let Some(state) = life.state(day) else {
                continue;
            };
            let until = (state == lead::State::Accepted).then_some(life.last);
            found.extend(named(life.row, "lead", deal, state.word(), until));
        }
    }
    found
}

/// The deals that facts of a kind name, in the order of their names.
fn deals(fold: &Fold, kind: FactKind, field: FieldIndex) -> Vec<Symbol> {
    let book = fold.book();
    let all = book.all(kind).filter_map(|row| row.text(field));
    let mut deals: Vec<(Name, Symbol)> =
        all.map(|deal| (book.symbols().text(deal), deal)).collect();
    deals.sort();
    deals.dedup();
    deals.into_iter().map(|(_, deal)| deal).collect()
}
