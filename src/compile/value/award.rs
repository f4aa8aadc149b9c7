//! Reading what is given: rates, money, things in kind, the steps they are given for, and the days of parts.

use crate::base::duration::Duration;
use crate::base::ratio::Ratio;
use crate::compile::cursor::{Cursor, Read};
use crate::compile::scope::Scope;
use crate::compile::value::{audience, literal};
use crate::diagnostic::Problem;
use crate::kind::spec::{Named, Refers, Value};
use crate::payout::given::InKind;

/// `4.5%`, `500 USD`, `2 units of edge_router`, `50 points`.
pub fn award(cursor: &mut Cursor, scope: &Scope) -> Read<Option<Value>> {
    let noun = cursor.word_after(1).map(|word| &**word);
    match noun {
        Some("units" | "unit") => {
            let number = literal::whole(cursor, "a number of units")?;
            literal::fixed(cursor, &["units of", "unit of"])?;
            let product = audience::names(cursor, scope, &[Refers::Product], false)?;
            let product = product.and_then(|value| value.names().first().copied());
            Ok(if let Some(Named::Product(id)) = product {
                let number = Ratio::whole(i128::from(number));
                Some(Value::InKind(number, InKind::Units(id)))
            } else {
                None
            })
        }
        Some("points" | "point") => {
            let number = literal::decimal(cursor, "a number of points")?;
            literal::fixed(cursor, &["points", "point"])?;
            Ok(Some(Value::InKind(number, InKind::Points)))
        }
        Some(_) | None => literal::rate_or_money(cursor, scope).map(Some),
    }
}

/// `10,000 USD` or `40 units`.
pub fn step(cursor: &mut Cursor, scope: &Scope) -> Read<Value> {
    let start = cursor.span();
    let counts = cursor.word_after(1).map(|word| &**word);
    let step = match counts {
        Some("units" | "unit") => literal::count(cursor, &["units", "unit"])?,
        Some(_) | None => Value::Money(literal::money_in(cursor, scope.currency)?),
    };
    let is_something = if let Value::Count(count, _) = &step {
        *count > 0
    } else {
        step.money().is_some_and(|money| money.minor > 0)
    };
    if is_something {
        return Ok(step);
    }
    Err(Problem::error("step-of-nothing", "a step is above zero")
        .at(start.to(cursor.last_span()))
        .help("write: per whole 40 units"))
}

/// `4,200 USD`, or `list`.
pub fn worth(cursor: &mut Cursor, scope: &Scope) -> Read<Value> {
    if cursor.eat("list") {
        return Ok(Value::Words(vec!["list"]));
    }
    literal::money(cursor, scope).map(Value::Money)
}

/// `45 days`, or `3 equal parts 30, 60, 90 days`.
pub fn payday(cursor: &mut Cursor) -> Read<Value> {
    let is_parted = cursor.word_after(1).is_some_and(|word| &**word == "equal");
    if !is_parted {
        return literal::duration(cursor).map(Value::Duration);
    }
    let start = cursor.span();
    let count = literal::whole(cursor, "a number of parts")?;
    cursor.expect("equal parts")?;
    let mut numbers = Vec::new();
    while cursor.is_followed_by_comma() {
        numbers.push(literal::whole(cursor, "a number of days")?);
        cursor.eat_comma();
    }
    let last = literal::duration(cursor)?;
    let mut parts: Vec<Duration> = Vec::new();
    for number in numbers {
        let number = u32::try_from(number).map_err(|_| cursor.too_large(start))?;
        parts.push(Duration::new(number, last.unit));
    }
    parts.push(last);
    let span = start.to(cursor.last_span());
    if usize::try_from(count) != Ok(parts.len()) {
        let message = format!("{count} parts have {} days", parts.len());
        return Err(Problem::error("parts-do-not-match", message)
            .at(span)
            .help("write a length of time for each part: 3 equal parts 30, 60, 90 days"));
    }
    let rises = parts.windows(2).all(|pair| match pair {
        [one, two] => one.count < two.count,
        _ => true,
    });
    if !rises || parts.len() < 2 || parts.len() > MOST_PARTS {
        let message = format!("the days of from 2 to {MOST_PARTS} parts rise");
        return Err(Problem::error("parts-do-not-match", message)
            .at(span)
            .help("write: 3 equal parts 30, 60, 90 days"));
    }
    Ok(Value::Parts(parts))
}

/// An award has no more parts.
const MOST_PARTS: usize = 16;
