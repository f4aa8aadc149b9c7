//! English: scores, targets, and on which days a test is asked.

pub(super) const TEXTS: &[(&str, &str)] = &[
    (
        "figure.attainment",
        "{of} as a share of the target ({target})",
    ),
    (
        "figure.attainment_of",
        "Attainment of the target ({target})",
    ),
    ("score.passed", "{score} is passed"),
    ("score.of", "{category} in {score}"),
    ("score.category", "{category}: {parts}."),
    ("score.counts", "These points count at {weight}."),
    ("score.needs", "They count only if {test}."),
    ("score.part", "{of} gives {points}"),
    ("score.best", "the most of {parts}"),
    ("score.per_whole", "{points} points for every whole {size}"),
    (
        "score.proportion",
        "{points} points for {size}, in proportion",
    ),
    ("score.reached", "{points} points from {size}"),
    ("score.cap", "{text}, {cap} points at most"),
    ("score.pass", "{points} points pass."),
    (
        "score.each",
        "Each category must have at least {points} points.",
    ),
    (
        "score.half_up_per_part",
        "Each part is rounded to {to} points, half up.",
    ),
    (
        "score.half_up",
        "The sum is rounded to {to} points, half up.",
    ),
    (
        "score.down_per_part",
        "Each part is rounded down to {to} points.",
    ),
    ("score.down", "The sum is rounded down to {to} points."),
    ("target.agreed", "What was agreed with each partner."),
    ("target.amount", "{amount}."),
    ("target.part", "{rate} of {of}."),
    ("target.least", "Never less than {amount}."),
    ("target.most", "Never more than {amount}."),
    (
        "target.new_months",
        "{amount} for a partner that has been there for fewer than {count} whole months.",
    ),
    (
        "target.new_quarters",
        "{amount} for a partner that has been there for fewer than {count} whole quarters.",
    ),
    (
        "target.new_years",
        "{amount} for a partner that has been there for fewer than {count} whole years.",
    ),
    ("target.fixed", "It is fixed {day}."),
    ("in_first.day", "in the first {count} days of the day"),
    ("in_first.week", "in the first {count} days of the week"),
    ("in_first.month", "in the first {count} days of the month"),
    ("on_any.day", "{part}, on some day {span}"),
    ("on_every.day", "{part}, on every day {span}"),
    ("on_any.week", "{part}, in some week {span}"),
    ("on_every.week", "{part}, in every week {span}"),
    ("on_any.month", "{part}, in some month {span}"),
    ("on_every.month", "{part}, in every month {span}"),
    ("on_any.quarter", "{part}, in some quarter {span}"),
    ("on_every.quarter", "{part}, in every quarter {span}"),
    ("on_any.half", "{part}, in some half-year {span}"),
    ("on_every.half", "{part}, in every half-year {span}"),
    ("on_any.year", "{part}, in some year {span}"),
    ("on_every.year", "{part}, in every year {span}"),
    (
        "in_first.quarter",
        "in the first {count} days of the quarter",
    ),
    (
        "in_first.half",
        "in the first {count} days of the half-year",
    ),
    (
        "in_first.year",
        "in the first {count} days of the program year",
    ),
];
