//! Do the budgets last?

use super::subject::title;
use super::{Numbers, load, range, sentence};
use crate::render::chart::burn::{Budget, Burn};
use crate::render::chart::scale::Quantity;
use crate::render::report::{Budgets, Part};
use crate::render::view::Table;
use crate::simulate::estimate::bands::Band;

pub(super) fn budgets(numbers: &Numbers) -> Part<Budgets> {
    let forecast = numbers.forecast;
    if !forecast.has_budget {
        return Part::Missing(sentence("no incentive draws on a budget"));
    }
    let lead = match numbers.known("exhaustion_probability") {
        Some(metric) if metric.interval.mean == 0.0 => {
            "No offer ran out of money in any run.".to_owned()
        }
        Some(metric) => format!(
            "In {} of the runs at least one offer ran out of money (95% interval {}).",
            Quantity::Percent.long(metric.interval.mean),
            range(
                &Quantity::Percent,
                metric.interval.low,
                metric.interval.high
            )
        ),
        None => numbers.missing("exhaustion_probability"),
    };
    let rows = forecast.incentives.iter().filter_map(|incentive| {
        let mut weeks: Vec<i16> = incentive
            .totals
            .iter()
            .filter_map(|it| it.exhausted)
            .collect();
        weeks.sort_unstable();
        let middle = weeks.get(weeks.len() / 2)?;
        let (struck, all) = (weeks.len() as f64, incentive.totals.len() as f64);
        let share = Quantity::Percent.long(struck / all.max(1.0));
        Some(vec![
            numbers.title(&incentive.name),
            share,
            (i32::from(*middle) + 1).to_string(),
        ])
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let table = match rows.is_empty() {
        true => Part::Missing("No offer ran out of money in any run.".to_owned()),
        false => {
            let titles = [
                "Offer",
                "Runs in which its money ran out#",
                "In the middle of them in week#",
            ];
            Part::Shown(Table::of(&titles, rows))
        }
    };
    Part::Shown(Budgets {
        lead,
        burn: burn(numbers),
        table,
    })
}

/// What is left of each budget over the weeks of the year.
fn burn(numbers: &Numbers) -> Part<Burn> {
    let Some(world) = numbers.forecast.world("program") else {
        return Part::Missing("The program was not run.".to_owned());
    };
    let named = numbers.forecast.budgets.iter().zip(&world.bands.balances);
    let budgets: Vec<Budget> = named
        .filter(|(_, weeks)| !weeks.is_empty())
        .map(|(name, weeks)| Budget {
            name: title(&numbers.subject.budgets, name),
            outcome: outcome(numbers, name, weeks),
            left: followed(numbers, name, weeks)
                .iter()
                .map(|at| [at.p05, at.p50, at.p95])
                .collect(),
        })
        .collect();
    match budgets.is_empty() {
        true => Part::Missing("No budget has a balance to follow by week.".to_owned()),
        false => Part::Shown(Burn {
            quantity: numbers.money(),
            budgets,
            marks: load::months(numbers),
        }),
    }
}

/// The weeks to draw: a pool that is shared is given away when its last period is over, which is no week in
/// which it ran out.
fn followed<'w>(numbers: &Numbers, name: &str, weeks: &'w [Band]) -> &'w [Band] {
    if !numbers.subject.shared.iter().any(|shared| shared == name) {
        return weeks;
    }
    let full = weeks.iter().rposition(|at| at.p95 > 0.0);
    weeks.get(..full.map_or(0, |at| at + 1)).unwrap_or(weeks)
}

/// When the middle run has nothing left, or what it has left at the end of the year. A pool that is shared is
/// given when it is shared, and never gone before.
fn outcome(numbers: &Numbers, name: &str, weeks: &[Band]) -> String {
    if numbers.subject.shared.iter().any(|shared| shared == name) {
        return "shared among those who earn it, each time its period ends".to_owned();
    }
    let empty = |left: fn(&Band) -> f64| weeks.iter().position(|at| left(at) <= 0.0);
    match (empty(|at| at.p50), empty(|at| at.p05), weeks.last()) {
        (Some(week), _, _) => format!("gone in week {} of the middle run", week + 1),
        (None, Some(week), _) => format!("gone in week {} of a bad run", week + 1),
        (None, None, Some(last)) => {
            format!("{} left at the end", numbers.money().long(last.p50))
        }
        (None, None, None) => String::new(),
    }
}
