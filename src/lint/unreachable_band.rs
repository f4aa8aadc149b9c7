//! Nobody reaches a band, or the bands before it come to a limit already.

use crate::base::ratio::Ratio;
use crate::diagnostic::Problem;
use crate::lint::bands::{paying, told};
use crate::lint::edge_words::money;
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::incentive::Incentive;
use crate::payout::Payout;
use crate::payout::table::Bands;
use crate::semantics::bounds::unreached::{Unreached, past_limits, unreached};
use crate::semantics::walk::visit;

/// The lint.
pub static LINT: Lint = Lint {
    name: "unreachable-band",
    title: "Unreachable band",
    level: Level::Warn,
    summary: "Nobody is assumed to reach a band, or the bands before it come to a limit already.",
    page: include_str!("unreachable_band.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let incentives = context.program.incentives.iter();
    incentives
        .filter_map(|incentive| of_incentive(context, incentive))
        .collect()
}

/// The first band of an incentive that is never paid, with what keeps it.
fn of_incentive(context: &Context, incentive: &Incentive) -> Option<Problem> {
    let program = context.program;
    let mut tables: Vec<&Bands> = Vec::new();
    visit(&incentive.payout, &mut |part| {
        if let Payout::Bands(bands) = part {
            tables.push(bands);
        }
    });
    let beyond = unreached(program, &incentive.payout).ok()?;
    let past = past_limits(program, &incentive.payout);
    let all: Vec<(Unreached, Option<i128>)> = beyond
        .into_iter()
        .map(|it| (it, None))
        .chain(past.into_iter().map(|(it, limit)| (it, Some(limit))))
        .collect();
    let start = |it: &Unreached| {
        let start = tables.get(it.table)?.starts.get(it.band)?;
        Some(start.at.unwrap_or(Ratio::ZERO))
    };
    // A band that several tables have, such as two versions, is reached if it is in one.
    let is_never = |at: Ratio| {
        tables.iter().enumerate().all(|(table, bands)| {
            let mut own = all.iter().filter(|(it, _)| it.table == table);
            !paying(bands).any(|(_, other)| other == at)
                || own.any(|(it, _)| start(it).is_some_and(|first| first <= at))
        })
    };
    let never = all
        .iter()
        .filter_map(|(it, limit)| Some((start(it)?, it, limit)));
    let never = never.filter(|(at, _, _)| is_never(*at));
    let (at, it, limit) = never.min_by_key(|(at, _, limit)| (*at, limit.is_some()))?;
    // Where nothing is paid at all, that is a fault of its own.
    if context.earns_nothing(incentive) {
        return None;
    }
    let from = told(program, tables.get(it.table)?, at);
    Some(found(context, incentive, &from, *limit))
}

fn found(context: &Context, incentive: &Incentive, from: &str, limit: Option<i128>) -> Problem {
    let name = &incentive.declared.name;
    let place = context.clause(&incentive.declared, "rate");
    let problem = LINT.found(
        place,
        match limit {
            None => format!("nobody reaches the band of `{name}` that starts at {from}"),
            Some(limit) => format!(
                "the band of `{name}` that starts at {from} pays nothing more: the bands before it come to the limit of {}",
                money(context.program, limit)
            ),
        },
    );
    match limit {
        None => problem
            .cost("partners are promised a rate that, by what is assumed, is paid to nobody")
            .help("start it lower, take it out, or change what is assumed"),
        Some(_) => also(
            problem,
            context.given(name, "cap").map(|given| given.span),
            "a limit",
        )
        .cost("partners are promised a rate that is paid to nobody")
        .help("raise the limit, start the band lower, or take it out"),
    }
}
