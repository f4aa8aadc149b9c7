//! Numbers, percentages and dates, and what to say about a word that looks like one and is not.
//! It must not know units or currencies.

use unicode_normalization::UnicodeNormalization;

use crate::base::date::Date;
use crate::base::span::Span;
use crate::diagnostic::untrusted::quote;
use crate::diagnostic::{Fix, Problem};
use crate::parse::blot::FORBIDDEN_CHARACTER;
use crate::syntax::token::TokenKind;

/// Digits of a number at most; amounts end well below.
const DIGITS: usize = 30;

/// A number or percentage that the grammar has recognised.
pub(super) fn number(text: &str, at: Span) -> Result<TokenKind, Problem> {
    let (figure, percent) = match text.strip_suffix('%') {
        Some(figure) => (figure, true),
        None => (text, false),
    };
    let (whole, fraction) = figure.split_once('.').unwrap_or((figure, ""));
    let unsigned = whole.strip_prefix('-').unwrap_or(whole);
    if unsigned.len() > 1 && unsigned.starts_with('0') {
        let problem = wrong("leading-zero", text, "begins with a zero", at);
        let problem = problem
            .help("delete the zeros in front, or join groups of digits with commas: `50,000`");
        return Err(problem);
    }
    let plain: String = whole.chars().filter(|found| *found != ',').collect();
    let all = format!("{plain}{fraction}");
    let scale = u8::try_from(fraction.len());
    match (all.parse::<i128>(), scale) {
        (Ok(digits), Ok(scale)) if all.len() <= DIGITS && percent => {
            Ok(TokenKind::Percent { digits, scale })
        }
        (Ok(digits), Ok(scale)) if all.len() <= DIGITS => Ok(TokenKind::Number { digits, scale }),
        _ => {
            let message = format!("a number has more than {DIGITS} digits");
            let problem = Problem::error("number-too-long", message).at(at);
            let is_amount = percent || scale != Ok(0) || whole.contains(',');
            Err(problem.help(match is_amount {
                true => "write it with fewer digits",
                false => "put an identifier in quotes: `\"100000000000000000000000000000001\"`",
            }))
        }
    }
}

/// A date that the grammar has recognised by its shape.
pub(super) fn date(text: &str, at: Span) -> Result<TokenKind, Problem> {
    Date::parse(text).map(TokenKind::Date).ok_or_else(|| {
        let problem = Problem::error("no-such-date", format!("there is no day {}", quote(text)));
        let help = match last_of_month(text) {
            Some(last) => format!("the last day of that month is `{last}`"),
            None => "write year, month and day: `2027-02-28`".to_owned(),
        };
        problem.at(at).help(help)
    })
}

fn last_of_month(text: &str) -> Option<Date> {
    let first = Date::parse(&format!("{}-01", text.get(..7)?))?;
    Some(first.last_of_month())
}

/// What is wrong with a word that is no token; nothing when a character of it was already
/// reported.
pub(super) fn odd(text: &str, at: Span) -> Option<Problem> {
    if text.contains(FORBIDDEN_CHARACTER) {
        return None;
    }
    let problem = foreign(text, at)
        .or_else(|| sign(text, at))
        .or_else(|| comma(text, at))
        .or_else(|| figure(text, at))
        .unwrap_or_else(|| character(text, at));
    Some(problem)
}

fn wrong(name: &'static str, text: &str, why: &str, at: Span) -> Problem {
    Problem::error(name, format!("{} {why}", quote(text))).at(at)
}

/// A problem whose answer is one spelling of the same thing.
fn respelt(problem: Problem, at: Span, right: &str, safe: bool) -> Problem {
    problem.help(format!("write `{right}`")).fix(Fix {
        safe,
        title: format!("write `{right}`"),
        edits: vec![(at, right.to_owned())],
    })
}

/// Characters of other scripts or of typesetting in the place of plain ones.
fn foreign(text: &str, at: Span) -> Option<Problem> {
    let has = |set: &str| text.chars().any(|character| set.contains(character));
    if text
        .chars()
        .any(|found| found.is_numeric() && !found.is_ascii())
    {
        let problem = wrong("foreign-digits", text, "has digits other than 0 to 9", at);
        let plain: String = text.nfkc().collect();
        return Some(match is_figure(&plain) {
            true => respelt(problem, at, &plain, true),
            false => problem.help("digits are `0` to `9`"),
        });
    }
    if has("\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2212}\u{fe63}\u{ff0d}") {
        let problem = wrong("foreign-minus", text, "has a dash that is not `-`", at);
        return Some(problem.help("write `-` (U+002D); between dates write `to`"));
    }
    if has("“”„«»‘’‚") {
        let problem = wrong("foreign-quotes", text, "has a quote that is not `\"`", at);
        return Some(problem.help("put texts in `\"`"));
    }
    if has("$€£¥₹") {
        let problem = wrong("currency-sign", text, "has a currency sign", at);
        let written = in_code(text).unwrap_or_else(|| "500 USD".to_owned());
        return Some(problem.help(format!(
            "write the code of the currency after the amount: `{written}`"
        )));
    }
    None
}

