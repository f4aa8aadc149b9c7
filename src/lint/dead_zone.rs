//! Between two amounts further sales bring nothing.

use crate::base::id::IncentiveId;
use crate::diagnostic::Problem;
use crate::lint::edge_words::{amount, money, whom};
use crate::lint::spec::{Context, Level, Lint};
use crate::semantics::bounds::edge::{DeadZone, dead_zones};

/// The lint.
pub static LINT: Lint = Lint {
    name: "dead-zone",
    title: "Dead zone",
    level: Level::Allow,
    summary: "Between two amounts further sales bring a partner nothing.",
    page: include_str!("dead_zone.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let Ok(zones) = dead_zones(context.program) else {
        return Vec::new();
    };
    let count = context.program.incentives.len();
    let ids = (0..count).filter_map(|at| u16::try_from(at).ok());
    ids.map(IncentiveId)
        .filter_map(|id| {
            // A zone without an end is what a cap leaves, and the cap says so itself.
            let own = zones.iter().filter(|zone| zone.place.incentive == id);
            own.filter_map(|zone| Some((zone, zone.to?)))
                .max_by_key(|(zone, to)| to.saturating_sub(zone.from))
        })
        .map(|(zone, to)| found(context, zone, to))
        .collect()
}

fn found(context: &Context, zone: &DeadZone, to: i128) -> Problem {
    let program = context.program;
    let incentive = program.incentive(zone.place.incentive);
    let name = incentive.map_or("", |incentive| &*incentive.declared.name);
    let place = incentive.and_then(|incentive| context.clause(&incentive.declared, "rate"));
    let message = format!(
        "`{name}` pays {} {} from {} to {}, and nothing for what lies between",
        whom(program, &zone.place),
        money(program, zone.paid),
        amount(program, &zone.place, zone.from),
        amount(program, &zone.place, to)
    );
    LINT.found(place, message)
        .cost("a partner in it has no reason to sell more unless it will reach the end")
        .help("let a rate begin lower, or put a band between")
}
