//! `charter completions`: what a shell needs to complete commands.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::shell::arguments::Arguments;
use crate::shell::exit::Exit;
use crate::shell::report;

/// Arguments of `completions`.
#[derive(clap::Args)]
pub struct Completions {
    /// For which shell.
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Prints the completions of a shell.
pub fn run(arguments: &Completions) -> Exit {
    let mut script = Vec::new();
    let mut command = Arguments::command();
    clap_complete::generate(arguments.shell, &mut command, "charter", &mut script);
    report::out(&String::from_utf8_lossy(&script));
    Exit::Fine
}
