//! Every name that a user can meet has a page, and every page has a case that meets it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    clippy::too_many_lines,
    clippy::zero_prefixed_literal,
    clippy::mistyped_literal_suffixes,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "what is not as expected fails the test; tests read and write files, and tables of cases are long"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use charter::kind::KINDS;
use charter::kind::spec::Kind;
use charter::lint::LINTS;
use charter::parse;
use charter::shell::command::explain::page as explained;
use charter::shell::problem::{GROUPS, page};
use charter::shell::word_page;

/// Names that stand behind a limit which no known input meets, each with the reason.
const NEVER_MET: &[(&str, &str)] = &[
    (
        "work-limit",
        "the grammar needs less for every text that is known",
    ),
    (
        "example-out-of-range",
        "each amount is held below 10^18 before it is added",
    ),
    (
        "sum-out-of-range",
        "each amount is held below 10^18 before it is added",
    ),
    (
        "names-collide",
        "two names whose hashes of 32 bits are equal",
    ),
    (
        "output-names-collide",
        "names of a program that differ in case alone are looked alike before",
    ),
    (
        "unsaid-placeholder",
        "the lint unknown-placeholder refuses the program before",
    ),
];

/// Words in the code with a hyphen that are no names of problems.
const NO_NAMES: &[&str] = &["cat-file", "each-sale", "ls-tree", "2027-02-14"];

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut pending = vec![PathBuf::from(folder)];
    while let Some(path) = pending.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("a directory can be listed");
            pending.extend(entries.map(|entry| entry.expect("an entry can be read").path()));
        } else if path.extension().is_some_and(|found| found == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a file can be read")
}

/// The part of a source before its unit tests.
fn code(path: &Path) -> String {
    let text = read(path);
    match text.find("#[cfg(test)]\nmod ") {
        Some(at) => text[..at].to_owned(),
        None => text,
    }
}

/// Every part of a text between these marks that is spelt like the name of a problem.
fn names_in(text: &str, marks: &[char]) -> BTreeSet<String> {
    let literals = text.split(marks);
    let is_name = |part: &&str| {
        let letters = |word: &str| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        part.contains('-') && part.split('-').all(letters)
    };
    literals.filter(is_name).map(str::to_owned).collect()
}

/// The names that the code can give to a problem. Pages of a forecast or a document are not problems.
fn names_in_code() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for path in files("src", "rs") {
        let shown = path.display().to_string();
        let apart = ["src/render/", "src/diagnostic/", "src/shell/problem.rs"];
        if !apart.iter().any(|room| shown.starts_with(room)) {
            names.extend(names_in(&code(&path), &['"']));
        }
    }
    names.retain(|name| !NO_NAMES.contains(&name.as_str()));
    names
}

fn has_page(name: &str) -> bool {
    page(name).is_some() || LINTS.iter().any(|lint| lint.name == name)
}

#[test]
fn every_name_in_the_code_has_a_page() {
    let names = names_in_code();
    assert!(names.len() > 200, "only {} names were found", names.len());
    let missing: Vec<&String> = names.iter().filter(|name| !has_page(name)).collect();
    assert!(missing.is_empty(), "names without a page: {missing:?}");
    for name in parse::PROBLEMS {
        assert!(has_page(name), "{name}");
    }
}

#[test]
fn no_page_is_of_a_name_that_is_gone() {
    let names = names_in_code();
    let pages = GROUPS.iter().flat_map(|group| group.pages);
    let gone: Vec<&str> = pages
        .map(|page| page.name)
        .filter(|name| !names.contains(*name))
        .collect();
    assert!(
        gone.is_empty(),
        "pages of names that nothing gives: {gone:?}"
    );
}

