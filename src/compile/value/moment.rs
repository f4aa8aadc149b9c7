//! Reading days, periods, recurrences and the days that statuses are read on.

use crate::base::date::Date;
use crate::base::name::nearest;
use crate::base::period::{Cycle, Days, Period};
use crate::base::recurrence::{Nth, Place, Recurrence};
use crate::base::span::Span;
use crate::compile::cursor::{Cursor, Read};
use crate::compile::scope::Scope;
use crate::compile::value::{list, literal, mistyped, years};
use crate::diagnostic::Problem;
use crate::kind::spec::{Moment, Named, Refers, Value, When};
use crate::payout::payment::Anchor;
use crate::payout::table::{AsOf, Set};
use crate::syntax::token::{Token, TokenKind};

/// `quarter`.
pub fn cycle(cursor: &mut Cursor) -> Read<Cycle> {
    let (word, span) = cursor.word("`month`, `quarter`, `half` or `year`")?;
    Cycle::parse(word).ok_or_else(|| {
        Problem::error("unknown-word", format!("`{word}` is not a period"))
            .at(span)
            .help("write `day`, `week`, `month`, `quarter`, `half` or `year`")
    })
}

/// `2027-02-08 to 2027-03-05`, one date, or the name of a dated calendar entry.
pub fn days(cursor: &mut Cursor, scope: &Scope) -> Read<Option<Value>> {
    if let Some(Token {
        kind: TokenKind::Date(_),
        ..
    }) = cursor.peek()
    {
        return Ok(Some(Value::Days(date_to_date(cursor)?, None)));
    }
    let wanted = "dates, or the name of a calendar entry";
    if let Some(year) = cursor.peek().and_then(mistyped::year) {
        let help = format!("write: {year}-01-01 to {year}-12-31");
        return Err(cursor.expected(wanted).help(help));
    }
    let (word, span) = cursor.word(wanted)?;
    let Some(named) = scope.find(word, span, &[Refers::Entry])? else {
        return Ok(None);
    };
    let Named::Entry(entry) = named else {
        return Ok(None);
    };
    match scope.entries.get(&entry) {
        Some(days) => Ok(Some(Value::Days(*days, Some(entry)))),
        None => Err(Problem::error(
            "entry-without-days",
            format!("`{word}` recurs, and a window from one day to another is meant here"),
        )
        .at(span)
        .help("name an entry that runs from one date to another, or write two dates")),
    }
}

fn date_to_date(cursor: &mut Cursor) -> Read<Days> {
    let start = cursor.span();
    let first = cursor.date("a date such as `2027-02-01`")?;
    if !cursor.eat("to") {
        return Ok(Days::one(first));
    }
    let last = cursor.date("the last day, such as `2027-03-05`")?;
    Days::new(first, last).ok_or_else(|| {
        Problem::error(
            "ends-before-it-starts",
            format!("{last} comes before {first}"),
        )
        .at(start.to(cursor.last_span()))
        .help(format!("write: {last} to {first}"))
    })
}

/// A cycle (`in quarter`), a period (`in Q1`), days or an entry.
pub fn span(cursor: &mut Cursor, scope: &Scope) -> Read<Option<Value>> {
    if let Some(word) = cursor.peek_word() {
        let cycle = Cycle::parse(word);
        if !scope.names.contains_key(word)
            && let Some(period) = named_period(cursor, scope)
        {
            return Ok(Some(Value::Days(scope.fiscal.days(period), None)));
        }
        if let Some(cycle) = cycle {
            cursor.skip();
            return Ok(Some(Value::Cycle(cycle)));
        }
        let (word, place) = (word.clone(), cursor.span());
        return days(cursor, scope).map_err(|problem| no_span(problem, &word, place));
    }
    days(cursor, scope)
}

/// A word that was meant as a period, more likely than as an entry of the calendar.
fn no_span(problem: Problem, word: &str, place: Span) -> Problem {
    let is_near_an_entry = problem
        .help
        .as_ref()
        .is_some_and(|help| help.contains("did you mean"));
    if problem.name != "unknown-name" || is_near_an_entry {
        return problem;
    }
    let message = format!("`{word}` is neither a period nor an entry of the calendar");
    let problem = Problem::error("unknown-name", message).at(place);
    match nearest(word, Cycle::ALL.iter().map(|cycle| cycle.word())) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(
            "write `month`, `quarter`, `half` or `year`, a period such as `Q1`, days such as `2027-03-01 to 2027-04-15`, or the name of an entry",
        ),
    }
}

