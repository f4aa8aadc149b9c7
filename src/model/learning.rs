//! Tracks, courses and the certifications they grant.

use super::Declared;
use crate::base::duration::Duration;
use crate::base::id::{CertificationId, CourseId, LineId, TypeId};
use crate::base::name::Name;

/// Everything that is taught.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Learning {
    /// Certifications.
    pub certifications: Vec<Certification>,
    /// Tracks.
    pub tracks: Vec<Track>,
    /// Courses of all tracks.
    pub courses: Vec<Course>,
}

/// A certification that a person holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certification {
    /// Name and title.
    pub declared: Declared,
    /// How long it is valid; `None` does not expire.
    pub valid_for: Option<Duration>,
    /// How often it must be refreshed.
    pub refresh_every: Option<Duration>,
}

/// A sequence of courses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    /// Name and title.
    pub declared: Declared,
    /// For people in these roles (`sales`, `technical`, `marketing`, `success`).
    pub roles: Vec<Name>,
    /// At partners of these types; empty for all.
    pub types: Vec<TypeId>,
    /// Its courses in order.
    pub courses: Vec<CourseId>,
    /// The lines its people sell better afterwards, in the program's order; empty when it does not say.
    pub teaches: Vec<LineId>,
    /// What finishing it grants.
    pub grants: Option<CertificationId>,
    /// Whether partners must finish it.
    pub required: bool,
}

/// One course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// Name and title.
    pub declared: Declared,
    /// How long it takes.
    pub minutes: i64,
    /// `live` or `on demand`.
    pub mode: Name,
    /// The buyer stage it serves.
    pub stage: Option<Name>,
    /// Courses that must be finished first.
    pub after: Vec<CourseId>,
}
