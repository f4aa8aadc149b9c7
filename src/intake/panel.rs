//! A vendor's own history: one row a partner and week, read from CSV. Opens no file and must not know what is
//! estimated from it.

mod parts;
mod weeks;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead};

use crate::base::name::Name;
use crate::base::ratio::Ratio;
use crate::diagnostic::Problem;
use crate::intake::cell_fault::CellFault;
use crate::intake::findings::Findings;
use crate::intake::heading::{Column, Wanted};
use crate::intake::number::{rate, whole};
use crate::intake::record::Limits;
use crate::intake::table::{Record, Table};
use crate::intake::word;

macro_rules! columns {
    (rates { $($(#[doc = $rate_doc:literal])* $rate:ident,)* }
     counts { $($(#[doc = $doc:literal])* $name:ident,)* }) => {
        /// What happened at one partner in one week. What the file has no column for is zero.
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct Week {
            /// Which week, in any count that goes up by one.
            pub week: i64,
            $($(#[doc = $rate_doc])* pub $rate: f64,)*
            $($(#[doc = $doc])* pub $name: f64,)*
        }

        /// Columns that hold a decimal.
        const RATES: &[&str] = &[$(stringify!($rate),)*];
        /// Columns that count something.
        const COUNTS: &[&str] = &[$(stringify!($name),)*];

        impl Week {
            /// What stands in a column; `None` where there is no such column.
            pub fn value(&self, column: &str) -> Option<f64> {
                match column {
                    "week" => Some(self.week as f64),
                    $(stringify!($rate) => Some(self.$rate),)*
                    $(stringify!($name) => Some(self.$name),)*
                    _ => None,
                }
            }

            /// The cells after partner and week, rates first.
            fn cell(&mut self, place: usize) -> Option<&mut f64> {
                let mut all = [$(&mut self.$rate,)* $(&mut self.$name,)*].into_iter();
                all.nth(place)
            }
        }
    };
}

columns! {
    rates {
        /// The reward of a further sale, relative to what the partner earns on it anyway.
        reward,
        /// The same for an offer that is announced and has not begun.
        coming_reward,
        /// The same for offers that the partner came to know of in this week.
        offer_reward,
        /// The load of the messages that reached it.
        load,
    }
    counts {
        /// 1 while the partner takes part, 0 in the week in which it has left.
        active,
        /// The week of its quarter, from 0.
        quarter_week,
        /// Weeks that the offer of `reward` still runs, this one included; 0 where none ends.
        ends_in,
        /// Weeks until the offer of `coming_reward` begins; 0 where none does.
        starts_in,
        /// Deals open at the week's start.
        open,
        /// Opportunities created.
        created,
        /// Of them leads that the vendor found and gave.
        led,
        /// Of them brought by another partner.
        introduced,
        /// Of them contested by a competitor.
        contested,
        /// Deals won.
        won,
        /// Deals lost.
        lost,
        /// Of those won, with a new customer.
        won_new,
        /// Of those won, renewals of what a customer of the partner has.
        renewed,
        /// Of those won, more for a customer of the partner.
        widened,
        /// Of those won, ordered at a price quoted before.
        quoted,
        /// Invoices whose time to be paid is long over.
        invoices_due,
        /// Of them paid.
        invoices_paid,
        /// Sales whose time to come back is long over.
        sales_due,
        /// Of them come back whole.
        sales_returned,
        /// Targets to be agreed for what begins in the week.
        targets_open,
        /// Of them agreed.
        targets_agreed,
        /// Fees for tiers and specializations whose time to be paid is over.
        fees_due,
        /// Of them paid.
        fees_paid,
        /// Customers at the week's start.
        customers,
        /// Of them gone.
        customers_left,
        /// Registrations decided.
        registered,
        /// Of them refused since another partner was first.
        refused,
        /// Leads whose time to be accepted is over.
        leads,
        /// Of them accepted.
        leads_accepted,
        /// Offers that one joins whose time to join is over.
        join_open,
        /// Of them joined.
        joined,
        /// Offers that the partner came to know of.
        offered,
        /// Of them taken up.
        taken,
        /// Messages that reached the partner.
        touches,
        /// Of them opened.
        opened,
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
        /// Claims on funds handed in.
        claims,
        /// Of them sent back for more.
        claims_returned,
        /// Of those sent back, supplied in time.
        claims_supplied,
        /// Claims decided by somebody.
        claims_decided,
        /// Of them denied.
        claims_denied,
        /// Of them approved in part.
        claims_cut,
        /// Claims that silence decided.
        claims_silent,
        /// Claims denied or cut whose time to appeal is over.
        claims_appealable,
        /// Of them appealed.
        claims_appealed,
        /// Of these appeals, granted.
        appeals_granted,
        /// Exceptions asked for.
        exceptions_asked,
        /// Of them granted.
        exceptions_granted,
    }
}

/// Whether a column holds a decimal; else it counts.
pub fn is_rate(column: &str) -> bool {
    RATES.contains(&column)
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
    let named = ["partner", "week"].iter();
    let all: Vec<&'static str> = named.chain(RATES).chain(COUNTS).copied().collect();
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
    let mut returned: BTreeSet<Name> = BTreeSet::new();
    while let Some(record) = table.next(findings)? {
        if is_first {
            let there = all.iter().enumerate();
            let there = there.filter(|(place, _)| record.cell(*place).is_some());
            panel.columns = there.map(|(_, name)| *name).collect();
            is_first = false;
        }
        let Some((partner, mut week)) = row(&record, findings) else {
            continue;
        };
        for (part, whole) in parts::too_many(&mut week, &panel.columns) {
            let message =
                format!("there are more in `{part}` than in `{whole}`, of which they are a part");
            let place = all.iter().position(|name| *name == part);
            let problem = Problem::error("part-above-whole", message);
            let problem = problem.at(record.place(place.unwrap_or(0)));
            findings.add(problem.help(format!(
                "count both in the same week, or leave `{part}` out"
            )));
        }
        let weeks = panel.partners.entry(partner.clone()).or_default();
        let left = weeks.last().filter(|last| last.active <= 0.0);
        if let Some(left) = left.filter(|left| left.week < week.week) {
            // Once for a partner, at the first of its weeks that is too many.
            if returned.insert(partner) {
                findings.add(weeks::after(left.week).at(record.place(1)));
            }
            continue;
        }
        let last = weeks.last().map(|last| last.week);
        if let Some(problem) = last.and_then(|last| weeks::between(last, week.week)) {
            findings.add(problem.at(record.place(1)));
        }
        if last.is_none_or(|last| last < week.week) {
            weeks.push(week);
        }
    }
    if table.rows() == 0 {
        findings.add(weeks::none(file));
    }
    Ok(panel)
}

fn row(record: &Record, findings: &mut Findings) -> Option<(Name, Week)> {
    let partner = record.read(0, true, word::id, findings);
    let mut week = Week {
        week: record.read(1, true, whole, findings)?,
        ..Week::default()
    };
    let rates = RATES.iter().map(|name| (*name, true));
    let counts = COUNTS.iter().map(|name| (*name, false));
    for (place, (name, is_rate)) in rates.chain(counts).enumerate() {
        let found = match is_rate {
            true => {
                let read = if name == "load" { rate } else { reward };
                let found = record.read(place + 2, false, read, findings);
                found.map(|found| found.to_f64())
            }
            false => {
                let is_yes_or_no = matches!(name, "active" | "fund_open");
                let read = if is_yes_or_no { yes_or_no } else { count };
                let found = record.read(place + 2, false, read, findings);
                found.map(|found| found as f64)
            }
        };
        if let (Some(own), Some(found)) = (week.cell(place), found) {
            *own = found;
        }
    }
    Some((partner?, week))
}

/// A reward, which is never below zero; a load is where a message pleases.
fn reward(text: &str) -> Result<Ratio, CellFault> {
    let found = rate(text)?;
    match found.is_negative() {
        true => Err(CellFault::OutOfRange),
        false => Ok(found),
    }
}

/// 1 or 0.
fn yes_or_no(text: &str) -> Result<i64, CellFault> {
    let found = whole(text)?;
    match (0..=1).contains(&found) {
        true => Ok(found),
        false => Err(CellFault::OutOfRange),
    }
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
        let text = "partner,week,active\na,2,1\na,2,1\na,1,1\nb,1,-1\nc,1,2\n";
        let mut findings = Findings::default();
        let panel = read("panel.csv", text.as_bytes(), &mut findings).unwrap();
        let names: Vec<&str> = findings.problems().iter().map(|it| it.name).collect();
        assert_eq!(
            names,
            [
                "weeks-out-of-order",
                "weeks-out-of-order",
                "number-out-of-range",
                "number-out-of-range",
            ]
        );
        assert_eq!(panel.partners["a"].len(), 1);
    }

    #[test]
    fn a_reward_is_not_below_zero_and_a_load_may_be() {
        let text = "partner,week,active,reward,load\na,1,1,0.1,-0.25\na,2,1,-0.1,0\n";
        let mut findings = Findings::default();
        let panel = read("panel.csv", text.as_bytes(), &mut findings).unwrap();
        let names: Vec<&str> = findings.problems().iter().map(|it| it.name).collect();
        assert_eq!(names, ["number-out-of-range"]);
        assert_eq!(panel.partners["a"][0].load, -0.25);
    }
}
