//! Reading a folder of facts: the list of partners and one file for each type of fact.
#![allow(clippy::disallowed_methods, reason = "this room reads files")]

use std::fs;
use std::io::{BufReader, ErrorKind};
use std::path::Path;

use crate::base::id::RegionId;
use crate::base::name::{Name, nearest};
use crate::diagnostic::untrusted::quote;
use crate::diagnostic::{Problem, Severity};
use crate::fact::{Fact, TYPES};
use crate::intake::assumed;
use crate::intake::facts::{PARTNERS_FILE, PartnerRecord, read_own_facts, read_partners};
use crate::intake::findings::Findings;
use crate::intake::others::Others;
use crate::intake::record::Limits;
use crate::model::Program;
use crate::settle::Account;
use crate::shell::load;
use crate::shell::rows;
use crate::shell::stop::Stop;

/// What a folder of facts holds.
pub struct Folder {
    /// The partners.
    pub accounts: Vec<Account>,
    /// Partners that have another program of the directory, with their homes.
    pub others: Vec<(Name, Option<RegionId>)>,
    /// The facts of all files.
    pub facts: Vec<Fact>,
    /// What is wrong with them.
    pub problems: Vec<Problem>,
    /// Whether the input is refused: something is an error.
    pub refused: bool,
}

/// Reads the folder. `Err` is a failure of the operating system, or a path that is refused.
pub fn read(program: &Program, folder: &Path) -> Result<Folder, Stop> {
    fs::metadata(folder).map_err(|error| Stop::system("read", folder, &error))?;
    let mut findings = Findings::default();
    let partners = list(program, folder, &mut findings)?.ok_or_else(|| {
        Stop::refused(
            "no-partner-list",
            format!("`{}` holds no {PARTNERS_FILE}", folder.display()),
            folder,
            "name a folder of facts; it lists the partners in partners.csv",
        )
    })?;
    let is_own = |record: &PartnerRecord| program.covers.has(record.region);
    let (partners, others): (Vec<_>, Vec<_>) = partners.into_iter().partition(is_own);
    let elsewhere: Vec<_> = others
        .into_iter()
        .map(|record| (record.name, record.region))
        .collect();
    let mut others = Others::new(elsewhere.iter().map(|(name, _)| name.clone()));
    let mut facts = Vec::new();
    for each in TYPES {
        let name = format!("{}.csv", each.file);
        if let Some(input) = open(folder, &name)? {
            let limits = Limits::STANDARD;
            let file = shown(folder, &name);
            let input = (file.as_str(), input);
            let found = read_own_facts(program, each, input, limits, &mut others, &mut findings)
                .map_err(|error| failed(folder, &name, &error))?;
            facts.extend(found);
        }
    }
    unknown_files(folder)?;
    if facts.is_empty() && findings.errors() == 0 {
        let message = format!("`{}` holds no sale and no other fact", folder.display());
        findings.add(Problem::warning("no-facts", message).help(
            "nothing can be paid: look whether a file is missing, or ends after its heading",
        ));
    }
    let volumes = assumed::volumes(program, &partners, &facts);
    volumes
        .into_iter()
        .for_each(|problem| findings.add(problem));
    let accounts = partners.into_iter().map(account).collect();
    let refused = findings.errors() > 0;
    let problems = rows::filled(folder, known(), findings.into_problems())?;
    Ok(Folder {
        accounts,
        others: elsewhere,
        facts,
        problems,
        refused,
    })
}

/// The list of partners of a folder, if there is one.
fn list(
    program: &Program,
    folder: &Path,
    findings: &mut Findings,
) -> Result<Option<Vec<PartnerRecord>>, Stop> {
    let Some(input) = open(folder, PARTNERS_FILE)? else {
        return Ok(None);
    };
    let file = shown(folder, PARTNERS_FILE);
    let read = read_partners(program, &file, input, Limits::STANDARD, findings);
    let read = read.map_err(|error| failed(folder, PARTNERS_FILE, &error))?;
    Ok(Some(read))
}

/// What the list of partners beside a program breaks of its assumptions. A settlement pays what is owed
/// whatever was assumed; a check proves nothing from what is not so.
pub fn broken(program: &Program, path: &Path) -> Result<Vec<Problem>, Stop> {
    let mut findings = Findings::default();
    list(program, &path.join("facts"), &mut findings)?;
    let found = findings.into_problems().into_iter();
    let found = found.filter(|problem| problem.name == "assumption-contradicted");
    Ok(found
        .map(|problem| Problem {
            severity: Severity::Error,
            ..problem
        })
        .collect())
}

fn account(record: PartnerRecord) -> Account {
    Account {
        title: record.title.unwrap_or_else(|| record.name.clone()),
        name: record.name,
        region: record.region,
        sort: record.sort,
        standing: record.standing,
        joined: record.joined,
    }
}

pub(super) fn shown(folder: &Path, name: &str) -> String {
    folder.join(name).display().to_string()
}

pub(super) fn failed(folder: &Path, name: &str, error: &std::io::Error) -> Stop {
    Stop::system("read", &folder.join(name), error)
}

/// A regular file of the folder, if it is there.
pub(super) fn open(folder: &Path, name: &str) -> Result<Option<BufReader<fs::File>>, Stop> {
    let path = folder.join(name);
    match fs::symlink_metadata(&path) {
        Err(error) if is_missing(error.kind()) => Ok(None),
        Err(error) => Err(failed(folder, name, &error)),
        Ok(found) => {
            load::regular(found.file_type(), &path)?;
            let file = fs::File::open(&path).map_err(|error| failed(folder, name, &error))?;
            Ok(Some(BufReader::new(file)))
        }
    }
}

/// Nothing of this name is there; a program that is one file has no folder of facts.
fn is_missing(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// The files of a folder of facts.
fn known() -> impl Iterator<Item = String> {
    let facts = TYPES.iter().map(|each| format!("{}.csv", each.file));
    std::iter::once(PARTNERS_FILE.to_owned()).chain(facts)
}

/// A CSV file with a name that no fact has is most likely misspelt: it is refused, never passed over.
fn unknown_files(folder: &Path) -> Result<(), Stop> {
    let entries = fs::read_dir(folder).map_err(|error| Stop::system("read", folder, &error))?;
    let mut names: Vec<String> = entries
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.ends_with(".csv"))
        .collect();
    names.sort();
    let known: Vec<String> = known().collect();
    let Some(name) = names.into_iter().find(|name| !known.contains(name)) else {
        return Ok(());
    };
    let message = format!("{} is no file of facts", quote(&name));
    let help = match nearest(&name, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("they are {}", known.join(", ")),
    };
    Err(Stop::refused(
        "unknown-facts-file",
        message,
        &folder.join(&name),
        &help,
    ))
}
