//! Targets that are agreed with each partner, drawn for the programs that leave them to be agreed.

use std::collections::BTreeMap;

use charter::base::date::Date;
use charter::base::name::Name;
use charter::base::period::Cycle;
use charter::fact::{FIELDS_OF_SALE, Fact, FactKind, Value};
use charter::model::Program;
use charter::simulate::run::worlds::{WorldDrawn, draw};

use crate::made::{named, plain, scenario};
use crate::reads::{PAID, assert_near, facts, unmoved};
use crate::settled::every_world_agrees;

fn amount(value: &Value) -> i128 {
    match value {
        Value::Amount(amount) => *amount,
        _ => panic!("no amount"),
    }
}

/// By partner and last day of the quarter: what was sold in it, and what was agreed.
fn quarters(program: &Program, facts: &[Fact]) -> BTreeMap<(Name, Date), (i128, i128)> {
    let mut found: BTreeMap<(Name, Date), (i128, i128)> = BTreeMap::new();
    let year = program.fiscal.year();
    for fact in facts
        .iter()
        .filter(|it| (year.first()..=year.last()).contains(&it.happened))
    {
        let end = program.fiscal.period_at(Cycle::Quarter, fact.happened);
        let end = program.fiscal.days(end).last();
        let own = found.entry((fact.partner.clone(), end)).or_default();
        match fact.kind {
            FactKind::Sale => {
                own.0 += amount(&fact.values[usize::from(FIELDS_OF_SALE.net_amount.0)])
            }
            FactKind::Target => own.1 += amount(&fact.values[1]),
            _ => {}
        }
    }
    found
}

/// By partner and last day of the quarter: what an incentive pays.
fn paid(program: &Program, drawn: &WorldDrawn, name: &str) -> BTreeMap<(Name, Date), i128> {
    let place = program
        .incentives
        .iter()
        .position(|each| &*each.declared.name == name);
    let mut found: BTreeMap<(Name, Date), i128> = BTreeMap::new();
    for posting in &drawn.postings {
        if Some(posting.claim.incentive.index()) == place {
            let partner = drawn.partners[posting.claim.partner.index()].name.clone();
            *found.entry((partner, posting.day)).or_default() += posting.amount.minor;
        }
    }
    found
}

fn on_target() -> Program {
    plain(&format!(
        "
target agreed_sales \"Agreed sales\" {{ agreed; fixed on quarter start }}
rebate on_plan \"On plan\" {{
  on      bookings in quarter
  rate    1%
  needs   attainment of bookings in quarter against agreed_sales >= 100%
{PAID}"
    ))
}

#[test]
fn targets_are_what_is_usual_and_whoever_reaches_one_is_paid() {
    let program = on_target();
    let mut scenario = unmoved(&program);
    scenario.behaviour.agreed_share = 1.0;
    let drawn = draw(&program, &scenario, 0, "program").unwrap();
    let quarters = quarters(&program, &drawn.facts);
    // Equal partners in a market that does not move: what is agreed in all is what is sold in all.
    let (sold, agreed) = quarters
        .values()
        .fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1));
    assert_near(sold as f64, agreed as f64, 0.04);
    let one = facts(&program, &scenario, "program", FactKind::Target);
    assert_eq!(one.len(), 4 * 1_200);
    let paid = paid(&program, &drawn, "on_plan");
    for (key, (sold, agreed)) in &quarters {
        let due = if sold >= agreed {
            (*sold as f64 / 100.0).round_ties_even() as i128
        } else {
            0
        };
        assert_eq!(paid.get(key).copied().unwrap_or(0), due, "{key:?}");
    }
    assert!(paid.len() > 1_000);
    // A stretch of half, and off.
    scenario.behaviour.target_stretch = 0.5;
    let stretched = facts(&program, &scenario, "program", FactKind::Target);
    let sum = |facts: &[Fact]| facts.iter().map(|it| amount(&it.values[1])).sum::<i128>() as f64;
    assert_near(sum(&stretched), 1.5 * sum(&one), 1e-4);
    scenario.behaviour.agreed_share = 0.0;
    assert!(facts(&program, &scenario, "program", FactKind::Target).is_empty());
}

