//! Share days of pro rata pools: awards that do not fit are lessened alike.

use std::collections::BTreeMap;

use super::{Fault, Fold};
use crate::base::date::Date;
use crate::base::id::BudgetId;
use crate::base::money::allot;
use crate::base::ratio::Ratio;
use crate::semantics::book::PartnerId;
use crate::semantics::evaluate::desk::{Used, Wait};
use crate::semantics::evaluate::{PoolKey, Scene, Trouble};
use crate::semantics::posting::ClaimKey;

type Wanted = BTreeMap<PoolKey, Vec<(ClaimKey, Ratio)>>;

/// What has become of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolState {
    /// What is left in it, in minor units.
    pub left: i128,
    /// Whether nothing is left, or those who share it were promised more than it holds.
    pub is_gone: bool,
}

impl Fold<'_> {
    /// What is left in the pool of a budget that awards of a day draw from, in minor units.
    pub fn pool_left(&self, budget: BudgetId, day: Date) -> i128 {
        self.pool(budget, day).map_or(0, |pool| pool.left)
    }

    /// What has become of the pool of a budget that awards of a day draw from; `None` where it has none then.
    pub fn pool(&self, budget: BudgetId, day: Date) -> Option<PoolState> {
        let nobody = PartnerId(u32::MAX);
        let (pool, amount) = Scene::on(self.view(), nobody, day).pool(budget)?;
        let used = self.state.pools.get(&pool);
        let left = amount.saturating_sub(used.map_or(0, |used| used.drawn));
        let share = used.and_then(|used| used.share);
        let is_gone = left <= 0 || share.is_some_and(|share| share < Ratio::ONE);
        Some(PoolState { left, is_gone })
    }

    /// Shares the pools whose share day is today and posts the claims that waited for it.
    pub(super) fn share_pools(&mut self, today: Date) -> Result<(), Fault> {
        let Some(keys) = self.state.waiting.remove(&today) else {
            return Ok(());
        };
        let mut keys: Vec<ClaimKey> = keys.into_iter().collect();
        keys.sort_by_cached_key(|key| self.order_text(key));
        let mut wanted = Wanted::new();
        for key in &keys {
            for wait in self.waits(*key, today)? {
                wanted.entry(wait.0).or_default().push((*key, wait.1));
            }
        }
        let mut grants: BTreeMap<ClaimKey, Vec<(PoolKey, i128)>> = BTreeMap::new();
        for (pool, claims) in wanted {
            let shared = self.share(pool, &claims);
            let first = claims.first().map(|(key, _)| *key);
            let shared = shared.map_err(|trouble| self.share_fault(trouble, first, today))?;
            for (key, grant) in shared {
                grants.entry(key).or_default().push((pool, grant));
            }
        }
        for key in keys {
            let Some(claim) = self.state.claims.get(&key).cloned() else {
                continue;
            };
            let own = grants.remove(&key).unwrap_or_default();
            self.settle(key, claim, &own, today)?;
        }
        Ok(())
    }

    /// What a waiting claim asks of each pool that is shared today; what its parts ask of one is one wish.
    fn waits(&self, key: ClaimKey, today: Date) -> Result<BTreeMap<PoolKey, Ratio>, Fault> {
        let mut asked = BTreeMap::new();
        let (Some((offer, term)), Some(claim)) = (self.term(key), self.state.claims.get(&key))
        else {
            return Ok(asked);
        };
        let fault = |trouble| self.fault(trouble, Some(offer.id), key.partner, today);
        let award = self.award(offer, term, key, claim, &[]).map_err(fault)?;
        let due = |wait: &&Wait| wait.pool.share_day.is_some_and(|day| day <= today);
        for wait in award.waits.iter().filter(due) {
            let held = asked.entry(wait.pool).or_insert(Ratio::ZERO);
            *held = held.plus(wait.wanted).map_err(|it| fault(it.into()))?;
        }
        Ok(asked)
    }

    /// Fixes the share of a pool; gives what each claim is granted, which is never more than it asks for now.
    fn share(
        &mut self,
        pool: PoolKey,
        claims: &[(ClaimKey, Ratio)],
    ) -> Result<Vec<(ClaimKey, i128)>, Trouble> {
        let day = pool.share_day.unwrap_or(Date::MAX);
        let nobody = crate::semantics::book::PartnerId(u32::MAX);
        let held = Scene::on(self.view(), nobody, day).pool(pool.budget);
        let amount = held.map_or(0, |(_, amount)| amount);
        let mut exact = Ratio::ZERO;
        let mut rounded = 0_i128;
        let mut asked = Vec::with_capacity(claims.len());
        for (key, wanted) in claims {
            exact = exact.plus(*wanted)?;
            let whole = self.plan.program.rounding.round(*wanted);
            rounded = rounded.checked_add(whole).ok_or(Trouble::Overflow)?;
            asked.push((*key, whole));
        }
        let fits = rounded <= amount;
        let share = if fits {
            Ratio::ONE
        } else {
            Ratio::whole(amount).over(exact)?
        };
        let unused = Used {
            drawn: 0,
            share: None,
        };
        let used = self.state.pools.or_insert(pool, unused);
        used.share = Some(share.min(Ratio::ONE));
        if fits {
            return Ok(asked);
        }
        let weights: Vec<Ratio> = claims.iter().map(|(_, wanted)| *wanted).collect();
        let names: Vec<String> = claims.iter().map(|(key, _)| self.order_text(key)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let parts = allot(amount, &weights, &names)?;
        Ok(claims.iter().map(|(key, _)| *key).zip(parts).collect())
    }

    /// Payee, then claim, as bytes that order them.
    pub(super) fn order_text(&self, key: &ClaimKey) -> String {
        let book = &self.state.book;
        let person = key.person.map(|person| book.symbols().text(person));
        let person = person.as_ref().map_or("", |name| name.as_str());
        let incentive = self.plan.program.incentive(key.incentive);
        let incentive = incentive.map_or("", |incentive| incentive.declared.first.as_str());
        let earned = crate::semantics::advance::earned_text(self.plan, book, key.earned);
        let partner = book.name_of(key.partner);
        format!("{partner}\u{0}{person}\u{0}{incentive}\u{0}{earned}")
    }

    fn share_fault(&self, trouble: Trouble, key: Option<ClaimKey>, today: Date) -> Fault {
        let nobody = crate::semantics::book::PartnerId(u32::MAX);
        let partner = key.map_or(nobody, |key| key.partner);
        self.fault(trouble, key.map(|key| key.incentive), partner, today)
    }
}
