//! The forecast: what partners would do under a program, drawn at random by address, and what the
//! program then pays them. Payments come from `semantics`; nothing here knows a kind of incentive.

pub mod behaviour;
pub mod book;
pub mod calibrate;
pub mod chance;
pub mod engine;
pub mod estimate;
pub mod run;
pub mod setting;
