//! Facts as plain rows of text.

use std::collections::BTreeMap;

use charter::base::date::Date;

/// A row by its headings.
pub type Row = BTreeMap<String, String>;

/// Every file that the interpreter reads.
pub struct Facts {
    /// In order of acceptance, then id.
    pub sales: Vec<Row>,
    /// Returns by sale.
    pub returns: Vec<Row>,
    /// Certificates by day, then id.
    pub certificates: Vec<Row>,
    /// Registrations of deals.
    pub registrations: Vec<Row>,
    /// What happened to registrations, by day, then id.
    pub steps: Vec<Row>,
    /// Claims on funds, by day, then id.
    pub claims: Vec<Row>,
    /// The partners.
    pub partners: Vec<Row>,
}

impl Facts {
    /// Reads files by name; a missing one is empty.
    pub fn read(file: &dyn Fn(&str) -> String) -> Facts {
        let sorted = |name: &str, by: [&str; 2]| {
            let mut rows = rows(&file(name));
            let key = |row: &Row| by.map(|field| row[field].clone());
            rows.sort_by_key(key);
            rows
        };
        Facts {
            sales: sorted("sales.csv", ["accepted", "sale_id"]),
            returns: sorted("returns.csv", ["happened", "return_id"]),
            certificates: sorted("certifications.csv", ["happened", "certificate_id"]),
            registrations: sorted("registrations.csv", ["happened", "registration_id"]),
            steps: sorted("deal_steps.csv", ["happened", "step_id"]),
            claims: sorted("claims.csv", ["happened", "claim_id"]),
            partners: rows(&file("partners.csv")),
        }
    }
}

/// Comma-separated rows without quotes, which these files do not need.
fn rows(text: &str) -> Vec<Row> {
    let mut lines = text.lines();
    let heads: Vec<&str> = lines.next().unwrap_or("").split(',').collect();
    let row = |line: &str| {
        let cells = line.split(',').map(str::to_owned);
        heads
            .iter()
            .map(|head| (*head).to_owned())
            .zip(cells)
            .collect()
    };
    assert!(!text.contains('"'));
    lines.map(row).collect()
}

/// A day.
pub fn day(row: &Row, field: &str) -> Date {
    Date::parse(&row[field]).unwrap()
}

/// An amount with two decimals, in minor units.
pub fn minor(text: &str) -> i128 {
    let (whole, part) = text.split_once('.').unwrap_or((text, "00"));
    assert_eq!(part.len(), 2, "{text}");
    format!("{whole}{part}").parse().unwrap()
}
