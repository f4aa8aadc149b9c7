//! The program: arguments in, exit code out. Everything else is in `shell`.

use std::process::ExitCode;

fn main() -> ExitCode {
    charter::shell::run()
}
