//! Texts that are not programs: scenarios, facts and mappings become values here, with every problem
//! named at its place. Opens no file and knows no rule of payment.

pub mod assumed;
pub mod cell;
pub mod cell_fault;
mod declared;
pub mod facts;
pub mod findings;
pub mod heading;
mod misspelt;
pub mod number;
pub mod others;
pub mod panel;
pub mod partner_list;
pub mod record;
pub(crate) mod repeats;
pub mod rows;
pub mod scenario;
mod scenario_fault;
pub mod scenario_file;
mod succeeded;
pub mod table;
pub mod table_fault;
pub mod word;
