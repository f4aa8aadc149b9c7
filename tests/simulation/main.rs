//! Known answers of the engine: settings in which a forecast has a closed form or must move one way.
//! Seeds are fixed, so a case that passes passes everywhere.

mod known;
mod people;
mod response;
mod setting;
