//! Reading so much of one figure for so much of another.

use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::compile::cursor::{Cursor, Read};
use crate::compile::scope::Scope;
use crate::compile::value::{figure, literal};
use crate::diagnostic::Problem;
use crate::payout::Blocks;
use crate::payout::measure::{Figure, Reading};

/// `100,000 USD of bookings over last 4 quarters`, after `per whole` or `in proportion to`.
pub fn density(
    cursor: &mut Cursor,
    scope: &Scope,
    of: Option<(Reading, Unit)>,
    blocks: Blocks,
) -> Read<Option<(Figure, Unit)>> {
    let start = cursor.span();
    let is_count = cursor.word_after(1).is_none_or(|word| &**word == "of");
    let (step, step_unit) = match is_count {
        true => (
            Ratio::whole(literal::whole(cursor, "an amount")?.into()),
            Unit::Count,
        ),
        false => {
            let money = literal::money_in(cursor, scope.currency)?;
            (Ratio::whole(money.minor), Unit::Money(scope.currency))
        }
    };
    let whole = start.to(cursor.last_span());
    if step <= Ratio::ZERO {
        return Err(Problem::error("step-of-nothing", "a step is above zero")
            .at(whole)
            .help("write: certified as of review per whole 100,000 USD of bookings in year"));
    }
    cursor.expect("of")?;
    let over = figure::reading(cursor, scope)?;
    let (Some((of, unit)), Some((over, over_unit))) = (of, over) else {
        return Ok(None);
    };
    if over_unit != step_unit {
        let message = format!("{} is a step of {}", step_unit.words(), over_unit.words());
        return Err(Problem::error("mixed-units", message).at(whole).help(
            "write the step in the unit of what it is a step of: 100,000 USD of bookings in year",
        ));
    }
    let figure = Figure::Density {
        of,
        over,
        step,
        blocks,
    };
    Ok(Some((figure, unit)))
}
