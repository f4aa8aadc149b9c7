//! One statement as a page: what is new and why, the credit of funds, and what was posted before.

use super::facts::Facts;
use super::told;
use crate::base::date::Date;
use crate::base::money::Money;
use crate::base::period::Cycle;
use crate::base::ratio::Ratio;
use crate::model::Program;
use crate::render::why;
use crate::semantics::posting::PostingKind;
use crate::settle::entry::{Entry, is_payable, kind_word};
use crate::settle::statement::{Held, Statement, total};

/// The page of a statement.
pub(super) fn text(
    program: &Program,
    program_sha256: &str,
    until: Date,
    statement: &Statement,
    facts: &Facts,
) -> String {
    let mut out = heading(program, program_sha256, until, statement);
    let payable: Vec<&Entry> = of(&statement.entries, true);
    if !payable.is_empty() {
        out.push_str("\n## What is paid\n\n| due | what | for | amount |\n|---|---|---|---:|\n");
        for entry in &payable {
            let what = what(program, entry);
            out.push_str(&format!("| {} | {what} | {} |\n", entry.due, entry.amount));
        }
        out.push_str(&format!("| | **in all** | | **{}** |\n", sum(&payable)));
    }
    out.push_str(&credit(program, statement));
    if !statement.entries.is_empty() {
        out.push_str("\n## Why\n");
    }
    for entry in &statement.entries {
        out.push_str(&reasons(program, entry, facts));
    }
    out.push_str(&before(program, statement));
    out
}

fn heading(program: &Program, sha256: &str, until: Date, statement: &Statement) -> String {
    let mut out = format!("# {}\n\n", told(&statement.title));
    if statement.payee != statement.partner {
        out.push_str(&format!(
            "For {} at {}.\n\n",
            told(&statement.payee),
            told(&statement.partner)
        ));
    }
    let identity = sha256.get(..16).unwrap_or(sha256);
    out.push_str(&format!(
        "{}, settled up to {until} by program `{identity}`.\n\n",
        told(&program.declared.title)
    ));
    let none = Money::zero(program.currency);
    out.push_str(&format!("New: **{}**", statement.payable.unwrap_or(none)));
    if let Some(posted) = statement.posted {
        out.push_str(&format!(". Posted before: {posted}"));
    }
    if let Some(credit) = statement.credit {
        out.push_str(&format!(". Fund credit left: {credit}"));
    }
    out.push_str(".\n");
    let held: Vec<String> = statement.held.iter().map(standing).collect();
    if !held.is_empty() {
        out.push_str(&format!("\nHeld on {until}: {}.\n", held.join(", ")));
    }
    out
}

/// `Security (to 2027-09-30)`
fn standing(held: &Held) -> String {
    match held.until {
        None => told(&held.title),
        Some(last) => format!("{} (to {last})", told(&held.title)),
    }
}

fn of(entries: &[Entry], payable: bool) -> Vec<&Entry> {
    let wanted = |entry: &&Entry| is_payable(entry.kind) == payable;
    entries.iter().filter(wanted).collect()
}

fn sum(entries: &[&Entry]) -> String {
    total(entries.iter().copied()).map_or_else(String::new, |sum| sum.to_string())
}

/// What was earned of credit and what expired; what was paid out of it stands above.
fn credit(program: &Program, statement: &Statement) -> String {
    let credit = of(&statement.entries, false);
    if credit.is_empty() {
        return String::new();
    }
    let mut out =
        "\n## Fund credit\n\n| booked | what | for | amount |\n|---|---|---|---:|\n".to_owned();
    for entry in credit {
        let what = what(program, entry);
        out.push_str(&format!(
            "| {} | {what} | {} |\n",
            entry.booked, entry.amount
        ));
    }
    out.push_str("\nCredit is claimed for activities of the fund; it is not paid by itself.\n");
    out
}

/// `Quarterly volume rebate, award | Q1 2027`
fn what(program: &Program, entry: &Entry) -> String {
    let title = title(program, entry);
    let word = kind_word(entry.kind);
    format!("{title}, {word} | {}", told(&earned(program, entry)))
}

fn title(program: &Program, entry: &Entry) -> String {
    let mut incentives = program.incentives.iter();
    let declared = incentives.find(|each| each.declared.first == entry.claim.incentive);
    let title = declared.map_or(&entry.claim.incentive, |each| &each.declared.title);
    told(title)
}

