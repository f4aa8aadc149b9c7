//! Cases that are made and played: what one partner can do to be paid, and as many of them as there are. Must not believe
//! any bound.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use super::Most;
use super::acts::{Group, group_facts, literal};
use super::beside::Beside;
use super::case::still::Still;
use super::case::{Paid, Stage};
use super::memo::Memo;
use super::needs;
use super::reach::{MOST_FACTS, Reached, every};
use super::strata::{partners, partners_at};
use super::ways::{first, is_apart};
use crate::base::id::{IncentiveId, RegionId, TierId};
use crate::base::period::Days;
use crate::model::Program;
use crate::semantics::audience::named;
use crate::semantics::curve::CurveFault;

/// Cases of single incentives that are played with all others: of twice as many incentives each takes twice as long.
const MOST_SINGLES: usize = 16;

/// Where cases of a program are tried.
pub(super) struct Trial<'p> {
    pub(super) program: &'p Program,
    pub(super) memo: Memo,
    still: &'p Still,
    beside: Beside,
    /// The stage that was last asked for, and the groups of incentives that pay there: to play a year with all of very many incentives
    /// takes very much longer.
    held: RefCell<Option<(BTreeSet<usize>, Rc<Stage<'p>>)>>,
}

impl<'p> Trial<'p> {
    pub(super) fn of(program: &'p Program, still: &'p Still) -> Trial<'p> {
        Trial {
            program,
            memo: Memo::default(),
            still,
            beside: Beside::of(program),
            held: RefCell::new(None),
        }
    }

    /// Where some incentives are paid as they are beside all others.
    pub(super) fn stage(&self, ids: &[IncentiveId]) -> Rc<Stage<'p>> {
        let groups = self.beside.groups(ids);
        let mut held = self.held.borrow_mut();
        if let Some((_, stage)) = held.as_ref().filter(|(own, _)| *own == groups) {
            return Rc::clone(stage);
        }
        let pays = |id| groups.contains(&self.beside.group(id));
        let stage = Rc::new(Stage::of_some(self.still, pays));
        *held = Some((groups, Rc::clone(&stage)));
        stage
    }

    /// As many partners as are assumed, those that are paid most first.
    pub(super) fn everybody(
        &self,
        id: IncentiveId,
        most: &Most,
        span: Days,
        region: Option<RegionId>,
    ) -> Result<Reached, CurveFault> {
        let Some(incentive) = self.program.incentive(id) else {
            return Ok(Reached::default());
        };
        if matches!(most, Most::Of(0) | Most::Unbounded(_)) {
            return Ok(reached(0, Vec::new(), most));
        }
        let named = named::by_payout(self.program, &incentive.payout);
        let named = named.and_then(|named| i128::try_from(named.len()).ok());
        let tiers = (0..).map(TierId).zip(&self.program.tiers);
        let tiers = tiers.map(|(id, _)| Some(id)).chain([None]);
        let mut ones = Vec::new();
        for tier in tiers {
            let ways = self.one(id, tier, region, span)?;
            if !ways.0.is_empty() {
                ones.push(ways);
            }
        }
        ones.sort_by_key(|ways| std::cmp::Reverse(ways.best()));
        let best: Vec<&Group> = ones.iter().filter_map(|ways| ways.at(1)).collect();
        let groups = self.filled(&best, named);
        if is_apart(&incentive.payout) && self.are_alike(&groups) {
            let paid = groups.iter().zip(&ones).fold(0_i128, |sum, (group, ways)| {
                sum.saturating_add(group.partners.saturating_mul(ways.best()))
            });
            return Ok(reached(paid, groups, most));
        }
        let mut best = Reached::default();
        // A budget that is shared each quarter may need partners that do not use up their own limits.
        for part in [1, 4, 16] {
            let some: Vec<&Group> = ones.iter().filter_map(|ways| ways.at(part)).collect();
            let next = self.growing(&self.filled(&some, named), id, most, span);
            if next.paid > best.paid {
                best = next;
            }
            if best.is_bound {
                break;
            }
        }
        Ok(best)
    }

    /// Groups with as many partners as are assumed at their tiers, and no more than are named; a great many where nothing is
    /// assumed.
    fn filled(&self, ones: &[&Group], named: Option<i128>) -> Vec<Group> {
        let endless = i128::try_from(MOST_FACTS).unwrap_or(i128::MAX);
        let all = partners(self.program).unwrap_or(endless);
        let mut left = named.map_or(all, |named| named.min(all));
        let mut groups = Vec::new();
        for group in ones {
            let here = group.who.0.and_then(|tier| partners_at(self.program, tier));
            let count = here.unwrap_or(left).min(left);
            left = left.saturating_sub(count);
            if count > 0 {
                groups.push(Group {
                    partners: count,
                    ..(*group).clone()
                });
            }
        }
        groups
    }

    /// Partners that share something are played together: one, four, sixteen of them and so on.
    fn growing(&self, groups: &[Group], id: IncentiveId, most: &Most, span: Days) -> Reached {
        let all = groups
            .iter()
            .fold(0_i128, |sum, group| sum.saturating_add(group.partners));
        let mut best = Reached::default();
        let mut count = 1_i128;
        while !best.is_bound && all > 0 {
            let some = first(groups, count);
            let Some(paid) = self.paid(&some, &[id], span) else {
                break;
            };
            if paid > best.paid {
                best = reached(paid, some, most);
            }
            if count >= all {
                break;
            }
            count = count.saturating_mul(4).min(all);
        }
        best
    }

    fn paid(&self, groups: &[Group], ids: &[IncentiveId], span: Days) -> Option<i128> {
        let case = literal(self.program, groups, MOST_FACTS)?;
        let paid = self.stage(ids).play(&case).ok()?;
        Some(sum(&paid, ids, span))
    }

    /// All incentives at once: every partner does what its case of each incentive says.
    pub(super) fn together(&self, own: Vec<&Reached>, most: &Most, span: Days) -> Reached {
        if matches!(most, Most::Of(0) | Most::Unbounded(_)) {
            return reached(0, Vec::new(), most);
        }
        let ids = every(self.program);
        let joined = super::acts::joined(self.program, &own);
        let mut cases: Vec<Vec<Group>> = joined.into_iter().collect();
        for case in singles(own) {
            if !cases.contains(case) {
                cases.push(case.clone());
            }
        }
        let mut best = Reached::default();
        for case in cases.into_iter().filter(|case| !case.is_empty()) {
            let paid = self.of_case(&case, &ids, span);
            if let Some(paid) = paid.filter(|paid| *paid > best.paid) {
                best = reached(paid, case, most);
            }
            if best.is_bound {
                break;
            }
        }
        best
    }

    /// The case that is paid most on some days: the one held, or one of others that were looked for on fewer days. What is done
    /// in all of the year may be paid less than what is done in one quarter, as one amount is assumed for both.
    pub(super) fn better<'r>(
        &self,
        held: Reached,
        others: impl IntoIterator<Item = &'r Reached>,
        ids: &[IncentiveId],
        (most, span): (&Most, Days),
    ) -> Reached {
        let mut best = held;
        for other in others {
            if best.is_bound || matches!(most, Most::Of(0) | Most::Unbounded(_)) {
                break;
            }
            let paid = self.of_case(&other.case, ids, span);
            if let Some(paid) = paid.filter(|paid| *paid > best.paid) {
                best = reached(paid, other.case.clone(), most);
            }
        }
        best
    }

    /// Whether what one partner of a group is paid, each is paid: none stands beside those whom a rule names, who may be paid
    /// for what the others are not.
    fn are_alike(&self, groups: &[Group]) -> bool {
        let (mut names, mut partners) = (BTreeSet::new(), 0_i128);
        for group in groups {
            if let Some(own) = needs::named(self.program, &group.incentives) {
                names.extend(own);
                partners = partners.saturating_add(group.partners);
            }
        }
        partners == 0 || i128::try_from(names.len()).is_ok_and(|names| partners <= names)
    }

    /// What some incentives pay on a case.
    fn of_case(&self, case: &[Group], ids: &[IncentiveId], span: Days) -> Option<i128> {
        match self.apart(case, ids, span) {
            Some(paid) => Some(paid),
            None => self.paid(case, ids, span),
        }
    }

    /// What a case is paid whose partners share nothing.
    fn apart(&self, case: &[Group], ids: &[IncentiveId], span: Days) -> Option<i128> {
        let mut incentives = ids.iter().filter_map(|id| self.program.incentive(*id));
        let are_apart = incentives.all(|incentive| is_apart(&incentive.payout));
        if !are_apart || !self.are_alike(case) {
            return None;
        }
        let mut total = 0_i128;
        for group in case {
            let facts = group_facts(self.program, group, "acme", "");
            let paid = self.stage(ids).play(&facts).ok()?;
            let each = sum(&paid, ids, span);
            total = total.checked_add(group.partners.checked_mul(each)?)?;
        }
        Some(total)
    }
}

/// The cases of single incentives that are tried for all of them: where there are very many incentives, those that were paid most.
fn singles(mut own: Vec<&Reached>) -> impl Iterator<Item = &Vec<Group>> {
    if own.len() > MOST_SINGLES {
        own.sort_by_key(|each| std::cmp::Reverse(each.paid));
        own.truncate(MOST_SINGLES);
    }
    own.into_iter().map(|each| &each.case)
}

/// What a case was paid, beside a bound.
pub(super) fn reached(paid: i128, case: Vec<Group>, most: &Most) -> Reached {
    Reached {
        paid,
        case,
        is_bound: most.amount() == Some(paid),
    }
}

fn sum(paid: &Paid, ids: &[IncentiveId], span: Days) -> i128 {
    let each = ids.iter().map(|id| paid.by(*id, span));
    each.fold(0, i128::saturating_add)
}
