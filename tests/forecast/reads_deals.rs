//! Leads and parts in a deal, drawn for the programs that pay for them: what is paid is what a formula, or the facts by
//! hand, say.

use std::collections::{BTreeMap, BTreeSet};

use charter::base::name::Name;
use charter::fact::{FIELDS_OF_SALE, Fact, FactKind, FieldIndex, Value};
use charter::intake::scenario::Opening;
use charter::model::incentive::Incentive;
use charter::semantics::posting::Earned;
use charter::semantics::symbol::Symbol;
use charter::simulate::run::worlds::draw;

use crate::made::{named, plain, scenario};
use crate::reads::{PAID, assert_near, facts, part_paid, tenth, unmoved};
use crate::settled::every_world_agrees;

/// Customers that the vendor found, of whom it hears within two days or not at all.
fn leads(silence: &str, more: &str) -> String {
    format!(
        "
leads inbound \"Inbound\" {{
  give   by rotation
  accept within 2 days silence {silence} in US
{more}}}
{}",
        tenth("sale on a lead", "")
    )
}

#[test]
fn leads_are_paid_by_their_share_and_the_answers_to_them() {
    let part = |text: &str, answer: f64| {
        let program = plain(text);
        let mut scenario = unmoved(&program);
        // Every deal of the year is younger than the program.
        scenario.opening = Opening::Empty;
        scenario.behaviour.lead_share = 0.3;
        scenario.behaviour.lead_answer = answer;
        part_paid(&program, &scenario)
    };
    assert_near(part(&leads("recalls", ""), 0.6), 0.1 * 0.3 * 0.6, 0.07);
    assert_near(part(&leads("recalls", ""), 1.0), 0.1 * 0.3, 0.07);
    assert_near(part(&leads("accepts", ""), 0.6), 0.1 * 0.3, 0.07);
    let all = part(&leads("recalls", ""), 0.6);
    let quick = part(&leads("recalls", "  work   within 30 days\n"), 0.6);
    assert!(0.0 < quick && quick < 0.9 * all, "{quick} of {all}");
    let program = plain(&leads("recalls", ""));
    assert_eq!(
        part_paid(&program, &unmoved(&program)),
        0.0,
        "nobody gives leads"
    );
}

#[test]
fn leads_are_given_in_the_programs_year_and_settle_to_the_same_postings() {
    let program = plain(&leads("recalls", "  work   within 60 days\n"));
    let scenario = scenario("{population: {partners: 30}}", &program);
    let given = facts(&program, &scenario, "program", FactKind::Lead);
    let answered = facts(&program, &scenario, "program", FactKind::DealStep);
    assert_near(answered.len() as f64 / given.len() as f64, 0.7, 0.1);
    let year = program.fiscal.year();
    assert!(
        given
            .iter()
            .all(|lead| (year.first()..=year.last().plus_days(6)).contains(&lead.happened))
    );
    for answer in &answered {
        let lead = given
            .iter()
            .find(|lead| answer.values[0] == Value::Text(lead.id.clone()))
            .unwrap();
        assert!((0..=2).contains(&lead.happened.days_until(answer.happened)));
    }
    assert_eq!(
        given,
        facts(&program, &scenario, "none", FactKind::Lead),
        "leads come without the program too"
    );
    assert!(every_world_agrees(&program, &scenario, 0) > 10);
}

/// The number in a field of a fact.
fn number(fact: &Fact, field: FieldIndex) -> i128 {
    match fact.values[usize::from(field.0)] {
        Value::Amount(amount) => amount,
        Value::Count(count) => count.into(),
        _ => panic!("no number"),
    }
}

#[test]
fn who_brought_a_deal_is_paid_for_it_and_the_award_is_divided() {
    let introduced = format!(
        "
bonus introduced \"Introduced\" {{
  on      each credit in year where credit.role is sourcing
  amount  40 USD per credit
{PAID}"
    );
    let program = plain(&introduced);
    let mut scenario = scenario("{population: {partners: 40}}", &program);
    scenario.behaviour.introduced_share = 0.2;
    let year = program.fiscal.year();
    let is_in_year = |fact: &&Fact| fact.happened >= year.first() && fact.happened <= year.last();
    let sales = facts(&program, &scenario, "program", FactKind::Sale);
    let credits = facts(&program, &scenario, "program", FactKind::Credit);
    let postings = draw(&program, &scenario, 0, "program").unwrap().postings;
    let paid: i128 = postings.iter().map(|posting| posting.amount.minor).sum();
    // One partner brought each deal: 40.00 for each sale of the year.
    let sold = sales.iter().filter(is_in_year).count();
    assert_eq!(paid, 40_00 * sold as i128);
    let shared = credits
        .iter()
        .filter(|credit| number(credit, FieldIndex(2)) == 60)
        .count();
    assert_near(shared as f64 / sales.len() as f64, 0.2, 0.15);

    let program = plain(&tenth("sale", "  split   by credit on the deal\n"));
    let sales = facts(&program, &scenario, "program", FactKind::Sale);
    let credits = facts(&program, &scenario, "program", FactKind::Credit);
    let postings = draw(&program, &scenario, 0, "program").unwrap().postings;
    // 10% of each sale, by the hundredths of each credit on its deal; a cent is rounded an award.
    let mut due: BTreeMap<Name, (f64, f64)> = BTreeMap::new();
    for sale in sales.iter().filter(is_in_year) {
        let deal = &sale.values[usize::from(FIELDS_OF_SALE.deal.0)];
        for credit in credits.iter().filter(|credit| credit.values[0] == *deal) {
            let part = number(credit, FieldIndex(2)) as f64 / 100.0;
            let own = due.entry(credit.partner.clone()).or_default();
            own.0 += number(sale, FIELDS_OF_SALE.net_amount) as f64 * 0.1 * part;
            own.1 += 1.0;
        }
    }
    let roster = draw(&program, &scenario, 0, "program").unwrap().partners;
    for (place, partner) in (0..).zip(&roster) {
        let own = postings
            .iter()
            .filter(|posting| posting.claim.partner.0 == place);
        let paid: i128 = own.map(|posting| posting.amount.minor).sum();
        let (due, awards) = due.get(&partner.name).copied().unwrap_or_default();
        assert!(
            (paid as f64 - due).abs() <= awards,
            "{}: {paid} instead of {due}",
            partner.name
        );
    }
    assert!(every_world_agrees(&program, &scenario, 0) > 100);
}

