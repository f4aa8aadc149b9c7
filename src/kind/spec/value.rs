//! What stood there, resolved: the values that a compiled clause holds.

use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::id::{
    BenefitId, BudgetId, CertificationId, CommitteeId, CourseId, EntryId, IncentiveId, LineId,
    MeasureId, ProductId, RegionId, RoleId, ScoreId, SegmentId, SpecializationId, TargetId, TierId,
    TrackId, TypeId,
};
use crate::base::money::Money;
use crate::base::name::Name;
use crate::base::period::{Cycle, Days, Period};
use crate::base::ratio::Ratio;
use crate::base::recurrence::Recurrence;
use crate::base::span::Span;
use crate::base::unit::Unit;
use crate::payout::Per;
use crate::payout::given::InKind;
use crate::payout::measure::{Figure, Measure, Reading, Selector};
use crate::payout::table::{AsOf, Set};
use crate::payout::test::Test;

/// A resolved name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Named {
    /// A region.
    Region(RegionId),
    /// A partner type.
    Type(TypeId),
    /// A product line.
    Line(LineId),
    /// A product.
    Product(ProductId),
    /// A measure.
    Measure(MeasureId),
    /// A tier.
    Tier(TierId),
    /// A specialization.
    Specialization(SpecializationId),
    /// A benefit.
    Benefit(BenefitId),
    /// A certification.
    Certification(CertificationId),
    /// A budget.
    Budget(BudgetId),
    /// An incentive.
    Incentive(IncentiveId),
    /// A track.
    Track(TrackId),
    /// A course.
    Course(CourseId),
    /// A calendar entry.
    Entry(EntryId),
    /// An audience.
    Segment(SegmentId),
    /// A role.
    Role(RoleId),
    /// A committee.
    Committee(CommitteeId),
    /// A score.
    Score(ScoreId),
    /// A target.
    Target(TargetId),
}

/// A resolved value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// The words say all.
    Nothing,
    /// An amount.
    Money(Money),
    /// A rate: 0.03 for 3%.
    Percent(Ratio),
    /// A whole number and its noun, if it has one.
    Count(i64, Option<&'static str>),
    /// A decimal number.
    Number(Ratio),
    /// A number of things in place of money.
    InKind(Ratio, InKind),
    /// A length of time.
    Duration(Duration),
    /// Several lengths of time, rising.
    Parts(Vec<Duration>),
    /// A day.
    Date(Date),
    /// Days, and the entry that named them.
    Days(Days, Option<EntryId>),
    /// A cycle.
    Cycle(Cycle),
    /// A period of the program's year.
    Period(Period),
    /// When an entry takes place.
    When(When),
    /// A text in quotes, placeholders kept.
    Text(Name),
    /// Undeclared ids.
    Ids(Vec<Name>),
    /// Declared names, with their places.
    Names(Vec<(Named, Span)>),
    /// Fixed phrases.
    Words(Vec<&'static str>),
    /// Fixed phrases with a number each.
    Weights(Vec<(&'static str, Ratio)>),
    /// A measure's definition and unit.
    Measure(Measure, Unit),
    /// A figure and its unit.
    Figure(Figure, Unit),
    /// A condition.
    Test(Test),
    /// The facts that are paid for, what is paid once, and the days they are taken from.
    Events(Events),
    /// A day's name.
    AsOf(AsOf),
    /// A closed set.
    Set(Set),
    /// What a payment day is counted from.
    Anchor(crate::payout::payment::Anchor),
    /// A currency.
    Currency(crate::base::money::Currency),
    /// Weekdays.
    Weekdays(Vec<crate::base::date::Weekday>),
    /// Days.
    Dates(Vec<Date>),
    /// What silence means.
    Silence(Silence),
}

/// What it means when nobody decides in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Silence {
    /// Approved.
    Approved,
    /// Refused.
    Refused,
    /// The next person decides.
    EscalateTo(Name),
}

/// The facts an event payout pays for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Events {
    /// Which facts, its window included.
    pub selector: Selector,
    /// What is paid once.
    pub per: Per,
    /// The days they are taken from, when the clause names an entry or dates.
    pub days: Option<Days>,
    /// The amount of one event, for kinds that pay a share of it.
    pub amount: Option<Reading>,
}

/// When a calendar entry takes place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// From the first to the last day.
    Days(Days),
    /// On each of these days.
    Recurrence(Recurrence),
    /// Each time an incentive is paid.
    Payout(IncentiveId),
    /// This long before or after something that an incentive does.
    Relative {
        /// How long.
        distance: Duration,
        /// Before (or after).
        before: bool,
        /// The moment.
        moment: Moment,
    },
}

/// A moment that an incentive brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Moment {
    /// A fund's credit expires.
    Expiry(IncentiveId),
    /// An incentive is paid.
    Payout(IncentiveId),
    /// A calendar entry begins.
    Start(EntryId),
    /// A calendar entry ends.
    End(EntryId),
}

impl Value {
    /// The resolved names, if it holds names.
    pub fn names(&self) -> Vec<Named> {
        let Value::Names(names) = self else {
            return Vec::new();
        };
        names.iter().map(|(named, _)| *named).collect()
    }

    /// The first fixed phrase, if it holds one.
    pub fn word(&self) -> Option<&'static str> {
        if let Value::Words(words) = self {
            words.first().copied()
        } else {
            None
        }
    }

    /// The amount, if it is one.
    pub fn money(&self) -> Option<Money> {
        if let Value::Money(money) = self {
            Some(*money)
        } else {
            None
        }
    }
}
