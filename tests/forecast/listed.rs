//! Forecasts of partners that a scenario lists.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Output};

use charter::intake::findings::Findings;
use charter::intake::partner_list::read;
use charter::intake::scenario::Scenario;
use charter::model::Program;
use charter::simulate::run::worlds::{Refusal, draw};

use crate::bytes::hashes;
use crate::made::{CHOSEN, halden, plain, scenario, starter};
use crate::settled::every_world_agrees;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const LIST: &str = include_str!("../../scenarios/starter/partners.csv");

/// The scenario with a list, beside which it stands.
fn listed(text: &str, list: &str, program: &Program) -> Scenario {
    let mut scenario = scenario(text, program);
    let mut findings = Findings::default();
    let mix = &scenario.population;
    let partners = read(program, mix, "partners.csv", list.as_bytes(), &mut findings).unwrap();
    assert_eq!(findings.problems(), []);
    scenario.population.partners = partners.len() as u32;
    scenario.population.list.as_mut().unwrap().partners = partners;
    scenario
}

fn charter(folder: &Path, arguments: &[&str]) -> Output {
    let ran = Command::new(env!("CARGO_BIN_EXE_charter"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(0), "{arguments:?}\n{said}");
    ran
}

/// A folder with the small program, a scenario of a list, and the list.
fn folder(list: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let program = format!("{ROOT}/programs/starter/starter.charter");
    std::fs::copy(program, at("a.charter")).unwrap();
    std::fs::write(at("s.yaml"), "runs: 7\npopulation: {list: partners.csv}\n").unwrap();
    std::fs::write(at("partners.csv"), list).unwrap();
    folder
}

const SIMULATE: [&str; 6] = ["simulate", ".", "--scenario", "s.yaml", "--out", "out"];

/// What a forecast of a list writes, and what it says.
fn written(list: &str, more: &[&str]) -> (tempfile::TempDir, String) {
    let folder = folder(list);
    let ran = charter(folder.path(), &[&SIMULATE[..], more].concat());
    (folder, String::from_utf8(ran.stdout).unwrap())
}

fn hashed(list: &str, more: &[&str]) -> (BTreeMap<String, String>, String) {
    let (folder, said) = written(list, more);
    (hashes(&folder.path().join("out")), said)
}

#[test]
fn threads_shards_and_the_order_and_writing_of_rows_never_show() {
    let expected = hashed(LIST, &["--threads", "1"]);
    assert_eq!(hashed(LIST, &["--threads", "2"]), expected);
    // The same rows upside down, with a mark, other line ends and quotes.
    let mut rows: Vec<&str> = LIST.lines().collect();
    rows[1..].reverse();
    let other = format!("\u{feff}{}\r\n", rows.join("\r\n")).replace("elm,", "\"elm\",");
    assert_eq!(hashed(&other, &[]), expected);
    let folder = folder(LIST);
    for place in 1..=3 {
        let (part, out) = (format!("{place}/3"), format!("part-{place}"));
        let given = ["--scenario", "s.yaml", "--shard", &part, "--out", &out];
        charter(folder.path(), &[&["simulate", "."][..], &given].concat());
    }
    let parts = ["part-2", "part-3", "part-1", "--out", "out"];
    let ran = charter(folder.path(), &[&["merge"][..], &parts].concat());
    let merged = (
        hashes(&folder.path().join("out")),
        String::from_utf8(ran.stdout).unwrap(),
    );
    assert_eq!(merged, expected);
}

#[test]
fn a_forecast_says_what_is_of_the_list_and_what_is_filled_in() {
    let (folder, said) = written(LIST, &[]);
    // By hand from the file: 12 rows; the program declares no types.
    let filled = "type of 12, region of 5, revenue of 3, deal of 7, win_rate of 9, margin of 8, cycle_weeks of 12, portal_visit of 8";
    let told = format!(
        "partners: 12, all of the list partners.csv\nfilled in where it says nothing: {filled}\n"
    );
    assert!(said.contains(&told), "{said}");
    let read = |name: &str| std::fs::read_to_string(folder.path().join("out/current").join(name));
    assert!(read("report.html").unwrap().contains(filled));
    let run: serde_json::Value = serde_json::from_str(&read("run.json").unwrap()).unwrap();
    assert_eq!(run["partners"], 12);
    assert_eq!(run["list"]["file"], "partners.csv");
    assert_eq!(run["list"]["filled_in"]["revenue"], 3);
    // The page is made again from the files.
    charter(folder.path(), &["report", "out"]);
    assert!(read("report.html").unwrap().contains(filled));
    // One cell more is another scenario.
    let other = LIST.replace("elm,,,,", "elm,,,1,");
    let (folder, _) = written(&other, &[]);
    let text = std::fs::read(folder.path().join("out/current/run.json")).unwrap();
    let changed: serde_json::Value = serde_json::from_slice(&text).unwrap();
    assert_ne!(changed["scenario_sha256"], run["scenario_sha256"]);
    assert_eq!(changed["program_sha256"], run["program_sha256"]);
}

/// Nothing is known of p0001 to p0020: the forecast is that of 20 drawn partners.
#[test]
fn a_list_that_says_nothing_is_forecast_as_drawn_partners_are() {
    let rows: String = (1..=20).map(|k| format!("p{k:04},,\n")).collect();
    let (folder, _) = written(&format!("partner,revenue,portal_visit\n{rows}"), &[]);
    let drawn = "runs: 7\npopulation: {partners: 20}\n";
    std::fs::write(folder.path().join("d.yaml"), drawn).unwrap();
    let given = ["--scenario", "d.yaml", "--out", "drawn"];
    charter(folder.path(), &[&["simulate", "."][..], &given].concat());
    let read = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    assert_eq!(
        read("out/current/summary.json"),
        read("drawn/current/summary.json")
    );
}

/// What each partner sells without a program does not depend on who else is there.
#[test]
fn a_row_that_is_taken_away_changes_nothing_of_another_partner() {
    let sold = |list: &str| {
        let (folder, _) = written(list, &["--each-partner"]);
        let table = folder.path().join("out/current/partner_period.csv");
        let text = std::fs::read_to_string(table).unwrap();
        let rows = text
            .lines()
            .filter(|row| row.contains(",none,") && !row.contains(",cedar,"));
        rows.map(str::to_owned).collect::<Vec<_>>()
    };
    let all = sold(LIST);
    assert!(all.iter().any(|row| row.contains(",acme,")));
    let fewer: Vec<&str> = LIST
        .lines()
        .filter(|row| !row.starts_with("cedar"))
        .collect();
    assert_eq!(sold(&format!("{}\n", fewer.join("\n"))), all);
}

#[test]
fn facts_of_listed_partners_settle_to_the_cent_under_their_own_ids() {
    let program = starter();
    let own = listed("population: {list: partners.csv}", LIST, &program);
    assert!(every_world_agrees(&program, &own, 0) > 10);
    // The flagship, whose contests and pools set partners against each other.
    let rows = "partner,type,region,revenue\nzeta,si,EMEA,3000000\nalpha,distributor,,\nmu,,NA,0\nnu,,,\nb,var,APAC,900000\n";
    let flagship = halden();
    let own = listed("population: {list: partners.csv}", rows, &flagship);
    assert!(every_world_agrees(&flagship, &own, 1) > 0);
    let drawn = draw(&flagship, &own, 1, "program").unwrap();
    let names: Vec<&str> = drawn.partners.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["alpha", "b", "mu", "nu", "zeta"]);
    assert!(drawn.facts.iter().any(|fact| fact.partner == "zeta"));
    let mu = drawn.facts.iter().filter(|fact| fact.partner == "mu");
    let amount = |fact: &&charter::fact::Fact| fact.kind == charter::fact::FactKind::Sale;
    assert_eq!(mu.filter(amount).count(), 0, "no revenue is no sale");
    // Through the commands.
    let folder = folder(LIST);
    let facts = ["--scenario", "s.yaml", "--write-facts", "facts"];
    charter(folder.path(), &[&["simulate", "."][..], &facts].concat());
    let list = folder.path().join("facts/current/partners.csv");
    let list = std::fs::read_to_string(list).unwrap();
    assert!(
        list.contains("\nbirch,") && !list.contains("p0001"),
        "{list}"
    );
    let settle = ["settle", ".", "--facts", "facts/current", "--out", "paid"];
    charter(folder.path(), &settle);
}

