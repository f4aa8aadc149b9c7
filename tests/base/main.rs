//! The ground floor against independent slow answers, small worlds in full and algebraic laws.
#![allow(clippy::expect_used)] // A test that cannot build its case fails.

mod date;
mod money;
mod period;
mod ratio;
mod recurrence;
