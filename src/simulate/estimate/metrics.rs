//! Metrics of a forecast. Means of differences use common random numbers and martingale control
//! variates with coefficient 1, which leaves them unbiased; distributions use plain outputs.

use std::collections::BTreeMap;

use crate::simulate::estimate::number::{
    Estimate, Metric, level, natural, ratio_less_one, share_of,
};
use crate::simulate::estimate::statistics::{self, Interval, interval, percentiles};
use crate::simulate::estimate::totals::{Totals, Unit};
use crate::simulate::run::forecast::{Forecast, World};
use crate::simulate::run::worlds::BARE;

/// A number of one replication.
pub type Read = fn(&Totals) -> f64;

/// Below this part of revenue a program costs too little for a return on it.
pub const LEAST_COST: f64 = 0.0005;

impl Forecast {
    /// Every metric of the program, by name.
    pub fn metrics(&self) -> Metrics {
        let mut metrics = BTreeMap::new();
        let Some(program) = self.world("program") else {
            return metrics;
        };
        levels(&program.totals, &mut metrics);
        metrics.insert("exhaustion_probability", self.exhaustion(&program.totals));
        metrics.insert("launch_share", self.launch_share(program));
        metrics.insert("exhaustion_week", self.exhaustion_week());
        metrics.insert("payback_week", self.payback_week());
        match self.world("none") {
            Some(none) => {
                let pair = Pair {
                    with: &program.totals,
                    without: &none.totals,
                };
                differences(&pair, &mut metrics);
                let won = statistics::share(
                    self.payback.iter().flatten().count() as u64,
                    self.payback.len() as u64,
                );
                let chance = Metric {
                    interval: won,
                    percentiles: [None; 3],
                    unit: Unit::Share,
                };
                metrics.insert("payback_probability", Estimate::Known(chance));
            }
            None => {
                for (name, unit) in DIFFERENCES {
                    let reason = "the world without a program was not run";
                    metrics.insert(
                        name,
                        Estimate::Missing {
                            reason,
                            unit: *unit,
                        },
                    );
                }
            }
        }
        metrics
    }

    /// What an incentive adds as the last one: the program against the program without it.
    pub fn contribution(&self, incentive: &str) -> Option<Metrics> {
        self.against(&format!("without:{incentive}"))
    }

    /// What an incentive adds as the first one: alone, against the program without any.
    pub fn alone(&self, incentive: &str) -> Option<Metrics> {
        self.between(&format!("only:{incentive}"), BARE)
    }

    /// Calendar entries that were left out: what each adds as the last one, and by how much it raises the mean fatigue index.
    pub fn entries(&self) -> Vec<(&str, Metrics, Interval)> {
        let is_incentive = |name: &str| self.incentives.iter().any(|each| *each.name == *name);
        let left_out = self.worlds.iter().filter_map(|world| {
            let name = world.name.strip_prefix("without:")?;
            let pair = Pair {
                with: &self.world("program")?.totals,
                without: &world.totals,
            };
            let tired = interval(&pair.difference(|totals| totals.fatigue_index));
            Some((name, self.against(&world.name)?, tired))
        });
        left_out.filter(|(name, ..)| !is_incentive(name)).collect()
    }

    /// The program against another world.
    pub fn against(&self, world: &str) -> Option<Metrics> {
        self.between("program", world)
    }

    fn between(&self, with: &str, without: &str) -> Option<Metrics> {
        let mut metrics = BTreeMap::new();
        let pair = Pair {
            with: &self.world(with)?.totals,
            without: &self.world(without)?.totals,
        };
        differences(&pair, &mut metrics);
        Some(metrics)
    }

    /// The share of partners that sold a new product in its first quarter, averaged over launches.
    fn launch_share(&self, world: &World) -> Estimate {
        if self.launches.is_empty() {
            let reason = "no product comes onto the market in the program's year";
            return Estimate::Missing {
                reason,
                unit: Unit::Share,
            };
        }
        let all = |place: usize| {
            let shares = world.launched.iter().filter_map(|shares| shares.get(place));
            shares.sum::<f64>() / world.launched.len() as f64
        };
        let shares: Vec<f64> = (0..world.totals.len()).map(all).collect();
        level(&shares, Unit::Share)
    }

    fn exhaustion(&self, totals: &[Totals]) -> Estimate {
        if !self.has_budget {
            let reason = "no incentive draws on a budget";
            return Estimate::Missing {
                reason,
                unit: Unit::Share,
            };
        }
        let struck = totals.iter().filter(|each| each.gone_budgets > 0.0).count();
        let interval = statistics::share(struck as u64, totals.len() as u64);
        Estimate::Known(Metric {
            interval,
            percentiles: [None; 3],
            unit: Unit::Share,
        })
    }
}

