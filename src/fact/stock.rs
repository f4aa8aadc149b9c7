//! Types of facts about stock, special prices, payment and parts in a deal.

use super::FactKind;
use super::registry::{FieldKind, Type, field, type_of};

/// Whether facts of a kind name a product.
pub fn has_product(kind: FactKind) -> bool {
    let fields = type_of(kind).fields.iter();
    let mut kinds = fields.map(|field| field.kind);
    kinds.any(|kind| kind == FieldKind::Refers("product"))
}

/// Goods that a partner bought to keep in stock.
pub(super) const PURCHASE: Type = Type {
    kind: FactKind::Purchase,
    word: "purchase",
    file: "purchases",
    id_field: "purchase_id",
    has_partner: true,
    help: "Goods that a partner bought to keep in stock.",
    fields: &[
        field(
            "product",
            FieldKind::Refers("product"),
            true,
            "The product bought.",
        ),
        field("units", FieldKind::Count, true, "How many units."),
        field(
            "net_amount",
            FieldKind::Amount,
            true,
            "What was paid for all of them.",
        ),
    ],
};

/// Goods that a partner sends back from its stock.
pub(super) const ROTATION: Type = Type {
    kind: FactKind::Rotation,
    word: "rotation",
    file: "rotations",
    id_field: "rotation_id",
    has_partner: true,
    help: "Goods that a partner sends back from its stock.",
    fields: &[
        field(
            "product",
            FieldKind::Refers("product"),
            true,
            "The product sent back.",
        ),
        field("units", FieldKind::Count, true, "How many units."),
        field(
            "net_amount",
            FieldKind::Amount,
            true,
            "What was paid for all of them.",
        ),
    ],
};

/// A partner sold from stock to a customer at a special price, and claims the difference.
pub(super) const DEBIT: Type = Type {
    kind: FactKind::Debit,
    word: "debit",
    file: "debits",
    id_field: "debit_id",
    has_partner: true,
    help: "A partner sold from stock to a customer at a special price, and claims the difference.",
    fields: &[
        field(
            "product",
            FieldKind::Refers("product"),
            true,
            "The product sold.",
        ),
        field(
            "customer_id",
            FieldKind::Id,
            true,
            "The customer whose price it is.",
        ),
        field("units", FieldKind::Count, true, "How many units."),
        field(
            "book_cost",
            FieldKind::Amount,
            true,
            "What the partner paid for one.",
        ),
        field(
            "special_cost",
            FieldKind::Amount,
            true,
            "What one costs the partner for this customer.",
        ),
        field(
            "decision",
            FieldKind::Word(&["approved", "refused", "open"]),
            true,
            "What the vendor decided.",
        ),
    ],
};

/// A price fell, and a partner claims the difference for what it has in stock.
pub(super) const PROTECTION: Type = Type {
    kind: FactKind::Protection,
    word: "protection",
    file: "protections",
    id_field: "protection_id",
    has_partner: true,
    help: "A price fell, and a partner claims the difference for what it has in stock.",
    fields: &[
        field(
            "product",
            FieldKind::Refers("product"),
            true,
            "The product whose price fell.",
        ),
        field(
            "units",
            FieldKind::Count,
            false,
            "How many units are claimed; all in stock when left out.",
        ),
        field(
            "new_price",
            FieldKind::Amount,
            true,
            "What one costs from that day on.",
        ),
        field(
            "decision",
            FieldKind::Word(&["approved", "refused", "open"]),
            true,
            "What the vendor decided.",
        ),
    ],
};

/// A partner ordered at a price that it had been quoted.
pub(super) const QUOTE: Type = Type {
    kind: FactKind::Quote,
    word: "quote",
    file: "quotes",
    id_field: "quote_id",
    has_partner: true,
    help: "A partner ordered at a price that it had been quoted.",
    fields: &[
        field(
            "product",
            FieldKind::Refers("product"),
            true,
            "The product ordered.",
        ),
        field(
            "customer_id",
            FieldKind::Id,
            false,
            "The customer it was quoted for.",
        ),
        field("units", FieldKind::Count, true, "How many units."),
        field("quoted", FieldKind::Date, true, "The day of the quote."),
        field(
            "quoted_price",
            FieldKind::Amount,
            true,
            "What one costs by the quote.",
        ),
        field(
            "list_price",
            FieldKind::Amount,
            true,
            "What one costs on the day of the order.",
        ),
        field(
            "decision",
            FieldKind::Word(&["approved", "refused", "open"]),
            true,
            "What the vendor decided.",
        ),
    ],
};

/// A customer paid for a sale, or for a part of it.
pub(super) const PAYMENT: Type = Type {
    kind: FactKind::Payment,
    word: "payment",
    file: "payments",
    id_field: "payment_id",
    has_partner: true,
    help: "A customer paid for a sale, or for a part of it.",
    fields: &[
        field("sale_id", FieldKind::Id, true, "The sale that is paid."),
        field("net_amount", FieldKind::Amount, true, "How much was paid."),
    ],
};

/// A customer ended what it had bought.
pub(super) const CANCELLATION: Type = Type {
    kind: FactKind::Cancellation,
    word: "cancellation",
    file: "cancellations",
    id_field: "cancellation_id",
    has_partner: true,
    help: "A customer ended what it had bought.",
    fields: &[field(
        "customer_id",
        FieldKind::Id,
        true,
        "The customer who ended it.",
    )],
};

/// A partner had a part in a deal.
pub(super) const CREDIT: Type = Type {
    kind: FactKind::Credit,
    word: "credit",
    file: "credits",
    id_field: "credit_id",
    has_partner: true,
    help: "A partner had a part in a deal.",
    fields: &[
        field(
            "deal_id",
            FieldKind::Id,
            true,
            "The deal that it had a part in.",
        ),
        field(
            "role",
            FieldKind::Word(&["sourcing", "influencing", "selling"]),
            true,
            "What its part was.",
        ),
        field(
            "share",
            FieldKind::Count,
            false,
            "How many hundredths of the deal it is credited with; none when left out.",
        ),
    ],
};
