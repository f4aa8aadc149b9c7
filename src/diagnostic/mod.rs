//! What is wrong, or worth saying, about a program or its data: one type for every stage and for
//! every output. It must not know the language, the model, or how a text was read.

pub mod fingerprint;
pub mod order;
pub mod place;
pub mod render;
pub mod untrusted;

use std::collections::BTreeMap;

use crate::base::origin::Origins;
use crate::base::span::Span;
use crate::diagnostic::place::Place;

/// How much a problem weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The program or the data is refused.
    Error,
    /// Accepted, and most likely not what was meant.
    Warning,
    /// Only worth knowing.
    Note,
}

impl Severity {
    /// The word shown: `error`, `warning` or `note`.
    pub const fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// A change of text that answers a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// It keeps the meaning, so a tool may apply it unasked; otherwise a person decides.
    pub safe: bool,
    /// What it does, as an order: "write `250,000`".
    pub title: String,
    /// The places and their new text; they do not overlap.
    pub edits: Vec<(Span, String)>,
}

/// One finding. `message` is one line, lower case, with the user's own words in backticks; `help`
/// stands apart and shows a valid line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The fault in kebab case: `unknown-name`.
    pub name: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// Where in the program, outermost first: `["rebate volume", "rate"]`.
    pub path: Vec<String>,
    /// The place to look at.
    pub primary: Option<Place>,
    /// Other places, each with the part it plays: "declared here".
    pub related: Vec<(Place, String)>,
    /// Values a tool can read.
    pub facts: BTreeMap<String, String>,
    /// A case that shows it and can be run.
    pub witness: Option<String>,
    /// What it costs: money, partners, dates.
    pub cost: Option<String>,
    /// What to write instead.
    pub help: Option<String>,
    /// Changes that answer it.
    pub fixes: Vec<Fix>,
}

impl Problem {
    /// A problem of any weight, with nothing but a name and a message.
    pub fn new(name: &'static str, severity: Severity, message: impl Into<String>) -> Problem {
        Problem {
            name,
            severity,
            message: message.into(),
            path: Vec::new(),
            primary: None,
            related: Vec::new(),
            facts: BTreeMap::new(),
            witness: None,
            cost: None,
            help: None,
            fixes: Vec::new(),
        }
    }

    /// An error.
    pub fn error(name: &'static str, message: impl Into<String>) -> Problem {
        Problem::new(name, Severity::Error, message)
    }

    /// A warning.
    pub fn warning(name: &'static str, message: impl Into<String>) -> Problem {
        Problem::new(name, Severity::Warning, message)
    }

    /// A note.
    pub fn note(name: &'static str, message: impl Into<String>) -> Problem {
        Problem::new(name, Severity::Note, message)
    }

    /// The same where nothing shows it: no level makes more than a warning of it.
    #[must_use]
    pub fn suspected(mut self) -> Problem {
        self.severity = Severity::Note;
        self
    }

    /// The place to look at.
    #[must_use]
    pub fn at(mut self, place: impl Into<Place>) -> Problem {
        self.primary = Some(place.into());
        self
    }

    /// Another place and the part it plays.
    #[must_use]
    pub fn also(mut self, place: impl Into<Place>, part: impl Into<String>) -> Problem {
        self.related.push((place.into(), part.into()));
        self
    }

    /// The place that asked for the copy of a text in which it stands, where it stands in one.
    #[must_use]
    pub fn asked_for(self, origins: &Origins) -> Problem {
        let asked = match &self.primary {
            Some(Place::Source(place)) => origins.asked_by(*place),
            Some(Place::Row(_)) | None => None,
        };
        match asked {
            Some(asked) => self.also(asked, "played here"),
            None => self,
        }
    }

    /// Where in the program, outermost first.
    #[must_use]
    pub fn within<S: Into<String>>(mut self, path: impl IntoIterator<Item = S>) -> Problem {
        self.path = path.into_iter().map(Into::into).collect();
        self
    }

    /// A value a tool can read.
    #[must_use]
    pub fn fact(mut self, key: impl Into<String>, value: impl ToString) -> Problem {
        self.facts.insert(key.into(), value.to_string());
        self
    }

    /// A case that shows it.
    #[must_use]
    pub fn witness(mut self, case: impl Into<String>) -> Problem {
        self.witness = Some(case.into());
        self
    }

    /// What it costs.
    #[must_use]
    pub fn cost(mut self, cost: impl Into<String>) -> Problem {
        self.cost = Some(cost.into());
        self
    }

    /// What to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Problem {
        self.help = Some(help.into());
        self
    }

    /// A change that keeps the meaning: `text` in the place of `span`.
    #[must_use]
    pub fn safe_fix(
        self,
        title: impl Into<String>,
        span: Span,
        text: impl Into<String>,
    ) -> Problem {
        self.fix(Fix {
            safe: true,
            title: title.into(),
            edits: vec![(span, text.into())],
        })
    }

    /// A change that answers it.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Problem {
        self.fixes.push(fix);
        self
    }

    /// Whether it refuses the program or the data.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
