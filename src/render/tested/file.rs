//! The result of a test as JSON, `schema_version` 1: the keys are a promise to other tools.

use serde_json::{Map, Value, json};

use super::Tested;
use crate::base::origin::Origin;
use crate::decide::coverage::{Group, count};
use crate::decide::guardrail::Judged;
use crate::diagnostic::untrusted::json_escapes;
use crate::render::forecast_file::{expectations, judgements, objectives};
use crate::simulate::estimate::limit::Rule;

/// The document. `path` and `line` are null where a place is not known.
pub fn json(tested: &Tested) -> String {
    let aims = tested.forecasts.first().map_or(&[][..], |each| &each.aims);
    let document = json!({
        "schema_version": 1,
        "program": &*tested.program.declared.name,
        "verdict": tested.whole().word(),
        "examples": examples(tested),
        "coverage": coverage(tested),
        "edges": edges(tested),
        "guardrails": guardrails(tested),
        "guardrails_of_others": others(tested),
        "expectations": expected(tested),
        "objectives": objectives(aims),
    });
    json_escapes(&format!("{document:#}\n"))
}

fn guardrails(tested: &Tested) -> Value {
    let judged: Vec<Judged> = tested.guardrails().cloned().collect();
    judgements(&judged)
}

/// Guardrails that are about other scenarios than the one that was forecast.
fn others(tested: &Tested) -> Value {
    let as_written = tested.forecasts.first();
    let others = as_written.map_or(&[][..], |each| &each.verdicts.others);
    let each = |rule: &Rule| json!({ "name": rule.name, "scenario": rule.scenario });
    Value::Array(others.iter().map(each).collect())
}

/// What is expected, each with the scenario that expects it.
fn expected(tested: &Tested) -> Value {
    let mut all = Vec::new();
    for held in &tested.forecasts {
        let Value::Array(found) = expectations(&held.verdicts.expected) else {
            continue;
        };
        for mut each in found {
            if let Value::Object(object) = &mut each {
                object.insert("scenario".to_owned(), json!(&*held.scenario));
            }
            all.push(each);
        }
    }
    Value::Array(all)
}

fn placed(tested: &Tested, origin: Origin, mut value: Value) -> Value {
    let (path, line) = match tested.place(origin) {
        Some((path, line)) => (json!(path), json!(line)),
        None => (Value::Null, Value::Null),
    };
    if let Value::Object(object) = &mut value {
        object.insert("path".to_owned(), path);
        object.insert("line".to_owned(), line);
    }
    value
}

fn examples(tested: &Tested) -> Value {
    let each = tested.examples.iter().map(|example| {
        let value = json!({
            "title": example.title,
            "holds": example.failures.is_empty(),
            "failures": example.failures,
        });
        placed(tested, example.origin, value)
    });
    Value::Array(each.collect())
}

fn coverage(tested: &Tested) -> Value {
    let mut groups = Map::new();
    for group in Group::ALL {
        let (shown, of) = count(&tested.edges, group);
        groups.insert(group.word().to_owned(), json!({ "shown": shown, "of": of }));
    }
    Value::Object(groups)
}

fn edges(tested: &Tested) -> Value {
    let each = tested.edges.iter().map(|edge| {
        let shown_by: Vec<&str> = edge.shown_by.iter().map(|title| &**title).collect();
        let value = json!({
            "group": edge.group.word(),
            "subject": &*edge.subject,
            "side": edge.side,
            "shown_by": shown_by,
        });
        placed(tested, edge.origin, value)
    });
    Value::Array(each.collect())
}
