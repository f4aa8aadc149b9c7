//! What the engine asks of whoever pays: take the week's facts, say what was posted, and say what
//! a further sale would be worth. The engine knows payments through this alone.

use crate::simulate::behaviour::reward::Curve;
use crate::simulate::engine::drawn::Drawn;

/// Who pays. Days count from the program's first day.
pub trait Ledger {
    /// Takes facts in the order drawn and advances to the end of `until`; what was posted since.
    fn post(&mut self, facts: &[Drawn], until: i32) -> Vec<Posted>;

    /// Whether money is left for an offer on a day.
    fn is_open(&self, offer: usize, day: i32) -> bool;

    /// What an offer pays a partner for further sales on a day: `None` when nothing, as when the
    /// partner is not eligible. `deal` is the partner's mean deal, which
    /// turns payments by the deal into payments by the amount.
    fn curve(&mut self, offer: usize, partner: usize, day: i32, deal: f64) -> Option<Curve>;

    /// The tier a partner holds at the end of what was taken.
    fn tier(&self, partner: usize) -> Option<u16>;

    /// What is left, at the end of the week that was taken, of the pool of a budget in which the week begins; `None` where it has none
    /// then.
    fn left(&self, budget: usize) -> Option<Left>;

    /// What a partner can claim from a fund, in minor units.
    fn balance(&self, fund: usize, partner: usize) -> i64;

    /// What partners owe in the program's year for what they hold: partners, days and minor units.
    fn fees(&self) -> Vec<(usize, i32, f64)> {
        Vec::new()
    }
}

/// What is left of a budget.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Left {
    /// Minor units.
    pub amount: f64,
    /// Whether nothing is left, or less was there than was promised to those who share it.
    pub is_gone: bool,
}

/// One posting, as far as the forecast reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posted {
    /// The place of what pays among the program's.
    pub incentive: u16,
    /// Whose.
    pub partner: u32,
    /// What it was earned by.
    pub earned: Earned,
    /// What it does.
    pub sort: Sort,
    /// The day of the event or the last day of the period.
    pub day: i32,
    /// The day it is due.
    pub due: i32,
    /// Minor units; below zero for what is taken back.
    pub amount: i64,
}

/// What a payout for a period gave one of the deals that it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The place of what pays among the program's.
    pub incentive: u16,
    /// The deal's number.
    pub deal: u64,
    /// The last day of the period.
    pub until: i32,
    /// Minor units.
    pub amount: i64,
}

/// What a posting was earned by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Earned {
    /// A drawn fact, deal, customer or person, by its symbol.
    Event(u64),
    /// A period, by its first and last day.
    Period(i32, i32),
}

/// What a posting does to the vendor's books.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A payout, or a change of one.
    Payout,
    /// Credit in a fund: a promise, not yet money.
    Credit,
    /// Credit that lapsed.
    Lapse,
    /// Money for a claim.
    Reimbursement,
}

/// Nobody pays: the world without a program.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoLedger;

impl Ledger for NoLedger {
    fn post(&mut self, _: &[Drawn], _: i32) -> Vec<Posted> {
        Vec::new()
    }

    fn is_open(&self, _: usize, _: i32) -> bool {
        false
    }

    fn curve(&mut self, _: usize, _: usize, _: i32, _: f64) -> Option<Curve> {
        None
    }

    fn tier(&self, _: usize) -> Option<u16> {
        None
    }

    fn left(&self, _: usize) -> Option<Left> {
        None
    }

    fn balance(&self, _: usize, _: usize) -> i64 {
        0
    }
}
