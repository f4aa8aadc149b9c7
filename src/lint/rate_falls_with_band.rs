//! The part of sales in a higher band is paid at a lower rate.

use crate::base::ratio::Ratio;
use crate::diagnostic::Problem;
use crate::lint::bands::told;
use crate::lint::requirement::percent;
use crate::lint::spec::{Context, Level, Lint};
use crate::model::incentive::Incentive;
use crate::payout::Payout;
use crate::payout::table::{Bands, Cell, Mode};
use crate::semantics::walk;

/// The lint.
pub static LINT: Lint = Lint {
    name: "rate-falls-with-band",
    title: "Rate that falls with the band",
    level: Level::Warn,
    summary: "The part of sales in a higher band is paid at a lower rate.",
    page: include_str!("rate_falls_with_band.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let incentives = context.program.incentives.iter();
    incentives
        .filter_map(|incentive| found(context, incentive))
        .collect()
}

fn found(context: &Context, incentive: &Incentive) -> Option<Problem> {
    let mut fall = None;
    walk::visit(&incentive.payout, &mut |part| {
        if let Payout::Bands(table) = part
            && table.mode == Mode::Marginal
            && fall.is_none()
        {
            fall = falls(table).map(|place| (table, place));
        }
    });
    let (table, (band, before, after)) = fall?;
    let start = |at: usize| {
        let start = table.starts.get(at).and_then(|start| start.at);
        told(context.program, table, start.unwrap_or(Ratio::ZERO))
    };
    let (name, next) = (&incentive.declared.name, band.saturating_add(1));
    let message = format!(
        "`{name}` pays {} from {}, and only {} from {}",
        percent(before),
        start(band),
        percent(after),
        start(next)
    );
    Some(
        LINT.found(context.clause(&incentive.declared, "rate"), message)
            .cost(format!(
                "a partner past {} earns less on each further sale, and gains by selling through a second company",
                start(next)
            ))
            .help("let rates rise with the bands, or cap the payout instead"),
    )
}

/// The first band after which a column pays less, and both rates.
fn falls(table: &Bands) -> Option<(usize, Ratio, Ratio)> {
    table.columns.iter().find_map(|column| {
        let rates = column.iter().map(|cell| {
            if let Cell::Rate(rate) = cell {
                *rate
            } else {
                Ratio::ZERO
            }
        });
        let rates: Vec<Ratio> = rates.collect();
        let mut pairs = rates.windows(2).enumerate();
        pairs.find_map(|(place, pair)| match pair {
            [before, after] if after < before => Some((place, *before, *after)),
            _ => None,
        })
    })
}
