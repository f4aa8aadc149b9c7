//! Documents of whole programs: what they say comes from the program, and what is internal stays
//! out.

use charter::model::Program;
use charter::model::calendar::Sort;
use charter::render::words::Language;
use charter::render::{Page, Stamp, calendar};

use crate::markup::{self, Element};
use crate::{kept, program};

fn stamp() -> Stamp {
    Stamp {
        program_sha256: "0f".repeat(32),
    }
}

fn text(page: &Page) -> String {
    String::from_utf8(page.bytes.clone()).unwrap()
}

fn pages(program: &Program, language: Language) -> Vec<Page> {
    calendar::program::pages(program, language, &stamp()).unwrap()
}

#[test]
fn a_calendar_shows_every_entry_in_its_month_and_its_file_holds_the_same() {
    let program = program::network();
    let [page, file] = &pages(&program, Language::En)[..] else {
        panic!("a page and a file");
    };
    kept(&Page {
        name: "network-calendar.html".to_owned(),
        ..page.clone()
    });
    let root = markup::read(&text(page)).unwrap();
    let months: Vec<&Element> = root
        .all()
        .filter(|element| element.name == "section")
        .collect();
    assert_eq!(months.len(), 12);
    let april = months
        .iter()
        .find(|month| month.text().contains("April 2027"))
        .unwrap();
    // The second Tuesday of the quarter that begins in February is 9 February.
    let february = months
        .iter()
        .find(|month| month.text().contains("February 2027"))
        .unwrap();
    for part in [
        "9 February",
        "Quarterly review",
        "8 February to 5 March 2027",
    ] {
        assert!(february.text().contains(part), "{part}");
    }
    assert!(april.text().contains("since 15 March"));
    let spans: usize = program
        .calendar
        .entries
        .iter()
        .map(|entry| entry.days.len())
        .sum();
    assert_eq!(text(file).matches("BEGIN:VEVENT").count(), spans);
    assert!(text(file).contains("DTSTAMP:20261015T000000Z"));
}

#[test]
fn an_internal_entry_is_in_no_calendar() {
    let mut program = program::network();
    let secret = program
        .calendar
        .entries
        .iter_mut()
        .find(|entry| entry.sort == Sort::Promotion)
        .unwrap();
    secret.declared.internal = true;
    for page in pages(&program, Language::De) {
        assert!(!text(&page).contains("Cloud launch push"), "{}", page.name);
        assert!(text(&page).contains("Quarterly review"), "{}", page.name);
    }
}

#[test]
fn every_channel_has_a_word_in_every_language() {
    for language in Language::ALL {
        for channel in charter::kind::calendar::CHANNELS {
            assert!(
                language.find(&format!("channel.{channel}")).is_some(),
                "{channel}"
            );
        }
    }
}