/// Nobody stands in for those whom a program names: they are in the list or not there.
#[test]
fn whom_a_program_names_is_looked_for_in_the_list() {
    let program = plain(CHOSEN);
    let rows = "partner,revenue\nzoe,500000\nbirch,500000\nash,500000\n";
    let own = listed("population: {list: partners.csv}", rows, &program);
    let drawn = draw(&program, &own, 0, "program").unwrap();
    let names: Vec<&str> = drawn.partners.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["ash", "birch", "zoe"]);
    let paid = drawn.postings.iter().map(|it| it.claim.partner.index());
    let paid: BTreeSet<usize> = paid.collect();
    assert_eq!(paid, [1].into());
}

#[test]
fn what_no_forecast_can_play_is_refused() {
    let program = starter();
    let refused = |rows: &str| {
        let own = listed("population: {list: partners.csv}", rows, &program);
        match draw(&program, &own, 0, "none") {
            Err(Refusal::Problem(problem)) => format!("{} {}", problem.name, problem.message),
            Err(Refusal::Fault(_)) | Ok(_) => "nothing".to_owned(),
        }
    };
    // Two texts with one mark (FNV-1a, 64 bits).
    let twins = "partner\n8yn0iYCKYHlIj4-BwPqk\nGReLUrM4wMqfg9yzV3KQ\n";
    assert!(refused(twins).starts_with("names-collide `8yn0iYCKYHlIj4-BwPqk` and `GReLU"));
    // 50 million in deals of 1,000: a mean deal of 1,649, about a quarter won, are some 2,300 a week.
    let busy = refused("partner,revenue,deal\nacme,50000000,1000\n");
    assert!(
        busy.starts_with("too-many-deals `acme` of `partners.csv`"),
        "{busy}"
    );
    assert_eq!(
        refused("partner,revenue,deal\nacme,50000000,100000\n"),
        "nothing"
    );
}

