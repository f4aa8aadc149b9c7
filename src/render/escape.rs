//! One escaper for each output format, so that a text stays a text wherever it is printed.
//! Must not know what a text says: whoever wrote it, it is data and never markup.

use std::fmt::Write as _;

use serde::{Serialize, Serializer};

/// The formats that pages are written in. A file of any other format cannot be rendered, so
/// escaping is never off by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// HTML text and quoted attribute values.
    Html,
    /// GitHub-flavoured Markdown, inside one line.
    Markdown,
    /// A TEXT value of an iCalendar property (RFC 5545, 3.3.11).
    Calendar,
    /// A text cell of a CSV file that people open in a spreadsheet.
    Sheet,
    /// A JSON string literal that may also stand inside a page.
    Json,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 5] = [
        Format::Html,
        Format::Markdown,
        Format::Calendar,
        Format::Sheet,
        Format::Json,
    ];

    /// The ending of the names of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Html => "html",
            Format::Markdown => "md",
            Format::Calendar => "ics",
            Format::Sheet => "csv",
            Format::Json => "json",
        }
    }

    /// The format of the file with this name, by its exact ending; `None` for any other.
    pub fn of(name: &str) -> Option<Format> {
        let (_, extension) = name.rsplit_once('.')?;
        Format::ALL
            .into_iter()
            .find(|format| format.extension() == extension)
    }

    /// The text, inert in this format.
    pub fn escape(self, text: &str) -> String {
        match self {
            Format::Html => html(text),
            Format::Markdown => markdown(text),
            Format::Calendar => calendar(text),
            Format::Sheet => sheet(text),
            Format::Json => json(text),
        }
    }
}

/// HTML that this room has written, printed as it is. Only `render` can make one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// Takes HTML whose every text has gone through [`html`].
    pub(in crate::render) fn of_html(html: String) -> Markup {
        Markup(html)
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for Markup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        minijinja::Value::from_safe_string(self.0.clone()).serialize(serializer)
    }
}

/// Text for HTML, in an element or a quoted attribute. Characters that nobody can see, and
/// those that reorder their neighbours, become U+FFFD.
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if is_hidden(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Text for one line of Markdown: all ASCII punctuation escaped, so no rule of Markdown can
/// match, and a word joiner after `@` and `#`, so that no reader makes a mention of it.
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let words: Vec<&str> = text.split_whitespace().collect();
    for c in words.join(" ").chars() {
        if is_hidden(c) {
            out.push('\u{fffd}');
            continue;
        }
        if c.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(c);
        if matches!(c, '@' | '#') {
            out.push('\u{2060}');
        }
    }
    out
}

