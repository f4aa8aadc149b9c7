//! Scenario files: what is accepted, and every fault with its name, its place and its help.
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
    reason = "what is not as expected fails the test; tests read and write files, and tables of cases are long"
)]

use charter::base::span::FileId;
use charter::compile::compile;
use charter::intake::scenario::Opening;
use charter::intake::scenario::behaviour::{Field, PARAMETERS};
use charter::intake::scenario::keys::{KEYS, WORDS};
use charter::intake::scenario::market::{Effect, Season};
use charter::intake::scenario::read::{memory_refusal, read, read_whole, refusal};
use charter::model::Program;
use charter::parse::parse_file;

const PROGRAM: &str = "
program halden \"Halden\" {
  edition   2027
  year      2027-02-01 to 2028-01-31
  money     USD
  round     half even per posting
  zone      America/Chicago
  languages en
  prevails  en
}
region NA \"North America\" { countries US; weekend Saturday, Sunday }
region EMEA \"Europe\" { countries DE; weekend Saturday, Sunday }
type reseller \"Reseller\" {}
type agent \"Agent\" {}
line hardware \"Hardware\" { margin 38% internal }
line cloud \"Cloud\" { margin 74% internal }
product router \"Router\" { line hardware; list 4,200 USD }
";

fn program() -> Program {
    let (tree, problems) = parse_file(FileId(0), PROGRAM);
    assert_eq!(problems, []);
    let (program, problems) = compile(&[tree]);
    program.unwrap_or_else(|| panic!("{problems:?}"))
}

/// Each problem as `name line:column`.
fn faults(text: &str) -> Vec<String> {
    let (scenario, problems) = read(FileId(1), text, &program());
    assert_eq!(scenario.is_none(), !problems.is_empty(), "{text}");
    problems
        .iter()
        .map(|problem| {
            let charter::diagnostic::place::Place::Source(span) =
                problem.primary.clone().expect("a place")
            else {
                panic!("a span")
            };
            let before = &text[..span.start as usize];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
            format!("{} {line}:{column}", problem.name)
        })
        .collect()
}

fn fault(text: &str) -> charter::diagnostic::Problem {
    let (_, mut problems) = read(FileId(1), text, &program());
    assert_eq!(problems.len(), 1, "{text}: {problems:?}");
    problems.remove(0)
}

#[test]
fn a_whole_scenario() {
    let text = "\
seed: 7
runs: 64
opening: empty
population:
  partners: 300
  types: { reseller: 0.9, agent: { share: 0.1, like: msp, win_rate: 0.3 } }
  regions: { NA: 0.6, EMEA: 0.4 }
  lines: { hardware: 0.79, cloud: 0.21 }
market:
  season: { height: 0.1, week: 4 }
  shocks:
    soft year: { kind: softness, probability: 0.2, loss: 0.15, from_week: 8, to_week: 30 }
    late cloud: { kind: delay, line: cloud, weeks: 6 }
behaviour:
  elasticity: 0.25
  goodwill_arrivals: 0
costs: { per_touch: 0.25 }
";
    let (scenario, problems) = read(FileId(1), text, &program());
    assert_eq!(problems, []);
    let scenario = scenario.unwrap();
    assert_eq!((scenario.seed, scenario.runs, scenario.weeks), (7, 64, 79));
    assert_eq!(scenario.opening, Opening::Empty);
    let mix = &scenario.population;
    assert_eq!(mix.partners, 300);
    let agent = &mix.types[usize::from(mix.types[0].of.name == "reseller")];
    assert_eq!((agent.of.share, agent.economics.win), (0.1, 0.3));
    assert_eq!(agent.economics.deal, 15_000.0, "like an msp otherwise");
    assert_eq!(
        scenario.market.season,
        Season::Wave {
            height: 0.1,
            week: 4.0
        }
    );
    let soft = &scenario.market.shocks[0];
    let effect = Effect::Softness {
        loss: 0.15,
        from_week: 8,
        to_week: 30,
    };
    assert_eq!((soft.probability, &soft.effect), (0.2, &effect));
    assert_eq!(scenario.behaviour.elasticity, 0.25);
    assert_eq!(scenario.costs.per_touch, 0.25);
    assert_eq!(scenario.costs.per_claim, 25.0, "the usual");
}

