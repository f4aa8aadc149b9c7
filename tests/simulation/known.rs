//! Closed forms: a statistic within 3.5 standard errors, equality where the answer is exact.

use charter::intake::scenario::behaviour::Behaviour;
use charter::simulate::engine::ledger::NoLedger;
use charter::simulate::engine::record::Record;

use crate::setting::{Flat, Setting, WEEKS, mean_and_error, offer, plan, revenue, still};

/// The chance that a deal created in week s is decided by the end of week `end - 1`, 52 weeks at
/// most.
fn decided(cycle: f64, created: f64, end: f64) -> f64 {
    let weeks = (end - created).clamp(0.0, 52.0);
    1.0 - libm::exp(-weeks / cycle)
}

#[test]
fn k1_revenue_without_behaviour() {
    // Every deal is a thinned Poisson event: E = sum lambda p E size P(decided in time).
    let setting = Setting::new(120, still(), plan());
    let end = f64::from(WEEKS);
    let expected = setting
        .over_weeks(|i, cycle, week| setting.partners.deal_mean[i] * decided(cycle, week, end));
    let variance = setting.over_weeks(|i, cycle, week| {
        let mean = setting.partners.deal_mean[i];
        mean * mean * libm::exp(1.0) * decided(cycle, week, end)
    });
    let runs = 60;
    let found: Vec<f64> = (0..runs)
        .map(|r| revenue(&setting.run(r, NoLedger).0))
        .collect();
    let (mean, error) = mean_and_error(&found);
    let exact_error = (variance / f64::from(runs)).sqrt();
    assert!(
        ((mean - expected) / exact_error).abs() < 3.5,
        "{mean} {expected}"
    );
    // K2: a compound Poisson sum has variance sum lambda p E size^2; the estimate of 60 nearly
    // normal totals has relative deviation sqrt(2/59), widened by the tail of deals.
    let ratio = error * error / (exact_error * exact_error);
    assert!((0.45..1.75).contains(&ratio), "{ratio}");
}

#[test]
fn k3_payout_without_response() {
    // Deals created in week s close in [a, b) with chance e^(-(a-s)+/cyc) - e^(-(b-s)/cyc).
    let (a, b) = (10.0, 18.0);
    let days = (70, 125);
    let mut with_offer = plan();
    with_offer.offers = vec![offer(days)];
    let setting = Setting::new(120, still(), with_offer);
    let rate = 0.02;
    let in_window = |cycle: f64, week: f64| {
        if week >= b {
            return 0.0;
        }
        let from = (a - week).max(0.0);
        libm::exp(-from / cycle) - libm::exp(-(b - week) / cycle)
    };
    let expected = rate
        * setting
            .over_weeks(|i, cycle, week| setting.partners.deal_mean[i] * in_window(cycle, week));
    let variance = rate
        * rate
        * setting.over_weeks(|i, cycle, week| {
            let mean = setting.partners.deal_mean[i];
            mean * mean * libm::exp(1.0) * in_window(cycle, week)
        });
    let runs = 60;
    let ledger = Flat {
        rate,
        days,
        pool: None,
        paid: 0,
    };
    let paid: Vec<f64> = (0..runs)
        .map(|r| setting.run(r, ledger.clone()).2.paid as f64 / 100.0)
        .collect();
    let (mean, _) = mean_and_error(&paid);
    let error = (variance / f64::from(runs)).sqrt();
    assert!(((mean - expected) / error).abs() < 3.5, "{mean} {expected}");
}

#[test]
fn k4_a_pool_pays_the_least_of_itself_and_the_demand() {
    let days = (0, 370);
    let mut with_offer = plan();
    with_offer.offers = vec![offer(days)];
    with_offer.budgets = 1;
    let setting = Setting::new(60, still(), with_offer);
    let ledger = Flat {
        rate: 0.02,
        days,
        pool: None,
        paid: 0,
    };
    let demands: Vec<i64> = (0..20)
        .map(|r| setting.run(r, ledger.clone()).2.paid)
        .collect();
    let mut sorted = demands.clone();
    sorted.sort_unstable();
    let pool = sorted[10] + 1;
    let (mut bound, mut free) = (0, 0);
    for (replication, demand) in (0..).zip(demands) {
        let limited = Flat {
            pool: Some(pool),
            ..ledger.clone()
        };
        let (record, _, limited) = setting.run(replication, limited);
        assert_eq!(limited.paid, demand.min(pool));
        assert_eq!(record.gone[0].is_some(), demand >= pool);
        if demand > pool {
            bound += 1;
        } else {
            free += 1;
        }
    }
    assert!(bound > 0 && free > 0, "{bound} bound, {free} free");
}

#[test]
fn k5_arrivals_rise_by_the_elasticity() {
    // Everyone knows, takes part and sees the same reward r: arrivals in the window x (1 + r)^eps.
    let days = (70, 125);
    let mut with_offer = plan();
    with_offer.offers = vec![offer(days)];
    let behaviour = Behaviour {
        elasticity: 0.34,
        company_pass_through: 0.5,
        learning_per_visit: 1.0,
        awareness_half_life: f64::INFINITY,
        ..still()
    };
    let mut setting = Setting::new(60, behaviour, with_offer);
    setting.partners.margin.fill(0.2);
    setting.partners.visit.fill(1.0);
    let ledger = Flat {
        rate: 0.2,
        days,
        pool: None,
        paid: 0,
    };
    let record = setting.run(0, ledger).0;
    let base: f64 = setting.partners.rates[0]
        .iter()
        .zip(&setting.partners.win)
        .zip(&setting.partners.deal_mean)
        .map(|((rate, win), mean)| rate * win * mean)
        .sum();
    for (week, each) in record.weeks.iter().enumerate() {
        let lift = if (10..18).contains(&week) {
            libm::pow(1.5, 0.34)
        } else {
            1.0
        };
        assert!(
            (each.expected / (base * lift) - 1.0).abs() < 1e-12,
            "week {week}"
        );
    }
    assert_eq!(record.takers, [60.0]);
}

