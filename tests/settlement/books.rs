//! The books: every entry balanced, every row accounted for, what is owed rolled forward.

use std::collections::BTreeMap;

use charter::base::name::Name;
use charter::base::period::Cycle;
use charter::fact::{FIELDS_OF_SALE, Fact};
use charter::model::Program;
use charter::payout::measure::{Figure, Window};
use charter::payout::{Account, Payout, UndoMethod};
use charter::render::settlement::reason::excluded;
use charter::render::speaker::Speaker;
use charter::render::words::Language;
use charter::settle::entry::Entry;
use charter::settle::history::History;
use charter::settle::ledger::words;
use charter::settle::outcome::{Exclusion, Outcome};
use charter::settle::{Settlement, settle};

use crate::world::*;

fn facts() -> Vec<Fact> {
    let mut refused = sale("s4", "acme", "2027-03-03", 10);
    refused.values[usize::from(FIELDS_OF_SALE.status.0)] = text("refused");
    vec![
        sale("s1", "acme", "2027-03-01", 1_000),
        sale("s2", "bert", "2027-03-02", 333),
        sale("s3", "acme", "2026-03-02", 5),
        refused,
        sale("s5", "acme", "2027-08-10", 7),
        give_back("r1", "s2", "2027-05-20", 100),
        sale("s6", "nobody", "2027-03-03", 10),
        known(sale("s7", "acme", "2027-08-10", 9), "2027-12-10"),
    ]
}

/// A rebate of 1% a quarter, and 5% of each sale of 100 and more, taken back when it is returned.
fn program() -> Program {
    let rebate = each_quarter(Payout::Share {
        rate: percent("1"),
        of: bookings(Window::In(Cycle::Quarter)),
    });
    let share = Payout::Share {
        rate: percent("5"),
        of: own_amount(),
    };
    let only_large = Payout::When {
        test: at_least(Figure::Reading(own_amount()), dollars(100)),
        then: Box::new(share),
    };
    let payout = undo(UndoMethod::AtTheRateFirstPaid, None, each_sale(only_large));
    let mut spiff = incentive("spiff", payout);
    spiff.payment.account = Account::Marketing;
    crate::world::program(vec![incentive("rebate", rebate), spiff])
}

fn settled(until: &str, history: Option<&History>) -> Settlement {
    let accounts = ["acme", "bert"].map(|name| charter::settle::Account {
        name: Name::new(name),
        title: Name::new(name),
        region: None,
        sort: None,
        standing: None,
        joined: None,
    });
    settle(&program(), &accounts, &facts(), date(until), history).unwrap()
}

#[test]
fn every_entry_balances_and_so_does_the_whole() {
    let settled = settled("2027-10-31", None);
    let mut entries: BTreeMap<&str, i128> = BTreeMap::new();
    let mut accounts: BTreeMap<&str, i128> = BTreeMap::new();
    for line in &settled.ledger {
        *entries.entry(&line.entry).or_default() += line.amount.minor;
        *accounts.entry(words(line.account)).or_default() += line.amount.minor;
    }
    assert_eq!(entries.len(), settled.entries.len());
    assert!(entries.values().all(|sum| *sum == 0), "{entries:?}");
    // Rebates: 10.00, 3.33, 0.07. Spiffs: 50.00, 16.65, less 100/333 of it: 5.00.
    let expected = [
        ("contra revenue", 13_40),
        ("marketing", 61_65),
        ("partner payable", -75_05),
    ];
    assert_eq!(accounts, BTreeMap::from(expected));
    let payable = settled.statements.iter().filter_map(|each| each.payable);
    assert_eq!(payable.map(|money| money.minor).sum::<i128>(), 75_05);
}

#[test]
fn what_is_owed_in_the_end_is_nothing() {
    let rolls = settled("2027-10-31", None).rolls;
    assert!(rolls.len() > 2, "{rolls:?}");
    let mut owed = 0;
    for roll in &rolls {
        assert_eq!(roll.opening.minor, owed, "{}", roll.quarter);
        owed += roll.booked.minor - roll.due.minor;
        assert_eq!(roll.closing.minor, owed, "{}", roll.quarter);
    }
    // The last quarter is the last in which something is due.
    assert_eq!(owed, 0);
    let booked = rolls.iter().map(|roll| roll.booked.minor);
    assert_eq!(booked.sum::<i128>(), 75_05);
}

#[test]
fn rows_in_are_rows_accounted_for() {
    let settled = settled("2027-09-30", None);
    let told: Vec<_> = settled
        .rows
        .iter()
        .map(|row| {
            let outcome = match &row.outcome {
                Outcome::Paid(by) => by.join("+"),
                Outcome::Excluded(exclusion) => format!("{exclusion:?}"),
                Outcome::Rejected(reason) => format!("{reason:?}"),
            };
            format!("{} {outcome}", row.id)
        })
        .collect();
    assert_eq!(told.len(), facts().len());
    assert_eq!(
        told,
        [
            "s1 rebate+spiff",
            "s2 rebate+spiff",
            "s3 OutsideTheYear",
            "s4 NotAccepted",
            "s5 SoFar([IncentiveId(0)])",
            "r1 Lessens",
            "s6 UnknownPartner(\"nobody\")",
            "s7 KnownLater",
        ]
    );
    let program = program();
    let speaker = Speaker {
        program: &program,
        language: Language::En,
    };
    let words = |why| excluded(speaker, &why);
    assert_ne!(words(Exclusion::NothingPays), words(Exclusion::NoTier));
}

#[test]
fn a_second_settlement_adds_only_what_is_new() {
    let whole = settled("2027-10-31", None);
    let first = settled("2027-06-01", None);
    let history = History::after(None, &program(), "one", &facts(), &first);
    let second = settled("2027-10-31", Some(&history));
    let ids = |entries: &[Entry]| -> Vec<String> {
        entries.iter().map(|entry| entry.id.clone()).collect()
    };
    let both = [ids(&first.entries), ids(&second.entries)].concat();
    assert_eq!(both, ids(&whole.entries));
    assert_eq!(ids(&second.earlier), ids(&first.entries));
    let history = History::after(Some(&history), &program(), "one", &facts(), &second);
    assert_eq!(
        ids(&settled("2027-10-31", Some(&history)).entries),
        [] as [String; 0]
    );
}
