//! Texts that cannot be read as they stand: each with the problems it must give, by name, line and
//! column, and no other.

use charter::base::span::{Source, Sources};
use charter::diagnostic::Problem;
use charter::diagnostic::place::Place;
use charter::parse;

fn sources(texts: &[&str]) -> Sources {
    let source = |(index, text): (usize, &&str)| Source {
        name: format!("{index}.charter"),
        text: (*text).to_owned(),
    };
    Sources::new(texts.iter().enumerate().map(source).collect())
}

fn place(sources: &Sources, problem: &Problem) -> (u32, u32) {
    match &problem.primary {
        Some(Place::Source(span)) => sources.line_column(*span),
        Some(Place::Row(_)) | None => (0, 0),
    }
}

/// Name, line and column of every problem of some texts.
fn problems(texts: &[&str]) -> Vec<(&'static str, u32, u32)> {
    let sources = sources(texts);
    let (_, problems) = parse::parse(&sources);
    problems
        .iter()
        .map(|problem| {
            let (line, column) = place(&sources, problem);
            (problem.name, line, column)
        })
        .collect()
}

#[test]
fn the_sample_is_read_without_a_problem() {
    let sample = include_str!("language/good/sample.charter");
    assert_eq!(problems(&[sample]), []);
}
