//! `charter settle`: exact statements from real files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::base::date::Date;
use crate::base::span::Sources;
use crate::diagnostic::Problem;
use crate::model::Program;
use crate::render::settlement;
use crate::settle::{Settlement, settle};
use crate::shell::arguments::{Colour, Format};
use crate::shell::exit::Exit;
use crate::shell::publish::{Output, publish};
use crate::shell::stop::Stop;
use crate::shell::{facts, load, report};

/// Arguments of `settle`.
#[derive(clap::Args)]
pub struct Settle {
    /// The program's directory, or one file.
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// The folder with partners.csv, sales.csv and the other facts.
    #[arg(long)]
    pub facts: PathBuf,
    /// The last day to close; the last day of the program's year when left out.
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// The `entries.csv` of an earlier settlement: what it posted is not posted again.
    #[arg(long, value_name = "FILE")]
    pub posted: Option<PathBuf>,
    /// Where to write statements, ledger and tables; nothing is written when left out.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// How to print findings.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// Settles a folder of facts.
pub fn run(arguments: &Settle, colour: Colour) -> Exit {
    match attempt(arguments, colour) {
        Ok(exit) => exit,
        Err(stop) => stop.end(arguments.format, colour),
    }
}

fn attempt(arguments: &Settle, colour: Colour) -> Result<Exit, Stop> {
    let loaded = load::load(&arguments.path)?;
    let Some(program) = &loaded.program else {
        report::problems(&loaded.sources, &loaded.problems, arguments.format, colour);
        return Ok(Exit::Findings);
    };
    let until = match &arguments.until {
        Some(text) => Date::parse(text)
            .ok_or_else(|| Stop::Usage(format!("`{text}` is not a date; write 2027-04-30")))?,
        None => program.fiscal.end(),
    };
    let posted = match &arguments.posted {
        Some(path) => posted(path)?,
        None => BTreeSet::new(),
    };
    let folder = facts::read(program, &arguments.facts)?;
    print(&folder.problems, arguments.format, colour);
    if folder.refused {
        report::error("nothing was settled: mend the files first\n");
        return Ok(Exit::Findings);
    }
    let settled = settle(program, &folder.accounts, &folder.facts, until, &posted)
        .map_err(|_| Stop::out_of_range("nothing was settled"))?;
    finish(arguments, program, &settled)
}

fn print(problems: &[Problem], format: Format, colour: Colour) {
    if !problems.is_empty() {
        report::problems(&Sources::default(), problems, format, colour);
    }
}

fn finish(arguments: &Settle, program: &Program, settled: &Settlement) -> Result<Exit, Stop> {
    let pages = settlement::pages(program, settled)?;
    let summary = pages.iter().find(|page| page.name == "summary.md");
    if let Some(page) = summary {
        report::out(&String::from_utf8_lossy(&page.bytes));
    }
    if let Some(out) = &arguments.out {
        let files: Vec<Output> = pages
            .into_iter()
            .map(|page| Output {
                name: page.name,
                bytes: page.bytes,
            })
            .collect();
        let folder = publish(out, &files)?;
        report::error(&format!("wrote {}\n", folder.display()));
    }
    Ok(Exit::Fine)
}

/// The ids of entries that were posted before: the first column of an `entries.csv`.
fn posted(path: &Path) -> Result<BTreeSet<String>, Stop> {
    let bytes = load::bytes(path, 256 * 1024 * 1024)?;
    let text = load::utf8(bytes, path)?;
    let mut lines = text.lines();
    if !lines.next().is_some_and(|head| head.starts_with("entry,")) {
        return Err(Stop::refused(
            "not-an-entries-file",
            format!(
                "`{}` is not the entries.csv of a settlement",
                path.display()
            ),
            path,
            "name the entries.csv that an earlier settlement wrote",
        ));
    }
    Ok(lines
        .filter_map(|line| line.split(',').next())
        .map(str::to_owned)
        .collect())
}
