//! The partner-weeks that a forecast writes count what its facts and metrics count, and calibration reads them.

use std::collections::BTreeMap;

use charter::fact::{Fact, FactKind};
use charter::intake::findings::Findings;
use charter::intake::panel::{Panel, read};
use charter::intake::scenario::Scenario;
use charter::model::Program;
use charter::render::panel_file;
use charter::simulate::calibrate::calibrate;
use charter::simulate::estimate::number::Estimate;
use charter::simulate::run::panel::draw_panel;
use charter::simulate::run::worlds::{Options, draw, run};

use crate::made::{every_program, halden, scenario};

/// A column summed up over all weeks, by partner.
fn summed(panel: &Panel, column: &str) -> BTreeMap<String, f64> {
    let own = panel.partners.iter().map(|(name, weeks)| {
        let cells = weeks.iter().map(|week| week.value(column).unwrap());
        (name.to_string(), cells.sum::<f64>())
    });
    own.filter(|(_, sum)| *sum > 0.0).collect()
}

/// How many facts of a kind each partner has in the weeks of the panel.
fn counted(
    program: &Program,
    facts: &[Fact],
    (kind, weeks): (FactKind, i64),
) -> BTreeMap<String, f64> {
    let start = program.fiscal.start();
    let mut counted = BTreeMap::new();
    for fact in facts.iter().filter(|fact| fact.kind == kind) {
        let day = start.days_until(fact.happened);
        if (0..weeks * 7).contains(&day) {
            *counted.entry(fact.partner.to_string()).or_insert(0.0) += 1.0;
        }
    }
    counted
}

fn written(program: &Program, scenario: &Scenario) -> (Panel, Panel) {
    let panel = draw_panel(program, scenario, 0, "program").unwrap();
    let page = panel_file::page(&panel);
    let mut findings = Findings::default();
    let back = read("history.csv", page.bytes.as_slice(), &mut findings).unwrap();
    assert_eq!(findings.problems(), [], "{}", program.declared.name);
    (panel, back)
}

#[test]
fn partner_weeks_count_what_the_facts_of_their_run_count() {
    for (name, program) in every_program() {
        let scenario = scenario("population: { partners: 24 }", &program);
        let (panel, _) = written(&program, &scenario);
        let facts = draw(&program, &scenario, 0, "program").unwrap().facts;
        let weeks = panel.partners.values().map(Vec::len).max().unwrap();
        let weeks = i64::try_from(weeks).unwrap();
        let kinds = [
            (FactKind::Sale, "won"),
            (FactKind::Registration, "registered"),
            (FactKind::Completion, "courses"),
            (FactKind::Lead, "leads"),
        ];
        for (kind, column) in kinds {
            if column != "won" && !panel.columns.contains(&column) {
                continue;
            }
            let of_facts = counted(&program, &facts, (kind, weeks));
            assert_eq!(summed(&panel, column), of_facts, "{name}: {column}");
        }
    }
}

#[test]
fn a_history_that_is_written_reads_back_and_is_calibrated() {
    for (name, program) in every_program() {
        let scenario = scenario("population: { partners: 24 }", &program);
        let (panel, back) = written(&program, &scenario);
        assert_eq!(panel.columns, back.columns, "{name}");
        let counts = |panel: &Panel| ["created", "open", "lost"].map(|it| summed(panel, it));
        assert_eq!(counts(&panel), counts(&back), "{name}");
        assert!(!calibrate(&back).is_empty(), "{name}");
        for weeks in panel.partners.values() {
            let (last, before) = weeks.split_last().unwrap();
            assert!(before.iter().all(|week| week.active == 1.0), "{name}");
            assert!(
                last.active == 1.0 || last.created + last.open == 0.0,
                "{name}"
            );
        }
    }
}

#[test]
fn partner_weeks_sum_up_to_the_metrics_of_their_run() {
    // The weeks of the program's year alone, so that both see the same weeks.
    let program = halden();
    let mut scenario = scenario("population: { partners: 40 }", &program);
    scenario.runs = 1;
    scenario.weeks = 53;
    let panel = draw_panel(&program, &scenario, 0, "program").unwrap();
    let forecast = run(&program, &scenario, &Options::default()).unwrap();
    let all = |column| summed(&panel, column).values().sum::<f64>();
    let metrics = forecast.metrics();
    let of = |name: &str| match &metrics[name] {
        Estimate::Known(metric) => metric.interval.mean,
        Estimate::Missing { reason, .. } => panic!("{name}: {reason}"),
    };
    assert!(all("won") > 100.0);
    assert_eq!(all("won"), of("won_deals"));
    assert_eq!(all("created"), of("opportunities"));
    assert_eq!(all("touches"), of("touches"));
}

#[test]
fn what_comes_back_and_what_is_agreed_is_counted_with_the_week_in_which_it_began() {
    let mut shares = std::collections::BTreeMap::new();
    for (_, program) in every_program() {
        let text = "{ partners: 24 }\nbehaviour: { return_share: 0.2, agreed_share: 0.6 }";
        let scenario = scenario(&format!("population: {text}"), &program);
        let (panel, _) = written(&program, &scenario);
        for (part, whole) in [
            ("sales_returned", "sales_due"),
            ("targets_agreed", "targets_open"),
        ] {
            if panel.columns.contains(&whole) {
                let all = |column| summed(&panel, column).values().sum::<f64>();
                let sums: &mut (f64, f64) = shares.entry(whole).or_default();
                (sums.0, sums.1) = (sums.0 + all(part), sums.1 + all(whole));
            }
        }
        assert_eq!(summed(&panel, "sales_due"), summed(&panel, "won"));
    }
    // 3.5 standard errors; of targets those of one partner are agreed together, so that partners count and not targets.
    let (returned, sold) = shares["sales_due"];
    let off = returned - 0.2 * sold;
    assert!(
        off.abs() < 3.5 * (0.16 * sold).sqrt(),
        "{returned} of {sold}"
    );
    let (agreed, open) = shares["targets_open"];
    assert!(
        (agreed / open - 0.6).abs() < 3.5 * (0.24_f64 / 24.0).sqrt(),
        "{agreed} of {open}"
    );
}