/// What was earned, with the name of a period instead of its first day.
fn earned(program: &Program, entry: &Entry) -> String {
    let text = entry.claim.earned.as_str();
    let period = text.split_once(' ').and_then(|(word, day)| {
        let (cycle, day) = (Cycle::parse(word)?, Date::parse(day)?);
        Some(program.fiscal.name(program.fiscal.period_at(cycle, day)))
    });
    period.unwrap_or_else(|| text.to_owned())
}

/// The reason of one entry: how it was computed and rounded, what was posted before, and the part of each fact.
fn reasons(program: &Program, entry: &Entry, facts: &Facts) -> String {
    let mut out = format!(
        "\n### {}, {} for {}: {}\n\nEntry `{}` of `{}`, booked {}",
        title(program, entry),
        kind_word(entry.kind),
        told(&earned(program, entry)),
        entry.amount,
        entry.id,
        entry.claim.incentive,
        entry.booked,
    );
    if entry.sequence > 1 {
        out.push_str(&format!(", number {} for the same award", entry.sequence));
    }
    if let Some(tier) = &entry.held {
        out.push_str(&format!(", held {} on {}", told(tier), entry.day));
    }
    out.push_str(".\n\n");
    if let Some(why) = &entry.why {
        for step in why::steps(program, why) {
            let indent = "  ".repeat(step.depth);
            out.push_str(&format!(
                "{indent}- {}: {}\n",
                told(&step.sentence),
                step.amount
            ));
        }
    }
    for line in arithmetic(program, entry) {
        out.push_str(&format!("- {line}\n"));
    }
    for (fact, minor) in &entry.facts {
        let part = money(*minor, entry);
        let fact = facts.told(program, fact);
        out.push_str(&format!("- of this, for {fact}: {part}\n"));
    }
    out
}

fn money(minor: i128, entry: &Entry) -> Money {
    Money {
        minor,
        currency: entry.amount.currency,
    }
}

/// From the exact amount of a claim to this entry of it.
fn arithmetic(program: &Program, entry: &Entry) -> Vec<String> {
    let mut lines = Vec::new();
    let net = entry.before.saturating_add(entry.amount.minor);
    if let Some(why) = &entry.why {
        let rounded = program.rounding.round(why.amount);
        if why.amount != Ratio::whole(rounded) {
            let mode = program.rounding.words();
            lines.push(format!("rounded {mode}, once: {}", money(rounded, entry)));
        }
        let back = rounded.saturating_sub(net);
        if back != 0 {
            let back = money(back, entry);
            lines.push(format!("less what returns and expiry took back: {back}"));
        }
    } else {
        lines.push(without_reason(program, entry));
    }
    if entry.before != 0 || entry.corrects {
        let before = money(entry.before, entry);
        let what = if entry.corrects {
            "the program gives something else now; posted before"
        } else {
            "posted before"
        };
        lines.push(format!("{what}: {before}; this entry: {}", entry.amount));
    }
    lines
}

fn without_reason(program: &Program, entry: &Entry) -> String {
    match entry.kind {
        PostingKind::Reversal(_) => {
            let mode = program.rounding.words();
            format!(
                "returned after it was posted: taken back at the rate first paid, rounded {mode}"
            )
        }
        PostingKind::Expiry => "not used by its last day".to_owned(),
        PostingKind::Award
        | PostingKind::Adjustment
        | PostingKind::Credit
        | PostingKind::Reimbursement
            if entry.corrects =>
        {
            "the program gives nothing for this now".to_owned()
        }
        PostingKind::Award
        | PostingKind::Adjustment
        | PostingKind::Credit
        | PostingKind::Reimbursement => {
            "posted by the program as it was; what follows corrects it".to_owned()
        }
    }
}

/// What earlier settlements posted, without reasons: their own statements have them.
fn before(program: &Program, statement: &Statement) -> String {
    if statement.earlier.is_empty() {
        return String::new();
    }
    let mut out =
        "\n## Posted before\n\n| settled | due | what | for | amount |\n|---|---|---|---|---:|\n"
            .to_owned();
    for entry in &statement.earlier {
        let due = if is_payable(entry.kind) {
            entry.due.to_string()
        } else {
            "credit".to_owned()
        };
        let what = what(program, entry);
        out.push_str(&format!(
            "| {} | {due} | {what} | {} |\n",
            entry.settled, entry.amount
        ));
    }
    out
}
