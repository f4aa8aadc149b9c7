//! Offers of the year that are approved late: nobody hears of them before, and they pay all the same.

use charter::intake::scenario::Scenario;
use charter::model::Program;
use charter::simulate::run::worlds::{Options, run};

use crate::made::{plain, scenario};
use crate::reads::PAID;

const GOVERNED: &str = "
role boss \"Boss\" {}
governance { owner boss; approve boss when worse for any partner }
";

/// A tenth of the sales of some days, in a program that asks for approvals or not.
fn offered(governance: &str, days: &str) -> Program {
    plain(&format!(
        "{governance}
bonus extra \"Extra\" {{
  on      each sale accepted in {days}
  amount  10% of the sale
{PAID}"
    ))
}

/// Who works towards it, what it pays and what is sold, over all runs.
fn played(program: &Program, scenario: &Scenario) -> [f64; 3] {
    let forecast = run(program, scenario, &Options::default()).unwrap();
    let world = forecast.world("program").unwrap();
    let sum = |of: fn(&charter::simulate::estimate::totals::Totals) -> f64| {
        world.totals.iter().map(of).sum::<f64>()
    };
    [
        sum(|each| each.participation),
        sum(|each| each.payouts),
        sum(|each| each.revenue),
    ]
}

/// Everything is late, by so much that it is never told of.
fn late(program: &Program) -> Scenario {
    let mut scenario = scenario("{population: {partners: 100}, runs: 2}", program);
    scenario.behaviour.late_share = 1.0;
    scenario.behaviour.late_weeks = 1e9;
    scenario
}

#[test]
fn what_is_never_approved_moves_nobody_and_is_paid_as_it_is_written() {
    let program = offered(GOVERNED, "Q3");
    let never = played(&program, &late(&program));
    let mut in_time = late(&program);
    in_time.behaviour.late_share = 0.0;
    let in_time = played(&program, &in_time);
    assert_eq!(never[0], 0.0);
    assert!(in_time[0] > 0.4, "{in_time:?}");
    assert!(never[1] > 0.0 && never[2] < in_time[2], "{never:?}");
    // Some weeks late: somewhere between.
    let mut some = late(&program);
    some.behaviour.late_weeks = 4.0;
    let [working, ..] = played(&program, &some);
    assert!(0.0 < working && working < in_time[0], "{working}");
}

#[test]
fn what_holds_on_the_first_day_or_needs_no_approval_is_never_late() {
    for (governance, days) in [("", "Q3"), (GOVERNED, "year")] {
        let program = offered(governance, days);
        let mut in_time = late(&program);
        in_time.behaviour.late_share = 0.0;
        assert_eq!(
            played(&program, &late(&program)),
            played(&program, &in_time)
        );
    }
}
