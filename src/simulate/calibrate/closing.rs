//! When deals close: faster at a quarter's end and before an offer ends, slower before one begins.

use std::collections::BTreeMap;

use crate::intake::panel::Panel;
use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::behaviour::closing::{pressure, quarter_factor};
use crate::simulate::calibrate::laplace::{self, Unknown};
use crate::simulate::calibrate::{Likely, Scale};
use crate::simulate::chance::maths::{chance_of, ln};

pub(super) const CAVEAT: &str = "closings per open deal, one offer at a time; needs the open deals of every week, and offers that end in other weeks \
                                 than quarters do; the half-life of urgency is as assumed";

/// The last weeks of a quarter, of 13.
const LAST: f64 = 11.0;
/// The least pace of the model.
const LEAST: f64 = 0.1;

/// One thing that moves the pace, and the columns without which nobody knows by how much.
struct Mover {
    name: &'static str,
    needs: &'static [&'static str],
}

static MOVERS: [Mover; 3] = [
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

/// What moved the deals of a week: whether a quarter ends, an offer that ends, one that comes.
#[derive(Clone, Copy)]
struct Moved {
    ends_quarter: bool,
    urgency: f64,
    waiting: f64,
}

/// Deals of one partner in weeks in which the same moved them.
struct Cell {
    /// The place of what moved them.
    moved: usize,
    open: f64,
    closed: f64,
}

/// Closings of a history.
struct Closings {
    moved: Vec<Moved>,
    /// By partner.
    cells: Vec<Vec<Cell>>,
    /// The pace of an average week.
    pace: f64,
}

/// What the panel says of each mover that it has columns for, by its name. A partner's deals have a pace of their own, the more
/// so as those whose deals close fast may be those to whom rewards are worth more: how many close in all says nothing, in which
/// weeks they close does.
pub(super) fn timing(panel: &Panel) -> Option<Vec<(&'static str, Likely)>> {
    let has = |columns: &[&str]| columns.iter().all(|column| panel.columns.contains(column));
    let movers: Vec<&Mover> = MOVERS.iter().filter(|mover| has(mover.needs)).collect();
    if !has(&["open", "created", "won", "lost"]) || movers.is_empty() {
        return None;
    }
    let mut closings = Closings::of(panel);
    let cells = || closings.cells.iter().flatten();
    let open: f64 = cells().map(|cell| cell.open).sum();
    let closed: f64 = cells().map(|cell| cell.closed).sum();
    if closed < 1.0 || closed >= open {
        return None;
    }
    closings.pace = -ln(1.0 - closed / open);
    let named = movers.iter().map(|mover| mover.name);
    let unknown: Vec<Unknown> = named
        .clone()
        .map(|name| Unknown::named(name, Scale::Plain))
        .collect();
    let likelihood = |x: &[f64]| {
        let of = |name: &str| {
            let place = movers.iter().position(|mover| mover.name == name);
            let found = place.and_then(|place| x.get(place));
            found.copied().unwrap_or(0.0)
        };
        closings.likelihood(MOVERS.each_ref().map(|mover| of(mover.name)))
    };
    let scales = vec![Scale::Plain; unknown.len()];
    let found = laplace::likely(&likelihood, &unknown, &scales, closed)?;
    Some(named.zip(found).collect())
}

impl Closings {
    fn of(panel: &Panel) -> Closings {
        let assumed = Behaviour::default();
        let near = |ahead: f64, reward: f64| {
            let is_there = ahead >= 0.0 && reward > 0.0;
            let pressed = is_there.then(|| reward.min(1.0) * pressure(&assumed, ahead));
            pressed.unwrap_or(0.0)
        };
        let mut places: BTreeMap<(bool, u64, u64), usize> = BTreeMap::new();
        let mut moved = Vec::new();
        let mut cells = Vec::new();
        for weeks in panel.partners.values() {
            let mut own: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
            for week in weeks {
                let ends_quarter = week.quarter_week >= LAST;
                let urgency = near(week.ends_in - 1.0, week.reward);
                let waits = week.starts_in > 0.0;
                let waiting = if waits {
                    near(week.starts_in, week.coming_reward)
                } else {
                    0.0
                };
                let key = (ends_quarter, urgency.to_bits(), waiting.to_bits());
                let place = *places.entry(key).or_insert(moved.len());
                if place == moved.len() {
                    moved.push(Moved {
                        ends_quarter,
                        urgency,
                        waiting,
                    });
                }
                // A deal can close in the week in which it appears.
                let open = week.open + week.created;
                let cell = own.entry(place).or_default();
                cell.0 += open;
                cell.1 += (week.won + week.lost).min(open);
            }
            let cell = |(moved, (open, closed))| Cell {
                moved,
                open,
                closed,
            };
            cells.push(own.into_iter().map(cell).collect());
        }
        Closings {
            moved,
            cells,
            pace: 0.0,
        }
    }

    /// The logarithm of the chance that those of each partner that closed did so in their weeks.
    fn likelihood(&self, [push, faster, slower]: [f64; 3]) -> f64 {
        let chance = |moved: &Moved| {
            let quarter = quarter_factor(push, moved.ends_quarter);
            let urgent = (1.0 + faster * moved.urgency).max(LEAST);
            let waits = (1.0 - slower * moved.waiting).max(LEAST);
            chance_of(self.pace * quarter * urgent * waits).max(1e-300)
        };
        let chances: Vec<f64> = self.moved.iter().map(chance).collect();
        let logs: Vec<f64> = chances.iter().map(|chance| ln(*chance)).collect();
        let of_partner = |cells: &Vec<Cell>| {
            let (mut told, mut closed, mut expected) = (0.0, 0.0, 0.0);
            for cell in cells {
                told += cell.closed * logs[cell.moved];
                closed += cell.closed;
                expected += cell.open * chances[cell.moved];
            }
            if closed > 0.0 {
                told - closed * ln(expected)
            } else {
                0.0
            }
        };
        self.cells.iter().map(of_partner).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::intake::panel::Week;
    use crate::simulate::chance::maths::exp;

    #[test]
    fn what_presses_on_deals_is_counted_from_the_last_and_from_the_first_week_of_an_offer() {
        // The pressure of an offer is halved in two weeks. One of 0.4 that ends with this week presses with 0.4, with two more to go
        // with 0.2; one that begins in two weeks is waited for with 0.2. The 11th and 12th week end a quarter. What is created in a
        // week can close in it.
        let row = |ends_in, starts_in, quarter_week| Week {
            active: 1.0,
            reward: 0.4,
            coming_reward: 0.4,
            open: 3.0,
            created: 2.0,
            won: 1.0,
            lost: 1.0,
            ends_in,
            starts_in,
            quarter_week,
            ..Week::default()
        };
        let rows = [
            (1.0, 0.0, 0.0),
            (3.0, 0.0, 10.0),
            (0.0, 2.0, 11.0),
            (0.0, 0.0, 12.0),
        ];
        let rows = rows.map(|(ends, starts, week)| row(ends, starts, week));
        let panel = Panel {
            partners: [("a".into(), rows.into())].into(),
            columns: Vec::new(),
        };
        let closings = Closings::of(&panel);
        let expected = [
            (false, 0.4, 0.0),
            (false, 0.2, 0.0),
            (true, 0.0, 0.2),
            (true, 0.0, 0.0),
        ];
        assert_eq!(closings.moved.len(), expected.len());
        for (moved, (ends_quarter, urgency, waiting)) in closings.moved.iter().zip(expected) {
            assert_eq!(moved.ends_quarter, ends_quarter);
            assert!((moved.urgency - urgency).abs() < 1e-12, "{}", moved.urgency);
            assert!((moved.waiting - waiting).abs() < 1e-12, "{}", moved.waiting);
        }
        let cells = closings.cells[0].iter();
        assert!(
            cells
                .clone()
                .all(|cell| (cell.open, cell.closed) == (5.0, 2.0))
        );
    }

    #[test]
    fn in_which_weeks_deals_close_by_hand() {
        // Ten open deals each in a plain week, at a quarter's end, before an offer ends and before one begins. At a pace of 0.11 a
        // push of 0.55 takes a tenth off a plain week's and adds 0.55 at the end; hurry doubles, waiting halves a plain week's.
        let moved = |ends_quarter, urgency, waiting| Moved {
            ends_quarter,
            urgency,
            waiting,
        };
        let cell = |(moved, closed)| Cell {
            moved,
            open: 10.0,
            closed,
        };
        let closings = Closings {
            moved: vec![
                moved(false, 0.0, 0.0),
                moved(true, 0.0, 0.0),
                moved(false, 0.5, 0.0),
                moved(false, 0.0, 1.0),
            ],
            cells: vec![[(0, 3.0), (1, 4.0), (2, 2.0), (3, 1.0)].map(cell).into()],
            pace: 0.11,
        };
        let paces = [0.9 * 0.11, 1.55 * 0.11, 2.0 * 0.9 * 0.11, 0.5 * 0.9 * 0.11];
        let chances = paces.map(|pace| 1.0 - exp(-pace));
        let all = 10.0 * chances.iter().sum::<f64>();
        let expected = 3.0 * ln(chances[0] / all)
            + 4.0 * ln(chances[1] / all)
            + 2.0 * ln(chances[2] / all)
            + ln(chances[3] / all);
        let found = closings.likelihood([0.55, 2.0, 0.5]);
        assert!((found - expected).abs() < 1e-9, "{found} {expected}");
    }
}
