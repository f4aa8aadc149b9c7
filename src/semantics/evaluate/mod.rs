//! What a payout gives on one occasion: an exact amount, the facts it rests on, and why. Pure: the rooms
//! of caps and budgets are read from a [`Desk`] and what is taken from them is part of the result.
//! `payout/payout.md` is the specification.

mod against;
pub mod amount;
mod argument;
mod around;
pub mod award;
pub mod bands;
mod baseline;
mod counted;
pub mod credited;
pub mod desk;
mod given;
mod guarantee;
mod kept;
pub mod limit;
pub mod rank;
pub mod reading;
mod restart;
pub(in crate::semantics) mod score;
mod slices;
mod target;
pub mod test;

pub use amount::{Award, Emptied};
pub(in crate::semantics) use around::last_day;
pub use award::evaluate;
pub use desk::{Desk, PoolKey, Pools, RoomKey, Rooms, Stretch, TakenFrom, Taking};
pub use rank::Ranking;

use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::id::{IncentiveId, TierId};
use crate::base::money::Currency;
use crate::base::period::{Cycle, Days};
use crate::base::ratio::{Overflow, Ratio};
use crate::base::unit::Unit;
use crate::payout::payment::{Anchor, Payment, Roll};
use crate::payout::table::{Across, AsOf, Set};
use crate::payout::{Occasion, Quantity};
use crate::semantics::book::{Book, Counted, PartnerId, Row, RowId};
use crate::semantics::lookup::Lookup;
use crate::semantics::plan::{Offer, Plan};
use crate::semantics::standing::Standing;
use crate::semantics::symbol::Symbol;
use crate::semantics::tally::Tallies;

/// Why a payout has no amount. A checked program over checked facts meets none but the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// An amount outside the range of exact numbers.
    Overflow,
    /// No exchange rate into the program's currency.
    NoExchange(Currency),
    /// Segments that refer to each other in a circle.
    Circular,
}

impl From<Overflow> for Trouble {
    fn from(_: Overflow) -> Trouble {
        Trouble::Overflow
    }
}

/// What a payout may read.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The program.
    pub plan: &'a Plan<'a>,
    /// The facts known.
    pub book: &'a Book,
    /// What they add up to.
    pub tallies: &'a Tallies,
    /// The tiers and specializations held.
    pub standing: &'a Standing,
}

/// How much of an award is worked out. Amounts never differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// The amount alone.
    Amount,
    /// The amount and the part of each fact.
    Lines,
    /// Also why.
    Why,
}

/// Sales by the incentives that paid them.
pub type PaidSales = Lookup<(IncentiveId, RowId), ()>;

/// The sales that these incentives have paid.
#[derive(Clone, Copy, Default)]
pub struct Barred<'a> {
    /// What all incentives have paid; `None` bars nothing.
    pub paid: Option<&'a PaidSales>,
    /// Which of them count.
    pub by: &'a [IncentiveId],
}

impl Barred<'_> {
    /// Whether a sale is not read.
    pub fn contains(&self, sale: RowId) -> bool {
        let Some(paid) = self.paid else {
            return false;
        };
        self.by.iter().any(|rival| paid.contains(&(*rival, sale)))
    }
}

/// One occasion: who, when, and what may be read.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// What may be read.
    pub view: View<'a>,
    /// For whom.
    pub partner: PartnerId,
    /// Who is paid, where an award is divided among several: it is evaluated for who sold.
    pub payee: Option<PartnerId>,
    /// The day of the occasion.
    pub day: Date,
    /// The days of a period's or stated days' occasion.
    pub span: Option<Days>,
    /// The fact of an event's occasion.
    pub fact: Option<RowId>,
    /// The incentive that pays; `None` for a test that stands alone.
    pub offer: Option<&'a Offer<'a>>,
    /// Which occasion this is; `None` evaluates whatever stands under any.
    pub trigger: Option<&'a Occasion>,
    /// Which returns count.
    pub counted: Counted<'a>,
    /// Sales that are not read because an excluded incentive has paid them.
    pub barred: Barred<'a>,
    /// The places of contests.
    pub ranking: Option<&'a Ranking>,
    /// What everything that is paid on is lessened by.
    pub less: Ratio,
    /// Whether awards are what they would be without rivals: they are being compared.
    pub alone: bool,
    /// Whether what partners divide is one award: it is being compared.
    pub undivided: bool,
    /// How much is worked out.
    pub detail: Detail,
}

impl<'a> Scene<'a> {
    /// A partner on a day, with everything known counted and no incentive.
    pub fn on(view: View<'a>, partner: PartnerId, day: Date) -> Scene<'a> {
        Scene {
            view,
            partner,
            payee: None,
            day,
            span: None,
            fact: None,
            offer: None,
            trigger: None,
            counted: Counted::All,
            barred: Barred::default(),
            ranking: None,
            less: Ratio::ZERO,
            alone: false,
            undivided: false,
            detail: Detail::Amount,
        }
    }

    /// The fact of the occasion.
    pub fn row(&self) -> Option<&'a Row> {
        self.view.book.row(self.fact?)
    }

