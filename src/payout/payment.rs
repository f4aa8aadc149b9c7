//! How an award is paid: when, to whom, in what form, and on whose books.

use super::Account;
use crate::base::duration::Duration;
use crate::base::id::RegionId;
use crate::base::period::Cycle;

/// The terms of payment that every kind that pays must state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// How long after the anchor.
    pub after: Duration,
    /// What it is counted from.
    pub anchor: Anchor,
    /// Which way a day that is not open for business moves; `None` where days are business days already.
    pub roll: Option<Roll>,
    /// Whose business days count.
    pub region: Option<RegionId>,
    /// Who is paid.
    pub payee: Payee,
    /// In what form.
    pub form: Form,
    /// The account that bears it.
    pub account: Account,
    /// Who reports the tax.
    pub tax: TaxReporter,
}

/// What a payment day is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Anchor {
    /// The last day of the period that holds the award's day.
    End(Cycle),
    /// The day of the award's own fact.
    Event,
    /// The day a claim was approved (known).
    ApprovedClaim,
}

/// Which way a closed day moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Roll {
    /// To the next open day.
    Next,
    /// To the open day before.
    Previous,
}

/// Who is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Payee {
    /// The partner company.
    Partner,
    /// The partner that stands for the group, for all of it.
    Head,
    /// The person on the fact.
    Seller,
}

/// The form of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// A credit note.
    CreditNote,
    /// Money.
    Cash,
    /// Credit in a fund.
    Fund,
    /// Goods.
    Goods,
    /// Taken off the price of the sale, at the order.
    Discount,
}

/// Who reports the tax on an award.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaxReporter {
    /// The partner.
    Partner,
    /// The vendor.
    Vendor,
}
