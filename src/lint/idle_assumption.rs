//! As many partners are assumed at a tier as in all, which says nothing.

use crate::diagnostic::Problem;
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::Assumption;

/// The lint.
pub static LINT: Lint = Lint {
    name: "idle-assumption",
    title: "Idle assumption",
    level: Level::Warn,
    summary: "As many partners are assumed at a tier as there are in all, which decides nothing.",
    page: include_str!("idle_assumption.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let all = || context.program.assumptions.iter();
    let in_all = all().find_map(|each| match each {
        Assumption::Partners { most, origin } => Some((*most, *origin)),
        Assumption::PartnersAt { .. } | Assumption::NetPrice { .. } | Assumption::Volume { .. } => {
            None
        }
    });
    let Some((partners, whole)) = in_all else {
        return Vec::new();
    };
    let idle = all().filter_map(|each| match each {
        Assumption::PartnersAt { most, origin, .. } => (*most >= partners).then_some(*origin),
        Assumption::Partners { .. } | Assumption::NetPrice { .. } | Assumption::Volume { .. } => {
            None
        }
    });
    idle.map(|origin| {
        let problem = LINT
            .found(context.span(origin), "this assumption decides nothing")
            .cost("readers take it for a number that bounds rest on, and none does")
            .help("take it out, or write the number that is meant");
        let part = format!("all partners are at most {partners}");
        also(problem, context.span(whole), part)
    })
    .collect()
}
