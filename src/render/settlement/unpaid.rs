//! What a partner is told of its rows that earn nothing: each with the reason.

use super::facts::Facts;
use super::{reason, told};
use crate::base::name::Name;
use crate::render::speaker::Speaker;
use crate::settle::outcome::{Exclusion, Outcome, RowOutcome};

/// Rows that are listed; the rest is counted.
const LISTED: usize = 50;

/// The section of a statement; empty where every row earns or only helps to.
pub(super) fn text(
    speaker: Speaker<'_>,
    rows: &[RowOutcome],
    partner: &Name,
    facts: &Facts,
) -> String {
    let own = rows.iter().filter(|row| row.partner == *partner);
    let lines: Vec<String> = own
        .filter_map(|row| {
            let why = why(speaker, row)?;
            let word = speaker.word("fact", &Name::new(row.word));
            let which = facts.told(speaker, &row.id);
            Some(format!("| {word} | {which} | {} |\n", told(&why)))
        })
        .collect();
    if lines.is_empty() {
        return String::new();
    }
    let more = lines.len().saturating_sub(LISTED);
    let say = |key: &str| speaker.language.text(key);
    let mut out = format!(
        "\n## {}\n\n| {} | {} | {} |\n|---|---|---|\n",
        say("statement.unpaid"),
        say("statement.what"),
        say("statement.which"),
        say("statement.reason")
    );
    lines
        .iter()
        .take(LISTED)
        .for_each(|line| out.push_str(line));
    if more > 0 {
        let count = more.to_string();
        let more = speaker.say("statement.unpaid_more", &[("count", &count)]);
        out.push_str(&format!("\n{more}\n"));
    }
    out
}

fn why(speaker: Speaker<'_>, row: &RowOutcome) -> Option<String> {
    match &row.outcome {
        // What an incentive says of a claim is more than that nothing of it is paid.
        Outcome::Excluded(Exclusion::NotApproved) if !row.unfit_for.is_empty() => row
            .unfit_for
            .first()
            .map(|(_, why)| reason::rejected(speaker.language, why)),
        Outcome::Excluded(Exclusion::Emptied(limits)) => {
            let open = limits.iter().filter(|(id, _)| {
                let incentive = speaker.program.incentive(*id);
                incentive.is_some_and(|it| !it.declared.internal)
            });
            let open: Vec<_> = open.cloned().collect();
            let told = match open.is_empty() {
                true => Exclusion::NothingPays,
                false => Exclusion::Emptied(open),
            };
            Some(reason::excluded(speaker, &told))
        }
        Outcome::Rejected(why) => Some(reason::rejected(speaker.language, why)),
        Outcome::Excluded(
            exclusion @ (Exclusion::NotAccepted
            | Exclusion::OutsideTheYear
            | Exclusion::AfterFinal
            | Exclusion::NoTier
            | Exclusion::NotApproved
            | Exclusion::Returned
            | Exclusion::NothingPays),
        ) => Some(reason::excluded(speaker, exclusion)),
        Outcome::Excluded(
            Exclusion::KnownLater
            | Exclusion::ReadOnly
            | Exclusion::Lessens
            | Exclusion::ReturnedLate,
        )
        | Outcome::Paid(_) => None,
    }
}
