//! Funds by chance, and claims on them.

use charter::base::duration::{Duration, DurationUnit};
use charter::base::name::Name;
use charter::base::period::Cycle;
use charter::base::ratio::Ratio;
use charter::fact::{Fact, FactKind, Value, type_of};
use charter::model::incentive::{Activity, Fund, Incentive};
use charter::payout::measure::{Condition, Measured, Selector, Window};
use charter::payout::{CapSpan, Crossing, Occasion, Payout, Per, Scope, Source};
use proptest::prelude::*;
use proptest::sample::select;

use crate::any::{PARTNERS, Small, any_program, crossing, day, rate};
use crate::world::*;

/// What a fund is made of: rate and limit of its credit, part and most of what a claim is paid, quarters to expiry.
type Parts = (Ratio, Option<(i128, Crossing)>, i128, i128, Option<u32>);

/// A fund: credit of a rate of the quarter's sales, paid out for claims on two activities.
fn fund((credit, limit, share, most, expires): Parts) -> Incentive {
    let credit = each_quarter(Payout::Share {
        rate: credit,
        of: bookings(Window::In(Cycle::Quarter)),
    });
    let credit = match limit {
        Some((limit, crossing)) => {
            let span = CapSpan::In(Cycle::Year);
            cap(limit, Scope::Partner, span, crossing, credit)
        }
        None => credit,
    };
    let share = Ratio::new(share, 100).unwrap();
    let activity = |name: &str| Activity {
        name: Name::new(name),
        share,
        most_paid: Some(money_of(most * 100)),
        proof: vec![Name::new("invoice")],
        stage: None,
    };
    let parts = ["webinar", "event"].map(|name| reimbursed(name, share, most));
    let mut incentive = incentive("fund", Payout::TrueUp(Box::new(credit)));
    incentive.fund = Some(Fund {
        reimbursement: Payout::Draw {
            from: Source::Credit,
            payout: Box::new(Payout::Sum(parts.to_vec())),
        },
        activities: vec![activity("webinar"), activity("event")],
        approval: Vec::new(),
        approval_region: None,
        request_before: None,
        decided: None,
        claim_within: None,
        carried: None,
        expires_after: expires.map(|count| {
            let after = Duration::new(count, DurationUnit::Quarter);
            (after, Cycle::Quarter)
        }),
    });
    incentive
}

/// What an approved claim on an activity is paid: a share of its cost, up to so many dollars.
fn reimbursed(activity: &str, share: Ratio, most: i128) -> Payout {
    let claim = type_of(FactKind::Claim);
    let field = |name: &str| claim.field(name).unwrap().0;
    let is = |name: &str, word: &str| Condition::Is(field(name), [Name::new(word)].into());
    let selector = Selector {
        fact: FactKind::Claim,
        all: vec![
            is("fund", "fund"),
            is("activity", activity),
            is("decision", "approved"),
        ],
    };
    let paid = Payout::Share {
        rate: share,
        of: reading(Measured::Field(field("cost")), Window::Occasion),
    };
    Payout::Over {
        occasion: Occasion::Event {
            selector,
            per: Per::Fact,
        },
        payout: Box::new(Payout::Least(vec![paid, Payout::Fixed(money(most))])),
    }
}

/// A program that has a fund in two of three cases.
pub fn any_funded() -> impl Strategy<Value = Small> {
    let limit = prop::option::of((5_i128..60, crossing()));
    let expires = prop::option::of(1_u32..3);
    let parts = (rate(), limit, 1_i128..100, 5_i128..40, expires);
    let parts = prop::option::weighted(0.67, parts);
    (any_program(), parts).prop_map(|(Small(mut program), parts)| {
        program.incentives.extend(parts.map(fund));
        Small(program)
    })
}

/// Up to ten approved claims on the fund.
pub fn any_claims() -> impl Strategy<Value = Vec<Fact>> {
    let activities = select(vec!["webinar", "event"]);
    let one = (select(PARTNERS.to_vec()), day(), activities, 1_i128..200);
    prop::collection::vec(one, 0..10).prop_map(|claims| {
        let claims = claims.into_iter().enumerate();
        let facts = claims.map(|(number, (partner, day, activity, cost))| {
            let fields = [
                ("fund", text("fund")),
                ("activity", text(activity)),
                ("cost", Value::Amount(cost * 100)),
                ("requested", Value::Date(day.plus_days(-30))),
                ("held", Value::Date(day)),
                ("proof", text("invoice")),
                ("decision", text("approved")),
            ];
            let id = format!("m{number}");
            fact(FactKind::Claim, &id, partner, &day.to_string(), &fields)
        });
        facts.collect()
    })
}
