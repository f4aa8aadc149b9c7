//! What each incentive gives of a sale, worked out once for all products that it does not tell apart: most programs
//! have many products and many incentives, and few of these name any one of those.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::asked::Asked;
use super::line::{Sale, line};
use super::price::price_of;
use super::products::lists;
use super::{Stop, Stratum};
use crate::base::date::Date;
use crate::base::id::{IncentiveId, LineId, ProductId};
use crate::base::ratio::Ratio;
use crate::model::Program;
use crate::semantics::curve::Curve;

/// The most of an incentive's awards that belongs to a sale, by the sale's amount.
pub type Given = Rc<Result<Curve, Stop>>;

/// What is known of every incentive that a sale may meet.
pub struct Sheets<'p> {
    program: &'p Program,
    met: BTreeSet<IncentiveId>,
    /// The incentives that name a product, and the lists that it stands in.
    naming: BTreeMap<ProductId, (BTreeSet<IncentiveId>, Vec<usize>)>,
    sheets: BTreeMap<(Date, Stratum), Sheet>,
}

/// One day and one kind of partner. What gives nothing is left out.
#[derive(Default)]
struct Sheet {
    /// Incentives of which every product so far was one that they name.
    unknown: BTreeSet<IncentiveId>,
    /// Of any product that the incentive does not name.
    alike: BTreeMap<IncentiveId, Given>,
    /// Incentives that ask for the price or the line of a product that they do not name.
    asking: BTreeSet<IncentiveId>,
    /// What those give, by both.
    asked: BTreeMap<(IncentiveId, Option<LineId>, Option<Ratio>), Given>,
}

impl<'p> Sheets<'p> {
    pub fn of(program: &'p Program, met: BTreeSet<IncentiveId>) -> Sheets<'p> {
        let mut places: BTreeMap<&BTreeSet<ProductId>, usize> = BTreeMap::new();
        let mut naming: BTreeMap<ProductId, (BTreeSet<IncentiveId>, Vec<usize>)> = BTreeMap::new();
        for id in &met {
            let payout = program.incentive(*id).map(|held| &held.payout);
            for list in payout.into_iter().flat_map(|payout| lists(program, payout)) {
                let count = places.len();
                let place = *places.entry(list).or_insert(count);
                for product in list {
                    let (ids, lists) = naming.entry(*product).or_default();
                    ids.insert(*id);
                    if place == count {
                        lists.push(place);
                    }
                }
            }
        }
        Sheets {
            program,
            met,
            naming,
            sheets: BTreeMap::new(),
        }
    }

    /// The lists that a product stands in: products in the same lists, of one line and price, are paid the same.
    pub fn lists(&self, product: ProductId) -> &[usize] {
        self.naming.get(&product).map_or(&[], |(_, lists)| lists)
    }

    /// What every incentive gives of a sale, in their order; those left out give nothing.
    pub fn lines(
        &mut self,
        stratum: Stratum,
        product: ProductId,
        day: Date,
    ) -> BTreeMap<IncentiveId, Given> {
        let program = self.program;
        let none = BTreeSet::new();
        let naming = self.naming.get(&product).map_or(&none, |(ids, _)| ids);
        let give = |id: IncentiveId, asked: &Asked| -> Given {
            let sale = Sale {
                program,
                stratum,
                product,
                day,
                asked,
            };
            let held = program.incentive(id);
            Rc::new(held.map_or(Ok(Curve::constant(Ratio::ZERO)), |held| {
                line(&sale, &held.payout)
            }))
        };
        let sheet = self.sheets.entry((day, stratum)).or_insert_with(|| Sheet {
            unknown: self.met.clone(),
            ..Sheet::default()
        });
        let key = (
            program.product(product).map(|held| held.line),
            price_of(program, product),
        );
        let fresh: Vec<IncentiveId> = sheet.unknown.difference(naming).copied().collect();
        for id in fresh {
            sheet.unknown.remove(&id);
            let asked = Asked::default();
            let given = give(id, &asked);
            if asked.price.get() || asked.line.get() {
                sheet.asking.insert(id);
                sheet.asked.insert((id, key.0, key.1), given);
            } else if !is_nothing(&given) {
                sheet.alike.insert(id, given);
            }
        }
        let mut lines = BTreeMap::new();
        for id in naming {
            lines.insert(*id, give(*id, &Asked::default()));
        }
        for id in sheet.asking.difference(naming) {
            let given = sheet.asked.entry((*id, key.0, key.1));
            let given = given.or_insert_with(|| give(*id, &Asked::default()));
            lines.insert(*id, Rc::clone(given));
        }
        for (id, given) in &sheet.alike {
            lines.entry(*id).or_insert_with(|| Rc::clone(given));
        }
        lines.retain(|_, given| !is_nothing(given));
        lines
    }
}

fn is_nothing(given: &Result<Curve, Stop>) -> bool {
    given.as_ref().is_ok_and(Curve::is_nothing)
}
