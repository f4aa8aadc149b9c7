//! How many threads a forecast runs on, and the stack that each thread has. Results do not depend on it.

use std::panic::resume_unwind;
use std::thread::{self, available_parallelism};

use crate::shell::stop::Stop;

/// The most that can be asked for.
const MOST: usize = 1_024;

/// More threads than this for each processor only wait for each other, and each needs its own memory.
const MOST_PER_PROCESSOR: usize = 4;

/// Stack of each thread: payouts are read level by level, and the caps of an incentive are levels. It is address space, and
/// takes memory only where it is used.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// Starts the threads that are asked for; all processors work when none are.
pub fn start(asked: Option<usize>) -> Result<(), Stop> {
    if let Some(asked) = asked.filter(|asked| *asked == 0 || *asked > MOST) {
        return Err(Stop::Usage(format!(
            "--threads {asked} is not from 1 to {MOST}; leave it out to use all processors"
        )));
    }
    let processors = available_parallelism().map_or(1, usize::from);
    let most = processors.saturating_mul(MOST_PER_PROCESSOR);
    let count = asked.unwrap_or(processors).min(most);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(count);
    let pool = pool.stack_size(STACK_BYTES);
    pool.build_global()
        .map_err(|error| Stop::System(format!("cannot start {count} threads: {error}")))
}

/// Works on a thread with a stack of that size; on this one when the system has none to give.
pub fn on_its_own_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    let mut work = Some(work);
    let mut once = || work.take().map(|work| work());
    let joined = thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(STACK_BYTES);
        let spawned = builder.spawn_scoped(scope, &mut once);
        spawned.ok().map(thread::ScopedJoinHandle::join)
    });
    match joined {
        Some(Ok(done)) => done,
        Some(Err(fault)) => resume_unwind(fault),
        None => once(),
    }
}
