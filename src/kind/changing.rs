//! What may be said of a thing that changes, whatever its kind: another name, and the days on which a clause
//! holds.

use super::clauses::may;
use super::spec::{Kind, Phrase, Shape};

/// Keeps the identity of what has another name now. It may stand in the heading of whatever has a name.
pub const RENAMED: Phrase = may(
    "renamed from",
    Shape::Id,
    "The name that it had first; claims, forecasts and portal records go on by it.",
);

/// Takes everything from another block of its kind that it does not change. It may stand in the heading of whatever
/// has a name.
pub const LIKE: Phrase = may(
    "like",
    Shape::Id,
    "The block that it takes from; `change` replaces a clause, `drop` takes one out.",
);

/// Begins a clause that replaces one, and a block of clauses that hold for a time.
pub const CHANGE: &str = "change";

/// Begins a line that takes a clause out.
pub const DROP: &str = "drop";

/// The first day on which a clause holds.
pub const FROM: Phrase = may(
    "from",
    Shape::Date,
    "The first day on which the clause holds.",
);

/// The last day on which a clause holds.
pub const UNTIL: Phrase = may(
    "until",
    Shape::Date,
    "The last day on which the clause holds.",
);

/// The clauses of a kind that may hold for a part of the year; the others are one for all of it.
pub fn dated(kind: &Kind) -> &'static [&'static str] {
    match kind.word {
        "tier" => TIER,
        "specialization" => SPECIALIZATION,
        "path" => PATH,
        "target" => TARGET,
        _ if kind.lower.is_some() => PAYING,
        _ => &[],
    }
}

/// How to say that something changes on a day, for a kind none of whose clauses has dates.
pub fn instead(kind: &Kind) -> Option<&'static str> {
    let help = match kind.word {
        "measure" => {
            "what a name counts is one for all of the year: declare another measure, and date what reads it, such as: earn other in quarter >= 100,000 USD from 2027-07-01"
        }
        "score" | "category" | "part" | "best" => {
            "what a score asks for is one for all of the year: declare another score, and date what reads it, such as: earn other passed as of review from 2027-07-01"
        }
        _ => return None,
    };
    Some(help)
}

/// What a term was given for is not changed under it: `lasts`, `renew` and `audit every` are one for all of the year, of tiers
/// and of specializations.
const TIER: &[&str] = &[
    "earn",
    "keep",
    "region",
    "review",
    "rise",
    "fall",
    "grace",
    "invite by",
    "enrol within",
    "fee",
    "hold until",
    "confirm by",
    "freeze by",
    "advise",
    "benefit",
];

const SPECIALIZATION: &[&str] = &[
    "earn",
    "keep",
    "region",
    "review",
    "rise",
    "fall",
    "grace",
    "invite by",
    "enrol within",
    "fee",
    "confirm by",
    "freeze by",
    "advise",
    "benefit",
];

/// The day on which a target is fixed says which version counts; which day that is, is one for all of the year.
const TARGET: &[&str] = &["agreed", "amount", "part", "least", "most", "new"];

const PATH: &[&str] = &["earn", "keep"];

const PAYING: &[&str] = &[
    "for",
    "on",
    "rate",
    "amount",
    "accrue",
    "cap",
    "budget",
    "needs",
    "open when",
];
