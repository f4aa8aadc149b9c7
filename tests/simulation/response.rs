//! What must follow when something changes, on the same random numbers.

use charter::intake::scenario::behaviour::Behaviour;
use charter::simulate::behaviour::fatigue::COMMUNICATION;
use charter::simulate::chance::hash::name_hash;
use charter::simulate::engine::ledger::NoLedger;
use charter::simulate::engine::plan::{Audience, Offer, Plan, Touch};
use charter::simulate::engine::record::Record;

use crate::setting::{Flat, Setting, offer, plan, still};

/// So many letters a week about the offer, each of a load of 0.6 that one in four opens.
fn letters(weekly: usize) -> Vec<Touch> {
    let letter = |(week, number): (i16, usize)| Touch {
        week,
        hash: name_hash(&format!("letter {number}")),
        sort: COMMUNICATION,
        load: 0.6,
        open_rate: 0.25,
        audience: Audience::default(),
        offers: vec![0],
        tracks: Vec::new(),
    };
    let all = (0..53_i16).flat_map(|week| (0..weekly).map(move |number| (week, number)));
    all.map(letter).collect()
}

/// A setting with one offer on eight weeks, and everything at its default but these.
fn burst(behaviour: Behaviour, delay_weeks: f64) -> Setting {
    let mut with_offer = plan();
    let own = offer((140, 195));
    with_offer.offers = vec![Offer {
        delay_weeks,
        announced: 18,
        ..own
    }];
    Setting::new(60, behaviour, with_offer)
}

fn paying(rate: f64) -> Flat {
    Flat {
        rate,
        days: (140, 195),
        pool: None,
        paid: 0,
    }
}

#[test]
fn a_burst_is_partly_borrowed_from_later_weeks() {
    // S2 to S4: more opportunities inside the window, fewer for many weeks after it. With the same
    // extra e in each of 8 weeks, .494 e of the .2 x 8 e that are borrowed are paid back inside:
    // net over inside is (8 - 1.6) / (8 - .494) = .853.
    let behaviour = Behaviour {
        churn_hazard: 0.0,
        ..Behaviour::default()
    };
    let setting = burst(behaviour.clone(), 0.0);
    let without = Setting::new(60, behaviour, plan());
    let (mut inside, mut after) = (0.0, 0.0);
    for replication in 0..4 {
        let with = setting.run(replication, paying(0.05)).0;
        let none = without.run(replication, NoLedger).0;
        for (week, (a, b)) in with.weeks.iter().zip(&none.weeks).enumerate() {
            let change = a.expected - b.expected;
            match week {
                0..20 => assert!(change.abs() < 1e-6, "week {week}"),
                20..28 => inside += change,
                _ => after += change,
            }
        }
    }
    assert!(inside > 0.0 && after < 0.0, "{inside} {after}");
    let net = (inside + after) / inside;
    assert!((0.82..0.88).contains(&net), "{net}");
}

#[test]
fn announced_offers_hold_deals_back() {
    // S1: waiting alone moves deals out of the two weeks before the start and loses none of those
    // created then that would close in time.
    let behaviour = Behaviour {
        announcement_wait: 0.6,
        company_pass_through: 0.5,
        learning_per_visit: 1.0,
        awareness_half_life: f64::INFINITY,
        ..still()
    };
    let mut setting = burst(behaviour.clone(), 0.0);
    setting.partners.visit.fill(1.0);
    let mut without = Setting::new(60, behaviour, plan());
    without.partners.visit.fill(1.0);
    let before =
        |record: &Record| -> f64 { record.weeks[18..20].iter().map(|week| week.revenue).sum() };
    let (mut with, mut none) = (0.0, 0.0);
    for replication in 0..10 {
        with += before(&setting.run(replication, paying(0.15)).0);
        none += before(&without.run(replication, NoLedger).0);
    }
    assert!(with < none, "{with} {none}");
}

