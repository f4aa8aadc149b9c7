//! Terms that change inside a period: each day has one version, and no sale is paid by two.

use charter::semantics::bounds::edge::cliffs;
use charter::semantics::bounds::liability::worst_case;
use charter::semantics::bounds::reach::reaches;
use charter::semantics::bounds::sale::one_sale;

use crate::{PAID, rebate, sale, small};

/// 3%, and 5% in May.
fn may() -> charter::model::Program {
    small(&format!(
        "rebate volume \"Rebate\" {{\n  for member as of sale date\n  on bookings in quarter\n  rate 3%\n{PAID}}}\n\
         change from 2027-05-01 until 2027-05-31 volume {{ rate 5% }}\n"
    ))
}

/// A sale of 100 is paid 5 in May and 3 on any other day, and never 3 + 5 + 3.
#[test]
fn one_sale_has_the_terms_of_its_own_day() {
    let program = may();
    let all = one_sale(&program).unwrap();
    let widget = sale(&program, &all, "widget");
    assert_eq!(
        (widget.amount, widget.total.to_string()),
        (10_000, "500".to_owned())
    );
    assert_eq!(widget.day.to_string(), "2027-05-01");
    assert!(widget.attained, "{widget:?}");
}

/// All of the 1,000,000 in May is paid 50,000, and 40 partners 2,000,000. Each of the four quarters may round half a
/// cent up, which is all that the bound is above it.
#[test]
fn a_year_is_paid_no_more_than_its_best_version_pays() {
    let program = may();
    let case = worst_case(&program).unwrap();
    let most = case.year.amount().unwrap();
    assert!(
        (200_000_000..=200_000_000 + 40 * 4).contains(&most),
        "{most}"
    );
    assert_eq!(reaches(&program, &case).unwrap().year.paid, 200_000_000);
}

/// A table that goes on has its band by the whole quarter, and its rate by the day: at most 5% of 1,000,000.
#[test]
fn the_parts_of_a_whole_table_are_not_added() {
    let most = worst_case(&whole()).unwrap().year.amount().unwrap();
    assert!(
        (200_000_000..=200_000_000 + 40 * 4).contains(&most),
        "{most}"
    );
}

fn whole() -> charter::model::Program {
    rebate(
        "  for member as of sale date
  on bookings in quarter
  rate whole continue until 2027-05-15
    | from        | all |
    | 0 USD       |  2% |
    | 100,000 USD |  4% |
  rate whole continue from 2027-05-16
    | from        | all |
    | 0 USD       |  3% |
    | 100,000 USD |  5% |",
    )
}

/// The bands of a marginal table are filled by both versions: 4% of 500,000 by 15 May, and after it 6% of the 500,000
/// that lie above them. That is 50,000, and neither version alone pays more than 35,000.
#[test]
fn the_parts_of_a_marginal_table_may_each_pay_their_best() {
    let program = rebate(
        "  for member as of sale date
  on bookings in quarter
  rate marginal continue until 2027-05-15
    | from        | all |
    | 0 USD       |  4% |
    | 500,000 USD |  1% |
  rate marginal continue from 2027-05-16
    | from        | all |
    | 0 USD       |  1% |
    | 500,000 USD |  6% |",
    );
    let most = worst_case(&program).unwrap().year.amount().unwrap();
    assert!(most >= 40 * 5_000_000, "{most}");
}

/// What is paid on both sides of each jump, and whether a case was paid that.
fn jumps(program: &charter::model::Program) -> Vec<(i128, i128, i128, bool)> {
    let all = cliffs(program).unwrap();
    let mut all: Vec<_> = all
        .iter()
        .map(|it| (it.after.amount, it.before.paid, it.after.paid, it.confirmed))
        .collect();
    all.sort_unstable();
    all
}

/// 2% and 4% of 100,000, and 3% and 5% of it.
#[test]
fn a_jump_of_a_table_is_that_of_one_version() {
    let expected = [
        (10_000_000, 200_000, 400_000, true),
        (10_000_000, 300_000, 500_000, true),
    ];
    assert_eq!(jumps(&whole()), expected);
}

/// 3% and half as much again of 200,000, and 4% and half as much again.
#[test]
fn a_jump_of_a_rate_that_is_raised_is_that_of_one_version() {
    let program = rebate(
        "  for member as of sale date
  on bookings in quarter
  rate 3% until 2027-05-15
  rate 4% from 2027-05-16
  accelerate 150% whole when bookings in quarter >= 200,000 USD",
    );
    let expected = [
        (20_000_000, 600_000, 900_000, true),
        (20_000_000, 800_000, 1_200_000, true),
    ];
    assert_eq!(jumps(&program), expected);
    let all = one_sale(&program).unwrap();
    let widget = sale(&program, &all, "widget");
    let rate = charter::base::ratio::Ratio::new(6, 100).unwrap();
    assert_eq!(widget.rate, rate);
    // Another sale before it reaches the 200,000.
    assert!(widget.attained, "{widget:?}");
}

/// The quarter before sold 100,000, so that the best quarter before did: 2% of the 20,000.01 above it is 400.
#[test]
fn growth_above_the_best_quarter_is_above_the_one_it_is_measured_against() {
    let program = small(&format!(
        "growth more \"Growth\" {{
  for     member as of quarter end
  on      bookings in quarter
  above   peak of bookings over previous 4 quarters at least 50,000 USD
  rate    whole by growth of bookings in quarter over bookings in previous quarter when base is 0 then fails
    | from      | all |
    | any       |  0% |
    | above 20% |  2% |
{PAID}}}\n"
    ));
    assert_eq!(jumps(&program), [(12_000_001, 0, 40_000, false)]);
}