/// Maps are merged, lists and numbers replaced; the scenario as it is written is what it is without variants.
#[test]
fn a_variant_is_the_scenario_with_some_keys_replaced() {
    let text = "\
seed: 7
market:
  season: { height: 0.1, week: 4 }
  shocks:
    late: { kind: delay, line: cloud, weeks: 6 }
behaviour: { elasticity: 0.25, return_days: 20 }
expect: [roi >= 0.5]
";
    let more = "\
variants:
  weak:
    market:
      season: { height: 0.2 }
      shocks: { slump: { kind: softness, loss: 0.3 } }
    behaviour: { elasticity: 0.2 }
    expect: [roi >= 0, churn <= 10%]
  plain: { opening: empty }
";
    let (alone, problems) = read(FileId(1), text, &program());
    assert_eq!(problems, []);
    let (whole, problems) = read_whole(FileId(1), &format!("{text}{more}"), &program());
    assert_eq!(problems, []);
    let whole = whole.unwrap();
    assert_eq!(Some(whole.scenario), alone);
    let [weak, plain] = whole.variants.as_slice() else {
        panic!("two")
    };
    assert_eq!((&*weak.name, &*plain.name), ("weak", "plain"));
    let market = &weak.scenario.market;
    let season = Season::Wave {
        height: 0.2,
        week: 4.0,
    };
    assert_eq!(market.season, season);
    assert_eq!(market.shocks.len(), 2);
    assert_eq!(weak.scenario.behaviour.elasticity, 0.2);
    assert_eq!(weak.scenario.behaviour.return_days, 20.0);
    assert_eq!(weak.scenario.seed, 7);
    assert_eq!(weak.scenario.expect.len(), 2);
    assert_eq!(plain.scenario.opening, Opening::Empty);
    assert_eq!(plain.scenario.behaviour.elasticity, 0.25);
    assert_eq!(plain.scenario.expect, [], "it expects nothing of its own");
}

#[test]
fn an_empty_mapping_is_all_defaults() {
    let (scenario, problems) = read(FileId(1), "{}\n", &program());
    assert_eq!(problems, []);
    let scenario = scenario.unwrap();
    assert_eq!((scenario.seed, scenario.runs), (1, 200));
    assert_eq!(scenario.opening, Opening::Drawn);
    let total: f64 = scenario
        .population
        .lines
        .iter()
        .map(|line| line.share)
        .sum();
    assert!((total - 1.0).abs() < 1e-12);
    let shares: Vec<f64> = scenario
        .population
        .types
        .iter()
        .map(|each| each.of.share)
        .collect();
    assert!(
        shares.contains(&1.0) && shares.contains(&0.0),
        "only usual types have a share"
    );
}

