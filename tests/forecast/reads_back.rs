//! What comes back, who leaves, what is bought for stock, and what a tier asks of people, drawn for the programs that
//! read it: each costs what a formula says.

use std::collections::BTreeMap;

use charter::base::name::Name;
use charter::fact::{FIELDS_OF_SALE, Fact, FactKind, Value};
use charter::intake::scenario::Scenario;
use charter::model::Program;

use crate::made::{halden, named, plain, scenario};
use crate::reads::{PAID, assert_near, facts, part_paid, tenth, unmoved};
use crate::settled::every_world_agrees;

/// A tenth of each sale, taken back as a clause says.
fn taken_back(undo: &str) -> Program {
    plain(&tenth("sale", "").replace("undo    never", undo))
}

fn number(fact: &Fact, place: usize) -> i128 {
    match fact.values[place] {
        Value::Amount(amount) => amount,
        Value::Count(count) => i128::from(count),
        Value::Absent | Value::Text(_) | Value::Date(_) => panic!("{fact:?}"),
    }
}

#[test]
fn what_is_paid_on_sales_that_come_back_is_taken_back_in_time_and_not_else() {
    let part = |undo: &str, share: f64| {
        let program = taken_back(undo);
        let mut scenario = unmoved(&program);
        scenario.behaviour.return_share = share;
        scenario.behaviour.return_days = 10.0;
        part_paid(&program, &scenario)
    };
    let within = |days: u16| {
        format!(
            "undo when returned within {days} days of sale date at the rate first paid from next payout"
        )
    };
    // Nothing comes back: a tenth, whatever the clause says.
    assert_near(part(&within(10), 0.0), 0.1, 0.01);
    // A fifth of what was sold comes back, so that revenue is four fifths of it. All, none and half is taken back.
    assert_near(part(&within(365), 0.2), 0.1, 0.02);
    assert_near(part("undo    never", 0.2), 0.1 / 0.8, 0.02);
    assert_near(part(&within(10), 0.2), (0.1 - 0.01) / 0.8, 0.03);
}

#[test]
fn a_return_names_its_sale_and_takes_all_of_it_in_every_world_alike() {
    let program = taken_back(
        "undo when returned within 30 days of sale date at the rate first paid from next payout",
    );
    let mut scenario = scenario("{population: {partners: 20}}", &program);
    assert!(facts(&program, &scenario, "none", FactKind::Return).is_empty());
    scenario.behaviour.return_share = 0.1;
    let sales = facts(&program, &scenario, "none", FactKind::Sale);
    let returns = facts(&program, &scenario, "none", FactKind::Return);
    // A few come back after the last day.
    assert_near(returns.len() as f64 / sales.len() as f64, 0.1, 0.15);
    let by_id: BTreeMap<&Name, &Fact> = sales.iter().map(|sale| (&sale.id, sale)).collect();
    for back in &returns {
        let Value::Text(sale) = &back.values[0] else {
            panic!("a return without a sale")
        };
        let sale = by_id[sale];
        assert!(sale.happened < back.happened);
        let amount = usize::from(FIELDS_OF_SALE.net_amount.0);
        assert_eq!(number(back, 2), number(sale, amount));
    }
    let with = facts(&program, &scenario, "program", FactKind::Return);
    let both = with.iter().filter(|it| returns.contains(it)).count();
    assert!(both > returns.len() / 3, "{both} of {}", returns.len());
    assert!(every_world_agrees(&program, &scenario, 0) > 100);
}

#[test]
fn the_flagship_settles_to_the_same_where_sales_come_back() {
    let program = halden();
    let mut scenario = scenario("{population: {partners: 40}}", &program);
    scenario.behaviour.return_share = 0.2;
    assert!(every_world_agrees(&program, &scenario, 0) > 100);
}

#[test]
fn customers_end_at_the_rate_that_is_said_where_it_is_counted() {
    let program = named("cirrus");
    let mut scenario = scenario("{population: {partners: 200}}", &program);
    scenario.behaviour.customer_churn = 0.3;
    let sales = facts(&program, &scenario, "none", FactKind::Sale);
    let ended = facts(&program, &scenario, "none", FactKind::Cancellation);
    let end = program
        .fiscal
        .start()
        .plus_days(i64::from(scenario.weeks) * 7);
    let customer = usize::from(FIELDS_OF_SALE.customer.0);
    let deal = usize::from(FIELDS_OF_SALE.deal.0);
    // The first sale to a customer is that of the deal after which it is named.
    let number = |value: &Value| match value {
        Value::Text(text) => text[1..].to_owned(),
        other => panic!("{other:?}"),
    };
    let first = sales
        .iter()
        .filter(|sale| number(&sale.values[customer]) == number(&sale.values[deal]));
    let expected: f64 = first
        .map(|sale| sale.happened.days_until(end) as f64 / 365.0)
        .map(|years| 1.0 - (-0.3 * years).exp())
        .sum();
    assert!(expected > 200.0, "{expected}");
    assert_near(ended.len() as f64, expected, 3.0 / expected.sqrt());
    assert!(every_world_agrees(&program, &scenario, 0) > 50);
    scenario.behaviour.customer_churn = 0.0;
    assert!(facts(&program, &scenario, "program", FactKind::Cancellation).is_empty());
}

