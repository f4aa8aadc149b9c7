//! What a fold remembers. It belongs to the program it was made with: everything is keyed by place. What
//! outlives a program is written by name, in `settle::history`.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::date::Date;
use crate::base::id::IncentiveId;
use crate::base::period::Days;
use crate::model::incentive::Kept;
use crate::payout::{Account, Per};
use crate::semantics::book::{Book, PartnerId, Row, RowId};
use crate::semantics::evaluate::{PaidSales, Pools, Ranking, Rooms, Taking};
use crate::semantics::lookup::Lookup;
use crate::semantics::posting::{ClaimKey, Earned};
use crate::semantics::standing::{Ladder, Standing};
use crate::semantics::symbol::Symbol;
use crate::semantics::tally::Tallies;
use crate::semantics::why::Why;

/// Everything between two days of a fold.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// The facts known.
    pub book: Book,
    /// What they add up to.
    pub tallies: Tallies,
    /// The tiers and specializations held.
    pub standing: Standing,
    /// The last day that is closed.
    pub sealed: Option<Date>,
    /// Facts that are not known yet, by the day they will be.
    pub inbox: BTreeMap<Date, Vec<Row>>,
    /// What is used of caps.
    pub rooms: Rooms,
    /// What is drawn from budgets.
    pub pools: Pools,
    /// What has been posted, claim by claim. Events that nothing can change are not kept.
    pub claims: Lookup<ClaimKey, Claim>,
    /// Deals, orders, customers and people that an incentive has paid once.
    pub once: Lookup<Once, ()>,
    /// The claims in which a sale has a line.
    pub by_sale: BTreeMap<RowId, Vec<ClaimKey>>,
    /// Sales paid by incentives that exclude others.
    pub paid_sales: PaidSales,
    /// Credit of funds, oldest first.
    pub credit: BTreeMap<(IncentiveId, PartnerId), Vec<Lot>>,
    /// Claims that wait for a share day.
    pub waiting: BTreeMap<Date, BTreeSet<ClaimKey>>,
    /// Places of contests that are over.
    pub rankings: BTreeMap<(IncentiveId, u8, Earned), Ranking>,
    /// The days on which parts of awards are paid: whose, and which part.
    pub parts: BTreeMap<Date, BTreeSet<(ClaimKey, u8)>>,
    /// Awards that wait for the customer of a sale to pay.
    pub held: BTreeMap<RowId, Vec<ClaimKey>>,
    /// Claims on funds that wait for a decision: their fund says how they are decided.
    pub undecided: BTreeSet<RowId>,
    /// Those that time itself may change on a day.
    pub deciding: BTreeMap<Date, BTreeSet<RowId>>,
    /// The day on which what was paid for a claim is due.
    pub reimbursed: BTreeMap<RowId, Date>,
    /// Partners whose first standing on a ladder has not been found yet.
    pub unopened: Vec<(Ladder, PartnerId)>,
}

/// Something that is paid once: by which occasion of which incentive, what, of which partner.
pub type Once = (IncentiveId, u8, Per, Option<PartnerId>, Symbol);

/// What became of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The day of its occasion.
    pub day: Date,
    /// The days of its occasion, where it is no event.
    pub span: Option<Days>,
    /// Its fact, where it is an event.
    pub fact: Option<RowId>,
    /// The day it closed: later returns count only through `Undo`.
    pub closed: Date,
    /// What awards and adjustments add up to.
    pub posted: i128,
    /// The same by account.
    pub accounts: Vec<(Account, i128)>,
    /// What reversals took back.
    pub taken_back: i128,
    /// How many postings it has.
    pub sequence: u32,
    /// What it holds of rooms, pools and credit.
    pub takings: Vec<Taking>,
    /// The part of each sale, where it is remembered.
    pub lines: Vec<Line>,
    /// What is paid of it, where it is not paid at once.
    pub later: Option<Box<Later>>,
}

impl Claim {
    /// A claim of which nothing has been posted.
    pub fn fresh(day: Date, span: Option<Days>, fact: Option<RowId>, closed: Date) -> Claim {
        Claim {
            day,
            span,
            fact,
            closed,
            posted: 0,
            accounts: Vec::new(),
            taken_back: 0,
            sequence: 0,
            takings: Vec::new(),
            lines: Vec::new(),
            later: None,
        }
    }
}

/// What an award that is not paid at once comes to, and what of it is paid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Later {
    /// Whether what it waited for has happened.
    pub is_open: bool,
    /// How many parts it has.
    pub parts: u8,
    /// The parts whose day has come: one bit each.
    pub come: u16,
    /// The parts that are paid.
    pub released: u16,
    /// All that is due in the end.
    pub due: i128,
    /// The same by account.
    pub accounts: Vec<(Account, i128)>,
    /// The same by fact.
    pub lines: Vec<(RowId, i128)>,
    /// What is posted of it.
    pub posted: i128,
    /// The same by account.
    pub posted_accounts: Vec<(Account, i128)>,
    /// The same by fact.
    pub posted_lines: Vec<(RowId, i128)>,
    /// Why it is what it is, until something of it is posted.
    pub why: Option<Box<Why>>,
}

impl Later {
    /// Whether more of it may be paid without anything else being known.
    pub fn waits(&self) -> bool {
        !self.is_open || self.come.count_ones() < u32::from(self.parts)
    }

    /// What the released parts come to: equal parts, the last with what cannot be divided.
    pub fn payable(&self) -> i128 {
        if !self.is_open {
            return 0;
        }
        let parts = i128::from(self.parts.max(1));
        let each = self.due.checked_div(parts).unwrap_or(0);
        let last = self
            .due
            .saturating_sub(each.saturating_mul(parts.saturating_sub(1)));
        let mut sum = 0_i128;
        for part in 0..self.parts.max(1) {
            if self.released & bit(part) != 0 {
                let is_last = part.saturating_add(1) == self.parts.max(1);
                sum = sum.saturating_add(if is_last { last } else { each });
            }
        }
        sum
    }
}

/// The bit of a part.
pub fn bit(part: u8) -> u16 {
    1_u16.checked_shl(u32::from(part)).unwrap_or(0)
}

/// The part of one sale in a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The sale.
    pub row: RowId,
    /// Its part of what was posted, in minor units.
    pub amount: i128,
    /// What reversals took back of it.
    pub taken_back: i128,
}

/// Credit of a fund, as earned by one claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lot {
    /// The claim that earned it.
    pub claim: ClaimKey,
    /// The day of its occasion.
    pub day: Date,
    /// The last day on which all of it is there, where less is kept from then on, and how much.
    pub carried: Option<(Date, Kept)>,
    /// Its last day; `None` does not expire.
    pub until: Option<Date>,
    /// What was earned, less what returns took of it.
    pub earned: i128,
    /// What is left; below zero when more was used than is now earned.
    pub left: i128,
}
