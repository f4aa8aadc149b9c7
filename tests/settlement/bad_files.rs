//! Bad files of facts, one case for each problem that reading them knows: its name, its row and column, and
//! that nothing is settled or written. Then what is read and refused row by row, with its reason.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use charter::diagnostic::place::Place;
use charter::shell::arguments::{Colour, Format};
use charter::shell::command::settle::{Settle, run};
use charter::shell::exit::Exit;
use charter::shell::load::load;

const HEAD: &str = "sale_id,happened,partner,product,net_amount\n";
const GOOD: &str = "s0,2027-01-20,acme,widget,100.00\n";
const PARTNERS: &str = "partner,title\nacme,Acme\n";

/// A file, its bytes, and the problem as `name row column`.
struct Case(&'static str, Vec<u8>, &'static str);

/// A row of sales under the usual heading.
fn row(row: &str, problem: &'static str) -> Case {
    Case(
        "sales.csv",
        format!("{HEAD}{GOOD}{row}\n").into_bytes(),
        problem,
    )
}

/// The same with this amount.
fn amount(text: &str, problem: &'static str) -> Case {
    row(&format!("s1,2027-01-20,acme,widget,{text}"), problem)
}

fn sales(text: &str, problem: &'static str) -> Case {
    Case("sales.csv", text.as_bytes().to_vec(), problem)
}

fn partners(text: &str, problem: &'static str) -> Case {
    Case("partners.csv", text.as_bytes().to_vec(), problem)
}

fn whole_files() -> Vec<Case> {
    let wide: Vec<String> = (0..257).map(|at| format!("c{at}")).collect();
    let wide = format!("{}\n", wide.join(","));
    let long = format!("{HEAD}s1,2027-01-20,{},widget,1.00\n", "x".repeat(8_193));
    let many = format!("{HEAD}{}\n", vec!["x".repeat(8_000); 9].join(","));
    vec![
        sales("", "empty-table 1 "),
        sales(
            "sale_id,happened,partner,product\ns1,2027-01-20,acme,widget\n",
            "missing-column 1 ",
        ),
        sales(
            "sale_id,happened,partner,product,net_amout\n",
            "unknown-column 1 net_amout",
        ),
        sales(
            "sale_id,happened,partner,product,net_amount,currency\n",
            "unknown-column 1 currency",
        ),
        sales("sale_id,happened,partner,,net_amount\n", "empty-heading 1 "),
        sales("s1,2027-01-29,acme,edge_router,8400.00\n", "no-heading 1 "),
        sales(
            "sale_id,happened,partner,partner,net_amount\n",
            "repeated-column 1 partner",
        ),
        sales(
            "sale_id;happened;partner;product;net_amount\n",
            "other-separator 1 ",
        ),
        Case("sales.csv", b"\xff\xfes\x00a\x00".to_vec(), "not-text 1 "),
        Case("sales.csv", b"\x1f\x8b\x08\x00\x00".to_vec(), "not-text 1 "),
        Case(
            "sales.csv",
            [HEAD.as_bytes(), b"s\xff,2027-01-20,acme,widget,1.00\n"].concat(),
            "not-utf8 2 ",
        ),
        sales(
            &format!("{HEAD}s1,2027-01-20,\"acme,widget,1.00\n"),
            "unclosed-quote 2 ",
        ),
        sales(
            &format!("{HEAD}{GOOD}s1,2027-01-20,acme,widget,10"),
            "no-final-newline 3 ",
        ),
        sales(
            &format!("{HEAD}{GOOD}s1,2027-01-20\racme,widget,10\n"),
            "lone-carriage-return 3 ",
        ),
        sales(&long, "long-field 2 "),
        sales(&many, "long-row 2 "),
        sales(&wide, "too-many-columns 1 "),
        row("s1,2027-01-20,acme,widget", "ragged-row 3 "),
        row("", "blank-row 3 "),
        row("s\"1,2027-01-20,acme,widget,1.00", "stray-quote 3 "),
        row("\"s1\"x,2027-01-20,acme,widget,1.00", "text-after-quote 3 "),
        row(
            "s1,2027-01-20,ac\u{200b}me,widget,1.00",
            "hidden-character 3 partner",
        ),
    ]
}

