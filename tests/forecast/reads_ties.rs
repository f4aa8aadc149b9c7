//! Offers that are joined and groups, drawn for the programs that read them.

use std::collections::BTreeMap;

use charter::base::name::Name;
use charter::fact::{FIELDS_OF_SALE, FactKind, Value};
use charter::model::Program;
use charter::simulate::run::worlds::draw;

use crate::made::{named, plain, scenario};
use crate::reads::{PAID, assert_near, facts, part_paid, unmoved};
use crate::settled::every_world_agrees;

fn joined() -> Program {
    plain(&format!(
        "
measure joined \"Joined\" {{ count of enrolment where enrolment.offer is club }}
rebate club \"Club\" {{
  on      bookings in quarter
  rate    10%
  needs   joined in first 10 days of quarter >= 1
{PAID}"
    ))
}

#[test]
fn an_offer_is_paid_to_the_share_that_joins_it_in_time() {
    let program = joined();
    let mut scenario = unmoved(&program);
    assert_eq!(part_paid(&program, &scenario), 0.0);
    scenario.behaviour.join_share = 0.4;
    // 1,200 equal partners: the error of the share is 3.5% of it, and the same ones join each quarter.
    assert_near(part_paid(&program, &scenario), 0.04, 0.1);
    let joinings = facts(&program, &scenario, "program", FactKind::Enrolment);
    assert_near(joinings.len() as f64, 4.0 * 1_200.0 * 0.4, 0.1);
    for joining in &joinings {
        let (month, day) = (joining.happened.month(), joining.happened.day());
        assert!(
            day <= 10 && [1, 4, 7, 10].contains(&month),
            "{}",
            joining.happened
        );
    }
    scenario.behaviour.join_share = 1.0;
    assert_near(part_paid(&program, &scenario), 0.1, 0.02);
}

#[test]
fn who_joins_has_the_level_of_its_day() {
    let program = plain(&format!(
        "
measure joined \"Joined\" {{ count of enrolment where enrolment.offer is club }}
rebate club \"Club\" {{
  on      bookings in quarter
  enrol   joined in quarter
    | within  | level |
    | 7 days  | full  |
    | 20 days | half  |
  rate    marginal across level
    | from  | full | half |
    | 0 USD |  10% |   5% |
{PAID}"
    ));
    let mut scenario = unmoved(&program);
    scenario.behaviour.join_share = 0.4;
    // Those who join do so in two weeks, half of them in the first: 0.4 (0.5 x 10% + 0.5 x 5%).
    assert_near(part_paid(&program, &scenario), 0.03, 0.1);
    let joinings = facts(&program, &scenario, "program", FactKind::Enrolment);
    let last = joinings.iter().map(|it| it.happened.day()).max();
    assert_eq!(last, Some(14));
}

#[test]
fn groups_are_counted_together_and_their_heads_are_paid() {
    let program = plain(
        "
rebate together \"Together\" {
  on      bookings across group in quarter
  rate    1%
  pay     30 days after quarter end next business day in US to the head of the group as credit note
  undo    never
  account contra revenue
  tax     reported by partner
}
",
    );
    let mut scenario = scenario("{population: {partners: 40}}", &program);
    scenario.behaviour.group_share = 0.5;
    let drawn = draw(&program, &scenario, 0, "program").unwrap();
    let of = |kind: FactKind| drawn.facts.iter().filter(move |fact| fact.kind == kind);
    let heads: BTreeMap<&Name, &Value> = of(FactKind::Membership)
        .map(|it| (&it.partner, &it.values[0]))
        .collect();
    assert!((10..=30).contains(&heads.len()), "{}", heads.len());
    // 1% of what a group sells in a quarter goes to its head; a cent is rounded a quarter.
    let year = program.fiscal.year();
    let mut sold: BTreeMap<Name, i128> = BTreeMap::new();
    for sale in of(FactKind::Sale).filter(|it| (year.first()..=year.last()).contains(&it.happened))
    {
        let head = match heads.get(&sale.partner) {
            Some(Value::Text(head)) => head.clone(),
            _ => sale.partner.clone(),
        };
        let Value::Amount(amount) = sale.values[usize::from(FIELDS_OF_SALE.net_amount.0)] else {
            panic!("no amount")
        };
        *sold.entry(head).or_default() += amount;
    }
    for (place, partner) in (0..).zip(&drawn.partners) {
        let own = drawn
            .postings
            .iter()
            .filter(|it| it.claim.partner.0 == place);
        let paid: i128 = own.map(|posting| posting.amount.minor).sum();
        let due = sold.get(&partner.name).copied().unwrap_or(0) as f64 / 100.0;
        assert!(
            (paid as f64 - due).abs() <= 4.0,
            "{}: {paid} instead of {due}",
            partner.name
        );
    }
    assert!(every_world_agrees(&program, &scenario, 0) > 10);
    assert!(every_world_agrees(&joined(), &scenario, 0) > 10);
}

/// Of the marketplace for the cloud, money in place of credits cost nothing.
#[test]
fn stratus_pays_some_in_money_and_the_others_in_credits() {
    let program = named("stratus");
    let scenario = scenario("{population: {partners: 60}}", &program);
    let drawn = draw(&program, &scenario, 0, "program").unwrap();
    let paid = |name: &str| -> BTreeMap<u32, i128> {
        let place = program
            .incentives
            .iter()
            .position(|each| &*each.declared.name == name);
        let mut found = BTreeMap::new();
        for posting in &drawn.postings {
            if Some(posting.claim.incentive.index()) == place {
                *found.entry(posting.claim.partner.0).or_default() += posting.amount.minor;
            }
        }
        found
    };
    let (money, credits) = (paid("cash_back"), paid("credits"));
    assert!(!money.is_empty() && !credits.is_empty());
    assert!(
        money.keys().all(|partner| !credits.contains_key(partner)),
        "one or the other, never both"
    );
}
