//! What partners ask for: claims on funds and what happens to them, and exceptions.

use crate::simulate::behaviour::claiming::Done;

/// A claim on a fund.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Claim {
    /// The fact: [`super::event`].
    pub number: u64,
    /// Whose.
    pub partner: u32,
    /// When it was handed in.
    pub day: i32,
    /// The place of the fund among the plan's.
    pub fund: u16,
    /// The place of the activity among the fund's.
    pub activity: u16,
    /// Minor units that it cost.
    pub cost: i64,
    /// Minor units of credit that it will use.
    pub credit: i64,
    /// When it was asked for.
    pub requested: i32,
    /// When it took place.
    pub held: i32,
    /// Whether it is open: what is decided is a step.
    pub is_open: bool,
}

/// Something that happened to a claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClaimStep {
    /// The fact: after the claim's own number, in the order in which things happen to it.
    pub number: u64,
    /// The number of the claim.
    pub claim: u64,
    /// Whose.
    pub partner: u32,
    /// When.
    pub day: i32,
    /// What.
    pub done: Done,
    /// Minor units of the cost that are accepted; beside a part alone.
    pub accepted: Option<i64>,
}

/// Something off the rules that a partner asked for, and what was decided on the same day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exception {
    /// The fact.
    pub number: u64,
    /// Whose.
    pub partner: u32,
    /// When.
    pub day: i32,
    /// The place of the exception among what pays.
    pub what: u16,
    /// Minor units.
    pub amount: i64,
    /// What was decided.
    pub approved: bool,
}
