//! Every case that a finding shows is played as the example that it is, and paid what the finding says.

use std::collections::BTreeSet;

use charter::diagnostic::Problem;
use charter::lint::LINTS;
use charter::model::Program;
use charter::semantics::example::run;
use charter::semantics::plan::Plan;

use crate::page::{levels, programs, said};

/// The page of what findings know.
const CHECK: &str = include_str!("../../docs/reference/check.md");

/// What an example of the case is paid: by the incentive that the finding names, for its sale, or in all.
fn paid(program: &Program, problem: &Problem) -> i128 {
    let plan = Plan::of(program);
    let example = program.examples.last().expect("the case is an example");
    let mut fold = run(&plan, example).expect("the case can be played");
    let mut sum = 0;
    for posting in fold.take_postings() {
        let incentive = program.incentive(posting.claim.incentive).unwrap();
        match problem.facts.get("incentive") {
            Some(name) if *incentive.declared.name == **name => sum += posting.amount.minor,
            Some(_) => {}
            None if !problem.facts.contains_key("sale") => sum += posting.amount.minor,
            None => {
                let own = posting.lines.iter().filter(|(row, _)| {
                    let id = fold.book().row(*row).map(|row| row.id);
                    let id = id.map(|id| fold.book().symbols().text(id));
                    id.is_some_and(|id| *id == *problem.facts["sale"])
                });
                sum += own.map(|(_, part)| part).sum::<i128>();
            }
        }
    }
    sum
}

#[test]
fn every_case_that_a_finding_shows_is_paid_what_it_says() {
    let mut shown: BTreeSet<&str> = BTreeSet::new();
    for lint in LINTS {
        for page in programs(lint) {
            let (_, problems) = said(&page.text, &levels(lint));
            for problem in problems {
                let Some(case) = &problem.witness else {
                    continue;
                };
                shown.insert(problem.name);
                let text = format!(
                    "{}\nexample \"the case\" {{\n{case}\nexpect nothing else\n}}\n",
                    page.text
                );
                let (program, more) = said(&text, &levels(lint));
                let errors: Vec<&Problem> = more
                    .iter()
                    .filter(|it| it.is_error() && it.name != problem.name)
                    .collect();
                let program = program.unwrap_or_else(|| panic!("{text}: {errors:?}"));
                let told: i128 = problem.facts["paid"].parse().unwrap();
                let played = paid(&program, &problem);
                // Each incentive of a sale is rounded by itself.
                let slack = match problem.facts.get("sale") {
                    Some(_) => i128::try_from(program.incentives.len()).unwrap(),
                    None => 0,
                };
                assert!(
                    (told - played).abs() <= slack,
                    "{}: {told} is said, {played} is paid\n{text}",
                    problem.message
                );
            }
        }
    }
    let all = [
        "gain-across-periods",
        "gain-from-splitting",
        "guardrail-refuted",
        "paid-over-margin",
        "payout-cliff",
        "payout-falls",
    ];
    assert_eq!(shown, BTreeSet::from(all));
}

/// A rebate on each sale of one product is shown by a sale of that product, though another comes first by name.
#[test]
fn a_cliff_of_one_product_is_shown_by_its_sales() {
    let lint = LINTS.iter().find(|lint| lint.name == "payout-cliff");
    let lint = lint.expect("the lint");
    let of_routers = |text: &str| text.contains("on      each sale of edge_router in year");
    let pages = programs(lint);
    let page = pages.iter().find(|page| of_routers(&page.text));
    let (_, problems) = said(&page.expect("a case").text, &levels(lint));
    let found = problems.iter().find(|problem| problem.name == lint.name);
    let case = found.and_then(|found| found.witness.as_ref());
    let case = case.expect("a case that was played").to_string();
    assert!(
        case.contains("edge_router") && !case.contains("cloud_secure"),
        "{case}"
    );
}

#[test]
fn what_each_finding_knows_is_said_once() {
    let (_, table) = CHECK
        .split_once("## What a finding knows\n")
        .expect("the page says it");
    let table = table.split("\n## ").next().unwrap();
    for lint in LINTS {
        let count = table.matches(&format!("`{}`", lint.name)).count();
        assert_eq!(count, 1, "{}", lint.name);
    }
}
