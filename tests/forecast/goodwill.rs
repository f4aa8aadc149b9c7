//! What pleases partners is that they are paid in a week, not in how many parts.

use charter::model::Program;
use charter::simulate::run::worlds::{Options, run};

use crate::made::{plain, still};

/// Spiffs on each sale of the year, all paid on the same days.
fn spiffs(percents: &[(&str, &str)]) -> Program {
    let one = |(name, percent): &(&str, &str)| {
        format!(
            "
spiff {name} \"Push {name}\" {{
  on      each sale in year
  amount  {percent}% of the sale
  pay     30 days after month end next business day in US to the partner as credit note
  undo    never
  account marketing
  tax     reported by partner
}}
"
        )
    };
    let all: String = percents.iter().map(one).collect();
    plain(&match percents.len() {
        1 => all,
        _ => format!("{all}stack one with more\n"),
    })
}

/// Partners that leave in each run where goodwill keeps them and nothing else moves them.
fn leavers(program: &Program, per_payout: f64) -> Vec<f64> {
    let mut scenario = still(60, program);
    scenario.runs = 6;
    scenario.behaviour.churn_hazard = 0.02;
    scenario.behaviour.goodwill_churn = 1.0;
    scenario.behaviour.goodwill_per_payout = per_payout;
    let found = run(program, &scenario, &Options::default()).unwrap();
    found.worlds[0].totals.iter().map(|it| it.churn).collect()
}

#[test]
fn to_pay_the_same_in_two_parts_pleases_no_more() {
    let whole = spiffs(&[("one", "2")]);
    let parts = spiffs(&[("one", "1.5"), ("more", "0.5")]);
    assert_eq!(leavers(&whole, 0.15), leavers(&parts, 0.15));
    let sum = |all: Vec<f64>| all.iter().sum::<f64>();
    let (pleased, not) = (sum(leavers(&whole, 0.15)), sum(leavers(&whole, 0.0)));
    assert!(pleased < not, "{pleased} {not}");
}
