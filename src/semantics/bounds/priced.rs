//! Occasions that share sales, weighed by what one more unit of sales is worth.

use std::collections::BTreeMap;

use super::spread::Spread;
use crate::base::ratio::Ratio;
use crate::semantics::curve::{Curve, CurveFault};

/// Occasions under a price for each unit of sales. It bounds the sum from above, whatever the price (weak duality): each
/// occasion gives no more than the price of its sales and the most that any sales in it give beyond theirs. How far an end
/// stays behind that most, no spread that has it makes good: ends that stay far behind are not looked at before a spread of
/// nearer ones is found to stay further behind than those. Few ends are near, however many there are.
pub struct Priced<'c> {
    sales: Ratio,
    price: Ratio,
    occasions: Vec<Occasion<'c>>,
    /// What all give at most.
    pub most: Ratio,
}

/// One occasion.
struct Occasion<'c> {
    curve: &'c Curve,
    /// Its ends and what it gives there.
    ends: Vec<(Ratio, Ratio)>,
    /// The most that sales in it give beyond their price.
    most: Ratio,
}

/// An end, what is given there, and how far that stays behind the most beyond the price.
struct Near {
    behind: Ratio,
    end: Ratio,
    gives: Ratio,
}

impl Near {
    const IDLE: Near = Near {
        behind: Ratio::ZERO,
        end: Ratio::ZERO,
        gives: Ratio::ZERO,
    };
}

/// By what is used so far: the best sum with it, and the end that the last occasion then stands at.
type Ways = BTreeMap<Ratio, (Ratio, Ratio)>;

