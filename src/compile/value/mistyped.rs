//! What was most likely meant by words that begin like something known.

use crate::base::name::{Name, nearest};
use crate::compile::cursor::Cursor;
use crate::compile::scope::Scope;
use crate::diagnostic::Problem;
use crate::kind::spec::Refers;
use crate::syntax::token::{Token, TokenKind};

/// None of some fixed phrases stands here. The one that begins as it is written, or reads nearly so, was meant.
pub fn phrase(cursor: &Cursor, phrases: &[&'static str]) -> Problem {
    let begun = phrases.iter().map(|phrase| cursor.begun(phrase)).max();
    let begun = begun.unwrap_or(0);
    let fitting = phrases
        .iter()
        .filter(|phrase| cursor.begun(phrase) == begun);
    let fitting: Vec<&str> = fitting.copied().collect();
    let quoted = |all: &[&str]| {
        let all: Vec<String> = all.iter().map(|phrase| format!("`{phrase}`")).collect();
        match all.as_slice() {
            [first @ .., last] if first.len() > 1 => format!("{} or {last}", first.join(", ")),
            few => few.join(" or "),
        }
    };
    if let Some((start, _)) = cursor.words(begun).filter(|_| begun > 0) {
        let rest: Vec<&str> = fitting
            .iter()
            .filter_map(|it| it.strip_prefix(&*start))
            .collect();
        let rest: Vec<&str> = rest.into_iter().map(str::trim_start).collect();
        let here = cursor.after(begun);
        let message = format!(
            "`{start}` goes on with {}, found {}",
            quoted(&rest),
            here.here()
        );
        return here
            .problem("unknown-word", message)
            .help(format!("write {}", quoted(&fitting)));
    }
    let near = phrases.iter().find_map(|phrase| {
        let (read, span) = cursor.words(phrase.split(' ').count())?;
        nearest(&read, std::iter::once(*phrase)).map(|near| (read, span, near))
    });
    if let Some((read, span, near)) = near {
        let message = format!("`{read}` does not belong here");
        return Problem::error("unknown-word", message)
            .at(span)
            .help(format!("did you mean `{near}`?"));
    }
    match cursor.peek_word() {
        Some(found) => {
            let problem = format!("`{found}` does not belong here");
            let problem = Problem::error("unknown-word", problem).at(cursor.span());
            match of_a_word(found, phrases) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem.help(format!("write {}", quoted(phrases))),
            }
        }
        None => cursor.expected(&quoted(phrases)),
    }
}

