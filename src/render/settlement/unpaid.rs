//! What a partner is told of its rows that earn nothing: each with the reason.

use super::facts::Facts;
use super::{reason, told};
use crate::base::id::IncentiveId;
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
        Outcome::Excluded(exclusion) => for_partner(speaker, exclusion),
        Outcome::Rejected(why) => Some(reason::rejected(speaker.language, why)),
        Outcome::Paid(_) => None,
    }
}

/// What a partner is told: nothing of incentives that are internal.
fn for_partner(speaker: Speaker<'_>, exclusion: &Exclusion) -> Option<String> {
    let is_told = |id: &IncentiveId| {
        let incentive = speaker.program.incentive(*id);
        incentive.is_some_and(|it| !it.declared.internal)
    };
    let open = |ids: &[IncentiveId]| -> Vec<IncentiveId> {
        ids.iter().copied().filter(|id| is_told(id)).collect()
    };
    let all_of_it = |is_empty: bool, told: Exclusion| match is_empty {
        true => Exclusion::NothingPays,
        false => told,
    };
    let told = match exclusion {
        Exclusion::Emptied(limits) => {
            let open = limits.iter().filter(|(id, _)| is_told(id));
            let open: Vec<_> = open.cloned().collect();
            all_of_it(open.is_empty(), Exclusion::Emptied(open))
        }
        Exclusion::NoMore(by) => {
            let by = open(by);
            all_of_it(by.is_empty(), Exclusion::NoMore(by))
        }
        Exclusion::SoFar(by) => {
            let by = open(by);
            all_of_it(by.is_empty(), Exclusion::SoFar(by))
        }
        Exclusion::NotAccepted
        | Exclusion::OutsideTheYear
        | Exclusion::AfterFinal
        | Exclusion::NoTier
        | Exclusion::NotApproved
        | Exclusion::Returned
        | Exclusion::NothingSoFar
        | Exclusion::NothingPays => exclusion.clone(),
        Exclusion::KnownLater
        | Exclusion::ReadOnly
        | Exclusion::Lessens
        | Exclusion::ReturnedLate => return None,
    };
    Some(reason::excluded(speaker, &told))
}
