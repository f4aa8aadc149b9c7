//! Closed forms of what people do, read off whole runs of the engine.

use charter::intake::scenario::behaviour::Behaviour;
use charter::simulate::behaviour::fatigue::{COMMUNICATION, OFFER};
use charter::simulate::chance::hash::name_hash;
use charter::simulate::engine::ledger::NoLedger;
use charter::simulate::engine::plan::{Audience, Offer, Plan, Touch, Track};
use charter::simulate::engine::record::Record;

use crate::setting::{Flat, Setting, offer, plan, still};

/// A touch in each of these weeks.
fn touches(
    weeks: impl Iterator<Item = i16>,
    sort: usize,
    load: f64,
    offers: &[usize],
) -> Vec<Touch> {
    let touch = |week| Touch {
        week,
        hash: name_hash("letter"),
        sort,
        load,
        open_rate: 0.25,
        audience: Audience::default(),
        offers: offers.to_vec(),
        tracks: Vec::new(),
    };
    weeks.map(touch).collect()
}

/// Pays 2% the whole year.
fn paying() -> Flat {
    Flat {
        rate: 0.02,
        days: (0, 370),
        pool: None,
        paid: 0,
    }
}

/// Whether a share of n independent trials is the expected one.
fn agrees(successes: f64, trials: f64, expected: f64) -> bool {
    let error = (expected * (1.0 - expected) / trials).sqrt();
    ((successes / trials - expected) / error).abs() < 3.5
}

/// Tired as the defaults say, and nothing else.
fn tiring() -> Behaviour {
    Behaviour {
        fatigue_half_load: 6.0,
        fatigue_half_life: 3.0,
        ..still()
    }
}

/// The index of a load, as the page of the model says it.
fn index(load: f64) -> f64 {
    1.0 - 1.0 / (1.0 + (load / 6.0) * (load / 6.0))
}

#[test]
fn k6_a_constant_load_settles() {
    // F_t = l (1 - rho^(t+1)) / (1 - rho), which tends to l / (1 - rho) after adding.
    let plan = Plan {
        touches: touches(0..53, COMMUNICATION, 1.3, &[]),
        ..plan()
    };
    let record = Setting::new(5, tiring(), plan).run(0, NoLedger).0;
    let rho = libm::exp2(-1.0 / 3.0);
    for (week, each) in record.weeks.iter().take(53).enumerate() {
        let load = 1.3 * (1.0 - libm::pow(rho, week as f64 + 1.0)) / (1.0 - rho);
        assert!((each.fatigue - index(load)).abs() < 1e-12, "week {week}");
    }
    let settled = 1.3 / (1.0 - rho);
    assert!((settled - 6.301_519).abs() < 1e-6);
    assert!((record.weeks[52].fatigue - index(settled)).abs() < 1e-5);
}

#[test]
fn partner_weeks_over_a_level_are_counted() {
    // The index of a load F is F^2 / (36 + F^2): above .3 from F = 3.93 on, above .5 from 6 on. A
    // load of 1.3 a week reaches them after its fifth and its fourteenth week, and stays.
    let plan = Plan {
        touches: touches(0..53, COMMUNICATION, 1.3, &[]),
        ..plan()
    };
    let fatigue = Setting::new(5, tiring(), plan).run(0, NoLedger).0.fatigue;
    let rho = libm::exp2(-1.0 / 3.0);
    let above = |level: f64| {
        let loads =
            (1..=53_u32).map(|week| 1.3 * (1.0 - libm::pow(rho, f64::from(week))) / (1.0 - rho));
        5.0 * loads.filter(|load| index(*load) > level).count() as f64
    };
    assert!(above(0.3) > above(0.5) && above(0.5) > 0.0);
    assert_eq!(
        (fatigue.above_low, fatigue.above_high),
        (above(0.3), above(0.5))
    );
}

