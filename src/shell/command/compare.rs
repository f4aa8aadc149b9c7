//! `charter compare`: what a change of the program would bring, in one scenario.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::decide::compare::{Comparison, Stopping, add_runs};
use crate::diagnostic::Problem;
use crate::intake::scenario::Scenario;
use crate::model::Program;
use crate::render::comparison::{Source, json, markdown, pages, text};
use crate::shell::arguments::{Colour, Format};
use crate::shell::command::simulate::refused;
use crate::shell::exit::Exit;
use crate::shell::folder::{self, Folder, Owner};
use crate::shell::publish::{Output, hash};
use crate::shell::scenario::Asked;
use crate::shell::stop::Stop;
use crate::shell::{load, report, terms, threads};
use crate::simulate::run::forecast::Forecast;
use crate::simulate::run::worlds::{Options, Refusal, run as forecast};

/// Arguments of `compare`.
#[derive(clap::Args)]
pub struct Compare {
    /// The program there is: a directory, a file, or a directory at a revision such as `main:programs/halden`.
    pub first: PathBuf,
    /// The program that is proposed; the first one when left out, in another scenario or variant.
    pub second: Option<PathBuf>,
    /// Which program of both.
    #[command(flatten)]
    pub choice: load::Choice,
    /// The scenario: behaviour and market.
    #[arg(long, value_name = "FILE")]
    pub scenario: PathBuf,
    /// Another scenario for the second program.
    #[arg(long, value_name = "FILE")]
    pub second_scenario: Option<PathBuf>,
    /// A variant of the scenario: of both programs, or of one program against the scenario as it is written; given
    /// twice, the first's and the second's.
    #[arg(long, value_name = "NAME")]
    pub variant: Vec<String>,
    /// How many replications, at most; those of the scenario when left out.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: Option<u32>,
    /// How many partners; those of the scenario when left out.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=238_000))]
    pub partners: Option<u32>,
    /// The seed; that of the scenario when left out.
    #[arg(long)]
    pub seed: Option<u32>,
    /// Go on until the difference of returns is known to so much on either side.
    #[arg(long, value_name = "P", value_parser = positive)]
    pub precision: Option<f64>,
    /// How many threads; all processors when left out. Results do not depend on it.
    #[arg(long)]
    pub threads: Option<usize>,
    /// Where to write `comparison.json`, `comparison.md` and `comparison.html`.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The most work: runs x worlds x partners x weeks, of each program.
    #[arg(long, value_name = "N")]
    pub most_work: Option<u128>,
    /// The most memory, in MiB.
    #[arg(long, value_name = "MIB")]
    pub most_memory: Option<u32>,
    /// How to print the comparison.
    #[arg(long, value_enum, default_value_t = Form::Human)]
    pub format: Form,
}

/// How a comparison is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For people.
    Human,
    /// For tools.
    Json,
    /// For a comment on a pull request.
    Markdown,
}

/// How wide an interval may be.
pub(super) fn positive(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok();
    let number = number.filter(|number| number.is_finite() && *number > 0.0);
    number.ok_or_else(|| "write a number above zero, such as 0.02".to_owned())
}

/// Replications between two looks at the precision.
const BATCH: u32 = 64;

/// One side of a comparison.
struct Side {
    shown: String,
    program: Program,
    scenario: Scenario,
    variant: String,
    text: String,
}

/// Compares two programs.
pub fn run(arguments: &Compare, colour: Colour) -> Exit {
    let format = match arguments.format {
        Form::Human => Format::Human,
        Form::Json => Format::Json,
        Form::Markdown => Format::Markdown,
    };
    match attempt(arguments, format, colour) {
        Ok(exit) => exit,
        Err(stop) => stop.end(format, colour),
    }
}

