//! Parts of a period that each have terms of their own: a sale lies in one of them, and never in two.

use super::ground::{Ground, Reach};
use crate::base::period::Days;
use crate::payout::Payout;
use crate::payout::measure::{Reading, Selector, Window};
use crate::payout::table::{Bands, Cell, Mode};

/// Whether a sum is of parts that are paid at a rate on sales of days of their own. Whatever is sold on which of
/// the days, together they are then paid no more than all sales would be by the best part: each has so much of its
/// rate as its days have of the sales.
pub fn is_parted(ground: &Ground, parts: &[Payout], event: Option<&Selector>) -> bool {
    if parts.len() < 2 || event.is_some() {
        return false;
    }
    let days: Option<Vec<Days>> = parts.iter().map(|part| own_days(ground, part)).collect();
    days.is_some_and(|days| {
        let mut pairs = days.iter().zip(days.iter().skip(1));
        pairs.all(|(one, next)| one.last() < next.first())
    })
}

/// The days of whose sales a part is paid a rate, and nothing else.
fn own_days(ground: &Ground, part: &Payout) -> Option<Days> {
    if let Payout::Share { of, .. } = part {
        read(ground, of)
    } else if let Payout::Bands(table) = part {
        read(ground, &table.basis).filter(|_| is_one_rate(table))
    } else if let Payout::When { then, .. } = part {
        own_days(ground, then)
    } else if let Payout::Valued { payout, .. } = part {
        own_days(ground, payout)
    } else if let Payout::Sum(all) | Payout::Greatest(all) = part {
        let mut all = all.iter().map(|it| own_days(ground, it));
        let first = all.next()??;
        all.all(|days| days == Some(first)).then_some(first)
    } else {
        None
    }
}

/// The days that are read of the occasion's own.
fn read(ground: &Ground, of: &Reading) -> Option<Days> {
    let Window::Days(days) = of.window else {
        return None;
    };
    let is_part = matches!(ground.reach(of, None), Ok(Reach::PerAmount(_)));
    is_part.then_some(days)
}

/// Whether all that is sold has one rate, whichever that is: a band that all sales of the period reach.
fn is_one_rate(table: &Bands) -> bool {
    let mut cells = table.columns.iter().flatten();
    table.mode == Mode::Whole
        && table.key.is_some()
        && cells.all(|cell| !matches!(cell, Cell::Fixed(_)))
}
