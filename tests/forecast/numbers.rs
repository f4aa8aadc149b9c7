//! What a forecast says: its numbers agree with each other, and nothing that should not show shows.

use charter::simulate::estimate::crowd::Crowd;
use charter::simulate::estimate::ignorance::Question;
use charter::simulate::estimate::number::Estimate;
use charter::simulate::run::forecast::By;
use charter::simulate::run::worlds::{Options, Refusal, run};

use crate::made::{WHOLE, halden, plain, scenario, starter};

#[test]
fn threads_and_shards_never_show() {
    let program = halden();
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
    let program = halden();
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
        "weeks_over_limit",
        "weeks_over_limit_p95",
        "participation",
        "portal_adoption",
        "registration_conversion",
        "fund_utilisation",
        "churn",
        "training_completion",
        "subsidised_share",
        "pull_forward_share",
        "exhaustion_probability",
        "launch_share",
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
    let program = starter();
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
fn what_is_kept_by_week_adds_up_to_what_is_kept_in_all() {
    let program = halden();
    let scenario = scenario("{runs: 3, population: {partners: 30}}", &program);
    let forecast = run(&program, &scenario, &Options::default()).unwrap();
    let year = usize::from(forecast.year);
    for world in &forecast.worlds {
        let mean = |read: fn(&charter::simulate::estimate::totals::Totals) -> f64| {
            world.totals.iter().map(read).sum::<f64>() / world.totals.len() as f64
        };
        let spent: f64 = world.weeks.iter().map(|week| week.accrued).sum();
        assert!((spent - mean(|totals| totals.payouts)).abs() < 0.01);
        let (tiers, rest) = (forecast.tiers.len() + 1, forecast.audiences.len());
        assert_eq!(world.trace.loads.len(), rest);
        for week in 0..year {
            let partners = world.weeks[week].partners;
            let by_tier: f64 = (0..tiers)
                .map(|place| world.trace.loads[place][week].1)
                .sum();
            assert!((by_tier - partners).abs() < 1e-9, "week {week}");
        }
        assert_eq!(world.trace.standings.len(), forecast.quarters.len() + 1);
        for (quarter, standings) in world.trace.standings.iter().enumerate() {
            let all: f64 = standings.iter().sum();
            assert!((all - 30.0).abs() < 1e-9, "quarter {quarter}");
        }
        for (quarter, moves) in world.trace.moves.iter().enumerate() {
            for (from, row) in moves.iter().enumerate() {
                let out: f64 = row.iter().sum();
                assert!((out - world.trace.standings[quarter][from]).abs() < 1e-9);
            }
        }
        for band in world.bands.spend.iter().chain(&world.bands.net_value) {
            assert!(band.p05 <= band.p50 && band.p50 <= band.p95);
        }
    }
    let with = forecast.world("program").unwrap();
    for (budget, balances) in with.trace.balances.iter().enumerate() {
        assert_eq!(balances.len(), year);
        assert!(balances.iter().all(|left| *left >= 0.0), "budget {budget}");
    }
    assert!(
        !forecast.launches.is_empty(),
        "the flagship launches a product"
    );
    let Some(Estimate::Known(share)) = forecast.metrics().remove("launch_share") else {
        panic!("a launch has first sales");
    };
    assert!((0.0..=1.0).contains(&share.interval.mean));
}

#[test]
fn what_nobody_knows_is_a_layer_of_its_own() {
    let program = plain(WHOLE);
    let scenario = scenario("{runs: 4, population: {partners: 12}}", &program);
    let options = |ignorance| Options {
        ignorance,
        ..Options::default()
    };
    let without = run(&program, &scenario, &options(None)).unwrap();
    let question = Question {
        draws: 6,
        paths: 1,
        samples: 1,
        replications: 2,
    };
    let mut with = run(&program, &scenario, &options(Some(question))).unwrap();
    let found = with.ignorance.take().unwrap();
    assert_eq!(with, without, "it changes nothing else");
    assert_eq!(
        (found.draws, found.paths, found.spread.returns.len()),
        (6, 1, 6)
    );
    let [low, _, middle, _, high] = found.spread.percentiles;
    assert!(low <= middle && middle <= high);
    // Nothing of this program trains, registers or pays for marketing.
    let size = |name: &str| {
        let each = found.influences.iter().find(|each| &*each.name == name);
        each.map_or(f64::NAN, |each| each.size)
    };
    assert!(size("elasticity") > 0.0);
    assert_eq!(
        (size("registered_win"), size("marketing_displacement")),
        (0.0, 0.0)
    );
    assert!(size("churn_hazard").is_nan(), "records show it");
}

#[test]
fn defaults_lie_in_the_bands_of_the_field() {
    // Wide on purpose: figures of vendors and practitioners.
    let program = halden();
    let text = include_str!("../../scenarios/halden/baseline.yaml");
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

/// What falls on a partner falls on one audience of each kind: together they are the whole, noise included.
#[test]
fn audiences_of_one_kind_add_up_to_the_whole() {
    let program = halden();
    let scenario = scenario(
        "{runs: 3, population: {partners: 30}, costs: {fixed_per_year: 1000}}",
        &program,
    );
    let forecast = run(&program, &scenario, &Options::default()).unwrap();
    let (with, none) = (&forecast.worlds[0].totals, &forecast.worlds[1].totals);
    for by in [By::Tier, By::Type, By::Region] {
        let audiences = forecast.audiences.iter().zip(&forecast.crowds);
        let own: Vec<&Crowd> = audiences
            .filter(|(audience, _)| audience.by == by)
            .map(|(_, crowd)| crowd)
            .collect();
        for (place, (with, none)) in with.iter().zip(none).enumerate() {
            let sum =
                |of: fn(&Crowd) -> &Vec<f64>| own.iter().map(|crowd| of(crowd)[place]).sum::<f64>();
            let near = |found: f64, whole: f64| {
                assert!(
                    (found - whole).abs() < 1e-9 * whole.abs() + 0.01,
                    "{by:?} {found} {whole}"
                );
            };
            near(sum(|it| &it.partners), 30.0);
            near(sum(|it| &it.left), 30.0 * with.churn);
            near(sum(|it| &it.participants), 30.0 * with.participation);
            near(sum(|it| &it.margin), with.margin - none.margin);
            near(sum(|it| &it.noise), with.margin_noise - none.margin_noise);
            near(sum(|it| &it.fees), with.fees - none.fees);
            near(sum(|it| &it.cost), with.cost() - none.cost() - 1000.0);
        }
    }
}
