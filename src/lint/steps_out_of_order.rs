//! A step of onboarding stands after one that is due later.

use crate::diagnostic::Problem;
use crate::kind::spec::{Grid, Value};
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::Declaration;

/// The lint.
pub static LINT: Lint = Lint {
    name: "steps-out-of-order",
    title: "Steps out of order",
    level: Level::Warn,
    summary: "A step of onboarding stands after one that is due later.",
    page: include_str!("steps_out_of_order.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let blocks = context.all("onboarding");
    blocks.filter_map(found).collect()
}

fn found(block: &Declaration) -> Option<Problem> {
    let given = block.terms.one("steps")?;
    let Some(Grid::Rows(rows)) = &given.table else {
        return None;
    };
    let place = rows
        .windows(2)
        .position(|pair| matches!(pair, [one, two] if day(two) < day(one)))?;
    let next = place.saturating_add(1);
    let (before, after) = (rows.get(place)?, rows.get(next)?);
    let message = format!(
        "a step that is due by day {} stands after one of day {}",
        day(after)?,
        day(before)?
    );
    let problem = LINT
        .found(given.rows.get(next).copied().or(Some(given.span)), message)
        .cost("partners work down the checklist, and come to this step when it is late")
        .help("order the steps by day");
    Some(also(problem, given.rows.get(place).copied(), "due later"))
}

/// The day by which a step is due.
fn day(row: &[Option<Value>]) -> Option<i64> {
    if let Some(Some(Value::Count(day, _))) = row.first() {
        Some(*day)
    } else {
        None
    }
}
