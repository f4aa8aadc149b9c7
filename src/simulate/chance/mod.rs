//! Random words by address, and the laws drawn from them: the same bits on every machine.

pub mod addresses;
pub mod draw;
pub mod hash;
pub mod maths;
pub mod normal;
pub(in crate::simulate) mod philox;
pub mod purpose;
pub mod random;
pub(in crate::simulate) mod wide;
