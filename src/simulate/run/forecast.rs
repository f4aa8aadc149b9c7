//! A forecast: stored replications of every world, in their order. What is read off them is in
//! `metrics`; no file format here.

use serde::{Deserialize, Serialize};

use crate::base::name::Name;
use crate::intake::scenario::population::Mix;
use crate::simulate::engine::record::Week;
use crate::simulate::estimate::aim::Aim;
use crate::simulate::estimate::bands::Bands;
use crate::simulate::estimate::crowd::Crowd;
use crate::simulate::estimate::expectation::Expectation;
use crate::simulate::estimate::ignorance::Ignorance;
use crate::simulate::estimate::limit::Rule;
use crate::simulate::estimate::precision::Precision;
use crate::simulate::estimate::scorecard::Scored;
use crate::simulate::estimate::shapley::Shares;
use crate::simulate::estimate::totals::Totals;
use crate::simulate::estimate::trace::Trace;
use crate::simulate::estimate::trial::Trial;

/// Everything that a run leaves.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forecast {
    /// The program's name.
    pub program: Name,
    /// Which scenario it was run in, by name; empty where that is not known.
    pub variant: Name,
    /// The scenario's seed.
    pub seed: u32,
    /// The first replication of this run and the one after its last.
    pub replications: (u32, u32),
    /// How many partners.
    pub partners: u32,
    /// The list that they are from, where the scenario names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<Listing>,
    /// Weeks from the program's first day to the end of the run-out.
    pub weeks: u16,
    /// What was run, `program` first, then `none`, then worlds without some incentives.
    pub worlds: Vec<World>,
    /// What pays, in the program's order.
    pub incentives: Vec<Incentive>,
    /// The week from which the program had paid for itself for good, by replication.
    pub payback: Vec<Option<u16>>,
    /// Whether any budget can run out.
    pub has_budget: bool,
    /// Weeks of the program's year: from then on nothing new earns.
    pub year: u16,
    /// Tiers in their order: the standings of every [`Trace`], before "none" and "left".
    pub tiers: Vec<Name>,
    /// The audiences of every [`Trace`], in their order.
    pub audiences: Vec<Audience>,
    /// Who leaves and takes part, and what the program brings, by audience.
    pub crowds: Vec<Crowd>,
    /// The budgets of every [`Trace`], in their order.
    pub budgets: Vec<Name>,
    /// The week in which each quarter of the program's year ends.
    pub quarters: Vec<i16>,
    /// Products that come onto the market in the program's year.
    pub launches: Vec<Launch>,
    /// Guardrails that depend on how partners behave, of all scenarios.
    pub guardrails: Vec<Rule>,
    /// What its scenario expects of it.
    pub expectations: Vec<Expectation>,
    /// The partners of every [`Trace`], where what each sells and is paid is kept.
    pub members: Vec<Member>,
    /// Results that the program is to reach.
    pub aims: Vec<Aim>,
    /// What scorecards say at the end of each period, of all that the program measures.
    pub scorecards: Vec<Scored>,
    /// What it tries, where the world without that was run.
    pub trials: Vec<Trial>,
    /// What each group of incentives brings, where it was asked for.
    pub shares: Option<Shares>,
    /// What was asked of the width of intervals.
    pub precision: Option<Precision>,
    /// What nobody knows about people, where it was asked for.
    pub ignorance: Option<Ignorance>,
}

/// A list of partners in place of drawn ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    /// Its file.
    pub file: Name,
    /// How many cells of each of its columns were empty or missing and are filled in; columns without any left out.
    pub filled_in: Vec<(Name, u32)>,
}

impl Listing {
    /// What a mix lists.
    pub(in crate::simulate) fn of(mix: &Mix) -> Option<Listing> {
        let list = mix.list.as_ref()?;
        let filled = mix.filled().into_iter();
        Some(Listing {
            file: list.file.clone(),
            filled_in: filled
                .map(|(name, cells)| (Name::new(name), cells))
                .collect(),
        })
    }

    /// What was filled in, as a sentence has it: `type of 3, revenue of 12`.
    pub fn words(&self) -> String {
        let each = |(column, cells): &(Name, u32)| format!("{column} of {cells}");
        let all: Vec<String> = self.filled_in.iter().map(each).collect();
        match all.is_empty() {
            true => "nothing".to_owned(),
            false => all.join(", "),
        }
    }
}

/// Partners that are looked at together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Audience {
    /// What they share.
    pub by: By,
    /// Its declared name; empty for partners without a tier.
    pub name: Name,
}

