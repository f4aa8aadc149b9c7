//! What is given within one fact: units times a difference of prices, and things at what they stand for.

use super::{Scene, Trouble};
use crate::base::date::Date;
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::fact::{FIELDS_OF_SALE, FactKind};
use crate::payout::Quantity;
use crate::payout::given::{Held, Spread, Units, Worth};
use crate::semantics::book::row::places;
use crate::semantics::symbol::Symbol;

/// Units bought at one price.
struct Lot {
    bought: Date,
    units: i128,
    /// The price of one.
    price: Ratio,
}

impl Scene<'_> {
    /// How many units of the occasion's fact are paid for, and what for.
    pub(super) fn spread(&self, spread: &Spread) -> Result<(Ratio, Ratio), Trouble> {
        let Some(row) = self.row() else {
            return Ok((Ratio::ZERO, Ratio::ZERO));
        };
        let number = |field| row.number(field).map(i128::from);
        let low = Ratio::whole(number(spread.low).unwrap_or(0));
        let lots = match spread.units {
            Units::Counted { held, .. } if !self.keeps(held) => Vec::new(),
            Units::Counted { units, high, .. } => vec![Lot {
                bought: row.happened,
                units: number(units).unwrap_or(0).max(0),
                price: Ratio::whole(number(high).unwrap_or(0)),
            }],
            Units::InStock {
                at_most,
                bought_within,
            } => {
                let mut lots = self.stock()?;
                if let (Some(within), Some(offer)) = (bought_within, self.offer) {
                    lots.retain(|lot| within.after(lot.bought, &offer.business) >= self.day);
                }
                of_oldest(&mut lots, number(at_most));
                lots
            }
        };
        let (mut units, mut amount) = (Ratio::ZERO, Ratio::ZERO);
        for lot in lots {
            let fall = lot.price.less(low)?.max(Ratio::ZERO);
            let each = fall.plus(low.times(spread.plus)?)?;
            let count = Ratio::whole(lot.units);
            (units, amount) = (units.plus(count)?, amount.plus(each.times(count)?)?);
        }
        Ok((units, amount))
    }

    /// Whether the lower price of the occasion's fact is kept on its day.
    fn keeps(&self, held: Option<Held>) -> bool {
        let (Some(held), Some(offer)) = (held, self.offer) else {
            return held.is_none();
        };
        let since = self.row().and_then(|row| row.date(held.since));
        since.is_some_and(|since| {
            since <= self.day && self.day <= held.length.after(since, &offer.business)
        })
    }

    /// What the partner has in stock of the fact's product on the day of the occasion, the oldest first: what
    /// it bought, less what it sold and sent back of the oldest.
    fn stock(&self) -> Result<Vec<Lot>, Trouble> {
        let product = self.row().and_then(|row| row.refers);
        let until = Days::new(Date::MIN, self.day).unwrap_or(Days::one(self.day));
        let facts = |kind| {
            let all = self.view.book.facts(self.partner, kind, until);
            all.filter(move |(_, row)| row.refers == product)
        };
        let mut gone = 0_i128;
        for (id, row) in facts(FactKind::Sale) {
            let is_accepted = row.text(FIELDS_OF_SALE.status) == Some(Symbol::ACCEPTED);
            if is_accepted && !self.view.book.is_gone(id, self.counted) {
                let sold = self.view.book.net(id, FIELDS_OF_SALE.units, self.counted);
                gone = gone.saturating_add(sold.max(0));
            }
        }
        for (_, row) in facts(FactKind::Rotation) {
            let back = row.number(places::ROTATION_UNITS).map_or(0, i128::from);
            gone = gone.saturating_add(back.max(0));
        }
        let mut lots = Vec::new();
        for (_, row) in facts(FactKind::Purchase) {
            let number = |field| row.number(field).map_or(0, i128::from);
            let bought = number(places::PURCHASE_UNITS).max(0);
            let left = bought.saturating_sub(gone).max(0);
            gone = gone.saturating_sub(bought).max(0);
            if left > 0 {
                let paid = Ratio::whole(number(places::PURCHASE_AMOUNT));
                lots.push(Lot {
                    bought: row.happened,
                    units: left,
                    price: paid.over(Ratio::whole(bought))?,
                });
            }
        }
        Ok(lots)
    }

    /// What one of what is given in kind stands for.
    pub fn worth(&self, worth: Worth) -> Result<Ratio, Trouble> {
        match worth {
            Worth::Stated(amount) => self.amount(amount),
            Worth::List(product) => {
                let product = self.view.plan.program.product(product);
                // The compiler refuses a product without a list price.
                product
                    .and_then(|product| product.list)
                    .map_or(Ok(Ratio::ZERO), |list| self.amount(Quantity::of(list)))
            }
        }
    }
}

/// Leaves at most so many units, those of the first lots.
fn of_oldest(lots: &mut Vec<Lot>, at_most: Option<i128>) {
    let Some(mut left) = at_most else {
        return;
    };
    for lot in lots.iter_mut() {
        lot.units = lot.units.min(left.max(0));
        left = left.saturating_sub(lot.units);
    }
    lots.retain(|lot| lot.units > 0);
}
