//! What the grammar could not read, found item by item, reported and blotted out, so that one
//! mistake hides neither its neighbours nor a second mistake.
//! It must not read a stretch of text again for each block around it.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::base::span::{FileId, Span};
use crate::diagnostic::Problem;
use crate::diagnostic::untrusted::quote;
use crate::parse::blot::{BROKEN, blot};
use crate::parse::bracket::Pairing;
use crate::parse::engine::{self, Rule};
use crate::parse::headless::{self, Headless};
use crate::parse::limit::{Findings, offset};
use crate::parse::lower;
use crate::parse::scan::{Mark, MarkKind};

/// How often a text may be read in search of what is wrong: once as whole blocks, once as their
/// parts.
const TIMES_READ: usize = 2;

/// A text in which everything that has no shape is blotted out, and what was said about it.
pub(super) struct Mended {
    pub text: String,
    pub problems: Vec<Problem>,
}

/// Finds the items of a text that the grammar refuses.
pub(super) fn mend(file: FileId, text: &str, marks: &[Mark], pairing: &Pairing) -> Mended {
    let mut mender = Mender::new(file, text, marks, pairing);
    mender.report_braces();
    mender.items(0..marks.len(), Depth::File);
    let stray: Vec<_> = pairing
        .stray
        .iter()
        .filter_map(|index| marks.get(*index))
        .map(|mark| (mark.start, mark.end))
        .collect();
    let text = blot(text, &stray, b' ');
    Mended {
        text: blot(&text, &mender.broken, BROKEN),
        problems: mender.findings.into_problems(),
    }
}

struct Mender<'a> {
    file: FileId,
    text: &'a str,
    marks: &'a [Mark],
    pairing: &'a Pairing,
    findings: Findings,
    broken: Vec<(usize, usize)>,
    /// The item that was tried last.
    last: (usize, usize),
    /// Where lines begin whose block has no opening brace, and the mark after the closing one.
    headless: BTreeMap<usize, usize>,
    /// Bytes that may still be read.
    left: usize,
}

/// Where items stand: at file level a whole block is tried first, inside a broken one its parts
/// are tried at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Depth {
    File,
    Block,
}

/// An item as the marks show it.
struct Piece {
    /// Its marks.
    marks: Range<usize>,
    /// The opening brace, when it is a block.
    open: Option<usize>,
}

impl<'a> Mender<'a> {
    fn new(file: FileId, text: &'a str, marks: &'a [Mark], pairing: &'a Pairing) -> Mender<'a> {
        Mender {
            file,
            text,
            marks,
            pairing,
            findings: Findings::default(),
            broken: Vec::new(),
            last: (0, 0),
            headless: BTreeMap::new(),
            left: text.len().saturating_mul(TIMES_READ),
        }
    }

    fn kind(&self, index: usize) -> Option<MarkKind> {
        self.marks.get(index).map(|mark| mark.kind)
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, offset(start), offset(end))
    }

    /// The bytes from the first to the last of some marks, line ends at the end left out.
    fn bytes(&self, marks: &Range<usize>) -> (usize, usize) {
        let inside = self.marks.get(marks.clone()).unwrap_or(&[]);
        let start = inside.first().map_or(self.text.len(), |mark| mark.start);
        let last = inside
            .iter()
            .rev()
            .find(|mark| mark.kind != MarkKind::LineEnd);
        (start, last.map_or(start, |mark| mark.end))
    }

    fn report_braces(&mut self) {
        for index in &self.pairing.stray {
            let found = headless::before(self.text, self.marks, *index);
            if let Some(problem) = found.problem(self.file, self.text, self.marks) {
                self.findings.push(problem);
            }
            let Headless { marks, .. } = found;
            if marks.len() > 1 {
                self.broken.push(self.bytes(&marks));
                self.headless.insert(marks.start, marks.end);
            }
        }
        for (open, until) in &self.pairing.unclosed {
            let (start, end) = self.bytes(&(*open..*until));
            let head = self.head_of(*open);
            let title = self.title(&head);
            let brace = self.span(start, start.saturating_add(1));
            let problem =
                Problem::error("unclosed-block", format!("expected `}}` to close {title}"))
                    .at(self.span(end, end))
                    .also(brace, "opened here")
                    .help("write `}` after the last clause of the block");
            self.findings.push(problem);
        }
    }

    /// The marks of the head before an opening brace.
    fn head_of(&self, open: usize) -> Range<usize> {
        let mut first = open;
        while let Some(before) = first.checked_sub(1) {
            let joins = match self.kind(before) {
                Some(MarkKind::Token | MarkKind::Comma) => true,
                Some(MarkKind::LineEnd) => before
                    .checked_sub(1)
                    .is_some_and(|comma| self.kind(comma) == Some(MarkKind::Comma)),
                Some(MarkKind::Semicolon | MarkKind::Open | MarkKind::Close | MarkKind::Pipe)
                | None => false,
            };
            if !joins || open.saturating_sub(before) > 64 {
                break;
            }
            first = before;
        }
        first..open
    }

