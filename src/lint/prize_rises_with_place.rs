//! A lower place of a contest wins more than a higher one.

use crate::diagnostic::Problem;
use crate::lint::edge_words::money;
use crate::lint::promise::promise;
use crate::lint::spec::{Context, Level, Lint};
use crate::model::incentive::Incentive;

/// The lint.
pub static LINT: Lint = Lint {
    name: "prize-rises-with-place",
    title: "Prize that rises with the place",
    level: Level::Deny,
    summary: "A lower place of a contest wins more than a higher one.",
    page: include_str!("prize_rises_with_place.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let incentives = context.program.incentives.iter();
    incentives
        .filter_map(|incentive| found(context, incentive))
        .collect()
}

fn found(context: &Context, incentive: &Incentive) -> Option<Problem> {
    let prizes = promise(&incentive.payout).prizes;
    let place = prizes.windows(2).position(|pair| match pair {
        [higher, lower] => higher.unit == lower.unit && lower.amount > higher.amount,
        _ => false,
    })?;
    let (higher, lower) = (prizes.get(place)?, prizes.get(place.saturating_add(1))?);
    let (first, second) = (place.saturating_add(1), place.saturating_add(2));
    let shown = |amount: crate::base::ratio::Ratio| money(context.program, amount.floor());
    let name = &incentive.declared.name;
    let given = context.given(name, "prizes");
    let row = given.and_then(|given| given.rows.get(second.saturating_sub(1)).copied());
    let message = format!(
        "place {second} of `{name}` wins {}, and place {first} {}",
        shown(lower.amount),
        shown(higher.amount)
    );
    Some(
        LINT.found(row.or(given.map(|given| given.span)), message)
            .cost(format!(
                "the partner in place {first} wins more by selling less"
            ))
            .help("give each place at least as much as the one after it"),
    )
}
