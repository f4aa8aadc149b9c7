//! Reading figures: a measure in a window, a growth, a share.

use crate::base::span::Span;
use crate::base::unit::Unit;
use crate::compile::cursor::{Cursor, Read};
use crate::compile::scope::Scope;
use crate::compile::value::{density, literal, measure, moment, on_days, points};
use crate::diagnostic::Problem;
use crate::kind::spec::{Named, Refers, Value};
use crate::payout::Blocks;
use crate::payout::measure::{
    Beginning, Condition, Entity, Figure, Measured, Reading, WhenEmpty, Window,
};
use crate::payout::table::AsOf;
use crate::syntax::token::TokenKind;

/// `bookings in quarter`, `growth of A over B`, `share of A among B`, with their unit.
pub fn figure(cursor: &mut Cursor, scope: &Scope) -> Read<Option<(Figure, Unit)>> {
    if cursor.eat("growth of") {
        return quotient(cursor, scope, "over", |of, over, when_empty| {
            Figure::Growth {
                of,
                over,
                when_empty,
            }
        });
    }
    if cursor.eat("share of") {
        return quotient(cursor, scope, "among", |of, over, when_empty| {
            Figure::Share {
                of,
                over,
                when_empty,
            }
        });
    }
    if cursor.eat("attainment of") {
        return points::attained(cursor, scope);
    }
    if points::stands(cursor, scope) {
        return points::scored(cursor, scope);
    }
    let found = reading(cursor, scope)?;
    for blocks in [Blocks::Whole, Blocks::InProportion] {
        if cursor.eat(blocks.words()) {
            return density::density(cursor, scope, found, blocks);
        }
    }
    Ok(found.map(|(reading, unit)| (Figure::Reading(reading), unit)))
}

/// A figure, or the age of a sale: `months since first sale to the customer`, `day of launch of the product`.
pub fn key(cursor: &mut Cursor, scope: &Scope) -> Read<Option<(Figure, Unit)>> {
    let (make, unit): (fn(Beginning) -> Measured, Unit) =
        match cursor.eat_longest(&["months since", "day of"]) {
            Some("months since") => (Measured::MonthsSince, Unit::Months),
            Some(_) => (Measured::DayOf, Unit::Date),
            None => return figure(cursor, scope),
        };
    let words = Beginning::ALL.map(Beginning::words);
    let said = literal::fixed(cursor, &words)?;
    let beginning = Beginning::ALL.into_iter().find(|it| it.words() == said);
    let reading = |beginning| Reading {
        measure: make(beginning),
        window: Window::Occasion,
        entity: Entity::Partner,
        only: Vec::new(),
    };
    Ok(beginning.map(|it| (Figure::Reading(reading(it)), unit)))
}

fn quotient(
    cursor: &mut Cursor,
    scope: &Scope,
    between: &str,
    make: fn(Reading, Reading, WhenEmpty) -> Figure,
) -> Read<Option<(Figure, Unit)>> {
    let start = cursor.span();
    let of = reading(cursor, scope)?;
    cursor.expect(between)?;
    let over = reading(cursor, scope)?;
    let whole = start.to(cursor.last_span());
    if !cursor.eat("when base is") {
        return Err(Problem::error(
            "empty-base-not-said",
            "what a base of zero gives is not said",
        )
        .at(whole)
        .help("write it behind the second figure: when base is 0 then fails; `passes` or a percentage such as `0%` may stand for `fails`"));
    }
    if !matches!(cursor.number("`0 then fails`")?, (0, ..)) {
        return Err(cursor.expected("`0 then fails`"));
    }
    cursor.expect("then")?;
    let when_empty = match cursor.eat_longest(&["passes", "fails"]) {
        Some("passes") => WhenEmpty::Passes,
        Some(_) => WhenEmpty::Fails,
        None => WhenEmpty::Is(cursor.percent("`passes`, `fails` or a percentage")?),
    };
    let (Some((of, left)), Some((over, right))) = (of, over) else {
        return Ok(None);
    };
    if left != right {
        return Err(Problem::error(
            "mixed-units",
            format!("{} is compared with {}", left.words(), right.words()),
        )
        .at(whole)
        .help("compare figures of one unit, such as bookings with bookings"));
    }
    same_length(&of, &over, whole)?;
    Ok(Some((make(of, over, when_empty), Unit::Percent)))
}