#[test]
fn a_higher_rate_and_an_earlier_payment_never_do_less() {
    // M1 and M4 with the same random numbers: nothing borrowed, nobody leaves, no fatigue.
    let behaviour = Behaviour {
        borrowed_share: 0.0,
        announcement_wait: 0.0,
        churn_hazard: 0.0,
        ..Behaviour::default()
    };
    let run = |rate: f64, delay: f64| burst(behaviour.clone(), delay).run(0, paying(rate));
    let (low, _, low_paid) = run(0.02, 6.0);
    let (high, _, high_paid) = run(0.06, 6.0);
    assert!(high.takers[0] >= low.takers[0] && high_paid.paid >= low_paid.paid);
    for (a, b) in low.weeks.iter().zip(&high.weeks) {
        assert!(b.expected >= a.expected - 1e-9);
    }
    let (late, _, _) = run(0.06, 60.0);
    assert!(late.takers[0] <= high.takers[0]);
    assert!(late.takers[0] < 60.0 && high.takers[0] > 0.0);
}

#[test]
fn quarters_end_with_a_push_without_any_program() {
    // S7: hazards 1 + q in the last two of thirteen weeks and 1 - 2q/11 in the others. Once as
    // many deals come as go, closings follow what is open, so the share of the last two weeks is
    // well above 2/13 and below 2 (1 + q)/13.
    let behaviour = Behaviour {
        quarter_end_push: 0.40,
        ..still()
    };
    let mut with_ends = plan();
    with_ends.ends_quarter = (-52..79_i32)
        .map(|week| week.rem_euclid(13) >= 11)
        .collect();
    let setting = Setting::new(100, behaviour, with_ends);
    let (mut last, mut all) = (0.0, 0.0);
    for replication in 0..6 {
        let record = setting.run(replication, NoLedger).0;
        let won = record
            .won
            .iter()
            .map(|won| won.day.div_euclid(7))
            .filter(|week| *week >= 26);
        for week in won.filter(|week| *week < 78) {
            all += 1.0;
            last += f64::from(u8::from(week.rem_euclid(13) >= 11));
        }
    }
    let share: f64 = last / all;
    assert!(
        (2.0 / 13.0 + 0.02..2.0 * 1.4 / 13.0).contains(&share),
        "{share}"
    );
}

/// A year of one offer of 2% with so many letters a week, as the defaults say, partners staying or not.
fn mailed(weekly: usize, churn_hazard: f64) -> Vec<Record> {
    let behaviour = Behaviour {
        churn_hazard,
        relief_per_reward: 0.0,
        ..Behaviour::default()
    };
    let plan = Plan {
        touches: letters(weekly),
        offers: vec![offer((0, 370))],
        ..plan()
    };
    let setting = Setting::new(80, behaviour, plan);
    let paying = Flat {
        rate: 0.02,
        days: (0, 370),
        pool: None,
        paid: 0,
    };
    (0..4)
        .map(|run| setting.run(run, paying.clone()).0)
        .collect()
}

#[test]
fn s6_and_m3_more_letters_help_until_they_tire() {
    // M3: load is a sum of what is delivered, so the index never falls in any week. S6: notice is awareness
    // times the root of the response; more letters raise the first and lower the second.
    let all: Vec<Vec<Record>> = [0, 2, 16]
        .iter()
        .map(|weekly| mailed(*weekly, 0.0))
        .collect();
    for pair in all.windows(2) {
        for (few, many) in pair[0].iter().zip(&pair[1]) {
            for (few, many) in few.weeks.iter().zip(&many.weeks) {
                assert!(many.fatigue >= few.fatigue);
            }
        }
    }
    let active = |records: &Vec<Record>| records.iter().map(|it| it.active_weeks).sum::<f64>();
    let [none, some, many] = [active(&all[0]), active(&all[1]), active(&all[2])];
    assert!(some > none && some > many, "{none} {some} {many}");
}

#[test]
fn s11_letters_to_everybody_drive_partners_away() {
    let left = |weekly| mailed(weekly, 0.01).iter().map(|it| it.left).sum::<f64>();
    let (none, some, many) = (left(0), left(2), left(8));
    assert!(none < some && some < many, "{none} {some} {many}");
}