#[test]
fn faults_and_their_places() {
    let table = [
        ("runs: 1\nruns: 2\n", vec!["duplicate-key 2:1"]),
        ("seed: &s 1\nruns: *s\n", vec!["alias-in-scenario 1:10"]),
        ("behaviour: {<<: {elasticity: 1}}\n", vec!["merge-key 1:13"]),
        ("seed: !!int 1\nruns: 2\n", vec!["tag-in-scenario 1:7"]),
        (
            "population: {partners: !x 5}\n",
            vec!["tag-in-scenario 1:24"],
        ),
        (
            "seed: 1 # a \u{202e} turned comment\n",
            vec!["hidden-character 1:13"],
        ),
        ("runs: 10\n---\nruns: 2\n", vec!["several-documents 2:1"]),
        ("behaviour: {elasticity: .inf}\n", vec!["not-finite 1:25"]),
        ("runs: 1e12\n", vec!["out-of-range 1:7"]),
        ("runs: 0\n", vec!["out-of-range 1:7"]),
        ("runs: \"1000\"\n", vec!["wrong-type 1:7"]),
        ("runs: 0123\n", vec!["wrong-type 1:7"]),
        ("runs: 1.5\n", vec!["wrong-type 1:7"]),
        ("seed: -1\n", vec!["out-of-range 1:7"]),
        ("seed: 4294967296\n", vec!["out-of-range 1:7"]),
        ("popluation: {}\n", vec!["unknown-key 1:1"]),
        (
            "population: {regions: {NA: 0.61, EMEA: 0.4}}\n",
            vec!["shares-do-not-sum 1:23"],
        ),
        (
            "population: {regions: {APAC: 1}}\n",
            vec!["unknown-key 1:24"],
        ),
        ("population: {deal_sigma: 0}\n", vec!["out-of-range 1:26"]),
        ("population: {deal_sigma: 3}\n", vec![]),
        (
            "population: {types: {agent: 1}}\n",
            vec!["unknown-business 1:29"],
        ),
        ("population: {partners: 0}\n", vec!["out-of-range 1:24"]),
        (
            "population: {correlations: {size_digital: 2}}\n",
            vec!["out-of-range 1:43"],
        ),
        (
            "population: {correlations: {size_digital: -0.9, size_capability: 0.9}}\n",
            vec!["impossible-correlations 1:28"],
        ),
        ("behaviour: {elastcity: 0.3}\n", vec!["unknown-key 1:13"]),
        ("behaviour: {elasticity: 3}\n", vec!["out-of-range 1:25"]),
        ("behaviour: {elasticity: high}\n", vec!["wrong-type 1:25"]),
        ("market: {season: [1, 1]}\n", vec!["season-not-a-year 1:18"]),
        (
            "market: {shocks: {x: {loss: 0.1}}}\n",
            vec!["wrong-type 1:22"],
        ),
        (
            "market: {shocks: {x: {kind: softness, from_week: 9, to_week: 8}}}\n",
            vec!["out-of-range 1:62"],
        ),
        (
            "market: {shocks: {x: {kind: delay, line: clod}}}\n",
            vec!["unknown-key 1:42"],
        ),
        ("opening: sometimes\n", vec!["unknown-key 1:10"]),
        ("weeks: 10\n", vec!["out-of-range 1:8"]),
        ("variants: {a: {}}\n", vec!["not-a-variant 1:15"]),
        ("variants: {a: ~}\n", vec!["not-a-variant 1:15"]),
        (
            "variants: {a b: {runs: 2}}\n",
            vec!["not-a-variant 1:12", "not-a-variant 1:18"],
        ),
        (
            "variants: {a: {seed: 2, variants: {}}}\n",
            vec!["not-a-variant 1:16", "not-a-variant 1:25"],
        ),
        (
            "variants: {a: {behaviour: {elastcity: 0.3}}}\n",
            vec!["unknown-key 1:28"],
        ),
        ("variants: {a: {weeks: 10}}\n", vec!["out-of-range 1:23"]),
        (
            "behaviour: {elastcity: 1}\nvariants: {a: {opening: empty}}\n",
            vec!["unknown-key 1:13"],
        ),
        (
            "population: {regions: {NA: 0.6, EMEA: 0.4}}\nvariants: {a: {population: {regions: {NA: 0.5}}}}\n",
            vec!["shares-do-not-sum 2:38"],
        ),
        ("expect: roi >= 0.5\n", vec!["wrong-type 1:9"]),
        ("expect: [0.5]\n", vec!["wrong-type 1:10"]),
        ("expect: [roi > 0.5]\n", vec!["not-an-expectation 1:10"]),
        (
            "expect:\n  - roi >= 0.5\n  - roi >= nan\n",
            vec!["not-an-expectation 3:5"],
        ),
        ("limits: {work: 1e30}\n", vec!["limit-in-file 1:1"]),
        ("tiers: {gold: 1}\n", vec!["stated-twice 1:1"]),
        ("margins: {cloud: 0.9}\n", vec!["stated-twice 1:1"]),
        (
            "behaviour: {vendor_margin: 0.4}\n",
            vec!["stated-twice 1:13"],
        ),
        ("behaviour: {touch_load: 2}\n", vec!["stated-twice 1:13"]),
        (
            "population: {partners: 300000}\n",
            vec!["too-much-work 1:24"],
        ),
        (
            "population: {types: {reseller: {share: 1, deal: 1e11}}}\n",
            vec!["amounts-out-of-range 1:13"],
        ),
        ("- 1\n", vec!["wrong-type 1:1"]),
        ("", vec!["empty-scenario 1:1"]),
        (
            "runs: no\nseed: x\nrun: 1\n",
            vec!["wrong-type 1:7", "wrong-type 2:7", "unknown-key 3:1"],
        ),
    ];
    let mut wrong = Vec::new();
    for (text, expected) in table {
        let mut found = faults(text);
        let mut expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        found.sort();
        expected.sort();
        if found != expected {
            wrong.push((text, found, expected));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn messages_show_the_near_word_and_the_numbers() {
    let near = fault("popluation: {}\n");
    assert_eq!(near.help.as_deref(), Some("did you mean `population`?"));
    let sum = fault("population: {regions: {NA: 0.61, EMEA: 0.4}}\n");
    assert!(sum.message.contains("101%"), "{}", sum.message);
    let runs = fault("runs: 1e12\n");
    assert!(runs.message.contains("1000000000000") && runs.message.contains("10000000"));
    let twice = fault("margins: {cloud: 0.9}\n");
    assert!(twice.message.contains("stated twice"), "{}", twice.message);
}

#[test]
fn too_much_memory_is_refused_with_its_estimate_and_less_of_it_runs() {
    let text = "runs: 1\npopulation: {partners: 100000}\n";
    let scenario = read(FileId(1), text, &program()).0.unwrap();
    // 64 MiB for the run, and for each thread far more than 1 KiB a partner: 4 TiB are enough for
    // two threads, and 64 MiB for none.
    let refused = memory_refusal(&scenario, 2, 2, Some(64 << 20)).expect("partners take memory");
    assert_eq!(refused.name, "too-much-memory");
    assert!(refused.message.contains("100000 partners on 2 threads"));
    assert!(
        refused
            .help
            .is_some_and(|help| help.contains("--threads 1"))
    );
    assert_eq!(memory_refusal(&scenario, 2, 2, Some(4 << 40)), None);
}

#[test]
fn too_much_work_is_refused_with_its_estimate() {
    let text = "runs: 1000000\npopulation: {partners: 1000}\n";
    let (scenario, _) = read(FileId(1), text, &program());
    let scenario = scenario.unwrap();
    let refused = refusal(&scenario, 2, 0, None).expect("10^6 x 2 x 1,000 x 79 is over 10^10");
    assert_eq!(refused.name, "too-much-work");
    assert!(
        refused.message.contains("158000000000"),
        "{}",
        refused.message
    );
    assert_eq!(
        refusal(&scenario, 2, 0, Some(158_000_000_000)),
        None,
        "at the operator's limit"
    );
    let small = read(FileId(1), "runs: 32\n", &program()).0.unwrap();
    assert_eq!(refusal(&small, 2, 0, None), None);
    let much = refusal(&small, 2, 1_000_000, None).expect("what is asked on top counts");
    assert!(
        much.message.contains("1000000 runs of 2 worlds"),
        "{}",
        much.message
    );
}

#[test]
fn the_page_of_the_model_is_the_table_of_parameters() {
    let page = include_str!("../docs/model.md");
    for row in PARAMETERS {
        let shown = |value: f64| value.to_string();
        let field = match row.field {
            Field::Direct => " direct",
            Field::Near => " near",
            Field::Far => " far",
            Field::None => "",
        };
        let line = format!(
            "| `{}` | {} | {} | {} to {} | {} | {:?}{field}: {} | {} |",
            row.name,
            row.default,
            row.unit,
            row.low,
            row.high,
            row.null.map(shown).unwrap_or_default(),
            row.grade,
            row.source,
            row.help,
        );
        assert!(
            page.lines().any(|each| each == line),
            "docs/model.md lacks\n{line}"
        );
    }
    // A row of a parameter has seven cells; other tables of the page have fewer.
    let is_row = |line: &&str| line.starts_with("| `") && line.matches(" |").count() == 7;
    let rows = page.lines().filter(is_row).count();
    assert_eq!(rows, PARAMETERS.len());
}

/// A scenario in which one key has a value.
fn with(path: &str, value: &str) -> String {
    let path = path.replace("TYPE", "reseller").replace("NAME", "storm");
    let path = path.replace("PAIR", "size_digital");
    let keys: Vec<&str> = path.split('.').collect();
    let (last, above) = keys.split_last().unwrap();
    let beside = match *last {
        "probability" | "from_week" | "to_week" | "loss" => "kind: softness, ",
        "reach" => "kind: shortage, ",
        "line" | "weeks" if above.len() > 1 => "kind: delay, ",
        "revenue" | "deal" | "win_rate" | "margin" | "cycle_weeks" | "like" => "share: 1, ",
        _ => "",
    };
    let mut text = format!("{{{beside}{last}: {value}}}");
    for key in above.iter().rev() {
        text = format!("{{{key}: {text}}}");
    }
    format!("{text}\n")
}

fn names(text: &str) -> Vec<&'static str> {
    let (_, problems) = read(FileId(0), text, &program());
    problems.iter().map(|problem| problem.name).collect()
}

/// The reference says what the reader takes: the ends of each range, and nothing beyond.
#[test]
fn every_key_of_the_reference_is_read_within_its_range() {
    for key in KEYS {
        // Shares are of what the program declares.
        if key.path.ends_with("REGION") || key.path.ends_with("LINE") {
            continue;
        }
        let low = if key.above { key.high } else { key.low };
        for value in [low, key.high] {
            let found = names(&with(key.path, &value.to_string()));
            let refused = ["unknown-key", "out-of-range", "too-much-work", "wrong-type"];
            assert!(
                found.iter().all(|name| !refused.contains(name)),
                "{} {value}: {found:?}",
                key.path
            );
        }
        let beyond = (key.high * 1.001 + 0.001).ceil().max(key.high + 0.001);
        let found = names(&with(key.path, &beyond.to_string()));
        assert!(!found.is_empty(), "{} {beyond}", key.path);
    }
    for (path, _) in WORDS {
        let found = names(&with(path, "zzz"));
        let refused = ["wrong-type", "unknown-key"];
        assert!(
            found.iter().any(|name| refused.contains(name)),
            "{path}: {found:?}"
        );
    }
}

/// The value that switches a mechanism off stands apart where it lies outside the range, and is one of the range elsewhere.
#[test]
fn what_switches_a_mechanism_off_is_said_as_it_is() {
    let said = |text: &str| {
        let (_, problems) = read(FileId(1), text, &program());
        problems[0].message.clone()
    };
    assert_eq!(
        said("behaviour: {step_share: 2}\n"),
        "`behaviour.step_share` is 2, but must be 0.1 to 1; 1 switches it off"
    );
    assert_eq!(
        said("behaviour: {return_share: 0.9}\n"),
        "`behaviour.return_share` is 0.9, but must be 0.005 to 0.3, or 0 to switch it off"
    );
    assert_eq!(
        said("behaviour: {return_days: 1}\n"),
        "`behaviour.return_days` is 1, but must be 2 to 120"
    );
    // No message offers as another value what already lies in the range.
    for each in charter::intake::scenario::behaviour::PARAMETERS {
        let inside = each
            .null
            .is_some_and(|null| (each.low..=each.high).contains(&null));
        let range = each.range();
        assert!(
            !(inside && range.contains(" or ")),
            "{}: {range}",
            each.name
        );
    }
}
