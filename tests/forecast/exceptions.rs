//! What partners ask for off the rules, and what of it is granted and paid.

use charter::fact::{Fact, FactKind, Value, type_of};
use charter::model::Program;
use charter::simulate::run::worlds::{Options, run};

use crate::made::{plain, scenario};
use crate::reads::{assert_near, facts, unmoved};
use crate::settled::every_world_agrees;

/// A pool of so many dollars for each of these who may grant something.
fn granting(names: &[&str], pool: &str) -> Program {
    let one = |name: &&str| {
        format!(
            "
role {name} \"The {name}\" {{ duty \"Owns it.\" }}
budget of_{name} \"Pool of the {name}\" internal {{
  {pool} USD per year
  owner    {name}
  order    first accepted ties by claim number
  crossing paid to the limit
}}
exception by_{name} \"Granted by the {name}\" {{
  on      each exception decided by {name} in year
  budget  of_{name}
  pay     10 business days after approved claim in US to the partner as credit note
  account marketing
  tax     reported by partner
}}
"
        )
    };
    plain(&names.iter().map(one).collect::<String>())
}

fn value(fact: &Fact, name: &str) -> Value {
    let (place, _) = type_of(fact.kind).field(name).unwrap();
    fact.values[usize::from(place.0)].clone()
}

fn is(fact: &Fact, name: &str, text: &str) -> bool {
    value(fact, name) == Value::Text(text.into())
}

/// Dollars that are approved.
fn approved(asked: &[Fact]) -> f64 {
    let granted = asked.iter().filter(|it| is(it, "decision", "approved"));
    let amounts = granted.map(|it| match value(it, "amount") {
        Value::Amount(amount) => amount as f64 / 100.0,
        other => panic!("{other:?}"),
    });
    amounts.sum()
}

#[test]
fn so_many_ask_for_so_much_and_what_is_granted_is_paid_from_the_pool() {
    let program = granting(&["director"], "100,000,000");
    let mut scenario = unmoved(&program);
    scenario.behaviour.exception_asks = 2.0;
    scenario.behaviour.exception_size = 0.25;
    scenario.behaviour.exception_granted = 0.6;
    let asked = facts(&program, &scenario, "program", FactKind::Exception);
    // 1,200 partners twice in 52 weeks, on 365 days: 2,407, and 49 is the error.
    assert!((2_235..=2_578).contains(&asked.len()), "{}", asked.len());
    assert!(asked.iter().all(|it| is(it, "decided_by", "director")));
    let forecast = run(&program, &scenario, &Options::default()).unwrap();
    let paid = forecast.world("program").unwrap().totals[0].payouts;
    assert_near(paid, approved(&asked), 1e-9);
    // All partners have deals of one mean, of which a quarter is asked for; the error of 1,444 amounts is 3.7%.
    let sales = facts(&program, &scenario, "none", FactKind::Sale);
    let amount = |sale: &Fact| match value(sale, "net_amount") {
        Value::Amount(amount) => amount as f64 / 100.0,
        other => panic!("{other:?}"),
    };
    let mean = sales.iter().map(amount).sum::<f64>() / sales.len() as f64;
    assert_near(paid, 2_407.0 * 0.6 * 0.25 * mean, 0.14);
    // Of a pool that is too small all of it is paid.
    let small = granting(&["director"], "1,000");
    let forecast = run(&small, &scenario, &Options::default()).unwrap();
    let paid = forecast.world("program").unwrap().totals[0].payouts;
    assert_eq!(paid, 1_000.0);
}

#[test]
fn off_nobody_asks_and_where_nothing_is_granted_nothing_is_paid() {
    let program = granting(&["director"], "100,000");
    let mut scenario = unmoved(&program);
    assert!(facts(&program, &scenario, "program", FactKind::Exception).is_empty());
    scenario.behaviour.exception_asks = 1.0;
    let asked = facts(&program, &scenario, "program", FactKind::Exception);
    assert!(asked.len() > 900);
    assert!(asked.iter().all(|it| is(it, "decision", "refused")));
    let forecast = run(&program, &scenario, &Options::default()).unwrap();
    assert_eq!(forecast.world("program").unwrap().totals[0].payouts, 0.0);
    // Nobody asks a program that is not there, or one without exceptions.
    assert!(facts(&program, &scenario, "none", FactKind::Exception).is_empty());
    let without = plain("");
    assert!(facts(&without, &scenario, "program", FactKind::Exception).is_empty());
}

#[test]
fn two_who_may_grant_are_asked_apart_and_all_settles_to_the_same() {
    let both = granting(&["director", "manager"], "50,000");
    let mut scenario = scenario("{population: {partners: 60}}", &both);
    scenario.behaviour.exception_asks = 2.0;
    let of = |asked: Vec<Fact>, who: &str| -> Vec<Fact> {
        let own = asked.into_iter().filter(|it| is(it, "decided_by", who));
        own.collect()
    };
    let all = facts(&both, &scenario, "program", FactKind::Exception);
    let alone = facts(&both, &scenario, "without:by_director", FactKind::Exception);
    assert_eq!(of(alone.clone(), "director"), []);
    // Who is asked does not change what the other one is asked, but for who has left.
    let kept = of(all.clone(), "manager");
    let same = kept.iter().filter(|it| {
        alone.iter().any(|other| {
            other.partner == it.partner
                && other.happened == it.happened
                && other.values == it.values
        })
    });
    assert!(same.count() * 10 >= kept.len() * 9);
    assert!(of(all, "director").len() > 50 && kept.len() > 50);
    assert!(every_world_agrees(&both, &scenario, 0) > 10);
}
