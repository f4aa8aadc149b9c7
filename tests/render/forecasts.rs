//! Reports of real forecasts.

use charter::base::span::FileId;
use charter::intake::scenario::Scenario;
use charter::intake::scenario::read::read;
use charter::model::Program;
use charter::render::forecast_file::Source;
use charter::render::{Page, forecast, forecast_read};
use charter::simulate::run::forecast::Forecast;
use charter::simulate::run::worlds::{Options, run};

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

fn source(program: &Program) -> Source {
    Source {
        program_sha256: "0f".repeat(32),
        scenario_sha256: "a1".repeat(32),
        currency: program.currency.code().to_owned(),
    }
}

/// Every file of a small forecast, the report last.
fn files(program: &Program, without: &[&str]) -> Vec<Page> {
    let (scenario, found) = small(program, without);
    let subject = forecast::subject(program, &scenario).unwrap();
    forecast::pages(subject, &found, &source(program)).unwrap()
}

fn report(program: &Program, without: &[&str]) -> String {
    let page = files(program, without).pop().unwrap();
    assert_eq!(page.name, "report.html");
    let name = format!("forecast-{}-{}.html", program.declared.name, without.len());
    kept(&Page { name, ..page })
}

#[test]
fn a_forecast_reads_back_from_its_files_and_gives_the_same_report() {
    let program = program::starter();
    for without in [&[][..], &["volume"]] {
        let (_, found) = small(&program, without);
        let mut files = files(&program, without);
        let report = files.pop().unwrap();
        let read = forecast_read::read(&files).unwrap();
        assert_eq!(read.forecast, found);
        assert_eq!(forecast::report(&files, None).unwrap(), report);
    }
}

#[test]
fn files_that_do_not_belong_together_are_refused_by_name() {
    let program = program::starter();
    let whole = files(&program, &[]);
    let refused = |change: &dyn Fn(&mut Vec<Page>)| {
        let mut files = whole.clone();
        change(&mut files);
        let made = forecast::report(&files, None).map(|page| page.name);
        made.unwrap_err().to_string()
    };
    let edit = |name: &'static str, from: &'static str, to: &'static str| {
        refused(&move |files| {
            let file = files.iter_mut().find(|file| file.name == name).unwrap();
            let text = String::from_utf8(file.bytes.clone()).unwrap();
            assert!(text.contains(from), "{name}");
            file.bytes = text.replacen(from, to, 1).into_bytes();
        })
    };
    let cases = [
        (
            "summary.json",
            "\"mean\": ",
            "\"mean\": 1",
            "summary.json: does not agree",
        ),
        (
            "run.json",
            "\"runs\": 3",
            "\"runs\": 4",
            "run.json: does not agree",
        ),
        (
            "weeks.csv",
            ",program,0,",
            ",program,0,1",
            "weeks.csv: does not agree",
        ),
        (
            "incentives.csv",
            ",volume,0",
            ",other,0",
            "incentives.csv: does not agree",
        ),
        (
            "forecast.json",
            "\"seed\"",
            "\"sead\"",
            "forecast.json: unknown field `sead`",
        ),
        (
            "forecast.json",
            "\"seed\":",
            "\"seed\":9",
            "run.json: does not agree",
        ),
        (
            "forecast.json",
            "\"weeks\":",
            "\"weeks\":x",
            "forecast.json: expected value",
        ),
        (
            "forecast.json",
            "\"tool_version\":\"",
            "\"tool_version\":\"9",
            "made by charter 9",
        ),
        (
            "subject.json",
            "\"title\"",
            "\"name\"",
            "subject.json: unknown field `name`",
        ),
    ];
    for (name, from, to, said) in cases {
        let message = edit(name, from, to);
        assert!(message.contains(said), "{name}: {message}");
    }
    let message = refused(&|files| files.retain(|file| file.name != "weeks.csv"));
    assert_eq!(message, "weeks.csv: is not there");
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
        charter::simulate::estimate::number::Estimate::Known(roi) => {
            let back = format!("{:.2} USD of margin", roi.interval.mean + 1.0).replace('-', "−");
            assert!(text.contains(&back), "{back}");
        }
        charter::simulate::estimate::number::Estimate::Missing { reason, .. } => {
            assert!(text.to_lowercase().contains(reason));
        }
    }
    // The rebate is limited to 20,000 for each of 40 members, whoever is drawn.
    assert!(text.contains("800,000 USD"));
}

/// The pool of the flagship's fund is given at the end of each quarter: that is no reason to say it is gone.
#[test]
fn a_pool_that_is_shared_is_never_gone() {
    let program = program::halden();
    let report = report(&program, &[]);
    assert!(report.contains("shared among those who earn it, each time its period ends"));
    assert!(!report.contains("gone in week 53"));
}

/// The rebate of 20,000 for each of 40 members holds for no more of them, and the report says so.
#[test]
fn the_most_that_can_be_owed_is_for_as_many_partners_as_are_assumed() {
    let program = program::starter();
    let said = |partners: u32| {
        let (mut scenario, _) = small(&program, &[]);
        scenario.population.partners = partners;
        let found = run(&program, &scenario, &Options::default()).unwrap();
        let subject = forecast::subject(&program, &scenario).unwrap();
        let mut pages = forecast::pages(subject, &found, &source(&program)).unwrap();
        let page = String::from_utf8(pages.pop().unwrap().bytes).unwrap();
        markup::read(&page).unwrap().text()
    };
    let (within, beyond, above) = (said(40), said(41), said(400));
    for text in [&within, &beyond, &above] {
        assert!(text.contains("800,000 USD in payouts with at most 40 partners"));
    }
    let not_bounded = "This scenario has 41: what so many can be owed is not bounded by that.";
    assert!(beyond.contains(not_bounded));
    assert!(above.contains("In 3 of 3 runs it pays more"));
    assert!(!within.contains("not bounded by") && !within.contains("pays more"));
}
