//! Closed forms through everything: a program's text, its own fold, the drawn year.

use charter::intake::scenario::Scenario;
use charter::model::Program;
use charter::simulate::estimate::statistics::interval;
use charter::simulate::run::worlds::{Options, draw, run};

use crate::made::{WHOLE, plain, still};

/// Chances that a compound Poisson sum of deals falls into each cell: Panjer's recursion.
fn compound(deals: f64, size: &[f64]) -> Vec<f64> {
    let mut total = vec![0.0; size.len()];
    total[0] = libm::exp(-deals * (1.0 - size[0]));
    for s in 1..size.len() {
        let sum: f64 = (1..=s).map(|j| j as f64 * size[j] * total[s - j]).sum();
        total[s] = deals / s as f64 * sum;
    }
    total
}

/// A lognormal law on cells around the multiples of `cell`.
fn lognormal(median: f64, sigma: f64, cell: f64, cells: usize) -> Vec<f64> {
    let below = |x: f64| {
        if x <= 0.0 {
            return 0.0;
        }
        0.5 * libm::erfc(-libm::log(x / median) / sigma * std::f64::consts::FRAC_1_SQRT_2)
    };
    (0..cells)
        .map(|k| below((k as f64 + 0.5) * cell) - below((k as f64 - 0.5) * cell))
        .collect()
}

#[test]
fn k17_a_whole_rate_from_a_threshold() {
    // A quarter's sales X are compound Poisson. E[X 1(X >= Q)] = L E(s) P(X + s* >= Q), where L is
    // the number of deals and s* a size-biased deal, lognormal with its log-median raised by
    // sigma^2 (Mecke's formula). Deals of a week w fall on its days evenly; of those created up to
    // it, lambda p (1 - e^(-(w+1)/cycle)) close in it.
    let program = plain(WHOLE);
    let scenario = still(25, &program);
    let (median, sigma, win_cycle) = (22_000.0, 1.0, 9.0);
    let mean = median * libm::exp(0.5);
    let weekly = 300_000.0 / 52.0 / mean;
    let (cell, cells) = (500.0, 1_600);
    let size = lognormal(median, sigma, cell, cells);
    let biased = lognormal(median * libm::exp(1.0), sigma, cell, cells);
    let threshold = (75_000.0 / cell) as usize;
    let (mut expected, mut first) = (0.0, 0_i64);
    for days in [90_i64, 91, 92, 92] {
        let closing = |day: i64| {
            let week = day.div_euclid(7) as f64;
            weekly * (1.0 - libm::exp(-(week + 1.0) / win_cycle)) / 7.0
        };
        let deals: f64 = (first..first + days).map(closing).sum();
        first += days;
        let total = compound(deals, &size);
        let mut reach = 0.0;
        for (place, chance) in total.iter().enumerate() {
            let missing = threshold.saturating_sub(place);
            reach += chance * (1.0 - biased[..missing].iter().sum::<f64>());
        }
        expected += 0.02 * deals * mean * reach;
    }
    expected *= 25.0;
    let paid: Vec<f64> = (0..40)
        .map(|replication| {
            let drawn = draw(&program, &scenario, replication, "program").unwrap();
            drawn
                .postings
                .iter()
                .map(|posting| posting.amount.minor as f64 / 100.0)
                .sum()
        })
        .collect();
    let found = interval(&paid);
    let z = (found.mean - expected) / found.standard_error;
    assert!(z.abs() < 3.5, "{} {expected}", found.mean);
}

/// 2% of every sale in weeks 10 to 17 of the year; `pool` is the budget clause.
fn push(pool: &str) -> Program {
    let budget = "
budget pot \"Pot\" {
  45,000 USD
  order    first accepted ties by claim number
  crossing paid to the limit
}
";
    let spiff = "
spiff push \"Push\" {
  on      each sale in 2027-03-12 to 2027-05-06
  amount  2% of the sale
  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    never
  account marketing
  tax     reported by partner
POOL}
";
    let text = spiff.replace("POOL", pool);
    plain(&if pool.is_empty() {
        text
    } else {
        format!("{text}{budget}")
    })
}

