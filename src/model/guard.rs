//! Limits that the checker proves and the forecast tests: pacing of the calendar, guardrails of money,
//! and who must agree to a change.

use super::Declared;
use super::calendar::Sort;
use crate::base::duration::Duration;
use crate::base::id::RegionId;
use crate::base::money::Money;
use crate::base::name::Name;
use crate::base::origin::Origin;
use crate::base::period::{Cycle, Days};
use crate::base::ratio::Ratio;

/// Everything that limits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guard {
    /// Limits on the calendar.
    pub pacing: Option<Pacing>,
    /// Guardrails.
    pub guardrails: Vec<Guardrail>,
    /// Who must agree to a change.
    pub governance: Option<Governance>,
}

/// Limits on the calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pacing {
    /// The most promotions live at once for one partner.
    pub most_live_promotions: Option<i64>,
    /// The least days from the end of a promotion to the start of the next for the same audience.
    pub promotion_gap: Option<Duration>,
    /// The load of each class of touch.
    pub loads: Vec<(Name, Ratio)>,
    /// The most load on one partner in a month.
    pub most_load_per_month: Option<Ratio>,
    /// Whether training must come before a promotion that needs it.
    pub training_before_promotion: bool,
    /// Days on which nothing of these sorts may happen.
    pub blackouts: Vec<(Days, Vec<Sort>, Origin)>,
    /// Where it is written.
    pub origin: Origin,
}

/// A limit that `check`, `bound` or `test` decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guardrail {
    /// Name and texts.
    pub declared: Declared,
    /// What must hold.
    pub rule: GuardrailRule,
}

/// What a guardrail says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GuardrailRule {
    /// The worst case of all payouts of a cycle.
    WorstCase {
        /// Of which time.
        per: Cycle,
        /// At most.
        most: Money,
    },
    /// What all incentives together pay on any one sale.
    OneSale {
        /// At most this part of its net amount.
        most: Ratio,
    },
    /// A partner's payout never falls when sales rise.
    NeverFalls,
    /// A quantile of all payouts of a cycle in a scenario.
    Quantile {
        /// 0.95 for p95.
        quantile: Ratio,
        /// Of which time.
        per: Cycle,
        /// At most.
        most: Money,
        /// The scenario's name.
        scenario: Name,
    },
    /// The share of partner weeks whose fatigue index is above a level.
    Fatigue {
        /// The index level.
        above: Ratio,
        /// At most this share.
        most: Ratio,
        /// The scenario's name.
        scenario: Name,
    },
}

/// Who owns the program and who must agree to what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Governance {
    /// The role that owns the program's rules.
    pub owner: Option<Name>,
    /// Who decides when others disagree.
    pub escalate_to: Option<Name>,
    /// What is done how often: planning, review, checkpoint.
    pub cadence: Vec<(Name, Cycle)>,
    /// Days of notice by kind of change.
    pub notice: Vec<(Duration, NoticeWhen)>,
    /// Who approves what.
    pub approvals: Vec<(Name, ApproveWhen)>,
    /// No change this many business days before the year's end.
    pub freeze: Option<(Duration, Option<RegionId>)>,
    /// Where it is written.
    pub origin: Origin,
}

/// Which changes need a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoticeWhen {
    /// Worse for any partner.
    Worse,
    /// Neither better nor worse.
    Neutral,
    /// Better for every partner.
    Better,
}

/// Which changes need an approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ApproveWhen {
    /// The worst case rises by more than this part.
    ExposureRises(Ratio),
    /// Worse for any partner.
    Worse,
    /// Any change.
    Always,
}
