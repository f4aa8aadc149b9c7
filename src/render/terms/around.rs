//! What is asked of the facts around a sale, in words.

use std::collections::BTreeSet;

use crate::base::duration::Duration;
use crate::base::id::ProductId;
use crate::payout::measure::{Beginning, Together};
use crate::render::speaker::Speaker;

/// What an age is counted from, as a noun.
pub fn began(speaker: Speaker<'_>, beginning: Beginning) -> String {
    let key = match beginning {
        Beginning::FirstSale => "age.first_sale",
        Beginning::FirstSaleOfLine => "age.first_sale_of_line",
        Beginning::FirstSaleOfProduct => "age.first_sale_of_product",
        Beginning::Launch => "age.launch",
    };
    speaker.say(key, &[])
}

/// What is sold together with it, as a clause.
pub fn sold_with(
    speaker: Speaker<'_>,
    products: &BTreeSet<ProductId>,
    together: Together,
) -> String {
    let names: Vec<String> = products
        .iter()
        .filter_map(|id| speaker.program.product(*id))
        .map(|product| speaker.title(Some(&product.declared)))
        .collect();
    let names = speaker.language.either(&names);
    match together {
        Together::Order => speaker.say("condition.sold_on_order", &[("names", &names)]),
        Together::Deal => speaker.say("condition.sold_for_deal", &[("names", &names)]),
        Together::Customer(days) => {
            let days = speaker.duration(Duration::days(days.into()));
            let args = [("names", &*names), ("days", &*days)];
            speaker.say("condition.sold_to_customer", &args)
        }
    }
}

/// In how many days it is paid for, or was not.
pub fn paid(speaker: Speaker<'_>, key: &str, days: u16) -> String {
    let days = speaker.duration(Duration::days(days.into()));
    speaker.say(key, &[("days", &days)])
}
