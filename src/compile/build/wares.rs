//! Product lines, products, measures, benefits and budgets.

use crate::base::period::Cycle;
use crate::base::ratio::Ratio;
use crate::compile::build::Site;
use crate::compile::scope::Scope;
use crate::diagnostic::Problem;
use crate::kind::paying::crossing;
use crate::kind::spec::{Named, Value};
use crate::model::{Benefit, Budget, Declaration, Line, MeasureOf, Product, ScoreOf, TargetOf};
use crate::payout::{CapSpan, Pool, PoolRule};

/// A product line.
pub fn line(declaration: &Declaration, problems: &mut Vec<Problem>) -> Option<Line> {
    let given = declaration.terms.one("margin");
    let margin = match given.map(|given| &given.value) {
        Some(Value::Percent(margin)) => Some(*margin),
        Some(_) | None => None,
    };
    if let (Some(given), Some(margin)) = (given, margin)
        && margin > Ratio::ONE
    {
        problems.push(
            Problem::error(
                "margin-above-all",
                "a margin is a part of the price, 100% at most",
            )
            .at(given.span)
            .help("write: margin 38%"),
        );
    }
    Some(Line {
        declared: declaration.declared.clone(),
        margin,
    })
}

/// A product.
pub fn product(declaration: &Declaration) -> Option<Product> {
    let terms = &declaration.terms;
    let Some(Named::Line(line)) = terms.names("line").first().copied() else {
        return None;
    };
    Some(Product {
        declared: declaration.declared.clone(),
        line,
        list: terms.one("list").and_then(|given| given.value.money()),
        launch: terms.one("launch").and_then(|given| {
            if let Value::Date(date) = given.value {
                Some(date)
            } else {
                None
            }
        }),
    })
}

/// A measure.
pub fn measure(declaration: &Declaration) -> Option<MeasureOf> {
    let (measure, unit) = crate::compile::measure(declaration)?;
    Some(MeasureOf {
        declared: declaration.declared.clone(),
        measure,
        unit,
    })
}

/// A score.
pub fn score(declaration: &Declaration, scope: &Scope) -> Option<ScoreOf> {
    let known = scope.names.get(&declaration.declared.name)?;
    let Named::Score(id) = known.named else {
        return None;
    };
    Some(ScoreOf {
        declared: declaration.declared.clone(),
        score: scope.scores.get(&id)?.clone(),
    })
}

/// A target.
pub fn target(declaration: &Declaration, scope: &Scope) -> Option<TargetOf> {
    let known = scope.names.get(&declaration.declared.name)?;
    let Named::Target(id) = known.named else {
        return None;
    };
    let (target, unit) = scope.targets.get(&id)?.clone();
    Some(TargetOf {
        declared: declaration.declared.clone(),
        target,
        unit,
    })
}

/// A benefit.
pub fn benefit(declaration: &Declaration) -> Option<Benefit> {
    let terms = &declaration.terms;
    Some(Benefit {
        declared: declaration.declared.clone(),
        quantity: terms.one("quantity").and_then(|given| {
            if let Value::Count(count, _) = given.value {
                Some(count)
            } else {
                None
            }
        }),
        value: terms.one("valued at").and_then(|given| given.value.money()),
    })
}

/// A budget. It must say what happens when it ends.
pub fn budget(
    declaration: &Declaration,
    site: &Site,
    problems: &mut Vec<Problem>,
) -> Option<Budget> {
    let terms = &declaration.terms;
    let head = terms.one("")?;
    let amount = head.value.money()?;
    let cycle = if let Some(Value::Cycle(cycle)) = head.phrase("per") {
        Some(*cycle)
    } else {
        None
    };
    let rule = match (terms.one("crossing"), terms.one("share")) {
        (Some(given), None) => PoolRule::FirstAccepted(crossing(Some(&given.value))),
        (None, Some(given)) => {
            let at = given.phrase("at").and_then(Value::word);
            PoolRule::ProRata(match at {
                Some("month end") => Cycle::Month,
                Some("half end") => Cycle::Half,
                Some("year end") => Cycle::Year,
                Some(_) | None => Cycle::Quarter,
            })
        }
        (Some(one), Some(two)) => {
            problems.push(
                Problem::error(
                    "two-exhaustion-rules",
                    "the budget says two things about its end",
                )
                .at(two.span)
                .also(one.span, "the other one")
                .help("keep one of them: refused, limited or closed at the end, or shared by all"),
            );
            return None;
        }
        (None, None) => {
            problems.push(
                Problem::error("no-exhaustion-rule", format!(
                    "the budget `{}` does not say what happens when it ends",
                    declaration.declared.name
                ))
                .at(head.span)
                .cost("whoever claims when it is nearly spent is paid all, a part, or nothing")
                .help("add `crossing refused`, `crossing paid to the limit`, `crossing paid then closed` or `share pro rata at quarter end`"),
            );
            return None;
        }
    };
    Some(Budget {
        declared: declaration.declared.clone(),
        pool: Pool {
            amount: amount.minor,
            span: cycle.map_or(CapSpan::Ever, CapSpan::In),
            rule,
        },
        owner: site.names(terms.one("owner")).first().cloned(),
    })
}
