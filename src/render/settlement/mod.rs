//! A settlement as files: a statement for each payee with the reason of each line, and tables for
//! spreadsheets whose texts cannot be read as formulas.

mod estimate;
mod facts;
pub mod reason;
mod scorecard;
mod statement;
mod tables;
mod unpaid;

use std::collections::BTreeMap;

use self::facts::Facts;
use super::escape::{markdown, sheet};
use super::{Fault, Page};
use crate::base::money::Money;
use crate::fact::Fact;
use crate::model::Program;
use crate::model::spoken::spoken;
use crate::render::speaker::Speaker;
use crate::render::words::Language;
use crate::settle::Settlement;
use crate::settle::entry::{Entry, Way, kind_word, way_word};
use crate::settle::ledger::words;
use crate::settle::outcome::{Outcome, RowOutcome};
use crate::settle::state::State;
use crate::settle::statement::of_way;

/// Every file of a settlement by the program of an identity.
pub fn pages(
    program: &Program,
    program_sha256: &str,
    settlement: &Settlement,
    facts: &[Fact],
) -> Result<Vec<Page>, Fault> {
    let told_of = Facts::of(facts);
    let mut pages = vec![
        page("summary.md", summary(program, program_sha256, settlement)),
        page("entries.csv", entries(program, settlement)?),
        page("ledger.csv", ledger(program, settlement)?),
        page("rows.csv", rows(program, settlement)?),
        page("accruals.csv", tables::accruals(settlement)?),
        page("payable.csv", tables::payable(settlement)?),
    ];
    if !settlement.estimates.is_empty() {
        pages.push(page("estimates.csv", estimate::table(settlement)?));
    }
    if !settlement.deals.is_empty() {
        pages.push(page("deals.csv", tables::deals(settlement)?));
    }
    if !settlement.scorecards.is_empty() {
        pages.push(page(
            "scorecards.csv",
            scorecard::table(program, settlement)?,
        ));
    }
    if !settlement.claims.is_empty() {
        pages.push(page("claims.csv", tables::claims(settlement)?));
    }
    let languages = program.languages.iter();
    for language in languages.filter_map(|tag| Language::of_tag(tag)) {
        let program = &*spoken(program, language.tag());
        let speaker = Speaker { program, language };
        pages.extend(statements(speaker, program_sha256, settlement, &told_of));
    }
    Ok(pages)
}

/// A statement for each payee, in a language of the program.
fn statements(
    speaker: Speaker<'_>,
    program_sha256: &str,
    settlement: &Settlement,
    facts: &Facts,
) -> Vec<Page> {
    let each = settlement.statements.iter().enumerate();
    each.map(|(at, statement)| {
        let until = settlement.until;
        let mut text = statement::text(speaker, program_sha256, until, statement, facts);
        text.push_str(&estimate::text(speaker, settlement, statement));
        if statement.payee == statement.partner {
            let rows = &settlement.rows;
            text.push_str(&unpaid::text(speaker, rows, &statement.partner, facts));
        }
        let name = format!(
            "statements/{}/{:04}-{}.md",
            speaker.language.tag(),
            at.saturating_add(1),
            plain(&statement.payee)
        );
        page(&name, text)
    })
    .collect()
}

/// The reason of each of some entries, as a statement gives it.
pub fn explained<'e>(
    speaker: Speaker<'_>,
    entries: impl Iterator<Item = &'e Entry>,
    facts: &[Fact],
) -> String {
    let told_of = Facts::of(facts);
    entries
        .map(|entry| statement::reasons(speaker, entry, &told_of))
        .collect()
}

/// A text in a Markdown page: as it is where it holds nothing that Markdown could read, else escaped.
pub(super) fn told(text: &str) -> String {
    let harmless = |c: char| c.is_alphanumeric() || " \u{a0},.%()-×–：、。（）".contains(c);
    let is_link = text.contains("www.");
    // Between letters an underscore is no emphasis, and before a space `&` begins no entity and `:` no address.
    let bare = text.replace(" & ", " ").replace(": ", " ");
    let ids = |word: &str| {
        let parts = word.split('_');
        parts.clone().count() == 1 || parts.into_iter().all(|part| !part.is_empty())
    };
    let plain = bare.chars().all(|c| harmless(c) || c == '_') && bare.split(' ').all(ids);
    if plain && !is_link {
        text.to_owned()
    } else {
        markdown(text)
    }
}

