//! How whole pages of the starter look, for review when a change moves them. Appearance only: every
//! amount on them is checked elsewhere. The style sheet is left out.

use charter::base::id::TierId;
use charter::fact::{FactKind, type_of};
use charter::intake::facts::{read_facts, read_partners};
use charter::intake::findings::Findings;
use charter::intake::record::Limits;
use charter::render::words::Language;
use charter::render::{Page, Stamp, calendar, guide, policy, settlement};
use charter::settle::{Account, settle};

use crate::program;

fn stamp() -> Stamp {
    Stamp {
        program_sha256: "0f".repeat(32),
    }
}

/// What stands between the tags of the body, a line for each line of the page that is not empty.
fn body(page: &Page) -> String {
    let text = String::from_utf8(page.bytes.clone()).unwrap();
    let (_, body) = text.split_once("<body>").unwrap();
    let lines = body.lines().filter(|line| !line.trim().is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn policy() {
    let program = program::starter();
    let pages = policy::pages(&program, Language::En, &stamp()).unwrap();
    insta::assert_snapshot!(body(&pages[0]));
}

#[test]
fn guides() {
    let program = program::starter();
    for language in Language::ALL {
        let pages = guide::pages(&program, TierId(0), language, &stamp()).unwrap();
        insta::assert_snapshot!(format!("guide_{}", language.tag()), body(&pages[0]));
    }
}

#[test]
fn calendar() {
    let program = program::starter();
    let pages = calendar::program::pages(&program, Language::En, &stamp()).unwrap();
    insta::assert_snapshot!("calendar_page", body(&pages[0]));
    let file = String::from_utf8(pages[1].bytes.clone()).unwrap();
    insta::assert_snapshot!("calendar_file", file.replace("\r\n", "\n"));
}

#[test]
fn statement() {
    let program = program::starter();
    let mut findings = Findings::default();
    let partners = include_str!("../../programs/starter/facts/partners.csv").as_bytes();
    let limits = Limits::STANDARD;
    let partners = read_partners(&program, "partners.csv", partners, limits, &mut findings);
    let accounts: Vec<Account> = partners
        .unwrap()
        .into_iter()
        .map(|partner| Account {
            title: partner.title.unwrap_or_else(|| partner.name.clone()),
            name: partner.name,
            region: partner.region,
            sort: partner.sort,
            standing: partner.standing,
            joined: partner.joined,
        })
        .collect();
    let sales = include_str!("../../programs/starter/facts/sales.csv").as_bytes();
    let sort = type_of(FactKind::Sale);
    let facts = read_facts(&program, sort, "sales.csv", sales, limits, &mut findings).unwrap();
    let until = program.fiscal.end();
    let settled = settle(&program, &accounts, &facts, until, None).unwrap();
    let pages = settlement::pages(&program, "0", &settled, &facts).unwrap();
    let first = pages
        .iter()
        .find(|page| page.name.starts_with("statements/"));
    insta::assert_snapshot!(String::from_utf8(first.unwrap().bytes.clone()).unwrap());
}
