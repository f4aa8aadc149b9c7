//! What changed between two programs in meaning: declarations added, removed or changed, as lines of the
//! language. Reads the canonical text of terms; must not know files or what a word means.

use std::collections::BTreeMap;

use similar::{ChangeTag, TextDiff};

/// What became of a declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else.
    Changed,
}

impl Sort {
    /// The word in results.
    pub const fn word(self) -> &'static str {
        match self {
            Sort::Added => "added",
            Sort::Removed => "removed",
            Sort::Changed => "changed",
        }
    }
}

/// A declaration that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its kind and name, as in `rebate volume`.
    pub name: String,
    /// What became of it.
    pub sort: Sort,
    /// Its lines: a sign (`-` gone, `+` new, space as before) and the text. Of a declaration that changed, only
    /// lines that differ and those that say where they stand.
    pub lines: Vec<(char, String)>,
}

/// The changes from one program to another, each given as declarations with their canonical text.
pub fn changes(before: &[(String, String)], after: &[(String, String)]) -> Vec<Change> {
    let (old, new) = (by_name(before), by_name(after));
    let mut names: Vec<&String> = old.keys().chain(new.keys()).copied().collect();
    names.sort();
    names.dedup();
    let mut found: Vec<Change> = names
        .into_iter()
        .filter_map(|name| {
            let (old, new) = (old.get(name).copied(), new.get(name).copied());
            change(name, old.unwrap_or_default(), new.unwrap_or_default())
        })
        .collect();
    found.sort_by(|one, other| (&one.name, one.sort).cmp(&(&other.name, other.sort)));
    found
}

fn by_name(declarations: &[(String, String)]) -> BTreeMap<&String, &str> {
    declarations
        .iter()
        .map(|(name, text)| (name, text.as_str()))
        .collect()
}

fn change(name: &str, old: &str, new: &str) -> Option<Change> {
    let sort = match (old.is_empty(), new.is_empty()) {
        (true, _) => Sort::Added,
        (_, true) => Sort::Removed,
        _ => Sort::Changed,
    };
    if old == new {
        return None;
    }
    Some(Change {
        name: name.to_owned(),
        sort,
        lines: lines(old, new),
    })
}

/// Lines as they were around those that differ: they say of which clause and columns a row of a table is.
const AROUND: usize = 3;

fn lines(old: &str, new: &str) -> Vec<(char, String)> {
    let diff = TextDiff::from_lines(old, new);
    let mut found = Vec::new();
    for group in diff.grouped_ops(AROUND) {
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let sign = match change.tag() {
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
                ChangeTag::Equal => ' ',
            };
            found.push((sign, change.value().trim_end().to_owned()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Sort, changes};

    fn program(declarations: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        declarations.iter().map(owned).collect()
    }

    #[test]
    fn what_is_new_gone_and_other() {
        let before = program(&[
            ("line a", "line a {\n}\n"),
            ("rebate b", "rebate b {\n  rate 1%\n  undo never\n}\n"),
        ]);
        let after = program(&[
            ("rebate b", "rebate b {\n  rate 2%\n  undo never\n}\n"),
            ("spiff c", "spiff c {\n}\n"),
        ]);
        let found = changes(&before, &after);
        let told: Vec<(&str, Sort)> = found.iter().map(|it| (it.name.as_str(), it.sort)).collect();
        assert_eq!(
            told,
            [
                ("line a", Sort::Removed),
                ("rebate b", Sort::Changed),
                ("spiff c", Sort::Added)
            ]
        );
        let lines: Vec<String> = found[1]
            .lines
            .iter()
            .map(|(sign, text)| format!("{sign}{text}"))
            .collect();
        assert_eq!(
            lines,
            [
                " rebate b {",
                "-  rate 1%",
                "+  rate 2%",
                "   undo never",
                " }"
            ]
        );
    }

    #[test]
    fn the_same_is_no_change_in_any_order() {
        let before = program(&[("a", "a\n"), ("b", "b\n")]);
        let after = program(&[("b", "b\n"), ("a", "a\n")]);
        assert_eq!(changes(&before, &after), Vec::new());
        assert_eq!(changes(&[], &[]), Vec::new());
    }
}
