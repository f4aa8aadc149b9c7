//! Problems for a person: message, excerpt with labels, help; drawn by miette.
//! It must not let an untrusted character reach the terminal unescaped.

use std::fmt;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, NarratableReportHandler, SourceCode,
    ThemeCharacters, ThemeStyles,
};

use crate::base::span::{FileId, Sources, Span};
use crate::diagnostic::place::{Place, Row};
use crate::diagnostic::render::excerpt::Excerpt;
use crate::diagnostic::render::{Drawing, HUMAN_LIMIT, Ink, Options};
use crate::diagnostic::untrusted::{one_line, without_commands};
use crate::diagnostic::{Problem, Severity};

/// The reports, at most 20 errors and 20 others, then one line that counts all.
pub fn render(sources: &Sources, problems: &[Problem], options: &Options) -> String {
    let mut text = String::new();
    let (mut errors, mut others) = (0usize, 0usize);
    let mut unshown = 0usize;
    for problem in problems {
        let count = if problem.is_error() {
            &mut errors
        } else {
            &mut others
        };
        *count = count.saturating_add(1);
        if *count > HUMAN_LIMIT {
            unshown = unshown.saturating_add(1);
            continue;
        }
        draw(&mut text, &Report::new(sources, problem), options);
        text.push_str(&footer(problem, options));
        text.push('\n');
    }
    if !problems.is_empty() {
        text.push_str(&summary(problems, unshown));
    }
    without_commands(&tidied(&text))
}

