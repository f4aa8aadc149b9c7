//! Charter: partner programs as code. A program has one meaning; checking, simulating, settling and
//! rendering all read it. `ARCHITECTURE.md` says what each room holds and which way imports run.

pub mod base;
pub mod compile;
pub mod decide;
pub mod diagnostic;
pub mod diff;
pub mod export;
pub mod fact;
pub mod intake;
pub mod kind;
pub mod lint;
pub mod model;
pub mod parse;
pub mod payout;
pub mod render;
pub mod semantics;
pub mod settle;
pub mod shell;
pub mod simulate;
pub mod syntax;
