//! `charter bound`: what the program owes at worst.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::model::Program;
use crate::render::bound::{Bounds, text};
use crate::render::bound_file::json;
use crate::semantics::bounds::liability::worst_case;
use crate::semantics::bounds::reach::reaches;
use crate::semantics::bounds::sale::one_sale;
use crate::semantics::curve::CurveFault;
use crate::shell::arguments::{Colour, Format};
use crate::shell::exit::Exit;
use crate::shell::stop::Stop;
use crate::shell::{load, report};

/// Arguments of `bound`.
#[derive(clap::Args)]
pub struct Bound {
    /// The program's directory, or one file.
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Which program.
    #[command(flatten)]
    pub choice: load::Choice,
    /// How to print the bounds.
    #[arg(long, value_enum, default_value_t = Form::Human)]
    pub format: Form,
}

/// How bounds are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For people.
    Human,
    /// For tools.
    Json,
}

/// Prints the worst case of a program.
pub fn run(arguments: &Bound, colour: Colour) -> Exit {
    let format = match arguments.format {
        Form::Human => Format::Human,
        Form::Json => Format::Json,
    };
    match attempt(arguments, format, colour) {
        Ok(exit) => exit,
        Err(stop) => stop.end(format, colour),
    }
}

fn attempt(arguments: &Bound, format: Format, colour: Colour) -> Result<Exit, Stop> {
    let loaded = load::load_one(&arguments.path, &arguments.choice)?;
    let Some(program) = &loaded.program else {
        report::problems(&loaded.sources, &loaded.problems, format, colour);
        return Ok(Exit::Findings);
    };
    report::out(&told(program, arguments.format).map_err(stop)?);
    Ok(Exit::Fine)
}

fn told(program: &Program, form: Form) -> Result<String, CurveFault> {
    let worst = worst_case(program)?;
    let reaches = reaches(program, &worst)?;
    let sales = one_sale(program)?;
    let bounds = Bounds {
        program,
        worst: &worst,
        reaches: &reaches,
        sales: &sales,
    };
    Ok(match form {
        Form::Human => text(&bounds),
        Form::Json => json(&bounds),
    })
}

/// Why no curve can be drawn, as an end of the command.
pub(super) fn stop(fault: CurveFault) -> Stop {
    match fault {
        CurveFault::Overflow => Stop::out_of_range("no bound can be stated"),
        CurveFault::TooManyPieces => Stop::OverLimit(
            "a payout has more than 4,096 edges up to what is assumed to be sold; write a larger step"
                .to_owned(),
        ),
        // A program without errors has none of these.
        CurveFault::NotStraight | CurveFault::NoExchange | CurveFault::Circular => {
            Stop::Ours("a payout cannot be drawn".to_owned())
        }
    }
}
