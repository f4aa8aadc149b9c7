//! Claims on a fund that says how claims are decided: what is sent back, denied, cut, appealed and left to silence.

use std::collections::BTreeMap;

use charter::base::date::Date;
use charter::fact::{Fact, FactKind, Value, type_of};
use charter::intake::scenario::Scenario;
use charter::intake::scenario::behaviour::Behaviour;
use charter::model::Program;
use charter::simulate::estimate::number::Estimate;
use charter::simulate::run::worlds::{Options, draw, run};

use crate::made::{plain, scenario, still};
use crate::reads::{assert_near, facts};
use crate::settled::every_world_agrees;

/// Half of what a webinar costs is paid, of credit that no partner uses up.
fn fund(rules: &str) -> Program {
    plain(&format!(
        "
role director \"Director\" {{ duty \"Owns it.\" }}
fund mdf \"Marketing money\" {{
  accrue   10% of bookings in quarter
  cap      50,000 USD per partner per year crossing paid to the limit
  reimburse
    | activity | share | most paid | proof   | stage     |
    | webinar  |   50% | 1,000 USD | invoice | awareness |
  approval on cost of activity in US
    | from  | by       | within          | silence  |
    | 0 USD | director | 2 business days | approved |
{rules}  expire   4 quarters after the quarter of accrual
  pay      0 days after approved claim next business day in US to the partner as credit note
  undo     never
  account  marketing
  tax      reported by partner
}}
"
    ))
}

const DECIDED: &str = "  claim    within 45 days after activity
  decide   within 14 days silence denies
  supply   within 10 days
  appeal   within 20 days
";

/// Partners who respond to nothing and ask for marketing money.
fn asking(program: &Program, set: impl Fn(&mut Behaviour)) -> Scenario {
    let mut scenario = still(200, program);
    scenario.runs = 1;
    scenario.behaviour.request_hazard = 0.16;
    set(&mut scenario.behaviour);
    scenario
}

fn field(fact: &Fact, name: &str) -> Value {
    let (place, _) = type_of(fact.kind).field(name).unwrap();
    fact.values[usize::from(place.0)].clone()
}

fn word(fact: &Fact, name: &str) -> String {
    match field(fact, name) {
        Value::Text(text) => text.to_string(),
        other => panic!("{other:?}"),
    }
}

fn amount(fact: &Fact, name: &str) -> f64 {
    match field(fact, name) {
        Value::Amount(amount) => amount as f64 / 100.0,
        other => panic!("{other:?}"),
    }
}

fn paid(program: &Program, scenario: &Scenario) -> f64 {
    let forecast = run(program, scenario, &Options::default()).unwrap();
    forecast.world("program").unwrap().totals[0].payouts
}

/// The steps of each claim, in their order, by its id.
fn steps(program: &Program, scenario: &Scenario) -> BTreeMap<String, Vec<Fact>> {
    let mut found = BTreeMap::new();
    let mut all = facts(program, scenario, "program", FactKind::ClaimStep);
    all.sort_by(|one, two| (one.happened, &one.id).cmp(&(two.happened, &two.id)));
    for step in all {
        let of: &mut Vec<Fact> = found.entry(word(&step, "claim_id")).or_default();
        of.push(step);
    }
    found
}

#[test]
fn of_what_is_decided_so_much_is_denied_and_cut_and_the_rest_is_paid_whole() {
    let program = fund(DECIDED);
    let scenario = asking(&program, |it| {
        it.claim_denied = 0.2;
        it.claim_cut = 0.3;
        it.claim_part = 0.5;
    });
    let claims = facts(&program, &scenario, "program", FactKind::Claim);
    let steps = steps(&program, &scenario);
    let (mut expected, mut count) = (0.0, BTreeMap::new());
    let mut last = Date::MAX;
    for claim in &claims {
        assert_eq!(word(claim, "decision"), "open");
        // A claim of the last two weeks may be decided when all is over.
        let Some([step]) = steps.get(&*claim.id).map(Vec::as_slice) else {
            last = last.min(claim.happened);
            continue;
        };
        let days = claim.happened.days_until(step.happened);
        assert!((0..=14).contains(&days));
        let what = word(step, "step");
        let cost = amount(claim, "cost");
        expected += 0.5
            * match &*what {
                "approved" => cost,
                "partly_approved" => amount(step, "amount"),
                "denied" => 0.0,
                other => panic!("{other}"),
            };
        if what == "partly_approved" {
            assert!((amount(step, "amount") - cost / 2.0).abs() <= 0.005);
        }
        *count.entry(what).or_insert(0.0) += 1.0;
    }
    let end = program.fiscal.start().plus_days(79 * 7);
    assert!(last == Date::MAX || last.days_until(end) <= 14);
    assert_near(paid(&program, &scenario), expected, 1e-5);
    // Of n decisions the error of a share is 0.5 / sqrt(n) at most.
    let n: f64 = count.values().sum();
    assert!(n > 800.0);
    let share = |what: &str| count[what] / n;
    // The forecast counts what is over by its end, as here.
    let forecast = run(&program, &scenario, &Options::default()).unwrap();
    let Estimate::Known(refused) = &forecast.metrics()["claims_refused"] else {
        panic!("nothing was decided")
    };
    assert!((refused.interval.mean - share("denied")).abs() < 1e-9);
    assert!((share("denied") - 0.2).abs() < 3.0 * 0.5 / n.sqrt());
    assert!((share("partly_approved") - 0.3).abs() < 3.0 * 0.5 / n.sqrt());
}

