//! A comparison as a page: what decides first, then every difference with its interval.

use super::{Source, TITLES, answer, is_tiny, quantity, row, subject};
use crate::decide::compare::{Change, Comparison, DECIDES, Verdict};
use crate::render::chart::Figure;
use crate::render::chart::intervals::{Interval, Intervals};
use crate::render::chart::scale::Quantity;
use crate::render::view::{Block, Callout, Document, Head, Key, Pair, Section, Table, Tone};
use crate::render::words::Language;
use crate::simulate::estimate::totals::Unit;

/// The page.
pub(super) fn sheet(found: &Comparison, source: &Source) -> Document {
    let language = Language::En;
    Document {
        head: head(found, source, language),
        contents_above: false,
        opening: vec![
            Block::Callout(decision(found, source)),
            Block::Keys(keys(found, source)),
        ],
        sections: sections(found, source),
    }
}

/// Every difference: in money, for partners, by incentive.
pub(super) fn sections(found: &Comparison, source: &Source) -> Vec<Section> {
    vec![
        section("money", "What changes in money", found, source, is_money),
        section(
            "people",
            "What changes for partners",
            found,
            source,
            |change| !is_money(change),
        ),
        paid(found, source),
    ]
}

fn head(found: &Comparison, source: &Source, language: Language) -> Head {
    let pair = |name: &str, text: &str| Pair {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    let [first, second] = &source.programs;
    let [one, other] = &source.scenarios;
    let mut facts = vec![pair("First", &first.0), pair("Second", &second.0)];
    match one.0 == other.0 {
        true => facts.push(pair("Scenario", &one.0)),
        false => facts.extend([
            pair("First scenario", &one.0),
            pair("Second scenario", &other.0),
        ]),
    }
    let count = |number: u32| Quantity::Count.long(f64::from(number));
    facts.push(pair("Runs", &count(found.runs)));
    facts.push(pair("Partners", &count(source.partners)));
    Head {
        language: language.tag().to_owned(),
        kind: "Comparison".to_owned(),
        title: source.title.clone(),
        lead: match first.1 == second.1 && one.0 != other.0 {
            true => "What the same program brings in two scenarios, with the same partners and the same luck.",
            false => "What the proposed program would change, with the same partners and the same luck.",
        }
        .to_owned(),
        facts,
        fingerprints: vec![
            pair("first program", &first.1),
            pair("second program", &second.1),
            pair("first scenario", &one.1),
            pair("second scenario", &other.1),
            pair("seed", &source.seed.to_string()),
            pair("tool", concat!("charter ", env!("CARGO_PKG_VERSION"))),
        ],
        closing: subject(found, source),
        labels: language.labels(),
    }
}

fn decision(found: &Comparison, source: &Source) -> Callout {
    let verdict = found
        .difference(DECIDES)
        .map(|difference| difference.verdict);
    let money = Quantity::Money(source.currency.clone());
    let decides = found.difference(DECIDES);
    let (title, tone) = match verdict {
        Some(_) if decides.is_some_and(|found| is_tiny(found, &money)) => {
            ("No difference that matters", Tone::Plain)
        }
        Some(Verdict::Better | Verdict::Higher) => ("Better, on these assumptions", Tone::Good),
        Some(Verdict::Worse | Verdict::Lower) => ("Worse, on these assumptions", Tone::Bad),
        Some(Verdict::Same) => ("The same", Tone::Plain),
        Some(Verdict::Undecided) | None => ("Cannot tell yet", Tone::Caution),
    };
    Callout {
        title: title.to_owned(),
        text: answer(found, source),
        tone,
    }
}

pub(super) fn keys(found: &Comparison, source: &Source) -> Vec<Key> {
    let shown = ["net_value", "program_cost", "roi", "fatigue_index"];
    let change = |name: &&str| found.metrics.iter().find(|change| *change.name == **name);
    shown
        .iter()
        .filter_map(change)
        .filter_map(|change| key(change, source))
        .collect()
}

fn key(change: &Change, source: &Source) -> Option<Key> {
    let found = change.difference.as_ref().ok()?;
    let quantity = quantity(change, source);
    let figure = match quantity {
        Quantity::Figure => quantity.long(found.interval.mean),
        Quantity::Money(_) | Quantity::Percent | Quantity::Count => {
            quantity.short(found.interval.mean)
        }
    };
    if !figure.chars().any(|digit| ('1'..='9').contains(&digit)) {
        return None;
    }
    let sign = if found.interval.mean > 0.0 { "+" } else { "" };
    Some(Key {
        label: title(&change.name),
        value: format!("{sign}{}", figure.trim_end_matches('%')),
        unit: match quantity {
            Quantity::Percent => "points".to_owned(),
            Quantity::Money(_) | Quantity::Count | Quantity::Figure => quantity.unit().to_owned(),
        },
        note: found.verdict.words().to_owned(),
        tone: tone(found.verdict),
    })
}

fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Better => Tone::Good,
        Verdict::Worse => Tone::Bad,
        Verdict::Undecided => Tone::Caution,
        Verdict::Higher | Verdict::Lower | Verdict::Same => Tone::Plain,
    }
}

