//! What a page shows, as plain values: texts that are already in the reader's language and
//! format, and numbers only where a chart draws them. Must not know a program or a forecast.

use serde::Serialize;

use super::chart::Figure;
use super::chart::text::width;

/// How a statement should strike the reader. Never shown by colour alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Nothing to notice.
    #[default]
    Plain,
    /// As it should be.
    Good,
    /// Worth a look.
    Caution,
    /// Not as it should be.
    Bad,
}

/// A name with what it stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// The name.
    pub name: String,
    /// What it stands for.
    pub text: String,
}

/// One figure large enough to be seen from across the room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Key {
    /// What is counted.
    pub label: String,
    /// The figure, without its unit.
    pub value: String,
    /// Its unit, set smaller beside it; may be empty.
    pub unit: String,
    /// One line below it; may be empty.
    pub note: String,
    /// How it should strike the reader.
    pub tone: Tone,
}

/// The heading of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Column {
    /// The heading.
    pub title: String,
    /// Whether its cells are figures, set flush right.
    pub numeric: bool,
}

/// A table of texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(into = "ShownTable")]
pub struct Table {
    /// What the table shows; may be empty where the text before it says so.
    pub caption: String,
    /// The headings.
    pub columns: Vec<Column>,
    /// The rows, each with a cell for each column.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The cells.
    pub cells: Vec<String>,
    /// How the row should strike the reader.
    pub tone: Tone,
}

impl Table {
    /// A table without a caption. A title that ends in `#` heads a column of figures.
    pub fn of(titles: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Table {
        let column = |title: &&str| Column {
            title: title.trim_end_matches('#').to_owned(),
            numeric: title.ends_with('#'),
        };
        let row = |cells| Row {
            cells,
            tone: Tone::Plain,
        };
        Table {
            caption: String::new(),
            columns: titles.iter().map(column).collect(),
            rows: rows.into_iter().map(row).collect(),
        }
    }
}

/// A table as templates see it.
#[derive(Serialize)]
struct ShownTable {
    caption: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
    /// Whether each row is set as a card on a phone, where the columns do not fit.
    stacked: bool,
}

/// The room for a table on the narrowest phone, in the unit that texts of charts are measured in.
const PHONE: f64 = 300.0;

impl From<Table> for ShownTable {
    fn from(table: Table) -> ShownTable {
        let longest = |text: &String| text.split_whitespace().map(width).fold(0.0, f64::max);
        let word = |text: &String, whole: bool| match whole {
            true => width(text),
            // A text may break into lines, but not into a column of single words.
            false => longest(text).max(width(text).min(90.0)),
        };
        let need = |(at, column): (usize, &Column)| {
            let cells = table.rows.iter().filter_map(|row| row.cells.get(at));
            let widest = cells
                .map(|cell| word(cell, column.numeric))
                .fold(0.0, f64::max);
            widest.max(longest(&column.title)) + 14.0
        };
        let stacked = table.columns.iter().enumerate().map(need).sum::<f64>() > PHONE;
        let Table {
            caption,
            columns,
            rows,
        } = table;
        ShownTable {
            caption,
            columns,
            rows,
            stacked,
        }
    }
}

/// A note set apart from the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Callout {
    /// Its heading.
    pub title: String,
    /// Its text.
    pub text: String,
    /// How it should strike the reader.
    pub tone: Tone,
}

/// A worked example: what is given, how the amount comes about, and the amount.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Worked {
    /// What the example shows.
    pub title: String,
    /// The facts it starts from.
    pub given: Table,
    /// The steps of the reckoning, each with its amount.
    pub steps: Vec<Pair>,
    /// What is paid.
    pub result: Pair,
}

/// One piece of a section.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", content = "with", rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Paragraph(String),
    /// A list of points.
    List(Vec<String>),
    /// Steps in order.
    Steps(Vec<String>),
    /// A table.
    Table(Table),
    /// Names with what they stand for.
    Pairs(Vec<Pair>),
    /// Large figures side by side.
    Keys(Vec<Key>),
    /// A note.
    Callout(Callout),
    /// A chart with its data.
    Figure(Figure),
    /// A worked example.
    Worked(Worked),
    /// A heading inside a section.
    Heading(String),
    /// Why something that a reader may look for is not here.
    Missing(String),
}

/// A section with a heading.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Section {
    /// Its name within the page: lower case letters, digits and `-`.
    pub id: String,
    /// Its number, as in a contract; may be empty.
    pub number: String,
    /// Its heading.
    pub title: String,
    /// The answer in a sentence, set large; may be empty.
    pub lead: String,
    /// Its content.
    pub blocks: Vec<Block>,
}

/// The words that the frame of a page needs in the reader's language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Labels {
    /// Over the list of sections.
    pub contents: String,
    /// For those who skip the list of sections by keyboard.
    pub skip: String,
    /// Over the data of a chart.
    pub data: String,
    /// Over a worked example.
    pub example: String,
    /// Over the fingerprints.
    pub fingerprints: String,
    /// What the fingerprint of the program is called.
    pub program: String,
    /// What the tool is called.
    pub tool: String,
}

/// What stands above and below the content of every page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Head {
    /// The language of the page, as a BCP 47 tag.
    pub language: String,
    /// What kind of page it is, in a word or two.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// What it is for, in a sentence; may be empty.
    pub lead: String,
    /// Dates, versions and the like.
    pub facts: Vec<Pair>,
    /// What identifies the inputs of the page.
    pub fingerprints: Vec<Pair>,
    /// What stands at the very end, such as which language prevails; may be empty.
    pub closing: String,
    /// The words of the frame.
    pub labels: Labels,
}

/// A page of sections: policy, guide or report.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Document {
    /// What stands around the content.
    pub head: Head,
    /// Whether the list of sections stands above the text, as in a contract, or beside it.
    pub contents_above: bool,
    /// What stands before the first section.
    pub opening: Vec<Block>,
    /// The sections, in order.
    pub sections: Vec<Section>,
}
