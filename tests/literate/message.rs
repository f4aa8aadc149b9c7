//! What the messages look like: the most important ones whole, and that the lines they show can be read.

use charter::diagnostic::Problem;
use charter::diagnostic::order::arrange;
use charter::diagnostic::render::{Format, Options, render};
use charter::kind::KINDS;

use crate::page::{Fence, Page};
use crate::program::{Read, marks};

/// The messages that a reader meets first and that money, partners or dates depend on most. Each is shown by
/// the first failing program of its page, and has its row in docs/reference/messages.md.
const SHOWN: &[&str] = &[
    "activity-without-proof",
    "change-inside-period",
    "credit-expires-unused",
    "currency-without-exchange",
    "declared-twice",
    "earned-but-not-kept",
    "example-fails",
    "guardrail-refuted",
    "internal-leak",
    "missing-clause",
    "no-cap-scope",
    "no-day-named",
    "no-exhaustion-rule",
    "overlapping-promotions",
    "paid-over-margin",
    "payout-cliff",
    "payout-falls",
    "period-mismatch",
    "promotion-gap-too-short",
    "published-too-late",
    "rate-without-mode",
    "recurrence-skips",
    "touch-load-over-limit",
    "training-after-promotion",
    "unbounded-payout",
    "unclosed-block",
    "undo-without-method",
    "unknown-name",
    "unknown-word",
    "unstated-stacking",
];

const INDEX: &str = include_str!("../../docs/reference/messages.md");

/// The first fence of a page that marks a name, with its page.
fn failing<'p>(pages: &'p [Page], name: &str) -> (&'p Page, &'p Fence) {
    let of = |page: &'p Page| {
        let marked = |fence: &&Fence| marks(fence).iter().any(|(_, _, each)| each == name);
        page.fences.iter().find(marked).map(|fence| (page, fence))
    };
    let own = |page: &&Page| {
        page.path
            .replace('_', "-")
            .ends_with(&format!("/{name}.md"))
    };
    let found = pages.iter().filter(own).find_map(of);
    found.unwrap_or_else(|| panic!("no page shows {name}"))
}

/// The program of a fence without its marks, as a user would have written it.
fn unmarked(fence: &Fence) -> Fence {
    let lines = fence.text.lines().map(|line| {
        let cut = ["  # error: [", "  # warning: [", "  # note: ["]
            .iter()
            .filter_map(|mark| line.find(mark))
            .min();
        line.get(..cut.unwrap_or(line.len())).unwrap_or(line)
    });
    Fence {
        language: fence.language.clone(),
        words: fence.words.clone(),
        line: fence.line,
        text: lines.flat_map(|line| [line, "\n"]).collect(),
        closed: true,
    }
}

#[test]
fn the_most_important_messages_read_well() {
    let pages = crate::pages();
    for name in SHOWN {
        let (page, fence) = failing(&pages, name);
        let read = Read::of(page, &unmarked(fence));
        let problems: Vec<Problem> = read
            .problems
            .iter()
            .filter(|each| each.name == *name)
            .cloned()
            .collect();
        let first = arrange(&read.sources, problems)
            .into_iter()
            .take(1)
            .collect::<Vec<_>>();
        let shown = render(Format::Human, &read.sources, &first, &Options::default());
        insta::assert_snapshot!(*name, shown);
    }
}

#[test]
fn the_index_of_messages_has_each_of_them() {
    for name in SHOWN {
        assert!(
            INDEX.contains(&format!("[`{name}`](")),
            "docs/reference/messages.md has no {name}"
        );
    }
    for link in INDEX.split("](").skip(1) {
        let path = link.split(')').next().unwrap_or("");
        let from = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference");
        assert!(
            from.join(path).exists(),
            "docs/reference/messages.md links {path}"
        );
    }
}

/// A help that says `write: LINE` shows a line that can stand: in the place of the faulty clause it leaves no
/// mistake of form there.
#[test]
fn every_line_that_a_help_shows_can_be_read() {
    const FORM: &[&str] = &[
        "unexpected-text",
        "unknown-word",
        "missing-phrase",
        "said-twice",
        "wrong-unit",
    ];
    let mut faults = Vec::new();
    let mut tried = 0;
    for page in crate::pages() {
        for fence in page
            .fences
            .iter()
            .filter(|fence| fence.closed && fence.language == "charter")
        {
            let fence = unmarked(fence);
            for problem in Read::compiled(&page, &fence).problems {
                let Some(line) = shown_line(&problem) else {
                    continue;
                };
                let Some(mended) = with_line(&page, &fence, &problem, line) else {
                    continue;
                };
                tried += 1;
                let (text, at) = mended;
                let again = Fence {
                    text,
                    ..unmarked(&fence)
                };
                let read = Read::compiled(&page, &again);
                for found in &read.problems {
                    if FORM.contains(&found.name) && read.first_line(found) == Some(at) {
                        faults.push(format!("{}: {line}: {}", problem.name, found.message));
                    }
                }
            }
        }
    }
    faults.sort();
    faults.dedup();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    assert!(tried > 20, "only {tried} lines were tried");
}

/// The line that a help shows after `write: `, up to an alternative or a remark.
fn shown_line(problem: &Problem) -> Option<&str> {
    let (_, line) = problem.help.as_ref()?.split_once("write: ")?;
    let end = [" (or", "; or", ", and ", " (the ", " (each "]
        .iter()
        .filter_map(|mark| line.find(mark))
        .min();
    line.get(..end.unwrap_or(line.len()))
        .filter(|line| !line.contains(['…', '{']))
}

/// The text with the line in the place of the clause that is at fault, or after the heading where a clause is
/// missing, and its number.
fn with_line(page: &Page, fence: &Fence, problem: &Problem, line: &str) -> Option<(String, usize)> {
    let read = Read::compiled(page, fence);
    let at = read.first_line(problem)?;
    let lines: Vec<&str> = fence.text.lines().collect();
    let faulty = lines.get(at.checked_sub(1)?)?;
    let word = line.split(' ').next()?;
    if !is_clause(word) {
        return None;
    }
    let mut text: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    if faulty.trim_start().starts_with(word) && !faulty.contains(['{', '|']) {
        *text.get_mut(at - 1)? = line.to_owned();
        return Some((text.join("\n") + "\n", at));
    }
    if problem.name == "missing-clause" && faulty.ends_with('{') {
        text.insert(at, line.to_owned());
        return Some((text.join("\n") + "\n", at + 1));
    }
    None
}

/// Whether a clause of some kind begins with the word.
fn is_clause(word: &str) -> bool {
    let kinds = KINDS
        .iter()
        .flat_map(|kind| std::iter::once(*kind).chain(kind.children.iter().copied()));
    let mut clauses = kinds.flat_map(|kind| kind.clauses);
    clauses.any(|clause| clause.word.split(' ').next() == Some(word))
}
