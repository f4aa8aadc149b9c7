//! The one order in which problems are shown: file, position, name.
//! It must not know any output format.

use crate::base::span::Sources;
use crate::diagnostic::Problem;
use crate::diagnostic::place::Place;

/// Sorts by file name, position, name and message, and drops exact repetitions. A problem without
/// a place comes first. The order of the texts in `sources` does not show.
pub fn arrange(sources: &Sources, mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by(|one, two| {
        position(sources, one)
            .cmp(&position(sources, two))
            .then_with(|| one.name.cmp(two.name))
            .then_with(|| one.message.cmp(&two.message))
    });
    problems.dedup();
    problems
}

fn position<'a>(sources: &'a Sources, problem: &'a Problem) -> (&'a str, u64, u64, &'a str) {
    match &problem.primary {
        None => ("", 0, 0, ""),
        Some(Place::Source(span)) => {
            let name = sources.get(span.file).map_or("", |source| &source.name);
            (name, u64::from(span.start), u64::from(span.end), "")
        }
        Some(Place::Row(row)) => {
            let column = row.column.as_deref().unwrap_or("");
            (&row.file, row.row, 0, column)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::arrange;
    use crate::base::span::{FileId, Source, Sources, Span};
    use crate::diagnostic::Problem;
    use crate::diagnostic::place::Row;

    fn at(file: u16, start: u32, name: &'static str) -> Problem {
        Problem::error(name, "m").at(Span::new(FileId(file), start, start + 1))
    }

    fn sources(names: [&str; 2]) -> Sources {
        let source = |name: &str| Source {
            name: name.to_owned(),
            text: "abcdef".to_owned(),
        };
        Sources::new(names.map(source).to_vec())
    }

    #[test]
    fn file_then_position_then_name() {
        let row = Problem::error("row", "m").at(Row {
            file: "c.csv".to_owned(),
            row: 2,
            column: None,
            excerpt: String::new(),
            cell: None,
        });
        let mixed = vec![
            at(0, 0, "x"),
            row,
            at(1, 4, "z"),
            at(1, 4, "y"),
            at(1, 4, "z"),
            Problem::error("placeless", "m"),
            at(1, 2, "w"),
        ];
        let names: Vec<_> = arrange(&sources(["b", "a"]), mixed)
            .iter()
            .map(|problem| problem.name)
            .collect();
        assert_eq!(names, ["placeless", "w", "y", "z", "x", "row"]);
    }

    #[test]
    fn the_same_message_with_another_help_is_kept() {
        let one = at(0, 0, "x");
        let two = at(0, 0, "x").help("write it so");
        assert_eq!(arrange(&sources(["a", "b"]), vec![one, two]).len(), 2);
    }
}
