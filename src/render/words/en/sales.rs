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
    (
        "condition.paid_late",
        "its customer has not paid for it within {days}",
    ),
    (
        "condition.paid_within",
        "its customer pays for it within {days}",
    ),
    (
        "condition.sold_for_deal",
        "{names} is sold for the same deal",
    ),
    (
        "condition.sold_on_order",
        "{names} is sold on the same order",
    ),
    (
        "condition.sold_to_customer",
        "{names} is sold to the same customer within {days}",
    ),
    (
        "figure.in_proportion",
        "{of} in proportion to each {step} of {over}",
    ),
    ("figure.per_whole", "{of} for each full {step} of {over}"),
    (
        "hold.customer_paid_within",
        "It is paid once the customer has paid for the sale within {days}; a later payment is too late.",
    ),
];
