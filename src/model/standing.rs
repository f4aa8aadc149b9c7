//! Tiers: what earns, keeps and loses them, and when they are reviewed.

use super::{Declared, Program};
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::id::{BenefitId, RegionId};
use crate::base::money::Money;
use crate::base::name::Name;
use crate::base::origin::Origin;
use crate::base::period::Days;
use crate::base::recurrence::Recurrence;
use crate::payout::test::Test;

/// A tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    /// Name and title.
    pub declared: Declared,
    /// 1 is the lowest.
    pub rank: u16,
    /// What is said of it, in the order of days, without a gap. What holds on the first day of the program's year
    /// held before it, and what holds on the last day goes on after it.
    pub versions: Vec<Version>,
    /// How long it lasts; `None` has no end.
    pub term: Option<Term>,
}

/// What is said of a tier on some days: all but its rank and its term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The days of the program's year.
    pub days: Days,
    /// Alternative ways to the tier; meeting one is enough. Empty: every partner qualifies.
    pub paths: Vec<Path>,
    /// What partners of the tier are advised to meet; whoever does not loses nothing.
    pub advise: Vec<Requirement>,
    /// What its partners get.
    pub benefits: Vec<BenefitId>,
    /// Whether each partner of a group has what the best of them has earned.
    pub of_group: bool,
    /// The review days.
    pub review: Option<Recurrence>,
    /// Whose business days the review reads.
    pub review_region: Option<RegionId>,
    /// When a partner rises.
    pub rise: Rise,
    /// Whether only who holds the tier below rises to it.
    pub from_below: bool,
    /// Whether a person must invite to it.
    pub invite: Option<Name>,
    /// How long after it was earned a partner may join it; `None` does not ask.
    pub enrol: Option<Duration>,
    /// Who must agree before it is lost.
    pub confirm: Option<Confirm>,
    /// Who may freeze it.
    pub freeze: Option<Name>,
    /// How it is lost, and what it costs.
    pub loss: Loss,
}

impl Version {
    /// The days of its reviews that lie in its own days.
    pub fn reviews(&self, program: &Program) -> Vec<Date> {
        let fiscal = &program.fiscal;
        let business = program.business_days(self.review_region);
        let all = self.review.iter();
        let all = all.flat_map(|it| it.dates(fiscal.year(), fiscal, &business));
        all.filter(|day| self.days.contains(*day)).collect()
    }
}

impl Tier {
    /// How it is lost on all days, and what it costs.
    pub fn losses(&self) -> impl Iterator<Item = Loss> {
        self.versions.iter().map(|version| version.loss)
    }

    /// The days on which it is reviewed.
    pub fn reviews(&self, program: &Program) -> Vec<Date> {
        let versions = self.versions.iter();
        versions.flat_map(|it| it.reviews(program)).collect()
    }

    /// What holds on a day.
    pub fn on(&self, day: Date) -> Option<&Version> {
        let held = self.versions.iter().find(|it| day <= it.days.last());
        held.or(self.versions.last())
    }

    /// The ways to it of all days.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.versions.iter().flat_map(|version| &version.paths)
    }
}

/// How a tier is lost on some days, and what it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loss {
    /// When and how far a partner falls.
    pub fall: Fall,
    /// How long a lost tier is kept after the review that lost it.
    pub grace: Option<Duration>,
    /// Until when nobody loses it.
    pub hold: Option<Hold>,
    /// What a partner pays for it.
    pub fee: Option<Fee>,
}

impl Loss {
    /// Nobody loses it, and it costs nothing.
    pub const NEVER: Loss = Loss {
        fall: Fall {
            after_missed_reviews: 0,
            step: FallStep::OneRank,
        },
        grace: None,
        hold: None,
        fee: None,
    };
}

/// A standing beside the tiers, held or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Specialization {
    /// How it is earned, kept and lost: as a tier that is alone.
    pub rules: Tier,
}

/// How long a standing lasts, and how it begins anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// From its first day.
    pub lasts: Duration,
    /// How long before the last day it can be renewed; `None` is never.
    pub renew: Option<Duration>,
    /// Which renewals ask for an audit.
    pub audit: Option<Audit>,
}

/// An audit before a renewal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit {
    /// Of how many renewals one asks for it: the last of them.
    pub every: u16,
    /// Who looks.
    pub by: Name,
}

/// What a partner pays for a tier in each year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fee {
    /// How much.
    pub amount: Money,
    /// Whether it is a twelfth for each whole month that is left of the year.
    pub prorated: bool,
    /// How long after it was paid it is given back.
    pub refundable: Option<Duration>,
}

/// Until when a tier is not lost once it was gained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hold {
    /// Until the program's year is over.
    YearEnd,
    /// Until the year after it is over.
    NextYearEnd,
    /// Until a year after it was gained.
    Anniversary,
}

/// A person's word before a tier is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirm {
    /// Whose.
    pub by: Name,
    /// How long it may take.
    pub within: Duration,
    /// Whether the tier is kept when nobody says anything.
    pub silence_keeps: bool,
}

/// One way to a tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// Its name.
    pub name: Name,
    /// Its title; that of the tier where the tier itself states what is asked.
    pub title: Name,
    /// All must hold to earn the tier.
    pub earn: Vec<Requirement>,
    /// All must hold to keep it; what earns it where nothing is said.
    pub keep: Vec<Requirement>,
}

/// One requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The condition.
    pub test: Test,
    /// Where it is written.
    pub origin: Origin,
}

/// When a partner rises to the tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rise {
    /// On the day after a review that finds it earned.
    AtReview,
    /// On the day after the requirements are first met.
    OnAnyDay,
}

/// When a partner falls from the tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fall {
    /// After this many missed reviews in a row; 0 never falls.
    pub after_missed_reviews: u16,
    /// How far.
    pub step: FallStep,
}

/// How far a fall goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FallStep {
    /// One rank at a time.
    OneRank,
    /// To the highest tier whose keep requirements are met.
    ToTheTierThatIsMet,
}
