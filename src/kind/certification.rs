//! Certifications that people hold.

use super::clauses::{TELL, WHY};
use super::spec::{Clause, Kind, Naming, Refers};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "certification",
    title: "Certification",
    summary: "Something a person can hold; a track grants it and says for how long.",
    since: 2027,
    naming: Naming::Name,
    heading: &[],
    clauses: CLAUSES,
    children: &[],
    refers: Some(Refers::Certification),
    lower: None,
    page: include_str!("certification.md"),
};

static CLAUSES: &[Clause] = &[TELL, WHY];
