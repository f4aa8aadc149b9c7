//! What a return takes back.

use super::refusal;
use crate::kind::spec::{Refusal, Terms, Value};
use crate::payout::{Undo, UndoFrom, UndoMethod};

/// Reads `undo`; a pooled award has a period to compute again, an award for one event has a first rate.
pub(super) fn undo(terms: &Terms, pooled: bool) -> Result<Option<Undo>, Refusal> {
    let Some(given) = terms.one("undo") else {
        return Ok(None);
    };
    if given.value.word() == Some("never") {
        return Ok(None);
    }
    let method = match (
        given.says("at the rate first paid"),
        given.says("by recomputing the period"),
    ) {
        (true, false) if !pooled => UndoMethod::AtTheRateFirstPaid,
        (false, true) if pooled => UndoMethod::ByRecomputingThePeriod,
        (true, false) => {
            return Err(refusal(
                "undo-does-not-fit",
                "the award is for a whole period, so no single sale has a rate first paid"
                    .to_owned(),
                given.span,
                "write: undo when returned within 90 days of sale date by recomputing the period from next payout",
            ));
        }
        (false, true) => {
            return Err(refusal(
                "undo-does-not-fit",
                "the award is for one event, so there is no period to compute again".to_owned(),
                given.span,
                "write: undo when returned within 90 days of sale date at the rate first paid from next payout",
            ));
        }
        _ => {
            return Err(refusal(
                "undo-without-method",
                "the clause does not say how much a return takes back".to_owned(),
                given.span,
                if pooled {
                    "add: by recomputing the period"
                } else {
                    "add: at the rate first paid"
                },
            ));
        }
    };
    let from = match (given.says("from next payout"), given.says("as invoice")) {
        (true, false) => UndoFrom::NextPayout,
        (false, true) => UndoFrom::Invoice,
        _ => {
            return Err(refusal(
                "undo-without-source",
                "the clause does not say what a return is taken from".to_owned(),
                given.span,
                "add `from next payout` or `as invoice`",
            ));
        }
    };
    let within = if let Some(Value::Duration(within)) = given.phrase("within") {
        Some(*within)
    } else {
        None
    };
    Ok(Some(Undo {
        within,
        method,
        from,
    }))
}
