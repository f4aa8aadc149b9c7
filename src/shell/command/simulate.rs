//! `charter simulate`: the forecast of a program in a scenario.
#![allow(clippy::disallowed_methods, reason = "the shell measures time")]

use std::path::PathBuf;
use std::time::Instant;

use crate::base::name::Name;
use crate::base::span::Sources;
use crate::decide::verdicts::Verdicts;
use crate::model::Program;
use crate::model::incentive::Incentive;
use crate::render::forecast::{pages, subject};
use crate::render::forecast_file;
use crate::render::forecast_part::Kept;
use crate::render::forecast_text;
use crate::shell::arguments::{Colour, Format};
use crate::shell::command::compare::positive;
use crate::shell::drawn::Place;
use crate::shell::exit::{Exit, stopped_by};
use crate::shell::folder::{self, Owner};
use crate::shell::group::groups;
use crate::shell::progress::Progress;
use crate::shell::publish::{hash, outputs};
use crate::shell::scenario::{Asked, Given, unfound};
use crate::shell::stop::Stop;
use crate::shell::timing::Timing;
use crate::shell::unfinished::Watched;
use crate::shell::{expectation, guardrail, load, report, terms, threads};
use crate::simulate::estimate::ignorance::Question;
use crate::simulate::estimate::shapley::Groups;
use crate::simulate::run::forecast::Forecast;
use crate::simulate::run::worlds::{Options, Refusal, entries, part, run_watched};

/// Arguments of `simulate`.
#[derive(clap::Args)]
pub struct Simulate {
    /// The program's directory, or one file.
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Which program.
    #[command(flatten)]
    pub choice: load::Choice,
    /// The scenario: behaviour and market.
    #[arg(long, value_name = "FILE")]
    pub scenario: PathBuf,
    /// One of the variants that the scenario has; as it is written when left out.
    #[arg(long, value_name = "NAME")]
    pub variant: Option<String>,
    /// How many replications; those of the scenario when left out.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: Option<u32>,
    /// How many partners; those of the scenario when left out.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=238_000))]
    pub partners: Option<u32>,
    /// The seed; that of the scenario when left out.
    #[arg(long)]
    pub seed: Option<u32>,
    /// How many threads, at most 1,024 and four a processor; all processors when left out. Results do not
    /// depend on it.
    #[arg(long)]
    pub threads: Option<usize>,
    /// Incentives or calendar entries to leave out, one world each; an entry without a name by its title.
    #[arg(long, value_name = "NAME")]
    pub without: Vec<String>,
    /// Leave out every incentive, one world each: which of them earns its money?
    #[arg(long, conflicts_with = "without")]
    pub without_each: bool,
    /// Leave out every calendar entry, one world each: what does each bring, and how much does it tire?
    #[arg(long)]
    pub without_each_entry: bool,
    /// Leave out what each experiment of the program tries, one world each: what would it show?
    #[arg(long)]
    pub experiments: bool,
    /// Run every incentive alone too, without all the others: what does each bring as the first one?
    #[arg(long)]
    pub only_each: bool,
    /// Part what all incentives bring together fairly between them (Shapley); at most 12 groups.
    #[arg(long, conflicts_with = "shard")]
    pub shapley: bool,
    /// Incentives that count as one for `--shapley`, such as growth,welcome; each other one is a group of its own.
    #[arg(long, value_name = "NAMES", requires = "shapley")]
    pub group: Vec<String>,
    /// Behaviours to switch off, by name: what the return is without them.
    #[arg(long, value_name = "NAME")]
    pub off: Vec<String>,
    /// Draw how people behave anew so many times, over the ranges of what is not known, and say how far
    /// the return spreads.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub ignorance: Option<u16>,
    /// Move every parameter on so many paths, and say which ones the return depends on; with `--ignorance`.
    #[arg(long, value_name = "N", requires = "ignorance")]
    pub screen: Option<u16>,
    /// Run until half of the interval of the return is at most this, such as 0.02 for 2 points; exit code 4 when
    /// the last run is reached first.
    #[arg(long, value_name = "P", value_parser = positive)]
    pub precision: Option<f64>,
    /// Run one of several parts, such as 2/3, to be put together by `charter merge`.
    #[arg(
        long, value_name = "I/N", value_parser = shard, requires = "out",
        conflicts_with_all = ["precision", "ignorance", "write_facts"]
    )]
    pub shard: Option<(u32, u32)>,
    /// Say which part of the variance of the return each of the ten most influential parameters makes (Sobol),
    /// from so many samples of 12 forecasts; with `--screen`.
    #[arg(long, value_name = "N", requires = "screen")]
    pub sobol: Option<u16>,
    /// Write what each partner sells and is paid, quarter by quarter: `partner_period`.
    #[arg(long, requires = "out")]
    pub each_partner: bool,
    /// Where to write; only the table of metrics is printed when left out.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Write the drawn facts of one replication and world there, so that they can be settled.
    #[arg(long, value_name = "DIR", group = "written")]
    pub write_facts: Option<PathBuf>,
    /// Write the partner-weeks of one replication and world there, as `calibrate` reads them.
    #[arg(long, value_name = "DIR", group = "written", conflicts_with = "shard")]
    pub write_panel: Option<PathBuf>,
    /// The replication whose facts or partner-weeks are written.
    #[arg(long, value_name = "R", default_value_t = 0, requires = "written")]
    pub replicate: u32,
    /// The world whose facts or partner-weeks are written: `program`, `none`, `bare`, `without:NAME` or `only:NAME`.
    #[arg(
        long,
        value_name = "W",
        default_value = "program",
        requires = "written"
    )]
    pub world: String,
    /// The most work: runs x worlds x partners x weeks.
    #[arg(long, value_name = "N")]
    pub most_work: Option<u128>,
    /// The most memory, in MiB.
    #[arg(long, value_name = "MIB")]
    pub most_memory: Option<u32>,
    /// How to print guardrails that do not hold; but for people, the tables go to standard error.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// Replications at each draw of ignorance: on the same random numbers few are enough.
