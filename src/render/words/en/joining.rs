//! What is said of levels of those who enrol in time, and of steps that partners take for a standing.

pub(super) const TEXTS: &[(&str, &str)] = &[
    ("level.title", "Level"),
    ("level.within", "Who enrols within"),
    ("level.last", "Last days"),
    (
        "level.note",
        "Who enrols early has a better level. The first enrolment of a {cycle} decides, for all of it ({joined}). Who enrols after the last day, or never, has no level and is paid nothing.",
    ),
    ("only.level", "the level is {level}"),
    ("ahead.invited", "Met: invited by {role}."),
    ("ahead.not_invited", "Missing: an invitation by {role}."),
    ("ahead.enrolled", "Met: enrolled."),
    (
        "ahead.enrol_by",
        "Missing: enrolment. It is offered: the last day to enrol is {day}.",
    ),
    (
        "ahead.enrol_then",
        "Missing: enrolment. If what earns it is met at the review, the last day to enrol is {day}.",
    ),
    (
        "ahead.enrol_later",
        "Missing: enrolment. It is offered once what earns it is met, for {within}.",
    ),
    (
        "ahead.fee_paid",
        "Met: the fee of {fee} for the program year.",
    ),
    (
        "ahead.fee_due",
        "Missing: the fee of {fee} for the program year.",
    ),
    ("ahead.level", "{title}, {days}: the level is {level}."),
    (
        "ahead.level_open",
        "{title}, {days}: not enrolled yet. Level {levels}.",
    ),
    ("ahead.level_by", "{level} to {day}"),
    (
        "ahead.level_over",
        "{title}, {days}: not enrolled in time; nothing is paid.",
    ),
];
