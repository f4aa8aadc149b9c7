//! Which years of the program a rule is for.

use crate::base::recurrence::Years;
use crate::base::span::Span;
use crate::compile::cursor::{Cursor, Read};
use crate::compile::value::literal;
use crate::diagnostic::Problem;

/// `2 years since 2027-01-01`: which years of the program.
pub fn years(cursor: &mut Cursor) -> Read<Years> {
    let start = cursor.span();
    let count = literal::whole(cursor, "a number of years")?;
    cursor.expect("years")?;
    since(cursor, count, start)
}

/// What stands after the number of years.
pub fn since(cursor: &mut Cursor, count: i64, span: Span) -> Read<Years> {
    let every = u16::try_from(count)
        .ok()
        .filter(|count| (2..=100).contains(count));
    let every = every.ok_or_else(|| {
        Problem::error(
            "window-out-of-range",
            "years come again after 2 to 100 of them",
        )
        .at(span)
        .help("write: every 2 years since 2027-01-01")
    })?;
    cursor.expect("since")?;
    let since = cursor.date("a day of the first of them, such as `2027-01-01`")?;
    Ok(Years { every, since })
}
