//! Pages filled with plausible content, written to the build directory for the eye, and held to
//! what every page promises: no script, balanced tags, one picture for each width, every label.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    clippy::too_many_lines,
    clippy::approx_constant,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "what is not as expected fails the test; content reads best in one piece"
)]

mod forecasts;
mod hostile;
mod loads;
mod made;
mod markup;
mod portal;
mod program;
mod rules;
mod said;
mod sample;
mod schema;
mod secrets;
mod snapshots;
mod translated;

use charter::render::{calendar, document, report};
use markup::Element;
use sample::{documents, forecast};

/// Writes a page where a person can open it, and returns its text.
#[allow(
    clippy::disallowed_methods,
    reason = "the pages are for people to look at"
)]
pub fn kept(page: &charter::render::Page) -> String {
    let directory = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    std::fs::create_dir_all(&directory).expect("a directory for pages");
    std::fs::write(directory.join(&page.name), &page.bytes).expect("a page is written");
    String::from_utf8(page.bytes.clone()).expect("UTF-8")
}

fn pages() -> Vec<(&'static str, String)> {
    vec![
        (
            "report",
            kept(&report::page("report.html", &forecast::report()).unwrap()),
        ),
        (
            "bare report",
            kept(&report::page("bare.html", &forecast::bare_report()).unwrap()),
        ),
        (
            "policy",
            kept(&document::page("policy.html", &documents::policy()).unwrap()),
        ),
        (
            "guide",
            kept(&document::page("guide.html", &documents::guide()).unwrap()),
        ),
        (
            "calendar",
            kept(&calendar::page("calendar.html", &documents::year()).unwrap()),
        ),
    ]
}

#[test]
fn every_page_is_well_formed_and_has_no_script() {
    for (name, text) in pages() {
        assert!(!text.to_lowercase().contains("<script"), "{name}");
        assert!(!text.contains("http-equiv=\"refresh\""), "{name}");
        let root = markup::read(&text).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        for element in root.all() {
            for (attribute, value) in &element.attributes {
                assert!(!attribute.starts_with("on"), "{name}: {attribute}");
                if attribute == "href" {
                    assert!(
                        value.starts_with('#') || value.starts_with("https://"),
                        "{name}: {value}"
                    );
                }
            }
        }
        let mut ids: Vec<&str> = root
            .all()
            .filter_map(|element| element.attribute("id"))
            .collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count, "{name}: an id stands twice");
        for link in root.all().filter_map(|element| element.attribute("href")) {
            if let Some(target) = link.strip_prefix('#') {
                assert!(
                    ids.binary_search(&target).is_ok(),
                    "{name}: #{target} leads nowhere"
                );
            }
        }
    }
}

#[test]
fn a_list_of_sections_stands_where_there_is_more_than_one() {
    let mut guide = documents::guide();
    for sections in [guide.sections.len(), 1] {
        guide.sections.truncate(sections);
        let page = kept(&document::page("guide.html", &guide).unwrap());
        assert_eq!(page.contains("<nav class=\"contents\""), sections > 1);
        assert_eq!(page.contains("class=\"frame beside\""), sections > 1);
    }
}

#[test]
fn every_chart_is_named_described_and_drawn_for_both_widths() {
    let page = report::page("report.html", &forecast::report()).unwrap();
    let root = markup::read(std::str::from_utf8(&page.bytes).unwrap()).unwrap();
    let figures: Vec<&Element> = root
        .all()
        .filter(|element| element.name == "figure")
        .collect();
    assert_eq!(figures.len(), 12);
    for figure in figures {
        let charts: Vec<&Element> = figure
            .all()
            .filter(|element| element.name == "svg")
            .collect();
        assert_eq!(charts.len(), 2);
        for chart in charts {
            assert_eq!(chart.attribute("role"), Some("img"));
            for name in ["title", "desc"] {
                let told = chart
                    .all()
                    .find(|element| element.name == name)
                    .expect("it is told");
                assert!(told.text().len() > 10, "{}", told.text());
                let id = told.attribute("id").expect("an id");
                assert!(chart.attribute("aria-labelledby").unwrap().contains(id));
            }
        }
        let table = figure
            .all()
            .find(|element| element.name == "details")
            .expect("its data");
        assert!(table.all().filter(|element| element.name == "tr").count() > 1);
    }
}

