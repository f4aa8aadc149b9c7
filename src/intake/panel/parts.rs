//! Columns of a history that are parts of others.

use super::{COUNTS, RATES, Week};

/// Columns that count a part of what another counts in the same week.
const PARTS: &[(&str, &str)] = &[
    ("led", "created"),
    ("introduced", "created"),
    ("contested", "created"),
    ("won_new", "won"),
    ("renewed", "won"),
    ("widened", "won"),
    ("quoted", "won"),
    ("invoices_paid", "invoices_due"),
    ("sales_returned", "sales_due"),
    ("targets_agreed", "targets_open"),
    ("fees_paid", "fees_due"),
    ("customers_left", "customers"),
    ("refused", "registered"),
    ("leads_accepted", "leads"),
    ("joined", "join_open"),
    ("taken", "offered"),
    ("opened", "touches"),
    ("dropped", "enrolled"),
    ("passed", "exams"),
    ("fund_approved", "fund_decided"),
    ("fund_claimed", "fund_due"),
    ("claims_denied", "claims_decided"),
    ("claims_cut", "claims_decided"),
    ("claims_appealed", "claims_appealable"),
];

/// The parts of a week that are more than their whole, where the file has both.
pub fn too_many(week: &mut Week, columns: &[&str]) -> Vec<(&'static str, &'static str)> {
    let mut held = |name: &str| {
        let place = RATES.iter().chain(COUNTS).position(|each| *each == name)?;
        let own = week.cell(place).copied();
        own.filter(|_| columns.contains(&name))
    };
    let both = PARTS.iter().copied();
    let more = both.filter(|(part, whole)| match (held(part), held(whole)) {
        (Some(part), Some(whole)) => part > whole,
        _ => false,
    });
    more.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::findings::Findings;
    use crate::intake::panel::read;

    #[test]
    fn a_part_is_not_more_than_its_whole() {
        let text = "partner,week,active,exams,passed,opened\na,1,1,2,2,5\na,2,1,2,3,5\n";
        let mut findings = Findings::default();
        read("panel.csv", text.as_bytes(), &mut findings).unwrap();
        // Without `touches` nobody knows what `opened` is a part of.
        let told = findings.problems().iter();
        let told: Vec<(&str, &str)> = told.map(|it| (it.name, &*it.message)).collect();
        let more = "there are more in `passed` than in `exams`, of which they are a part";
        assert_eq!(told, [("part-above-whole", more)]);
        let known = |name: &str| RATES.iter().chain(COUNTS).any(|each| *each == name);
        assert!(
            PARTS
                .iter()
                .all(|(part, whole)| known(part) && known(whole))
        );
    }
}
