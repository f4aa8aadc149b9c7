//! German.

mod ahead;
mod deals;
mod frame;
mod given;
mod joining;
mod offers;
mod operating;
mod pages;
mod points;
mod regions;
mod rules;
mod sales;
mod special;
mod statement;

pub(super) const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

pub(super) const WEEKDAYS: [&str; 7] = ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"];

pub(super) const WEEKDAY_NAMES: [&str; 7] = [
    "Montag",
    "Dienstag",
    "Mittwoch",
    "Donnerstag",
    "Freitag",
    "Samstag",
    "Sonntag",
];

pub(super) const TEXTS: [&[(&str, &str)]; 14] = [
    ahead::TEXTS,
    deals::TEXTS,
    frame::TEXTS,
    given::TEXTS,
    joining::TEXTS,
    offers::TEXTS,
    operating::TEXTS,
    pages::TEXTS,
    points::TEXTS,
    regions::TEXTS,
    rules::TEXTS,
    sales::TEXTS,
    special::TEXTS,
    statement::TEXTS,
];

/// A value as it stands after some words: a time after `innerhalb von` is in the dative.
pub(super) fn after(before: &str, value: &str) -> String {
    if !before.ends_with("innerhalb von ") {
        return value.to_owned();
    }
    let words = value.split(' ').map(|word| match word {
        "Tage" | "Geschäftstage" | "Monate" | "Quartale" | "Halbjahre" | "Jahre" => {
            format!("{word}n")
        }
        _ => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::after;

    #[test]
    fn a_time_after_innerhalb_von_is_in_the_dative() {
        let said = |value| after("wird innerhalb von ", value);
        assert_eq!(said("30 Tage"), "30 Tagen");
        assert_eq!(said("10 Geschäftstage"), "10 Geschäftstagen");
        assert_eq!(said("1 Monat"), "1 Monat");
        assert_eq!(said("2 Wochen"), "2 Wochen");
        assert_eq!(after("spätestens ", "30 Tage"), "30 Tage");
    }
}