#[test]
fn silence_pays_everything_or_nothing_and_is_no_fact() {
    let silent = |it: &mut Behaviour| it.claim_silent = 1.0;
    let denies = fund(DECIDED);
    let scenario = asking(&denies, silent);
    assert!(facts(&denies, &scenario, "program", FactKind::Claim).len() > 500);
    assert!(steps(&denies, &scenario).is_empty());
    assert_eq!(paid(&denies, &scenario), 0.0);
    // What silence approves is paid, whole, on the day after the last one.
    let approves = fund(&DECIDED.replace("silence denies", "silence approves"));
    let scenario = asking(&approves, silent);
    assert!(steps(&approves, &scenario).is_empty());
    let claims = facts(&approves, &scenario, "program", FactKind::Claim);
    let end = approves.fiscal.start().plus_days(79 * 7);
    let in_time = claims
        .iter()
        .filter(|claim| claim.happened.plus_days(15) < end);
    let expected: f64 = in_time.map(|claim| amount(claim, "cost") / 2.0).sum();
    assert_near(paid(&approves, &scenario), expected, 1e-5);
}

#[test]
fn what_is_sent_back_is_supplied_in_time_or_over_and_appeals_are_granted_by_their_share() {
    let program = fund(DECIDED);
    let scenario = asking(&program, |it| {
        it.claim_returned = 0.5;
        it.claim_supplied = 0.6;
        it.claim_denied = 0.5;
        it.claim_appealed = 0.5;
        it.appeal_granted = 0.4;
    });
    let steps = steps(&program, &scenario);
    let mut count: BTreeMap<Vec<String>, f64> = BTreeMap::new();
    let end = program.fiscal.start().plus_days(79 * 7);
    for claim in facts(&program, &scenario, "program", FactKind::Claim) {
        // The longest way takes 14, 10, 14, 20 and 14 days.
        if claim.happened.plus_days(72) < end {
            let steps = steps.get(&*claim.id).map_or(&[][..], Vec::as_slice);
            let words = steps.iter().map(|step| word(step, "step")).collect();
            *count.entry(words).or_default() += 1.0;
        }
    }
    let n: f64 = count.values().sum();
    assert!(n > 500.0);
    let expected = [
        (vec!["approved"], 0.25),
        (vec!["denied"], 0.125),
        (vec!["denied", "appealed", "approved"], 0.125 * 0.4),
        (vec!["denied", "appealed", "denied"], 0.125 * 0.6),
        (vec!["returned"], 0.5 * 0.4),
        (vec!["returned", "supplied", "approved"], 0.3 * 0.5),
        (vec!["returned", "supplied", "denied"], 0.3 * 0.25),
    ];
    for (way, share) in expected {
        let way: Vec<String> = way.into_iter().map(String::from).collect();
        let found = count.get(&way).copied().unwrap_or(0.0) / n;
        assert!((found - share).abs() < 3.5 * 0.5 / n.sqrt(), "{way:?}");
    }
}

#[test]
fn a_fund_that_does_not_say_how_claims_are_decided_has_no_steps_and_one_that_does_settles_to_the_same()
 {
    let plain = fund("  claim    within 45 days after activity\n");
    let every = |program: &Program| scenario("{population: {partners: 60}}", program);
    assert!(
        draw(&plain, &every(&plain), 0, "program")
            .unwrap()
            .facts
            .iter()
            .all(|fact| fact.kind != FactKind::ClaimStep)
    );
    let mut decided = every(&fund(DECIDED));
    decided.behaviour.claim_returned = 0.4;
    decided.behaviour.claim_denied = 0.3;
    decided.behaviour.claim_cut = 0.3;
    decided.behaviour.claim_silent = 0.2;
    decided.behaviour.claim_appealed = 0.8;
    for rules in [DECIDED, &DECIDED.replace("14 days", "3 business days")] {
        let program = fund(rules);
        assert!(steps(&program, &decided).len() > 20);
        assert!(every_world_agrees(&program, &decided, 0) > 100);
    }
}

#[test]
fn what_is_to_be_claimed_within_days_is() {
    let program = fund("  claim    within 3 business days after activity\n");
    let scenario = asking(&program, |_| {});
    let claims = facts(&program, &scenario, "program", FactKind::Claim);
    assert!(claims.len() > 500);
    // Three business days are three days from Sunday on, and never fewer.
    for claim in &claims {
        let Value::Date(held) = field(claim, "held") else {
            panic!("{claim:?}")
        };
        assert_eq!(held.days_until(claim.happened), 3);
    }
    let cost: f64 = claims.iter().map(|claim| amount(claim, "cost")).sum();
    assert_near(paid(&program, &scenario), cost / 2.0, 1e-5);
}
