//! The terms of a program as canonical JSON, and back to the text of a program: what it says before anything
//! is computed from it. Must not know what a kind pays: it reads descriptors and resolved terms alone.

pub mod to_json;
pub mod to_text;

use serde_json::Value as Json;

use crate::model::Program;

/// What the file calls itself.
pub const FORM: &str = "charter terms";

/// The version of the form. It rises when a reader of the old form could misread the new one.
pub const SCHEMA_VERSION: u32 = 1;

/// The one text of a program's terms; its hash is the identity of the program.
pub fn canonical(program: &Program) -> String {
    let mut text = format!("{:#}", to_json::terms(program));
    text.push('\n');
    text
}

/// Where two values first differ, as a path such as `/declarations/3/title`.
pub fn difference(left: &Json, right: &Json) -> Option<String> {
    match (left, right) {
        (Json::Object(one), Json::Object(two)) => one
            .keys()
            .chain(two.keys())
            .find_map(|key| below(one.get(key), two.get(key), key)),
        (Json::Array(one), Json::Array(two)) => {
            let longer = one.len().max(two.len());
            (0..longer).find_map(|at| below(one.get(at), two.get(at), &at.to_string()))
        }
        _ => (left != right).then(String::new),
    }
}

fn below(left: Option<&Json>, right: Option<&Json>, step: &str) -> Option<String> {
    let rest = match (left, right) {
        (Some(left), Some(right)) => difference(left, right)?,
        _ => String::new(),
    };
    Some(format!("/{step}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::difference;
    use serde_json::json;

    #[test]
    fn the_first_difference_has_a_path() {
        let left = json!({ "a": [1, { "b": "x" }], "c": "y" });
        for (right, path) in [
            (json!({ "a": [1, { "b": "x" }], "c": "y" }), None),
            (json!({ "a": [1, { "b": "z" }], "c": "y" }), Some("/a/1/b")),
            (json!({ "a": [1], "c": "y" }), Some("/a/1")),
            (json!({ "a": [1, { "b": "x" }] }), Some("/c")),
            (
                json!({ "a": [1, { "b": "x" }], "c": "y", "d": 1 }),
                Some("/d"),
            ),
            (json!([]), Some("")),
        ] {
            assert_eq!(difference(&left, &right).as_deref(), path, "{right}");
        }
    }
}
