//! The pages of the kinds say what the descriptors say, and the index is made of them.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use charter::kind::file::FILE;
use charter::kind::spec::{Kind, Naming, Times};
use charter::kind::{KINDS, tier, track};
use charter::shell::{fact_page, scenario_page};

const INDEX: &str = include_str!("../../docs/reference/README.md");

/// Every descriptor that has a page of its own.
fn documented() -> Vec<&'static Kind> {
    let mut kinds = KINDS.to_vec();
    kinds.extend([&FILE, &tier::PATH, &track::COURSE]);
    kinds
}

/// How often a clause stands, as pages say it.
fn times(times: Times) -> &'static str {
    match times {
        Times::Once => "once",
        Times::Optional => "at most once",
        Times::Many => "any number",
        Times::Some => "at least once",
    }
}

/// The clauses of a kind and of those of its children that share its page.
fn clauses(kind: &Kind) -> Vec<(&'static str, Times)> {
    let children = kind.children.iter().filter(|child| child.page == kind.page);
    let all = children.flat_map(|child| child.clauses).chain(kind.clauses);
    all.map(|clause| (clause.word, clause.times)).collect()
}

#[test]
fn every_clause_has_its_row() {
    let mut faults = Vec::new();
    for kind in documented() {
        for (word, often) in clauses(kind) {
            let shown = if word.is_empty() {
                String::new()
            } else {
                format!("`{word}`")
            };
            let row = kind.page.lines().find(|line| {
                let cells: Vec<&str> = line.split('|').map(str::trim).collect();
                cells.len() == 6 && cells[1] == shown && cells[3] == times(often)
            });
            if row.is_none() {
                faults.push(format!(
                    "{}: no row | {shown} | | {} |",
                    kind.word,
                    times(often)
                ));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn every_clause_and_phrase_is_explained() {
    let mut faults = Vec::new();
    for kind in documented() {
        for clause in kind.clauses {
            if kind
                .meaning(clause)
                .is_none_or(|meaning| !meaning.ends_with('.'))
            {
                faults.push(format!("{}: `{}` has no meaning", kind.word, clause.word));
            }
            let bare = clause
                .phrases
                .iter()
                .filter(|each| !each.help.ends_with('.'));
            faults.extend(bare.map(|each| format!("{}: `{}`", kind.word, each.lead)));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn no_row_names_a_clause_that_is_not_there() {
    let mut faults = Vec::new();
    for kind in documented() {
        let words: Vec<&str> = clauses(kind).iter().map(|(word, _)| *word).collect();
        for line in kind.page.lines() {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            if cells.len() == 6 && cells[1].starts_with('`') {
                let word = cells[1].trim_matches('`');
                if !words.contains(&word) {
                    faults.push(format!("{}: there is no clause `{word}`", kind.word));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn the_index_is_made_of_the_descriptors() {
    let made = index();
    if made != INDEX {
        let at = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reference.md");
        fs::write(&at, &made).expect("the index can be written");
        panic!(
            "docs/reference/README.md is not what the descriptors say; it should be {}",
            at.display()
        );
    }
}

#[test]
fn pages_of_files_are_made_of_their_descriptors() {
    for (name, made) in [
        ("facts.md", fact_page::reference()),
        ("scenario.md", scenario_page::reference()),
    ] {
        let path = Path::new("docs/reference").join(name);
        if fs::read_to_string(&path).unwrap_or_default() != made {
            let at = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
            fs::write(&at, &made).expect("the page can be written");
            panic!("{} should be {}", path.display(), at.display());
        }
    }
}

/// The index of the reference.
fn index() -> String {
    let mut text = String::from(HEAD);
    let mut kinds = documented();
    kinds.sort_by_key(|kind| kind.word);
    text.push_str("| word | declares | a line of it |\n|---|---|---|\n");
    for kind in kinds {
        let summary = kind.summary.replace('|', "\\|");
        let _ = writeln!(
            text,
            "| [`{}`](../../{}) | {summary} | `{}` |",
            kind.word,
            file(kind),
            line(kind)
        );
    }
    text
}

const HEAD: &str = "<!-- Generated from the descriptors in src/kind; tests/literate/reference.rs compares. -->

# Reference

Every word that begins a declaration, with its page. `charter explain WORD` prints the same page. How the words
are put together is in [grammar.md](grammar.md); what every payout means, to the cent, is in
[payout.md](../../src/payout/payout.md). What a program says as JSON, and the hash that is its identity, is in
[terms.md](terms.md); how one settlement follows another, in [settlement.md](settlement.md); how a program changes
while it is paid under, in [changing.md](changing.md); how it differs by region, in [regional.md](regional.md); several partners
counted as one are in [groups.md](groups.md). The files that are settled are in [facts.md](facts.md), those that are forecast with in
[scenario.md](scenario.md).
What the field has, and where it is here, is in [constructs.md](constructs.md); what is said by several words, in
[patterns.md](patterns.md).

";

/// The file of a kind's page.
fn file(kind: &Kind) -> String {
    let name = if kind.word == "type" {
        "partner_type"
    } else {
        kind.word
    };
    format!("src/kind/{name}.md")
}

/// How a declaration begins.
fn line(kind: &Kind) -> String {
    match kind.naming {
        Naming::Name => format!("{} NAME \"Title\" {{ }}", kind.word),
        Naming::Title => format!("{} \"Title\" {{ }}", kind.word),
        Naming::Bare if kind.word == FILE.word => FILE.clauses[0].help.to_owned(),
        Naming::Bare => format!("{} {{ }}", kind.word),
    }
}
