//! Forecasts of whole programs: what is drawn can be settled to the cent, threads and shards never
//! show, and switching nothing off changes nothing.

use charter::base::span::FileId;
use charter::compile::compile;
use charter::intake::scenario::Scenario;
use charter::intake::scenario::read::read;
use charter::model::Program;
use charter::parse::parse_file;
use charter::semantics::evaluate::Detail;
use charter::semantics::fold::Fold;
use charter::semantics::plan::Plan;
use charter::simulate::metrics::Estimate;
use charter::simulate::run::{Options, draw, run};

const STARTER: &[&str] = &[include_str!("../programs/starter/starter.charter")];
const HALDEN: &[&str] = &[
    include_str!("../programs/halden/calendar.charter"),
    include_str!("../programs/halden/fund.charter"),
    include_str!("../programs/halden/guard.charter"),
    include_str!("../programs/halden/incentives.charter"),
    include_str!("../programs/halden/learning.charter"),
    include_str!("../programs/halden/people.charter"),
    include_str!("../programs/halden/policy.charter"),
    include_str!("../programs/halden/products.charter"),
    include_str!("../programs/halden/program.charter"),
    include_str!("../programs/halden/tiers.charter"),
];

fn program(texts: &[&str]) -> Program {
    let trees: Vec<_> = (0..)
        .zip(texts)
        .map(|(file, text)| {
            let (tree, problems) = parse_file(FileId(file), text);
            assert_eq!(problems, []);
            tree
        })
        .collect();
    let (program, problems) = compile(&trees);
    program.unwrap_or_else(|| panic!("{problems:#?}"))
}

fn scenario(text: &str, program: &Program) -> Scenario {
    let (scenario, problems) = read(FileId(100), text, program);
    assert_eq!(problems, []);
    scenario.unwrap()
}

#[test]
fn peek() {
    let program = program(HALDEN);
    let scenario = scenario(
        "{runs: 24, population: {partners: 100, types: {reseller: 0.45, var: 0.2, msp: 0.2, distributor: 0.1, si: {share: 0.05, like: var}}}}",
        &program,
    );
    let t = std::time::Instant::now();
    let forecast = run(&program, &scenario, &Options::default()).unwrap();
    eprintln!("took {:?}", t.elapsed());
    for (name, metric) in forecast.metrics() {
        match metric {
            Estimate::Known(m) => eprintln!(
                "{name}: {:.4} +- {:.4} [{:.4} {:.4}] {:?}",
                m.interval.mean,
                m.interval.standard_error,
                m.interval.low,
                m.interval.high,
                m.percentiles
            ),
            Estimate::Missing { reason, .. } => eprintln!("{name}: {reason}"),
        }
    }
    for i in &forecast.incentives {
        let n = i.totals.len() as f64;
        let s = |f: fn(&charter::simulate::forecast::IncentiveTotals) -> f64| {
            i.totals.iter().map(f).sum::<f64>() / n
        };
        eprintln!(
            "{} paid {:.0} partners {:.1} takers {:.1} sub {:.0} pull {:.0} attr {:.0} exh {:?}",
            i.name,
            s(|t| t.payouts),
            s(|t| t.paid_partners),
            s(|t| t.takers),
            s(|t| t.subsidised),
            s(|t| t.pulled_forward),
            s(|t| t.attributed),
            i.totals[0].exhausted
        );
    }
}

/// What the fold posts for these facts, as text: claim, sort, days and amount.
fn settled(plan: &Plan, scenario: &Scenario, facts: &[charter::fact::Fact]) -> Vec<String> {
    let study = charter::simulate::study::Study::new(plan.program, scenario).unwrap();
    let mut fold = Fold::new(plan, Detail::Amount);
    for partner in study.roster() {
        fold.add_partner(partner);
    }
    for fact in facts {
        fold.admit(fact);
    }
    let end = plan
        .program
        .fiscal
        .start()
        .plus_days(i64::from(scenario.weeks) * 7 - 1);
    fold.advance_to(end).unwrap();
    assert_eq!(fold.take_rejections(), []);
    fold.take_postings()
        .iter()
        .map(|posting| format!("{posting:?}"))
        .collect()
}

#[test]
fn what_is_drawn_settles_to_the_same_postings() {
    // Law 1, on every program in the repository, in the worlds with and without it.
    for texts in [STARTER, HALDEN] {
        let program = program(texts);
        let scenario = scenario("{population: {partners: 25}}", &program);
        let plan = Plan::of(&program);
        for (replication, world) in [(0, "program"), (1, "program"), (1, "none")] {
            let drawn = draw(&program, &scenario, replication, world).unwrap();
            let again = settled(&plan, &scenario, &drawn.facts);
            if world == "program" {
                let posted: Vec<String> = drawn
                    .postings
                    .iter()
                    .map(|posting| format!("{posting:?}"))
                    .collect();
                assert_eq!(posted, again);
                assert!(!posted.is_empty());
            }
            assert!(drawn.facts.len() > 100, "{}", drawn.facts.len());
        }
    }
}
