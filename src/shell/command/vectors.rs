//! `charter vectors`: cases on both sides of every edge of a program, with what each must pay.

use std::path::PathBuf;

use crate::model::Program;
use crate::render::vectors as files;
use crate::semantics::vectors::{MOST, Vector, VectorFault, vectors};
use crate::shell::arguments::{Colour, Format};
use crate::shell::exit::Exit;
use crate::shell::folder::{self, Owner};
use crate::shell::publish::Output;
use crate::shell::stop::Stop;
use crate::shell::{load, report, terms};

/// Arguments of `vectors`.
#[derive(clap::Args)]
pub struct Vectors {
    /// The program's directory, or one file.
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Which program.
    #[command(flatten)]
    pub choice: load::Choice,
    /// Where to write the vectors, with a folder of CSV files for each; JSON on standard output when left out.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// Writes the vectors of a program.
pub fn run(arguments: &Vectors, colour: Colour) -> Exit {
    match attempt(arguments, colour) {
        Ok(exit) => exit,
        Err(stop) => stop.end(Format::Human, colour),
    }
}

fn attempt(arguments: &Vectors, colour: Colour) -> Result<Exit, Stop> {
    let loaded = load::load_one(&arguments.path, &arguments.choice)?;
    let Some(program) = &loaded.program else {
        report::problems(&loaded.sources, &loaded.problems, Format::Human, colour);
        return Ok(Exit::Findings);
    };
    let out = folder::open(arguments.out.as_deref(), Owner::Vectors)?;
    let found = vectors(program).map_err(stop)?;
    let identity = terms::fingerprint(program);
    match out {
        None => report::out(&files::json(program, &identity, &found)),
        Some(out) => {
            let written = out.publish(&pages(program, &identity, &found)?)?;
            report::error(&format!(
                "wrote {} vectors to {}\n",
                found.len(),
                written.display()
            ));
        }
    }
    Ok(Exit::Fine)
}

fn pages(program: &Program, identity: &str, found: &[Vector]) -> Result<Vec<Output>, Stop> {
    let pages = files::pages(program, identity, found)?;
    let outputs = pages.into_iter().map(|page| Output {
        name: page.name,
        bytes: page.bytes,
    });
    Ok(outputs.collect())
}

fn stop(fault: VectorFault) -> Stop {
    match fault {
        VectorFault::TooMany => Stop::OverLimit(format!(
            "the program has more than {MOST} vectors; nothing was written"
        )),
        VectorFault::OutOfRange => Stop::out_of_range("there are no vectors"),
        VectorFault::Curve(fault) => super::bound::stop(fault),
    }
}
