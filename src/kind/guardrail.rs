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
        &[must("<=", Shape::Money)],
        Times::Optional,
        "worst case of all payouts per year <= 44,000,000 USD",
    ),
    clause(
        "payouts on any one sale",
        Shape::Nothing,
        &[must("<=", Shape::Percent), may("of", Shape::Id)],
        Times::Optional,
        "payouts on any one sale <= 12% of sale.net_amount",
    ),
    clause(
        "payout to a partner never falls when",
        Shape::Name(&[Refers::Measure]),
        &[must("rise", Shape::Nothing)],
        Times::Optional,
        "payout to a partner never falls when bookings rise",
    ),
    clause(
        "p95 of all payouts per",
        Shape::Cycle,
        &[must("<=", Shape::Money), must("in scenario", Shape::Id)],
        Times::Optional,
        "p95 of all payouts per year <= 6,200,000 USD in scenario baseline",
    ),
    clause(
        "share of partner-weeks with fatigue index",
        Shape::Nothing,
        &[
            must(">", Shape::Number),
            must("<=", Shape::Percent),
            must("in scenario", Shape::Id),
        ],
        Times::Optional,
        "share of partner-weeks with fatigue index > 0.5 <= 10% in scenario baseline",
    ),
    TELL,
    WHY,
];
