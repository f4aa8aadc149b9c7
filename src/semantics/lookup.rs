//! A hashed map that can be asked and not listed, so that no result can depend on its order. The fold asks
//! several of them for every sale; whatever is listed stands in sorted maps.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// Values by key.
#[derive(Clone, Debug)]
pub struct Lookup<K, V> {
    held: HashMap<K, V, BuildHasherDefault<Mixer>>,
}

impl<K, V> Default for Lookup<K, V> {
    fn default() -> Lookup<K, V> {
        Lookup {
            held: HashMap::default(),
        }
    }
}

impl<K: Eq + Hash, V> Lookup<K, V> {
    /// The value of a key.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.held.get(key)
    }

    /// Whether a key has a value.
    pub fn contains(&self, key: &K) -> bool {
        self.held.contains_key(key)
    }

    /// Gives a key a value: the one it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        self.held.insert(key, value)
    }

    /// The value of a key, to change; `fresh` where it has none.
    pub fn or_insert(&mut self, key: K, fresh: V) -> &mut V {
        self.held.entry(key).or_insert(fresh)
    }

    /// Takes a key out.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        self.held.remove(key)
    }
}

/// Hashes words by rotating and multiplying. The same on every machine, though nothing shows of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mixer(u64);

impl Mixer {
    const fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        // The map goes by the lowest and the highest bits; a product is best in the middle.
        let mixed = self.0 ^ self.0.rotate_right(29);
        mixed.wrapping_mul(0xbf58_476d_1ce4_e5b9)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.mix(u64::from(*byte));
        }
    }

    fn write_u8(&mut self, word: u8) {
        self.mix(u64::from(word));
    }

    fn write_u16(&mut self, word: u16) {
        self.mix(u64::from(word));
    }

    fn write_u32(&mut self, word: u32) {
        self.mix(u64::from(word));
    }

    fn write_u64(&mut self, word: u64) {
        self.mix(word);
    }

    fn write_usize(&mut self, word: usize) {
        self.mix(u64::try_from(word).unwrap_or(u64::MAX));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn it_says_what_a_sorted_map_says() {
        let mut lookup = Lookup::default();
        let mut sorted = BTreeMap::new();
        for number in 0..20_000_u64 {
            let key = (number % 7_919, Some(number % 13));
            assert_eq!(lookup.insert(key, number), sorted.insert(key, number));
            let other = (number * 17 % 7_919, Some(number % 11));
            assert_eq!(lookup.get(&other), sorted.get(&other));
            if number % 5 == 0 {
                assert_eq!(lookup.remove(&other), sorted.remove(&other));
            }
            let own = *lookup.or_insert(other, 1);
            assert_eq!(own, *sorted.entry(other).or_insert(1));
        }
        assert!(
            sorted
                .iter()
                .all(|(key, value)| lookup.get(key) == Some(value))
        );
    }
}