#[test]
fn k7_a_load_every_few_weeks_has_a_peak_and_a_trough() {
    // Peak L / (1 - rho^m) in the week of a touch, trough rho^m of it just before the next one,
    // which is rho^(m-1) of the peak at the end of the week before.
    for every in [2_i16, 4, 13] {
        let plan = Plan {
            touches: touches((0..53).step_by(every as usize), COMMUNICATION, 2.0, &[]),
            ..plan()
        };
        let record = Setting::new(5, tiring(), plan).run(0, NoLedger).0;
        let rho = libm::exp2(-1.0 / 3.0);
        let kept = libm::pow(rho, f64::from(every));
        let peak = 2.0 / (1.0 - kept);
        let last = (52 / every * every) as usize;
        let before = record.weeks[last - 1].fatigue;
        assert!(
            (record.weeks[last].fatigue - index(peak)).abs() < 1e-4,
            "{every}"
        );
        assert!((before - index(peak * kept / rho)).abs() < 1e-4, "{every}");
    }
}

#[test]
fn k9_weekly_touches_keep_awareness_up() {
    // E a = o eta / (1 - rho (1 - o eta)) after a touch. Whoever notices takes part, so the share
    // of partners at work in a week is the mean awareness of that week.
    let behaviour = Behaviour {
        learning_per_touch: 0.5,
        awareness_half_life: 4.0,
        company_pass_through: 0.5,
        ..still()
    };
    let plan = Plan {
        touches: touches(0..53, OFFER, 1.0, &[0]),
        offers: vec![offer((0, 370))],
        ..plan()
    };
    let mut setting = Setting::new(200, behaviour, plan);
    // Digital maturity moves openness: exp(.35 z - .06) is 1 here.
    setting.partners.digital.fill(0.06 / 0.35);
    let (open, eta, rho) = (0.25, 0.5, libm::exp2(-0.25));
    let expected = open * eta / (1.0 - rho * (1.0 - open * eta));
    assert!((expected - 0.4731).abs() < 1e-4, "{expected}");
    // The word of notice is one for a partner, so partners are the trials.
    let (mut active, mut trials) = (0.0, 0.0);
    for replication in 0..30 {
        let record = setting.run(replication, paying()).0;
        active += record.weeks[52].active * 200.0;
        trials += 200.0;
    }
    assert!(
        agrees(active, trials, expected),
        "{} {expected}",
        active / trials
    );
}

#[test]
fn k10_a_constant_hazard_is_geometric() {
    // P(left by the end of week T) = 1 - e^(-h (T + 1)).
    let behaviour = Behaviour {
        churn_hazard: 0.01,
        ..still()
    };
    let setting = Setting::new(150, behaviour, plan());
    let records: Vec<Record> = (0..20).map(|r| setting.run(r, NoLedger).0).collect();
    let trials = 150.0 * 20.0;
    for week in [0, 9, 25, 52] {
        let alive: f64 = records.iter().map(|each| each.weeks[week].partners).sum();
        let stays = libm::exp(-0.01 * (week as f64 + 1.0));
        assert!(agrees(alive, trials, stays), "week {week}: {alive}");
    }
    let left: f64 = records.iter().map(|record| record.left).sum();
    assert!(agrees(left, trials, -libm::expm1(-0.53)));
}

/// Everyone knows every offer; the utility of each is `value`.
fn certain(value: f64) -> Behaviour {
    Behaviour {
        participation_intercept: value,
        learning_per_visit: 1.0,
        awareness_half_life: f64::INFINITY,
        company_pass_through: 0.5,
        ..still()
    }
}

#[test]
fn k11_equal_offers_share_one_slot() {
    // Each of J offers is taken by e^V / (1 + J e^V).
    let value = 0.7;
    let names = ["one", "two", "three"];
    let offers = names.map(|name| Offer {
        name: name.into(),
        hash: name_hash(name),
        ..offer((0, 370))
    });
    let plan = Plan {
        offers: offers.to_vec(),
        ..plan()
    };
    let mut setting = Setting::new(150, certain(value), plan);
    setting.partners.visit.fill(1.0);
    setting.partners.attention.fill(1.0);
    let mut takers = [0.0; 3];
    for replication in 0..20 {
        let record = setting.run(replication, paying()).0;
        for (sum, taken) in takers.iter_mut().zip(&record.takers) {
            *sum += taken;
        }
    }
    let weight = libm::exp(value);
    let expected = weight / (1.0 + 3.0 * weight);
    assert!((expected - 0.2860).abs() < 2e-4);
    for taken in takers {
        assert!(agrees(taken, 150.0 * 20.0, expected), "{taken}");
    }
}

