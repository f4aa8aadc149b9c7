//! What is counted: measures over facts, the windows they are read in, and the facts they select.
//! A measure is a closed enum of operators; two measures are never multiplied.

use std::collections::BTreeSet;

use super::Blocks;
use super::score::Scored;
use super::table::AsOf;
use super::target::Attained;
use crate::base::id::{
    CertificationId, MeasureId, ProductId, RegionId, SpecializationId, TierId, TypeId,
};
use crate::base::name::Name;
use crate::base::period::{Cycle, Days};
use crate::base::ratio::Ratio;
use crate::fact::{FactKind, FieldIndex};

/// A declared measure, without a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The total of a field over the selected facts. Rises with each fact. Sales count less what was returned.
    Sum {
        /// Which facts.
        of: Selector,
        /// Which amount or count field.
        field: FieldIndex,
    },
    /// How many facts are selected.
    Count(Selector),
    /// How many different texts a field has.
    Distinct {
        /// Which facts.
        of: Selector,
        /// Which field.
        field: FieldIndex,
        /// How much the facts of one text must come to, for it to count; `None` asks for one fact.
        having: Option<Having>,
    },
    /// The middle one of the totals of each text of a field; of an even number, the mean of the two in the
    /// middle. It opens tests and selects bands, and is never paid on.
    Median {
        /// Which facts.
        of: Selector,
        /// Which amount or count field is added up.
        field: FieldIndex,
        /// By which field.
        by: FieldIndex,
    },
    /// How many different people hold one of the certifications on a day: a stock, read `as of`.
    Certified(BTreeSet<CertificationId>),
    /// One measure less another, in the same window.
    Less(Box<Measure>, Box<Measure>),
}

impl Measure {
    /// Whether the measure is a stock (read on a day) rather than a flow (read over days).
    pub fn is_stock(&self) -> bool {
        match self {
            Measure::Certified(_) => true,
            Measure::Sum { .. }
            | Measure::Count(_)
            | Measure::Distinct { .. }
            | Measure::Median { .. } => false,
            Measure::Less(left, _) => left.is_stock(),
        }
    }

    /// Whether a further fact never lowers it.
    pub fn only_rises(&self) -> bool {
        match self {
            Measure::Sum { of, .. } | Measure::Count(of) | Measure::Distinct { of, .. } => {
                // A payment that becomes known late can say that a sale was paid in time.
                !of.all.iter().any(|it| matches!(it, Condition::PaidLate(_)))
            }
            Measure::Certified(_) => true,
            Measure::Median { .. } | Measure::Less(..) => false,
        }
    }
}

/// How much the facts of one text must come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Having {
    /// Which amount or count field is added up; `None` counts facts.
    pub field: Option<FieldIndex>,
    /// At least so much, in minor units or as a number.
    pub least: i128,
}

/// Facts of one kind that meet all conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    /// Which facts.
    pub fact: FactKind,
    /// All must hold.
    pub all: Vec<Condition>,
}

/// A condition on one fact. A field that the fact does not carry fails every condition on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The field is one of these texts.
    Is(FieldIndex, BTreeSet<Name>),
    /// The field is none of these texts.
    IsNot(FieldIndex, BTreeSet<Name>),
    /// The field is at least this many (minor units, or a count).
    AtLeast(FieldIndex, i128),
    /// The product is one of these.
    Product(BTreeSet<ProductId>),
    /// The certification is one of these.
    Certification(BTreeSet<CertificationId>),
    /// It happened on one of these days.
    Within(Days),
    /// The partner held one of these tiers on the as-of day.
    Tier(BTreeSet<TierId>, AsOf),
    /// The partner held one of these specializations on the as-of day.
    Specialized(BTreeSet<SpecializationId>, AsOf),
    /// The partner is of one of these types.
    Type(BTreeSet<TypeId>),
    /// The partner's home is in one of these regions.
    Region(BTreeSet<RegionId>),
    /// The person on the fact holds the certification on the day of the fact.
    PersonHolds(CertificationId),
    /// The first accepted sale to its customer by anyone.
    NewCustomer,
    /// The deal is registered for the partner on the day of the sale.
    RegisteredDeal,
    /// The partner has the deal as a lead of the vendor on the day of the sale.
    Lead,
    /// The partner has another accepted sale of one of these products together with it.
    SoldWith(BTreeSet<ProductId>, Together),
    /// Its customer paid for all of it within so many days.
    PaidWithin(u16),
    /// So many days are over, and its customer had not paid for all of it within them.
    PaidLate(u16),
}

/// Which sales are made together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Together {
    /// Those of one order.
    Order,
    /// Those of one deal.
    Deal,
    /// Those to one customer, at most so many days apart.
    Customer(u16),
}

