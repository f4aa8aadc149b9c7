//! What a further sale is thought to be worth where a new rate cuts a period and other awards are taken off.

use std::cell::Cell;

use charter::base::id::IncentiveId;
use charter::base::period::Cycle;
use charter::base::ratio::Ratio;
use charter::kind::paying::against::reduced;
use charter::model::Program;
use charter::payout::measure::Window;
use charter::payout::table::Mode;
use charter::payout::{Deduction, Payout};
use charter::semantics::curve::of::curve;
use charter::semantics::curve::{Curve, CurveFault};
use charter::semantics::plan::Plan;
use charter::simulate::behaviour::worth::Stand;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::curved::{DEAL, TODAY, alone, any_sales, fold, further, holds};
use crate::world::*;

fn share(rate: &str, window: Window) -> Payout {
    Payout::Share {
        rate: percent(rate),
        of: bookings(window),
    }
}

fn quarter(rate: &str) -> Payout {
    share(rate, Window::In(Cycle::Quarter))
}

/// One rate up to the day before another's first.
fn cut(before: &str, after: &str, first: &str) -> Payout {
    let last = date(first).plus_days(-1).to_string();
    Payout::Sum(vec![
        share(before, Window::Days(days("2027-02-01", &last))),
        share(after, Window::Days(days(first, "2027-04-30"))),
    ])
}

/// An incentive that is lessened by what another awards.
fn pair(extra: Payout, base: Payout) -> Program {
    let mut program = alone(&reduced(each_quarter(extra), &[IncentiveId(1)], &|_| true));
    program.incentives.push(incentive("b", each_quarter(base)));
    program.reduced.push((IncentiveId(0), IncentiveId(1)));
    program
}

fn drawn(program: &Program) -> Result<Curve, CurveFault> {
    let plan = Plan::of(program);
    let facts = [
        sale("s1", "acme", "2027-02-14", 10_000),
        sale("s2", "acme", "2027-02-15", 30_000),
    ];
    let before = fold(&plan, &[], &facts);
    let acme = before.book().partner_named("acme").unwrap();
    let stand = Stand {
        incentive: Some(IncentiveId(0)),
        ..Stand::on(&before, acme, date(TODAY), DEAL)
    };
    curve(&program.incentives[0].payout, &stand)
}

#[test]
fn what_is_taken_off_is_parted_in_a_curve_too() {
    // 10% of 40,000 are 4,000, of which 1,000 lie before the new rate: 2% of 9,000 and 4% of 27,000.
    // A further sale lies after it: 4% of the nine tenths that are left of it.
    let program = pair(cut("2", "4", "2027-02-15"), quarter("10"));
    let curve = drawn(&program).unwrap();
    assert_eq!(curve.value(Ratio::ZERO), Ok(dollars(1_260)));
    assert_eq!(curve.value(dollars(10_000)), Ok(dollars(1_620)));
    assert_eq!(curve.pieces().len(), 1);
    assert_eq!(curve.slope(Ratio::ZERO), Ratio::new(36, 1_000).unwrap());
}

#[test]
fn what_no_sale_moves_is_parted_in_a_curve_that_stands_still() {
    // After the last rate no sale counts: 2% of 9,000 and 4% of 27,000 stay.
    let mut extra = cut("2", "4", "2027-02-15");
    if let Payout::Sum(parts) = &mut extra {
        parts[1] = share("4", Window::Days(days("2027-02-15", "2027-02-28")));
    }
    let base = share("10", Window::Days(days("2027-02-01", "2027-02-28")));
    let curve = drawn(&pair(extra, base)).unwrap();
    assert_eq!(curve, Curve::constant(dollars(1_260)));
}

#[test]
fn a_part_of_what_is_taken_off_that_bends_is_not_drawn() {
    // 10% up to 40,000 and 5% beyond: with each further sale what is taken off is another part of all sales.
    let base = Payout::Bands(bands(
        Mode::Marginal,
        vec![start(0), start(40_000)],
        &["10", "5"],
    ));
    let program = pair(cut("2", "4", "2027-02-15"), base);
    assert_eq!(drawn(&program), Err(CurveFault::NotStraight));
    // Up to 50,000 it is 10% of all sales, beyond that it bends.
    let base = Payout::Bands(bands(
        Mode::Marginal,
        vec![start(0), start(50_000)],
        &["10", "5"],
    ));
    let program = pair(cut("2", "4", "2027-02-15"), base);
    assert_eq!(drawn(&program), Err(CurveFault::NotStraight));
    // More than all is never taken off: nothing is left, however much is sold.
    let base = Payout::Bands(bands(
        Mode::Marginal,
        vec![start(0), start(50_000)],
        &["200", "100"],
    ));
    let program = pair(cut("2", "4", "2027-02-15"), base);
    assert_eq!(drawn(&program), Ok(Curve::constant(Ratio::ZERO)));
}

/// What is taken off: of all sales, of some, or a fixed amount.
fn any_base() -> impl Strategy<Value = Payout> {
    let rate = || select(vec!["0", "1", "10", "33.333", "100", "150"]);
    let first = select(vec!["2027-02-20", "2027-03-20", "2027-04-01"]);
    let table = prop::collection::vec(rate(), 2)
        .prop_map(|column| Payout::Bands(bands(Mode::Whole, vec![start(0), above(900)], &column)));
    prop_oneof![
        4 => rate().prop_map(quarter),
        2 => (rate(), rate(), first).prop_map(|(one, other, first)| cut(one, other, first)),
        1 => Just(Payout::Fixed(money(20))),
        2 => table,
    ]
}

#[test]
fn a_curve_across_a_new_rate_gives_what_the_evaluator_gives() {
    let (straight, bent) = (Cell::new(0), Cell::new(0));
    let config = Config {
        cases: 1_500,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let rate = || select(vec!["1", "2.5", "7", "33.333"]);
    let first = select(vec![
        "2027-02-10",
        "2027-03-19",
        "2027-03-20",
        "2027-03-21",
        "2027-04-30",
    ]);
    let around = prop::option::of(1_i128..900);
    let extra = (rate(), rate(), first, around);
    let points = prop::collection::vec(0_i128..2_000_00, 2..5);
    let cases = (extra, any_base(), any_sales(), points);
    let result = runner.run(
        &cases,
        |((one, other, first, around), base, facts, points)| {
            let mut extra = cut(one, other, first);
            if let Some(least) = around {
                extra = Payout::Net {
                    less: Deduction::Baseline {
                        before: None,
                        least: Some(money(least)),
                    },
                    payout: Box::new(extra),
                };
            }
            let program = pair(extra, base);
            let points: Vec<_> = points.iter().map(|more| vec![further(*more)]).collect();
            let count = if holds(&program, &[], &facts, &points)? {
                &straight
            } else {
                &bent
            };
            count.set(count.get() + 1);
            Ok(())
        },
    );
    if let Err(error) = result {
        panic!("{error}");
    }
    let (straight, bent) = (straight.get(), bent.get());
    assert!(straight >= 400, "{straight} are drawn and {bent} are not");
}
