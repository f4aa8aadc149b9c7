//! The program as a user meets it: commands, exit codes, files, and what bad input is told.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test runs the program on files of its own, and may fail"
)]

mod bad_path;
mod bad_program;
mod bad_scenario;
mod format;
mod not_applicable;
mod pages;
mod run;
mod terminal;