fn named_period(cursor: &mut Cursor, scope: &Scope) -> Option<Period> {
    let word = cursor.peek_word()?;
    if &**word == "week" || &**word == "month" {
        let mut ahead = cursor.clone();
        ahead.skip();
        let (digits, 0, _) = ahead.number("a number").ok()? else {
            return None;
        };
        let period = scope.fiscal.named(&format!("{word} {digits}"))?;
        *cursor = ahead;
        return Some(period);
    }
    let period = scope.fiscal.named(word)?;
    cursor.skip();
    Some(period)
}

/// `Q1`, `March`, `H1`, `week 5`.
pub fn period(cursor: &mut Cursor, scope: &Scope) -> Read<Period> {
    named_period(cursor, scope)
        .ok_or_else(|| cursor.expected("a period such as `Q1`, `H1`, `March` or `week 5`"))
}

/// When an entry takes place.
pub fn when(cursor: &mut Cursor, scope: &Scope) -> Read<Option<Value>> {
    match cursor.peek().map(|token| &token.kind) {
        Some(TokenKind::Date(_)) => dated(cursor).map(|when| Some(Value::When(when))),
        Some(TokenKind::Number { .. }) => relative(cursor, scope),
        Some(
            TokenKind::Word(_)
            | TokenKind::Text(_)
            | TokenKind::Percent { .. }
            | TokenKind::Comma
            | TokenKind::Op(_)
            | TokenKind::Open
            | TokenKind::Close,
        )
        | None => {
            if cursor.eat("on pay of") || cursor.eat("on payout of") {
                return Ok(incentive(cursor, scope)?.map(|id| Value::When(When::Payout(id))));
            }
            if cursor.stands("every").is_none() {
                return Err(mistyped::no_time(cursor));
            }
            Ok(Some(Value::When(When::Recurrence(recurrence(cursor)?))))
        }
    }
}

fn dated(cursor: &mut Cursor) -> Read<When> {
    let mut ahead = cursor.clone();
    ahead.skip();
    if ahead.eat("to") {
        return Ok(When::Days(date_to_date(cursor)?));
    }
    let dates: Vec<Date> = list::dates(cursor)?;
    Ok(When::Recurrence(Recurrence::Once(dates)))
}

fn relative(cursor: &mut Cursor, scope: &Scope) -> Read<Option<Value>> {
    let distance = literal::duration(cursor)?;
    let before = match cursor.eat_longest(&["before", "after"]) {
        Some(word) => word == "before",
        None => return Err(cursor.expected("`before` or `after`")),
    };
    let moment = if cursor.eat("each") {
        let Some(id) = incentive(cursor, scope)? else {
            return Ok(None);
        };
        match cursor.eat_longest(&["expiry", "payout"]) {
            Some("expiry") => Moment::Expiry(id),
            Some(_) => Moment::Payout(id),
            None => return Err(cursor.expected("`expiry` or `payout`")),
        }
    } else {
        let end = match cursor.eat_longest(&["start of", "end of"]) {
            Some(word) => word == "end of",
            None => return Err(mistyped::no_moment(cursor, scope)),
        };
        let (word, span) = cursor.word("the name of a calendar entry")?;
        match scope.find(word, span, &[Refers::Entry])? {
            Some(Named::Entry(id)) if end => Moment::End(id),
            Some(Named::Entry(id)) => Moment::Start(id),
            Some(_) | None => return Ok(None),
        }
    };
    Ok(Some(Value::When(When::Relative {
        distance,
        before,
        moment,
    })))
}

fn incentive(cursor: &mut Cursor, scope: &Scope) -> Read<Option<crate::base::id::IncentiveId>> {
    let (word, span) = cursor.word("the name of an incentive")?;
    match scope.find(word, span, &[Refers::Incentive])? {
        Some(Named::Incentive(id)) => Ok(Some(id)),
        Some(_) | None => Ok(None),
    }
}

/// `every month on second Wednesday`.
pub fn recurrence(cursor: &mut Cursor) -> Read<Recurrence> {
    cursor.expect("every")?;
    let count = match cursor.peek() {
        Some(Token {
            kind: TokenKind::Number { .. },
            ..
        }) => {
            let span = cursor.span();
            let count = literal::whole(cursor, "a whole number")?;
            u32::try_from(count).map_err(|_| cursor.too_large(span))?
        }
        Some(_) | None => 1,
    };
    let span = cursor.span();
    let unit = literal::fixed(
        cursor,
        &[
            "day", "days", "week", "weeks", "month", "quarter", "year", "years",
        ],
    )?;
    match unit {
        "day" | "days" => Ok(Recurrence::EveryDays { count }),
        "week" | "weeks" => {
            cursor.expect("on")?;
            Ok(Recurrence::EveryWeeks {
                count,
                on: literal::weekday(cursor)?,
            })
        }
        "years" => {
            let years = years::since(cursor, i64::from(count), span)?;
            cursor.expect("on")?;
            Ok(Recurrence::InYears(years, place(cursor)?))
        }
        _ if count != 1 => Err(Problem::error(
            "unexpected-text",
            format!("a recurrence by {unit} comes every {unit}"),
        )
        .at(span)
        .help(format!("write: every {unit} on second Wednesday"))),
        _ => {
            cursor.expect("on")?;
            let place = place(cursor)?;
            Ok(match unit {
                "month" => Recurrence::EveryMonth(place),
                "quarter" => Recurrence::EveryQuarter(place),
                _ => Recurrence::EveryYear(place),
            })
        }
    }
}

