//! How long a run took and how fast it was: outside every fingerprint.
#![allow(clippy::disallowed_methods, reason = "this room writes files")]

use std::path::Path;

use crate::shell::stop::Stop;
use crate::simulate::run::forecast::Forecast;

/// What a run took.
pub struct Timing {
    /// Seconds by the clock.
    pub seconds: f64,
    /// Partner-weeks a second, those of what was asked besides the forecast included.
    pub pace: f64,
}

impl Timing {
    /// Of a forecast, and so many worlds of replications that were played besides.
    pub fn of(found: &Forecast, more: u64, seconds: f64) -> Timing {
        let (from, to) = found.replications;
        let own = f64::from(to.saturating_sub(from)) * found.worlds.len() as f64;
        let each = f64::from(found.partners) * f64::from(found.weeks);
        let pace = (own + more as f64) * each / seconds.max(1e-9);
        Timing { seconds, pace }
    }

    /// The line that tells of it.
    pub fn text(&self) -> String {
        let Timing { seconds, pace } = self;
        format!("{seconds:.1} s, {pace:.0} partner-weeks a second\n")
    }

    /// Writes `timing.json` into a folder.
    pub fn write(&self, out: &Path) -> Result<(), Stop> {
        let text = format!(
            "{{\n  \"threads\": {},\n  \"seconds\": {:.3},\n  \"partner_weeks_per_second\": {:.0}\n}}\n",
            rayon::current_num_threads(),
            self.seconds,
            self.pace
        );
        let path = out.join("timing.json");
        std::fs::write(&path, text).map_err(|error| Stop::system("write", &path, &error))
    }
}
