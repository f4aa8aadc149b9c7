//! Texts that are not programs: scenarios, facts and mappings become values here, with every problem
//! named at its place. Opens no file and knows no rule of payment.

pub mod scenario;
