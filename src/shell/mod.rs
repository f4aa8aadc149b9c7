//! Commands, arguments, files and the terminal: the only room that reads and writes the world.

pub mod arguments;
pub mod command;
pub mod config;
pub mod examples;
pub mod exit;
pub mod fact_page;
pub mod facts;
pub mod folder;
pub mod history;
pub mod load;
pub mod mend;
pub mod page;
pub mod problem;
pub mod publish;
pub mod read_back;
pub mod rejected;
pub mod replace;
pub mod report;
pub mod revision;
pub mod scenario;
pub mod scenario_page;
pub mod stop;
pub mod terms;
pub mod threads;

use std::process::ExitCode;

use clap::Parser;

/// Runs the command of this process's arguments.
pub fn run() -> ExitCode {
    let arguments = match arguments::Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let code = if error.use_stderr() {
                exit::Exit::Usage
            } else {
                exit::Exit::Fine
            };
            let _ = error.print();
            return code.into();
        }
    };
    report::ended(command::run(&arguments)).into()
}
