//! Japanese: what is asked of a sale.

pub(super) const TEXTS: &[(&str, &str)] = &[
    ("age.day", "{of}の日"),
    ("age.first_sale", "顧客への最初の販売"),
    ("age.first_sale_of_line", "顧客への同製品ラインの最初の販売"),
    ("age.first_sale_of_product", "顧客への同製品の最初の販売"),
    ("age.launch", "製品の発売"),
    ("age.months", "{since}からの月数"),
];
