//! Every lint against its own page: each program there has the findings that its marks name, on their
//! lines, and no other finding at all, not even a warning.
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

mod page;
mod witness;

use std::collections::BTreeSet;

use charter::lint::LINTS;
use charter::lint::spec::Lint;
use page::{Program, programs};

fn text(mark: &page::Mark) -> String {
    format!("line {}: {} [{}]", mark.line, mark.severity, mark.name)
}

fn faults(lint: &Lint, program: &Program) -> Vec<String> {
    let expected: BTreeSet<_> = program.marks.iter().collect();
    let found: BTreeSet<_> = program.found.iter().collect();
    let missing = expected
        .difference(&found)
        .map(|mark| (mark, "is not found"));
    let surplus = found
        .difference(&expected)
        .map(|mark| (mark, "is not marked"));
    missing
        .chain(surplus)
        .map(|(mark, what)| format!("{}: {} {what}", lint.name, text(mark)))
        .collect()
}

#[test]
fn each_page_has_what_it_marks_and_nothing_else() {
    let all = LINTS.iter().flat_map(|lint| {
        let programs = programs(lint);
        let faults = programs.iter().flat_map(|program| faults(lint, program));
        faults.collect::<Vec<String>>()
    });
    let all: Vec<String> = all.collect();
    assert!(all.is_empty(), "\n{}", all.join("\n"));
}

#[test]
fn each_page_has_a_program_with_the_fault_and_one_without() {
    for lint in LINTS {
        let programs = programs(lint);
        let marked = |program: &&Program| program.marks.iter().any(|mark| mark.name == lint.name);
        let with = programs.iter().filter(marked).count();
        let without = programs
            .iter()
            .filter(|program| program.marks.is_empty())
            .count();
        assert!(
            with > 0 && without > 0,
            "{}: {with} with, {without} without",
            lint.name
        );
    }
}

#[test]
fn names_are_in_order_and_name_their_files() {
    let names: Vec<_> = LINTS.iter().map(|lint| lint.name).collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(names, sorted);
    for lint in LINTS {
        let file = format!("src/lint/{}.rs", lint.name.replace('-', "_"));
        assert!(std::path::Path::new(&file).is_file(), "{file}");
        assert!(
            lint.page.starts_with(&format!("# {}\n", lint.title)),
            "{}",
            lint.name
        );
    }
}
