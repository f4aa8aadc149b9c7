//! Guardrails that depend on how partners behave, judged by a forecast: held, broken, or not told by so few
//! runs. What each word means is in `kind/guardrail.md`.

use crate::decide::compare::runs_within;
use crate::simulate::chance::normal::quantile;
use crate::simulate::estimate::limit::{Limit, Rule};
use crate::simulate::estimate::statistics::{
    CONFIDENCE, Interval, interval, order_statistic, share,
};
use crate::simulate::run::forecast::Forecast;

/// Whether a guardrail holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The whole interval lies inside the limit.
    Holds,
    /// The whole interval lies outside.
    Broken,
    /// The limit lies in the interval.
    Undecided,
}

impl Verdict {
    /// The words in results.
    pub const fn words(self) -> &'static str {
        match self {
            Verdict::Holds => "holds",
            Verdict::Broken => "broken",
            Verdict::Undecided => "cannot tell yet",
        }
    }
}

/// A guardrail with what the forecast says.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The guardrail.
    pub rule: Rule,
    /// What is limited, as the runs have it: the quantile of payouts, or the share of partner-weeks.
    pub found: f64,
    /// The part of runs over the limit, or the share of partner-weeks, with its 95% interval.
    pub interval: Interval,
    /// What `interval` may be at most.
    pub most: f64,
    /// What it says.
    pub verdict: Verdict,
    /// How many runs would tell, where so few do not.
    pub runs_to_tell: Option<f64>,
}

/// The guardrails of this forecast's scenario, judged.
pub fn judge(forecast: &Forecast) -> Vec<Judged> {
    let own = forecast
        .guardrails
        .iter()
        .filter(|rule| *rule.scenario == *forecast.variant);
    own.filter_map(|rule| judged(rule, forecast)).collect()
}

fn judged(rule: &Rule, forecast: &Forecast) -> Option<Judged> {
    let totals = &forecast.world("program")?.totals;
    let runs = totals.len();
    let (found, interval, most) = match rule.limit {
        Limit::Payouts { quantile, most } => {
            let mut payouts: Vec<f64> = totals.iter().map(|each| each.payouts_in_year).collect();
            payouts.sort_by(f64::total_cmp);
            let over = payouts.iter().filter(|paid| **paid > most).count();
            let over = share(over as u64, runs as u64);
            (order_statistic(&payouts, quantile)?, over, 1.0 - quantile)
        }
        Limit::Fatigue { above, most } => {
            let shares: Vec<f64> = totals
                .iter()
                .map(|each| {
                    if above < 0.4 {
                        each.share_above_low
                    } else {
                        each.share_over_limit
                    }
                })
                .collect();
            let interval = interval(&shares);
            (interval.mean, interval, most)
        }
    };
    let verdict = match () {
        () if runs < 2 => Verdict::Undecided,
        () if interval.high <= most => Verdict::Holds,
        () if interval.low > most => Verdict::Broken,
        () => Verdict::Undecided,
    };
    let runs_to_tell = match (verdict, rule.limit) {
        (Verdict::Undecided, Limit::Payouts { .. }) if interval.mean == 0.0 => {
            Some(clean_runs(most))
        }
        (Verdict::Undecided, _) => runs_within(&interval, runs, (interval.mean - most).abs()),
        (Verdict::Holds | Verdict::Broken, _) => None,
    };
    Some(Judged {
        rule: rule.clone(),
        found,
        interval,
        most,
        verdict,
        runs_to_tell,
    })
}

/// Runs without one over the limit after which Wilson's interval ends below a share p: z^2 (1 - p) / p.
pub(super) fn clean_runs(most: f64) -> f64 {
    let z = quantile(0.5 + CONFIDENCE / 2.0);
    (z * z * (1.0 - most) / most).ceil()
}

#[cfg(test)]
mod tests {
    use super::{Verdict, clean_runs, judge};
    use crate::base::name::Name;
    use crate::simulate::estimate::limit::{Limit, Rule};
    use crate::simulate::estimate::totals::Totals;
    use crate::simulate::run::forecast::{Forecast, World};

    /// A forecast of the scenario `baseline` with these payouts and shares over 0.5, run by run.
    fn forecast(scenario: &str, limit: Limit, runs: &[(f64, f64)]) -> Forecast {
        let totals = runs.iter().map(|(paid, tired)| Totals {
            payouts_in_year: *paid,
            share_over_limit: *tired,
            ..Totals::default()
        });
        Forecast {
            variant: Name::new("baseline"),
            worlds: vec![World {
                name: Name::new("program"),
                totals: totals.collect(),
                ..World::default()
            }],
            guardrails: vec![Rule {
                name: "limit".to_owned(),
                title: String::new(),
                scenario: scenario.to_owned(),
                limit,
            }],
            ..Forecast::default()
        }
    }

    fn verdict(limit: Limit, runs: &[(f64, f64)]) -> Verdict {
        judge(&forecast("baseline", limit, runs))[0].verdict
    }

    #[test]
    fn payouts_are_judged_by_the_runs_over_the_limit() {
        let limit = Limit::Payouts {
            quantile: 0.95,
            most: 100.0,
        };
        // None of 73 over: Wilson's upper end is 3.8415 / 76.8415 = 0.04999; of 72 it is 0.0507.
        assert_eq!(verdict(limit, &[(100.0, 0.0); 73]), Verdict::Holds);
        assert_eq!(verdict(limit, &[(100.0, 0.0); 72]), Verdict::Undecided);
        assert_eq!(verdict(limit, &[(100.01, 0.0); 8]), Verdict::Broken);
        assert_eq!(verdict(limit, &[(100.01, 0.0)]), Verdict::Undecided);
        assert_eq!(clean_runs(0.05), 73.0);
    }

    #[test]
    fn fatigue_is_judged_by_its_mean() {
        let limit = Limit::Fatigue {
            above: 0.5,
            most: 0.10,
        };
        assert_eq!(verdict(limit, &[(0.0, 0.05), (0.0, 0.05)]), Verdict::Holds);
        assert_eq!(verdict(limit, &[(0.0, 0.11), (0.0, 0.11)]), Verdict::Broken);
        assert_eq!(
            verdict(limit, &[(0.0, 0.05), (0.0, 0.14)]),
            Verdict::Undecided
        );
        assert_eq!(verdict(limit, &[(0.0, 0.10), (0.0, 0.10)]), Verdict::Holds);
    }

    #[test]
    fn guardrails_of_other_scenarios_are_left_alone() {
        let limit = Limit::Fatigue {
            above: 0.5,
            most: 0.10,
        };
        let judged = judge(&forecast("soft-market", limit, &[(0.0, 0.0)]));
        assert_eq!(judged, Vec::new());
    }
}
