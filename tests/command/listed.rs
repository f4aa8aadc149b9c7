//! Lists of partners that are wrong, through the command line: each finding with its row and column, its exit code, and
//! that nothing is written.

use std::fs;
use std::path::Path;

use crate::run::{Ran, charter, errors, problems, refused};

const STARTER: &str = include_str!("../../programs/starter/starter.charter");

fn folder(scenario: &str, list: Option<&[u8]>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    // With types, so that one can be wrong.
    let program =
        format!("{STARTER}\ntype reseller \"Reseller\" {{}}\ntype agent \"Agent\" {{}}\n");
    fs::write(folder.path().join("a.charter"), program).unwrap();
    fs::create_dir(folder.path().join("s")).unwrap();
    fs::write(folder.path().join("s/s.yaml"), scenario).unwrap();
    if let Some(list) = list {
        fs::write(folder.path().join("s/partners.csv"), list).unwrap();
    }
    folder
}

const LISTED: &str = "runs: 1\npopulation: {list: partners.csv}\n";

fn simulate(folder: &Path, more: &[&str]) -> Ran {
    let own = [
        "simulate",
        ".",
        "--scenario",
        "s/s.yaml",
        "--out",
        "out",
        "--format",
        "json",
    ];
    refused(folder, &[&own[..], more].concat())
}

/// A list, and what is found in it.
const CASES: &[(&[u8], &[&str])] = &[
    (b"", &["empty-table 1:1"]),
    (b"partner,revenue\n", &["list-without-partners 1:1"]),
    (b"partner,revenue\nacme\xff,1\n", &["not-utf8 2:1"]),
    (b"p\0a\0r\0t\0", &["not-text 1:1"]),
    (b"name,revenue\nacme,1\n", &["no-heading 1:1"]),
    (b"partner;revenue\nacme;1\n", &["other-separator 1:1"]),
    (b"partner,revenu\nacme,1\n", &["unknown-column 1:9"]),
    (
        b"partner,tier,since\nacme,member,2027-01-01\n",
        &["unknown-column 1:9", "unknown-column 1:14"],
    ),
    (
        b"partner,revenue,revenue\nacme,1,2\n",
        &["repeated-column 1:17"],
    ),
    (b"partner,revenue\nacme\n", &["ragged-row 2:1"]),
    (b"partner,revenue\n,1\n", &["empty-cell 2:1"]),
    (
        b"partner,revenue\nacme,1\nbirch,\nacme,2\n",
        &["repeated-partner 4:1"],
    ),
    (
        b"partner,revenue\nacme,1\nAcme,1\n",
        &["ids-differ-in-case 3:1"],
    ),
    (b"partner,revenue\n=1+1,1\n", &["formula-in-id 2:1"]),
    (b"partner,revenue\n acme,1\n", &["spaces-in-cell 2:1"]),
    (b"partner,type\nacme,resseller\n", &["unknown-name 2:6"]),
    (b"partner,type,region\nacme,,UK\n", &["unknown-name 2:7"]),
    (b"partner,type\nacme,agent\n", &["unknown-business 2:6"]),
    (b"partner,revenue\nacme,-1\n", &["negative-number 2:6"]),
    (b"partner,revenue\nacme,much\n", &["not-a-number 2:6"]),
    (
        b"partner,revenue\nacme,\"420,000\"\n",
        &["grouped-digits 2:6"],
    ),
    (
        b"partner,revenue\nacme,420000 EUR\n",
        &["currency-in-amount 2:6"],
    ),
    (b"partner,revenue\nacme,1.005\n", &["too-many-decimals 2:6"]),
    (
        b"partner,revenue\nacme,1000000000000.01\n",
        &["out-of-range 2:6"],
    ),
    (b"partner,deal\nacme,0\n", &["out-of-range 2:6"]),
    (b"partner,win_rate\nacme,1\n", &["out-of-range 2:6"]),
    (b"partner,win_rate\nacme,23%\n", &["not-a-number 2:6"]),
    (b"partner,margin\nacme,0.96\n", &["out-of-range 2:6"]),
    (b"partner,cycle_weeks\nacme,0.5\n", &["out-of-range 2:6"]),
    (b"partner,portal_visit\nacme,0\n", &["out-of-range 2:6"]),
    (
        b"partner,type,deal\nacme,reseller,1000000000000\n",
        &["amounts-out-of-range 2:15"],
    ),
    (
        b"partner,type,revenue\nacme,x,-1\nacme,,y\n",
        &[
            "unknown-name 2:6",
            "negative-number 2:8",
            "not-a-number 3:7",
        ],
    ),
];

