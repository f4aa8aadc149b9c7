//! Incentives with their payment, funds, what may meet on one sale, and registration of deals.

use serde_json::{Map, Value, json};

use super::condition::condition_test;
use super::payout::{account_word, payout};
use super::value::{cycle, duration, exact, money, opt};
use super::{list, name_of, named, region_name, text, texts, with};
use crate::base::id::IncentiveId;
use crate::base::money::Money;
use crate::fact::FactKind;
use crate::kind::paying::level::Level;
use crate::kind::spec::Silence;
use crate::model::Program;
use crate::model::incentive::{
    Activity, Approval, Carried, Fund, Incentive, Kept, LeadRules, Registration,
};
use crate::payout::payment::{Anchor, Form, Payee, Payment, Roll, TaxReporter};
use crate::payout::test::Test;

/// The fields of the rules that say what is paid.
pub(super) fn fields(program: &Program) -> Map<String, Value> {
    let pair = |(one, other): &(IncentiveId, IncentiveId)| {
        json!([
            incentive_name(program, *one),
            incentive_name(program, *other)
        ])
    };
    let fields = [
        (
            "incentives",
            list(&program.incentives, |each| incentive(program, each)),
        ),
        ("stacked", list(&program.stacked, pair)),
        ("excluded", list(&program.excluded, pair)),
        (
            "registration",
            opt(program.registration.as_ref(), |it| {
                registration(program, it)
            }),
        ),
        (
            "leads",
            opt(program.leads.as_ref(), |it| leads(program, it)),
        ),
    ];
    fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// The name of an incentive.
pub(super) fn incentive_name(program: &Program, id: IncentiveId) -> Value {
    name_of(program.incentive(id).map(|incentive| &incentive.declared))
}

fn incentive(program: &Program, incentive: &Incentive) -> Value {
    with(
        named(&incentive.declared),
        [
            ("sort", json!(incentive.kind.word)),
            ("payout", payout(program, None, &incentive.payout)),
            ("levels", list(&incentive.levels, |it| level(program, it))),
            ("payment", payment(program, &incentive.payment)),
            ("fund", opt(incentive.fund.as_ref(), |it| fund(program, it))),
        ],
    )
}

/// A level of those who enrol in the first days of a period, and who has it.
fn level(program: &Program, level: &Level) -> Value {
    json!({
        "name": text(&level.name),
        "first_days": level.days,
        "of": cycle(level.cycle),
        "has": condition_test(program, &Test::All(level.tests.clone())),
    })
}

fn payment(program: &Program, payment: &Payment) -> Value {
    let anchor = match payment.anchor {
        Anchor::End(each) => json!({ "kind": "end", "cycle": cycle(each) }),
        Anchor::Event => json!({ "kind": "event" }),
        Anchor::ApprovedClaim => json!({ "kind": "approved_claim" }),
    };
    let roll = payment.roll.map(|roll| match roll {
        Roll::Next => "next",
        Roll::Previous => "previous",
    });
    let payee = match payment.payee {
        Payee::Partner => "partner",
        Payee::Head => "head of group",
        Payee::Seller => "seller",
    };
    let form = match payment.form {
        Form::CreditNote => "credit_note",
        Form::Cash => "cash",
        Form::Fund => "fund",
        Form::Goods => "goods",
        Form::Discount => "discount",
    };
    let tax = match payment.tax {
        TaxReporter::Partner => "partner",
        TaxReporter::Vendor => "vendor",
    };
    json!({
        "after": duration(payment.after),
        "anchor": anchor,
        "business_day": roll,
        "region": region_name(program, payment.region),
        "payee": payee,
        "form": form,
        "account": account_word(payment.account),
        "tax_reported_by": tax,
    })
}

fn fund(program: &Program, fund: &Fund) -> Value {
    let expires = fund
        .expires_after
        .map(|(after, period)| json!({ "after": duration(after), "end_of": cycle(period) }));
    json!({
        "reimbursement": payout(program, Some(FactKind::Claim), &fund.reimbursement),
        "activities": list(&fund.activities, activity),
        "approval": list(&fund.approval, approval),
        "approval_region": region_name(program, fund.approval_region),
        "request_before": opt(fund.request_before, duration),
        "claim_within": opt(fund.claim_within, duration),
        "decided": opt(fund.decided, |it| json!({
            "within": duration(it.within),
            "silence": if it.silence_approves { "approves" } else { "denies" },
            "supply": opt(it.supply, duration),
            "appeal": opt(it.appeal, duration),
        })),
        "carried": opt(fund.carried, |it| carried(program, it)),
        "expires": expires,
    })
}

fn carried(program: &Program, it: Carried) -> Value {
    let (part, amount) = match it.most {
        Kept::Part(part) => (exact(part), Value::Null),
        Kept::Amount(minor) => {
            let currency = program.currency;
            (Value::Null, money(Money { minor, currency }))
        }
    };
    json!({
        "part": part,
        "amount": amount,
        "beyond": duration(it.beyond),
        "end_of": cycle(it.cycle),
    })
}

fn activity(activity: &Activity) -> Value {
    json!({
        "name": text(&activity.name),
        "share": exact(activity.share),
        "most_paid": opt(activity.most_paid, money),
        "proof": texts(&activity.proof),
        "stage": opt(activity.stage.as_ref(), text),
    })
}

fn approval(approval: &Approval) -> Value {
    json!({
        "from": money(approval.from),
        "by": text(&approval.by),
        "within": duration(approval.within),
        "silence": silence(&approval.silence),
    })
}

fn silence(silence: &Silence) -> Value {
    match silence {
        Silence::Approved => json!({ "kind": "approved" }),
        Silence::Refused => json!({ "kind": "refused" }),
        Silence::EscalateTo(role) => json!({ "kind": "escalate", "to": text(role) }),
    }
}

fn leads(program: &Program, leads: &LeadRules) -> Value {
    let silence = if leads.silence_accepts {
        "accepts"
    } else {
        "recalls"
    };
    with(
        named(&leads.declared),
        [
            ("given_by", text(&leads.given_by)),
            ("accept_within", duration(leads.accept_within)),
            ("silence", json!(silence)),
            ("work_within", opt(leads.work_within, duration)),
            ("region", region_name(program, leads.region)),
        ],
    )
}

fn registration(program: &Program, registration: &Registration) -> Value {
    with(
        named(&registration.declared),
        [
            ("least", opt(registration.least, money)),
            ("decide_within", opt(registration.decide_within, duration)),
            ("silence", opt(registration.silence.as_ref(), silence)),
            ("protects_for", opt(registration.protects_for, duration)),
            ("extends_for", opt(registration.extends_for, duration)),
            ("extensions", json!(registration.extensions)),
            ("region", region_name(program, registration.region)),
            ("conflict", json!(registration.conflict.words())),
        ],
    )
}
