//! German: where a partner stands, and what lies ahead of it.

pub(super) const TEXTS: &[(&str, &str)] = &[
    ("ahead.title", "{partner} am {day}"),
    ("ahead.standing", "Stand"),
    ("ahead.holds", "Gehalten: {held}."),
    (
        "ahead.holds_nothing",
        "Keine Stufe und keine Spezialisierung.",
    ),
    ("ahead.keep", "Um {tier} zu halten"),
    ("ahead.earn", "Für {tier}"),
    ("ahead.at_review", "{heading}, bei der Überprüfung am {day}"),
    ("ahead.way", "Ein Weg: {way}"),
    ("ahead.asks_nothing", "Es ist nichts verlangt."),
    ("ahead.met", "Erfüllt ist, dass {test}."),
    ("ahead.missing", "Es fehlt, dass {test}."),
    ("ahead.now", "Jetzt: {now}."),
    ("ahead.more", "Jetzt: {now}; noch {more}."),
    ("ahead.under_way", "Laufende Zeiträume"),
    ("ahead.so_far", "{title}, {days}: bisher {amount}."),
    (
        "ahead.next_marginal",
        "Was über {start} liegt, bringt {pays}: es fehlen {more}.",
    ),
    (
        "ahead.next_whole",
        "Ab {start} bringt alles {pays}: es fehlen {more}.",
    ),
    ("ahead.entries", "Einträge"),
    (
        "ahead.marginal",
        "{title}, {days}: {basis} {now}; was als Nächstes verkauft wird, bringt {pays}.",
    ),
    (
        "ahead.whole",
        "{title}, {days}: {basis} {now}; alles zusammen bringt {pays}.",
    ),
    ("ahead.credit", "{title}, {days}: bisher {amount} Guthaben."),
    ("ahead.posted", "Bisher gebucht"),
    ("ahead.payee", "an"),
    ("ahead.in_all", "Punkte insgesamt"),
    ("ahead.piece", "{title}: {points}"),
    ("ahead.piece_most", "{text} von höchstens {more}"),
    ("ahead.piece_weight", "{text}, mit {more} gewichtet"),
    ("ahead.piece_short", "{text}; es fehlen {more}"),
    ("ahead.shared_limit", "{limit} für mehrere Partner zusammen"),
    (
        "ahead.spent",
        "{title}: Die Obergrenze von {limit} ist ausgeschöpft; vor dem {day} kommt nichts hinzu.",
    ),
    (
        "ahead.spent_for_good",
        "{title}: Die Obergrenze von {limit} ist ausgeschöpft; im Programmjahr kommt nichts mehr hinzu.",
    ),
    ("ahead.lasts", "Sie gilt bis {last}."),
    (
        "ahead.renewed",
        "Sie gilt bis {last}. Vom {opens} bis zum {ends} wird sie erneuert, sobald erfüllt ist, was sie erhält.",
    ),
    (
        "ahead.audited",
        "Die Erneuerung verlangt eine Prüfung durch: {role}.",
    ),
    ("ahead.was_audited", "Sie hat stattgefunden."),
    ("ahead.not_audited", "Sie hat noch nicht stattgefunden."),
];
