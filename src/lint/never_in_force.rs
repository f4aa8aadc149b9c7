//! A version of a clause is in force on no day of the program's year.

use crate::diagnostic::Problem;
use crate::kind::spec::{Force, Given, Value};
use crate::lint::spec::{Context, Level, Lint};

/// The lint.
pub static LINT: Lint = Lint {
    name: "never-in-force",
    title: "Never in force",
    level: Level::Warn,
    summary: "A version of a clause is in force on no day of the program's year.",
    page: include_str!("never_in_force.md"),
    check,
};

/// Clauses that decide what the year earns. How and when it is paid, and what a return takes back, can matter after it.
const EARNING: [&str; 13] = [
    "for",
    "on",
    "rate",
    "amount",
    "prizes",
    "accelerate",
    "open when",
    "needs",
    "guarantee",
    "cap",
    "earn",
    "keep",
    "expect",
];

fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    for declaration in context.everything() {
        for given in &declaration.terms.clauses {
            let Some(force) = in_force(given) else {
                continue;
            };
            let year = context.program.fiscal.year();
            let message = match force {
                Force {
                    from: Some(from), ..
                } if from > year.last() => {
                    format!(
                        "this `{}` begins on {from}, after the program's year",
                        given.word
                    )
                }
                Force {
                    until: Some(until), ..
                } if until < year.first() => {
                    format!(
                        "this `{}` ends on {until}, before the program's year",
                        given.word
                    )
                }
                Force { .. } => continue,
            };
            let name = &declaration.declared.name;
            let problem = LINT
                .found(Some(given.span), message)
                .cost(format!(
                    "partners read it as a term of `{name}`, and it is never one"
                ))
                .help(format!(
                    "write a day between {} and {}, or take the line out",
                    year.first(),
                    year.last()
                ));
            problems.push(problem);
        }
    }
    problems
}

/// The days that a clause says of itself.
fn in_force(given: &Given) -> Option<Force> {
    if given.word == "double" {
        let Some(Value::Date(until)) = given.phrase("until") else {
            return None;
        };
        return Some(Force {
            from: None,
            until: Some(*until),
        });
    }
    EARNING.contains(&given.word).then_some(given.force)
}
