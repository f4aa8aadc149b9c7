//! Reports of real forecasts.

use charter::base::span::FileId;
use charter::intake::scenario::Scenario;
use charter::intake::scenario::read::read;
use charter::model::Program;
use charter::render::{Stamp, forecast};
use charter::simulate::forecast::Forecast;
use charter::simulate::run::{Options, run};

use crate::markup::{self, Element};
use crate::{kept, program};

fn small(program: &Program, without: &[&str]) -> (Scenario, Forecast) {
    let text = include_str!("../../scenarios/starter/baseline.yaml");
    let (scenario, problems) = read(FileId(0), text, program);
    assert!(problems.is_empty(), "{problems:?}");
    let mut scenario = scenario.unwrap();
    scenario.runs = 3;
    scenario.population.partners = 8;
    let options = Options {
        without: without.iter().map(|name| (*name).into()).collect(),
        ..Options::default()
    };
    let found = run(program, &scenario, &options).unwrap();
    (scenario, found)
}

fn report(program: &Program, without: &[&str]) -> String {
    let (scenario, found) = small(program, without);
    let stamp = Stamp {
        program_sha256: "0f".repeat(32),
    };
    let page = forecast::report(program, &scenario, &found, &stamp, &"a1".repeat(32)).unwrap();
    assert_eq!(page.name, "report.html");
    let name = format!("forecast-{}-{}.html", program.declared.name, without.len());
    kept(&charter::render::Page { name, ..page })
}

#[test]
fn a_report_answers_every_question_in_its_order() {
    let program = program::starter();
    for without in [&[][..], &["volume"]] {
        let text = report(&program, without);
        let root = markup::read(&text).unwrap();
        let sections: Vec<&Element> = root.all().filter(|it| it.name == "section").collect();
        let ids: Vec<&str> = sections
            .iter()
            .filter_map(|it| it.attribute("id"))
            .collect();
        assert_eq!(
            ids,
            [
                "run",
                "cost",
                "incentives",
                "fatigue",
                "budgets",
                "tiers",
                "benchmarks",
                "unknown"
            ]
        );
        for section in sections {
            assert!(
                section.text().split_whitespace().count() > 8,
                "{}",
                section.text()
            );
        }
        for part in ["NaN", "inf ", "«"] {
            assert!(!root.text().contains(part), "{part}");
        }
        assert_eq!(text, report(&program, without));
    }
}

#[test]
fn the_return_in_the_report_is_that_of_the_forecast() {
    let program = program::starter();
    let (_, found) = small(&program, &[]);
    let metrics = found.metrics();
    let text = markup::read(&report(&program, &[])).unwrap().text();
    match metrics["roi"] {
        charter::simulate::metrics::Estimate::Known(roi) => {
            let back = format!("{:.2} USD of margin", roi.interval.mean + 1.0).replace('-', "−");
            assert!(text.contains(&back), "{back}");
        }
        charter::simulate::metrics::Estimate::Missing { reason, .. } => {
            assert!(text.to_lowercase().contains(reason));
        }
    }
    // The rebate is limited to 20,000 for each of 40 members, whoever is drawn.
    assert!(text.contains("800,000 USD"));
}
