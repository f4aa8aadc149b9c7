//! The forecast: what partners would do under a program, drawn at random by address, and what the
//! program then pays them. Payments come from `semantics`; nothing here knows a kind of incentive.

pub mod arrival;
pub mod attribution;
pub mod awareness;
pub mod bands;
pub mod churn;
pub mod closing;
pub mod draw;
pub mod engine;
pub mod facts;
pub mod fatigue;
pub mod forecast;
pub mod goodwill;
pub mod hash;
pub mod ignorance;
mod labels;
pub mod market;
pub mod marketing;
pub mod maths;
pub mod metrics;
pub mod normal;
pub mod participation;
pub mod payer;
pub mod population;
pub mod protection;
pub mod random;
pub mod reward;
pub mod run;
pub mod setting;
mod situation;
pub mod standing_worth;
pub mod statistics;
pub mod study;
pub mod totals;
pub mod trace;
pub mod training;
pub mod worth;
