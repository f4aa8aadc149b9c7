//! German: scores, targets, and on which days a test is asked.

pub(super) const TEXTS: &[(&str, &str)] = &[
    (
        "figure.attainment",
        "{of} im Verhältnis zum Ziel ({target})",
    ),
    ("figure.attainment_of", "Zielerreichung ({target})"),
    ("score.passed", "{score} bestanden ist"),
    ("score.of", "{category} in {score}"),
    ("score.category", "{category}: {parts}."),
    ("score.counts", "Diese Punkte zählen zu {weight}."),
    ("score.needs", "Sie zählen nur, wenn {test}."),
    ("score.part", "{of}: {points}"),
    ("score.best", "das meiste aus {parts}"),
    ("score.per_whole", "{points} Punkte je volle {size}"),
    (
        "score.proportion",
        "{points} Punkte für {size}, im Verhältnis",
    ),
    ("score.reached", "{points} Punkte ab {size}"),
    ("score.cap", "{text}, höchstens {cap} Punkte"),
    ("score.pass", "Mit {points} Punkten ist bestanden."),
    (
        "score.each",
        "Jede Kategorie braucht mindestens {points} Punkte.",
    ),
    (
        "score.half_up_per_part",
        "Jeder Teil wird kaufmännisch auf {to} Punkte gerundet.",
    ),
    (
        "score.half_up",
        "Die Summe wird kaufmännisch auf {to} Punkte gerundet.",
    ),
    (
        "score.down_per_part",
        "Jeder Teil wird auf {to} Punkte abgerundet.",
    ),
    ("score.down", "Die Summe wird auf {to} Punkte abgerundet."),
    ("target.agreed", "Was mit jedem Partner vereinbart wurde."),
    ("target.amount", "{amount}."),
    ("target.part", "{rate} von: {of}."),
    ("target.index", "Ab {from}: {rate} davon."),
    (
        "target.index_until",
        "Von {from} bis {until}: {rate} davon.",
    ),
    ("target.least", "Nie weniger als {amount}."),
    ("target.most", "Nie mehr als {amount}."),
    (
        "target.new_months",
        "{amount} für Partner, die weniger als {count} volle Monate dabei sind.",
    ),
    (
        "target.new_quarters",
        "{amount} für Partner, die weniger als {count} volle Quartale dabei sind.",
    ),
    (
        "target.new_years",
        "{amount} für Partner, die weniger als {count} volle Jahre dabei sind.",
    ),
    ("target.fixed", "Es wird festgelegt: {day}."),
    ("in_first_one.day", "am Tag selbst"),
    ("in_first_one.week", "am ersten Tag der Woche"),
    ("in_first_one.month", "am ersten Tag des Monats"),
    ("in_first_one.quarter", "am ersten Tag des Quartals"),
    ("in_first_one.half", "am ersten Tag des Halbjahres"),
    ("in_first_one.year", "am ersten Tag des Programmjahres"),
    ("in_first.day", "in den ersten {count} Tagen des Tages"),
    ("in_first.week", "in den ersten {count} Tagen der Woche"),
    ("in_first.month", "in den ersten {count} Tagen des Monats"),
    ("on_any.day", "{part}, an einem Tag {span}"),
    ("on_every.day", "{part}, an jedem Tag {span}"),
    ("on_any.week", "{part}, in einer Woche {span}"),
    ("on_every.week", "{part}, in jeder Woche {span}"),
    ("on_any.month", "{part}, in einem Monat {span}"),
    ("on_every.month", "{part}, in jedem Monat {span}"),
    ("on_any.quarter", "{part}, in einem Quartal {span}"),
    ("on_every.quarter", "{part}, in jedem Quartal {span}"),
    ("on_any.half", "{part}, in einem Halbjahr {span}"),
    ("on_every.half", "{part}, in jedem Halbjahr {span}"),
    ("on_any.year", "{part}, in einem Jahr {span}"),
    ("on_every.year", "{part}, in jedem Jahr {span}"),
    (
        "in_first.quarter",
        "in den ersten {count} Tagen des Quartals",
    ),
    (
        "in_first.half",
        "in den ersten {count} Tagen des Halbjahres",
    ),
    (
        "in_first.year",
        "in den ersten {count} Tagen des Programmjahres",
    ),
    (
        "comparison.at_least",
        "der Wert „{figure}“ mindestens {amount} beträgt",
    ),
    (
        "comparison.above",
        "der Wert „{figure}“ mehr als {amount} beträgt",
    ),
    (
        "comparison.at_most",
        "der Wert „{figure}“ höchstens {amount} beträgt",
    ),
    (
        "comparison.below",
        "der Wert „{figure}“ weniger als {amount} beträgt",
    ),
    (
        "comparison.at_least.many",
        "der Wert „{figure}“ mindestens {amount} beträgt",
    ),
    (
        "comparison.above.many",
        "der Wert „{figure}“ mehr als {amount} beträgt",
    ),
    (
        "comparison.at_most.many",
        "der Wert „{figure}“ höchstens {amount} beträgt",
    ),
    (
        "comparison.below.many",
        "der Wert „{figure}“ weniger als {amount} beträgt",
    ),
];
