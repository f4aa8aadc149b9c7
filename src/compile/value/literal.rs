//! Reading amounts, rates, counts, durations and fixed words.

use crate::base::date::Weekday;
use crate::base::duration::{Duration, DurationUnit};
use crate::base::money::{Currency, Money, MoneyFault};
use crate::base::name::nearest;
use crate::base::ratio::Ratio;
use crate::base::span::Span;
use crate::compile::cursor::{Cursor, Read};
use crate::compile::scope::Scope;
use crate::compile::value::list::twice;
use crate::compile::value::mistyped;
use crate::diagnostic::Problem;
use crate::kind::spec::Value;
use crate::syntax::token::{Token, TokenKind};

/// `250,000 USD`, in the program's currency or one with an exchange rule.
pub fn money(cursor: &mut Cursor, scope: &Scope) -> Read<Money> {
    let (money, currency_span) = any_money(cursor)?;
    let currency = money.currency;
    if currency != scope.currency && !scope.exchanged.contains(&currency) {
        return Err(Problem::error(
            "currency-without-exchange",
            format!(
                "the program counts in {}, and no rule exchanges {currency}",
                scope.currency
            ),
        )
        .at(currency_span)
        .cost(format!("one to one, every {currency} would be counted as a {}", scope.currency))
        .help(format!(
            "write in the program, with the rate that is agreed: exchange {currency} to {} at fixed 1.08",
            scope.currency
        )));
    }
    Ok(money)
}

/// An amount in whatever currency, and where the currency stands.
fn any_money(cursor: &mut Cursor) -> Read<(Money, Span)> {
    let (digits, scale, span) = cursor.number("an amount such as `250,000 USD`")?;
    let currency_span = cursor.span();
    let currency = currency(cursor)?;
    let money = Money::of_decimal(digits, scale, currency).map_err(|fault| match fault {
        MoneyFault::TooManyDecimals { .. } => Problem::error(
            "too-many-decimals",
            format!(
                "the amount has {scale} decimals, and {currency} has {}",
                currency.exponent()
            ),
        )
        .at(span)
        .help("write the amount in whole minor units, such as `10.05 EUR`"),
        MoneyFault::OutOfRange => Problem::error(
            "amount-out-of-range",
            "the amount is above the largest that can be counted",
        )
        .at(span)
        .help("amounts go up to 10^18 minor units (cents)"),
    })?;
    Ok((money, currency_span))
}

/// An amount that is compared or added up, and so stands in the currency that is counted in.
///
/// An exchange rule would not help, and so none is asked for.
pub fn money_in(cursor: &mut Cursor, currency: Currency) -> Read<Money> {
    let start = cursor.span();
    let (money, _) = any_money(cursor)?;
    if money.currency == currency {
        return Ok(money);
    }
    let message = format!("amounts are counted in {currency} here");
    Err(Problem::error("other-currency", message)
        .at(start.to(cursor.last_span()))
        .help(format!("write the amount in {currency}")))
}

/// `volume.title`, or a text in quotes that is known by its own words.
pub fn address(cursor: &mut Cursor) -> Read<Value> {
    if let Some(Token {
        kind: TokenKind::Text(_),
        ..
    }) = cursor.peek()
    {
        return Ok(Value::Text(cursor.text("a text in quotes")?.0));
    }
    let (word, _) = cursor.word("the place of a text such as `volume.title`")?;
    Ok(Value::Ids(vec![word.clone()]))
}

/// `USD`.
pub fn currency(cursor: &mut Cursor) -> Read<Currency> {
    let (word, span) = cursor.word("a currency such as `USD`")?;
    Currency::parse(word).ok_or_else(|| {
        let problem = Problem::error(
            "unknown-currency",
            format!("`{word}` is not an ISO 4217 currency"),
        )
        .at(span);
        if let "percent" | "pct" | "percentage" = &**word {
            return problem.help("write the sign behind the number: `50%`");
        }
        if &**word == "per" {
            return problem.help("write the currency behind the number, such as `600 USD`");
        }
        match Currency::nearest(word) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help("write a currency code such as `USD`"),
        }
    })
}

