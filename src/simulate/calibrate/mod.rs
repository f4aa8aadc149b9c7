//! What a vendor's own history says of the numbers that a forecast rests on: an estimate of each that the panel
//! identifies, drawn towards what was believed before by as much as the data are few.

mod attention;
mod closing;
mod effort;
pub mod joint;
mod laplace;
mod leaving;
mod shares;
mod taking;

use crate::intake::panel::Panel;
use crate::intake::scenario::behaviour::Parameter;
use crate::simulate::chance::maths::{exp, ln, logistic, logit};
use crate::simulate::chance::normal::quantile;

/// On which scale an estimate is nearly normal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// As it is.
    Plain,
    /// A rate: its logarithm.
    Log,
    /// A chance: its logit.
    Logit,
}

impl Scale {
    /// The word in results.
    pub const fn word(self) -> &'static str {
        match self {
            Scale::Plain => "plain",
            Scale::Log => "log",
            Scale::Logit => "logit",
        }
    }

    fn onto(self, value: f64) -> f64 {
        match self {
            Scale::Plain => value,
            Scale::Log => ln(value.max(1e-9)),
            Scale::Logit => logit(value.clamp(1e-9, 1.0 - 1e-9)),
        }
    }

    fn back(self, value: f64) -> f64 {
        match self {
            Scale::Plain => value,
            Scale::Log => exp(value),
            Scale::Logit => logistic(value),
        }
    }
}

/// What the data alone say, on a scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likely {
    /// The scale.
    pub scale: Scale,
    /// The estimate on it.
    pub middle: f64,
    /// Its standard error on it.
    pub error: f64,
    /// Events that it rests on.
    pub events: f64,
}

/// How much the data add to what was believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Most of what is known is from the data.
    Informed,
    /// A part of it is.
    Weak,
    /// Nearly nothing is.
    PriorOnly,
}

impl Verdict {
    /// By how much of the deviation before is gone.
    pub fn of(shrinkage: f64) -> Verdict {
        match shrinkage {
            high if high > 0.5 => Verdict::Informed,
            some if some > 0.2 => Verdict::Weak,
            _ => Verdict::PriorOnly,
        }
    }

    /// The word in results.
    pub const fn words(self) -> &'static str {
        match self {
            Verdict::Informed => "from the data",
            Verdict::Weak => "weak",
            Verdict::PriorOnly => "prior only",
        }
    }
}

/// One parameter after the data.
#[derive(Clone, Copy)]
pub struct Fit {
    /// Which.
    pub parameter: &'static Parameter,
    /// What the data alone say.
    pub likely: Likely,
    /// Middle and standard deviation after the data, on the scale.
    pub posterior: (f64, f64),
    /// 1 less the standard deviation after the data over the one before.
    pub shrinkage: f64,
    /// What the estimate cannot tell apart.
    pub caveat: &'static str,
}

/// Below this the data alone say nothing: where they would put a number is as good as anywhere.
const LEAST_SHRINKAGE: f64 = 0.05;

impl Fit {
    /// The fitted value.
    pub fn value(&self) -> f64 {
        self.at(0.5)
    }

    /// What the data alone say; nothing where they hardly narrow what was assumed.
    pub fn alone(&self) -> Option<f64> {
        let says = self.shrinkage >= LEAST_SHRINKAGE;
        says.then(|| self.likely.scale.back(self.likely.middle))
    }

    /// A quantile after the data.
    pub fn at(&self, p: f64) -> f64 {
        let (middle, deviation) = self.posterior;
        self.likely.scale.back(middle + deviation * quantile(p))
    }

    /// How much the data add.
    pub fn verdict(&self) -> Verdict {
        Verdict::of(self.shrinkage)
    }
}

/// What was believed before, on a scale: the default in the middle, the nearer end of the range as far away as
/// the 95th percentile. A share that is none or all unless a scenario says so is believed to lie in its range, or, where that has no
/// end but none or all, anywhere.
pub fn prior(parameter: &Parameter, scale: Scale) -> (f64, f64) {
    let middle = scale.onto(parameter.default);
    let range = [parameter.low, parameter.high].map(|end| scale.onto(end));
    if scale == Scale::Logit && middle.abs() > ENDLESS {
        let [low, high] = range;
        return match low.abs().max(high.abs()) > ENDLESS {
            true => (0.0, EVEN),
            false => ((low + high) / 2.0, (high - low) / 2.0 / quantile(0.95)),
        };
    }
    let ends = range.map(|end| (end - middle).abs());
    // An end at zero is infinitely far on a log scale: the other one speaks then.
    let near = ends[0].min(ends[1]).max(1e-6);
    match near > ENDLESS {
        true => (middle, EVEN),
        false => (middle, near / quantile(0.95)),
    }
}

/// Beyond this an end of a range is at the end of its scale.
const ENDLESS: f64 = 15.0;
/// The standard deviation of the logit of a chance that may be anything.
const EVEN: f64 = 1.813_799_364_234_217_8;

/// Puts together what was believed and what the data say, by their precisions.
fn fit(name: &str, likely: Likely, caveat: &'static str) -> Option<Fit> {
    let parameter = Parameter::named(name)?;
    let (believed, before) = prior(parameter, likely.scale);
    let weight = |deviation: f64| 1.0 / (deviation * deviation);
    let (old, new) = (weight(before), weight(likely.error));
    let deviation = 1.0 / (old + new).sqrt();
    let middle = (old * believed + new * likely.middle) / (old + new);
    Some(Fit {
        parameter,
        likely,
        posterior: (middle, deviation),
        shrinkage: 1.0 - deviation / before,
        caveat,
    })
}

/// Every parameter that some panel identifies, by name.
pub fn estimable() -> impl Iterator<Item = &'static str> {
    let tied = [taking::NAMES, attention::NAMES, leaving::NAMES];
    let counted = shares::ALL.iter().map(|share| share.parameter);
    let alone = std::iter::once(effort::NAME).chain(closing::names());
    alone.chain(tied.into_iter().flatten()).chain(counted)
}

/// Every parameter that the panel's columns identify.
pub fn calibrate(panel: &Panel) -> Vec<Fit> {
    let single = |name: &'static str, likely: Option<Likely>| likely.map(|it| vec![(name, it)]);
    let both = |names: [&'static str; 2], found: Option<Vec<Likely>>| {
        found.map(|found| names.into_iter().zip(found).collect::<Vec<_>>())
    };
    let fitted = [
        (
            effort::CAVEAT,
            single(effort::NAME, effort::elasticity(panel)),
        ),
        (
            taking::CAVEAT,
            both(taking::NAMES, taking::participation(panel)),
        ),
        (closing::CAVEAT, closing::timing(panel)),
        (
            attention::CAVEAT,
            both(attention::NAMES, attention::fatigue(panel)),
        ),
        (leaving::CAVEAT, both(leaving::NAMES, leaving::churn(panel))),
    ];
    let mut fits = Vec::new();
    for (caveat, found) in fitted {
        let found = found.unwrap_or_default().into_iter();
        fits.extend(found.filter_map(|(name, likely)| fit(name, likely, caveat)));
    }
    fits.extend(shares::ALL.iter().filter_map(|share| {
        let likely = share.likely(panel)?;
        fit(share.parameter, likely, share.caveat)
    }));
    fits
}
