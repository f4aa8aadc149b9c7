//! Amounts in minor units of the program's currency, and the least price that is assumed.

use crate::base::id::ProductId;
use crate::base::money::Money;
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::model::{Assumption, Program};
use crate::payout::Quantity;
use crate::payout::given::Worth;
use crate::semantics::curve::CurveFault;

/// The least net price of a unit of a product, as assumed.
pub fn price_of(program: &Program, product: ProductId) -> Option<Ratio> {
    let prices = program.assumptions.iter().filter_map(|each| match each {
        Assumption::NetPrice {
            product: priced,
            least,
            ..
        } if *priced == product => Some(*least),
        Assumption::NetPrice { .. }
        | Assumption::Volume { .. }
        | Assumption::PartnersAt { .. }
        | Assumption::Partners { .. } => None,
    });
    prices.filter_map(|price| money(program, price).ok()).max()
}

/// What one of what is given in kind stands for.
pub fn worth(program: &Program, worth: Worth) -> Result<Ratio, CurveFault> {
    match worth {
        Worth::Stated(amount) => exchanged(program, amount),
        Worth::List(product) => {
            let list = program.product(product).and_then(|product| product.list);
            list.map_or(Ok(Ratio::ZERO), |list| money(program, list))
        }
    }
}

/// An amount of money in minor units of the program's currency.
pub fn money(program: &Program, amount: Money) -> Result<Ratio, CurveFault> {
    let quantity = Quantity {
        amount: Ratio::whole(amount.minor),
        unit: Unit::Money(amount.currency),
    };
    exchanged(program, quantity)
}

/// An amount in minor units of the program's currency; other units as they are.
pub fn exchanged(program: &Program, quantity: Quantity) -> Result<Ratio, CurveFault> {
    match quantity.unit {
        Unit::Money(currency) if currency != program.currency => {
            let rate = program.exchange.get(&currency);
            let rate = rate.ok_or(CurveFault::NoExchange)?;
            let own = Ratio::from_decimal(1, currency.exponent())?;
            let theirs = Ratio::from_decimal(1, program.currency.exponent())?;
            Ok(quantity.amount.times(*rate)?.times(own)?.over(theirs)?)
        }
        Unit::Money(_)
        | Unit::Percent
        | Unit::Count
        | Unit::Months
        | Unit::Points
        | Unit::Units
        | Unit::Text
        | Unit::Date
        | Unit::Flag => Ok(quantity.amount),
    }
}

/// The least whole number of minor units that is no less.
pub fn ceiling(amount: Ratio) -> i128 {
    let part = i128::from(amount.den() != 1);
    amount.floor().saturating_add(part)
}
