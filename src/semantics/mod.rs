//! What a program means: what each payout gives, who holds which tier, and the one fold over facts that
//! settlement and the forecast share; and what can be said of a program without facts: what it pays at most,
//! and how a payout grows. No clock, no randomness, no files, no floating point.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::float_arithmetic,
        clippy::indexing_slicing
    )
)]

pub mod advance;
pub mod almanac;
pub mod audience;
pub mod book;
pub mod bounds;
pub mod claimed;
pub mod curve;
pub mod cut;
pub mod deal;
pub mod evaluate;
pub mod events;
pub mod example;
pub mod extent;
pub mod fold;
mod joining;
pub mod lead;
pub mod lookup;
pub mod phrase;
pub mod plan;
pub mod posting;
pub mod progress;
pub mod registration;
pub mod review;
pub mod scorecard;
pub mod standing;
pub mod state;
pub mod steps;
pub mod symbol;
pub mod tally;
pub mod term;
pub mod to_come;
pub mod touch;
pub mod vectors;
pub mod walk;
pub mod watch;
pub mod why;