fn page(name: &str, text: String) -> Page {
    Page {
        name: name.to_owned(),
        bytes: text.into_bytes(),
    }
}

/// A file name that any system accepts; ids of partners are free text.
fn plain(name: &str) -> String {
    name.chars()
        .take(40)
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '_' {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect()
}

/// A table of texts, safe to open in a spreadsheet.
fn table(heads: &[&str], rows: Vec<Vec<Field>>) -> Result<String, Fault> {
    let failed = |_| Fault::Template("a table".to_owned());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(heads).map_err(failed)?;
    for row in rows {
        writer
            .write_record(row.into_iter().map(Field::text))
            .map_err(failed)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|_| Fault::Template("a table".to_owned()))?;
    String::from_utf8(bytes).map_err(|_| Fault::Template("a table".to_owned()))
}

/// A cell: free text that must not be computed, or a value of ours.
enum Field {
    Text(String),
    Value(String),
}

impl Field {
    fn text(self) -> String {
        match self {
            Field::Text(text) => sheet(&text),
            Field::Value(value) => value,
        }
    }
}

fn free(text: &str) -> Field {
    Field::Text(text.to_owned())
}

fn value(value: impl ToString) -> Field {
    Field::Value(value.to_string())
}

fn entries(program: &Program, settlement: &Settlement) -> Result<String, Fault> {
    let heads = [
        "entry",
        "booked",
        "due",
        "incentive",
        "partner",
        "payee",
        "kind",
        "form",
        "earned",
        "sequence",
        "amount",
        "currency",
        "facts",
        "settled",
        "state",
    ];
    let rows = settlement.all().map(|each| {
        let facts: Vec<&str> = each.facts.iter().map(|(name, _)| &**name).collect();
        vec![
            value(&each.id),
            value(each.booked),
            value(each.due),
            free(&each.claim.incentive),
            free(&each.claim.partner),
            free(each.payee()),
            value(kind_word(each.kind)),
            value(way_word(each)),
            free(&each.claim.earned),
            value(each.sequence),
            value(each.amount.plain()),
            value(each.amount.currency),
            free(&facts.join(" ")),
            value(each.settled),
            value(State::of(program, each.day, settlement.until).word()),
        ]
    });
    table(&heads, rows.collect())
}

fn ledger(program: &Program, settlement: &Settlement) -> Result<String, Fault> {
    let states: BTreeMap<&str, State> = settlement
        .all()
        .map(|each| (&*each.id, State::of(program, each.day, settlement.until)))
        .collect();
    let rows = settlement.ledger.iter().map(|line| {
        vec![
            value(&line.entry),
            value(line.booked),
            value(words(line.account)),
            free(&line.partner),
            value(line.amount.plain()),
            value(line.amount.currency),
            value(states.get(&*line.entry).map_or("", |state| state.word())),
        ]
    });
    table(
        &[
            "entry", "booked", "account", "partner", "amount", "currency", "state",
        ],
        rows.collect(),
    )
}

fn rows(program: &Program, settlement: &Settlement) -> Result<String, Fault> {
    let speaker = Speaker {
        program,
        language: Language::En,
    };
    let rows = settlement.rows.iter().map(|row| {
        let (what, detail) = match &row.outcome {
            Outcome::Paid(by) => (
                "paid",
                by.iter().map(|name| &**name).collect::<Vec<_>>().join(" "),
            ),
            Outcome::Excluded(why) => ("excluded", reason::excluded(speaker, why)),
            Outcome::Rejected(reason) => ("rejected", reason::rejected(Language::En, reason)),
        };
        vec![
            value(row.word),
            free(&row.id),
            free(&row.partner),
            value(what),
            free(&detail),
            free(&unfit(row)),
        ]
    });
    table(
        &["fact", "id", "partner", "outcome", "by_or_why", "not_for"],
        rows.collect(),
    )
}

/// `launch_reward: the incentive pays by deal_id, and it is missing`
fn unfit(row: &RowOutcome) -> String {
    let told = row.unfit_for.iter();
    let told: Vec<String> = told
        .map(|(name, reason)| format!("{name}: {}", reason::rejected(Language::En, reason)))
        .collect();
    told.join("; ")
}

fn money(amount: Option<Money>) -> String {
    amount.map_or_else(|| "nothing".to_owned(), |money| money.to_string())
}

/// The settlement on one page. It tells the same when the same is settled again.
fn summary(program: &Program, program_sha256: &str, settlement: &Settlement) -> String {
    let mut out = format!(
        "# Settlement of {} up to {}\n\nBy program `{program_sha256}`.\n\n",
        told(&program.declared.title),
        settlement.until
    );
    out.push_str(&counts(settlement));
    out.push_str(&rejected(settlement));
    out.push_str(&estimate::summary(program, settlement));
    out.push_str("## What is owed, quarter by quarter\n\n");
    out.push_str("| quarter | opening | booked | due | closing |\n|---|---:|---:|---:|---:|\n");
    for roll in &settlement.rolls {
        out.push_str(&format!(
            "| {} | {} | {} | {} | {} |\n",
            roll.quarter, roll.opening, roll.booked, roll.due, roll.closing
        ));
    }
    out.push_str(
        "\n## Statements\n\n| partner | payee | new | posted before |\n|---|---|---:|---:|\n",
    );
    for statement in &settlement.statements {
        out.push_str(&format!(
            "| {} | {} | {} | {} |\n",
            told(&statement.title),
            told(&statement.payee),
            money(statement.payable),
            money(statement.posted)
        ));
    }
    out
}

/// How many rejected rows the summary lists; `rows.csv` has all.
const LISTED: usize = 20;

/// The rows that are not in the book, and why.
fn rejected(settlement: &Settlement) -> String {
    let rows = settlement.rows.iter();
    let rejected: Vec<(&RowOutcome, String)> = rows
        .filter_map(|row| match &row.outcome {
            Outcome::Rejected(reason) => Some((row, reason::rejected(Language::En, reason))),
            Outcome::Paid(_) | Outcome::Excluded(_) => None,
        })
        .collect();
    if rejected.is_empty() {
        return String::new();
    }
    let mut out = "## Rejected rows\n\n| fact | id | why |\n|---|---|---|\n".to_owned();
    for (row, why) in rejected.iter().take(LISTED) {
        let (id, why) = (told(&row.id), told(why));
        out.push_str(&format!("| {} | {id} | {why} |\n", row.word));
    }
    let more = rejected.len().saturating_sub(LISTED);
    if more > 0 {
        out.push_str(&format!("\nand {more} more in rows.csv\n"));
    }
    out.push('\n');
    out
}

/// How many rows became what, and how many entries there are.
fn counts(settlement: &Settlement) -> String {
    let rows = |pick: fn(&Outcome) -> bool| {
        let rows = settlement.rows.iter();
        rows.filter(|row| pick(&row.outcome)).count()
    };
    let is_new = |entry: &&Entry| entry.settled == settlement.until;
    let (new, before): (Vec<&Entry>, Vec<&Entry>) = settlement.all().partition(is_new);
    let payable = |entries: &[&Entry]| money(of_way(entries, Way::Paid));
    let mut out = format!(
        "| | |\n|---|---:|\n| rows in | {} |\n| paid for | {} |\n| excluded with a reason | {} |\n| rejected | {} |\n| new entries | {} |\n| entries posted before | {} |\n| payable | {} |\n| payable before | {} |\n",
        settlement.rows.len(),
        rows(|outcome| matches!(outcome, Outcome::Paid(_))),
        rows(|outcome| matches!(outcome, Outcome::Excluded(_))),
        rows(|outcome| matches!(outcome, Outcome::Rejected(_))),
        new.len(),
        before.len(),
        payable(&new),
        payable(&before),
    );
    for (what, entries) in [("on invoices", &new), ("on invoices before", &before)] {
        if let Some(sum) = of_way(entries, Way::OnInvoice) {
            out.push_str(&format!("| {what} | {sum} |\n"));
        }
    }
    out.push('\n');
    out
}
