//! Plausible content for every page. The figures are made up and hang together only by eye.

pub mod documents;
pub mod forecast;

use charter::render::view::{Head, Key, Labels, Pair, Tone};

pub fn text(text: &str) -> String {
    text.to_owned()
}

pub fn pair(name: &str, value: &str) -> Pair {
    Pair {
        name: text(name),
        text: text(value),
    }
}

pub fn key(label: &str, value: &str, note: &str, tone: Tone) -> Key {
    let (value, unit) = match value.strip_suffix(" USD") {
        Some(amount) => (amount, "USD"),
        None => (value, ""),
    };
    Key {
        label: text(label),
        value: text(value),
        unit: text(unit),
        note: text(note),
        tone,
    }
}

/// The rows of a table, one a line, cells between bars.
pub fn rows(rows: &str) -> Vec<Vec<String>> {
    let row = |line: &str| line.split('|').map(|cell| text(cell.trim())).collect();
    rows.lines().map(row).collect()
}

pub fn labels() -> Labels {
    Labels {
        contents: text("Contents"),
        skip: text("Skip to the content"),
        data: text("Data of this chart"),
        example: text("Worked example"),
        fingerprints: text("What this page was made from"),
        program: text("program"),
        tool: text("tool"),
    }
}

pub fn head(kind: &str, title: &str, lead: &str) -> Head {
    Head {
        language: text("en"),
        kind: text(kind),
        title: text(title),
        lead: text(lead),
        facts: vec![
            pair("Program year", "1 February 2027 to 31 January 2028"),
            pair("Published", "15 October 2026"),
            pair("Currency", "USD"),
        ],
        fingerprints: vec![
            pair(
                "program",
                "9f2c1e0b7a5d48c3b6e1f0a9d8c7b6a5948372615f4e3d2c1b0a99887766554",
            ),
            pair("tool", "charter 0.1.0"),
        ],
        closing: text("If translations differ, the English text prevails."),
        labels: labels(),
    }
}
