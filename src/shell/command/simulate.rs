//! `charter simulate`: the forecast of a program in a scenario.
#![allow(clippy::disallowed_methods, reason = "the shell measures time")]

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::base::name::Name;
use crate::base::span::Sources;
use crate::decide::guardrail::{Verdict, judge};
use crate::intake::scenario::Scenario;
use crate::model::Program;
use crate::render::facts_file;
use crate::render::forecast::pages as forecast_pages;
use crate::render::forecast_file;
use crate::shell::arguments::{Colour, Format};
use crate::shell::exit::{Exit, stopped_by};
use crate::shell::folder::{self, Folder, Owner};
use crate::shell::publish::{Output, hash};
use crate::shell::scenario::{Asked, variant};
use crate::shell::stop::Stop;
use crate::shell::{load, report, terms, threads};
use crate::simulate::forecast::Forecast;
use crate::simulate::ignorance::Question;
use crate::simulate::run::{Options, Refusal, draw, run as forecast};

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
    /// Incentives to leave out, one world each.
    #[arg(long, value_name = "NAME")]
    pub without: Vec<String>,
    /// Leave out every incentive, one world each: which of them earns its money?
    #[arg(long, conflicts_with = "without")]
    pub without_each: bool,
    /// Behaviours to switch off, by name: what the return is without them.
    #[arg(long, value_name = "NAME")]
    pub off: Vec<String>,
    /// Draw how people behave anew so many times, over the ranges of what is not known, and say how far
    /// the return spreads.
    #[arg(long, value_name = "N")]
    pub ignorance: Option<u16>,
    /// Move every parameter on so many paths, and say which ones the return depends on.
    #[arg(long, value_name = "N", requires = "ignorance")]
    pub screen: Option<u16>,
    /// Where to write; only the table of metrics is printed when left out.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Write the drawn facts of one replication and world there, so that they can be settled.
    #[arg(long, value_name = "DIR")]
    pub write_facts: Option<PathBuf>,
    /// The replication whose facts are written.
    #[arg(long, value_name = "R", default_value_t = 0)]
    pub replicate: u32,
    /// The world whose facts are written: `program`, `none` or `without:NAME`.
    #[arg(long, value_name = "W", default_value = "program")]
    pub world: String,
    /// The most work: runs x worlds x partners x weeks.
    #[arg(long, value_name = "N")]
    pub most_work: Option<u128>,
    /// The most memory, in MiB.
    #[arg(long, value_name = "MIB")]
    pub most_memory: Option<u32>,
    /// How to print findings.
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
    };
    let (scenario, text) = asked.read(program, arguments.format, colour)?;
    if let Some(path) = &arguments.write_facts {
        let folder = Folder::open(path, Owner::Facts)?;
        return write_facts(arguments, program, &scenario, folder, colour);
    }
    let folder = folder::open(arguments.out.as_deref(), Owner::Simulate)?;
    let options = Options {
        replications: None,
        without: left_out(arguments, program),
        ignorance: arguments.ignorance.map(|draws| Question {
            draws: draws.max(2),
            paths: arguments.screen.unwrap_or(0),
            replications: REPLICATIONS_OF_IGNORANCE,
        }),
        most_work: arguments.most_work,
        most_memory: arguments.most_memory.map(|mib| u128::from(mib) << 20),
    };
    let start = Instant::now();
    let mut found = match forecast(program, &scenario, &options) {
        Ok(found) => found,
        Err(refusal) => return Ok(refused(refusal, arguments.format, colour)),
    };
    found.variant = variant(&arguments.scenario);
    let seconds = start.elapsed().as_secs_f64();
    report::out(&forecast_file::listing(&found));
    let judged = judge(&found);
    report::out(&forecast_file::guardrails(&judged, program.currency.code()));
    let pace = pace(&found, seconds);
    report::error(&format!(
        "{seconds:.1} s, {pace:.0} partner-weeks a second\n"
    ));
    if let (Some(folder), Some(out)) = (folder, &arguments.out) {
        let files = files(program, &scenario, &found, &text)?;
        let current = folder.publish(&files)?;
        timing(out, &found, seconds)?;
        for file in &files {
            report::error(&format!("wrote {}\n", current.join(&file.name).display()));
        }
    }
    let broken = judged.iter().any(|each| each.verdict == Verdict::Broken);
    Ok(if broken { Exit::Findings } else { Exit::Fine })
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

/// The incentives that are left out, one world each.
fn left_out(arguments: &Simulate, program: &Program) -> Vec<Name> {
    if arguments.without_each {
        let incentives = program.incentives.iter();
        return incentives.map(|each| each.declared.name.clone()).collect();
    }
    let names = arguments.without.iter();
    names.map(|name| Name::new(name)).collect()
}

fn pace(found: &Forecast, seconds: f64) -> f64 {
    let (from, to) = found.replications;
    let runs = f64::from(to.saturating_sub(from)) * found.worlds.len() as f64;
    runs * f64::from(found.partners) * f64::from(found.weeks) / seconds.max(1e-9)
}

/// The files of a forecast.
fn files(
    program: &Program,
    scenario: &Scenario,
    found: &Forecast,
    text: &str,
) -> Result<Vec<Output>, Stop> {
    let source = forecast_file::Source {
        program_sha256: terms::fingerprint(program),
        scenario_sha256: hash(text.as_bytes()),
        currency: program.currency.code().to_owned(),
    };
    let pages = forecast_pages(program, scenario, found, &source)?;
    let files = pages.into_iter().map(|page| Output {
        name: page.name,
        bytes: page.bytes,
    });
    Ok(files.collect())
}

/// How long it took, beside the generation: outside every fingerprint.
fn timing(out: &Path, found: &Forecast, seconds: f64) -> Result<(), Stop> {
    let text = format!(
        "{{\n  \"threads\": {},\n  \"seconds\": {seconds:.3},\n  \"partner_weeks_per_second\": {:.0}\n}}\n",
        rayon::current_num_threads(),
        pace(found, seconds)
    );
    let path = out.join("timing.json");
    std::fs::write(&path, text).map_err(|error| Stop::system("write", &path, &error))
}

fn write_facts(
    arguments: &Simulate,
    program: &Program,
    scenario: &Scenario,
    folder: Folder,
    colour: Colour,
) -> Result<Exit, Stop> {
    let drawn = match draw(program, scenario, arguments.replicate, &arguments.world) {
        Ok(drawn) => drawn,
        Err(refusal) => return Ok(refused(refusal, arguments.format, colour)),
    };
    let pages = facts_file::pages(program, &drawn.partners, &drawn.facts)?;
    let files: Vec<Output> = pages
        .into_iter()
        .map(|page| Output {
            name: page.name,
            bytes: page.bytes,
        })
        .collect();
    let folder = folder.publish(&files)?;
    report::error(&format!(
        "wrote {} facts to {}\n",
        drawn.facts.len(),
        folder.display()
    ));
    Ok(Exit::Fine)
}
