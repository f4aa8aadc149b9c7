//! Bounds that a case is paid exactly, where the case is found on the way: between steps of size, and with sales of another
//! product that a condition asks for.

use charter::base::id::IncentiveId;
use charter::semantics::bounds::liability::worst_case;
use charter::semantics::bounds::reach::{played, reaches};

use crate::command::{bound, stdout};
use crate::{PAID, dollars, program, small_text};

const GADGETS: &str = r#"product gadget "Gadget" { line tools; list 120 USD }
measure gadgets "Gadgets" { sum of sale.net_amount of gadget where sale.status is accepted }
measure pieces "Pieces" { count of sale of gadget where sale.status is accepted }
"#;

/// The bound of the year in major units, which a case is paid.
fn reached(block: &str) -> i128 {
    let program = program(&small_text(&format!("{GADGETS}{block}")));
    let worst = worst_case(&program).unwrap();
    let year = reaches(&program, &worst).unwrap().year;
    assert!(year.is_bound, "{:?}\n{year:?}", worst.year);
    dollars(&worst.year)
}

/// 40 partners; what is refused from just above 20,000 on is paid 200 there, four times a year.
#[test]
fn just_below_what_a_limit_refuses() {
    let block = format!(
        "rebate volume \"Rebate\" {{
  for member as of quarter end
  on bookings in quarter
  rate 1%
  cap 200 USD per partner per quarter crossing refused
{PAID}}}\n"
    );
    assert_eq!(reached(&block), 40 * 4 * 200);
}

/// 40 partners of 100 for each of three orders, once they have sold gadgets.
#[test]
fn with_what_a_condition_asks_for() {
    for needed in [
        "gadgets in quarter > 1,000 USD",
        "gadgets in year >= 1,000 USD",
        "pieces in quarter >= 5",
    ] {
        let block = format!(
            "spiff volume \"Spiff\" {{
  for member as of sale date
  on each order with a sale of widget in year
  amount 100 USD per order
  needs {needed}
  cap 3 awards per partner per year crossing refused
{PAID}}}\n"
        );
        assert_eq!(reached(&block), 40 * 3 * 100, "{needed}");
    }
}

/// A rule for one of all partners that ends in February.
fn lone_until_february() -> String {
    format!(
        "rebate volume \"Rebate\" {{
  for member as of quarter end
  on bookings in month
  rate 1%
  needs partner is lone until 2027-02-10
  cap 5 USD per partner per quarter crossing paid to the limit
{PAID}}}\n"
    )
}

/// Of 40 partners one is paid for all of the year, the others from 11 February on: a case is not one partner's, forty times.
#[test]
fn whom_a_rule_names_for_a_time_stands_beside_others() {
    let program = program(&small_text(&lone_until_february()));
    let worst = worst_case(&program).unwrap();
    assert_eq!(dollars(&worst.year), 40 * 4 * 5);
    let year = reaches(&program, &worst).unwrap().year;
    let paid = played(&program, &year.case).unwrap();
    let paid = paid.by(IncentiveId(0), program.fiscal.year());
    assert_eq!(year.paid, paid, "{year:?}");
}

#[test]
fn a_case_says_how_many_go_by_a_name() {
    let folder = tempfile::tempdir().unwrap();
    let text = small_text(&lone_until_february());
    std::fs::write(folder.path().join("small.charter"), text).unwrap();
    let said = bound(&[folder.path().to_str().unwrap()]);
    let said = stdout(&said);
    let named = "the case: 40 partners at member, 1 of them named lone, each with";
    assert!(said.contains(named), "{said}");
}
