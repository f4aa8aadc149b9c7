//! Problems as SARIF 2.1.0, the format of code-scanning services.
//! It must not name a path of this machine: artifacts are relative to the source root.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::base::span::Sources;
use crate::diagnostic::fingerprint::fingerprints;
use crate::diagnostic::place::Place;
use crate::diagnostic::render::LIST_LIMIT;
use crate::diagnostic::render::location::{Location, Locator};
use crate::diagnostic::untrusted::{json_escapes, one_line};
use crate::diagnostic::{Fix, Problem};

/// The log: one run, one rule for each name of a problem, at most 1,000 results.
pub fn render(sources: &Sources, problems: &[Problem]) -> String {
    let mut locator = Locator::new(sources);
    let marks = fingerprints(sources, problems);
    let listed = problems.iter().take(LIST_LIMIT);
    let mut rules: BTreeMap<&str, usize> = listed.clone().map(|found| (found.name, 0)).collect();
    for (index, position) in rules.values_mut().enumerate() {
        *position = index;
    }
    let results: Vec<Value> = listed
        .zip(marks)
        .map(|(found, mark)| result(&mut locator, found, rules.get(found.name), mark))
        .collect();
    let rules: Vec<Value> = rules.keys().map(|name| json!({ "id": name })).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "charter",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    json_escapes(&format!("{log:#}\n"))
}

fn result(
    locator: &mut Locator<'_>,
    problem: &Problem,
    rule: Option<&usize>,
    mark: String,
) -> Value {
    let message = match &problem.help {
        Some(help) => format!("{}\nhelp: {}", one_line(&problem.message), one_line(help)),
        None => one_line(&problem.message),
    };
    let mut result = json!({
        "ruleId": problem.name,
        "level": problem.severity.word(),
        "message": { "text": message },
        "partialFingerprints": { "charterProblem/v1": mark },
    });
    let mut set = |key: &str, value: Value| {
        if let Value::Object(fields) = &mut result {
            fields.insert(key.to_owned(), value);
        }
    };
    if let Some(index) = rule {
        set("ruleIndex", json!(index));
    }
    if let Some(place) = &problem.primary {
        let physical = physical(&locator.locate(place));
        set("locations", json!([{ "physicalLocation": physical }]));
    }
    let related = problem.related.iter().map(|(place, part)| {
        let physical = physical(&locator.locate(place));
        json!({ "physicalLocation": physical, "message": { "text": one_line(part) } })
    });
    let related: Vec<Value> = related.collect();
    if !related.is_empty() {
        set("relatedLocations", Value::Array(related));
    }
    let fixes: Vec<Value> = problem
        .fixes
        .iter()
        .map(|fix| fix_value(locator, fix))
        .collect();
    if !fixes.is_empty() {
        set("fixes", Value::Array(fixes));
    }
    result
}

fn fix_value(locator: &mut Locator<'_>, fix: &Fix) -> Value {
    let changes = fix.edits.iter().map(|(span, text)| {
        let location = locator.locate(&Place::Source(*span));
        json!({
            "artifactLocation": artifact(&location),
            "replacements": [{
                "deletedRegion": region(&location),
                "insertedContent": { "text": text },
            }],
        })
    });
    let changes: Vec<Value> = changes.collect();
    json!({ "description": { "text": one_line(&fix.title) }, "artifactChanges": changes })
}

fn physical(location: &Location) -> Value {
    json!({ "artifactLocation": artifact(location), "region": region(location) })
}

fn artifact(location: &Location) -> Value {
    json!({ "uri": relative_uri(&location.path), "uriBaseId": "%SRCROOT%" })
}

fn region(location: &Location) -> Value {
    json!({
        "startLine": location.line,
        "startColumn": location.column,
        "endLine": location.end_line,
        "endColumn": location.end_column,
    })
}

/// A path as a relative URI reference: every byte but letters, digits and `-._~/` is encoded.
fn relative_uri(path: &str) -> String {
    path.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
