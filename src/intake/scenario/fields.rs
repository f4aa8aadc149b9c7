//! Reading a tree field by field: each field once, what is left over is unknown, and every fault
//! is said at its place. Knows no field by name.

use std::collections::BTreeSet;

use crate::base::name::nearest;
use crate::base::span::Span;
use crate::diagnostic::Problem;
use crate::intake::scenario_file::{Content, Key, Node};

/// The entries of one mapping on their way to values.
pub struct Fields<'a> {
    entries: &'a [(Key, Node)],
    known: Vec<&'static str>,
    taken: BTreeSet<usize>,
    path: String,
    span: Span,
}

/// A number's sensible range.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    /// The least.
    pub low: f64,
    /// The most.
    pub high: f64,
    /// Whether the least itself is outside.
    pub above: bool,
}

impl Range {
    /// From `low` to `high`, both included.
    pub const fn of(low: f64, high: f64) -> Range {
        Range {
            low,
            high,
            above: false,
        }
    }

    /// A share: 0 to 1.
    pub const SHARE: Range = Range::of(0.0, 1.0);

    /// Above 0, up to `high`.
    pub const fn above_zero(high: f64) -> Range {
        Range {
            low: 0.0,
            high,
            above: true,
        }
    }

    fn holds(self, value: f64) -> bool {
        value <= self.high
            && if self.above {
                value > self.low
            } else {
                value >= self.low
            }
    }
}

impl<'a> Fields<'a> {
    /// The fields of a node, which must be a mapping; `path` is empty at the top.
    pub fn of(node: &'a Node, path: &str, problems: &mut Vec<Problem>) -> Option<Fields<'a>> {
        let entries = match &node.content {
            Content::Map(entries) => entries.as_slice(),
            Content::Empty => &[],
            Content::Flag(_)
            | Content::Whole(_)
            | Content::Number(_)
            | Content::Text(_)
            | Content::List(_) => {
                problems.push(wrong(node, path, "keys with values"));
                return None;
            }
        };
        Some(Fields {
            entries,
            known: Vec::new(),
            taken: BTreeSet::new(),
            path: path.to_owned(),
            span: node.span,
        })
    }

    /// Where the mapping stands.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Where the value of a field stands; the mapping, where it is left out.
    pub fn place(&self, name: &str) -> Span {
        let mut entries = self.entries.iter();
        let found = entries.find(|(key, _)| key.text == name);
        found.map_or(self.span, |(_, node)| node.span)
    }

    /// Whether a field is there.
    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|(key, _)| key.text == name)
    }

    /// A field that may be left out; explicit nothing is an empty node.
    pub fn take(&mut self, name: &'static str) -> Option<&'a Node> {
        self.known.push(name);
        let place = self.entries.iter().position(|(key, _)| key.text == name)?;
        self.taken.insert(place);
        self.entries.get(place).map(|(_, node)| node)
    }

    /// Every entry, for mappings whose keys are names; none is left over.
    pub fn all(&mut self) -> impl Iterator<Item = (&'a Key, &'a Node)> + use<'a> {
        self.taken.extend(0..self.entries.len());
        self.entries.iter().map(|(key, node)| (key, node))
    }

    /// The path of a field.
    pub fn path(&self, name: &str) -> String {
        if self.path.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.path)
        }
    }

    /// A number inside a range, or the default.
    pub fn number(
        &mut self,
        name: &'static str,
        range: Range,
        default: f64,
        problems: &mut Vec<Problem>,
    ) -> f64 {
        let path = self.path(name);
        let node = self.take(name);
        node.and_then(|node| number(node, &path, range, problems))
            .unwrap_or(default)
    }

    /// A whole number inside a range, or the default.
    pub fn whole(
        &mut self,
        name: &'static str,
        (low, high): (i128, i128),
        default: i128,
        problems: &mut Vec<Problem>,
    ) -> i128 {
        let path = self.path(name);
        let Some(node) = self.take(name) else {
            return default;
        };
        let value = match &node.content {
            Content::Whole(value) => *value,
            Content::Number(value) if value.is_finite() && value.fract() == 0.0 => *value as i128,
            Content::Number(value) if !value.is_finite() => return default,
            Content::Number(_)
            | Content::Empty
            | Content::Flag(_)
            | Content::Text(_)
            | Content::List(_)
            | Content::Map(_) => {
                problems.push(wrong(node, &path, "a whole number"));
                return default;
            }
        };
        if (low..=high).contains(&value) {
            return value;
        }
        let (bound, limit) = if value < low {
            ("below", low)
        } else {
            ("above", high)
        };
        let message = format!("`{path}` is {value}, {bound} the limit of {limit}");
        problems.push(Problem::error("out-of-range", message).at(node.span));
        default
    }

    /// Says which entries nothing asked for. `stated` are names that the program gives meaning to.
    pub fn finish(self, stated: &dyn Fn(&str) -> Option<String>, problems: &mut Vec<Problem>) {
        for (place, (key, _)) in self.entries.iter().enumerate() {
            if self.taken.contains(&place) {
                continue;
            }
            let path = self.path(&key.text);
            if let Some(problem) = limit_word(&key.text, &path) {
                problems.push(problem.at(key.span));
            } else if let Some(what) = stated(&key.text) {
                let message = format!("`{path}` is stated twice: the program already says {what}");
                let problem = Problem::error("stated-twice", message).at(key.span);
                problems.push(problem.help("a scenario gives behaviour and market only"));
            } else {
                let near = nearest(&key.text, self.known.iter().copied());
                problems.push(unknown(&path, key.span, near, &self.known));
            }
        }
    }
}

