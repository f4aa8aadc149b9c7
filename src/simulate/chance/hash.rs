//! Numbers that stand for names in random addresses, stable for ever.

use crate::simulate::chance::philox::philox;

/// 64 bits from a partner's key, stable for ever: FNV-1a (Fowler, Noll, Vo), then one Philox so
/// that keys that differ in a letter differ everywhere. 0 never comes out: it means no partner.
pub fn partner_hash(key: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in key.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    let mixed = philox([hash as u32, (hash >> 32) as u32, 0, 0], [0, 0]);
    (u64::from(mixed[0]) << 32 | u64::from(mixed[1])).max(1)
}

/// 32 bits from the name under which a thing was first declared; made like [`partner_hash`].
pub fn name_hash(name: &str) -> u32 {
    ((partner_hash(name) >> 32) as u32).max(1)
}

/// The first two of these names whose hashes meet, if any do: they could not be told apart.
pub fn first_collision<'a>(names: impl Iterator<Item = &'a str>) -> Option<(&'a str, &'a str)> {
    let mut seen = std::collections::BTreeMap::new();
    for name in names {
        if let Some(before) = seen.insert(name_hash(name), name)
            && before != name
        {
            return Some((before, name));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_pinned() {
        // FNV-1a 64 of "a" is 0xaf63dc4c8601ec8c (the authors' test suite); Philox follows.
        let mixed = philox([0x8601_ec8c, 0xaf63_dc4c, 0, 0], [0, 0]);
        assert_eq!(
            partner_hash("a"),
            u64::from(mixed[0]) << 32 | u64::from(mixed[1])
        );
        assert_eq!(name_hash("a"), mixed[0]);
        assert_ne!(partner_hash("p1"), partner_hash("p2"));
    }

    #[test]
    fn colliding_names_are_named() {
        assert_eq!(
            first_collision(["volume", "launch", "volume"].into_iter()),
            None
        );
        // A birthday search finds a pair quickly among 32-bit hashes.
        let names: Vec<String> = (0..300_000).map(|k| format!("n{k}")).collect();
        let (first, second) = first_collision(names.iter().map(String::as_str)).unwrap();
        assert_eq!(name_hash(first), name_hash(second));
        assert_ne!(first, second);
    }
}
