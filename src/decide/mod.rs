//! What a result means for a decision: the change between two forecasts, whether a guardrail holds, what
//! examples show. Must not know files or how
//! anything is printed.

pub mod aim;
pub mod compare;
pub mod consequence;
pub mod coverage;
pub mod expectation;
pub mod guardrail;
pub mod linear;
pub mod verdicts;
