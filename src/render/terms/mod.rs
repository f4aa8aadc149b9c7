//! The rules of a program as pieces of documents, in the reader's language. What is internal never
//! leaves here. Must not know which document they stand in.

pub mod around;
pub mod compared;
pub mod condition;
pub mod contacts;
pub mod definition;
pub mod example;
pub mod field;
pub mod fund;
pub mod given;
pub mod headline;
pub mod limit;
mod loss;
pub mod money;
pub mod occasion;
pub mod offer;
pub mod partner;
pub mod payment;
pub mod rates;
pub mod region;
pub mod rules;
pub mod score;
pub mod specialization;
pub mod standing;
pub mod target;
pub mod told;
pub mod version;
pub mod years;
