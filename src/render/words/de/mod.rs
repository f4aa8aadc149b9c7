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
