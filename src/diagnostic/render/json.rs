//! Problems as JSON, `schema_version` 1: the keys are a promise to other tools.
//! It must not leave a key out when its value is missing: it is null or empty then.

use serde_json::{Value, json};

use crate::base::span::Sources;
use crate::diagnostic::fingerprint::fingerprints;
use crate::diagnostic::place::Place;
use crate::diagnostic::render::LIST_LIMIT;
use crate::diagnostic::render::location::Locator;
use crate::diagnostic::untrusted::json_escapes;
use crate::diagnostic::{Fix, Problem};

/// The document: the first 1,000 problems, and how many there are in all. `path`, `line`,
/// `column`, `end_line` and `end_column` are null for a problem without a place. Where in the
/// program, the witness and the cost are among the `facts`.
pub fn render(sources: &Sources, problems: &[Problem]) -> String {
    let mut locator = Locator::new(sources);
    let marks = fingerprints(sources, problems);
    let list: Vec<Value> = problems
        .iter()
        .zip(marks)
        .take(LIST_LIMIT)
        .map(|(problem, mark)| entry(&mut locator, problem, mark))
        .collect();
    let document = json!({
        "schema_version": 1,
        "count": problems.len(),
        "problems": list,
    });
    json_escapes(&format!("{document:#}\n"))
}

fn entry(locator: &mut Locator<'_>, problem: &Problem, mark: String) -> Value {
    let mut entry = json!({
        "name": problem.name,
        "severity": problem.severity.word(),
        "message": problem.message,
        "facts": facts(problem),
        "help": problem.help,
        "fingerprint": mark,
    });
    merge(&mut entry, position(locator, problem.primary.as_ref()));
    let related = problem.related.iter().map(|(place, part)| {
        let mut value = json!({ "message": part });
        merge(&mut value, position(locator, Some(place)));
        value
    });
    let related = Value::Array(related.collect());
    let fixes = problem.fixes.iter().map(|fix| fix_value(locator, fix));
    let fixes = Value::Array(fixes.collect());
    merge(&mut entry, json!({ "related": related, "fixes": fixes }));
    entry
}

fn facts(problem: &Problem) -> Value {
    let mut facts = problem.facts.clone();
    if !problem.path.is_empty() {
        facts.insert("program_path".to_owned(), problem.path.join(" > "));
    }
    for (key, value) in [("witness", &problem.witness), ("cost", &problem.cost)] {
        if let Some(value) = value {
            facts.insert(key.to_owned(), value.clone());
        }
    }
    json!(facts)
}

fn fix_value(locator: &mut Locator<'_>, fix: &Fix) -> Value {
    let edits = fix.edits.iter().map(|(span, text)| {
        let mut value = json!({ "text": text });
        merge(&mut value, position(locator, Some(&Place::Source(*span))));
        value
    });
    let edits = Value::Array(edits.collect());
    json!({ "safe": fix.safe, "title": fix.title, "edits": edits })
}

fn position(locator: &mut Locator<'_>, place: Option<&Place>) -> Value {
    let Some(location) = place.map(|place| locator.locate(place)) else {
        return json!({
            "path": null, "line": null, "column": null, "end_line": null, "end_column": null,
        });
    };
    json!({
        "path": location.path,
        "line": location.line,
        "column": location.column,
        "end_line": location.end_line,
        "end_column": location.end_column,
    })
}

fn merge(into: &mut Value, from: Value) {
    if let (Value::Object(into), Value::Object(from)) = (into, from) {
        into.extend(from);
    }
}
