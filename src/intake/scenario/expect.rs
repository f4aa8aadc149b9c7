//! What a scenario expects of its forecast, as text: a metric, a comparison and a level. Whether there is such a
//! metric, and what it is counted in, the forecast knows.

use crate::base::span::Span;
use crate::diagnostic::Problem;
use crate::intake::scenario::fields::wrong;
use crate::intake::scenario_file::{Content, Node};

/// An expectation as it is written: `roi >= 0.5`.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    /// The whole of it.
    pub text: String,
    /// The metric, by name.
    pub metric: String,
    /// The incentive that it is about, by name.
    pub of: Option<String>,
    /// On which side of the level it is to lie.
    pub bound: Bound,
    /// How much.
    pub level: Level,
    /// Where it stands.
    pub span: Span,
}

/// On which side of a level a number is to lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// At the level or above.
    Least,
    /// At the level or below.
    Most,
}

/// How much is expected.
#[derive(Clone, Debug, PartialEq)]
pub enum Level {
    /// A number alone.
    Number(f64),
    /// A percentage, as a part of 1.
    Percent(f64),
    /// An amount in major units, and the letters behind it.
    Amount(f64, String),
}

const UNREAD: &str = "has no level that can be read";
const EXAMPLE: &str = "write a metric, `>=` or `<=`, and a level: roi >= 0.5";

/// The expectations of a list.
pub(super) fn read(node: Option<&Node>, problems: &mut Vec<Problem>) -> Vec<Expected> {
    let Some(node) = node else {
        return Vec::new();
    };
    let Content::List(items) = &node.content else {
        let problem = wrong(node, "expect", "a list such as [roi >= 0.5]");
        problems.push(problem.help("write each in a line of its own: - roi >= 0.5"));
        return Vec::new();
    };
    let mut found = Vec::new();
    for item in items {
        let Content::Text(text) = &item.content else {
            let problem = wrong(item, "expect", "a text such as roi >= 0.5");
            problems.push(problem.help("write each in a line of its own: - roi >= 0.5"));
            continue;
        };
        match expected(text, item.span) {
            Ok(expected) => found.push(expected),
            Err((message, help)) => {
                let problem = Problem::error("not-an-expectation", message).at(item.span);
                problems.push(problem.help(help));
            }
        }
    }
    found
}

/// What is wrong with an expectation, and what to do.
type Refused = (String, String);

fn expected(text: &str, span: Span) -> Result<Expected, Refused> {
    let is_sign = |letter: char| "<>=!≤≥".contains(letter);
    let refuse = |what: &str, help: &str| Err((format!("`{text}` {what}"), help.to_owned()));
    let Some(start) = text.find(is_sign) else {
        return refuse("compares nothing", EXAMPLE);
    };
    let (before, rest) = text.split_at(start);
    let level = rest.trim_start_matches(is_sign);
    let sign = rest.strip_suffix(level).unwrap_or("");
    let bound = match sign {
        ">=" => Bound::Least,
        "<=" => Bound::Most,
        ">" | "≥" | "=>" => return refuse("has a comparison that is not known", "write `>=`"),
        "<" | "≤" | "=<" => return refuse("has a comparison that is not known", "write `<=`"),
        _ => return refuse("has a comparison that is not known", "write `>=` or `<=`"),
    };
    let words: Vec<&str> = before.split_whitespace().collect();
    let (metric, of) = match words.as_slice() {
        [metric] => (*metric, None),
        [metric, "of", name] => (*metric, Some((*name).to_owned())),
        [] => return refuse("names no metric", EXAMPLE),
        _ => {
            let help =
                "write its name, or its name `of` an incentive's: net_value of growth >= 0 USD";
            return refuse("names no single metric", help);
        }
    };
    let metric = metric.to_owned();
    match self::level(level.trim()) {
        Ok(level) => Ok(Expected {
            text: text.trim().to_owned(),
            metric,
            of,
            bound,
            level,
            span,
        }),
        Err(what) => refuse(
            what,
            "write a number, a percentage or an amount: 0.5, 10%, 100,000 USD",
        ),
    }
}

/// `0.5`, `10%` or `100,000 USD`.
fn level(text: &str) -> Result<Level, &'static str> {
    if let Some(percent) = text.strip_suffix('%') {
        // Of a few decimals, so that 7% is 0.07 and not 0.07000000000000001.
        return Ok(Level::Percent((number(percent)? * 1e8).round() / 1e10));
    }
    match text.split_once(char::is_whitespace) {
        None => Ok(Level::Number(number(text)?)),
        Some((amount, word)) => {
            let (amount, word) = (number(amount)?, word.trim());
            let is_word = word.bytes().all(|letter| letter.is_ascii_alphabetic());
            is_word
                .then(|| Level::Amount(amount, word.to_owned()))
                .ok_or(UNREAD)
        }
    }
}

fn number(text: &str) -> Result<f64, &'static str> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let (whole, part) = match digits.split_once('.') {
        Some((whole, part)) => (whole, Some(part)),
        None => (digits, None),
    };
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    if !part.is_none_or(all_digits) || !grouped(whole, all_digits) {
        return Err(UNREAD);
    }
    let plain = format!("{sign}{}.{}", whole.replace(',', ""), part.unwrap_or("0"));
    let value = plain.parse::<f64>().ok();
    value.filter(|value| value.is_finite()).ok_or(UNREAD)
}

/// Digits, alone or with a comma before each three from the right.
fn grouped(whole: &str, all_digits: impl Fn(&str) -> bool) -> bool {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("");
    let rest: Vec<&str> = groups.collect();
    let is_first = all_digits(first) && (rest.is_empty() || first.len() <= 3);
    is_first && rest.iter().all(|each| each.len() == 3 && all_digits(each))
}

#[cfg(test)]
mod tests {
    use super::{Bound, Level, expected};
    use crate::base::span::{FileId, Span};

    fn read(text: &str) -> Option<(String, Option<String>, Bound, Level)> {
        let found = expected(text, Span::new(FileId(0), 0, 0)).ok()?;
        Some((found.metric, found.of, found.bound, found.level))
    }

    #[test]
    fn what_is_read() {
        let roi = Some(("roi".to_owned(), None, Bound::Least, Level::Number(0.5)));
        assert_eq!(read("roi >= 0.5"), roi);
        assert_eq!(read(" roi>=0.5 "), roi);
        let share = ("churn".to_owned(), None, Bound::Most, Level::Percent(0.07));
        assert_eq!(read("churn <= 7%"), Some(share));
        let amount = Level::Amount(-100_000.5, "USD".to_owned());
        let of = Some("growth".to_owned());
        let net = ("net_value".to_owned(), of, Bound::Least, amount);
        assert_eq!(read("net_value of growth >= -100,000.5 USD"), Some(net));
    }

    #[test]
    fn what_is_refused() {
        for text in [
            "roi",
            "roi > 0.5",
            "roi == 0.5",
            "roi => 0.5",
            "roi ≥ 0.5",
            ">= 0.5",
            "roi of >= 0.5",
            "roi in growth >= 0.5",
            "roi >= nan",
            "roi >= inf",
            "roi >= 1e999",
            "roi >= ",
            "roi >= %",
            "roi >= 1,00",
            "roi >= 1000,000",
            "roi >= .5",
            "roi >= 0.5 >= 1",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
