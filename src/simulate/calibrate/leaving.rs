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
    // Where all leave at once, any hazard that is large enough does as well as another.
    if selling.weeks < 1.0 || selling.left >= selling.weeks {
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
            (false, ..) | (true, false, Some(_)) => Some(&mut *selling),
            (true, true, _) => Some(&mut *idle),
            (true, false, None) => None,
        };
        if let Some(risk) = risk {
            risk.weeks += 1.0;
            risk.left += 1.0 - week.active;
        }
        if week.won > 0.0 {
            last = Some(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A partner by its weeks: whether it is there, and the places of those in which it wins.
    fn weeks(active: &[f64], wins: &[usize]) -> Vec<Week> {
        let week = |(place, active): (usize, &f64)| Week {
            active: *active,
            won: f64::from(u8::from(wins.contains(&place))),
            ..Week::default()
        };
        active.iter().enumerate().map(week).collect()
    }

    #[test]
    fn who_wins_nothing_for_half_a_year_is_counted_apart() {
        // It wins in its first week and has left in the 31st. Of the first week nobody knows when it won before; then come 26 weeks
        // with a win at most half a year ago, and four without.
        let mut active = [1.0; 31];
        active[30] = 0.0;
        let (mut selling, mut idle) = (Risk::default(), Risk::default());
        count(&weeks(&active, &[0]), true, &mut selling, &mut idle);
        assert_eq!((selling.weeks, selling.left), (26.0, 0.0));
        assert_eq!((idle.weeks, idle.left), (4.0, 1.0));
    }

    #[test]
    fn those_who_stay_count_for_as_long_as_they_were_seen() {
        // Ten partners over twenty weeks, two of which have left in the last one: 200 partner-weeks. With x = ln h the logarithm of
        // the chance is 2 ln(1 - e^-h) - 198 h, whose slope 2 h / (e^h - 1) - 198 h is that of the normal belief at the top.
        let mut left = [1.0; 20];
        left[19] = 0.0;
        let partners = (0..10).map(|k| {
            let active = if k < 2 { left } else { [1.0; 20] };
            (format!("p{k}").as_str().into(), weeks(&active, &[]))
        });
        let panel = Panel {
            partners: partners.collect(),
            columns: vec!["partner", "week", "active"],
        };
        let found = churn(&panel).unwrap();
        let [
            Likely {
                middle,
                error,
                events,
                ..
            },
        ] = found[..]
        else {
            panic!("{found:?}");
        };
        assert_eq!(events, 2.0);
        let known = Unknown::named(NAMES[0], Scale::Log).believed.unwrap();
        let (old, new) = (1.0 / (known.1 * known.1), 1.0 / (error * error));
        let top = (old * known.0 + new * middle) / (old + new);
        let h = exp(top);
        let slope = 2.0 * h / (exp(h) - 1.0) - 198.0 * h;
        assert!((slope - (top - known.0) * old).abs() < 1e-4, "{h} {slope}");
    }
}
