//! Forecasts of whole programs: what is drawn can be settled, and switching nothing off changes
//! nothing.

use charter::base::span::FileId;
use charter::compile::compile;
use charter::intake::scenario::Scenario;
use charter::intake::scenario::read::read;
use charter::model::Program;
use charter::parse::parse_file;
use charter::simulate::forecast::Estimate;
use charter::simulate::run::{Options, run};

fn program(text: &str) -> Program {
    let (tree, problems) = parse_file(FileId(0), text);
    assert_eq!(problems, []);
    let (program, problems) = compile(&[tree]);
    program.unwrap_or_else(|| panic!("{problems:#?}"))
}

fn scenario(text: &str, program: &Program) -> Scenario {
    let (scenario, problems) = read(FileId(1), text, program);
    assert_eq!(problems, []);
    scenario.unwrap()
}

#[test]
fn peek() {
    let program = program(include_str!("../programs/starter/starter.charter"));
    let scenario = scenario("{runs: 24, population: {partners: 40}}", &program);
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
        eprintln!("{} {:?}", i.name, i.totals);
    }
}
