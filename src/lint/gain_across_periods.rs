//! An order that is moved across the end of a period is paid more.

use crate::diagnostic::Problem;
use crate::lint::arranged_best::best;
use crate::lint::case_text::case_text;
use crate::lint::edge_words::{amount, money, whom};
use crate::lint::spec::{Context, Level, Lint};
use crate::semantics::bounds::arranged::{Arranged, moves};

/// The lint.
pub static LINT: Lint = Lint {
    name: "gain-across-periods",
    title: "Gain from moving an order",
    level: Level::Allow,
    summary: "An order that is moved across the end of a period is paid more.",
    page: include_str!("gain_across_periods.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let Ok(moves) = moves(context.program) else {
        return Vec::new();
    };
    best(&moves)
        .into_iter()
        .map(|moved| found(context, moved))
        .collect()
}

fn found(context: &Context, moved: &Arranged) -> Problem {
    let program = context.program;
    let incentive = program.incentive(moved.place.incentive);
    let name = incentive.map_or("", |incentive| &*incentive.declared.name);
    let place = incentive.and_then(|incentive| context.clause(&incentive.declared, "rate"));
    let end = moved.place.days.last();
    let message = format!(
        "{} gains {} from `{name}` by booking an order on {end} instead of the day after",
        whom(program, &moved.place),
        money(program, moved.gain())
    );
    let half = moved.amount.checked_div(2).unwrap_or(0);
    let problem = LINT
        .found(place, message)
        .cost(format!(
            "{} in each of two periods is paid {}, and all of it in the first {}",
            amount(program, &moved.place, half),
            money(program, moved.plain),
            money(program, moved.arranged)
        ))
        .fact("gain", moved.gain())
        .help("count a longer period, such as `bookings in year`, or let the bands begin at nothing with smaller steps");
    match case_text(program, &moved.case) {
        Some(case) => problem
            .fact("incentive", name)
            .fact("paid", moved.arranged)
            .witness(case),
        None => problem,
    }
}
