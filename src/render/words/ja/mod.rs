//! Japanese.

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
    "1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月",
];

pub(super) const WEEKDAYS: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];

pub(super) const WEEKDAY_NAMES: [&str; 7] = [
    "月曜日",
    "火曜日",
    "水曜日",
    "木曜日",
    "金曜日",
    "土曜日",
    "日曜日",
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
