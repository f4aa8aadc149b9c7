//! A settlement as files: a statement for each payee with the reason of each line, and tables for
//! spreadsheets whose texts cannot be read as formulas.

use super::escape::{markdown, sheet};
use super::{Fault, Page, why};
use crate::base::money::Money;
use crate::model::Program;
use crate::settle::Settlement;
use crate::settle::entry::{Entry, is_payable, kind_word};
use crate::settle::ledger::{cost_words, words};
use crate::settle::outcome::{Outcome, reason_words};
use crate::settle::statement::{Statement, total};

/// Every file of a settlement.
pub fn pages(program: &Program, settlement: &Settlement) -> Result<Vec<Page>, Fault> {
    let mut pages = vec![
        page("summary.md", summary(program, settlement)),
        page("entries.csv", entries(settlement)?),
        page("ledger.csv", ledger(settlement)?),
        page("rows.csv", rows(settlement)?),
        page("accruals.csv", accruals(settlement)?),
        page("payable.csv", payable(settlement)?),
    ];
    for (at, statement) in settlement.statements.iter().enumerate() {
        let name = format!(
            "statements/{:04}-{}.md",
            at.saturating_add(1),
            plain(&statement.payee)
        );
        pages.push(page(&name, text(program, statement)));
    }
    Ok(pages)
}

