//! People, audiences and texts: roles, committees, segments, policies, scorecards, onboarding, examples.

use std::collections::BTreeSet;

use super::Declared;
use crate::base::date::Date;
use crate::base::id::{IncentiveId, SpecializationId, TierId};
use crate::base::money::Money;
use crate::base::name::Name;
use crate::base::origin::Origin;
use crate::base::period::{Cycle, Days};
use crate::base::ratio::Ratio;
use crate::fact::Fact;
use crate::payout::measure::Figure;
use crate::payout::test::Test;

/// Everything that is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// People by function.
    pub roles: Vec<Role>,
    /// Groups that decide.
    pub committees: Vec<Committee>,
    /// Audiences as tests over partners.
    pub segments: Vec<Segment>,
    /// Sections of the policy document.
    pub policies: Vec<Policy>,
    /// Words with a sense of their own, and what they mean.
    pub glossary: Vec<Told>,
    /// Questions, and their answers.
    pub faq: Vec<Told>,
    /// Scorecards.
    pub scorecards: Vec<Scorecard>,
    /// The first days of a new partner.
    pub onboarding: Vec<Onboarding>,
}

/// People by function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Name and title.
    pub declared: Declared,
    /// What they answer for.
    pub duty: Option<Name>,
}

/// A group that decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committee {
    /// Name and title.
    pub declared: Declared,
    /// Its members.
    pub members: Vec<Name>,
}

/// An audience.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Name and title.
    pub declared: Declared,
    /// Who is in it.
    pub test: Test,
}

/// A section of the policy document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Name and title.
    pub declared: Declared,
    /// Its paragraphs.
    pub paragraphs: Vec<Name>,
}

/// A title and what is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Name and title.
    pub declared: Declared,
    /// The text, placeholders kept.
    pub text: Name,
}

/// A weighted scorecard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scorecard {
    /// Name and title.
    pub declared: Declared,
    /// When it is filled in.
    pub every: Cycle,
    /// Its lines.
    pub lines: Vec<ScoreLine>,
    /// The least part of target that is green.
    pub green_from: Ratio,
    /// The least part of target that is yellow.
    pub yellow_from: Ratio,
}

/// One line of a scorecard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreLine {
    /// What is scored.
    pub title: Name,
    /// Its weight; weights add up to one.
    pub weight: Ratio,
    /// The target, in its own unit.
    pub target: Ratio,
    /// The unit, for printing: `%` or a noun.
    pub unit: Name,
    /// What measures it, if the program can.
    pub figure: Option<Figure>,
    /// One of the target's unit in that of the figure: 100 for a dollar in cents, a hundredth for a percent.
    pub scale: Ratio,
}

/// A step of onboarding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Onboarding {
    /// Name and title.
    pub declared: Declared,
    /// Steps with the day by which they are done.
    pub steps: Vec<OnboardingStep>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnboardingStep {
    /// Days after joining.
    pub by_day: i64,
    /// What is done.
    pub title: Name,
    /// The role that does it.
    pub owner: Option<Name>,
}

/// A worked example: facts and what they must pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Its title.
    pub declared: Declared,
    /// Partners and the tiers they hold from a day.
    pub standings: Vec<(Name, TierId, Date)>,
    /// Partner attributes: type and region names, where given.
    pub partners: Vec<ExamplePartner>,
    /// What happened.
    pub facts: Vec<Fact>,
    /// What must come of it.
    pub expects: Vec<Expect>,
    /// Whether nothing else may be paid.
    pub closed: bool,
}

/// A partner of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExamplePartner {
    /// Its name.
    pub name: Name,
    /// Its region, by name.
    pub region: Option<Name>,
    /// Its type, by name.
    pub sort: Option<Name>,
    /// When it joined; `None` for one that was always there.
    pub joined: Option<Date>,
}

/// One expectation of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expect {
    /// What an incentive pays a partner for a time.
    Payout {
        /// Which incentive.
        incentive: IncentiveId,
        /// Which partner (or seller).
        payee: Name,
        /// For awards of these days.
        days: Option<Days>,
        /// How much.
        amount: Money,
        /// What was paid for approved claims of a fund, instead of the credit it gave.
        claims: bool,
        /// Where it is written.
        origin: Origin,
    },
    /// The tier a partner holds on a day.
    Tier {
        /// Which partner.
        partner: Name,
        /// On which day.
        on: Date,
        /// Which tier; `None` is no tier.
        tier: Option<TierId>,
        /// Where it is written.
        origin: Origin,
    },
    /// What a registration or a lead is on a day.
    State {
        /// Its id.
        about: Name,
        /// On which day.
        on: Date,
        /// The word of the state; `none` before it was there.
        state: Name,
        /// Where it is written.
        origin: Origin,
    },
    /// All specializations that a partner holds on a day.
    Specializations {
        /// Which partner.
        partner: Name,
        /// On which day.
        on: Date,
        /// Which.
        held: BTreeSet<SpecializationId>,
        /// Where it is written.
        origin: Origin,
    },
}