/// Without spaces at the ends of lines, and without the word that miette puts above a place in
/// another file.
fn tidied(text: &str) -> String {
    let lines = text.lines().map(str::trim_end);
    let lines = lines.filter(|line| *line != "Advice:");
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn summary(problems: &[Problem], unshown: usize) -> String {
    let counted = |severity: Severity| {
        let count = problems
            .iter()
            .filter(|found| found.severity == severity)
            .count();
        let plural = if count == 1 { "" } else { "s" };
        (count > 0).then(|| format!("{count} {}{plural}", severity.word()))
    };
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .filter_map(counted)
        .collect();
    let rest = match unshown {
        0 => String::new(),
        _ => format!("; {unshown} of them not shown"),
    };
    format!("{}{rest}\n", counts.join(", "))
}

fn draw(text: &mut String, report: &Report, options: &Options) {
    let styles = match options.color {
        Ink::Plain => ThemeStyles::none(),
        Ink::Colored => ThemeStyles::ansi(),
    };
    let characters = match options.drawing {
        Drawing::Unicode | Drawing::Narrated => ThemeCharacters::unicode(),
        Drawing::Ascii => ThemeCharacters::ascii(),
    };
    let drawn = match options.drawing {
        Drawing::Narrated => NarratableReportHandler::new().render_report(text, report),
        Drawing::Unicode | Drawing::Ascii => {
            GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
                .with_links(false)
                .with_width(options.width.max(40))
                .with_context_lines(1)
                .render_report(text, report)
        }
    };
    if drawn.is_err() {
        text.push_str(&format!("{}: {}\n", report.name, report.message));
    }
}

/// A problem as miette wants it: every text escaped, places as bytes of the excerpt.
struct Report {
    name: String,
    severity: Severity,
    message: String,
    excerpt: Option<Excerpt>,
    labels: Vec<LabeledSpan>,
    related: Vec<Report>,
}

impl Report {
    fn new(sources: &Sources, problem: &Problem) -> Report {
        let path = one_line(&problem.path.join(" > "));
        let name = if path.is_empty() {
            problem.name.to_owned()
        } else {
            format!("{} in {path}", problem.name)
        };
        let mut report = Report {
            name,
            severity: problem.severity,
            message: one_line(&problem.message),
            excerpt: None,
            labels: Vec::new(),
            related: Vec::new(),
        };
        let mut apart: Vec<(&Place, &str)> = Vec::new();
        match &problem.primary {
            None => {
                apart = problem
                    .related
                    .iter()
                    .map(|(at, part)| (at, part.as_str()))
                    .collect()
            }
            Some(Place::Row(row)) => {
                report.quote_row(row, None);
                apart = problem
                    .related
                    .iter()
                    .map(|(at, part)| (at, part.as_str()))
                    .collect();
            }
            Some(Place::Source(primary)) => {
                let mut quoted = vec![(*primary, None)];
                for (place, part) in &problem.related {
                    match place {
                        Place::Source(span) if span.file == primary.file => {
                            quoted.push((*span, Some(one_line(part))));
                        }
                        Place::Source(_) | Place::Row(_) => apart.push((place, part)),
                    }
                }
                report.quote(sources, primary.file, quoted);
            }
        }
        let apart = apart
            .into_iter()
            .map(|(place, part)| Report::elsewhere(sources, place, part));
        report.related = apart.collect();
        report
    }

    /// A related place in another file.
    fn elsewhere(sources: &Sources, place: &Place, part: &str) -> Report {
        let mut report = Report {
            name: String::new(),
            severity: Severity::Note,
            message: one_line(part),
            excerpt: None,
            labels: Vec::new(),
            related: Vec::new(),
        };
        match place {
            Place::Source(span) => report.quote(sources, span.file, vec![(*span, None)]),
            Place::Row(row) => report.quote_row(row, None),
        }
        report
    }

    fn quote(&mut self, sources: &Sources, file: FileId, places: Vec<(Span, Option<String>)>) {
        let Some(source) = sources.get(file) else {
            return;
        };
        let byte = |at: u32| {
            let at = usize::try_from(at).unwrap_or(usize::MAX);
            source.text.floor_char_boundary(at)
        };
        let ranges: Vec<_> = places
            .iter()
            .map(|(span, _)| byte(span.start)..byte(span.end).max(byte(span.start)))
            .collect();
        let labels: Vec<_> = places.into_iter().map(|(_, label)| label).collect();
        self.attach(
            Excerpt::of_text(&source.name, &source.text, &ranges),
            labels,
        );
    }

    fn quote_row(&mut self, row: &Row, label: Option<String>) {
        let column = row
            .column
            .as_ref()
            .map(|name| format!("column `{}`", one_line(name)));
        if row.excerpt.is_empty() && row.column.is_none() && row.row <= 1 {
            // A whole file: its message names it, and no line of it is meant.
            return;
        }
        let excerpt = Excerpt::of_row(row);
        self.attach(excerpt, vec![label.or(column)]);
    }

    fn attach(&mut self, excerpt: Excerpt, labels: Vec<Option<String>>) {
        let spans = excerpt.places().iter().zip(labels).enumerate();
        self.labels = spans
            .map(|(index, (place, label))| {
                let span = (place.bytes.start, place.bytes.len());
                if index == 0 {
                    LabeledSpan::new_primary_with_span(label, span)
                } else {
                    LabeledSpan::new_with_span(label, span)
                }
            })
            .collect();
        self.excerpt = Some(excerpt);
    }
}

/// What stands below the excerpt: what it costs, the case, what to write. A case is a piece of program, so
/// its lines are never broken.
fn footer(problem: &Problem, options: &Options) -> String {
    let mut text = String::new();
    if let Some(cost) = &problem.cost {
        told(&mut text, "cost", &one_line(cost), options);
    }
    if let Some(case) = &problem.witness {
        text.push_str(&format!("  {}\n", label("case", options)));
        for line in case.split('\n') {
            text.push_str(&format!("    {}\n", one_line(line)));
        }
    }
    if let Some(help) = &problem.help {
        for line in help.split('\n') {
            told(&mut text, "help", &one_line(line), options);
        }
    }
    let said = problem.help.as_deref().unwrap_or("");
    for fix in problem.fixes.iter().filter(|fix| fix.title != said) {
        let word = if fix.safe { "fix" } else { "possible fix" };
        told(&mut text, word, &one_line(&fix.title), options);
    }
    text
}

fn label(word: &str, options: &Options) -> String {
    match options.color {
        Ink::Plain => format!("{word}:"),
        Ink::Colored => format!("\u{1b}[36m{word}:\u{1b}[0m"),
    }
}

/// A labelled sentence, broken at spaces and hanging below its first word.
fn told(text: &mut String, word: &str, sentence: &str, options: &Options) {
    let indent = word.len().saturating_add(4);
    let width = options.width.max(40);
    text.push_str(&format!("  {}", label(word, options)));
    let mut used = indent.saturating_sub(1);
    for part in sentence.split(' ') {
        let length = part.chars().count().saturating_add(1);
        if used.saturating_add(length) > width && used > indent {
            text.push_str(&format!("\n{:indent$}", ""));
            used = indent;
        } else {
            text.push(' ');
        }
        used = used.saturating_add(length);
        text.push_str(part);
    }
    text.push('\n');
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Report {}

impl miette::Diagnostic for Report {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        (!self.name.is_empty()).then(|| Box::new(&self.name) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        let excerpt = self.excerpt.as_ref()?;
        Some(excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        (!self.labels.is_empty()).then(|| {
            let labels: Box<dyn Iterator<Item = LabeledSpan>> =
                Box::new(self.labels.iter().cloned());
            labels
        })
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn miette::Diagnostic> + 'a>> {
        (!self.related.is_empty()).then(|| {
            let related = self
                .related
                .iter()
                .map(|report| report as &dyn miette::Diagnostic);
            let related: Box<dyn Iterator<Item = &dyn miette::Diagnostic>> = Box::new(related);
            related
        })
    }
}
