//! What is given by differences of prices, in kind, later and at least, as records.

use serde_json::{Value, json};

use super::value::{cycle, duration, exact, quantity};
use super::{list, name_of, opt};
use crate::base::money::Money;
use crate::fact::{FactKind, FieldIndex, type_of};
use crate::model::Program;
use crate::payout::Quantity;
use crate::payout::given::{InKind, Spread, Units, Worth};
use crate::payout::later::{Guarantee, GuaranteePaid, Instalments, Surplus, Until};

/// Units times a difference of prices.
pub(super) fn spread(fact: Option<FactKind>, it: &Spread) -> Value {
    let field = |at: FieldIndex| {
        let field = fact.and_then(|fact| type_of(fact).fields.get(usize::from(at.0)));
        json!(field.map_or("", |field| field.name))
    };
    let units = match it.units {
        Units::Counted { units, high, held } => json!({
            "kind": "counted", "units": field(units), "high": field(high),
            "held": opt(held, |held| json!({
                "since": field(held.since), "length": duration(held.length),
            })),
        }),
        Units::InStock {
            at_most,
            bought_within,
        } => json!({
            "kind": "in_stock",
            "at_most": field(at_most),
            "bought_within": opt(bought_within, duration),
        }),
    };
    json!({ "kind": "spread", "units": units, "low": field(it.low), "plus": exact(it.plus) })
}

/// What is given in place of money.
pub(super) fn in_kind(program: &Program, it: InKind) -> Value {
    match it {
        InKind::Units(product) => {
            let product = name_of(program.product(product).map(|it| &it.declared));
            json!({ "kind": "units", "product": product })
        }
        InKind::Points => json!({ "kind": "points" }),
    }
}

/// The money that one of it stands for.
pub(super) fn worth(program: &Program, it: Worth) -> Value {
    let zero = Money {
        minor: 0,
        currency: program.currency,
    };
    let amount = match it {
        Worth::Stated(amount) => amount,
        Worth::List(product) => {
            let list = program.product(product).and_then(|it| it.list);
            Quantity::of(list.unwrap_or(zero))
        }
    };
    quantity(amount)
}

/// What an award waits for.
pub(super) fn until(it: Until) -> Value {
    match it {
        Until::CustomerPaid { within } => {
            json!({ "kind": "customer_paid", "within_days": within })
        }
    }
}

/// When the parts of an award are paid.
pub(super) fn instalments(it: &Instalments) -> Value {
    json!({
        "after": list(&it.after, |after| duration(*after)),
        "while_active": it.while_active,
    })
}

/// The least that every period gives.
pub(super) fn guarantee(it: &Guarantee) -> Value {
    let surplus = match it.surplus {
        Surplus::ToNextPeriod => "to_next_period",
        Surplus::ToYearEnd => "to_year_end",
        Surplus::NotCarried => "not_carried",
    };
    let paid = match it.paid {
        GuaranteePaid::AtPeriodEnd => "at_period_end",
        GuaranteePaid::InAdvance => "in_advance",
    };
    json!({
        "least": quantity(it.least), "cycle": cycle(it.cycle), "surplus": surplus, "paid": paid,
    })
}
