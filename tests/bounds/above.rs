//! What lies above a baseline: all of what is sold opens gates, and only what is left of it is paid.

use charter::semantics::bounds::liability::worst_case;
use charter::semantics::bounds::reach::reaches;

use crate::{PAID, small};

/// The bound of a year and what a case was paid, in minor units; 40 partners sell 1,000,000 each.
fn year(terms: &str) -> (i128, i128) {
    let program = small(&format!(
        "measure every \"All\" {{ sum of sale.net_amount }}\n\
         growth more \"Growth\" {{\n  for member as of sale date\n  on bookings in quarter\n{terms}\n{PAID}}}\n"
    ));
    let case = worst_case(&program).unwrap();
    let paid = reaches(&program, &case).unwrap().year.paid;
    (case.year.amount().unwrap(), paid)
}

/// Each of four quarters of 40 partners may round half a cent up, which is all that a bound is above its case.
fn is_reached(terms: &str, paid: i128) {
    let (most, found) = year(terms);
    assert_eq!(found, paid, "{terms}");
    assert!((paid..=paid + 40 * 4).contains(&most), "{terms}: {most}");
}

const BASELINES: [&str; 2] = [
    "  above 50,000 USD",
    "  above bookings in previous quarter at least 50,000 USD",
];

/// 1,000,000 sold in one quarter reach the band of 1,000,000 although 950,000 are paid on: 10% of those are 95,000.
#[test]
fn what_a_table_is_read_by_is_not_lessened() {
    for baseline in BASELINES {
        for key in ["bookings in quarter", "every in quarter"] {
            let table = |from: &str| {
                format!(
                    "{baseline}\n  rate whole by {key}\n    | from | all |\n    | 0 USD | 0% |\n    | {from} USD | 10% |"
                )
            };
            is_reached(&table("1,000,000"), 40 * 9_500_000);
            // Nobody sells so much.
            assert_eq!(year(&table("1,000,001")), (0, 0), "{baseline} {key}");
        }
    }
}

/// The same of a condition; and half as much again of 95,000.
#[test]
fn what_a_condition_compares_is_not_lessened() {
    for baseline in BASELINES {
        for figure in ["bookings in quarter", "every in quarter"] {
            let open = |least: &str| {
                format!("{baseline}\n  open when {figure} >= {least} USD\n  rate 10%")
            };
            is_reached(&open("1,000,000"), 40 * 9_500_000);
            assert_eq!(year(&open("1,000,001")), (0, 0), "{baseline} {figure}");
            is_reached(
                &format!(
                    "{baseline}\n  rate 10%\n  accelerate 150% whole when {figure} >= 1,000,000 USD"
                ),
                40 * 14_250_000,
            );
        }
    }
}

/// Bands that are read on what is paid on begin above the baseline: 950,000 reach the band of 950,000.
#[test]
fn bands_of_the_rest_begin_above_the_baseline() {
    for baseline in BASELINES {
        let table = |from: &str| {
            format!(
                "{baseline}\n  rate whole\n    | from | all |\n    | 0 USD | 0% |\n    | {from} USD | 10% |"
            )
        };
        is_reached(&table("950,000"), 40 * 9_500_000);
        assert_eq!(year(&table("950,001")), (0, 0), "{baseline}");
    }
}
