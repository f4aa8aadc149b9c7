//! Scores and targets as records.

use serde_json::{Value, json};

use super::condition::{condition_test, reading, thresholds};
use super::value::{amount, cycle, date, exact, opt};
use super::{list, named, text, with};
use crate::model::{Program, ScoreOf, TargetOf};
use crate::payout::Quantity;
use crate::payout::score::{Category, Part, Per, Points, Round, Way};
use crate::payout::target::{Amount, Expected, Index, New};

/// A score: its categories, what passes, and how points are rounded.
pub(super) fn score(program: &Program, each: &ScoreOf) -> Value {
    let score = &each.score;
    with(
        named(&each.declared),
        [
            (
                "categories",
                list(&score.categories, |each| category(program, each)),
            ),
            ("pass", opt(score.pass, exact)),
            ("least_in_each_category", opt(score.each, exact)),
            ("round", opt(score.round, round)),
        ],
    )
}

fn category(program: &Program, category: &Category) -> Value {
    json!({
        "name": text(&category.name),
        "title": text(&category.title),
        "needs": list(&category.needs, |test| condition_test(program, test)),
        "weight": exact(category.weight),
        "cap": opt(category.cap, exact),
        "parts": list(&category.parts, |each| part(program, each)),
    })
}

fn part(program: &Program, part: &Part) -> Value {
    json!({
        "title": text(&part.title),
        "best_of": list(&part.ways, |each| way(program, each)),
        "cap": opt(part.cap, exact),
    })
}

fn way(program: &Program, way: &Way) -> Value {
    json!({
        "title": text(&way.title),
        "of": reading(program, None, &way.of),
        "points": list(&way.points, |each| points(*each)),
        "cap": opt(way.cap, exact),
    })
}

fn points(points: Points) -> Value {
    let (kind, size) = match points.per {
        Per::Whole(size) => ("per_whole", size),
        Per::Proportion(size) => ("in_proportion", size),
        Per::Reached(size) => ("reached", size),
    };
    json!({ "kind": kind, "points": exact(points.each), "size": exact(size) })
}

fn round(round: Round) -> Value {
    json!({
        "to": exact(round.to),
        "mode": if round.half_up { "half_up" } else { "down" },
        "per": if round.per_part { "part" } else { "score" },
    })
}

/// A target: how much is expected of whom.
pub(super) fn target(program: &Program, each: &TargetOf) -> Value {
    let target = &each.target;
    let version = |version: &Expected| {
        json!({
            "from": date(version.days.first()),
            "until": date(version.days.last()),
            "expected": expected(program, &version.amount),
            "least": opt(version.least, quantity),
            "most": opt(version.most, quantity),
            "new": opt(version.new, new),
        })
    };
    with(
        named(&each.declared),
        [
            ("versions", list(&target.versions, version)),
            ("index", list(&target.index, index)),
            ("fixed_on", super::condition::as_of(target.fixed)),
        ],
    )
}

fn expected(program: &Program, amount: &Amount) -> Value {
    match amount {
        Amount::Agreed(_) => json!({ "kind": "agreed" }),
        Amount::Each(threshold) => {
            json!({ "kind": "amount", "amount": thresholds(program, threshold) })
        }
        Amount::Part { rate, of } => json!({
            "kind": "part", "rate": exact(*rate), "of": reading(program, None, of),
        }),
    }
}

fn index(it: &Index) -> Value {
    json!({ "from": date(it.from), "until": opt(it.until, date), "rate": exact(it.rate) })
}

fn quantity(quantity: Quantity) -> Value {
    amount(quantity.amount, quantity.unit)
}

fn new(new: New) -> Value {
    json!({
        "amount": quantity(new.amount),
        "fewer_than": new.fewer_than,
        "cycle": cycle(new.cycle),
    })
}
