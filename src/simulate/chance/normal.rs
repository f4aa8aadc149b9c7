//! The standard normal law: density, distribution and quantile, and Gauss-Hermite quadrature for
//! expectations under it. Built on `maths`; knows nothing of partners.

use crate::simulate::chance::maths::{exp, ln};
use crate::simulate::chance::wide::widely;

/// 1 / sqrt(2 pi).
const PEAK: f64 = 0.398_942_280_401_432_7;

/// The density at `z`.
#[inline]
pub fn density(z: f64) -> f64 {
    PEAK * exp(-0.5 * z * z)
}

/// Chebyshev series of exp(y^2) erfc(y) / t in 2t - 1, where t = 4 / (4 + y), y >= 0. Computed by
/// us to 60 digits; the 24 terms leave a relative error of 3e-16.
const SCALED_TAIL: [f64; 24] = [
    0.408_024_469_549_131_46,
    0.376_358_235_676_367_45,
    0.147_580_354_572_223_63,
    0.049_571_317_930_027_586,
    0.014_227_107_557_117_175,
    0.003_443_493_262_717_524,
    0.000_682_254_183_283_808,
    0.000_103_404_519_757_561_89,
    9.728_545_951_990_15e-6,
    -1.198_871_375_841_204_5e-7,
    -2.174_776_770_344_956_3e-7,
    -3.029_176_773_599_139_4e-8,
    9.479_917_565_204_57e-10,
    8.633_411_694_990_957e-10,
    6.872_156_425_953_386e-11,
    -1.703_489_843_829_604e-11,
    -3.392_130_686_829_359e-12,
    2.615_808_766_856_686_6e-13,
    1.212_767_580_308_627_4e-13,
    -2.114_689_543_095_806e-15,
    -4.117_340_933_457_463e-15,
    -6.328_712_726_647_262e-17,
    1.439_311_099_787_733_6e-16,
    4.561_494_580_857_271e-18,
];

/// The distribution function at `z`: relative error under 3e-15 in the left tail down to -37,
/// absolute error under 1e-15 elsewhere. Without a branch, for columns.
#[inline]
pub fn cumulative(z: f64) -> f64 {
    let size = if z.abs() < 40.0 { z.abs() } else { 40.0 };
    let y = size * std::f64::consts::FRAC_1_SQRT_2;
    let t = 4.0 / (4.0 + y);
    let x = 2.0 * t - 1.0;
    let (mut next, mut after) = (0.0, 0.0);
    for k in 1..SCALED_TAIL.len() {
        let current = 2.0 * x * next - after + SCALED_TAIL[SCALED_TAIL.len() - k];
        after = next;
        next = current;
    }
    let scaled = x * next - after + SCALED_TAIL[0];
    // exp(-z^2 / 2) with the square split, since its rounding would grow with z^2.
    let head = f64::from_bits(size.to_bits() & 0xffff_ffff_f800_0000);
    let rest = (size - head) * (size + head);
    let tail = 0.5 * t * scaled * exp(-0.5 * head * head) * exp(-0.5 * rest);
    if z < 0.0 { tail } else { 1.0 - tail }
}

/// Ratio of two polynomials of degree 7, coefficients from the constant term up.
#[inline]
fn rational(x: f64, above: &[f64; 8], below: &[f64; 8]) -> f64 {
    let (mut numerator, mut denominator) = (0.0, 0.0);
    for k in (0..8).rev() {
        numerator = numerator * x + above[k];
        denominator = denominator * x + below[k];
    }
    numerator / denominator
}

/// The quantile of a probability strictly between 0 and 1, relative error about 1e-15.
///
/// Wichura (1988), algorithm AS 241, PPND16: one rational function in the middle and two in the
/// tails.
pub fn quantile(p: f64) -> f64 {
    let centred = p - 0.5;
    if centred.abs() <= MIDDLE_HALF {
        return in_the_middle(centred);
    }
    let nearer = if centred < 0.0 { p } else { 1.0 - p };
    let depth = (-ln(nearer)).sqrt();
    let size = if depth <= 5.0 {
        rational(depth - 1.6, &TAIL.0, &TAIL.1)
    } else {
        rational(depth - 5.0, &FAR_TAIL.0, &FAR_TAIL.1)
    };
    if centred < 0.0 { -size } else { size }
}