impl<'c> Priced<'c> {
    /// At the best of all prices: sales go where they bring most on the way to some end, and the last of them say it.
    pub fn of(curves: &'c [Curve], sales: Ratio) -> Result<Priced<'c>, CurveFault> {
        let mut all = Vec::with_capacity(curves.len());
        let mut slopes = Vec::new();
        for curve in curves {
            let mut ends = ends(curve, sales)?
                .into_iter()
                .map(|end| Ok((end, curve.value(end)?)))
                .collect::<Result<Vec<_>, CurveFault>>()?;
            let last = (sales, curve.value(sales)?);
            ends.push(last);
            for (rise, run) in hull(&ends)? {
                slopes.push((rise.over(run)?, run));
            }
            ends.pop();
            all.push((curve, ends, last));
        }
        slopes.sort_by_key(|(slope, _)| std::cmp::Reverse(*slope));
        let mut price = Ratio::ZERO;
        let mut left = sales;
        for (slope, run) in slopes {
            if left.is_zero() {
                break;
            }
            price = slope;
            left = left.less(run.min(left))?;
        }
        let mut priced = Priced {
            sales,
            price,
            occasions: Vec::with_capacity(curves.len()),
            most: price.times(sales)?,
        };
        for (curve, ends, last) in all {
            let mut most = Ratio::ZERO;
            for (end, gives) in ends.iter().chain([&last]) {
                most = most.max(gives.less(price.times(*end)?)?);
            }
            priced.most = priced.most.plus(most)?;
            priced.occasions.push(Occasion { curve, ends, most });
        }
        Ok(priced)
    }

    /// The best spread of those that stay at most `slack` behind, where there is one.
    pub fn best(&self, slack: Ratio, left: &mut usize) -> Result<Option<Spread>, CurveFault> {
        let mut best: Option<Spread> = None;
        for (free, own) in self.occasions.iter().enumerate() {
            // Occasions with the same curve are the same to leave free.
            let before = free.checked_sub(1);
            let before = before.and_then(|before| self.occasions.get(before));
            if before.is_some_and(|before| before.curve == own.curve) {
                continue;
            }
            let found = self.with_free(free, slack, left)?;
            if let Some(found) = found
                && best.as_ref().is_none_or(|best| found.total > best.total)
            {
                best = Some(found);
            }
        }
        Ok(best)
    }

    /// The best sum where all but one occasion stand at an end and all together stay at most `slack` behind, where there is
    /// one. Takes each way that is tried from those that are left.
    fn with_free(
        &self,
        free: usize,
        slack: Ratio,
        left: &mut usize,
    ) -> Result<Option<Spread>, CurveFault> {
        let Some(own) = self.occasions.get(free) else {
            return Ok(None);
        };
        let start = Ways::from([(Ratio::ZERO, (Ratio::ZERO, Ratio::ZERO))]);
        let mut all: Vec<Ways> = Vec::with_capacity(self.occasions.len());
        // The most that those so far give beyond the price of their sales.
        let mut most = Ratio::ZERO;
        for (place, occasion) in self.occasions.iter().enumerate() {
            let near = if place == free {
                vec![Near::IDLE]
            } else {
                self.near(occasion, slack)?
            };
            let mut next = Ways::new();
            for (used, (sum, _)) in all.last().unwrap_or(&start) {
                let behind = most.less(sum.less(self.price.times(*used)?)?)?;
                let room = slack.less(behind)?;
                for own in near.iter().take_while(|own| own.behind <= room) {
                    let Some(fewer) = left.checked_sub(1) else {
                        return Ok(None);
                    };
                    *left = fewer;
                    let (with, value) = (used.plus(own.end)?, sum.plus(own.gives)?);
                    let is_better = next.get(&with).is_none_or(|(held, _)| value > *held);
                    if with <= self.sales && is_better {
                        next.insert(with, (value, own.end));
                    }
                }
            }
            if place != free {
                most = most.plus(occasion.most)?;
            }
            all.push(next);
        }
        let mut best: Option<(Ratio, Ratio)> = None;
        for (used, (sum, _)) in all.last().unwrap_or(&start) {
            let rest = Ratio::whole(self.sales.less(*used)?.floor());
            let value = sum.plus(own.curve.value(rest)?)?;
            if best.is_none_or(|(held, _)| value > held) {
                best = Some((value, *used));
            }
        }
        let Some((total, used)) = best else {
            return Ok(None);
        };
        let sales = Some(self.traced(&all, used, free)?);
        Ok(Some(Spread { total, sales }))
    }

    /// The ends of an occasion that stay no more than `slack` behind, the nearest first.
    fn near(&self, occasion: &Occasion, slack: Ratio) -> Result<Vec<Near>, CurveFault> {
        let mut near = Vec::new();
        for (end, gives) in occasion.ends.iter().copied() {
            let beyond = gives.less(self.price.times(end)?)?;
            let behind = occasion.most.less(beyond)?;
            if behind <= slack {
                near.push(Near { behind, end, gives });
            }
        }
        near.sort_by_key(|own| own.behind);
        Ok(near)
    }

    /// Where each occasion stands on the best way that uses so much, and the free one at what that leaves.
    fn traced(&self, all: &[Ways], used: Ratio, free: usize) -> Result<Vec<Ratio>, CurveFault> {
        let mut at = Vec::with_capacity(all.len());
        let mut with = used;
        for ways in all.iter().rev() {
            let end = ways.get(&with).map_or(Ratio::ZERO, |(_, end)| *end);
            at.push(end);
            with = with.less(end)?;
        }
        at.reverse();
        if let Some(own) = at.get_mut(free) {
            *own = Ratio::whole(self.sales.less(used)?.floor());
        }
        Ok(at)
    }
}

/// The straight ways above all ends from one to another, the steepest first: how far each rises and runs.
fn hull(ends: &[(Ratio, Ratio)]) -> Result<Vec<(Ratio, Ratio)>, CurveFault> {
    let mut ways: Vec<(Ratio, Ratio)> = Vec::new();
    for pair in ends.windows(2) {
        let [from, to] = pair else { continue };
        let mut run = to.0.less(from.0)?;
        let mut rise = to.1.less(from.1)?;
        if run.is_zero() {
            continue;
        }
        while let Some((before, over)) = ways.pop() {
            if before.over(over)? > rise.over(run)? {
                ways.push((before, over));
                break;
            }
            rise = rise.plus(before)?;
            run = run.plus(over)?;
        }
        ways.push((rise, run));
    }
    Ok(ways)
}

/// Whole amounts at which a curve bends or jumps, up to `sales`.
fn ends(curve: &Curve, sales: Ratio) -> Result<Vec<Ratio>, CurveFault> {
    let steepest = curve
        .pieces()
        .iter()
        .map(|piece| piece.slope)
        .max()
        .unwrap_or(Ratio::ZERO);
    let mut ends = vec![Ratio::ZERO];
    for piece in curve.pieces() {
        let floor = Ratio::whole(piece.from.floor());
        let next = floor.plus(Ratio::ONE)?;
        ends.push(floor);
        if floor != piece.from || piece.after != piece.at {
            ends.push(next);
        }
        // A jump smaller than what one more unit gives elsewhere is not worth reaching.
        let jump = piece.at.less(curve.before(piece.from)?)?;
        if jump > Ratio::ZERO && jump < steepest && floor == piece.from {
            ends.push(floor.less(Ratio::ONE)?.max(Ratio::ZERO));
        }
    }
    ends.retain(|end| *end <= sales);
    ends.sort_unstable();
    ends.dedup();
    Ok(ends)
}
