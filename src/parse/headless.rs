//! What stood before a `}` that closes nothing: lines whose block has no `{`, with the heading where it is there.
//! It must not look at words.

use std::ops::Range;

use crate::base::span::{FileId, Span};
use crate::diagnostic::Problem;
use crate::diagnostic::untrusted::quote;
use crate::parse::limit::offset;
use crate::parse::scan::{Mark, MarkKind};

/// Marks that are looked at before a brace on a line of its own, and before one that is not.
const LOOKED_AT: (usize, usize) = (10_000, 64);

/// Marks of a block without its opening brace, the closing one among them.
pub(super) struct Headless {
    /// All of them.
    pub marks: Range<usize>,
    /// Those of its heading, where one stands there.
    head: Option<Range<usize>>,
}

/// What the closing brace at a place was meant to close.
pub(super) fn before(text: &str, marks: &[Mark], stray: usize) -> Headless {
    let end = stray.saturating_add(1);
    let Some(brace) = marks.get(stray) else {
        return plain(stray..end);
    };
    if !brace.leads {
        return on_its_line(text, marks, stray);
    }
    let mut first = stray;
    let mut head = None;
    for (index, mark) in lines_before(marks, stray, LOOKED_AT.0) {
        if mark.indent <= brace.indent {
            let line = index..first;
            let is_near = gap(text, marks, first).is_some_and(|between| !between.contains("\n\n"));
            if first < stray && mark.indent == brace.indent && is_near {
                head = is_heading(text, marks, line.clone()).then(|| trimmed(marks, line));
            }
            break;
        }
        first = index;
    }
    match head {
        Some(head) => Headless {
            marks: head.start..end,
            head: Some(head),
        },
        None => plain(first..end),
    }
}

fn plain(marks: Range<usize>) -> Headless {
    Headless { marks, head: None }
}

/// A block on one line: its heading ends with the title.
fn on_its_line(text: &str, marks: &[Mark], stray: usize) -> Headless {
    let end = stray.saturating_add(1);
    let mut before = lines_before(marks, stray, LOOKED_AT.1);
    let Some((first, mark)) = before.next() else {
        return plain(stray..end);
    };
    let inside = marks.get(first..stray).unwrap_or(&[]);
    let has_braces = inside.iter().any(is_brace);
    if has_braces || mark.kind != MarkKind::Token {
        return plain(stray..end);
    }
    let title = inside.iter().position(|mark| is_text(text, mark));
    let head = title.map(|at| first..first.saturating_add(at).saturating_add(1));
    Headless {
        marks: first..end,
        head,
    }
}

/// The first marks of the lines before one, from the last to the first.
fn lines_before(marks: &[Mark], end: usize, most: usize) -> impl Iterator<Item = (usize, &Mark)> {
    let before = marks.get(..end).unwrap_or(&[]).iter().enumerate().rev();
    before
        .take(most)
        .filter(|(_, mark)| mark.leads && mark.kind != MarkKind::LineEnd)
}

/// The text between a mark and the one before it.
fn gap<'t>(text: &'t str, marks: &[Mark], at: usize) -> Option<&'t str> {
    let last = marks.get(..at)?.iter().rev();
    let mut last = last.filter(|mark| mark.kind != MarkKind::LineEnd);
    text.get(last.next()?.end..marks.get(at)?.start)
}

/// Whether a line reads as the heading of a block: it has a title, or is a word or two.
fn is_heading(text: &str, marks: &[Mark], line: Range<usize>) -> bool {
    let line = trimmed(marks, line);
    let inside = marks.get(line.clone()).unwrap_or(&[]);
    let only = |mark: &Mark| mark.kind == MarkKind::Token;
    let words = |mark: &Mark| {
        let mut letters = text.get(mark.start..mark.end).unwrap_or("").chars();
        letters.next().is_some_and(char::is_alphabetic)
    };
    let has_title = inside.iter().any(|mark| is_text(text, mark));
    inside.iter().all(only) && (has_title || inside.len() <= 2 && inside.iter().all(words))
}

/// Marks without the line ends behind them.
fn trimmed(marks: &[Mark], line: Range<usize>) -> Range<usize> {
    let inside = marks.get(line.clone()).unwrap_or(&[]);
    let ends = inside.iter().rev();
    let ends = ends.take_while(|mark| mark.kind == MarkKind::LineEnd);
    line.start..line.end.saturating_sub(ends.count())
}

fn is_brace(mark: &Mark) -> bool {
    matches!(mark.kind, MarkKind::Open | MarkKind::Close)
}

fn is_text(text: &str, mark: &Mark) -> bool {
    text.get(mark.start..mark.end)
        .is_some_and(|token| token.starts_with('"'))
}

impl Headless {
    /// What is wrong with it: its heading has no brace, or there is no heading.
    pub(super) fn problem(&self, file: FileId, text: &str, marks: &[Mark]) -> Option<Problem> {
        let span = |start: usize, end: usize| Span::new(file, offset(start), offset(end));
        let brace = marks.get(self.marks.end.checked_sub(1)?)?;
        let closing = span(brace.start, brace.end);
        if let Some(head) = &self.head {
            let words = marks.get(head.clone())?;
            let end = words.last()?.end;
            let title = words.iter().take(2).map(|it| text.get(it.start..it.end));
            let title = title.collect::<Option<Vec<&str>>>()?.join(" ");
            let message = format!("expected `{{` to open {}", quote(&title));
            let problem = Problem::error("unopened-block", message).at(span(end, end));
            return Some(
                problem
                    .also(closing, "it would be closed here")
                    .help("write `{` after the heading, on the same line"),
            );
        }
        let problem = Problem::error("stray-brace", "`}` closes nothing").at(closing);
        let first = marks.get(self.marks.start)?;
        Some(if self.marks.len() > 1 {
            let lines = span(first.start, first.end);
            problem
                .also(lines, "from here on the lines stand in no block")
                .help("write the heading of their block above them: `tier gold \"Gold\" {`")
        } else {
            problem.help("delete it, or add the block it should close")
        })
    }
}
