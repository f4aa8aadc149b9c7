//! Drawn facts in the book: the fold that settlement uses, fed without a text on the way.

pub mod facts;
mod facts_around;
mod facts_claims;
mod fees;
pub mod gauge;
pub mod past;
pub mod payer;
pub(in crate::simulate) mod payout_parts;
pub(in crate::simulate) mod rows;
pub(in crate::simulate) mod situation;
