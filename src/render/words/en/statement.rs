//! English: statements.

pub(super) const TEXTS: &[(&str, &str)] = &[
    ("statement.for", "For {payee} at {partner}."),
    (
        "statement.by",
        "{program}, settled up to {day} by program `{identity}`.",
    ),
    ("statement.new", "New: **{amount}**."),
    ("statement.posted", "Posted before: {amount}."),
    (
        "statement.on_invoices",
        "On your invoices in all: {amount}.",
    ),
    ("statement.credit_left", "Fund credit left: {amount}."),
    ("statement.paid", "What is paid"),
    ("statement.invoices", "On your invoices"),
    ("statement.due", "due"),
    ("statement.what", "what"),
    ("statement.earned", "for"),
    ("statement.amount", "amount"),
    ("statement.booked", "booked"),
    ("statement.settled", "settled"),
    ("statement.in_all", "in all"),
    ("statement.credit", "Fund credit"),
    (
        "statement.credit_note",
        "Credit is claimed for activities of the fund; it is not paid by itself.",
    ),
    ("statement.why", "Why"),
    (
        "statement.entry_title",
        "{title}, {kind} for {earned}: {amount}",
    ),
    (
        "statement.entry",
        "Entry `{id}` of `{incentive}`, booked {day}",
    ),
    ("statement.number", ", number {number} for the same award"),
    ("statement.stands", "Held on {day}: {held}."),
    ("statement.stands_to", "{title} (to {last})"),
    ("statement.held", ", held {tier} on {day}"),
    ("statement.stop", "."),
    ("statement.more", "{names} and {count} more"),
    ("statement.fraction", "{money} and {rest} of {unit}"),
    ("statement.about", "about {money}"),
    ("statement.of_this", "of this, for {fact}: {amount}"),
    ("estimate.title", "Estimate as of {day}"),
    (
        "estimate.note",
        "Nothing of this is posted or owed yet. Open periods are reckoned as if they ended today, and a budget that is shared later as if it were shared today.",
    ),
    ("estimate.period", "period"),
    ("estimate.left", "days left"),
    ("estimate.amount", "so far"),
    (
        "estimate.tier_until",
        "The tier is {tier}, and is reviewed on {day}.",
    ),
    ("estimate.tier", "The tier is {tier}."),
    (
        "estimate.may_return",
        "Sales of {amount} can still be returned.",
    ),
    (
        "estimate.pending",
        "Sales of {amount} are not accepted yet.",
    ),
    (
        "estimate.may_change",
        "What is sold until the end, returns, reviews and what others take from a shared budget may change it.",
    ),
    (
        "statement.is_final",
        "What is new here is final: only returns in the time that each incentive gives change it.",
    ),
    (
        "statement.is_provisional",
        "What is new here is provisional: what becomes known up to {day} still corrects it.",
    ),
    (
        "excluded.after_final",
        "it became known after what is paid for its day was final",
    ),
    (
        "final.month",
        "What was posted is final {after} after the end of the month; what becomes known later earns nothing for it.",
    ),
    (
        "final.quarter",
        "What was posted is final {after} after the end of the quarter; what becomes known later earns nothing for it.",
    ),
    (
        "final.half",
        "What was posted is final {after} after the end of the half-year; what becomes known later earns nothing for it.",
    ),
    (
        "final.year",
        "What was posted is final {after} after the end of the year; what becomes known later earns nothing for it.",
    ),
    ("policy.final", "Final amounts"),
    (
        "rejected.undecided_fund",
        "the fund does not say how claims are decided: the claim's own column `decision` does",
    ),
    (
        "rejected.illegal_step",
        "a claim that is {state} cannot be {step}",
    ),
    (
        "excluded.not_approved",
        "the claim is not approved on the last day, or nothing of it is paid",
    ),
    ("policy.succession", "Who comes from {title}"),
    ("succession.becomes", "{was} becomes {is}"),
    ("succession.nothing", "{was} brings no tier"),
    ("statement.rounded", "rounded {mode}, once: {amount}"),
    ("statement.half_up", "half up"),
    ("statement.half_even", "half even"),
    ("statement.down", "down"),
    ("statement.up", "up"),
    (
        "statement.taken_back",
        "less what returns and expiry took back: {amount}",
    ),
    (
        "statement.before",
        "posted before: {before}; this entry: {amount}",
    ),
    (
        "statement.corrects",
        "the program gives something else now; posted before: {before}; this entry: {amount}",
    ),
    (
        "statement.reversal",
        "returned after it was posted: taken back at the rate first paid, rounded {mode}",
    ),
    ("statement.expired", "not used by its last day"),
    (
        "statement.nothing_now",
        "the program gives nothing for this now",
    ),
    (
        "statement.as_it_was",
        "posted by the program as it was; what follows corrects it",
    ),
    ("statement.earlier", "Posted before"),
    ("statement.as_invoice", "on the invoice"),
    ("statement.as_credit", "credit"),
    ("statement.unpaid", "What has earned nothing so far"),
    ("statement.which", "which"),
    ("statement.reason", "why"),
    (
        "statement.unpaid_more",
        "And {count} more: `rows.csv` has them all.",
    ),
    ("fact.purchase", "purchase"),
    ("fact.rotation", "stock return"),
    ("fact.debit", "price claim"),
    ("fact.exception", "exception"),
    ("fact.quote", "quote"),
    ("fact.protection", "price protection"),
    ("fact.payment", "payment of the customer"),
    ("fact.cancellation", "cancellation"),
    ("fact.credit", "part in a deal"),
    ("fact.person", "person"),
    ("fact.customer", "customer"),
    ("fact.deal", "deal"),
    ("fact.order", "order"),
    ("posting.award", "award"),
    ("posting.adjustment", "adjustment"),
    ("posting.reversal", "reversal"),
    ("posting.credit", "fund credit"),
    ("posting.reimbursement", "reimbursement"),
    ("posting.expiry", "expiry of credit"),
    ("excluded.not_accepted", "the sale was not accepted"),
    (
        "excluded.outside_the_year",
        "it happened outside the program's year",
    ),
    (
        "excluded.known_later",
        "it is known only after the last closed day",
    ),
    ("excluded.no_tier", "the partner held no tier that day"),
    (
        "excluded.read_only",
        "it earns nothing itself; tiers, measures and conditions read it",
    ),
    (
        "excluded.lessens",
        "it earns nothing itself; its sale earns less",
    ),
    (
        "excluded.returned_late",
        "it came too late; `not_for` says for which incentives",
    ),
    ("excluded.returned", "it was returned whole"),
    (
        "excluded.cap",
        "the limit of {incentive} was used up: {limit}",
    ),
    (
        "excluded.over_cap",
        "it did not fit into the limit of {incentive}: {limit}",
    ),
    ("excluded.budget", "the budget of {incentive} was used up"),
    (
        "excluded.over_budget",
        "it did not fit into the budget of {incentive}",
    ),
    (
        "excluded.nothing_so_far",
        "no incentive pays for it so far, and a period that holds its day is not over",
    ),
    (
        "excluded.no_more",
        "it counts for {incentives}, and brings no more",
    ),
    (
        "excluded.so_far",
        "it counts for {incentives}, and nothing is paid for it so far",
    ),
    ("excluded.nothing_pays", "no incentive pays for it"),
    ("rejected.unknown_partner", "there is no partner `{name}`"),
    (
        "rejected.unknown_sale",
        "no sale `{name}` was known by then",
    ),
    (
        "rejected.unknown_claim",
        "no claim `{name}` of this partner was known by then",
    ),
    (
        "rejected.unknown_deal",
        "no registration or lead `{name}` of this partner was known by then",
    ),
    (
        "rejected.step_too_early",
        "it happened before what it is about, which happened on {day}",
    ),
    (
        "rejected.strange_step",
        "there is no step `{step}` of a {fact}",
    ),
    (
        "rejected.no_such_part",
        "the part of the cost that is accepted is nothing, more than the cost, or less than was accepted before",
    ),
    (
        "rejected.unknown_decider",
        "no role or committee of the program is called `{name}`",
    ),
    (
        "rejected.unknown_name",
        "the program declares no {field} `{name}`",
    ),
    ("rejected.missing_field", "`{field}` is missing"),
    (
        "rejected.missing_for_incentive",
        "the incentive pays by `{field}`, and it is missing",
    ),
    (
        "rejected.wrong_value",
        "`{field}` holds another kind of value",
    ),
    (
        "rejected.out_of_range",
        "`{field}` is outside the range that can be counted",
    ),
    ("rejected.known_before", "it is known before it happened"),
    (
        "rejected.conflicting",
        "an earlier row has the same id and says something else",
    ),
    (
        "rejected.returned_before_sold",
        "it was returned before its sale, which happened on {day}",
    ),
    (
        "rejected.returned_late",
        "returned {days} days after the sale; it takes back within {within}, up to {last}",
    ),
    (
        "rejected.returns_more",
        "returns add up to more than was sold",
    ),
    (
        "rejected.credits_above_all",
        "credits on the deal add up to more than 100%",
    ),
    (
        "rejected.not_a_fund",
        "the claim names an incentive that is no fund",
    ),
    (
        "rejected.unknown_activity",
        "the fund has no activity `{name}`",
    ),
    (
        "rejected.missing_proof",
        "the claim lacks the proof `{name}`",
    ),
    (
        "rejected.requested_late",
        "the activity was not asked for in time",
    ),
    (
        "rejected.claimed_late",
        "the claim came too late after the activity",
    ),
    ("rejected.not_approved", "the claim has not been approved"),
    ("rejected.no_credit", "no credit is left in the fund"),
];
