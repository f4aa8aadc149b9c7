//! One fact as the book keeps it: no texts, fixed size, so that a forecast can post tens of thousands.

use crate::base::date::Date;
use crate::fact::{FIELDS_OF_SALE, FactKind, FieldIndex, FieldKind, type_of};
use crate::semantics::symbol::Symbol;

/// A partner, by place in its book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartnerId(pub u32);

impl PartnerId {
    /// The place in the book's list of partners.
    pub fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// A fact, by place in its book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(pub u32);

impl RowId {
    /// The place in the book's list of facts.
    pub fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// The most fields that a type of fact has.
pub const MOST_FIELDS: usize = 9;

/// A fact without texts. Which field holds what is the registry's to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Row {
    /// When it was accepted: orders facts that compete.
    pub accepted: Date,
    /// Its claim number: breaks ties of the accepted date.
    pub claim: Symbol,
    /// Its own id: breaks ties of the claim number.
    pub id: Symbol,
    /// What kind of fact.
    pub kind: FactKind,
    /// Whose it is. A return's is filled in from its sale.
    pub partner: PartnerId,
    /// Chooses period, version and tier.
    pub happened: Date,
    /// The day it enters the book.
    pub known: Date,
    /// What its reference field names, by place in the program's list; `None` where it names nothing.
    pub refers: Option<u16>,
    cells: [u64; MOST_FIELDS],
    present: u16,
}

impl Row {
    /// A fact that happened, was known and was accepted on one day and has no fields yet.
    pub fn new(kind: FactKind, id: Symbol, partner: PartnerId, happened: Date) -> Row {
        Row {
            kind,
            id,
            partner,
            happened,
            known: happened,
            accepted: happened,
            claim: Symbol::EMPTY,
            refers: None,
            cells: [0; MOST_FIELDS],
            present: 0,
        }
    }

    /// The same fact with a text field.
    #[must_use]
    pub fn with_text(self, field: FieldIndex, text: Symbol) -> Row {
        self.with(field, text.word())
    }

    /// The same fact with a number: minor units of an amount, or a count.
    #[must_use]
    pub fn with_number(self, field: FieldIndex, number: i64) -> Row {
        self.with(field, u64::from_ne_bytes(number.to_ne_bytes()))
    }

    /// The same fact with a date field.
    #[must_use]
    pub fn with_date(self, field: FieldIndex, date: Date) -> Row {
        self.with_number(field, Date::MIN.days_until(date))
    }

    /// The same fact naming the declared thing at this place of the program's list.
    #[must_use]
    pub fn with_reference(self, place: u16) -> Row {
        Row {
            refers: Some(place),
            ..self
        }
    }

    /// The text of a text field.
    pub fn text(&self, field: FieldIndex) -> Option<Symbol> {
        self.cell(field).map(Symbol::of_word)
    }

    /// The number of an amount or count field.
    pub fn number(&self, field: FieldIndex) -> Option<i64> {
        self.cell(field)
            .map(|word| i64::from_ne_bytes(word.to_ne_bytes()))
    }

    /// The date of a date field.
    pub fn date(&self, field: FieldIndex) -> Option<Date> {
        self.number(field).map(|days| Date::MIN.plus_days(days))
    }

    /// The product that the fact is about, by place in the program's list.
    pub fn product(&self) -> Option<u16> {
        let fields = type_of(self.kind).fields.iter();
        let mut named = fields.filter(|field| matches!(field.kind, FieldKind::Refers("product")));
        named.next().and(self.refers)
    }

    /// The person of the fact: the seller of a sale, else who passed or finished.
    pub fn person(&self) -> Option<Symbol> {
        match self.kind {
            FactKind::Sale => self.text(FIELDS_OF_SALE.seller),
            FactKind::Certification | FactKind::Completion => self.text(places::PERSON),
            FactKind::Return
            | FactKind::Registration
            | FactKind::Claim
            | FactKind::Enrolment
            | FactKind::Standing
            | FactKind::Specialization
            | FactKind::DealStep
            | FactKind::Lead
            | FactKind::Membership
            | FactKind::ClaimStep
            | FactKind::Exception
            | FactKind::Quote
            | FactKind::Target
            | FactKind::Purchase
            | FactKind::Rotation
            | FactKind::Debit
            | FactKind::Protection
            | FactKind::Payment
            | FactKind::Cancellation
            | FactKind::Credit => None,
        }
    }

