//! A mark by which the same problem is known again after lines above it came or went.
//! It must not use a line number, nor anything about the machine.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::base::span::Sources;
use crate::diagnostic::Problem;
use crate::diagnostic::place::Place;

/// What identifies a problem but for repetitions: file, program path, name, text of its line.
type Key<'a> = (&'a str, String, &'static str, String);

/// One mark for each problem, in the same order: 32 hexadecimal digits of a SHA-256 over the file
/// name, the program path, the problem's name, its line with spaces evened out, and the ordinal
/// among the problems that agree in all of these.
pub fn fingerprints(sources: &Sources, problems: &[Problem]) -> Vec<String> {
    let mut seen: BTreeMap<Key<'_>, u64> = BTreeMap::new();
    problems
        .iter()
        .map(|problem| {
            let key = key(sources, problem);
            let ordinal = seen.entry(key.clone()).or_insert(0);
            let mark = digest(&key, *ordinal);
            *ordinal = ordinal.saturating_add(1);
            mark
        })
        .collect()
}

fn key<'a>(sources: &'a Sources, problem: &'a Problem) -> Key<'a> {
    let (file, line) = match &problem.primary {
        None => ("", ""),
        Some(Place::Source(span)) => sources.get(span.file).map_or(("", ""), |source| {
            (source.name.as_str(), line_at(&source.text, span.start))
        }),
        Some(Place::Row(row)) => (row.file.as_str(), row.excerpt.as_str()),
    };
    let evened = line.split_whitespace().collect::<Vec<_>>().join(" ");
    (file, problem.path.join("\n"), problem.name, evened)
}

/// The line that holds a byte; at most 4 KiB of it on either side, so that hostile texts of one
/// endless line cost no more than others.
fn line_at(text: &str, start: u32) -> &str {
    const REACH: usize = 4096;
    let place = text.floor_char_boundary(usize::try_from(start).unwrap_or(usize::MAX));
    let first = text.floor_char_boundary(place.saturating_sub(REACH));
    let last = text.floor_char_boundary(place.saturating_add(REACH));
    let before = text.get(first..place).unwrap_or("");
    let after = text.get(place..last).unwrap_or("");
    let start = place.saturating_sub(before.rsplit('\n').next().map_or(0, str::len));
    let end = place.saturating_add(after.split('\n').next().map_or(0, str::len));
    text.get(start..end).unwrap_or("")
}

fn digest(key: &Key<'_>, ordinal: u64) -> String {
    let (file, path, name, line) = key;
    let mut hash = Sha256::new();
    for part in [file, path.as_str(), name, line.as_str()] {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.update(ordinal.to_le_bytes());
    let bytes = hash.finalize();
    bytes
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::fingerprints;
    use crate::base::span::{FileId, Source, Sources, Span};
    use crate::diagnostic::Problem;

    fn marks(text: &str, starts: &[u32]) -> Vec<String> {
        let sources = Sources::new(vec![Source {
            name: "a.charter".to_owned(),
            text: text.to_owned(),
        }]);
        let problems: Vec<_> = starts
            .iter()
            .map(|start| Problem::error("x", "m").at(Span::new(FileId(0), *start, *start + 1)))
            .collect();
        fingerprints(&sources, &problems)
    }

    #[test]
    fn survives_lines_above_and_spaces_within() {
        assert_eq!(
            marks("cap 5 USD\n", &[4]),
            marks("# new\n\n  cap   5 USD\n", &[14])
        );
    }

    #[test]
    fn differs_by_line_and_by_ordinal() {
        let same_line_twice = marks("cap 5\ncap 5\nfor x\n", &[0, 6, 12]);
        assert_ne!(same_line_twice[0], same_line_twice[1]);
        assert_ne!(same_line_twice[0], same_line_twice[2]);
        assert_eq!(same_line_twice[0].len(), 32);
    }
}
