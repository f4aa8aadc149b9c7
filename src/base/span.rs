//! Places in source texts, and the texts themselves.
//! It must not know how a text is opened, parsed or shown.

/// The number of a text among [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u16);

/// A stretch of a text in bytes: `start` inclusive, `end` exclusive. Ordered by file, then place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// Which copy of the text: 0 is the text itself, the others are what was made of it, each once.
    pub copy: u16,
}

impl Span {
    /// The bytes from `start` up to, not including, `end`.
    pub const fn new(file: FileId, start: u32, end: u32) -> Span {
        Span {
            file,
            start,
            end,
            copy: 0,
        }
    }

    /// The same stretch in a copy of the text.
    #[must_use]
    pub const fn in_copy(self, copy: u16) -> Span {
        Span { copy, ..self }
    }

    /// From the beginning of this span to the end of `other`; this span when `other` is in
    /// another text.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        if self.file != other.file {
            return self;
        }
        Span {
            file: self.file,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
            copy: self.copy,
        }
    }
}

/// A text and the name it is shown under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// A path beneath the program's directory, with `/`.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// The texts of a program; a [`FileId`] is a place in the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Texts in the order given; only the first 65,536 can be reached.
    pub const fn new(sources: Vec<Source>) -> Sources {
        Sources(sources)
    }

    /// Adds a text; `None` when every number is taken.
    pub fn add(&mut self, source: Source) -> Option<FileId> {
        let file = u16::try_from(self.0.len()).ok().map(FileId)?;
        self.0.push(source);
        Some(file)
    }

    /// The text of a number.
    pub fn get(&self, file: FileId) -> Option<&Source> {
        self.0.get(usize::from(file.0))
    }

    /// Every text with its number.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        (0..=u16::MAX).map(FileId).zip(&self.0)
    }

    /// Line and column of the first byte of a span, both from 1; a column counts characters. A
    /// place outside the text is taken as its end; one inside a character, as that character.
    pub fn line_column(&self, span: Span) -> (u32, u32) {
        let text = self
            .get(span.file)
            .map_or("", |source| source.text.as_str());
        let place = floor_boundary(text, span.start);
        let before = text.get(..place).unwrap_or("");
        let line = before.bytes().filter(|byte| *byte == b'\n').count();
        let last = before.rsplit('\n').next().unwrap_or("");
        (one_more(line), one_more(last.chars().count()))
    }

    /// The text of a span, cut to what there is; characters are never split.
    pub fn text(&self, span: Span) -> &str {
        let text = self
            .get(span.file)
            .map_or("", |source| source.text.as_str());
        let (start, end) = (
            floor_boundary(text, span.start),
            floor_boundary(text, span.end),
        );
        text.get(start..end).unwrap_or("")
    }
}

fn floor_boundary(text: &str, place: u32) -> usize {
    text.floor_char_boundary(usize::try_from(place).unwrap_or(usize::MAX))
}

fn one_more(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX).saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::{FileId, Source, Sources, Span};

    fn sources() -> Sources {
        let text = "naïve\nréd gold\n".to_owned();
        Sources::new(vec![Source {
            name: "a.charter".to_owned(),
            text,
        }])
    }

    fn span(start: u32, end: u32) -> Span {
        Span::new(FileId(0), start, end)
    }

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        for (start, place) in [
            (0, (1, 1)),
            (4, (1, 4)),
            (6, (1, 6)),
            (7, (2, 1)),
            (12, (2, 5)),
            (17, (3, 1)),
        ] {
            assert_eq!(
                sources().line_column(span(start, start)),
                place,
                "byte {start}"
            );
        }
    }

    #[test]
    fn a_place_inside_a_character_is_that_character() {
        assert_eq!(sources().line_column(span(3, 3)), (1, 3));
        assert_eq!(sources().text(span(3, 5)), "ïv");
    }

    #[test]
    fn a_span_that_does_not_fit_gives_what_there_is() {
        assert_eq!(sources().text(span(12, 900)), "gold\n");
        assert_eq!(sources().text(span(9, 2)), "");
        assert_eq!(sources().text(Span::new(FileId(9), 0, 1)), "");
        assert_eq!(sources().line_column(span(u32::MAX, u32::MAX)), (3, 1));
        assert_eq!(sources().line_column(Span::new(FileId(9), 5, 6)), (1, 1));
    }

    #[test]
    fn spans_join_within_a_text() {
        assert_eq!(span(2, 4).to(span(7, 9)), span(2, 9));
        assert_eq!(span(7, 9).to(span(2, 4)), span(2, 9));
        assert_eq!(span(2, 4).to(Span::new(FileId(1), 7, 9)), span(2, 4));
    }

    #[test]
    fn texts_are_numbered_as_they_come() {
        let mut sources = sources();
        let more = Source {
            name: "b.charter".to_owned(),
            text: "x".to_owned(),
        };
        assert_eq!(sources.add(more), Some(FileId(1)));
        assert_eq!(
            sources.get(FileId(1)).map(|source| source.name.as_str()),
            Some("b.charter")
        );
        let numbers: Vec<u16> = sources.iter().map(|(file, _)| file.0).collect();
        assert_eq!(numbers, [0, 1]);
    }
}
