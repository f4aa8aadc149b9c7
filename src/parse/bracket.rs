//! Which brace closes which. Where the count does not come out, the indentation tells which one
//! is missing or too many, so that the blocks after it are still read.
//! It must not look at words.

use crate::parse::scan::{Mark, MarkKind};

/// The braces of a text, by their place among the marks.
pub(super) struct Pairing {
    /// For an opening brace its closing one.
    closes: Vec<Option<usize>>,
    /// Opening braces that nothing closes, each with the first mark that is no longer inside.
    pub unclosed: Vec<(usize, usize)>,
    /// Closing braces that close nothing.
    pub stray: Vec<usize>,
}

impl Pairing {
    /// Whether every brace has its partner.
    pub(super) fn is_sound(&self) -> bool {
        self.unclosed.is_empty() && self.stray.is_empty()
    }

    /// How many braces have no partner.
    fn left_over(&self) -> usize {
        self.unclosed.len().saturating_add(self.stray.len())
    }

    /// The mark after the last one inside an open block, and whether a closing brace stands there.
    pub(super) fn end_of(&self, open: usize) -> (usize, bool) {
        if let Some(close) = self.closes.get(open).copied().flatten() {
            return (close, true);
        }
        let place = self
            .unclosed
            .binary_search_by_key(&open, |(brace, _)| *brace);
        let unclosed = place.ok().and_then(|place| self.unclosed.get(place));
        (unclosed.map_or(open, |(_, until)| *until), false)
    }
}

/// A brace waiting for its partner.
struct Waiting {
    open: usize,
    /// Indentation of the line it stands on.
    indent: usize,
    /// Indentation of the first line inside, once there is one.
    inside: Option<usize>,
}

impl Waiting {
    /// Whether its content is written further right than itself, so that indentation says
    /// something.
    fn is_indented(&self) -> bool {
        self.inside.is_some_and(|inside| inside > self.indent)
    }
}

/// Pairs by count alone; when that leaves a brace over, once more with an eye on indentation. A brace at the end of a line that it
/// did not begin, and whose block is of other lines, is taken to close nothing where no more are left over then.
pub(super) fn pair(marks: &[Mark]) -> Pairing {
    let by_count = Pairer::new(marks, By::Count).run();
    if by_count.is_sound() {
        return by_count;
    }
    let by_indent = Pairer::new(marks, By::Indent).run();
    let by_line = Pairer::new(marks, By::Line).run();
    if by_line.left_over() <= by_indent.left_over() {
        by_line
    } else {
        by_indent
    }
}

/// What tells which brace belongs to which.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    /// Their number alone.
    Count,
    /// The indentation of lines, too.
    Indent,
    /// The line that each stands on, too.
    Line,
}

struct Pairer<'a> {
    marks: &'a [Mark],
    by: By,
    waiting: Vec<Waiting>,
    pairing: Pairing,
}

impl<'a> Pairer<'a> {
    fn new(marks: &'a [Mark], by: By) -> Pairer<'a> {
        Pairer {
            marks,
            by,
            waiting: Vec::new(),
            pairing: Pairing {
                closes: vec![None; marks.len()],
                unclosed: Vec::new(),
                stray: Vec::new(),
            },
        }
    }

    fn run(mut self) -> Pairing {
        let marks = self.marks;
        for (index, mark) in marks.iter().enumerate() {
            if mark.leads && mark.kind != MarkKind::LineEnd {
                self.line(index, mark);
            }
            match mark.kind {
                MarkKind::Open => self.waiting.push(Waiting {
                    open: index,
                    indent: mark.indent,
                    inside: None,
                }),
                MarkKind::Close => self.close(index, mark),
                MarkKind::LineEnd
                | MarkKind::Semicolon
                | MarkKind::Pipe
                | MarkKind::Comma
                | MarkKind::Token => {}
            }
        }
        while let Some(waiting) = self.waiting.pop() {
            self.pairing.unclosed.push((waiting.open, marks.len()));
        }
        self.pairing.unclosed.sort_unstable();
        self.pairing
    }

    /// A line begins: blocks that are indented and whose content this line is too far left for
    /// ended before it.
    fn line(&mut self, index: usize, mark: &Mark) {
        let closing = mark.kind == MarkKind::Close;
        while let Some(last) = self.waiting.last_mut() {
            if last.inside.is_none() && !closing {
                last.inside = Some(mark.indent);
            }
            let left = if closing {
                mark.indent < last.indent
            } else {
                mark.indent <= last.indent
            };
            if !(self.by != By::Count && left && last.is_indented()) {
                return;
            }
            self.pairing.unclosed.push((last.open, index));
            self.waiting.pop();
        }
    }

    fn close(&mut self, index: usize, mark: &Mark) {
        let is_looked_at = match self.by {
            By::Count => false,
            By::Indent => mark.leads,
            By::Line => true,
        };
        let too_many = is_looked_at
            && self
                .waiting
                .last()
                .is_some_and(|last| last.is_indented() && mark.indent > last.indent);
        if too_many {
            self.pairing.stray.push(index);
            return;
        }
        match self.waiting.pop() {
            Some(waiting) => {
                if let Some(closes) = self.pairing.closes.get_mut(waiting.open) {
                    *closes = Some(index);
                }
            }
            None => self.pairing.stray.push(index),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::pair;
    use crate::base::span::FileId;
    use crate::parse::limit::Budget;
    use crate::parse::scan::scan;

    /// The lines, from 1, of unclosed and of stray braces.
    fn faults(text: &str) -> (Vec<usize>, Vec<usize>) {
        let scan = scan(FileId(0), text, &mut Budget::default());
        let pairing = pair(&scan.marks);
        let line = |mark: usize| text[..scan.marks[mark].start].matches('\n').count() + 1;
        let unclosed = pairing.unclosed.iter().map(|(open, _)| line(*open));
        let stray = pairing.stray.iter().map(|mark| line(*mark));
        (unclosed.collect(), stray.collect())
    }

    #[test]
    fn indentation_is_asked_only_when_the_count_fails() {
        let cases: [(&str, &[usize], &[usize]); 8] = [
            ("a {\nb {\n}\n}\n", &[], &[]),
            ("a {\n  b 1\n  }\nc {\n }\n", &[], &[]),
            ("a {\n  b 1\nc {\n  d 2\n}\n", &[1], &[]),
            ("a {\n  b {\n    c 1\n  d 2\n}\n", &[2], &[]),
            ("a {\n  b {\n    c 1\n}\nd {\n}\n", &[2], &[]),
            ("a {\n  b 1\n  }\n  c 2\n}\n", &[], &[3]),
            ("a {\n  b 1\n}\n}\n", &[], &[4]),
            ("a {\n  b 1\nc {\n  d 2\ne { f 3 }\n", &[1, 3], &[]),
        ];
        for (text, unclosed, stray) in cases {
            assert_eq!(faults(text), (unclosed.to_vec(), stray.to_vec()), "{text}");
        }
    }
}