fn attempt(arguments: &Compare, format: Format, colour: Colour) -> Result<Exit, Stop> {
    threads::start(arguments.threads)?;
    let [one, other] = places(arguments)?;
    let Some(first) = side(arguments, &one, format, colour)? else {
        return Ok(Exit::Findings);
    };
    let Some(second) = side(arguments, &other, format, colour)? else {
        return Ok(Exit::Findings);
    };
    comparable(&first, &second)?;
    let out = folder::open(arguments.out.as_deref(), Owner::Compare)?;
    let (found, precision) = match compared(arguments, &first, &second) {
        Ok(found) => found,
        Err(refusal) => return Ok(refused(refusal, format, colour)),
    };
    let source = source(&first, &second, precision);
    report::out(&match arguments.format {
        Form::Human => text(&found, &source),
        Form::Json => json(&found, &source),
        Form::Markdown => markdown(&found, &source),
    });
    if let Some(out) = out {
        write(out, &found, &source)?;
    }
    Ok(match precision {
        Some((_, false)) => Exit::Undecided,
        Some((_, true)) | None => Exit::Fine,
    })
}

/// What is compared with what: a program, a scenario and one of its variants.
struct Place<'a> {
    program: &'a Path,
    file: &'a Path,
    variant: Option<&'a str>,
}

/// The two sides. One program stands on both when it alone is given; then one variant is held against the scenario as
/// it is written.
fn places(arguments: &Compare) -> Result<[Place<'_>; 2], Stop> {
    let second = arguments.second.as_deref();
    let variants: Vec<&str> = arguments.variant.iter().map(String::as_str).collect();
    let [one, other] = match (variants.as_slice(), second) {
        ([], None) if arguments.second_scenario.is_none() => {
            let message = "what is it compared with? give a second program, or `--variant NAME` for the same one";
            return Err(Stop::Usage(message.to_owned()));
        }
        ([], _) => [None, None],
        ([variant], None) => [None, Some(*variant)],
        ([variant], Some(_)) => [Some(*variant); 2],
        ([one, other], _) => [Some(*one), Some(*other)],
        _ => {
            let message = "two are compared: give `--variant` once or twice";
            return Err(Stop::Usage(message.to_owned()));
        }
    };
    let file = arguments.scenario.as_path();
    Ok([
        Place {
            program: &arguments.first,
            file,
            variant: one,
        },
        Place {
            program: second.unwrap_or(&arguments.first),
            file: arguments.second_scenario.as_deref().unwrap_or(file),
            variant: other,
        },
    ])
}

/// A path as it was given, without the current directory: it is the same on every machine.
#[allow(clippy::disallowed_methods, reason = "the shell knows where it stands")]
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let below = here
        .as_deref()
        .and_then(|here| path.strip_prefix(here).ok());
    match below.map(|below| below.as_os_str().is_empty()) {
        Some(true) => ".".to_owned(),
        Some(false) | None => below.unwrap_or(path).display().to_string(),
    }
}

/// Reads a program and its scenario; `None` once their problems were said.
fn side(
    arguments: &Compare,
    place: &Place,
    format: Format,
    colour: Colour,
) -> Result<Option<Side>, Stop> {
    let loaded = load::load_or_revision(place.program, &arguments.choice)?;
    let Some(program) = loaded.program else {
        report::problems(&loaded.sources, &loaded.problems, format, colour);
        return Ok(None);
    };
    let asked = Asked {
        file: place.file,
        runs: arguments.runs,
        partners: arguments.partners,
        seed: arguments.seed,
        off: &[],
        variant: place.variant,
    };
    let given = asked.read(&program, format, colour)?;
    Ok(Some(Side {
        shown: shown(place.program),
        program,
        scenario: given.scenario,
        variant: given.name.to_string(),
        text: given.key,
    }))
}

