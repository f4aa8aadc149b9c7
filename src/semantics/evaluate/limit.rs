//! How much of an award fits into the rooms of caps and into pools. Rooms are only read here: what is
//! taken is listed, and whoever keeps the rooms books it.

use std::collections::BTreeMap;

use super::{Scene, Trouble};
use crate::base::date::Date;
use crate::base::id::{BudgetId, IncentiveId, ProductId, RegionId};
use crate::base::period::{Cycle, Days, Period};
use crate::base::ratio::Ratio;
use crate::fact::{FIELDS_OF_SALE, FactKind};
use crate::payout::{Cap, CapSpan, Counts, Crossing, PoolRule, Returned, Scope};
use crate::semantics::book::PartnerId;
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
pub type Rooms = BTreeMap<RoomKey, i128>;

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
pub type Pools = BTreeMap<PoolKey, Used>;

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
            rooms: Rooms::new(),
            pools: Pools::new(),
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
    fn used_by_others(&self, from: TakenFrom, now: &[Taking]) -> i128 {
        let sum = |takings: &[Taking]| {
            let of = takings.iter().filter(|taking| taking.from == from);
            of.fold(0_i128, |sum, taking| sum.saturating_add(taking.amount))
        };
        let all = match from {
            TakenFrom::Room(key) => self.rooms.get(&key).copied().unwrap_or(0),
            TakenFrom::Pool(key) => self.pools.get(&key).map_or(0, |used| used.drawn),
            TakenFrom::Credit => 0,
        };
        all.saturating_sub(sum(self.own)).saturating_add(sum(now))
    }
}

