//! Was von Anmeldestufen gesagt wird, und von den Schritten eines Partners zu einer Stufe.

pub(super) const TEXTS: &[(&str, &str)] = &[
    ("level.title", "Anmeldestufe"),
    ("level.within", "Anmeldefrist"),
    ("level.last", "Letzte Tage"),
    (
        "level.note",
        "Wer sich früh anmeldet, hat eine bessere Anmeldestufe. Die erste Anmeldung zählt, und zwar für den ganzen Zeitraum ({cycle}; {joined}). Wer sich nach dem letzten Tag oder gar nicht anmeldet, hat keine Anmeldestufe und erhält nichts.",
    ),
    ("only.level", "die Anmeldestufe {level} gilt"),
    ("ahead.invited", "Erfüllt: eingeladen von {role}."),
    ("ahead.not_invited", "Fehlt: eine Einladung von {role}."),
    ("ahead.enrolled", "Erfüllt: angemeldet."),
    (
        "ahead.enrol_by",
        "Fehlt: die Anmeldung. Sie wird angeboten, letzter Tag ist der {day}.",
    ),
    (
        "ahead.enrol_then",
        "Fehlt: die Anmeldung. Ist bei der Prüfung alles zum Erreichen erfüllt, ist der {day} der letzte Tag dafür.",
    ),
    (
        "ahead.enrol_later",
        "Fehlt: die Anmeldung. Sie wird angeboten, sobald alles zum Erreichen erfüllt ist; Frist: {within}.",
    ),
    (
        "ahead.fee_paid",
        "Erfüllt: die Gebühr von {fee} für das Programmjahr.",
    ),
    (
        "ahead.fee_due",
        "Fehlt: die Gebühr von {fee} für das Programmjahr.",
    ),
    (
        "ahead.level",
        "{title}, {days}: es gilt die Anmeldestufe {level}.",
    ),
    (
        "ahead.level_open",
        "{title}, {days}: noch nicht angemeldet. Anmeldestufe {levels}.",
    ),
    ("ahead.level_by", "{level} bis {day}"),
    (
        "ahead.level_over",
        "{title}, {days}: nicht rechtzeitig angemeldet; es wird nichts gezahlt.",
    ),
];
