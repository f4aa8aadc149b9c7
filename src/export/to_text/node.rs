//! A place in a JSON file, so that what is missing or of another shape can be named.

use std::fmt;

use serde_json::Value as Json;

/// Something that is not as the form has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where: `/declarations/3/title`.
    pub path: String,
    /// What should stand there.
    pub expected: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() {
            "/"
        } else {
            &self.path
        };
        write!(f, "expected {} at {path}", self.expected)
    }
}

/// A value and its path.
pub(super) struct Node<'j> {
    json: &'j Json,
    path: String,
}

impl<'j> Node<'j> {
    pub(super) fn root(json: &'j Json) -> Node<'j> {
        Node {
            json,
            path: String::new(),
        }
    }

    fn below(&self, step: &str, json: &'j Json) -> Node<'j> {
        Node {
            json,
            path: format!("{}/{step}", self.path),
        }
    }

    pub(super) fn expected(&self, what: &str) -> Fault {
        Fault {
            path: self.path.clone(),
            expected: what.to_owned(),
        }
    }

    /// The value of a key that may be left out.
    pub(super) fn maybe(&self, key: &str) -> Option<Node<'j>> {
        self.json.get(key).map(|json| self.below(key, json))
    }

    /// The value of a key that must stand.
    pub(super) fn get(&self, key: &str) -> Result<Node<'j>, Fault> {
        self.maybe(key)
            .ok_or_else(|| self.expected(&format!("a key `{key}`")))
    }

    pub(super) fn text(&self) -> Result<&'j str, Fault> {
        self.json.as_str().ok_or_else(|| self.expected("a text"))
    }

    /// The text of a key that must stand.
    pub(super) fn text_of(&self, key: &str) -> Result<&'j str, Fault> {
        self.get(key)?.text()
    }

    pub(super) fn list(&self) -> Result<Vec<Node<'j>>, Fault> {
        let list = self
            .json
            .as_array()
            .ok_or_else(|| self.expected("a list"))?;
        let each = |(at, json): (usize, &'j Json)| self.below(&at.to_string(), json);
        Ok(list.iter().enumerate().map(each).collect())
    }

    /// Texts, as a program lists them.
    pub(super) fn texts(&self) -> Result<Vec<&'j str>, Fault> {
        self.list()?.iter().map(Node::text).collect()
    }

    pub(super) fn fields(&self) -> Result<Vec<(&'j str, Node<'j>)>, Fault> {
        let fields = self
            .json
            .as_object()
            .ok_or_else(|| self.expected("an object"))?;
        let each = |(key, json): (&'j String, &'j Json)| (key.as_str(), self.below(key, json));
        Ok(fields.iter().map(each).collect())
    }

    /// The one key of an object and its value.
    pub(super) fn only(&self) -> Result<(&'j str, Node<'j>), Fault> {
        let mut fields = self.fields()?.into_iter();
        match (fields.next(), fields.next()) {
            (Some(only), None) => Ok(only),
            _ => Err(self.expected("an object with one key")),
        }
    }
}
