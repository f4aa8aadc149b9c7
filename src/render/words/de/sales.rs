//! German: what is asked of a sale.

pub(super) const TEXTS: &[(&str, &str)] = &[
    ("age.day", "Tag von {of}"),
    ("age.first_sale", "dem ersten Verkauf an den Kunden"),
    (
        "age.first_sale_of_line",
        "dem ersten Verkauf der Produktlinie an den Kunden",
    ),
    (
        "age.first_sale_of_product",
        "dem ersten Verkauf des Produkts an den Kunden",
    ),
    ("age.launch", "der Markteinführung des Produkts"),
    ("age.months", "Monate seit {since}"),
    (
        "condition.paid_late",
        "der Kunde nicht innerhalb von {days} bezahlt hat",
    ),
    (
        "condition.paid_within",
        "der Kunde innerhalb von {days} bezahlt",
    ),
    (
        "condition.sold_for_deal",
        "{names} für dasselbe Geschäft verkauft wird",
    ),
    (
        "condition.sold_on_order",
        "{names} mit derselben Bestellung verkauft wird",
    ),
    (
        "condition.sold_to_customer",
        "{names} innerhalb von {days} an denselben Kunden verkauft wird",
    ),
    (
        "figure.in_proportion",
        "{of} im Verhältnis zu je {step} von {over}",
    ),
    ("figure.per_whole", "{of} je volle {step} von {over}"),
    (
        "hold.customer_paid_within",
        "Sie wird gezahlt, sobald der Kunde den Verkauf innerhalb von {days} bezahlt hat; eine spätere Zahlung ist zu spät.",
    ),
];
