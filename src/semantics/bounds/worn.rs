//! Curves of incentives of which a part of a limit is used already. A limit that refuses what crosses it makes an edge for an
//! award that would fit while all of it is left; such an edge is found from what earlier occasions can be paid.

use super::drawn::{Drawing, Drawn, Earlier, each_drawing, occasions, stretches};
use super::edge::drops;
use super::growing::movers;
use super::mover::Moves;
use super::sooner::way::{in_common, is_shared};
use crate::base::date::Date;
use crate::base::id::ProductId;
use crate::base::money::Rounding;
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::model::Program;
use crate::payout::{Cap, CapSpan, Counts, Crossing, Occasion, Payout, Per, Scope};
use crate::semantics::curve::{Curve, CurveFault};
use crate::semantics::walk;

/// A case has no more earlier sales than this.
pub(super) const MOST_EARLIER: i128 = 50;

/// Of each limit that refuses and that several occasions share, a curve that falls where a part of it is used; none where no
/// part that can be used makes it fall, or where it falls with nothing used.
pub fn worn(program: &Program) -> Result<Vec<Drawn>, CurveFault> {
    let mut all = Vec::new();
    each_drawing(program, |drawing| {
        for occasion in occasions(drawing.payout) {
            for cap in refusing(drawing.capped) {
                let ways = movers(program, drawing.payout, occasion);
                for product in ways.into_iter().filter_map(|(_, product)| product) {
                    let shared = Shared {
                        drawing,
                        occasion,
                        cap,
                        product,
                    };
                    all.extend(shared.edge()?);
                }
            }
        }
        Ok(())
    })?;
    Ok(all)
}

/// The caps of a payout that refuse what crosses them, and add up more than one award. Of several that add up the same awards the
/// lowest is enough: it refuses whatever another does.
fn refusing(payout: &Payout) -> Vec<&Cap> {
    let mut found: Vec<&Cap> = Vec::new();
    walk::visit(payout, &mut |part| {
        let Payout::Cap { cap, .. } = part else {
            return;
        };
        if cap.crossing != Crossing::Refused
            || cap.counts != Counts::Quantity
            || cap.span == CapSpan::Award
        {
            return;
        }
        let alike = found.iter_mut().find(|held| are_alike(held, cap));
        match alike {
            Some(held) if cap.limit.amounts < held.limit.amounts => *held = cap,
            Some(_) => {}
            None => found.push(cap),
        }
    });
    found
}

/// Whether two caps add up the same awards, and have one limit in one unit for everybody.
fn are_alike(one: &Cap, other: &Cap) -> bool {
    one.scope == other.scope
        && one.span == other.span
        && one.returned == other.returned
        && one.limit.unit == other.limit.unit
        && one.limit.across.is_none()
        && other.limit.across.is_none()
}

/// A cap that occasions share.
struct Shared<'a> {
    drawing: &'a Drawing<'a>,
    occasion: &'a Occasion,
    cap: &'a Cap,
    product: ProductId,
}

/// An amount that is sold, and what is paid for it.
type Paid = (i128, i128);

impl Shared<'_> {
    fn edge(&self) -> Result<Option<Drawn>, CurveFault> {
        let Some((days, earlier)) = self.last() else {
            return Ok(None);
        };
        let Some(fresh) = self.drawn(days, None)? else {
            return Ok(None);
        };
        // The curve with nothing used says so itself.
        if !drops(&fresh.curve)?.is_empty() {
            return Ok(None);
        }
        let rounding = self.drawing.program.rounding;
        let Some(levels) = Levels::of(&fresh.curve, rounding)? else {
            return Ok(None);
        };
        let room = self
            .drawing
            .room(self.occasion, days, self.product, self.cap)?;
        let Some(filling) = levels.filling(room) else {
            return Ok(None);
        };
        let Some(days_of) = self.days_of(days, &earlier, filling.count()) else {
            return Ok(None);
        };
        let used = filling.used();
        let drawn = self.drawn(days, Some((self.cap, used)))?;
        Ok(drawn.map(|drawn| Drawn {
            earlier: Earlier {
                sales: days_of.into_iter().zip(filling.sold()).collect(),
                shared: in_common(self.cap.scope),
                used,
                by_others: is_shared(self.cap.scope),
            },
            ..drawn
        }))
    }

    fn drawn(&self, days: Days, used: Option<(&Cap, i128)>) -> Result<Option<Drawn>, CurveFault> {
        let way = (Moves::Sales, Some(self.product));
        self.drawing
            .one(self.occasion, (days, days.last()), way, used)
    }

    /// The last occasion of the year that the cap counts, and those before it that it counts together with that.
    fn last(&self) -> Option<(Days, Vec<Days>)> {
        let mut all = stretches(self.drawing.program, self.occasion);
        if let CapSpan::Days(days) = self.cap.span {
            all.retain(|each| days.contains(each.last()));
        }
        let last = all.pop()?;
        all.retain(|each| self.are_together(each.last(), last.last()));
        Some((last, all))
    }

    fn are_together(&self, one: Date, other: Date) -> bool {
        let fiscal = &self.drawing.program.fiscal;
        match self.cap.span {
            CapSpan::In(cycle) => fiscal.period_at(cycle, one) == fiscal.period_at(cycle, other),
            CapSpan::Days(_) | CapSpan::Ever => true,
            CapSpan::Award => false,
        }
    }

    /// The days of so many earlier sales, none of very many; `None` where there are not so many occasions.
    fn days_of(&self, days: Days, earlier: &[Days], count: i128) -> Option<Vec<Date>> {
        let many = usize::try_from(count).ok();
        match self.occasion {
            Occasion::Event { per, .. } => {
                // What is paid once for what the cap is of is not paid twice out of it.
                let is_once = matches!(
                    (per, self.cap.scope),
                    (
                        Per::Customer,
                        Scope::Customer | Scope::CustomerAcrossPartners
                    ) | (Per::Deal, Scope::Deal)
                        | (Per::Person, Scope::Seller)
                );
                let few = many.filter(|_| count <= MOST_EARLIER);
                (!is_once).then(|| vec![days.last(); few.unwrap_or(0)])
            }
            Occasion::Period(_) | Occasion::Days(_) => {
                let first = earlier.len().checked_sub(many?)?;
                Some(earlier.iter().skip(first).map(|days| days.last()).collect())
            }
        }
    }
}

