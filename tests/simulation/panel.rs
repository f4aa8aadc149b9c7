//! What calibration says of a history that the engine itself wrote, at known parameters: one offer at a time, messages of one
//! sort, and none of what the pages of calibration name as averaged over.

use charter::intake::findings::Findings;
use charter::intake::panel::{Panel, read};
use charter::intake::scenario::Costs;
use charter::intake::scenario::behaviour::Behaviour;
use charter::render::panel_file;
use charter::simulate::behaviour::market::Weather;
use charter::simulate::behaviour::reward::Curve;
use charter::simulate::calibrate::{Scale, calibrate};
use charter::simulate::chance::hash::name_hash;
use charter::simulate::chance::random::Key;
use charter::simulate::engine::drawn::Drawn;
use charter::simulate::engine::ledger::{Ledger, Left, Posted};
use charter::simulate::engine::plan::{
    Activity, Audience, Fund, Offer, Plan, Protection, Touch, Track,
};
use charter::simulate::engine::{Engine, Opening, Scene};

use crate::setting::{Setting, mix, offer, plan, still};

const YEAR: i16 = 104;
const PARTNERS: u32 = 300;

/// What the offers pay, how long they last and when they begin, in weeks.
const OFFERS: [(f64, i32, i32); 12] = [
    (0.16, 4, 7),
    (0.04, 3, 15),
    (0.30, 5, 22),
    (0.08, 4, 31),
    (0.20, 3, 39),
    (0.02, 4, 46),
    (0.12, 5, 54),
    (0.30, 3, 63),
    (0.04, 4, 70),
    (0.20, 4, 78),
    (0.08, 3, 86),
    (0.16, 4, 94),
];

/// What the estimate is an average of over partners that are tired, large or digital, as its page says.
const AVERAGED: [&str; 1] = ["request_hazard"];

/// Promises the rates and credit without end, and pays nothing: nobody's mood moves.
struct Promises;

impl Ledger for Promises {
    fn post(&mut self, _: &[Drawn], _: i32) -> Vec<Posted> {
        Vec::new()
    }

    fn is_open(&self, _: usize, _: i32) -> bool {
        true
    }

    fn curve(&mut self, offer: usize, _: usize, _: i32, _: f64) -> Option<Curve> {
        Some(Curve::proportional(OFFERS[offer].0))
    }

    fn tier(&self, _: usize) -> Option<u16> {
        None
    }

    fn left(&self, _: usize) -> Option<Left> {
        None
    }

    fn balance(&self, _: usize, _: usize) -> i64 {
        1_000_000_000_000
    }
}

fn offers() -> Vec<Offer> {
    let one = |(place, (_, weeks, from)): (usize, &(f64, i32, i32))| {
        let days = (from * 7, (from + weeks) * 7 - 1);
        Offer {
            place: place as u16,
            name: format!("offer{place}").as_str().into(),
            hash: name_hash(&format!("offer{place}")),
            announced: (from - 5) as i16,
            window_end: vec![days.1; 52 + YEAR as usize],
            ..offer(days)
        }
    };
    OFFERS.iter().enumerate().map(one).collect()
}

/// Bursts of messages and pauses, all of one sort.
fn touches() -> Vec<Touch> {
    let mut touches = Vec::new();
    for week in 0..YEAR {
        let sent = [3, 3, 2, 0, 0, 1, 0, 4, 1, 0, 0, 0, 2][usize::from(week as u16) % 13];
        for nth in 0..sent {
            touches.push(Touch {
                week,
                hash: name_hash(&format!("news{nth}")),
                sort: 0,
                load: 1.0,
                open_rate: 0.4,
                audience: Audience::default(),
                offers: (0..OFFERS.len()).collect(),
                tracks: vec![0],
            });
        }
    }
    touches
}

fn program() -> Plan {
    let ends = |week: i16| (week + 52) % 13 >= 11;
    Plan {
        year: YEAR,
        weeks: YEAR,
        ends_quarter: (-52..YEAR).map(ends).collect(),
        quarters: (1..=8).map(|quarter| quarter * 13 - 1).collect(),
        offers: offers(),
        touches: touches(),
        tracks: vec![Track {
            name: "track".into(),
            hash: name_hash("track"),
            courses: vec![0, 1, 2, 3],
            grants: Some((0, 40)),
            required: true,
            audience: Audience::default(),
            reward: 0.0,
            open: (0, YEAR - 1),
            lines: vec![true],
        }],
        funds: vec![Fund {
            place: 0,
            name: "fund".into(),
            hash: name_hash("fund"),
            activities: vec![Activity {
                name: "event".into(),
                share: 0.5,
                most: None,
                proof: "invoice".into(),
            }],
            request_days: 0,
            claim_days: None,
            decided: None,
        }],
        protection: Some(Protection {
            least: 0,
            decision_days: 5,
            days: None,
            asks_after: None,
        }),
        ..plan()
    }
}