/// What each of so many replications posts, in units of money.
fn paid(program: &Program, scenario: &Scenario, replications: u32) -> Vec<f64> {
    (0..replications)
        .map(|replication| {
            let drawn = draw(program, scenario, replication, "program").unwrap();
            let amounts = drawn.postings.iter().map(|posting| posting.amount.minor);
            amounts.map(|minor| minor as f64 / 100.0).sum()
        })
        .collect()
}

#[test]
fn k3_payout_without_response() {
    // Deals created in week s close in weeks [a, b) with chance e^(-(a-s)+/cyc) - e^(-(b-s)/cyc):
    // E = rate lambda p E(size) times the sum of that. All are resellers: 300,000 a year, 9 weeks.
    let program = push("");
    let scenario = still(60, &program);
    let (a, b, cycle) = (10.0, 18.0, 9.0);
    let chances = (0..18).map(|week| {
        let week = f64::from(week);
        libm::exp(-f64::max(a - week, 0.0) / cycle) - libm::exp(-(b - week) / cycle)
    });
    let expected = 0.02 * 60.0 * 300_000.0 / 52.0 * chances.sum::<f64>();
    let found = interval(&paid(&program, &scenario, 40));
    let z = (found.mean - expected) / found.standard_error;
    assert!(z.abs() < 3.5, "{} {expected}", found.mean);
}

#[test]
fn k4_a_budget_pays_the_least_of_itself_and_the_demand() {
    let (free, limited) = (push(""), push("  budget  pot\n"));
    let scenario = still(60, &free);
    let demands = paid(&free, &scenario, 12);
    let granted = paid(&limited, &scenario, 12);
    let mut bound = 0;
    for (demand, granted) in demands.iter().zip(&granted) {
        assert!(
            (granted - demand.min(45_000.0)).abs() < 0.005,
            "{demand} {granted}"
        );
        bound += i32::from(*demand > 45_000.0);
    }
    assert!((1..12).contains(&bound), "{bound}: {demands:?}");
}

#[test]
fn k5_arrivals_rise_by_the_elasticity() {
    // Everyone knows, everyone takes part: a reward of 2% on a margin of 15%, half of it passed on,
    // lifts expected arrivals of the window by (1 + .02 / .15 x .5)^.34 and of no other week.
    let program = push("");
    let mut scenario = still(30, &program);
    scenario.runs = 1;
    scenario.population.portal_visit = 1.0 - 1e-12;
    scenario.behaviour.elasticity = 0.34;
    scenario.behaviour.company_pass_through = 0.5;
    scenario.behaviour.learning_per_visit = 1.0;
    scenario.behaviour.awareness_half_life = f64::INFINITY;
    let forecast = run(&program, &scenario, &Options::default()).unwrap();
    let [with, without] = [&forecast.worlds[0].weeks, &forecast.worlds[1].weeks];
    let lift = libm::pow(1.0 + 0.02 / 0.15 * 0.5, 0.34);
    for (week, (a, b)) in with.iter().zip(without).enumerate() {
        let expected = if (10..18).contains(&week) { lift } else { 1.0 };
        assert!(
            (a.expected / b.expected - expected).abs() < 1e-9,
            "week {week}"
        );
    }
}

#[test]
fn hurry_alone_subsidises_and_pulls_forward() {
    // With nothing but faster closing no deal is new: what was paid is paid on deals that are won in
    // the window anyway, or after it; of those open when it ends 3 in 1,000 would die of age.
    let program = push("");
    let mut scenario = still(40, &program);
    scenario.runs = 4;
    scenario.population.portal_visit = 1.0 - 1e-12;
    scenario.behaviour.closing_acceleration = 3.0;
    scenario.behaviour.company_pass_through = 0.5;
    scenario.behaviour.learning_per_visit = 1.0;
    scenario.behaviour.awareness_half_life = f64::INFINITY;
    let forecast = run(&program, &scenario, &Options::default()).unwrap();
    let mut pulled = 0.0;
    for totals in &forecast.worlds[0].totals {
        let known = totals.subsidised + totals.pulled_forward;
        assert!(known <= totals.attributed + 0.01 && known > 0.98 * totals.attributed);
        pulled += totals.pulled_forward;
    }
    assert!(pulled > 0.0);
}