    /// The day a status counts on. `of` is the fact that is asked about, if not the occasion's own.
    pub fn as_of(&self, as_of: AsOf, of: Option<&Row>) -> Date {
        match as_of {
            AsOf::SaleDate => of.or(self.row()).map_or(self.day, |row| row.happened),
            AsOf::Start(cycle) => self.around(cycle).first(),
            AsOf::End(cycle) => self.around(cycle).last(),
            AsOf::Occasion => self.day,
            AsOf::PaymentDate => self.due(self.day),
        }
    }

    /// The tier that the partner holds on a day.
    pub fn tier_on(&self, day: Date) -> Option<TierId> {
        self.view.standing.tier_on(self.partner, day)
    }

    /// The place of the partner (or of the fact's line) among the members of a set; `None` where it is
    /// in no column. `of` is the fact that is asked about, if not the occasion's own.
    pub fn member(&self, across: Across, of: Option<&Row>) -> Option<usize> {
        let partner = self.view.book.partner(self.partner)?;
        match across.set {
            Set::Tier => self
                .tier_on(self.as_of(across.as_of, of))
                .map(TierId::index),
            Set::Region => partner.region.map(|region| region.index()),
            Set::Type => partner.sort.map(|sort| sort.index()),
            Set::Line => {
                let product = of.or(self.row())?.refers?;
                let products = &self.view.plan.program.products;
                Some(products.get(usize::from(product))?.line.index())
            }
        }
    }

    /// The person of the occasion's fact: the seller of a sale, else the person who learned.
    pub fn person(&self) -> Option<Symbol> {
        reading::person_of(self.row()?)
    }

    /// The day an award of a day is due; the day itself where no incentive pays.
    pub fn due(&self, day: Date) -> Date {
        let Some(offer) = self.offer else {
            return day;
        };
        let known = self.row().map_or(day, |row| row.known);
        due(
            offer,
            self.around_of(&offer.incentive.payment, day),
            day,
            known,
        )
    }

    /// An amount of money in minor units of the program's currency; other units as they are.
    pub fn amount(&self, quantity: Quantity) -> Result<Ratio, Trouble> {
        self.in_program_currency(quantity.amount, quantity.unit)
    }

    /// The same for a number and its unit.
    pub fn in_program_currency(&self, amount: Ratio, unit: Unit) -> Result<Ratio, Trouble> {
        let program = self.view.plan.program;
        match unit {
            Unit::Money(currency) if currency != program.currency => {
                let rate = program.exchange.get(&currency);
                let rate = rate.ok_or(Trouble::NoExchange(currency))?;
                let own = Ratio::from_decimal(1, currency.exponent())?;
                let theirs = Ratio::from_decimal(1, program.currency.exponent())?;
                Ok(amount.times(*rate)?.times(own)?.over(theirs)?)
            }
            Unit::Money(_)
            | Unit::Percent
            | Unit::Count
            | Unit::Months
            | Unit::Points
            | Unit::Units
            | Unit::Text
            | Unit::Date
            | Unit::Flag => Ok(amount),
        }
    }

    /// The period of a cycle that holds the day of the occasion.
    pub fn around(&self, cycle: Cycle) -> Days {
        self.view.plan.almanac.around(cycle, self.day)
    }

    fn around_of(&self, payment: &Payment, day: Date) -> Date {
        match payment.anchor {
            Anchor::End(cycle) => self.view.plan.almanac.around(cycle, day).last(),
            Anchor::Event | Anchor::ApprovedClaim => day,
        }
    }
}

/// The day a payment falls due: `end` is the last day of the period it is counted from, `day` the day of
/// the award, `known` the day its fact was known.
pub fn due(offer: &Offer, end: Date, day: Date, known: Date) -> Date {
    due_after(offer, offer.incentive.payment.after, (end, day, known))
}

/// The same for a part that is paid so long after.
pub fn due_after(offer: &Offer, after: Duration, (end, day, known): (Date, Date, Date)) -> Date {
    let payment = &offer.incentive.payment;
    let anchor = match payment.anchor {
        Anchor::End(_) => end,
        Anchor::Event => day,
        Anchor::ApprovedClaim => known,
    };
    let reached = after.after(anchor, &offer.business);
    let open = match payment.roll {
        None => Some(reached),
        Some(Roll::Next) => offer.business.next_open(reached),
        Some(Roll::Previous) => offer.business.previous_open(reached),
    };
    open.unwrap_or(reached)
}
