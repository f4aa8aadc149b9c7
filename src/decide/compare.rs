//! Two programs on the same partners and the same luck: which differences are real, and how many runs
//! would show those that are not yet. What each word means is in `docs/reference/compare.md`.

use crate::base::name::Name;
use crate::decide::linear::{self, Linear, linear};
use crate::simulate::estimate::metrics::Pair;
use crate::simulate::estimate::statistics::{Interval, interval, mean};
use crate::simulate::estimate::totals::Unit;
use crate::simulate::run::forecast::Forecast;

/// What a difference says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The second is what a vendor wants more.
    Better,
    /// The second is what a vendor wants less.
    Worse,
    /// The second is higher, which is good or bad by what else changes.
    Higher,
    /// The second is lower, which is good or bad by what else changes.
    Lower,
    /// No run differs.
    Same,
    /// The interval holds zero.
    Undecided,
}

impl Verdict {
    /// The words in results.
    pub const fn words(self) -> &'static str {
        match self {
            Verdict::Better => "better",
            Verdict::Worse => "worse",
            Verdict::Higher => "higher",
            Verdict::Lower => "lower",
            Verdict::Same => "the same",
            Verdict::Undecided => "cannot tell yet",
        }
    }
}

/// Which direction a vendor wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    More,
    Less,
    Neither,
}

/// The difference of one number between two programs.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The metric, or the incentive.
    pub name: Name,
    /// What it is counted in.
    pub unit: Unit,
    /// In the first program; `None` where it has none.
    pub first: Option<f64>,
    /// In the second.
    pub second: Option<f64>,
    /// Second less first, or why there is none.
    pub difference: Result<Difference, &'static str>,
}

/// A difference with what it says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Mean and 95% interval of simulation error.
    pub interval: Interval,
    /// What it says.
    pub verdict: Verdict,
    /// How many runs would tell, if the difference is what it looks like; `None` where it is told,
    /// or where one run says nothing about the next.
    pub runs_to_tell: Option<f64>,
}

/// Two programs, compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Runs of each.
    pub runs: u32,
    /// Every metric, the one that decides first.
    pub metrics: Vec<Change>,
    /// What each incentive pays.
    pub incentives: Vec<Change>,
    /// Margin that the second brings more, for each unit of money that it costs more, less 1.
    pub return_on_change: Result<Interval, &'static str>,
}

/// The metric that decides.
pub const DECIDES: &str = "net_value";

/// Metrics that a vendor wants more of.
const MORE: &[&str] = &[
    "net_value",
    "roi",
    "incremental_margin",
    "fee_income",
    "incremental_revenue",
    "revenue",
    "won_deals",
    "opportunities",
    "participation",
    "weekly_participation",
    "portal_adoption",
    "registration_conversion",
    "fund_utilisation",
    "training_completion",
];

/// Metrics that a vendor wants less of.
const LESS: &[&str] = &[
    "program_cost",
    "running_costs",
    "fatigue_index",
    "fatigue_p95",
    "share_over_limit",
    "weeks_over_limit",
    "weeks_over_limit_p95",
    "churn",
    "lost_opens",
    "claims_refused",
    "subsidised_share",
    "pull_forward_share",
    "exhaustion_probability",
    "most_outstanding",
];

impl Comparison {
    /// Compares two forecasts of the same partners and the same replications.
    pub fn of(first: &Forecast, second: &Forecast) -> Comparison {
        let (from, to) = first.replications;
        Comparison {
            runs: to.saturating_sub(from),
            metrics: metrics(first, second),
            incentives: incentives(first, second),
            return_on_change: return_on_change(first, second),
        }
    }

    /// The difference of a metric.
    pub fn difference(&self, name: &str) -> Option<&Difference> {
        let change = self.metrics.iter().find(|change| *change.name == *name)?;
        change.difference.as_ref().ok()
    }

    /// How far the interval of the difference of returns reaches to either side.
    pub fn reach(&self) -> Option<f64> {
        let interval = self.difference("roi")?.interval;
        Some((interval.high - interval.low) / 2.0)
    }
}

