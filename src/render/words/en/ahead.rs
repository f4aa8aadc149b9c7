//! English: where a partner stands, and what lies ahead of it.

pub(super) const TEXTS: &[(&str, &str)] = &[
    ("ahead.title", "{partner} on {day}"),
    ("ahead.standing", "Standing"),
    ("ahead.holds", "Holds {held}."),
    (
        "ahead.holds_nothing",
        "Holds no tier and no specialization.",
    ),
    ("ahead.keep", "To keep {tier}"),
    ("ahead.earn", "For {tier}"),
    ("ahead.at_review", "{heading}, at the review on {day}"),
    ("ahead.way", "One way: {way}"),
    ("ahead.asks_nothing", "Nothing is asked."),
    ("ahead.met", "Met: {test}."),
    ("ahead.missing", "Missing: {test}."),
    ("ahead.now", "Now: {now}."),
    ("ahead.more", "Now: {now}; {more} more is asked."),
    ("ahead.under_way", "Under way"),
    ("ahead.so_far", "{title}, {days}: {amount} so far."),
    (
        "ahead.next_marginal",
        "What lies above {start} pays {pays}: {more} to go.",
    ),
    (
        "ahead.next_whole",
        "From {start} on all of it pays {pays}: {more} to go.",
    ),
    ("ahead.entries", "entries"),
    (
        "ahead.marginal",
        "{title}, {days}: {basis} {now}; what is sold next is paid {pays}.",
    ),
    (
        "ahead.whole",
        "{title}, {days}: {basis} {now}; all of it is paid {pays}.",
    ),
    (
        "ahead.credit",
        "{title}, {days}: {amount} of fund credit so far.",
    ),
    ("ahead.posted", "Posted so far"),
    ("ahead.payee", "to"),
    ("ahead.in_all", "Points in all"),
    ("ahead.piece", "{title}: {points}"),
    ("ahead.piece_most", "{text} of at most {more}"),
    ("ahead.piece_weight", "{text}, counted at {more}"),
    ("ahead.piece_short", "{text}; {more} more is asked"),
    ("ahead.shared_limit", "{limit} that partners share"),
    (
        "ahead.spent",
        "{title}: the limit of {limit} is used up; nothing more can be earned before {day}.",
    ),
    (
        "ahead.spent_for_good",
        "{title}: the limit of {limit} is used up; nothing more can be earned in the program's year.",
    ),
    ("ahead.lasts", "It lasts to {last}."),
    (
        "ahead.renewed",
        "It lasts to {last}. From {opens} to {ends} it is renewed as soon as what keeps it is met.",
    ),
    ("ahead.audited", "The renewal asks for an audit by: {role}."),
    ("ahead.was_audited", "It has taken place."),
    ("ahead.not_audited", "It has not taken place yet."),
];
