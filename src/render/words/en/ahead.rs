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
    ("ahead.now", "There is {now}."),
    ("ahead.more", "There is {now}; {more} more is asked."),
    ("ahead.under_way", "Under way"),
    ("ahead.so_far", "{title}, {days}: {amount} so far."),
    (
        "ahead.band",
        "{title}, {days}: {basis} {now}, which pays {pays}.",
    ),
    (
        "ahead.next_marginal",
        "What lies above {start} pays {pays}: {more} to go.",
    ),
    (
        "ahead.next_whole",
        "From {start} on all of it pays {pays}: {more} to go.",
    ),
    ("ahead.entries", "entries"),
];
