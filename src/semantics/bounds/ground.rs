//! The ground a bound stands on: for which partners, over which days, and what the program assumes of
//! them. Says how large a reading can be and whether a test may hold.

mod holds;

use super::asked::Asked;
use super::price::{exchanged, money, price_of};
use super::{Gap, Known, Stop, Stratum};
use crate::base::date::Date;
use crate::base::id::{ProductId, RegionId, TierId, TypeId};
use crate::base::period::{Cycle, Days};
use crate::base::ratio::Ratio;
use crate::fact::{FIELDS_OF_SALE, FactKind};
use crate::model::{Assumption, Program};
use crate::payout::measure::{Condition, Entity, Measure, Measured, Reading, Selector, Window};
use crate::payout::table::{Across, AsOf, Set};
use crate::payout::{Occasion, Payout, Quantity};
use crate::semantics::walk;

/// For whom, over which days.
#[derive(Clone, Copy)]
pub struct Ground<'p> {
    /// The program.
    pub program: &'p Program,
    /// For whom.
    pub stratum: Stratum,
    /// The days whose facts count: those of the occasion, or those on which events happen.
    pub days: Days,
    /// The last day of a period's occasion; `None` for events.
    pub day: Option<Date>,
    /// The product of the one sale that counts; `None` where there may be many.
    pub product: Option<ProductId>,
    /// Where it is noted what was asked of that product.
    pub asked: Option<&'p Asked>,
}

/// How large a reading can be where a partner sells an amount v in its window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// At most this, whatever is sold.
    Within(Ratio),
    /// At most this for each unit of v.
    PerAmount(Ratio),
}

/// Which sales a reading sees.
enum Seen {
    /// Those that grow: of the occasion's own days, or the event's own.
    Own,
    /// Any of the year.
    Year,
}

impl<'p> Ground<'p> {
    /// The most that a partner sells in the program's year.
    pub fn yearly_sales(&self) -> Result<Ratio, Gap> {
        let Known::Is(Some(tier)) = self.stratum.tier else {
            return Err(Gap::YearlySales(None));
        };
        self.volumes(tier).min().ok_or(Gap::YearlySales(Some(tier)))
    }

    fn volumes(&self, tier: TierId) -> impl Iterator<Item = Ratio> {
        self.program
            .assumptions
            .iter()
            .filter_map(move |each| match each {
                Assumption::Volume {
                    tier: held, most, ..
                } if *held == tier => money(self.program, *most).ok(),
                Assumption::Volume { .. }
                | Assumption::PartnersAt { .. }
                | Assumption::Partners { .. }
                | Assumption::NetPrice { .. } => None,
            })
    }

    /// The least price of a unit of any product that the conditions let through.
    pub fn least_price(&self, conditions: &[&[Condition]]) -> Result<Ratio, Gap> {
        let all = conditions.iter().flat_map(|list| list.iter());
        let allowed = |product: ProductId| {
            all.clone().all(|each| match each {
                Condition::Product(products) => products.contains(&product),
                Condition::Is(..)
                | Condition::IsNot(..)
                | Condition::AtLeast(..)
                | Condition::Certification(_)
                | Condition::Within(_)
                | Condition::Tier(..)
                | Condition::Type(_)
                | Condition::Region(_)
                | Condition::PersonHolds(_)
                | Condition::Specialized(..)
                | Condition::NewCustomer
                | Condition::RegisteredDeal
                | Condition::Lead
                | Condition::SoldWith(..)
                | Condition::PaidWithin(_)
                | Condition::PaidLate(_) => true,
            })
        };
        if let Some(product) = self.product {
            self.asked.iter().for_each(|asked| asked.price.set(true));
            let price = price_of(self.program, product);
            return price.filter(|price| *price > Ratio::ZERO).ok_or(Gap::Price);
        }
        let mut least: Option<Ratio> = None;
        for (id, _) in (0..).map(ProductId).zip(&self.program.products) {
            if !allowed(id) {
                continue;
            }
            let price = price_of(self.program, id).ok_or(Gap::Price)?;
            least = Some(least.map_or(price, |least| least.min(price)));
        }
        least.filter(|price| *price > Ratio::ZERO).ok_or(Gap::Price)
    }

