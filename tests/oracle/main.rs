//! The second book: what a program pays, worked out again in another language from the reference pages alone,
//! posting by posting. `README.md` beside this file says what it covers and how to run it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "what is not as expected fails the test; tests run other programs and read files, and have a line a shape"
)]

mod bound;
mod files;
mod idle;
mod pipe;
mod portal;
mod settled;

use std::path::PathBuf;
use std::process::Command;

fn here() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "oracle"]
        .iter()
        .collect()
}

/// Python, in the folder of the second book.
fn python(script: &str) -> Command {
    let mut command = Command::new("python3");
    command.arg(script).current_dir(here());
    command.env("PYTHONDONTWRITEBYTECODE", "1");
    command
}
