//! Guardrails: limits of money and fatigue that check and test decide.

use super::clauses::{INTERNAL, TELL, WHY, clause, may, must};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Times};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "guardrail",
    title: "Guardrail",
    summary: "A limit that the checker proves or refutes, or that the forecast tests.",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: None,
    lower: None,
    page: include_str!("guardrail.md"),
};

static CLAUSES: &[Clause] = &[
    clause(
        "worst case of all payouts per",
        Shape::Cycle,
        &[must("<=", Shape::Money, "The limit.")],
        Times::Optional,
        "worst case of all payouts per year <= 44,000,000 USD",
    ),
    clause(
        "payouts on any one sale",
        Shape::Nothing,
        &[
            must("<=", Shape::Percent, "The limit."),
            may("of", Shape::Id, "What the percentage is taken of."),
        ],
        Times::Optional,
        "payouts on any one sale <= 12% of sale.net_amount",
    ),
    clause(
        "payout to a partner never falls when",
        Shape::Name(&[Refers::Measure]),
        &[must("rise", Shape::Nothing, "However the sales rise.")],
        Times::Optional,
        "payout to a partner never falls when bookings rise",
    ),
    clause(
        "p95 of all payouts per",
        Shape::Cycle,
        &[
            must("<=", Shape::Money, "The limit."),
            must(
                "in scenario",
                Shape::Id,
                "The scenario in which it is forecast.",
            ),
        ],
        Times::Optional,
        "p95 of all payouts per year <= 6,200,000 USD in scenario baseline",
    ),
    clause(
        "share of partner-weeks with fatigue index",
        Shape::Nothing,
        &[
            must(">", Shape::Number, "From where a week counts as too much."),
            must("<=", Shape::Percent, "The most of them."),
            must(
                "in scenario",
                Shape::Id,
                "The scenario in which it is forecast.",
            ),
        ],
        Times::Optional,
        "share of partner-weeks with fatigue index > 0.5 <= 10% in scenario baseline",
    ),
    TELL,
    WHY,
];
