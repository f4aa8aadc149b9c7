//! What claims come to, and what a partner does to get them.

use std::collections::BTreeSet;

use super::room::MOST_SIZES;
use super::{Binding, Gap, Most};
use crate::base::id::{RegionId, TypeId};
use crate::base::period::Days;
use crate::fact::FactKind;
use crate::semantics::curve::CurveFault;

/// More deeds than this are not remembered.
const MOST_DEEDS: usize = 64;

/// What claims can come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    /// In all.
    pub most: Most,
    /// The largest single one.
    pub one: Most,
    /// Every amount above zero that one can have, where there are few.
    pub sizes: Option<BTreeSet<i128>>,
    /// What holds it.
    pub by: Binding,
    /// What a partner does to get it, as far as that is known: to be tried, not believed.
    pub deeds: Vec<Deed>,
    /// The home and type of the partner, where the payout asks for them.
    pub home: (Option<RegionId>, Option<TypeId>),
}

/// Something that a partner does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deed {
    /// On one of these days.
    pub days: Days,
    /// What.
    pub what: What,
    /// How often; `None` is as often as is needed.
    pub times: Option<i128>,
}

impl Deed {
    /// One sale.
    pub(super) fn sale(days: Days, amount: Option<i128>) -> Deed {
        Deed {
            days,
            what: What::Sale(amount),
            times: Some(1),
        }
    }

    /// Whether it is a sale as large as is needed.
    pub(super) fn is_open(&self) -> bool {
        self.what == What::Sale(None)
    }

    /// The same with a sale as large as is needed.
    pub(super) fn open(&self) -> Deed {
        match self.what {
            What::Sale(_) => Deed {
                what: What::Sale(None),
                ..*self
            },
            What::Other(_) => *self,
        }
    }
}

/// What a partner does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A sale of this many minor units; `None` is as large as is needed.
    Sale(Option<i128>),
    /// Another fact of this kind.
    Other(FactKind),
}

impl Claims {
    /// None.
    pub fn nothing() -> Claims {
        Claims {
            most: Most::ZERO,
            one: Most::ZERO,
            sizes: Some(BTreeSet::new()),
            by: Binding::Closed,
            deeds: Vec::new(),
            home: (None, None),
        }
    }

    pub(super) fn unbounded(gap: Gap, deeds: Vec<Deed>) -> Claims {
        Claims {
            most: Most::Unbounded(gap),
            one: Most::Unbounded(gap),
            sizes: None,
            by: Binding::Terms,
            deeds,
            ..Claims::nothing()
        }
    }

    /// Both, one after the other.
    pub fn plus(self, other: Claims) -> Result<Claims, CurveFault> {
        let larger = if self.one.is_below(&other.one) {
            other.one
        } else {
            self.one
        };
        let sizes = match (self.sizes, other.sizes) {
            (Some(mut sizes), Some(more)) => {
                sizes.extend(more);
                Some(sizes).filter(|sizes| sizes.len() <= MOST_SIZES)
            }
            (Some(_) | None, _) => None,
        };
        let by = if self.most == Most::ZERO {
            other.by
        } else {
            self.by
        };
        let mut deeds = self.deeds;
        deeds.extend(other.deeds);
        deeds.truncate(MOST_DEEDS);
        Ok(Claims {
            most: self.most.plus(other.most)?,
            one: larger,
            sizes,
            by,
            deeds,
            home: self.home,
        })
    }

    /// One or the other.
    pub(super) fn or(self, other: Claims) -> Claims {
        let one = if self.one.is_below(&other.one) {
            other.one.clone()
        } else {
            self.one.clone()
        };
        let sizes = match (&self.sizes, &other.sizes) {
            (Some(left), Some(right)) => {
                let all: BTreeSet<i128> = left.union(right).copied().collect();
                Some(all).filter(|sizes| sizes.len() <= MOST_SIZES)
            }
            (Some(_) | None, _) => None,
        };
        let larger = if self.most.is_below(&other.most) {
            other
        } else {
            self
        };
        Claims {
            one,
            sizes,
            ..larger
        }
    }

    /// At most so much in all.
    pub(super) fn within(mut self, limit: i128, by: Binding) -> Claims {
        let limit = Most::Of(limit.max(0));
        if limit.is_below(&self.most) {
            self.most = limit.clone();
            self.by = by;
        }
        if limit.is_below(&self.one) {
            self.one = limit;
        }
        self
    }
}
