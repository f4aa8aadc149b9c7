//! For some cost of an activity nobody decides, or two people do.

use crate::diagnostic::Problem;
use crate::kind::spec::Silence;
use crate::lint::ladder::{Rung, ladders};
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::incentive::Incentive;

/// The lint.
pub static LINT: Lint = Lint {
    name: "approval-gap",
    title: "Approval gap",
    level: Level::Deny,
    summary: "For some cost of an activity nobody decides, two people do, or silence goes back \
        to whoever was silent.",
    page: include_str!("approval_gap.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (incentive, _, rungs) in ladders(context) {
        problems.extend(bottom(incentive, &rungs));
        for pair in rungs.windows(2) {
            if let [one, two] = pair
                && one.0.from == two.0.from
            {
                problems.push(twice(incentive, one, two));
            }
        }
        problems.extend(rungs.iter().filter_map(|rung| silent(incentive, rung)));
    }
    problems
}

/// A ladder that does not begin at nothing.
fn bottom(incentive: &Incentive, rungs: &[Rung]) -> Option<Problem> {
    let (lowest, place) = rungs.first().filter(|(lowest, _)| lowest.from.minor > 0)?;
    let (name, from) = (&incentive.declared.name, lowest.from.terse());
    let message = format!("nobody decides on an activity of `{name}` that costs less than {from}");
    Some(
        LINT.found(*place, message)
            .cost(format!("every request below {from} waits for ever"))
            .fact("from", lowest.from.plain())
            .help("begin the ladder at nothing: | 0 USD | automatic | 1 business day | approved |"),
    )
}

fn twice(incentive: &Incentive, one: &Rung, two: &Rung) -> Problem {
    let (name, from) = (&incentive.declared.name, two.0.from.terse());
    let message = format!(
        "two rungs of `{name}` begin at {from}: `{}` and `{}`",
        one.0.by, two.0.by
    );
    let problem = LINT
        .found(two.1, message)
        .cost("whoever is quicker decides, and a partner cannot know who")
        .help("give each rung a cost of its own");
    also(problem, one.1, "the other rung")
}

fn silent(incentive: &Incentive, (rung, place): &Rung) -> Option<Problem> {
    let Silence::EscalateTo(next) = &rung.silence else {
        return None;
    };
    if *next != rung.by {
        return None;
    }
    let (name, from) = (&incentive.declared.name, rung.from.terse());
    let message = format!("from {from} of `{name}`, silence of `{next}` goes back to `{next}`");
    Some(
        LINT.found(*place, message)
            .cost(format!("a request from {from} can wait for ever"))
            .help("write `approved`, `refused`, or `escalate to` somebody else"),
    )
}
