//! Reading conditions on partners. `and` and `or` never mix in one condition: a mixture is two paths.

use std::collections::BTreeSet;

use crate::base::name::Name;
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::compile::cursor::{Cursor, Read};
use crate::compile::scope::Scope;
use crate::compile::value::{audience, figure, list, literal, mistyped, moment, on_days, years};
use crate::diagnostic::Problem;
use crate::kind::spec::{Named, Refers};
use crate::payout::table::{Across, AsOf, Set};
use crate::payout::test::{Comparison, Test, Threshold};
use crate::syntax::token::{Op, TokenKind};

/// A condition, as far as it reaches.
pub fn test(cursor: &mut Cursor, scope: &Scope) -> Read<Option<Test>> {
    let Some(first) = atom(cursor, scope)? else {
        return Ok(None);
    };
    let joined = if cursor.stands("and").is_some() {
        "and"
    } else if cursor.stands("or").is_some() {
        "or"
    } else {
        return Ok(Some(first));
    };
    let mut parts = vec![first];
    while cursor.eat(joined) {
        match atom(cursor, scope)? {
            Some(part) => parts.push(part),
            None => return Ok(None),
        }
    }
    if cursor.stands("and").is_some() || cursor.stands("or").is_some() {
        return Err(cursor.problem(
            "mixed-and-or",
            "`and` and `or` in one condition can be read in two ways".to_owned(),
        ));
    }
    Ok(Some(if joined == "and" {
        Test::All(parts)
    } else {
        Test::Any(parts)
    }))
}

fn atom(cursor: &mut Cursor, scope: &Scope) -> Read<Option<Test>> {
    if cursor.eat("not") {
        return Ok(atom(cursor, scope)?.map(|test| Test::Not(Box::new(test))));
    }
    no_bracket(cursor)?;
    if cursor.eat("seller holds") || cursor.eat("person holds") {
        return held(cursor, scope, &[Refers::Certification], Test::PersonHolds);
    }
    if cursor.eat("holds") {
        let sorts = &[Refers::Certification, Refers::Specialization];
        return held(cursor, scope, sorts, Test::Holds);
    }
    if cursor.eat("in every") {
        return Ok(Some(Test::InYears(years::years(cursor)?)));
    }
    if cursor.eat("partner is") {
        return partners(cursor, scope);
    }
    if cursor.eat("joined before") {
        return Ok(Some(Test::JoinedBefore(
            cursor.date("a date such as `2027-02-01`")?,
        )));
    }
    if cursor.eat("tier is") {
        let found = ids(cursor, scope, ("tier is", Refers::Tier), |named| {
            if let Named::Tier(id) = named {
                Some(id)
            } else {
                None
            }
        })?;
        cursor.expect("as of")?;
        let as_of = moment::as_of(cursor)?;
        return Ok(found.map(|tiers| Test::Tier(tiers, as_of)));
    }
    if cursor.eat("type is") {
        let found = ids(cursor, scope, ("type is", Refers::Type), |named| {
            if let Named::Type(id) = named {
                Some(id)
            } else {
                None
            }
        })?;
        return Ok(found.map(Test::Type));
    }
    if cursor.eat("region is") {
        let found = ids(cursor, scope, ("region is", Refers::Region), |named| {
            if let Named::Region(id) = named {
                Some(id)
            } else {
                None
            }
        })?;
        return Ok(found.map(Test::Region));
    }
    if let Some(problem) = mistyped::condition(cursor, scope) {
        return Err(problem);
    }
    match compare(cursor, scope)? {
        Some(test) => on_days::asked(cursor, scope, test),
        None => Ok(None),
    }
}

/// A bracket does not begin a condition.
fn no_bracket(cursor: &Cursor) -> Read<()> {
    let token = cursor.peek().map(|token| &token.kind);
    if token != Some(&TokenKind::Open) {
        return Ok(());
    }
    let problem = Problem::error("unexpected-text", "a condition has no brackets");
    Err(problem.at(cursor.span()).help(
        "join conditions by `and` alone or by `or` alone; of two clauses `needs` both must hold",
    ))
}

/// Partners by name.
fn partners(cursor: &mut Cursor, scope: &Scope) -> Read<Option<Test>> {
    let named = listed(cursor, "partner is", list::ids)?;
    // Any word can be a partner's name; one that begins a condition has more behind it.
    let (ends, next) = (cursor.after(2).is_done(), cursor.word_after(2));
    let goes_on = next.is_some_and(|word| matches!(&**word, "and" | "or"));
    let free = |name: &Name| (ends || goes_on) && !scope.names.contains_key(name);
    match mistyped::or_for_comma(cursor, "partner is", free) {
        Some(problem) => Err(problem),
        None => Ok(Some(Test::Partner(named.into_iter().collect()))),
    }
}

fn held(
    cursor: &mut Cursor,
    scope: &Scope,
    sorts: &[Refers],
    make: fn(crate::base::id::CertificationId, AsOf) -> Test,
) -> Read<Option<Test>> {
    let (word, span) = cursor.word("the name of a certification")?;
    let found = scope.find(word, span, sorts)?;
    if !cursor.eat("as of") {
        return Err(Problem::error(
            "no-day-named",
            format!("the day on which `{word}` must be held is not said"),
        )
        .at(span)
        .help(format!("write: holds {word} as of sale date")));
    }
    let as_of = moment::as_of(cursor)?;
    Ok(match found {
        Some(Named::Certification(id)) => Some(make(id, as_of)),
        Some(Named::Specialization(id)) => Some(Test::Specialized([id].into(), as_of)),
        Some(_) | None => None,
    })
}

