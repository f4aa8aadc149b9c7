//! Settlement as a pipeline meets it: what is not paid is said where it stands, and who wrote a folder keeps it.

use std::fs;
use std::path::Path;

use crate::run::{charter, errors, files, refused};

const STARTER: &str = include_str!("../../programs/starter/starter.charter");
const SCENARIO: &str = include_str!("../../scenarios/starter/baseline.yaml");
const PARTNERS: &str = include_str!("../../programs/starter/facts/partners.csv");
const SALES: &str = include_str!("../../programs/starter/facts/sales.csv");

/// A program with its facts: these sales more, these returns.
fn folder(sales: &str, returns: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("facts")).unwrap();
    fs::write(at("a.charter"), STARTER).unwrap();
    fs::write(at("scenario.yaml"), SCENARIO).unwrap();
    fs::write(at("facts/partners.csv"), PARTNERS).unwrap();
    fs::write(at("facts/sales.csv"), format!("{SALES}{sales}")).unwrap();
    if !returns.is_empty() {
        let text = format!("return_id,happened,known,sale_id,net_amount\n{returns}");
        fs::write(at("facts/returns.csv"), text).unwrap();
    }
    folder
}

const SETTLE: &[&str] = &["settle", "a.charter", "--facts", "facts", "--out", "out"];

fn with<'a>(command: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    command.iter().chain(more).copied().collect()
}

/// The rows of `rows.csv` that begin so.
fn rows(folder: &Path, start: &str) -> Vec<String> {
    let text = fs::read_to_string(folder.join("out/current/rows.csv")).unwrap();
    let found = text.lines().filter(|line| line.starts_with(start));
    found.map(str::to_owned).collect()
}

const UNKNOWN: &str = "s6,2027-02-20,,,nobody,,,,,widget,1,1200.00,accepted\n";

#[test]
fn a_rejected_row_is_told_where_it_stands() {
    let folder = folder(UNKNOWN, "");
    let ran = charter(folder.path(), SETTLE);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for part in [
        "facts/sales.csv:7",
        "there is no partner `nobody`",
        "rejected-row",
        "column `partner`",
    ] {
        assert!(ran.err.contains(part), "{part}\n{}", ran.err);
    }
    assert!(ran.err.contains("wrote out/current"), "{}", ran.err);
}

/// Of two rows with one id both are shown, whichever is the wrong one.
#[test]
fn the_first_of_two_rows_is_shown_with_its_text() {
    let first = "s6,2027-02-20,,,acme,,,,,widget,1,1200.00,accepted\n";
    let second = first.replace("1200.00", "1300.00");
    let sales = folder(&format!("{first}{second}"), "");
    let ran = charter(sales.path(), SETTLE);
    assert_eq!(ran.code, 1, "{}", ran.err);
    for text in [first, &second] {
        assert!(ran.err.contains(text.trim_end()), "{text}\n{}", ran.err);
    }
    let twice = folder("", "");
    let row = PARTNERS.lines().nth(1).unwrap();
    let list = format!("{PARTNERS}{row}\n");
    fs::write(twice.path().join("facts/partners.csv"), &list).unwrap();
    let ran = charter(twice.path(), SETTLE);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(ran.err.matches(row).count(), 2, "{}", ran.err);
}

/// A partner reads its statement in its language: titles, sentences, numbers and the reasons of rows.
#[test]
fn statements_are_written_in_each_language_of_the_program() {
    let folder = folder("s6,2027-02-20,,,acme,,,,,widget,1,1200.00,refused\n", "");
    let program = folder.path().join("a.charter");
    let text = fs::read_to_string(&program).unwrap();
    let text = text.replace("languages en\n", "languages en, de, ja\n");
    let german = "\nlanguage de {\n  volume.title as \"Quartalsbonus\" of \"51ca8508\"\n}\n";
    fs::write(&program, text + german).unwrap();
    let ran = charter(folder.path(), SETTLE);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let statement = |tag: &str| {
        let path = format!("out/current/statements/{tag}/0001-acme.md");
        fs::read_to_string(folder.path().join(path)).unwrap()
    };
    let told = [
        (
            "en",
            [
                "## What is paid",
                "4,000.00 USD",
                "the sale was not accepted",
                "Quarterly rebate, award",
            ],
        ),
        (
            "de",
            [
                "## Was ausgezahlt wird",
                "4.000,00 USD",
                "der Verkauf wurde nicht anerkannt",
                "Quartalsbonus, Prämie",
            ],
        ),
        (
            "ja",
            [
                "## 支払内容",
                "4,000.00 USD",
                "販売が承認されていません",
                "Quarterly rebate、特典",
            ],
        ),
    ];
    for (tag, parts) in told {
        let text = statement(tag);
        for part in parts {
            assert!(text.contains(part), "{tag}: {part}\n{text}");
        }
        assert!(!text.contains('«'), "{text}");
    }
}