/// `1.5`.
pub fn decimal(cursor: &mut Cursor, what: &str) -> Read<Ratio> {
    let (digits, scale, span) = cursor.number(what)?;
    Ratio::from_decimal(digits, scale).map_err(|_| cursor.too_large(span))
}

/// A whole number.
pub fn whole(cursor: &mut Cursor, what: &str) -> Read<i64> {
    let (digits, scale, span) = cursor.number(what)?;
    if scale != 0 {
        return Err(Problem::error(
            "not-a-whole-number",
            format!("expected {what}, and this has decimals"),
        )
        .at(span)
        .help("write it without decimals"));
    }
    i64::try_from(digits).map_err(|_| cursor.too_large(span))
}

/// `10 deals`, or a bare whole number where no noun is asked for.
pub fn count(cursor: &mut Cursor, nouns: &[&'static str]) -> Read<Value> {
    let count = whole(cursor, "a whole number")?;
    if nouns.is_empty() {
        return Ok(Value::Count(count, None));
    }
    Ok(Value::Count(count, Some(fixed(cursor, nouns)?)))
}

/// `4.5%` or `500 USD`.
pub fn rate_or_money(cursor: &mut Cursor, scope: &Scope) -> Read<Value> {
    if let Some(Token {
        kind: TokenKind::Percent { .. },
        ..
    }) = cursor.peek()
    {
        return part(cursor).map(Value::Percent);
    }
    Ok(Value::Money(money(cursor, scope)?))
}

/// `50%`, or an amount in the currency of the program.
pub fn part_or_money(cursor: &mut Cursor, scope: &Scope) -> Read<Value> {
    if let Some(Token {
        kind: TokenKind::Percent { .. },
        ..
    }) = cursor.peek()
    {
        return part(cursor).map(Value::Percent);
    }
    if !matches!(
        cursor.peek().map(|token| &token.kind),
        Some(TokenKind::Number { .. })
    ) {
        return Err(cursor.expected("a part such as `50%`, or an amount such as `1,500 USD`"));
    }
    money_in(cursor, scope.currency).map(Value::Money)
}

/// A part of what is sold: at most all of it.
fn part(cursor: &mut Cursor) -> Read<Ratio> {
    let rate = cursor.percent("a percentage")?;
    if rate > Ratio::ONE {
        let problem = Problem::error("rate-above-all", "the rate is above 100%");
        return Err(problem
            .at(cursor.last_span())
            .help("write a rate up to `100%`"));
    }
    Ok(rate)
}

/// `4%`, or `marginal` or `whole`, or nothing (an error of its own, found with the table).
pub fn rate(cursor: &mut Cursor) -> Read<Value> {
    if let Some(Token {
        kind: TokenKind::Percent { .. },
        ..
    }) = cursor.peek()
    {
        return part(cursor).map(Value::Percent);
    }
    const MODES: [&str; 2] = ["marginal", "whole"];
    if let Some(word) = cursor.eat_longest(&MODES) {
        return Ok(Value::Words(vec![word]));
    }
    let near = cursor
        .peek_word()
        .and_then(|word| nearest(word, MODES.into_iter()));
    match (near, cursor.peek_word()) {
        (Some(near), Some(word)) => {
            let message = format!("`{word}` does not belong here");
            let problem = Problem::error("unknown-word", message).at(cursor.span());
            Err(problem.help(format!("did you mean `{near}`?")))
        }
        (None, _) | (_, None) => Ok(Value::Nothing),
    }
}

/// Nouns that a cap may count.
pub const CAP_NOUNS: &[&str] = &[
    "deals", "deal", "sales", "sale", "awards", "award", "orders", "people",
];

/// `40,000 USD`, `10 deals`, or nothing where a table states the limit.
pub fn limit(cursor: &mut Cursor, scope: &Scope) -> Read<Value> {
    let Some(Token {
        kind: TokenKind::Number { .. },
        ..
    }) = cursor.peek()
    else {
        return Ok(Value::Nothing);
    };
    let is_count = cursor
        .word_after(1)
        .is_some_and(|word| CAP_NOUNS.contains(&&**word));
    if is_count {
        count(cursor, CAP_NOUNS)
    } else {
        Ok(Value::Money(money(cursor, scope)?))
    }
}

/// `40,000 USD` or `12.5`.
pub fn amount(cursor: &mut Cursor, scope: &Scope) -> Read<Value> {
    let is_money = cursor
        .word_after(1)
        .is_some_and(|word| Currency::parse(word).is_some());
    if is_money {
        Ok(Value::Money(money(cursor, scope)?))
    } else {
        Ok(Value::Number(decimal(
            cursor,
            "an amount such as `40,000 USD`, or a number",
        )?))
    }
}

/// `45 days`, `10 business days`, `2 quarters`.
pub fn duration(cursor: &mut Cursor) -> Read<Duration> {
    let whole_span = cursor.span();
    let count = whole(cursor, "a length of time such as `45 days`")?;
    let unit = unit_of_time(cursor)?;
    let most = most(unit);
    match u32::try_from(count) {
        Ok(count) if count <= most => Ok(Duration::new(count, unit)),
        Ok(_) | Err(_) => Err(Problem::error(
            "duration-out-of-range",
            format!("a length of time is from 0 to {most} {}", unit.plural()),
        )
        .at(whole_span)
        .help("nothing that a program says reaches further than 100 years")),
    }
}

/// `days`, `business days` and so on, for one or for many.
fn unit_of_time(cursor: &mut Cursor) -> Read<DurationUnit> {
    if cursor.eat("business days") || cursor.eat("business day") {
        return Ok(DurationUnit::BusinessDay);
    }
    let (word, span) =
        cursor.word("`days`, `business days`, `weeks`, `months`, `quarters` or `years`")?;
    DurationUnit::parse(word).ok_or_else(|| {
        Problem::error("unknown-word", format!("`{word}` is not a length of time"))
            .at(span)
            .help("write `days`, `business days`, `weeks`, `months`, `quarters` or `years`")
    })
}

/// The most of a unit that a length of time may have: 100 years.
const fn most(unit: DurationUnit) -> u32 {
    match unit {
        DurationUnit::Day => 36_525,
        DurationUnit::BusinessDay => 26_089,
        DurationUnit::Week => 5_217,
        DurationUnit::Month => 1_200,
        DurationUnit::Quarter => 400,
        DurationUnit::Year => 100,
    }
}

/// One of some fixed phrases.
pub fn fixed(cursor: &mut Cursor, words: &[&'static str]) -> Read<&'static str> {
    if let Some(word) = cursor.eat_longest(words) {
        return Ok(word);
    }
    Err(mistyped::phrase(cursor, words))
}

/// Fixed phrases with a number each.
pub fn weights(cursor: &mut Cursor, words: &[&'static str]) -> Read<Value> {
    let mut list = Vec::new();
    let mut seen: Vec<(&str, Span)> = Vec::new();
    loop {
        let start = cursor.span();
        let word = fixed(cursor, words)?;
        list.push((word, decimal(cursor, "a number such as `1.0`")?));
        let span = start.to(cursor.last_span());
        if let Some((_, first)) = seen.iter().find(|(other, _)| *other == word) {
            return Err(twice(*first, span));
        }
        seen.push((word, span));
        if !cursor.eat_comma() {
            return Ok(Value::Weights(list));
        }
    }
}

/// One weekday.
pub fn weekday(cursor: &mut Cursor) -> Read<Weekday> {
    let (word, span) = cursor.word("a weekday such as `Monday`")?;
    Weekday::parse(word).ok_or_else(|| {
        let problem = Problem::error("unknown-word", format!("`{word}` is not a weekday")).at(span);
        match nearest(word, Weekday::ALL.iter().map(|day| day.name())) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help("write a weekday such as `Monday`"),
        }
    })
}
