//! Answers to what a payout curve asks of a partner's situation, from the fold's own state.

use crate::base::id::{IncentiveId, SegmentId, TierId};
use crate::base::money::Rounding;
use crate::base::ratio::Ratio;
use crate::fact::FIELDS_OF_SALE;
use crate::payout::given::Worth;
use crate::payout::later::Guarantee;
use crate::payout::measure::{Beginning, Measured, Reading};
use crate::payout::table::{Across, Bands, Set};
use crate::payout::target::Target;
use crate::payout::test::Test;
use crate::payout::{Cap, CapSpan, Counts, Occasion, Payout, Quantity, Scope};
use crate::semantics::curve::of::{Line, Situation, Slice};
use crate::semantics::curve::{Curve as Exact, CurveFault};
use crate::semantics::evaluate::RoomKey;
use crate::semantics::evaluate::bands::filled;
use crate::semantics::evaluate::desk::{Holder, Stretch};
use crate::simulate::behaviour::worth::{Stand, fault};

impl Stand<'_> {
    /// How long the newest product of the line of the further sale has been sold, in months.
    fn months_on_sale(&self) -> Ratio {
        let products = self.program().products.iter();
        let own = products.filter(|product| product.line.index() == self.line);
        let launched = own.filter_map(|product| product.launch.filter(|day| *day <= self.today));
        let months = launched.max().map(|day| day.whole_months_until(self.today));
        Ratio::whole(months.unwrap_or(0).into())
    }
}

/// How many mean deals a curve is drawn for.
const WAY_IN_DEALS: i128 = 10_000;

