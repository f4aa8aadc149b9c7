//! Whether what a program is to reach is likely, and whether what it tries would tell. Neither is a limit: they change
//! no exit code.

use crate::simulate::estimate::aim::Aim;
use crate::simulate::estimate::statistics::Interval;
use crate::simulate::estimate::trial::{Power, USUAL_POWER};

/// Where an interval lies beside a level.
fn beside(found: &Interval, level: f64, words: [&'static str; 2]) -> &'static str {
    match () {
        () if found.low >= level => words[0],
        () if found.high < level => words[1],
        () => "cannot tell yet",
    }
}

/// Whether a result is reached more often than not.
pub fn likely(aim: &Aim) -> &'static str {
    beside(&aim.chance(), 0.5, ["likely", "unlikely"])
}

/// Whether the lift that is looked for would be found in eight of ten.
pub fn tells(power: &Power) -> &'static str {
    let words = ["finds its lift", "too small for its lift"];
    beside(&power.at_lift, USUAL_POWER, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_has_to_lie_on_one_side() {
        let found = |low, high| Interval {
            mean: (low + high) / 2.0,
            standard_error: 0.0,
            low,
            high,
        };
        let word = |low, high| beside(&found(low, high), 0.5, ["yes", "no"]);
        assert_eq!(word(0.5, 0.9), "yes");
        assert_eq!(word(0.1, 0.49), "no");
        assert_eq!(word(0.1, 0.5), "cannot tell yet");
    }
}
