//! Specializations, in German.

pub(super) const TEXTS: &[(&str, &str)] = &[
    (
        "award.second_registrant",
        "für die eigene Registrierung des Geschäfts {0}, das ein anderer Partner hatte",
    ),
    (
        "statement.of_another",
        "{id} (ein Verkauf eines anderen Partners)",
    ),
    (
        "shared.to_second",
        "Alles geht an den Partner, der das Geschäft ebenfalls registriert und an den Verkäufer verloren hat; gibt es keinen, wird niemand bezahlt.",
    ),
    (
        "test.in_years",
        "ein Programmjahr läuft, das alle {count} Jahre wiederkehrt, gezählt ab dem Jahr mit dem {date}",
    ),
    (
        "every.years",
        "alle {count} Jahre, gezählt ab dem Jahr mit dem {date}, {place}",
    ),
    (
        "test.named_one",
        "der Partner der ist, den der Anbieter benannt hat",
    ),
    (
        "test.named",
        "der Partner einer von {count} ist, die der Anbieter benannt hat",
    ),
    (
        "condition.specialized",
        "der Partner {day} die Spezialisierung {names} hat",
    ),
    (
        "fact.specialization",
        "Entscheidung über eine Spezialisierung",
    ),
    (
        "facts.specialization",
        "Entscheidungen über Spezialisierungen",
    ),
    ("field.specialization", "die Spezialisierung"),
    ("guide.specializations", "Spezialisierungen"),
    ("policy.specializations", "Spezialisierungen"),
    (
        "special.at_review",
        "Wer dies bei einer Prüfung erfüllt, hat sie vom Tag danach an.",
    ),
    (
        "special.audit",
        "Jede Erneuerung verlangt eine Prüfung durch: {role}.",
    ),
    (
        "special.audit_every",
        "Jede {count}. Erneuerung verlangt eine Prüfung durch: {role}.",
    ),
    ("special.ends", "Nach ihrem Ende wird sie neu erworben."),
    (
        "special.enrol",
        "Wer sie erreicht hat, tritt ihr innerhalb von {time} nach der Prüfung bei; sonst bietet die nächste Prüfung sie wieder an.",
    ),
    (
        "special.falls",
        "Sie geht nach {count} nicht bestandenen Prüfungen in Folge verloren.",
    ),
    (
        "special.falls_at_once",
        "Sie geht bei einer Prüfung verloren, die nicht mehr bestanden wird.",
    ),
    (
        "special.fee",
        "Ihre Gebühr beträgt {amount} je Programmjahr; ohne sie wird sie weder erreicht noch gehalten.",
    ),
    (
        "special.freeze",
        "{role} kann sie für einen Partner einfrieren: Sie geht dann weder verloren, noch wird sie erneuert.",
    ),
    (
        "special.grace",
        "Sie bleibt noch {grace} und kann so lange erneuert werden.",
    ),
    ("special.lasts", "Sie gilt {time}."),
    (
        "special.never_falls",
        "Bei einer Prüfung geht sie nicht verloren.",
    ),
    (
        "special.on_any_day",
        "Wer dies erfüllt, hat sie vom Tag danach an.",
    ),
    ("special.opens", "Sie eröffnet: {names}."),
    (
        "special.renew",
        "Sie wird frühestens {time} vor ihrem letzten Tag erneuert, sobald erfüllt ist, was sie erhält; die nächste Laufzeit folgt auf den letzten Tag.",
    ),
    (
        "special.audit_second",
        "Jede zweite Erneuerung verlangt eine Prüfung durch: {role}.",
    ),
    (
        "tier.ends",
        "An ihrem Ende steigt ein Partner ab, {step}, wenn er sie nicht neu erreicht.",
    ),
    (
        "tier.ends_or_renewed",
        "Wer sie nicht erneuert, steigt an ihrem Ende ab, {step}.",
    ),
    (
        "tier.ends_late",
        "Nach ihrem Ende bleibt sie noch {grace}; dann steigt ein Partner ab, {step}, wenn er sie nicht neu erreicht.",
    ),
    (
        "tier.ends_or_renewed_late",
        "Wer sie bis zu ihrem Ende nicht erneuert, behält sie noch {grace}, kann sie so lange erneuern und steigt dann ab, {step}.",
    ),
];
