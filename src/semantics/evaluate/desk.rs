//! The rooms of caps, the pools of budgets and the credit of funds as they stand, and what an award takes
//! from them.

use crate::base::date::Date;
use crate::base::id::{BudgetId, IncentiveId, ProductId, RegionId};
use crate::base::money::Rounding;
use crate::base::period::{Days, Period};
use crate::base::ratio::{Overflow, Ratio};
use crate::semantics::book::PartnerId;
use crate::semantics::lookup::Lookup;
use crate::semantics::symbol::Symbol;

/// The time that a room or pool is kept for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stretch {
    /// A period.
    Period(Period),
    /// Stated days.
    Days(Days),
    /// The whole life of the program.
    Ever,
}

/// Whose awards a room counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// Everybody's.
    Program,
    /// A partner's.
    Partner(PartnerId),
    /// A person's, of a partner.
    Person(PartnerId, Option<Symbol>),
    /// A customer's, of a partner.
    Customer(PartnerId, Option<Symbol>),
    /// A customer's, whoever sold.
    CustomerOfAll(Option<Symbol>),
    /// A deal's.
    Deal(Option<Symbol>),
    /// A product's, of a partner.
    Product(PartnerId, Option<ProductId>),
    /// A region's.
    Region(Option<RegionId>),
    /// That of the group for which a partner stands.
    Group(PartnerId),
}

/// One room of a cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoomKey {
    /// Whose cap.
    pub incentive: IncentiveId,
    /// Whether it counts awards rather than minor units.
    pub counts_awards: bool,
    /// Over what time.
    pub stretch: Stretch,
    /// Whose awards.
    pub holder: Holder,
}

/// What is used of each room.
pub type Rooms = Lookup<RoomKey, i128>;

/// One pool of a budget: of one span and, where it is shared pro rata, of one sharing period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PoolKey {
    /// Which budget.
    pub budget: BudgetId,
    /// Its span.
    pub stretch: Stretch,
    /// The last day of the sharing period; `None` where the first accepted is paid first.
    pub share_day: Option<Date>,
}

/// What is known of each pool.
pub type Pools = Lookup<PoolKey, Used>;

/// What has become of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Used {
    /// Minor units drawn.
    pub drawn: i128,
    /// The part of each award that the share day gave; `None` before it.
    pub share: Option<Ratio>,
}

/// What an award takes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TakenFrom {
    /// The room of a cap.
    Room(RoomKey),
    /// The pool of a budget.
    Pool(PoolKey),
    /// The partner's credit in the incentive's own fund.
    Credit,
}

/// What an award takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taking {
    /// From where.
    pub from: TakenFrom,
    /// Minor units, or awards.
    pub amount: i128,
    /// Whether it stays taken when the claim comes to less later.
    pub stays: bool,
}

/// What an award in the making takes. What a limit further out leaves of the award is what is posted, and so
/// what is taken.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub(super) from: TakenFrom,
    /// Before it is rounded; what counts awards takes one.
    pub(super) exact: Ratio,
    pub(super) stays: bool,
}

impl Draft {
    /// In whole minor units, or awards.
    pub(super) fn taking(self, rounding: Rounding) -> Taking {
        Taking {
            from: self.from,
            amount: rounding.round(self.exact),
            stays: self.stays,
        }
    }
}

/// Lessens what the drafts from a place on take where only `left` of `whole` is left of the award. One award stays one award, if
/// anything is left.
pub(super) fn lessen(
    drafts: &mut [Draft],
    inside: usize,
    left: Ratio,
    whole: Ratio,
) -> Result<(), Overflow> {
    if left == whole {
        return Ok(());
    }
    for draft in drafts.iter_mut().skip(inside) {
        draft.exact = match draft.from {
            _ if left <= Ratio::ZERO => Ratio::ZERO,
            TakenFrom::Room(room) if room.counts_awards => draft.exact,
            TakenFrom::Room(_) | TakenFrom::Pool(_) | TakenFrom::Credit => {
                draft.exact.times(left)?.over(whole)?
            }
        };
    }
    Ok(())
}

/// Adds what a cap further out takes than the drafts from a place on: of a room that both keep, it is taken
/// once.
pub(super) fn join(drafts: &mut Vec<Draft>, inside: usize, mut own: Draft) {
    for draft in drafts.extract_if(inside.., |draft| draft.from == own.from) {
        own.stays |= draft.stays;
    }
    drafts.push(own);
}

/// Rooms and pools as they stand, and what the claim holds of them already.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// What is used of the rooms.
    pub rooms: &'a Rooms,
    /// What is drawn from the pools.
    pub pools: &'a Pools,
    /// What this claim took before, which it may take again.
    pub own: &'a [Taking],
    /// What a share day grants this claim, by pool.
    pub grants: &'a [(PoolKey, i128)],
    /// The credit left in the incentive's fund for the partner.
    pub credit: i128,
}

/// A draw from a pool that is shared later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// The pool.
    pub pool: PoolKey,
    /// What is asked for.
    pub wanted: Ratio,
}

/// No room used, no pool drawn.
pub struct EmptyDesk {
    rooms: Rooms,
    pools: Pools,
}

impl EmptyDesk {
    /// A desk on which nothing has been taken.
    pub fn new() -> EmptyDesk {
        EmptyDesk {
            rooms: Rooms::default(),
            pools: Pools::default(),
        }
    }

    /// To evaluate with; the credit of a fund is `credit`.
    pub fn desk(&self, credit: i128) -> Desk<'_> {
        Desk {
            rooms: &self.rooms,
            pools: &self.pools,
            own: &[],
            grants: &[],
            credit,
        }
    }
}

impl Default for EmptyDesk {
    fn default() -> EmptyDesk {
        EmptyDesk::new()
    }
}

impl Desk<'_> {
    /// What others and earlier parts of this award have used of a source.
    pub(super) fn used_by_others(
        &self,
        from: TakenFrom,
        now: &[Draft],
        rounding: Rounding,
    ) -> i128 {
        let own = self.own.iter().filter(|taking| taking.from == from);
        let own = own.fold(0_i128, |sum, taking| sum.saturating_add(taking.amount));
        let now = now.iter().filter(|draft| draft.from == from);
        let now = now.fold(0_i128, |sum, draft| {
            sum.saturating_add(draft.taking(rounding).amount)
        });
        let all = match from {
            TakenFrom::Room(key) => self.rooms.get(&key).copied().unwrap_or(0),
            TakenFrom::Pool(key) => self.pools.get(&key).map_or(0, |used| used.drawn),
            TakenFrom::Credit => 0,
        };
        all.saturating_sub(own).saturating_add(now)
    }
}
