//! `charter calibrate`: what a vendor's own history says of the numbers that a forecast rests on.
#![allow(clippy::disallowed_methods, reason = "the shell reads files")]

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use crate::base::span::Sources;
use crate::intake::findings::Findings;
use crate::intake::panel::{Panel, read};
use crate::render::calibration;
use crate::shell::arguments::{Colour, Format};
use crate::shell::exit::Exit;
use crate::shell::load::{kind, regular};
use crate::shell::report;
use crate::shell::stop::Stop;
use crate::simulate::calibrate::calibrate;

/// Arguments of `calibrate`.
#[derive(clap::Args)]
pub struct Calibrate {
    /// The history: one row a partner and week.
    #[arg(value_name = "PANEL")]
    pub panel: PathBuf,
    /// How to print findings.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// Calibrates.
pub fn run(arguments: &Calibrate, colour: Colour) -> Exit {
    match attempt(arguments, colour) {
        Ok(exit) => exit,
        Err(stop) => stop.end(arguments.format, colour),
    }
}

fn attempt(arguments: &Calibrate, colour: Colour) -> Result<Exit, Stop> {
    let path = &arguments.panel;
    regular(kind(path)?, path)?;
    let failed = |error| Stop::system("read", path, &error);
    let file = File::open(path).map_err(failed)?;
    let mut findings = Findings::default();
    let shown = path.display().to_string();
    let panel: Panel = read(&shown, BufReader::new(file), &mut findings).map_err(failed)?;
    let is_refused = findings.errors() > 0;
    let problems = findings.into_problems();
    report::problems(&Sources::default(), &problems, arguments.format, colour);
    if is_refused {
        return Ok(Exit::Findings);
    }
    report::out(&calibration::listing(&panel, &calibrate(&panel)));
    Ok(Exit::Fine)
}
