//! The counter-based generator: words from a counter and a key, and nothing else. Knows no address and
//! no distribution.

/// Philox 4x32 with 10 rounds: four 32-bit words from a counter and a key. Salmon, Moraes, Dror,
/// Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3"; checked against their vectors.
#[inline]
pub fn philox(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let [mut a, mut b, mut c, mut d] = counter;
    let [mut first, mut second] = key;
    for _ in 0..10 {
        let left = u64::from(a) * 0xd251_1f53;
        let right = u64::from(c) * 0xcd9e_8d57;
        a = (right >> 32) as u32 ^ b ^ first;
        b = right as u32;
        c = (left >> 32) as u32 ^ d ^ second;
        d = left as u32;
        first = first.wrapping_add(0x9e37_79b9);
        second = second.wrapping_add(0xbb67_ae85);
    }
    [a, b, c, d]
}

/// The first two words of [`philox`], each in the lower half of its number; what stands above means
/// nothing. Without a branch and in 64 bits throughout, so that a loop over it becomes vector code.
#[inline(always)]
pub fn first_words(counter: [u64; 4], key: [u32; 2]) -> [u64; 2] {
    const LOWER: u64 = 0xffff_ffff;
    let [mut a, mut b, mut c, mut d] = counter;
    let [mut first, mut second] = key;
    for _ in 0..10 {
        let left = (a & LOWER) * 0xd251_1f53;
        let right = (c & LOWER) * 0xcd9e_8d57;
        a = (right >> 32) ^ b ^ u64::from(first);
        b = right;
        c = (left >> 32) ^ d ^ u64::from(second);
        d = left;
        first = first.wrapping_add(0x9e37_79b9);
        second = second.wrapping_add(0xbb67_ae85);
    }
    [a, b]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_vectors() {
        // Random123 1.09, tests/kat_vectors, philox 4x32 10.
        let ones = u32::MAX;
        let table = [
            (
                [0; 4],
                [0; 2],
                [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8],
            ),
            (
                [ones; 4],
                [ones; 2],
                [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd],
            ),
            (
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
                [0xa409_3822, 0x299f_31d0],
                [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1],
            ),
        ];
        for (counter, key, words) in table {
            assert_eq!(philox(counter, key), words);
            let first = first_words(counter.map(u64::from), key);
            assert_eq!(first.map(|word| word as u32), words[..2]);
        }
    }
}
