//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// Partner programs as code.
#[derive(Parser)]
#[command(name = "charter", version, about, max_term_width = 100)]
pub struct Arguments {
    /// When to use colour.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto)]
    pub color: Colour,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the lines of the program, for people.
    Human,
    /// One line each.
    Concise,
    /// For tools.
    Json,
    /// Annotations of a pull request.
    Github,
    /// For code scanning.
    Sarif,
}

/// Everything Charter does.
#[derive(Subcommand)]
pub enum Command {
    /// Say everything that can be said about a program without a forecast.
    Check(Check),
}

/// Arguments of `check`.
#[derive(clap::Args)]
pub struct Check {
    /// The program's directory, or one file.
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// How to print findings.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Treat warnings as errors.
    #[arg(long, value_name = "LEVEL", value_parser = ["warnings"])]
    pub deny: Option<String>,
}