impl Situation for Stand<'_> {
    fn line(&self, reading: &Reading) -> Result<Line, CurveFault> {
        match reading.measure {
            Measured::One => Ok(Line::fixed(Ratio::ONE)),
            Measured::Field(field) if field == FIELDS_OF_SALE.net_amount => Ok(Line {
                at: Ratio::ZERO,
                slope: Ratio::ONE,
            }),
            Measured::Field(_) => {
                let slope = Ratio::new(1, self.deal).unwrap_or(Ratio::ZERO);
                Ok(Line {
                    at: Ratio::ZERO,
                    slope,
                })
            }
            // What a new customer brings is what a partner reckons with.
            Measured::MonthsSince(Beginning::Launch) => Ok(Line::fixed(self.months_on_sale())),
            Measured::MonthsSince(_) => Ok(Line::fixed(Ratio::ZERO)),
            Measured::DayOf(_) => Ok(Line::fixed(Ratio::whole(self.today.number().into()))),
            Measured::Measure(_) => {
                let at = self.scene().total(reading).map_err(fault)?;
                Ok(Line {
                    at,
                    slope: self.slope(reading)?,
                })
            }
        }
    }

    fn member(&self, across: Across) -> Option<usize> {
        match across.set {
            Set::Tier => self.tier_as_of(across.as_of).map(TierId::index),
            Set::Region | Set::Type => self.scene().member(across, None),
            Set::Line => Some(self.line),
        }
    }

    fn holds(&self, test: &Test) -> bool {
        match test {
            Test::Tier(tiers, as_of) => self
                .tier_as_of(*as_of)
                .is_some_and(|tier| tiers.contains(&tier)),
            Test::PersonHolds(certification, _) => {
                self.fold
                    .view()
                    .book
                    .holds(self.partner, None, *certification, self.today)
            }
            Test::Specialized(among, as_of) => {
                let standing = self.fold.view().standing;
                standing.is_specialized(self.partner, among, self.day_of(*as_of))
            }
            Test::Within(..)
            | Test::All(_)
            | Test::Any(_)
            | Test::Not(_)
            | Test::Compare { .. }
            | Test::Type(_)
            | Test::Region(_)
            | Test::Holds(..)
            | Test::Partner(_)
            | Test::InYears(_)
            | Test::JoinedBefore(_)
            | Test::Segment(_)
            | Test::OnDays(_) => self.scene().holds(test).unwrap_or(false),
        }
    }

    fn target(&self, target: &Target) -> Result<Option<Ratio>, CurveFault> {
        self.scene().target(target).map_err(fault)
    }

    fn segment(&self, id: SegmentId) -> Option<&Test> {
        self.program()
            .words
            .segments
            .get(id.index())
            .map(|segment| &segment.test)
    }

    fn occurs(&self, occasion: &Occasion) -> bool {
        match occasion {
            Occasion::Event { selector, .. } => self.could_be(selector),
            Occasion::Period(_) => true,
            Occasion::Days(days) => self.today <= days.last(),
        }
    }

    fn used(&self, cap: &Cap) -> i128 {
        let plan = self.fold.plan();
        let stretch = match &cap.span {
            CapSpan::In(cycle) => Stretch::Period(plan.almanac.period_at(*cycle, self.scene().day)),
            CapSpan::Days(days) => Stretch::Days(*days),
            CapSpan::Ever => Stretch::Ever,
            CapSpan::Award => return 0,
        };
        let region = || {
            self.fold
                .book()
                .partner(self.partner)
                .and_then(|each| each.region)
        };
        let own = Holder::Partner(self.partner);
        let day = self.scene().day;
        let holders = match cap.scope {
            Scope::Program => vec![Holder::Program],
            Scope::Partner => vec![own],
            Scope::Region => vec![Holder::Region(region())],
            Scope::Group => {
                let head = self.fold.book().head_of(self.partner, day);
                vec![Holder::Group(head), own]
            }
            // Who will sell to whom is not known yet: their rooms are taken as fresh.
            Scope::Seller
            | Scope::Customer
            | Scope::CustomerAcrossPartners
            | Scope::Deal
            | Scope::Product => return 0,
        };
        let counts_awards = cap.counts == Counts::Awards;
        let Some(incentive) = self.incentive.filter(|_| !self.is_afresh) else {
            return 0;
        };
        let used = holders.into_iter().map(|holder| {
            let key = RoomKey {
                incentive,
                counts_awards,
                stretch,
                holder,
            };
            self.fold.state().rooms.get(&key).copied().unwrap_or(0)
        });
        used.max().unwrap_or(0)
    }

    fn exchanged(&self, quantity: Quantity) -> Result<Ratio, CurveFault> {
        self.scene().amount(quantity).map_err(fault)
    }

    fn worth(&self, worth: Worth) -> Result<Ratio, CurveFault> {
        self.scene().worth(worth).map_err(fault)
    }

    fn guarantee_left(&self, guarantee: &Guarantee, of: &Payout) -> Result<Ratio, CurveFault> {
        self.scene().guarantee_left(guarantee, of).map_err(fault)
    }

    fn rounding(&self) -> Rounding {
        self.program().rounding
    }

    fn way(&self) -> Ratio {
        Ratio::whole(self.deal.saturating_mul(WAY_IN_DEALS))
    }

    /// What the evaluator sees in the bands so far, with the further sale in the partner's own column.
    fn slices(&self, table: &Bands) -> Result<Vec<Slice>, CurveFault> {
        let column = match table.across {
            None => Some(0),
            Some(across) => self.member(across),
        };
        let mut slices = filled(&self.scene(), table).map_err(fault)?;
        let held = slices.last().map(|last| last.column);
        match slices.last_mut() {
            // A tier that is only supposed is held from the beginning.
            Some(_) if self.tier.is_some() || self.is_afresh => {
                slices = vec![Slice {
                    column,
                    amount: self.line(&table.basis)?.at,
                    part_of_period: Ratio::ONE,
                }];
            }
            Some(_) if held == Some(column) => {}
            // The line of the further sale, where the columns are lines.
            Some(_) | None => slices.push(Slice {
                column,
                amount: Ratio::ZERO,
                part_of_period: Ratio::ONE,
            }),
        }
        Ok(slices)
    }

    fn incentive(&self, id: IncentiveId) -> Option<&Payout> {
        let incentive = self.program().incentive(id)?;
        Some(&incentive.payout)
    }

    /// A place is reached where the partner's own projected key passes a rival's.
    fn rank(&self, rank: &Payout) -> Result<Exact, CurveFault> {
        let Payout::Rank {
            key, least, prizes, ..
        } = rank
        else {
            return Ok(Exact::constant(Ratio::ZERO));
        };
        let line = self.line(key)?;
        if line.slope.is_zero() {
            return Ok(Exact::constant(Ratio::ZERO));
        }
        let own = |x: Ratio| -> Result<Ratio, CurveFault> {
            Ok(line.at.plus(self.own_gain)?.plus(line.slope.times(x)?)?)
        };
        let reaches = |level: &Ratio| -> Result<Ratio, CurveFault> {
            Ok(level.less(own(Ratio::ZERO)?)?.over(line.slope)?)
        };
        let places = self.rivals.iter().take(prizes.len()).chain([least]);
        let points: Result<Vec<Ratio>, CurveFault> = places.map(reaches).collect();
        Exact::traced(points?, |x| {
            let key = own(x)?;
            if key < *least {
                return Ok(Ratio::ZERO);
            }
            let ahead = self.rivals.iter().take_while(|rival| **rival > key).count();
            match prizes.get(ahead) {
                Some(prize) => self.exchanged(*prize),
                None => Ok(Ratio::ZERO),
            }
        })
    }
}
