//! Forecasts of whole programs: what is drawn can be settled to the cent, threads and shards never
//! show, and switching nothing off changes nothing.

use charter::base::span::FileId;
use charter::compile::compile;
use charter::intake::scenario::Scenario;
use charter::intake::scenario::behaviour::Behaviour;
use charter::intake::scenario::market::Market;
use charter::intake::scenario::read::read;
use charter::model::Program;
use charter::parse::parse_file;
use charter::semantics::evaluate::Detail;
use charter::semantics::fold::Fold;
use charter::semantics::plan::Plan;
use charter::simulate::metrics::Estimate;
use charter::simulate::run::{Options, Refusal, draw, run};
use charter::simulate::statistics::interval;

const STARTER: &[&str] = &[include_str!("../programs/starter/starter.charter")];
const HALDEN: &[&str] = &[
    include_str!("../programs/halden/calendar.charter"),
    include_str!("../programs/halden/fund.charter"),
    include_str!("../programs/halden/guard.charter"),
    include_str!("../programs/halden/incentives.charter"),
    include_str!("../programs/halden/learning.charter"),
    include_str!("../programs/halden/people.charter"),
    include_str!("../programs/halden/policy.charter"),
    include_str!("../programs/halden/products.charter"),
    include_str!("../programs/halden/program.charter"),
    include_str!("../programs/halden/tiers.charter"),
];

fn program(texts: &[&str]) -> Program {
    let trees: Vec<_> = (0..)
        .zip(texts)
        .map(|(file, text)| {
            let (tree, problems) = parse_file(FileId(file), text);
            assert_eq!(problems, []);
            tree
        })
        .collect();
    let (program, problems) = compile(&trees);
    program.unwrap_or_else(|| panic!("{problems:#?}"))
}

fn scenario(text: &str, program: &Program) -> Scenario {
    let (scenario, problems) = read(FileId(100), text, program);
    assert_eq!(problems, []);
    scenario.unwrap()
}

/// What the fold posts for these facts, as text: claim, sort, days and amount.
fn settled(plan: &Plan, scenario: &Scenario, facts: &[charter::fact::Fact]) -> Vec<String> {
    let study = charter::simulate::study::Study::new(plan.program, scenario).unwrap();
    let mut fold = Fold::new(plan, Detail::Amount);
    for partner in study.roster() {
        fold.add_partner(partner);
    }
    for fact in facts {
        fold.admit(fact);
    }
    let end = plan
        .program
        .fiscal
        .start()
        .plus_days(i64::from(scenario.weeks) * 7 - 1);
    fold.advance_to(end).unwrap();
    assert_eq!(fold.take_rejections(), []);
    fold.take_postings()
        .iter()
        .map(|posting| format!("{posting:?}"))
        .collect()
}

#[test]
fn what_is_drawn_settles_to_the_same_postings() {
    // Law 1, on every program in the repository, in the worlds with and without it.
    for texts in [STARTER, HALDEN] {
        let program = program(texts);
        let scenario = scenario("{population: {partners: 25}}", &program);
        let plan = Plan::of(&program);
        for (replication, world) in [(0, "program"), (1, "program"), (1, "none")] {
            let drawn = draw(&program, &scenario, replication, world).unwrap();
            let again = settled(&plan, &scenario, &drawn.facts);
            if world == "program" {
                let posted: Vec<String> = drawn
                    .postings
                    .iter()
                    .map(|posting| format!("{posting:?}"))
                    .collect();
                assert_eq!(posted, again);
                assert!(!posted.is_empty());
            }
            assert!(drawn.facts.len() > 100, "{}", drawn.facts.len());
        }
    }
}

/// A program of one payout, for closed forms.
fn plain(payout: &str) -> Program {
    let text = format!(
        "
program plain \"Plain\" {{
  edition   2027
  year      2027-01-01 to 2027-12-31
  money     USD
  round     half even per posting
  zone      America/New_York
  languages en
  prevails  en
}}
region US \"United States\" {{ countries US; weekend Saturday, Sunday }}
type reseller \"Reseller\" {{}}
line tools \"Tools\" {{ margin 45% internal }}
product widget \"Widget\" {{ line tools }}
measure bookings \"Bookings\" {{ sum of sale.net_amount where sale.status is accepted }}
{payout}
"
    );
    program(&[&text])
}

/// Equal partners that respond to nothing, in a market that does not move.
fn still(partners: u32, program: &Program) -> Scenario {
    let mut still = scenario("{opening: empty}", program);
    still.behaviour = Behaviour::null();
    still.market = Market::still();
    still.population.partners = partners;
    still.population.size_sigma = 1e-9;
    still
}

const WHOLE: &str = "
rebate whole_quarter \"Whole\" {
  on      bookings in quarter
  rate    whole
    | from       | all |
    | 75,000 USD |  2% |
  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    never
  account contra revenue
  tax     reported by partner
}
";

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

#[test]
fn threads_and_shards_never_show() {
    let program = program(HALDEN);
    let scenario = scenario("{runs: 4, population: {partners: 12}}", &program);
    let threads = |count| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(count)
            .build()
            .unwrap();
        pool.install(|| run(&program, &scenario, &Options::default()))
            .unwrap()
    };
    let whole = threads(1);
    assert_eq!(whole, threads(3));
    let part = |range| {
        let options = Options {
            replications: Some(range),
            ..Options::default()
        };
        run(&program, &scenario, &options).unwrap()
    };
    let (first, second) = (part(0..1), part(1..4));
    for (place, world) in whole.worlds.iter().enumerate() {
        let (head, tail) = (&first.worlds[place].totals, &second.worlds[place].totals);
        assert_eq!(world.totals, [head.as_slice(), tail.as_slice()].concat());
    }
}

