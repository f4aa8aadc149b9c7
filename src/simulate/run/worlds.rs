//! One forecast: the worlds of a program, replication by replication, on the same random numbers.
//! Replications are independent and run in parallel; results are kept in their order, so threads
//! never show, nor whether they were run at once, in shards or after an interruption.

use std::ops::Range;

use rayon::prelude::*;

use crate::base::id::IncentiveId;
use crate::base::name::{Name, nearest};
use crate::diagnostic::Problem;
use crate::fact::Fact;
use crate::intake::scenario::Scenario;
use crate::intake::scenario::read::{memory_refusal, refusal};
use crate::model::{Declared, Program};
use crate::payout::Payout;
use crate::semantics::book::Partner;
use crate::semantics::fold::Fault;
use crate::semantics::posting::Posting;
use crate::simulate::estimate::ignorance::Question;
use crate::simulate::estimate::precision::Rule;
use crate::simulate::estimate::shapley::Groups;
use crate::simulate::run::forecast::Forecast;
use crate::simulate::run::part::Part;
use crate::simulate::run::replicate::Replicate;
use crate::simulate::run::study::{Other, Stage, Study};
use crate::simulate::run::watch::{Unwatched, Watch};

/// What to run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// Which scenario it is, by name; empty where that is not known.
    pub variant: Option<Name>,
    /// Which replications; all of the scenario's where it is left out. A shard is a range.
    pub replications: Option<Range<u32>>,
    /// Incentives or calendar entries to leave out, one world each, by name; an entry without one by its title.
    pub without: Vec<Name>,
    /// Incentives to run alone, without all the others, one world each.
    pub only: Vec<Name>,
    /// Groups of incentives whose parts of what they bring together are asked for.
    pub groups: Option<Groups>,
    /// End as soon as half of the interval of the return is at most this.
    pub precision: Option<f64>,
    /// Whether what each partner sells and is paid is kept.
    pub each_partner: bool,
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

/// Replications that are run before their sums are added up, kept and looked at.
pub const BATCH: u32 = 64;

/// Runs a program in a scenario: with it, without it, and without each incentive asked for.
pub fn run(program: &Program, scenario: &Scenario, options: &Options) -> Result<Forecast, Refusal> {
    run_watched(program, scenario, options, &Unwatched)
}

/// The same, told about as it goes on.
pub fn run_watched(
    program: &Program,
    scenario: &Scenario,
    options: &Options,
    watch: &dyn Watch,
) -> Result<Forecast, Refusal> {
    let mut forecast = part(program, scenario, options, watch)?.finish();
    if let Some(question) = options.ignorance {
        forecast.ignorance = Some(question.answer(program, scenario, watch)?);
    }
    if let Some(groups) = &options.groups {
        forecast.shares = Some(groups.answer(program, scenario, watch)?);
    }
    Ok(forecast)
}

/// The replications of a run, or a part of them.
pub fn part(
    program: &Program,
    scenario: &Scenario,
    options: &Options,
    watch: &dyn Watch,
) -> Result<Part, Refusal> {
    part_of(program, scenario, options, &[], watch)
}

