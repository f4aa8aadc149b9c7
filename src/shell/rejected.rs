//! The rows that a settlement rejects, each with its file, its line and the reason.

use std::collections::BTreeMap;
use std::path::Path;

use crate::base::name::{Name, nearest};
use crate::diagnostic::Problem;
use crate::diagnostic::untrusted::quote;
use crate::fact::{FieldKind, type_named};
use crate::intake::findings::Findings;
use crate::intake::rows::rows_of;
use crate::model::Program;
use crate::render::settlement::reason;
use crate::render::words::Language;
use crate::semantics::book::convert::names;
use crate::semantics::posting::Reason;
use crate::settle::outcome::Outcome;
use crate::settle::{Account, Settlement};
use crate::shell::facts::{failed, open, shown};
use crate::shell::stop::Stop;

/// What a rejected row is: a warning beside the statements, or an error that stops them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deny {
    /// Statements are written without the row.
    Nothing,
    /// Nothing is written.
    Rejected,
}

/// What is said of a rejected row.
struct Said {
    why: String,
    column: Option<&'static str>,
    meant: Option<String>,
}

/// One finding for each rejected row, in the order of the files, at the cell that is wrong; a long list is cut and
/// counted.
pub fn rejected(
    program: &Program,
    accounts: &[Account],
    settled: &Settlement,
    folder: &Path,
    deny: Deny,
) -> Result<Vec<Problem>, Stop> {
    let mut by_type: BTreeMap<&'static str, BTreeMap<Name, Said>> = BTreeMap::new();
    for row in &settled.rows {
        if let Outcome::Rejected(reason) = &row.outcome {
            let said = Said {
                why: reason::rejected(Language::En, reason),
                column: reason.field(),
                meant: meant(program, accounts, row.word, reason),
            };
            let ids = by_type.entry(row.word).or_default();
            ids.insert(row.id.clone(), said);
        }
    }
    let mut findings = Findings::default();
    for (word, reasons) in &by_type {
        let Some(described) = type_named(word) else {
            continue;
        };
        let name = format!("{}.csv", described.file);
        let Some(input) = open(folder, &name)? else {
            continue;
        };
        let columns = reasons.iter().map(|(id, said)| (id.clone(), said.column));
        let columns = columns.collect();
        let rows = rows_of(described, &shown(folder, &name), input, &columns);
        let mut rows: Vec<_> = rows
            .map_err(|error| failed(folder, &name, &error))?
            .into_iter()
            .collect();
        rows.sort_by_key(|(_, row)| row.row);
        for (id, row) in rows {
            if let Some(said) = reasons.get(&id) {
                findings.add(problem(word, &id, said, deny).at(row));
            }
        }
    }
    Ok(findings.into_problems())
}

fn problem(word: &str, id: &Name, said: &Said, deny: Deny) -> Problem {
    let message = format!("{word} {} is not counted: {}", quote(id), said.why);
    let problem = match deny {
        Deny::Nothing => Problem::warning("rejected-row", message),
        Deny::Rejected => Problem::error("rejected-row", message),
    };
    match &said.meant {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem,
    }
}

/// The known name that an unknown one was most likely meant to be.
fn meant(program: &Program, accounts: &[Account], word: &str, reason: &Reason) -> Option<String> {
    let (name, known): (&Name, Vec<&Name>) = if let Reason::UnknownPartner(name) = reason {
        (name, accounts.iter().map(|each| &each.name).collect())
    } else if let Reason::UnknownName(field, name) = reason {
        let (_, field) = type_named(word)?.field(field)?;
        let FieldKind::Refers(kind) = field.kind else {
            return None;
        };
        (name, names(program, kind).collect())
    } else if let Reason::UnknownActivity(name) = reason {
        let incentives = program.incentives.iter();
        let funds = incentives.filter_map(|each| each.fund.as_ref());
        let activities = funds.flat_map(|fund| &fund.activities);
        (name, activities.map(|each| &each.name).collect())
    } else {
        return None;
    };
    nearest(name, known.into_iter().map(Name::as_str)).map(str::to_owned)
}
