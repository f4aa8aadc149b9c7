//! Calibration is calibrated: parameters drawn from what is believed, a history drawn from them by the model's own
//! equations, and the fit. Over many histories the place of the truth in what is known afterwards is uniform
//! (Talts and others 2018). `tests/long.sh` does fifty histories and shows the ranks.

use std::fmt::Write;

use charter::intake::findings::Findings;
use charter::intake::panel::read;
use charter::intake::scenario::behaviour::{Behaviour, Parameter};
use charter::simulate::calibrate::{Fit, Scale, calibrate, estimable, prior};
use charter::simulate::chance::normal::{cumulative, quantile};
use charter::simulate::chance::purpose::Purpose;
use charter::simulate::chance::random::{Address, Key};

use crate::history::history;

/// What is drawn, and the scale on which it is.
const DRAWN: [(&str, Scale); 40] = [
    ("elasticity", Scale::Plain),
    ("participation_intercept", Scale::Plain),
    ("participation_reward", Scale::Plain),
    ("closing_acceleration", Scale::Plain),
    ("announcement_wait", Scale::Plain),
    ("fatigue_half_life", Scale::Log),
    ("fatigue_half_load", Scale::Log),
    ("churn_hazard", Scale::Log),
    ("churn_inactive", Scale::Plain),
    ("module_rate", Scale::Logit),
    ("drop_rate", Scale::Logit),
    ("exam_pass", Scale::Logit),
    ("registration_conflict", Scale::Logit),
    ("new_customer_share", Scale::Logit),
    ("request_hazard", Scale::Log),
    ("request_approval", Scale::Logit),
    ("request_claim", Scale::Logit),
    ("quarter_end_push", Scale::Plain),
    ("lead_share", Scale::Logit),
    ("introduced_share", Scale::Logit),
    ("contested_share", Scale::Logit),
    ("renewal_share", Scale::Logit),
    ("upsell_share", Scale::Logit),
    ("quoted_share", Scale::Logit),
    ("paid_share", Scale::Logit),
    ("customer_churn", Scale::Log),
    ("lead_answer", Scale::Logit),
    ("join_share", Scale::Logit),
    ("claim_returned", Scale::Logit),
    ("claim_supplied", Scale::Logit),
    ("claim_silent", Scale::Logit),
    ("claim_denied", Scale::Logit),
    ("claim_cut", Scale::Logit),
    ("claim_appealed", Scale::Logit),
    ("appeal_granted", Scale::Logit),
    ("exception_asks", Scale::Log),
    ("exception_granted", Scale::Logit),
    ("return_share", Scale::Logit),
    ("agreed_share", Scale::Logit),
    ("fee_collected", Scale::Logit),
];

fn undone(scale: Scale, value: f64) -> f64 {
    match scale {
        Scale::Plain => value,
        Scale::Log => libm::exp(value),
        Scale::Logit => 1.0 / (1.0 + libm::exp(-value)),
    }
}

/// The truth of a history.
fn truth(history: u32) -> Behaviour {
    let key = Key {
        seed: 77,
        replication: history,
    };
    let mut behaviour = Behaviour::default();
    for (ordinal, (name, scale)) in (0_u16..).zip(DRAWN) {
        let parameter = Parameter::named(name).unwrap();
        let (middle, deviation) = prior(parameter, scale);
        let u = key.uniform(Address::of(Purpose::Clock).number(ordinal));
        parameter.set(
            &mut behaviour,
            undone(scale, middle + deviation * quantile(u)),
        );
    }
    behaviour
}

fn fitted(number: u32) -> (Behaviour, Vec<Fit>) {
    let truth = truth(number);
    let mut findings = Findings::default();
    let panel = read(
        "panel.csv",
        history(number, &truth).as_bytes(),
        &mut findings,
    )
    .unwrap();
    assert_eq!(findings.problems(), []);
    (truth, calibrate(&panel))
}

