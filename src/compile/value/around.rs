//! Reading what is asked of the facts around a sale: what was sold with it, and whether it was paid for in time.

use crate::compile::cursor::{Cursor, Read};
use crate::compile::scope::Scope;
use crate::compile::value::{literal, measure};
use crate::diagnostic::Problem;
use crate::payout::measure::{Condition, Together};

/// `sold with edge_router on the same order`, `paid within 30 days`, `not paid within 30 days`; the outer `None` is
/// something else, the inner one a failed name.
pub fn around(cursor: &mut Cursor, scope: &Scope) -> Read<Option<Option<Condition>>> {
    if cursor.eat("sold with") {
        return sold_with(cursor, scope).map(Some);
    }
    let make: fn(u16) -> Condition = match cursor.eat_longest(&["paid within", "not paid within"]) {
        Some("paid within") => Condition::PaidWithin,
        Some(_) => Condition::PaidLate,
        None => return Ok(None),
    };
    Ok(Some(Some(make(days(cursor)?))))
}

/// What follows `sold with`: products, and with what they are joined.
pub fn sold_with(cursor: &mut Cursor, scope: &Scope) -> Read<Option<Condition>> {
    let products = measure::products(cursor, scope)?;
    let ways = [
        "on the same order",
        "for the same deal",
        "to the same customer within",
    ];
    let together = match literal::fixed(cursor, &ways)? {
        "on the same order" => Together::Order,
        "for the same deal" => Together::Deal,
        _ => Together::Customer(days(cursor)?),
    };
    Ok(products.map(|products| Condition::SoldWith(products, together)))
}

/// `30 days`
fn days(cursor: &mut Cursor) -> Read<u16> {
    let span = cursor.span();
    let count = literal::whole(cursor, "a number of days, such as `30 days`")?;
    cursor.expect("days")?;
    u16::try_from(count).map_err(|_| {
        Problem::error("window-out-of-range", "that is more days than a window has")
            .at(span)
            .help("write: within 90 days")
    })
}
