//! The tables of bands that an incentive is paid by, and how an award tells by which bands it was paid.
//! Must not know which lint asks.

use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::lint::requirement::amount_words;
use crate::model::Program;
use crate::model::incentive::Incentive;
use crate::payout::Payout;
use crate::payout::measure::{Figure, Measured};
use crate::payout::table::{Bands, Change, Mode};
use crate::semantics::phrase::Arg;
use crate::semantics::walk;
use crate::semantics::why::Why;

/// The starts of the bands that an award was made of.
pub fn noted(why: &Why, starts: &mut Vec<Ratio>) {
    if matches!(why.phrase.key, "award.band_slice" | "award.whole_band") {
        match why.phrase.args.last() {
            Some(Arg::Money(money)) => starts.push(Ratio::whole(money.minor)),
            Some(Arg::Number(start) | Arg::Rate(start)) => starts.push(*start),
            Some(Arg::Date(start)) => starts.push(Ratio::whole(start.number().into())),
            Some(_) | None => {}
        }
    }
    why.parts.iter().for_each(|part| noted(part, starts));
}

/// The bands that pay something, of tables whose awards say which band they were paid by. A start that several tables
/// have (what is accelerated is a second table) is one.
pub fn bands(incentive: &Incentive) -> Vec<(&Bands, Ratio)> {
    let mut found: Vec<(&Bands, Ratio)> = Vec::new();
    walk::visit(&incentive.payout, &mut |part| {
        let Payout::Bands(table) = part else {
            return;
        };
        let spread = table.mode == Mode::Marginal && table.key.is_some();
        if spread || table.change == Change::Restart {
            return;
        }
        for (_, at) in paying(table) {
            if found.iter().all(|(_, other)| *other != at) {
                found.push((table, at));
            }
        }
    });
    found
}

/// The bands of a table that pay something, with their starts.
pub fn paying(table: &Bands) -> impl Iterator<Item = (usize, Ratio)> {
    let starts = table.starts.iter().enumerate();
    let starts = starts.filter(|(band, _)| {
        let mut cells = table.columns.iter().filter_map(|cells| cells.get(*band));
        cells.any(|cell| !cell.is_nothing())
    });
    starts.map(|(band, start)| (band, start.at.unwrap_or(Ratio::ZERO)))
}

/// Where a band starts, in the unit that its table is read by.
pub fn told(program: &Program, table: &Bands, start: Ratio) -> String {
    let reading = match &table.key {
        None => &table.basis,
        Some(Figure::Reading(key) | Figure::Density { of: key, .. }) => key,
        Some(Figure::Share { .. } | Figure::Growth { .. } | Figure::Attainment(_)) => {
            return amount_words(start, Unit::Percent);
        }
        Some(Figure::Score(_)) => return amount_words(start, Unit::Points),
    };
    let unit = match reading.measure {
        Measured::Measure(id) => program.measure(id).map(|measure| measure.unit),
        Measured::MonthsSince(_) => Some(Unit::Months),
        Measured::DayOf(_) => Some(Unit::Date),
        Measured::Field(_) | Measured::One => None,
    };
    amount_words(start, unit.unwrap_or(Unit::Money(program.currency)))
}
