//! A forecast from its study to its stored replications: worlds side by side, parts that belong together.

pub(in crate::simulate) mod aims;
pub mod forecast;
pub mod panel;
pub mod part;
pub(in crate::simulate) mod replicate;
pub(in crate::simulate) mod scorecard;
pub mod study;
pub mod watch;
pub mod worlds;
