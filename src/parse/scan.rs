//! One pass over the characters before the grammar sees them: what may not stand in a text, the
//! fixed limits, and the marks by which a text is split where the grammar fails.
//! It must not look back: its work is linear in the text, whatever the text is.

use crate::base::span::{FileId, Span};
use crate::diagnostic::Problem;
use crate::diagnostic::untrusted::{Hidden, hidden};
use crate::parse::blot::{FORBIDDEN, blot};
use crate::parse::limit::{Budget, Findings, NESTING, TEXT_BYTES, offset};

/// A text fit for the grammar, and what was found on the way.
pub(super) struct Scan {
    /// The text with forbidden characters and unclosed texts blotted out; offsets are unchanged.
    pub text: String,
    /// The pieces in order, comments and spaces left out.
    pub marks: Vec<Mark>,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// Whether a limit was passed, so that nothing may be read.
    pub refused: bool,
}

/// A piece of text and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub kind: MarkKind,
    pub start: usize,
    pub end: usize,
    /// Characters before the first piece of its line.
    pub indent: usize,
    /// Whether it is the first piece of its line.
    pub leads: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkKind {
    LineEnd,
    Semicolon,
    Open,
    Close,
    Pipe,
    Comma,
    /// Anything else that is not space: a word, a number, a text, a parenthesis.
    Token,
}

/// Scans one text, counting its tokens and blocks into the budget of all texts.
pub(super) fn scan(file: FileId, text: &str, budget: &mut Budget) -> Scan {
    let mut scanner = Scanner::new(file, text, budget);
    while scanner.step() {}
    let readable = blot(text, &scanner.spaces, b' ');
    let readable = blot(&readable, &scanner.line_ends, b'\n');
    Scan {
        text: blot(&readable, &scanner.forbidden, FORBIDDEN),
        marks: scanner.marks,
        problems: scanner.findings.into_problems(),
        refused: scanner.refused,
    }
}

struct Scanner<'a, 'b> {
    file: FileId,
    text: &'a str,
    /// The byte to be read next.
    at: usize,
    budget: &'b mut Budget,
    marks: Vec<Mark>,
    findings: Findings,
    refused: bool,
    /// Brackets open here.
    depth: usize,
    /// Signs in a row.
    signs: usize,
    indent: usize,
    at_line_start: bool,
    /// Braces open that were opened on this line.
    open_here: usize,
    lone_return_seen: bool,
    spaces: Vec<(usize, usize)>,
    line_ends: Vec<(usize, usize)>,
    forbidden: Vec<(usize, usize)>,
}

impl<'a, 'b> Scanner<'a, 'b> {
    fn new(file: FileId, text: &'a str, budget: &'b mut Budget) -> Scanner<'a, 'b> {
        let mut scanner = Scanner {
            file,
            text,
            at: 0,
            budget,
            marks: Vec::new(),
            findings: Findings::default(),
            refused: false,
            depth: 0,
            signs: 0,
            indent: 0,
            at_line_start: true,
            open_here: 0,
            lone_return_seen: false,
            spaces: Vec::new(),
            line_ends: Vec::new(),
            forbidden: Vec::new(),
        };
        // A mark at the very beginning says only that the text is UTF-8.
        if scanner.peek() == Some('\u{feff}') {
            scanner.bump('\u{feff}');
            scanner.spaces.push((0, scanner.at));
        }
        scanner
    }

    fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn bump(&mut self, character: char) {
        self.at = self.at.saturating_add(character.len_utf8());
    }

    /// Reads one piece. False at the end, or when a limit was passed.
    fn step(&mut self) -> bool {
        let start = self.at;
        let Some(character) = self.peek() else {
            return false;
        };
        if character == '\r' {
            return self.carriage_return(start);
        }
        let comma = character == ',' && self.separates();
        self.bump(character);
        match character {
            ' ' | '\t' => self.blank(),
            '\n' => self.line_end(start),
            '#' => self.comment(start),
            '"' => self.quoted(start),
            '{' => self.open_brace(start),
            '}' => self.close_brace(start),
            '(' => self.deeper(start) && self.mark(MarkKind::Token, start),
            ')' => self.shallower() && self.mark(MarkKind::Token, start),
            ';' => self.mark(MarkKind::Semicolon, start),
            '|' => self.mark(MarkKind::Pipe, start),
            _ if comma => self.mark(MarkKind::Comma, start),
            _ => self.lump(start, character),
        }
    }

