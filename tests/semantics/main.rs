//! What programs mean, by hand-computed cases and by laws.
#![allow(dead_code)] // Each file of cases uses its own part of `world`.

mod any;
mod bounded;
mod curved;
mod laws;
mod limits;
mod programs;
mod returns;
mod shapes;
mod tiers;
mod time;
mod world;