#[test]
fn the_numbers_of_a_forecast_agree_with_each_other() {
    let program = program(HALDEN);
    let text = "{runs: 6, population: {partners: 40, lines: {hardware: 0.6, cloud: 0.4}}}";
    let scenario = scenario(text, &program);
    let options = Options {
        without: vec!["volume".into()],
        ..Options::default()
    };
    let forecast = run(&program, &scenario, &options).unwrap();
    let names: Vec<&str> = forecast.worlds.iter().map(|world| &*world.name).collect();
    assert_eq!(names, ["program", "none", "without:volume"]);
    let totals = &forecast.world("program").unwrap().totals;
    for (place, each) in totals.iter().enumerate() {
        let paid: f64 = forecast
            .incentives
            .iter()
            .map(|own| own.totals[place].payouts)
            .sum();
        assert!(
            (paid - each.payouts).abs() < 0.01,
            "{paid} {}",
            each.payouts
        );
        assert!(each.subsidised + each.pulled_forward <= each.attributed + 0.01);
        assert!(each.payouts_in_year <= each.payouts + 0.01);
        assert!(each.paid_revenue <= each.revenue);
    }
    let none = &forecast.world("none").unwrap().totals;
    assert!(
        none.iter()
            .all(|each| each.payouts == 0.0 && each.touches == 0.0)
    );
    let without = &forecast.world("without:volume").unwrap().totals;
    assert!(
        without
            .iter()
            .zip(totals)
            .all(|(less, all)| less.payouts < all.payouts)
    );
    assert!(forecast.contribution("volume").is_some());
    assert!(
        forecast.contribution("welcome").is_none(),
        "was not asked for"
    );
    for key in [
        "roi",
        "gross_roi",
        "incremental_margin",
        "program_cost",
        "fatigue_index",
        "fatigue_p95",
        "share_over_limit",
        "participation",
        "portal_adoption",
        "registration_conversion",
        "fund_utilisation",
        "churn",
        "training_completion",
        "subsidised_share",
        "pull_forward_share",
        "exhaustion_probability",
    ] {
        assert!(forecast.metrics().contains_key(key), "{key}");
    }
}

#[test]
fn a_program_that_pays_nothing_changes_nothing() {
    // K26: with a rate of zero every deal is the deal of the world without a program.
    let program = plain(&WHOLE.replace("2%", "0%"));
    let scenario = scenario("{runs: 2, population: {partners: 20}}", &program);
    let forecast = run(&program, &scenario, &Options::default()).unwrap();
    let (with, without) = (&forecast.worlds[0], &forecast.worlds[1]);
    for (a, b) in with.totals.iter().zip(&without.totals) {
        assert_eq!((a.revenue, a.margin, a.won), (b.revenue, b.margin, b.won));
        assert_eq!(a.margin_noise, b.margin_noise);
        assert_eq!(a.payouts, 0.0);
    }
    let Some(Estimate::Missing { .. }) = forecast.metrics().remove("roi") else {
        panic!("no cost, no return on it");
    };
}

#[test]
fn what_cannot_be_run_is_refused_before_it_is() {
    let program = program(STARTER);
    let large = scenario("{runs: 10000000}", &program);
    let Err(Refusal::Problem(problem)) = run(&program, &large, &Options::default()) else {
        panic!("10^7 runs of 400 partners");
    };
    assert_eq!(problem.name, "too-much-work");
    let small = scenario("{runs: 1, population: {partners: 2}}", &program);
    let options = Options {
        without: vec!["volum".into()],
        ..Options::default()
    };
    let Err(Refusal::Problem(problem)) = run(&program, &small, &options) else {
        panic!("no such incentive");
    };
    assert_eq!(problem.name, "unknown-incentive");
    assert_eq!(problem.help.as_deref(), Some("did you mean `volume`?"));
}

#[test]
fn defaults_lie_in_the_bands_of_the_field() {
    // Wide on purpose: figures of vendors and practitioners.
    let program = program(HALDEN);
    let text = include_str!("../scenarios/halden/baseline.yaml");
    let mut scenario = scenario(text, &program);
    scenario.runs = 2;
    scenario.population.partners = 150;
    let forecast = run(&program, &scenario, &Options::default()).unwrap();
    let metrics = forecast.metrics();
    let bands = [
        ("portal_adoption", 0.65, 0.80),
        ("registration_conversion", 0.28, 0.50),
        ("churn", 0.05, 0.25),
        ("training_completion", 0.60, 0.92),
        ("top_fifth_share", 0.60, 0.92),
        ("subsidised_share", 0.40, 1.0),
        ("fatigue_index", 0.0, 0.5),
    ];
    for (name, low, high) in bands {
        let Some(Estimate::Known(metric)) = metrics.get(name) else {
            panic!("{name}")
        };
        let mean = metric.interval.mean;
        assert!((low..=high).contains(&mean), "{name}: {mean}");
    }
    let totals = &forecast.world("none").unwrap().totals;
    let rate: f64 = totals.iter().map(|each| each.won).sum::<f64>()
        / totals.iter().map(|each| each.opportunities).sum::<f64>();
    assert!((0.18..0.36).contains(&rate), "{rate}");
}
