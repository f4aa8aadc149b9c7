//! The registry of fact types: field names, units and which are required. Headings of examples and of
//! CSV files are these names.

use super::{FactKind, FieldIndex, claim, deal, group, standing, stock};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A free id.
    Id,
    /// A civil date.
    Date,
    /// An amount of money in minor units.
    Amount,
    /// A whole number.
    Count,
    /// The name of a declared thing of this kind (`product`, `certification`, `incentive`).
    Refers(&'static str),
    /// One of these words.
    Word(&'static [&'static str]),
}

/// One field of a fact type.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The heading in examples and files.
    pub name: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether a file must have the column.
    pub required: bool,
    /// One sentence for the reference.
    pub help: &'static str,
}

/// One type of fact. The columns `id_field`, `happened`, `known`, `accepted`, `claim` and `partner` are
/// common to all types and held outside `fields`.
#[derive(Clone, Copy, Debug)]
pub struct Type {
    /// Which fact.
    pub kind: FactKind,
    /// The word in measures and examples.
    pub word: &'static str,
    /// The file of a facts directory, without `.csv`.
    pub file: &'static str,
    /// The heading of the fact's own id.
    pub id_field: &'static str,
    /// Whether the fact names its partner itself.
    pub has_partner: bool,
    /// The other fields.
    pub fields: &'static [Field],
    /// One sentence for the reference.
    pub help: &'static str,
}

impl Type {
    /// The place and description of a field.
    pub fn field(&self, name: &str) -> Option<(FieldIndex, &'static Field)> {
        let at = self.fields.iter().position(|field| field.name == name)?;
        Some((FieldIndex(u8::try_from(at).ok()?), self.fields.get(at)?))
    }
}

pub(super) const fn field(
    name: &'static str,
    kind: FieldKind,
    required: bool,
    help: &'static str,
) -> Field {
    Field {
        name,
        kind,
        required,
        help,
    }
}

/// Places of the fields of a sale.
pub struct SaleFields {
    /// The person on the sale.
    pub seller: FieldIndex,
    /// The end customer.
    pub customer: FieldIndex,
    /// The order.
    pub order: FieldIndex,
    /// The deal.
    pub deal: FieldIndex,
    /// The product sold.
    pub product: FieldIndex,
    /// Units sold.
    pub units: FieldIndex,
    /// Net amount in minor units.
    pub net_amount: FieldIndex,
    /// accepted, pending or refused.
    pub status: FieldIndex,
    /// new, renewal or upsell.
    pub kind: FieldIndex,
}

/// Where the fields of a sale stand.
pub const FIELDS_OF_SALE: SaleFields = SaleFields {
    seller: FieldIndex(0),
    customer: FieldIndex(1),
    order: FieldIndex(2),
    deal: FieldIndex(3),
    product: FieldIndex(4),
    units: FieldIndex(5),
    net_amount: FieldIndex(6),
    status: FieldIndex(7),
    kind: FieldIndex(8),
};