/// A partner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Its name.
    pub name: Name,
    /// Its type; empty where the program declares none.
    pub sort: Name,
    /// Its region; empty where the program declares none.
    pub region: Name,
}

/// What the partners of an audience share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// A tier, or none.
    Tier,
    /// A type.
    Type,
    /// A region.
    Region,
}

impl By {
    /// The word in results.
    pub const fn word(self) -> &'static str {
        match self {
            By::Tier => "tier",
            By::Type => "type",
            By::Region => "region",
        }
    }
}

/// A product that comes onto the market in the program's year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Launch {
    /// Its name.
    pub product: Name,
    /// Its place among the program's products.
    pub place: u16,
    /// Its first day, from the program's first day.
    pub day: i32,
}

/// Days after a launch in which a first sale counts: a quarter.
pub const LAUNCH_DAYS: i32 = 91;

/// One world: the program with something switched off.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct World {
    /// `program`, `none`, `bare`, `without:NAME` or `only:NAME`.
    pub name: Name,
    /// One row a replication, in their order.
    pub totals: Vec<Totals>,
    /// Means by week.
    pub weeks: Vec<WeekMeans>,
    /// Loads, balances and standings, averaged over replications.
    pub trace: Trace,
    /// Where most replications lie, week by week.
    pub bands: Bands,
    /// By launch, then replication: the share of all partners that sold the product in its first
    /// quarter.
    pub launched: Vec<Vec<f64>>,
}

macro_rules! week_means {
    ($($(#[doc = $doc:literal])* $name:ident,)*) => {
        /// A week of a world, averaged over replications.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct WeekMeans { $($(#[doc = $doc])* pub $name: f64,)* }

        /// Every number of a week with its name, in the order in which tables hold them.
        pub const WEEK_COLUMNS: &[(&str, fn(&WeekMeans) -> f64)] =
            &[$((stringify!($name), |week| week.$name),)*];

        impl WeekMeans {
            /// What a record says of a week.
            pub(in crate::simulate) fn of(week: &Week) -> WeekMeans {
                WeekMeans { $($name: week.$name,)* }
            }

            /// Every number, in one order.
            pub(in crate::simulate) fn numbers(&self) -> impl Iterator<Item = f64> {
                [$(self.$name,)*].into_iter()
            }

            /// Puts other numbers in their places, in the same order.
            pub(in crate::simulate) fn fill(&mut self, numbers: &mut impl Iterator<Item = f64>) {
                $(self.$name = numbers.next().unwrap_or(0.0);)*
            }
        }
    };
}

week_means! {
    /// Won revenue.
    revenue,
    /// Margin on it.
    margin,
    /// What the week's opportunities are expected to be worth.
    expected,
    /// Payouts booked.
    accrued,
    /// Payouts due.
    paid,
    /// Touches, courses and claims.
    running,
    /// Fees of partners for what they hold.
    fees,
    /// Partners that take part; 0 after the program's year.
    partners,
    /// Their mean fatigue index.
    fatigue,
    /// The share of them with a portal visit in four weeks.
    visitors,
    /// The share of them that work towards some offer.
    active,
}

/// One incentive in the world `program`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Incentive {
    /// Its name.
    pub name: Name,
    /// One row a replication, in their order.
    pub totals: Vec<IncentiveTotals>,
}

/// One incentive in one replication.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncentiveTotals {
    /// Payouts and reimbursements booked.
    pub payouts: f64,
    /// Partners that it paid.
    pub paid_partners: f64,
    /// Partners that worked towards it.
    pub takers: f64,
    /// The first week in which its money was gone.
    pub exhausted: Option<i16>,
    /// Payouts that would have been paid in the world that they are compared with too: the one
    /// without this incentive if it was run, else the one without a program.
    pub subsidised: f64,
    /// Payouts on sales that are made later in that world.
    pub pulled_forward: f64,
    /// Payouts that could be told apart so.
    pub attributed: f64,
}

impl Forecast {
    /// The world that an incentive's payouts are compared with: the one without it if it was run,
    /// else the one without a program.
    pub fn compared_with(&self, incentive: &str) -> &str {
        let without = self.world(&format!("without:{incentive}"));
        without.map_or("none", |world| &world.name)
    }

    /// A world by name.
    pub fn world(&self, name: &str) -> Option<&World> {
        self.worlds.iter().find(|world| &*world.name == name)
    }
}
