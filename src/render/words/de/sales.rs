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
];
