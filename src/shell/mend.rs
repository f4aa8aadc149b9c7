//! Making the safe changes that problems offer. A change keeps the meaning, so no one is asked.
//! Must not know what was wrong.

use std::collections::BTreeMap;
use std::path::Path;

use crate::base::span::{FileId, Sources, Span};
use crate::diagnostic::{Fix, Problem};
use crate::shell::replace::replace;
use crate::shell::stop::Stop;

/// Applies the safe fixes; how many changes each file got, by name. Of two fixes that touch the
/// same text the later one waits for the next run.
pub fn mend(sources: &Sources, problems: &[Problem]) -> Result<Vec<(String, usize)>, Stop> {
    let mut mended = Vec::new();
    for (file, edits) in by_file(problems) {
        let Some(source) = sources.get(file) else {
            continue;
        };
        let text = apply(&source.text, &edits);
        if text != source.text {
            replace(Path::new(&source.name), &text)?;
            mended.push((source.name.clone(), edits.len()));
        }
    }
    Ok(mended)
}

type Edits<'a> = Vec<(Span, &'a str)>;

/// The edits of the safe fixes by file, in order of place; a fix stands with all its edits or not
/// at all.
fn by_file(problems: &[Problem]) -> BTreeMap<FileId, Edits<'_>> {
    let mut files: BTreeMap<FileId, Edits<'_>> = BTreeMap::new();
    let fixes = problems.iter().flat_map(|problem| &problem.fixes);
    for fix in fixes.filter(|fix| fix.safe) {
        if free(fix, &files) {
            for (span, text) in &fix.edits {
                files.entry(span.file).or_default().push((*span, text));
            }
        }
    }
    for edits in files.values_mut() {
        edits.sort_by_key(|(span, _)| (span.start, span.end));
    }
    files
}

fn free(fix: &Fix, files: &BTreeMap<FileId, Edits<'_>>) -> bool {
    fix.edits.iter().all(|(span, _)| {
        let taken = files.get(&span.file).map_or(&[][..], Vec::as_slice);
        taken
            .iter()
            .all(|(other, _)| span.end < other.start || other.end < span.start)
    })
}

/// The text with the edits made; they are in order and apart.
fn apply(text: &str, edits: &Edits<'_>) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut at = 0;
    for (span, new) in edits {
        let (Ok(start), Ok(end)) = (usize::try_from(span.start), usize::try_from(span.end)) else {
            continue;
        };
        if let Some(kept) = text.get(at..start)
            && text.get(start..end).is_some()
        {
            mended.push_str(kept);
            mended.push_str(new);
            at = end;
        }
    }
    mended.push_str(text.get(at..).unwrap_or(""));
    mended
}

#[cfg(test)]
mod tests {
    use super::{apply, by_file};
    use crate::base::span::{FileId, Span};
    use crate::diagnostic::Problem;

    fn at(start: u32, end: u32) -> Span {
        Span::new(FileId(0), start, end)
    }

    fn mended(text: &str, problems: &[Problem]) -> String {
        let files = by_file(problems);
        let edits = files.get(&FileId(0)).cloned().unwrap_or_default();
        apply(text, &edits)
    }

    #[test]
    fn safe_fixes_are_made_from_left_to_right() {
        let problems = [
            Problem::error("b", "m").safe_fix("t", at(4, 7), "4.5%"),
            Problem::error("a", "m").safe_fix("t", at(0, 2), "one"),
        ];
        assert_eq!(mended("an, 4,5; x", &problems), "one, 4.5%; x");
    }

    #[test]
    fn of_two_that_touch_the_first_is_made() {
        let problems = [
            Problem::error("a", "m").safe_fix("t", at(0, 2), "one"),
            Problem::error("b", "m").safe_fix("t", at(1, 3), "two"),
        ];
        assert_eq!(mended("an, x", &problems), "one, x");
    }

    #[test]
    fn a_fix_that_a_person_decides_is_left() {
        let fix = crate::diagnostic::Fix {
            safe: false,
            title: "t".to_owned(),
            edits: vec![(at(0, 2), "one".to_owned())],
        };
        assert_eq!(mended("an", &[Problem::error("a", "m").fix(fix)]), "an");
    }

    #[test]
    fn a_place_inside_a_character_changes_nothing() {
        let problems = [Problem::error("a", "m").safe_fix("t", at(1, 2), "x")];
        assert_eq!(mended("né", &problems), "né");
    }
}
