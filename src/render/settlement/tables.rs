//! The smaller tables of a settlement.

use super::{Fault, free, table, value};
use crate::semantics::deal::Standing;
use crate::settle::Settlement;
use crate::settle::ledger::cost_words;

/// Every registration and lead on the last day.
pub(super) fn deals(settlement: &Settlement) -> Result<String, Fault> {
    let row = |each: &Standing| {
        vec![
            value(each.fact),
            free(&each.id),
            free(&each.partner),
            free(&each.deal),
            value(each.state),
            value(each.until.map_or_else(String::new, |last| last.to_string())),
        ]
    };
    table(
        &["fact", "id", "partner", "deal", "state", "until"],
        settlement.deals.iter().map(row).collect(),
    )
}

/// Cost by quarter, state and account.
pub(super) fn accruals(settlement: &Settlement) -> Result<String, Fault> {
    let rows = settlement.accruals.iter().map(|each| {
        vec![
            value(&each.quarter),
            value(each.state.word()),
            value(cost_words(each.account)),
            value(each.amount.plain()),
            value(each.amount.currency),
        ]
    });
    table(
        &["quarter", "state", "account", "amount", "currency"],
        rows.collect(),
    )
}

/// What is owed at the start and end of each quarter.
pub(super) fn payable(settlement: &Settlement) -> Result<String, Fault> {
    let rows = settlement.rolls.iter().map(|roll| {
        vec![
            value(&roll.quarter),
            value(roll.opening.plain()),
            value(roll.booked.plain()),
            value(roll.due.plain()),
            value(roll.closing.plain()),
            value(roll.closing.currency),
        ]
    });
    table(
        &["quarter", "opening", "booked", "due", "closing", "currency"],
        rows.collect(),
    )
}

/// Every claim on the last day; `due` is the last day before time itself changes it.
pub(super) fn claims(settlement: &Settlement) -> Result<String, Fault> {
    let rows = settlement.claims.iter().map(|each| {
        vec![
            free(&each.id),
            free(&each.partner),
            free(&each.fund),
            value(each.state),
            value(each.due.map_or_else(String::new, |last| last.to_string())),
        ]
    });
    table(
        &["claim", "partner", "fund", "state", "due"],
        rows.collect(),
    )
}
