//! The escapes of a quoted text, resolved.
//! It must not look at what placeholders in it name.

use crate::base::span::Span;
use crate::diagnostic::Problem;
use crate::diagnostic::untrusted::{hidden, quote};
use crate::parse::blot::FORBIDDEN_CHARACTER;
use crate::parse::scan::forbidden;

/// The value of the text between two quotes, which begins at byte `inside.start`, or the first
/// escape that means nothing.
pub(super) fn resolve(content: &str, inside: Span) -> Result<String, Problem> {
    let mut value = String::with_capacity(content.len());
    let mut rest = content;
    while let Some(backslash) = rest.find('\\') {
        let (plain, escape) = rest.split_at(backslash);
        value.push_str(plain);
        if escape
            .get(1..)
            .is_some_and(|next| next.starts_with(FORBIDDEN_CHARACTER))
        {
            // The scan has reported the character that stood here, and a place inside it is none.
            rest = escape.get(1..).unwrap_or("");
            continue;
        }
        let start = content.len().saturating_sub(escape.len());
        let (length, character) = one_escape(escape);
        let at = place(inside, start, length);
        let character = character.map_err(|reason| {
            let escape = escape.get(..length).unwrap_or(escape);
            let message = format!("{} {reason}", quote(escape));
            let problem = Problem::error("bad-escape", message).at(at);
            let help = "escapes are `\\\"`, `\\\\`, `\\n`, `\\t` and `\\u{e9}`";
            problem.help(help)
        })?;
        if let Some(reason) = hidden(character) {
            return Err(forbidden(at, character, reason));
        }
        value.push(character);
        rest = escape.get(length..).unwrap_or("");
    }
    value.push_str(rest);
    Ok(value)
}

fn place(inside: Span, start: usize, length: usize) -> Span {
    let start = u32::try_from(start).unwrap_or(u32::MAX);
    let length = u32::try_from(length).unwrap_or(u32::MAX);
    let start = inside.start.saturating_add(start);
    Span::new(inside.file, start, start.saturating_add(length))
}

/// How many bytes an escape takes, and its character or why it has none.
fn one_escape(escape: &str) -> (usize, Result<char, &'static str>) {
    const UNKNOWN: &str = "is not an escape";
    let Some(kind) = escape.get(1..).and_then(|rest| rest.chars().next()) else {
        return (escape.len(), Err(UNKNOWN));
    };
    match kind {
        '"' | '\\' => (2, Ok(kind)),
        'n' => (2, Ok('\n')),
        't' => (2, Ok('\t')),
        'u' => unicode_escape(escape),
        _ => (1usize.saturating_add(kind.len_utf8()), Err(UNKNOWN)),
    }
}

/// `\u{1f600}`: one to six hexadecimal digits.
fn unicode_escape(escape: &str) -> (usize, Result<char, &'static str>) {
    const MALFORMED: &str = "is not written as `\\u{e9}`";
    let digits = escape
        .strip_prefix("\\u{")
        .and_then(|rest| rest.split_once('}'))
        .map(|(digits, _)| digits)
        .filter(|digits| (1..=6).contains(&digits.len()))
        .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
    let Some(digits) = digits else {
        return (2, Err(MALFORMED));
    };
    let length = digits.len().saturating_add("\\u{}".len());
    let character = u32::from_str_radix(digits, 16)
        .ok()
        .and_then(char::from_u32);
    (length, character.ok_or("is not a character of Unicode"))
}
