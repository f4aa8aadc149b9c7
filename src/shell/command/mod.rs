//! One file a command.

pub mod check;

use crate::shell::arguments::{Arguments, Command};
use crate::shell::exit::Exit;

/// Runs a command.
pub fn run(arguments: &Arguments) -> Exit {
    match &arguments.command {
        Command::Check(check) => check::run(check, arguments.color),
    }
}
