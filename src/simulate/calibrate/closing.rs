//! When deals close: faster at a quarter's end and before an offer ends, slower before one begins.

use std::collections::BTreeMap;

use crate::intake::panel::Panel;
use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::behaviour::closing::{pressure, quarter_factor};
use crate::simulate::calibrate::laplace::{self, Unknown};
use crate::simulate::calibrate::{Likely, Scale};
use crate::simulate::chance::maths::{chance_of, exp, ln};

pub(super) const CAVEAT: &str = "closings per open deal; needs the open deals of every week, and offers that end in other weeks than quarters do; \
                                 the half-life of urgency is as assumed";

/// The last weeks of a quarter, of 13.
const LAST: f64 = 11.0;
/// The least pace of the model.
const LEAST: f64 = 0.1;

/// One thing that moves the pace, and the columns without which nobody knows by how much.
struct Mover {
    name: &'static str,
    needs: &'static [&'static str],
}

const MOVERS: [Mover; 3] = [
    Mover {
        name: "quarter_end_push",
        needs: &["quarter_week"],
    },
    Mover {
        name: "closing_acceleration",
        needs: &["ends_in", "reward"],
    },
    Mover {
        name: "announcement_wait",
        needs: &["starts_in", "coming_reward"],
    },
];

/// What they are called.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    MOVERS.iter().map(|mover| mover.name)
}

/// Open deals of one week, how many closed, and what moved them.
struct Cell {
    open: f64,
    closed: f64,
    ends_quarter: bool,
    urgency: f64,
    waiting: f64,
}

/// What the panel says of each mover that it has columns for, by its name.
pub(super) fn timing(panel: &Panel) -> Option<Vec<(&'static str, Likely)>> {
    let has = |columns: &[&str]| columns.iter().all(|column| panel.columns.contains(column));
    let movers: Vec<&Mover> = MOVERS.iter().filter(|mover| has(mover.needs)).collect();
    if !has(&["open", "won", "lost"]) || movers.is_empty() {
        return None;
    }
    let cells = cells(panel);
    let open: f64 = cells.iter().map(|cell| cell.open).sum();
    let closed: f64 = cells.iter().map(|cell| cell.closed).sum();
    if closed < 1.0 || closed >= open {
        return None;
    }
    // The pace of a quiet week is nobody's parameter.
    let mut unknown = vec![Unknown {
        believed: None,
        start: ln(-ln(1.0 - closed / open)),
    }];
    unknown.extend(
        movers
            .iter()
            .map(|mover| Unknown::named(mover.name, Scale::Plain)),
    );
    let likelihood = |x: &[f64]| {
        let of = |name: &str| {
            let place = movers.iter().position(|mover| mover.name == name);
            place
                .and_then(|place| x.get(place + 1))
                .copied()
                .unwrap_or(0.0)
        };
        let by = [
            of("quarter_end_push"),
            of("closing_acceleration"),
            of("announcement_wait"),
        ];
        let quiet = exp(x.first().copied().unwrap_or(0.0));
        cells.iter().map(|cell| cell.likelihood(quiet, by)).sum()
    };
    let scales = vec![Scale::Plain; unknown.len()];
    let found = laplace::likely(&likelihood, &unknown, &scales, closed)?;
    let named = movers.iter().map(|mover| mover.name);
    Some(named.zip(found.into_iter().skip(1)).collect())
}

/// Weeks in which the same moves the pace are one cell.
fn cells(panel: &Panel) -> Vec<Cell> {
    let assumed = Behaviour::default();
    let near = |weeks: f64, reward: f64| {
        if weeks < 1.0 || reward <= 0.0 {
            return 0.0;
        }
        reward.min(1.0) * pressure(&assumed, weeks - 1.0)
    };
    let mut cells: BTreeMap<(bool, u64, u64), Cell> = BTreeMap::new();
    for week in panel.partners.values().flatten() {
        let ends_quarter = week.quarter_week >= LAST;
        let urgency = near(week.ends_in, week.reward);
        let waiting = near(week.starts_in, week.coming_reward);
        let cell = cells.entry((ends_quarter, urgency.to_bits(), waiting.to_bits()));
        let cell = cell.or_insert(Cell {
            open: 0.0,
            closed: 0.0,
            ends_quarter,
            urgency,
            waiting,
        });
        cell.open += week.open;
        cell.closed += (week.won + week.lost).min(week.open);
    }
    cells.into_values().collect()
}

impl Cell {
    /// The logarithm of the chance of its closings. A week's chance is 1 - e^-h.
    fn likelihood(&self, quiet: f64, [push, faster, slower]: [f64; 3]) -> f64 {
        let quarter = quarter_factor(push, self.ends_quarter);
        let urgent = (1.0 + faster * self.urgency).max(LEAST);
        let waits = (1.0 - slower * self.waiting).max(LEAST);
        let hazard = quiet * quarter * urgent * waits;
        self.closed * ln(chance_of(hazard).max(1e-300)) - (self.open - self.closed) * hazard
    }
}
