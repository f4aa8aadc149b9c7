//! Orders at prices that were quoted before, where a program keeps quotes and list prices rise.

use std::collections::BTreeMap;

use charter::base::date::Date;
use charter::fact::{Fact, FactKind, Value, type_of};
use charter::model::Program;
use charter::simulate::run::worlds::{Options, run};

use crate::made::{plain, scenario};
use crate::reads::{assert_near, facts, tenth, unmoved};
use crate::settled::every_world_agrees;

/// Eight products at 100 USD whose quotes are kept for so many days.
fn kept(days: u16) -> Program {
    let product = |n| format!("product p{n} \"P{n}\" {{ line tools; list 100 USD }}\n");
    let products: String = (0..8).map(product).collect();
    plain(&format!(
        "
{products}price_hold quoted \"Quoted\" {{
  on      each quote of tools in year
  amount  units at list_price less quoted_price held for {days} days
  cap     1,000,000 USD per partner per year crossing paid to the limit
  pay     10 business days after approved claim in US to the partner as credit note
  undo    never
  account contra revenue
  tax     reported by partner
}}"
    ))
}

fn value(fact: &Fact, name: &str) -> Value {
    let (place, _) = type_of(fact.kind).field(name).unwrap();
    fact.values[usize::from(place.0)].clone()
}

/// Of an order: its product, units, day of the quote, and both prices in cents.
fn order(fact: &Fact) -> (String, i64, Date, i128, i128) {
    match (
        value(fact, "product"),
        value(fact, "units"),
        value(fact, "quoted"),
        value(fact, "quoted_price"),
        value(fact, "list_price"),
    ) {
        (
            Value::Text(product),
            Value::Count(units),
            Value::Date(quoted),
            Value::Amount(before),
            Value::Amount(now),
        ) => (product.to_string(), units, quoted, before, now),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_share_of_orders_is_quoted_before_and_paid_what_the_price_rose_since() {
    let program = kept(30);
    let mut scenario = unmoved(&program);
    scenario.behaviour.quoted_share = 0.4;
    scenario.behaviour.quote_days = 30.0;
    scenario.behaviour.quote_spread = 0.5;
    scenario.behaviour.price_rises = 6.0;
    scenario.behaviour.price_rise = 0.1;
    let quotes = facts(&program, &scenario, "program", FactKind::Quote);
    let year = program.fiscal.year();
    let sales = facts(&program, &scenario, "program", FactKind::Sale);
    // Widgets have no list price: a ninth of sales.
    let share = quotes.len() as f64 / sales.len() as f64;
    assert_near(share, 0.4 * 8.0 / 9.0, 0.04);
    let (mut expected, mut in_time) = (0.0, 0.0);
    let mut levels: BTreeMap<String, Vec<(Date, i128)>> = BTreeMap::new();
    for fact in &quotes {
        let (product, units, quoted, before, now) = order(fact);
        let days = quoted.days_until(fact.happened);
        in_time += f64::from(u8::from(days <= 30));
        if days <= 30 && year.first() <= fact.happened && fact.happened <= year.last() {
            expected += units as f64 * (now - before).max(0) as f64 / 100.0;
        }
        let of = levels.entry(product).or_default();
        of.extend([(quoted, before), (fact.happened, now)]);
    }
    // Half are ordered within the median.
    assert_near(in_time / quotes.len() as f64, 0.5, 0.05);
    let forecast = run(&program, &scenario, &Options::default()).unwrap();
    let paid = forecast.world("program").unwrap().totals[0].payouts;
    assert!(expected > 10_000.0);
    assert_near(paid, expected, 1e-9);
    // A product has one price on a day, which only rises, by a tenth each time, before and after the first day alike.
    let mut rises = 0;
    for (product, mut level) in levels {
        level.sort_unstable();
        level.dedup();
        for pair in level.windows(2) {
            let [(day, before), (next, now)] = *pair else {
                panic!("{pair:?}")
            };
            assert!(day < next && before <= now, "{product}");
            rises += i32::from(before < now);
        }
        let reached = level.last().unwrap().1 as f64 / 100_00.0;
        let times = (reached.ln() / 1.1_f64.ln()).round();
        assert!((reached - 1.1_f64.powf(times)).abs() < 1e-4, "{product}");
        assert!(
            level
                .iter()
                .all(|(day, price)| *day >= year.first() || *price == 100_00)
        );
    }
    // Of 8 x 53 weeks each has one with a chance of 6 in 52: 48.9, and 6.6 is the error; two in a fortnight may look like one.
    assert!((22..=68).contains(&rises), "{rises}");
}

#[test]
fn what_no_price_or_no_quote_moves_pays_nothing() {
    let program = kept(60);
    let mut scenario = unmoved(&program);
    let paid = |scenario: &_| {
        let forecast = run(&program, scenario, &Options::default()).unwrap();
        forecast.world("program").unwrap().totals[0].payouts
    };
    scenario.behaviour.quote_days = 20.0;
    scenario.behaviour.price_rises = 6.0;
    scenario.behaviour.price_rise = 0.1;
    assert!(facts(&program, &scenario, "program", FactKind::Quote).is_empty());
    scenario.behaviour.quoted_share = 0.3;
    assert!(paid(&scenario) > 0.0);
    // On the day of the quote no price has risen since.
    scenario.behaviour.quote_days = 0.0;
    assert_eq!(paid(&scenario), 0.0);
    scenario.behaviour.quote_days = 20.0;
    scenario.behaviour.price_rise = 0.0;
    assert_eq!(paid(&scenario), 0.0);
    let other = plain(&tenth("sale", ""));
    assert!(facts(&other, &scenario, "program", FactKind::Quote).is_empty());
}

#[test]
fn an_order_at_a_quoted_price_is_of_its_sale_in_every_world_and_settles_to_the_same() {
    let program = kept(60);
    let mut scenario = scenario("{population: {partners: 30}}", &program);
    scenario.behaviour.price_rises = 6.0;
    for world in ["program", "none"] {
        let sales = facts(&program, &scenario, world, FactKind::Sale);
        let quotes = facts(&program, &scenario, world, FactKind::Quote);
        assert!(quotes.len() > 20);
        for quote in &quotes {
            let (product, units, ..) = order(quote);
            let is_of = |sale: &&Fact| {
                sale.partner == quote.partner
                    && sale.happened == quote.happened
                    && value(sale, "product") == Value::Text(product.as_str().into())
                    && value(sale, "units") == Value::Count(units)
            };
            assert!(sales.iter().any(|sale| is_of(&sale)));
        }
    }
    assert!(every_world_agrees(&program, &scenario, 0) > 5);
}