    /// The customer of the fact, if its type has one.
    pub fn customer(&self) -> Option<Symbol> {
        match self.kind {
            FactKind::Sale => self.text(FIELDS_OF_SALE.customer),
            FactKind::Registration => self.text(places::REGISTRATION_CUSTOMER),
            FactKind::Lead => self.text(places::LEAD_CUSTOMER),
            FactKind::Debit => self.text(places::DEBIT_CUSTOMER),
            FactKind::Quote => self.text(places::QUOTE_CUSTOMER),
            FactKind::Cancellation => self.text(places::CANCELLATION_CUSTOMER),
            FactKind::Return
            | FactKind::Certification
            | FactKind::Completion
            | FactKind::Claim
            | FactKind::Enrolment
            | FactKind::Standing
            | FactKind::Specialization
            | FactKind::DealStep
            | FactKind::Membership
            | FactKind::ClaimStep
            | FactKind::Exception
            | FactKind::Target
            | FactKind::Purchase
            | FactKind::Rotation
            | FactKind::Protection
            | FactKind::Payment
            | FactKind::Credit => None,
        }
    }

    fn with(mut self, field: FieldIndex, word: u64) -> Row {
        if let (Some(cell), Some(bit)) = (self.cells.get_mut(usize::from(field.0)), bit_of(field)) {
            *cell = word;
            self.present |= bit;
        }
        self
    }

    fn cell(&self, field: FieldIndex) -> Option<u64> {
        let held = self.present & bit_of(field)? != 0;
        self.cells
            .get(usize::from(field.0))
            .copied()
            .filter(|_| held)
    }
}

fn bit_of(field: FieldIndex) -> Option<u16> {
    1_u16.checked_shl(u32::from(field.0))
}

/// Places of fields that the semantics reads itself; `fact::FIELDS_OF_SALE` has those of a sale.
pub mod places {
    use crate::fact::FieldIndex;

