//! The pages of the files of facts, from the registry of their fields.

use crate::fact::columns::{COMMON_FIELDS, PARTNER_FIELDS};
use crate::fact::{Field, FieldKind, TYPES, Type};

/// The word under which the list of partners is explained.
const PARTNER: &str = "partner";

/// Every word that has such a page, with what it says in a line.
pub fn topics() -> impl Iterator<Item = (&'static str, String)> {
    let partner = (PARTNER, "The partners, in partners.csv.".to_owned());
    let facts = TYPES
        .iter()
        .map(|each| (each.word, format!("{} In {}.csv.", each.help, each.file)));
    std::iter::once(partner).chain(facts)
}

/// The page of a type of fact, or of the list of partners.
pub fn page(word: &str) -> Option<String> {
    if word == PARTNER {
        let help = "The partners whose facts are settled. Each is listed once.";
        return Some(told("partners", help, &PARTNER_FIELDS));
    }
    let described = TYPES.iter().find(|each| each.word == word)?;
    Some(told(described.file, described.help, &columns(described)))
}

/// All pages, as the reference shows them.
pub fn reference() -> String {
    let mut text = HEAD.to_owned();
    for (word, _) in topics() {
        text.push('\n');
        text.push_str(&page(word).unwrap_or_default());
    }
    text
}

const HEAD: &str = "<!-- Generated from src/fact/registry.rs; tests/literate/reference.rs compares. -->

# Files of facts

`charter settle` reads a folder: `partners.csv`, and one file for each type of fact that there is. A file is CSV in UTF-8, its
first row names the columns in any order, and a column that is not known is refused. Dates are `2027-02-14`; amounts are in the
program's currency with a decimal point and no grouping, `1200.00`. A fact has its id once in all files of the year. Which rows
earn nothing and why is said in [settlement.md](settlement.md).
";

fn columns(described: &Type) -> Vec<Field> {
    let id = Field {
        name: described.id_field,
        kind: FieldKind::Id,
        required: true,
        help: "Its own id.",
    };
    let common = COMMON_FIELDS
        .into_iter()
        .filter(|field| field.name != PARTNER || described.has_partner);
    std::iter::once(id)
        .chain(common)
        .chain(described.fields.iter().copied())
        .collect()
}

fn told(file: &str, help: &str, columns: &[Field]) -> String {
    let mut text = format!("## {file}.csv\n\n{help}\n\n");
    text.push_str("| column | holds | must be there | meaning |\n|---|---|---|---|\n");
    for field in columns {
        let must = if field.required { "yes" } else { "no" };
        let (name, holds, help) = (field.name, holds(field.kind), field.help);
        text.push_str(&format!("| `{name}` | {holds} | {must} | {help} |\n"));
    }
    let heads: Vec<&str> = columns.iter().map(|field| field.name).collect();
    let cells: Vec<String> = columns.iter().map(sample).collect();
    text.push_str(&format!(
        "\n```text\n{}\n{}\n```\n",
        heads.join(","),
        cells.join(",")
    ));
    text
}

fn holds(kind: FieldKind) -> String {
    match kind {
        FieldKind::Id => "a text".to_owned(),
        FieldKind::Date => "a date".to_owned(),
        FieldKind::Amount => "an amount".to_owned(),
        FieldKind::Count => "a whole number".to_owned(),
        FieldKind::Refers(kind) => format!("the name of a declared {kind}"),
        FieldKind::Word(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
            words.join(", ")
        }
    }
}

/// A cell of the example.
fn sample(field: &Field) -> String {
    match (field.name, field.kind) {
        (PARTNER, _) => "acme".to_owned(),
        ("title", _) => "Acme Supply".to_owned(),
        (name, FieldKind::Id) => format!("{}1", name.trim_end_matches("_id")),
        (_, FieldKind::Date) => "2027-02-14".to_owned(),
        (_, FieldKind::Amount) => "1200.00".to_owned(),
        (_, FieldKind::Count) => "10".to_owned(),
        (_, FieldKind::Refers(kind)) => format!("my_{kind}"),
        (_, FieldKind::Word(words)) => words.first().map_or("", |word| *word).to_owned(),
    }
}
