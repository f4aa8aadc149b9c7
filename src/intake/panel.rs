//! A vendor's own history: one row a partner and week, read from CSV. Opens no file and must not know what is
//! estimated from it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead};

use crate::base::name::Name;
use crate::diagnostic::Problem;
use crate::intake::cell_fault::CellFault;
use crate::intake::findings::Findings;
use crate::intake::heading::{Column, Wanted};
use crate::intake::number::{rate, whole};
use crate::intake::record::Limits;
use crate::intake::table::{Record, Table};
use crate::intake::word;

macro_rules! counts {
    ($($(#[doc = $doc:literal])* $name:ident,)*) => {
        /// What happened at one partner in one week. What the file has no column for is zero.
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct Week {
            /// Which week, in any count that goes up by one.
            pub week: i64,
            /// The reward of a further sale, relative to what the partner earns on it anyway.
            pub reward: f64,
            $($(#[doc = $doc])* pub $name: f64,)*
        }

        /// Columns that count something, with what is counted.
        pub const COUNTS: &[(&str, &str)] = &[$((stringify!($name), concat!($($doc),*)),)*];

        impl Week {
            fn count(&mut self, place: usize) -> Option<&mut f64> {
                let mut all = [$(&mut self.$name),*].into_iter();
                all.nth(place)
            }
        }
    };
}

counts! {
    /// 1 while the partner takes part, 0 in the week in which it has left.
    active,
    /// The week of its quarter, from 0.
    quarter_week,
    /// Deals open at the week's start.
    open,
    /// Opportunities created.
    created,
    /// Deals won.
    won,
    /// Deals lost.
    lost,
    /// Of those won, with a new customer.
    won_new,
    /// Registrations decided.
    registered,
    /// Of them refused since another partner was first.
    refused,
    /// Enrolments running at the week's start.
    enrolled,
    /// Courses finished.
    courses,
    /// Enrolments given up.
    dropped,
    /// Exams taken.
    exams,
    /// Of them passed.
    passed,
    /// 1 while there is fund credit that was not asked for at the week's start.
    fund_open,
    /// Requests for it.
    fund_asked,
    /// Requests decided.
    fund_decided,
    /// Of them approved.
    fund_approved,
    /// Approved activities whose deadline to claim has come.
    fund_due,
    /// Of them claimed in time.
    fund_claimed,
}

/// The largest count of a week.
const MOST: i64 = 1_000_000;

/// Every partner's weeks, in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    /// By partner.
    pub partners: BTreeMap<Name, Vec<Week>>,
    /// Columns that the file has.
    pub columns: Vec<&'static str>,
}

/// Reads a panel. `Err` only when the input fails.
pub fn read<R: BufRead>(file: &str, input: R, findings: &mut Findings) -> io::Result<Panel> {
    let named = ["partner", "week", "reward"].into_iter();
    let all: Vec<&'static str> = named.chain(COUNTS.iter().map(|(name, _)| *name)).collect();
    let wanted = Wanted {
        columns: all
            .iter()
            .map(|name| Column {
                name: (*name).to_owned(),
                required: matches!(*name, "partner" | "week" | "active"),
            })
            .collect(),
        ignored: BTreeSet::new(),
        renamed: BTreeMap::new(),
    };
    let mut panel = Panel::default();
    let table = Table::open(file, input, &wanted, Limits::STANDARD, findings)?;
    let Some(mut table) = table else {
        return Ok(panel);
    };
    let mut is_first = true;
    while let Some(record) = table.next(findings)? {
        if is_first {
            let there = all.iter().enumerate();
            let there = there.filter(|(place, _)| record.cell(*place).is_some());
            panel.columns = there.map(|(_, name)| *name).collect();
            is_first = false;
        }
        let Some((partner, week)) = row(&record, findings) else {
            continue;
        };
        let weeks = panel.partners.entry(partner).or_default();
        match weeks.last() {
            Some(last) if last.week >= week.week => {
                let message = format!("week {} comes after week {}", week.week, last.week);
                let problem = Problem::error("weeks-out-of-order", message).at(record.place(1));
                findings.add(problem.help("give each partner's weeks once, in their order"));
            }
            Some(_) | None => weeks.push(week),
        }
    }
    Ok(panel)
}

fn row(record: &Record, findings: &mut Findings) -> Option<(Name, Week)> {
    let partner = record.read(0, true, word::id, findings);
    let mut week = Week {
        week: record.read(1, true, whole, findings)?,
        reward: record
            .read(2, false, rate, findings)
            .map_or(0.0, |reward| reward.to_f64()),
        ..Week::default()
    };
    for place in 0..COUNTS.len() {
        let found = record.read(place + 3, false, count, findings).unwrap_or(0);
        if let Some(own) = week.count(place) {
            *own = found as f64;
        }
    }
    Some((partner?, week))
}

/// A count of a week.
fn count(text: &str) -> Result<i64, CellFault> {
    let found = whole(text)?;
    match (0..=MOST).contains(&found) {
        true => Ok(found),
        false => Err(CellFault::OutOfRange),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_column_is_zero() {
        let text = "partner,week,active,created,reward\na,1,1,2,0.25\na,2,0,,\nb,1,1,3,0\n";
        let mut findings = Findings::default();
        let panel = read("panel.csv", text.as_bytes(), &mut findings).unwrap();
        assert_eq!(findings.problems(), []);
        assert_eq!(
            panel.columns,
            ["partner", "week", "reward", "active", "created"]
        );
        let weeks = &panel.partners["a"];
        let seen: Vec<_> = weeks
            .iter()
            .map(|it| (it.week, it.active, it.created, it.reward))
            .collect();
        assert_eq!(seen, [(1, 1.0, 2.0, 0.25), (2, 0.0, 0.0, 0.0)]);
        assert_eq!(weeks[0].won, 0.0);
    }

    #[test]
    fn weeks_come_in_order_and_counts_are_counts() {
        let text = "partner,week,active\na,2,1\na,2,1\na,1,1\nb,1,-1\n";
        let mut findings = Findings::default();
        let panel = read("panel.csv", text.as_bytes(), &mut findings).unwrap();
        let names: Vec<&str> = findings.problems().iter().map(|it| it.name).collect();
        assert_eq!(
            names,
            [
                "weeks-out-of-order",
                "weeks-out-of-order",
                "number-out-of-range"
            ]
        );
        assert_eq!(panel.partners["a"].len(), 1);
    }
}