#[test]
fn what_is_bought_for_stock_is_what_is_usually_sold_at_the_price_of_the_partner() {
    let program = plain(&format!(
        "
product gadget \"Gadget\" {{ line tools; list 100 USD }}
measure bought \"Bought\" {{ sum of purchase.net_amount }}
rebate stocked \"Stocked\" {{
  on      bought in quarter
  rate    10%
{PAID}"
    ));
    let mut scenario = unmoved(&program);
    assert_eq!(part_paid(&program, &scenario), 0.0);
    scenario.behaviour.stock_cover = 1.0;
    scenario.behaviour.stock_price = 0.6;
    // Of the thirteen orders of 53 weeks and one more in the last: 14 x 4 weeks of 52, against 371 days.
    let orders = 14.0 * 4.0 / 52.0 * 365.0 / 371.0;
    assert_near(part_paid(&program, &scenario), 0.1 * 0.6 * orders, 0.04);
    scenario.behaviour.stock_cover = 0.5;
    assert_near(part_paid(&program, &scenario), 0.05 * 0.6 * orders, 0.04);
    let forge = named("forge");
    let forge_scenario = self::scenario("{population: {partners: 20}}", &forge);
    assert!(!facts(&forge, &forge_scenario, "program", FactKind::Purchase).is_empty());
    assert!(every_world_agrees(&forge, &forge_scenario, 0) > 10);
}

/// A tenth of the sales of those who hold a tier, or a specialization.
fn for_those_who_hold(standing: &str) -> Program {
    plain(&format!(
        "
role boss \"Boss\" {{}}
{standing}
rebate tenth \"A tenth\" {{
  for     club as of quarter end
  on      bookings in quarter
  rate    10%
{PAID}"
    ))
}

fn held_by(standing: &str, set: impl Fn(&mut Scenario)) -> f64 {
    let program = for_those_who_hold(standing);
    let mut scenario = unmoved(&program);
    set(&mut scenario);
    part_paid(&program, &scenario)
}

#[test]
fn tiers_and_specializations_are_held_by_those_who_do_what_is_asked() {
    let tier = |asks: &str| {
        format!(
            "tier club \"Club\" {{
  rank   1
  earn   bookings in quarter >= 0 USD
  review every quarter on last day
  rise   at review
  fall   never
  {asks}
}}"
        )
    };
    let some = |invited: f64, steps: f64| {
        move |scenario: &mut Scenario| {
            scenario.behaviour.invited_share = invited;
            scenario.behaviour.step_share = steps;
        }
    };
    // Equal partners: the error of a share of 1,200 is 4.4% of it at 0.3, and 2.9% at a half.
    assert_near(held_by(&tier(""), some(0.3, 0.5)), 0.1, 0.02);
    assert_near(held_by(&tier("invite by boss"), some(0.3, 0.5)), 0.03, 0.12);
    let enrolled = held_by(&tier("enrol within 30 days"), some(0.3, 0.5));
    assert_near(enrolled, 0.05, 0.09);
    // Who pays the fee is who enrols: both are steps of one standing.
    let both = tier("enrol within 30 days\n  fee    100 USD per year");
    assert_near(held_by(&both, some(0.3, 0.5)), enrolled, 0.01);
    let all = tier("invite by boss\n  fee    100 USD per year");
    assert_near(held_by(&all, some(0.5, 0.5)), 0.025, 0.2);
    assert_near(held_by(&all, some(1.0, 1.0)), 0.1, 0.02);
}

#[test]
fn a_tier_that_lasts_half_a_year_is_held_on_by_those_who_are_audited() {
    let lasting = "tier club \"Club\" {
  rank   1
  earn   bookings in quarter >= 0 USD
  review every year on last day
  rise   at review
  fall   at the end one rank at a time
  lasts  6 months
  renew  30 days before the end
  audit  every 1 renewal by boss
}";
    let audited = |share: f64| move |scenario: &mut Scenario| scenario.behaviour.step_share = share;
    // All hold it from the first day. Half of them are looked at before its end, and are paid for the second half too.
    assert_near(held_by(lasting, audited(1.0)), 0.1, 0.02);
    assert_near(held_by(lasting, audited(0.5)), 0.075, 0.04);
    let program = for_those_who_hold(lasting);
    let scenario = scenario("{population: {partners: 20}}", &program);
    assert!(every_world_agrees(&program, &scenario, 0) > 20);
}

#[test]
fn programs_that_ask_people_settle_to_the_same() {
    for name in ["agora", "sentry"] {
        let program = named(name);
        let scenario = scenario("{population: {partners: 20}}", &program);
        let steps = [FactKind::Standing, FactKind::Specialization]
            .map(|kind| facts(&program, &scenario, "program", kind).len());
        assert!(steps.iter().sum::<usize>() > 5, "{name}");
        assert!(every_world_agrees(&program, &scenario, 0) > 20, "{name}");
    }
}
