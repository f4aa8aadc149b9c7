//! Specializations, in English.

pub(super) const TEXTS: &[(&str, &str)] = &[
    (
        "award.second_registrant",
        "for registering deal {0} too, which another partner had",
    ),
    ("statement.of_another", "{id} (a sale of another partner)"),
    (
        "shared.to_second",
        "All of it goes to the partner who registered the deal too and lost it to the one who sold; nobody is paid where none did.",
    ),
    (
        "test.in_years",
        "the year is one of every {count}, counted from the one that holds {date}",
    ),
    (
        "every.years",
        "every {count} years, counted from the one that holds {date}, on {place}",
    ),
    (
        "test.named_one",
        "the partner is the one that the vendor named",
    ),
    (
        "test.named",
        "the partner is one of the {count} that the vendor named",
    ),
    (
        "condition.specialized",
        "the partner is specialized in {names} {day}",
    ),
    ("fact.specialization", "decision about a specialization"),
    ("facts.specialization", "decisions about specializations"),
    ("field.specialization", "the specialization"),
    ("guide.specializations", "Specializations"),
    ("policy.specializations", "Specializations"),
    (
        "special.at_review",
        "Whoever meets this at a review holds it from the day after.",
    ),
    (
        "special.audit",
        "Every renewal asks for an audit by: {role}.",
    ),
    (
        "special.audit_every",
        "Of every {count} renewals the last asks for an audit by: {role}.",
    ),
    ("special.ends", "At its end it is earned anew."),
    (
        "special.enrol",
        "Whoever has earned it joins it within {time} after the review; otherwise the next review offers it again.",
    ),
    (
        "special.falls",
        "It is lost after {count} reviews in a row that find it no longer met.",
    ),
    (
        "special.falls_at_once",
        "It is lost at a review that finds it no longer met.",
    ),
    (
        "special.fee",
        "Its fee is {amount} for each year of the program; it is neither earned nor kept without.",
    ),
    (
        "special.freeze",
        "{role} can freeze it for a partner: it is then neither lost nor renewed.",
    ),
    (
        "special.grace",
        "It is kept for another {grace}, and can still be renewed.",
    ),
    ("special.lasts", "It lasts {time}."),
    ("special.never_falls", "It is not lost at a review."),
    (
        "special.on_any_day",
        "Whoever meets this holds it from the day after.",
    ),
    ("special.opens", "It opens: {names}."),
    (
        "special.renew",
        "It is renewed from {time} before its last day on, when what keeps it is met; the next term follows the last day.",
    ),
    (
        "special.audit_second",
        "Every second renewal asks for an audit by: {role}.",
    ),
    (
        "tier.ends",
        "At its end a partner moves down, {step}, unless it is earned anew.",
    ),
    (
        "tier.ends_or_renewed",
        "A partner that does not renew it moves down at its end, {step}.",
    ),
    (
        "tier.ends_late",
        "After its end it is kept for another {grace}; then a partner moves down, {step}, unless it is earned anew.",
    ),
    (
        "tier.ends_or_renewed_late",
        "A partner that does not renew it by its end keeps it for another {grace}, in which it can still be renewed, and then moves down, {step}.",
    ),
];
