//! What a program can pay at most and at least, from what it assumes of the world. Nothing is sampled:
//! a bound is worked out from the shapes, and says what holds it. Must not know what really happened.

pub mod acts;
mod alone;
pub mod arranged;
mod asked;
mod award;
mod bands;
mod beside;
pub mod case;
mod certain;
mod claimant;
mod claims;
pub(crate) mod drawn;
mod earned;
pub mod edge;
mod everybody;
mod followed;
mod found;
mod gate;
mod ground;
mod growing;
pub mod liability;
mod line;
mod memo;
pub(crate) mod mover;
pub(crate) mod needs;
mod one_partner;
mod opening;
mod parted;
mod plans;
mod price;
mod priced;
mod products;
pub mod reach;
mod room;
mod rounded;
pub mod sale;
mod setting;
mod sheet;
pub mod sooner;
mod spread;
pub mod strata;
mod trial;
pub mod unreached;
mod wanted;
mod ways;
mod worn;

use crate::base::id::{BudgetId, IncentiveId, MeasureId, RegionId, TierId, TypeId};
use crate::base::ratio::Overflow;
use crate::fact::FactKind;
use crate::model::{Assumption, Program};
use crate::payout::table::AsOf;
use crate::payout::{CapSpan, Scope};
use crate::semantics::curve::CurveFault;

/// The largest amount that can come about, in minor units of the program's currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Most {
    /// This much.
    Of(i128),
    /// There is no largest amount.
    Unbounded(Gap),
}

/// What is not limited, and so has to be before a bound exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// How much a partner (of the tier) sells in a year.
    YearlySales(Option<TierId>),
    /// What was sold before the program began, which a window reaches back to.
    EarlierSales,
    /// How many partners there are (at the tier).
    Partners(Option<TierId>),
    /// How many facts of the kind there are.
    Facts(FactKind),
    /// How little a sale can be, and so how many there are.
    Price,
    /// How large the measure can be.
    Measure(MeasureId),
    /// What a claimed activity costs.
    Cost,
}

/// What holds a bound where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Binding {
    /// The promised amounts themselves: there are only so many occasions.
    Terms,
    /// Nothing can be earned at all.
    Closed,
    /// What a partner of the tier sells in a year, as assumed.
    YearlySales(Option<TierId>),
    /// A cap.
    Cap {
        /// The limit: minor units, or awards.
        limit: i128,
        /// Whether it counts awards.
        counts_awards: bool,
        /// Whose awards it counts.
        scope: Scope,
        /// Over what time.
        span: CapSpan,
    },
    /// A budget.
    Budget(BudgetId),
    /// The prizes of a contest.
    Prizes,
}

/// What is known of a partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known<T> {
    /// Nothing: it may be any, or none.
    Any,
    /// This, or none.
    Is(Option<T>),
}

impl<T> Known<T> {
    /// The same of what is known.
    pub fn map<U>(self, of: impl FnOnce(T) -> U) -> Known<U> {
        match self {
            Known::Any => Known::Any,
            Known::Is(value) => Known::Is(value.map(of)),
        }
    }
}

/// The partners a bound is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stratum {
    /// The tier.
    pub tier: Known<TierId>,
    /// The day on which it is held; `None` is every day. A rule that asks another day meets any tier.
    pub as_of: Option<AsOf>,
    /// The home.
    pub region: Known<RegionId>,
    /// The type.
    pub sort: Known<TypeId>,
}

impl Stratum {
    /// All partners.
    pub const ALL: Stratum = Stratum {
        tier: Known::Any,
        as_of: None,
        region: Known::Any,
        sort: Known::Any,
    };

    /// Partners that hold a tier (or none) on every day.
    pub const fn at(tier: Option<TierId>) -> Stratum {
        Stratum {
            tier: Known::Is(tier),
            ..Stratum::ALL
        }
    }
}

/// Why a bound stops being worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// It does not exist.
    Gap(Gap),
    /// It cannot be reckoned.
    Fault(CurveFault),
}

impl From<CurveFault> for Stop {
    fn from(fault: CurveFault) -> Stop {
        Stop::Fault(fault)
    }
}

impl From<Overflow> for Stop {
    fn from(_: Overflow) -> Stop {
        Stop::Fault(CurveFault::Overflow)
    }
}

impl Most {
    /// Nothing.
    pub const ZERO: Most = Most::Of(0);

    /// The amount, where there is one.
    pub fn amount(&self) -> Option<i128> {
        match self {
            Most::Of(amount) => Some(*amount),
            Most::Unbounded(_) => None,
        }
    }

    /// Both together.
    fn plus(self, other: Most) -> Result<Most, CurveFault> {
        Ok(match (self, other) {
            (Most::Of(left), Most::Of(right)) => {
                Most::Of(left.checked_add(right).ok_or(CurveFault::Overflow)?)
            }
            (Most::Unbounded(gap), _) | (_, Most::Unbounded(gap)) => Most::Unbounded(gap),
        })
    }

