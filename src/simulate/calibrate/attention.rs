//! How messages tire: of the messages that reached a partner it opens fewer, the more reached it in the weeks before.

use crate::intake::panel::{Panel, Week};
use crate::simulate::calibrate::laplace::{self, Unknown};
use crate::simulate::calibrate::{Likely, Scale};
use crate::simulate::chance::maths::{decay, exp, ln};

pub(super) const CAVEAT: &str = "the two share a scale: an uneven cadence tells them apart, as bursts and pauses or a holdout; \
                                 messages of one sort, whose loads are those of the calendar";

/// What both are called.
pub(super) const NAMES: [&str; 2] = ["fatigue_half_life", "fatigue_half_load"];

/// Weeks of a partner before which its load is not known.
const WARM: usize = 12;

/// Half-life and half load on log scales. A partner opens a share of its own of what reaches it, times the response to its load; how
/// many it opens in all says nothing, in which weeks it opens them does: a multinomial likelihood, made wider or narrower by
/// how the counts scatter around it (quasi-likelihood; McCullagh, Nelder 1989, chapter 9).
pub(super) fn fatigue(panel: &Panel) -> Option<Vec<Likely>> {
    let needs = ["touches", "opened", "load"];
    if !needs.iter().all(|column| panel.columns.contains(column)) {
        return None;
    }
    let told = |weeks: &&Vec<Week>| weeks.iter().skip(WARM).any(|week| week.opened > 0.0);
    let partners: Vec<&Vec<Week>> = panel.partners.values().filter(told).collect();
    let weeks = || partners.iter().flat_map(|weeks| weeks.iter().skip(WARM));
    let events: f64 = weeks().map(|week| week.opened).sum();
    let unknown = NAMES.map(|name| Unknown::named(name, Scale::Log));
    if events < 1.0 {
        return None;
    }
    let likelihood = |x: &[f64]| {
        let own = partners.iter().map(|weeks| of_partner(weeks, x));
        own.sum::<f64>()
    };
    let scales = [Scale::Log; 2];
    let first = laplace::likely(&likelihood, &unknown, &scales, events)?;
    let middles: Vec<f64> = first.iter().map(|each| each.middle).collect();
    let scatter = scatter(&partners, &middles);
    let scaled = |x: &[f64]| likelihood(x) / scatter;
    laplace::likely(&scaled, &unknown, &scales, events)
}

/// By week, the response to the load of the weeks before.
fn responses<'w>(weeks: &'w [Week], x: &[f64]) -> impl Iterator<Item = (&'w Week, f64)> {
    let [half_life, half_load] = [0, 1].map(|place| exp(x.get(place).copied().unwrap_or(0.0)));
    let keep = decay(1.0, half_life);
    let mut load = 0.0;
    let all = weeks.iter().map(move |week| {
        let relative: f64 = load / half_load;
        load = keep * load + week.load;
        (week, 1.0 / (1.0 + relative * relative))
    });
    all.skip(WARM)
}

fn of_partner(weeks: &[Week], x: &[f64]) -> f64 {
    let (mut told, mut opened, mut expected) = (0.0, 0.0, 0.0);
    for (week, response) in responses(weeks, x) {
        told += week.opened * ln(response);
        opened += week.opened;
        expected += week.touches * response;
    }
    told - opened * ln(expected.max(1e-300))
}

/// The scatter of what is opened around what is expected, 1 for Poisson counts.
fn scatter(partners: &[&Vec<Week>], x: &[f64]) -> f64 {
    let (mut squares, mut cells) = (0.0, 0.0);
    for weeks in partners {
        let sums = responses(weeks, x).fold((0.0, 0.0), |(opened, expected), (week, response)| {
            (opened + week.opened, expected + week.touches * response)
        });
        let share = sums.0 / sums.1.max(1e-300);
        for (week, response) in responses(weeks, x).filter(|(week, _)| week.touches > 0.0) {
            let expected = share * week.touches * response;
            let off = week.opened - expected;
            squares += off * off / expected;
            cells += 1.0;
        }
        // One share is fitted for each partner.
        cells -= 1.0;
    }
    let free: f64 = cells - 2.0;
    let scatter: f64 = squares / free.max(1.0);
    scatter.max(0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_load_of_the_weeks_before_tires() {
        // A load of 6 in the last week that only fills it, halved in a week: the next one has 6 before it, the half load, then 3.
        // A load of its own does not tire a week.
        let mut weeks = vec![Week::default(); WARM + 3];
        weeks[WARM - 1].load = 6.0;
        weeks[WARM + 1].load = 6.0;
        let found: Vec<f64> = responses(&weeks, &[ln(1.0), ln(6.0)])
            .map(|(_, response)| response)
            .collect();
        // 1 / (1 + 1), 1 / (1 + 1/4) and, with 1.5 + 6, 1 / (1 + 25/16).
        let expected = [0.5, 0.8, 16.0 / 41.0];
        assert_eq!(found.len(), 3);
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
    }

    #[test]
    fn in_which_weeks_messages_are_opened_by_hand() {
        // Of three weeks with two messages each, at responses 0.5, 0.8 and 16/41, one, two and none are opened: each that is opened
        // was in its week with a chance in proportion to messages times response.
        let mut weeks = vec![Week::default(); WARM + 3];
        weeks[WARM - 1].load = 6.0;
        weeks[WARM + 1].load = 6.0;
        for (week, opened) in weeks[WARM..].iter_mut().zip([1.0, 2.0, 0.0]) {
            (week.touches, week.opened) = (2.0, opened);
        }
        let all = 2.0 * (0.5 + 0.8 + 16.0 / 41.0);
        let expected = ln(0.5 / all) + 2.0 * ln(0.8 / all);
        let found = of_partner(&weeks, &[ln(1.0), ln(6.0)]);
        assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    }
}
