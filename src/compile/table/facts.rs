//! Facts of an example: the first column names the type, the headings are its fields.

use crate::base::date::Date;
use crate::base::name::{Name, nearest};
use crate::compile::cursor::{Cursor, Read};
use crate::compile::scope::{Scope, a};
use crate::compile::value::literal;
use crate::diagnostic::Problem;
use crate::fact::{FIELDS_OF_SALE, Fact, FactKind, Field, FieldKind, Type, Value, type_named};
use crate::kind::spec::{Grid, Refers};
use crate::syntax;

/// Reads every row as a fact; a row with a fault is left out and reported.
pub fn read(table: &syntax::Table, scope: &Scope, problems: &mut Vec<Problem>) -> Grid {
    let headings: Vec<Name> = table.head.cells.iter().map(heading).collect();
    let mut facts = Vec::new();
    for (at, row) in table.rows.iter().enumerate() {
        match fact(&headings, table, row, at, scope) {
            Ok(fact) => facts.push(fact),
            Err(problem) => problems.push(problem),
        }
    }
    Grid::Facts(facts)
}

fn heading(cell: &syntax::Cell) -> Name {
    cell.tokens
        .first()
        .and_then(|token| token.kind.word())
        .cloned()
        .unwrap_or_else(|| Name::new(""))
}

/// What the common columns of a row say.
struct Common {
    id: Option<Name>,
    partner: Option<Name>,
    happened: Option<Date>,
    known: Option<Date>,
    accepted: Option<Date>,
    claim: Option<Name>,
}

fn fact(
    headings: &[Name],
    table: &syntax::Table,
    row: &syntax::Row,
    at: usize,
    scope: &Scope,
) -> Read<Fact> {
    let sort = sort(headings, table, row)?;
    let mut common = Common {
        id: None,
        partner: None,
        happened: None,
        known: None,
        accepted: None,
        claim: None,
    };
    let mut values = vec![Value::Absent; sort.fields.len()];
    for ((cell, name), head) in row.cells.iter().zip(headings).zip(&table.head.cells) {
        if &**name == "fact" || cell.tokens.is_empty() {
            continue;
        }
        if read_common(&mut common, sort, name, cell)? {
            continue;
        }
        let Some((index, field)) = sort.field(name) else {
            return Err(unknown(sort, name, head));
        };
        let value = field_value(field, cell, scope)?;
        if let Some(slot) = values.get_mut(usize::from(index.0)) {
            *slot = value;
        }
    }
    finish(sort, common, values, row, at)
}

fn sort(headings: &[Name], table: &syntax::Table, row: &syntax::Row) -> Read<&'static Type> {
    let place = headings.iter().position(|name| &**name == "fact");
    let Some(cell) = place.and_then(|place| row.cells.get(place)) else {
        return Err(
            Problem::error("missing-column", "the table of facts has no column `fact`")
                .at(table.head.span)
                .help(
                    "the first column names the facts: `| fact | sale_id | happened | partner |`",
                ),
        );
    };
    let mut cursor = Cursor::new(&cell.tokens, cell.span, "");
    let (word, span) = cursor.word("a kind of fact such as `sale`")?;
    type_named(word).ok_or_else(|| {
        Problem::error(
            "unknown-fact",
            format!("there are no facts called `{word}`"),
        )
        .at(span)
        .help("facts are `sale`, `return`, `certification`, `registration` and `claim`")
    })
}

/// Reads a column that all types share; whether it was one.
fn read_common(common: &mut Common, sort: &Type, name: &str, cell: &syntax::Cell) -> Read<bool> {
    let mut cursor = Cursor::new(&cell.tokens, cell.span, "");
    match name {
        "partner" if sort.has_partner => common.partner = Some(id(&mut cursor)?),
        "claim" | "claim_number" => common.claim = Some(id(&mut cursor)?),
        "happened" => common.happened = Some(cursor.date("a date")?),
        "known" => common.known = Some(cursor.date("a date")?),
        "accepted" => common.accepted = Some(cursor.date("a date")?),
        _ if name == sort.id_field => common.id = Some(id(&mut cursor)?),
        _ => return Ok(false),
    }
    Ok(true)
}