/// Every type of fact, in the order of [`FactKind`].
pub const TYPES: &[Type] = &[
    Type {
        kind: FactKind::Sale,
        word: "sale",
        file: "sales",
        id_field: "sale_id",
        has_partner: true,
        help: "Goods or a subscription that a partner sold.",
        fields: &[
            field("seller", FieldKind::Id, false, "The person who sold it."),
            field("customer_id", FieldKind::Id, false, "The end customer."),
            field("order_id", FieldKind::Id, false, "The order it stands on."),
            field("deal_id", FieldKind::Id, false, "The deal it closed."),
            field(
                "product",
                FieldKind::Refers("product"),
                true,
                "The product sold.",
            ),
            field("units", FieldKind::Count, false, "How many units."),
            field(
                "net_amount",
                FieldKind::Amount,
                true,
                "The price of all its units, before what a `discount` of the program takes off.",
            ),
            field(
                "status",
                FieldKind::Word(&["accepted", "pending", "refused"]),
                false,
                "Whether the vendor accepted the sale; `accepted` when left out.",
            ),
            field(
                "kind",
                FieldKind::Word(&["new", "renewal", "upsell"]),
                false,
                "Whether it begins, renews or widens what the customer has.",
            ),
        ],
    },
    Type {
        kind: FactKind::Return,
        word: "return",
        file: "returns",
        id_field: "return_id",
        has_partner: false,
        help: "Goods or money given back. It belongs to the period of its sale.",
        fields: &[
            field("sale_id", FieldKind::Id, true, "The sale that is returned."),
            field(
                "units",
                FieldKind::Count,
                false,
                "How many units came back.",
            ),
            field(
                "net_amount",
                FieldKind::Amount,
                true,
                "The part of the price given back.",
            ),
        ],
    },
    Type {
        kind: FactKind::Certification,
        word: "certification",
        file: "certifications",
        id_field: "certificate_id",
        has_partner: true,
        help: "A person passed the examination of a certification.",
        fields: &[
            field("person", FieldKind::Id, true, "Who passed."),
            field(
                "certification",
                FieldKind::Refers("certification"),
                true,
                "Which one.",
            ),
            field(
                "until",
                FieldKind::Date,
                false,
                "The last valid day; the program's own validity when left out.",
            ),
        ],
    },
    Type {
        kind: FactKind::Completion,
        word: "completion",
        file: "completions",
        id_field: "completion_id",
        has_partner: true,
        help: "A person finished a course.",
        fields: &[
            field("person", FieldKind::Id, true, "Who finished."),
            field("course", FieldKind::Refers("course"), true, "Which course."),
        ],
    },
    deal::REGISTRATION,
    Type {
        kind: FactKind::Claim,
        word: "claim",
        file: "claims",
        id_field: "claim_id",
        has_partner: true,
        help: "A partner asks to be paid back for an approved activity of a fund.",
        fields: &[
            field(
                "fund",
                FieldKind::Refers("fund"),
                true,
                "The fund claimed from.",
            ),
            field(
                "activity",
                FieldKind::Id,
                true,
                "The activity, as the fund names it.",
            ),
            field("cost", FieldKind::Amount, true, "What the activity cost."),
            field(
                "requested",
                FieldKind::Date,
                false,
                "When the activity was asked for.",
            ),
            field("held", FieldKind::Date, true, "When the activity ended."),
            field(
                "proof",
                FieldKind::Id,
                false,
                "The documents handed in, separated by `;` or `,`.",
            ),
            field(
                "decision",
                FieldKind::Word(&["approved", "refused", "open"]),
                true,
                "What the approver decided.",
            ),
        ],
    },
    Type {
        kind: FactKind::Enrolment,
        word: "enrolment",
        file: "enrolments",
        id_field: "enrolment_id",
        has_partner: true,
        help: "A partner joined an offer.",
        fields: &[field(
            "offer",
            FieldKind::Refers("incentive"),
            true,
            "The offer joined.",
        )],
    },
    standing::STANDING,
    Type {
        kind: FactKind::Target,
        word: "target",
        file: "targets",
        id_field: "target_id",
        has_partner: true,
        help: "What a partner should reach, as it was agreed with it.",
        fields: &[
            field(
                "target",
                FieldKind::Refers("target"),
                true,
                "The target, as the program names it.",
            ),
            field("amount", FieldKind::Amount, true, "How much."),
            field(
                "until",
                FieldKind::Date,
                false,
                "The last day on which it holds; until another is agreed when left out.",
            ),
        ],
    },
    stock::PURCHASE,
    stock::ROTATION,
    stock::DEBIT,
    stock::PROTECTION,
    stock::PAYMENT,
    stock::CANCELLATION,
    stock::CREDIT,
    standing::SPECIALIZATION,
    deal::DEAL_STEP,
    deal::LEAD,
    group::MEMBERSHIP,
    claim::CLAIM_STEP,
    claim::EXCEPTION,
    stock::QUOTE,
];

/// The description of a fact kind.
pub fn type_of(kind: FactKind) -> &'static Type {
    TYPES
        .iter()
        .find(|each| each.kind == kind)
        .unwrap_or(&TYPES[0])
}

/// The type with this word.
pub fn type_named(word: &str) -> Option<&'static Type> {
    TYPES.iter().find(|each| each.word == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_listed_once_in_its_own_place() {
        for (at, each) in TYPES.iter().enumerate() {
            assert_eq!(each.kind as usize, at);
            assert_eq!(type_of(each.kind).word, each.word);
        }
    }

    #[test]
    fn the_places_of_a_sales_fields_are_those_of_the_registry() {
        let sale = type_of(FactKind::Sale);
        let places = [
            ("seller", FIELDS_OF_SALE.seller),
            ("customer_id", FIELDS_OF_SALE.customer),
            ("order_id", FIELDS_OF_SALE.order),
            ("deal_id", FIELDS_OF_SALE.deal),
            ("product", FIELDS_OF_SALE.product),
            ("units", FIELDS_OF_SALE.units),
            ("net_amount", FIELDS_OF_SALE.net_amount),
            ("status", FIELDS_OF_SALE.status),
            ("kind", FIELDS_OF_SALE.kind),
        ];
        for (name, place) in places {
            assert_eq!(sale.field(name).map(|(at, _)| at), Some(place), "{name}");
        }
    }
}
