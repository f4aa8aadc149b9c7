//! Problems as text: one file for each format, all pure functions of the texts, the problems and
//! the options. It must not know which command asks or where the text goes.

pub mod concise;
mod excerpt;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod junit;
mod location;
pub mod markdown;
pub mod sarif;

use crate::base::span::Sources;
use crate::diagnostic::Problem;

/// How many errors a person is shown before only their count is given.
pub const HUMAN_LIMIT: usize = 20;
/// How many problems any other format holds before only their count is given.
pub const LIST_LIMIT: usize = 1_000;

/// A format for problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// For a person: with an excerpt of the source.
    Human,
    /// One line a problem.
    Concise,
    /// `schema_version` 1.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands that annotate a pull request.
    Github,
    /// A code quality report for GitLab.
    Gitlab,
    /// JUnit XML.
    Junit,
    /// A table for a comment on a pull request.
    Markdown,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 8] = [
        Format::Human,
        Format::Concise,
        Format::Json,
        Format::Sarif,
        Format::Github,
        Format::Gitlab,
        Format::Junit,
        Format::Markdown,
    ];

    /// The word that selects it.
    pub const fn word(self) -> &'static str {
        match self {
            Format::Human => "human",
            Format::Concise => "concise",
            Format::Json => "json",
            Format::Sarif => "sarif",
            Format::Github => "github",
            Format::Gitlab => "gitlab",
            Format::Junit => "junit",
            Format::Markdown => "markdown",
        }
    }
}

/// How the text for a person looks. Other formats have no options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Terminal colours.
    pub color: Ink,
    /// Which characters draw the excerpt.
    pub drawing: Drawing,
    /// Columns of the terminal.
    pub width: usize,
}

impl Default for Options {
    /// As for a file: no colour, line drawing, 100 columns.
    fn default() -> Options {
        Options {
            color: Ink::Plain,
            drawing: Drawing::Unicode,
            width: 100,
        }
    }
}

/// Whether the text carries terminal colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// No escape sequence at all.
    Plain,
    /// The sixteen colours every terminal has.
    Colored,
}

/// How an excerpt is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawing {
    /// Box-drawing characters.
    Unicode,
    /// ASCII only.
    Ascii,
    /// Sentences, for screen readers.
    Narrated,
}

/// The problems in a format, in the order given (see [`crate::diagnostic::order::arrange`]).
pub fn render(
    format: Format,
    sources: &Sources,
    problems: &[Problem],
    options: &Options,
) -> String {
    match format {
        Format::Human => human::render(sources, problems, options),
        Format::Concise => concise::render(sources, problems),
        Format::Json => json::render(sources, problems),
        Format::Sarif => sarif::render(sources, problems),
        Format::Github => github::render(sources, problems),
        Format::Gitlab => gitlab::render(sources, problems),
        Format::Junit => junit::render(sources, problems),
        Format::Markdown => markdown::render(sources, problems),
    }
}
