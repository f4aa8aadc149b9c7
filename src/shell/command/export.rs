//! `charter export`: what a program says, for other tools.

use std::path::PathBuf;

use crate::export::canonical;
use crate::shell::arguments::{Colour, Format};
use crate::shell::exit::Exit;
use crate::shell::publish::hash;
use crate::shell::replace::replace;
use crate::shell::stop::Stop;
use crate::shell::{load, report};

/// Arguments of `export`.
#[derive(clap::Args)]
pub struct Export {
    /// The program's directory, one file, or a `.json` file of terms.
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Which program.
    #[command(flatten)]
    pub choice: load::Choice,
    /// What to write.
    #[arg(long, value_enum, default_value_t = Form::Terms)]
    pub form: Form,
    /// Where to write; standard output when left out.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// What can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Form {
    /// Every declaration with its names resolved, as canonical JSON; its hash is the program's identity.
    Terms,
}

/// Writes the terms of a program.
pub fn run(arguments: &Export, colour: Colour) -> Exit {
    match attempt(arguments, colour) {
        Ok(exit) => exit,
        Err(stop) => stop.end(Format::Human, colour),
    }
}

fn attempt(arguments: &Export, colour: Colour) -> Result<Exit, Stop> {
    if let Some(file) = &arguments.out
        && file.extension().is_none_or(|ending| ending != "json")
    {
        let message = format!("write to a `.json` file, not to `{}`", file.display());
        return Err(Stop::Usage(message));
    }
    let loaded = load::load_one(&arguments.path, &arguments.choice)?;
    let Some(program) = &loaded.program else {
        report::problems(&loaded.sources, &loaded.problems, Format::Human, colour);
        return Ok(Exit::Findings);
    };
    let text = match arguments.form {
        Form::Terms => canonical(program),
    };
    match &arguments.out {
        None => report::out(&text),
        Some(file) => {
            replace(file, &text)?;
            report::error(&format!(
                "wrote {}\nprogram_sha256 {}\n",
                file.display(),
                hash(text.as_bytes())
            ));
        }
    }
    Ok(Exit::Fine)
}
