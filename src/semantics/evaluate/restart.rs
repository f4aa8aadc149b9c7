//! A window that is cut where the column of a table changes: each part begins again from zero.

use std::collections::BTreeMap;

use super::slices::Slices;
use super::{Scene, Trouble};
use crate::base::date::Date;
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::payout::measure::{Reading, Window};
use crate::payout::table::{Across, Bands, Start};

/// A part of a window in which one column holds.
pub(super) struct Anew {
    pub(super) column: Option<usize>,
    /// Its days over those of the whole period.
    pub(super) of_period: Ratio,
    /// What was sold in it.
    pub(super) slices: Slices,
}

/// The parts of a window; that of the scene's day runs to the end.
pub(super) fn anew(scene: &Scene, table: &Bands, across: Across) -> Result<Vec<Anew>, Trouble> {
    let whole = window_days(scene, &table.basis);
    // What is taken off is taken part by part: a part that it is larger than reaches nothing.
    let (mut less, mut all) = (scene.less, Vec::new());
    let scene = &Scene {
        less: Ratio::ZERO,
        ..*scene
    };
    for (days, column) in parts(scene, whole, across) {
        let of_period = Ratio::new(i128::from(days.len()), i128::from(whole.len()));
        let mut slices = Slices::read(scene, &table.basis, |_| column)?;
        let book = scene.view.book;
        slices
            .parts
            .retain(|(id, ..)| book.row(*id).is_some_and(|row| days.contains(row.happened)));
        let own = slices.total()?.max(Ratio::ZERO);
        slices.lessen(less)?;
        less = less.less(own.min(less))?;
        all.push(Anew {
            column,
            of_period: of_period.ok_or(Trouble::Overflow)?,
            slices,
        });
    }
    Ok(all)
}

/// The days of the whole period that a basis is read in.
fn window_days(scene: &Scene, basis: &Reading) -> Days {
    match basis.window {
        Window::In(cycle) => scene.around(cycle),
        Window::Days(days) => days,
        Window::Occasion
        | Window::OverLast(..)
        | Window::OverPrevious(..)
        | Window::OfLastYear(_)
        | Window::Average(..)
        | Window::Peak(..)
        | Window::First(..)
        | Window::AsOf(_) => scene.span.unwrap_or(Days::one(scene.day)),
    }
}

/// Runs of days with one column.
fn parts(scene: &Scene, days: Days, across: Across) -> Vec<(Days, Option<usize>)> {
    let cuts: Vec<Date> = scene
        .view
        .standing
        .timeline(crate::semantics::standing::Ladder::TIERS, scene.partner)
        .map(|timeline| timeline.changes.iter().map(|(day, _)| *day).collect())
        .unwrap_or_default();
    let mut firsts: BTreeMap<Date, ()> = BTreeMap::from([(days.first(), ())]);
    firsts.extend(
        cuts.into_iter()
            .filter(|day| days.contains(*day) && *day <= scene.day)
            .map(|day| (day, ())),
    );
    let firsts: Vec<Date> = firsts.into_keys().collect();
    let mut parts: Vec<(Days, Option<usize>)> = Vec::new();
    for (place, first) in firsts.iter().enumerate() {
        let next = firsts.get(place.saturating_add(1));
        let last = next.map_or(days.last(), |next| next.plus_days(-1));
        let on = Scene {
            day: *first,
            ..*scene
        };
        let column = on.member(across, None);
        let Some(own) = Days::new(*first, last) else {
            continue;
        };
        match parts.last_mut() {
            Some((held, same)) if *same == column => {
                *held = Days::new(held.first(), last).unwrap_or(*held);
            }
            Some(_) | None => parts.push((own, column)),
        }
    }
    parts
}

pub(super) fn prorated(starts: &[Start], part: Ratio) -> Result<Vec<Start>, Trouble> {
    starts
        .iter()
        .map(|start| {
            let at = start.at.map(|at| at.times(part)).transpose()?;
            Ok(Start { at, ..*start })
        })
        .collect()
}
