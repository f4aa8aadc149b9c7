//! What partners send back of their stock, and what they ask for where prices fall.

use std::collections::{BTreeMap, BTreeSet};

use charter::base::date::Date;
use charter::fact::{Fact, FactKind, Value, type_of};
use charter::model::Program;

use crate::made::{named, plain, scenario};
use crate::reads::{PAID, assert_near, facts, part_paid, unmoved};
use crate::settled::every_world_agrees;

/// A tenth of what is sent back.
fn sent_back() -> Program {
    plain(&format!(
        "
product gadget \"Gadget\" {{ line tools; list 10 USD }}
measure back \"Sent back\" {{ sum of rotation.net_amount }}
rebate returned \"Returned\" {{
  on      back in quarter
  rate    10%
{PAID}"
    ))
}

#[test]
fn what_is_sent_back_is_a_part_of_what_was_bought_at_the_price_of_the_day() {
    let program = sent_back();
    let mut scenario = unmoved(&program);
    scenario.behaviour.stock_cover = 1.0;
    scenario.behaviour.stock_price = 0.6;
    assert_eq!(part_paid(&program, &scenario), 0.0);
    scenario.behaviour.sent_back = 0.05;
    // In the weeks 0, 12, 24, 36 and 48 of 53: five times the orders of twelve weeks.
    let weeks = 60.0 / 52.0 * 365.0 / 371.0;
    assert_near(
        part_paid(&program, &scenario),
        0.1 * 0.6 * 0.05 * weeks,
        0.04,
    );
    // Who buys nothing has nothing to send back.
    scenario.behaviour.stock_cover = 0.0;
    assert_eq!(part_paid(&program, &scenario), 0.0);
}

/// Eight products at 100 USD whose price is protected.
fn protected() -> Program {
    let product = |n| format!("product p{n} \"P{n}\" {{ line tools; list 100 USD }}\n");
    let products: String = (0..8).map(product).collect();
    plain(&format!(
        "
{products}price_protection fall \"Fall\" {{
  on      each protection of tools in year
  amount  units in stock at old_price less new_price used oldest first
  pay     10 business days after approved claim in US to the partner as credit note
  undo    never
  account cost of sales
  tax     reported by partner
}}"
    ))
}

fn field(fact: &Fact, name: &str) -> Value {
    let fields = type_of(fact.kind).fields.iter();
    let place = fields.clone().position(|field| field.name == name).unwrap();
    fact.values[place].clone()
}

#[test]
fn prices_fall_for_everybody_on_one_day_as_often_and_as_far_as_is_said() {
    let program = protected();
    let mut scenario = scenario("{population: {partners: 20}}", &program);
    scenario.behaviour.stock_price = 0.75;
    scenario.behaviour.price_falls = 6.0;
    scenario.behaviour.price_fall = 0.1;
    let claims = facts(&program, &scenario, "program", FactKind::Protection);
    let mut falls: BTreeMap<(String, Date), (BTreeSet<String>, Value)> = BTreeMap::new();
    for claim in &claims {
        let Value::Text(product) = field(claim, "product") else {
            panic!("{claim:?}")
        };
        let price = field(claim, "new_price");
        let fall = (product.to_string(), claim.happened);
        let held = falls
            .entry(fall)
            .or_insert((BTreeSet::new(), price.clone()));
        assert_eq!(held.1, price);
        assert!(held.0.insert(claim.partner.to_string()));
    }
    // Of 8 x 53 weeks each is one with a chance of 6 in 52: 48.9, and 6.6 is the error.
    assert!((29..=68).contains(&falls.len()), "{}", falls.len());
    let mut before: BTreeMap<String, i32> = BTreeMap::new();
    for ((product, _), (partners, price)) in &falls {
        let times = before.entry(product.clone()).or_default();
        *times += 1;
        // 75.00, less a tenth each time.
        let expected = (75_00.0 * 0.9_f64.powi(*times)).round() as i128;
        assert_eq!(*price, Value::Amount(expected));
        assert!((1..=20).contains(&partners.len()));
    }
    for (falls, fall) in [(0.0, 0.1), (6.0, 0.0)] {
        scenario.behaviour.price_falls = falls;
        scenario.behaviour.price_fall = fall;
        assert!(facts(&program, &scenario, "program", FactKind::Protection).is_empty());
    }
}

#[test]
fn what_is_paid_for_stock_settles_to_the_same() {
    let forge = named("forge");
    let mut scenario = scenario("{population: {partners: 20}}", &forge);
    scenario.behaviour.price_falls = 6.0;
    let claims = facts(&forge, &scenario, "program", FactKind::Protection);
    assert!(claims.len() > 10);
    assert!(every_world_agrees(&forge, &scenario, 0) > 10);
    let swap = sent_back();
    let scenario = self::scenario("{population: {partners: 20}}", &swap);
    assert!(every_world_agrees(&swap, &scenario, 0) > 10);
}
