//! A return takes money back from a partner however late it comes.

use crate::diagnostic::Problem;
use crate::lint::promise::promise;
use crate::lint::spec::{Context, Level, Lint};

/// The lint.
pub static LINT: Lint = Lint {
    name: "clawback-without-limit",
    title: "Clawback without a time limit",
    level: Level::Warn,
    summary: "An award is taken back when its sale is returned, however late that is.",
    page: include_str!("clawback_without_limit.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let incentives = context.program.incentives.iter();
    incentives
        .filter(|incentive| {
            let undo = promise(&incentive.payout).undo;
            undo.is_some_and(|undo| undo.within.is_none())
        })
        .map(|incentive| {
            let name = &incentive.declared.name;
            LINT.found(
                context.clause(&incentive.declared, "undo"),
                format!("what `{name}` paid can be taken back without a limit in time"),
            )
            .cost("a partner can never close its books on it; in some countries the clause is void")
            .help("add: within 90 days of sale date")
        })
        .collect()
}
