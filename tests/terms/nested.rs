//! Regions that lie in others: what a set of them means, what it is written as, and whose days a region has.

use charter::base::business::BusinessDays;
use charter::base::date::Date;
use charter::base::id::RegionId;
use charter::export::canonical;
use charter::export::to_text::sources;
use charter::model::Program;
use charter::payout::Payout;
use charter::payout::test::Test;

use crate::program;

const GROUND: &str = include_str!("../language/preamble.charter");

/// A program with four regions more, and a spiff for some.
fn made(regions: &str) -> Program {
    let text = format!(
        "region DACH \"Germany, Austria and Switzerland\" {{ countries DE, AT, CH; in EMEA }}\n\
         region BERLIN \"Berlin\" {{ countries DE; in DACH; closed 2027-03-08 }}\n\
         region NORDICS \"Nordic countries\" {{ countries SE; in EMEA; weekend Sunday }}\n\
         spiff quick \"Quick reward\" {{\n\
           for {regions}\n\
           on each sale of edge_router in year\n\
           amount 100 USD per sale\n\
           pay 15 days after sale date next business day in BERLIN to the partner as cash\n\
           undo never\n\
           account marketing\n\
           tax reported by partner\n\
         }}\n"
    );
    program(&[GROUND.to_owned(), text]).expect("the program compiles")
}

fn region(program: &Program, name: &str) -> RegionId {
    let mut regions = (0..).map(RegionId).zip(&program.regions);
    let found = regions.find(|(_, region)| &*region.declared.name == name);
    found.expect("the region is declared").0
}

/// The regions that the spiff is for.
fn whom(program: &Program) -> Vec<String> {
    fn tested(payout: &Payout) -> Option<&Test> {
        match payout {
            Payout::When { test, .. } => Some(test),
            Payout::Over { payout, .. } | Payout::Undo { payout, .. } => tested(payout),
            _ => None,
        }
    }
    fn regions(test: &Test, program: &Program) -> Vec<String> {
        match test {
            Test::Region(ids) => {
                let named = ids.iter().filter_map(|id| program.region(*id));
                named.map(|it| it.declared.name.to_string()).collect()
            }
            Test::All(parts) => parts.iter().flat_map(|it| regions(it, program)).collect(),
            _ => Vec::new(),
        }
    }
    let test = tested(&program.incentives[0].payout).expect("a test on the partner");
    let mut names = regions(test, program);
    names.sort();
    names
}

#[test]
fn a_region_is_named_with_all_that_lie_in_it() {
    assert_eq!(whom(&made("EMEA")), ["BERLIN", "DACH", "EMEA", "NORDICS"]);
    assert_eq!(whom(&made("DACH")), ["BERLIN", "DACH"]);
    assert_eq!(whom(&made("NA, BERLIN")), ["BERLIN", "NA"]);
}

#[test]
fn a_region_that_lies_in_another_of_a_list_is_not_written() {
    let terms = canonical(&made("EMEA"));
    assert_eq!(terms, canonical(&made("BERLIN, EMEA, DACH")));
    let json = serde_json::from_str(&terms).expect("terms are JSON");
    let texts = sources(&json, "terms.json").expect("terms are read back");
    let mut lines = texts.iter().flat_map(|it| it.text.lines());
    let words = |line: &str| line.split_whitespace().eq(["for", "EMEA"]);
    assert!(lines.any(words), "{texts:#?}");
    assert_ne!(terms, canonical(&made("BERLIN, DACH")));
}

#[test]
fn days_that_a_region_does_not_state_are_those_of_the_nearest_that_does() {
    let program = made("EMEA");
    let days = |name: &str| program.business_days(Some(region(&program, name)));
    let open = |business: &BusinessDays, day: &str| {
        let day = Date::parse(day).expect("a date");
        business.next_open(day) == Some(day)
    };
    // 26 March 2027 is a Friday that EMEA is closed on, 8 March a Monday, 6 March a Saturday, 7 March a Sunday.
    for (name, friday, monday, saturday, sunday) in [
        ("EMEA", false, true, false, false),
        ("DACH", false, true, false, false),
        ("BERLIN", true, false, false, false),
        ("NORDICS", false, true, true, false),
    ] {
        let business = days(name);
        let found =
            ["2027-03-26", "2027-03-08", "2027-03-06", "2027-03-07"].map(|it| open(&business, it));
        assert_eq!(found, [friday, monday, saturday, sunday], "{name}");
    }
}
