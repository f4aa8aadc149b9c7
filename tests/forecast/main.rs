//! Forecasts of whole programs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    clippy::too_many_lines,
    clippy::zero_prefixed_literal,
    clippy::mistyped_literal_suffixes,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    missing_docs,
    reason = "what is not as expected fails the test; tests read and write files, and tables of cases are long"
)]

mod approvals;
mod budgets;
mod bytes;
mod claims;
mod closed;
mod entries;
mod exceptions;
mod fees;
mod goodwill;
mod listed;
mod made;
mod mechanisms;
mod moves;
mod named;
mod numbers;
mod panel;
mod quotes;
mod reads;
mod reads_back;
mod reads_deals;
mod reads_targets;
mod reads_ties;
mod refined;
mod renamed;
mod settled;
mod shards;
mod stock;
mod trials;
mod unread;

#[path = "../semantics/any.rs"]
#[allow(dead_code, reason = "facts are drawn here, not generated")]
mod any;
#[path = "../semantics/any_around.rs"]
mod any_around;
#[path = "../semantics/any_later.rs"]
#[allow(dead_code, reason = "facts are drawn here, not generated")]
mod any_later;
#[path = "../semantics/funds.rs"]
#[allow(dead_code, reason = "facts are drawn here, not generated")]
mod funds;
#[path = "../semantics/world.rs"]
#[allow(dead_code, reason = "built for other tests")]
mod world;
