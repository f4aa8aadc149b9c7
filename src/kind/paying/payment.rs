//! When, to whom and in what form an award is paid.

use super::recipient::HEAD;
use super::refusal;
use crate::base::duration::Duration;
use crate::fact::FactKind;
use crate::kind::spec::{Given, Named, Refusal, Terms, Value};
use crate::payout::Account;
use crate::payout::payment::{Anchor, Form, Payee, Payment, Roll, TaxReporter};

/// The terms of payment. `None` when a clause failed elsewhere.
pub fn payment(terms: &Terms) -> Result<Option<Payment>, Refusal> {
    let (Some(pay), Some(account), Some(tax)) =
        (terms.one("pay"), terms.one("account"), terms.one("tax"))
    else {
        return Ok(None);
    };
    let after = if let Value::Duration(after) = pay.value {
        after
    } else if let Value::Parts(parts) = &pay.value
        && let Some(first) = parts.first()
    {
        *first
    } else {
        return Ok(None);
    };
    let Some(Value::Anchor(anchor)) = pay.phrase("after") else {
        return Ok(None);
    };
    let roll = match (
        pay.says("next business day"),
        pay.says("previous business day"),
    ) {
        (true, _) => Some(Roll::Next),
        (_, true) => Some(Roll::Previous),
        (false, false) => None,
    };
    if form(pay.phrase("as").and_then(Value::word)) == Form::Discount {
        return at_the_order(terms, (pay, account, tax), after, *anchor).map(Some);
    }
    let in_business_days = after.unit == crate::base::duration::DurationUnit::BusinessDay;
    if roll.is_none() && !in_business_days {
        return Err(refusal(
            "payday-without-roll",
            "the payday can fall on a day that is not open for business".to_owned(),
            pay.span,
            "add `next business day in REGION` or `previous business day in REGION`",
        ));
    }
    let region = pay
        .phrase("in")
        .and_then(|value| value.names().first().copied());
    let region = if let Some(Named::Region(id)) = region {
        Some(id)
    } else {
        None
    };
    if region.is_none() {
        return Err(refusal(
            "payday-without-region",
            "business days are counted, and the region whose days they are is not named".to_owned(),
            pay.span,
            "add `in REGION`",
        ));
    }
    Ok(Some(Payment {
        after,
        anchor: *anchor,
        roll,
        region,
        payee: match pay.phrase("to").and_then(Value::word) {
            Some("the seller") => Payee::Seller,
            Some(HEAD) => Payee::Head,
            Some(_) | None => Payee::Partner,
        },
        form: form(pay.phrase("as").and_then(Value::word)),
        account: self::account(account.value.word()),
        tax: reporter(tax),
    }))
}

/// A discount stands on the invoice of the sale: it has no payday of its own, and nobody else can have it.
fn at_the_order(
    terms: &Terms,
    (pay, account, tax): (&Given, &Given, &Given),
    after: Duration,
    anchor: Anchor,
) -> Result<Payment, Refusal> {
    let on_sales = match terms.one("on").map(|on| &on.value) {
        Some(Value::Events(events)) => events.selector.fact == FactKind::Sale,
        Some(_) | None => false,
    };
    let to_partner = pay.phrase("to").and_then(Value::word) == Some("the partner");
    let rolls = pay.says("next business day") || pay.says("previous business day");
    let at_once = after.count == 0 && anchor == Anchor::Event && !rolls;
    let waits = terms.one("hold").is_some() || matches!(pay.value, Value::Parts(_));
    if !on_sales || !to_partner || !at_once || waits || pay.phrase("in").is_some() {
        return Err(refusal(
            "discount-not-at-the-order",
            "a discount is taken off the price of each sale when it is ordered, and this is paid in another way".to_owned(),
            pay.span,
            "write: pay 0 days after sale date to the partner as discount",
        ));
    }
    Ok(Payment {
        after,
        anchor,
        roll: None,
        region: None,
        payee: Payee::Partner,
        form: Form::Discount,
        account: self::account(account.value.word()),
        tax: reporter(tax),
    })
}

/// Who reports the tax.
fn reporter(tax: &Given) -> TaxReporter {
    match tax.phrase("reported by").and_then(Value::word) {
        Some("vendor") => TaxReporter::Vendor,
        Some(_) | None => TaxReporter::Partner,
    }
}

/// The account of a word.
pub(super) fn account(word: Option<&str>) -> Account {
    match word {
        Some("marketing") => Account::Marketing,
        Some("cost of sales") => Account::CostOfSales,
        Some(_) | None => Account::ContraRevenue,
    }
}

fn form(word: Option<&str>) -> Form {
    match word {
        Some("cash") => Form::Cash,
        Some("fund") => Form::Fund,
        Some("goods") => Form::Goods,
        Some("discount") => Form::Discount,
        Some(_) | None => Form::CreditNote,
    }
}
