//! How far a run is, on a terminal: the share done, the rate, the time left. Nothing elsewhere.

use std::fmt::Write;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

/// A line that is drawn over itself.
pub struct Progress {
    line: ProgressBar,
    /// Partner-weeks of one world of one replication.
    step: u64,
}

/// Drawn so many times a second at the most.
const TIMES_A_SECOND: u8 = 5;

impl Progress {
    /// Of so many worlds of replications, of so many partner-weeks each.
    pub fn of(worlds: u64, step: u64) -> Progress {
        // Hidden by itself where standard error is no terminal.
        let target = ProgressDrawTarget::stderr_with_hz(TIMES_A_SECOND);
        let line = ProgressBar::with_draw_target(Some(worlds.saturating_mul(step)), target);
        line.set_style(style());
        Progress { line, step }
    }

    /// So many worlds more are done.
    pub fn add(&self, worlds: usize) {
        let worlds = u64::try_from(worlds).unwrap_or(u64::MAX);
        self.line.inc(worlds.saturating_mul(self.step));
    }

    /// Takes the line away.
    pub fn end(&self) {
        self.line.finish_and_clear();
    }
}

fn style() -> ProgressStyle {
    let plain = ProgressStyle::default_bar();
    let styled = plain.template("{wide_bar} {percent}%  {rate} partner-weeks a second  {eta} left");
    let rate = |state: &ProgressState, to: &mut dyn Write| {
        let _ = write!(to, "{:.0}", state.per_sec());
    };
    styled
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .with_key("rate", rate)
}