    /// Whether the comma here separates items: only space or the end of the line follows.
    fn separates(&self) -> bool {
        let after = self.text.get(self.at.saturating_add(1)..).unwrap_or("");
        after.is_empty() || after.starts_with([' ', '\t', '\n', '\r'])
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, offset(start), offset(end))
    }

    fn blank(&mut self) -> bool {
        if self.at_line_start {
            self.indent = self.indent.saturating_add(1);
        }
        true
    }

    fn mark(&mut self, kind: MarkKind, start: usize) -> bool {
        let at = self.span(start, self.at);
        if let Some(problem) = self.budget.take_token(at) {
            return self.refuse(problem);
        }
        self.marks.push(Mark {
            kind,
            start,
            end: self.at,
            indent: self.indent,
            leads: self.at_line_start,
        });
        self.at_line_start = false;
        true
    }

    fn refuse(&mut self, problem: Problem) -> bool {
        self.findings.push_last(problem);
        self.refused = true;
        false
    }

    /// The end of a line; of empty lines only the first is marked.
    fn line_end(&mut self, start: usize) -> bool {
        let last = self.marks.last().map(|mark| mark.kind);
        let marked = last.is_some_and(|last| last != MarkKind::LineEnd);
        let kept = !marked || self.mark(MarkKind::LineEnd, start);
        self.at_line_start = true;
        self.indent = 0;
        self.open_here = 0;
        self.signs = 0;
        kept
    }

    fn carriage_return(&mut self, start: usize) -> bool {
        self.bump('\r');
        if self.peek() == Some('\n') {
            self.bump('\n');
            return self.line_end(start);
        }
        if !self.lone_return_seen {
            let message = "a line ends in a carriage return alone";
            let problem = Problem::error("lone-carriage-return", message)
                .at(self.span(start, self.at))
                .help("end lines with a newline, or a carriage return and a newline");
            self.findings.push(problem);
            self.lone_return_seen = true;
        }
        self.line_ends.push((start, self.at));
        self.line_end(start)
    }

    fn comment(&mut self, start: usize) -> bool {
        if let Some(problem) = self.budget.take_token(self.span(start, self.at)) {
            return self.refuse(problem);
        }
        while let Some(character) = self.peek().filter(|next| !"\n\r".contains(*next)) {
            self.look_at(character);
            self.bump(character);
        }
        true
    }

    fn open_brace(&mut self, start: usize) -> bool {
        let at = self.span(start, self.at);
        if let Some(problem) = self.budget.take_declaration(at) {
            return self.refuse(problem);
        }
        self.open_here = self.open_here.saturating_add(1);
        self.deeper(start) && self.mark(MarkKind::Open, start)
    }

    fn close_brace(&mut self, start: usize) -> bool {
        self.open_here = self.open_here.saturating_sub(1);
        self.shallower() && self.mark(MarkKind::Close, start)
    }

    fn deeper(&mut self, start: usize) -> bool {
        self.depth = self.depth.saturating_add(1);
        self.depth <= NESTING || self.too_deep(start)
    }

    fn shallower(&mut self) -> bool {
        self.depth = self.depth.saturating_sub(1);
        true
    }

    fn too_deep(&mut self, start: usize) -> bool {
        let message = format!("brackets are nested deeper than {NESTING}");
        let problem = Problem::error("nesting-too-deep", message)
            .at(self.span(start, start.saturating_add(1)))
            .help("the limit is fixed; use fewer brackets inside brackets");
        self.refuse(problem)
    }

    /// Notes the next character when it may not stand anywhere, not even in texts or comments.
    fn look_at(&mut self, character: char) {
        if let Some(reason) = hidden(character) {
            let end = self.at.saturating_add(character.len_utf8());
            let at = self.span(self.at, end);
            self.findings.push(forbidden(at, character, reason));
            self.forbidden.push((self.at, end));
        }
    }

    fn quoted(&mut self, start: usize) -> bool {
        let mut escaped = false;
        let mut last_brace = None;
        let mut commented = false;
        loop {
            let next = self.peek().filter(|next| !"\n\r".contains(*next));
            let Some(character) = next else {
                return self.unclosed_text(start, last_brace);
            };
            self.look_at(character);
            match character {
                // A brace and a comment behind it end the line, whatever the comment says.
                '#' if last_brace.is_some() => commented = true,
                _ if commented => {}
                '{' | '}' => last_brace = Some((self.at, character)),
                ' ' | '\t' => {}
                _ => last_brace = None,
            }
            self.bump(character);
            if character == '"' && !escaped {
                break;
            }
            escaped = character == '\\' && !escaped;
        }
        if self.at.saturating_sub(start) > TEXT_BYTES.saturating_add(2) {
            let problem = Problem::error("text-too-long", "a text is longer than 16 KiB")
                .at(self.span(start, start.saturating_add(1)))
                .help("the limit is fixed; split the text");
            self.findings.push(problem);
        }
        self.signs = 0;
        self.mark(MarkKind::Token, start)
    }

    /// The rest of the line belongs to the text, but for a brace at its end: one that opens a block, or
    /// closes one begun on the same line.
    fn unclosed_text(&mut self, start: usize, last_brace: Option<(usize, char)>) -> bool {
        match last_brace {
            Some((place, '{')) => self.at = place,
            Some((place, _)) if self.open_here > 0 => self.at = place,
            Some(_) | None => {}
        }
        let content = self.text.get(start..self.at).unwrap_or("").trim_end();
        self.at = start.saturating_add(content.len());
        let message = "a text has no closing quote on its line";
        let help =
            "close it with `\"`; inside a text write `\\\"` for a quote, `\\n` for a new line";
        let problem = Problem::error("unclosed-text", message)
            .at(self.span(start, self.at))
            .help(help);
        self.findings.push(problem);
        self.forbidden.push((start, self.at));
        self.mark(MarkKind::Token, start)
    }

    /// Anything up to the next space or mark.
    fn lump(&mut self, start: usize, first: char) -> bool {
        self.at = start;
        let mut next = Some(first);
        while let Some(character) = next {
            let place = self.at;
            self.look_at(character);
            self.bump(character);
            let kept = match character {
                '[' => self.deeper(place),
                ']' => self.shallower(),
                '-' | '+' => self.sign(place),
                _ => self.no_sign(),
            };
            if !kept {
                return false;
            }
            next = self
                .peek()
                .filter(|next| !" \t\n\r{}();|\"".contains(*next))
                .filter(|next| *next != ',' || !self.separates());
        }
        self.mark(MarkKind::Token, start)
    }

    fn no_sign(&mut self) -> bool {
        self.signs = 0;
        true
    }

    /// Signs in a row nest like brackets.
    fn sign(&mut self, at: usize) -> bool {
        self.signs = self.signs.saturating_add(1);
        self.signs <= NESTING || self.too_deep(at)
    }
}

/// The problem of a character that may not stand in a text, nor be written as an escape.
pub(super) fn forbidden(at: Span, character: char, reason: Hidden) -> Problem {
    let code = character.escape_unicode();
    let (name, what) = match reason {
        Hidden::Control => ("control-character", "a control character"),
        Hidden::Direction => (
            "bidirectional-control",
            "a character that turns text around",
        ),
        Hidden::Invisible => ("invisible-character", "a character that cannot be seen"),
    };
    Problem::error(name, format!("{what} stands here: `{code}`"))
        .at(at)
        .fact("character", code)
        .help("delete it")
}
