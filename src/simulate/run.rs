//! One forecast: the worlds of a program, replication by replication, on the same random numbers.
//! Replications are independent and run in parallel; results are kept in their order, so threads
//! never show.

use std::ops::Range;

use rayon::prelude::*;

use crate::base::id::IncentiveId;
use crate::base::name::{Name, nearest};
use crate::diagnostic::Problem;
use crate::fact::Fact;
use crate::intake::scenario::Scenario;
use crate::intake::scenario::read::{memory_refusal, refusal};
use crate::model::Program;
use crate::payout::Payout;
use crate::semantics::book::Partner;
use crate::semantics::fold::Fault;
use crate::semantics::posting::Posting;
use crate::simulate::bands::{Bands, MOST_BANDED, Path};
use crate::simulate::forecast::Forecast;
use crate::simulate::ignorance::Question;
use crate::simulate::replicate::Replicate;
use crate::simulate::study::Study;

/// What to run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Which replications; all of the scenario's where it is left out. A shard is a range.
    pub replications: Option<Range<u32>>,
    /// Incentives to leave out, one world each, by name.
    pub without: Vec<Name>,
    /// What is asked about ignorance, if anything.
    pub ignorance: Option<Question>,
    /// The most work, where the command line raises it.
    pub most_work: Option<u128>,
    /// The most bytes, where the command line raises it.
    pub most_memory: Option<u128>,
}

/// Why there is no forecast.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// Too much work, or names that cannot be told apart.
    Problem(Box<Problem>),
    /// An amount outside the range.
    Fault(Box<Fault>),
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Refusal {
        Refusal::Problem(Box::new(problem))
    }
}

/// Replications that are run before their sums are added up.
const BATCH: u32 = 64;

/// Runs a program in a scenario: with it, without it, and without each incentive asked for.
pub fn run(program: &Program, scenario: &Scenario, options: &Options) -> Result<Forecast, Refusal> {
    let left_out: Result<Vec<IncentiveId>, Refusal> = options
        .without
        .iter()
        .map(|name| named(program, name))
        .collect();
    let left_out = left_out?;
    let worlds = 2 + left_out.len();
    let more = options.ignorance.map_or(0, |question| question.runs());
    if let Some(problem) = refusal(scenario, worlds, more, options.most_work) {
        return Err(problem.into());
    }
    let threads = rayon::current_num_threads();
    if let Some(problem) = memory_refusal(scenario, worlds, threads, options.most_memory) {
        return Err(problem.into());
    }
    let study = Study::new(program, scenario)?;
    let programs: Vec<Program> = left_out.iter().map(|id| lacking(program, *id)).collect();
    let whole = study.stage(program, None);
    let others: Vec<_> = programs
        .iter()
        .zip(&left_out)
        .map(|(each, id)| (*id, study.stage(each, Some(*id))))
        .collect();
    let range = options.replications.clone().unwrap_or(0..scenario.runs);
    let mut forecast = study.blank(&range, &options.without, &whole);
    let mut paths: Vec<Vec<Path>> = vec![Vec::new(); worlds];
    let mut from = range.start;
    while from < range.end {
        let to = range.end.min(from.saturating_add(BATCH));
        let batch: Result<Vec<Replicate>, Refusal> = (from..to)
            .into_par_iter()
            .map(|r| study.replicate(r, &whole, &others))
            .collect();
        for replicate in batch? {
            add(&mut forecast, &mut paths, replicate);
        }
        from = to;
    }
    let count = f64::from(range.end.saturating_sub(range.start)).max(1.0);
    for (world, paths) in forecast.worlds.iter_mut().zip(&paths) {
        for week in &mut world.weeks {
            week.scale(1.0 / count);
        }
        world.trace.scale(1.0 / count);
        world.bands = Bands::of(paths);
    }
    if let Some(question) = options.ignorance {
        forecast.ignorance = Some(question.answer(program, scenario)?);
    }
    Ok(forecast)
}

/// One world of one replication, as it would be written.
pub struct WorldDrawn {
    /// Who the partners are.
    pub partners: Vec<Partner>,
    /// What happened, the opening book first.
    pub facts: Vec<Fact>,
    /// What the program posted; nothing in the world without it.
    pub postings: Vec<Posting>,
}

/// Draws one replication of one world: `program`, `none` or `without:NAME`. Settling its facts gives
/// its postings.
pub fn draw(
    program: &Program,
    scenario: &Scenario,
    replication: u32,
    world: &str,
) -> Result<WorldDrawn, Refusal> {
    let study = Study::new(program, scenario)?;
    match world {
        "none" => study.draw(replication, None),
        "program" => study.draw(replication, Some(&study.stage(program, None))),
        _ => {
            let Some(name) = world.strip_prefix("without:") else {
                let message = format!("there is no world `{world}`");
                let problem = Problem::error("unknown-world", message);
                return Err(problem.help("write program, none or without:NAME").into());
            };
            let id = named(program, name)?;
            let other = lacking(program, id);
            study.draw(replication, Some(&study.stage(&other, Some(id))))
        }
    }
}

/// The incentive with this name.
fn named(program: &Program, name: &str) -> Result<IncentiveId, Refusal> {
    let mut all = (0..).map(IncentiveId).zip(&program.incentives);
    let found = all
        .find(|(_, each)| *each.declared.name == *name)
        .map(|(id, _)| id);
    found.ok_or_else(|| {
        let names = program.incentives.iter().map(|each| &*each.declared.name);
        let problem = Problem::error(
            "unknown-incentive",
            format!("no incentive is named `{name}`"),
        );
        match nearest(name, names.clone()) {
            Some(near) => problem.help(format!("did you mean `{near}`?")).into(),
            None => {
                let all: Vec<String> = names.map(|name| format!("`{name}`")).collect();
                problem.help(format!("it has {}", all.join(", "))).into()
            }
        }
    })
}

/// A program in which one incentive pays nothing.
fn lacking(program: &Program, id: IncentiveId) -> Program {
    let mut program = program.clone();
    if let Some(incentive) = program.incentives.get_mut(id.index()) {
        incentive.payout = Payout::Sum(Vec::new());
        incentive.fund = None;
    }
    program
}

/// Adds a replication to a forecast. Weeks are sums until the end.
fn add(forecast: &mut Forecast, paths: &mut [Vec<Path>], replicate: Replicate) {
    let worlds = forecast.worlds.iter_mut().zip(paths);
    for ((world, paths), played) in worlds.zip(replicate.worlds) {
        world.totals.push(played.totals);
        for (sum, week) in world.weeks.iter_mut().zip(&played.weeks) {
            sum.add(week);
        }
        world.trace.add(&played.trace);
        for (all, share) in world.launched.iter_mut().zip(played.launched) {
            all.push(share);
        }
        if paths.len() < MOST_BANDED {
            paths.push(played.path);
        }
    }
    for (incentive, totals) in forecast.incentives.iter_mut().zip(replicate.incentives) {
        incentive.totals.push(totals);
    }
    forecast.payback.push(replicate.payback);
}
