//! A Markdown page for a terminal: headings, code and tables that can be read in plain letters. It
//! knows the Markdown that our own pages use and nothing of what they say.

/// Whether the terminal shows weight and colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Letters only.
    Plain,
    /// With escape sequences.
    Styled,
}

/// Lays a page out for a terminal of so many columns.
pub fn lay_out(markdown: &str, look: Look, columns: usize) -> String {
    let mut page = Page {
        look,
        columns,
        text: String::new(),
    };
    let mut lines = markdown.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with("```") {
            for code in lines.by_ref().take_while(|code| !code.starts_with("```")) {
                page.code(code);
            }
        } else if let Some((depth, words)) = heading(line) {
            page.heading((depth, &unlinked(words)));
        } else if line.starts_with('|') {
            let mut rows = vec![cells(line)];
            while let Some(row) = lines.next_if(|next| next.starts_with('|')) {
                rows.push(cells(row));
            }
            page.table(&rows);
        } else if line.trim().is_empty() {
            page.text.push('\n');
        } else {
            let mut words = line.to_owned();
            while let Some(next) = lines.next_if(|next| continues(next)) {
                words.push(' ');
                words.push_str(next.trim());
            }
            page.paragraph(&unlinked(&words));
        }
    }
    page.text
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let depth = line.bytes().take_while(|byte| *byte == b'#').count();
    let rest = line.get(depth..)?.strip_prefix(' ')?;
    (depth > 0).then_some((depth, rest))
}

/// Whether a line goes on with the paragraph or list item above it.
fn continues(line: &str) -> bool {
    let text = line.trim_start();
    !text.is_empty()
        && heading(line).is_none()
        && !["```", "|", "- ", "* "]
            .iter()
            .any(|mark| text.starts_with(mark))
}

fn cells(row: &str) -> Vec<String> {
    let inner = row.trim().trim_start_matches('|').trim_end_matches('|');
    inner.split('|').map(|cell| unlinked(cell.trim())).collect()
}

