//! The forecast: what partners would do under a program, drawn at random by address, and what the
//! program then pays them. Payments come from `semantics`; nothing here knows a kind of incentive.

pub mod draw;
pub mod maths;
pub mod normal;
pub mod random;
