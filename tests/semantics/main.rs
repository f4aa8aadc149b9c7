//! What programs mean, by hand-computed cases and by laws.

mod shapes;
mod world;
