//! What a scenario expects of its forecast: its words resolved to a metric and a level of its unit, and the estimate
//! that is held against it. Whether it is met is judged elsewhere.

use serde::{Deserialize, Serialize};

use crate::base::name::{Name, nearest};
use crate::diagnostic::Problem;
use crate::intake::scenario::expect::{Bound, Expected, Level};
use crate::model::Program;
use crate::simulate::estimate::metrics::{DIFFERENCES, named};
use crate::simulate::estimate::number::{Estimate, Metric, natural};
use crate::simulate::estimate::statistics::share;
use crate::simulate::estimate::totals::Unit;
use crate::simulate::run::forecast::{Forecast, Incentive};

/// An expectation that a forecast is held against.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// As it is written.
    pub text: String,
    /// The metric, by name.
    pub metric: Name,
    /// The incentive that it is about, by name.
    pub of: Option<Name>,
    /// Whether the level is the least; else it is the most.
    pub is_least: bool,
    /// How much, in the unit of the metric.
    pub level: f64,
    /// Why there is no such estimate of this program, where there cannot be one.
    pub lacking: Option<String>,
}

/// Metrics of one incentive that its own postings tell.
const OWN: [(&str, Unit); 2] = [
    ("payouts", Unit::Money),
    ("exhaustion_probability", Unit::Share),
];

/// A metric of differences that no world without an incentive has.
const OF_THE_WHOLE: &str = "payback_probability";

/// The metrics that one incentive has: what its own postings tell, and what the world without it does.
fn of_one() -> impl Iterator<Item = (&'static str, Unit)> {
    let differences = DIFFERENCES.iter().copied();
    OWN.into_iter()
        .chain(differences.filter(|(name, _)| *name != OF_THE_WHOLE))
}

/// What a scenario expects, and what of it cannot be said.
pub fn resolve(program: &Program, expected: &[Expected]) -> (Vec<Expectation>, Vec<Problem>) {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for each in expected {
        match resolved(program, each) {
            Ok(expectation) => found.push(expectation),
            Err(problem) => problems.push(problem.at(each.span)),
        }
    }
    (found, problems)
}

fn resolved(program: &Program, expected: &Expected) -> Result<Expectation, Problem> {
    let unit = match &expected.of {
        None => unit_of_whole(&expected.metric)?,
        Some(of) => unit_of_one(program, &expected.metric, of)?,
    };
    let level = level(program, expected, unit)?;
    let of = expected.of.as_ref().map(|of| Name::new(of));
    Ok(Expectation {
        text: expected.text.clone(),
        metric: Name::new(&expected.metric),
        of,
        is_least: expected.bound == Bound::Least,
        level,
        lacking: None,
    })
}

fn unknown(message: String, near: Option<&str>, all: &[&str]) -> Problem {
    let problem = Problem::error("unknown-metric", message);
    match near {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!("there are: {}", all.join(", "))),
    }
}

fn unit_of_whole(metric: &str) -> Result<Unit, Problem> {
    let found = named().find(|(name, _)| *name == metric);
    found.map(|(_, unit)| unit).ok_or_else(|| {
        let names: Vec<&str> = named().map(|(name, _)| name).collect();
        let near = nearest(metric, names.iter().copied());
        unknown(format!("no metric is named `{metric}`"), near, &names)
    })
}

fn unit_of_one(program: &Program, metric: &str, of: &str) -> Result<Unit, Problem> {
    unit_of_whole(metric)?;
    let names: Vec<&str> = program
        .incentives
        .iter()
        .map(|each| &*each.declared.name)
        .collect();
    if !names.contains(&of) {
        let budget = program
            .budgets
            .iter()
            .any(|each| *each.declared.name == *of);
        let message = match budget {
            true => format!("`{of}` is a budget; a metric is of the program or of one incentive"),
            false => format!("no incentive is named `{of}`"),
        };
        return Err(unknown(message, nearest(of, names.iter().copied()), &names));
    }
    let all: Vec<(&str, Unit)> = of_one().collect();
    let found = all.iter().find(|(name, _)| *name == metric);
    found.map(|(_, unit)| *unit).ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
        let message = format!("`{metric}` is of the whole program, not of one incentive");
        unknown(message, None, &names)
    })
}

