//! Reading declared names, alone or as a list.

use crate::base::span::Span;
use crate::compile::cursor::{Cursor, Read};
use crate::compile::scope::Scope;
use crate::compile::value::list::twice;
use crate::kind::spec::{Named, Refers, Silence, Value};

/// Declared names of some sorts; a list where `many`. `None` when one of them failed elsewhere.
pub fn names(
    cursor: &mut Cursor,
    scope: &Scope,
    sorts: &[Refers],
    many: bool,
) -> Read<Option<Value>> {
    let mut found: Vec<(Named, Span)> = Vec::new();
    let mut whole = true;
    loop {
        let (word, span) = cursor.word("a name")?;
        let everyone = &**word == "everyone" && sorts.contains(&Refers::Segment);
        if everyone {
            return Ok(Some(Value::Names(Vec::new())));
        }
        match scope.find(word, span, sorts)? {
            Some(named) => {
                if let Some((_, first)) = found.iter().find(|(other, _)| *other == named) {
                    return Err(twice(*first, span));
                }
                found.push((named, span));
            }
            None => whole = false,
        }
        if !many || !cursor.eat_comma() {
            break;
        }
    }
    if many {
        found = with_inner(found, scope);
    }
    Ok(whole.then_some(Value::Names(found)))
}

/// A set that holds a region holds the regions in it.
fn with_inner(names: Vec<(Named, Span)>, scope: &Scope) -> Vec<(Named, Span)> {
    let mut all: Vec<(Named, Span)> = Vec::with_capacity(names.len());
    for (named, span) in names {
        let inner = if let Named::Region(id) = named {
            scope.regions_in(id)
        } else {
            Vec::new()
        };
        let inner = inner.into_iter().map(Named::Region);
        for each in [named].into_iter().chain(inner) {
            if !all.iter().any(|(other, _)| *other == each) {
                all.push((each, span));
            }
        }
    }
    all
}

/// `approved`, `refused` or `escalate to ROLE`.
pub fn silence(cursor: &mut Cursor, scope: &Scope) -> Read<Option<Value>> {
    if cursor.eat("approved") {
        return Ok(Some(Value::Silence(Silence::Approved)));
    }
    if cursor.eat("refused") {
        return Ok(Some(Value::Silence(Silence::Refused)));
    }
    if !cursor.eat("escalate to") {
        return Err(cursor.expected("`approved`, `refused` or `escalate to ROLE`"));
    }
    let (word, span) = cursor.word("the name of a role")?;
    let found = scope.find(word, span, &[Refers::Role, Refers::Committee])?;
    Ok(found.map(|_| Value::Silence(Silence::EscalateTo(word.clone()))))
}
