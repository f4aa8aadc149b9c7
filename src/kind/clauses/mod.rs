//! Clauses that several kinds share, so that one thing is said with the same words everywhere.

mod awards;

pub use awards::{
    ACCELERATE, AMOUNT, DOUBLE, ENROL, GUARANTEE, HOLD, KEEP_TERMS, ON_EVENTS, ON_EVENTS_OR_PERIOD,
    SPLIT,
};

use crate::kind::spec::{Clause, Phrase, Refers, Shape, Table, Times};

/// A phrase that may stand.
pub const fn may(lead: &'static str, value: Shape, help: &'static str) -> Phrase {
    Phrase {
        lead,
        value,
        required: false,
        help,
    }
}

/// A phrase that must stand.
pub const fn must(lead: &'static str, value: Shape, help: &'static str) -> Phrase {
    Phrase {
        lead,
        value,
        required: true,
        help,
    }
}

/// A clause without table.
pub const fn clause(
    word: &'static str,
    value: Shape,
    phrases: &'static [Phrase],
    times: Times,
    help: &'static str,
) -> Clause {
    Clause {
        word,
        value,
        phrases,
        table: Table::No,
        times,
        help,
    }
}

/// A clause with a table.
pub const fn tabled(
    word: &'static str,
    value: Shape,
    phrases: &'static [Phrase],
    table: Table,
    times: Times,
    help: &'static str,
) -> Clause {
    Clause {
        word,
        value,
        phrases,
        table,
        times,
        help,
    }
}

/// Hides amounts from partners.
pub const INTERNAL: Phrase = may(
    "internal",
    Shape::Nothing,
    "Its amounts are never shown to partners.",
);

/// For partners.
pub const TELL: Clause = clause(
    "tell",
    Shape::Text,
    &[],
    Times::Optional,
    "tell \"Paid each quarter.\"",
);

/// The internal reason.
pub const WHY: Clause = clause(
    "why",
    Shape::Text,
    &[],
    Times::Optional,
    "why \"Replaces the flat rate of 2026.\"",
);

/// Whom an incentive is for.
pub const FOR: Clause = clause(
    "for",
    Shape::Names(&[
        Refers::Tier,
        Refers::Specialization,
        Refers::Type,
        Refers::Region,
        Refers::Segment,
    ]),
    &[may(
        "as of",
        Shape::AsOf,
        "The day on which the tier or the specialization counts.",
    )],
    Times::Optional,
    "for silver, gold as of sale date",
);

/// A condition on each award.
pub const NEEDS: Clause = clause(
    "needs",
    Shape::Test,
    &[],
    Times::Many,
    "needs seller holds cloud_seller as of sale date",
);

/// The rate of an amount, alone or by bands.
pub const RATE: Clause = tabled(
    "rate",
    Shape::Rate,
    &[
        may(
            "by",
            Shape::Key,
            "The figure that chooses the band, where it is not the one that is paid on.",
        ),
        may(
            "across",
            Shape::Set,
            "The table has a column for each member.",
        ),
        may(
            "across level",
            Shape::Nothing,
            "The table has a column for each level of `enrol`.",
        ),
        may("as of", Shape::AsOf, "The day on which the tier counts."),
        may(
            "continue",
            Shape::Nothing,
            "Who changes tier goes on where it stood in the bands.",
        ),
        may(
            "restart",
            Shape::Nothing,
            "Who changes tier begins the bands anew, with starts in proportion to the days.",
        ),
    ],
    Table::Bands,
    Times::Once,
    "rate marginal across tier as of sale date continue",
);

/// A gate on a pooled award.
pub const OPEN_WHEN: Clause = clause(
    "open when",
    Shape::Test,
    &[],
    Times::Optional,
    "open when bookings in quarter >= 100,000 USD",
);

/// A limit.
pub const CAP: Clause = tabled(
    "cap",
    Shape::Limit,
    &[
        must(
            "per",
            Shape::Word(PER),
            "Whose awards add up, or over which time: `per partner per year`.",
        ),
        may(
            "in",
            Shape::Span,
            "The days over which they add up, such as those of a promotion.",
        ),
        must(
            "crossing",
            Shape::Word(CROSSING),
            "What happens to the award that would go over the limit.",
        ),
        may(
            "returned room",
            Shape::Word(&["reopens", "stays used"]),
            "Whether a return makes room for another award.",
        ),
        may(
            "across",
            Shape::Set,
            "A table below gives an amount for each member.",
        ),
        may("as of", Shape::AsOf, "The day on which the tier counts."),
    ],
    Table::Across,
    Times::Many,
    "cap 40,000 USD per partner per year crossing paid to the limit",
);