/// A comma that neither groups digits nor separates items.
fn comma(text: &str, at: Span) -> Option<Problem> {
    if begins_well(text) {
        return None;
    }
    let (before, after) = text.split_once(',')?;
    let digits = |side: &str, digit: fn(&str) -> Option<char>| {
        digit(side).is_some_and(|digit| digit.is_ascii_digit())
    };
    let grouping = digits(before, |side| side.chars().next_back())
        && digits(after, |side| side.chars().next());
    if grouping {
        let problem = wrong("bad-grouping", text, "groups its digits wrongly", at);
        if let Some(point) = with_point(text) {
            return Some(problem.help(format!(
                "write a point where a part begins: `{point}`; commas group digits by three: `1,000`"
            )));
        }
        return Some(problem.help(
            "commas group digits by three: `1,000`; items of a list are separated as in `1, 2`",
        ));
    }
    let problem = wrong(
        "comma-without-space",
        text,
        "has a comma and no space after it",
        at,
    );
    let spaced: Vec<&str> = text.split(',').filter(|item| !item.is_empty()).collect();
    Some(match spaced.len() {
        0 | 1 => problem.help("separate items of a list as in `US, CA`"),
        _ => respelt(problem, at, &spaced.join(", "), true),
    })
}

/// Whether a number whose digits are grouped by three stands before a word: `1,200USD`.
fn begins_well(text: &str) -> bool {
    let (number, word) = number_and_word(text);
    let mut groups = number.split(',');
    let leads = groups
        .next()
        .is_some_and(|first| (1..=3).contains(&first.len()));
    let grouped = groups.all(|group| group.split('.').next().map_or(0, str::len) == 3);
    leads && grouped && is_figure(number) && word.starts_with(char::is_alphabetic)
}

/// The number that a text begins with, and the rest.
fn number_and_word(text: &str) -> (&str, &str) {
    let split = text.find(|found: char| !(found.is_ascii_digit() || ",-.%".contains(found)));
    text.split_at(split.unwrap_or(text.len()))
}

/// Something that begins like a number or a date.
fn figure(text: &str, at: Span) -> Option<Problem> {
    let begins = text.trim_start_matches(['+', '-', '.', '_']);
    if !begins.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    if let Some(unsigned) = text.strip_prefix('+') {
        let problem = wrong("leading-plus", text, "begins with a plus", at);
        return Some(suggest(
            problem,
            at,
            unsigned,
            "write the number without it: `5%`",
        ));
    }
    if text.starts_with('.') || text.starts_with("-.") {
        let problem = wrong("leading-point", text, "has no digit before its point", at);
        let full = text.replacen('.', "0.", 1);
        return Some(suggest(
            problem,
            at,
            &full,
            "write a zero before the point: `0.5%`",
        ));
    }
    if let Some(whole) = text.strip_suffix('.').or_else(|| text.strip_suffix(".%")) {
        let problem = wrong("trailing-point", text, "has no digit after its point", at);
        let percent = if text.ends_with('%') { "%" } else { "" };
        return Some(suggest(
            problem,
            at,
            &format!("{whole}{percent}"),
            "write `5`",
        ));
    }
    if text.contains('_') {
        let problem = wrong("bad-grouping", text, "groups its digits with `_`", at);
        let grouped = grouped(&text.replace('_', ""));
        return Some(suggest(
            problem,
            at,
            &grouped,
            "commas group digits by three: `1,000`",
        ));
    }
    if is_date_like(text) {
        let problem = wrong("bad-date", text, "is not how a date is written", at);
        return Some(match Date::readings(text).as_slice() {
            [] => problem.help("write year, month and day: `2027-02-01`"),
            [one] => problem.help(format!("write year, month and day: `{one}`")),
            [one, other, ..] => problem.help(format!(
                "write year, month and day: `{one}`, or `{other}` if that is meant"
            )),
        });
    }
    let (number, word) = number_and_word(text);
    let problem = wrong(
        "digit-led-word",
        text,
        "begins with a digit and is no number",
        at,
    );
    let separate = is_figure(number) && word.starts_with(char::is_alphabetic);
    Some(match separate {
        true => respelt(problem, at, &format!("{number} {word}"), false),
        false => problem.help("begin a name with a letter, or put it in quotes"),
    })
}