/// The same of a program in which some incentives pay nothing in any world.
pub(in crate::simulate) fn part_of(
    program: &Program,
    scenario: &Scenario,
    options: &Options,
    left_out: &[IncentiveId],
    watch: &dyn Watch,
) -> Result<Part, Refusal> {
    let asked = options.others(program)?;
    let worlds = 2 + asked.len();
    refused(scenario, options, worlds)?;
    let mut study = Study::new(program, scenario)?;
    study.keeps_partners = options.each_partner;
    let base = lacking(program, left_out, None);
    let whole = study.stage(&base, left_out);
    let programs: Vec<(Program, Vec<IncentiveId>)> = asked
        .iter()
        .map(|asked| {
            let all = [left_out, asked.left_out.as_slice()].concat();
            (lacking(program, &all, asked.entry.as_ref()), all)
        })
        .collect();
    let others: Vec<Other> = programs
        .iter()
        .zip(&asked)
        .map(|((program, left_out), asked)| Other {
            judged: asked.judged,
            stage: study.stage_beside(&whole, program, left_out, asked.judged),
        })
        .collect();
    let names: Vec<Name> = asked.into_iter().map(|asked| asked.name).collect();
    let range = options.replications.clone().unwrap_or(0..scenario.runs);
    let blank = |range: &Range<u32>| Part::of(study.blank(range, options, &names, &whole));
    let mut all = blank(&range);
    let mut rule = options.precision.map(Rule::new);
    let mut from = range.start;
    while from < range.end {
        let batch = from..range.end.min(from.saturating_add(BATCH));
        from = batch.end;
        let kept = watch
            .kept(&batch)
            .filter(|kept| kept.replications() == (batch.start, batch.end));
        let is_old = kept.is_some_and(|kept| all.join(kept).is_ok());
        if is_old {
            watch.played(worlds * batch.len());
        } else {
            let played: Result<Vec<Replicate>, Refusal> = batch
                .clone()
                .into_par_iter()
                .map(|r| {
                    let replicate = study.replicate(r, &whole, &others);
                    watch.played(worlds);
                    replicate
                })
                .collect();
            let mut part = blank(&batch);
            for replicate in played? {
                part.add(replicate);
            }
            watch.keep(&part);
            // Of one study and in order, so they always follow each other.
            let _ = all.join(part);
        }
        if rule.as_mut().is_some_and(|rule| rule.met(all.so_far())) {
            break;
        }
    }
    all.judge(rule);
    Ok(all)
}

