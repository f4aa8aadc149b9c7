//! The marks that a version-control tool leaves in a text it could not merge.
//! It must not choose a side: both are reported, one is read only to find further mistakes.

use crate::base::span::{FileId, Span};
use crate::diagnostic::Problem;
use crate::parse::blot::blot;
use crate::parse::limit::offset;

/// One conflict in bytes: the opening mark, the mark between the sides, the closing mark.
struct Conflict {
    ours: (usize, usize),
    theirs: Option<(usize, usize)>,
    close: Option<(usize, usize)>,
}

/// The text with the marks and the first side of each conflict made blank, and the problems.
pub(super) fn blot_out(file: FileId, text: &str) -> (String, Vec<Problem>) {
    let conflicts = conflicts(text);
    if conflicts.is_empty() {
        return (text.to_owned(), Vec::new());
    }
    let span = |(start, end): (usize, usize)| Span::new(file, offset(start), offset(end));
    let mut problems = Vec::new();
    let mut blank: Vec<(usize, usize)> = Vec::new();
    for conflict in conflicts {
        let message = "the file has an unsettled merge conflict";
        let mut problem = Problem::error("merge-conflict", message)
            .at(span(conflict.ours))
            .help("keep one side and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`");
        if let Some(theirs) = conflict.theirs {
            problem = problem.also(span(theirs), "the other side begins here");
        }
        if let Some(close) = conflict.close {
            problem = problem.also(span(close), "and ends here");
            blank.push(close);
        }
        problems.push(problem);
        blank.push((conflict.ours.0, conflict.theirs.unwrap_or(conflict.ours).1));
    }
    (blot(text, &blank, b' '), problems)
}

fn conflicts(text: &str) -> Vec<Conflict> {
    let mut found: Vec<Conflict> = Vec::new();
    let mut start = 0usize;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        let place = (start, start.saturating_add(content.len()));
        start = start.saturating_add(line.len());
        let open = found.last_mut().filter(|last| last.close.is_none());
        match (mark(content), open) {
            (Some('<'), _) => found.push(Conflict {
                ours: place,
                theirs: None,
                close: None,
            }),
            (Some('='), Some(last)) if last.theirs.is_none() => last.theirs = Some(place),
            (Some('>'), Some(last)) => last.close = Some(place),
            (Some('>'), None) => found.push(Conflict {
                ours: place,
                theirs: None,
                close: Some(place),
            }),
            _ => {}
        }
    }
    found
}

/// The character of a line that begins with exactly seven of it, as the tools write them.
fn mark(line: &str) -> Option<char> {
    let first = line.chars().next().filter(|first| "<=>".contains(*first))?;
    let count = line
        .chars()
        .take_while(|character| *character == first)
        .count();
    let rest = line.get(count..)?;
    (count == 7 && (rest.is_empty() || rest.starts_with(' '))).then_some(first)
}