/// An id: a word or a number.
fn id(cursor: &mut Cursor) -> Read<Name> {
    if cursor.peek_word().is_some() {
        return Ok(cursor.word("an id")?.0.clone());
    }
    let number = literal::whole(cursor, "an id such as `s1`")?;
    Ok(Name::from(number.to_string()))
}

/// Documents are a list here; a file separates them by `;`, which ends a clause of a program.
fn documents(cursor: &mut Cursor) -> Read<Name> {
    let mut list = id(cursor)?.to_string();
    while cursor.eat_comma() {
        list.push(';');
        list.push_str(&id(cursor)?);
    }
    Ok(Name::from(list))
}

fn field_value(field: &Field, cell: &syntax::Cell, scope: &Scope) -> Read<Value> {
    let mut cursor = Cursor::new(&cell.tokens, cell.span, "");
    let value = match field.kind {
        FieldKind::Id if field.name == "proof" => Value::Text(documents(&mut cursor)?),
        FieldKind::Id => Value::Text(id(&mut cursor)?),
        FieldKind::Date => Value::Date(cursor.date("a date")?),
        FieldKind::Amount => Value::Amount(literal::money_in(&mut cursor, scope.currency)?.minor),
        FieldKind::Count => Value::Count(literal::whole(&mut cursor, "a whole number")?),
        FieldKind::Word(words) => Value::Text(Name::new(literal::fixed(&mut cursor, words)?)),
        FieldKind::Refers(sort) => {
            let (word, span) = cursor.word(&format!("the name of {}", a(sort)))?;
            scope.find(word, span, &[referred(sort)])?;
            Value::Text(word.clone())
        }
    };
    if cursor.is_done() {
        Ok(value)
    } else {
        Err(cursor.rest_of_cell())
    }
}

/// The sort of name that a field of a fact refers to.
pub fn referred(sort: &str) -> Refers {
    match sort {
        "product" => Refers::Product,
        "certification" => Refers::Certification,
        "course" => Refers::Course,
        "tier" => Refers::Tier,
        "specialization" => Refers::Specialization,
        "target" => Refers::Target,
        _ => Refers::Incentive,
    }
}

fn unknown(sort: &Type, name: &str, head: &syntax::Cell) -> Problem {
    let problem = Problem::error(
        "unknown-column",
        format!("{} has no field `{name}`", a(sort.word)),
    )
    .at(head.span);
    let common = [
        "partner",
        "happened",
        "known",
        "accepted",
        "claim",
        sort.id_field,
    ];
    match nearest(
        name,
        sort.fields.iter().map(|field| field.name).chain(common),
    ) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem,
    }
}

fn finish(
    sort: &Type,
    common: Common,
    mut values: Vec<Value>,
    row: &syntax::Row,
    at: usize,
) -> Read<Fact> {
    let Some(happened) = common.happened else {
        return Err(
            Problem::error("missing-cell", "the fact does not say when it happened")
                .at(row.span)
                .help("add a column `happened`"),
        );
    };
    if common.partner.is_none() && sort.has_partner {
        return Err(
            Problem::error("missing-cell", "the fact does not say whose it is")
                .at(row.span)
                .help("add a column `partner`"),
        );
    }
    let known = common.known.unwrap_or(happened);
    if known < happened {
        return Err(Problem::error(
            "known-before-it-happened",
            format!("known on {known}, and it happened on {happened}"),
        )
        .at(row.span)
        .help("`known` is the day on which the vendor learnt of it: the same day or later"));
    }
    if sort.kind == FactKind::Sale
        && let Some(status) = values.get_mut(usize::from(FIELDS_OF_SALE.status.0))
        && *status == Value::Absent
    {
        *status = Value::Text(Name::new("accepted"));
    }
    Ok(Fact {
        kind: sort.kind,
        id: common
            .id
            .unwrap_or_else(|| Name::from(format!("{}-{}", sort.word, at.saturating_add(1)))),
        partner: common.partner.unwrap_or_else(|| Name::new("")),
        happened,
        known,
        accepted: common.accepted.unwrap_or(happened),
        claim: common.claim.unwrap_or_else(|| Name::new("")),
        values: values.into(),
    })
}
