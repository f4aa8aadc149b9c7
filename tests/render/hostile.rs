//! Names and titles that mean something to HTML, Markdown, templates or calendars are shown as they are
//! written, in every document and statement.

use charter::base::id::TierId;
use charter::base::name::Name;
use charter::fact::Fact;
use charter::model::Program;
use charter::render::words::Language;
use charter::render::{Page, Stamp, calendar, guide, policy, settlement};
use charter::settle::{Account, settle};

use crate::{markup, program};

/// What is written, and what a reader must see of it.
const NAMES: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</style></title></svg>",
    "{{ 7*7 }}{% raw %}",
    "{{constructor.constructor('x')()}}",
    "[x](javascript:alert(1))",
    "![x](https://example.com/x.png)",
    "# Heading",
    "1. First",
    "- item",
    "<b>bold</b> **bold** _it_ `code`",
    "a | b | c",
    "Offers; with, all \\ marks",
    "&lt;already&gt; &amp; escaped",
    "http://example.com www.example.com",
    "شركة الشمال",
    "株式会社 北海",
    "#read(\"/etc/passwd\")",
];

fn text(page: &Page) -> String {
    String::from_utf8(page.bytes.clone()).unwrap()
}

/// The program with this title on everything that documents name.
fn titled(title: &str) -> Program {
    let mut program = program::network();
    let own = Name::new(title);
    program.declared.title = own.clone();
    program
        .tiers
        .iter_mut()
        .for_each(|it| it.declared.title = own.clone());
    program.incentives.iter_mut().for_each(|it| {
        it.declared.title = own.clone();
        it.declared.tell = None;
    });
    program
        .regions
        .iter_mut()
        .for_each(|it| it.declared.title = own.clone());
    program
        .products
        .iter_mut()
        .for_each(|it| it.declared.title = own.clone());
    program
        .measures
        .iter_mut()
        .for_each(|it| it.declared.title = own.clone());
    program
        .calendar
        .entries
        .iter_mut()
        .for_each(|it| it.declared.title = own.clone());
    program
        .words
        .roles
        .iter_mut()
        .for_each(|it| it.declared.title = own.clone());
    program
        .examples
        .iter_mut()
        .for_each(|it| it.declared.title = own.clone());
    program
}

fn pages(program: &Program) -> Vec<Page> {
    let stamp = Stamp {
        program_sha256: "0f".repeat(32),
    };
    let mut pages = policy::pages(program, Language::En, &stamp).unwrap();
    pages.extend(guide::pages(program, TierId(1), Language::En, &stamp).unwrap());
    pages.extend(calendar::program::pages(program, Language::En, &stamp).unwrap());
    pages
}

#[test]
fn titles_stay_text_in_every_page() {
    let plain = pages(&titled("Plain"));
    for name in NAMES {
        let made = pages(&titled(name));
        for (page, plain) in made.iter().zip(&plain) {
            if !page.name.ends_with(".html") {
                continue;
            }
            let root = markup::read(&text(page)).unwrap_or_else(|fault| panic!("{name}: {fault}"));
            let bare = markup::read(&text(plain)).unwrap();
            let shape = |root: &markup::Element| {
                let all = root.all().map(|element| element.name.clone());
                all.collect::<Vec<String>>()
            };
            assert_eq!(shape(&root), shape(&bare), "{name} in {}", page.name);
            let heading = root.all().find(|element| element.name == "h1").unwrap();
            assert!(heading.text().contains(name), "{name}: {}", heading.text());
            for element in root.all() {
                for (attribute, value) in &element.attributes {
                    let link = attribute == "href" && !value.starts_with('#');
                    assert!(!link && !attribute.starts_with("on"), "{name}: {attribute}");
                }
            }
        }
    }
}

#[test]
fn titles_stay_text_in_a_calendar_file() {
    for name in NAMES {
        let made = pages(&titled(name));
        let file = made
            .iter()
            .find(|page| page.name.ends_with(".ics"))
            .unwrap();
        let text = text(file).replace("\r\n ", "");
        let summaries: Vec<String> = text
            .split("\r\n")
            .filter_map(|line| line.strip_prefix("SUMMARY:"))
            .map(unescaped)
            .collect();
        assert!(summaries.len() > 3);
        assert!(
            summaries.iter().all(|summary| summary == name),
            "{name}: {summaries:?}"
        );
        let properties = text.split("\r\n").filter(|line| !line.is_empty());
        for line in properties {
            let head = line.split(':').next().unwrap();
            let plain = head.split(';').next().unwrap();
            assert!(
                plain.bytes().all(|b| b.is_ascii_uppercase() || b == b'-'),
                "{line}"
            );
        }
    }
}

/// An iCalendar text as its reader sees it.
fn unescaped(value: &str) -> String {
    let (mut out, mut chars) = (String::new(), value.chars());
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(c) => out.push(c),
                None => panic!("a backslash at the end"),
            },
            ';' | ',' => panic!("a bare `{c}` in {value}"),
            c => out.push(c),
        }
    }
    out
}

#[test]
fn names_of_partners_stay_text_in_statements() {
    let program = program::starter();
    for name in NAMES {
        let account = Account {
            name: Name::new("acme"),
            title: Name::new(name),
            region: None,
            sort: None,
            standing: Some((TierId(0), program.fiscal.start())),
            joined: None,
        };
        let facts: Vec<Fact> = Vec::new();
        let until = program.fiscal.end();
        let settled = settle(&program, &[account], &facts, until, None).unwrap();
        for page in settlement::pages(&program, "0", &settled, &facts).unwrap() {
            if page.name.ends_with(".md") {
                let text = text(&page);
                for (at, _) in text.match_indices("](") {
                    assert!(
                        text[..at].ends_with('\\'),
                        "{name}: a link in {}",
                        page.name
                    );
                }
                assert!(
                    !text.contains("<script") && !text.contains("<img"),
                    "{name}"
                );
                for line in text.lines() {
                    assert_ne!(line, *name, "{name} stands as a line of its own");
                }
            }
        }
    }
}

#[test]
fn a_heading_of_a_statement_reads_back_as_the_name() {
    for name in NAMES {
        let escaped = charter::render::escape::markdown(name);
        let mut read = String::new();
        let mut chars = escaped.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => read.extend(chars.next()),
                '\u{2060}' => {}
                c => {
                    assert!(!c.is_ascii_punctuation(), "a bare `{c}` in {escaped}");
                    read.push(c);
                }
            }
        }
        assert_eq!(&read, name);
    }
}