/// Moved from the defaults, and what the page of calibration says it averages over switched off.
fn truth() -> Behaviour {
    let usual = Behaviour::default();
    Behaviour {
        elasticity: 0.45,
        participation_intercept: 0.2,
        participation_reward: 0.6,
        closing_acceleration: 1.6,
        announcement_wait: 0.45,
        quarter_end_push: 0.7,
        fatigue_half_life: 2.0,
        fatigue_half_load: 4.5,
        churn_hazard: 0.005,
        churn_inactive: 0.9,
        module_rate: 0.35,
        drop_rate: 0.05,
        exam_pass: 0.7,
        registration_intercept: usual.registration_intercept,
        registration_conflict: 0.1,
        new_customer_share: 0.5,
        request_hazard: 0.1,
        request_approval: 0.8,
        request_claim: 0.7,
        company_pass_through: usual.company_pass_through,
        urgency_half_life: usual.urgency_half_life,
        awareness_half_life: usual.awareness_half_life,
        learning_per_touch: usual.learning_per_touch,
        learning_per_visit: usual.learning_per_visit,
        enrolment_hazard: usual.enrolment_hazard,
        enrolment_reward: usual.enrolment_reward,
        attention_slots: f64::INFINITY,
        ..still()
    }
}

fn world(behaviour: Behaviour, seed: u32) -> Panel {
    let setting = Setting::new(PARTNERS, behaviour, program());
    let key = Key {
        seed,
        replication: 0,
    };
    let regions = mix(1).regions;
    let weather = Weather::draw(&setting.market, &regions, 1, YEAR, key);
    let costs = Costs {
        fixed_per_year: 0.0,
        per_claim: 0.0,
        per_course: 0.0,
        per_touch: 0.0,
    };
    let bare = setting.plan.without_program();
    let scene = |plan| {
        Scene::new(
            &setting.partners,
            &setting.behaviour,
            plan,
            &weather,
            &costs,
            key,
        )
    };
    let opening = Opening::drawn(&scene(&bare));
    let scene = scene(&setting.plan);
    let engine = Engine::new(&scene, Promises, opening).keeping_panel();
    engine.opened().run_for_panel().1
}

#[test]
fn calibration_finds_the_parameters_at_which_the_engine_wrote_a_history() {
    let truth = truth();
    let page = panel_file::page(&world(truth.clone(), 31));
    let mut findings = Findings::default();
    let panel = read("history.csv", page.bytes.as_slice(), &mut findings).unwrap();
    assert_eq!(findings.problems(), []);
    let fits = calibrate(&panel);
    let mut far = Vec::new();
    for fit in &fits {
        let name = fit.parameter.name;
        let value = fit.parameter.of(&truth);
        let (middle, deviation) = fit.posterior;
        let on = match fit.likely.scale {
            Scale::Plain => value,
            Scale::Log => libm::log(value),
            Scale::Logit => libm::log(value / (1.0 - value)),
        };
        let z = (on - middle) / deviation;
        println!(
            "{name:<24} {value:>8.4} {:>8.4} {:>8.4?} {z:>6.2} {:.2}",
            fit.value(),
            fit.alone(),
            fit.shrinkage
        );
        if !AVERAGED.contains(&name) && z.abs() > 3.0 {
            far.push(name);
        }
    }
    assert_eq!(far, [""; 0]);
}

#[test]
fn rows_say_what_stands_before_partners() {
    let panel = world(truth(), 31);
    let (mut pressed, mut waited, mut offered, mut taken) = (0, 0, 0.0, 0.0);
    for row in panel.partners.values().flatten() {
        let week = i32::try_from(row.week).unwrap();
        assert_eq!(row.quarter_week, f64::from(week % 13), "{row:?}");
        // This week and those after it in which the offer still runs.
        if row.ends_in > 0.0 {
            pressed += 1;
            let mut running = OFFERS.iter().filter(|(_, weeks, from)| {
                (*from..from + weeks).contains(&week)
                    && row.ends_in == f64::from(from + weeks - week)
            });
            assert!(running.next().is_some(), "{row:?}");
        }
        if row.starts_in > 0.0 {
            waited += 1;
            let mut coming = OFFERS.iter().filter(|(_, _, from)| {
                (from - 5..*from).contains(&week) && row.starts_in == f64::from(from - week)
            });
            assert!(coming.next().is_some(), "{row:?}");
        }
        offered += row.offered;
        taken += row.taken;
        assert!(row.taken <= row.offered && row.won + row.lost <= row.open + row.created);
    }
    assert!(pressed > 1_000 && waited > 1_000, "{pressed} {waited}");
    // Some are taken up and some are not; nobody comes to know of an offer twice.
    assert!(taken > 0.0 && taken < offered, "{taken} {offered}");
    for weeks in panel.partners.values() {
        let known: f64 = weeks.iter().map(|row| row.offered).sum();
        assert!(known <= OFFERS.len() as f64, "{known}");
    }
}