#[test]
fn a_target_is_the_same_in_every_world_and_settles_to_the_same_postings() {
    let program = on_target();
    let scenario = scenario("{population: {partners: 30}}", &program);
    let of = |world: &str| facts(&program, &scenario, world, FactKind::Target);
    let none = of("none");
    // Who leaves in one world may stay in the other.
    let both = of("program").iter().filter(|it| none.contains(it)).count();
    assert!(both >= 100 && none.len() <= 120, "{both} of {}", none.len());
    assert!(every_world_agrees(&program, &scenario, 0) > 10);
}

/// The distributors, of whose rebates the one for what was agreed cost nothing.
#[test]
fn harbor_pays_what_its_facts_say_for_its_agreed_targets() {
    let program = named("harbor");
    let text = "{population: {partners: 30, types: {distributor: {share: 1, like: distributor, revenue: 12000000, deal: 80000}}}}";
    let scenario = scenario(text, &program);
    let drawn = draw(&program, &scenario, 0, "program").unwrap();
    let (on_plan, climb) = (
        paid(&program, &drawn, "on_plan"),
        paid(&program, &drawn, "climb"),
    );
    let mut steps = [0; 4];
    // What the year's limit of 200,000 USD leaves each.
    let mut left: BTreeMap<Name, i128> = BTreeMap::new();
    for (key, (sold, agreed)) in quarters(&program, &drawn.facts) {
        // The growth rebate pays every distributor with the agreement.
        let has_agreement = climb.get(&key).is_some_and(|paid| *paid > 0);
        let reached = sold as f64 / agreed as f64;
        let (step, rate) = match reached {
            _ if !has_agreement => (0, 0),
            reached if reached >= 1.10 => (3, 75),
            reached if reached >= 1.00 => (2, 50),
            reached if reached >= 0.95 => (1, 25),
            _ => (0, 0),
        };
        steps[step] += 1;
        // Half up: amounts are above zero.
        let left = left.entry(key.0.clone()).or_insert(200_000_00);
        let due = ((sold * rate + 5_000) / 10_000).min(*left);
        *left -= due;
        assert_eq!(on_plan.get(&key).copied().unwrap_or(0), due, "{key:?}");
    }
    assert!(steps.iter().skip(1).all(|count| *count > 0), "{steps:?}");
}

#[test]
fn a_target_is_drawn_wherever_something_is_held_against_it() {
    let asked = "attainment of bookings in quarter against agreed_sales >= 100%";
    let rebate = |needs: &str| {
        format!(
            "
rebate share \"Share\" {{
  on      bookings in quarter
  rate    1%
{needs}{PAID}"
        )
    };
    let special = format!(
        "
specialization planner \"Planner\" {{
  earn   {asked}
  review every quarter on last day
  fall   never
}}"
    );
    let card = "
scorecard partner \"Partner\" {
  every  quarter
  lines
    | line   | weight | measure                                                | target | unit |
    | \"Plan\" |   100% | attainment of bookings in quarter against agreed_sales |    100 | \"%\"  |
  green  from 95%
  yellow from 80%
}";
    let segment = format!("segment on_plan \"On plan\" {{ {asked} }}");
    let cases = [
        special + &rebate("  for     planner as of quarter end\n"),
        segment + &rebate("  for     on_plan\n"),
        card.to_owned() + &rebate(""),
    ];
    for case in cases {
        let program = plain(&format!(
            "target agreed_sales \"Agreed sales\" {{ agreed; fixed on quarter start }}\n{case}"
        ));
        let scenario = scenario("{population: {partners: 60}}", &program);
        // 60 partners in four quarters, less those who leave.
        let targets = facts(&program, &scenario, "program", FactKind::Target);
        assert!((200..=240).contains(&targets.len()), "{case}");
        assert!(every_world_agrees(&program, &scenario, 0) > 20, "{case}");
    }
}
