//! How fast a forecast is: whole programs at two sizes, against the bare arithmetic of the model, against the
//! same model in plain numpy and in Mesa, how its time grows, and the columns of a week against the same
//! arithmetic one partner at a time. `cargo bench --bench forecast`; ratios are of one run. numpy and Mesa are
//! left out with `-- --rust-only`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    clippy::too_many_lines,
    clippy::zero_prefixed_literal,
    clippy::mistyped_literal_suffixes,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    missing_docs,
    reason = "what is not as expected fails the test; tests read and write files, and tables of cases are long"
)]

mod kernel;

use std::process::Command;
use std::time::Instant;

use charter::base::span::FileId;
use charter::compile::compile;
use charter::intake::scenario::Scenario;
use charter::intake::scenario::behaviour::Behaviour;
use charter::intake::scenario::population::Mix;
use charter::intake::scenario::read::read;
use charter::model::Program;
use charter::parse::parse_file;
use charter::payout::Payout;
use charter::simulate::behaviour::arrival::{Intensity, Sources};
use charter::simulate::behaviour::churn::{Reasons, leaving_chances};
use charter::simulate::behaviour::population::Partners;
use charter::simulate::chance::purpose::Purpose;
use charter::simulate::chance::random::{Address, Key};
use charter::simulate::run::worlds::{Options, run};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn program(name: &str) -> Program {
    let mut files: Vec<_> = std::fs::read_dir(format!("{ROOT}/programs/{name}"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "charter"))
        .collect();
    files.sort();
    let texts = files
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap());
    let trees: Vec<_> = (0..)
        .zip(texts)
        .map(|(file, text)| parse_file(FileId(file), &text).0)
        .collect();
    compile(&trees).0.unwrap()
}

/// What is forecast: the baseline of a program, made larger or smaller.
struct Case {
    program: Program,
    scenario: Scenario,
}

impl Case {
    fn of(name: &str, partners: u32, runs: u32) -> Case {
        let program = program(name);
        let path = format!("{ROOT}/scenarios/{name}/baseline.yaml");
        let text = std::fs::read_to_string(path).unwrap();
        let mut scenario = read(FileId(99), &text, &program).0.unwrap();
        scenario.runs = runs;
        scenario.population.partners = partners;
        Case { program, scenario }
    }

    /// Seconds, and partner-weeks with worlds counted.
    fn time(&self) -> (f64, f64) {
        let start = Instant::now();
        let found = run(&self.program, &self.scenario, &Options::default()).unwrap();
        let seconds = start.elapsed().as_secs_f64();
        let partners = f64::from(self.scenario.population.partners);
        let weeks = f64::from(self.scenario.runs) * f64::from(found.weeks);
        (seconds, found.worlds.len() as f64 * partners * weeks)
    }

    fn per_week(&self) -> f64 {
        let (seconds, work) = self.time();
        seconds / work * 1e9
    }
}

/// A whole forecast on one thread, and the kernel on the same partners where they sell two lines, as it does.
fn forecast(name: &str, partners: u32, runs: u32) {
    let case = Case::of(name, partners, runs);
    let own = case.per_week();
    if case.scenario.population.lines.len() < 2 {
        println!(
            "{name:<10} {partners:>5} partners  {:>9.0} partner-weeks a second a core  {own:>5.0} ns",
            1e9 / own
        );
        return;
    }
    let bare = kernel::time(&case.scenario.population, runs);
    println!(
        "{name:<10} {partners:>5} partners  {:>9.0} partner-weeks a second a core  {own:>5.0} ns; bare {bare:.0} ns: {:.1} times",
        1e9 / own,
        own / bare
    );
}

/// How time grows: what twice as much of each takes.
fn growth() {
    let base = Case::of("halden", 400, 2);
    let mut more = Case::of("halden", 800, 2);
    let (once, _) = base.time();
    let times = |case: &Case| case.time().0 / once;
    println!("growth     twice the partners {:.2} times", times(&more));
    more = Case::of("halden", 400, 4);
    println!("growth     twice the runs {:.2} times", times(&more));
    more = Case::of("halden", 400, 2);
    more.scenario.weeks *= 2;
    println!("growth     twice the weeks {:.2} times", times(&more));
    more = Case::of("halden", 400, 2);
    let half = more.program.incentives.len() / 2;
    for incentive in more.program.incentives.iter_mut().skip(half) {
        incentive.payout = Payout::Sum(Vec::new());
        incentive.fund = None;
    }
    println!(
        "growth     half of the incentives {:.2} times",
        times(&more)
    );
}

/// The same model elsewhere, by a script that prints a line for each size.
fn elsewhere(script: &str) {
    let path = format!("{ROOT}/benches/{script}/run.sh");
    let ran = Command::new("sh").arg(path).status();
    if !ran.is_ok_and(|status| status.success()) {
        println!("{script}: not timed");
    }
}

/// The columns of a week: words, leaving and arrivals, for partners `from..to`.
fn week(
    partners: &Partners,
    behaviour: &Behaviour,
    week: i16,
    places: std::ops::Range<usize>,
) -> f64 {
    let key = Key {
        seed: 1,
        replication: 0,
    };
    let n = places.len();
    let (mut words, mut chances) = (vec![0.0; n], vec![0.0; n]);
    let address = Address::of(Purpose::Leave).in_week(week);
    key.uniforms(address, &partners.hashes[places.clone()], &mut words);
    let zero = vec![0.0; n];
    let reasons = Reasons {
        fatigue: &zero,
        goodwill: &partners.affinity[places.clone()],
        size: &partners.size[places.clone()],
        inactive: &zero,
    };
    leaving_chances(behaviour, &reasons, &mut chances);
    let mut intensity = Intensity::new(n);
    let ones = vec![1.0; n];
    let sources = Sources {
        rate: &partners.rates[0][places.clone()],
        demand: &ones,
        lift: &partners.capability[places],
        reward: &chances,
    };
    intensity.fill(&sources, behaviour, 0.9, &mut vec![0.0; n]);
    let left = words
        .iter()
        .zip(&chances)
        .filter(|(word, chance)| word < chance);
    left.count() as f64 + intensity.total.iter().sum::<f64>()
}

fn columns() {
    let mix = Mix {
        partners: 2_000,
        ..Mix::default()
    };
    let behaviour = Behaviour::default();
    let partners = Partners::draw(&mix, 1, 2.0);
    let weeks = 400_i16;
    let time = |block: usize| {
        let start = Instant::now();
        let mut sum = 0.0;
        for each in 0..weeks {
            for from in (0..2_000).step_by(block) {
                sum += week(&partners, &behaviour, each, from..(from + block).min(2_000));
            }
        }
        (start.elapsed().as_secs_f64(), sum)
    };
    time(500);
    let (by_column, one) = time(500);
    let (by_partner, other) = time(1);
    assert!((one / other - 1.0).abs() < 1e-9, "the same arithmetic");
    let cells = 2_000.0 * f64::from(weeks);
    println!(
        "columns    {:.1} ns a partner-week; one at a time {:.1}: {:.1} times",
        by_column / cells * 1e9,
        by_partner / cells * 1e9,
        by_partner / by_column
    );
}

fn main() {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    pool.install(|| {
        forecast("starter", 400, 4);
        forecast("starter", 2_000, 1);
        forecast("halden", 400, 4);
        forecast("halden", 2_000, 2);
        growth();
    });
    columns();
    if !std::env::args().any(|argument| argument == "--rust-only") {
        elsewhere("numpy");
        elsewhere("mesa");
    }
}
