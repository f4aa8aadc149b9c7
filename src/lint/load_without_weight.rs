//! An entry states a class of load to which pacing gives no weight.

use crate::base::name::nearest;
use crate::diagnostic::Problem;
use crate::lint::schedule::{label, place};
use crate::lint::spec::{Context, Level, Lint, also};

/// The lint.
pub static LINT: Lint = Lint {
    name: "load-without-weight",
    title: "Load without a weight",
    level: Level::Warn,
    summary: "A calendar entry states a class of load, and `pacing` gives that class no weight, \
        so it counts as nothing.",
    page: include_str!("load_without_weight.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let Some(pacing) = &context.program.guard.pacing else {
        return Vec::new();
    };
    let written = context.all("pacing").next();
    let written = written.and_then(|pacing| pacing.terms.one("load"));
    let mut problems = Vec::new();
    for entry in &context.program.calendar.entries {
        let Some(class) = &entry.load else { continue };
        if pacing.loads.iter().any(|(name, _)| name == class) {
            continue;
        }
        let message = format!(
            "`{}` has the load `{class}`, which `pacing` gives no weight, so it counts as nothing",
            label(entry)
        );
        let known = pacing.loads.iter().map(|(name, _)| &**name);
        let help = match nearest(class, known) {
            Some(near) => format!("did you mean `{near}`? or write in `pacing`: load {class} 0.5"),
            None => format!("write in `pacing`, beside the others: load {class} 0.5"),
        };
        let problem = LINT.found(place(context, entry), message).help(help);
        problems.push(also(
            problem,
            written.map(|given| given.span),
            "the weights",
        ));
    }
    problems
}
