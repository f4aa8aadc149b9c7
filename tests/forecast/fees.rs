//! Fees for tiers and specializations: who holds one pays once in the year, and that is income of the program.

use std::collections::BTreeMap;

use charter::base::date::Date;
use charter::fact::FactKind;
use charter::intake::scenario::{Opening, Scenario};
use charter::model::Program;
use charter::simulate::estimate::number::Estimate;
use charter::simulate::run::forecast::Forecast;
use charter::simulate::run::worlds::{Options, run};

use crate::made::{plain, still};
use crate::reads::{PAID, assert_near, facts};

/// A tier for everybody who sold anything, with a rebate that costs something.
fn with_fee(fee: &str) -> Program {
    plain(&format!(
        "
tier member \"Member\" {{
  rank   1
  earn   bookings over last 4 quarters >= 1 USD
  review every quarter on last day
  rise   at review
  fall   never
{fee}}}
rebate share \"Share\" {{
  on      bookings in quarter
  rate    1%
{PAID}"
    ))
}

/// 200 equal partners that respond to nothing and take every step.
fn paying(program: &Program, opening: Opening) -> Scenario {
    let mut scenario = still(200, program);
    scenario.opening = opening;
    scenario.behaviour.fee_collected = 1.0;
    scenario.runs = 2;
    scenario
}

fn mean(forecast: &Forecast, metric: &str) -> f64 {
    match &forecast.metrics()[metric] {
        Estimate::Known(metric) => metric.interval.mean,
        Estimate::Missing { reason, .. } => panic!("{metric}: {reason}"),
    }
}

fn forecast(program: &Program, scenario: &Scenario) -> Forecast {
    run(program, scenario, &Options::default()).unwrap()
}

#[test]
fn who_holds_a_tier_pays_once_in_the_year_and_that_is_income() {
    let program = with_fee("  fee    1,000 USD per year\n");
    let scenario = paying(&program, Opening::Drawn);
    // Of some eight sales a year one is within 21 months: everybody is a member by the last review but one.
    let with = forecast(&program, &scenario);
    assert_eq!(mean(&with, "fee_income"), 200.0 * 1_000.0);
    // Nobody responds: the same sales in both worlds, so that fees less costs are left.
    let (fees, cost) = (mean(&with, "fee_income"), mean(&with, "program_cost"));
    assert_eq!(mean(&with, "incremental_margin"), 0.0);
    assert_near(mean(&with, "net_value"), fees - cost, 1e-9);
    assert_near(mean(&with, "roi"), fees / cost - 1.0, 1e-9);
    // The weeks hold them too.
    let weeks = &with.world("program").unwrap().weeks;
    assert_near(weeks.iter().map(|it| it.fees).sum(), fees, 1e-9);
    assert_near(weeks[0].fees, fees, 0.01);
    let half = {
        let mut scenario = scenario.clone();
        scenario.behaviour.fee_collected = 0.5;
        forecast(&program, &scenario)
    };
    assert_eq!(mean(&half, "fee_income"), 100_000.0);
}

#[test]
fn without_a_fee_without_steps_and_off_there_is_no_income() {
    let free = with_fee("");
    let scenario = paying(&free, Opening::Drawn);
    let without = forecast(&free, &scenario);
    assert_eq!(mean(&without, "fee_income"), 0.0);
    let cost = mean(&without, "program_cost");
    assert_near(mean(&without, "net_value"), -cost, 1e-9);
    let program = with_fee("  fee    1,000 USD per year\n");
    let mut off = paying(&program, Opening::Drawn);
    off.behaviour.fee_collected = 0.0;
    assert_eq!(mean(&forecast(&program, &off), "fee_income"), 0.0);
    // Nobody pays, so nobody is a member.
    let mut nobody = paying(&program, Opening::Drawn);
    nobody.behaviour.step_share = 0.0;
    assert_eq!(mean(&forecast(&program, &nobody), "fee_income"), 0.0);
}

/// The first quarter in which each partner sold, by what was drawn.
fn first_quarters(program: &Program, scenario: &Scenario) -> BTreeMap<String, u32> {
    let mut first = BTreeMap::new();
    for sale in facts(program, scenario, "program", FactKind::Sale) {
        let quarter = quarter(program.fiscal.start(), sale.happened);
        let held = first.entry(sale.partner.to_string()).or_insert(quarter);
        *held = quarter.min(*held);
    }
    first
}

/// Quarters of the calendar from the year's first.
fn quarter(start: Date, day: Date) -> u32 {
    u32::try_from(start.whole_months_until(day) / 3).unwrap()
}

#[test]
fn a_prorated_fee_is_a_twelfth_for_each_whole_month_that_is_left() {
    let program = with_fee("  fee    1,200 USD per year prorated by whole months\n");
    let mut scenario = paying(&program, Opening::Empty);
    scenario.runs = 1;
    // Nobody sold before: who sells in the first quarter is a member from 1 April, for nine months.
    let first = first_quarters(&program, &scenario);
    let fee = |quarter: u32| match quarter {
        0 => 900.0,
        1 => 600.0,
        2 => 300.0,
        _ => 0.0,
    };
    let expected: f64 = first.values().map(|quarter| fee(*quarter)).sum();
    let found = forecast(&program, &scenario);
    assert!(expected > 150_000.0 && first.values().any(|quarter| *quarter > 0));
    assert_eq!(mean(&found, "fee_income"), expected);
    assert_eq!(found.world("none").unwrap().totals[0].fees, 0.0);
}

#[test]
fn a_specialization_costs_its_fee_beside_that_of_the_tier() {
    let tier = "  fee    1,000 USD per year\n}
specialization hybrid \"Hybrid\" {
  earn   bookings over last 4 quarters >= 1 USD
  review every quarter on last day
  fall   never
  fee    300 USD per year
";
    let program = with_fee(tier);
    let scenario = paying(&program, Opening::Drawn);
    let found = mean(&forecast(&program, &scenario), "fee_income");
    assert_eq!(found, 200.0 * 1_300.0);
}
