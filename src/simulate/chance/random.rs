//! Random words by address: a counter-based generator, so that a word depends only on what it is
//! for and never on the program, the thread, the order of partners or how many were drawn before.
//! Holds no state and no distribution.

use crate::simulate::chance::addresses::Addresses;
use crate::simulate::chance::philox::{first_words, philox};
use crate::simulate::chance::purpose::Purpose;
use crate::simulate::chance::wide::widely;

/// Seed and replication: the key under which addresses are read. Worlds share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The scenario's seed.
    pub seed: u32,
    /// The replication, from 0.
    pub replication: u32,
}

/// Where a random word lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    /// What the word is for.
    pub purpose: Purpose,
    /// The week from the program's first day, -52 to 203; 0 for what has no week.
    pub week: i16,
    /// Which of several in the same week, such as the deal; 0 for the only one.
    pub ordinal: u16,
    /// [`crate::simulate::chance::hash::partner_hash`] of the partner's key; 0 for what belongs to no partner.
    pub partner: u64,
    /// [`crate::simulate::chance::hash::name_hash`] of the declaration's first name; 0 for none.
    pub name: u32,
}

impl Address {
    /// The address of a purpose alone; the `with_` functions add the rest.
    pub fn of(purpose: Purpose) -> Address {
        Address {
            purpose,
            week: 0,
            ordinal: 0,
            partner: 0,
            name: 0,
        }
    }

    /// The same in a week.
    pub fn in_week(self, week: i16) -> Address {
        Address { week, ..self }
    }

    /// The same for one of several.
    pub fn number(self, ordinal: u16) -> Address {
        Address { ordinal, ..self }
    }

    /// The same for a partner.
    pub fn by(self, partner: u64) -> Address {
        Address { partner, ..self }
    }

    /// The same about a named declaration.
    pub fn about(self, name: u32) -> Address {
        Address { name, ..self }
    }

    /// The generator's counter: every field in its own bits, so no two addresses meet.
    #[inline]
    pub(in crate::simulate) fn counter(self) -> [u32; 4] {
        let purpose = (self.purpose as u32) << 24;
        // INVARIANT: weeks lie in -52..=203, so week + 52 fits 8 bits.
        let week = ((i32::from(self.week) + 52) as u32 & 0xff) << 16;
        let head = purpose | week | u32::from(self.ordinal);
        [
            head,
            self.partner as u32,
            (self.partner >> 32) as u32,
            self.name,
        ]
    }
}

impl Key {
    /// The number at an address, strictly between 0 and 1, in steps of 2^-52.
    #[inline]
    pub fn uniform(self, address: Address) -> f64 {
        let words = philox(address.counter(), [self.seed, self.replication]);
        unit(words[0].into(), words[1].into())
    }

    /// The first two words at an address as one number, for keyed identifiers.
    pub fn word(self, address: Address) -> u64 {
        let words = philox(address.counter(), [self.seed, self.replication]);
        u64::from(words[0]) << 32 | u64::from(words[1])
    }

    /// One number for each partner at the same address otherwise. Fills the shorter of the two.
    pub fn uniforms(self, address: Address, partners: &[u64], out: &mut [f64]) {
        let [head, _, _, name] = address.counter();
        widely(|| {
            for (number, partner) in out.iter_mut().zip(partners) {
                *number = self.number(head, *partner, name);
            }
        });
    }

    /// One number of a purpose for each of several addresses.
    pub fn uniforms_among(self, purpose: Purpose, at: &Addresses, out: &mut Vec<f64>) {
        let purpose = (purpose as u32) << 24;
        out.clear();
        out.resize(at.heads.len(), 0.0);
        let parts = at.heads.iter().zip(&at.partners).zip(&at.names);
        widely(|| {
            for (number, ((head, partner), name)) in out.iter_mut().zip(parts) {
                *number = self.number(head | purpose, *partner, *name);
            }
        });
    }

    /// The numbers of several purposes at the same address otherwise.
    #[inline]
    pub fn uniforms_for<const COUNT: usize>(
        self,
        address: Address,
        purposes: [Purpose; COUNT],
    ) -> [f64; COUNT] {
        let [.., name] = address.counter();
        let heads = purposes.map(|purpose| Address { purpose, ..address }.counter()[0]);
        let mut numbers = [0.0; COUNT];
        for (number, head) in numbers.iter_mut().zip(heads) {
            *number = self.number(head, address.partner, name);
        }
        numbers
    }

    #[inline(always)]
    fn number(self, head: u32, partner: u64, name: u32) -> f64 {
        let counter = [
            head.into(),
            partner & 0xffff_ffff,
            partner >> 32,
            name.into(),
        ];
        let [high, low] = first_words(counter, [self.seed, self.replication]);
        unit(high, low)
    }
}

