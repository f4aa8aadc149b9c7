//! `charter test`: the examples of a program, what they show of it, and the guardrails of a scenario.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::base::name::Name;
use crate::decide::coverage::coverage;
use crate::decide::verdicts::Verdicts;
use crate::diagnostic::Problem;
use crate::diagnostic::order::arrange;
use crate::model::Program;
use crate::render::tested::{Example, Held, Tested, Whole, json, junit, markdown, text};
use crate::shell::arguments::{Colour, Format};
use crate::shell::command::simulate::refused;
use crate::shell::exit::Exit;
use crate::shell::load::Loaded;
use crate::shell::scenario::{Asked, unfound};
use crate::shell::stop::Stop;
use crate::shell::{examples, load, report, threads};
use crate::simulate::run::worlds::{Options, run as forecast};

/// Arguments of `test`.
#[derive(clap::Args)]
pub struct Test {
    /// The program's directory, or one file.
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Which program.
    #[command(flatten)]
    pub choice: load::Choice,
    /// Forecast this scenario too, and judge the guardrails that are about it.
    #[arg(long, value_name = "FILE")]
    pub scenario: Option<PathBuf>,
    /// How many replications; those of the scenario when left out.
    #[arg(long, requires = "scenario", value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: Option<u32>,
    /// How many partners; those of the scenario when left out.
    #[arg(long, requires = "scenario", value_parser = clap::value_parser!(u32).range(1..=238_000))]
    pub partners: Option<u32>,
    /// The seed; that of the scenario when left out.
    #[arg(long, requires = "scenario")]
    pub seed: Option<u32>,
    /// How many threads; all processors when left out. Results do not depend on it.
    #[arg(long, requires = "scenario")]
    pub threads: Option<usize>,
    /// How to print the result.
    #[arg(long, value_enum, default_value_t = Form::Human)]
    pub format: Form,
}

/// How the result of a test is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For people.
    Human,
    /// For tools.
    Json,
    /// JUnit XML, for a test report.
    Junit,
    /// For a comment on a pull request.
    Markdown,
}

impl Form {
    /// How findings are printed beside it.
    const fn format(self) -> Format {
        match self {
            Form::Human => Format::Human,
            Form::Json => Format::Json,
            Form::Junit => Format::Junit,
            Form::Markdown => Format::Markdown,
        }
    }
}

/// Tests a program.
pub fn run(arguments: &Test, colour: Colour) -> Exit {
    match attempt(arguments, colour) {
        Ok(exit) => exit,
        Err(stop) => stop.end(arguments.format.format(), colour),
    }
}

fn attempt(arguments: &Test, colour: Colour) -> Result<Exit, Stop> {
    let loaded = load::load_one(&arguments.path, &arguments.choice)?;
    let Some(program) = &loaded.program else {
        report::problems(
            &loaded.sources,
            &loaded.problems,
            arguments.format.format(),
            colour,
        );
        return Ok(Exit::Findings);
    };
    let forecasts = match &arguments.scenario {
        None => Vec::new(),
        Some(scenario) => all_judged(arguments, program, scenario, colour)?,
    };
    let found: Vec<(Example, Vec<Problem>)> = program
        .examples
        .iter()
        .map(|example| {
            let problems = examples::problems_of(program, example);
            let failures = problems.iter().filter(|problem| problem.is_error());
            let played = Example {
                title: &example.declared.title,
                origin: example.declared.origin,
                failures: failures.map(|problem| problem.message.clone()).collect(),
            };
            (played, problems)
        })
        .collect();
    let (played, problems): (Vec<Example>, Vec<Vec<Problem>>) = found.into_iter().unzip();
    let tested = Tested {
        program,
        sources: &loaded.sources,
        examples: played,
        edges: coverage(program),
        forecasts,
    };
    let shown = match arguments.format {
        Form::Human => {
            tell(&loaded, problems.into_iter().flatten().collect(), colour);
            text(&tested)
        }
        Form::Json => json(&tested),
        Form::Junit => junit(&tested),
        Form::Markdown => markdown(&tested),
    };
    report::out(&shown);
    if let Some(scenario) = &arguments.scenario {
        report::warnings(&loaded.sources, &unfound(program, scenario), colour);
    }
    Ok(match tested.whole() {
        Whole::Passed => Exit::Fine,
        Whole::Failed => Exit::Findings,
        Whole::Undecided => Exit::Undecided,
    })
}

/// What is wrong with the examples, with their lines.
fn tell(loaded: &Loaded, problems: Vec<Problem>, colour: Colour) {
    let problems = arrange(&loaded.sources, problems);
    if !problems.is_empty() {
        report::findings(&loaded.sources, &problems, Format::Human, colour);
        report::out("\n");
    }
}

/// The scenario as it is written, then each variant that expects something.
fn all_judged(
    arguments: &Test,
    program: &Program,
    scenario: &Path,
    colour: Colour,
) -> Result<Vec<Held>, Stop> {
    threads::start(arguments.threads)?;
    let (as_written, variants) = judged(arguments, program, (scenario, None), colour)?;
    let mut all = vec![as_written];
    for variant in variants {
        let place = (scenario, Some(&*variant));
        all.push(judged(arguments, program, place, colour)?.0);
    }
    Ok(all)
}

/// What a forecast of a scenario is held against, judged, and what the program is to reach; with the variants that
/// expect something.
fn judged(
    arguments: &Test,
    program: &Program,
    (scenario, variant): (&Path, Option<&str>),
    colour: Colour,
) -> Result<(Held, Vec<Name>), Stop> {
    let asked = Asked {
        file: scenario,
        runs: arguments.runs,
        partners: arguments.partners,
        seed: arguments.seed,
        off: &[],
        variant,
    };
    let format = arguments.format.format();
    let given = asked.read(program, format, colour)?;
    let options = Options {
        variant: Some(given.name.clone()),
        without: given.left_out(program),
        ..Options::default()
    };
    let found = forecast(program, &given.scenario, &options)
        .map_err(|refusal| Stop::Said(refused(refusal, format, colour)))?;
    let held = Held {
        scenario: given.name,
        verdicts: Verdicts::of(&found),
        aims: found.aims,
    };
    Ok((held, given.expecting))
}
