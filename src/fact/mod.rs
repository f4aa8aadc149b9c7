//! What can happen: sales, returns, certificates, claims. One registry says which fields a fact has,
//! so that examples, CSV files, measures and the reference pages read the same list.
//! Knows nothing of programs: a fact carries the names that the file or the market gave it.

mod claim;
pub mod columns;
mod deal;
mod group;
pub mod registry;
mod standing;
mod stock;

pub use deal::STEPS_OF_LEADS;
pub use registry::{FIELDS_OF_SALE, Field, FieldKind, TYPES, Type, type_named, type_of};
pub use stock::has_product;

use crate::base::{date::Date, name::Name};

/// Which kind of fact this is: an index into [`TYPES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactKind {
    /// Goods or a subscription sold by a partner.
    Sale,
    /// Goods or money given back; names its sale.
    Return,
    /// A person passed an examination.
    Certification,
    /// A person finished a course.
    Completion,
    /// A partner asked to protect a deal.
    Registration,
    /// A partner asked to be paid back for an activity.
    Claim,
    /// A partner joined an offer or the program.
    Enrolment,
    /// Something that a person decided about a partner's tier, or that the partner did for it.
    Standing,
    /// What a partner should reach, as it was agreed with it.
    Target,
    /// A partner bought goods for its stock.
    Purchase,
    /// A partner sent goods back from its stock.
    Rotation,
    /// A partner claims the difference to a customer's special price.
    Debit,
    /// A partner claims a fall in price for its stock.
    Protection,
    /// A customer paid for a sale.
    Payment,
    /// A customer ended what it had bought.
    Cancellation,
    /// A partner had a part in a deal.
    Credit,
    /// Something that a person decided about a partner's specialization, or that the partner did for it.
    Specialization,
    /// Something happened to a registration or a lead.
    DealStep,
    /// The vendor gave a partner a lead.
    Lead,
    /// A partner belongs to the group of another.
    Membership,
    /// Something happened to a claim on a fund.
    ClaimStep,
    /// An amount was granted off the rules.
    Exception,
    /// A partner ordered at a price that it had been quoted.
    Quote,
}

/// One field's value. Amounts are minor units of the program's currency unless the fact says another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// The field was left out.
    Absent,
    /// An id or a word.
    Text(Name),
    /// A whole number: units, minutes.
    Count(i64),
    /// An amount in minor units.
    Amount(i128),
    /// A civil date.
    Date(Date),
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What kind of thing.
    pub kind: FactKind,
    /// The fact's own id, unique among facts of its kind.
    pub id: Name,
    /// The partner it belongs to. Empty for a return, which belongs to its sale's partner.
    pub partner: Name,
    /// Chooses period, version and tier.
    pub happened: Date,
    /// Chooses the book that receives the posting; never before `happened`.
    pub known: Date,
    /// When the vendor accepted it; orders facts that compete for room.
    pub accepted: Date,
    /// Breaks ties of the accepted date, before the id.
    pub claim: Name,
    /// The remaining fields, in the order of the type's `fields`.
    pub values: Box<[Value]>,
}

impl Fact {
    /// The value of the field at `index` of the fact's type.
    pub fn value(&self, index: FieldIndex) -> &Value {
        self.values
            .get(usize::from(index.0))
            .unwrap_or(&Value::Absent)
    }

    /// The text of a field, if it has one.
    pub fn text(&self, index: FieldIndex) -> Option<&Name> {
        match self.value(index) {
            Value::Text(name) => Some(name),
            Value::Absent | Value::Count(_) | Value::Amount(_) | Value::Date(_) => None,
        }
    }

    /// The number of a field: minor units of an amount, or a count.
    pub fn number(&self, index: FieldIndex) -> Option<i128> {
        match self.value(index) {
            Value::Amount(minor) => Some(*minor),
            Value::Count(count) => Some(i128::from(*count)),
            Value::Absent | Value::Text(_) | Value::Date(_) => None,
        }
    }

    /// The order in which facts compete: accepted date, claim number, id bytes.
    pub fn order(&self) -> (Date, &Name, &Name) {
        (self.accepted, &self.claim, &self.id)
    }
}

/// The place of a field among its type's fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldIndex(pub u8);