#[test]
fn each_is_refused_at_its_row_and_nothing_is_written() {
    let mut wrong = Vec::new();
    for (list, expected) in CASES {
        let folder = folder(LISTED, Some(list));
        let ran = simulate(folder.path(), &[]);
        let found = errors(&ran);
        if ran.code != 1 || found != *expected || !ran.out.contains("partners.csv") {
            let list = String::from_utf8_lossy(list);
            wrong.push(format!(
                "{list}\n  exit {}, {found:?}\n{}",
                ran.code, ran.err
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn too_many_rows_are_refused_at_the_first_that_is_too_far() {
    let rows: String = (0..238_001).map(|k| format!("p{k}\n")).collect();
    let folder = folder(LISTED, Some(format!("partner\n{rows}").as_bytes()));
    let ran = simulate(folder.path(), &[]);
    assert_eq!(
        (ran.code, errors(&ran)),
        (1, vec!["too-many-rows 238002:1".to_owned()])
    );
}

#[test]
fn a_file_that_is_not_there_or_no_file_is_refused_where_it_is_named() {
    let missing = folder(LISTED, None);
    let ran = simulate(missing.path(), &[]);
    assert_eq!(
        (ran.code, errors(&ran)),
        (1, vec!["no-partner-list 2:20".to_owned()])
    );
    let names = [
        ("../partners.csv", "wrong-type 1:20"),
        ("/etc/hosts.csv", "wrong-type 1:20"),
        ("partners.xlsx", "wrong-type 1:20"),
        (".csv", "wrong-type 1:20"),
        ("[partners.csv]", "wrong-type 1:20"),
    ];
    for (name, expected) in names {
        let folder = folder(&format!("population: {{list: {name}}}\n"), None);
        let ran = simulate(folder.path(), &[]);
        assert_eq!(
            (ran.code, errors(&ran)),
            (1, vec![expected.to_owned()]),
            "{name}"
        );
        assert!(ran.out.contains("list: partners.csv"), "{}", ran.out);
    }
}

#[cfg(unix)]
#[test]
fn links_and_folders_are_never_followed() {
    let linked = folder(LISTED, None);
    let at = linked.path().join("s/partners.csv");
    fs::write(linked.path().join("elsewhere.csv"), "partner\nacme\n").unwrap();
    std::os::unix::fs::symlink("../elsewhere.csv", &at).unwrap();
    let ran = simulate(linked.path(), &[]);
    assert_eq!(
        (ran.code, problems(&ran)),
        (1, vec!["symbolic-link 1:1".to_owned()])
    );
    fs::remove_file(&at).unwrap();
    fs::create_dir(&at).unwrap();
    let ran = simulate(linked.path(), &[]);
    assert_eq!(
        (ran.code, problems(&ran)),
        (1, vec!["not-a-regular-file 1:1".to_owned()])
    );
}

#[test]
fn how_many_there_are_is_said_once() {
    let both = "population: {partners: 9, list: partners.csv}\n";
    let folder = folder(both, Some(b"partner\nacme\n"));
    let ran = simulate(folder.path(), &[]);
    assert_eq!(
        (ran.code, errors(&ran)),
        (1, vec!["stated-twice 1:24".to_owned()])
    );
    fs::write(folder.path().join("s/s.yaml"), LISTED).unwrap();
    let told = "--partners says how many partners there are, and so does the list `partners.csv`";
    for command in [
        &["simulate", "."][..],
        &["test", "."],
        &["compare", ".", "."],
    ] {
        let more = ["--scenario", "s/s.yaml", "--partners", "9"];
        let ran = refused(folder.path(), &[command, &more].concat());
        assert_eq!(ran.code, 2, "{}", ran.out);
        assert!(ran.err.contains(told), "{}", ran.err);
    }
}

/// Names are offered for misspelt ones, what a range is, and where the first of two rows stands.
#[test]
fn helps_say_what_to_write() {
    let cases: [(&[u8], &str); 5] = [
        (
            b"partner,type\nacme,resseller\n",
            "did you mean `reseller`?",
        ),
        (b"partner,revenu\nacme,1\n", "did you mean `revenue`?"),
        (
            b"partner,win_rate\nacme,0\n",
            "write 0.01 to 0.99, or leave the cell empty: it is then that of its type",
        ),
        (b"partner\nacme\nacme\n", "partners.csv:2"),
        (
            b"partner,type\nacme,agent\n",
            "write `agent: { share: 0, like: reseller }` under `population.types`",
        ),
    ];
    for (list, help) in cases {
        let folder = folder(LISTED, Some(list));
        let ran = refused(folder.path(), &["simulate", ".", "--scenario", "s/s.yaml"]);
        assert_eq!(ran.code, 1);
        let said = format!("{}{}", ran.out, ran.err);
        assert!(said.contains(help), "{said}");
    }
    // A program without tiers, types or regions has none to name.
    let folder = folder(LISTED, Some(b"partner,type\nacme,x\n"));
    fs::write(folder.path().join("a.charter"), STARTER).unwrap();
    let ran = refused(folder.path(), &["simulate", ".", "--scenario", "s/s.yaml"]);
    let none = "the program declares no type; leave the cell empty";
    assert!(
        ran.out.contains(none) || ran.err.contains(none),
        "{}{}",
        ran.out,
        ran.err
    );
    // What the help says to write is taken.
    let said = "runs: 1\npopulation: {list: partners.csv, types: {reseller: 1, agent: { share: 0, like: reseller }}}\n";
    fs::write(folder.path().join("s/s.yaml"), said).unwrap();
    fs::write(
        folder.path().join("s/partners.csv"),
        "partner,type\nacme,agent\n",
    )
    .unwrap();
    let program =
        format!("{STARTER}\ntype reseller \"Reseller\" {{}}\ntype agent \"Agent\" {{}}\n");
    fs::write(folder.path().join("a.charter"), program).unwrap();
    let ran = charter(folder.path(), &["simulate", ".", "--scenario", "s/s.yaml"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("region of 1, revenue of 1"), "{}", ran.out);
    assert!(!ran.out.contains("type of"), "{}", ran.out);
}

/// The page of the key says what a list holds.
#[test]
fn the_columns_are_explained() {
    let folder = tempfile::tempdir().unwrap();
    let ran = charter(folder.path(), &["explain", "population.list"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for word in [
        "partner",
        "title",
        "type",
        "region",
        "revenue",
        "portal_visit",
        "above 0 to 0.95",
    ] {
        assert!(ran.out.contains(word), "{word}\n{}", ran.out);
    }
}

/// A title that a spreadsheet would compute is told of and goes on.
#[test]
fn a_title_is_for_people() {
    let folder = folder(LISTED, Some(b"partner,title\nacme,=1+1\n"));
    let ran = charter(folder.path(), &["simulate", ".", "--scenario", "s/s.yaml"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("formula-in-text"), "{}", ran.err);
}