#[test]
fn k12_one_offer_is_taken_by_a_logit_of_those_who_notice() {
    // With a visit every week awareness settles at eta / (1 - rho (1 - eta)) after it, the same for
    // all; logistic(V) of those who notice take part.
    let value = 0.7;
    let behaviour = Behaviour {
        learning_per_visit: 0.3,
        awareness_half_life: 4.0,
        ..certain(value)
    };
    let plan = Plan {
        offers: vec![offer((0, 370))],
        ..plan()
    };
    let mut setting = Setting::new(150, behaviour, plan);
    setting.partners.visit.fill(1.0);
    let aware = 0.3 / (1.0 - libm::exp2(-0.25) * 0.7);
    let expected = aware / (1.0 + libm::exp(-value));
    let mut active = 0.0;
    for replication in 0..20 {
        active += setting.run(replication, paying()).0.weeks[52].active * 150.0;
    }
    assert!(
        agrees(active, 150.0 * 20.0, expected),
        "{active} {expected}"
    );
}

#[test]
fn k13_a_track_is_finished_or_given_up() {
    // Weekly first dropped with chance d, else a course is finished with chance p:
    // P(complete) = [(1 - d) p / (1 - (1 - d)(1 - p))]^n. Enrolment ends in week 20, so that all
    // enrolments end before the 79th.
    let behaviour = Behaviour {
        drop_rate: 0.03,
        module_rate: 0.45,
        enrolment_hazard: 0.5,
        learning_per_visit: 1.0,
        awareness_half_life: f64::INFINITY,
        ..still()
    };
    let plan = Plan {
        tracks: vec![Track {
            name: "basics".into(),
            hash: name_hash("basics"),
            courses: vec![0, 1, 2, 3],
            grants: None,
            required: true,
            audience: Audience::default(),
            reward: 0.0,
            open: (0, 20),
            lines: vec![true],
        }],
        ..plan()
    };
    let mut setting = Setting::new(100, behaviour, plan);
    setting.partners.visit.fill(1.0);
    let (mut ended, mut completed) = (0.0, 0.0);
    for replication in 0..4 {
        let record = setting.run(replication, NoLedger).0;
        ended += record.enrolments_ended;
        completed += record.completions;
    }
    let (d, p) = (0.03, 0.45);
    let step = (1.0 - d) * p / (1.0 - (1.0 - d) * (1.0 - p));
    let expected = libm::pow(step, 4.0);
    assert!((expected - 0.766).abs() < 1e-3);
    assert!(
        ended > 500.0 && agrees(completed, ended, expected),
        "{completed} of {ended}"
    );
}

#[test]
fn m5_a_skill_that_lasts_longer_never_wins_less() {
    let won = |half_life: f64| {
        let behaviour = Behaviour {
            module_rate: 0.9,
            enrolment_hazard: 0.5,
            learning_per_visit: 1.0,
            awareness_half_life: f64::INFINITY,
            skill_win: 0.5,
            skill_half_life: half_life,
            ..still()
        };
        let plan = Plan {
            tracks: vec![Track {
                name: "basics".into(),
                hash: name_hash("basics"),
                courses: vec![0],
                grants: None,
                required: true,
                audience: Audience::default(),
                reward: 0.0,
                open: (0, 52),
                lines: vec![true],
            }],
            ..plan()
        };
        let mut setting = Setting::new(60, behaviour, plan);
        setting.partners.visit.fill(1.0);
        let won = (0..4).map(|run| setting.run(run, NoLedger).0.won.len());
        won.collect::<Vec<usize>>()
    };
    let (short, long, forever) = (won(10.0), won(44.0), won(f64::INFINITY));
    for ((short, long), forever) in short.iter().zip(&long).zip(&forever) {
        assert!(short <= long && long <= forever, "{short} {long} {forever}");
    }
    assert!(short.iter().sum::<usize>() < forever.iter().sum::<usize>());
}
