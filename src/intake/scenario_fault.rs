//! Why a scenario is no YAML that is read, in our words and at its place. Must not know any key.

use serde_yaml::budget::BudgetBreach;
use serde_yaml::{Error, Location};

use crate::base::span::{FileId, Span};
use crate::diagnostic::Problem;
use crate::diagnostic::untrusted::{hidden, one_line};
use crate::intake::scenario_file::span_of;

/// A fault of the reader as a problem of ours: our words, its place. The reader's faults will grow;
/// what we have no words for is not YAML.
#[allow(clippy::wildcard_enum_match_arm)]
pub(super) fn problem(file: FileId, text: &str, error: &Error) -> Problem {
    let span = match error.location() {
        Some(location) => place(file, text, &location),
        None => Span::new(file, 0, 0),
    };
    let (name, message, help) = match error {
        Error::MergeKeyNotAllowed { .. } => (
            "merge-key",
            "merge keys `<<` are not allowed",
            "write the keys out where they are needed",
        ),
        Error::MultipleDocuments { .. } => (
            "several-documents",
            "a scenario is one document",
            "keep one, without `---`",
        ),
        Error::Eof { .. } => (
            "empty-scenario",
            "the scenario is empty",
            "start with `runs: 200`",
        ),
        Error::NonFiniteFloat { .. } => (
            "not-finite",
            "a number must be finite",
            "write a number such as `0.25`",
        ),
        Error::Budget { breach, .. } => breach_words(breach),
        // The reader below the reader has a limit of its own, and only words for it.
        _ if error.to_string().contains("recursion limit") => TOO_DEEP,
        Error::UnknownAnchor { .. } | Error::AliasError { .. } => ALIAS,
        _ => (
            "not-yaml",
            "this is not YAML that a scenario can be read from",
            "keys and values are written `runs: 200`; keys of one block begin below each other, nested ones two spaces further in",
        ),
    };
    Problem::error(name, message).at(span).help(help)
}

/// A character that cannot be seen or turns text around, wherever it stands: comments are read by people too.
pub(super) fn unseen(file: FileId, text: &str) -> Option<Problem> {
    let is_unseen = |(at, character): &(usize, char)| {
        let is_mark = *at == 0 && *character == '\u{feff}';
        *character != '\r' && !is_mark && hidden(*character).is_some()
    };
    let (at, character) = text.char_indices().find(is_unseen)?;
    let message = format!("`{}` cannot be seen", one_line(&character.to_string()));
    let problem = Problem::error("hidden-character", message)
        .at(here(file, at, character.len_utf8()))
        .help("remove it");
    Some(problem)
}

/// A tag, which would say of what type a value is: the reader passes over it.
pub(super) fn tagged(file: FileId, text: &str) -> Option<Problem> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some((at, length)) = tag(line) {
            let problem = Problem::error("tag-in-scenario", "tags are not allowed")
                .at(here(file, start + at, length))
                .help("write the value alone: numbers, texts and lists are known as they are");
            return Some(problem);
        }
        start += line.len();
    }
    None
}

/// The first tag of a line and its length: a word that begins with `!`, outside of quotes and comments.
fn tag(line: &str) -> Option<(usize, usize)> {
    let (mut quote, mut before) = (None, ' ');
    for (at, character) in line.char_indices() {
        let begins = before.is_whitespace() || "[{,".contains(before);
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if begins => quote = Some(character),
            (None, '#') if begins => return None,
            (None, '!') if begins => {
                let word = line.get(at..)?.split_whitespace().next()?;
                return Some((at, word.len()));
            }
            (None, _) => {}
        }
        before = character;
    }
    None
}

fn here(file: FileId, at: usize, length: usize) -> Span {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(file, place(at), place(at.saturating_add(length)))
}

/// Where the reader stopped. It counts bytes where it can, and lines and letters, both from 1, always.
fn place(file: FileId, text: &str, location: &Location) -> Span {
    if location.span().byte_offset().is_some() {
        return span_of(file, location);
    }
    let before = usize::try_from(location.line().saturating_sub(1)).unwrap_or(usize::MAX);
    let letters = usize::try_from(location.column().saturating_sub(1)).unwrap_or(usize::MAX);
    let mut lines = text.split_inclusive('\n');
    let start: usize = lines.by_ref().take(before).map(str::len).sum();
    let line = lines.next().unwrap_or("").trim_end();
    let inside = line.char_indices().nth(letters);
    let inside = inside.map_or(line.len(), |(byte, _)| byte);
    let byte = |at: usize| u32::try_from(start.saturating_add(at)).unwrap_or(u32::MAX);
    Span::new(file, byte(inside), byte(line.len().max(inside)))
}

const ALIAS: (&str, &str, &str) = (
    "alias-in-scenario",
    "anchors and aliases are not allowed",
    "write the value out where it is needed",
);

const TOO_DEEP: (&str, &str, &str) = (
    "nested-too-deep",
    "nested deeper than 32",
    "no part of a scenario needs more than 4",
);

#[allow(clippy::wildcard_enum_match_arm)]
fn breach_words(breach: &BudgetBreach) -> (&'static str, &'static str, &'static str) {
    match breach {
        BudgetBreach::Aliases { .. } | BudgetBreach::Anchors { .. } => ALIAS,
        BudgetBreach::Documents { .. } => (
            "several-documents",
            "a scenario is one document",
            "keep one, without `---`",
        ),
        BudgetBreach::MergeKeys { .. } => (
            "merge-key",
            "merge keys `<<` are not allowed",
            "write the keys out where they are needed",
        ),
        BudgetBreach::Depth { .. } => TOO_DEEP,
        _ => (
            "scenario-too-large",
            "more than 50,000 values",
            "no scenario needs so many",
        ),
    }
}

/// The first tab that indents something: YAML allows spaces only, and its readers say so far from it.
pub(super) fn tab_indent(text: &str) -> Option<usize> {
    let mut start = 0_usize;
    for line in text.split_inclusive('\n') {
        let told = line.trim_start();
        let indent = line.len().saturating_sub(told.len());
        let tab = line.get(..indent).and_then(|indent| indent.find('\t'));
        if let Some(tab) = tab.filter(|_| !told.is_empty() && !told.starts_with('#')) {
            return Some(start.saturating_add(tab));
        }
        start = start.saturating_add(line.len());
    }
    None
}
