//! What a descriptor says. Every declared word has one `Kind`: the compiler reads clauses by it, the
//! formatter and the reference pages print it, and a paying kind lowers its terms to a payout.
//! Must not know the model: a kind sees resolved terms and gives a payout.

mod shape;
mod terms;
mod value;

pub use shape::{Column, Refers, Shape, Table};
pub use terms::{Force, Given, Grid, Terms};
pub use value::{Events, Moment, Named, Silence, Value, When};

use crate::base::span::Span;
use crate::payout::Payout;

/// The descriptor of one declared word.
pub struct Kind {
    /// The keyword.
    pub word: &'static str,
    /// The heading of its page.
    pub title: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// The first edition that knows it.
    pub since: u16,
    /// Whether it is named.
    pub naming: Naming,
    /// Phrases that may stand in the heading.
    pub heading: &'static [Phrase],
    /// The clauses of its body. A clause whose word is empty is the keywordless head.
    pub clauses: &'static [Clause],
    /// Kinds that may be nested in it.
    pub children: &'static [&'static Kind],
    /// What names of this kind refer to, if they can be referred to.
    pub refers: Option<Refers>,
    /// The payout, for kinds that pay.
    pub lower: Option<Lower>,
    /// The page: reference, text of `charter explain`, and test.
    pub page: &'static str,
}

impl Kind {
    /// What one of its clauses means, in the words of its page; a kind that stands in another may be
    /// told on the page of that one.
    pub fn meaning(&self, clause: &Clause) -> Option<&'static str> {
        self.page.lines().find_map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let [_, word, _, _, meaning, _] = cells.as_slice() else {
                return None;
            };
            (word.trim_matches('`') == clause.word).then_some(*meaning)
        })
    }
}

/// The meaning of a paying kind: its resolved terms as a payout.
pub type Lower = fn(&Terms) -> Result<Payout, Refusal>;

/// Terms that have no meaning together.
pub struct Refusal {
    /// The fault's name, in kebab case.
    pub name: &'static str,
    /// What it is about: its name stands before the message.
    pub about: Option<Named>,
    /// One line, lower case.
    pub message: String,
    /// Where.
    pub span: Span,
    /// A valid line.
    pub help: String,
    /// What it costs to leave it so, where something is at stake.
    pub cost: Option<String>,
}

impl Refusal {
    /// What it is about.
    #[must_use]
    pub fn about(mut self, named: Named) -> Refusal {
        self.about = Some(named);
        self
    }

    /// What it costs to leave it so.
    #[must_use]
    pub fn cost(mut self, cost: impl Into<String>) -> Refusal {
        self.cost = Some(cost.into());
        self
    }
}

/// Whether a block has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// It must have a name and may have a title.
    Name,
    /// It has a title only.
    Title,
    /// It has neither.
    Bare,
}

/// One clause of a body.
#[derive(Clone, Copy)]
pub struct Clause {
    /// The keyword, one word or several; empty for the head.
    pub word: &'static str,
    /// What follows it.
    pub value: Shape,
    /// Prepositional phrases, in any order.
    pub phrases: &'static [Phrase],
    /// Whether a table may or must follow.
    pub table: Table,
    /// How often it stands.
    pub times: Times,
    /// A valid line, shown in messages and on the page.
    pub help: &'static str,
}

/// One prepositional phrase.
#[derive(Clone, Copy)]
pub struct Phrase {
    /// The words that begin it; reserved in its clause.
    pub lead: &'static str,
    /// What follows.
    pub value: Shape,
    /// Whether it must stand.
    pub required: bool,
    /// What it says, in plain words.
    pub help: &'static str,
}

/// How often a clause stands in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    /// Exactly once.
    Once,
    /// Once or not at all.
    Optional,
    /// Any number of times.
    Many,
    /// At least once.
    Some,
}