/// The level in the unit of the metric.
fn level(program: &Program, expected: &Expected, unit: Unit) -> Result<f64, Problem> {
    let (text, metric) = (&expected.text, &expected.metric);
    let currency = program.currency.code();
    let refuse = |what: String, help: String| {
        let message = format!("`{text}`: {what}");
        Err(Problem::error("not-an-expectation", message).help(help))
    };
    match (unit, &expected.level) {
        (Unit::Money, Level::Amount(amount, word)) if word == currency => Ok(*amount),
        (Unit::Money, _) => refuse(
            format!("`{metric}` is an amount in {currency}"),
            format!("write the currency behind the number: 100,000 {currency}"),
        ),
        (Unit::Share, Level::Percent(part)) => Ok(*part),
        (Unit::Share, Level::Number(part))
            if metric.ends_with("roi") || (0.0..=1.0).contains(part) =>
        {
            Ok(*part)
        }
        (Unit::Share, Level::Number(_) | Level::Amount(..)) => refuse(
            format!("`{metric}` is a part of a whole"),
            "write a percentage or a number from 0 to 1: 10% or 0.1".to_owned(),
        ),
        (Unit::Count | Unit::Weeks, Level::Number(number)) => Ok(*number),
        (Unit::Count, Level::Percent(_) | Level::Amount(..)) => refuse(
            format!("`{metric}` is a number of things"),
            "write the number alone: 1,400".to_owned(),
        ),
        (Unit::Weeks, Level::Percent(_) | Level::Amount(..)) => refuse(
            format!("`{metric}` is a week of the forecast"),
            "write the number of the week alone: 40".to_owned(),
        ),
    }
}

impl Expectation {
    /// The world that must be run for it, beside the program and none.
    pub fn left_out(&self) -> Option<&Name> {
        let own = OWN.iter().any(|(name, _)| *self.metric == **name);
        self.of.as_ref().filter(|_| !own)
    }

    /// The incentive whose money is asked about.
    pub(in crate::simulate) fn drawn_by(&self) -> Option<&Name> {
        self.of.as_ref().filter(|_| *self.metric == *OWN[1].0)
    }

    /// What it is counted in.
    pub fn unit(&self) -> Unit {
        let found = named().find(|(name, _)| *self.metric == **name);
        found.map_or(Unit::Count, |(_, unit)| unit)
    }

    /// Whether it is the part of runs in which something happens.
    pub fn is_chance(&self) -> bool {
        self.metric.ends_with("_probability")
    }

    /// The estimate that is held against it, or why there is none.
    pub fn estimate(&self, forecast: &Forecast) -> Result<Metric, String> {
        if let Some(lacking) = &self.lacking {
            return Err(lacking.clone());
        }
        let found = match &self.of {
            None => forecast.metrics().get(&*self.metric).copied(),
            Some(of) => self.of_one(forecast, of),
        };
        match found {
            Some(Estimate::Known(metric)) => Ok(metric),
            Some(Estimate::Missing { reason, .. }) => Err(reason.to_owned()),
            None => Err("the world without it was not run".to_owned()),
        }
    }

    fn of_one(&self, forecast: &Forecast, of: &Name) -> Option<Estimate> {
        let totals = || {
            let mut incentives = forecast.incentives.iter();
            incentives.find(|each: &&Incentive| each.name == *of)
        };
        match &*self.metric {
            "payouts" => {
                let paid: Vec<f64> = totals()?.totals.iter().map(|each| each.payouts).collect();
                Some(natural(&paid, Unit::Money))
            }
            "exhaustion_probability" => {
                let all = &totals()?.totals;
                let struck = all.iter().filter(|each| each.exhausted.is_some()).count();
                Some(Estimate::Known(Metric {
                    interval: share(struck as u64, all.len() as u64),
                    percentiles: [None; 3],
                    unit: Unit::Share,
                }))
            }
            metric => forecast.contribution(of)?.get(metric).copied(),
        }
    }

    /// The runs that tell: of a week, those in which what it is about happened.
    pub fn runs(&self, forecast: &Forecast) -> usize {
        let (from, to) = forecast.replications;
        match &*self.metric {
            "payback_week" => forecast.payback.iter().flatten().count(),
            "exhaustion_week" => {
                let program = forecast.world("program");
                let totals = program.map_or(&[][..], |world| world.totals.as_slice());
                let struck = totals.iter().filter(|each| each.gone_budgets > 0.0);
                struck.count()
            }
            _ => to.saturating_sub(from) as usize,
        }
    }
}
