//! How much of an award fits into the rooms of caps and into pools. Rooms are only read here: what is
//! taken is listed, and whoever keeps the rooms books it.

use super::desk::{Desk, Draft, Holder, PoolKey, RoomKey, Stretch, TakenFrom, Wait};
use super::{Scene, Trouble};
use crate::base::date::Date;
use crate::base::id::{BudgetId, ProductId};
use crate::base::money::Rounding;
use crate::base::period::Cycle;
use crate::base::ratio::Ratio;
use crate::fact::{FIELDS_OF_SALE, FactKind};
use crate::payout::{Cap, CapSpan, Counts, Crossing, PoolRule, Returned, Scope};

impl Scene<'_> {
    /// What of an amount passes a cap, and what it takes of the cap's rooms; nothing where it keeps none.
    pub(super) fn capped(
        &self,
        cap: &Cap,
        wanted: Ratio,
        desk: &Desk,
        now: &[Draft],
    ) -> Result<(Ratio, Vec<Draft>), Trouble> {
        let limit = self.limit(cap)?;
        let counts_awards = cap.counts == Counts::Awards;
        // What a pool that is shared today leaves of an award is what will be posted.
        let grants = desk.grants.iter().map(|(_, grant)| Ratio::whole(*grant));
        let posted = grants.fold(wanted, Ratio::min);
        let room = |available: i128| match (counts_awards, available > 0) {
            (true, true) => wanted,
            (true, false) => Ratio::ZERO,
            (false, _) => match fitting(posted, available, cap.crossing, self) {
                fits if fits == posted => wanted,
                cut => cut,
            },
        };
        let Some(stretch) = self.stretch(&cap.span) else {
            return Ok((room(limit.floor()), Vec::new()));
        };
        let Some(rooms) = self.rooms_of(cap, stretch) else {
            return Ok((wanted, Vec::new()));
        };
        let used = rooms.iter().map(|room| {
            let from = TakenFrom::Room(*room);
            desk.used_by_others(from, now, self.rounding())
        });
        let used = used.max().unwrap_or(0);
        let granted = room(limit.floor().saturating_sub(used));
        // An award that is posted as nothing is no award.
        let exact = match (counts_awards, self.rounded(granted) > 0) {
            (false, _) => granted.max(Ratio::ZERO),
            (true, true) => Ratio::ONE,
            (true, false) => Ratio::ZERO,
        };
        let own = rooms.into_iter().map(|room| Draft {
            from: TakenFrom::Room(room),
            exact,
            stays: cap.returned == Returned::StaysUsed,
        });
        Ok((granted, own.collect()))
    }

    /// The rooms that a cap keeps for an award of this occasion, and its limit; `None` where it keeps none.
    pub(in crate::semantics) fn rooms(
        &self,
        cap: &Cap,
    ) -> Result<Option<(Vec<RoomKey>, i128)>, Trouble> {
        let limit = self.limit(cap)?.floor();
        let stretch = self.stretch(&cap.span);
        let rooms = stretch.and_then(|stretch| self.rooms_of(cap, stretch));
        Ok(rooms.map(|rooms| (rooms, limit)))
    }

    fn rooms_of(&self, cap: &Cap, stretch: Stretch) -> Option<Vec<RoomKey>> {
        let incentive = self.offer?.id;
        let rooms = self.holders(cap.scope).map(|holder| RoomKey {
            incentive,
            counts_awards: cap.counts == Counts::Awards,
            stretch,
            holder,
        });
        Some(rooms.collect())
    }

    /// What of an amount a budget gives, and what it takes of the pool. A pro rata pool that is not shared
    /// yet gives all of it and is listed in `waits`.
    pub(super) fn drawn(
        &self,
        budget: BudgetId,
        wanted: Ratio,
        desk: &Desk,
        now: &[Draft],
        waits: &mut Vec<Wait>,
    ) -> Result<(Ratio, Option<Draft>), Trouble> {
        let Some((pool, amount)) = self.pool(budget) else {
            return Ok((Ratio::ZERO, None));
        };
        let rule = self
            .view
            .plan
            .program
            .budget(budget)
            .map(|held| held.pool.rule);
        let from = TakenFrom::Pool(pool);
        let available = amount.saturating_sub(desk.used_by_others(from, now, self.rounding()));
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
        let own = Draft {
            from,
            exact: granted,
            stays: true,
        };
        Ok((granted, Some(own)))
    }

    /// What of an amount the credit of the incentive's own fund gives, and what it takes of it.
    pub(super) fn credited(&self, wanted: Ratio, desk: &Desk, now: &[Draft]) -> (Ratio, Draft) {
        let used = desk.used_by_others(TakenFrom::Credit, now, self.rounding());
        let left = desk.credit.saturating_sub(used);
        let granted = fitting(wanted, left, Crossing::PaidToTheLimit, self);
        let own = Draft {
            from: TakenFrom::Credit,
            exact: granted,
            stays: false,
        };
        (granted, own)
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

    pub(super) fn limit(&self, cap: &Cap) -> Result<Ratio, Trouble> {
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

    /// Whose rooms a cap keeps. Who goes from one group to another gets no more than who stays: a partner has a room
    /// of its own besides that of its group.
    fn holders(&self, scope: Scope) -> impl Iterator<Item = Holder> {
        let own = matches!(scope, Scope::Group).then_some(Scope::Partner);
        let all = std::iter::once(scope).chain(own);
        all.map(|scope| self.holder(scope))
    }

    fn holder(&self, scope: Scope) -> Holder {
        let row = self.row();
        let sale = row.filter(|row| row.kind == FactKind::Sale);
        let customer = row.and_then(super::reading::customer_of);
        let partner = self.payee.unwrap_or(self.partner);
        match scope {
            Scope::Program => Holder::Program,
            Scope::Partner => Holder::Partner(partner),
            Scope::Seller => Holder::Person(partner, self.person()),
            Scope::Customer => Holder::Customer(partner, customer),
            Scope::CustomerAcrossPartners => Holder::CustomerOfAll(customer),
            Scope::Deal => Holder::Deal(sale.and_then(|row| row.text(FIELDS_OF_SALE.deal))),
            Scope::Product => {
                Holder::Product(partner, row.and_then(|row| row.product()).map(ProductId))
            }
            Scope::Region => {
                let held = self.view.book.partner(partner);
                Holder::Region(held.and_then(|held| held.region))
            }
            Scope::Group => Holder::Group(self.view.book.head_of(partner, self.day)),
        }
    }

    /// Whole minor units of an exact amount.
    pub fn rounded(&self, amount: Ratio) -> i128 {
        self.rounding().round(amount)
    }

    pub(super) fn rounding(&self) -> Rounding {
        self.view.plan.program.rounding
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