/// A measure in a window, for an entity: what every payout and test reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Which measure; `None` reads the occasion's own fact (its amount, or one).
    pub measure: Measured,
    /// Over which time.
    pub window: Window,
    /// Whose facts.
    pub entity: Entity,
    /// Further conditions stated at the use, such as a product line or the tier on the day of sale.
    pub only: Vec<Condition>,
}

/// What a reading counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measured {
    /// A declared measure.
    Measure(MeasureId),
    /// The occasion's own fact: this field of it, less what was returned.
    Field(FieldIndex),
    /// The occasion's own fact, counted as one.
    One,
    /// How many whole months before the day of the occasion's own fact something began. It selects bands, and
    /// is never paid on.
    MonthsSince(Beginning),
    /// The day on which it began, in days since the first of the calendar. It selects bands, and is never paid on.
    DayOf(Beginning),
}

impl Measured {
    /// What it looks back to, where it is a time.
    pub fn beginning(self) -> Option<Beginning> {
        match self {
            Measured::MonthsSince(beginning) | Measured::DayOf(beginning) => Some(beginning),
            Measured::Measure(_) | Measured::Field(_) | Measured::One => None,
        }
    }
}

/// What the age of a fact is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Beginning {
    /// The first accepted sale to its customer, by anyone.
    FirstSale,
    /// The first accepted sale of the same line to its customer, by anyone.
    FirstSaleOfLine,
    /// The first accepted sale of the same product to its customer, by anyone.
    FirstSaleOfProduct,
    /// The launch of its product.
    Launch,
}

impl Beginning {
    /// Every one of them.
    pub const ALL: [Beginning; 4] = [
        Beginning::FirstSale,
        Beginning::FirstSaleOfLine,
        Beginning::FirstSaleOfProduct,
        Beginning::Launch,
    ];

    /// How programs say it.
    pub const fn words(self) -> &'static str {
        match self {
            Beginning::FirstSale => "first sale to the customer",
            Beginning::FirstSaleOfLine => "first sale of the line to the customer",
            Beginning::FirstSaleOfProduct => "first sale of the product to the customer",
            Beginning::Launch => "launch of the product",
        }
    }
}

/// Over which time a measure is read. `D` is the as-of day of the occasion: an event's own day, a period's
/// last day, a review's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Window {
    /// The occasion's own fact or period.
    Occasion,
    /// The period that holds D, up to D.
    In(Cycle),
    /// The period that holds D, up to D, and the n-1 before it.
    OverLast(u16, Cycle),
    /// The first n days of the period that holds D, up to D.
    First(u16, Cycle),
    /// The n complete periods before the one that holds D.
    OverPrevious(u16, Cycle),
    /// The same period of the year before, whole.
    OfLastYear(Cycle),
    /// The mean of the n complete periods before the one that holds D.
    Average(u16, Cycle),
    /// The largest of the n complete periods before the one that holds D.
    Peak(u16, Cycle),
    /// These days, up to D.
    Days(Days),
    /// On D: for stocks.
    AsOf(AsOf),
}

/// Whose facts are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entity {
    /// The partner.
    Partner,
    /// The person on the fact, within the partner.
    Seller,
    /// The customer on the fact, within the partner.
    Customer,
    /// The partners that belong to one group with the partner.
    Group,
    /// All partners.
    Program,
}

/// A figure that selects a band or opens a test: a reading, or a ratio of two. It is never multiplied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// The measured amount.
    Reading(Reading),
    /// `of` divided by `over`.
    Share {
        /// Numerator.
        of: Reading,
        /// Denominator.
        over: Reading,
        /// What an empty denominator gives.
        when_empty: WhenEmpty,
    },
    /// `of / over - 1`.
    Growth {
        /// Now.
        of: Reading,
        /// Then.
        over: Reading,
        /// What a zero base gives.
        when_empty: WhenEmpty,
    },
    /// How much of one there is for each step of another; beyond every threshold where there is no step.
    Density {
        /// What there should be enough of.
        of: Reading,
        /// What it is measured against.
        over: Reading,
        /// The size of a step, above zero, in the unit of what it is measured against.
        step: Ratio,
        /// Whether a part of a step counts.
        blocks: Blocks,
    },
    /// What a score comes to.
    Score(Box<Scored>),
    /// How much of a target is reached; below every threshold where nothing is expected.
    Attainment(Box<Attained>),
}

/// What a ratio with an empty base gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WhenEmpty {
    /// Every test passes; the highest band applies.
    Passes,
    /// Every test fails; the lowest band applies.
    Fails,
    /// This value.
    Is(Ratio),
}