    /// How large a reading can be. `event` selects the facts of an event's occasion.
    pub fn reach(&self, reading: &Reading, event: Option<&Selector>) -> Result<Reach, Gap> {
        if reading.only.iter().any(|each| self.excludes(each)) {
            return Ok(Reach::Within(Ratio::ZERO));
        }
        let conditions: [&[Condition]; 2] =
            [&reading.only, event.map_or(&[], |selector| &selector.all)];
        match reading.measure {
            Measured::One => Ok(Reach::Within(Ratio::ONE)),
            // Nothing is assumed of when something began.
            Measured::MonthsSince(_) | Measured::DayOf(_) => Err(Gap::EarlierSales),
            Measured::Field(field) => {
                let kind = event.map(|selector| selector.fact);
                match kind {
                    Some(FactKind::Sale) => {}
                    // Nothing is assumed of how much is granted.
                    Some(kind @ FactKind::Exception) => return Err(Gap::Facts(kind)),
                    Some(_) | None => return Err(Gap::Cost),
                }
                if field == FIELDS_OF_SALE.net_amount {
                    return Ok(Reach::PerAmount(Ratio::ONE));
                }
                self.counted(&conditions)
            }
            Measured::Measure(id) => {
                let seen = self.seen(reading.window, event.is_some())?;
                if matches!(reading.entity, Entity::Group | Entity::Program) {
                    return Err(Gap::Measure(id));
                }
                let Some(measure) = self.program.measure(id) else {
                    return Ok(Reach::Within(Ratio::ZERO));
                };
                let reach = self
                    .measured(&measure.measure, &reading.only)
                    .ok_or(Gap::Measure(id))??;
                match (seen, reach) {
                    (Seen::Year, Reach::PerAmount(slope)) => {
                        let most = slope.times(self.yearly_sales()?);
                        Ok(Reach::Within(most.map_err(|_| Gap::Measure(id))?))
                    }
                    (Seen::Own | Seen::Year, reach) => Ok(reach),
                }
            }
        }
    }

    fn measured(&self, measure: &Measure, only: &[Condition]) -> Option<Result<Reach, Gap>> {
        let of_sales = |of: &Selector| of.fact == FactKind::Sale;
        match measure {
            Measure::Sum { of, .. }
            | Measure::Count(of)
            | Measure::Distinct { of, .. }
            | Measure::Median { of, .. }
                if of.all.iter().any(|each| self.excludes(each)) =>
            {
                Some(Ok(Reach::Within(Ratio::ZERO)))
            }
            // The middle of some totals is not more than they come to together.
            Measure::Sum { of, field } | Measure::Median { of, field, .. } if of_sales(of) => {
                if *field == FIELDS_OF_SALE.net_amount {
                    return Some(Ok(Reach::PerAmount(Ratio::ONE)));
                }
                Some(self.counted(&[&of.all, only]))
            }
            Measure::Count(of) | Measure::Distinct { of, .. } if of_sales(of) => {
                Some(self.counted(&[&of.all, only]))
            }
            Measure::Sum { of, .. }
            | Measure::Count(of)
            | Measure::Distinct { of, .. }
            | Measure::Median { of, .. } => Some(Err(Gap::Facts(of.fact))),
            Measure::Certified(_) => None,
            // What is taken off is at least nothing.
            Measure::Less(left, _) => self.measured(left, only),
        }
    }

    /// Sales or units: each is at least the least price.
    fn counted(&self, conditions: &[&[Condition]]) -> Result<Reach, Gap> {
        let price = self.least_price(conditions)?;
        let each = Ratio::ONE.over(price).map_err(|_| Gap::Price)?;
        Ok(Reach::PerAmount(each))
    }

    /// Which sales a window sees. Nothing is assumed of those before the program began.
    fn seen(&self, window: Window, of_event: bool) -> Result<Seen, Gap> {
        let year = self.program.fiscal.year();
        let own = |days: Days| days.first() >= self.days.first() && days.last() <= self.days.last();
        Ok(match window {
            // The one sale of a case, and a stock, which no sale moves.
            Window::Occasion | Window::AsOf(_) => Seen::Own,
            Window::Days(days) if of_event && days.first() < year.first() => {
                return Err(Gap::EarlierSales);
            }
            Window::In(_) | Window::First(..) | Window::Days(_) if of_event => Seen::Year,
            Window::In(cycle) | Window::First(_, cycle) => {
                let day = self.day.unwrap_or(self.days.last());
                let fiscal = &self.program.fiscal;
                let period = fiscal.days(fiscal.period_at(cycle, day));
                match period.overlap(&year) {
                    Some(period) if !own(period) => Seen::Year,
                    Some(_) | None => Seen::Own,
                }
            }
            Window::Days(days) if days.first() < year.first() => return Err(Gap::EarlierSales),
            Window::Days(days) if own(days) => Seen::Own,
            Window::Days(_) => Seen::Year,
            Window::OverLast(..)
            | Window::OverPrevious(..)
            | Window::OfLastYear(_)
            | Window::Average(..)
            | Window::Peak(..) => {
                return Err(Gap::EarlierSales);
            }
        })
    }