fn cells() -> Vec<Case> {
    vec![
        amount("", "empty-cell 3 net_amount"),
        amount(" 5", "spaces-in-cell 3 net_amount"),
        amount("NaN", "not-finite 3 net_amount"),
        amount("inf", "not-finite 3 net_amount"),
        amount("\u{ff15}", "foreign-digits 3 net_amount"),
        amount("\u{2212}5", "foreign-minus 3 net_amount"),
        amount("(12.00)", "parenthesised-amount 3 net_amount"),
        amount("$5", "currency-in-amount 3 net_amount"),
        amount("5EUR", "currency-in-amount 3 net_amount"),
        amount("+5", "leading-plus 3 net_amount"),
        amount("5-", "trailing-minus 3 net_amount"),
        amount("1e3", "exponent-in-number 3 net_amount"),
        amount("\"1,234.50\"", "grouped-digits 3 net_amount"),
        amount("1_000", "grouped-digits 3 net_amount"),
        amount("\"12,5\"", "decimal-comma 3 net_amount"),
        amount(".5", "bare-point 3 net_amount"),
        amount("-1.00", "negative-number 3 net_amount"),
        amount("007", "leading-zero 3 net_amount"),
        amount("ten", "not-a-number 3 net_amount"),
        amount("5.001", "too-many-decimals 3 net_amount"),
        amount("99999999999999999999", "number-out-of-range 3 net_amount"),
        row("s1,2026-02-30,acme,widget,1.00", "no-such-day 3 happened"),
        row(
            "s1,2027-01-20T10:00:00,acme,widget,1.00",
            "time-of-day 3 happened",
        ),
        row("s1,01/02/2027,acme,widget,1.00", "not-a-date 3 happened"),
        row(
            "=1+1,2027-01-20,acme,widget,1.00",
            "formula-in-id 3 sale_id",
        ),
        row(
            &format!("{},2027-01-20,acme,widget,1.00", "x".repeat(257)),
            "long-id 3 sale_id",
        ),
        sales(
            "sale_id,happened,partner,product,net_amount,units\ns1,2027-01-20,acme,widget,1.00,1.5\n",
            "not-whole 2 units",
        ),
        sales(
            "sale_id,happened,partner,product,net_amount,status\ns1,2027-01-20,acme,widget,1.00,acepted\n",
            "unknown-word 2 status",
        ),
    ]
}

fn ids() -> Vec<Case> {
    vec![
        row(
            "s0,2027-01-20,acme,widget,100.00",
            "repeated-fact 3 sale_id",
        ),
        row(
            "s0,2027-01-20,acme,widget,100.01",
            "conflicting-fact 3 sale_id",
        ),
        row(
            "S0,2027-01-21,acme,widget,100.00",
            "ids-differ-in-case 3 sale_id",
        ),
        partners("partner\nacme\nacme\n", "repeated-partner 3 partner"),
        partners("partner\nacme\nAcme\n", "ids-differ-in-case 3 partner"),
        partners("partner,region\nacme,USA\n", "unknown-name 2 region"),
        partners(
            "partner,tier,since\nacme,member,\n",
            "half-a-standing 2 since",
        ),
        partners(
            "partner,tier,since\nacme,,2027-01-01\n",
            "half-a-standing 2 tier",
        ),
    ]
}

/// A folder of facts with one more or one other file.
pub(super) fn folder(file: &str, bytes: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("partners.csv"), PARTNERS).unwrap();
    fs::write(folder.path().join("sales.csv"), format!("{HEAD}{GOOD}")).unwrap();
    fs::write(folder.path().join(file), bytes).unwrap();
    folder
}

pub(super) fn settled(facts: &Path, out: &Path) -> Exit {
    let arguments = Settle {
        deny: None,
        choice: Default::default(),
        path: PathBuf::from("programs/starter"),
        facts: facts.to_path_buf(),
        until: None,
        posted: None,
        out: Some(out.to_path_buf()),
        format: Format::Concise,
    };
    run(&arguments, Colour::Never)
}

/// Problems as `name row column`.
fn problems(facts: &Path) -> Vec<String> {
    let program = load(Path::new("programs/starter"))
        .unwrap()
        .program
        .unwrap();
    let read = charter::shell::facts::read(&program, facts).unwrap();
    let told = read.problems.iter().map(|problem| match &problem.primary {
        Some(Place::Row(row)) => {
            let column = row.column.clone().unwrap_or_default();
            assert!(problem.help.is_some(), "{problem:?}");
            format!("{} {} {column}", problem.name, row.row)
        }
        _ => problem.name.to_owned(),
    });
    told.collect()
}

#[test]
fn each_bad_file_is_refused_by_name_and_place_and_nothing_is_written() {
    for Case(file, bytes, problem) in [whole_files(), cells(), ids()].into_iter().flatten() {
        let shown = String::from_utf8_lossy(&bytes)
            .chars()
            .take(90)
            .collect::<String>();
        let facts = folder(file, &bytes);
        let found = problems(facts.path());
        assert!(
            found.contains(&problem.to_owned()),
            "{file} {shown:?}: {problem}, not {found:?}"
        );
        let out = facts.path().join("out");
        assert_eq!(settled(facts.path(), &out), Exit::Findings, "{shown:?}");
        assert!(!out.exists(), "{shown:?}");
    }
}

#[test]
fn a_title_that_reads_as_a_formula_is_kept_with_a_warning() {
    let facts = folder("partners.csv", b"partner,title\nacme,=1+1\n");
    // The program assumes a higher price than the sale of these files has.
    assert_eq!(
        problems(facts.path()),
        [
            "formula-in-text 2 title",
            "assumption-contradicted 2 net_amount"
        ]
    );
    let out = facts.path().join("out");
    assert_eq!(settled(facts.path(), &out), Exit::Fine);
    assert!(out.join("current/summary.md").exists());
}