    /// So many times. No partner that can earn nothing adds anything, however many there are.
    fn times(self, count: Result<i128, Gap>) -> Result<Most, CurveFault> {
        Ok(match (self, count) {
            (Most::Of(0), _) => Most::ZERO,
            (_, Ok(0)) => Most::ZERO,
            (Most::Of(each), Ok(count)) => {
                Most::Of(each.checked_mul(count).ok_or(CurveFault::Overflow)?)
            }
            (Most::Unbounded(gap), _) | (Most::Of(_), Err(gap)) => Most::Unbounded(gap),
        })
    }

    /// Whether this is a smaller amount; an amount is smaller than none.
    fn is_below(&self, other: &Most) -> bool {
        match (self, other) {
            (Most::Of(left), Most::Of(right)) => left < right,
            (Most::Of(_), Most::Unbounded(_)) => true,
            (Most::Unbounded(_), _) => false,
        }
    }
}

impl Gap {
    /// What is not limited, in words.
    pub fn words(self, program: &Program) -> String {
        let at = |tier: Option<TierId>| {
            let tier = tier.and_then(|id| program.tier(id));
            tier.map_or(String::new(), |tier| {
                format!(" at `{}`", tier.declared.name)
            })
        };
        match self {
            Gap::YearlySales(tier) => format!("what a partner{} sells in a year", at(tier)),
            Gap::EarlierSales => "what was sold before the program began".to_owned(),
            Gap::Partners(tier) => format!("how many partners there are{}", at(tier)),
            Gap::Facts(kind) => format!("how many {}s there are", crate::fact::type_of(kind).word),
            Gap::Price => "how small a sale can be, and so how many there are".to_owned(),
            Gap::Measure(id) => {
                let measure = program.measure(id);
                let name = measure.map_or("", |measure| &*measure.declared.name);
                format!("how large `{name}` can be")
            }
            Gap::Cost => "what an activity costs".to_owned(),
        }
    }

    /// Lines that would bound it, ready to be written into the program.
    pub fn remedies(self, program: &Program) -> Vec<String> {
        let currency = program.currency;
        let tier = |id: TierId| {
            program
                .tier(id)
                .map_or("TIER", |it| it.declared.name.as_str())
        };
        let cap = format!("cap 40,000 {currency} per partner per year crossing paid to the limit");
        match self {
            Gap::YearlySales(id) => {
                let open = id.map(tier).or_else(|| without_volume(program));
                let assume = |tier: &str| {
                    format!("assume yearly sales of a partner at {tier} <= 5,000,000 {currency}")
                };
                let more = open.map(assume).or_else(|| of_tiers(program));
                std::iter::once(cap).chain(more).collect()
            }
            Gap::Partners(Some(id)) => vec![format!("assume at most 400 partners at {}", tier(id))],
            Gap::Partners(None) => vec!["assume at most 400 partners".to_owned()],
            Gap::Price => {
                let product = without_price(program).unwrap_or("PRODUCT");
                let least = format!("assume net price of {product} >= 500 {currency}");
                vec![cap, least]
            }
            Gap::EarlierSales | Gap::Facts(_) | Gap::Measure(_) | Gap::Cost => vec![cap],
        }
    }
}

/// The highest tier of which nothing is assumed to limit what a partner sells.
fn without_volume(program: &Program) -> Option<&str> {
    let assumed = |at: usize| {
        let mut all = program.assumptions.iter();
        all.any(|it| matches!(it, Assumption::Volume { tier, .. } if tier.index() == at))
    };
    let mut tiers = program.tiers.iter().enumerate().rev();
    let open = tiers.find(|(at, _)| !assumed(*at))?;
    Some(open.1.declared.name.as_str())
}

/// The clause that leaves partners without a tier out: where every tier has an assumption, only they are not limited.
fn of_tiers(program: &Program) -> Option<String> {
    let names = program.tiers.iter().map(|tier| tier.declared.name.as_str());
    let names: Vec<&str> = names.collect();
    (!names.is_empty()).then(|| format!("for {} as of sale date", names.join(", ")))
}

/// The first product of whose price nothing is assumed.
fn without_price(program: &Program) -> Option<&str> {
    let assumed = |at: usize| {
        let mut all = program.assumptions.iter();
        all.any(|it| matches!(it, Assumption::NetPrice { product, .. } if product.index() == at))
    };
    let mut products = program.products.iter().enumerate();
    let open = products.find(|(at, _)| !assumed(*at))?;
    Some(open.1.declared.name.as_str())
}

/// Which incentive a path of a bound runs through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unbounded {
    /// Which incentive.
    pub incentive: IncentiveId,
    /// What it has no limit of.
    pub gap: Gap,
}
