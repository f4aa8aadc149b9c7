//! Forecasts of whole programs.

#![allow(
    missing_docs,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests read the tree and may fail"
)]

mod bytes;
mod closed;
mod made;
mod numbers;
mod settled;

#[path = "../semantics/any.rs"]
#[allow(dead_code, reason = "facts are drawn here, not generated")]
mod any;
#[path = "../semantics/world.rs"]
#[allow(dead_code, reason = "built for other tests")]
mod world;
