//! The program as a user meets it: commands, exit codes, files, and what bad input is told.
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

mod at_the_order;
mod bad_path;
mod bad_program;
mod bad_scenario;
mod calibrate;
mod compare;
mod day_to_come;
mod diff;
mod exception;
mod expectation;
mod experiment;
mod followed;
mod format;
mod guardrail;
mod helps;
mod listed;
mod manual;
mod many_caps;
mod mistyped;
mod not_applicable;
mod pages;
mod partners;
mod regional;
mod report;
mod run;
mod scorecard;
mod sentences;
mod settle;
mod terminal;
mod translated;
mod twice;
mod used_up;
mod variant;
mod why;
mod why_joined;
