//! Reading values: one function a shape. A value takes as many tokens as it understands and leaves the
//! rest to the clause's phrases.

pub mod around;
pub mod audience;
pub mod award;
pub mod density;
pub mod events;
pub mod figure;
pub mod list;
pub mod literal;
pub mod measure;
mod mistyped;
pub mod moment;
pub mod on_days;
pub mod points;
pub mod test;
pub mod years;

use crate::compile::cursor::{Cursor, Read};
use crate::compile::scope::Scope;
use crate::kind::spec::{Shape, Value};

/// Reads a value of this shape. `None` when it uses a name whose own declaration already failed.
pub fn read(shape: Shape, cursor: &mut Cursor, scope: &Scope) -> Read<Option<Value>> {
    let value = match shape {
        Shape::Nothing => Value::Nothing,
        Shape::Money => Value::Money(literal::money(cursor, scope)?),
        Shape::Percent => Value::Percent(cursor.percent("a percentage such as `4.5%`")?),
        Shape::Award => return award::award(cursor, scope),
        Shape::Step => award::step(cursor, scope)?,
        Shape::Worth => award::worth(cursor, scope)?,
        Shape::Payday => award::payday(cursor)?,
        Shape::Rate => literal::rate(cursor)?,
        Shape::Count(nouns) => literal::count(cursor, nouns)?,
        Shape::Number => Value::Number(literal::decimal(cursor, "a number such as `1.5`")?),
        Shape::Limit => literal::limit(cursor, scope)?,
        Shape::Amount => literal::amount(cursor, scope)?,
        Shape::Part => literal::part_or_money(cursor, scope)?,
        Shape::Duration => Value::Duration(literal::duration(cursor)?),
        Shape::Date => Value::Date(cursor.date("a date such as `2027-02-01`")?),
        Shape::Days => return moment::days(cursor, scope),
        Shape::Cycle => Value::Cycle(moment::cycle(cursor)?),
        Shape::Span => return moment::span(cursor, scope),
        Shape::Period => Value::Period(moment::period(cursor, scope)?),
        Shape::When => return moment::when(cursor, scope),
        Shape::Recurrence => Value::When(crate::kind::spec::When::Recurrence(moment::recurrence(
            cursor,
        )?)),
        Shape::Text => Value::Text(cursor.text("a text in quotes")?.0),
        Shape::Id => Value::Ids(vec![cursor.word("a name")?.0.clone()]),
        Shape::Address => literal::address(cursor)?,
        Shape::Ids => Value::Ids(list::ids(cursor)?),
        Shape::Name(sorts) => return audience::names(cursor, scope, sorts, false),
        Shape::Names(sorts) => return audience::names(cursor, scope, sorts, true),
        Shape::Word(words) => Value::Words(vec![literal::fixed(cursor, words)?]),
        Shape::Words(words) => Value::Words(list::fixed_list(cursor, words)?),
        Shape::Weights(words) => literal::weights(cursor, words)?,
        Shape::Measure => return measure::measure(cursor, scope),
        Shape::Figure => {
            return Ok(
                figure::figure(cursor, scope)?.map(|(figure, unit)| Value::Figure(figure, unit))
            );
        }
        Shape::Key => {
            return Ok(
                figure::key(cursor, scope)?.map(|(figure, unit)| Value::Figure(figure, unit))
            );
        }
        Shape::FigureOrEvents => {
            let shape = match cursor.stands("each") {
                Some(_) => Shape::Events,
                None => Shape::Figure,
            };
            return read(shape, cursor, scope);
        }
        Shape::FigureOrMoney => {
            if figure::is_amount(cursor) {
                return Ok(Some(Value::Money(literal::money(cursor, scope)?)));
            }
            return read(Shape::Figure, cursor, scope);
        }
        Shape::Test => return Ok(test::test(cursor, scope)?.map(Value::Test)),
        Shape::Events => return Ok(events::events(cursor, scope)?.map(Value::Events)),
        Shape::AsOf => Value::AsOf(moment::as_of(cursor)?),
        Shape::Set => Value::Set(moment::set(cursor)?),
        Shape::Anchor => Value::Anchor(moment::anchor(cursor)?),
        Shape::Currency => Value::Currency(literal::currency(cursor)?),
        Shape::Countries => Value::Ids(list::countries(cursor)?),
        Shape::Weekdays => Value::Weekdays(list::weekdays(cursor)?),
        Shape::Dates => Value::Dates(list::dates(cursor)?),
        Shape::Silence => return audience::silence(cursor, scope),
    };
    Ok(Some(value))
}
