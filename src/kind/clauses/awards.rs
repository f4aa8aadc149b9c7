//! Clauses of what is given: for which facts, how much, at least, when held, and to whom besides.

use super::{clause, may, must, tabled};
use crate::kind::spec::{Clause, Column, Shape, Table, Times};
use crate::payout::given::Among;

/// What an award waits for.
pub const HOLD: Clause = clause(
    "hold until",
    Shape::Word(&["customer paid"]),
    &[may(
        "within",
        Shape::Count(&["days"]),
        "The days from the sale after which a payment is too late.",
    )],
    Times::Optional,
    "hold until customer paid",
);

/// For how long a deal keeps the terms of the day of its registration.
pub const KEEP_TERMS: Clause = clause(
    "keep terms",
    Shape::Count(&["days"]),
    &[must(
        "after registration",
        Shape::Nothing,
        "They are counted from the day on which the deal was registered.",
    )],
    Times::Optional,
    "keep terms 90 days after registration",
);

/// The least that every period gives.
pub const GUARANTEE: Clause = clause(
    "guarantee",
    Shape::Money,
    &[
        must(
            "per",
            Shape::Word(&["month", "quarter", "half", "year"]),
            "The period that it is guaranteed for.",
        ),
        must(
            "surplus",
            Shape::Word(&[
                "carried to next period",
                "carried to year end",
                "not carried",
            ]),
            "Whether what a period earns above it counts towards others.",
        ),
        must(
            "paid",
            Shape::Word(&["at period end", "in advance and recovered"]),
            "When it is paid.",
        ),
    ],
    Times::Optional,
    "guarantee 6,000 USD per quarter surplus not carried paid at period end",
);

/// Who else is paid a part.
pub const SPLIT: Clause = clause(
    "split",
    Shape::Word(&[Among::Credited.words(), Among::SecondRegistrant.words()]),
    &[],
    Times::Optional,
    "split by credit on the deal",
);

/// What each event is paid.
pub const AMOUNT: Clause = tabled(
    "amount",
    Shape::Award,
    &[
        may(
            "per whole",
            Shape::Step,
            "For every whole step; what is left over gives nothing.",
        ),
        may(
            "in proportion to",
            Shape::Step,
            "For every step, and for a part of one its part.",
        ),
        may(
            "valued at",
            Shape::Worth,
            "The money that one of what is given stands for.",
        ),
        may(
            "per deal",
            Shape::Nothing,
            "Once for a deal, at its first sale.",
        ),
        may("per sale", Shape::Nothing, "For each sale."),
        may(
            "per order",
            Shape::Nothing,
            "Once for an order, at its first sale.",
        ),
        may(
            "per customer",
            Shape::Nothing,
            "Once for a customer, at its first sale.",
        ),
        may("per person", Shape::Nothing, "Once for a person."),
        may(
            "per certification",
            Shape::Nothing,
            "For each certification.",
        ),
        may("per registration", Shape::Nothing, "For each registration."),
        may("per credit", Shape::Nothing, "For each part in a deal."),
        may(
            "of the sale",
            Shape::Nothing,
            "The percentage is taken of the amount of the sale.",
        ),
    ],
    Table::No,
    Times::Once,
    "amount 500 USD per deal",
);

/// Twice the amount for a time.
pub const DOUBLE: Clause = clause(
    "double",
    Shape::Nothing,
    &[must(
        "until",
        Shape::Date,
        "The last day of the double amount.",
    )],
    Times::Optional,
    "double until 2027-06-13",
);

/// A higher rate once a target is reached.
pub const ACCELERATE: Clause = clause(
    "accelerate",
    Shape::Percent,
    &[
        may(
            "marginal",
            Shape::Nothing,
            "Only what lies above the target is paid at the higher rate.",
        ),
        may(
            "whole",
            Shape::Nothing,
            "Once the target is reached, all of the period is paid at the higher rate.",
        ),
        must("when", Shape::Test, "What must be reached."),
    ],
    Times::Optional,
    "accelerate 150% whole when bookings in quarter >= 500,000 USD",
);

/// Levels of those who enrol in time.
pub const ENROL: Clause = tabled(
    "enrol",
    Shape::Figure,
    &[],
    Table::Columns(&[
        Column {
            name: "within",
            value: Shape::Duration,
            required: true,
        },
        Column {
            name: "level",
            value: Shape::Id,
            required: true,
        },
    ]),
    Times::Optional,
    "enrol joined in quarter",
);

/// The facts that are paid for.
pub const ON_EVENTS: Clause = clause(
    "on",
    Shape::Events,
    &[],
    Times::Once,
    "on each deal with a sale of cloud_secure accepted in launch_push",
);

/// The same, or what a period measures.
pub const ON_EVENTS_OR_PERIOD: Clause = clause(
    "on",
    Shape::FigureOrEvents,
    &[],
    Times::Once,
    "on each sale of cloud_secure in year",
);
