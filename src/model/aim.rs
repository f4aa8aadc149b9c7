//! What a program is to reach and what it tries: results to be reached, and something that pays tried with a part of
//! the partners before all of them have it. A forecast judges both; nothing is paid by them.

use super::Declared;
use crate::base::date::Date;
use crate::base::id::{IncentiveId, MeasureId};
use crate::base::money::Money;
use crate::base::name::Name;
use crate::base::period::Days;
use crate::base::ratio::Ratio;

/// All of it, in order of name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aims {
    /// Results to be reached.
    pub results: Vec<Aim>,
    /// What is tried.
    pub trials: Vec<Trial>,
}

/// A result to be reached by all partners together, from the first day of the year to a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aim {
    /// Name and title of what it is a part of.
    pub declared: Declared,
    /// What it is, in words.
    pub result: Name,
    /// What is measured.
    pub measure: MeasureId,
    /// How much of it is enough.
    pub least: Least,
    /// The last day that counts.
    pub by: Date,
}

/// How much is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Least {
    /// An amount.
    Amount(Money),
    /// A number.
    Count(i64),
}

/// Something that pays, tried with a part of the partners.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// Name and title.
    pub declared: Declared,
    /// What is tried.
    pub of: IncentiveId,
    /// The part of the partners that has it.
    pub cohort: Ratio,
    /// On which days.
    pub days: Days,
    /// What the two groups are compared by.
    pub measure: MeasureId,
    /// How much better the cohort is to do.
    pub lift: Ratio,
}
