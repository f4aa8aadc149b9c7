//! English: what is given by differences of prices, in kind, later and at least.

pub(super) const TEXTS: &[(&str, &str)] = &[
    ("facts.purchase", "purchases"),
    ("facts.rotation", "goods sent back"),
    ("facts.debit", "claims on a special price"),
    ("facts.exception", "exceptions"),
    ("field.reason", "the reason"),
    ("field.decided_by", "the one who decided"),
    ("facts.quote", "quotes"),
    ("field.quoted_price", "the quoted price"),
    ("field.list_price", "the list price"),
    ("field.quoted", "the day of the quote"),
    (
        "spread.held",
        "for each unit, what its list price lies above the quoted price, where it is ordered at most {length} after the quote",
    ),
    ("facts.protection", "claims on a fall in price"),
    ("facts.payment", "payments"),
    ("facts.cancellation", "cancellations"),
    ("facts.credit", "credits"),
    ("field.role", "the role"),
    ("field.kind", "the kind"),
    ("award.credited", "a part in the whole award of {0}"),
    (
        "shared.by_credit",
        "It is divided among the partners who are credited with the deal, by their shares; what nobody is credited with goes to who sold.",
    ),
    ("field.book_cost", "the book cost"),
    ("field.special_cost", "the special cost"),
    ("field.new_price", "the new price"),
    (
        "spread.counted",
        "for each unit, what its book cost lies above its special cost",
    ),
    (
        "spread.in_stock",
        "for each unit in stock on that day, what was paid for it above the new price; what was sold or sent back was the oldest",
    ),
    (
        "spread.bought_within",
        "{text}; only what was bought within {length} before counts",
    ),
    ("spread.plus", "{text}, and {rate} of the lower price"),
    ("guarantee.least", "At least {amount} {period}."),
    (
        "guarantee.to_next_period",
        "What a period earns above that counts towards the next one.",
    ),
    (
        "guarantee.to_year_end",
        "What a period earns above that counts towards the later ones of the year.",
    ),
    (
        "guarantee.not_carried",
        "What a period earns above that counts towards no other.",
    ),
    (
        "guarantee.at_period_end",
        "It is paid when the period has ended.",
    ),
    (
        "guarantee.in_advance",
        "It is paid on the first day of the period; what is earned is paid less that advance.",
    ),
    (
        "valued.units",
        "In units of {product}, each counted at {each}: {text}",
    ),
    ("valued.points", "In points, each counted at {each}: {text}"),
    (
        "hold.customer_paid",
        "It waits until the customer has paid for the sale in full.",
    ),
    (
        "instalments.parts",
        "It is paid in {count} equal parts; what cannot be divided goes with the last.",
    ),
    (
        "instalments.while_active",
        "A part is paid only if the customer has not cancelled by then.",
    ),
    ("award.spread", "differences of prices, units: {0}"),
    ("award.valued", "{0} in kind, at {1} each"),
    ("award.guaranteed", "filled up to the guarantee: {0}"),
    ("example.parts_unpaid", "parts that are not paid"),
];
