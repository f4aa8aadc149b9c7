//! What the fold says: postings of money, and facts that were rejected with their reasons.
//! Must not know documents or files.

use std::fmt;

use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::id::IncentiveId;
use crate::base::money::Money;
use crate::base::name::Name;
use crate::base::period::{Days, Period};
use crate::base::ratio::Ratio;
use crate::fact::FactKind;
use crate::payout::payment::Payee;
use crate::payout::{Account, Per, UndoFrom};
use crate::semantics::book::{PartnerId, RowId};
use crate::semantics::symbol::Symbol;
use crate::semantics::why::Why;

/// What a claim is paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Earned {
    /// One event: the id of its fact, or of the deal, order, customer or person that is paid once.
    Event(Per, Symbol),
    /// A period.
    Period(Period),
    /// Stated days.
    Days(Days),
    /// A claim on a fund, by id.
    Claim(Symbol),
}

/// What is paid once: one incentive, one payee, one event or earning period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimKey {
    /// Which incentive.
    pub incentive: IncentiveId,
    /// Which of the incentive's occasions.
    pub term: u8,
    /// Whose it is.
    pub partner: PartnerId,
    /// The person who is paid, where it is not the partner.
    pub person: Option<Symbol>,
    /// What is paid for.
    pub earned: Earned,
}

impl ClaimKey {
    /// Who is paid.
    pub fn payee(&self) -> Payee {
        match self.person {
            Some(_) => Payee::Seller,
            None => Payee::Partner,
        }
    }
}

/// What a posting does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PostingKind {
    /// The first posting of a claim.
    Award,
    /// What a claim gives now, less what it has posted.
    Adjustment,
    /// What is taken back for a return.
    Reversal(UndoFrom),
    /// Credit earned in a fund; nothing is payable yet.
    Credit,
    /// Credit of a fund paid out for an approved claim.
    Reimbursement,
    /// Credit of a fund that was not used in time.
    Expiry,
}

/// One booked amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// What it is paid for, and to whom.
    pub claim: ClaimKey,
    /// What it does.
    pub kind: PostingKind,
    /// 1 for the first posting of its claim.
    pub sequence: u32,
    /// The day of the occasion: chooses period, version and tier.
    pub day: Date,
    /// The day it is booked.
    pub booked: Date,
    /// The day it is due. For credit of a fund, the day it is booked.
    pub due: Date,
    /// How much; below zero for what is taken back.
    pub amount: Money,
    /// The vendor's accounts that bear it; they add up to the amount.
    pub accounts: Vec<(Account, i128)>,
    /// The part of each fact, in minor units; kept where the fold explains.
    pub lines: Vec<(RowId, i128)>,
    /// Why, where the fold explains.
    pub why: Option<Box<Why>>,
}

/// What a claim came to when it was worked out, whether or not anything was posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// What it is paid for, and to whom.
    pub claim: ClaimKey,
    /// Before rounding, in minor units.
    pub amount: Ratio,
    /// Why, where the fold explains.
    pub why: Option<Why>,
}

/// The first half of a SHA-256 hash; printed as 32 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub [u8; 16]);

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A fact that earns nothing because something is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rejection {
    /// What kind of fact.
    pub kind: FactKind,
    /// Its id.
    pub id: Name,
    /// The incentive it is rejected for; `None` rejects the whole fact.
    pub incentive: Option<IncentiveId>,
    /// Why.
    pub reason: Reason,
}

/// How late a return is for an incentive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Late {
    /// How long after the sale the incentive takes back.
    pub within: Duration,
    /// The last day of that time.
    pub last: Date,
    /// From the day of sale to the day of return.
    pub days: i64,
}

/// Why a fact is rejected.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// No partner of this name.
    UnknownPartner(Name),
    /// A return of a sale that is not known.
    UnknownSale(Name),
    /// A step on a claim that is not known, or is another partner's.
    UnknownClaim(Name),
    /// A step about a registration or a lead that is not known, or is another partner's.
    UnknownDeal(Name),
    /// A step that happened before what it is about, which happened on this day.
    StepTooEarly(Date),
    /// What the step is about, a fact of this word, has no such step.
    StrangeStep(Name, &'static str),
    /// The field names nothing that the program declares.
    UnknownName(&'static str, Name),
    /// A field that the fact needs is missing.
    MissingField(&'static str),
    /// A field that the incentive pays by is missing.
    MissingForIncentive(&'static str),
    /// A field holds another kind of value than its type says.
    WrongValue(&'static str),
    /// An amount or count beyond 10^18, or one below zero where none can be.
    OutOfRange(&'static str),
    /// Known before it happened.
    KnownBeforeItHappened,
    /// The same kind and id as an earlier fact, with other content.
    ConflictingDuplicate,
    /// A return of a sale that happened later, on this day.
    ReturnedBeforeSold(Date),
    /// A return after the time in which the incentive takes back.
    ReturnedLate(Late),
    /// Returns add up to more than the sale.
    ReturnsMoreThanSold,
    /// Credits on one deal add up to more than all of it.
    CreditsAboveAll,
    /// A claim on an incentive that is no fund.
    NotAFund,
    /// The fund has no such activity.
    UnknownActivity(Name),
    /// The claim lacks this proof.
    MissingProof(Name),
    /// The activity was not asked for in time.
    RequestedLate,
    /// The claim came too late after the activity.
    ClaimedLate,
    /// The claim has not been approved.
    NotApproved,
    /// No credit is left in the fund.
    NoCredit,
    /// A step on a claim whose fund does not say how claims are decided.
    UndecidedFund,
    /// The part of the cost that is accepted is nothing, more than the cost, or less than before.
    NoSuchPart,
    /// This step is not one of a claim in this state.
    IllegalStep(Name, &'static str),
}

impl Reason {
    /// The field of the fact that is wrong, where one is.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Reason::UnknownPartner(_) => Some("partner"),
            Reason::UnknownSale(_) => Some("sale_id"),
            Reason::UnknownClaim(_) => Some("claim_id"),
            Reason::UnknownDeal(_) => Some("about"),
            Reason::NoSuchPart => Some("amount"),
            Reason::UnknownName(field, _)
            | Reason::MissingField(field)
            | Reason::MissingForIncentive(field)
            | Reason::WrongValue(field)
            | Reason::OutOfRange(field) => Some(field),
            Reason::KnownBeforeItHappened => Some("known"),
            Reason::ReturnedBeforeSold(_) | Reason::ReturnedLate(_) | Reason::StepTooEarly(_) => {
                Some("happened")
            }
            Reason::CreditsAboveAll => Some("share"),
            Reason::NotAFund => Some("fund"),
            Reason::UnknownActivity(_) => Some("activity"),
            Reason::MissingProof(_) => Some("proof"),
            Reason::RequestedLate => Some("requested"),
            Reason::ClaimedLate => Some("happened"),
            Reason::NotApproved => Some("decision"),
            Reason::UndecidedFund => Some("claim_id"),
            Reason::IllegalStep(..) | Reason::StrangeStep(..) => Some("step"),
            Reason::ConflictingDuplicate | Reason::ReturnsMoreThanSold | Reason::NoCredit => None,
        }
    }
}
