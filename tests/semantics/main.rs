//! What programs mean, by hand-computed cases and by laws.
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
    reason = "what is not as expected fails the test; tests read and write files, and tables of cases are long"
)]
#![allow(dead_code)] // Each file of cases uses its own part of `world`.

mod any;
mod any_around;
mod any_later;
mod bounded;
mod curved;
mod curved_cut;
mod funds;
mod laws;
mod limits;
mod nested;
mod programs;
mod returns;
mod shapes;
mod tiers;
mod time;
mod world;