/// What one occasion can be paid: the most, the least above nothing, and one between, each with what is sold.
#[derive(Debug)]
struct Levels {
    most: Paid,
    middle: Paid,
    least: Paid,
}

impl Levels {
    /// Nothing of a curve that grows without end, and of one that has one level only: what is refused of it is no less than
    /// what is paid without more sales.
    fn of(curve: &Curve, rounding: Rounding) -> Result<Option<Levels>, CurveFault> {
        let Some((at, _)) = curve.peak(None)? else {
            return Ok(None);
        };
        let paid = |at: i128| -> Result<Paid, CurveFault> {
            Ok((at, rounding.round(curve.value(Ratio::whole(at))?)))
        };
        let most = paid(at.floor())?;
        let middle = paid(at.floor().div_euclid(2))?;
        let mut least = most;
        let mut points = curve.wholes(None)?;
        for level in [Ratio::ONE, Ratio::whole(most.1)] {
            points.extend(curve.crossings(level)?);
        }
        for point in points {
            for step in [0_i128, 1] {
                let other = paid(point.floor().saturating_add(step))?;
                if other.1 > 0 && other.1 < least.1 {
                    least = other;
                }
            }
        }
        Ok((least.1 < most.1).then_some(Levels {
            most,
            middle,
            least,
        }))
    }

    /// What earlier occasions are paid so that what is left of a room lets the least through and not the most; some of them
    /// may be paid less than the others. `None` where nothing does: `most` fills the room up to less than `most`, and where so many
    /// of them that are paid the least are still too much, one fewer leaves enough for any.
    fn filling(&self, room: i128) -> Option<Filling> {
        let full = room.checked_div(self.most.1)?;
        let filling = |lower: i128, other: Paid| Filling {
            most: (full.saturating_sub(lower), self.most),
            lower: (lower, other),
        };
        let is_edge = |filling: &Filling| {
            let left = room.saturating_sub(filling.used());
            self.least.1 <= left && left < self.most.1
        };
        let over = filling(0, self.least).used();
        let over = over.saturating_sub(room.saturating_sub(self.least.1));
        let step = self.most.1.saturating_sub(self.least.1);
        let lower = over
            .saturating_add(step)
            .saturating_sub(1)
            .div_euclid(step.max(1));
        let mut tried = vec![filling(0, self.least)];
        if full >= 1 && self.middle.1 > 0 {
            tried.push(filling(1, self.middle));
        }
        if (1..=full).contains(&lower) {
            tried.push(filling(lower, self.least));
        }
        tried.into_iter().find(is_edge)
    }
}

/// What earlier occasions are paid: so many of them the most, and so many less.
struct Filling {
    most: (i128, Paid),
    lower: (i128, Paid),
}

impl Filling {
    fn count(&self) -> i128 {
        self.most.0.saturating_add(self.lower.0)
    }

    fn used(&self) -> i128 {
        let of = |(count, (_, paid)): (i128, Paid)| count.saturating_mul(paid);
        of(self.most).saturating_add(of(self.lower))
    }

    /// What is sold in each.
    fn sold(&self) -> impl Iterator<Item = i128> {
        [self.lower, self.most]
            .into_iter()
            .flat_map(|(count, (sold, _))| {
                let count = usize::try_from(count).unwrap_or(usize::MAX);
                std::iter::repeat_n(sold, count)
            })
    }
}
