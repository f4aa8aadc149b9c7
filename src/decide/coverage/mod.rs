//! Which edges of a program its worked examples show, and which none of them does. `docs/reference/test.md` says
//! what counts as an edge. Must not decide what a program pays.

mod dates;
mod edge;
mod shown;

use crate::base::name::Name;
use crate::base::origin::Origin;
use crate::model::Program;
use crate::semantics::plan::Plan;
use edge::Asked;
use shown::{Kept, Shown};

/// What edges are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Tiers that a partner can hold.
    Tiers,
    /// Both sides of where each band starts.
    Bands,
    /// Caps that an award meets or stays inside.
    Caps,
    /// Budgets that an award meets or stays inside.
    Budgets,
    /// Incentives that keep each other from a sale, or lessen each other.
    Exclusions,
    /// Both sides of each day on which something begins or ends.
    Dates,
}

impl Group {
    /// Every group, in the order of reports.
    pub const ALL: [Group; 6] = [
        Group::Tiers,
        Group::Bands,
        Group::Caps,
        Group::Budgets,
        Group::Exclusions,
        Group::Dates,
    ];

    /// The word in reports.
    pub const fn word(self) -> &'static str {
        match self {
            Group::Tiers => "tiers",
            Group::Bands => "bands",
            Group::Caps => "caps",
            Group::Budgets => "budgets",
            Group::Exclusions => "exclusions",
            Group::Dates => "dates",
        }
    }
}

/// One side of an edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// What it is counted by.
    pub group: Group,
    /// The tier, incentive or budget.
    pub subject: Name,
    /// The side, as an order of what an example must show: `below 100,000 USD`.
    pub side: String,
    /// Where the subject is declared.
    pub origin: Origin,
    /// The titles of the examples that show it.
    pub shown_by: Vec<Name>,
}

impl Edge {
    /// Whether some example shows it.
    pub fn is_shown(&self) -> bool {
        !self.shown_by.is_empty()
    }
}

/// Every side of every edge, in order of groups, then as declared.
pub fn coverage(program: &Program) -> Vec<Edge> {
    let plan = Plan::of(program);
    let asked = edge::all(program);
    let kept = Kept::of(program);
    let mut edges: Vec<Edge> = asked.iter().map(|(edge, _)| edge.clone()).collect();
    for example in &program.examples {
        // An example that cannot be played is told of by its own finding.
        let Some(shown) = Shown::of(&plan, example, &kept) else {
            continue;
        };
        for (edge, (_, asked)) in edges.iter_mut().zip(&asked) {
            if shown.shows(asked) {
                edge.shown_by.push(example.declared.title.clone());
            }
        }
    }
    edges
}

/// How many edges of a group are shown, and how many there are.
pub fn count(edges: &[Edge], group: Group) -> (usize, usize) {
    let own = edges.iter().filter(|edge| edge.group == group);
    let shown = own.clone().filter(|edge| edge.is_shown()).count();
    (shown, own.count())
}

type Found = Vec<(Edge, Asked)>;
