//! A rung of an approval ladder names somebody whom the program does not declare.

use crate::base::name::nearest;
use crate::diagnostic::Problem;
use crate::lint::ladder::ladders;
use crate::lint::spec::{Context, Level, Lint};

/// The lint.
pub static LINT: Lint = Lint {
    name: "unknown-approver",
    title: "Unknown approver",
    level: Level::Deny,
    summary: "A rung of an approval ladder names neither `automatic`, nor a role, nor a committee.",
    page: include_str!("unknown_approver.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let words = &context.program.words;
    let roles = words.roles.iter().map(|role| &*role.declared.name);
    let committees = words.committees.iter().map(|each| &*each.declared.name);
    let known: Vec<&str> = std::iter::once("automatic")
        .chain(roles)
        .chain(committees)
        .collect();
    let mut problems = Vec::new();
    for (incentive, _, rungs) in ladders(context) {
        for (rung, place) in rungs {
            let by = &*rung.by;
            if known.contains(&by) {
                continue;
            }
            let message = format!(
                "`{by}` approves for `{}` from {}, and is neither `automatic`, nor a role, nor a \
                 committee",
                incentive.declared.name,
                rung.from.terse()
            );
            let help = match nearest(by, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("declare: role {by} \"Title\" {{}}"),
            };
            problems.push(LINT.found(place, message).help(help));
        }
    }
    problems
}
