//! The operating book: what those who run a program read and no partner does. Risks with what they are expected to
//! cost, objectives, experiments, plans, territories, stock, audits, the journey of a partner, and who decides.

use super::speaker::Speaker;
use super::terms::{condition, definition};
use super::view::{Block, Document, Pair, Section, Table};
use super::words::Language;
use super::{Fault, Page, Stamp, document};
use crate::base::money::Money;
use crate::export::to_json::declared;
use crate::kind::risk::expected;
use crate::kind::spec::{Given, Grid, Value};
use crate::model::{Declaration, Program};

/// The kinds that stand in it, each a section, in the order of the book.
const SECTIONS: &[&str] = &[
    "objective",
    "risk",
    "governance",
    "stage",
    "territory",
    "plan",
    "experiment",
    "inventory",
    "audit",
];

/// `book.html`, in the program's first language; nothing where the program declares none of it.
pub fn pages(program: &Program, stamp: &Stamp) -> Result<Vec<Page>, Fault> {
    let first = program.languages.first();
    let language = first
        .and_then(|tag| Language::of_tag(tag))
        .unwrap_or_default();
    let speaker = Speaker { program, language };
    match book(speaker, stamp) {
        Some(book) => Ok(vec![document::page("book.html", &book)?]),
        None => Ok(Vec::new()),
    }
}

/// The book as a document.
pub fn book(speaker: Speaker<'_>, stamp: &Stamp) -> Option<Document> {
    let sections: Vec<Section> = SECTIONS
        .iter()
        .filter_map(|word| section(speaker, word))
        .collect();
    let title = speaker.title(Some(&speaker.program.declared));
    let lead = speaker.say("book.lead", &[]);
    (!sections.is_empty()).then(|| Document {
        head: speaker.head("book.kind", title, lead, stamp),
        contents_above: true,
        opening: Vec::new(),
        sections,
    })
}

fn section(speaker: Speaker<'_>, word: &str) -> Option<Section> {
    let all = speaker.program.declarations.iter();
    let mut found: Vec<&Declaration> = all.filter(|each| each.kind.word == word).collect();
    found.sort_by_key(
        |each| match each.terms.one("rank").map(|given| &given.value) {
            Some(Value::Count(rank, _)) => *rank,
            Some(_) | None => 0,
        },
    );
    let mut blocks = Vec::new();
    if word == "risk" && !found.is_empty() {
        blocks.push(Block::Table(register(speaker, &found)));
    }
    for each in &found {
        blocks.push(Block::Heading(speaker.title(Some(&each.declared))));
        blocks.extend(said(speaker, each));
        for child in &each.children {
            let title = speaker.title(Some(&child.declared));
            let name = speaker.say("book.contingency", &[("title", &title)]);
            blocks.push(Block::Paragraph(name));
            blocks.extend(said(speaker, child));
        }
    }
    (!blocks.is_empty()).then(|| Section {
        id: word.to_owned(),
        title: speaker.say(&format!("book.{word}"), &[]),
        blocks,
        ..Section::default()
    })
}

/// The clauses of a declaration: names with what they say, and tables below.
fn said(speaker: Speaker<'_>, block: &Declaration) -> Vec<Block> {
    let (mut pairs, mut tables): (Vec<Pair>, Vec<Block>) = Default::default();
    for given in &block.terms.clauses {
        let name = named(speaker, "clause", given.word);
        match &given.table {
            Some(Grid::Rows(rows)) => tables.push(Block::Table(table(speaker, block, given, rows))),
            Some(Grid::Bands { .. } | Grid::Across { .. } | Grid::Facts(_)) | None => {
                let text = clause(speaker, given);
                match pairs.last_mut() {
                    Some(last) if last.name == name => {
                        last.text = joined(speaker, &last.text, text)
                    }
                    Some(_) | None => pairs.push(Pair { name, text }),
                }
            }
        }
    }
    let mut blocks = Vec::new();
    if !pairs.is_empty() {
        blocks.push(Block::Pairs(pairs));
    }
    blocks.extend(tables);
    blocks
}

/// A clause or a column by what it is called; by its own word where the language has no other.
fn named(speaker: Speaker<'_>, group: &str, word: &str) -> String {
    let text = speaker.language.find(&format!("{group}.{word}"));
    text.map_or_else(|| speaker.sentence(word.to_owned()), str::to_owned)
}

/// What two clauses of one word say: sentences follow each other, anything else is a list.
fn joined(speaker: Speaker<'_>, one: &str, other: String) -> String {
    match one.ends_with(['.', '!', '?', '。']) {
        true => format!("{one} {other}"),
        false => speaker.language.series(&[one.to_owned(), other]),
    }
}