    /// What a person calls a block: its kind and name.
    fn title(&self, head: &Range<usize>) -> String {
        let words = self.marks.get(head.clone()).unwrap_or(&[]).iter().take(2);
        let words: Vec<&str> = words
            .filter_map(|mark| self.text.get(mark.start..mark.end))
            .collect();
        if words.is_empty() {
            "the block".to_owned()
        } else {
            quote(&words.join(" "))
        }
    }

    /// Tries the items among some marks.
    fn items(&mut self, within: Range<usize>, depth: Depth) {
        let mut next = within.start;
        let mut after_block = false;
        while next < within.end {
            if let Some(end) = self.headless.remove(&next) {
                self.items(next..end.saturating_sub(1), Depth::Block);
                next = end;
                continue;
            }
            match self.kind(next) {
                Some(MarkKind::LineEnd) => after_block = false,
                Some(MarkKind::Semicolon) if after_block => after_block = false,
                Some(MarkKind::Close) | None => {}
                Some(_) => {
                    let piece = self.piece(next..within.end);
                    next = piece.marks.end.max(next.saturating_add(1));
                    self.item(&piece, depth, after_block);
                    after_block = piece.open.is_some_and(|open| self.pairing.end_of(open).1);
                    if self.kind(next) == Some(MarkKind::Semicolon) && !after_block {
                        next = next.saturating_add(1);
                    }
                    continue;
                }
            }
            next = next.saturating_add(1);
        }
    }

    /// The item that begins at the first mark.
    fn piece(&self, within: Range<usize>) -> Piece {
        let mut in_row = self.kind(within.start) == Some(MarkKind::Pipe);
        let mut next = within.start;
        while next < within.end {
            let after = next.saturating_add(1);
            match self.kind(next) {
                Some(MarkKind::LineEnd) => {
                    let comma = next.checked_sub(1).and_then(|before| self.kind(before));
                    let below = self.below(after..within.end);
                    in_row = self.kind(below) == Some(MarkKind::Pipe);
                    let carries = comma == Some(MarkKind::Comma) && !in_row;
                    if !in_row && !carries {
                        break;
                    }
                    next = below;
                }
                Some(MarkKind::Semicolon) if !in_row => {
                    let alone = next == within.start;
                    next = if alone { after } else { next };
                    break;
                }
                Some(MarkKind::Open) if !in_row => {
                    let (end, closed) = self.pairing.end_of(next);
                    let end = if closed { end.saturating_add(1) } else { end };
                    let end = end.clamp(after, within.end.max(after));
                    return Piece {
                        marks: within.start..end,
                        open: Some(next),
                    };
                }
                Some(_) | None => next = after,
            }
        }
        Piece {
            marks: within.start..next,
            open: None,
        }
    }

    /// The next mark that is not the end of a line.
    fn below(&self, within: Range<usize>) -> usize {
        let end = within.end;
        within
            .into_iter()
            .find(|index| self.kind(*index) != Some(MarkKind::LineEnd))
            .unwrap_or(end)
    }

    fn item(&mut self, piece: &Piece, depth: Depth, after_block: bool) {
        let (start, end) = self.bytes(&piece.marks);
        let before = std::mem::replace(&mut self.last, (start, end));
        if after_block {
            let place = self.first_token(start, end);
            let problem = Problem::error("missing-separator", "expected a new line after `}`")
                .at(place)
                .help("put the next item on a line of its own");
            self.findings.push(problem);
            self.broken.push((start, end));
        }
        let Some(open) = piece.open else {
            if let Err(at) = self.try_rule(Rule::only_item, start, end) {
                self.explain(start, end, at);
                self.broken.push((start, end));
                if self.is_row(&piece.marks) {
                    self.broken.push(before);
                    let above = self.span(before.0, before.1);
                    self.findings.drop_within("table-without-rows", above);
                }
            }
            return;
        };
        let (inside_end, closed) = self.pairing.end_of(open);
        let tried_whole = depth == Depth::File && closed;
        if tried_whole && self.try_rule(Rule::only_item, start, end).is_ok() {
            return;
        }
        let brace = self.marks.get(open).map_or(end, |mark| mark.start);
        let head = self.try_rule(Rule::only_head, start, brace);
        if let Err(at) = head {
            self.explain(start, brace.saturating_add(1), at);
        }
        if head.is_err() || !closed {
            self.broken.push((start, end));
        }
        self.items(open.saturating_add(1)..inside_end, Depth::Block);
    }

