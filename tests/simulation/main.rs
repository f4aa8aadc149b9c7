//! Known answers of the engine: settings in which a forecast has a closed form or must move one way.
//! Seeds are fixed, so a case that passes passes everywhere.
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

mod calibrated;
mod counted;
mod history;
mod known;
mod panel;
mod people;
mod response;
mod setting;
