//! A partner that is split into two companies is paid more for the same sales.

use crate::diagnostic::Problem;
use crate::lint::arranged_best::best;
use crate::lint::case_text::case_text;
use crate::lint::edge_words::{amount, money, whom};
use crate::lint::spec::{Context, Level, Lint};
use crate::semantics::bounds::arranged::{Arranged, splits};

/// The lint.
pub static LINT: Lint = Lint {
    name: "gain-from-splitting",
    title: "Gain from splitting a partner",
    level: Level::Allow,
    summary: "A partner that is split into two companies is paid more for the same sales.",
    page: include_str!("gain_from_splitting.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let Ok(splits) = splits(context.program) else {
        return Vec::new();
    };
    best(&splits)
        .into_iter()
        .map(|split| found(context, split))
        .collect()
}

fn found(context: &Context, split: &Arranged) -> Problem {
    let program = context.program;
    let incentive = program.incentive(split.place.incentive);
    let name = incentive.map_or("", |incentive| &*incentive.declared.name);
    let place = incentive.and_then(|incentive| context.span(incentive.declared.origin));
    let message = format!(
        "{} that is split in two gains {} from `{name}`",
        whom(program, &split.place),
        money(program, split.gain())
    );
    let problem = LINT
        .found(place, message)
        .cost(format!(
            "{} for {} by one company, {} for the same by two",
            money(program, split.plain),
            amount(program, &split.place, split.amount),
            money(program, split.arranged)
        ))
        .fact("gain", split.gain())
        .help("count companies of one owner together, cap by customer or deal, or let rates rise with the bands");
    match case_text(program, &split.case) {
        Some(case) => problem
            .fact("incentive", name)
            .fact("paid", split.arranged)
            .witness(case),
        None => problem,
    }
}
