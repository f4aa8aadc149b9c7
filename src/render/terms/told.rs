//! What a program tells partners in its own words, with its placeholders filled from the program.
//! A placeholder that names something internal, or nothing, is a fault and never a gap.

use super::limit::{amount, quantity};
use crate::base::id::TierId;
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::kind::spec::{Given, Grid, Value};
use crate::model::{Declaration, Declared};
use crate::payout::table::Limit;
use crate::render::Fault;
use crate::render::speaker::Speaker;
use crate::render::view::Pair;

/// The text with each `{name}` replaced by a title, and each `{name.clause}` by what that clause
/// of the declaration says (to a tier, where it differs by tier). `{{` stands for a brace.
pub fn told(speaker: Speaker<'_>, text: &str, tier: Option<TierId>) -> Result<String, Fault> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, tail)) = rest.split_once('{') {
        out.push_str(before);
        if let Some(tail) = tail.strip_prefix('{') {
            out.push('{');
            rest = tail;
            continue;
        }
        let (name, after) = tail.split_once('}').unwrap_or((tail, ""));
        match fact(speaker, name.trim(), tier) {
            Some(fact) => out.push_str(&fact),
            None => return Err(Fault::Unsaid(name.to_owned())),
        }
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

/// What a placeholder stands for, if partners may know it.
fn fact(speaker: Speaker<'_>, placeholder: &str, tier: Option<TierId>) -> Option<String> {
    let (name, word) = match placeholder.split_once('.') {
        Some((name, word)) => (name, Some(word)),
        None => (placeholder, None),
    };
    let declaration = find(&speaker.program.declarations, name)?;
    let Some(word) = word else {
        return Some(speaker.title(Some(&declaration.declared)));
    };
    if declaration.declared.internal {
        return None;
    }
    let word = word.replace('_', " ");
    let terms = &declaration.terms;
    // The amount of a block whose first clause has no keyword is called by what it is.
    let given = terms
        .one(&word)
        .or_else(|| terms.one("").filter(|_| word == "amount"))?;
    // What has a version for each part of the year is not one amount.
    if given.says("internal") || given.force.is_dated() {
        return None;
    }
    say(speaker, given, tier)
}

fn find<'p>(declarations: &'p [Declaration], name: &str) -> Option<&'p Declaration> {
    declarations.iter().find_map(|declaration| {
        let own = declaration.declared.name.as_str() == name && !name.is_empty();
        if own {
            Some(declaration)
        } else {
            find(&declaration.children, name)
        }
    })
}

fn say(speaker: Speaker<'_>, given: &Given, tier: Option<TierId>) -> Option<String> {
    if let Some(Grid::Across {
        across,
        amounts,
        unit,
    }) = &given.table
    {
        let limit = Limit {
            across: Some(*across),
            amounts: amounts.clone(),
            unit: *unit,
        };
        return Some(amount(speaker, &limit, tier));
    }
    match &given.value {
        Value::Money(money) => Some(speaker.money(*money)),
        Value::Percent(rate) => Some(speaker.rate(*rate)),
        Value::Count(count, noun) => {
            let count = quantity(speaker, Ratio::whole(i128::from(*count)), Unit::Count);
            Some(noun.map_or(count.clone(), |noun| format!("{count} {noun}")))
        }
        Value::Number(number) => Some(quantity(speaker, *number, Unit::Count)),
        Value::Duration(duration) => Some(speaker.duration(*duration)),
        Value::Date(date) => Some(speaker.date(*date)),
        Value::Days(days, _) => Some(speaker.language.days(days.first(), days.last())),
        Value::Text(text) => Some(text.as_str().to_owned()),
        Value::Period(period) => Some(speaker.program.fiscal.name(*period)),
        Value::Nothing
        | Value::InKind(..)
        | Value::Parts(_)
        | Value::Cycle(_)
        | Value::When(_)
        | Value::Ids(_)
        | Value::Names(_)
        | Value::Words(_)
        | Value::Weights(_)
        | Value::Measure(..)
        | Value::Figure(..)
        | Value::Test(_)
        | Value::Events(_)
        | Value::AsOf(_)
        | Value::Set(_)
        | Value::Anchor(_)
        | Value::Currency(_)
        | Value::Weekdays(_)
        | Value::Dates(_)
        | Value::Silence(_) => None,
    }
}

/// What a name stands for: what the program tells of it, then exactly.
pub fn defined(speaker: Speaker<'_>, declared: &Declared, exact: String) -> Result<Pair, Fault> {
    let text = match &declared.tell {
        Some(tell) => {
            let tell = told(speaker, tell, None)?;
            speaker.say("text.then", &[("text", &tell), ("more", &exact)])
        }
        None => exact,
    };
    let name = speaker.title(Some(declared));
    Ok(Pair { name, text })
}
