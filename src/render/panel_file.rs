//! The partner-weeks of a forecast as the CSV file that `calibrate` reads. It is for machines: nothing is altered for
//! spreadsheets.

use super::Page;
use crate::intake::panel::{Panel, Week, is_rate};

/// The file's name.
pub const NAME: &str = "history.csv";

/// The panel, partners in order of name and weeks in their order.
pub fn page(panel: &Panel) -> Page {
    let mut text = panel.columns.join(",");
    text.push('\n');
    for (partner, weeks) in &panel.partners {
        for week in weeks {
            let cells = panel.columns.iter().filter(|name| **name != "partner");
            let cells = cells.map(|name| cell(week, name));
            text.push_str(partner);
            for cell in cells {
                text.push(',');
                text.push_str(&cell);
            }
            text.push('\n');
        }
    }
    Page {
        name: NAME.to_owned(),
        bytes: text.into_bytes(),
    }
}

/// Counts in whole numbers, rewards and loads with nine decimals.
fn cell(week: &Week, column: &str) -> String {
    let value = week.value(column).unwrap_or(0.0);
    match is_rate(column) {
        true => format!("{value:.9}"),
        false => format!("{value:.0}"),
    }
}
