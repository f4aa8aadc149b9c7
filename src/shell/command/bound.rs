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
use crate::shell::{load, report};

/// Arguments of `bound`.
#[derive(clap::Args)]
pub struct Bound {
    /// The program's directory, or one file.
    #[arg(default_value = ".")]
    pub path: PathBuf,
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
    let loaded = match load::load(&arguments.path) {
        Ok(loaded) => loaded,
        Err(message) => {
            report::error(&format!("charter: {message}\n"));
            return Exit::Findings;
        }
    };
    let Some(program) = &loaded.program else {
        let format = match arguments.format {
            Form::Human => Format::Human,
            Form::Json => Format::Json,
        };
        report::problems(&loaded.sources, &loaded.problems, format, colour);
        return Exit::Findings;
    };
    match told(program, arguments.format) {
        Ok(text) => {
            report::out(&text);
            Exit::Fine
        }
        Err(fault) => {
            report::error(&format!("charter: {}\n", fault_words(fault)));
            Exit::OverLimit
        }
    }
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

fn fault_words(fault: CurveFault) -> &'static str {
    match fault {
        CurveFault::Overflow => {
            "the amounts are outside the range of exact numbers; write smaller limits or assumptions"
        }
        CurveFault::TooManyPieces => {
            "a step is too small for the way it is followed; write a larger step or smaller assumed sales"
        }
        CurveFault::NotStraight => "a payout multiplies or divides two amounts that both grow",
        CurveFault::NoExchange => "an amount is in a currency without an exchange rule",
        CurveFault::Circular => "audiences refer to each other in a circle",
    }
}
