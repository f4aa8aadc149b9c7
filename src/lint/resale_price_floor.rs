//! A text for partners sets a least price at which they may sell.

use crate::diagnostic::Problem;
use crate::lint::legal_text::saying;
use crate::lint::spec::{Context, Level, Lint};

/// The lint.
pub static LINT: Lint = Lint {
    name: "resale-price-floor",
    title: "Floor on the resale price",
    level: Level::Warn,
    summary: "A text for partners sets a least price at which they may sell.",
    page: include_str!("resale_price_floor.md"),
    check,
};

const PHRASES: [&str; 10] = [
    "minimum resale price",
    "minimum selling price",
    "minimum advertised price",
    "resale price of at least",
    "resell below",
    "sell below",
    "sell for less than",
    "sell at list price",
    "discount below",
    "no discount of more than",
];

fn check(context: &Context) -> Vec<Problem> {
    let found = saying(context, &PHRASES).into_iter();
    found
        .map(|(told, phrase)| {
            let message = format!("a text for partners says \"{phrase}\": a floor on the price at which they sell");
            LINT.found(Some(told.place), message)
                .cost(
                    "in the European Union and many other places a fixed or least resale price is void and can be \
                     fined; in the United States it is judged case by case",
                )
                .help("say what you recommend and that the partner sets its own price, or have counsel read it")
        })
        .collect()
}
