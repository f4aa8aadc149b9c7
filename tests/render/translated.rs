//! Documents in another language speak it: no text of the program stands in them that has another translation.

use std::collections::BTreeSet;

use charter::base::id::TierId;
use charter::model::Program;
use charter::model::text::{Address, texts};
use charter::render::words::Language;
use charter::render::{Page, Stamp, calendar, guide, policy, portal};

use crate::program;

fn stamp() -> Stamp {
    Stamp {
        program_sha256: "00".repeat(32),
    }
}

fn pages(program: &Program, language: Language) -> Vec<Page> {
    let stamp = stamp();
    let mut pages = policy::pages(program, language, &stamp).unwrap();
    pages.extend(calendar::program::pages(program, language, &stamp).unwrap());
    for tier in 0..u16::try_from(program.tiers.len()).unwrap() {
        pages.extend(guide::pages(program, TierId(tier), language, &stamp).unwrap());
    }
    pages
}

/// A page as its words: marks and folded lines taken out.
fn words(page: &Page) -> String {
    let text = String::from_utf8(page.bytes.clone()).unwrap();
    let text = text
        .replace("\r\n ", "")
        .replace("\\,", ",")
        .replace("\\;", ";");
    let body = text.split("<body").last().unwrap().to_owned();
    body.replace("&#x27;", "'").replace("&amp;", "&")
}

#[test]
fn no_source_is_left_in_another_language() {
    let program = program::halden();
    for language in [Language::De, Language::Ja] {
        let entries = &program.translations[language.tag()];
        let pages: Vec<(String, String)> = pages(&program, language)
            .iter()
            .map(|page| (page.name.clone(), words(page)))
            .collect();
        let mut looked_for = 0;
        for text in texts(&program.declarations)
            .iter()
            .filter(|it| it.is_missed)
        {
            let entry = &entries[&text.address];
            // One word may stand inside another, such as `Gold` in `Goldpartner`.
            if entry.text == *text.source || !text.source.contains(' ') {
                continue;
            }
            looked_for += 1;
            for (name, page) in &pages {
                assert!(
                    !page.contains(&**text.source),
                    "{}/{name}: {}",
                    language.tag(),
                    text.address
                );
            }
        }
        assert!(looked_for > 90, "{looked_for}");
    }
}

#[test]
fn an_entry_of_a_calendar_is_the_same_in_every_language() {
    let program = program::halden();
    let identities = |language| {
        let pages = calendar::program::pages(&program, language, &stamp()).unwrap();
        let file = pages.iter().find(|page| page.name == "calendar.ics");
        let text = String::from_utf8(file.unwrap().bytes.clone()).unwrap();
        let lines = text.lines().filter(|line| line.starts_with("UID:"));
        lines.map(str::to_owned).collect::<BTreeSet<String>>()
    };
    let english = identities(Language::En);
    assert!(english.len() > 40, "{}", english.len());
    assert_eq!(identities(Language::De), english);
    assert_eq!(identities(Language::Ja), english);
}

#[test]
fn the_language_that_prevails_is_printed_and_nothing_is_excused() {
    let program = program::halden();
    for (language, prevails) in [(Language::De, "Englisch"), (Language::Ja, "英語")] {
        for page in pages(&program, language) {
            let text = String::from_utf8(page.bytes.clone()).unwrap();
            if page.name.ends_with(".html") {
                assert!(text.contains(prevails), "{}", page.name);
            }
            assert!(
                !text.contains(&language.text("frame.own_texts")),
                "{}",
                page.name
            );
        }
    }
}

#[test]
fn what_has_no_translation_is_excused_and_stays_in_the_first_language() {
    let network = program::network();
    let page = &policy::pages(&network, Language::De, &stamp()).unwrap()[0];
    let text = String::from_utf8(page.bytes.clone()).unwrap();
    assert!(text.contains(&Language::De.text("frame.own_texts")));
    assert!(text.contains(&*network.declared.title));
}

#[test]
fn the_portal_file_has_the_texts_of_every_language() {
    let program = program::halden();
    let rules = portal::generic::rules(&program);
    let title = &rules["translations"]["de"]["volume.title"];
    let address = Address::Named("volume.title".into());
    assert_eq!(title, &*program.translations["de"][&address].text);
    let row = &rules["translations"]["ja"]["\"Program kickoff\""];
    assert_eq!(row, "プログラム開始");
}

/// The page says that a document named earlier counts before a later one.
#[test]
fn of_two_documents_the_first_counts() {
    let mut program = program::halden().clone();
    program.precedence = vec!["agreement", "policy", "portal"];
    let said = [
        (
            Language::En,
            "counts: the partner agreement, then the policy, then the partner portal.",
        ),
        (
            Language::De,
            "genannte: der Partnervertrag, dann die Richtlinie, dann das Partnerportal.",
        ),
        (
            Language::Ja,
            "優先します：パートナー契約、次にポリシー、次にパートナーポータル。",
        ),
    ];
    for (language, sentence) in said {
        let pages = pages(&program, language);
        let calendar = pages
            .iter()
            .find(|page| page.name.ends_with(".ics"))
            .unwrap();
        let calendar = String::from_utf8(calendar.bytes.clone()).unwrap();
        // Lines are folded, and commas escaped.
        let calendar = calendar.replace("\r\n ", "").replace('\\', "");
        assert!(calendar.contains(sentence), "{calendar}");
        let pages = pages.iter().filter(|page| page.name.ends_with(".html"));
        let mut read = 0;
        for page in pages {
            assert!(words(page).contains(sentence), "{}", page.name);
            read += 1;
        }
        assert!(read > 2, "{read} pages");
    }
}