/// The phrase that holds a word which begins as the one that was found: `approved claim` for `approval`.
fn of_a_word(found: &str, phrases: &[&'static str]) -> Option<&'static str> {
    let stem = found.get(..5)?;
    let holds = |phrase: &&&str| phrase.split(' ').any(|word| word.starts_with(stem));
    let mut fitting = phrases.iter().filter(holds);
    let first = fitting.next()?;
    fitting.next().is_none().then_some(*first)
}

/// How conditions begin that do not compare a figure.
const LEADS: &[&str] = &[
    "partner is",
    "type is",
    "tier is",
    "region is",
    "joined before",
    "in every",
    "seller holds",
    "person holds",
];

/// The problem of a condition that begins nearly as one of them; `None` where it may be about a figure.
pub fn condition(cursor: &Cursor, scope: &Scope) -> Option<Problem> {
    let first = cursor.peek_word()?;
    if scope.names.contains_key(first) {
        return None;
    }
    let begun = LEADS.iter().find(|lead| cursor.begun(lead) == 1);
    if let Some((first, second)) = begun.and_then(|lead| lead.split_once(' ')) {
        let here = cursor.after(1);
        let message = format!("`{first}` goes on with `{second}`, found {}", here.here());
        let lead = format!("{first} {second}");
        return Some(
            Problem::error("unexpected-text", message)
                .at(here.span())
                .help(format!("write: {}", written(cursor, &line(&lead, scope)))),
        );
    }
    let (read, span) = cursor.words(2)?;
    let (word, after) = read.split_once(' ')?;
    let lead = LEADS.iter().find(|lead| {
        lead.split_once(' ').is_some_and(|(first, second)| {
            second == after && nearest(word, std::iter::once(first)).is_some()
        })
    })?;
    let message = format!("no condition begins with `{read}`");
    Some(
        Problem::error("unknown-word", message)
            .at(span)
            .help(format!(
                "did you mean `{lead}`? write: {}",
                written(cursor, &line(lead, scope))
            )),
    )
}

/// A list of names after `lead` is not what it could be: `not` stands in it, or a comma is missing.
pub fn refused_list(cursor: &Cursor, lead: &str) -> Option<Problem> {
    cursor.stands("not")?;
    let name = cursor.word_after(1)?;
    Some(
        Problem::error("unexpected-text", "`not` stands before the condition")
            .at(cursor.span())
            .help(format!(
                "write: {}",
                written(cursor, &format!("not {lead} {name}"))
            )),
    )
}

/// What may follow a list of names in a condition.
const FOLLOWING: &[&str] = &["and", "or", "as", "from", "until", "whole", "marginal"];

/// The problem that a name follows a list without a comma.
pub fn missing_comma(cursor: &Cursor, lead: &str, last: &str) -> Option<Problem> {
    let word = cursor.peek_word()?;
    if FOLLOWING.contains(&&**word) {
        return None;
    }
    let message = format!("no comma stands between `{last}` and `{word}`");
    Some(
        Problem::error("unexpected-text", message)
            .at(cursor.span())
            .help(format!(
                "write: {}",
                written(cursor, &format!("{lead} {last}, {word}"))
            )),
    )
}

/// The problem that `or` stands between the names of a list, where `is_meant` says that the word behind it is one.
pub fn or_for_comma(
    cursor: &Cursor,
    lead: &str,
    is_meant: impl Fn(&Name) -> bool,
) -> Option<Problem> {
    let last = cursor.last_word()?;
    let joins = cursor.stands("or").or_else(|| cursor.stands("and"))?;
    let word = cursor.word_after(joins).filter(|word| is_meant(word))?;
    let or = cursor.peek_word()?;
    let message = format!("`{or}` joins conditions, and names of a list have commas");
    let rest = if lead == "tier is" {
        " as of sale date"
    } else {
        ""
    };
    let line = format!("{lead} {last}, {word}{rest}");
    Some(
        Problem::error("unexpected-text", message)
            .at(cursor.span())
            .help(format!("write: {}", written(cursor, &line))),
    )
}

/// The problem that no time begins here.
pub fn no_time(cursor: &Cursor) -> Problem {
    let problem = cursor.expected("dates, `every` or `on payout of`");
    match cursor.help.is_empty() {
        true => problem.help(
            "write a date such as `2027-01-14`, `every month on first Monday`, or `10 days before start of ENTRY`",
        ),
        false => problem,
    }
}

/// The problem that a distance is counted from no moment.
pub fn no_moment(cursor: &Cursor, scope: &Scope) -> Problem {
    let problem = cursor.expected("`each FUND expiry`, `start of ENTRY` or `end of ENTRY`");
    let is_entry = |word: &&Name| scope.of(Refers::Entry).contains(word);
    match cursor.peek_word().filter(is_entry) {
        Some(entry) => problem.help(format!("write `start of {entry}` or `end of {entry}`")),
        None => problem,
    }
}

/// Clauses of which a condition is all that stands behind the word.
const CLAUSES: &[&str] = &["needs", "earn", "keep", "advise"];

/// A condition as a line of the clause that is read.
fn written(cursor: &Cursor, condition: &str) -> String {
    let word = cursor.help.split(' ').next();
    match word.filter(|word| CLAUSES.contains(word)) {
        Some(word) => format!("{word} {condition}"),
        None => condition.to_owned(),
    }
}

/// A condition that is valid here, with names that the program declares.
fn line(lead: &str, scope: &Scope) -> String {
    let first = |refers: Refers, other: &str| {
        let first = scope.of(refers).first();
        first.map_or_else(|| other.to_owned(), |name| name.as_str().to_owned())
    };
    match lead {
        "type is" => format!("type is {}", first(Refers::Type, "TYPE")),
        "tier is" => format!("tier is {} as of sale date", first(Refers::Tier, "TIER")),
        "region is" => format!("region is {}", first(Refers::Region, "REGION")),
        "joined before" => format!("joined before {}", scope.fiscal.start()),
        "in every" => format!("in every 2 years since {}", scope.fiscal.start()),
        "seller holds" | "person holds" => {
            let held = first(Refers::Certification, "CERTIFICATION");
            format!("{lead} {held} as of sale date")
        }
        _ => "partner is acme, brook".to_owned(),
    }
}

/// The year that a number may be meant for, where days are.
pub fn year(token: &Token) -> Option<i128> {
    let TokenKind::Number { digits, scale: 0 } = token.kind else {
        return None;
    };
    (2000..2100).contains(&digits).then_some(digits)
}