/// A figure of a quarter is not compared with one of a year.
fn same_length(of: &Reading, over: &Reading, span: Span) -> Read<()> {
    let (Some(left), Some(right)) = (length(of.window), length(over.window)) else {
        return Ok(());
    };
    if left == right {
        return Ok(());
    }
    let percent = left.saturating_mul(100).checked_div(right).unwrap_or(0);
    let message = format!("{} is compared with {}", a_period(left), a_period(right));
    Err(Problem::error("period-mismatch", message)
        .at(span)
        .cost(format!("whoever sells the same every day would seem to be at {percent}% of it"))
        .help("compare like with like: `bookings in quarter over bookings in same quarter of previous year`"))
}

/// A stretch of so many days, as people name it.
fn a_period(days: i64) -> String {
    match days {
        30 => "a month".to_owned(),
        91 => "a quarter".to_owned(),
        182 => "half a year".to_owned(),
        365 => "a year".to_owned(),
        days => format!("a window of about {days} days"),
    }
}

/// About how many days a window covers.
fn length(window: Window) -> Option<i64> {
    let of = |cycle: crate::base::period::Cycle, count: u16| {
        365_i64
            .checked_div(cycle.per_year())
            .map(|days| days.saturating_mul(i64::from(count)))
    };
    match window {
        Window::In(cycle)
        | Window::OfLastYear(cycle)
        | Window::Average(_, cycle)
        | Window::Peak(_, cycle) => of(cycle, 1),
        Window::OverLast(count, cycle) | Window::OverPrevious(count, cycle) => of(cycle, count),
        Window::Occasion | Window::First(..) | Window::Days(_) | Window::AsOf(_) => None,
    }
}

/// Whether an amount stands where a figure may.
pub fn is_amount(cursor: &Cursor) -> bool {
    matches!(
        cursor.peek().map(|token| &token.kind),
        Some(TokenKind::Number { .. })
    )
}

/// A measure of some products, in a window; `average of` and `peak of` several periods before.
pub fn reading(cursor: &mut Cursor, scope: &Scope) -> Read<Option<(Reading, Unit)>> {
    let start = cursor.span();
    let of_periods = cursor.eat_longest(&["average of", "peak of"]);
    let Some((reading, unit)) = plain_reading(cursor, scope)? else {
        return Ok(None);
    };
    let window = match (of_periods, reading.window) {
        (None, window) => window,
        (Some("average of"), _) if is_median(&reading, scope) => {
            return Err(Problem::error("cannot-add-up", "medians of several periods cannot be added up")
                .at(start.to(cursor.last_span()))
                .help("write: median of sale.net_amount by customer_id, and read it over previous 4 quarters"));
        }
        (Some("average of"), Window::OverPrevious(count, cycle)) => Window::Average(count, cycle),
        (Some(_), Window::OverPrevious(count, cycle)) => Window::Peak(count, cycle),
        (Some(words), _) => {
            let message = format!("`{words}` is not of several whole periods before");
            return Err(Problem::error("no-window", message)
                .at(start.to(cursor.last_span()))
                .help(format!("write: {words} bookings over previous 4 quarters")));
        }
    };
    Ok(Some((Reading { window, ..reading }, unit)))
}

fn is_median(reading: &Reading, scope: &Scope) -> bool {
    matches!(reading.measure, Measured::Measure(id) if scope.medians.contains(&id))
}

fn plain_reading(cursor: &mut Cursor, scope: &Scope) -> Read<Option<(Reading, Unit)>> {
    let start = cursor.span();
    let (word, span) = cursor.word("a measure such as `bookings in quarter`")?;
    let known = match scope.find(word, span, &[Refers::Measure])? {
        Some(Named::Measure(id)) => scope.measures.get(&id).map(|known| (id, *known)),
        Some(_) | None => None,
    };
    if known.is_none() && is_of_a_day(cursor)? {
        return Ok(None);
    }
    let entity = if cursor.eat("across partners") {
        Entity::Program
    } else if cursor.eat("across group") {
        Entity::Group
    } else {
        Entity::Partner
    };
    let mut only = Vec::new();
    if cursor.eat("of")
        && let Some(products) = measure::products(cursor, scope)?
    {
        only.push(Condition::Product(products));
    }
    let is_stock = known.is_some_and(|(_, (_, stock))| stock);
    let window = window(cursor, scope, word, is_stock, start)?;
    let (Some((id, (unit, _))), Some(window)) = (known, window) else {
        return Ok(None);
    };
    let reading = Reading {
        measure: Measured::Measure(id),
        window,
        entity,
        only,
    };
    Ok(Some((reading, unit)))
}

/// Steps over the day of a name whose declaration failed: it may be a score, which is read as of one.
fn is_of_a_day(cursor: &mut Cursor) -> Read<bool> {
    cursor.eat("passed");
    let is_of_a_day = cursor.eat("as of");
    if is_of_a_day {
        moment::as_of(cursor)?;
    }
    Ok(is_of_a_day)
}