fn is_money(change: &Change) -> bool {
    matches!(quantity_of(change), Quantity::Money(_) | Quantity::Figure)
}

/// The quantity apart from its currency.
fn quantity_of(change: &Change) -> Quantity {
    match (change.unit, change.name.ends_with("roi")) {
        (Unit::Money, _) => Quantity::Money(String::new()),
        (_, true) => Quantity::Figure,
        _ => Quantity::Count,
    }
}

fn section(
    id: &str,
    heading: &str,
    found: &Comparison,
    source: &Source,
    belongs: impl Fn(&Change) -> bool,
) -> Section {
    let changes: Vec<Change> = found
        .metrics
        .iter()
        .filter(|change| belongs(change))
        .cloned()
        .collect();
    Section {
        id: id.to_owned(),
        title: heading.to_owned(),
        blocks: vec![Block::Table(table("Metric", &changes, source))],
        ..Section::default()
    }
}

fn paid(found: &Comparison, source: &Source) -> Section {
    let rows = found.incentives.iter().filter_map(|change| {
        let found = change.difference.as_ref().ok()?;
        Some(Interval {
            label: incentive(&change.name, source),
            middle: found.interval.mean,
            low: found.interval.low,
            high: found.interval.high,
            range: None,
        })
    });
    let chart = Intervals {
        quantity: Quantity::Money(source.currency.clone()),
        intervals: rows.collect(),
        bar: "95% interval of the difference".to_owned(),
        band: String::new(),
    };
    let blocks = if chart.intervals.is_empty() {
        vec![Block::Missing(
            "Neither program has anything that pays.".to_owned(),
        )]
    } else {
        vec![
            Block::Figure(Figure::of(
                &chart,
                "paid",
                "What each incentive pays more or less",
                "Second less first, mean of all runs. To the left of zero the second pays less.",
            )),
            Block::Table(table("Incentive", &found.incentives, source)),
        ]
    };
    Section {
        id: "paid".to_owned(),
        title: "What each incentive pays".to_owned(),
        blocks,
        ..Section::default()
    }
}

fn table(name: &str, changes: &[Change], source: &Source) -> Table {
    let [first, second, difference, range, verdict, runs] = TITLES;
    let numeric = |title: &str| format!("{}#", title_case(title));
    let titles = [
        name.to_owned(),
        numeric(first),
        numeric(second),
        numeric(difference),
        numeric(range),
        title_case(verdict),
        numeric(runs),
    ];
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let rows = changes.iter().map(|change| {
        let mut cells = row(change, &quantity(change, source), Quantity::short);
        if let Some(cell) = cells.first_mut() {
            *cell = match name {
                "Metric" => title(cell),
                _ => incentive(cell, source),
            };
        }
        cells.to_vec()
    });
    let mut table = Table::of(&titles, rows);
    if changes.iter().any(|change| change.unit == Unit::Money) {
        table.caption = format!(
            "Money in {}; k is a thousand, M a million, bn a thousand million.",
            source.currency
        );
    }
    table
}

/// What people call an incentive: its title, or its name where it has none.
fn incentive(name: &str, source: &Source) -> String {
    let title = source.titles.get(name).filter(|title| !title.is_empty());
    title.map_or_else(|| name.to_owned(), Clone::clone)
}

/// `net_value` as `Net value`.
fn title(name: &str) -> String {
    title_case(&name.replace('_', " ").replace("roi", "return"))
}

fn title_case(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars
        .next()
        .map(|c| c.to_uppercase().to_string())
        .unwrap_or_default();
    first + chars.as_str()
}