    /// Whether no fact of these partners on these days meets a condition.
    pub fn excludes(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Within(days) => days.overlap(&self.days).is_none(),
            Condition::Tier(tiers, as_of) => match self.tier_on(*as_of) {
                Known::Any => false,
                Known::Is(tier) => !tier.is_some_and(|tier| tiers.contains(&tier)),
            },
            Condition::Type(sorts) => match self.stratum.sort {
                Known::Any => false,
                Known::Is(sort) => !sort.is_some_and(|sort| sorts.contains(&sort)),
            },
            Condition::Region(regions) => match self.stratum.region {
                Known::Any => false,
                Known::Is(region) => !region.is_some_and(|region| regions.contains(&region)),
            },
            Condition::Product(products) if self.product.is_some() => self
                .product
                .is_none_or(|product| !products.contains(&product)),
            Condition::Product(products) => products.iter().all(|id| {
                let launch = self.program.product(*id).and_then(|product| product.launch);
                launch.is_some_and(|launch| launch > self.days.last())
            }),
            Condition::Is(..)
            | Condition::IsNot(..)
            | Condition::AtLeast(..)
            | Condition::Certification(_)
            | Condition::PersonHolds(_)
            | Condition::Specialized(..)
            | Condition::NewCustomer
            | Condition::RegisteredDeal
            | Condition::Lead
            | Condition::SoldWith(..)
            | Condition::PaidWithin(_)
            | Condition::PaidLate(_) => false,
        }
    }

    /// The tier held on a named day.
    pub fn tier_on(&self, as_of: AsOf) -> Known<TierId> {
        match self.stratum.as_of {
            None => self.stratum.tier,
            Some(own) if own == as_of => self.stratum.tier,
            Some(_) => Known::Any,
        }
    }

    /// The column that applies, if it is certain.
    pub fn member(&self, across: Across) -> Known<usize> {
        match across.set {
            Set::Tier => self.tier_on(across.as_of).map(TierId::index),
            Set::Region => self.stratum.region.map(RegionId::index),
            Set::Type => self.stratum.sort.map(TypeId::index),
            Set::Line => {
                self.asked.iter().for_each(|asked| asked.line.set(true));
                let line = self.product.and_then(|id| self.program.product(id));
                line.map_or(Known::Any, |product| Known::Is(Some(product.line.index())))
            }
        }
    }

    /// An amount in minor units of the program's currency; other units as they are.
    pub fn exchanged(&self, quantity: Quantity) -> Result<Ratio, Stop> {
        Ok(exchanged(self.program, quantity)?)
    }

    /// The days whose sales a period's occasion counts, of those on which a payout may be posted within a time.
    pub fn occasions(
        program: &Program,
        occasion: &Occasion,
        payout: &Payout,
        within: Days,
    ) -> Vec<Days> {
        let is_early = |days: &Days| within.contains(days.first()) && walk::pays_in_advance(payout);
        let mut all = Ground::periods(program, occasion, program.fiscal.year());
        all.retain(|days| within.contains(days.last()) || is_early(days));
        all
    }

    /// The days of the year that the occasion of a day counts; `None` for events.
    pub fn occasion_at(program: &Program, occasion: &Occasion, day: Date) -> Option<Days> {
        let fiscal = &program.fiscal;
        let days = match occasion {
            Occasion::Event { .. } => return None,
            Occasion::Days(days) => *days,
            Occasion::Period(cycle) => fiscal.days(fiscal.period_at(*cycle, day)),
        };
        let days = days.overlap(&fiscal.year())?;
        days.contains(day).then_some(days)
    }

    /// The days that the occasions of a time count, cut to it; none for events.
    pub fn periods(program: &Program, occasion: &Occasion, within: Days) -> Vec<Days> {
        let all: Vec<Days> = match occasion {
            Occasion::Event { .. } => Vec::new(),
            Occasion::Days(days) => vec![*days],
            Occasion::Period(cycle) => periods(program, *cycle, within),
        };
        all.into_iter()
            .filter_map(|days| days.overlap(&within))
            .collect()
    }
}

/// The periods of a cycle that hold a day of a time.
pub fn periods(program: &Program, cycle: Cycle, within: Days) -> Vec<Days> {
    let periods = program.fiscal.periods(cycle, &within);
    periods.map(|period| program.fiscal.days(period)).collect()
}