fn window(
    cursor: &mut Cursor,
    scope: &Scope,
    measure: &str,
    is_stock: bool,
    start: Span,
) -> Read<Option<Window>> {
    if is_stock {
        // The day is one of those on which it is asked.
        if cursor.stands("as of").is_none() && on_days::follows(cursor, "on") {
            return Ok(Some(Window::AsOf(AsOf::Occasion)));
        }
        if !cursor.eat("as of") {
            return Err(no_window(
                start,
                measure,
                &format!("{measure} as of review"),
                "on which day it is read",
            ));
        }
        return Ok(Some(Window::AsOf(moment::as_of(cursor)?)));
    }
    if let Some(cycle) = on_days::period(cursor) {
        return Ok(Some(Window::In(cycle)));
    }
    if let Some(window) = stretch(cursor)? {
        return Ok(Some(window));
    }
    if cursor.eat("in") {
        let Some(value) = moment::span(cursor, scope)? else {
            return Ok(None);
        };
        if let Value::Cycle(cycle) = value {
            return Ok(Some(Window::In(cycle)));
        }
        if let Value::Days(days, _) = value {
            return Ok(Some(Window::Days(days)));
        }
        return Ok(None);
    }
    Err(no_window(
        start,
        measure,
        &format!("{measure} in quarter"),
        "over which time it is counted",
    ))
}

/// A window that is counted in periods, if one stands here.
fn stretch(cursor: &mut Cursor) -> Read<Option<Window>> {
    if cursor.eat("in first") {
        let span = cursor.span();
        let count = literal::whole(cursor, "a number of days")?;
        cursor.expect("days of")?;
        let cycle = moment::cycle(cursor)?;
        return match u16::try_from(count) {
            Ok(count @ 1..=366) => Ok(Some(Window::First(count, cycle))),
            Ok(_) | Err(_) => Err(Problem::error(
                "window-out-of-range",
                "a window has from 1 to 366 first days",
            )
            .at(span)
            .help("write: joined in first 20 days of quarter")),
        };
    }
    if cursor.eat("over last") {
        let (count, cycle) = counted(cursor)?;
        return Ok(Some(Window::OverLast(count, cycle)));
    }
    if cursor.eat("over previous") {
        let (count, cycle) = counted(cursor)?;
        return Ok(Some(Window::OverPrevious(count, cycle)));
    }
    if cursor.eat("in same") {
        let cycle = moment::cycle(cursor)?;
        cursor.expect("of previous year")?;
        return Ok(Some(Window::OfLastYear(cycle)));
    }
    if cursor.eat("in previous") {
        return Ok(Some(Window::OverPrevious(1, moment::cycle(cursor)?)));
    }
    Ok(None)
}

/// The days on which a test is asked.
pub fn days_asked(cursor: &mut Cursor, scope: &Scope) -> Read<Option<Window>> {
    if let Some(window) = stretch(cursor)? {
        return Ok(Some(window));
    }
    cursor.expect("in")?;
    let value = moment::span(cursor, scope)?;
    Ok(match value {
        Some(Value::Cycle(cycle)) => Some(Window::In(cycle)),
        Some(Value::Days(days, _)) => Some(Window::Days(days)),
        Some(_) | None => None,
    })
}

fn no_window(span: Span, measure: &str, line: &str, what: &str) -> Problem {
    Problem::error("no-window", format!("`{measure}` does not say {what}"))
        .at(span)
        .help(format!("write: {line}"))
}

fn counted(cursor: &mut Cursor) -> Read<(u16, crate::base::period::Cycle)> {
    let span = cursor.span();
    let count = literal::whole(cursor, "a number of periods, such as `4 quarters`")?;
    let (word, word_span) = cursor.word("`months`, `quarters` or `years`")?;
    let singular = word.strip_suffix('s').unwrap_or(word);
    let cycle = match singular {
        "halve" => Some(crate::base::period::Cycle::Half),
        other => crate::base::period::Cycle::parse(other),
    };
    let Some(cycle) = cycle else {
        return Err(
            Problem::error("unknown-word", format!("`{word}` is not a period"))
                .at(word_span)
                .help("write `over last 4 quarters`"),
        );
    };
    match u16::try_from(count) {
        Ok(count @ 1..=400) => Ok((count, cycle)),
        Ok(_) | Err(_) => Err(Problem::error(
            "window-out-of-range",
            "a window has from 1 to 400 periods",
        )
        .at(span)
        .help("write: over last 4 quarters")),
    }
}
