//! What one more sale takes from a later one: with it more is sold, and less is paid.

use charter::semantics::bounds::sooner::{What, sooner};

use crate::{PAID, small};

/// What is taken, what is sold in the sale that takes, and what is paid without it and with it, in minor units.
type Case = (What, i128, i128, i128, usize);

fn found(terms: &str) -> Option<Case> {
    let program = small(&format!(
        "bonus volume \"Bonus\" {{\n  for member as of sale date\n{terms}\n{PAID}}}\n"
    ));
    let found = sooner(&program).unwrap();
    assert!(found.unknown.is_empty(), "{terms}");
    assert!(found.taken.len() <= 1, "{terms}");
    let it = found.taken.into_iter().next()?;
    Some((it.what, it.sold, it.without, it.with, it.sales))
}

/// A partner sells 1,000,000 a year, so that the larger of two sales is half of it: 1% of 500,000 are 5,000. The smallest sale is of
/// one widget for 100, which is paid 1.
#[test]
fn a_small_sale_in_the_place_of_a_large_one() {
    for (terms, expected) in [
        // Two awards: 1 and 5,000, or 1 and 1.
        (
            "  on each sale of widget in year\n  amount 1% of the sale\n  cap 2 awards per partner per year crossing refused",
            Some((What::Award, 10_000, 500_100, 200, 3)),
        ),
        // 5,000 are paid 50, which reaches the limit and closes it.
        (
            "  on each sale of widget in year\n  amount 1% of the sale\n  cap 50 USD per partner per half crossing paid then closed",
            Some((What::Limit, 500_000, 500_000, 5_000, 2)),
        ),
        // The first of its order.
        (
            "  on each order with a sale of widget in year\n  amount 1% of the sale",
            Some((What::FirstPlace, 10_000, 500_000, 100, 2)),
        ),
        // At most 20 for each: nothing larger than 20 waits, but 1 takes its place.
        (
            "  on each sale of widget in year\n  amount 1% of the sale\n  cap 20 USD per award crossing paid to the limit\n  cap 2 awards per partner per year crossing refused",
            Some((What::Award, 10_000, 2_100, 200, 3)),
        ),
        (
            "  on each sale of widget in year\n  amount 10 USD per sale\n  cap 2 awards per partner per year crossing refused",
            None,
        ),
    ] {
        assert_eq!(found(terms), expected, "{terms}");
    }
}
