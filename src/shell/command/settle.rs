//! `charter settle`: exact statements from real files.

use std::path::PathBuf;

use crate::base::date::Date;
use crate::base::span::Sources;
use crate::diagnostic::Problem;
use crate::fact::Fact;
use crate::model::Program;
use crate::render::settlement;
use crate::settle::history::History;
use crate::settle::outcome::Outcome;
use crate::settle::{Settlement, history_text, settle};
use crate::shell::arguments::{Colour, Format};
use crate::shell::exit::Exit;
use crate::shell::folder::{self, Folder, Owner};
use crate::shell::history::{self, Found};
use crate::shell::publish::Output;
use crate::shell::rejected::{Deny, rejected};
use crate::shell::stop::Stop;
use crate::shell::{facts, load, report, terms};

/// Arguments of `settle`.
#[derive(clap::Args)]
pub struct Settle {
    /// The program's directory, or one file.
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Which program.
    #[command(flatten)]
    pub choice: load::Choice,
    /// The folder with partners.csv, sales.csv and the other facts.
    #[arg(long)]
    pub facts: PathBuf,
    /// The last day to close; the last day of the program's year when left out.
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// The `history.jsonl` of an earlier settlement, where it is not in the folder written to.
    #[arg(long, value_name = "FILE")]
    pub posted: Option<PathBuf>,
    /// Where to write statements, ledger and tables, and where an earlier settlement is gone on from; nothing
    /// is written when left out.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Write nothing when a row is rejected, and end with exit code 1.
    #[arg(long, value_name = "WHAT", value_parser = ["rejected"])]
    pub deny: Option<String>,
    /// How to print findings; for tools they stand on standard output in place of the summary.
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
    let loaded = load::load_one(&arguments.path, &arguments.choice)?;
    let Some(program) = &loaded.program else {
        report::problems(&loaded.sources, &loaded.problems, arguments.format, colour);
        return Ok(Exit::Findings);
    };
    let until = last_day(program, arguments.until.as_deref())?;
    let out = folder::open(arguments.out.as_deref(), Owner::Settle)?;
    let found = history::find(arguments.out.as_deref(), arguments.posted.as_deref())?;
    let folder = facts::read(program, &arguments.facts)?;
    if folder.refused {
        print(&folder.problems, arguments.format, colour);
        report::error("nothing was settled: mend the files first\n");
        return Ok(Exit::Findings);
    }
    if let Some(found) = &found {
        let problems = history::problems(found, program, &folder.accounts, &folder.facts, until);
        if !problems.is_empty() {
            print(&problems, arguments.format, colour);
            report::error("nothing was settled\n");
            return Ok(Exit::Findings);
        }
        goes_on(found);
    }
    let before = found.as_ref().map(|found| &found.history);
    let settled = settle(program, &folder.accounts, &folder.facts, until, before)
        .map_err(|_| Stop::out_of_range("nothing was settled"))?;
    let deny = match arguments.deny {
        Some(_) => Deny::Rejected,
        None => Deny::Nothing,
    };
    let mut problems = folder.problems;
    problems.extend(rejected(
        program,
        &folder.accounts,
        &settled,
        &arguments.facts,
        deny,
    )?);
    print(&problems, arguments.format, colour);
    if problems.iter().any(Problem::is_error) {
        report::error("nothing was settled: mend the rows first\n");
        return Ok(Exit::Findings);
    }
    finish(arguments, out, program, &folder.facts, &settled, before)
}

/// The day that is asked for, or the last one of the program's year.
pub(super) fn last_day(program: &Program, asked: Option<&str>) -> Result<Date, Stop> {
    let until = match asked {
        Some(text) => Date::parse(text).ok_or_else(|| no_date(program, text))?,
        None => program.fiscal.end(),
    };
    if until < program.fiscal.start() {
        let begins = program.fiscal.start();
        let message =
            format!("nothing is earned up to {until}: the program's year begins on {begins}");
        return Err(Stop::Usage(message));
    }
    Ok(until)
}

/// A text that is no day: the day that it may mean, the last one of its month, or how dates are written.
fn no_date(program: &Program, text: &str) -> Stop {
    let digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let joined = match (text.get(..4), text.get(4..6), text.get(6..)) {
        (Some(year), Some(month), Some(day)) if digits => format!("{year}-{month}-{day}"),
        _ => text.to_owned(),
    };
    let month = joined.get(..8).map(|month| format!("{month}01"));
    let month = month
        .filter(|_| joined.len() == 10)
        .and_then(|first| Date::parse(&first));
    Stop::Usage(match (Date::readings(&joined).as_slice(), month) {
        ([one, other, ..], _) => {
            format!("`{text}` is not a date; write {one}, or {other} if that is meant")
        }
        ([one], _) => format!("`{text}` is not a date; write {one}"),
        ([], Some(first)) => {
            let last = first.last_of_month();
            format!("there is no day `{text}`: that month ends on {last}")
        }
        ([], None) => {
            let last = program.fiscal.end();
            format!("`{text}` is not a date; year, month and day are written as in {last}")
        }
    })
}

/// Says which settlement this one goes on from.
fn goes_on(found: &Found) {
    let History { runs, entries, .. } = &found.history;
    let closed = found.history.closed();
    let closed = closed.map_or_else(|| "nothing".to_owned(), |closed| closed.to_string());
    report::error(&format!(
        "going on from {}: closed up to {closed}, {} posted in {}\n",
        found.path.display(),
        counted(entries.len(), "entry", "entries"),
        counted(runs.len(), "settlement", "settlements"),
    ));
}

fn print(problems: &[Problem], format: Format, colour: Colour) {
    if !problems.is_empty() || format != Format::Human {
        report::problems(&Sources::default(), problems, format, colour);
    }
}

fn finish(
    arguments: &Settle,
    out: Option<Folder>,
    program: &Program,
    facts: &[Fact],
    settled: &Settlement,
    before: Option<&History>,
) -> Result<Exit, Stop> {
    let identity = terms::fingerprint(program);
    let pages = settlement::pages(program, &identity, settled, facts)?;
    let summary = pages.iter().find(|page| page.name == "summary.md");
    let summary = summary.map(|page| String::from_utf8_lossy(&page.bytes).into_owned());
    let mut written = None;
    if let Some(out) = out {
        let after = History::after(before, program, &identity, facts, settled);
        let mut files: Vec<Output> = pages
            .into_iter()
            .map(|page| Output {
                name: page.name,
                bytes: page.bytes,
            })
            .collect();
        files.push(Output::text(history::FILE, history_text::write(&after)));
        written = Some(out.publish(&files)?);
    }
    if let (Some(summary), Format::Human) = (summary, arguments.format) {
        report::out(&summary);
    }
    let new = counted(settled.entries.len(), "new entry", "new entries");
    report::error(&format!("{new}\n"));
    let rejected = rejected_rows(settled);
    if rejected > 0 {
        let rows = counted(rejected, "row", "rows");
        report::error(&format!("{rows} rejected\n"));
    }
    if let Some(folder) = written {
        report::error(&format!("wrote {}\n", folder.display()));
    }
    Ok(Exit::Fine)
}

fn rejected_rows(settled: &Settlement) -> usize {
    let rows = settled.rows.iter();
    rows.filter(|row| matches!(row.outcome, Outcome::Rejected(_)))
        .count()
}

/// `1 entry`, `2 entries`
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
