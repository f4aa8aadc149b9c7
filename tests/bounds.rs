//! Bounds of whole programs, against sums worked out by hand.

use std::fs;

use charter::base::span::{Source, Sources};
use charter::compile::compile;
use charter::model::Program;
use charter::parse::parse;
use charter::semantics::bounds::liability::{WorstCase, worst_case};
use charter::semantics::bounds::{Binding, Most};

fn program(text: &str) -> Program {
    let sources = Sources::new(vec![Source {
        name: "test.charter".to_owned(),
        text: text.to_owned(),
    }]);
    let (trees, mut problems) = parse(&sources);
    let (program, found) = compile(&trees);
    problems.extend(found);
    let messages: Vec<String> = problems
        .iter()
        .map(|problem| format!("{:?} {}", problem.severity, problem.message))
        .collect();
    program.unwrap_or_else(|| panic!("{}", messages.join("\n")))
}

fn halden() -> Program {
    program(&fs::read_to_string("tests/bounds/halden.charter").unwrap())
}

fn dollars(most: &Most) -> i128 {
    most.amount().map_or(-1, |minor| minor / 100)
}

fn exposure(case: &WorstCase, program: &Program, name: &str) -> usize {
    let found = program
        .incentives
        .iter()
        .position(|incentive| &*incentive.declared.name == name)
        .unwrap();
    assert_eq!(case.incentives[found].incentive.index(), found);
    found
}

/// 1,200 x 10,000 + 400 x 40,000 + 90 x 150,000 + 250,000 + 4 x 450,000.
#[test]
fn the_worst_case_of_the_sample_is_the_sum_of_its_caps_and_budgets() {
    let program = halden();
    let case = worst_case(&program).unwrap();
    let of = |name: &str| &case.incentives[exposure(&case, &program, name)];
    assert_eq!(dollars(&of("volume").year), 41_500_000);
    assert_eq!(dollars(&of("launch_reward").year), 250_000);
    assert_eq!(dollars(&of("mdf").year), 1_800_000);
    assert_eq!(dollars(&case.year), 43_550_000);
    assert!(case.unbounded.is_empty(), "{:?}", case.unbounded);
    assert!(matches!(of("volume").by, Binding::Cap { .. }));
    assert!(matches!(of("launch_reward").by, Binding::Budget(_)));
    assert!(matches!(of("mdf").by, Binding::Budget(_)));
    let tiers: Vec<i128> = of("volume").tiers.iter().map(|s| dollars(&s.all)).collect();
    assert_eq!(tiers, [12_000_000, 16_000_000, 13_500_000]);
}
