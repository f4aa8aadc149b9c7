//! What each quarter costs, and what is owed at its start and end.

use std::collections::BTreeMap;

use crate::base::date::Date;
use crate::base::money::Money;
use crate::base::period::{Cycle, Period};
use crate::model::Program;
use crate::payout::Account;
use crate::semantics::posting::PostingKind;
use crate::settle::entry::{Entry, Way};
use crate::settle::estimate::Estimate;
use crate::settle::state::State;

/// The cost of a quarter on one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accrual {
    /// The quarter in which it is booked, by name.
    pub quarter: String,
    /// How far it can still change; an estimate is booked nowhere.
    pub state: State,
    /// The account that bears it.
    pub account: Account,
    /// How much.
    pub amount: Money,
}

/// What is owed to payees around one quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roll {
    /// The quarter, by name.
    pub quarter: String,
    /// Owed at its start.
    pub opening: Money,
    /// Booked in it.
    pub booked: Money,
    /// Due in it.
    pub due: Money,
    /// Owed at its end: opening and booked, less due.
    pub closing: Money,
}

/// Cost by quarter, state and account; what is estimated is in the quarter in which its period ends. Credit of a fund is a cost when it is earned: paying it out is none again.
pub fn accruals(
    program: &Program,
    (entries, estimates): (&[Entry], &[Estimate]),
    until: Date,
) -> Vec<Accrual> {
    let mut sums: BTreeMap<(Period, State, Account), i128> = BTreeMap::new();
    let costs = entries
        .iter()
        .filter(|entry| entry.kind != PostingKind::Reimbursement);
    for entry in costs {
        let quarter = program.fiscal.period_at(Cycle::Quarter, entry.booked);
        let state = State::of(program, entry.day, until);
        for (account, minor) in &entry.accounts {
            let sum = sums.entry((quarter, state, *account)).or_default();
            *sum = sum.saturating_add(*minor);
        }
    }
    for each in estimates {
        let quarter = program.fiscal.period_at(Cycle::Quarter, each.days.last());
        for (account, minor) in &each.accounts {
            let sum = sums
                .entry((quarter, State::Estimate, *account))
                .or_default();
            *sum = sum.saturating_add(*minor);
        }
    }
    sums.into_iter()
        .map(|((quarter, state, account), minor)| Accrual {
            quarter: program.fiscal.name(quarter),
            state,
            account,
            amount: Money {
                minor,
                currency: program.currency,
            },
        })
        .collect()
}

/// What is owed, quarter by quarter, from the first that books to the last in which something is due.
pub fn rolls(program: &Program, entries: &[Entry]) -> Vec<Roll> {
    let mut changes: BTreeMap<Period, (i128, i128)> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.way() == Way::Paid) {
        let quarter = |day| program.fiscal.period_at(Cycle::Quarter, day);
        let booked = changes.entry(quarter(entry.booked)).or_default();
        booked.0 = booked.0.saturating_add(entry.amount.minor);
        let due = changes
            .entry(quarter(entry.due.max(entry.booked)))
            .or_default();
        due.1 = due.1.saturating_add(entry.amount.minor);
    }
    let money = |minor| Money {
        minor,
        currency: program.currency,
    };
    let mut opening: i128 = 0;
    changes
        .into_iter()
        .map(|(quarter, (booked, due))| {
            let closing = opening.saturating_add(booked).saturating_sub(due);
            let roll = Roll {
                quarter: program.fiscal.name(quarter),
                opening: money(opening),
                booked: money(booked),
                due: money(due),
                closing: money(closing),
            };
            opening = closing;
            roll
        })
        .collect()
}
