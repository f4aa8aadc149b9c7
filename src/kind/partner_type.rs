//! Types of partner: reseller, distributor, integrator and so on.

use super::clauses::{TELL, WHY};
use super::spec::{Clause, Kind, Naming, Refers};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "type",
    title: "Partner type",
    summary: "A type of partner, such as reseller, distributor or integrator.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: CLAUSES,
    children: &[],
    refers: Some(Refers::Type),
    lower: None,
    page: include_str!("partner_type.md"),
};

static CLAUSES: &[Clause] = &[TELL, WHY];
