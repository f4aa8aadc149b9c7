//! Scores: points in weighted categories, with limits, minima and what passes.

use super::clauses::{TELL, WHY, clause, may, must};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "score",
    title: "Score",
    summary: "Points that partners collect in categories, and how many pass.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: &[
        clause(
            "pass",
            Shape::Number,
            &[may(
                "with at least",
                Shape::Count(&["in each category"]),
                "What each category must have besides.",
            )],
            Times::Optional,
            "pass 60 with at least 1 in each category",
        ),
        clause(
            "round",
            Shape::Word(&["half up", "down"]),
            &[
                must("to", Shape::Number, "To multiples of what."),
                must(
                    "per",
                    Shape::Word(&["part", "score"]),
                    "Each part, or the sum.",
                ),
            ],
            Times::Optional,
            "round half up to 0.1 per part",
        ),
        TELL,
        WHY,
    ],
    children: &[&CATEGORY, &PART, &BEST],
    refers: Some(Refers::Score),
    lower: None,
    page: include_str!("score.md"),
};

/// The descriptor.
pub static CATEGORY: Kind = Kind {
    word: "category",
    title: "Category",
    summary: "Parts of a score that are counted together.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: &[
        clause(
            "needs",
            Shape::Test,
            &[],
            Times::Many,
            "needs certified as of review >= 2",
        ),
        clause("weight", Shape::Percent, &[], Times::Optional, "weight 40%"),
        CAP,
    ],
    children: &[&PART, &BEST],
    refers: None,
    lower: None,
    page: include_str!("score.md"),
};

/// The descriptor.
pub static PART: Kind = Kind {
    word: "part",
    title: "Part",
    summary: "One thing that gives points.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: &[
        clause(
            "on",
            Shape::Figure,
            &[],
            Times::Once,
            "on bookings over last 4 quarters",
        ),
        clause(
            "points",
            Shape::Number,
            &[
                may("per whole", Shape::Amount, "For every whole block."),
                may(
                    "in proportion to",
                    Shape::Amount,
                    "For this much, and in proportion for less and more.",
                ),
                may("at", Shape::Amount, "Once this much is reached."),
            ],
            Times::Some,
            "points 5 per whole 10,000 USD",
        ),
        CAP,
    ],
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("score.md"),
};

/// The descriptor.
pub static BEST: Kind = Kind {
    word: "best",
    title: "Best of several",
    summary: "Parts of which the one with the most points counts.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: &[CAP],
    children: &[&PART],
    refers: None,
    lower: None,
    page: include_str!("score.md"),
};

const CAP: Clause = clause("cap", Shape::Number, &[], Times::Optional, "cap 20");
