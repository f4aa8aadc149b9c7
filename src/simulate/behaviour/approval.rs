//! Whether and by how much an offer of the year is approved late: a share is, by a number of weeks of which the chance
//! falls evenly. Must not know what is offered.

use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::chance::draw::exponential;

/// Weeks by which the approval of an offer is late, by the number that says whether and the one that says how much. A
/// begun week counts.
pub fn weeks_late(behaviour: &Behaviour, whether: f64, how_much: f64) -> i16 {
    if whether >= behaviour.late_share {
        return 0;
    }
    let weeks = exponential(how_much) * behaviour.late_weeks;
    weeks.ceil().clamp(1.0, f64::from(i16::MAX / 2)) as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_late_is_so_by_a_begun_week_at_least() {
        let slow = Behaviour {
            late_share: 0.4,
            late_weeks: 3.0,
            ..Behaviour::default()
        };
        assert_eq!(weeks_late(&slow, 0.4, 0.5), 0);
        // 3 ln 2 is 2.08 weeks: the third has begun. 3 ln (1 / 0.9) is 0.32.
        assert_eq!(weeks_late(&slow, 0.39, 0.5), 3);
        assert_eq!(weeks_late(&slow, 0.0, 0.9), 1);
        let never = Behaviour {
            late_share: 0.0,
            ..slow
        };
        assert_eq!(weeks_late(&never, 0.0, 0.5), 0);
    }
}
