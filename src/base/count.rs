//! How many sums and comparisons of ratios a thread makes: growth that no clock has to measure. Nothing is counted but in
//! unit tests.

#[cfg(test)]
thread_local! {
    static DONE: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// One more.
#[inline]
pub fn one() {
    #[cfg(test)]
    DONE.set(DONE.get().saturating_add(1));
}

/// How many something takes.
#[cfg(test)]
pub fn of(run: impl FnOnce()) -> u64 {
    let before = DONE.get();
    run();
    DONE.get().saturating_sub(before)
}