#[test]
fn every_page_stands_in_its_group_and_says_what_it_is() {
    let mut listed = Vec::new();
    for group in GROUPS {
        let names: Vec<&str> = group.pages.iter().map(|page| page.name).collect();
        assert!(names.is_sorted(), "{}", group.title);
        for page in group.pages {
            assert!(page.text.starts_with("# "), "{}", page.name);
            assert!(page.text.lines().count() > 2, "{}", page.name);
        }
        listed.extend(names);
    }
    let mut once = listed.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), listed.len(), "a name is listed twice");
    let folders = ["parse", "compile", "intake", "shell"];
    let mut found: Vec<String> = folders
        .iter()
        .flat_map(|stage| files(&format!("src/{stage}/problem"), "md"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    found.sort();
    assert_eq!(found, once, "the folders hold what the groups list");
}

/// A case is a mark on a page, which the page's own test hits, or a name in a test.
#[test]
fn every_name_has_a_case() {
    let mut cases = BTreeSet::new();
    for path in files("src", "md") {
        let text = read(&path);
        for part in text.split('[').skip(1) {
            cases.extend(part.split(']').next().map(str::to_owned));
        }
    }
    for path in files("tests", "rs") {
        if !path.ends_with("explain.rs") {
            cases.extend(names_in(&read(&path), &['"', ' ']));
        }
    }
    for path in files("src", "rs") {
        let text = read(&path);
        let tests = text.get(code(&path).len()..).unwrap_or("");
        cases.extend(names_in(tests, &['"', ' ']));
    }
    let missing: Vec<&str> = GROUPS
        .iter()
        .flat_map(|group| group.pages)
        .map(|page| page.name)
        .filter(|name| !cases.contains(*name))
        .filter(|name| !NEVER_MET.iter().any(|(each, _)| each == name))
        .collect();
    assert!(missing.is_empty(), "names that no case meets: {missing:?}");
}

#[test]
fn no_kind_or_lint_shares_its_name_with_a_problem() {
    for page in GROUPS.iter().flat_map(|group| group.pages) {
        assert!(
            KINDS.iter().all(|kind| kind.word != page.name),
            "{}",
            page.name
        );
        assert!(
            LINTS.iter().all(|lint| lint.name != page.name),
            "{}",
            page.name
        );
    }
}

/// The words between quotes in the calls by which values are read: `cursor.eat("over last")`.
fn words_of_values() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in files("src/compile/value", "rs") {
        let text = code(&path);
        for call in ["eat(\"", "expect(\"", "stands(\""] {
            let parts = text.split(call).skip(1);
            found.extend(parts.filter_map(|part| part.split('"').next().map(str::to_owned)));
        }
        for call in ["eat_longest(&[", "fixed(cursor, &["] {
            let lists = text.split(call).skip(1);
            let lists = lists.filter_map(|part| part.split(']').next());
            for list in lists {
                found.extend(list.split('"').skip(1).step_by(2).map(str::to_owned));
            }
        }
    }
    found.retain(|word| word.starts_with(|it: char| it.is_ascii_lowercase()));
    found
}

/// Small words that join others, and say nothing by themselves.
const JOINING: &[&str] = &[
    "after", "against", "before", "by", "day", "days", "days of", "each", "expiry", "in", "is",
    "line", "months", "of", "on", "over", "payout", "then", "to", "years",
];

#[test]
fn every_word_of_the_language_is_explained() {
    let table = read(Path::new("docs/reference/constructs.md"));
    let rows = table.lines().filter(|line| line.starts_with("| "));
    let cells = rows.filter_map(|line| line.split('|').nth(2));
    let words = cells.filter_map(|cell| cell.trim().strip_prefix('`')?.strip_suffix('`'));
    let mut all: BTreeSet<String> = words.map(str::to_owned).collect();
    assert!(all.len() > 80, "only {} words were found", all.len());
    let mut kinds: Vec<&Kind> = KINDS.to_vec();
    while let Some(kind) = kinds.pop() {
        kinds.extend(kind.children);
        all.insert(kind.word.to_owned());
        let clauses = kind.clauses.iter().map(|clause| clause.word);
        all.extend(clauses.filter(|word| !word.is_empty()).map(str::to_owned));
        let phrases = kind.clauses.iter().flat_map(|clause| clause.phrases);
        all.extend(
            phrases
                .chain(kind.heading)
                .map(|phrase| phrase.lead.to_owned()),
        );
    }
    all.extend(words_of_values());
    all.extend(["like", "change", "drop", "returned room"].map(str::to_owned));
    all.retain(|word| !JOINING.contains(&word.as_str()));
    let unexplained: Vec<&String> = all
        .iter()
        .filter(|word| explained(word).is_none())
        .collect();
    assert!(
        unexplained.is_empty(),
        "words without a page: {unexplained:?}"
    );
}

/// The page that a word of the list names for more of it is there.
#[test]
fn every_page_that_a_page_of_a_word_names_is_there() {
    for (name, _) in word_page::topics() {
        let text = word_page::page(name).expect("a page");
        let more = text.split("More of it: `charter explain ").nth(1);
        if let Some(home) = more.and_then(|rest| rest.split('`').next()) {
            assert!(explained(home).is_some(), "{name}: {home}");
        }
    }
}
