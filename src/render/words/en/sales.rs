//! English: what is asked of a sale.

pub(super) const TEXTS: &[(&str, &str)] = &[
    ("age.day", "Day of {of}"),
    ("age.first_sale", "the first sale to the customer"),
    (
        "age.first_sale_of_line",
        "the first sale of the product line to the customer",
    ),
    (
        "age.first_sale_of_product",
        "the first sale of the product to the customer",
    ),
    ("age.launch", "the launch of the product"),
    ("age.months", "Months since {since}"),
];