/// Whose awards, and over which time, a cap adds up.
pub const PER: &[&str] = &[
    "partner",
    "seller",
    "customer across partners",
    "customer",
    "deal",
    "product",
    "region",
    "group",
    "program",
    "award",
    "month",
    "quarter",
    "half",
    "year",
];

/// What happens to the award that crosses a limit.
pub const CROSSING: &[&str] = &["refused", "paid to the limit", "paid then closed"];

/// The pool that an incentive takes from.
pub const BUDGET: Clause = clause(
    "budget",
    Shape::Name(&[Refers::Budget]),
    &[may(
        "on accrual",
        Shape::Nothing,
        "The pool lessens when credit is earned, not when it is claimed.",
    )],
    Times::Optional,
    "budget launch_pot",
);

/// When, to whom and in what form it is paid.
pub const PAY: Clause = clause(
    "pay",
    Shape::Payday,
    &[
        may(
            "remainder in last",
            Shape::Nothing,
            "What cannot be divided into equal parts goes with the last.",
        ),
        may(
            "each while customer is active",
            Shape::Nothing,
            "A part is paid only if the customer has not cancelled by then.",
        ),
        must(
            "after",
            Shape::Anchor,
            "The day from which the time is counted.",
        ),
        may(
            "next business day",
            Shape::Nothing,
            "A day that is closed moves to the next open one.",
        ),
        may(
            "previous business day",
            Shape::Nothing,
            "A day that is closed moves to the open one before it.",
        ),
        may(
            "in",
            Shape::Name(&[Refers::Region]),
            "The region whose business days are counted.",
        ),
        must(
            "to",
            Shape::Word(&["the partner", "the seller", "the head of the group"]),
            "Who is paid.",
        ),
        must(
            "as",
            Shape::Word(&["credit note", "cash", "fund", "goods", "discount"]),
            "In which form it is paid.",
        ),
    ],
    Times::Once,
    "pay 45 days after quarter end next business day in NA to the partner as credit note",
);

/// What a return takes back.
pub const UNDO: Clause = clause(
    "undo",
    Shape::Word(&["when returned", "never"]),
    &[
        may(
            "within",
            Shape::Duration,
            "How long after the sale a return still takes something back.",
        ),
        may(
            "of",
            Shape::Word(&["sale date"]),
            "The day from which that time is counted.",
        ),
        may(
            "at the rate first paid",
            Shape::Nothing,
            "The part that came back is taken back at what was paid for it.",
        ),
        may(
            "by recomputing the period",
            Shape::Nothing,
            "The period is computed again without what came back; the difference is taken back.",
        ),
        may(
            "from next payout",
            Shape::Nothing,
            "It is kept back from what is paid next.",
        ),
        may("as invoice", Shape::Nothing, "It is invoiced."),
    ],
    Times::Once,
    "undo when returned within 90 days of sale date at the rate first paid from next payout",
);

/// On whose books it stands.
pub const ACCOUNT: Clause = clause(
    "account",
    Shape::Word(&["contra revenue", "marketing", "cost of sales"]),
    &[],
    Times::Once,
    "account contra revenue",
);

/// The same, where an award may be borne by several.
pub const ACCOUNTS: Clause = clause(
    "account",
    Shape::Word(&["contra revenue", "marketing", "cost of sales"]),
    &[
        may(
            "and contra revenue",
            Shape::Percent,
            "The part that lessens revenue.",
        ),
        may(
            "and marketing",
            Shape::Percent,
            "The part that marketing bears.",
        ),
        may(
            "and cost of sales",
            Shape::Percent,
            "The part that is a cost of sales.",
        ),
    ],
    Times::Once,
    "account contra revenue and marketing 40%",
);

/// Who reports the tax.
pub const TAX: Clause = clause(
    "tax",
    Shape::Nothing,
    &[must(
        "reported by",
        Shape::Word(&["partner", "vendor"]),
        "Who reports the payment to the tax office.",
    )],
    Times::Once,
    "tax reported by partner",
);

/// What it is meant to move.
pub const DRIVES: Clause = clause(
    "drives",
    Shape::Names(&[
        Refers::Measure,
        Refers::Line,
        Refers::Product,
        Refers::Certification,
    ]),
    &[],
    Times::Optional,
    "drives bookings",
);
