//! What is said never to pay pays nothing, and without a band that is said to add nothing all is paid alike, where
//! programs assume no more than their facts keep to.

use charter::base::date::Date;
use charter::fact::Fact;
use charter::lint::never_pays;
use charter::lint::spec::Context;
use charter::model::Program;
use charter::payout::Payout;
use charter::payout::table::{Cell, Mode};
use charter::semantics::bounds::unreached::{Unreached, alter, past_limits, unreached};
use charter::settle::entry::Entry;
use charter::settle::{Account, settle};

use crate::settled::row;

/// What is paid although it is said not to be.
pub fn paid_all_the_same(
    program: &Program,
    accounts: &[Account],
    facts: &[Fact],
    until: Date,
    entries: &[Entry],
) -> Vec<String> {
    let year = program.fiscal.year();
    let mut found = Vec::new();
    for problem in (never_pays::LINT.check)(&Context::new(program)) {
        let name = problem.message.split('`').nth(1).unwrap();
        let paid = entries.iter().any(|entry| {
            *entry.claim.incentive == *name && year.contains(entry.day) && entry.amount.minor != 0
        });
        if paid {
            found.push(format!("paid all the same: {}", problem.message));
        }
    }
    for (place, incentive) in program.incentives.iter().enumerate() {
        let beyond = unreached(program, &incentive.payout).unwrap();
        let past = past_limits(program, &incentive.payout);
        let past = past.into_iter().map(|(it, _)| it);
        for (it, is_past) in beyond
            .into_iter()
            .map(|it| (it, false))
            .chain(past.map(|it| (it, true)))
        {
            let mut other = program.clone();
            without(&mut other.incentives[place].payout, it, is_past);
            let again = settle(&other, accounts, facts, until, None).unwrap();
            let name = &incentive.declared.name;
            // What a limit cuts off still counts where another incentive is lessened by it.
            let is_asked = |entry: &&Entry| {
                year.contains(entry.day) && (!is_past || *entry.claim.incentive == **name)
            };
            let rows =
                |entries: &[Entry]| entries.iter().filter(is_asked).map(row).collect::<Vec<_>>();
            if rows(entries) != rows(&again.entries) {
                let name = &incentive.declared.name;
                found.push(format!(
                    "`{name}` is paid otherwise without {it:?}, {is_past}"
                ));
            }
        }
    }
    found
}

/// The payout without a band and those after it; where a limit cuts them off, what the band before gives goes on.
fn without(payout: &mut Payout, it: Unreached, is_past: bool) {
    let mut place = 0;
    alter(payout, &mut |part| {
        let Payout::Bands(bands) = part else { return };
        if place == it.table {
            for cells in &mut bands.columns {
                let before = it
                    .band
                    .checked_sub(1)
                    .map_or(Cell::Nothing, |row| cells[row]);
                let goes_on = is_past && bands.mode == Mode::Whole;
                let kept = if goes_on { before } else { Cell::Nothing };
                cells[it.band..].iter_mut().for_each(|cell| *cell = kept);
            }
        }
        place += 1;
    });
}