/// A number inside a range; wrong ones are said and give `None`.
pub fn number(node: &Node, path: &str, range: Range, problems: &mut Vec<Problem>) -> Option<f64> {
    let value = match &node.content {
        Content::Whole(value) => *value as f64,
        Content::Number(value) => *value,
        Content::Empty
        | Content::Flag(_)
        | Content::Text(_)
        | Content::List(_)
        | Content::Map(_) => {
            problems.push(wrong(node, path, "a number"));
            return None;
        }
    };
    if !value.is_finite() {
        // Said by the reader already.
        return None;
    }
    if range.holds(value) {
        return Some(value);
    }
    let from = if range.above { "above" } else { "from" };
    let message = format!(
        "`{path}` is {value}, but must be {from} {} to {}",
        range.low, range.high
    );
    problems.push(Problem::error("out-of-range", message).at(node.span));
    None
}

/// A text, which must be one of these words.
pub fn word<'w>(
    node: &Node,
    path: &str,
    words: &[&'w str],
    problems: &mut Vec<Problem>,
) -> Option<&'w str> {
    let Content::Text(text) = &node.content else {
        problems.push(wrong(node, path, &one_of(words)));
        return None;
    };
    let found = words.iter().copied().find(|word| word == text);
    if found.is_none() {
        let near = nearest(text, words.iter().copied());
        problems.push(unknown(&format!("{path}: {text}"), node.span, near, words));
    }
    found
}

/// A value of the wrong kind.
pub fn wrong(node: &Node, path: &str, expected: &str) -> Problem {
    let found = match &node.content {
        Content::Empty => "nothing",
        Content::Flag(_) => "`true` or `false`",
        Content::Whole(_) => "a whole number",
        Content::Number(_) => "a number",
        Content::Text(_) => "text",
        Content::List(_) => "a list",
        Content::Map(_) => "keys with values",
    };
    let place = if path.is_empty() {
        "the scenario".to_owned()
    } else {
        format!("`{path}`")
    };
    let message = format!("{place} is {found} where {expected} is expected");
    let problem = Problem::error("wrong-type", message).at(node.span);
    if let Content::Text(text) = &node.content
        && let Some(number) = spoken(text)
    {
        return problem.help(format!("write the number alone: {number}"));
    }
    if let Content::Text(text) = &node.content
        && let Ok(number) = text.parse::<f64>()
    {
        return problem.help(match number.is_finite() {
            true => "write numbers without quotes and without leading zeros",
            false => "write the number that is meant: nothing in a scenario is without end",
        });
    }
    problem
}

/// The number of a text such as `5%`, which is 0.05, or `100000 EUR`.
fn spoken(text: &str) -> Option<f64> {
    let read = |text: &str| text.trim().replace(',', "").parse::<f64>().ok();
    if let Some(percent) = text.strip_suffix('%') {
        // Of a few decimals, so that 0.07 is not 0.07000000000000001.
        return read(percent).map(|percent| (percent * 1e8).round() / 1e10);
    }
    let (number, word) = text.split_once(' ')?;
    let is_currency = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    read(number).filter(|number| is_currency && number.is_finite())
}

/// Names of which there are so many are listed by `charter explain`.
const MANY: usize = 16;

/// A name that nothing has.
pub fn unknown(path: &str, span: Span, near: Option<&str>, known: &[&str]) -> Problem {
    let problem = Problem::error("unknown-key", format!("unknown `{path}`")).at(span);
    match near {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None if known.is_empty() => problem.help("the program declares none; leave it out"),
        None if path.ends_with(".000") => problem.help("a number has no commas: 100000"),
        None if known.len() > MANY => {
            let part = path.rsplit_once('.').map_or("scenario", |(part, _)| part);
            problem.help(format!("what there is: charter explain {part}"))
        }
        None => problem.help(format!("known: {}", known.join(", "))),
    }
}

/// Limits are the operator's, never the file's.
fn limit_word(key: &str, path: &str) -> Option<Problem> {
    let words = ["limit", "limits", "max_work", "work_limit", "memory_limit"];
    words.contains(&key).then(|| {
        let message = format!("`{path}`: a limit can be raised by the operator only");
        Problem::error("limit-in-file", message).help("give it on the command line")
    })
}

fn one_of(words: &[&str]) -> String {
    format!("one of {}", words.join(", "))
}
