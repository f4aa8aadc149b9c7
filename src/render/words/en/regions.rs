//! What is said of regions and of their business days.

pub(super) const TEXTS: &[(&str, &str)] = &[
    (
        "region.inner",
        "{text}; for {countries}, what is said for {region} comes first",
    ),
    (
        "region.same_business",
        "{text}; business days as in {region}",
    ),
    (
        "region.same_weekend",
        "{text}; weekend as in {region}, closed days of its own",
    ),
    (
        "region.same_closed",
        "{text}; closed days as in {region}, a weekend of its own",
    ),
    ("business.days", "Business days"),
    ("business.of", "those of {region}"),
];
