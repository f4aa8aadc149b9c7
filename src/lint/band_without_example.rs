//! Worked examples pay an incentive, and none of them reaches one of its bands.

use std::collections::BTreeMap;

use crate::base::id::IncentiveId;
use crate::base::ratio::Ratio;
use crate::diagnostic::Problem;
use crate::lint::bands::{bands, noted, told};
use crate::lint::spec::{Context, Level, Lint};
use crate::model::Program;
use crate::model::incentive::Incentive;
use crate::model::words::Expect;
use crate::payout::table::Bands;
use crate::semantics::example;
use crate::semantics::plan::Plan;

/// The lint.
pub static LINT: Lint = Lint {
    name: "band-without-example",
    title: "Band that no example reaches",
    level: Level::Warn,
    summary: "Examples show what an incentive pays, and none of them reaches one of its bands.",
    page: include_str!("band_without_example.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let program = context.program;
    let reached = reached(program);
    let mut found = Vec::new();
    for (id, starts) in &reached {
        let Some(incentive) = program.incentive(*id) else {
            continue;
        };
        for (table, start) in bands(incentive) {
            if !starts.contains(&start) {
                found.push(problem(context, incentive, table, start));
            }
        }
    }
    found
}

fn problem(context: &Context, incentive: &Incentive, table: &Bands, start: Ratio) -> Problem {
    let name = &incentive.declared.name;
    let rate = context
        .block(name)
        .and_then(|block| block.terms.one("rate"));
    let place = rate.map(|given| given.span);
    let place = place.or_else(|| context.span(incentive.declared.origin));
    let from = told(context.program, table, start);
    LINT.found(
        place,
        format!("no example of `{name}` reaches the band that starts at {from}"),
    )
    .cost("another rate there would be noticed by nobody before a partner is paid by it")
    .help(format!(
        "add an example with more than {from}, or move one that once reached the band"
    ))
}

/// For each incentive that an example expects something of, the starts of the bands that examples reach.
fn reached(program: &Program) -> BTreeMap<IncentiveId, Vec<Ratio>> {
    let mut reached: BTreeMap<IncentiveId, Vec<Ratio>> = BTreeMap::new();
    let expects = program.examples.iter().flat_map(|each| &each.expects);
    for expect in expects {
        if let Expect::Payout { incentive, .. } = expect {
            reached.entry(*incentive).or_default();
        }
    }
    reached.retain(|id, _| {
        let incentive = program.incentive(*id);
        incentive.is_some_and(|incentive| !bands(incentive).is_empty())
    });
    if reached.is_empty() {
        return reached;
    }
    let plan = Plan::of(program);
    for example in &program.examples {
        // An example that cannot be played is told of where examples are.
        let Ok(mut fold) = example::run(&plan, example) else {
            continue;
        };
        for posting in fold.take_postings() {
            if let (Some(starts), Some(why)) =
                (reached.get_mut(&posting.claim.incentive), &posting.why)
            {
                noted(why, starts);
            }
        }
    }
    reached
}
