//! Japanese: what is asked of a sale.

pub(super) const TEXTS: &[(&str, &str)] = &[
    ("age.day", "{of}の日"),
    ("age.first_sale", "顧客への最初の販売"),
    ("age.first_sale_of_line", "顧客への同製品ラインの最初の販売"),
    ("age.first_sale_of_product", "顧客への同製品の最初の販売"),
    ("age.launch", "製品の発売"),
    ("age.months", "{since}からの月数"),
    ("condition.paid_late", "顧客が{days}以内に支払っていない"),
    ("condition.paid_within", "顧客が{days}以内に支払う"),
    ("condition.sold_for_deal", "同じ案件で{names}が販売される"),
    ("condition.sold_on_order", "同じ注文で{names}が販売される"),
    (
        "condition.sold_to_customer",
        "{days}以内に同じ顧客へ{names}が販売される",
    ),
    ("figure.in_proportion", "{over}の{step}に対する{of}の割合"),
    (
        "figure.per_whole",
        "{over}の{step}ごとの{of}（端数切り捨て）",
    ),
    (
        "hold.customer_paid_within",
        "顧客が{days}以内に支払った場合に支払われます。それより遅い支払いは対象外です。",
    ),
];
