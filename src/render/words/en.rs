//! English.

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

pub(super) const TEXTS: &[(&str, &str)] = &[
    ("frame.contents", "Contents"),
    ("frame.skip", "Skip to the content"),
    ("frame.data", "Data of this chart"),
    ("frame.example", "Worked example"),
    ("frame.fingerprints", "What this page was made from"),
    (
        "frame.prevails",
        "If translations differ, the {language} text prevails.",
    ),
    ("language.en", "English"),
    ("language.de", "German"),
    ("language.ja", "Japanese"),
    ("calendar.kind", "Program calendar"),
    ("calendar.legend", "What the marks mean"),
    ("calendar.nothing", "Nothing is scheduled."),
    ("calendar.since", "since {date}"),
    ("sort.training", "Training"),
    ("sort.promotion", "Promotion"),
    ("sort.reward", "Reward"),
    ("sort.review", "Review"),
    ("sort.communication", "Message"),
    ("sort.event", "Event"),
    ("sort.deadline", "Deadline"),
];
