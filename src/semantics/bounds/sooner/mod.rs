//! What a sale takes from one that comes after it. A case is played twice, once without the sale: where the partner is paid
//! less with it, the payout falls with more sales. Must not say that one never does where no argument or
//! case shows so.

mod offer;
pub mod way;

use std::collections::BTreeSet;

use self::offer::{Offer, Sale, offers};
use self::way::{Way, in_common, ways};
use super::acts::yearly_sales;
use super::beside::Beside;
use super::case::still::Still;
use super::case::{Case, Making, Stage};
use super::drawn::{Drawing, each_drawing, occasions, one};
use super::worn::MOST_EARLIER;
use crate::base::id::IncentiveId;
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::fact::FieldIndex;
use crate::model::Program;
use crate::payout::{Cap, Occasion, Payout};
use crate::semantics::curve::CurveFault;
use crate::semantics::walk;

/// A sale that takes more from later ones than it brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Of which incentive.
    pub incentive: IncentiveId,
    /// What it takes.
    pub what: What,
    /// What is sold in it, in minor units.
    pub sold: i128,
    /// What the incentive pays without it, in minor units.
    pub without: i128,
    /// What it pays with it.
    pub with: i128,
    /// How many sales that are, with it.
    pub sales: usize,
    /// The case, with it.
    pub case: Case,
}

impl Taken {
    /// How much less is paid with the sale, in minor units.
    pub fn loss(&self) -> i128 {
        self.without.saturating_sub(self.with)
    }
}

/// What a sale takes from a later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// One of so many awards.
    Award,
    /// What is left of a limit that closes.
    Limit,
    /// The first place.
    FirstPlace,
}

/// What is known of all incentives.
#[derive(Default)]
pub struct Sooner {
    /// One case of each of which there is one.
    pub taken: Vec<Taken>,
    /// Those of which no case was found, and no reason why there is none.
    pub unknown: BTreeSet<IncentiveId>,
}

/// Looks for sales that take from later ones.
pub fn sooner(program: &Program) -> Result<Sooner, CurveFault> {
    let still = Still::of(program);
    let beside = Beside::of(program);
    // Where an incentive is paid beside those that can change what it pays, kept for all kinds of partners.
    let mut held: Option<(IncentiveId, Stage)> = None;
    let mut all = Sooner::default();
    each_drawing(program, |drawing| {
        let own = drawing.incentive;
        for occasion in occasions(drawing.payout) {
            let ways = ways(&program.fiscal, drawing.capped, occasion);
            if ways.is_empty() || all.taken.iter().any(|taken| taken.incentive == own) {
                continue;
            }
            let stage = match held.take().filter(|(id, _)| *id == own) {
                Some((_, stage)) => stage,
                None => {
                    let groups = beside.groups(&[own]);
                    Stage::of_some(&still, |id| groups.contains(&beside.group(id)))
                }
            };
            let play = Play {
                drawing,
                stage: &stage,
                occasion,
                offers: &offers(drawing, occasion)?,
            };
            for way in ways {
                if play.is_alike(way) {
                    continue;
                }
                match play.tried(way)? {
                    Some(taken) => all.taken.push(taken),
                    None => _ = all.unknown.insert(own),
                }
            }
            held = Some((own, stage));
        }
        Ok(())
    })?;
    for taken in &all.taken {
        all.unknown.remove(&taken.incentive);
    }
    Ok(all)
}

/// Sales of one partner that an incentive pays.
struct Play<'a> {
    drawing: &'a Drawing<'a>,
    stage: &'a Stage<'a>,
    occasion: &'a Occasion,
    offers: &'a [Offer],
}

/// Sales before the one that takes, that one, and the one that it takes from.
struct Order {
    earlier: Vec<Sale>,
    taking: Sale,
    later: Sale,
}

