//! How many threads a forecast runs on. Results do not depend on it.

use std::thread::available_parallelism;

use crate::shell::stop::Stop;

/// The most that can be asked for.
const MOST: usize = 1_024;

/// More threads than this for each processor only wait for each other, and each needs its own memory.
const MOST_PER_PROCESSOR: usize = 4;

/// Starts the threads that are asked for; all processors work when none are.
pub fn start(asked: Option<usize>) -> Result<(), Stop> {
    let Some(asked) = asked else {
        return Ok(());
    };
    if asked == 0 || asked > MOST {
        return Err(Stop::Usage(format!(
            "--threads {asked} is not from 1 to {MOST}; leave it out to use all processors"
        )));
    }
    let processors = available_parallelism().map_or(1, usize::from);
    let most = processors.saturating_mul(MOST_PER_PROCESSOR);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(asked.min(most));
    pool.build_global()
        .map_err(|error| Stop::System(format!("cannot start {asked} threads: {error}")))
}