    /// Whether a line ends as a row does: it lacks its first `|`, and what stands above it is cut off from what it says.
    fn is_row(&self, marks: &Range<usize>) -> bool {
        let inside = self.marks.get(marks.clone()).unwrap_or(&[]);
        let mut kinds = inside.iter().rev().map(|mark| mark.kind);
        kinds.find(|kind| *kind != MarkKind::LineEnd) == Some(MarkKind::Pipe)
    }

    /// Whether a stretch can be read by a rule; if so, what is wrong with its words is noted,
    /// for the stretch may lie inside a larger one that is blotted out.
    fn try_rule(&mut self, rule: Rule, start: usize, end: usize) -> Result<(), usize> {
        let text = self.text.get(start..end).unwrap_or("");
        self.left = self.left.checked_sub(text.len()).ok_or(start)?;
        let read = engine::read(rule, text);
        let pairs = read.map_err(|stop| start.saturating_add(stop.at))?;
        for problem in lower::problems(self.file, text, start, pairs) {
            self.findings.push(problem);
        }
        Ok(())
    }

    fn first_token(&self, start: usize, end: usize) -> Span {
        let first = self.marks.partition_point(|mark| mark.start < start);
        let first = self.marks.get(first).map_or(end, |mark| mark.end);
        self.span(start, first.min(end).max(start))
    }

    /// Says what is wrong with an item, given the byte where the grammar gave up.
    fn explain(&mut self, start: usize, end: usize, at: usize) {
        let text = self.text.get(start..end).unwrap_or("");
        let here = at.saturating_sub(start).min(text.len());
        let before = text.get(..here).unwrap_or("");
        let after = text.get(here..).unwrap_or("");
        let line = before.rsplit('\n').next().unwrap_or("");
        let in_row = line.trim_start().starts_with('|')
            || (line.trim().is_empty() && after.trim_start().starts_with('|'));
        let first = before.trim().is_empty();
        let character = after.trim_start_matches([' ', '\t']).chars().next();
        let at = self.span(at, at.saturating_add(character.map_or(0, char::len_utf8)));
        let problem = match character {
            Some('|') if first => Problem::error(
                "table-without-clause",
                "a row of a table stands under no clause",
            )
            .at(at)
            .help("write the clause on the line above, with no empty clause between"),
            Some('|') if !in_row => Problem::error(
                "table-beside-clause",
                "a table begins on the line below its clause",
            )
            .at(at)
            .help("put each row on a line of its own that begins with `|`"),
            Some(';') if first => Problem::error("empty-clause", "no clause stands before `;`")
                .at(at)
                .help("delete the `;`"),
            Some('{') if first => Problem::error("block-without-kind", "no kind stands before `{`")
                .at(at)
                .help(
                    "begin a block with its kind on the line of `{`: `tier gold \"Gold\" { ... }`",
                ),
            None | Some('\n' | '\r' | '#') if in_row => {
                Problem::error("unclosed-row", "expected `|` at the end of the row")
                    .at(at)
                    .help("each cell of a row ends with `|`, the last one too")
            }
            Some(other) => {
                let found = quote(&other.to_string());
                Problem::error("unexpected-text", format!("{found} cannot stand here"))
                    .at(at)
                    .help("delete it, or put text in `\"`")
            }
            None => Problem::error("unexpected-text", "the clause is cut off here")
                .at(at)
                .help("end a clause with a value"),
        };
        self.findings.push(problem);
    }
}

#[cfg(test)]
mod tests {
    use super::{Depth, Mender};
    use crate::base::span::FileId;
    use crate::parse::bracket::pair;
    use crate::parse::limit::Budget;
    use crate::parse::scan::scan;

    /// Texts with a mistake in the innermost of 60 blocks, in every clause, in every head.
    #[test]
    fn no_text_is_read_more_than_twice() {
        let nested = |inner: &str| format!("{}{inner}{}\n", "a {\n".repeat(60), "}\n".repeat(60));
        for part in [
            nested("b | c\n").repeat(4),
            nested(&"b | c\n".repeat(200)),
            "a { b | c }\n".repeat(200),
            "{ b 1 }\n".repeat(200),
            "a {\n  b 1\n".repeat(30),
            "a { b 1 } c { d 2 }\n".repeat(200),
            "a\n| b | c\n".repeat(200),
            "a ;; b\n".repeat(200),
            "}\n".repeat(200),
        ] {
            let scan = scan(FileId(0), &part, &mut Budget::default());
            let pairing = pair(&scan.marks);
            let mut mender = Mender::new(FileId(0), &scan.text, &scan.marks, &pairing);
            let before = mender.left;
            mender.items(0..scan.marks.len(), Depth::File);
            assert!(mender.left > 0, "{part}");
            assert!(mender.left < before || part.starts_with('}'), "{part}");
        }
    }
}
