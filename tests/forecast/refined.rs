//! A history that the engine wrote at parameters moved from what is assumed: the joint refinement finds them, and says that the
//! model can reproduce it. `CHARTER_REFINED` partners, where it is set, are refined with everything that may move.

use charter::intake::panel::Panel;
use charter::intake::scenario::Scenario;
use charter::simulate::calibrate::joint::{Effort, Refined, refine};
use charter::simulate::calibrate::{Scale, calibrate};
use charter::simulate::run::panel::draw_panel;
use charter::simulate::run::worlds::Refusal;

use crate::made::{halden, scenario};

const FEW: &[(&str, Scale)] = &[
    ("quarter_end_push", Scale::Plain),
    ("enrolment_hazard", Scale::Log),
    ("module_rate", Scale::Logit),
    ("request_hazard", Scale::Log),
];

/// What is moved, and what moments tell of it whatever the luck.
const TRUTH: [(&str, f64); 3] = [
    ("quarter_end_push", 0.9),
    ("enrolment_hazard", 0.045),
    ("module_rate", 0.3),
];

fn at(partners: u32, seed: u32, behaviour: &str) -> Scenario {
    let text = format!(
        "seed: {seed}\npopulation: {{ partners: {partners} }}\nbehaviour: {{ {behaviour} }}"
    );
    scenario(&text, &halden())
}

fn refined(panel: &Panel, scenario: &Scenario, effort: Effort) -> Result<Refined, Refusal> {
    let fits = calibrate(panel);
    refine(&halden(), scenario, (panel, &fits), effort, &|| ())
}

#[test]
fn the_refinement_finds_the_parameters_at_which_the_engine_wrote_a_history() {
    let asked = std::env::var("CHARTER_REFINED").ok();
    let asked: Option<u32> = asked.and_then(|text| text.parse().ok());
    let effort = match asked {
        Some(_) => Effort::default(),
        None => Effort {
            seeds: 2,
            markets: 3,
            rounds: 2,
            candidates: FEW,
        },
    };
    let partners = asked.unwrap_or(80);
    let moved: Vec<String> = TRUTH
        .iter()
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    let panel = draw_panel(
        &halden(),
        &at(partners, 41, &moved.join(", ")),
        0,
        "program",
    )
    .unwrap();
    let found = refined(&panel, &at(partners, 7, ""), effort).unwrap();
    for (name, value) in TRUTH {
        let own = found
            .parameters
            .iter()
            .find(|it| it.parameter.name == name)
            .unwrap();
        let [middle, low, high] = own.refined;
        println!(
            "{name} {value}: {middle} in {low} to {high}, {:?}",
            own.block
        );
        // Half as wide again as the 95% interval: 3 deviations.
        let (below, over) = (middle - low, high - middle);
        let reach = middle - 1.5 * below..middle + 1.5 * over;
        assert!(reach.contains(&value), "{name}: {value} not in {reach:?}");
        assert!(own.shrinkage > 0.2, "{name}: {}", own.shrinkage);
    }
    println!("J {:?} {}", found.misfit, found.chance);
    // Of each parameter 1 - (1 - shrinkage)^2 of the precision is from the moments; they add up to what these tell.
    let told = found.parameters.iter();
    let told: f64 = told.map(|it| 1.0 - (1.0 - it.shrinkage).powi(2)).sum();
    let freedom = found.moments.len() as f64 - told;
    assert!((found.misfit.1 - freedom).abs() < 1e-9, "{freedom}");
    assert!(found.chance > 0.01, "{:?} {}", found.misfit, found.chance);
    let off = |which: usize| {
        found
            .moments
            .iter()
            .map(|it| it.off[which].powi(2))
            .sum::<f64>()
    };
    assert!(off(1) < off(0), "{} {}", off(0), off(1));
}

#[test]
fn a_history_that_the_model_cannot_write_is_said_to_be_one() {
    let mut panel = draw_panel(&halden(), &at(40, 41, ""), 0, "program").unwrap();
    // No parameter of behaviour makes three times as many opportunities, of which as many as before are won.
    for row in panel.partners.values_mut().flatten() {
        row.created *= 3.0;
        row.open *= 3.0;
    }
    let effort = Effort {
        seeds: 2,
        markets: 3,
        rounds: 1,
        candidates: &FEW[..1],
    };
    let found = refined(&panel, &at(40, 7, ""), effort).unwrap();
    assert!(found.chance < 0.01, "{:?} {}", found.misfit, found.chance);
}

#[test]
fn a_history_of_other_weeks_or_partners_is_refused_and_so_is_one_of_nothing() {
    let effort = Effort {
        seeds: 1,
        markets: 2,
        rounds: 1,
        candidates: &FEW[..1],
    };
    let named = |found: Result<Refined, Refusal>| match found {
        Err(Refusal::Problem(problem)) => problem.name,
        Err(Refusal::Fault(_)) | Ok(_) => "",
    };
    let panel = draw_panel(&halden(), &at(8, 41, ""), 0, "program").unwrap();
    assert_eq!(
        named(refined(&panel, &at(9, 7, ""), effort)),
        "partners-not-those"
    );
    let mut long = panel.clone();
    for row in long
        .partners
        .values_mut()
        .flatten()
        .filter(|row| row.week > 40)
    {
        row.week += 20;
    }
    assert_eq!(
        named(refined(&long, &at(8, 7, ""), effort)),
        "history-beyond-program"
    );
    let mut bare = panel;
    bare.columns = vec!["partner", "week", "active"];
    for row in bare.partners.values_mut().flatten() {
        row.active = 1.0;
    }
    assert_eq!(
        named(refined(&bare, &at(8, 7, ""), effort)),
        "nothing-to-refine"
    );
}

#[test]
fn every_population_and_every_market_has_its_own_luck() {
    let panel = draw_panel(&halden(), &at(8, 41, ""), 0, "program").unwrap();
    let found = |seeds, markets| {
        let effort = Effort {
            seeds,
            markets,
            rounds: 1,
            candidates: &FEW[..1],
        };
        refined(&panel, &at(8, 7, ""), effort).unwrap()
    };
    let of = |found: &Refined| {
        let own = found.moments.iter();
        *own.clone()
            .find(|it| it.name == "opportunities a week")
            .unwrap()
    };
    let (one, more) = (of(&found(1, 1)), of(&found(1, 4)));
    // The same engine at the same numbers; markets add to how far it may be off.
    assert_eq!(one.simulated[0], more.simulated[0]);
    assert!(more.off[0].abs() < one.off[0].abs(), "{one:?} {more:?}");
    // The mean of two populations is not the first of them.
    assert_ne!(of(&found(2, 1)).simulated[0], one.simulated[0]);
}