#[test]
fn k19_urgency_alone_moves_deals_but_makes_none() {
    let days = (70, 125);
    let mut with_offer = plan();
    with_offer.offers = vec![offer(days)];
    // Deals created up to week 26 are decided long before the end in both worlds.
    let behaviour = |acceleration| Behaviour {
        company_pass_through: 0.5,
        learning_per_visit: 1.0,
        awareness_half_life: f64::INFINITY,
        closing_acceleration: acceleration,
        ..still()
    };
    let run = |acceleration| {
        let mut setting = Setting::new(60, behaviour(acceleration), with_offer.clone());
        setting.partners.visit.fill(1.0);
        setting.partners.cycle_weeks.fill(2.0);
        let ledger = Flat {
            rate: 0.05,
            days,
            pool: None,
            paid: 0,
        };
        let mut won = setting.run(3, ledger).0.won;
        won.sort_by_key(|each| each.deal);
        won.retain(|each| each.day < 7 * 79 && (each.deal / 16_384) % 256 < 52 + 40);
        won
    };
    let (slow, fast) = (run(0.0), run(3.0));
    assert!(slow.len() > 300);
    assert_eq!(slow.len(), fast.len(), "the same deals");
    let mut earlier = 0;
    for (one, other) in slow.iter().zip(&fast) {
        assert_eq!((one.deal, one.amount), (other.deal, other.amount));
        assert!(other.day.div_euclid(7) <= one.day.div_euclid(7));
        earlier += i32::from(other.day.div_euclid(7) < one.day.div_euclid(7));
    }
    assert!(earlier > 10, "{earlier}");
}

#[test]
fn k25_and_k26_nothing_changes_nothing() {
    let behaviour = Behaviour::default();
    let bare = Setting::new(40, behaviour.clone(), plan());
    let (one, facts_of_one, _) = bare.run(1, NoLedger);
    let (other, facts_of_other, _) = bare.run(1, NoLedger);
    assert_eq!(facts_of_one, facts_of_other);
    assert_eq!(one.weeks, other.weeks);
    let days = (0, 370);
    let mut with_offer = plan();
    with_offer.offers = vec![offer(days)];
    let inert = Setting::new(40, behaviour, with_offer);
    let ledger = Flat {
        rate: 0.0,
        days,
        pool: None,
        paid: 0,
    };
    let (inert, facts_of_inert, _) = inert.run(1, ledger);
    assert_eq!(facts_of_one, facts_of_inert);
    assert_eq!(one.weeks, inert.weeks);
    assert_eq!(one.margin_martingales, inert.margin_martingales);
}

#[test]
fn k27_martingales_have_mean_zero() {
    let days = (0, 370);
    let mut with_offer = plan();
    with_offer.offers = vec![offer(days)];
    let behaviour = Behaviour {
        churn_hazard: 0.01,
        ..Behaviour::default()
    };
    let setting = Setting::new(60, behaviour, with_offer);
    let ledger = Flat {
        rate: 0.03,
        days,
        pool: None,
        paid: 0,
    };
    let records: Vec<Record> = (0..60).map(|r| setting.run(r, ledger.clone()).0).collect();
    for place in 0..5 {
        let values: Vec<f64> = records
            .iter()
            .map(|record| record.revenue_martingales[place])
            .collect();
        let (mean, error) = mean_and_error(&values);
        assert!(error > 0.0, "martingale {place} moves");
        assert!(
            (mean / error).abs() < 3.5,
            "martingale {place}: {mean} {error}"
        );
    }
}

#[test]
fn a_partner_added_changes_no_other() {
    // I6: no pools, so the others' facts are the same facts.
    let few = Setting::new(20, Behaviour::default(), plan());
    let more = Setting::new(25, Behaviour::default(), plan());
    let (_, facts, _) = few.run(0, NoLedger);
    let (_, mut all, _) = more.run(0, NoLedger);
    all.retain(|fact| fact.partner() < 20);
    assert_eq!(facts, all);
}

#[test]
fn no_two_deals_of_a_week_are_one() {
    // Sizes are continuous, so two deals of a partner never have the same one, in one week or two.
    let mut setting = Setting::new(3, still(), plan());
    setting.partners.rates[0].fill(20.0);
    let won = setting.run(0, NoLedger).0.won;
    assert!(won.len() > 500, "{}", won.len());
    let mut sizes: Vec<(u32, i64)> = won.iter().map(|each| (each.partner, each.amount)).collect();
    sizes.sort_unstable();
    // Two of thousands may meet in a cent.
    let met = sizes.windows(2).filter(|pair| pair[0] == pair[1]).count();
    assert!(met <= 3, "{met} of {}", sizes.len());
}

#[test]
fn every_fact_is_drawn_inside_the_horizon_and_in_order_of_weeks() {
    let setting = Setting::new(40, Behaviour::default(), plan());
    let (_, facts, _) = setting.run(2, NoLedger);
    assert!(!facts.is_empty());
    assert!(facts.iter().all(|fact| (0..7 * 79).contains(&fact.day())));
    assert!(
        facts
            .windows(2)
            .all(|pair| { pair[0].day().div_euclid(7) <= pair[1].day().div_euclid(7) })
    );
}