#[test]
fn no_label_of_a_chart_is_cut_or_lost() {
    let report = forecast::report();
    let page = report::page("report.html", &report).unwrap();
    let root = markup::read(std::str::from_utf8(&page.bytes).unwrap()).unwrap();
    for chart in root.all().filter(|element| element.name == "svg") {
        let view_box = chart.attribute("viewBox").expect("a size");
        let size: Vec<f64> = view_box
            .split(' ')
            .map(|part| part.parse().unwrap())
            .collect();
        let mut boxes: Vec<(f64, f64, f64, String)> = Vec::new();
        for label in chart.all().filter(|element| element.name == "text") {
            let text = label.text();
            let place = |name| label.attribute(name).unwrap().parse::<f64>().unwrap();
            // Narrower than the widest font that the room reckons with.
            let wide = charter::render::chart::text::width(&text) / 1.14;
            let from = match label.attribute("text-anchor") {
                Some("middle") => place("x") - wide / 2.0,
                Some("end") => place("x") - wide,
                _ => place("x"),
            };
            let (to, y) = (from + wide, place("y"));
            assert!(
                from >= -1.0 && to <= size[2] + 1.0,
                "`{text}` leaves its chart"
            );
            assert!(y >= 9.0 && y <= size[3], "`{text}` leaves its chart");
            for (other_from, other_to, other_y, other) in &boxes {
                let apart = to <= *other_from || from >= *other_to || (y - other_y).abs() >= 11.0;
                assert!(apart, "`{text}` lies on `{other}`");
            }
            boxes.push((from, to, y, text));
        }
    }
    for name in forecast::CHART_NAMES {
        let words: String = name.split_whitespace().collect();
        let mut shown = 0;
        for chart in root.all().filter(|element| element.name == "svg") {
            let texts = chart.all().filter(|element| element.name == "text");
            let all: String = texts
                .flat_map(|text| text.text().chars().collect::<Vec<_>>())
                .filter(|c| !c.is_whitespace())
                .collect();
            shown += usize::from(all.contains(&words));
        }
        assert!(shown >= 2, "`{name}` is not in both pictures of a chart");
    }
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    assert_eq!(
        report::page("report.html", &forecast::report()).unwrap(),
        report::page("report.html", &forecast::report()).unwrap()
    );
}

#[test]
fn a_missing_part_says_why_and_leaves_no_empty_section() {
    let page = report::page("bare.html", &forecast::bare_report()).unwrap();
    let root = markup::read(std::str::from_utf8(&page.bytes).unwrap()).unwrap();
    let sections: Vec<&Element> = root
        .all()
        .filter(|element| element.name == "section")
        .collect();
    assert_eq!(sections.len(), 8);
    for section in sections {
        let heading = section
            .all()
            .find(|element| element.name == "h2")
            .expect("a heading")
            .text();
        assert!(
            section.text().len() > heading.len() + 20,
            "`{heading}` is empty"
        );
    }
}

#[test]
fn texts_that_look_like_markup_stay_texts() {
    let attacks = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "{{ 7*7 }}{% raw %}",
        "</style></title></svg>",
    ];
    for attack in attacks {
        let mut guide = documents::guide();
        guide.head.title = attack.to_owned();
        guide.head.fingerprints[0].text = attack.to_owned();
        guide.sections[0].title = attack.to_owned();
        let plain = document::page("guide.html", &documents::guide()).unwrap();
        let page = document::page("guide.html", &guide).unwrap();
        let count = |bytes: &[u8]| {
            markup::read(std::str::from_utf8(bytes).unwrap())
                .unwrap()
                .all()
                .count()
        };
        assert_eq!(count(&plain.bytes), count(&page.bytes), "{attack}");
        let root = markup::read(std::str::from_utf8(&page.bytes).unwrap()).unwrap();
        let title = root.all().find(|element| element.name == "h1").unwrap();
        assert_eq!(title.text(), attack);

        let mut report = forecast::report();
        if let report::Part::Shown(fatigue) = &mut report.fatigue
            && let report::Part::Shown(heat) = &mut fatigue.load
        {
            heat.audiences[0].name = attack.to_owned();
        }
        let page = report::page("report.html", &report).unwrap();
        let root = markup::read(std::str::from_utf8(&page.bytes).unwrap()).unwrap();
        assert!(
            root.all()
                .all(|element| element.name != "script" && element.name != "img")
        );
    }
}
