//! English.

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
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(super) const WEEKDAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

pub(super) const WEEKDAY_NAMES: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
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