/// Two worlds on the same random numbers, replication by replication.
pub struct Pair<'a> {
    /// With something.
    pub with: &'a [Totals],
    /// Without it.
    pub without: &'a [Totals],
}

impl Pair<'_> {
    /// The difference of a quantity, replication by replication.
    pub fn difference(&self, quantity: impl Fn(&Totals) -> f64) -> Vec<f64> {
        self.with
            .iter()
            .zip(self.without)
            .map(|(a, b)| quantity(a) - quantity(b))
            .collect()
    }

    /// Incremental margin, less the noise that has mean zero.
    pub fn controlled_margin(&self) -> Vec<f64> {
        self.difference(|totals| totals.margin - totals.margin_noise)
    }

    /// Incremental margin and fees, less the noise that has mean zero.
    pub fn controlled_gain(&self) -> Vec<f64> {
        self.difference(|totals| totals.gain() - totals.margin_noise)
    }

    /// Incremental revenue, less the noise that has mean zero.
    pub fn controlled_revenue(&self) -> Vec<f64> {
        self.difference(|totals| totals.revenue - totals.revenue_noise)
    }

    /// Return on what the difference costs: margin and fees over cost, less 1.
    pub fn roi(&self) -> Estimate {
        let cost = self.difference(Totals::cost);
        let revenue = statistics::mean(&column(self.with, |totals| totals.revenue));
        if statistics::mean(&cost).abs() < LEAST_COST * revenue {
            let reason = "the cost is too small a part of revenue for a return on it";
            return Estimate::Missing {
                reason,
                unit: Unit::Share,
            };
        }
        let plain = self.difference(Totals::gain);
        let shares: Vec<f64> = plain.iter().zip(&cost).map(|(m, c)| m / c - 1.0).collect();
        ratio_less_one(&self.controlled_gain(), &cost, &shares)
    }
}

fn column(totals: &[Totals], quantity: impl Fn(&Totals) -> f64) -> Vec<f64> {
    totals.iter().map(quantity).collect()
}

/// Estimates by name.
pub type Metrics = BTreeMap<&'static str, Estimate>;

/// Means over replications: a name, its unit and how it is read off one replication.
pub const LEVELS: &[(&str, Unit, Read)] = &[
    ("revenue", Unit::Money, |t| t.revenue),
    ("payouts", Unit::Money, |t| t.payouts),
    ("payouts_in_year", Unit::Money, |t| t.payouts_in_year),
    ("running_costs", Unit::Money, |t| t.running_costs),
    ("most_outstanding", Unit::Money, |t| t.outstanding),
    ("won_deals", Unit::Count, |t| t.won),
    ("opportunities", Unit::Count, |t| t.opportunities),
    ("fatigue_index", Unit::Share, |t| t.fatigue_index),
    ("fatigue_p95", Unit::Share, |t| t.fatigue_p95),
    ("share_over_limit", Unit::Share, |t| t.share_over_limit),
    ("weeks_over_limit", Unit::Weeks, |t| t.weeks_over_limit),
    ("weeks_over_limit_p95", Unit::Weeks, |t| {
        t.weeks_over_limit_p95
    }),
    ("participation", Unit::Share, |t| t.participation),
    ("weekly_participation", Unit::Share, |t| {
        t.weekly_participation
    }),
    ("portal_adoption", Unit::Share, |t| t.portal_adoption),
    ("churn", Unit::Share, |t| t.churn),
    ("touches", Unit::Count, |t| t.touches),
    ("lost_opens", Unit::Count, |t| t.lost_opens),
    ("tier_rises", Unit::Count, |t| t.rises),
    ("tier_falls", Unit::Count, |t| t.falls),
    ("top_fifth_share", Unit::Share, |t| t.top_fifth),
];

/// Ratios of sums over replications: a name, what is above and below, and why there may be none.
pub const SHARES: &[(&str, Read, Read, &str)] = &[
    (
        "registration_conversion",
        |t| t.protected_won,
        |t| t.protected_decided,
        "no protected deal was decided",
    ),
    (
        "fund_utilisation",
        |t| t.credit_used,
        |t| t.credit,
        "no fund gave credit",
    ),
    (
        "claims_refused",
        |t| t.claims_refused,
        |t| t.claims_over,
        "no claim was made on a fund that says how claims are decided",
    ),
    (
        "training_completion",
        |t| t.completions,
        |t| t.enrolments_ended,
        "no enrolment ended",
    ),
    (
        "small_revenue_share",
        |t| t.small_revenue,
        |t| t.revenue - t.open_revenue,
        "nothing was sold",
    ),
    (
        "small_payout_share",
        |t| t.small_payouts,
        |t| t.payouts,
        "nothing was paid",
    ),
    (
        "subsidised_share",
        |t| t.subsidised,
        |t| t.attributed,
        "nothing was paid for sales",
    ),
    (
        "pull_forward_share",
        |t| t.pulled_forward,
        |t| t.attributed,
        "nothing was paid for sales",
    ),
];

