//! Touches wear partners out: loads add up in a stock that fades, and a full stock halves response.
//! Pure functions over columns, one number a partner. Knows no channel and no offer.
//!
//! Stock per sort of touch, at the end of each week: `F' = rho F + loads delivered`, with
//! `rho = 2^(-1/H)`. Response `psi = 1 / (1 + (F / F50)^n)`, a Hill curve with n = 2 (the shape
//! fits Zhang, Kumar, Cosguner 2017); index `1 - psi`. The evidence is thin and contradicts itself
//! (van Diepen, Donkers, Franses 2009 found irritation without effect).

use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::chance::maths::{decay, power};

/// The sorts of touches whose loads are kept apart.
pub const SORTS: usize = 3;
/// News, reminders, surveys.
pub const COMMUNICATION: usize = 0;
/// Announcements of offers.
pub const OFFER: usize = 1;
/// Invitations to train.
pub const TRAINING: usize = 2;

/// The constants of one run.
#[derive(Clone, Copy, Debug)]
pub struct Fatigue {
    /// What is left of a load after a week.
    pub keep: f64,
    /// One over the load that halves response; 0 switches fatigue off.
    pub per_half_load: f64,
    /// Weight of other sorts of touches.
    pub crossing: f64,
}

impl Fatigue {
    /// The constants of a behaviour.
    pub fn new(behaviour: &Behaviour) -> Fatigue {
        Fatigue {
            keep: decay(1.0, behaviour.fatigue_half_life),
            per_half_load: 1.0 / behaviour.fatigue_half_load,
            crossing: behaviour.fatigue_crossing,
        }
    }

    /// The share of attention left at a weighted load. n = 2 is a square, exactly.
    #[inline]
    pub fn response(&self, load: f64) -> f64 {
        let relative = load * self.per_half_load;
        1.0 / (1.0 + relative * relative)
    }

    /// The fatigue index of a total load: 0 is rested, 1/2 is reached at the half load.
    #[inline]
    pub fn index(&self, load: f64) -> f64 {
        1.0 - self.response(load)
    }

    /// Response to one sort of touch: its own load counts whole, the others' by the crossing
    /// weight.
    pub fn responses(&self, stocks: &[Vec<f64>; SORTS], sort: usize, out: &mut [f64]) {
        let [first, second, third] = stocks;
        let weight = |each: usize| if each == sort { 1.0 } else { self.crossing };
        let (a, b, c) = (weight(0), weight(1), weight(2));
        let columns = first.iter().zip(second).zip(third);
        for (psi, ((x, y), z)) in out.iter_mut().zip(columns) {
            *psi = self.response(a * x + b * y + c * z);
        }
    }

    /// The index of every partner, from the load of all sorts together.
    pub fn indices(&self, stocks: &[Vec<f64>; SORTS], out: &mut [f64]) {
        let [first, second, third] = stocks;
        let columns = first.iter().zip(second).zip(third);
        for (index, ((x, y), z)) in out.iter_mut().zip(columns) {
            *index = self.index(x + y + z);
        }
    }

    /// The end of a week: a stock fades and takes the week's loads in. Recognition has a load below
    /// zero; nobody is more than rested.
    pub fn advance(&self, stock: &mut [f64], delivered: &[f64]) {
        for (load, new) in stock.iter_mut().zip(delivered) {
            *load = (self.keep * *load + new).max(0.0);
        }
    }

    /// The load a week that keeps the index at `index` for ever.
    pub fn sustainable_load(&self, index: f64) -> f64 {
        let relative = power(index / (1.0 - index), 1.0 / Behaviour::HILL_EXPONENT);
        relative / self.per_half_load * (1.0 - self.keep)
    }
}

