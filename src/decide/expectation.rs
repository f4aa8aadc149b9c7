//! What a scenario expects of its forecast, judged as guardrails are: met or missed where the whole 95% interval lies
//! on one side of the level, and not told by so few runs where the level lies inside.

use crate::decide::compare::runs_within;
use crate::decide::guardrail::{Verdict, clean_runs};
use crate::simulate::estimate::expectation::Expectation;
use crate::simulate::estimate::number::TOO_FEW;
use crate::simulate::estimate::statistics::Interval;
use crate::simulate::run::forecast::Forecast;

/// An expectation with what the forecast says.
#[derive(Clone, Debug, PartialEq)]
pub struct Met {
    /// What is expected.
    pub expectation: Expectation,
    /// The estimate, or why there is none.
    pub found: Result<Interval, String>,
    /// The runs that tell.
    pub runs: usize,
    /// What it says.
    pub verdict: Verdict,
    /// How many runs would tell, where so few do not.
    pub runs_to_tell: Option<f64>,
}

/// The words of a verdict on what is expected.
pub const fn words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "met",
        Verdict::Broken => "missed",
        Verdict::Undecided => "cannot tell yet",
    }
}

/// What the scenario of a forecast expects, judged.
pub fn judge(forecast: &Forecast) -> Vec<Met> {
    let all = forecast.expectations.iter();
    all.map(|each| judged(each, forecast)).collect()
}

fn judged(expectation: &Expectation, forecast: &Forecast) -> Met {
    let runs = expectation.runs(forecast);
    let found = expectation.estimate(forecast).map(|found| found.interval);
    let verdict = match &found {
        // More runs give no number where there is none: only the reason that they are few is theirs to mend.
        Err(reason) if reason == TOO_FEW => Verdict::Undecided,
        Err(_) => Verdict::Broken,
        Ok(_) if runs < 2 => Verdict::Undecided,
        Ok(interval) => beside(interval, expectation),
    };
    let runs_to_tell = match (&found, verdict) {
        (Ok(interval), Verdict::Undecided) => to_tell(interval, runs, expectation),
        (Ok(_) | Err(_), _) => None,
    };
    Met {
        expectation: expectation.clone(),
        found,
        runs,
        verdict,
        runs_to_tell,
    }
}

/// On which side of the level the whole interval lies; the level itself is enough.
fn beside(interval: &Interval, expectation: &Expectation) -> Verdict {
    let (low, high, level) = (interval.low, interval.high, expectation.level);
    match expectation.is_least {
        true if low >= level => Verdict::Holds,
        true if high < level => Verdict::Broken,
        false if high <= level => Verdict::Holds,
        false if low > level => Verdict::Broken,
        true | false => Verdict::Undecided,
    }
}

fn to_tell(interval: &Interval, runs: usize, expectation: &Expectation) -> Option<f64> {
    let level = expectation.level;
    let one_sided = match expectation.is_least {
        true => (interval.mean == 1.0).then_some(1.0 - level),
        false => (interval.mean == 0.0).then_some(level),
    };
    match one_sided.filter(|part| expectation.is_chance() && *part > 0.0) {
        Some(part) => Some(clean_runs(part)),
        None => runs_within(interval, runs, (interval.mean - level).abs()),
    }
}

#[cfg(test)]
mod tests {
    use super::{judge, words};
    use crate::base::name::Name;
    use crate::simulate::estimate::expectation::Expectation;
    use crate::simulate::estimate::totals::Totals;
    use crate::simulate::run::forecast::{Forecast, World};

    fn verdict(
        metric: &str,
        is_least: bool,
        level: f64,
        runs: &[Totals],
    ) -> (&'static str, Option<f64>) {
        let forecast = Forecast {
            replications: (0, runs.len() as u32),
            has_budget: true,
            worlds: vec![World {
                name: Name::new("program"),
                totals: runs.to_vec(),
                ..World::default()
            }],
            expectations: vec![Expectation {
                text: String::new(),
                metric: Name::new(metric),
                of: None,
                is_least,
                level,
                lacking: None,
            }],
            ..Forecast::default()
        };
        let found = judge(&forecast).remove(0);
        (words(found.verdict), found.runs_to_tell)
    }

    fn won(won: f64) -> Totals {
        Totals {
            won,
            ..Totals::default()
        }
    }

    #[test]
    fn the_level_itself_is_enough_and_an_interval_has_to_lie_on_one_side() {
        let same = [won(10.0), won(10.0)];
        assert_eq!(verdict("won_deals", true, 10.0, &same).0, "met");
        assert_eq!(verdict("won_deals", false, 10.0, &same).0, "met");
        assert_eq!(verdict("won_deals", true, 10.1, &same).0, "missed");
        assert_eq!(verdict("won_deals", false, 9.9, &same).0, "missed");
        // 9, 10, 11: mean 10, reach 4.3027 / sqrt 3 = 2.4841; 3 (2.4841 / 2)^2 = 4.63.
        let apart = [won(9.0), won(10.0), won(11.0)];
        assert_eq!(
            verdict("won_deals", true, 12.0, &apart),
            ("cannot tell yet", Some(5.0))
        );
        assert_eq!(verdict("won_deals", true, 7.5, &apart).0, "met");
        assert_eq!(verdict("won_deals", true, 12.5, &apart).0, "missed");
        assert_eq!(
            verdict("won_deals", true, f64::NAN, &apart).0,
            "cannot tell yet"
        );
    }

    #[test]
    fn one_run_tells_nothing_and_what_does_not_apply_is_missed() {
        assert_eq!(
            verdict("won_deals", true, 1.0, &[won(10.0)]),
            ("cannot tell yet", None)
        );
        let two = [won(10.0), won(10.0)];
        assert_eq!(verdict("launch_share", true, 0.1, &two), ("missed", None));
        assert_eq!(
            verdict("exhaustion_week", true, 1.0, &two),
            ("missed", None)
        );
    }

    /// As with a guardrail on the p95: none of 73 is below 5%, of 72 it cannot be told.
    #[test]
    fn chances_are_told_by_runs_of_which_none_has_it() {
        let runs = |count| vec![won(1.0); count];
        let most = |count| verdict("exhaustion_probability", false, 0.05, &runs(count));
        assert_eq!(most(72), ("cannot tell yet", Some(73.0)));
        assert_eq!(most(73).0, "met");
    }
}