/// The symbol of a drawn sale.
fn symbol(sale: &Fact) -> Symbol {
    Symbol::numbered(b's', sale.id[1..].parse().unwrap()).unwrap()
}

/// The marketplace, of which two incentives cost nothing while no forecast drew leads and credits.
#[test]
fn agora_pays_what_its_facts_say_for_introductions_and_leads() {
    let program = named("agora");
    let scenario = scenario("{population: {partners: 60}}", &program);
    let drawn = draw(&program, &scenario, 0, "program").unwrap();
    let paid = |name: &str| -> i128 {
        let id = program
            .incentives
            .iter()
            .position(|each| &*each.declared.name == name);
        let own = drawn
            .postings
            .iter()
            .filter(|it| Some(it.claim.incentive.index()) == id);
        own.map(|posting| posting.amount.minor).sum()
    };
    let year = program.fiscal.year();
    let of = |kind: FactKind| drawn.facts.iter().filter(move |fact| fact.kind == kind);
    let is_in_year = |fact: &&Fact| fact.happened >= year.first() && fact.happened <= year.last();
    // 40 USD for each deal that a partner brought, for 20 of them at most.
    let mut brought: BTreeMap<&Name, i128> = BTreeMap::new();
    let sourcing = Value::Text("sourcing".into());
    for credit in of(FactKind::Credit)
        .filter(is_in_year)
        .filter(|it| it.values[1] == sourcing)
    {
        *brought.entry(&credit.partner).or_default() += 1;
    }
    let due: i128 = brought.values().map(|count| 40_00 * (*count).min(20)).sum();
    assert_eq!(paid("introductions"), due);
    // 2% of sales on leads up to 45 days after the answer, once they are paid for. Who holds a tier on the day of a
    // sale is who gets the referral share of it; partners at a limit are left aside.
    let place = |name: &str| {
        let of_name = |each: &Incentive| &*each.declared.name == name;
        program.incentives.iter().position(of_name).unwrap()
    };
    let mut paid_to: BTreeMap<(usize, u32), i128> = BTreeMap::new();
    let mut in_tier = BTreeSet::new();
    for posting in &drawn.postings {
        let incentive = posting.claim.incentive.index();
        *paid_to
            .entry((incentive, posting.claim.partner.0))
            .or_default() += posting.amount.minor;
        if let (Earned::Event(_, symbol), true) =
            (posting.claim.earned, incentive == place("referrals"))
        {
            in_tier.insert(symbol);
        }
    }
    let mut compared = 0;
    for (partner, record) in (0..).zip(&drawn.partners) {
        let sales = of(FactKind::Sale)
            .filter(is_in_year)
            .filter(|it| it.partner == record.name);
        let on_lead: Vec<&Fact> = sales
            .filter(|sale| in_tier.contains(&symbol(sale)))
            .filter(|sale| {
                let lead = of(FactKind::Lead).find(|lead| lead.values[0] == sale.values[3]);
                let about = lead.map(|lead| Value::Text(lead.id.clone()));
                let mut steps =
                    of(FactKind::DealStep).filter(|step| Some(&step.values[0]) == about.as_ref());
                steps.any(|step| (0..=45).contains(&step.happened.days_until(sale.happened)))
            })
            .collect();
        let part = |sale: &Fact| {
            (number(sale, FIELDS_OF_SALE.net_amount) as f64 / 50.0).round_ties_even() as i128
        };
        let is_paid = |sale: &Fact| {
            of(FactKind::Payment).any(|it| it.values[0] == Value::Text(sale.id.clone()))
        };
        let earned: i128 = on_lead.iter().map(|sale| part(sale)).sum();
        let due: i128 = on_lead
            .iter()
            .filter(|sale| is_paid(sale))
            .map(|sale| part(sale))
            .sum();
        let paid_for = |name: &str| paid_to.get(&(place(name), partner)).copied().unwrap_or(0);
        if earned < 2_000_00 && paid_for("referrals") < 11_000_00 {
            assert_eq!(paid_for("lead_close"), due, "{}", record.name);
            compared += i32::from(due > 0);
        }
    }
    assert!(compared >= 10, "{compared} partners");
}
