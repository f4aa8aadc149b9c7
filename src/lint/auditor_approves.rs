//! Who audits the claims of a fund also approves them.

use crate::diagnostic::Problem;
use crate::lint::ladder::ladders;
use crate::lint::spec::{Context, Level, Lint, also};

/// The lint.
pub static LINT: Lint = Lint {
    name: "auditor-approves",
    title: "Auditor who approves",
    level: Level::Warn,
    summary: "Whoever audits the claims of a fund also approves some of them.",
    page: include_str!("auditor_approves.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    for audit in context.all("audit") {
        let Some(by) = audit.terms.one("by") else {
            continue;
        };
        let of = audit.terms.names("of");
        let own = by.value.names();
        for (incentive, _, rungs) in ladders(context) {
            let audited = of
                .iter()
                .any(|named| context.name(*named) == Some(&incentive.declared.name));
            let rung = rungs.iter().find(|(rung, _)| {
                own.iter()
                    .any(|named| context.name(*named) == Some(&rung.by))
            });
            if let (true, Some((rung, place))) = (audited, rung) {
                let message = format!(
                    "`{}` audits `{}` and approves its claims",
                    rung.by, incentive.declared.name
                );
                let problem = LINT
                    .found(Some(by.span), message)
                    .cost("who approved a claim judges whether it should have been approved")
                    .help("name somebody who approves none of them");
                problems.push(also(problem, *place, "approves here"));
            }
        }
    }
    problems
}