/// Names the right spelling when it is one.
fn suggest(problem: Problem, at: Span, right: &str, otherwise: &str) -> Problem {
    if is_figure(right) {
        respelt(problem, at, right, true)
    } else {
        problem.help(otherwise)
    }
}

/// An amount with a sign of its currency, spelt with the code that the sign most often stands for.
fn in_code(text: &str) -> Option<String> {
    let code = match text.chars().find(|found| "$€£¥₹".contains(*found))? {
        '$' => "USD",
        '€' => "EUR",
        '£' => "GBP",
        '¥' => "JPY",
        _ => "INR",
    };
    let amount = text.trim_matches(|found| "$€£¥₹".contains(found));
    is_figure(amount).then(|| format!("{amount} {code}"))
}

/// A number with a comma for its decimal point: `2,5%`.
fn with_point(text: &str) -> Option<String> {
    let (whole, part) = text.split_once(',')?;
    let digits = part.strip_suffix('%').unwrap_or(part);
    let point = format!("{whole}.{part}");
    ((1..=2).contains(&digits.len()) && is_figure(&point)).then_some(point)
}

/// Digits with at most one point, perhaps a minus before and a percent sign behind.
fn is_figure(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let text = text.strip_suffix('%').unwrap_or(text);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    whole.split(',').all(digits) && digits(fraction)
}

/// Digits in groups of three; anything else as it is.
fn grouped(text: &str) -> String {
    let (whole, rest) = text.split_at(text.find(['.', '%']).unwrap_or(text.len()));
    let mut shown = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && whole.len().saturating_sub(index) % 3 == 0 {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown + rest
}

/// Three numbers joined by one kind of mark: `01/02/2027`, `2027-2-1`.
fn is_date_like(text: &str) -> bool {
    ['/', '.', '-'].into_iter().any(|mark| {
        let parts: Vec<&str> = text.split(mark).collect();
        let digits = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
        let year = parts.iter().any(|part| part.len() == 4);
        parts.len() == 3 && parts.iter().all(digits) && (year || mark == '/')
    })
}

/// A sign without spaces, or a sign of mathematics.
fn sign(text: &str, at: Span) -> Option<Problem> {
    let plain = match text {
        "≥" | "=>" => Some(">="),
        "≤" | "=<" => Some("<="),
        "==" => Some("="),
        _ => None,
    };
    if let Some(plain) = plain {
        let problem = wrong("unknown-sign", text, "is not a sign of the language", at);
        return Some(respelt(problem, at, plain, false));
    }
    let is_sign = |found: char| "<>=".contains(found);
    let start = text.find(is_sign)?;
    let (before, rest) = text.split_at(start);
    let length = rest.find(|found| !is_sign(found)).unwrap_or(rest.len());
    let (sign, after) = rest.split_at(length);
    let problem = wrong(
        "sign-without-space",
        text,
        "has a sign and no spaces around it",
        at,
    );
    let parts: Vec<&str> = [before, sign, after]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    Some(match parts.len() {
        0 | 1 => wrong("unknown-sign", text, "is not a sign of the language", at)
            .help("the signs are `>=`, `>`, `<=`, `<` and `=`"),
        _ => respelt(problem, at, &parts.join(" "), false),
    })
}

/// Nothing else fits: names the first character that no word may hold.
fn character(text: &str, at: Span) -> Problem {
    if text.starts_with(['_', '.', '/', '-']) {
        let problem = wrong("bad-name", text, "does not begin with a letter", at);
        return problem.help("begin a name with a letter");
    }
    if text.ends_with(['.', '/', '-']) || ["..", "//", "--"].iter().any(|two| text.contains(two)) {
        let problem = wrong(
            "bad-name",
            text,
            "has `.`, `-` or `/` that joins nothing",
            at,
        );
        return problem.help("these join the parts of a name, as in `sale.net_amount`");
    }
    let odd = text
        .chars()
        .find(|found| !(found.is_alphanumeric() || "_.-/".contains(*found)));
    let problem = match odd {
        Some(odd) => {
            let odd = quote(&odd.to_string());
            Problem::error("unexpected-character", format!("{odd} has no meaning here")).at(at)
        }
        None => wrong("bad-name", text, "is not a name", at),
    };
    match text {
        "%" => problem.help("write the sign next to the number: `5%`"),
        _ => problem.help("put text in `\"`"),
    }
}