/// Refuses what is too much work or needs too much memory.
fn refused(scenario: &Scenario, options: &Options, worlds: usize) -> Result<(), Refusal> {
    let more = options.more_runs();
    let threads = rayon::current_num_threads();
    let work = refusal(scenario, worlds, more, options.most_work);
    match work.or_else(|| memory_refusal(scenario, worlds, threads, options.most_memory)) {
        Some(problem) => Err(problem.into()),
        None => Ok(()),
    }
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

/// Draws one replication of one world: `program`, `none`, `bare`, `without:NAME` or `only:NAME`. Settling its facts gives
/// its postings.
pub fn draw(
    program: &Program,
    scenario: &Scenario,
    replication: u32,
    world: &str,
) -> Result<WorldDrawn, Refusal> {
    let study = Study::new(program, scenario)?;
    in_world(program, &study, world, |stage| {
        study.draw(replication, stage)
    })
}

/// Asks a study about the world with a name; `None` is the world without a program.
pub(in crate::simulate) fn in_world<T>(
    program: &Program,
    study: &Study,
    world: &str,
    ask: impl FnOnce(Option<&Stage>) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    match world {
        "none" => ask(None),
        "program" => ask(Some(&study.stage(program, &[]))),
        _ => {
            let Some(asked) = other(program, world)? else {
                let message = format!("there is no world `{world}`");
                let problem = Problem::error("unknown-world", message);
                let help = "write program, none, bare, without:NAME or only:NAME";
                return Err(problem.help(help).into());
            };
            let other = lacking(program, &asked.left_out, asked.entry.as_ref());
            ask(Some(&study.stage(&other, &asked.left_out)))
        }
    }
}

/// A world beside the program and none.
struct Asked {
    name: Name,
    left_out: Vec<IncentiveId>,
    /// The calendar entry that is left out; all that are called so.
    entry: Option<Name>,
    /// The incentive whose payouts are told apart against it.
    judged: Option<IncentiveId>,
}

/// The program without any incentive: what stands of it are tiers, tracks, calendar and protection.
pub const BARE: &str = "bare";

/// The world with a name, unless it is one of the two that are always run; `None` for no world.
fn other(program: &Program, world: &str) -> Result<Option<Asked>, Refusal> {
    let all = || (0..).map(IncentiveId).take(program.incentives.len());
    let asked = |left_out: Vec<IncentiveId>, judged| Asked {
        name: Name::new(world),
        left_out,
        entry: None,
        judged,
    };
    if world == BARE {
        return Ok(Some(asked(all().collect(), None)));
    }
    if let Some(name) = world.strip_prefix("without:") {
        let entry = entries(program).find(|each| ***each == *name).cloned();
        let asked = match entry {
            Some(_) => Asked {
                entry,
                ..asked(Vec::new(), None)
            },
            None => {
                let id = named(program, name, true)?;
                asked(vec![id], Some(id))
            }
        };
        return Ok(Some(asked));
    }
    let Some(name) = world.strip_prefix("only:") else {
        return Ok(None);
    };
    let id = named(program, name, false)?;
    let rest = all().filter(|each| *each != id);
    Ok(Some(asked(rest.collect(), None)))
}

impl Options {
    /// Runs of the program and of none that come on top of those of the scenario.
    pub fn more_runs(&self) -> u64 {
        let ignorance = self.ignorance.map_or(0, |question| question.runs());
        ignorance + self.groups.as_ref().map_or(0, Groups::runs)
    }

    /// The worlds beside the program and none: without one incentive each, then with one alone.
    fn others(&self, program: &Program) -> Result<Vec<Asked>, Refusal> {
        let without = self.without.iter().map(|name| format!("without:{name}"));
        let bare = (!self.only.is_empty()).then(|| BARE.to_owned());
        let only = self.only.iter().map(|name| format!("only:{name}"));
        let names = without.chain(bare).chain(only);
        let found: Result<Vec<Option<Asked>>, Refusal> =
            names.map(|name| other(program, &name)).collect();
        Ok(found?.into_iter().flatten().collect())
    }
}

/// What calendar entries are called here: by their name, or by their title where they have none.
pub fn entries(program: &Program) -> impl Iterator<Item = &Name> {
    let all = program.calendar.entries.iter();
    all.map(|entry| called(&entry.declared))
}

fn called(entry: &Declared) -> &Name {
    match entry.name.is_empty() {
        true => &entry.title,
        false => &entry.name,
    }
}

/// The incentive with this name; where there is none, calendar entries may have been meant too.
fn named(program: &Program, name: &str, or_entry: bool) -> Result<IncentiveId, Refusal> {
    let mut all = (0..).map(IncentiveId).zip(&program.incentives);
    let found = all
        .find(|(_, each)| *each.declared.name == *name)
        .map(|(id, _)| id);
    found.ok_or_else(|| {
        let names = program.incentives.iter().map(|each| &*each.declared.name);
        let others = entries(program).map(|name| &**name).filter(|_| or_entry);
        let what = match or_entry {
            true => "no incentive or calendar entry",
            false => "no incentive",
        };
        let problem = Problem::error("unknown-incentive", format!("{what} is named `{name}`"));
        match nearest(name, names.clone().chain(others)) {
            Some(near) => problem.help(format!("did you mean `{near}`?")).into(),
            None => {
                let all: Vec<String> = names.map(|name| format!("`{name}`")).collect();
                problem.help(format!("it has {}", all.join(", "))).into()
            }
        }
    })
}

/// A program in which some incentives pay nothing, and one calendar entry reaches nobody. Its days stay those of what is paid for on them.
fn lacking(program: &Program, left_out: &[IncentiveId], entry: Option<&Name>) -> Program {
    let mut program = program.clone();
    for other in &mut program.calendar.entries {
        if Some(called(&other.declared)) == entry {
            other.days.clear();
        }
    }
    for id in left_out {
        if let Some(incentive) = program.incentives.get_mut(id.index()) {
            incentive.payout = Payout::Sum(Vec::new());
            incentive.fund = None;
        }
    }
    program
}
