//! The numbers that the rules of a block state, as a reader would write them. Must not know which
//! lint asks.

use std::collections::BTreeSet;

use crate::base::money::Currency;
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::kind::spec::{Given, Grid, Value};
use crate::model::{Declaration, Program};
use crate::payout::measure::{Figure, Reading, Window};
use crate::payout::table::Cell;
use crate::payout::test::Test;

/// Every number of a block and what is nested in it: 40,000 for an amount, 4.5 for a rate, 90 for
/// a length.
pub fn numbers(block: &Declaration, program: &Program) -> BTreeSet<Ratio> {
    let mut found = Numbers {
        all: BTreeSet::new(),
        currency: program.currency,
    };
    found.block(block);
    found.all
}

struct Numbers {
    all: BTreeSet<Ratio>,
    currency: Currency,
}

impl Numbers {
    fn block(&mut self, block: &Declaration) {
        for given in &block.terms.clauses {
            self.given(given);
        }
        for child in &block.children {
            self.block(child);
        }
    }

    fn given(&mut self, given: &Given) {
        self.value(&given.value);
        for (_, value, _) in &given.phrases {
            self.value(value);
        }
        match &given.table {
            Some(Grid::Bands {
                starts, columns, ..
            }) => {
                for start in starts {
                    if let Some(at) = start.at {
                        // A start is in its key's own unit, which the grid does not repeat.
                        self.amount(at, Unit::Count);
                        self.amount(at, Unit::Money(self.currency));
                        self.amount(at, Unit::Percent);
                    }
                }
                for cell in columns.iter().flatten() {
                    match cell {
                        Cell::Rate(rate) => self.amount(*rate, Unit::Percent),
                        Cell::Fixed(quantity) => self.amount(quantity.amount, quantity.unit),
                        Cell::Nothing => {}
                    }
                }
            }
            Some(Grid::Across { amounts, unit, .. }) => {
                for amount in amounts.iter().flatten() {
                    self.amount(*amount, *unit);
                }
            }
            Some(Grid::Rows(rows)) => {
                for value in rows.iter().flatten().flatten() {
                    self.value(value);
                }
            }
            Some(Grid::Facts(_)) | None => {}
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Money(money) => {
                self.amount(Ratio::whole(money.minor), Unit::Money(money.currency));
            }
            Value::Percent(rate) => self.amount(*rate, Unit::Percent),
            Value::Count(count, _) => self.amount(Ratio::whole(i128::from(*count)), Unit::Count),
            Value::Number(number) => self.amount(*number, Unit::Count),
            Value::Duration(duration) => {
                self.amount(Ratio::whole(i128::from(duration.count)), Unit::Count);
            }
            Value::InKind(number, _) => self.amount(*number, Unit::Count),
            Value::Parts(parts) => {
                for part in parts {
                    self.amount(Ratio::whole(i128::from(part.count)), Unit::Count);
                }
            }
            Value::Days(days, _) => self.days(*days),
            Value::Weights(weights) => {
                for (_, weight) in weights {
                    self.amount(*weight, Unit::Count);
                }
            }
            Value::Figure(figure, _) => self.figure(figure),
            Value::Test(test) => self.test(test),
            Value::Nothing
            | Value::Date(_)
            | Value::Cycle(_)
            | Value::Period(_)
            | Value::When(_)
            | Value::Text(_)
            | Value::Ids(_)
            | Value::Names(_)
            | Value::Words(_)
            | Value::Measure(..)
            | Value::Events(_)
            | Value::AsOf(_)
            | Value::Set(_)
            | Value::Anchor(_)
            | Value::Currency(_)
            | Value::Weekdays(_)
            | Value::Dates(_)
            | Value::Silence(_) => {}
        }
    }

    /// How many days a window has.
    fn days(&mut self, days: Days) {
        self.amount(Ratio::whole(i128::from(days.len())), Unit::Count);
    }

    fn figure(&mut self, figure: &Figure) {
        match figure {
            Figure::Reading(reading) => self.reading(reading),
            Figure::Share { of, over, .. }
            | Figure::Growth { of, over, .. }
            | Figure::Density { of, over, .. } => {
                self.reading(of);
                self.reading(over);
            }
            Figure::Score(it) => it
                .score
                .readings()
                .into_iter()
                .for_each(|of| self.reading(of)),
            Figure::Attainment(it) => self.reading(&it.of),
        }
    }

    fn reading(&mut self, reading: &Reading) {
        self.window(reading.window);
    }

    /// How many periods or days a window has.
    fn window(&mut self, window: Window) {
        match window {
            Window::OverLast(count, _)
            | Window::First(count, _)
            | Window::OverPrevious(count, _)
            | Window::Average(count, _)
            | Window::Peak(count, _) => {
                self.amount(Ratio::whole(i128::from(count)), Unit::Count);
            }
            Window::Days(days) => self.days(days),
            Window::Occasion | Window::In(_) | Window::OfLastYear(_) | Window::AsOf(_) => {}
        }
    }

    fn test(&mut self, test: &Test) {
        match test {
            Test::All(parts) | Test::Any(parts) => {
                for part in parts {
                    self.test(part);
                }
            }
            Test::Not(part) => self.test(part),
            Test::OnDays(asked) => {
                self.window(asked.window);
                self.test(&asked.test);
            }
            Test::Compare {
                figure, threshold, ..
            } => {
                self.figure(figure);
                for amount in threshold.amounts.iter().flatten() {
                    self.amount(*amount, threshold.unit);
                }
            }
            Test::Tier(..)
            | Test::Type(_)
            | Test::Region(_)
            | Test::Holds(..)
            | Test::PersonHolds(..)
            | Test::Specialized(..)
            | Test::Within(..)
            | Test::Partner(_)
            | Test::InYears(_)
            | Test::JoinedBefore(_)
            | Test::Segment(_) => {}
        }
    }

    /// An amount as a reader would write it: major units, hundredths as per cent.
    fn amount(&mut self, amount: Ratio, unit: Unit) {
        let shown = match unit {
            Unit::Money(currency) => {
                let unit = 10_i128.checked_pow(u32::from(currency.exponent()));
                unit.and_then(|unit| amount.over(Ratio::whole(unit)).ok())
            }
            Unit::Percent => amount.times(Ratio::whole(100)).ok(),
            Unit::Count
            | Unit::Months
            | Unit::Points
            | Unit::Units
            | Unit::Text
            | Unit::Date
            | Unit::Flag => Some(amount),
        };
        self.all.extend(shown);
    }
}