impl Scene<'_> {
    /// What of an amount passes a cap, and what it takes of the cap's room. `inside` is what the amount took
    /// already: of a room that both keep, it is taken once.
    pub(super) fn capped(
        &self,
        cap: &Cap,
        wanted: Ratio,
        desk: &Desk,
        (now, inside): (&mut Vec<Taking>, &mut Vec<Taking>),
    ) -> Result<Ratio, Trouble> {
        let limit = self.limit(cap)?;
        let Some(stretch) = self.stretch(&cap.span) else {
            return Ok(fitting(wanted, limit.floor(), cap.crossing, self));
        };
        let Some(offer) = self.offer else {
            return Ok(wanted);
        };
        let counts_awards = cap.counts == Counts::Awards;
        let from = TakenFrom::Room(RoomKey {
            incentive: offer.id,
            counts_awards,
            stretch,
            holder: self.holder(cap.scope),
        });
        let available = limit.floor().saturating_sub(desk.used_by_others(from, now));
        let granted = match (counts_awards, available > 0) {
            (true, true) => wanted,
            (true, false) => Ratio::ZERO,
            (false, _) => fitting(wanted, available, cap.crossing, self),
        };
        let amount = match (counts_awards, granted > Ratio::ZERO) {
            (_, false) => 0,
            (true, true) => 1,
            (false, true) => self.rounded(granted),
        };
        let mut stays = cap.returned == Returned::StaysUsed;
        inside.retain(|taking| {
            stays |= taking.from == from && taking.stays;
            taking.from != from
        });
        inside.push(Taking {
            from,
            amount,
            stays,
        });
        Ok(granted)
    }

    /// What of an amount a budget gives. A pro rata pool that is not shared yet gives all of it and is
    /// listed in `waits`.
    pub(super) fn drawn(
        &self,
        budget: BudgetId,
        wanted: Ratio,
        desk: &Desk,
        now: &mut Vec<Taking>,
        waits: &mut Vec<Wait>,
    ) -> Result<Ratio, Trouble> {
        let Some((pool, amount)) = self.pool(budget) else {
            return Ok(Ratio::ZERO);
        };
        let rule = self
            .view
            .plan
            .program
            .budget(budget)
            .map(|held| held.pool.rule);
        let from = TakenFrom::Pool(pool);
        let available = amount.saturating_sub(desk.used_by_others(from, now));
        let granted = match rule {
            Some(PoolRule::FirstAccepted(crossing)) => fitting(wanted, available, crossing, self),
            Some(PoolRule::ProRata(_)) | None => {
                let share = desk.pools.get(&pool).and_then(|used| used.share);
                let grant = desk.grants.iter().find(|(key, _)| *key == pool);
                match (grant, share) {
                    (Some((_, grant)), _) => wanted.min(Ratio::whole(*grant)),
                    (None, Some(share)) => {
                        let part = wanted.times(share)?;
                        fitting(part, available, Crossing::PaidToTheLimit, self)
                    }
                    (None, None) => {
                        waits.push(Wait { pool, wanted });
                        // Nobody asked on the share day, if it has passed: what is left is given.
                        fitting(wanted, available, Crossing::PaidToTheLimit, self)
                    }
                }
            }
        };
        now.push(Taking {
            from,
            amount: self.rounded(granted),
            stays: true,
        });
        Ok(granted)
    }

    /// What of an amount the credit of the incentive's own fund gives.
    pub(super) fn credited(&self, wanted: Ratio, desk: &Desk, now: &mut Vec<Taking>) -> Ratio {
        let left = desk
            .credit
            .saturating_sub(desk.used_by_others(TakenFrom::Credit, now));
        let granted = fitting(wanted, left, Crossing::PaidToTheLimit, self);
        now.push(Taking {
            from: TakenFrom::Credit,
            amount: self.rounded(granted),
            stays: false,
        });
        granted
    }

    /// The pool of a budget that an award of this day draws from, and what it held at first.
    pub fn pool(&self, budget: BudgetId) -> Option<(PoolKey, i128)> {
        let pool = &self.view.plan.program.budget(budget)?.pool;
        let stretch = self.stretch(&pool.span)?;
        match pool.rule {
            PoolRule::FirstAccepted(_) => {
                let key = PoolKey {
                    budget,
                    stretch,
                    share_day: None,
                };
                Some((key, pool.amount))
            }
            PoolRule::ProRata(cycle) => {
                let (share_day, amount) = self.sharing(stretch, cycle, pool.amount)?;
                let key = PoolKey {
                    budget,
                    stretch,
                    share_day: Some(share_day),
                };
                Some((key, amount))
            }
        }
    }

    /// The share day and the amount of the sharing period that holds the day of the occasion.
    fn sharing(&self, stretch: Stretch, cycle: Cycle, amount: i128) -> Option<(Date, i128)> {
        let almanac = &self.view.plan.almanac;
        let year = almanac.fiscal().year();
        let span = match stretch {
            Stretch::Period(period) => almanac.days(period).overlap(&year)?,
            Stretch::Days(days) => days,
            Stretch::Ever => year,
        };
        let day = self.day.min(span.last()).max(span.first());
        let first = almanac.period_at(cycle, span.first()).index;
        let last = almanac.period_at(cycle, span.last()).index;
        let here = almanac.period_at(cycle, day);
        let count = i128::from(last.checked_sub(first)?.checked_add(1)?);
        let place = i128::from(here.index.checked_sub(first)?);
        let until = |place: i128| amount.checked_mul(place)?.checked_div_euclid(count);
        let part = until(place.checked_add(1)?)?.checked_sub(until(place)?)?;
        Some((almanac.days(here).last().min(span.last()), part))
    }

    fn limit(&self, cap: &Cap) -> Result<Ratio, Trouble> {
        let place = match cap.limit.across {
            None => Some(0),
            Some(across) => self.member(across, None),
        };
        let amount = place.and_then(|place| cap.limit.amounts.get(place).copied().flatten());
        match amount {
            None => Ok(Ratio::ZERO),
            Some(amount) => self.in_program_currency(amount, cap.limit.unit),
        }
    }

    /// The stretch that holds the day of the occasion; `None` where each award stands alone.
    fn stretch(&self, span: &CapSpan) -> Option<Stretch> {
        match span {
            CapSpan::In(cycle) => {
                let period = self.view.plan.almanac.period_at(*cycle, self.day);
                Some(Stretch::Period(period))
            }
            CapSpan::Days(days) => Some(Stretch::Days(*days)),
            CapSpan::Award => None,
            CapSpan::Ever => Some(Stretch::Ever),
        }
    }

    fn holder(&self, scope: Scope) -> Holder {
        let row = self.row();
        let sale = row.filter(|row| row.kind == FactKind::Sale);
        let customer = row.and_then(super::reading::customer_of);
        let partner = self.partner;
        match scope {
            Scope::Program => Holder::Program,
            Scope::Partner => Holder::Partner(partner),
            Scope::Seller => Holder::Person(partner, self.person()),
            Scope::Customer => Holder::Customer(partner, customer),
            Scope::CustomerAcrossPartners => Holder::CustomerOfAll(customer),
            Scope::Deal => Holder::Deal(sale.and_then(|row| row.text(FIELDS_OF_SALE.deal))),
            Scope::Product => {
                Holder::Product(partner, sale.and_then(|row| row.refers).map(ProductId))
            }
            Scope::Region => {
                let held = self.view.book.partner(partner);
                Holder::Region(held.and_then(|held| held.region))
            }
        }
    }

    /// Whole minor units of an exact amount.
    pub fn rounded(&self, amount: Ratio) -> i128 {
        self.view.plan.program.rounding.round(amount)
    }
}

/// What of an amount fits into what is available, in minor units.
fn fitting(wanted: Ratio, available: i128, crossing: Crossing, scene: &Scene) -> Ratio {
    if available <= 0 {
        return Ratio::ZERO;
    }
    // INVARIANT: every rounding keeps a whole number, so what is at most `available` before rounding is
    // at most `available` after it.
    if scene.rounded(wanted) <= available {
        return wanted;
    }
    match crossing {
        Crossing::Refused => Ratio::ZERO,
        Crossing::PaidToTheLimit => Ratio::whole(available),
        Crossing::PaidThenClosed => wanted,
    }
}
