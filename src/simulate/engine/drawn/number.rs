//! Numbers of drawn things: each with a place of its own for partner, week, name and order, so that they never meet.

use crate::simulate::behaviour::market::row;

/// Weeks that numbers leave room for.
const WEEKS: u64 = 256;
/// Deals of one partner in one line and week that numbers leave room for.
pub const MOST_DEALS: u32 = 512;
/// Lines and tracks that numbers leave room for.
pub const MOST_NAMES: usize = 32;
/// People of a partner that numbers leave room for.
const PEOPLE: u64 = 16;
/// A claim and the most that happens to it have the places before this one.
const AFTER_CLAIMS: u16 = 6;
/// Numbers have at most twelve digits; this many partners fit.
pub const MOST_PARTNERS: u32 = 238_000;

/// The number of a deal: partner, week of creation, line and place in the week.
pub fn deal(partner: u32, created: i16, line: usize, ordinal: u16) -> u64 {
    let week = u64::from(partner) * WEEKS + row(created) as u64;
    (week * MOST_NAMES as u64 + line as u64) * u64::from(MOST_DEALS) + u64::from(ordinal)
}

/// The number of a person.
pub fn person(partner: u32, place: u16) -> u64 {
    u64::from(partner) * PEOPLE + u64::from(place)
}

/// The number of something that a person of a partner, or the partner itself as place 0, does at
/// most once a week for each name: the place of a track or fund.
pub fn event(partner: u32, week: i16, name: usize, who: u16) -> u64 {
    let week = u64::from(partner) * WEEKS + row(week) as u64;
    (week * MOST_NAMES as u64 + name as u64) * PEOPLE + u64::from(who)
}

/// The number of something that a partner does at most once a week for each of up to 512 things, such as products.
pub fn thing(partner: u32, week: i16, place: usize) -> u64 {
    let who = u16::try_from(place / MOST_NAMES).unwrap_or(0);
    event(partner, week, place % MOST_NAMES, who)
}

/// The number of an exception that a partner asks for in a week: beside what happens to a claim.
pub fn exception(partner: u32, week: i16, place: usize) -> u64 {
    event(partner, week, place, AFTER_CLAIMS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_numbers_have_twelve_digits() {
        let greatest = deal(
            MOST_PARTNERS - 1,
            203,
            MOST_NAMES - 1,
            MOST_DEALS as u16 - 1,
        );
        assert!(greatest < 1_000_000_000_000, "{greatest}");
        assert!(event(MOST_PARTNERS - 1, 203, MOST_NAMES - 1, 15) < greatest);
    }

    #[test]
    fn numbers_do_not_meet() {
        let mut seen = std::collections::BTreeSet::new();
        for partner in 0..3 {
            for week in [-52, -1, 0, 78, 203] {
                for line in [0, 1, 31] {
                    for ordinal in [0, 1, 511] {
                        assert!(seen.insert(deal(partner, week, line, ordinal)));
                    }
                }
            }
        }
        assert_ne!(event(0, 5, 3, 0), event(0, 6, 3, 0));
        assert_ne!(event(0, 5, 3, 1), event(0, 5, 3, 0));
        // A claim, and five steps at most.
        assert_eq!(exception(0, 5, 3), event(0, 5, 3, 0) + 6);
        assert_ne!(person(1, 0), person(0, 15));
        let things = [0, 1].map(|week| (0..512).map(move |place| thing(0, week, place)));
        let things: std::collections::BTreeSet<u64> = things.into_iter().flatten().collect();
        assert_eq!(things.len(), 1_024);
    }
}