/// Text for an iCalendar property: backslash, semicolon, comma and line breaks escaped, other
/// control characters dropped. Folding is done where the line is written.
pub fn calendar(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            ';' => out.push_str("\\;"),
            ',' => out.push_str("\\,"),
            '\n' => out.push_str("\\n"),
            c if is_hidden(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// A text cell that no spreadsheet computes: an apostrophe before anything that could open a
/// formula, full-width forms and forms after blanks included. Never for numeric columns, where
/// it would turn a negative amount into text. Quoting is done where the record is written.
pub fn sheet(text: &str) -> String {
    let opens = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    let risky = text.starts_with(['\t', '\r', '\n', '\0']) || text.trim_start().starts_with(opens);
    if risky {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// A JSON string literal without the characters that could end a script or a comment in a page.
pub fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '<' | '>' | '&' | '\'' | '\u{2028}' | '\u{2029}' => escape_code(&mut out, c),
            c if is_hidden(c) => escape_code(&mut out, c),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The address, when it is one that a page may link to: `https`, `http` or `mailto`, written
/// without blanks or control characters.
pub fn link(address: &str) -> Option<&str> {
    let schemes = ["https://", "http://", "mailto:"];
    let plain = address.chars().all(|c| c.is_ascii_graphic());
    (plain && schemes.iter().any(|scheme| address.starts_with(scheme))).then_some(address)
}

/// Whether a character is a control, reorders text, or takes no room. The joiners that Persian,
/// Indic scripts and emoji need are left alone.
fn is_hidden(c: char) -> bool {
    let reorders = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let unseen = matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}');
    c.is_control() || reorders || unseen
}

/// Writes one of the characters below U+10000 as `\uXXXX`.
fn escape_code(out: &mut String, c: char) {
    // Writing to a string cannot fail.
    let _ = write!(out, "\\u{:04x}", u32::from(c));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A reader of HTML text that knows only the five entities, independent of the writer.
    fn read_html(text: &str) -> String {
        assert!(!text.contains(['<', '>', '"', '\'']), "markup in `{text}`");
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = rest.find('&') {
            out.push_str(&rest[..at]);
            let end = at + rest[at..].find(';').expect("an entity ends");
            out.push(match &rest[at..=end] {
                "&amp;" => '&',
                "&lt;" => '<',
                "&gt;" => '>',
                "&quot;" => '"',
                "&#39;" => '\'',
                other => panic!("unknown entity `{other}`"),
            });
            rest = &rest[end + 1..];
        }
        out + rest
    }

    #[test]
    fn html_texts_come_back_as_they_were() {
        for text in [
            "<script>alert(1)</script>",
            "\" onmouseover=\"alert(1)",
            "' autofocus onfocus='alert(1)",
            "a & b &amp; c",
            "{{ 7*7 }}",
            "شركة الخليج",
            "Zoë <b>Bäcker</b> 株式会社",
        ] {
            assert_eq!(read_html(&html(text)), text);
        }
    }

    #[test]
    fn hidden_characters_are_shown_in_html() {
        assert_eq!(html("a\u{1b}[31mb\u{202e}c\u{200b}d\0"), "a�[31mb�c�d�");
        assert_eq!(html("two\nlines\tand a tab"), "two\nlines\tand a tab");
        assert_eq!(html("می\u{200c}خواهم"), "می\u{200c}خواهم");
    }

    #[test]
    fn markdown_has_no_active_punctuation() {
        for text in [
            "[x](javascript:alert(1))",
            "# Heading",
            "<img src=x onerror=alert(1)>",
            "![a](http://example.com/a.png)",
            "1. not a list",
            "---",
            "a | b",
            "https://example.com www.example.com",
            "`code` *bold* _it_ ~~no~~",
            "@everyone see #12",
        ] {
            let escaped = markdown(text);
            let mut chars = escaped.chars();
            let mut read = String::new();
            while let Some(c) = chars.next() {
                match c {
                    '\\' => read.push(chars.next().expect("a character after a backslash")),
                    '\u{2060}' => {}
                    c => {
                        assert!(!c.is_ascii_punctuation(), "bare `{c}` in `{escaped}`");
                        read.push(c);
                    }
                }
            }
            assert_eq!(read, text);
        }
        assert_eq!(markdown("@bob #1"), "\\@\u{2060}bob \\#\u{2060}1");
        assert_eq!(markdown("  code\n\n    block"), "code block");
    }

    #[test]
    fn calendar_texts_hold_one_line() {
        assert_eq!(calendar("a;b,c\\d\r\ne"), "a\\;b\\,c\\\\d\\ne");
        assert_eq!(
            calendar("END:VEVENT\r\nBEGIN:VEVENT"),
            "END:VEVENT\\nBEGIN:VEVENT"
        );
    }

    #[test]
    fn sheets_never_compute_a_text() {
        for text in [
            "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\0=1", "＝1+1", "＋1", "－1", "＠x",
            "  =1",
        ] {
            assert_eq!(sheet(text), format!("'{text}"));
        }
        for text in ["Acme", "a=b", "3-2", "", "‘quoted’"] {
            assert_eq!(sheet(text), text);
        }
    }

    #[test]
    fn json_texts_come_back_and_cannot_leave_a_script() {
        for text in [
            "</script><!--",
            "a\"b\\c\n\u{2028}\u{1}",
            "株式会社 & söhne",
            "\u{202e}x",
        ] {
            let literal = json(text);
            assert!(!literal.contains(['<', '>', '&', '\'', '\n']));
            assert_eq!(
                serde_json::from_str::<String>(&literal).expect("valid JSON"),
                text
            );
        }
    }

    #[test]
    fn only_plain_addresses_are_linked() {
        assert_eq!(
            link("https://example.com/a?b=c"),
            Some("https://example.com/a?b=c")
        );
        for address in [
            "javascript:alert(1)",
            "JAVASCRIPT:alert(1)",
            "data:text/html,x",
            "java\nscript:alert(1)",
            "https://example.com/\nx",
            "//example.com",
        ] {
            assert_eq!(link(address), None, "{address}");
        }
    }

    #[test]
    fn only_known_endings_have_a_format() {
        assert_eq!(Format::of("policy.html"), Some(Format::Html));
        for name in [
            "policy.HTML",
            "policy.xhtml",
            "chart.svg",
            "policy",
            "policy.html.j2",
        ] {
            assert_eq!(Format::of(name), None, "{name}");
        }
    }
}
