//! Pages are tests: every fenced program in `src/` and `docs/` is read as a user's program would be. A
//! line that ends in `# error: [name]` must have that problem, and nothing else may be an error.
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

mod data;
mod guide;
mod message;
mod page;
mod plain;
mod play;
mod program;
mod reference;
mod shown;

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

/// A page whose last fences are facts and what is booked for them.
const SETTLED: &str = "\
```charter
spiff quick \"Quick\" {
  on      each sale in year
  amount  1% per sale of the sale
  pay     10 business days after month end in NA to the partner as cash
  undo    when returned within 90 days of sale date at the rate first paid from next payout
  account marketing
  tax     reported by partner
}

example \"a sale\" {
  given
    | fact | sale_id | happened   | partner | product     | net_amount   |
    | sale | s1      | 2027-01-29 | acme    | edge_router | 9,999.50 USD |
  expect quick for acme in year = 100.00 USD
  expect nothing else
}
```
```facts
given
  | fact | sale_id | happened   | partner | product     | net_amount   |
  | sale | s1      | 2027-01-29 | acme    | edge_router | 9,999.50 USD |
given
  | fact   | return_id | sale_id | happened   | net_amount   |
  | return | r1        | s1      | 2027-03-01 | 9,999.50 USD |
```
```postings
| booked     | due        | kind     | incentive | payee | amount      |
| 2027-01-29 | 2027-02-12 | award    | quick     | acme  | 100.00 USD  |
| 2027-03-01 | 2027-04-14 | reversal | quick     | acme  | -100.00 USD |
```
";

#[test]
fn what_a_page_books_is_what_the_program_books() {
    assert_eq!(faults_of(SETTLED), Vec::<String>::new());
}

#[test]
fn a_posting_that_is_altered_by_a_cent_fails_its_page() {
    for (right, wrong) in [
        ("= 100.00 USD", "= 100.01 USD"),
        ("| 100.00 USD", "| 99.99 USD"),
        ("| -100.00 USD", "| -99.99 USD"),
        ("2027-02-12", "2027-02-11"),
    ] {
        assert!(SETTLED.contains(right), "{right}");
        let altered = SETTLED.replace(right, wrong);
        assert_ne!(faults_of(&altered), Vec::<String>::new(), "{wrong}");
    }
}

/// Every amount that an example of any page expects is altered by a cent, one at a time.
#[test]
fn no_expected_amount_can_be_another() {
    let mut altered = 0;
    for page in pages() {
        for fence in &page.fences {
            for (at, line) in fence.text.lines().enumerate() {
                let Some(other) = program::a_cent_more(line) else {
                    continue;
                };
                let lines = fence.text.lines().enumerate();
                let text: Vec<&str> = lines
                    .map(|(place, line)| if place == at { &*other } else { line })
                    .collect();
                let text = format!("```charter\n{}\n```\n", text.join("\n"));
                let text = Page::new(&page.path, &text);
                assert_ne!(
                    program::faults(&text),
                    Vec::<String>::new(),
                    "{}: {line}",
                    page.path
                );
                altered += 1;
            }
        }
    }
    assert!(altered > 60, "only {altered} amounts were altered");
}
