//! A payout jumps at a threshold: a small sale more is worth a large sum.

use crate::base::id::IncentiveId;
use crate::diagnostic::Problem;
use crate::lint::edge_words::{amount, money, shown, side, whom};
use crate::lint::spec::{Context, Level, Lint};
use crate::semantics::bounds::edge::Cliff;

/// The lint.
pub static LINT: Lint = Lint {
    name: "payout-cliff",
    title: "Payout cliff",
    level: Level::Warn,
    summary: "A payout jumps at a threshold, so that one small sale is worth a large sum.",
    page: include_str!("payout_cliff.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let Ok(cliffs) = context.cliffs() else {
        return Vec::new();
    };
    let count = context.program.incentives.len();
    let ids = (0..count).filter_map(|at| u16::try_from(at).ok());
    ids.map(IncentiveId)
        .filter_map(|id| {
            let own = cliffs.iter().filter(|cliff| cliff.place.incentive == id);
            own.filter(|cliff| cliff.before.amount > 0)
                .max_by_key(|cliff| jump(cliff))
        })
        .map(|cliff| found(context, cliff))
        .collect()
}

fn jump(cliff: &Cliff) -> i128 {
    cliff.after.paid.saturating_sub(cliff.before.paid)
}

fn found(context: &Context, cliff: &Cliff) -> Problem {
    let program = context.program;
    let place = &cliff.place;
    let incentive = program.incentive(place.incentive);
    let name = incentive.map_or("", |incentive| &*incentive.declared.name);
    let span = incentive.and_then(|incentive| context.clause(&incentive.declared, "rate"));
    let message = format!(
        "`{name}` jumps by {} at {} for {}",
        money(program, jump(cliff)),
        amount(program, place, cliff.after.amount),
        whom(program, place),
    );
    let problem = LINT
        .found(span, message)
        .cost(format!(
            "{}, and {}",
            side(program, place, &cliff.before),
            side(program, place, &cliff.after)
        ))
        .fact("jump", jump(cliff))
        .help(
            "write `rate marginal`, put more bands between, or set the level to allow where \
            the jump is meant",
        );
    shown(program, problem, cliff.confirmed, place, &cliff.after)
}