/// A reward or recognition takes load away, never below zero.
#[inline]
pub fn relieve(load: f64, relief: f64) -> f64 {
    (load - relief).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fatigue() -> Fatigue {
        Fatigue::new(&Behaviour::default())
    }

    /// Runs a load every `every` weeks and gives the last stock after and before a load.
    fn run(load: f64, every: u32) -> (f64, f64) {
        let fatigue = fatigue();
        let (mut stock, mut before) = ([0.0], 0.0);
        for week in 0..400 * every {
            let due = week % every == 0;
            if due {
                before = fatigue.keep * stock[0];
            }
            fatigue.advance(&mut stock, &[if due { load } else { 0.0 }]);
        }
        // Back to the moment of the last load.
        for _ in 0..every - 1 {
            stock[0] /= fatigue.keep;
        }
        (stock[0], before)
    }

    #[test]
    fn a_constant_load_settles() {
        // K6: F* = l / (1 - rho) after adding, rho = 2^(-1/3).
        let rho = libm::exp2(-1.0 / 3.0);
        let (after, _) = run(1.3, 1);
        assert!((after / (1.3 / (1.0 - rho)) - 1.0).abs() < 1e-13);
        assert!((after - 6.301_519).abs() < 1e-6);
    }

    #[test]
    fn a_load_every_few_weeks_has_a_peak_and_a_trough() {
        // K7: peak L / (1 - rho^m), trough rho^m of it.
        let rho = libm::exp2(-1.0 / 3.0);
        for every in [2, 4, 13] {
            let kept = libm::pow(rho, f64::from(every));
            let (peak, trough) = run(2.0, every);
            assert!((peak / (2.0 / (1.0 - kept)) - 1.0).abs() < 1e-12, "{every}");
            assert!(
                (trough / (kept * 2.0 / (1.0 - kept)) - 1.0).abs() < 1e-12,
                "{every}"
            );
        }
    }

    #[test]
    fn total_response_is_greatest_at_the_half_load() {
        // K8: d/dx x / (1 + (x/c)^2) = 0 at x = c, where the value is c / 2.
        let fatigue = fatigue();
        assert_eq!(6.0 * fatigue.response(6.0), 3.0);
        for step in 0..2_000 {
            let load = f64::from(step) * 0.01;
            assert!(load * fatigue.response(load) <= 3.0, "{load}");
        }
        assert_eq!(fatigue.index(6.0), 0.5);
    }

    #[test]
    fn the_sustainable_load_keeps_its_index() {
        let fatigue = fatigue();
        for (index, load) in [(0.30, 0.81), (0.50, 1.24)] {
            let weekly = fatigue.sustainable_load(index);
            assert!((weekly - load).abs() < 0.005, "{weekly}");
            let settled = weekly / (1.0 - fatigue.keep);
            assert!((fatigue.index(settled) - index).abs() < 1e-13);
        }
    }

    #[test]
    fn other_sorts_count_by_the_crossing_weight() {
        let fatigue = fatigue();
        let stocks = [vec![1.0], vec![2.0], vec![4.0]];
        let mut psi = [0.0];
        fatigue.responses(&stocks, OFFER, &mut psi);
        assert_eq!(psi[0], fatigue.response(2.0 + 0.35 * 5.0));
        let mut index = [0.0];
        fatigue.indices(&stocks, &mut index);
        assert_eq!(index[0], fatigue.index(7.0));
        let off = Fatigue::new(&Behaviour::null());
        off.responses(&stocks, COMMUNICATION, &mut psi);
        assert_eq!(psi[0], 1.0, "an infinite half load switches fatigue off");
    }

    #[test]
    fn nobody_is_more_than_rested() {
        let mut stock = [0.1, 1.0];
        fatigue().advance(&mut stock, &[-0.25, -0.25]);
        assert_eq!(stock[0], 0.0);
        assert!((stock[1] - (libm::exp2(-1.0 / 3.0) - 0.25)).abs() < 1e-15);
    }

    #[test]
    fn relief_stops_at_zero() {
        assert_eq!(relieve(1.0, 0.25), 0.75);
        assert_eq!(relieve(0.1, 0.25), 0.0);
    }
}
