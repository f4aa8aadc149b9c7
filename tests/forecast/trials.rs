//! What is tried with a part of the partners, and what a program is to reach: settings in which the answer is known.

use charter::base::ratio::Ratio;
use charter::fact::{FIELDS_OF_SALE, FactKind};
use charter::intake::scenario::Scenario;
use charter::model::Program;
use charter::simulate::estimate::trial::Trial;
use charter::simulate::run::forecast::Forecast;
use charter::simulate::run::watch::Unwatched;
use charter::simulate::run::worlds::{Options, draw, part, run};

use crate::made::{plain, scenario, still};

/// A push of so many percent on every sale of a spring, tried with a third of the partners, and a result that is
/// to be reached by the end of it.
fn pushed(percent: &str) -> Program {
    plain(&format!(
        "
role director \"Director\" {{ duty \"Owns it.\" }}
spiff push \"Push\" {{
  on      each sale in 2027-03-12 to 2027-06-10
  amount  {percent}% of the sale
  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    never
  account marketing
  tax     reported by partner
}}
experiment pilot \"Push, tried\" {{
  of     push
  cohort 33% of partners
  on     2027-03-12 to 2027-06-10
  metric bookings
  lift   10%
  owner  director
  stop   when \"Nobody asks.\"
  then   \"All have it.\"
}}
objective spring \"A good spring\" {{
  owner director
  results
    | result  | measure  | least       | by         |
    | \"Sales\" | bookings | 500,000 USD | 2027-06-10 |
}}
"
    ))
}

/// Partners who respond as the defaults say and know of everything.
fn responding(partners: u32, runs: u32, program: &Program) -> Scenario {
    let mut responding = scenario("{}", program);
    responding.population.partners = partners;
    responding.population.portal_visit = 1.0 - 1e-12;
    responding.behaviour.elasticity = 0.55;
    responding.runs = runs;
    responding
}

fn without_push() -> Options {
    Options {
        without: vec!["push".into()],
        ..Options::default()
    }
}

fn trial(program: &Program, scenario: &Scenario) -> Trial {
    let mut found = run(program, scenario, &without_push()).unwrap();
    found.trials.remove(0)
}

/// Sales of some days in a world, in minor units, added up from its drawn facts.
fn sold(program: &Program, scenario: &Scenario, r: u32, world: &str, days: [&str; 2]) -> f64 {
    let drawn = draw(program, scenario, r, world).unwrap();
    let sales = drawn.facts.iter().filter(|fact| {
        let day = fact.happened.to_string();
        fact.kind == FactKind::Sale && (days[0]..=days[1]).contains(&day.as_str())
    });
    let amount =
        |fact: &charter::fact::Fact| match fact.values[usize::from(FIELDS_OF_SALE.net_amount.0)] {
            charter::fact::Value::Amount(minor) => minor as f64,
            ref other => panic!("{other:?}"),
        };
    sales.map(amount).sum()
}

#[test]
fn m10_a_trial_of_everybody_is_the_program_and_one_of_nobody_is_without_it() {
    let mut program = pushed("5");
    let scenario = responding(30, 2, &program);
    for (part, cohort) in [(Ratio::ONE, 30), (Ratio::ZERO, 0)] {
        program.aims.trials[0].cohort = part;
        let trial = trial(&program, &scenario);
        for (r, tried) in (0..).zip(&trial.runs) {
            assert_eq!(tried.cohort, cohort);
            assert_eq!(tried.shown, None, "nobody is left to compare them with");
            let days = ["2027-03-12", "2027-06-10"];
            let all = sold(&program, &scenario, r, "program", days);
            let none = sold(&program, &scenario, r, "without:push", days);
            assert!(all > none, "{all} {none}");
            assert_eq!((tried.with, tried.without), (all, none));
        }
    }
}

