//! Pages are tests: every fenced program in `src/` and `docs/` is read as a user's program would be. A
//! line that ends in `# error: [name]` must have that problem, and nothing else may be an error.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "a test reads the pages"
)]

mod page;
mod program;

use std::fs;
use std::path::{Path, PathBuf};

use page::Page;

#[test]
fn every_page_holds() {
    let pages = pages();
    assert!(pages.len() > 30, "only {} pages were found", pages.len());
    let faults: Vec<String> = pages.iter().flat_map(program::faults).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// Every Markdown file of the sources and the documents, in order of path.
fn pages() -> Vec<Page> {
    let mut pages = Vec::new();
    let mut pending: Vec<PathBuf> = ["src", "docs", "README.md"].map(PathBuf::from).to_vec();
    while let Some(path) = pending.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("a directory can be listed");
            pending.extend(entries.map(|entry| entry.expect("an entry can be read").path()));
        } else if path.extension().is_some_and(|ending| ending == "md") && path.exists() {
            pages.push(read(&path));
        }
    }
    pages.sort_by(|one, two| one.path.cmp(&two.path));
    pages
}

fn read(path: &Path) -> Page {
    let text = fs::read_to_string(path).expect("a page can be read");
    Page::new(&path.display().to_string(), &text)
}

/// The faults of a page that holds this text.
fn faults_of(text: &str) -> Vec<String> {
    program::faults(&Page::new("page.md", text))
}

#[test]
fn a_mark_must_be_hit_on_its_line() {
    let right = "```charter\ntier bronze \"Bronze\" {\n  rank  9\n  grace soon  # error: [unexpected-text]\n}\n```\n";
    assert_eq!(faults_of(right), Vec::<String>::new());
    let moved = right.replace(
        "  # error: [unexpected-text]\n}",
        "\n}  # error: [unexpected-text]",
    );
    assert_eq!(
        faults_of(&moved),
        [
            "page.md:4: not marked: error [unexpected-text] expected a length of time such as `45 days`, found `soon`",
            "page.md:5: there is no error [unexpected-text] here",
        ]
    );
}

#[test]
fn a_fence_that_is_not_closed_is_a_fault() {
    assert_eq!(
        faults_of("text\n```charter\ntier bronze { rank 9 }\n"),
        ["page.md:2: the fence is not closed"]
    );
}

#[test]
fn a_program_in_another_layout_is_a_fault() {
    assert_eq!(
        faults_of("```charter\nrole  clerk   \"Clerk\" {}\n```\n"),
        ["page.md:2: the layout is: role clerk \"Clerk\" {}"]
    );
}