/// Metrics of one world alone.
fn levels(totals: &[Totals], metrics: &mut Metrics) {
    for (name, unit, read) in LEVELS {
        metrics.insert(name, natural(&column(totals, read), *unit));
    }
    for (name, above, below, reason) in SHARES {
        metrics.insert(
            name,
            share_of(column(totals, above), column(totals, below), reason),
        );
    }
    let cost = column(totals, Totals::cost);
    let gross = column(totals, |t| t.paid_margin);
    let single: Vec<f64> = gross.iter().zip(&cost).map(|(m, c)| m / c - 1.0).collect();
    metrics.insert("gross_roi", ratio_less_one(&gross, &cost, &single));
}

/// Metrics that need two worlds, with their units.
pub const DIFFERENCES: &[(&str, Unit)] = &[
    ("roi", Unit::Share),
    ("incremental_margin", Unit::Money),
    ("incremental_revenue", Unit::Money),
    ("net_value", Unit::Money),
    ("open_margin", Unit::Money),
    ("fee_income", Unit::Money),
    ("program_cost", Unit::Money),
    ("payback_probability", Unit::Share),
];

/// The other metrics, with their units.
const OTHERS: &[(&str, Unit)] = &[
    ("gross_roi", Unit::Share),
    ("exhaustion_probability", Unit::Share),
    ("launch_share", Unit::Share),
    ("exhaustion_week", Unit::Weeks),
    ("payback_week", Unit::Weeks),
];

/// Every metric of a forecast with what it is counted in.
pub fn named() -> impl Iterator<Item = (&'static str, Unit)> {
    let levels = LEVELS.iter().map(|(name, unit, _)| (*name, *unit));
    let shares = SHARES.iter().map(|(name, ..)| (*name, Unit::Share));
    let others = DIFFERENCES.iter().chain(OTHERS).copied();
    levels.chain(shares).chain(others)
}

fn differences(pair: &Pair, metrics: &mut Metrics) {
    let with_noise = |controlled: &[f64], plain: &[f64]| {
        let (interval, unit) = (interval(controlled), Unit::Money);
        Estimate::Known(Metric {
            interval,
            percentiles: percentiles(plain),
            unit,
        })
    };
    let margin = pair.controlled_margin();
    let plain = pair.difference(|totals| totals.margin);
    metrics.insert("incremental_margin", with_noise(&margin, &plain));
    let revenue = pair.difference(|totals| totals.revenue);
    metrics.insert(
        "incremental_revenue",
        with_noise(&pair.controlled_revenue(), &revenue),
    );
    let open = pair.difference(|totals| totals.open_margin);
    metrics.insert("open_margin", level(&open, Unit::Money));
    let fees = pair.difference(|totals| totals.fees);
    metrics.insert("fee_income", level(&fees, Unit::Money));
    let cost = pair.difference(Totals::cost);
    metrics.insert("program_cost", level(&cost, Unit::Money));
    let less = |gain: &[f64]| -> Vec<f64> {
        gain.iter()
            .zip(&cost)
            .map(|(gain, cost)| gain - cost)
            .collect()
    };
    let (gain, plain) = (pair.controlled_gain(), pair.difference(Totals::gain));
    metrics.insert("net_value", with_noise(&less(&gain), &less(&plain)));
    metrics.insert("roi", pair.roi());
}

#[cfg(test)]
mod tests {
    use super::{Metrics, named};
    use crate::base::name::Name;
    use crate::simulate::estimate::number::Estimate;
    use crate::simulate::estimate::totals::Totals;
    use crate::simulate::run::forecast::{Forecast, World};

    /// What can be expected is what there is, in the same units.
    #[test]
    fn every_metric_is_named_with_its_unit() {
        let world = |name| World {
            name: Name::new(name),
            totals: vec![Totals::default(); 2],
            ..World::default()
        };
        let forecast = Forecast {
            worlds: vec![world("program"), world("none")],
            ..Forecast::default()
        };
        let found: Metrics = forecast.metrics();
        let found = found.iter().map(|(name, each)| match each {
            Estimate::Known(metric) => (*name, metric.unit),
            Estimate::Missing { unit, .. } => (*name, *unit),
        });
        let mut all: Vec<_> = named().collect();
        all.sort_by_key(|(name, _)| *name);
        assert_eq!(found.collect::<Vec<_>>(), all);
    }
}
