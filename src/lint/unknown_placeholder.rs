//! A text for partners has a placeholder that names nothing, or nothing that can be said.

use crate::diagnostic::Problem;
use crate::lint::placeholder::{Part, parts, resolve, told};
use crate::lint::spec::{Context, Level, Lint};

/// The lint.
pub static LINT: Lint = Lint {
    name: "unknown-placeholder",
    title: "Unknown placeholder",
    level: Level::Deny,
    summary: "A text for partners has a placeholder that names nothing, or a clause that is not \
        one amount, date or text.",
    page: include_str!("unknown_placeholder.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    for told in told(context) {
        for part in parts(told.text) {
            let fault = match part {
                Part::Words(_) => None,
                Part::Placeholder(inside) => resolve(context, inside).err(),
                Part::Unclosed(_) => Some(crate::lint::placeholder::Nameless {
                    message: "a `{` is not closed".to_owned(),
                    help: "write `{volume.cap}`, or `{{` for a brace".to_owned(),
                }),
            };
            problems.extend(fault.map(|fault| {
                LINT.found(Some(told.place), fault.message)
                    .cost("no document that shows this text can be made")
                    .help(fault.help)
            }));
        }
    }
    problems
}