/// Where the problems that no file of facts can have are shown.
const ELSEWHERE: &[&str] = &["too-many-rows", "too-many-bytes"];

/// Every name of a problem that stands in the sources of reading has a case above.
#[test]
fn every_problem_of_reading_facts_has_a_case() {
    let mut names = BTreeSet::new();
    for file in ["cell", "cell_fault", "facts", "repeats", "table_fault"] {
        let text = fs::read_to_string(format!("src/intake/{file}.rs")).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for before in [
            "=> \"",
            "Problem::error(\"",
            "Problem::error(\n                \"",
            "unknown(\"",
        ] {
            for part in code.split(before).skip(1) {
                let word = part.split('"').next().unwrap();
                let kebab = word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte == b'8');
                if kebab && word.contains('-') {
                    names.insert(word.to_owned());
                }
            }
        }
    }
    assert!(names.len() > 50, "{names:?}");
    let cases = [whole_files(), cells(), ids()].into_iter().flatten();
    for Case(_, _, problem) in cases {
        names.remove(problem.split(' ').next().unwrap());
    }
    names.remove("formula-in-text");
    let tables: String = ["cells", "limits", "shape"]
        .map(|file| fs::read_to_string(format!("tests/table/{file}.rs")).unwrap())
        .concat();
    for name in ELSEWHERE {
        assert!(tables.contains(&format!("\"{name}\"")), "{name}");
        names.remove(*name);
    }
    assert_eq!(names, BTreeSet::new());
}

/// More sales, returns, and what becomes of the last row, as `rows.csv` says it.
const ROWS: &[(&str, &str, &str)] = &[
    (
        "s1,2027-01-20,nobody,widget,1.00\n",
        "",
        "rejected,there is no partner `nobody`",
    ),
    (
        "s1,2027-01-20,acme,gadget,1.00\n",
        "",
        "rejected,the program declares no product `gadget`",
    ),
    (
        "s1,2026-12-31,acme,widget,1.00\n",
        "",
        "excluded,it happened outside the program's year",
    ),
    (
        "s1,2028-01-01,acme,widget,1.00\n",
        "",
        "excluded,it is known only after the last closed day",
    ),
    (
        "",
        "r1,2027-02-01,,s9,1.00\n",
        "rejected,no sale `s9` was known by then",
    ),
    (
        "",
        "r1,2027-02-01,,s0,100.01\n",
        "rejected,returns add up to more than was sold",
    ),
    (
        "",
        "r1,2027-01-19,,s0,1.00\n",
        "rejected,no sale `s0` was known by then",
    ),
    (
        "",
        "r1,2027-01-19,2027-01-25,s0,1.00\n",
        "rejected,\"it was returned before its sale, which happened on 2027-01-20\"",
    ),
    (
        "",
        "r1,2027-11-01,,s0,1.00\n",
        "excluded,it earns nothing itself; its sale earns less",
    ),
];

#[test]
fn each_bad_row_is_rejected_or_excluded_with_its_reason() {
    for (sales, returns, expected) in ROWS {
        let text = format!("{HEAD}{GOOD}{sales}");
        let facts = folder("sales.csv", text.as_bytes());
        if !returns.is_empty() {
            let text = format!("return_id,happened,known,sale_id,net_amount\n{returns}");
            fs::write(facts.path().join("returns.csv"), text).unwrap();
        }
        let out = facts.path().join("out");
        assert_eq!(settled(facts.path(), &out), Exit::Fine, "{sales}{returns}");
        let rows = fs::read_to_string(out.join("current/rows.csv")).unwrap();
        let last = rows.lines().last().unwrap();
        assert!(last.contains(expected), "{sales}{returns}: {last}");
        if expected.starts_with("rejected") {
            let summary = fs::read_to_string(out.join("current/summary.md")).unwrap();
            assert!(summary.contains("## Rejected rows"), "{summary}");
        }
    }
}

/// M11 and D1: the same settled twice leaves every byte as it was.
#[test]
fn the_same_settled_twice_is_the_same_to_the_byte() {
    let facts = folder("more.txt", b"");
    let out = facts.path().join("out");
    let all = || {
        let mut files = Vec::new();
        let mut pending = vec![fs::canonicalize(out.join("current")).unwrap()];
        while let Some(path) = pending.pop() {
            if path.is_dir() {
                pending.extend(
                    fs::read_dir(path)
                        .unwrap()
                        .map(|entry| entry.unwrap().path()),
                );
            } else {
                files.push((path.clone(), fs::read(path).unwrap()));
            }
        }
        files.sort();
        files
    };
    assert_eq!(settled(facts.path(), &out), Exit::Fine);
    let first = all();
    assert_eq!(settled(facts.path(), &out), Exit::Fine);
    assert_eq!(all(), first);
    let history = out.join("current/history.jsonl");
    let text = fs::read_to_string(&history).unwrap();
    fs::write(
        &history,
        text.replace("\"settlements\":1", "\"settlements\": 1"),
    )
    .unwrap();
    assert_eq!(
        settled(facts.path(), &out),
        Exit::Findings,
        "the manifest names another file"
    );
}
