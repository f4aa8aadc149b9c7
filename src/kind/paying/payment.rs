//! When, to whom and in what form an award is paid.

use super::recipient::HEAD;
use super::refusal;
use crate::base::duration::{Duration, DurationUnit};
use crate::base::id::RegionId;
use crate::fact::FactKind;
use crate::kind::spec::{Given, Kind, Named, Refusal, Terms, Value};
use crate::payout::Account;
use crate::payout::payment::{Anchor, Form, Payee, Payment, Roll, TaxReporter};
use crate::payout::table::AsOf;

/// The terms of payment. What a kind without `pay` gives is had at the order. `None` when a clause failed
/// elsewhere.
pub fn payment(kind: &Kind, terms: &Terms) -> Result<Option<Payment>, Refusal> {
    let (Some(account), Some(tax)) = (terms.one("account"), terms.one("tax")) else {
        return Ok(None);
    };
    if !kind.clauses.iter().any(|clause| clause.word == "pay") {
        is_known_at_the_order(terms)?;
        return Ok(Some(at_the_order(account, tax)));
    }
    let Some(pay) = terms.one("pay") else {
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
        is_at_the_order(terms, pay, after, *anchor)?;
        is_known_at_the_order(terms)?;
        return Ok(Some(at_the_order(account, tax)));
    }
    let in_business_days = after.unit == DurationUnit::BusinessDay;
    if roll.is_none() && !in_business_days {
        return Err(refusal(
            "payday-without-roll",
            "the payday can fall on a day that is not open for business".to_owned(),
            pay.span,
            "add `next business day in REGION` or `previous business day in REGION`",
        ));
    }
    let region = region(pay);
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

/// Whose days of business are counted.
fn region(pay: &Given) -> Option<RegionId> {
    match pay.phrase("in")?.names().first().copied() {
        Some(Named::Region(id)) => Some(id),
        Some(_) | None => None,
    }
}

/// A discount stands on the invoice of the sale: it has no payday of its own, and nobody else can have it.
fn is_at_the_order(
    terms: &Terms,
    pay: &Given,
    after: Duration,
    anchor: Anchor,
) -> Result<(), Refusal> {
    let on_sales = match terms.one("on").map(|on| &on.value) {
        Some(Value::Events(events)) => events.selector.fact == FactKind::Sale,
        Some(_) | None => false,
    };
    let to_partner = pay.phrase("to").and_then(Value::word) == Some("the partner");
    let rolls = pay.says("next business day") || pay.says("previous business day");
    let at_once = after.count == 0 && anchor == Anchor::Event && !rolls;
    let waits = terms.one("hold until").is_some() || matches!(pay.value, Value::Parts(_));
    if on_sales && to_partner && at_once && !waits && pay.phrase("in").is_none() {
        return Ok(());
    }
    // The line that is right for sales helps nobody whose sales are not what it is paid on.
    let (how, help) = if !on_sales {
        (
            "what it is paid on is not a sale",
            "write `on each sale in year`, or pay it in another form: pay 45 days after quarter end next business day in NA to the partner as credit note",
        )
    } else if terms.one("hold until").is_some() {
        (
            "this waits for its customer",
            "leave `hold until` out, or pay it in another form: pay 45 days after quarter end next business day in NA to the partner as credit note",
        )
    } else {
        (
            "this is paid in another way",
            "write: pay 0 days after sale date to the partner as discount",
        )
    };
    Err(refusal(
        "discount-not-at-the-order",
        format!("a discount is taken off the price of each sale when it is ordered, and {how}"),
        pay.span,
        help,
    ))
}

/// What is taken off the price asks for nothing that is known later.
fn is_known_at_the_order(terms: &Terms) -> Result<(), Refusal> {
    let mut read = terms.clauses.iter();
    match read.find(|given| reads_a_later_day(given)) {
        None => Ok(()),
        Some(later) => Err(refusal(
            "discount-not-at-the-order",
            "what a partner is on that day is not known when a sale is ordered".to_owned(),
            later.span,
            "write `as of sale date`, or the start of a period: `as of quarter start`",
        )),
    }
}

/// Whether a clause asks for the tier of a day that may come after the sale.
fn reads_a_later_day(given: &Given) -> bool {
    match given.phrase("as of") {
        Some(Value::AsOf(day)) => matches!(day, AsOf::End(_) | AsOf::PaymentDate),
        Some(_) | None => false,
    }
}

/// The payment of what is taken off the price on the day of the sale.
fn at_the_order(account: &Given, tax: &Given) -> Payment {
    Payment {
        after: Duration {
            count: 0,
            unit: DurationUnit::Day,
        },
        anchor: Anchor::Event,
        roll: None,
        region: None,
        payee: Payee::Partner,
        form: Form::Discount,
        account: self::account(account.value.word()),
        tax: reporter(tax),
    }
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
