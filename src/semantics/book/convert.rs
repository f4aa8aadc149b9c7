//! Facts as texts give them to rows of the book, and back: the one place where names become numbers.

use super::row::{PartnerId, Row, places};
use super::{Book, RowId};
use crate::base::business::BusinessDays;
use crate::base::date::Date;
use crate::base::money::LARGEST_MINOR;
use crate::base::name::Name;
use crate::fact::{Fact, FactKind, Field, FieldIndex, FieldKind, Value, type_of};
use crate::model::{Declared, Program};
use crate::semantics::posting::Reason;

impl Book {
    /// The row of a fact. Names of partners and declared things must be known.
    pub fn row_of(&mut self, program: &Program, fact: &Fact) -> Result<Row, Reason> {
        let described = type_of(fact.kind);
        let partner = if described.has_partner {
            self.partner_named(&fact.partner)
                .ok_or_else(|| Reason::UnknownPartner(fact.partner.clone()))?
        } else {
            PartnerId(u32::MAX)
        };
        let id = self.symbol(&fact.id);
        let mut row = Row::new(fact.kind, id, partner, fact.happened);
        row.known = fact.known;
        row.accepted = fact.accepted;
        row.claim = self.symbol(&fact.claim);
        for (index, field) in (0..).map(FieldIndex).zip(described.fields) {
            row = self.with_value(program, row, index, field, fact.value(index))?;
        }
        Ok(with_validity(program, row))
    }

    fn with_value(
        &mut self,
        program: &Program,
        row: Row,
        index: FieldIndex,
        field: &'static Field,
        value: &Value,
    ) -> Result<Row, Reason> {
        match (field.kind, value) {
            (_, Value::Absent) => Ok(row),
            (FieldKind::Id, Value::Text(text))
                if field.name == "decided_by" && !decides(program, text) =>
            {
                Err(Reason::UnknownName(field.name, text.clone()))
            }
            (FieldKind::Id | FieldKind::Word(_), Value::Text(text)) => {
                Ok(row.with_text(index, self.symbol(text)))
            }
            (FieldKind::Refers(kind), Value::Text(name)) => {
                let place = reference(program, kind, name)
                    .ok_or_else(|| Reason::UnknownName(field.name, name.clone()))?;
                Ok(row.with_reference(place))
            }
            (FieldKind::Date, Value::Date(date)) => Ok(row.with_date(index, *date)),
            (FieldKind::Amount, Value::Amount(amount)) => {
                number(*amount, field).map(|number| row.with_number(index, number))
            }
            (FieldKind::Amount | FieldKind::Count, Value::Count(count)) => {
                number(i128::from(*count), field).map(|number| row.with_number(index, number))
            }
            (
                FieldKind::Id
                | FieldKind::Word(_)
                | FieldKind::Refers(_)
                | FieldKind::Date
                | FieldKind::Amount
                | FieldKind::Count,
                Value::Text(_) | Value::Count(_) | Value::Amount(_) | Value::Date(_),
            ) => Err(Reason::WrongValue(field.name)),
        }
    }

    /// The fact of a row, with its names.
    pub fn fact(&self, program: &Program, id: RowId) -> Option<Fact> {
        let row = self.row(id)?;
        let described = type_of(row.kind);
        let partner = if described.has_partner {
            Name::new(self.name_of(row.partner))
        } else {
            Name::new("")
        };
        let values = (0..)
            .map(FieldIndex)
            .zip(described.fields)
            .map(|(index, field)| self.value(program, row, index, field))
            .collect();
        Some(Fact {
            kind: row.kind,
            id: self.symbols().text(row.id),
            partner,
            happened: row.happened,
            known: row.known,
            accepted: row.accepted,
            claim: self.symbols().text(row.claim),
            values,
        })
    }

    fn value(&self, program: &Program, row: &Row, index: FieldIndex, field: &Field) -> Value {
        let value = match field.kind {
            FieldKind::Id | FieldKind::Word(_) => row
                .text(index)
                .map(|text| Value::Text(self.symbols().text(text))),
            FieldKind::Refers(kind) => row
                .refers
                .and_then(|place| referred(program, kind, place))
                .map(|declared| Value::Text(declared.name.clone())),
            FieldKind::Date => row.date(index).map(Value::Date),
            FieldKind::Amount => row.number(index).map(|minor| Value::Amount(minor.into())),
            FieldKind::Count => row.number(index).map(Value::Count),
        };
        value.unwrap_or(Value::Absent)
    }
}

/// The declaration that a reference field of this kind names, by place.
pub fn referred<'p>(program: &'p Program, kind: &str, place: u16) -> Option<&'p Declared> {
    let place = usize::from(place);
    match kind {
        "product" => program.products.get(place).map(|each| &each.declared),
        "certification" => {
            let list = &program.learning.certifications;
            list.get(place).map(|each| &each.declared)
        }
        "course" => program
            .learning
            .courses
            .get(place)
            .map(|each| &each.declared),
        "tier" => program.tiers.get(place).map(|each| &each.declared),
        "specialization" => program
            .specializations
            .get(place)
            .map(|each| &each.rules.declared),
        "target" => program.targets.get(place).map(|each| &each.declared),
        "fund" | "incentive" => program.incentives.get(place).map(|each| &each.declared),
        _ => None,
    }
}

/// Every name that a reference field of this kind can hold.
pub fn names<'p>(program: &'p Program, kind: &str) -> impl Iterator<Item = &'p Name> {
    let all = (0..u16::MAX).map_while(move |place| referred(program, kind, place));
    all.map(|declared| &declared.name)
}

fn reference(program: &Program, kind: &str, name: &str) -> Option<u16> {
    (0..u16::MAX)
        .map_while(|place| Some((place, referred(program, kind, place)?)))
        .find(|(_, declared)| *declared.name == *name || *declared.first == *name)
        .map(|(place, _)| place)
}

/// Whether somebody of this name decides in the program: a role or a committee.
fn decides(program: &Program, name: &str) -> bool {
    let roles = program.words.roles.iter().map(|it| &it.declared);
    let committees = program.words.committees.iter().map(|it| &it.declared);
    let mut all = roles.chain(committees);
    all.any(|declared| *declared.name == *name || *declared.first == *name)
}

fn number(value: i128, field: &Field) -> Result<i64, Reason> {
    i64::try_from(value)
        .ok()
        .filter(|number| i128::from(*number).unsigned_abs() <= LARGEST_MINOR.unsigned_abs())
        .ok_or(Reason::OutOfRange(field.name))
}

/// The same fact; a certificate without `until` gets the last day that the program's validity gives it.
pub fn with_validity(program: &Program, row: Row) -> Row {
    let is_open =
        row.kind == FactKind::Certification && row.date(places::CERTIFICATION_UNTIL).is_none();
    let until = is_open.then(|| last_valid_day(program, &row)).flatten();
    until.map_or(row, |until| {
        row.with_date(places::CERTIFICATION_UNTIL, until)
    })
}

/// The day before the validity that the program states is over.
fn last_valid_day(program: &Program, row: &Row) -> Option<Date> {
    let list = &program.learning.certifications;
    let valid_for = list.get(usize::from(row.refers?))?.valid_for?;
    let over = valid_for.after(row.happened, &BusinessDays::default());
    Some(over.plus_days(-1))
}
