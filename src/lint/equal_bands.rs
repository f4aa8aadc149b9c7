//! Two neighbouring bands of a table pay the same.

use crate::diagnostic::Problem;
use crate::lint::spec::{Context, Level, Lint};
use crate::model::incentive::Incentive;
use crate::payout::Payout;
use crate::payout::table::Bands;
use crate::semantics::walk::visit;

/// The lint.
pub static LINT: Lint = Lint {
    name: "equal-bands",
    title: "Equal bands",
    level: Level::Warn,
    summary: "Two neighbouring bands of a table pay the same, so that reaching the second changes nothing.",
    page: include_str!("equal_bands.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let incentives = context.program.incentives.iter();
    incentives
        .filter_map(|incentive| found(context, incentive))
        .collect()
}

fn found(context: &Context, incentive: &Incentive) -> Option<Problem> {
    let mut equal = None;
    visit(&incentive.payout, &mut |part| {
        if let Payout::Bands(bands) = part {
            equal = equal.or_else(|| second_of_equal(bands));
        }
    });
    let row = equal?;
    let name = &incentive.declared.name;
    let given = context.given(name, "rate");
    let rows = given.and_then(|given| given.rows.get(row)).copied();
    let place = rows.or_else(|| context.clause(&incentive.declared, "rate"));
    let problem = LINT
        .found(
            place,
            format!("this band of `{name}` pays what the one before it pays"),
        )
        .cost("partners are shown a step that gives them nothing")
        .help("delete the row, or write the rate that is meant");
    Some(problem)
}

/// The row of the first band that pays, in every column, what the one before it pays.
fn second_of_equal(bands: &Bands) -> Option<usize> {
    (1..bands.starts.len()).find(|row| {
        let mut columns = bands.columns.iter();
        columns.all(|cells| cells.get(*row).is_some() && cells.get(*row) == cells.get(row - 1))
    })
}
