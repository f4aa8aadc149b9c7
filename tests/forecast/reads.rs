//! Facts that are drawn for the programs that read them: what such a program costs is what a formula says, what is
//! drawn settles to the same postings, and a program that reads none of them has none.

use std::collections::BTreeSet;

use charter::fact::{FIELDS_OF_SALE, Fact, FactKind, Value};
use charter::intake::scenario::behaviour::Behaviour;
use charter::intake::scenario::{Opening, Scenario};
use charter::model::Program;
use charter::simulate::estimate::totals::Totals;
use charter::simulate::run::worlds::{Options, draw, run};

use crate::made::{halden, plain, scenario, still};
use crate::settled::every_world_agrees;

pub const PAID: &str = "
  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    never
  account marketing
  tax     reported by partner
}
";

/// A bonus of a tenth of sales of the year.
pub fn tenth(what: &str, more: &str) -> String {
    format!(
        "
bonus tenth \"A tenth\" {{
  on      each {what} in year
  amount  10% of the sale
{more}{PAID}"
    )
}

/// The part of the year's revenue that is paid out, over all runs: nobody responds to anything. The revenue of the
/// year's 53 weeks is brought to its 365 days.
pub fn part_paid(program: &Program, scenario: &Scenario) -> f64 {
    let forecast = run(program, scenario, &Options::default()).unwrap();
    let world = forecast.world("program").unwrap();
    let sum = |of: fn(&Totals) -> f64| world.totals.iter().map(of).sum::<f64>();
    sum(|each| each.payouts) / sum(|each| each.revenue_in_year) * 371.0 / 365.0
}

/// Partners that do not respond and sold in the year before too. Together they make some 10,000 sales a year, whose
/// sizes differ as much as they are large: of a share of half of them the error is below 1.5%.
pub fn unmoved(program: &Program) -> Scenario {
    let mut scenario = still(1_200, program);
    scenario.opening = Opening::Drawn;
    scenario.runs = 1;
    scenario
}

/// The facts of one kind in a world.
pub fn facts(program: &Program, scenario: &Scenario, world: &str, kind: FactKind) -> Vec<Fact> {
    let mut all = draw(program, scenario, 0, world).unwrap().facts;
    all.retain(|fact| fact.kind == kind);
    all
}

/// A number near what it is expected to be, in parts of it.
pub fn assert_near(found: f64, expected: f64, part: f64) {
    let off = (found / expected - 1.0).abs();
    assert!(off < part, "{found} instead of {expected}");
}

#[test]
fn what_waits_for_customers_costs_the_part_that_they_pay_in_time() {
    let program = plain(&tenth(
        "sale",
        "  hold    until customer paid within 30 days\n",
    ));
    let mut scenario = unmoved(&program);
    // Nobody pays: nothing is paid out.
    assert_eq!(part_paid(&program, &scenario), 0.0);
    scenario.behaviour.paid_share = 0.9;
    scenario.behaviour.payment_days = 30.0;
    scenario.behaviour.payment_spread = 0.5;
    // 90% pay, half of them within the median: 10% x 45%.
    assert_near(part_paid(&program, &scenario), 0.045, 0.05);
    // One spread above the median, 30 exp(0.5) = 49.5 days, have paid 84.13% of those who do.
    let program = plain(&tenth(
        "sale",
        "  hold    until customer paid within 49 days\n",
    ));
    let share = 0.1 * 0.9 * 0.838;
    assert_near(part_paid(&program, &scenario), share, 0.05);
    let program = plain(&tenth("sale", "  hold    until customer paid\n"));
    assert_near(part_paid(&program, &scenario), 0.09, 0.03);
}

#[test]
fn what_is_paid_late_and_what_is_paid_in_time_is_read_when_a_quarter_ends() {
    let part = |what: &str| {
        let program = plain(&format!(
            "
measure counted \"Counted\" {{ sum of sale.net_amount where {what} within 30 days }}
rebate share \"Share\" {{
  on      counted in quarter
  rate    10%
{PAID}"
        ));
        let mut scenario = unmoved(&program);
        scenario.behaviour.paid_share = 0.6;
        scenario.behaviour.payment_days = 20.0;
        part_paid(&program, &scenario)
    };
    // Who pays does so on the 20th day: of a quarter's sales 60% of those of all days but the last 20 are paid. The
    // others are late once 30 days are over: of all days but the last 31.
    let days = 365.0;
    assert_near(part("paid"), 0.1 * 0.6 * (days - 4.0 * 20.0) / days, 0.05);
    assert_near(
        part("not paid"),
        0.1 * 0.4 * (days - 4.0 * 31.0) / days,
        0.05,
    );
}

