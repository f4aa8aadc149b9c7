//! Limits of each award, of partners and of all, in the worst case.

use charter::semantics::bounds::liability::worst_case;
use charter::semantics::bounds::reach::reaches;
use charter::semantics::bounds::sale::one_sale;

use crate::{PAID, dollars, rebate, sale, small};

fn spiff(terms: &str) -> charter::model::Program {
    small(&format!(
        "spiff reward \"Reward\" {{\n  for     member as of sale date\n{terms}\n{PAID}}}\n"
    ))
}

/// 10% of a sale of 100.15 is 10.015, and half a cent goes to the even 10.02: no sale of at least 100 is paid
/// a larger part, and a partner sells 1,000,000. A limit on each award is shared by nobody, whatever its
/// scope: 40 x 100,049.92.
#[test]
fn a_limit_on_each_award_is_shared_by_nobody() {
    for scope in ["partner", "program", "region"] {
        let program = spiff(&format!(
            "  on      each deal with a sale of widget
  amount  10% per deal of the sale
  cap     20 USD per {scope} per award crossing paid to the limit"
        ));
        let case = worst_case(&program).unwrap();
        assert_eq!(case.year.amount(), Some(40 * 100_049_92), "{scope}");
    }
}

/// 2 USD a sale at most, and at most 10,000 sales a partner: 40 x 20,000.
#[test]
fn a_limit_on_each_award_bounds_each_award() {
    let program = spiff(
        "  on      each deal with a sale of widget
  amount  10% per deal of the sale
  cap     2 USD per program per award crossing paid to the limit",
    );
    assert_eq!(
        dollars(&worst_case(&program).unwrap().year),
        40 * 2 * 10_000
    );
}

/// Each of four quarters can round half a cent up to a whole one, also where the first sales pay nothing:
/// 4% above 100,000 in a quarter. All in one quarter gives 36,000.00; a cent more can only be rounded to.
#[test]
fn a_table_that_pays_nothing_from_zero_can_still_be_rounded_up() {
    let program = rebate(
        "  for member as of sale date
  on bookings in quarter
  rate marginal
    | from        | all |
    | 100,000 USD |  4% |",
    );
    let each = &worst_case(&program).unwrap().incentives[0].tiers[0];
    let amount = each.each.amount().unwrap();
    // 36,000.00 from one quarter with everything; a claim that is rounded up can add a cent.
    assert!((36_000_00..=36_000_02).contains(&amount), "{amount}");
}

/// A fixed amount for each sale of any size has no largest part of a sale where nothing says how small one
/// can be; held to 5 USD each it still has none. On a widget of at least 100 USD it is 5%.
#[test]
fn a_cap_bounds_what_one_sale_is_paid() {
    let program = spiff(
        "  on      each deal with a sale of widget
  amount  50 USD per deal
  cap     5 USD per partner per award crossing paid to the limit",
    );
    let all = one_sale(&program).unwrap();
    let widget = sale(&program, &all, "widget");
    assert_eq!(widget.total.to_string(), "500");
    assert_eq!(widget.amount, 10_000);
    assert!(widget.attained, "{widget:?}");
}

/// A tier that changes inside the quarter begins the bands again with starts as small as a day's part of them,
/// so that one sale alone can be paid the highest rate: 4% of 100.
#[test]
fn one_sale_where_the_bands_begin_again() {
    let program = rebate(
        "  for member as of sale date
  on bookings in quarter
  rate whole across tier as of sale date restart
    | from        | member |
    | 0 USD       |     1% |
    | 100,000 USD |     4% |",
    );
    let all = one_sale(&program).unwrap();
    let widget = sale(&program, &all, "widget");
    assert_eq!(widget.rate.to_string(), "0.04");
}

/// What is for partners by name is bounded by how many are named: 2 x 1,000. Of all partners the program says
/// only how many are members, so what is for all has no bound.
#[test]
fn an_offer_by_name_is_bounded_by_the_names() {
    let text = format!(
        "segment chosen \"Chosen\" {{ partner is acme, birch }}
bonus early \"Early\" {{\n  for     chosen\n  on      each sale accepted in year
  amount  200 USD per sale
  cap     1,000 USD per partner per year crossing paid to the limit\n{PAID}}}\n"
    );
    let program = small(&text);
    let case = worst_case(&program).unwrap();
    assert_eq!(dollars(&case.year), 2 * 1_000);
    // The case that is shown has no more partners than are named, and is paid the bound.
    let reached = reaches(&program, &case).unwrap();
    assert!(reached.year.is_bound);
    let partners = reached.year.case.iter().map(|group| group.partners);
    assert_eq!(partners.sum::<i128>(), 2);
    let open = small(&text.replace("  for     chosen\n", ""));
    assert_eq!(worst_case(&open).unwrap().year.amount(), None);
}
