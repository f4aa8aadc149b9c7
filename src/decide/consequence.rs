//! What a change of the program does to partners' money, how much notice it needs, and who must agree. Reads
//! two settlements of the same facts and the governance of the program there is.

use std::collections::BTreeMap;

use crate::base::business::BusinessDays;
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::name::Name;
use crate::base::ratio::Ratio;
use crate::model::Program;
use crate::model::guard::{ApproveWhen, NoticeWhen};
use crate::semantics::bounds::Most;
use crate::settle::Settlement;
use crate::settle::entry::{Entry, Way};

/// An amount in both programs, in minor units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The incentive or the payee.
    pub name: Name,
    /// In the program there is.
    pub before: i128,
    /// In the one that is proposed.
    pub after: i128,
}

impl Moved {
    /// After less before.
    pub fn by(&self) -> i128 {
        self.after.saturating_sub(self.before)
    }
}

/// What partners are paid on the same facts by both programs, and what they are credited in funds. Credit is
/// not money yet: what is reimbursed out of it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartnerMoney {
    /// What is payable.
    pub payable: Moves,
    /// What funds are credited, less what expires.
    pub credit: Moves,
}

/// Amounts by both programs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// By incentive, those that differ, by name.
    pub incentives: Vec<Moved>,
    /// By payee, those that differ, the largest loss first.
    pub payees: Vec<Moved>,
    /// Payees whose amount does not move.
    pub unmoved: usize,
    /// Everything.
    pub total: (i128, i128),
}

impl PartnerMoney {
    /// Two settlements of the same facts.
    pub fn of(before: &Settlement, after: &Settlement) -> PartnerMoney {
        PartnerMoney {
            payable: Moves::of(before, after, |entry| entry.way() != Way::Credit),
            credit: Moves::of(before, after, |entry| entry.way() == Way::Credit),
        }
    }

    /// For whom the change is. Less credit is worse too.
    pub fn sort(&self) -> NoticeWhen {
        let least = |moves: &Moves| moves.payees.first().map(Moved::by);
        match least(&self.payable)
            .into_iter()
            .chain(least(&self.credit))
            .min()
        {
            Some(least) if least < 0 => NoticeWhen::Worse,
            Some(_) => NoticeWhen::Better,
            None => NoticeWhen::Neutral,
        }
    }
}

impl Moves {
    fn of(before: &Settlement, after: &Settlement, counts: fn(&Entry) -> bool) -> Moves {
        let moved = |key: fn(&Entry) -> Name| moved(before, after, counts, key);
        let mut payees = moved(|entry| entry.payee().clone());
        let all = payees.len();
        payees.retain(|each| each.by() != 0);
        payees.sort_by(|one, other| (one.by(), &one.name).cmp(&(other.by(), &other.name)));
        let mut incentives = moved(|entry| entry.claim.incentive.clone());
        let total = |read: fn(&Moved) -> i128| {
            incentives
                .iter()
                .fold(0_i128, |sum, each| sum.saturating_add(read(each)))
        };
        let total = (total(|each| each.before), total(|each| each.after));
        incentives.retain(|each| each.by() != 0);
        Moves {
            incentives,
            unmoved: all.saturating_sub(payees.len()),
            payees,
            total,
        }
    }
}

fn moved(
    before: &Settlement,
    after: &Settlement,
    counts: fn(&Entry) -> bool,
    key: fn(&Entry) -> Name,
) -> Vec<Moved> {
    let mut sums: BTreeMap<Name, (i128, i128)> = BTreeMap::new();
    for entry in before.all().filter(|entry| counts(entry)) {
        let sum = sums.entry(key(entry)).or_default();
        sum.0 = sum.0.saturating_add(entry.amount.minor);
    }
    for entry in after.all().filter(|entry| counts(entry)) {
        let sum = sums.entry(key(entry)).or_default();
        sum.1 = sum.1.saturating_add(entry.amount.minor);
    }
    let each = |(name, (before, after))| Moved {
        name,
        before,
        after,
    };
    sums.into_iter().map(each).collect()
}

/// The notice that a change needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How long.
    pub promised: Duration,
    /// When the change is published: where the proposed program says so, and says another day than the one there is.
    pub published: Option<Date>,
    /// The first day on which it may take effect.
    pub earliest: Option<Date>,
}

/// The notice that the program there is promises for a change of this sort; `None` where it promises none.
pub fn notice(before: &Program, after: &Program, sort: NoticeWhen) -> Option<Notice> {
    let governance = before.guard.governance.as_ref()?;
    let (promised, _) = governance.notice.iter().find(|(_, when)| *when == sort)?;
    // The day of the program that is there is the day of that program, not of the change.
    let published = after
        .published
        .filter(|_| after.published != before.published);
    let earliest = published.map(|day| promised.after(day, &BusinessDays::default()));
    Some(Notice {
        promised: *promised,
        published,
        earliest,
    })
}

/// Who must agree to a change of this sort, by the governance of the program there is.
pub fn approvals(before: &Program, sort: NoticeWhen, worst: (&Most, &Most)) -> Vec<Name> {
    let Some(governance) = &before.guard.governance else {
        return Vec::new();
    };
    let needed = |when: &ApproveWhen| match when {
        ApproveWhen::Always => true,
        ApproveWhen::Worse => sort == NoticeWhen::Worse,
        ApproveWhen::ExposureRises(part) => rises(worst, *part),
    };
    let agreeing = governance.approvals.iter().filter(|(_, when)| needed(when));
    let mut names: Vec<Name> = agreeing.map(|(name, _)| name.clone()).collect();
    names.dedup();
    names
}

/// Whether the worst case rises by more than a part of what it was. What has no bound is above everything.
fn rises(worst: (&Most, &Most), part: Ratio) -> bool {
    match worst {
        (Most::Of(before), Most::Of(after)) => {
            let room = Ratio::whole(*before).times(part);
            let by = Ratio::whole(after.saturating_sub(*before));
            room.is_ok_and(|room| by > room)
        }
        (Most::Of(_), Most::Unbounded(_)) => true,
        (Most::Unbounded(_), _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Moved, Moves, PartnerMoney, rises};
    use crate::base::name::Name;
    use crate::base::ratio::Ratio;
    use crate::model::guard::NoticeWhen;
    use crate::semantics::bounds::Most;

    fn payees(by: &[i128]) -> Moves {
        let each = |by: &i128| Moved {
            name: Name::new("p"),
            before: 0,
            after: *by,
        };
        Moves {
            payees: by.iter().map(each).collect(),
            ..Moves::default()
        }
    }

    #[test]
    fn one_loser_makes_a_change_worse() {
        let sort = |payable: &[i128], credit: &[i128]| {
            let (payable, credit) = (payees(payable), payees(credit));
            PartnerMoney { payable, credit }.sort()
        };
        assert_eq!(sort(&[-1, 500], &[]), NoticeWhen::Worse);
        assert_eq!(sort(&[1, 500], &[]), NoticeWhen::Better);
        assert_eq!(sort(&[1, 500], &[-1]), NoticeWhen::Worse);
        assert_eq!(sort(&[], &[1]), NoticeWhen::Better);
        assert_eq!(sort(&[], &[]), NoticeWhen::Neutral);
    }

    #[test]
    fn exposure_rises_by_more_than_a_part() {
        let part = Ratio::new(1, 10).unwrap();
        assert!(!rises((&Most::Of(100), &Most::Of(110)), part));
        assert!(rises((&Most::Of(100), &Most::Of(111)), part));
        assert!(!rises((&Most::Of(100), &Most::Of(50)), part));
    }
}