/// The cell is shown, and the name that was most likely meant.
#[test]
fn a_misspelt_name_of_a_rejected_row_has_its_cell_and_a_hint() {
    let rows = "s6,2027-02-20,,,akme,,,,,widget,1,1200.00,accepted\n\
                s7,2027-02-20,,,acme,,,,,wigdet,1,1200.00,accepted\n";
    let folder = folder(rows, "");
    let ran = charter(folder.path(), &with(SETTLE, &["--format", "json"]));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let found: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let told: Vec<String> = found["problems"]
        .as_array()
        .unwrap_or_else(|| panic!("{found}"))
        .iter()
        .map(|each| {
            format!(
                "{}:{}-{} {}",
                each["line"], each["column"], each["end_column"], each["help"]
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "7:17-21 \"did you mean `acme`?\"",
            "8:26-32 \"did you mean `widget`?\"",
        ]
    );
}

#[test]
fn a_file_of_utf_16_and_one_without_a_heading_are_said_once() {
    let folder = folder("", "");
    let sales = folder.path().join("facts/sales.csv");
    let wide: Vec<u8> = "sale_id,happened\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    fs::write(&sales, [&[0xff, 0xfe], wide.as_slice()].concat()).unwrap();
    let ran = refused(folder.path(), SETTLE);
    for part in ["UTF-16", "CSV UTF-8 (comma delimited)", "1 error"] {
        assert!(ran.err.contains(part), "{part}\n{}", ran.err);
    }
    let (_, values) = SALES.split_once('\n').unwrap();
    fs::write(&sales, values).unwrap();
    let ran = refused(folder.path(), SETTLE);
    for part in ["there is no heading", "sale_id,happened,", "1 error"] {
        assert!(ran.err.contains(part), "{part}\n{}", ran.err);
    }
}

/// A file that was cut off after its heading looks like a quarter without a sale.
#[test]
fn facts_that_hold_no_fact_are_told() {
    let folder = folder("", "");
    let heading = SALES.lines().next().unwrap().to_owned() + "\n";
    fs::write(folder.path().join("facts/sales.csv"), heading).unwrap();
    let ran = charter(folder.path(), SETTLE);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("no-facts"), "{}", ran.err);
    let early = with(SETTLE, &["--until", "2020-01-01"]);
    let ran = charter(folder.path(), &early);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("begins on 2027-01-01"), "{}", ran.err);
}

#[test]
fn a_pipeline_can_deny_rejected_rows() {
    let folder = folder(UNKNOWN, "");
    let deny = with(SETTLE, &["--deny", "rejected", "--format", "json"]);
    let ran = refused(folder.path(), &deny);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(errors(&ran), ["rejected-row 7:17"]);
    fs::write(folder.path().join("facts/sales.csv"), SALES).unwrap();
    let ran = charter(folder.path(), &deny);
    assert_eq!((ran.code, errors(&ran).len()), (0, 0), "{}", ran.err);
}

#[test]
fn a_flood_of_rejected_rows_is_counted() {
    let many: Vec<String> = (0..1_500)
        .map(|at| format!("x{at},2027-02-20,,,nobody,,,,,widget,1,1.00,accepted\n"))
        .collect();
    let folder = folder(&many.concat(), "");
    let ran = charter(folder.path(), SETTLE);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.len() < 40_000, "{} bytes", ran.err.len());
    assert!(ran.err.contains("1500 rows rejected"), "{}", ran.err);
}

