//! Regions: countries and the days that are open for business.

use super::clauses::{TELL, WHY, clause};
use super::spec::{Clause, Kind, Naming, Refers, Shape, Times};

/// The region that it lies in.
pub const IN: &str = "in";

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "region",
    title: "Region",
    summary: "Countries that share business days and regional rules.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: CLAUSES,
    children: &[],
    refers: Some(Refers::Region),
    lower: None,
    page: include_str!("region.md"),
};

static CLAUSES: &[Clause] = &[
    clause(
        "countries",
        Shape::Countries,
        &[],
        Times::Once,
        "countries US, CA",
    ),
    clause(
        IN,
        Shape::Name(&[Refers::Region]),
        &[],
        Times::Optional,
        "in EMEA",
    ),
    clause(
        "weekend",
        Shape::Weekdays,
        &[],
        Times::Optional,
        "weekend Saturday, Sunday",
    ),
    clause(
        "closed",
        Shape::Dates,
        &[],
        Times::Optional,
        "closed 2027-07-05, 2027-12-24",
    ),
    TELL,
    WHY,
];
