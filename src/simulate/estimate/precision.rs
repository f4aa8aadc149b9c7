//! When enough replications have been run: the intervals of what is asked for are narrow enough. Looked at
//! after whole batches only, and twice running, so that a lucky batch does not end a run.

use serde::{Deserialize, Serialize};

use crate::simulate::estimate::number::Estimate;
use crate::simulate::run::forecast::Forecast;

/// Half of an interval may always be this part of what is estimated.
const PART: f64 = 0.05;

/// What was asked of the width of intervals, and whether it was reached.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Precision {
    /// What half of an interval may be: of a return this number, of a net value this part of what the program
    /// costs. A twentieth of what is estimated is enough too.
    pub near: f64,
    /// Whether it was reached; not at the last run that was allowed.
    pub reached: bool,
    /// The interval that was too wide at the end: whose, of what, half of its width and what was allowed.
    pub widest: Option<Widest>,
}

/// The interval that is farthest from what is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Widest {
    /// The place of the incentive whose contribution it is; `None` for the program's own.
    pub incentive: Option<usize>,
    /// Half of the interval.
    pub half: f64,
    /// What would be narrow enough.
    pub allowed: f64,
}

/// The stopping rule of a run.
#[derive(Clone, Copy, Debug)]
pub(in crate::simulate) struct Rule {
    near: f64,
    met: u32,
}

impl Rule {
    pub(in crate::simulate) fn new(near: f64) -> Rule {
        Rule { near, met: 0 }
    }

    /// Looks at a run after a batch; `true` when it may end.
    pub(in crate::simulate) fn met(&mut self, forecast: &Forecast) -> bool {
        let is_met = widest(forecast, self.near).is_none();
        self.met = if is_met { self.met + 1 } else { 0 };
        self.met >= 2
    }

    /// What to say at the end.
    pub(in crate::simulate) fn verdict(&self, forecast: &Forecast) -> Precision {
        Precision {
            near: self.near,
            reached: self.met >= 2,
            widest: widest(forecast, self.near),
        }
    }
}

/// The interval that is too wide by the largest factor; `None` when all are narrow enough. The return on the
/// program is looked at, and the net value of every incentive that was left out in a world.
fn widest(forecast: &Forecast, near: f64) -> Option<Widest> {
    let metrics = forecast.metrics();
    let cost = ends(metrics.get("program_cost")).map_or(0.0, |(_, mean)| mean.abs());
    let mut looked_at = Vec::new();
    match ends(metrics.get("roi")) {
        Some((half, mean)) => looked_at.push((None, half, mean, near)),
        None => {
            let net = ends(metrics.get("net_value"));
            looked_at.extend(net.map(|(half, mean)| (None, half, mean, near * cost)));
        }
    }
    for (place, incentive) in forecast.incentives.iter().enumerate() {
        let own = forecast.contribution(&incentive.name).unwrap_or_default();
        let net = ends(own.get("net_value"));
        looked_at.extend(net.map(|(half, mean)| (Some(place), half, mean, near * cost)));
    }
    let found = looked_at
        .into_iter()
        .map(|(incentive, half, mean, allowed)| {
            let allowed = (PART * mean.abs()).max(allowed);
            Widest {
                incentive,
                half,
                allowed,
            }
        });
    let wide = found.filter(|each| each.half > each.allowed);
    let factor = |each: &Widest| each.half / each.allowed;
    wide.max_by(|one, other| factor(one).total_cmp(&factor(other)))
}

/// Half of an interval, and the mean.
fn ends(estimate: Option<&Estimate>) -> Option<(f64, f64)> {
    match estimate {
        Some(Estimate::Known(metric)) => {
            let interval = metric.interval;
            Some(((interval.high - interval.low) / 2.0, interval.mean))
        }
        Some(Estimate::Missing { .. }) | None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::estimate::totals::Totals;
    use crate::simulate::run::forecast::World;

    /// Two worlds whose margins differ by these amounts, at a cost of 10 in 1,000.
    fn forecast(gains: &[f64]) -> Forecast {
        let world = |name: &str, totals| World {
            name: name.into(),
            totals,
            ..World::default()
        };
        let with = gains.iter().map(|gain| Totals {
            revenue: 1_000.0,
            margin: *gain,
            payouts: 10.0,
            ..Totals::default()
        });
        let without = gains.iter().map(|_| Totals::default());
        Forecast {
            worlds: vec![
                world("program", with.collect()),
                world("none", without.collect()),
            ],
            ..Forecast::default()
        }
    }

    #[test]
    fn a_run_ends_when_it_is_narrow_enough_twice_running() {
        // Returns .4 and .6 in turn: the mean is .5; of 100 half of the interval is 1.984 x .1005 / 10 = .0199,
        // of 20 it is 2.093 x .1026 / 4.47 = .048, and a twentieth of the return is .025.
        let wide: Vec<f64> = (0..20).map(|k| 15.0 + f64::from(k % 2 * 2 - 1)).collect();
        let narrow: Vec<f64> = (0..100).map(|k| 15.0 + f64::from(k % 2 * 2 - 1)).collect();
        let mut rule = Rule::new(0.02);
        assert!(!rule.met(&forecast(&narrow)), "once");
        assert!(!rule.met(&forecast(&wide)), "too wide");
        assert!(!rule.met(&forecast(&narrow)), "once again");
        assert!(!rule.verdict(&forecast(&wide)).reached);
        assert!(rule.met(&forecast(&narrow)), "twice");
        assert!(rule.verdict(&forecast(&narrow)).reached);
        let found = widest(&forecast(&wide), 0.02).unwrap();
        assert!((found.half - 0.048).abs() < 1e-3, "{found:?}");
        assert_eq!(found.incentive, None);
        assert!((found.allowed - 0.025).abs() < 1e-12);
        assert_eq!(widest(&forecast(&wide), 0.05), None);
    }

    #[test]
    fn near_zero_the_return_has_an_absolute_tolerance() {
        // A return of 0 with .0199 at each side: no part of 0 would ever be enough.
        let gains: Vec<f64> = (0..100).map(|k| 10.0 + f64::from(k % 2 * 2 - 1)).collect();
        assert_eq!(widest(&forecast(&gains), 0.02), None);
    }
}
