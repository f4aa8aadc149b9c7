//! Was von Regionen und ihren Geschäftstagen gesagt wird.

pub(super) const TEXTS: &[(&str, &str)] = &[
    (
        "region.inner",
        "{text}; für {countries} geht vor, was für {region} gilt",
    ),
    (
        "region.same_business",
        "{text}; Geschäftstage wie in {region}",
    ),
    (
        "region.same_weekend",
        "{text}; Wochenende wie in {region}, eigene freie Tage",
    ),
    (
        "region.same_closed",
        "{text}; freie Tage wie in {region}, eigenes Wochenende",
    ),
    ("business.days", "Geschäftstage"),
    ("business.of", "die von {region}"),
];
