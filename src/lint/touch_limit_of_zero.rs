//! Nothing may reach a partner in any month.

use crate::base::ratio::Ratio;
use crate::diagnostic::Problem;
use crate::lint::spec::{Context, Level, Lint};

/// The lint.
pub static LINT: Lint = Lint {
    name: "touch-limit-of-zero",
    title: "Touch limit of zero",
    level: Level::Warn,
    summary: "`pacing` lets no message, event or training reach a partner in any month.",
    page: include_str!("touch_limit_of_zero.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let pacing = context.program.guard.pacing.as_ref();
    let most = pacing.and_then(|pacing| pacing.most_load_per_month);
    if most.is_none_or(|most| most > Ratio::ZERO) {
        return Vec::new();
    }
    let written = context.all("pacing").next();
    let given = written.and_then(|block| block.terms.one("touches at most"));
    let problem = LINT
        .found(
            given.map(|given| given.span),
            "no message, event or training may reach a partner in any month",
        )
        .cost("a limit that only a program without touches can keep limits nothing")
        .help("write the load of a month: touches at most 3.0 load per partner per month");
    vec![problem]
}