/// 2027-01-20 is the day of the sale and 2027-04-20 the ninetieth after it.
#[test]
fn a_return_says_why_nothing_is_taken_back() {
    for (row, expected) in [
        (
            "r1,2027-01-19,2027-01-25,s1,10000.00\n",
            "return,r1,,rejected,\"it was returned before its sale, which happened on 2027-01-20\",",
        ),
        (
            "r1,2027-01-20,2027-01-21,s1,10000.00\n",
            "return,r1,,excluded,it earns nothing itself; its sale earns less,",
        ),
        (
            "r1,2027-04-20,2027-04-20,s1,10000.00\n",
            "return,r1,,excluded,it earns nothing itself; its sale earns less,",
        ),
        (
            "r1,2027-04-21,2027-04-21,s1,10000.00\n",
            "return,r1,,excluded,it came too late; `not_for` says for which incentives,\"volume: returned 91 days after the sale; it takes back within 90 days, up to 2027-04-20\"",
        ),
    ] {
        let folder = folder("", row);
        let ran = charter(folder.path(), SETTLE);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert_eq!(rows(folder.path(), "return"), [expected]);
    }
}

/// What a settlement posted is never lost: no other command writes into its folder.
#[test]
fn a_folder_of_statements_is_its_own() {
    let folder = folder("", "");
    let path = folder.path();
    assert_eq!(charter(path, SETTLE).code, 0);
    let before = files(&path.join("out"));
    for other in [
        &["render", "a.charter", "--out", "out"][..],
        &[
            "simulate",
            "a.charter",
            "--scenario",
            "scenario.yaml",
            "--out",
            "out",
        ],
        &[
            "simulate",
            "a.charter",
            "--scenario",
            "scenario.yaml",
            "--write-facts",
            "out",
        ],
    ] {
        let ran = refused(path, other);
        assert_eq!(ran.code, 1, "{other:?}\n{}", ran.err);
        assert!(ran.err.contains("output-of-another-command"), "{}", ran.err);
        assert!(ran.err.contains("history of what was paid"), "{}", ran.err);
        assert!(ran.out.is_empty(), "{}", ran.out);
    }
    let again = charter(path, SETTLE);
    assert!(again.err.contains("0 new entries"), "{}", again.err);
    assert_eq!(files(&path.join("out")), before);
}

/// A rejected row is not settled: mended, it earns on the first open day; taken out, nothing is missing.
/// 50,000 USD more in the quarter are 150,000 to 200,000 USD, at 4%: 2,000 USD.
#[test]
fn a_rejected_row_can_be_mended_or_taken_out() {
    let bad = "s6,2027-02-20,,,nobody,,,,,widget,40,50000.00,accepted\n";
    let folder = folder(bad, "");
    let path = folder.path();
    assert_eq!(charter(path, SETTLE).code, 0);
    let before = files(&path.join("out"));
    assert_eq!(charter(path, SETTLE).code, 0);
    assert_eq!(files(&path.join("out")), before);
    fs::write(path.join("facts/sales.csv"), SALES).unwrap();
    let ran = charter(path, SETTLE);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("0 new entries"), "{}", ran.err);
    let good = format!("{SALES}{}", bad.replace("nobody", "acme"));
    fs::write(path.join("facts/sales.csv"), good).unwrap();
    let ran = charter(path, SETTLE);
    assert!(ran.err.contains("1 new entry"), "{}", ran.err);
    assert!(
        ran.out.contains("| Q1 2028 | 0.00 USD | 2,000.00 USD |"),
        "{}",
        ran.out
    );
}

/// One award on two accounts: 4% of 50,000 and 2% of 100,000 are 4,000.00, of which 40% are 1,600.00. Of 246.91 the parts
/// are 98.764 and 148.146: the cent that is left goes to the larger remainder.
#[test]
fn an_award_is_borne_by_two_accounts() {
    let folder = folder("", "");
    let shared = STARTER.replace(
        "account contra revenue",
        "account contra revenue and marketing 40%",
    );
    fs::write(folder.path().join("a.charter"), &shared).unwrap();
    let borne = |folder: &Path| -> Vec<String> {
        let text = fs::read_to_string(folder.join("out/current/ledger.csv")).unwrap();
        let rows = text.lines().map(|row| {
            let cells: Vec<&str> = row.split(',').collect();
            format!("{} {} {}", cells[2], cells[3], cells[4])
        });
        let costs = rows.filter(|row| row.starts_with("contra") || row.starts_with("marketing"));
        costs.collect()
    };
    let ran = charter(folder.path(), SETTLE);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let mut found = borne(folder.path());
    found.sort();
    assert_eq!(
        found,
        [
            "contra revenue acme 2400.00",
            "contra revenue brook 148.15",
            "marketing acme 1600.00",
            "marketing brook 98.76",
        ]
    );
    // The plain form books all of it on one.
    fs::write(folder.path().join("a.charter"), STARTER).unwrap();
    fs::remove_dir_all(folder.path().join("out")).unwrap();
    assert_eq!(charter(folder.path(), SETTLE).code, 0);
    let mut plain = borne(folder.path());
    plain.sort();
    let whole = ["contra revenue acme 4000.00", "contra revenue brook 246.91"];
    assert_eq!(plain, whole);
}

