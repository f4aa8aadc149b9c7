//! 地域とその営業日の文。

pub(super) const TEXTS: &[(&str, &str)] = &[
    (
        "region.inner",
        "{text}。{countries}では{region}の規定を優先",
    ),
    ("region.same_business", "{text}。営業日は{region}と同じ"),
    (
        "region.same_weekend",
        "{text}。週末は{region}と同じで、休業日は独自",
    ),
    (
        "region.same_closed",
        "{text}。休業日は{region}と同じで、週末は独自",
    ),
    ("business.days", "営業日"),
    ("business.of", "{region}の営業日"),
];