    /// `return.sale_id`
    pub const RETURN_SALE: FieldIndex = FieldIndex(0);
    /// `return.units`
    pub const RETURN_UNITS: FieldIndex = FieldIndex(1);
    /// `return.net_amount`
    pub const RETURN_AMOUNT: FieldIndex = FieldIndex(2);
    /// `certification.person` and `completion.person`
    pub const PERSON: FieldIndex = FieldIndex(0);
    /// `certification.until`
    pub const CERTIFICATION_UNTIL: FieldIndex = FieldIndex(2);
    /// `registration.deal_id`
    pub const REGISTRATION_DEAL: FieldIndex = FieldIndex(0);
    /// `registration.customer_id`
    pub const REGISTRATION_CUSTOMER: FieldIndex = FieldIndex(1);
    /// `registration.value`
    pub const REGISTRATION_VALUE: FieldIndex = FieldIndex(2);
    /// `registration.decision`
    pub const REGISTRATION_DECISION: FieldIndex = FieldIndex(3);
    /// `registration.decided`
    pub const REGISTRATION_DECIDED: FieldIndex = FieldIndex(4);
    /// `claim.activity`
    pub const CLAIM_ACTIVITY: FieldIndex = FieldIndex(1);
    /// `claim.cost`
    pub const CLAIM_COST: FieldIndex = FieldIndex(2);
    /// `claim.requested`
    pub const CLAIM_REQUESTED: FieldIndex = FieldIndex(3);
    /// `claim.held`
    pub const CLAIM_HELD: FieldIndex = FieldIndex(4);
    /// `claim.proof`
    pub const CLAIM_PROOF: FieldIndex = FieldIndex(5);
    /// `claim.decision`
    pub const CLAIM_DECISION: FieldIndex = FieldIndex(6);
    /// `target.amount`
    pub const TARGET_AMOUNT: FieldIndex = FieldIndex(1);
    /// `target.until`
    pub const TARGET_UNTIL: FieldIndex = FieldIndex(2);
    /// `standing.step`, `specialization.step`
    pub const STEP: FieldIndex = FieldIndex(1);
    /// `standing.until`, `specialization.until`
    pub const STEP_UNTIL: FieldIndex = FieldIndex(3);
    /// `deal_step.about`
    pub const DEAL_STEP_ABOUT: FieldIndex = FieldIndex(0);
    /// `deal_step.step`
    pub const DEAL_STEP: FieldIndex = FieldIndex(1);
    /// `lead.deal_id`
    pub const LEAD_DEAL: FieldIndex = FieldIndex(0);
    /// `claim_step.claim_id`
    pub const CLAIM_STEP_CLAIM: FieldIndex = FieldIndex(0);
    /// `claim_step.step`
    pub const CLAIM_STEP: FieldIndex = FieldIndex(1);
    /// `claim_step.amount`
    pub const CLAIM_STEP_AMOUNT: FieldIndex = FieldIndex(2);
    /// `membership.head`
    pub const MEMBERSHIP_HEAD: FieldIndex = FieldIndex(0);
    /// `membership.until`
    pub const MEMBERSHIP_UNTIL: FieldIndex = FieldIndex(1);
    /// `lead.customer_id`
    pub const LEAD_CUSTOMER: FieldIndex = FieldIndex(1);
    /// `purchase.units`
    pub const PURCHASE_UNITS: FieldIndex = FieldIndex(1);
    /// `purchase.net_amount`
    pub const PURCHASE_AMOUNT: FieldIndex = FieldIndex(2);
    /// `rotation.units`
    pub const ROTATION_UNITS: FieldIndex = FieldIndex(1);
    /// `credit.deal_id`
    pub const CREDIT_DEAL: FieldIndex = FieldIndex(0);
    /// `credit.share`
    pub const CREDIT_SHARE: FieldIndex = FieldIndex(2);
    /// `debit.customer_id`
    pub const DEBIT_CUSTOMER: FieldIndex = FieldIndex(1);
    /// The customer of a quote.
    pub const QUOTE_CUSTOMER: FieldIndex = FieldIndex(1);
    /// `payment.sale_id`
    pub const PAYMENT_SALE: FieldIndex = FieldIndex(0);
    /// `payment.net_amount`
    pub const PAYMENT_AMOUNT: FieldIndex = FieldIndex(1);
    /// `cancellation.customer_id`
    pub const CANCELLATION_CUSTOMER: FieldIndex = FieldIndex(0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::TYPES;

    #[test]
    fn every_type_fits_a_row_and_refers_to_one_thing_at_most() {
        for each in TYPES {
            assert!(each.fields.len() <= MOST_FIELDS, "{}", each.word);
            let refers = each
                .fields
                .iter()
                .filter(|field| matches!(field.kind, crate::fact::FieldKind::Refers(_)));
            assert!(refers.count() <= 1, "{}", each.word);
        }
    }

    #[test]
    fn the_places_are_those_of_the_registry() {
        let cases = [
            (FactKind::Return, "sale_id", places::RETURN_SALE),
            (FactKind::Return, "units", places::RETURN_UNITS),
            (FactKind::Return, "net_amount", places::RETURN_AMOUNT),
            (FactKind::Certification, "person", places::PERSON),
            (FactKind::Completion, "person", places::PERSON),
            (
                FactKind::Certification,
                "until",
                places::CERTIFICATION_UNTIL,
            ),
            (FactKind::Registration, "deal_id", places::REGISTRATION_DEAL),
            (
                FactKind::Registration,
                "customer_id",
                places::REGISTRATION_CUSTOMER,
            ),
            (
                FactKind::Registration,
                "decision",
                places::REGISTRATION_DECISION,
            ),
            (
                FactKind::Registration,
                "decided",
                places::REGISTRATION_DECIDED,
            ),
            (FactKind::Registration, "value", places::REGISTRATION_VALUE),
            (FactKind::Claim, "activity", places::CLAIM_ACTIVITY),
            (FactKind::Claim, "cost", places::CLAIM_COST),
            (FactKind::Claim, "requested", places::CLAIM_REQUESTED),
            (FactKind::Claim, "held", places::CLAIM_HELD),
            (FactKind::Claim, "proof", places::CLAIM_PROOF),
            (FactKind::Claim, "decision", places::CLAIM_DECISION),
            (FactKind::Standing, "step", places::STEP),
            (FactKind::Target, "amount", places::TARGET_AMOUNT),
            (FactKind::Target, "until", places::TARGET_UNTIL),
            (FactKind::Standing, "until", places::STEP_UNTIL),
            (FactKind::Purchase, "units", places::PURCHASE_UNITS),
            (FactKind::Purchase, "net_amount", places::PURCHASE_AMOUNT),
            (FactKind::Rotation, "units", places::ROTATION_UNITS),
            (FactKind::Credit, "deal_id", places::CREDIT_DEAL),
            (FactKind::Credit, "share", places::CREDIT_SHARE),
            (FactKind::Debit, "customer_id", places::DEBIT_CUSTOMER),
            (FactKind::Quote, "customer_id", places::QUOTE_CUSTOMER),
            (FactKind::Payment, "sale_id", places::PAYMENT_SALE),
            (FactKind::Payment, "net_amount", places::PAYMENT_AMOUNT),
            (
                FactKind::Cancellation,
                "customer_id",
                places::CANCELLATION_CUSTOMER,
            ),
        ];
        for (kind, name, place) in cases {
            is_there(kind, name, place);
        }
    }

    #[test]
    fn the_places_of_what_happens_to_standings_and_deals_are_those_of_the_registry() {
        let cases = [
            (FactKind::Specialization, "step", places::STEP),
            (FactKind::Specialization, "until", places::STEP_UNTIL),
            (FactKind::DealStep, "about", places::DEAL_STEP_ABOUT),
            (FactKind::DealStep, "step", places::DEAL_STEP),
            (FactKind::Lead, "deal_id", places::LEAD_DEAL),
            (FactKind::Lead, "customer_id", places::LEAD_CUSTOMER),
            (FactKind::ClaimStep, "claim_id", places::CLAIM_STEP_CLAIM),
            (FactKind::ClaimStep, "step", places::CLAIM_STEP),
            (FactKind::ClaimStep, "amount", places::CLAIM_STEP_AMOUNT),
            (FactKind::Membership, "head", places::MEMBERSHIP_HEAD),
            (FactKind::Membership, "until", places::MEMBERSHIP_UNTIL),
        ];
        for (kind, name, place) in cases {
            is_there(kind, name, place);
        }
    }

    fn is_there(kind: FactKind, name: &str, place: FieldIndex) {
        let found = type_of(kind).field(name).map(|(at, _)| at);
        assert_eq!(found, Some(place), "{name}");
    }

    #[test]
    fn a_field_reads_back_as_it_was_written_and_no_other_is_there() {
        let day = Date::new(2027, 2, 1).unwrap();
        let row = Row::new(FactKind::Sale, Symbol::EMPTY, PartnerId(0), day)
            .with_number(FieldIndex(6), -5)
            .with_date(FieldIndex(2), day)
            .with_text(FieldIndex(7), Symbol::ACCEPTED);
        assert_eq!(row.number(FieldIndex(6)), Some(-5));
        assert_eq!(row.date(FieldIndex(2)), Some(day));
        assert_eq!(row.text(FieldIndex(7)), Some(Symbol::ACCEPTED));
        assert_eq!(row.text(FieldIndex(0)), None);
        assert_eq!(row.number(FieldIndex(200)), None);
    }
}