/// Both must have the same partners over the same weeks: else nothing could be paired.
fn comparable(first: &Side, second: &Side) -> Result<(), Stop> {
    let weeks = |side: &Side| side.scenario.weeks;
    if weeks(first) != weeks(second) {
        let message = format!(
            "one program is followed for {} weeks and the other for {}: they cannot be compared run by run",
            weeks(first),
            weeks(second)
        );
        return Err(Problem::error("years-differ", message)
            .help("compare programs whose years are equally long")
            .into());
    }
    let luck = |side: &Side| {
        (
            side.scenario.seed,
            side.scenario.runs,
            side.scenario.population.partners,
        )
    };
    if luck(first) != luck(second) {
        return Err(Problem::error(
            "scenarios-not-paired",
            "the two scenarios differ in seed, runs or partners, so the luck of the two is not the same",
        )
        .help("give both the same `seed`, `runs` and `partners`, or set them with --seed, --runs and --partners")
        .into());
    }
    Ok(())
}

/// Runs both, to the end or until the difference is precise enough.
#[allow(
    clippy::type_complexity,
    reason = "a comparison, with what was asked for and whether it was met"
)]
fn compared(
    arguments: &Compare,
    first: &Side,
    second: &Side,
) -> Result<(Comparison, Option<(f64, bool)>), Refusal> {
    let runs = first.scenario.runs;
    let Some(reach) = arguments.precision else {
        let one = batch(arguments, first, 0, runs)?;
        let other = batch(arguments, second, 0, runs)?;
        return Ok((Comparison::of(&one, &other), None));
    };
    let mut both: Option<(Forecast, Forecast)> = None;
    let (mut from, mut stopping) = (0, Stopping::at(reach));
    while from < runs && !stopping.is_met() {
        let to = runs.min(from.saturating_add(BATCH));
        let (one, other) = (
            batch(arguments, first, from, to)?,
            batch(arguments, second, from, to)?,
        );
        let so_far = match both.take() {
            None => (one, other),
            Some((mut all, mut others)) => {
                add_runs(&mut all, one);
                add_runs(&mut others, other);
                (all, others)
            }
        };
        stopping.look(Comparison::of(&so_far.0, &so_far.1).reach());
        both = Some(so_far);
        from = to;
    }
    let (one, other) = match both {
        Some(both) => both,
        None => (
            batch(arguments, first, 0, runs)?,
            batch(arguments, second, 0, runs)?,
        ),
    };
    Ok((
        Comparison::of(&one, &other),
        Some((reach, stopping.is_met())),
    ))
}

fn batch(arguments: &Compare, side: &Side, from: u32, to: u32) -> Result<Forecast, Refusal> {
    let options = Options {
        replications: Some(from..to),
        most_work: arguments.most_work,
        most_memory: arguments.most_memory.map(|mib| u128::from(mib) << 20),
        ..Options::default()
    };
    forecast(&side.program, &side.scenario, &options)
}

fn source(first: &Side, second: &Side, precision: Option<(f64, bool)>) -> Source {
    let program = |side: &Side| (side.shown.clone(), terms::fingerprint(&side.program));
    let scenario = |side: &Side| (side.variant.clone(), hash(side.text.as_bytes()));
    Source {
        programs: [program(first), program(second)],
        scenarios: [scenario(first), scenario(second)],
        seed: second.scenario.seed,
        partners: second.scenario.population.partners,
        currency: second.program.currency.code().to_owned(),
        title: second.program.declared.title.to_string(),
        titles: titles(&first.program, &second.program),
        precision,
    }
}

/// The titles of the incentives of both; the second's where both have one of a name.
fn titles(first: &Program, second: &Program) -> BTreeMap<String, String> {
    let incentives = first.incentives.iter().chain(&second.incentives);
    let titles = incentives.map(|each| {
        let declared = &each.declared;
        (declared.name.to_string(), declared.title.to_string())
    });
    titles.collect()
}

fn write(out: Folder, found: &Comparison, source: &Source) -> Result<(), Stop> {
    let files = pages(found, source)?.into_iter().map(|page| Output {
        name: page.name,
        bytes: page.bytes,
    });
    let files: Vec<Output> = files.collect();
    let folder = out.publish(&files)?;
    for file in &files {
        report::error(&format!("wrote {}\n", folder.join(&file.name).display()));
    }
    Ok(())
}
