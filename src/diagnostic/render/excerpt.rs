//! The few lines of an input that a report shows, escaped and cut, with their true numbers.
//! It must not hold more of a text than is shown: a line may be a megabyte long.

use std::ops::Range;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::diagnostic::place::Row;
use crate::diagnostic::untrusted::{escape_into, hidden, one_line};

/// Lines shown above and below a place.
const CONTEXT: usize = 1;
/// Characters of a line shown at most.
const LINE_WIDTH: usize = 160;
/// Characters shown before the first place of a line that had to be cut.
const LEAD: usize = 40;

/// Lines that miette may quote. Places are given in the bytes of `text`.
#[derive(Debug, Clone)]
pub(super) struct Excerpt {
    name: String,
    text: String,
    lines: Vec<Line>,
    places: Vec<Shown>,
}

#[derive(Debug, Clone)]
struct Line {
    /// From 1.
    number: usize,
    bytes: Range<usize>,
}

/// A place as shown, and the column in the true text that it starts at, from 1.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    pub bytes: Range<usize>,
    column: usize,
}

impl Excerpt {
    /// The lines around some places of a text, which are given as byte ranges; a place that runs
    /// over several lines is shown up to the end of its first.
    pub(super) fn of_text(name: &str, text: &str, places: &[Range<usize>]) -> Excerpt {
        let index = LineIndex::new(text);
        let mut excerpt = Excerpt::empty(name);
        let mut numbers: Vec<usize> = places
            .iter()
            .map(|place| index.line_of(place.start))
            .flat_map(|line| line.saturating_sub(CONTEXT)..=line.saturating_add(CONTEXT))
            .filter(|line| *line < index.starts.len())
            .filter(|line| !index.is_empty_end(text, *line))
            .chain(places.iter().map(|place| index.line_of(place.start)))
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut shown: Vec<(usize, Shown)> = Vec::new();
        for number in numbers {
            let (start, line) = index.line(text, number);
            let inside = places.iter().enumerate().filter_map(|(which, place)| {
                let here = index.line_of(place.start) == number;
                here.then(|| (which, clamp(place, start, line.len())))
            });
            let inside: Vec<_> = inside.collect();
            for (which, place) in excerpt.push(number.saturating_add(1), line, &inside) {
                shown.push((which, place));
            }
        }
        shown.sort_by_key(|(which, _)| *which);
        excerpt.places = shown.into_iter().map(|(_, place)| place).collect();
        excerpt
    }

    /// One row of a data file, at one cell of it or as a whole.
    pub(super) fn of_row(row: &Row) -> Excerpt {
        let mut excerpt = Excerpt::empty(&row.file);
        let line = row.excerpt.lines().next().unwrap_or("");
        let number = usize::try_from(row.row).unwrap_or(usize::MAX);
        let cell = row
            .cell
            .map(|(from, to)| (usize::from(from), usize::from(to)));
        let cell = cell.filter(|(from, to)| from <= to && *to <= line.len());
        let (from, to) = cell.unwrap_or((0, line.len()));
        let places = excerpt.push(number, line, &[(0, from..to)]);
        excerpt.places = places.into_iter().map(|(_, place)| place).collect();
        excerpt
    }

    fn empty(name: &str) -> Excerpt {
        Excerpt {
            name: one_line(name),
            text: String::new(),
            lines: Vec::new(),
            places: Vec::new(),
        }
    }

    /// The places as shown, in the order they were asked for.
    pub(super) fn places(&self) -> &[Shown] {
        &self.places
    }

    /// Adds a line, escaped and cut so that its first place is seen.
    fn push(
        &mut self,
        number: usize,
        line: &str,
        places: &[(usize, Range<usize>)],
    ) -> Vec<(usize, Shown)> {
        let characters = line.chars().count();
        let first = places.iter().map(|(_, place)| place.start).min();
        let first = first.map_or(0, |byte| characters_before(line, byte));
        let skipped = if characters > LINE_WIDTH {
            first.saturating_sub(LEAD)
        } else {
            0
        };
        let start = self.text.len();
        if skipped > 0 {
            self.text.push('…');
        }
        let mut edges: Vec<(usize, usize)> = Vec::new();
        let window = line.char_indices().skip(skipped).take(LINE_WIDTH);
        let mut last = 0;
        for (byte, character) in window {
            edges.push((byte, self.text.len()));
            match character {
                '\t' => self.text.push(' '),
                _ if hidden(character).is_some() => escape_into(&mut self.text, character),
                _ => self.text.push(character),
            }
            last = byte.saturating_add(character.len_utf8());
        }
        edges.push((last, self.text.len()));
        if last < line.len() && characters > LINE_WIDTH {
            self.text.push('…');
        }
        self.lines.push(Line {
            number,
            bytes: start..self.text.len(),
        });
        self.text.push('\n');
        let show = |place: &Range<usize>| Shown {
            bytes: edge(&edges, place.start)..edge(&edges, place.end),
            column: characters_before(line, place.start).saturating_add(1),
        };
        places
            .iter()
            .map(|(which, place)| (*which, show(place)))
            .collect()
    }