#[test]
fn a_payment_is_of_its_sale_in_every_world_and_in_the_year_before() {
    let held = plain(&tenth("sale", "  hold    until customer paid\n"));
    let scenario = scenario("{population: {partners: 20}}", &held);
    let start = held.fiscal.start();
    let sales = facts(&held, &scenario, "none", FactKind::Sale);
    let payments = facts(&held, &scenario, "none", FactKind::Payment);
    assert!(payments.iter().any(|payment| payment.happened < start));
    assert_near(payments.len() as f64 / sales.len() as f64, 0.99, 0.02);
    for payment in &payments {
        let sale = sales
            .iter()
            .find(|sale| payment.values[0] == Value::Text(sale.id.clone()));
        let sale = sale.unwrap();
        assert!(sale.happened <= payment.happened && sale.partner == payment.partner);
        assert_eq!(
            payment.values[1],
            sale.values[usize::from(FIELDS_OF_SALE.net_amount.0)]
        );
    }
    // The same deal is paid for on the same number of days after its sale, with and without the program.
    let with = facts(&held, &scenario, "program", FactKind::Payment);
    let both = with.iter().filter(|it| payments.contains(it)).count();
    assert!(both > payments.len() / 3, "{both} of {}", payments.len());
    assert!(every_world_agrees(&held, &scenario, 0) > 100);
    let other = plain(&tenth("sale", ""));
    assert!(facts(&other, &scenario, "program", FactKind::Payment).is_empty());
}

#[test]
fn kinds_of_sale_are_paid_by_their_shares() {
    let part = |what: &str, set: fn(&mut Behaviour)| {
        let program = plain(&format!(
            "
measure counted \"Counted\" {{ sum of sale.net_amount where sale.kind is {what} }}
rebate share \"Share\" {{
  on      counted in quarter
  rate    10%
{PAID}"
        ));
        let mut scenario = unmoved(&program);
        scenario.behaviour.new_customer_share = 0.4;
        set(&mut scenario.behaviour);
        part_paid(&program, &scenario)
    };
    // 60% of sales are to customers of the partner: half of them renew, a fifth widens, the rest is new.
    let shares: fn(&mut Behaviour) = |behaviour| {
        behaviour.renewal_share = 0.5;
        behaviour.upsell_share = 0.2;
    };
    assert_near(part("renewal", shares), 0.1 * 0.6 * 0.5, 0.06);
    assert_near(part("upsell", shares), 0.1 * 0.6 * 0.2, 0.09);
    assert_near(part("new", shares), 0.1 * (0.4 + 0.6 * 0.3), 0.05);
    // Off, nothing is renewed or widened: every sale is new.
    assert_eq!(part("renewal", |_| {}), 0.0);
    assert_near(part("new", |_| {}), 0.1, 0.02);
}

#[test]
fn a_sale_has_a_kind_where_the_program_asks_and_the_first_to_a_customer_is_new() {
    let program = plain(&tenth("upsell", ""));
    let scenario = scenario("{population: {partners: 20}}", &program);
    let place = usize::from(FIELDS_OF_SALE.kind.0);
    let mut seen = BTreeSet::new();
    let mut sales = facts(&program, &scenario, "none", FactKind::Sale);
    sales.sort_by_key(|sale| sale.happened);
    for sale in &sales {
        let customer = &sale.values[usize::from(FIELDS_OF_SALE.customer.0)];
        let is_first = seen.insert(format!("{customer:?}"));
        let Value::Text(kind) = &sale.values[place] else {
            panic!("a sale without a kind")
        };
        assert!(!is_first || kind == "new" || sale.happened < program.fiscal.start());
    }
    let count = |word: &str| {
        sales
            .iter()
            .filter(|it| it.values[place] == Value::Text(word.into()))
            .count()
    };
    assert!(count("renewal") > count("upsell") && count("upsell") > 0);
    assert!(every_world_agrees(&program, &scenario, 0) > 10);
    let other = plain(&tenth("sale", ""));
    let sales = facts(&other, &scenario, "program", FactKind::Sale);
    assert!(sales.iter().all(|sale| sale.values[place] == Value::Absent));
}

#[test]
fn the_flagship_reads_none_of_these_facts_and_none_is_drawn() {
    let program = halden();
    let scenario = scenario("{population: {partners: 20}}", &program);
    let place = usize::from(FIELDS_OF_SALE.kind.0);
    let drawn = draw(&program, &scenario, 0, "program").unwrap();
    let others = [
        FactKind::Payment,
        FactKind::Lead,
        FactKind::Credit,
        FactKind::Target,
        FactKind::Enrolment,
        FactKind::Membership,
        FactKind::Return,
        FactKind::Cancellation,
        FactKind::Purchase,
        FactKind::Standing,
    ];
    assert!(drawn.facts.iter().all(|fact| !others.contains(&fact.kind)));
    let mut sales = drawn
        .facts
        .iter()
        .filter(|fact| fact.kind == FactKind::Sale);
    assert!(sales.all(|sale| sale.values[place] == Value::Absent));
}
