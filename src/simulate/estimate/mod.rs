//! What is read off stored replications: sums, metrics with their intervals, and what they depend on.

pub mod aim;
pub mod attribution;
pub mod bands;
pub mod crowd;
pub mod each;
pub mod expectation;
pub mod ignorance;
pub(in crate::simulate) mod labels;
pub mod limit;
pub mod metrics;
pub(in crate::simulate) mod moments;
pub mod number;
pub mod precision;
pub mod reserve;
pub mod scorecard;
pub(in crate::simulate) mod screening;
pub mod shapley;
pub mod sobol;
pub mod split;
pub mod statistics;
pub(in crate::simulate) mod sums;
pub mod totals;
pub mod trace;
pub mod trial;
