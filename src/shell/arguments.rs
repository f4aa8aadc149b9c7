//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::shell::command;
use crate::shell::load::Choice;

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
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands that annotate a pull request on GitHub.
    Github,
    /// A code quality report for GitLab.
    Gitlab,
    /// JUnit XML, for a test report.
    Junit,
    /// A table for a comment on a pull request.
    Markdown,
}

/// Everything Charter does.
#[derive(Subcommand)]
pub enum Command {
    /// Say what a program owes at worst, and show the case.
    Bound(command::bound::Bound),
    /// Say what a history of partners and weeks tells of the numbers that a forecast rests on.
    Calibrate(command::calibrate::Calibrate),
    /// Say everything that can be said about a program without a forecast.
    Check(Check),
    /// Forecast two programs on the same luck, and say which differences are real.
    Compare(command::compare::Compare),
    /// Print what a shell needs to complete commands.
    Completions(command::completions::Completions),
    /// Say what changed between two programs in meaning, in partners' money, in notice and in approvals.
    Diff(command::diff::Diff),
    /// Print the page of a kind, clause, lint or error.
    Explain(Explain),
    /// Write what a program says as canonical JSON, whose hash is its identity.
    Export(command::export::Export),
    /// Give the files of a program the one layout.
    Fmt(Fmt),
    /// Print the manual page of Charter or of one of its commands.
    Man(command::man::Man),
    /// Put the shards of a forecast together: the same bytes as one run.
    Merge(command::merge::Merge),
    /// Make a small good program with a scenario, sample facts and a CI file.
    New(command::new::New),
    /// Write the policy, a guide for each tier, the calendar and portal files.
    Render(command::render::Render),
    /// Make the one page that people read of a forecast, from the files of `simulate --out`.
    Report(command::report::Report),
    /// Pay exactly what real sales files earn, each line explained.
    Settle(command::settle::Settle),
    /// Forecast a program in a scenario: return, cost, fatigue, with intervals.
    Simulate(command::simulate::Simulate),
    /// Run a program's examples, say which edges they show, and judge the guardrails of a scenario.
    Test(command::test::Test),
    /// Write cases on both sides of every edge of a program, with what each must pay.
    Vectors(command::vectors::Vectors),
    /// Say where a partner stands, what it is paid and why, and what is missing for the next tier and band.
    Why(command::why::Why),
}

/// Arguments of `check`.
#[derive(clap::Args)]
pub struct Check {
    /// The program's directory, or one file.
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Which program; all of them when left out.
    #[command(flatten)]
    pub choice: Choice,
    /// How to print findings.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Treat warnings as errors.
    #[arg(long, value_name = "LEVEL", value_parser = ["warnings"])]
    pub deny: Option<String>,
    /// Make the changes that keep the meaning, then check again.
    #[arg(long)]
    pub fix: bool,
}

/// Arguments of `explain`.
#[derive(clap::Args)]
pub struct Explain {
    /// A word of the language, or the name of a lint or an error, such as `entry-in-blackout`.
    /// Without one, every name is listed.
    pub name: Vec<String>,
    /// Print every name that has a page.
    #[arg(long, conflicts_with = "name")]
    pub list: bool,
}

/// Arguments of `fmt`.
#[derive(clap::Args)]
pub struct Fmt {
    /// The program's directory, one file, or `-` for standard input.
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Change nothing; list the files that differ and end with exit code 1.
    #[arg(long)]
    pub check: bool,
}