fn place(cursor: &mut Cursor) -> Read<Place> {
    if cursor.eat("day") {
        let span = cursor.span();
        let day = literal::whole(cursor, "a day such as `15`")?;
        return match u8::try_from(day) {
            Ok(day @ 1..) => Ok(Place::Day(day)),
            Ok(0) | Err(_) => Err(
                Problem::error("no-such-day", format!("there is no day {day}"))
                    .at(span)
                    .help("write: every month on day 15"),
            ),
        };
    }
    let (word, span) =
        cursor.word("a day such as `day 15`, `second Wednesday` or `last business day`")?;
    let Some(nth) = Nth::parse(word) else {
        return Err(Problem::error(
            "unknown-word",
            format!("`{word}` is not a place in a month"),
        )
        .at(span)
        .help(
            "write `day 15`, `first day`, `last day`, `second Wednesday` or `last business day`",
        ));
    };
    match (cursor.eat_longest(&["business day", "day"]), nth) {
        (Some("business day"), Nth::First) => Ok(Place::FirstBusinessDay),
        (Some("business day"), Nth::Last) => Ok(Place::LastBusinessDay),
        (Some("day"), Nth::First) => Ok(Place::FirstDay),
        (Some("day"), Nth::Last) => Ok(Place::LastDay),
        (Some(_), _) => Err(Problem::error(
            "unexpected-text",
            format!("only the first or last day can be named so, not the `{word}`"),
        )
        .at(span)
        .help("write `day 2`, `first business day` or `last business day`")),
        (None, _) => Ok(Place::Weekday {
            nth,
            weekday: literal::weekday(cursor)?,
        }),
    }
}

/// The names of days that a status is read on.
pub const AS_OF: &[&str] = &[
    "sale date",
    "review",
    "payment date",
    "month start",
    "month end",
    "quarter start",
    "quarter end",
    "half start",
    "half end",
    "year start",
    "year end",
];

/// `sale date`, `quarter end`, `review`.
pub fn as_of(cursor: &mut Cursor) -> Read<AsOf> {
    Ok(match literal::fixed(cursor, AS_OF)? {
        "sale date" => AsOf::SaleDate,
        "payment date" => AsOf::PaymentDate,
        "month start" => AsOf::Start(Cycle::Month),
        "month end" => AsOf::End(Cycle::Month),
        "quarter start" => AsOf::Start(Cycle::Quarter),
        "quarter end" => AsOf::End(Cycle::Quarter),
        "half start" => AsOf::Start(Cycle::Half),
        "half end" => AsOf::End(Cycle::Half),
        "year start" => AsOf::Start(Cycle::Year),
        "year end" => AsOf::End(Cycle::Year),
        _ => AsOf::Occasion,
    })
}

/// `tier`, `region`, `type`, `line`.
pub fn set(cursor: &mut Cursor) -> Read<Set> {
    Ok(
        match literal::fixed(cursor, &["tier", "region", "type", "line"])? {
            "tier" => Set::Tier,
            "region" => Set::Region,
            "type" => Set::Type,
            _ => Set::Line,
        },
    )
}

/// The sort of name that a set's members are.
pub fn members(set: Set) -> Refers {
    match set {
        Set::Tier => Refers::Tier,
        Set::Region => Refers::Region,
        Set::Type => Refers::Type,
        Set::Line => Refers::Line,
    }
}

/// The word of a set.
pub fn set_word(set: Set) -> &'static str {
    match set {
        Set::Tier => "tier",
        Set::Region => "region",
        Set::Type => "type",
        Set::Line => "line",
    }
}

/// `quarter end`, `sale date`, `approved claim`.
pub fn anchor(cursor: &mut Cursor) -> Read<Anchor> {
    let words = &[
        "month end",
        "quarter end",
        "half end",
        "year end",
        "sale date",
        "certification",
        "approved claim",
    ];
    Ok(match literal::fixed(cursor, words)? {
        "month end" => Anchor::End(Cycle::Month),
        "quarter end" => Anchor::End(Cycle::Quarter),
        "half end" => Anchor::End(Cycle::Half),
        "year end" => Anchor::End(Cycle::Year),
        "approved claim" => Anchor::ApprovedClaim,
        _ => Anchor::Event,
    })
}