/// A text with its links as a terminal can show them: the words, and an address of the web behind them.
fn unlinked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, words, address, after)) = link(rest) {
        out.push_str(before);
        out.push_str(words);
        if address.contains("://") {
            out.push_str(&format!(" ({address})"));
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The first `[words](address)` of a text, with what stands before and after it.
fn link(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (before, after) = text.split_once("](")?;
    let (before, words) = before.rsplit_once('[')?;
    let (address, after) = after.split_once(')')?;
    Some((before, words, address, after))
}

struct Page {
    look: Look,
    columns: usize,
    text: String,
}

impl Page {
    fn heading(&mut self, (depth, words): (usize, &str)) {
        match self.look {
            Look::Styled if depth == 1 => self.line(&format!("\u{1b}[1;4m{words}\u{1b}[0m")),
            Look::Styled => self.line(&format!("\u{1b}[1m{words}\u{1b}[0m")),
            Look::Plain => {
                self.line(words);
                let rule = if depth == 1 { "=" } else { "-" };
                self.line(&rule.repeat(words.chars().count()));
            }
        }
    }

    fn code(&mut self, code: &str) {
        match self.look {
            Look::Styled if !code.is_empty() => {
                self.line(&format!("    \u{1b}[36m{code}\u{1b}[0m"))
            }
            Look::Styled | Look::Plain => self.line(format!("    {code}").trim_end()),
        }
    }

    /// A paragraph or a list item, broken at spaces.
    fn paragraph(&mut self, words: &str) {
        let lead = words.len().saturating_sub(words.trim_start().len());
        let hang = match words.trim_start().get(..2) {
            Some("- " | "* ") => lead.saturating_add(2),
            Some(_) | None => lead,
        };
        let mut line = " ".repeat(lead);
        let mut used = lead;
        let mut fresh = true;
        for word in words.split_whitespace() {
            let width = word.chars().count();
            if !fresh && used.saturating_add(width).saturating_add(1) > self.columns {
                self.prose(&line);
                line = " ".repeat(hang);
                used = hang;
                fresh = true;
            }
            if !fresh {
                line.push(' ');
                used = used.saturating_add(1);
            }
            line.push_str(word);
            used = used.saturating_add(width);
            fresh = false;
        }
        self.prose(&line);
    }

    /// A line of words with bits of code in backticks.
    fn prose(&mut self, line: &str) {
        match self.look {
            Look::Plain => self.line(line),
            Look::Styled => {
                let mut styled = String::new();
                for (at, part) in line.split('`').enumerate() {
                    if at % 2 == 1 {
                        styled.push_str(&format!("\u{1b}[36m{part}\u{1b}[0m"));
                    } else {
                        styled.push_str(part);
                    }
                }
                self.line(&styled);
            }
        }
    }

    /// Columns as wide as their widest cell, or narrower where the page is; the rule below the
    /// headings is drawn.
    fn table(&mut self, rows: &[Vec<String>]) {
        let count = rows.iter().map(Vec::len).max().unwrap_or(0);
        let natural = (0..count).map(|at| {
            let cells = rows
                .iter()
                .filter(|row| !is_rule(row))
                .filter_map(|row| row.get(at));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        });
        let longest = (0..count).map(|at| {
            let cells = rows.iter().filter(|row| !is_rule(row));
            let words = cells
                .filter_map(|row| row.get(at))
                .flat_map(|cell| cell.split(' '));
            words.map(|word| word.chars().count()).max().unwrap_or(0)
        });
        let widths = fitted(
            natural.collect(),
            &longest.collect::<Vec<_>>(),
            self.columns,
        );
        for row in rows {
            if is_rule(row) {
                let rules: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
                self.line(&rules.join(GUTTER));
                continue;
            }
            let cells = widths.iter().enumerate().map(|(at, width)| {
                let cell = row.get(at).map_or("", String::as_str);
                broken(cell, *width)
            });
            self.row(&cells.collect::<Vec<_>>(), &widths);
        }
    }

    /// One row of a table, as many lines as its longest cell.
    fn row(&mut self, cells: &[Vec<String>], widths: &[usize]) {
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..height {
            let parts = cells.iter().zip(widths).map(|(cell, width)| {
                let part = cell.get(at).map_or("", String::as_str);
                let used = part.chars().count();
                format!("{part}{}", " ".repeat(width.saturating_sub(used)))
            });
            let line = parts.collect::<Vec<_>>().join(GUTTER);
            self.line(line.trim_end());
        }
    }

    fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }
}

/// Between two columns of a table.
const GUTTER: &str = "  ";

/// No column of a table is made narrower than this.
const NARROWEST: usize = 12;

/// Widths of columns that fit the page: the widest is narrowed first.
fn fitted(mut widths: Vec<usize>, longest: &[usize], columns: usize) -> Vec<usize> {
    let gutters = GUTTER.len().saturating_mul(widths.len().saturating_sub(1));
    loop {
        let used = widths.iter().sum::<usize>().saturating_add(gutters);
        // A word is never broken, so that no column is narrower than its longest one.
        let can_shrink = widths.iter_mut().zip(longest);
        let can_shrink = can_shrink.filter(|(width, word)| **width > NARROWEST.max(**word));
        match can_shrink.map(|(width, _)| width).max() {
            Some(widest) if used > columns => {
                *widest = widest.saturating_sub(1);
            }
            Some(_) | None => return widths,
        }
    }
}

/// A text in lines of at most so many letters, broken at spaces; a longer word stands alone.
fn broken(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Whether a row is the rule below the headings.
fn is_rule(row: &[String]) -> bool {
    row.iter()
        .all(|cell| !cell.is_empty() && cell.bytes().all(|byte| byte == b'-' || byte == b':'))
}

#[cfg(test)]
mod tests {
    use super::{Look, lay_out};

    #[test]
    fn headings_code_and_tables_stand_in_plain_letters() {
        let page = "# Cap\n\nNever more than `limit`.\n\n```charter\ncap 5 USD\n\n```\n\n\
                    | from | all |\n|:-----|----:|\n| 250,000 USD | 2% |\n";
        let expected = "Cap\n===\n\nNever more than `limit`.\n\n    cap 5 USD\n\n\n\
                        from         all\n-----------  ---\n250,000 USD  2%\n";
        assert_eq!(lay_out(page, Look::Plain, 80), expected);
    }

    #[test]
    fn a_table_wider_than_the_page_breaks_in_its_widest_column() {
        let page = "| word | meaning |\n|---|---|\n| cap | never more than this in a year |\n";
        let expected = "word  meaning\n----  ------------------\ncap   never more than\n      \
                        this in a year\n";
        assert_eq!(lay_out(page, Look::Plain, 24), expected);
    }

    #[test]
    fn long_lines_break_at_spaces_and_items_hang() {
        let page = "one two\nthree four\n- five six seven\n";
        assert_eq!(
            lay_out(page, Look::Plain, 11),
            "one two\nthree four\n- five six\n  seven\n"
        );
    }

    #[test]
    fn a_link_is_its_words_and_an_address_of_the_web() {
        let page =
            "# [A](a.md) b\n\nSee [c](../c.md), [d](https://d.org/) and [e].\n\n| [f](f.md) |\n";
        let expected = "A b\n===\n\nSee c, d (https://d.org/) and [e].\n\nf\n";
        assert_eq!(lay_out(page, Look::Plain, 80), expected);
    }

    #[test]
    fn a_word_longer_than_the_line_stands_alone() {
        assert_eq!(lay_out("a bbbbbbb c\n", Look::Plain, 4), "a\nbbbbbbb\nc\n");
    }

    #[test]
    fn styled_words_in_backticks_are_coloured() {
        assert_eq!(
            lay_out("a `b` c\n", Look::Styled, 80),
            "a \u{1b}[36mb\u{1b}[0m c\n"
        );
    }
}