const REPLICATIONS_OF_IGNORANCE: u32 = 4;

/// Simulates a program.
pub fn run(arguments: &Simulate, colour: Colour) -> Exit {
    match attempt(arguments, colour) {
        Ok(exit) => exit,
        Err(stop) => stop.end(arguments.format, colour),
    }
}

fn attempt(arguments: &Simulate, colour: Colour) -> Result<Exit, Stop> {
    threads::start(arguments.threads)?;
    let loaded = load::load_one(&arguments.path, &arguments.choice)?;
    let Some(program) = &loaded.program else {
        report::problems(&loaded.sources, &loaded.problems, arguments.format, colour);
        return Ok(Exit::Findings);
    };
    let asked = Asked {
        file: &arguments.scenario,
        runs: arguments.runs,
        partners: arguments.partners,
        seed: arguments.seed,
        off: &arguments.off,
        variant: arguments.variant.as_deref(),
    };
    let given = asked.read(program, arguments.format, colour)?;
    let place = Place {
        program,
        scenario: &given.scenario,
        replication: arguments.replicate,
        world: &arguments.world,
    };
    let made = match (&arguments.write_facts, &arguments.write_panel) {
        (Some(path), _) => Some(place.write_facts(path)?),
        (None, Some(path)) => Some(place.write_panel(path)?),
        (None, None) => None,
    };
    if let Some(made) = made {
        let refused = |refusal| refused(refusal, arguments.format, colour);
        return Ok(made.map_or_else(refused, |()| Exit::Fine));
    }
    let source = forecast_file::Source {
        program_sha256: terms::fingerprint(program),
        scenario_sha256: hash(given.key.as_bytes()),
        currency: program.currency.code().to_owned(),
    };
    let case = Case {
        arguments,
        program,
        given: &given,
        sources: &loaded.sources,
        source: &source,
        options: options(arguments, program, &given)?,
        colour,
    };
    match arguments.shard {
        Some(place) => case.shard(place),
        None => case.whole(),
    }
}

fn options(arguments: &Simulate, program: &Program, given: &Given) -> Result<Options, Stop> {
    let names = program
        .incentives
        .iter()
        .map(|each| each.declared.name.clone());
    Ok(Options {
        variant: Some(given.name.clone()),
        replications: None,
        without: left_out(arguments, program, given),
        only: names.filter(|_| arguments.only_each).collect(),
        groups: match arguments.shapley {
            true => Some(Groups {
                groups: groups(&arguments.group, program)?,
                replications: REPLICATIONS_OF_IGNORANCE,
            }),
            false => None,
        },
        precision: arguments.precision,
        each_partner: arguments.each_partner,
        ignorance: arguments.ignorance.map(|draws| Question {
            draws: draws.max(2),
            paths: arguments.screen.unwrap_or(0),
            samples: arguments.sobol.unwrap_or(0),
            replications: REPLICATIONS_OF_IGNORANCE,
        }),
        most_work: arguments.most_work,
        most_memory: arguments.most_memory.map(|mib| u128::from(mib) << 20),
    })
}

/// What is run, and what it is written for.
struct Case<'a> {
    arguments: &'a Simulate,
    program: &'a Program,
    sources: &'a Sources,
    given: &'a Given,
    source: &'a forecast_file::Source,
    options: Options,
    colour: Colour,
}

