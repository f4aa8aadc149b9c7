//! One of the conditions that `or` joins can never hold beside all else that an incentive asks for.

use crate::diagnostic::Problem;
use crate::kind::spec::{Given, Named, Value};
use crate::lint::meeting::reach;
use crate::lint::spec::{Context, Level, Lint};
use crate::model::incentive::Incentive;
use crate::payout::test::Test;

/// The lint.
pub static LINT: Lint = Lint {
    name: "alternative-never-holds",
    title: "Alternative that never holds",
    level: Level::Warn,
    summary: "One of the conditions that `or` joins, or of the segments that are named, excludes what else is asked.",
    page: include_str!("alternative_never_holds.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let incentives = context.program.incentives.iter();
    incentives
        .flat_map(|incentive| of_incentive(context, incentive))
        .collect()
}

fn of_incentive(context: &Context, incentive: &Incentive) -> Vec<Problem> {
    let reached = reach(context.program, incentive);
    // Where all of it excludes itself, that is a fault of its own.
    let Some(reached) = reached.filter(|reached| reached.leaves_no(context.program).is_none())
    else {
        return Vec::new();
    };
    let Some(block) = context.block(&incentive.declared.name) else {
        return Vec::new();
    };
    let mut problems = Vec::new();
    for given in ["for", "open when", "needs"]
        .into_iter()
        .flat_map(|word| block.terms.all(word))
    {
        for parts in alternatives(given) {
            let mut parts = parts.iter().enumerate();
            problems.extend(parts.find_map(|(at, part)| {
                let what = reached
                    .with(part, context.program)
                    .leaves_no(context.program)?;
                Some(found(incentive, given, (at, part), &what))
            }));
        }
    }
    problems
}

/// The alternatives of a clause: what `or` joins, and segments of which each will do.
fn alternatives(given: &Given) -> Vec<Vec<Test>> {
    if let Value::Test(test) = &given.value {
        let mut found = Vec::new();
        joined(test, &mut found);
        return found;
    }
    let segments = given.value.names().into_iter().filter_map(|named| {
        if let Named::Segment(id) = named {
            Some(Test::Segment(id))
        } else {
            None
        }
    });
    vec![segments.collect()]
}

fn joined(test: &Test, found: &mut Vec<Vec<Test>>) {
    if let Test::Any(parts) = test {
        found.push(parts.clone());
    }
    if let Test::All(parts) | Test::Any(parts) = test {
        parts.iter().for_each(|part| joined(part, found));
    }
}

fn found(incentive: &Incentive, given: &Given, (at, part): (usize, &Test), what: &str) -> Problem {
    let name = &incentive.declared.name;
    let nth = match at {
        0 => "first".to_owned(),
        1 => "second".to_owned(),
        2 => "third".to_owned(),
        at => format!("{}th", at.saturating_add(1)),
    };
    let which = match matches!(part, Test::Segment(_)) && given.word == "for" {
        true => "segment that is named",
        false => "condition that `or` joins",
    };
    let message = format!(
        "the {nth} {which} is never the one by which `{name}` pays: it has no {what} in common with the rest"
    );
    LINT.found(Some(given.span), message)
        .cost("partners read it as a way to be paid, and nobody can go it")
        .help("take it out, or name in the rest who is meant by it too")
}
