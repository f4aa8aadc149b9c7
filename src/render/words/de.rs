//! German.

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

pub(super) const TEXTS: &[(&str, &str)] = &[
    ("frame.contents", "Inhalt"),
    ("frame.skip", "Zum Inhalt springen"),
    ("frame.data", "Daten zu dieser Grafik"),
    ("frame.example", "Rechenbeispiel"),
    ("frame.fingerprints", "Woraus diese Seite erzeugt wurde"),
    (
        "frame.prevails",
        "Weichen Übersetzungen voneinander ab, gilt der Text auf {language}.",
    ),
    ("language.en", "Englisch"),
    ("language.de", "Deutsch"),
    ("language.ja", "Japanisch"),
    ("calendar.kind", "Programmkalender"),
    ("calendar.legend", "Bedeutung der Zeichen"),
    ("calendar.nothing", "Keine Termine."),
    ("calendar.since", "seit {date}"),
    ("sort.training", "Schulung"),
    ("sort.promotion", "Aktion"),
    ("sort.reward", "Prämie"),
    ("sort.review", "Gespräch"),
    ("sort.communication", "Nachricht"),
    ("sort.event", "Veranstaltung"),
    ("sort.deadline", "Frist"),
];
