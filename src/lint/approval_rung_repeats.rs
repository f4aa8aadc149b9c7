//! A rung of an approval ladder says what the one below it says.

use crate::diagnostic::Problem;
use crate::lint::ladder::ladders;
use crate::lint::spec::{Context, Level, Lint, also};

/// The lint.
pub static LINT: Lint = Lint {
    name: "approval-rung-repeats",
    title: "Rung that repeats the one below",
    level: Level::Warn,
    summary: "Two neighbouring rungs of an approval ladder say the same.",
    page: include_str!("approval_rung_repeats.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (incentive, _, rungs) in ladders(context) {
        for pair in rungs.windows(2) {
            let [(one, below), (two, place)] = pair else {
                continue;
            };
            let same = one.by == two.by && one.within == two.within && one.silence == two.silence;
            if !same {
                continue;
            }
            let (name, from) = (&incentive.declared.name, two.from.terse());
            let message = format!(
                "from {from} of `{name}` nothing else happens than below it: `{}` decides",
                two.by
            );
            let problem = LINT
                .found(*place, message)
                .cost("readers look for a higher authority, and there is none")
                .help("name who decides on larger amounts, or take the row out");
            problems.push(also(problem, *below, "the rung below"));
        }
    }
    problems
}