#[test]
fn a_list_is_read_wherever_a_scenario_is() {
    let folder = folder(LIST);
    let at = folder.path();
    charter(
        at,
        &["compare", ".", ".", "--scenario", "s.yaml", "--runs", "2"],
    );
    charter(at, &["test", ".", "--scenario", "s.yaml", "--runs", "2"]);
    let panel = ["--scenario", "s.yaml", "--write-panel", "panel"];
    charter(at, &[&["simulate", "."][..], &panel].concat());
    let text = std::fs::read_to_string(at.join("panel/current/history.csv")).unwrap();
    assert!(text.contains("\nacme,"));
    // A history is refined with as many partners as it has: the list says how many.
    let refine = [
        "panel/current/history.csv",
        "--refine",
        ".",
        "--scenario",
        "s.yaml",
    ];
    let calibrate = |more: &[&str]| {
        let own = [&["calibrate"][..], &refine, more].concat();
        let ran = Command::new(env!("CARGO_BIN_EXE_charter"))
            .current_dir(at)
            .args(own)
            .output();
        let ran = ran.unwrap();
        let said = [ran.stdout, ran.stderr].concat();
        (ran.status.code(), String::from_utf8(said).unwrap())
    };
    let (code, said) = calibrate(&["--partners", "12"]);
    assert!(
        code == Some(2) && said.contains("and so does the list"),
        "{said}"
    );
    std::fs::write(at.join("partners.csv"), "partner\nacme\nelm\n").unwrap();
    let (code, said) = calibrate(&[]);
    assert!(
        code == Some(1) && said.contains("partners-not-those"),
        "{said}"
    );
    // The example of the repository.
    let given = ["--scenario", "scenarios/starter/listed.yaml", "--runs", "2"];
    let ran = charter(
        Path::new(ROOT),
        &[&["simulate", "programs/starter"][..], &given].concat(),
    );
    let said = String::from_utf8(ran.stdout).unwrap();
    assert!(said.contains("partners: 12, all of the list"), "{said}");
}
