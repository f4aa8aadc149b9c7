//! Calibration is calibrated: parameters drawn from what is believed, a history drawn from them by the model's own
//! equations, and the fit. Over many histories the place of the truth in what is known afterwards is uniform
//! (Talts and others 2018). `tests/long.sh` does fifty histories and shows the ranks.

use std::fmt::Write;

use charter::intake::findings::Findings;
use charter::intake::panel::{Panel, Week, read};
use charter::intake::scenario::behaviour::{Behaviour, Parameter};
use charter::simulate::calibrate::{Fit, Scale, calibrate, estimable, prior};
use charter::simulate::chance::normal::{cumulative, quantile};
use charter::simulate::chance::purpose::Purpose;
use charter::simulate::chance::random::{Address, Key};

use crate::history::history;

/// What is drawn, and the scale on which it is.
const DRAWN: [(&str, Scale); 37] = [
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

/// What is counted.
const COLUMNS: &[&str] = &[
    "created",
    "led",
    "introduced",
    "contested",
    "won",
    "won_new",
    "renewed",
    "widened",
    "quoted",
    "invoices_due",
    "invoices_paid",
    "customers",
    "customers_left",
    "registered",
    "refused",
    "leads",
    "leads_accepted",
    "join_open",
    "joined",
    "enrolled",
    "courses",
    "dropped",
    "exams",
    "passed",
    "fund_open",
    "fund_asked",
    "fund_decided",
    "fund_approved",
    "fund_due",
    "fund_claimed",
    "claims",
    "claims_returned",
    "claims_supplied",
    "claims_decided",
    "claims_denied",
    "claims_cut",
    "claims_silent",
    "claims_appealable",
    "claims_appealed",
    "appeals_granted",
    "exceptions_asked",
    "exceptions_granted",
];

/// A week in which no two columns hold the same.
fn full_week() -> Week {
    Week {
        active: 50.0,
        created: 100.0,
        led: 10.0,
        introduced: 20.0,
        contested: 30.0,
        won: 90.0,
        won_new: 40.0,
        renewed: 15.0,
        widened: 5.0,
        quoted: 25.0,
        invoices_due: 80.0,
        invoices_paid: 70.0,
        customers: 60.0,
        customers_left: 6.0,
        registered: 51.0,
        refused: 4.0,
        leads: 12.0,
        leads_accepted: 9.0,
        join_open: 8.0,
        joined: 3.0,
        enrolled: 37.0,
        courses: 11.0,
        dropped: 7.0,
        exams: 13.0,
        passed: 2.0,
        fund_open: 17.0,
        fund_asked: 14.0,
        fund_decided: 20.0,
        fund_approved: 18.0,
        fund_due: 19.0,
        fund_claimed: 16.0,
        claims: 35.0,
        claims_returned: 24.0,
        claims_supplied: 23.0,
        claims_decided: 33.0,
        claims_denied: 26.0,
        claims_cut: 27.0,
        claims_silent: 28.0,
        claims_appealable: 34.0,
        claims_appealed: 31.0,
        appeals_granted: 29.0,
        exceptions_asked: 32.0,
        exceptions_granted: 22.0,
        ..Week::default()
    }
}

/// Events and occasions of that week, by what the page of calibration says of each column.
const COUNTED: [(&str, f64, f64); 27] = [
    // Finished, and the last courses of 11 exams that were failed; 7 of 37 gave up.
    ("module_rate", 22.0, 30.0),
    ("drop_rate", 7.0, 37.0),
    ("exam_pass", 2.0, 13.0),
    ("registration_conflict", 4.0, 51.0),
    ("new_customer_share", 40.0, 90.0),
    ("request_hazard", 14.0, 17.0),
    ("request_approval", 18.0, 20.0),
    ("request_claim", 16.0, 19.0),
    ("lead_share", 10.0, 100.0),
    // Of what was no lead.
    ("introduced_share", 20.0, 90.0),
    ("contested_share", 30.0, 100.0),
    // Of sales to customers that were there.
    ("renewal_share", 15.0, 50.0),
    ("upsell_share", 5.0, 50.0),
    ("quoted_share", 25.0, 90.0),
    ("paid_share", 70.0, 80.0),
    ("customer_churn", 6.0, 60.0),
    ("lead_answer", 9.0, 12.0),
    ("join_share", 3.0, 8.0),
    ("claim_returned", 24.0, 35.0),
    ("claim_supplied", 23.0, 24.0),
    // Of all that are decided by somebody or by silence; the others of those by somebody.
    ("claim_silent", 28.0, 61.0),
    ("claim_denied", 26.0, 33.0),
    ("claim_cut", 27.0, 33.0),
    ("claim_appealed", 31.0, 34.0),
    ("appeal_granted", 29.0, 31.0),
    ("exception_asks", 32.0, 50.0),
    ("exception_granted", 22.0, 32.0),
];

#[test]
fn every_share_is_of_its_own_whole() {
    let panel = Panel {
        partners: [("a".into(), vec![full_week()])].into(),
        columns: COLUMNS.to_vec(),
    };
    let fits = calibrate(&panel);
    for (name, events, occasions) in COUNTED {
        let fit = fits.iter().find(|fit| fit.parameter.name == name).unwrap();
        let happened = (events + 0.5) / (occasions + 1.0);
        let middle = match fit.likely.scale {
            Scale::Logit => libm::log(happened / (1.0 - happened)),
            Scale::Log | Scale::Plain if name == "request_hazard" => {
                libm::log(-libm::log(1.0 - happened))
            }
            Scale::Log | Scale::Plain => libm::log(-52.0 * libm::log(1.0 - happened)),
        };
        assert_eq!(fit.likely.events, events, "{name}");
        assert!(
            (fit.likely.middle - middle).abs() < 1e-12,
            "{name}: {fit:?}",
            fit = fit.likely
        );
    }
}
