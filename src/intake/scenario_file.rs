//! YAML to a tree with places, nothing interpreted: with `scenario_fault` the only user of the YAML reader. Duplicate
//! keys, merge keys, aliases, several documents and numbers without an end are problems here.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy};
use serde_yaml::{Location, Spanned};

use crate::base::span::{FileId, Span};
use crate::diagnostic::Problem;
use crate::intake::scenario_fault::{problem, tab_indent, tagged, unseen};

/// The largest scenario in bytes.
pub const MOST_BYTES: usize = 1 << 20;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub content: Content,
    /// Where.
    pub span: Span,
}

/// A value of YAML.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Nothing.
    Empty,
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Whole(i128),
    /// Another number.
    Number(f64),
    /// Text, quoted or not.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values in the order written.
    Map(Vec<(Key, Node)>),
}

/// A key and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its text.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// The tree of a text, and what is wrong with it.
pub fn tree(file: FileId, text: &str) -> (Option<Node>, Vec<Problem>) {
    let whole = Span::new(file, 0, 0);
    if text.len() > MOST_BYTES {
        let message = "the scenario has more than 1 MiB";
        return (
            None,
            vec![Problem::error("file-too-large", message).at(whole)],
        );
    }
    let options = serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_depth: 32,
            max_nodes: 50_000,
            max_aliases: 0,
            max_anchors: 0,
            max_documents: 1,
        },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::Error,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        strict_booleans: true,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        with_snippet: false,
    };
    let refused: Vec<Problem> = [unseen(file, text), tagged(file, text)]
        .into_iter()
        .flatten()
        .collect();
    if !refused.is_empty() {
        return (None, refused);
    }
    if let Some(tab) = tab_indent(text) {
        let at = u32::try_from(tab).unwrap_or(u32::MAX);
        let problem = Problem::error("not-yaml", "a tab indents this line")
            .at(Span::new(file, at, at.saturating_add(1)))
            .help("indent by two spaces");
        return (None, vec![problem]);
    }
    match serde_yaml::from_str_with_options::<Spanned<Raw>>(text, options) {
        Err(error) => (None, vec![problem(file, text, &error)]),
        Ok(raw) => {
            let mut problems = Vec::new();
            let node = placed(file, raw, &mut problems);
            if node.content == Content::Empty {
                let help = "an empty mapping is `{}`; start with `runs: 200`";
                let empty = Problem::error("empty-scenario", "the scenario is empty");
                problems.push(empty.at(node.span).help(help));
                return (None, problems);
            }
            (Some(node), problems)
        }
    }
}

