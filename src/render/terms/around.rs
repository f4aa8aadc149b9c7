//! What is asked of the facts around a sale, in words.

use std::collections::BTreeSet;

use super::condition::{measured, reading};
use super::limit::quantity;
use crate::base::duration::Duration;
use crate::base::id::ProductId;
use crate::payout::Blocks;
use crate::payout::measure::{Beginning, Figure, Together};
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

/// How much of one there is for each step of another; nothing for any other figure.
pub fn density(speaker: Speaker<'_>, figure: &Figure) -> String {
    let Figure::Density {
        of,
        over,
        step,
        blocks,
    } = figure
    else {
        return String::new();
    };
    let (_, unit) = measured(speaker, over, None);
    let (of, over) = (reading(speaker, of, None), reading(speaker, over, None));
    let step = quantity(speaker, *step, unit);
    let args = [("of", &*of), ("step", &*step), ("over", &*over)];
    match blocks {
        Blocks::Whole => speaker.say("figure.per_whole", &args),
        Blocks::InProportion => speaker.say("figure.in_proportion", &args),
    }
}