impl Case<'_> {
    fn whole(&self) -> Result<Exit, Stop> {
        let folder = folder::open(self.arguments.out.as_deref(), Owner::Simulate)?;
        let watch = self.watch(self.given.scenario.runs);
        let start = Instant::now();
        let found = run_watched(self.program, &self.given.scenario, &self.options, &watch);
        watch.end();
        let found = match found {
            Ok(found) => found,
            Err(refusal) => return Ok(refused(refusal, self.arguments.format, self.colour)),
        };
        let seconds = start.elapsed().as_secs_f64();
        let exit = self.told(&found);
        let took = Timing::of(&found, 2 * self.options.more_runs(), seconds);
        report::error(&took.text());
        if let (Some(folder), Some(out)) = (folder, &self.arguments.out) {
            let subject = subject(self.program, &self.given.scenario)?;
            let files = outputs(pages(subject, &found, self.source)?);
            let current = folder.publish(&files)?;
            took.write(out)?;
            watch.clear();
            for file in &files {
                report::error(&format!("wrote {}\n", current.join(&file.name).display()));
            }
        }
        Ok(exit)
    }

    /// People read the tables on standard output; there a tool finds findings and nothing else.
    fn told(&self, found: &Forecast) -> Exit {
        let verdicts = Verdicts::of(found);
        let unfound = unfound(self.program, &self.arguments.scenario);
        let text = forecast_text::text(found, &verdicts, &self.source.currency);
        let format = self.arguments.format;
        if format == Format::Human {
            report::out(&text);
            report::warnings(self.sources, &unfound, self.colour);
        } else {
            report::error(&text);
            let (given, currency) = (self.given, &self.source.currency);
            let (sources, mut problems) =
                expectation::findings(self.sources, given, &verdicts, currency);
            problems.extend(guardrail::problems(self.program, &verdicts.guardrails));
            problems.extend(unfound);
            report::findings(&sources, &problems, format, self.colour);
        }
        guardrail::exit(found, &verdicts)
    }

    /// Part I of N of the replications, kept for `merge`.
    fn shard(&self, (place, of): (u32, u32)) -> Result<Exit, Stop> {
        let runs = self.given.scenario.runs;
        if of > runs {
            return Err(Stop::Usage(format!(
                "{runs} runs have at most {runs} shards: write --shard {}/{runs}, or do more --runs",
                place.min(runs)
            )));
        }
        let folder = folder::open(self.arguments.out.as_deref(), Owner::Shard)?;
        let at = |place: u32| {
            let place = u64::from(runs) * u64::from(place) / u64::from(of.max(1));
            u32::try_from(place).unwrap_or(runs)
        };
        let range = at(place.saturating_sub(1))..at(place);
        let watch = self.watch(range.end.saturating_sub(range.start));
        let options = Options {
            replications: Some(range),
            ..self.options.clone()
        };
        let found = part(self.program, &self.given.scenario, &options, &watch);
        watch.end();
        let found = match found {
            Ok(found) => found,
            Err(refusal) => return Ok(refused(refusal, self.arguments.format, self.colour)),
        };
        let (from, to) = found.replications();
        let kept = Kept::of(found, runs, self.source);
        let files = outputs(vec![
            kept.page()?,
            subject(self.program, &self.given.scenario)?,
        ]);
        if let Some(folder) = folder {
            let current = folder.publish(&files)?;
            watch.clear();
            report::error(&format!(
                "wrote replications {from} to {} of {runs} to {}\n",
                i64::from(to) - 1,
                current.display()
            ));
        }
        Ok(Exit::Fine)
    }

    /// So many replications, shown as they are done.
    fn watch(&self, runs: u32) -> Watched<'_> {
        let only = self.options.only.len();
        let others = self.options.without.len() + only + usize::from(only > 0);
        let worlds = u64::from(runs) * (2 + others as u64);
        let more = 2 * self.options.more_runs();
        let scenario = &self.given.scenario;
        let step = u64::from(scenario.population.partners) * u64::from(scenario.weeks);
        let progress = Progress::of(worlds.saturating_add(more), step);
        let out = self.arguments.out.as_deref();
        Watched::of(out, scenario.runs, self.source, progress)
    }
}

/// `2/3`: the second of three.
fn shard(text: &str) -> Result<(u32, u32), String> {
    let parts = text.split_once('/');
    let parts = parts.and_then(|(place, of)| place.parse().ok().zip(of.parse().ok()));
    parts
        .filter(|(place, of)| (1..=*of).contains(place))
        .ok_or_else(|| "write which of how many, such as 2/3".to_owned())
}

pub(super) fn refused(refusal: Refusal, format: Format, colour: Colour) -> Exit {
    match refusal {
        Refusal::Problem(problem) => {
            let problems = [*problem];
            report::problems(&Sources::default(), &problems, format, colour);
            stopped_by(&problems)
        }
        Refusal::Fault(_) => Stop::out_of_range("there is no forecast").end(format, colour),
    }
}

/// The incentives and calendar entries that are left out, one world each.
fn left_out(arguments: &Simulate, program: &Program, given: &Given) -> Vec<Name> {
    let name = |incentive: &Incentive| incentive.declared.name.clone();
    let named = arguments.without.iter().map(|name| Name::new(name));
    let each = program.incentives.iter().map(name);
    let each = each.filter(|_| arguments.without_each);
    let entries = entries(program).cloned();
    let entries = entries.filter(|_| arguments.without_each_entry);
    let trials = program.aims.trials.iter().filter(|_| arguments.experiments);
    let tried = trials.filter_map(|trial| program.incentive(trial.of));
    let asked = named.chain(each).chain(entries).chain(tried.map(name));
    let mut names = Vec::new();
    for name in asked.chain(given.left_out(program)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