/// What the reader gives: like [`Content`], with its places.
enum Raw {
    Empty,
    Flag(bool),
    Whole(i128),
    Number(f64),
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Empty)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Empty)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Flag(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Whole(i128::from(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Raw, E> {
        Ok(Raw::Whole(i128::from(value)))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Raw, E> {
        Ok(Raw::Whole(value))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Raw, E> {
        Ok(Raw::Whole(i128::try_from(value).unwrap_or(i128::MAX)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Raw::Map(map))
    }
}

/// The tree with places of ours; repeated keys and endless numbers are said here, all of them.
fn placed(file: FileId, raw: Spanned<Raw>, problems: &mut Vec<Problem>) -> Node {
    let span = span_of(file, &raw.referenced);
    let content = match raw.value {
        Raw::Empty => Content::Empty,
        Raw::Flag(flag) => Content::Flag(flag),
        Raw::Whole(number) => Content::Whole(number),
        Raw::Number(number) => {
            if !number.is_finite() {
                let message = "a number must be finite";
                let endless = Problem::error("not-finite", message).at(span);
                problems.push(endless.help("write a number such as `0.25`"));
            }
            Content::Number(number)
        }
        Raw::Text(text) => Content::Text(text),
        Raw::List(items) => Content::List(
            items
                .into_iter()
                .map(|item| placed(file, item, problems))
                .collect(),
        ),
        Raw::Map(entries) => {
            let mut map: Vec<(Key, Node)> = Vec::new();
            for (key, value) in entries {
                let at = span_of(file, &key.referenced);
                let node = placed(file, value, problems);
                if let Some((first, _)) = map.iter().find(|(known, _)| known.text == key.value) {
                    let message = format!("key `{}` is given twice", key.value);
                    let twice = Problem::error("duplicate-key", message).at(at);
                    let twice = twice.also(first.span, "first given here");
                    problems.push(twice.help("keep the one that is meant"));
                } else {
                    map.push((
                        Key {
                            text: key.value,
                            span: at,
                        },
                        node,
                    ));
                }
            }
            Content::Map(map)
        }
    };
    Node { content, span }
}

pub(super) fn span_of(file: FileId, location: &Location) -> Span {
    let span = location.span();
    let start = u32::try_from(span.byte_offset().unwrap_or(0)).unwrap_or(0);
    let length = u32::try_from(span.byte_len().unwrap_or(0)).unwrap_or(0);
    Span::new(file, start, start.saturating_add(length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&'static str> {
        let (_, problems) = tree(FileId(0), text);
        problems.iter().map(|problem| problem.name).collect()
    }

    #[test]
    fn values_keep_their_kind_and_place() {
        let text = "runs: 200\nname: \"200\"\nlow: .5\nzip: 0123\non: [true, ~]\n";
        let (node, problems) = tree(FileId(0), text);
        assert!(problems.is_empty(), "{problems:?}");
        let Some(Node {
            content: Content::Map(map),
            ..
        }) = node
        else {
            panic!("a map")
        };
        let kinds: Vec<&Content> = map.iter().map(|(_, node)| &node.content).collect();
        assert_eq!(kinds[0], &Content::Whole(200));
        assert_eq!(kinds[1], &Content::Text("200".to_owned()));
        assert_eq!(kinds[2], &Content::Number(0.5));
        assert_eq!(kinds[3], &Content::Text("0123".to_owned()));
        let (key, value) = &map[1];
        assert_eq!(
            &text[key.span.start as usize..key.span.end as usize],
            "name"
        );
        assert_eq!(
            &text[value.span.start as usize..value.span.end as usize],
            "\"200\""
        );
    }

    #[test]
    fn what_yaml_allows_and_a_scenario_does_not() {
        let table = [
            ("runs: 1\nruns: 2\n", "duplicate-key"),
            ("a: &x 1\nb: *x\n", "alias-in-scenario"),
            ("a: {<<: {b: 1}}\n", "merge-key"),
            ("a: 1\n---\nb: 2\n", "several-documents"),
            ("growth: .inf\n", "not-finite"),
            ("growth: .nan\n", "not-finite"),
            ("", "empty-scenario"),
            ("# only a comment\n", "empty-scenario"),
            ("~\n", "empty-scenario"),
            ("a: [1, 2\n", "not-yaml"),
            ("a: 1\n b: 2\n", "not-yaml"),
            ("a:\n\tb: 2\n", "not-yaml"),
            ("\t# only a comment\n", "empty-scenario"),
        ];
        for (text, name) in table {
            assert_eq!(names(text), [name], "{text}");
        }
        let deep = format!("{}1{}", "[".repeat(40), "]".repeat(40));
        assert_eq!(names(&deep), ["nested-too-deep"]);
        assert_eq!(names(&"a".repeat(MOST_BYTES + 1)), ["file-too-large"]);
        let many = format!("[{}]", "1,".repeat(60_000));
        assert_eq!(names(&many), ["scenario-too-large"]);
    }

    /// A key that stands a space too far in is shown in its own line, not at the beginning of the file.
    #[test]
    fn a_fault_of_indentation_is_shown_in_its_line() {
        for text in [
            "runs: 8\npopulation:\n  partners: 9\n   region: x\n",
            "# é\nruns: 8\npopulation:\n    partners: 9\n  region: x\n",
        ] {
            let (_, problems) = tree(FileId(0), text);
            let [problem] = problems.as_slice() else {
                panic!("{problems:?}")
            };
            let Some(crate::diagnostic::place::Place::Source(span)) = &problem.primary else {
                panic!("a span")
            };
            let line = text[..span.start as usize].matches('\n').count();
            assert!(line >= text.matches('\n').count() - 2, "{text} {span:?}");
        }
    }

    #[test]
    fn every_repeated_key_is_named_with_its_first() {
        let text = "a: 1\nb: {c: 1, c: 2}\na: 3\n";
        let (_, problems) = tree(FileId(0), text);
        let messages: Vec<&str> = problems.iter().map(|each| each.message.as_str()).collect();
        assert_eq!(
            messages,
            ["key `c` is given twice", "key `a` is given twice"]
        );
        assert!(problems.iter().all(|problem| problem.related.len() == 1));
    }
}
