//! A fund pays for an activity without any proof that it took place.

use crate::base::money::Money;
use crate::base::span::Span;
use crate::diagnostic::Problem;
use crate::kind::spec::Grid;
use crate::lint::requirement::percent;
use crate::lint::spec::{Context, Level, Lint};
use crate::model::incentive::{Activity, Incentive};

/// The lint.
pub static LINT: Lint = Lint {
    name: "activity-without-proof",
    title: "Activity without proof",
    level: Level::Deny,
    summary: "A fund reimburses an activity and asks for no document that proves it.",
    page: include_str!("activity_without_proof.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    for incentive in &context.program.incentives {
        let activities = incentive.fund.iter().flat_map(|fund| &fund.activities);
        for activity in activities.filter(|activity| activity.proof.is_empty()) {
            problems.push(found(context, incentive, activity));
        }
    }
    problems
}

fn found(context: &Context, incentive: &Incentive, activity: &Activity) -> Problem {
    let (fund, name) = (&incentive.declared.name, &activity.name);
    let most = match activity.most_paid {
        Some(most) => format!("up to {} each", Money::terse(most)),
        None => "without a limit for one".to_owned(),
    };
    let message = format!("`{fund}` pays for `{name}`, and no document proves that it took place");
    LINT.found(place(context, incentive, activity), message)
        .cost(format!(
            "{} of a claimed cost, {most}",
            percent(activity.share)
        ))
        .help("name documents in the column `proof`, such as: invoice, attendee_list")
}

/// The row of the activity.
fn place(context: &Context, incentive: &Incentive, activity: &Activity) -> Option<Span> {
    let given = context.given(&incentive.declared.name, "reimburse")?;
    let Some(Grid::Rows(rows)) = &given.table else {
        return Some(given.span);
    };
    let wanted = std::slice::from_ref(&activity.name);
    let row = rows.iter().zip(&given.rows).find(|(row, _)| {
        let first = row.first().and_then(Option::as_ref);
        matches!(first, Some(crate::kind::spec::Value::Ids(names)) if names.as_slice() == wanted)
    });
    row.map(|(_, place)| *place).or(Some(given.span))
}
