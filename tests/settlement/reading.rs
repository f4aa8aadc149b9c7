//! Folders of facts: what is read, what is refused, and where.

use charter::base::date::Date;
use charter::base::id::{RegionId, TierId};
use charter::fact::Fact;
use charter::fact::{FIELDS_OF_SALE, FactKind, Value, type_of};
use charter::intake::facts::{PartnerRecord, read_facts, read_partners};
use charter::intake::findings::Findings;
use charter::intake::record::Limits;

use crate::world::*;

fn facts(kind: FactKind, text: &str) -> (Vec<Fact>, Vec<String>) {
    let program = program(Vec::new());
    let mut findings = Findings::default();
    let file = format!("{}.csv", type_of(kind).file);
    let facts = read_facts(
        &program,
        type_of(kind),
        &file,
        text.as_bytes(),
        Limits::STANDARD,
        &mut findings,
    );
    (facts.unwrap(), names(findings))
}

fn partners(text: &str) -> (Vec<PartnerRecord>, Vec<String>) {
    let program = program(Vec::new());
    let mut findings = Findings::default();
    let read = read_partners(
        &program,
        "partners.csv",
        text.as_bytes(),
        Limits::STANDARD,
        &mut findings,
    );
    (read.unwrap(), names(findings))
}

/// Problems as `name row column`.
fn names(findings: Findings) -> Vec<String> {
    let problems = findings.into_problems().into_iter();
    let told = problems.map(|problem| match problem.primary {
        Some(charter::diagnostic::place::Place::Row(row)) => {
            format!(
                "{} {} {}",
                problem.name,
                row.row,
                row.column.unwrap_or_default()
            )
        }
        _ => problem.name.to_owned(),
    });
    told.collect()
}

#[test]
fn a_sale_is_read_by_its_headings_in_any_order() {
    let text = "net_amount,product,sale_id,partner,happened,accepted,claim,units\n\
                1234.50,router,s1,acme,2027-02-10,2027-02-11,k7,3\n";
    let (facts, problems) = facts(FactKind::Sale, text);
    assert_eq!(problems, [] as [String; 0]);
    let [fact] = facts.as_slice() else {
        panic!("{facts:?}");
    };
    assert_eq!(fact.id, "s1");
    assert_eq!(fact.partner, "acme");
    assert_eq!(fact.claim, "k7");
    assert_eq!(fact.known, Date::parse("2027-02-10").unwrap());
    assert_eq!(fact.accepted, Date::parse("2027-02-11").unwrap());
    assert_eq!(
        *fact.value(FIELDS_OF_SALE.net_amount),
        Value::Amount(123_450)
    );
    assert_eq!(*fact.value(FIELDS_OF_SALE.units), Value::Count(3));
    assert_eq!(*fact.value(FIELDS_OF_SALE.seller), Value::Absent);
}

#[test]
fn every_cell_that_is_wrong_is_told_and_its_row_left_out() {
    let text = "sale_id,partner,happened,product,net_amount,status,units\n\
                s1,acme,2027-02-30,router,1.00,accepted,\n\
                s2,acme,2027-02-10,router,1.001,accepted,\n\
                s3,acme,2027-02-10,router,,accepted,\n\
                s4,acme,2027-02-10,router,1.00,acepted,\n\
                s5,,2027-02-10,router,1.00,accepted,1.5\n\
                s6,acme,2027-02-10,router,1.00,,\n";
    let (facts, problems) = facts(FactKind::Sale, text);
    assert_eq!(
        problems,
        [
            "no-such-day 2 happened",
            "too-many-decimals 3 net_amount",
            "empty-cell 4 net_amount",
            "unknown-word 5 status",
            "empty-cell 6 partner",
            "not-whole 6 units",
        ]
    );
    assert_eq!(facts.len(), 1);
    assert_eq!(facts[0].id, "s6");
}

#[test]
fn a_column_that_is_needed_or_unknown_refuses_the_file() {
    let text = "sale_id,partner,happened,net_amount\ns1,acme,2027-02-10,1.00\n";
    assert_eq!(facts(FactKind::Sale, text).1, ["missing-column 1 "]);
    let text = "return_id,sale_id,happened,net_amount,partner,reason\nr1,s1,2027-02-10,1.00,,x\n";
    assert_eq!(facts(FactKind::Return, text).1, ["unknown-column 1 reason"]);
}

#[test]
fn partners_name_what_the_program_declares() {
    let text = "partner,title,region,type,tier,since,joined\n\
                acme,Acme & Sons,NA,reseller,gold,2027-02-01,2020-01-01\n\
                bert,,,,,,\n\
                cleo,,NAA,reseller,gold,,\n\
                dora,,,,gold,,\n\
                acme,,,,,,\n";
    let (partners, problems) = partners(text);
    assert_eq!(
        problems,
        [
            "unknown-name 4 region",
            "half-a-standing 5 since",
            "repeated-partner 6 partner",
        ]
    );
    assert_eq!(partners.len(), 2);
    assert_eq!(partners[0].region, Some(RegionId(0)));
    assert_eq!(
        partners[0].standing,
        Some((TierId(1), Date::parse("2027-02-01").unwrap()))
    );
    assert_eq!(partners[1].standing, None);
}