/// 52 of the 64 bits of two words as the middle of one of 2^52 equal cells: never 0, never 1, exact.
#[inline(always)]
fn unit(high: u64, low: u64) -> f64 {
    const CELLS: f64 = 4_503_599_627_370_496.0;
    let cell = (high & 0xffff_ffff) << 20 | (low & 0xffff_ffff) >> 12;
    // From 2^52 to 2^53 the bits below the exponent count whole numbers: no conversion is needed.
    let whole = f64::from_bits(CELLS.to_bits() | cell) - CELLS;
    (whole + 0.5) * (1.0 / CELLS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::chance::hash::partner_hash;

    const KEY: Key = Key {
        seed: 7,
        replication: 3,
    };

    #[test]
    fn numbers_side_by_side_are_those_drawn_one_by_one() {
        let address = Address::of(Purpose::Visit).in_week(9).about(77).number(3);
        let partners: Vec<u64> = (0..21).map(|n| n * 0x1234_5678_9abc + 5).collect();
        for count in 0..partners.len() {
            let mut numbers = vec![0.0; count];
            KEY.uniforms(address, &partners[..count], &mut numbers);
            let each = partners
                .iter()
                .map(|partner| KEY.uniform(address.by(*partner)));
            assert!(numbers.into_iter().eq(each.take(count)));
        }
        let address = address.by(99);
        let purposes = [Purpose::Win, Purpose::Day, Purpose::Seller];
        let one = |purpose| KEY.uniform(Address { purpose, ..address });
        assert_eq!(KEY.uniforms_for(address, purposes), purposes.map(one));
        let each = partners.iter().zip(0_u16..);
        let each = each.map(|(partner, n)| address.by(*partner).number(n).about(n.into()));
        let mut among = Addresses::default();
        among.push(address);
        among.clear();
        each.clone().for_each(|address| among.push(address));
        let mut numbers = Vec::new();
        KEY.uniforms_among(Purpose::Clock, &among, &mut numbers);
        let clock = |address| {
            KEY.uniform(Address {
                purpose: Purpose::Clock,
                ..address
            })
        };
        assert!(numbers.into_iter().eq(each.map(clock)));
    }

    #[test]
    fn every_field_of_an_address_matters() {
        let base = Address::of(Purpose::Win)
            .in_week(5)
            .number(2)
            .by(99)
            .about(11);
        let others = [
            Address {
                purpose: Purpose::Size,
                ..base
            },
            base.in_week(-52),
            base.in_week(203),
            base.number(3),
            base.by(99 + (1 << 32)),
            base.about(12),
        ];
        let word = KEY.word(base);
        assert!(others.iter().all(|other| KEY.word(*other) != word));
        assert_ne!(Key { seed: 8, ..KEY }.word(base), word);
        assert_ne!(
            Key {
                replication: 4,
                ..KEY
            }
            .word(base),
            word
        );
        assert_eq!(KEY.word(base), word, "and nothing else does");
    }

    #[test]
    fn no_two_weeks_share_a_number() {
        let head = |week| Address::of(Purpose::Win).in_week(week).counter()[0];
        let heads: std::collections::BTreeSet<u32> = (-52..=203).map(head).collect();
        assert_eq!(heads.len(), 256);
    }

    #[test]
    fn purposes_have_numbers_of_their_own() {
        let mut numbers: Vec<u8> = Purpose::ALL.iter().map(|purpose| *purpose as u8).collect();
        numbers.dedup();
        assert_eq!(numbers.len(), Purpose::ALL.len());
        assert!(numbers.is_sorted());
    }

    #[test]
    fn a_unit_is_never_zero_nor_one() {
        assert_eq!(unit(0, 0), libm::exp2(-53.0));
        assert_eq!(
            unit(u32::MAX.into(), u32::MAX.into()),
            1.0 - libm::exp2(-53.0)
        );
    }

    #[test]
    fn numbers_are_even_and_independent_of_their_neighbours() {
        // n uniform numbers: the mean has standard error sqrt(1/12n); the mean product of
        // centred neighbours has mean 0 and standard error 1/(12 sqrt n). |z| <= 3.5.
        let n = 40_000_u32;
        let draws: Vec<f64> = (0..n)
            .map(|k| {
                KEY.uniform(
                    Address::of(Purpose::Visit)
                        .number(k as u16)
                        .by(u64::from(k)),
                )
            })
            .collect();
        let size = f64::from(n);
        let mean = draws.iter().sum::<f64>() / size;
        assert!(((mean - 0.5) * (12.0 * size).sqrt()).abs() < 3.5);
        let pairs = draws
            .windows(2)
            .map(|pair| (pair[0] - 0.5) * (pair[1] - 0.5));
        let covariance = pairs.sum::<f64>() / size;
        assert!((covariance * 12.0 * size.sqrt()).abs() < 3.5);
        // Chi-square on 64 cells: mean 63, variance 126.
        let mut cells = [0_u32; 64];
        for draw in &draws {
            cells[(draw * 64.0) as usize] += 1;
        }
        let expected = size / 64.0;
        let excess = cells.map(|count| f64::from(count) - expected);
        let chi = excess.iter().map(|x| x * x / expected).sum::<f64>();
        assert!(((chi - 63.0) / 126.0_f64.sqrt()).abs() < 3.5, "{chi}");
    }

    #[test]
    fn a_column_is_the_same_numbers() {
        let partners: Vec<u64> = ["acme", "north", "zenith"].map(partner_hash).to_vec();
        let mut column = vec![0.0; 3];
        let address = Address::of(Purpose::Leave).in_week(7);
        KEY.uniforms(address, &partners, &mut column);
        for (number, partner) in column.iter().zip(&partners) {
            assert_eq!(*number, KEY.uniform(address.by(*partner)));
        }
    }
}