    fn line_at(&self, byte: usize) -> usize {
        let after = self.lines.partition_point(|line| line.bytes.start <= byte);
        after.saturating_sub(1)
    }
}

/// Where a byte of a line went; a byte that is not shown goes to the nearest one that is.
fn edge(edges: &[(usize, usize)], byte: usize) -> usize {
    let after = edges.partition_point(|(from, _)| *from < byte);
    let found = edges.get(after).or_else(|| edges.last());
    found.map_or(0, |(_, to)| *to)
}

fn clamp(place: &Range<usize>, start: usize, length: usize) -> Range<usize> {
    let first = place.start.saturating_sub(start).min(length);
    let last = place.end.saturating_sub(start).min(length);
    first..last.max(first)
}

fn characters_before(line: &str, byte: usize) -> usize {
    line.get(..line.floor_char_boundary(byte))
        .map_or(0, |before| before.chars().count())
}

struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    fn new(text: &str) -> LineIndex {
        let newlines = text.match_indices('\n');
        let starts = newlines.map(|(byte, _)| byte.saturating_add(1));
        LineIndex {
            starts: std::iter::once(0).chain(starts).collect(),
        }
    }

    fn line_of(&self, byte: usize) -> usize {
        let after = self.starts.partition_point(|start| *start <= byte);
        after.saturating_sub(1)
    }

    /// Whether a line is nothing but the end of the text after its last newline.
    fn is_empty_end(&self, text: &str, number: usize) -> bool {
        self.starts.get(number).copied() == Some(text.len())
    }

    fn line<'a>(&self, text: &'a str, number: usize) -> (usize, &'a str) {
        let start = self.starts.get(number).copied().unwrap_or(text.len());
        let rest = text.get(start..).unwrap_or("");
        let line = rest.split('\n').next().unwrap_or("");
        (start, line.strip_suffix('\r').unwrap_or(line))
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let end = span.offset().saturating_add(span.len());
        let (first, last) = (self.line_at(span.offset()), self.line_at(end));
        let first = first.saturating_sub(before.min(CONTEXT));
        let last = last.saturating_add(after.min(CONTEXT));
        let lines: Vec<&Line> = self
            .lines
            .iter()
            .skip(first)
            .take(last.saturating_sub(first).saturating_add(1))
            .collect();
        let near = run_around(&lines, self.line_at(span.offset()).saturating_sub(first));
        let (Some(top), Some(bottom)) = (near.first(), near.last()) else {
            return Err(MietteError::OutOfBounds);
        };
        if end > bottom.bytes.end {
            return Err(MietteError::OutOfBounds);
        }
        let bytes = top.bytes.start..bottom.bytes.end.saturating_add(1);
        let data = self.text.get(bytes.clone()).unwrap_or("");
        let column = self
            .places
            .iter()
            .find(|place| place.bytes.start == span.offset());
        let column = if before == 0 {
            column.map_or(0, |place| place.column.saturating_sub(1))
        } else {
            0
        };
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            data.as_bytes(),
            (bytes.start, data.len()).into(),
            top.number.saturating_sub(1),
            column,
            near.len(),
        )))
    }
}

/// The lines around one of them whose numbers follow each other without a gap.
fn run_around<'a, 'b>(lines: &'a [&'b Line], middle: usize) -> &'a [&'b Line] {
    let follows = |index: usize| {
        let one = lines.get(index).map(|line| line.number.saturating_add(1));
        let two = lines.get(index.saturating_add(1)).map(|line| line.number);
        one.is_some() && one == two
    };
    let mut first = middle;
    while first > 0 && follows(first.saturating_sub(1)) {
        first = first.saturating_sub(1);
    }
    let mut last = middle;
    while follows(last) {
        last = last.saturating_add(1);
    }
    lines.get(first..=last).unwrap_or(&[])
}
