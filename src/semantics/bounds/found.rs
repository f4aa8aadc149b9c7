//! What a search for the dearest sale has found, for a product and all that are paid alike.

use super::case::Case;
use super::sale::{Dearest, OneSale};
use super::{Gap, Known, Stratum};
use crate::base::date::Date;
use crate::base::id::{IncentiveId, ProductId, TierId};
use crate::base::ratio::Ratio;

/// What was found for a product, and for all that are paid alike.
#[derive(Default)]
pub(super) struct Outcome {
    pub(super) best: Option<Found>,
    pub(super) gap: Option<(IncentiveId, Gap)>,
}

/// The sale that is paid the largest part of its amount.
pub(super) struct Found {
    pub(super) stratum: Stratum,
    pub(super) day: Date,
    pub(super) amount: Ratio,
    pub(super) paid: Vec<(IncentiveId, Ratio)>,
    pub(super) total: Ratio,
    pub(super) rate: Ratio,
}

impl Outcome {
    /// Of what has no limit, the first is told.
    pub(super) fn stop(&mut self, incentive: IncentiveId, gap: Gap) {
        self.gap = self.gap.or(Some((incentive, gap)));
    }

    /// What is said of a product of them.
    pub(super) fn of(&self, product: ProductId) -> Dearest {
        if let Some((incentive, gap)) = self.gap {
            return Dearest::Unbounded {
                product,
                incentive,
                gap,
            };
        }
        let best = self.best.as_ref();
        let Some(best) = best.filter(|best| best.rate > Ratio::ZERO) else {
            return Dearest::Nothing(product);
        };
        let known = |known: Known<TierId>| match known {
            Known::Is(tier) => tier,
            Known::Any => None,
        };
        let mut sale = OneSale {
            product,
            tier: known(best.stratum.tier),
            region: match best.stratum.region {
                Known::Is(region) => region,
                Known::Any => None,
            },
            sort: match best.stratum.sort {
                Known::Is(sort) => sort,
                Known::Any => None,
            },
            day: best.day,
            amount: best.amount.floor(),
            paid: best.paid.clone(),
            total: best.total,
            rate: best.rate,
            attained: false,
            played: 0,
            case: Case::default(),
        };
        sale.paid
            .sort_by(|left, right| right.1.cmp(&left.1).then(left.0.cmp(&right.0)));
        Dearest::Sale(Box::new(sale))
    }
}
