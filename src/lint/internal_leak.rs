//! A text for partners names an amount that is internal.

use crate::diagnostic::Problem;
use crate::kind::spec::Value;
use crate::lint::placeholder::{Meaning, Part, parts, resolve, told};
use crate::lint::requirement::percent;
use crate::lint::spec::{Context, Level, Lint, also};

/// The lint.
pub static LINT: Lint = Lint {
    name: "internal-leak",
    title: "Internal fact in a partner text",
    level: Level::Deny,
    summary: "A text for partners names an amount that is marked `internal`.",
    page: include_str!("internal_leak.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    for told in told(context) {
        for part in parts(told.text) {
            let Part::Placeholder(inside) = part else {
                continue;
            };
            let Ok(meaning) = resolve(context, inside) else {
                continue;
            };
            if !meaning.is_internal() {
                continue;
            }
            let message = format!("`{{{inside}}}` is internal, and partners read this text");
            let problem = LINT
                .found(Some(told.place), message)
                .cost(format!("partners would learn {}", secret(meaning)))
                .help("say the rule without the amount, such as \"while the budget lasts\"");
            let declared = context.span(meaning.block.declared.origin);
            problems.push(also(problem, declared, "marked internal here"));
        }
    }
    problems
}

/// The amount that would be known.
fn secret(meaning: Meaning) -> String {
    let name = &meaning.block.declared.title;
    let value = meaning.given.map(|given| &given.value);
    match value {
        Some(Value::Money(money)) => format!("that `{name}` is {}", money.terse()),
        Some(Value::Percent(rate)) => format!("that `{name}` has {}", percent(*rate)),
        Some(_) | None => format!("what `{name}` keeps to itself"),
    }
}