/// Adds later replications of the same program: what a comparison reads, nothing by week.
pub fn add_runs(forecast: &mut Forecast, later: Forecast) {
    forecast.replications.1 = later.replications.1;
    for (world, later) in forecast.worlds.iter_mut().zip(later.worlds) {
        world.totals.extend(later.totals);
    }
    for (incentive, later) in forecast.incentives.iter_mut().zip(later.incentives) {
        incentive.totals.extend(later.totals);
    }
    forecast.payback.extend(later.payback);
}

fn metrics(first: &Forecast, second: &Forecast) -> Vec<Change> {
    let (mut one, other) = (linear(first), linear(second));
    let mut all: Vec<Change> = other
        .iter()
        .filter_map(|(name, second)| Some(change(name, &one.remove(name)?, second)))
        .collect();
    let rank = |change: &Change| {
        let place = MORE
            .iter()
            .chain(LESS)
            .position(|name| *name == &*change.name);
        place.unwrap_or(usize::MAX)
    };
    all.sort_by_key(rank);
    all
}

fn incentives(first: &Forecast, second: &Forecast) -> Vec<Change> {
    let mut names: Vec<&Name> = first.incentives.iter().map(|each| &each.name).collect();
    for each in &second.incentives {
        if !names.contains(&&each.name) {
            names.push(&each.name);
        }
    }
    let paid = |forecast: &Forecast, name: &Name| -> Vec<f64> {
        let found = forecast.incentives.iter().find(|each| each.name == *name);
        match found {
            Some(found) => found.totals.iter().map(|totals| totals.payouts).collect(),
            None => vec![0.0; forecast.payback.len()],
        }
    };
    let money = |numbers| Linear {
        unit: Unit::Money,
        numbers: Ok(numbers),
    };
    let each = |name: &Name| change(name, &money(paid(first, name)), &money(paid(second, name)));
    names.into_iter().map(each).collect()
}

fn return_on_change(first: &Forecast, second: &Forecast) -> Result<Interval, &'static str> {
    fn pair(forecast: &Forecast) -> Option<Pair<'_>> {
        let with = &forecast.world("program")?.totals;
        let without = &forecast.world("none")?.totals;
        Some(Pair { with, without })
    }
    let missing = "a world was not run";
    let (first, second) = (pair(first).ok_or(missing)?, pair(second).ok_or(missing)?);
    linear::return_on_change(&first, &second).map(|numbers| interval(&numbers))
}

fn change(name: &str, first: &Linear, second: &Linear) -> Change {
    let middle = |linear: &Linear| linear.numbers.as_ref().ok().map(|numbers| mean(numbers));
    let difference = match (&first.numbers, &second.numbers) {
        (Ok(first), Ok(second)) => Ok(difference(wanted(name), first, second)),
        (Err(reason), _) | (_, Err(reason)) => Err(*reason),
    };
    Change {
        name: Name::new(name),
        unit: second.unit,
        first: middle(first),
        second: middle(second),
        difference,
    }
}

fn wanted(name: &str) -> Wanted {
    match (MORE.contains(&name), LESS.contains(&name)) {
        (true, _) => Wanted::More,
        (_, true) => Wanted::Less,
        _ => Wanted::Neither,
    }
}

fn difference(wanted: Wanted, first: &[f64], second: &[f64]) -> Difference {
    let each: Vec<f64> = second.iter().zip(first).map(|(b, a)| b - a).collect();
    let interval = interval(&each);
    let verdict = match () {
        () if each.iter().all(|each| *each == 0.0) => Verdict::Same,
        () if each.len() < 2 => Verdict::Undecided,
        () if interval.low > 0.0 => told(wanted, Wanted::More, Verdict::Higher),
        () if interval.high < 0.0 => told(wanted, Wanted::Less, Verdict::Lower),
        () => Verdict::Undecided,
    };
    let runs_to_tell = (verdict == Verdict::Undecided)
        .then(|| runs_within(&interval, each.len(), interval.mean.abs()))
        .flatten();
    Difference {
        interval,
        verdict,
        runs_to_tell,
    }
}

fn told(wanted: Wanted, found: Wanted, neither: Verdict) -> Verdict {
    match wanted {
        Wanted::Neither => neither,
        Wanted::More | Wanted::Less if wanted == found => Verdict::Better,
        Wanted::More | Wanted::Less => Verdict::Worse,
    }
}

