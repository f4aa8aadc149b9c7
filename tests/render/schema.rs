//! A small strict reader of JSON Schema, with the words that the rules' schema uses and no other.

use serde_json::Value;

/// Checks a value against a schema; the first fault is returned with its place.
pub fn check(root: &Value, schema: &Value, value: &Value, place: &str) -> Result<(), String> {
    let Value::Object(words) = schema else {
        return Err(format!("{place}: the schema is no object"));
    };
    for (word, rule) in words {
        match word.as_str() {
            "$schema" | "$defs" | "title" | "description" => {}
            "$ref" => check(root, target(root, rule)?, value, place)?,
            "type" => check_type(rule, value, place)?,
            "const" => ensure(rule == value, || format!("{place}: {value} is not {rule}"))?,
            "enum" => {
                let any = rule.as_array().is_some_and(|any| any.contains(value));
                ensure(any, || format!("{place}: {value} is none of {rule}"))?;
            }
            "pattern" => {
                let (rule, text) = (rule.as_str().unwrap_or(""), value.as_str().unwrap_or(""));
                ensure(matches(rule, text), || {
                    format!("{place}: `{text}` is not {rule}")
                })?;
            }
            "minimum" => {
                let least = rule.as_i64() <= value.as_i64();
                ensure(least, || format!("{place}: {value} is below {rule}"))?;
            }
            "minLength" => {
                let least = rule.as_u64() <= value.as_str().map(|text| text.len() as u64);
                ensure(least, || format!("{place}: {value} is too short"))?;
            }
            "minItems" | "maxItems" => {
                let count = value.as_array().map(|items| items.len() as u64);
                ensure(rule.as_u64() == count, || {
                    format!("{place}: {count:?} items")
                })?;
            }
            "required" => required(rule, value, place)?,
            "properties" | "additionalProperties" => {}
            "items" => {
                for (at, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, rule, item, &format!("{place}/{at}"))?;
                }
            }
            "oneOf" | "anyOf" => one_of(root, rule, value, place, word == "oneOf")?,
            other => return Err(format!("{place}: the schema says `{other}`")),
        }
    }
    if let Value::Object(fields) = value {
        for (name, field) in fields {
            let place = format!("{place}/{name}");
            match (
                schema["properties"].get(name),
                words.get("additionalProperties"),
            ) {
                (Some(rule), _) => check(root, rule, field, &place)?,
                (None, Some(Value::Bool(false))) => return Err(format!("{place}: not known")),
                (None, Some(rule)) => check(root, rule, field, &place)?,
                (None, None) => {}
            }
        }
    }
    Ok(())
}

fn one_of(
    root: &Value,
    rules: &Value,
    value: &Value,
    place: &str,
    exactly: bool,
) -> Result<(), String> {
    let mut faults = Vec::new();
    let mut met = 0;
    for rule in rules.as_array().into_iter().flatten() {
        match check(root, rule, value, place) {
            Ok(()) => met += 1,
            Err(fault) => faults.push(fault),
        }
    }
    // The longest place got furthest and says most.
    let furthest = || faults.iter().max_by_key(|fault| fault.len()).cloned();
    ensure(met == 1 || (met > 1 && !exactly), || {
        furthest().unwrap_or_else(|| format!("{place}: {met} variants match"))
    })
}

fn check_type(rule: &Value, value: &Value, place: &str) -> Result<(), String> {
    let fits = match rule.as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("null") => value.is_null(),
        _ => false,
    };
    ensure(fits, || format!("{place}: {value} is not of type {rule}"))
}

fn required(rule: &Value, value: &Value, place: &str) -> Result<(), String> {
    for name in rule
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
    {
        ensure(value.get(name).is_some(), || {
            format!("{place}: no `{name}`")
        })?;
    }
    Ok(())
}

fn target<'a>(root: &'a Value, name: &Value) -> Result<&'a Value, String> {
    let path = name
        .as_str()
        .and_then(|name| name.strip_prefix('#'))
        .unwrap_or("");
    root.pointer(path)
        .ok_or_else(|| format!("{name} leads nowhere"))
}

fn ensure(holds: bool, fault: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(fault()) }
}

/// The five patterns of the schema, each as a plain test.
fn matches(pattern: &str, text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    match pattern {
        "^[0-9]+$" => digits(text),
        "^-?[0-9]+$" => digits(unsigned),
        "^-?[0-9]+(\\.[0-9]+|/[0-9]+)?$" => {
            unsigned.split(['.', '/']).all(digits) && unsigned.matches(['.', '/']).count() < 2
        }
        "^[A-Z]{3}$" => text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()),
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => {
            let parts: Vec<&str> = text.split('-').collect();
            let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
            lengths == [4, 2, 2] && parts.iter().all(|part| digits(part))
        }
        other => panic!("the schema has the unknown pattern {other}"),
    }
}