/// The quantiles of a column of probabilities, in their place; `kept` is room for the probabilities.
pub fn quantiles(column: &mut [f64], kept: &mut Vec<f64>) {
    kept.clear();
    kept.extend_from_slice(column);
    // Most lie in the middle, and what is worked out for the others there is thrown away.
    widely(|| {
        for each in column.iter_mut() {
            *each = in_the_middle(*each - 0.5);
        }
    });
    for (each, p) in column.iter_mut().zip(kept) {
        if (*p - 0.5).abs() > MIDDLE_HALF {
            *each = quantile(*p);
        }
    }
}

/// The quantile of a probability that lies so far above one half.
#[inline]
fn in_the_middle(centred: f64) -> f64 {
    centred * rational(0.180_625 - centred * centred, &MIDDLE.0, &MIDDLE.1)
}

/// How far the middle reaches to either side of one half.
const MIDDLE_HALF: f64 = 0.425;

/// |p - 1/2| <= 0.425.
const MIDDLE: ([f64; 8], [f64; 8]) = (
    [
        3.387_132_872_796_366_5,
        133.141_667_891_784_38,
        1_971.590_950_306_551_3,
        13_731.693_765_509_46,
        45_921.953_931_549_87,
        67_265.770_927_008_7,
        33_430.575_583_588_13,
        2_509.080_928_730_122_7,
    ],
    [
        1.0,
        42.313_330_701_600_91,
        687.187_007_492_057_9,
        5_394.196_021_424_751,
        21_213.794_301_586_597,
        39_307.895_800_092_71,
        28_729.085_735_721_943,
        5_226.495_278_852_854,
    ],
);

/// Depth sqrt(-ln p) up to 5.
const TAIL: ([f64; 8], [f64; 8]) = (
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        0.241_780_725_177_450_6,
        0.022_723_844_989_269_184,
        7.745_450_142_783_414e-4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        0.689_767_334_985_1,
        0.148_103_976_427_480_08,
        0.015_198_666_563_616_457,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_9e-9,
    ],
);

/// Depth above 5: p below e^-25.
const FAR_TAIL: ([f64; 8], [f64; 8]) = (
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        0.296_560_571_828_504_87,
        0.026_532_189_526_576_124,
        0.001_242_660_947_388_078_4,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ],
    [
        1.0,
        0.599_832_206_555_888,
        0.136_929_880_922_735_8,
        0.014_875_361_290_850_615,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_8e-15,
    ],
);

/// Nodes and weights with which `sum w f(z)` is the expectation of `f` under the standard normal
/// law, exact for polynomials up to degree 41.
pub struct Quadrature {
    /// Where to evaluate, from low to high.
    pub nodes: [f64; NODES],
    /// What each value counts for; they sum to 1.
    pub weights: [f64; NODES],
}

/// How many nodes a [`Quadrature`] has.
pub const NODES: usize = 21;

impl Quadrature {
    /// Finds the roots of the Hermite polynomial of degree 21: its smallest gap is 0.6, so a walk
    /// in steps of 0.1 meets every change of sign, and halving does the rest.
    pub fn new() -> Quadrature {
        let mut nodes = [0.0; NODES];
        let mut weights = [0.0; NODES];
        let middle = NODES / 2;
        let mut found = 0;
        let mut low = 0.05;
        while found < middle && low < 12.0 {
            let high = low + 0.1;
            if (orthonormal(low).0 < 0.0) != (orthonormal(high).0 < 0.0) {
                found += 1;
                let node = root_between(low, high);
                nodes[middle + found] = node;
                nodes[middle - found] = -node;
            }
            low = high;
        }
        for (weight, node) in weights.iter_mut().zip(&nodes) {
            let (_, before) = orthonormal(*node);
            *weight = 1.0 / (NODES as f64 * before * before);
        }
        Quadrature { nodes, weights }
    }

    /// The expectation of `f` under the standard normal law.
    pub fn expect(&self, f: impl Fn(f64) -> f64) -> f64 {
        let terms = self.nodes.iter().zip(&self.weights);
        terms.map(|(node, weight)| weight * f(*node)).sum()
    }
}

