//! A payout that falls only once a part of its limit is used: what earlier periods and sales can be paid decides.

use charter::semantics::bounds::edge::falls;

use crate::{PAID, small};

/// What is sold and paid before it falls, and what was used of the limit, all in minor units.
type Edge = (i128, i128, i128);

fn edge(block: &str) -> Option<Edge> {
    let program = small(block);
    let falls = falls(&program).unwrap();
    assert!(falls.len() <= 1, "{falls:?}");
    let fall = falls.first()?;
    assert!(fall.confirmed, "{fall:?}");
    assert_eq!((fall.after.paid, fall.recovers), (0, None), "{fall:?}");
    Some((fall.before.amount, fall.before.paid, fall.before.used))
}

fn rebate(terms: &str) -> Option<Edge> {
    edge(&format!(
        "rebate volume \"Rebate\" {{
  for member as of quarter end
  on bookings in quarter
{terms}
{PAID}}}\n"
    ))
}

/// A quarter is paid 2% and 2,000 at most. Half a cent is rounded to the even cent, so that 25 cents more than what brings an
/// even amount are still paid as much.
#[test]
fn of_a_rate_up_to_a_limit_of_its_own() {
    let cases: [(&str, Option<Edge>); 6] = [
        // After 2,000 the year's limit leaves 1,500, which 75,000 bring.
        (
            "3,500 USD per partner per year",
            Some((7_500_025, 150_000, 200_000)),
        ),
        // Two quarters of 2,000 leave nothing to refuse; 1,000 and 2,000 leave 1,000.
        (
            "4,000 USD per partner per year",
            Some((5_000_025, 100_000, 300_000)),
        ),
        // Three quarters of 2,000 leave 1,999 to the fourth.
        (
            "7,999 USD per partner per year",
            Some((9_995_025, 199_900, 600_000)),
        ),
        // The four together cannot cross it.
        ("8,000 USD per partner per year", None),
        // Two quarters are counted together.
        (
            "3,000 USD per partner per half",
            Some((5_000_025, 100_000, 200_000)),
        ),
        ("4,000 USD per partner per half", None),
    ];
    for (limit, expected) in cases {
        let found = rebate(&format!(
            "  rate 2%
  cap 2,000 USD per partner per quarter crossing paid to the limit
  cap {limit} crossing refused"
        ));
        assert_eq!(found, expected, "{limit}");
    }
}

/// A quarter is paid one of two amounts, or nothing.
#[test]
fn of_amounts_by_band() {
    let cases: [((&str, &str), u32, Option<Edge>); 5] = [
        // After 2,000 there are 1,500 left: 1,000 are paid for less than 100,000 and nothing from there.
        (
            ("1,000", "2,000"),
            3_500,
            Some((9_999_999, 100_000, 200_000)),
        ),
        // 2,000, 2,000 and 1,000 would need a fifth quarter to cross 8,000.
        (("1,000", "2,000"), 8_000, None),
        // 2,000 and 1,000 leave 1,000.
        (
            ("1,000", "2,000"),
            4_000,
            Some((9_999_999, 100_000, 300_000)),
        ),
        // What is left of 4,000 is 4,000, 2,100, 2,000 or at most 200: never from 1,900 up to less than 2,000.
        (("1,900", "2,000"), 4_000, None),
        // 1,900 twice leave 1,900 of 5,700.
        (
            ("1,900", "2,000"),
            5_700,
            Some((9_999_999, 190_000, 380_000)),
        ),
    ];
    for ((low, high), limit, expected) in cases {
        let found = rebate(&format!(
            "  rate whole
    | from        | all        |
    | 10,000 USD  | {low} USD  |
    | 100,000 USD | {high} USD |
  cap {limit} USD per partner per year crossing refused"
        ));
        assert_eq!(found, expected, "{low} {high} {limit}");
    }
}

/// Of one amount only nothing is lost: what is refused is no less than what is paid without more sales.
#[test]
fn of_one_amount_never() {
    let found = rebate(
        "  rate whole
    | from        | all        |
    | 10,000 USD  |  2,000 USD |
  cap 3,500 USD per partner per year crossing refused",
    );
    assert_eq!(found, None);
}

/// 2% of a sale and 100 at most: after one of 100 a limit of 150 leaves 50, which 2,500 bring. Sales have in common what the
/// limit is of.
#[test]
fn of_sales_that_share_a_limit() {
    let expected = Some((250_025, 5_000, 10_000));
    for (each, scope, expected) in [
        ("sale", "partner", expected),
        ("sale", "customer", expected),
        ("sale", "deal", expected),
        ("sale", "seller", expected),
        ("deal", "partner", expected),
        // A deal is paid once.
        ("deal", "deal", None),
    ] {
        let on = match each {
            "deal" => "deal with a sale of widget",
            _ => "sale of widget in year",
        };
        let found = edge(&format!(
            "spiff reward \"Reward\" {{
  for member as of sale date
  on each {on}
  amount 2% per {each} of the sale
  cap 100 USD per partner per award crossing paid to the limit
  cap 150 USD per {scope} per year crossing refused
{PAID}}}\n"
        ));
        assert_eq!(found, expected, "each {each}, per {scope}");
    }
}

/// A partner is assumed to sell 1,000,000 in a year, and each tier's partners may be assumed to sell no more than some edge needs.
#[test]
fn of_sales_that_nobody_is_assumed_to_make_never() {
    for (limit, expected) in [
        // 2% of 1,000,000 are 20,000.
        ("19,999.98 USD", Some((99_999_925, 19_999_98, 0))),
        ("20,000 USD", None),
    ] {
        let found = rebate(&format!(
            "  rate 2%\n  cap {limit} per partner per quarter crossing refused"
        ));
        assert_eq!(found, expected, "{limit}");
    }
}

/// A budget that refuses is used up by sales as a limit is.
#[test]
fn of_a_budget() {
    let found = edge(&format!(
        "budget pot \"Pot\" {{
  150 USD
  order first accepted ties by claim number
  crossing refused
}}
spiff reward \"Reward\" {{
  for member as of sale date
  on each sale of widget in year
  amount 2% per sale of the sale
  cap 100 USD per partner per award crossing paid to the limit
  budget pot
{PAID}}}\n"
    ));
    assert_eq!(found, Some((250_025, 5_000, 10_000)));
}