/// When to stop: the interval reaches no further than asked at the end of two batches in turn, so that one
/// lucky look does not end a run.
#[derive(Clone, Copy, Debug)]
pub struct Stopping {
    reach: f64,
    narrow: u8,
}

impl Stopping {
    /// A rule for a reach to either side.
    pub fn at(reach: f64) -> Stopping {
        Stopping { reach, narrow: 0 }
    }

    /// Takes in the reach at the end of a batch; `None` is one that is not known.
    pub fn look(&mut self, now: Option<f64>) {
        let narrow = now.is_some_and(|now| now <= self.reach);
        self.narrow = if narrow {
            self.narrow.saturating_add(1)
        } else {
            0
        };
    }

    /// Whether it is precise enough.
    pub fn is_met(&self) -> bool {
        self.narrow >= 2
    }
}

/// Runs after which an interval would reach no further than `reach`: its width falls with the square
/// root of their number. `None` of one run, and where nothing can be told from it.
pub fn runs_within(interval: &Interval, runs: usize, reach: f64) -> Option<f64> {
    let now = (interval.high - interval.low) / 2.0;
    let ratio = now / reach;
    let needed = (runs as f64 * ratio * ratio).ceil();
    (runs > 1 && now > 0.0 && needed.is_finite()).then_some(needed.max(2.0))
}

#[cfg(test)]
mod tests {
    use super::{Stopping, Verdict, Wanted, difference, runs_within};

    #[test]
    fn what_a_difference_says() {
        // Differences 1, 2, 3: mean 2, deviation 1, reach 4.3027 / sqrt 3 = 2.4841.
        let unclear = difference(Wanted::More, &[0.0, 0.0, 0.0], &[1.0, 2.0, 3.0]);
        assert_eq!(unclear.verdict, Verdict::Undecided);
        assert!((unclear.interval.high - 4.4841).abs() < 1e-3);
        // 3 (2.4841 / 2)^2 = 4.63.
        assert_eq!(unclear.runs_to_tell, Some(5.0));
        let cases = [
            (Wanted::More, [9.0, 10.0, 11.0], Verdict::Better),
            (Wanted::Less, [9.0, 10.0, 11.0], Verdict::Worse),
            (Wanted::Neither, [9.0, 10.0, 11.0], Verdict::Higher),
            (Wanted::More, [-9.0, -10.0, -11.0], Verdict::Worse),
            (Wanted::Less, [-9.0, -10.0, -11.0], Verdict::Better),
            (Wanted::Neither, [-9.0, -10.0, -11.0], Verdict::Lower),
            (Wanted::More, [0.0, 0.0, 0.0], Verdict::Same),
        ];
        for (wanted, second, verdict) in cases {
            let found = difference(wanted, &[0.0; 3], &second);
            assert_eq!(found.verdict, verdict, "{wanted:?} {second:?}");
            assert_eq!(found.runs_to_tell, None);
        }
    }

    #[test]
    fn one_run_tells_nothing_unless_nothing_differs() {
        let one = difference(Wanted::More, &[1.0], &[2.0]);
        assert_eq!((one.verdict, one.runs_to_tell), (Verdict::Undecided, None));
        assert_eq!(
            difference(Wanted::More, &[1.0], &[1.0]).verdict,
            Verdict::Same
        );
    }

    #[test]
    fn two_looks_in_turn_end_a_run() {
        let met = |looks: &[Option<f64>]| {
            let mut rule = Stopping::at(0.02);
            looks.iter().for_each(|now| rule.look(*now));
            rule.is_met()
        };
        assert!(met(&[Some(0.02), Some(0.01)]));
        assert!(met(&[Some(0.03), Some(0.02), Some(0.02)]));
        assert!(!met(&[Some(0.02)]));
        assert!(!met(&[Some(0.02), Some(0.021), Some(0.02)]));
        assert!(!met(&[Some(0.02), None]));
        assert!(!met(&[]));
    }

    #[test]
    fn half_the_reach_takes_four_times_the_runs() {
        let wide = difference(Wanted::More, &[0.0, 0.0, 0.0], &[1.0, 2.0, 3.0]).interval;
        let reach = (wide.high - wide.low) / 4.0;
        assert_eq!(runs_within(&wide, 3, reach), Some(12.0));
    }
}
