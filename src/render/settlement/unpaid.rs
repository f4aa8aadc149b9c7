//! What a partner is told of its rows that earn nothing: each with the reason.

use super::facts::Facts;
use super::told;
use crate::base::name::Name;
use crate::model::Program;
use crate::settle::outcome::{Exclusion, Outcome, RowOutcome, reason_words};

/// Rows that are listed; the rest is counted.
const LISTED: usize = 50;

/// The section of a statement; empty where every row earns or only helps to.
pub(super) fn text(
    program: &Program,
    rows: &[RowOutcome],
    partner: &Name,
    facts: &Facts,
) -> String {
    let own = rows.iter().filter(|row| row.partner == *partner);
    let lines: Vec<String> = own
        .filter_map(|row| {
            let why = reason(&row.outcome)?;
            let what = facts.told(program, &row.id);
            Some(format!("| {} | {what} | {} |\n", row.word, told(&why)))
        })
        .collect();
    if lines.is_empty() {
        return String::new();
    }
    let more = lines.len().saturating_sub(LISTED);
    let mut out = "\n## What earns nothing\n\n| what | which | why |\n|---|---|---|\n".to_owned();
    lines
        .iter()
        .take(LISTED)
        .for_each(|line| out.push_str(line));
    if more > 0 {
        out.push_str(&format!("\nAnd {more} more: `rows.csv` has them all.\n"));
    }
    out
}

fn reason(outcome: &Outcome) -> Option<String> {
    match outcome {
        Outcome::Rejected(reason) => Some(reason_words(reason)),
        Outcome::Excluded(
            exclusion @ (Exclusion::NotAccepted
            | Exclusion::OutsideTheYear
            | Exclusion::NoTier
            | Exclusion::NothingPays),
        ) => Some(exclusion.words().to_owned()),
        Outcome::Excluded(
            Exclusion::KnownLater
            | Exclusion::ReadOnly
            | Exclusion::Lessens
            | Exclusion::ReturnedLate,
        )
        | Outcome::Paid(_) => None,
    }
}