fn table(
    speaker: Speaker<'_>,
    block: &Declaration,
    given: &Given,
    rows: &[Vec<Option<Value>>],
) -> Table {
    let clause = block
        .kind
        .clauses
        .iter()
        .find(|each| each.word == given.word);
    let columns = match clause.map(|each| each.table) {
        Some(crate::kind::spec::Table::Columns(columns)) => columns,
        Some(_) | None => &[],
    };
    let titles = columns
        .iter()
        .map(|column| named(speaker, "column", column.name));
    let titles: Vec<String> = titles.collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let cell = |value: &Option<Value>| value.as_ref().map_or(String::new(), |it| text(speaker, it));
    let rows = rows.iter().map(|row| row.iter().map(cell).collect());
    Table::of(&titles, rows)
}

fn clause(speaker: Speaker<'_>, given: &Given) -> String {
    let mut parts = vec![text(speaker, &given.value)];
    for (lead, value, _) in &given.phrases {
        parts.push((*lead).to_owned());
        parts.push(text(speaker, value));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

/// A value as those who run the program read it.
fn text(speaker: Speaker<'_>, value: &Value) -> String {
    let program = speaker.program;
    match value {
        Value::Nothing => String::new(),
        Value::Money(money) => speaker.money(*money),
        Value::Percent(rate) => speaker.rate(*rate),
        Value::Count(count, noun) => match noun {
            Some(noun) => format!("{count} {noun}"),
            None => speaker.language.number(&count.to_string()),
        },
        Value::Duration(length) => speaker.duration(*length),
        Value::Date(date) => speaker.date(*date),
        Value::Days(days, _) => speaker.language.days(days.first(), days.last()),
        Value::Cycle(cycle) => speaker.cycle(*cycle),
        Value::Period(period) => {
            let days = program.fiscal.days(*period);
            speaker.language.days(days.first(), days.last())
        }
        Value::Text(text) => text.as_str().to_owned(),
        Value::Ids(names) => {
            let names: Vec<String> = names.iter().map(|name| name.as_str().to_owned()).collect();
            speaker.language.list(&names)
        }
        Value::Names(names) => {
            let title = |named| speaker.title(declared(program, named));
            let names = program.outermost_names(names);
            let titles: Vec<String> = names.into_iter().map(title).collect();
            speaker.language.list(&titles)
        }
        Value::Words(words) => words.join(", "),
        Value::Test(test) => condition::test(speaker, test),
        Value::Figure(figure, _) => condition::figure(speaker, figure),
        Value::Measure(measure, _) => definition::measure(speaker, measure),
        Value::Number(_)
        | Value::When(_)
        | Value::Weights(_)
        | Value::Events(_)
        | Value::AsOf(_)
        | Value::Set(_)
        | Value::Anchor(_)
        | Value::Currency(_)
        | Value::Weekdays(_)
        | Value::Dates(_)
        | Value::Silence(_)
        | Value::InKind(..)
        | Value::Parts(_) => String::new(),
    }
}

/// Every risk in one line, with what it is expected to cost in a year; the dearest first.
fn register(speaker: Speaker<'_>, risks: &[&Declaration]) -> Table {
    let mut rows: Vec<(Option<Money>, Vec<String>)> = risks
        .iter()
        .map(|risk| {
            let of = |word| {
                let given = risk.terms.one(word);
                given.map_or(String::new(), |given| text(speaker, &given.value))
            };
            let expected = expected(&risk.terms, speaker.program.rounding);
            let shown = expected.map_or(String::new(), |money| speaker.money(money));
            let answers = risk.children.iter();
            let answers: Vec<String> = answers
                .map(|each| speaker.title(Some(&each.declared)))
                .collect();
            let row = vec![
                speaker.title(Some(&risk.declared)),
                of("likelihood"),
                of("impact"),
                shown,
                of("owner"),
                speaker.language.list(&answers),
            ];
            (expected, row)
        })
        .collect();
    rows.sort_by_key(|(expected, _)| std::cmp::Reverse(expected.map(|money| money.minor)));
    let titles = [
        "title",
        "likelihood",
        "impact",
        "expected",
        "owner",
        "answer",
    ];
    let titles = titles.map(|key| {
        let figure = matches!(key, "likelihood" | "impact" | "expected");
        let title = speaker.say(&format!("register.{key}"), &[]);
        if figure { format!("{title}#") } else { title }
    });
    let titles = titles.each_ref().map(String::as_str);
    Table::of(&titles, rows.into_iter().map(|(_, row)| row))
}
