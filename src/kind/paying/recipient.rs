//! Who is paid for what a group did together.

use super::refusal;
use crate::kind::spec::{Refusal, Terms, Value};
use crate::payout::measure::{Entity, Figure};

/// The word of the partner that stands for its group.
pub(super) const HEAD: &str = "the head of the group";

/// What a whole group did is paid once, to its head; and the head is paid for nothing less.
pub(super) fn agrees(terms: &Terms) -> Result<(), Refusal> {
    let (Some(on), Some(pay)) = (terms.one("on").or(terms.one("accrue")), terms.one("pay")) else {
        return Ok(());
    };
    let counted = on.phrase("of").unwrap_or(&on.value);
    let of_group = matches!(
        counted,
        Value::Figure(Figure::Reading(reading), _) if reading.entity == Entity::Group
    );
    let to_head = pay.phrase("to").and_then(Value::word) == Some(HEAD);
    match (of_group, to_head) {
        (true, false) => Err(refusal(
            "paid-for-the-group",
            "each partner would be paid for what its whole group did".to_owned(),
            on.span,
            "pay it once: `to the head of the group`; or pay each partner on its own at the rate of the group: `rate whole by bookings across group in quarter`",
        )
        .cost("a group of three is paid three times")),
        (false, true) => Err(refusal(
            "head-without-group",
            "the head of the group would be paid for what it did alone".to_owned(),
            pay.span,
            "write: on bookings across group in quarter",
        )),
        (true, true) | (false, false) => Ok(()),
    }
}

/// Several people sell in a period, and its award is one.
pub(super) fn not_a_person(terms: &Terms) -> Result<(), Refusal> {
    let Some(pay) = terms.one("pay") else {
        return Ok(());
    };
    match pay.phrase("to").and_then(Value::word) {
        Some("the seller") => Err(refusal(
            "period-of-one-sale",
            "the award is for a whole period, in which several people may have sold".to_owned(),
            pay.span,
            "write: pay ... to the partner ...; or reward each sale: on each sale of cloud_secure in year",
        )),
        Some(_) | None => Ok(()),
    }
}
