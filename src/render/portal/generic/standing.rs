//! Tiers and specializations as rules of a portal.

use serde_json::{Value, json};

use super::condition::condition_test;
use super::value::{date, duration, money, opt};
use super::{benefit_name, list, named, region_name, schedule, text, with};
use crate::model::Program;
use crate::model::standing::{
    Audit, Confirm, Fall, FallStep, Fee, Hold, Loss, Path, Requirement, Rise, Specialization, Term,
    Tier, Version,
};

/// A tier: what earns, keeps and loses it, and what it brings.
pub(super) fn tier(program: &Program, tier: &Tier) -> Value {
    with(held(program, tier), [("rank", json!(tier.rank))])
}

fn fee(fee: Fee) -> Value {
    json!({
        "per_year": money(fee.amount),
        "prorated": fee.prorated,
        "refundable_within": opt(fee.refundable, duration),
    })
}

fn hold(hold: Hold) -> Value {
    json!(match hold {
        Hold::YearEnd => "year_end",
        Hold::NextYearEnd => "next_year_end",
        Hold::Anniversary => "anniversary",
    })
}

fn confirm(rule: &Confirm) -> Value {
    json!({
        "by": text(&rule.by),
        "within": duration(rule.within),
        "silence": if rule.silence_keeps { "keeps" } else { "falls" },
    })
}

fn requirements(program: &Program, requirements: &[Requirement]) -> Value {
    list(requirements, |each| condition_test(program, &each.test))
}

fn rise(rise: Rise) -> &'static str {
    match rise {
        Rise::AtReview => "at_review",
        Rise::OnAnyDay => "on_any_day",
    }
}

fn loss(loss: Loss) -> Value {
    json!({
        "fall": fall(loss.fall),
        "grace": opt(loss.grace, duration),
        "held_until": opt(loss.hold, hold),
        "fee": opt(loss.fee, fee),
    })
}

fn fall(fall: Fall) -> Value {
    let step = match fall.step {
        FallStep::OneRank => "one_rank",
        FallStep::ToTheTierThatIsMet => "to_the_tier_that_is_met",
    };
    json!({ "after_missed_reviews": fall.after_missed_reviews, "step": step })
}

/// A specialization: the same without a rank.
pub(super) fn specialization(program: &Program, it: &Specialization) -> Value {
    held(program, &it.rules)
}

/// How long it lasts, and what renews it.
fn term(term: Option<&Term>) -> [(&'static str, Value); 3] {
    let audit = |audit: &Audit| json!({ "every": audit.every, "by": text(&audit.by) });
    let renew = term.and_then(|term| term.renew);
    let audited = term.and_then(|term| term.audit.as_ref());
    [
        ("lasts", opt(term.map(|term| term.lasts), duration)),
        ("renew_before_end", opt(renew, duration)),
        ("audit", opt(audited, audit)),
    ]
}

/// What a tier and a specialization say in the same way.
fn held(program: &Program, rules: &Tier) -> Value {
    let path = |path: &Path| {
        json!({
            "name": text(&path.name),
            "earn": requirements(program, &path.earn),
            "keep": requirements(program, &path.keep),
        })
    };
    let version = |version: &Version| {
        json!({
            "from": date(version.days.first()),
            "until": date(version.days.last()),
            "paths": list(&version.paths, path),
            "advised": requirements(program, &version.advise),
            "benefits": list(&version.benefits, |id| benefit_name(program, *id)),
            "review": opt(version.review.as_ref(), schedule::recurrence),
            "review_region": region_name(program, version.review_region),
            "of_group": version.of_group,
            "rise": rise(version.rise),
            "from_below": version.from_below,
            "invited_by": opt(version.invite.as_ref(), text),
            "join_within": opt(version.enrol, duration),
            "confirmed_by": opt(version.confirm.as_ref(), confirm),
            "frozen_by": opt(version.freeze.as_ref(), text),
            "loss": loss(version.loss),
        })
    };
    let said = with(
        named(&rules.declared),
        [("versions", list(&rules.versions, version))],
    );
    with(said, term(rules.term.as_ref()))
}
