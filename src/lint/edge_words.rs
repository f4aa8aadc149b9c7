//! Edges of payouts in words: for whom, on what, and how much on either side. Must not know which
//! lint asks.

use crate::base::money::Money;
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::diagnostic::Problem;
use crate::lint::case_text::case_text;
use crate::lint::requirement::amount_words;
use crate::model::Program;
use crate::semantics::bounds::edge::{Fall, Place, Side};

/// An amount in minor units of the program's money.
pub fn money(program: &Program, minor: i128) -> String {
    Money {
        minor,
        currency: program.currency,
    }
    .terse()
}

/// "a `gold` partner in `NA`"; "a partner" where nothing matters.
pub fn whom(program: &Program, place: &Place) -> String {
    let tier = place.tier.and_then(|id| program.tier(id));
    let mut text = match tier {
        Some(tier) => format!("a `{}` partner", tier.declared.name),
        None => "a partner".to_owned(),
    };
    if let Some(sort) = place.sort.and_then(|id| program.types.get(id.index())) {
        text.push_str(&format!(" of type `{}`", sort.declared.name));
    }
    if let Some(region) = place.region.and_then(|id| program.region(id)) {
        text.push_str(&format!(" in `{}`", region.declared.name));
    }
    text
}

/// "250,000 USD of bookings", or "a sale of 250,000 USD".
pub fn amount(program: &Program, place: &Place, amount: i128) -> String {
    match place.measure.and_then(|id| program.measure(id)) {
        Some(measure) => format!(
            "{} of {}",
            amount_words(Ratio::whole(amount), measure.unit),
            measure.declared.name
        ),
        None => format!(
            "a sale of {}",
            amount_words(Ratio::whole(amount), Unit::Money(program.currency))
        ),
    }
}

/// A finding with the case of a side, where the evaluator pays as it says; else that no case was played.
pub fn shown(
    program: &Program,
    problem: Problem,
    confirmed: bool,
    place: &Place,
    side: &Side,
) -> Problem {
    let incentive = program.incentive(place.incentive);
    let case = case_text(program, &side.case).filter(|_| confirmed);
    match (case, incentive) {
        (Some(case), Some(incentive)) => problem
            .fact("incentive", &incentive.declared.name)
            .fact("paid", side.paid.saturating_add(side.used))
            .witness(case),
        _ if confirmed => problem,
        _ => {
            let cost = problem.cost.clone().unwrap_or_default();
            let told = "worked out from the terms; no case of it was played";
            let cost = match cost.is_empty() {
                true => told.to_owned(),
                false => format!("{cost}; {told}"),
            };
            problem.fact("played", "no").cost(cost)
        }
    }
}

/// "20,000 USD for 1,000,000 USD of bookings".
pub fn side(program: &Program, place: &Place, side: &Side) -> String {
    format!(
        "{} for {}",
        money(program, side.paid),
        amount(program, place, side.amount)
    )
}

/// ", once 5,000 USD of its limit are used" of what falls only then, else nothing.
pub fn once_used(program: &Program, fall: &Fall) -> String {
    match fall.after.used {
        0 => String::new(),
        used => format!(", once {} of its limit are used", money(program, used)),
    }
}
