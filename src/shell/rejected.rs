//! The rows that a settlement rejects, each with its file, its line and the reason.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::base::name::Name;
use crate::diagnostic::Problem;
use crate::diagnostic::untrusted::quote;
use crate::fact::type_named;
use crate::intake::findings::Findings;
use crate::intake::rows::rows_of;
use crate::settle::Settlement;
use crate::settle::outcome::{Outcome, reason_words};
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

/// One finding for each rejected row, in the order of the files; a long list is cut and counted.
pub fn rejected(settled: &Settlement, folder: &Path, deny: Deny) -> Result<Vec<Problem>, Stop> {
    let mut by_type: BTreeMap<&'static str, BTreeMap<Name, String>> = BTreeMap::new();
    for row in &settled.rows {
        if let Outcome::Rejected(reason) = &row.outcome {
            let ids = by_type.entry(row.word).or_default();
            ids.insert(row.id.clone(), reason_words(reason));
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
        let ids: BTreeSet<Name> = reasons.keys().cloned().collect();
        let rows = rows_of(described, &shown(folder, &name), input, &ids);
        let mut rows: Vec<_> = rows
            .map_err(|error| failed(folder, &name, &error))?
            .into_iter()
            .collect();
        rows.sort_by_key(|(_, row)| row.row);
        for (id, row) in rows {
            let why = reasons.get(&id).map_or("", String::as_str);
            let message = format!("{word} {} earns nothing: {why}", quote(&id));
            let problem = match deny {
                Deny::Nothing => Problem::warning("rejected-row", message),
                Deny::Rejected => Problem::error("rejected-row", message),
            };
            findings.add(problem.at(row));
        }
    }
    Ok(findings.into_problems())
}