fn ids<T: Ord>(
    cursor: &mut Cursor,
    scope: &Scope,
    (lead, sort): (&str, Refers),
    pick: fn(Named) -> Option<T>,
) -> Read<Option<BTreeSet<T>>> {
    let names = listed(cursor, lead, |cursor| {
        audience::names(cursor, scope, &[sort], true)
    })?;
    let declared = |name: &Name| scope.of(sort).contains(name);
    if let Some(problem) = mistyped::or_for_comma(cursor, lead, declared) {
        return Err(problem);
    }
    Ok(names.map(|value| value.names().into_iter().filter_map(pick).collect()))
}

/// A list of names after the words that begin a condition.
fn listed<T>(
    cursor: &mut Cursor,
    lead: &str,
    read: impl FnOnce(&mut Cursor) -> Read<T>,
) -> Read<T> {
    if let Some(problem) = mistyped::refused_list(cursor, lead) {
        return Err(problem);
    }
    let names = read(cursor)?;
    let last = cursor.last_word();
    match last.and_then(|last| mistyped::missing_comma(cursor, lead, last)) {
        Some(problem) => Err(problem),
        None => Ok(names),
    }
}

fn compare(cursor: &mut Cursor, scope: &Scope) -> Read<Option<Test>> {
    let Some((figure, unit)) = figure::figure(cursor, scope)? else {
        skip_comparison(cursor);
        return Ok(None);
    };
    if unit == Unit::Flag {
        // What is asked is said with the figure.
        return Ok(Some(Test::Compare {
            figure,
            comparison: Comparison::AtLeast,
            threshold: Threshold {
                across: None,
                amounts: vec![Some(Ratio::ONE)],
                unit: Unit::Count,
            },
        }));
    }
    if cursor.eat("across") {
        let set = moment::set(cursor)?;
        let as_of = if cursor.eat("as of") {
            moment::as_of(cursor)?
        } else {
            day_for(set)
        };
        let threshold = Threshold {
            across: Some(Across { set, as_of }),
            amounts: Vec::new(),
            unit,
        };
        return Ok(Some(Test::Compare {
            figure,
            comparison: Comparison::AtLeast,
            threshold,
        }));
    }
    let sign_span = cursor.span();
    let comparison =
        match cursor.op("a comparison such as `>= 2`, or `across region` with a table")? {
            Op::AtLeast => Comparison::AtLeast,
            Op::Above => Comparison::Above,
            Op::AtMost => Comparison::AtMost,
            Op::Below => Comparison::Below,
            Op::Equal | Op::Plus | Op::Minus => {
                return Err(Problem::error(
                    "unexpected-text",
                    "a figure is compared with `>=`, `>`, `<=` or `<`",
                )
                .at(sign_span)
                .help("write: bookings over last 4 quarters >= 1,000,000 USD"));
            }
        };
    let amount = amount(cursor, unit)?;
    let threshold = Threshold {
        across: None,
        amounts: vec![Some(amount)],
        unit,
    };
    Ok(Some(Test::Compare {
        figure,
        comparison,
        threshold,
    }))
}

/// Regions, types and lines do not change, so no day needs to be named for them.
pub fn day_for(set: Set) -> AsOf {
    match set {
        Set::Tier | Set::Region | Set::Type | Set::Line => AsOf::Occasion,
    }
}

/// After a figure that failed elsewhere, its comparison is read over without judging it.
fn skip_comparison(cursor: &mut Cursor) {
    while !cursor.is_done() && cursor.stands("and").is_none() && cursor.stands("or").is_none() {
        cursor.skip();
    }
}

/// An amount in the unit of what it is compared with.
pub fn amount(cursor: &mut Cursor, unit: Unit) -> Read<Ratio> {
    let span = cursor.span();
    let read = match unit {
        Unit::Money(currency) => {
            literal::money_in(cursor, currency).map(|money| Ratio::whole(money.minor))
        }
        Unit::Percent => cursor.percent("a percentage such as `10%`"),
        Unit::Months => literal::whole(cursor, "a whole number of months").and_then(|count| {
            cursor.expect("months")?;
            Ok(Ratio::whole(i128::from(count)))
        }),
        Unit::Date => cursor
            .date("a date such as `2027-02-01`")
            .map(|day| Ratio::whole(i128::from(day.number()))),
        Unit::Count | Unit::Units => {
            literal::whole(cursor, "a whole number").map(|count| Ratio::whole(i128::from(count)))
        }
        Unit::Points | Unit::Text | Unit::Flag => literal::decimal(cursor, "a number"),
    };
    read.map_err(|problem| {
        if problem.name == "unexpected-text" {
            Problem::error("wrong-unit", format!("{} is meant here", unit.words()))
                .at(span)
                .help(match unit {
                    Unit::Months => "write the months out: 12 months",
                    Unit::Date => "write the day: 2027-02-01",
                    Unit::Money(_)
                    | Unit::Percent
                    | Unit::Count
                    | Unit::Points
                    | Unit::Units
                    | Unit::Text
                    | Unit::Flag => {
                        "compare a figure with its own unit: bookings with an amount, people with a number"
                    }
                })
        } else {
            problem
        }
    })
}
