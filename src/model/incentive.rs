//! What pays: the payout of each incentive with its terms of payment, funds and registration of deals.

use super::Declared;
use crate::base::duration::Duration;
use crate::base::id::RegionId;
use crate::base::money::Money;
use crate::base::name::Name;
use crate::base::period::Cycle;
use crate::base::ratio::{Overflow, Ratio};
use crate::kind::paying::level::Level;
use crate::kind::spec::{Kind, Named, Silence};
use crate::payout::Payout;
use crate::payout::payment::Payment;

/// Anything declared that pays.
#[derive(Clone)]
pub struct Incentive {
    /// Name, title and texts.
    pub declared: Declared,
    /// Its descriptor, for its word and page; meaning is in `payout` alone.
    pub kind: &'static Kind,
    /// What it pays.
    pub payout: Payout,
    /// The levels of those who enrol in time, where it has some; what each is paid is in `payout` alone.
    pub levels: Vec<Level>,
    /// How it is paid.
    pub payment: Payment,
    /// What it is meant to move.
    pub drives: Vec<Named>,
    /// The fund rules, for an incentive whose award is credit to be claimed.
    pub fund: Option<Fund>,
}

/// What happens to the credit of a fund after it was earned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fund {
    /// What an approved claim is paid out of the credit.
    pub reimbursement: Payout,
    /// Activities that are reimbursed.
    pub activities: Vec<Activity>,
    /// Who approves, by cost, lowest first.
    pub approval: Vec<Approval>,
    /// Whose business days approval counts in.
    pub approval_region: Option<RegionId>,
    /// The least time from request to activity.
    pub request_before: Option<Duration>,
    /// The longest time from the activity to the claim.
    pub claim_within: Option<Duration>,
    /// How claims are decided; `None` leaves it to what each claim says.
    pub decided: Option<Decided>,
    /// What of it is kept beyond a day before that; `None` is all.
    pub carried: Option<Carried>,
    /// Credit expires this long after the end of the period it was earned in.
    pub expires_after: Option<(Duration, Cycle)>,
}

/// How much of the credit of one period is kept, where it is not used in a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carried {
    /// At most this.
    pub most: Kept,
    /// How long all of it is there, after the end of the period that holds the day on which it was earned.
    pub beyond: Duration,
    /// Which period.
    pub cycle: Cycle,
}

/// The most that is kept of the credit of one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// A part of what was earned.
    Part(Ratio),
    /// Minor units.
    Amount(i128),
}

impl Kept {
    /// The most that is kept of credit that came to so much, in whole minor units.
    pub fn of(self, earned: i128) -> Result<i128, Overflow> {
        Ok(match self {
            Kept::Part(part) => Ratio::whole(earned.max(0)).times(part)?.floor(),
            Kept::Amount(most) => most,
        })
    }
}

/// How the claims on a fund are decided. Business days are those of its approvals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// How long the vendor has.
    pub within: Duration,
    /// Whether a claim is approved when nobody decides.
    pub silence_approves: bool,
    /// How long the partner has for what it is asked; `None` is for good.
    pub supply: Option<Duration>,
    /// How long it has to appeal; `None` is not at all.
    pub appeal: Option<Duration>,
}

/// One activity that a fund reimburses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Its name.
    pub name: Name,
    /// The part of its cost that is paid back.
    pub share: Ratio,
    /// The most paid for one.
    pub most_paid: Option<Money>,
    /// Documents that a claim needs.
    pub proof: Vec<Name>,
    /// The buyer stage it serves.
    pub stage: Option<Name>,
}

/// One rung of an approval ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// The least cost.
    pub from: Money,
    /// `automatic`, a role or a committee.
    pub by: Name,
    /// How long it may take.
    pub within: Duration,
    /// What silence means.
    pub silence: Silence,
}

/// Registration of deals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// Name and title.
    pub declared: Declared,
    /// The least deal.
    pub least: Option<Money>,
    /// How long a decision may take.
    pub decide_within: Option<Duration>,
    /// What silence means.
    pub silence: Option<Silence>,
    /// How long a registered deal is protected.
    pub protects_for: Option<Duration>,
    /// How long it may be extended each time.
    pub extends_for: Option<Duration>,
    /// How often it may be extended.
    pub extensions: u16,
    /// Whose business days are counted.
    pub region: Option<RegionId>,
    /// Who wins when two partners register one deal.
    pub conflict: Conflict,
}

/// Who gets a deal that two partners register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Conflict {
    /// Who registered it first.
    FirstRegistered,
    /// Who sold to the customer later than the other.
    Incumbent,
    /// Whom somebody names.
    ChannelManager,
}

impl Conflict {
    /// Its words in the language.
    pub fn words(self) -> &'static str {
        match self {
            Conflict::FirstRegistered => "first registered wins",
            Conflict::Incumbent => "incumbent wins",
            Conflict::ChannelManager => "channel manager decides",
        }
    }
}

/// How leads of the vendor are given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeadRules {
    /// Name and title.
    pub declared: Declared,
    /// By what they are given out, as written.
    pub given_by: Name,
    /// How long a partner has to accept one.
    pub accept_within: Duration,
    /// Whether one that nobody answers is accepted.
    pub silence_accepts: bool,
    /// How long an accepted one stays with its partner.
    pub work_within: Option<Duration>,
    /// Whose business days are counted.
    pub region: Option<RegionId>,
}
