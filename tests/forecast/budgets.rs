//! When the money of a budget is gone: in which week, in how many runs, and what a budget by the quarter shows.

use charter::model::Program;
use charter::simulate::estimate::number::Estimate;
use charter::simulate::run::forecast::Forecast;
use charter::simulate::run::worlds::{Options, run};

use crate::made::{plain, still};

/// An offer on a budget. Nobody responds to it, and everybody sells much more than the budget holds.
fn offer(on: &str, amount: &str, budget: &str) -> Program {
    plain(&format!(
        "
spiff push \"Push\" {{
  on      {on}
  amount  {amount}
  budget  pot
  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    never
  account marketing
  tax     reported by partner
}}
budget pot \"Pot\" {{
  {budget}
}}
"
    ))
}

fn forecast(program: &Program) -> Forecast {
    let mut scenario = still(40, program);
    scenario.runs = 6;
    run(program, &scenario, &Options::default()).unwrap()
}

fn mean(forecast: &Forecast, metric: &str) -> f64 {
    match &forecast.metrics()[metric] {
        Estimate::Known(metric) => metric.interval.mean,
        Estimate::Missing { reason, .. } => panic!("{metric}: {reason}"),
    }
}

/// The median of what is left of the budget at the end of each week.
fn left(forecast: &Forecast) -> Vec<f64> {
    let bands = &forecast.world("program").unwrap().bands;
    bands.balances[0].iter().map(|at| at.p50).collect()
}

const FIRST: &str = "order    first accepted ties by claim number\n  crossing paid to the limit";

#[test]
fn money_that_is_gone_in_the_last_week_of_an_offer_is_gone() {
    // The ninth week from 0 begins on 5 March; the offer lasts for six days of it.
    let days = "each sale in 2027-03-05 to 2027-03-10";
    let program = offer(days, "2% of the sale", &format!("200 USD\n  {FIRST}"));
    let found = forecast(&program);
    assert_eq!(mean(&found, "payouts"), 200.0);
    assert_eq!(mean(&found, "exhaustion_probability"), 1.0);
    assert_eq!(mean(&found, "exhaustion_week"), 9.0);
    let weeks = found.incentives[0].totals.iter().map(|it| it.exhausted);
    assert_eq!(weeks.collect::<Vec<_>>(), [Some(9); 6]);
    let left = left(&found);
    assert_eq!((left[8], left[9]), (200.0, 0.0));
}

#[test]
fn money_that_lasts_is_not_gone() {
    let days = "each sale in 2027-03-05 to 2027-03-10";
    let budget = format!("100,000,000 USD\n  {FIRST}");
    let found = forecast(&offer(days, "2% of the sale", &budget));
    assert_eq!(mean(&found, "exhaustion_probability"), 0.0);
    assert_eq!(found.incentives[0].totals[0].exhausted, None);
}

/// Quarters end on the days 89, 180, 272 and 364, in the weeks 12, 25, 38 and 52 from 0. What is shared then is drawn from the budget of
/// the quarter that ends; the next week shows that of the next.
#[test]
fn a_budget_by_the_quarter_is_followed_to_the_end_of_each() {
    let budget = "1,000 USD per quarter\n  share    pro rata at quarter end";
    let found = forecast(&offer("each sale in year", "2% of the sale", budget));
    assert_eq!(mean(&found, "payouts"), 4_000.0);
    let empty = left(&found).into_iter().enumerate();
    let empty = empty.filter(|(_, left)| *left == 0.0).map(|(week, _)| week);
    assert_eq!(empty.collect::<Vec<_>>(), [12, 25, 38, 52]);
    assert_eq!(mean(&found, "exhaustion_week"), 12.0);
}
