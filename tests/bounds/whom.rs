//! An edge is one of partners whom the incentive can pay.

use charter::lint::edge_words;
use charter::semantics::bounds::edge::{Fall, falls};

use crate::{PAID, small};

/// For whom a reward of 10% for each sale falls at 1,000 USD, in a program of two tiers, two regions and two types.
fn whom(clause: &str) -> Vec<String> {
    let program = small(&format!(
        "tier leader \"Leader\" {{
  rank 2
  earn bookings over last 4 quarters >= 90,000 USD
  review every quarter on last business day in US
  rise at review
  fall at review after 2 missed reviews in a row one rank at a time
}}
region CA \"Canada\" {{ countries CA; weekend Saturday, Sunday }}
type dealer \"Dealer\" {{}}
type distributor \"Distributor\" {{}}
spiff reward \"Reward\" {{
  {clause}
  on each sale of widget in year
  amount 10% per sale of the sale
  cap 100 USD per partner per quarter crossing refused
{PAID}}}
"
    ));
    let falls = falls(&program).unwrap();
    let of = |fall: &Fall| {
        assert!(fall.confirmed, "{fall:?}");
        edge_words::whom(&program, &fall.place)
    };
    falls.iter().map(of).collect()
}

#[test]
fn of_the_tiers_that_it_is_for() {
    let member = "a `member` partner";
    assert_eq!(whom("for member as of sale date"), [member]);
    assert_eq!(whom("for member as of quarter start"), [member]);
    assert_eq!(whom("for leader as of sale date"), ["a `leader` partner"]);
}

#[test]
fn of_the_regions_and_types_that_it_is_for() {
    assert_eq!(whom("for US"), ["a partner in `US`"]);
    assert_eq!(whom("for CA"), ["a partner in `CA`"]);
    let dealer = "a `member` partner of type `dealer`";
    assert_eq!(whom("for member, dealer as of sale date"), [dealer]);
}
