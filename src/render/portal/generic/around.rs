//! What is asked of the facts around a sale, as records.

use serde_json::{Value, json};

use super::value::exact;
use crate::base::ratio::Ratio;
use crate::payout::Blocks;
use crate::payout::measure::{Beginning, Together, WhenEmpty};

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

/// How much of one there is for each step of another.
pub(super) fn density(of: Value, over: Value, step: Ratio, blocks: Blocks) -> Value {
    let blocks = match blocks {
        Blocks::Whole => "whole",
        Blocks::InProportion => "in_proportion",
    };
    json!({ "kind": "density", "of": of, "over": over, "step": exact(step), "blocks": blocks })
}

/// What an empty base gives.
pub(super) fn when_empty(when_empty: WhenEmpty) -> Value {
    match when_empty {
        WhenEmpty::Passes => json!({ "kind": "passes" }),
        WhenEmpty::Fails => json!({ "kind": "fails" }),
        WhenEmpty::Is(value) => json!({ "kind": "is", "value": exact(value) }),
    }
}