const REGISTERED: &str = r#"
registration deals "Deals" {
  decide   within 2 business days silence approves in US
  protect  90 days
  conflict first registered wins
}
bonus runner_up "Registered second" {
  on      each deal with a sale on a registered deal in year
  amount  1% per deal of the sale
  split   to the second registrant
  cap     500 USD per partner per year crossing paid to the limit
  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    when returned within 90 days of sale date at the rate first paid from next payout
  account contra revenue
  tax     reported by partner
}
"#;

/// Brook asked for a deal that acme sold: it reads why it is paid, and nothing of what acme sold to whom for how much.
#[test]
fn who_is_paid_for_the_sale_of_a_rival_reads_its_own_registration() {
    let sold = "s9,2027-02-20,,,acme,d1,,globex,,widget,50,54321.00,accepted\n";
    let heading = "sale_id,happened,known,accepted,partner,deal_id,order_id,customer_id,seller,product,units,net_amount,status\n";
    let folder = folder("", "");
    let at = |name: &str| folder.path().join(name);
    fs::write(at("a.charter"), format!("{STARTER}{REGISTERED}")).unwrap();
    fs::write(at("facts/sales.csv"), format!("{heading}{sold}")).unwrap();
    let registrations = "registration_id,happened,partner,deal_id,decision\n\
        r1,2027-02-01,acme,d1,approved\nr2,2027-02-08,brook,d1,approved\n";
    fs::write(at("facts/registrations.csv"), registrations).unwrap();
    let ran = charter(folder.path(), SETTLE);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let why = [
        "why",
        "brook",
        "a.charter",
        "--facts",
        "facts",
        "--of",
        "runner_up",
    ];
    let asked = charter(folder.path(), &why);
    let statement = at("out/current/statements/en/0002-brook.md");
    for text in [fs::read_to_string(statement).unwrap(), asked.out] {
        for line in [
            "- reduced from 543.21 USD to 500 USD by the limit: 500.00 USD",
            "  - for registering deal d1 too, which another partner had (r2): 543.21 USD",
            "- of this, for s9 (a sale of another partner): 500.00 USD",
        ] {
            assert!(text.lines().any(|each| each == line), "{line}\n{text}");
        }
        for hidden in ["54,321", "globex", "Widget", "acme"] {
            assert!(!text.contains(hidden), "{hidden}\n{text}");
        }
    }
    let seller = fs::read_to_string(at("out/current/statements/en/0001-acme.md")).unwrap();
    assert!(
        seller.contains("54,321.00 USD") && !seller.contains("brook"),
        "{seller}"
    );
}

/// 50% of 6,400 are below the 10,000 that an event is paid at most. Dates, names of standings and what a claim is called are
/// those of the language.
#[test]
fn a_statement_says_the_most_that_is_paid_and_speaks_one_language() {
    let folder = tempfile::tempdir().unwrap();
    let halden = concat!(env!("CARGO_MANIFEST_DIR"), "/programs/halden");
    let facts = format!("{halden}/facts");
    let settle = ["settle", halden, "--facts", &facts, "--out", "out"];
    let ran = charter(folder.path(), &settle);
    assert_ne!(ran.code, 2, "{}", ran.err);
    let page = |language: &str| {
        let path = format!("out/current/statements/{language}/0001-acme.md");
        fs::read_to_string(folder.path().join(path)).unwrap()
    };
    let expected = [
        ("en", "  - the most that is paid: 10,000.00 USD\n"),
        (
            "en",
            "| 2027-07-06 | Market development fund, reimbursement | claim m01 | 3,200.00 USD |\n",
        ),
        ("de", "  - die Obergrenze: 10.000,00 USD\n"),
        (
            "de",
            "| 06.07.2027 | Marketingfonds, Erstattung | Antrag m01 | 3.200,00 USD |\n",
        ),
        ("de", "Gehalten am 31.01.2028: Silber.\n"),
        (
            "ja",
            "| 2027-07-06 | マーケティング開発資金、払い戻し | 請求 m01 | 3,200.00 USD |\n",
        ),
    ];
    for (language, line) in expected {
        let text = page(language);
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!page("ja").contains(", "), "{}", page("ja"));
}
