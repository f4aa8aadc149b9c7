//! The ground floor: numbers, money, dates, places in a text and names, all exact and total.
//! Nothing here knows a word of partner programs, reads a file or asks for the time.
//! Arithmetic that could overflow, `as` casts, indexing and floats are refused by lints.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::float_arithmetic,
        clippy::indexing_slicing
    )
)]

pub mod business;
pub mod count;
pub mod date;
pub mod duration;
pub mod id;
pub mod money;
pub mod name;
pub mod origin;
pub mod period;
mod period_name;
pub mod ratio;
pub mod recurrence;
pub mod span;
pub mod unit;
pub mod zone;
