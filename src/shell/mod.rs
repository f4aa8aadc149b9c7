//! Commands, arguments, files and the terminal: the only room that reads and writes the world.

pub mod arguments;
pub mod command;
pub mod config;
pub mod drawn;
pub mod examples;
pub mod exit;
pub mod expectation;
pub mod fact_page;
pub mod facts;
pub mod folder;
pub mod group;
#[cfg(test)]
mod growth;
pub mod guardrail;
pub mod history;
mod listed;
pub mod load;
pub mod mend;
pub mod page;
pub mod problem;
pub mod problem_page;
pub mod progress;
pub mod publish;
pub mod read_back;
pub mod rejected;
pub mod replace;
pub mod report;
pub mod revision;
mod rows;
pub mod scenario;
pub mod scenario_page;
pub mod stop;
pub mod terms;
pub mod threads;
pub mod timing;
pub mod unfinished;
pub mod word_page;

use std::process::ExitCode;

use clap::Parser;

/// Runs the command of this process's arguments.
pub fn run() -> ExitCode {
    let arguments = match arguments::Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() => {
            let _ = error.print();
            return exit::Exit::Usage.into();
        }
        // Help and version are results like any other.
        Err(asked) => {
            report::out(&report::styled(&asked.render()));
            return report::ended(exit::Exit::Fine).into();
        }
    };
    let ended = threads::on_its_own_stack(|| command::run(&arguments));
    report::ended(ended.unwrap_or(exit::Exit::Ours)).into()
}
