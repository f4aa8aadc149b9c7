//! What partners do, mechanism by mechanism: each a file with its formula, its parameters and its null value.

pub mod agreement;
pub mod approval;
pub mod arrival;
pub mod awareness;
pub mod churn;
pub mod claiming;
pub mod closing;
pub mod exception;
pub mod fatigue;
pub mod goodwill;
pub mod grouping;
pub mod introduction;
pub mod lead;
pub mod market;
pub mod marketing;
pub mod participation;
pub mod payment;
pub mod population;
pub mod protection;
pub mod quoting;
pub mod returning;
pub mod reward;
pub mod sale_kind;
pub mod standing_worth;
pub mod training;
pub mod worth;
