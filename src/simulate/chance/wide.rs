//! Loops in the widest instructions that the machine has. Wider ones do the same sums on more numbers at a
//! time, each rounded as ever, so that every machine gives the same bytes. Knows no random word.

use fearless_simd::{Level, Simd, dispatch};

/// Does work that is a loop over columns. What it calls must be inlined, or it is not widened.
#[inline]
pub fn widely<R>(work: impl FnOnce() -> R) -> R {
    dispatch!(Level::new(), simd => simd.vectorize(work))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_sums_are_those_of_one_number_at_a_time() {
        // Products and sums that would differ in their last bit if both were rounded at once.
        let column: Vec<f64> = (1..1_000).map(|n| 1.0 / f64::from(n)).collect();
        let one = |x: &f64| x * 3.0 + x * x;
        let wide: Vec<u64> = widely(|| column.iter().map(|x| one(x).to_bits()).collect());
        for (x, wide) in column.iter().zip(wide) {
            let three = std::hint::black_box(x * 3.0);
            let square = std::hint::black_box(x * x);
            assert_eq!((three + square).to_bits(), wide);
        }
    }
}
