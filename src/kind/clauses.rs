//! Clauses that several kinds share, so that one thing is said with the same words everywhere.

use super::spec::{Clause, Phrase, Refers, Shape, Table, Times};

/// A phrase that may stand.
pub const fn may(lead: &'static str, value: Shape) -> Phrase {
    Phrase {
        lead,
        value,
        required: false,
    }
}

/// A phrase that must stand.
pub const fn must(lead: &'static str, value: Shape) -> Phrase {
    Phrase {
        lead,
        value,
        required: true,
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
pub const INTERNAL: Phrase = may("internal", Shape::Nothing);

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
    Shape::Names(&[Refers::Tier, Refers::Type, Refers::Region, Refers::Segment]),
    &[may("as of", Shape::AsOf)],
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
        must("per", Shape::Word(PER)),
        may("in", Shape::Span),
        must("crossing", Shape::Word(CROSSING)),
        may("returned room", Shape::Word(&["reopens", "stays used"])),
        may("across", Shape::Set),
        may("as of", Shape::AsOf),
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
    &[may("on accrual", Shape::Nothing)],
    Times::Optional,
    "budget launch_pot",
);

/// When, to whom and in what form it is paid.
pub const PAY: Clause = clause(
    "pay",
    Shape::Duration,
    &[
        must("after", Shape::Anchor),
        may("next business day", Shape::Nothing),
        may("previous business day", Shape::Nothing),
        may("in", Shape::Name(&[Refers::Region])),
        must("to", Shape::Word(&["the partner", "the seller"])),
        must("as", Shape::Word(&["credit note", "cash", "fund", "goods"])),
    ],
    Times::Once,
    "pay 45 days after quarter end next business day in NA to the partner as credit note",
);

/// What a return takes back.
pub const UNDO: Clause = clause(
    "undo",
    Shape::Word(&["when returned", "never"]),
    &[
        may("within", Shape::Duration),
        may("of", Shape::Word(&["sale date"])),
        may("at the rate first paid", Shape::Nothing),
        may("by recomputing the period", Shape::Nothing),
        may("from next payout", Shape::Nothing),
        may("as invoice", Shape::Nothing),
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

/// Who reports the tax.
pub const TAX: Clause = clause(
    "tax",
    Shape::Nothing,
    &[must("reported by", Shape::Word(&["partner", "vendor"]))],
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

/// The facts that are paid for.
pub const ON_EVENTS: Clause = clause(
    "on",
    Shape::Events,
    &[],
    Times::Once,
    "on each deal with a sale of cloud_secure accepted in launch_push",
);

/// What each event is paid.
pub const AMOUNT: Clause = tabled(
    "amount",
    Shape::RateOrMoney,
    &[
        may("per deal", Shape::Nothing),
        may("per sale", Shape::Nothing),
        may("per order", Shape::Nothing),
        may("per customer", Shape::Nothing),
        may("per person", Shape::Nothing),
        may("per certification", Shape::Nothing),
        may("per registration", Shape::Nothing),
        may("of the sale", Shape::Nothing),
    ],
    Table::No,
    Times::Once,
    "amount 500 USD per deal",
);

/// Twice the amount for a time.
pub const DOUBLE: Clause = clause(
    "double",
    Shape::Nothing,
    &[must("until", Shape::Date)],
    Times::Optional,
    "double until 2027-06-13",
);
