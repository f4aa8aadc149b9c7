//! Whether an award is divided among the partners who are credited with its deal.

use super::refusal;
use crate::fact::FactKind;
use crate::kind::spec::{Refusal, Terms, Value};
use crate::payout::Payout;
use crate::payout::given::Among;

/// The same payout of an event, divided where `split` stands.
pub(super) fn split(terms: &Terms, fact: FactKind, payout: Payout) -> Result<Payout, Refusal> {
    let Some(given) = terms.one("split") else {
        return Ok(payout);
    };
    let pay = terms.one("pay").and_then(|pay| pay.phrase("to"));
    if pay.and_then(Value::word) == Some("the seller") {
        return Err(refusal(
            "split-to-a-person",
            "a deal is credited to partners, and the award is paid to a person".to_owned(),
            given.span,
            "write: pay ... to the partner ..., or leave `split` out",
        ));
    }
    if fact != FactKind::Sale {
        return Err(refusal(
            "split-of-no-deal",
            "these facts close no deal that could be credited".to_owned(),
            given.span,
            "write: on each sale of cloud_secure in year",
        ));
    }
    let second = given.value.word() == Some(Among::SecondRegistrant.words());
    Ok(Payout::Shared {
        among: if second {
            Among::SecondRegistrant
        } else {
            Among::Credited
        },
        payout: Box::new(payout),
    })
}

/// A period has no one deal.
pub(super) fn unsplit(terms: &Terms) -> Result<(), Refusal> {
    match terms.one("split") {
        None => Ok(()),
        Some(given) => Err(refusal(
            "split-of-no-deal",
            "the award is for a whole period, and a deal is what partners are credited with"
                .to_owned(),
            given.span,
            "pay on each sale: on each sale of cloud_secure in year",
        )),
    }
}
