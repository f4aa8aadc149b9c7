//! How long `check` takes: the flagship, generated programs of 1,000 to 50,000 lines, and one kind of line at a time,
//! doubled until growth shows. `cargo bench --bench check`; times are of one run on one thread, after the files are
//! read.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    clippy::too_many_lines,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    missing_docs,
    reason = "what is not as expected fails the bench; benches read files and the clock"
)]

mod generated;

use std::time::{Duration, Instant};

use charter::base::span::{Source, Sources};
use charter::compile::compile;
use charter::diagnostic::Severity;
use charter::lint;
use charter::lint::level::Levels;
use charter::parse::parse;
use charter::shell::examples;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// What `check` did and how long each part took.
struct Checked {
    lines: usize,
    parse: Duration,
    compile: Duration,
    lint: Duration,
    examples: Duration,
    errors: usize,
}

impl Checked {
    fn whole(&self) -> Duration {
        self.parse + self.compile + self.lint + self.examples
    }
}

/// Everything that `check` works out of texts.
fn check(texts: &[(String, String)]) -> Checked {
    let lines = texts.iter().map(|(_, text)| text.lines().count()).sum();
    let sources = texts.iter().map(|(name, text)| Source {
        name: name.clone(),
        text: text.clone(),
    });
    let sources = Sources::new(sources.collect());
    let start = Instant::now();
    let (trees, mut problems) = parse(&sources);
    let parsed = start.elapsed();
    let (program, found) = compile(&trees);
    problems.extend(found);
    let compiled = start.elapsed();
    let mut linted = compiled;
    let mut played = compiled;
    if let Some(program) = &program {
        problems.extend(lint::check(program, &Levels::default()));
        linted = start.elapsed();
        problems.extend(examples::problems(program));
        played = start.elapsed();
    }
    let errors: Vec<_> = problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .collect();
    for problem in errors.iter().take(3) {
        eprintln!("  {}: {}", problem.name, problem.message);
    }
    Checked {
        lines,
        parse: parsed,
        compile: compiled - parsed,
        lint: linted - compiled,
        examples: played - linted,
        errors: errors.len(),
    }
}

/// The fastest of some runs.
fn best(texts: &[(String, String)], runs: usize) -> Checked {
    let all = (0..runs).map(|_| check(texts));
    all.min_by_key(Checked::whole).unwrap()
}

fn show(name: &str, checked: &Checked) {
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    println!(
        "{name:<22} {:>7} lines {:>9.1} ms: parse {:.1}, compile {:.1}, lint {:.1}, examples {:.1}; {} errors",
        checked.lines,
        ms(checked.whole()),
        ms(checked.parse),
        ms(checked.compile),
        ms(checked.lint),
        ms(checked.examples),
        checked.errors,
    );
}

fn folder(path: &str) -> Vec<(String, String)> {
    let mut files: Vec<_> = std::fs::read_dir(format!("{ROOT}/{path}"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "charter"))
        .collect();
    files.sort();
    let read = files.iter().map(|path| {
        let text = std::fs::read_to_string(path).unwrap();
        (path.display().to_string(), text)
    });
    read.collect()
}

fn main() {
    show("programs/starter", &best(&folder("programs/starter"), 5));
    show("programs/halden", &best(&folder("programs/halden"), 5));
    for lines in [1_000, 5_000, 10_000, 25_000, 50_000] {
        let texts = generated::program(lines);
        show("generated", &best(&texts, 2));
    }
    println!("\ngrowth: time at twice the lines by time at once; 2 is linear");
    for (name, make) in generated::FAMILIES {
        let sizes = [1_000, 2_000, 4_000];
        let times: Vec<f64> = sizes
            .iter()
            .map(|count| {
                let checked = best(&generated::with(&make(*count)), 2);
                if *count == 4_000 {
                    show(name, &checked);
                }
                checked.whole().as_secs_f64()
            })
            .collect();
        println!(
            "{name:<22} x{:.2} then x{:.2}",
            times[1] / times[0],
            times[2] / times[1]
        );
    }
}