/// By parameter, the place from 0 to 1 of each truth in what is known after its history.
fn places(histories: u32) -> Vec<(&'static str, Vec<f64>)> {
    let mut places: Vec<(&'static str, Vec<f64>)> =
        DRAWN.iter().map(|(name, _)| (*name, Vec::new())).collect();
    for number in 0..histories {
        let (truth, fits) = fitted(number);
        for ((name, places), (_, scale)) in places.iter_mut().zip(DRAWN) {
            let parameter = Parameter::named(name).unwrap();
            let value = parameter.of(&truth);
            let on_scale = match scale {
                Scale::Plain => value,
                Scale::Log => libm::log(value),
                Scale::Logit => libm::log(value / (1.0 - value)),
            };
            // Where nothing happened that tells of it, what was believed stands.
            let fit = fits.iter().find(|fit| fit.parameter.name == *name);
            if fit.is_none() {
                println!("history {number} says nothing of {name}");
            }
            let known = fit.map_or_else(|| prior(parameter, scale), |fit| fit.posterior);
            let (middle, deviation) = known;
            places.push(cumulative((on_scale - middle) / deviation));
        }
    }
    places
}

#[test]
fn the_truth_lies_anywhere_in_what_is_known_of_it() {
    let asked = std::env::var("CHARTER_HISTORIES")
        .ok()
        .and_then(|text| text.parse().ok());
    let histories: u32 = asked.unwrap_or(50);
    for (name, places) in places(histories) {
        let mut bins = [0_u32; 5];
        for place in &places {
            bins[((place * 5.0) as usize).min(4)] += 1;
        }
        println!("{name:<22} ranks in fifths {bins:?}");
        // Chi-squared with 4 degrees of freedom is above 20 once in 2,000; with few histories, no place is
        // beyond 3.5 deviations, where one of five hundred may be.
        let expected = f64::from(histories) / 5.0;
        assert!(
            expected >= 5.0
                || places
                    .iter()
                    .all(|place| (2e-4..=1.0 - 2e-4).contains(place)),
            "{name}: {places:?}"
        );
        if expected >= 5.0 {
            let sum: f64 = bins
                .iter()
                .map(|bin| (f64::from(*bin) - expected).powi(2) / expected)
                .sum();
            assert!(sum < 20.0, "{name}: {bins:?}");
        }
    }
}

#[test]
fn what_can_be_estimated_is_drawn_here() {
    let mut names: Vec<&str> = estimable().collect();
    let mut drawn: Vec<&str> = DRAWN.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    drawn.sort_unstable();
    assert_eq!(names, drawn);
    let page = std::fs::read_to_string("docs/reference/calibrate.md").unwrap();
    for name in names {
        assert!(page.contains(&format!("| `{name}` |")), "{name}");
    }
}

#[test]
fn data_count_for_more_than_belief_where_there_are_many() {
    let (truth, fits) = fitted(100);
    assert_eq!(fits.len(), DRAWN.len());
    for fit in &fits {
        let value = fit.parameter.of(&truth);
        let (low, high) = (fit.at(0.0001), fit.at(0.9999));
        assert!(
            (low..=high).contains(&value),
            "{}: {value} in {low} to {high}",
            fit.parameter.name
        );
        assert!(
            (0.0..1.0).contains(&fit.shrinkage),
            "{}",
            fit.parameter.name
        );
    }
    let of = |name: &str| fits.iter().find(|fit| fit.parameter.name == name).unwrap();
    // Thousands of opportunities and hundreds of courses.
    assert!(of("new_customer_share").shrinkage > 0.5);
    assert!(of("module_rate").shrinkage > 0.5);
}

#[test]
fn a_share_by_hand() {
    // 30 of 100 exams passed: logit(30.5 / 101), and the prior of exam_pass has little to say against it.
    let mut text = "partner,week,active,exams,passed\n".to_owned();
    for week in 0..10 {
        writeln!(text, "a,{week},1,10,3").unwrap();
    }
    let mut findings = Findings::default();
    let panel = read("panel.csv", text.as_bytes(), &mut findings).unwrap();
    let fits = calibrate(&panel);
    let names: Vec<&str> = fits.iter().map(|fit| fit.parameter.name).collect();
    assert_eq!(
        names,
        ["churn_hazard", "exam_pass"],
        "what has no column is not estimated"
    );
    let likely = fits[1].likely;
    assert!((likely.middle - libm::log(30.5 / 70.5)).abs() < 1e-12);
    assert!((likely.error - libm::sqrt(1.0 / 30.5 + 1.0 / 70.5)).abs() < 1e-12);
    // Nobody left in 10 partner-weeks: the chance of that is exp(-10 h), and where h is likeliest after it the slope of the
    // normal belief in ln h is 10 h.
    let (believed, before) = prior(fits[0].parameter, Scale::Log);
    let (middle, deviation) = fits[0].posterior;
    let risk = 10.0 * libm::exp(middle);
    assert!((risk - (believed - middle) / (before * before)).abs() < 1e-6);
    assert!((1.0 / (deviation * deviation) - risk - 1.0 / (before * before)).abs() < 1e-4);
    assert_eq!(fits[0].verdict().words(), "prior only");
}

#[test]
fn a_share_that_is_none_or_all_by_default_is_believed_to_lie_in_its_range() {
    // From 0.005 to 0.3 as the 5th and 95th percentile, 1.644854 deviations to each side; of one from 0.1 to all, anything.
    let of = |name| prior(Parameter::named(name).unwrap(), Scale::Logit);
    let (low, high) = (libm::log(0.005 / 0.995), libm::log(0.3 / 0.7));
    let (middle, deviation) = of("return_share");
    assert!((middle - (low + high) / 2.0).abs() < 1e-9, "{middle}");
    assert!((deviation * 2.0 * 1.644_853_627 - (high - low)).abs() < 1e-6);
    // The logit of an even number has the variance pi^2 / 3.
    for name in ["agreed_share", "fee_collected"] {
        let (middle, deviation) = of(name);
        assert_eq!(middle, 0.0);
        assert!((deviation * deviation - std::f64::consts::PI.powi(2) / 3.0).abs() < 1e-9);
    }
}
