//! Who leaves: the hazard of a partner that sells, and how much more one leaves that has not won for half a year.

use crate::intake::panel::{Panel, Week};
use crate::simulate::behaviour::churn::INACTIVE_WEEKS;
use crate::simulate::calibrate::laplace::{self, Unknown};
use crate::simulate::calibrate::{Likely, Scale};
use crate::simulate::chance::maths::{chance_of, exp, ln};

pub(super) const CAVEAT: &str =
    "an average over sizes and moods; whoever counts as left must count so in the panel";

/// What both are called.
pub(super) const NAMES: [&str; 2] = ["churn_hazard", "churn_inactive"];

/// Partner-weeks at risk, and those in which the partner left.
#[derive(Clone, Copy, Debug, Default)]
struct Risk {
    weeks: f64,
    left: f64,
}

impl Risk {
    /// The logarithm of the chance of what was seen at a weekly hazard.
    fn likelihood(&self, hazard: f64) -> f64 {
        self.left * ln(chance_of(hazard).max(1e-300)) - (self.weeks - self.left) * hazard
    }
}

/// The hazard on a log scale and, where the panel tells wins, what inactivity adds to it.
pub(super) fn churn(panel: &Panel) -> Option<Vec<Likely>> {
    let tells_wins = panel.columns.contains(&"won");
    let (mut selling, mut idle) = (Risk::default(), Risk::default());
    for weeks in panel.partners.values() {
        count(weeks, tells_wins, &mut selling, &mut idle);
    }
    if selling.weeks < 1.0 {
        return None;
    }
    let scales = [Scale::Log, Scale::Plain];
    let known = if tells_wins { 2 } else { 1 };
    let named = NAMES.into_iter().zip(scales).take(known);
    let unknown: Vec<Unknown> = named
        .map(|(name, scale)| Unknown::named(name, scale))
        .collect();
    let likelihood = |x: &[f64]| {
        let [log, more] = [0, 1].map(|place| x.get(place).copied().unwrap_or(0.0));
        selling.likelihood(exp(log)) + idle.likelihood(exp(log + more))
    };
    let events = selling.left + idle.left;
    laplace::likely(&likelihood, &unknown, &scales, events)
}

/// Counts the weeks of a partner. In its first half year nobody knows when it won last, until it wins.
fn count(weeks: &[Week], tells_wins: bool, selling: &mut Risk, idle: &mut Risk) {
    let mut last: Option<usize> = None;
    for (place, week) in weeks.iter().enumerate() {
        let since = last.map_or(place, |last| place - last);
        let is_idle = since > usize::from(INACTIVE_WEEKS.unsigned_abs());
        let risk = match (tells_wins, is_idle, last) {
            (false, ..) | (true, false, Some(_)) => &mut *selling,
            (true, true, _) => &mut *idle,
            (true, false, None) => continue,
        };
        risk.weeks += 1.0;
        risk.left += 1.0 - week.active;
        if week.won > 0.0 {
            last = Some(place);
        }
    }
}
