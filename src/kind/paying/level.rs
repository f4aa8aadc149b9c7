//! Levels of those who enrol in time: the earlier somebody does, the better the column of the rate. A level holds for the
//! whole of its period, and who enrols after the last day has none.

use std::collections::BTreeSet;

use super::{refusal, when};
use crate::base::date::Date;
use crate::base::duration::DurationUnit;
use crate::base::name::{Name, nearest};
use crate::base::period::{Cycle, Days, Fiscal};
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::kind::spec::{Given, Grid, Refusal, Terms, Value};
use crate::payout::Payout;
use crate::payout::measure::{Figure, Reading, Window};
use crate::payout::test::{Comparison, Test, Threshold};

const NAME: &str = "level-does-not-fit";

/// A level of those who enrol in the first days of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Its name.
    pub name: Name,
    /// How many days of the period it can be had in; those of the level before are not among them.
    pub days: u16,
    /// Of which period.
    pub cycle: Cycle,
    /// Who has it: all must hold. The first asks for one enrolment in its days.
    pub tests: Vec<Test>,
}

impl Level {
    /// The last day on which it can be had in each period of the program's year.
    pub fn last_days(&self, fiscal: &Fiscal) -> impl Iterator<Item = Date> {
        fiscal
            .periods(self.cycle, &fiscal.year())
            .map(|period| self.last_day(fiscal.days(period)))
    }

    /// The last day on which it can be had in a period.
    pub fn last_day(&self, period: Days) -> Date {
        let days = i64::from(self.days).saturating_sub(1);
        period.first().plus_days(days).min(period.last())
    }
}

/// The levels of an incentive, from the earliest on; none where what it says of them is refused.
pub fn of(terms: &Terms) -> Vec<Level> {
    let levels = terms.one("enrol").map(levels);
    levels.and_then(Result::ok).unwrap_or_default()
}

/// What a rate pays: each level its column, where the rate has columns for levels.
pub fn by_level(
    terms: &Terms,
    rate: &Given,
    pays: impl Fn(&Given) -> Result<Payout, Refusal>,
) -> Result<Payout, Refusal> {
    let named: &[Name] = match &rate.table {
        Some(Grid::Bands { levels, .. }) => levels,
        Some(Grid::Across { .. } | Grid::Rows(_) | Grid::Facts(_)) | None => &[],
    };
    let Some(enrol) = terms.one("enrol") else {
        return match named {
            [] => pays(rate),
            _ => Err(refusal(
                NAME,
                "the rate has a column for each level, and no `enrol` says what levels there are"
                    .to_owned(),
                rate.span,
                "write: enrol joined in quarter, with a table `| within | level |` below it",
            )),
        };
    };
    if named.is_empty() {
        return Err(refusal(
            NAME,
            "`enrol` gives levels, and the rate has no columns for them".to_owned(),
            enrol.span,
            "write: rate marginal across level, with a column for each level; or ask for enrolment alone: needs joined in first 20 days of quarter >= 1",
        ));
    }
    let levels = levels(enrol)?;
    if let Some(name) = named
        .iter()
        .find(|name| levels.iter().all(|level| level.name != **name))
    {
        return Err(refusal(
            NAME,
            format!("the rate has a column for `{name}`, and `enrol` has no such level"),
            rate.span,
            &match nearest(name, levels.iter().map(|level| level.name.as_str())) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "give the columns the names of the levels".to_owned(),
            },
        ));
    }
    let mut parts = Vec::new();
    for level in levels {
        let column = one_column(rate, &level.name).ok_or_else(|| {
            refusal(
                NAME,
                format!("the level `{}` has no column in the rate", level.name),
                rate.span,
                "give each level a column; `none` in its cells pays nothing",
            )
        })?;
        parts.push(when(level.tests, pays(&column)?));
    }
    // A partner has one level, so that nothing but its own column pays.
    Ok(Payout::Greatest(parts))
}

/// Events are paid one by one, on days on which nobody may have enrolled yet.
pub fn without_levels(terms: &Terms) -> Result<(), Refusal> {
    match terms.one("enrol") {
        None => Ok(()),
        Some(enrol) => Err(refusal(
            NAME,
            "a level is that of a whole period, and each sale is paid by itself".to_owned(),
            enrol.span,
            "write: on bookings in quarter",
        )),
    }
}

/// The rate as it is for one level.
fn one_column(rate: &Given, level: &Name) -> Option<Given> {
    let Some(Grid::Bands {
        starts,
        unit,
        columns,
        levels,
        ..
    }) = &rate.table
    else {
        return None;
    };
    let at = levels.iter().position(|name| name == level)?;
    Some(Given {
        table: Some(Grid::Bands {
            starts: starts.clone(),
            unit: *unit,
            across: None,
            levels: Vec::new(),
            columns: vec![columns.get(at)?.clone()],
        }),
        ..rate.clone()
    })
}

/// The levels from the earliest on: of each who enrolled in its days, and not in those of the one before.
fn levels(enrol: &Given) -> Result<Vec<Level>, Refusal> {
    let refused = |message: &str, help: &str| refusal(NAME, message.to_owned(), enrol.span, help);
    let Value::Figure(Figure::Reading(reading), Unit::Count) = &enrol.value else {
        return Err(refused(
            "what says who enrolled is a count of enrolments, and neither an amount nor a ratio",
            "write: enrol joined in quarter",
        ));
    };
    let Window::In(cycle) = reading.window else {
        return Err(refused(
            "the days are counted from the first of a period, and the period is not said",
            "write: enrol joined in quarter",
        ));
    };
    let rows: &[Vec<Option<Value>>] = match &enrol.table {
        Some(Grid::Rows(rows)) => rows,
        Some(Grid::Bands { .. } | Grid::Across { .. } | Grid::Facts(_)) | None => &[],
    };
    let mut names: BTreeSet<&Name> = BTreeSet::new();
    let mut found = Vec::new();
    let mut before: Option<u16> = None;
    for row in rows {
        let [Some(Value::Duration(within)), Some(Value::Ids(ids))] = row.as_slice() else {
            continue;
        };
        let days = (within.unit == DurationUnit::Day).then(|| u16::try_from(within.count));
        let Some(Ok(days @ 1..=366)) = days else {
            return Err(refused(
                "a level is for those who enrol within the first days of the period, from 1 to 366",
                "write: | 10 days | full |",
            ));
        };
        if before.is_some_and(|before| before >= days) {
            return Err(refused(
                "a level that comes later has more days, and none can be had within these",
                "write the rows from the earliest level on",
            ));
        }
        let Some(name) = ids.first() else { continue };
        if !names.insert(name) {
            return Err(refused(
                "two rows give the same level",
                "keep the one with more days, or give one of them another name",
            ));
        }
        let joined = |days: u16, comparison: Comparison| {
            let window = Window::First(days, cycle);
            asked(reading, window, comparison)
        };
        let mut tests = vec![joined(days, Comparison::AtLeast)];
        tests.extend(before.map(|before| joined(before, Comparison::Below)));
        found.push(Level {
            name: name.clone(),
            days,
            cycle,
            tests,
        });
        before = Some(days);
    }
    Ok(found)
}

/// One enrolment at least, or none, in these days.
fn asked(reading: &Reading, window: Window, comparison: Comparison) -> Test {
    Test::Compare {
        figure: Figure::Reading(Reading {
            window,
            ..reading.clone()
        }),
        comparison,
        threshold: Threshold {
            across: None,
            amounts: vec![Some(Ratio::ONE)],
            unit: Unit::Count,
        },
    }
}
