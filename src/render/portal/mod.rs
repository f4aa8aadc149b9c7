//! Programs as rules for the portals that run them. Must not know how a rule pays.

pub mod generic;