#[test]
fn a_trial_of_nothing_finds_nothing_but_by_chance() {
    // A rate of zero: both worlds are one, so what it shows is what nothing would show. A 95% interval lies above
    // nothing in 2.5% of trials; of 40 that is one, and more than 4 would be 3.5 standard errors away.
    let program = pushed("0");
    let scenario = responding(60, 40, &program);
    let trial = trial(&program, &scenario);
    for tried in &trial.runs {
        assert_eq!(tried.with, tried.without);
        assert_eq!(tried.shown, tried.at_nothing);
        // All that a lift does is to move the logarithm.
        let (lifted, plain) = (tried.at_lift.unwrap(), tried.at_nothing.unwrap());
        assert!((lifted.log - plain.log - libm::log(1.1)).abs() < 1e-9);
        assert!((lifted.error - plain.error).abs() < 1e-9);
    }
    let power = trial.power(60);
    assert_eq!(power.effect.unwrap().mean, 0.0);
    assert_eq!(power.at_effect, power.at_nothing);
    assert!(power.at_nothing.mean <= 0.1, "{:?}", power.at_nothing);
    assert!(power.at_lift.mean >= power.at_nothing.mean);
    // Cohorts are drawn: 60 partners with chance .33, 40 times; their mean has the standard error .576.
    assert!(
        (power.cohort - 19.8).abs() < 3.5 * 0.576,
        "{}",
        power.cohort
    );
}

#[test]
fn the_middle_of_what_trials_show_is_what_all_partners_gain() {
    // Equal partners who all know and all respond: the cohort's ratio is the others' times the lift, so over many
    // cohorts the mean logarithm is that of the lift; its standard error is the trials' own deviation over their root.
    let program = pushed("60");
    let mut scenario = still(60, &program);
    scenario.runs = 60;
    scenario.population.portal_visit = 1.0 - 1e-12;
    scenario.behaviour.elasticity = 0.34;
    scenario.behaviour.company_pass_through = 0.5;
    scenario.behaviour.learning_per_visit = 1.0;
    scenario.behaviour.awareness_half_life = f64::INFINITY;
    let trial = trial(&program, &scenario);
    let logs: Vec<f64> = trial
        .runs
        .iter()
        .map(|run| run.shown.unwrap().log)
        .collect();
    let n = logs.len() as f64;
    let mean = logs.iter().sum::<f64>() / n;
    let spread = logs
        .iter()
        .map(|log| (log - mean) * (log - mean))
        .sum::<f64>()
        / (n - 1.0);
    let effect = trial.power(60).effect.unwrap().mean;
    assert!(effect > 0.1, "{effect}");
    let z = (mean - libm::log(1.0 + effect)) / (spread / n).sqrt();
    assert!(z.abs() < 3.5, "{mean} {effect} {z}");
    // The error that a trial states is the deviation that trials have, as a deviation of 60 tells it.
    let stated = trial
        .runs
        .iter()
        .map(|run| run.shown.unwrap().error)
        .sum::<f64>()
        / n;
    let ratio = stated / spread.sqrt();
    assert!((0.65..1.4).contains(&ratio), "{ratio}");
}

#[test]
fn a_result_is_reached_as_often_as_drawn_sales_reach_it() {
    let program = pushed("5");
    let scenario = responding(6, 6, &program);
    let forecast = run(&program, &scenario, &Options::default()).unwrap();
    assert!(
        forecast.trials.is_empty(),
        "the world without it was not asked for"
    );
    let aim = &forecast.aims[0];
    let days = ["2027-01-01", "2027-06-10"];
    let all: Vec<f64> = (0..6)
        .map(|r| sold(&program, &scenario, r, "program", days) / 100.0)
        .collect();
    assert_eq!(aim.reached, all);
    let reached = all.iter().filter(|sum| **sum >= 500_000.0).count();
    assert_eq!(aim.chance().mean, reached as f64 / 6.0);
}

#[test]
fn parts_of_a_run_make_its_trials_and_results() {
    let program = pushed("5");
    let scenario = responding(12, 4, &program);
    let piece = |replications: std::ops::Range<u32>| {
        let options = Options {
            replications: Some(replications),
            ..without_push()
        };
        part(&program, &scenario, &options, &Unwatched).unwrap()
    };
    let mut joined = piece(0..1);
    joined.join(piece(1..4)).unwrap();
    let whole: Forecast = run(&program, &scenario, &without_push()).unwrap();
    assert_eq!(joined.finish(), whole);
    assert_eq!(
        (whole.trials[0].runs.len(), whole.aims[0].reached.len()),
        (4, 4)
    );
}
