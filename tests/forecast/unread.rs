//! Facts that nothing reads are not told to the ledger of a forecast. A world that is drawn to be written tells all
//! of them, and is paid the same.

use charter::base::period::Cycle;
use charter::fact::{Fact, FactKind};
use charter::intake::scenario::Scenario;
use charter::model::Program;
use charter::semantics::book::Partner;
use charter::semantics::posting::PostingKind;
use charter::simulate::run::worlds::{Options, draw, run};
use charter::simulate::setting::Setting;

use crate::made::{every_program, plain, scenario};
use crate::settled::generated;

/// What each incentive without credit pays in one replication, in a forecast and in the facts written for it, in minor units.
fn paid(program: &Program, scenario: &Scenario) -> Vec<(String, f64, f64)> {
    let scenario = Scenario {
        runs: 1,
        ..scenario.clone()
    };
    let forecast = run(program, &scenario, &Options::default()).unwrap();
    let drawn = draw(program, &scenario, 0, "program").unwrap();
    let units = Setting::of(program, &scenario, &[]).plan.minor_units;
    let all = program
        .incentives
        .iter()
        .zip(&forecast.incentives)
        .enumerate();
    all.filter(|(_, (incentive, _))| incentive.fund.is_none())
        .map(|(place, (incentive, told))| {
            let own = drawn.postings.iter().filter(|posting| {
                posting.claim.incentive.index() == place && posting.kind != PostingKind::Expiry
            });
            let written: i128 = own.map(|posting| posting.amount.minor).sum();
            let told = told.totals[0].payouts * units;
            (incentive.declared.name.to_string(), told, written as f64)
        })
        .collect()
}

#[test]
fn every_program_is_paid_as_if_all_facts_were_told() {
    let mut counted = 0;
    for (name, program) in every_program() {
        let few = scenario("{population: {partners: 25}}", &program);
        for (incentive, told, written) in paid(&program, &few) {
            assert!(
                (told - written).abs() < 0.5,
                "{name} {incentive}: {told} {written}"
            );
            counted += usize::from(written != 0.0);
        }
    }
    assert!(counted > 20, "{counted} incentives paid something");
}

#[test]
fn generated_programs_are_paid_as_if_all_facts_were_told() {
    let mut counted = 0;
    for (number, (program, scenario)) in generated().enumerate() {
        for (incentive, told, written) in paid(&program, &scenario) {
            assert!(
                (told - written).abs() < 0.5,
                "{number} {incentive}: {told} {written}"
            );
            counted += usize::from(written != 0.0);
        }
    }
    assert!(counted > 50, "{counted} incentives paid something");
}

/// A part of what is sold on a registered deal, on the terms of the day of its registration.
const REGISTERED: &str = "
registration deals \"Deals\" {
  decide   within 2 business days silence approves in US
  protect  30 days
  extend   30 days
  conflict first registered wins
}
bonus hunter \"Registered deals\" {
  on      each sale on a registered deal in year
  amount  10% of the sale until 2027-07-31
  amount  2% of the sale from 2027-08-01
  keep terms 60 days after registration
  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    when returned within 90 days of sale date at the rate first paid from next payout
  account marketing
  tax     reported by partner
}
";

/// Some deals come back.
#[test]
fn what_is_read_at_the_sale_is_there_and_what_is_counted_is_told_at_once() {
    let counted = "
measure asked \"Registrations\" { count of registration }
bonus diligent \"Registrations\" {
  on      each registration in year
  amount  50 USD per registration
  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    never
  account marketing
  tax     reported by partner
}
stack hunter with diligent
";
    for text in [REGISTERED.to_owned(), format!("{REGISTERED}{counted}")] {
        let program = plain(&text);
        let text = "{population: {partners: 40}, behaviour: {return_share: 0.2}}";
        for (incentive, told, written) in paid(&program, &scenario(text, &program)) {
            assert!(written > 0.0, "{incentive}");
            assert!(
                (told - written).abs() < 0.5,
                "{incentive}: {told} {written}"
            );
        }
    }
}

/// Registrations that a scorecard alone counts: those of a quarter stand in it, and a world of which it is not read is
/// the same without it.
#[test]
fn what_a_scorecard_alone_counts_is_there_when_it_is_read_and_changes_nothing() {
    let card = "
measure asked \"Registrations\" { count of registration }
scorecard busy \"Busy\" {
  every  quarter
  lines
    | line            | weight | measure          | target | unit    |
    | \"Registrations\" |   100% | asked in quarter |     12 | \"deals\" |
  green  from 100%
  yellow from 50%
}
";
    let plain_text = "{population: {partners: 40}, runs: 1}";
    let forecast = |text: &str| {
        let program = plain(text);
        let scenario = scenario(plain_text, &program);
        let hunter = vec!["hunter".into()];
        let options = Options {
            without: hunter.clone(),
            only: hunter,
            ..Options::default()
        };
        (run(&program, &scenario, &options).unwrap(), program)
    };
    let (without, _) = forecast(REGISTERED);
    let (with, program) = forecast(&format!("{REGISTERED}{card}"));
    assert_eq!(with.worlds, without.worlds);
    assert!(with.worlds.len() > 3);
    let drawn = draw(&program, &scenario(plain_text, &program), 0, "program").unwrap();
    for scored in with.scorecards.iter().filter(|it| it.line.is_some()) {
        let days = program.fiscal.year();
        let quarters = program.fiscal.periods(Cycle::Quarter, &days);
        let mut quarters = quarters.map(|quarter| program.fiscal.days(quarter));
        let quarter = quarters.find(|days| days.last().to_string() == scored.last);
        let quarter = quarter.unwrap();
        let asked = |partner: &Partner| {
            let of_quarter = |fact: &&Fact| {
                fact.kind == FactKind::Registration
                    && fact.partner == partner.name
                    && quarter.contains(fact.happened)
            };
            drawn.facts.iter().filter(of_quarter).count()
        };
        let green = drawn.partners.iter().filter(|it| asked(it) >= 12).count();
        let own = scored.runs[0].green * drawn.partners.len() as f64;
        assert!(green > 2, "{green} in {}", scored.last);
        assert!((own - green as f64).abs() < 1e-9, "{own} {green}");
    }
    assert_eq!(with.scorecards.len(), 8);
}
