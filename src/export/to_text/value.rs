//! One value in the words of a program.

use super::measured::{events, figure, measure, test};
use super::node::{Fault, Node};
use super::quoted;

/// An object with one key that says what it is.
pub(super) fn value(node: &Node, ware: Option<&str>) -> Result<String, Fault> {
    let (key, held) = node.only()?;
    Ok(match key {
        "money" | "percent" | "number" | "date" | "cycle" | "currency" | "set" | "as_of"
        | "silence" => held.text()?.to_owned(),
        "count" => count(&held)?,
        "duration" => duration(&held)?,
        "in_kind" => in_kind(&held)?,
        "parts" => parts(&held)?,
        "dates" | "weekdays" | "ids" | "words" => held.texts()?.join(", "),
        "names" => names(&held)?,
        "days" => days(&held)?,
        "text" => quoted(held.text()?),
        "weights" => weights(&held)?,
        "from" => anchor(held.text()?),
        "when" => when(&held)?,
        "measure" => measure(&held, ware)?,
        "figure" => figure(&held, ware)?,
        "test" => test(&held, ware)?,
        "events" => events(&held, ware)?,
        _ => return Err(node.expected("a value")),
    })
}

fn count(held: &Node) -> Result<String, Fault> {
    let number = held.text_of("number")?;
    Ok(match held.maybe("of") {
        Some(noun) => format!("{number} {}", noun.text()?),
        None => number.to_owned(),
    })
}

/// `2 units of widget`, or `50 points`.
fn in_kind(held: &Node) -> Result<String, Fault> {
    let number = held.text_of("number")?;
    Ok(match held.maybe("product") {
        Some(product) => format!("{number} units of {}", product.text()?),
        None => format!("{number} points"),
    })
}

/// `3 equal parts 30, 60, 90 days`: all parts are in one unit.
fn parts(held: &Node) -> Result<String, Fault> {
    let (mut numbers, mut unit) = (Vec::new(), String::new());
    for part in held.list()? {
        numbers.push(part.text_of("number")?.to_owned());
        part.text_of("unit")?.clone_into(&mut unit);
    }
    let count = numbers.len();
    Ok(format!(
        "{count} equal parts {} {unit}s",
        numbers.join(", ")
    ))
}

pub(super) fn duration(held: &Node) -> Result<String, Fault> {
    Ok(format!(
        "{} {}s",
        held.text_of("number")?,
        held.text_of("unit")?
    ))
}

/// An empty list is everyone.
fn names(held: &Node) -> Result<String, Fault> {
    let names = held.texts()?;
    Ok(if names.is_empty() {
        "everyone".to_owned()
    } else {
        names.join(", ")
    })
}

/// Days by the entry that named them, else by their dates.
pub(super) fn days(held: &Node) -> Result<String, Fault> {
    Ok(match held.maybe("entry") {
        Some(entry) => entry.text()?.to_owned(),
        None => format!("{} to {}", held.text_of("first")?, held.text_of("last")?),
    })
}

fn weights(held: &Node) -> Result<String, Fault> {
    let mut found = Vec::new();
    for weight in held.list()? {
        found.push(format!(
            "{} {}",
            weight.text_of("word")?,
            weight.text_of("number")?
        ));
    }
    Ok(found.join(", "))
}

/// The day of a fact is the day of its sale or of its certification; a program says either.
fn anchor(words: &str) -> String {
    match words {
        "event" => "sale date".to_owned(),
        words => words.to_owned(),
    }
}

fn when(held: &Node) -> Result<String, Fault> {
    if let Some(stretch) = held.maybe("days") {
        return days(&stretch);
    }
    if let Some(dates) = held.maybe("dates") {
        return Ok(dates.texts()?.join(", "));
    }
    if let Some(every) = held.maybe("every") {
        return recurring(&every);
    }
    if let Some(incentive) = held.maybe("at_payout_of") {
        return Ok(format!("on payout of {}", incentive.text()?));
    }
    let distance = duration(&held.get("duration")?)?;
    let (side, of) = match held.maybe("before") {
        Some(before) => ("before", before),
        None => ("after", held.get("after")?),
    };
    let (moment, name) = of.only()?;
    let name = name.text()?;
    Ok(match moment {
        "expiry_of" => format!("{distance} {side} each {name} expiry"),
        "payout_of" => format!("{distance} {side} each {name} payout"),
        "start_of" => format!("{distance} {side} start of {name}"),
        "end_of" => format!("{distance} {side} end of {name}"),
        _ => return Err(of.expected("a moment")),
    })
}

fn recurring(every: &Node) -> Result<String, Fault> {
    let (number, unit) = (every.text_of("number")?, every.text_of("unit")?);
    let every_unit = match number {
        "1" => format!("every {unit}"),
        number => format!("every {number} {unit}s"),
    };
    let every_unit = match every.maybe("since") {
        Some(since) => format!("{every_unit} since {}", since.text()?),
        None => every_unit,
    };
    Ok(match every.maybe("on") {
        Some(on) => format!("{every_unit} on {}", on.text()?),
        None => every_unit,
    })
}