impl Default for Quadrature {
    fn default() -> Quadrature {
        Quadrature::new()
    }
}

/// The one root of the polynomial of degree 21 between two points where its sign differs.
fn root_between(mut low: f64, mut high: f64) -> f64 {
    let below = orthonormal(low).0 < 0.0;
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if (orthonormal(middle).0 < 0.0) == below {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// The orthonormal Hermite polynomials of degree 21 and 20 at `z`.
fn orthonormal(z: f64) -> (f64, f64) {
    let (mut current, mut before) = (1.0_f64, 0.0_f64);
    for k in 0..NODES {
        let k = k as f64;
        let next = (z * current - k.sqrt() * before) / (k + 1.0).sqrt();
        before = current;
        current = next;
    }
    (current, before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_has_the_quantiles_of_its_numbers() {
        let column: Vec<f64> = (1..4_000).map(|n| f64::from(n) / 4_000.0).collect();
        let mut found = column.clone();
        quantiles(&mut found, &mut Vec::new());
        let pairs = column.iter().zip(found);
        assert!(
            pairs
                .clone()
                .all(|(p, z)| quantile(*p).to_bits() == z.to_bits())
        );
    }

    #[test]
    fn the_left_tail_keeps_its_digits() {
        // libm rounds z / sqrt 2 once, which costs z^2 half-units: hence the allowance.
        for k in 0..3_700 {
            let z = -f64::from(k) * 0.01;
            let reference = 0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2);
            let error = (cumulative(z) / reference - 1.0).abs();
            assert!(error < 3e-15 + 2.3e-16 * z * z, "{z}: {error:e}");
        }
    }

    #[test]
    fn both_sides_add_up_to_one() {
        for k in 0..900 {
            let z = f64::from(k) * 0.01;
            assert!((cumulative(z) + cumulative(-z) - 1.0).abs() < 1e-15);
        }
        assert!((cumulative(0.0) - 0.5).abs() < 1e-15);
        assert_eq!(cumulative(f64::INFINITY), 1.0);
        assert_eq!(cumulative(f64::NEG_INFINITY), 0.0);
    }

    #[test]
    fn known_quantiles() {
        // Twenty-digit values of sqrt(2) erfinv(2p - 1), computed to 40 digits.
        let table = [
            (0.001, -3.090_232_306_167_813_5),
            (0.024_25, -1.972_961_051_311_885),
            (0.3, -0.524_400_512_708_040_8),
            (0.5, 0.0),
            (0.9, 1.281_551_565_544_600_5),
            (0.999_99, 4.264_890_793_922_825),
        ];
        for (p, z) in table {
            assert!(
                (quantile(p) - z).abs() < 2e-15 * (1.0 + z.abs()) / p.min(1.0 - p),
                "{p}"
            );
        }
    }

    #[test]
    fn the_quantile_undoes_the_distribution() {
        let mut last = f64::NEG_INFINITY;
        for k in 1..100_000 {
            let p = f64::from(k) / 100_000.0;
            let z = quantile(p);
            assert!(z > last, "monotone at {p}");
            last = z;
            assert!((cumulative(z) - p).abs() < 1e-15, "{p}");
        }
        for depth in 1..300 {
            // dp / p = z dz, and z^2 is near twice the depth: digits of p are lost to z's rounding.
            let p = exp(-f64::from(depth));
            let back = cumulative(quantile(p));
            assert!((back / p - 1.0).abs() < 6e-13, "e^-{depth}");
        }
    }

    #[test]
    fn quadrature_is_exact_for_moments() {
        // E z^(2n) = (2n - 1)!!; odd moments vanish by symmetry.
        let rule = Quadrature::new();
        let mut moment = 1.0;
        for n in 0..=20 {
            let power = |z: f64| (0..2 * n).fold(1.0, |product, _| product * z);
            let error = (rule.expect(power) / moment - 1.0).abs();
            assert!(error < 1e-12, "moment {}: {error:e}", 2 * n);
            moment *= f64::from(2 * n + 1);
        }
        assert!(rule.expect(|z| z * z * z).abs() < 1e-14);
        assert!(rule.nodes.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
