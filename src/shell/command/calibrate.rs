//! `charter calibrate`: what a vendor's own history says of the numbers that a forecast rests on.
#![allow(clippy::disallowed_methods, reason = "the shell reads files")]

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use crate::base::span::Sources;
use crate::intake::findings::Findings;
use crate::intake::panel::{Panel, read};
use crate::render::calibration_file::json;
use crate::render::{calibration, refinement};
use crate::shell::arguments::{Colour, Format};
use crate::shell::command::bound::Form;
use crate::shell::command::simulate::refused;
use crate::shell::exit::Exit;
use crate::shell::load::{self, kind, regular};
use crate::shell::progress::Progress;
use crate::shell::scenario::Asked;
use crate::shell::stop::Stop;
use crate::shell::{report, threads};
use crate::simulate::calibrate::joint::{Effort, Refined, allowed, refine};
use crate::simulate::calibrate::{Fit, calibrate};

/// Arguments of `calibrate`.
#[derive(clap::Args)]
pub struct Calibrate {
    /// The history: one row a partner and week.
    #[arg(value_name = "PANEL")]
    pub panel: PathBuf,
    /// The program that was in force, as its source: refine all parameters together by playing it.
    #[arg(long, value_name = "PATH", requires = "scenario")]
    pub refine: Option<PathBuf>,
    /// Which program.
    #[command(flatten)]
    pub choice: load::Choice,
    /// The scenario of that program: population and market.
    #[arg(long, value_name = "FILE", requires = "refine")]
    pub scenario: Option<PathBuf>,
    /// How many partners the history has; those of the scenario when left out.
    #[arg(long, requires = "refine", value_parser = clap::value_parser!(u32).range(1..=238_000))]
    pub partners: Option<u32>,
    /// How to print what is found.
    #[arg(long, value_enum, default_value_t = Form::Human)]
    pub format: Form,
}

/// Calibrates.
pub fn run(arguments: &Calibrate, colour: Colour) -> Exit {
    let format = match arguments.format {
        Form::Human => Format::Human,
        Form::Json => Format::Json,
    };
    match attempt(arguments, format, colour) {
        Ok(exit) => exit,
        Err(stop) => stop.end(format, colour),
    }
}

fn attempt(arguments: &Calibrate, format: Format, colour: Colour) -> Result<Exit, Stop> {
    let path = &arguments.panel;
    regular(kind(path)?, path)?;
    let failed = |error| Stop::system("read", path, &error);
    let file = File::open(path).map_err(failed)?;
    let mut findings = Findings::default();
    let shown = path.display().to_string();
    let panel: Panel = read(&shown, BufReader::new(file), &mut findings).map_err(failed)?;
    let is_refused = findings.errors() > 0;
    let problems = findings.into_problems();
    if !problems.is_empty() {
        report::problems(&Sources::default(), &problems, format, colour);
    }
    if is_refused {
        return Ok(Exit::Findings);
    }
    let (fits, refined) = match (&arguments.refine, &arguments.scenario) {
        (Some(program), Some(scenario)) => {
            let found = together(arguments, (program, scenario), &panel, (format, colour))?;
            (found.0, Some(found.1))
        }
        (Some(_) | None, Some(_) | None) => (calibrate(&panel), None),
    };
    report::out(&match arguments.format {
        Form::Human => {
            let refined = refined.as_ref().map(refinement::listing);
            calibration::listing(&panel, &fits) + &refined.unwrap_or_default()
        }
        Form::Json => json(&panel, &fits, refined.as_ref()),
    });
    Ok(Exit::Fine)
}

/// Plays the program until its histories have the moments of this one. What can be refused is refused before anything is estimated.
fn together(
    arguments: &Calibrate,
    (path, file): (&Path, &Path),
    panel: &Panel,
    (format, colour): (Format, Colour),
) -> Result<(Vec<Fit>, Refined), Stop> {
    threads::start(None)?;
    let loaded = load::load_one(path, &arguments.choice)?;
    let Some(program) = &loaded.program else {
        report::problems(&loaded.sources, &loaded.problems, format, colour);
        return Err(Stop::Said(Exit::Findings));
    };
    let asked = Asked {
        file,
        runs: None,
        partners: arguments.partners,
        seed: None,
        off: &[],
        variant: None,
    };
    let scenario = asked.read(program, format, colour)?.scenario;
    let said = |refusal| Stop::Said(refused(refusal, format, colour));
    let effort = Effort::default();
    allowed(program, &scenario, panel, effort).map_err(said)?;
    let fits = calibrate(panel);
    let step = u64::from(scenario.population.partners) * u64::from(scenario.weeks);
    let progress = Progress::of(effort.years(), step);
    let found = refine(program, &scenario, (panel, &fits), effort, &|| {
        progress.add(1)
    });
    progress.end();
    Ok((fits, found.map_err(said)?))
}