impl Play<'_> {
    /// Whether it does not matter which sales are paid: no later one is paid more than an earlier, or all are paid alike.
    fn is_alike(&self, way: Way) -> bool {
        let mut sales = self.offers.iter().flat_map(Offer::sales);
        let first = sales.next().map(|sale| sale.paid);
        let is_alike = match way {
            Way::Award(_) | Way::First(_) => self.pairs().is_empty(),
            Way::Closing(_) => sales.all(|sale| Some(sale.paid) == first),
            Way::Crossed => false,
        };
        is_alike && !goes_by_age(self.drawing.payout)
    }

    fn tried(&self, way: Way) -> Result<Option<Taken>, CurveFault> {
        let (what, field, orders) = match way {
            Way::Award(cap) => (What::Award, in_common(cap.scope), self.awards(cap)?),
            Way::Closing(cap) => (What::Limit, in_common(cap.scope), self.closing(cap)?),
            Way::First(field) => (What::FirstPlace, field, self.pairs()),
            Way::Crossed => return Ok(None),
        };
        let mut orders = orders.iter();
        Ok(orders.find_map(|order| self.played(order, (what, field))))
    }

    /// Each sale after each that is paid less.
    fn pairs(&self) -> Vec<Order> {
        let later = self.offers.iter().map(|offer| &offer.most);
        let mut orders = Vec::new();
        for later in later {
            let sales = self.offers.iter().flat_map(Offer::sales);
            for taking in sales.filter(|taking| taking.day <= later.day && taking.paid < later.paid)
            {
                orders.push(Order {
                    earlier: Vec::new(),
                    taking: *taking,
                    later: *later,
                });
            }
        }
        orders
    }

    /// One more sale than there are awards.
    fn awards(&self, cap: &Cap) -> Result<Vec<Order>, CurveFault> {
        let mut orders = self.pairs();
        for order in &mut orders {
            let room = self.room(cap, order.later)?;
            let earlier = room.saturating_sub(1).clamp(0, MOST_EARLIER);
            let earlier = usize::try_from(earlier).unwrap_or(0);
            order.earlier = vec![order.taking; earlier];
        }
        Ok(orders)
    }

    /// A limit that is reached by the sale that takes.
    fn closing(&self, cap: &Cap) -> Result<Vec<Order>, CurveFault> {
        let mut orders = Vec::new();
        for offer in self.offers {
            let later = &offer.most;
            let room = self.room(cap, *later)?;
            for little in [None, offer.least] {
                let used = little.map_or(0, |sale| sale.paid);
                let left = room.saturating_sub(used);
                let full = left.saturating_sub(1).checked_div(later.paid).unwrap_or(0);
                let left = left.saturating_sub(full.saturating_mul(later.paid));
                let Some(full) = usize::try_from(full).ok().filter(|_| full < MOST_EARLIER) else {
                    continue;
                };
                let mut earlier = vec![*later; full];
                earlier.extend(little);
                let taking = self.reaching(offer, left, later)?;
                orders.extend(taking.map(|taking| Order {
                    earlier,
                    taking,
                    later: *later,
                }));
            }
        }
        Ok(orders)
    }

    /// The smallest sale that is paid so much.
    fn reaching(&self, offer: &Offer, paid: i128, like: &Sale) -> Result<Option<Sale>, CurveFault> {
        let rounding = self.drawing.program.rounding;
        let mut amounts = BTreeSet::from([offer.cheapest.amount]);
        for point in offer.curve.crossings(Ratio::whole(paid))? {
            amounts.extend([point.floor(), point.floor().saturating_add(1)]);
        }
        for amount in amounts {
            let given = rounding.round(offer.curve.value(Ratio::whole(amount))?);
            if amount >= offer.cheapest.amount && given >= paid {
                return Ok(Some(Sale {
                    amount,
                    paid: given,
                    ..*like
                }));
            }
        }
        Ok(None)
    }

    fn room(&self, cap: &Cap, sale: Sale) -> Result<i128, CurveFault> {
        let days = Days::one(sale.day);
        self.drawing.room(self.occasion, days, sale.product, cap)
    }

    /// Whether the sale takes more than it brings, as the evaluator pays.
    fn played(&self, order: &Order, (what, field): (What, Option<FieldIndex>)) -> Option<Taken> {
        let program = self.drawing.program;
        let all = order.earlier.iter().chain([&order.taking, &order.later]);
        let sold = all
            .clone()
            .fold(0_i128, |sum, sale| sum.saturating_add(sale.amount));
        let most = yearly_sales(program, one(self.drawing.stratum.tier));
        if most.is_some_and(|most| sold > most) {
            return None;
        }
        let with = self.case(all.clone(), field);
        let without = order.earlier.iter().chain([&order.later]);
        let without = self.stage.play(&self.case(without, field)).ok()?;
        let paid = self.stage.play(&with).ok()?;
        let incentive = self.drawing.incentive;
        let year = program.fiscal.year();
        let by = (without.by(incentive, year), paid.by(incentive, year));
        (by.1 < by.0).then(|| Taken {
            incentive,
            what,
            sold: order.taking.amount,
            without: by.0,
            with: by.1,
            sales: all.count(),
            case: with,
        })
    }

    fn case<'s>(&self, sales: impl Iterator<Item = &'s Sale>, field: Option<FieldIndex>) -> Case {
        let stratum = self.drawing.stratum;
        let who = (one(stratum.tier), one(stratum.region), one(stratum.sort));
        let mut making = Making::of(self.drawing.program, who, &[self.drawing.incentive]);
        for sale in sales {
            making.sale(sale.product, sale.day, sale.amount);
        }
        if let Some(field) = field {
            making.share(field);
        }
        making.done()
    }
}

/// Whether a table is by how long ago something began: what is paid then changes on other days than those that are tried.
fn goes_by_age(payout: &Payout) -> bool {
    let mut goes = false;
    walk::visit(payout, &mut |part| {
        let mut read = walk::readings(part).into_iter();
        goes |= read.any(|reading| reading.measure.beginning().is_some());
    });
    goes
}
