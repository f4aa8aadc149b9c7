//! What is asked of the facts around a sale, as records.

use serde_json::{Value, json};

use crate::payout::measure::{Beginning, Together};

/// What else is sold together with it.
pub(super) fn sold_with(products: Value, together: Together) -> Value {
    let (how, days) = match together {
        Together::Order => ("order", None),
        Together::Deal => ("deal", None),
        Together::Customer(days) => ("customer", Some(days)),
    };
    json!({ "kind": "sold_with", "any_of": products, "together": how, "within_days": days })
}

/// What its age is counted from.
pub(super) fn began(beginning: Beginning) -> &'static str {
    match beginning {
        Beginning::FirstSale => "first_sale",
        Beginning::FirstSaleOfLine => "first_sale_of_line",
        Beginning::FirstSaleOfProduct => "first_sale_of_product",
        Beginning::Launch => "launch",
    }
}