/// A text in a Markdown page: as it is where it holds nothing that Markdown could read, else escaped.
fn told(text: &str) -> String {
    let harmless = |c: char| c.is_ascii_alphanumeric() || " ,.%()-".contains(c);
    let is_link = text.contains("www.");
    if text.chars().all(harmless) && !is_link {
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

fn entries(settlement: &Settlement) -> Result<String, Fault> {
    let heads = [
        "entry",
        "booked",
        "due",
        "incentive",
        "partner",
        "payee",
        "kind",
        "earned",
        "sequence",
        "amount",
        "currency",
        "facts",
    ];
    let rows = settlement.entries.iter().map(|each| {
        vec![
            value(&each.id),
            value(each.booked),
            value(each.due),
            free(&each.incentive_name),
            free(&each.partner),
            free(&each.payee),
            value(kind_word(each.kind)),
            free(&each.earned),
            value(each.sequence),
            value(each.amount.plain()),
            value(each.amount.currency),
            free(
                &each
                    .facts
                    .iter()
                    .map(|(name, _)| &**name)
                    .collect::<Vec<_>>()
                    .join(" "),
            ),
        ]
    });
    table(&heads, rows.collect())
}

fn ledger(settlement: &Settlement) -> Result<String, Fault> {
    let rows = settlement.ledger.iter().map(|line| {
        vec![
            value(&line.entry),
            value(line.booked),
            value(words(line.account)),
            free(&line.partner),
            value(line.amount.plain()),
            value(line.amount.currency),
        ]
    });
    table(
        &[
            "entry", "booked", "account", "partner", "amount", "currency",
        ],
        rows.collect(),
    )
}

fn rows(settlement: &Settlement) -> Result<String, Fault> {
    let rows = settlement.rows.iter().map(|row| {
        let (what, detail) = match &row.outcome {
            Outcome::Paid(by) => (
                "paid",
                by.iter().map(|name| &**name).collect::<Vec<_>>().join(" "),
            ),
            Outcome::Excluded(why) => ("excluded", why.words().to_owned()),
            Outcome::Rejected(reason) => ("rejected", reason_words(reason)),
        };
        vec![
            value(row.word),
            free(&row.id),
            free(&row.partner),
            value(what),
            free(&detail),
        ]
    });
    table(
        &["fact", "id", "partner", "outcome", "by_or_why"],
        rows.collect(),
    )
}

fn accruals(settlement: &Settlement) -> Result<String, Fault> {
    let rows = settlement.accruals.iter().map(|each| {
        vec![
            value(&each.quarter),
            value(cost_words(each.account)),
            value(each.amount.plain()),
            value(each.amount.currency),
        ]
    });
    table(
        &["quarter", "account", "amount", "currency"],
        rows.collect(),
    )
}

fn payable(settlement: &Settlement) -> Result<String, Fault> {
    let rows = settlement.rolls.iter().map(|roll| {
        vec![
            value(&roll.quarter),
            value(roll.opening.plain()),
            value(roll.booked.plain()),
            value(roll.due.plain()),
            value(roll.closing.plain()),
            value(roll.closing.currency),
        ]
    });
    table(
        &["quarter", "opening", "booked", "due", "closing", "currency"],
        rows.collect(),
    )
}

fn money(amount: Option<Money>) -> String {
    amount.map_or_else(|| "nothing".to_owned(), |money| money.to_string())
}

/// The settlement on one page.
fn summary(program: &Program, settlement: &Settlement) -> String {
    let mut out = format!(
        "# Settlement of {} up to {}\n\n",
        told(&program.declared.title),
        settlement.until
    );
    let counts = |pick: fn(&Outcome) -> bool| {
        settlement
            .rows
            .iter()
            .filter(|row| pick(&row.outcome))
            .count()
    };
    let payable = total(
        settlement
            .entries
            .iter()
            .filter(|each| is_payable(each.kind)),
    );
    out.push_str(&format!(
        "| | |\n|---|---:|\n| rows in | {} |\n| paid for | {} |\n| excluded with a reason | {} |\n| rejected | {} |\n| new entries | {} |\n| entries posted before | {} |\n| payable | {} |\n\n",
        settlement.rows.len(),
        counts(|outcome| matches!(outcome, Outcome::Paid(_))),
        counts(|outcome| matches!(outcome, Outcome::Excluded(_))),
        counts(|outcome| matches!(outcome, Outcome::Rejected(_))),
        settlement.entries.len(),
        settlement.known_entries,
        money(payable),
    ));
    out.push_str("## What is owed, quarter by quarter\n\n");
    out.push_str("| quarter | opening | booked | due | closing |\n|---|---:|---:|---:|---:|\n");
    for roll in &settlement.rolls {
        out.push_str(&format!(
            "| {} | {} | {} | {} | {} |\n",
            roll.quarter, roll.opening, roll.booked, roll.due, roll.closing
        ));
    }
    out.push_str("\n## Statements\n\n| partner | payee | payable |\n|---|---|---:|\n");
    for statement in &settlement.statements {
        out.push_str(&format!(
            "| {} | {} | {} |\n",
            told(&statement.title),
            told(&statement.payee),
            money(statement.payable)
        ));
    }
    out
}

/// One statement.
fn text(program: &Program, statement: &Statement) -> String {
    let mut out = format!("# {}\n\n", told(&statement.title));
    if statement.payee != statement.partner {
        out.push_str(&format!(
            "Paid to {} at {}.\n\n",
            told(&statement.payee),
            told(&statement.partner)
        ));
    }
    out.push_str(&format!("Payable in all: **{}**", money(statement.payable)));
    if let Some(credit) = statement.credit {
        out.push_str(&format!(". Fund credit left: **{credit}**"));
    }
    out.push_str(".\n\n| due | what | earned by | amount |\n|---|---|---|---:|\n");
    for entry in &statement.entries {
        let due = if is_payable(entry.kind) {
            entry.due.to_string()
        } else {
            "credit".to_owned()
        };
        out.push_str(&format!(
            "| {due} | {}, {} | {} | {} |\n",
            told(&entry.incentive_title),
            kind_word(entry.kind),
            told(&entry.earned),
            entry.amount
        ));
    }
    out.push_str("\n## Why\n");
    for entry in &statement.entries {
        out.push_str(&reasons(program, entry));
    }
    out
}

/// The reason of one entry, and the part of each of its facts.
fn reasons(program: &Program, entry: &Entry) -> String {
    let mut out = format!(
        "\n### {}, {} for {}: {}\n\nEntry `{}`, booked {}.\n\n",
        told(&entry.incentive_title),
        kind_word(entry.kind),
        told(&entry.earned),
        entry.amount,
        entry.id,
        entry.booked
    );
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
    for (fact, minor) in &entry.facts {
        let part = Money {
            minor: *minor,
            currency: entry.amount.currency,
        };
        out.push_str(&format!("- of this, for {}: {part}\n", told(fact)));
    }
    out
}
