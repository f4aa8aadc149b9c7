//! Printing findings.

use std::io::{ErrorKind, IsTerminal, Write, stderr, stdout};
use std::sync::OnceLock;

use clap::builder::StyledStr;

use crate::base::span::Sources;
use crate::diagnostic::Problem;
use crate::diagnostic::render::{self, Drawing, Ink, Options};
use crate::diagnostic::untrusted::one_line;
use crate::shell::arguments::{Colour, Format};
use crate::shell::exit::Exit;

/// Prints findings that are the result of a command, on standard output.
pub fn findings(sources: &Sources, problems: &[Problem], format: Format, colour: Colour) {
    out(&told(sources, problems, format, colour, stdout()));
}

/// Prints what kept a command from its result: people read it on standard error, tools on standard output.
pub fn problems(sources: &Sources, problems: &[Problem], format: Format, colour: Colour) {
    match format {
        Format::Human => error(&told(sources, problems, format, colour, stderr())),
        Format::Concise
        | Format::Json
        | Format::Sarif
        | Format::Github
        | Format::Gitlab
        | Format::Junit
        | Format::Markdown => findings(sources, problems, format, colour),
    }
}

/// Prints what is only a warning beside the result of a command: on standard error, for people.
pub fn warnings(sources: &Sources, problems: &[Problem], colour: Colour) {
    if !problems.is_empty() {
        error(&told(sources, problems, Format::Human, colour, stderr()));
    }
}

fn told(
    sources: &Sources,
    problems: &[Problem],
    format: Format,
    colour: Colour,
    to: impl IsTerminal,
) -> String {
    let options = options(colour, to.is_terminal());
    render::render(written(format), sources, problems, &options)
}

const fn written(format: Format) -> render::Format {
    match format {
        Format::Human => render::Format::Human,
        Format::Concise => render::Format::Concise,
        Format::Json => render::Format::Json,
        Format::Sarif => render::Format::Sarif,
        Format::Github => render::Format::Github,
        Format::Gitlab => render::Format::Gitlab,
        Format::Junit => render::Format::Junit,
        Format::Markdown => render::Format::Markdown,
    }
}

fn options(colour: Colour, terminal: bool) -> Options {
    let color = match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => terminal && !no_color(),
    };
    Options {
        color: if color { Ink::Colored } else { Ink::Plain },
        drawing: Drawing::Unicode,
        width: 100,
    }
}

/// Whether the user asks for no colour (no-color.org).
#[allow(clippy::disallowed_methods, reason = "the shell reads the environment")]
pub fn no_color() -> bool {
    std::env::var("NO_COLOR").is_ok_and(|value| !value.is_empty())
}

/// Help, with its styles where a person reads it.
pub fn styled(text: &StyledStr) -> String {
    if stdout().is_terminal() && !no_color() {
        text.ansi().to_string()
    } else {
        text.to_string()
    }
}

/// Why a result could not be written, the first time that one could not.
static LOST: OnceLock<String> = OnceLock::new();

/// Results. A reader that has gone away is not an error; any other failure ends the command as one, see
/// [`ended`].
pub fn out(text: &str) {
    let mut to = stdout().lock();
    let written = to.write_all(text.as_bytes()).and_then(|()| to.flush());
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let _ = LOST.set(error.to_string());
        }
        Ok(()) | Err(_) => {}
    }
}

/// How a command ended once its results are out: one that could not write them did not end well.
pub fn ended(exit: Exit) -> Exit {
    match LOST.get() {
        None => exit,
        Some(error) => {
            complain(&format!("cannot write to standard output: {error}"));
            exit.max(Exit::Usage)
        }
    }
}

/// One line that says why a command ended; it may quote names of files, so nothing of it is raw.
pub fn complain(message: &str) {
    error(&format!("charter: {}\n", one_line(message)));
}

/// Progress and messages.
pub fn error(text: &str) {
    let _ = stderr().lock().write_all(text.as_bytes());
}
