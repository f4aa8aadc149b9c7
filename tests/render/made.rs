//! Documents of whole programs: what they say comes from the program, and what is internal stays
//! out.

use charter::base::id::TierId;
use charter::model::Program;
use charter::model::calendar::Sort;
use charter::render::words::Language;
use charter::render::{Fault, Page, Stamp, calendar, guide, policy};

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
    // The rebate of the last quarter is paid 45 days after 31 January 2028; that February is empty.
    let after = months[11].text();
    assert!(after.contains("January 2028"), "{after}");
    assert!(after.contains("March 2028"), "{after}");
    assert!(after.contains("16 March"), "{after}");
    assert!(!text(page).contains("February 2028"));
    let grids = root
        .all()
        .filter(|element| element.attribute("class") == Some("grid-days"));
    assert_eq!(grids.count(), 12);
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

#[test]
fn no_page_lacks_a_word_in_any_language() {
    for program in [program::network(), program::starter()] {
        for language in Language::ALL {
            let mut pages = pages(&program, language);
            pages.extend(policy::pages(&program, language, &stamp()).unwrap());
            for tier in (0..).map(TierId).take(program.tiers.len()) {
                pages.extend(guide::pages(&program, tier, language, &stamp()).unwrap());
            }
            assert_eq!(pages.len(), 3 + program.tiers.len());
            for page in pages {
                let name = format!("{}-{}-{}", program.declared.name, language.tag(), page.name);
                let text = kept(&Page {
                    name: name.clone(),
                    ..page.clone()
                });
                assert!(!text.contains('«'), "{name}: {text}");
                if page.name.ends_with(".html") {
                    let root =
                        markup::read(&text).unwrap_or_else(|fault| panic!("{name}: {fault}"));
                    let empty = |element: &&Element| {
                        ["section", "td", "th", "li", "p", "dd", "h2", "h3"]
                            .contains(&element.name.as_str())
                            && element.text().trim().is_empty()
                    };
                    let found = root.all().find(empty);
                    assert!(found.is_none(), "{name}: an empty `{:?}`", found);
                }
            }
        }
    }
}

/// Texts of all files below a folder.
#[allow(clippy::disallowed_methods, reason = "the test reads the source")]
fn sources(folder: &std::path::Path, found: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => sources(&path, found),
            false => found.push_str(&std::fs::read_to_string(&path).unwrap()),
        }
    }
}

#[test]
fn every_phrase_of_the_meaning_has_words() {
    let mut source = String::new();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    sources(&root.join("src/semantics"), &mut source);
    let keys: Vec<&str> = source
        .split('"')
        .filter(|part| {
            let plain = |c: char| c.is_ascii_lowercase() || c == '_' || c == '.';
            part.starts_with("award.") && part.chars().all(plain)
        })
        .collect();
    assert!(keys.len() > 15, "{keys:?}");
    for key in keys {
        assert!(Language::En.find(key).is_some(), "{key}");
    }
}

#[test]
fn an_example_is_reckoned_to_the_cent() {
    let program = program::network();
    let page = &guide::pages(&program, TierId(1), Language::En, &stamp()).unwrap()[0];
    let root = markup::read(&text(page)).unwrap();
    let example = root
        .all()
        .find(|element| element.attribute("class") == Some("worked"))
        .expect("a worked example");
    // 250,000 at 1.0% and 350,000 at 2.0%.
    for part in [
        "Gold, 600,000 USD in a quarter",
        "10 February 2027",
        "350,000.00 USD",
    ] {
        assert!(example.text().contains(part), "{part}");
    }
    let list = example.all().find(|element| element.name == "ol").unwrap();
    let lines: Vec<String> = list
        .all()
        .filter(|element| element.name == "li")
        .map(Element::text)
        .collect();
    assert_eq!(
        lines,
        [
            "1% on 250,000 USD inside the first band2,500.00 USD",
            "2% on 350,000 USD inside the band from 250,000 USD7,000.00 USD",
            "Quarterly volume rebate, 1 February to 30 April 20279,500.00 USD",
        ]
    );
}

#[test]
fn what_is_internal_reaches_no_partner() {
    let secrets = [
        "450,000",
        "44,000,000",
        "38%",
        "74%",
        "6,200,000",
        "memo",
        "43,550,000",
    ];
    let program = program::network();
    for language in Language::ALL {
        let mut pages = pages(&program, language);
        pages.extend(policy::pages(&program, language, &stamp()).unwrap());
        for tier in (0..).map(TierId).take(program.tiers.len()) {
            pages.extend(guide::pages(&program, tier, language, &stamp()).unwrap());
        }
        for page in pages {
            // Style sheet and hash hold figures of their own.
            let body = text(&page);
            let body = body
                .split_once("<body>")
                .map_or(body.as_str(), |(_, body)| body);
            for secret in secrets {
                let plain = body.replace('.', ",");
                assert!(!plain.contains(secret), "{}: {secret}", page.name);
            }
        }
    }
}

#[test]
fn a_text_that_names_something_internal_is_refused() {
    for secret in [
        "launch_pot.amount",
        "hardware.margin",
        "nothing.cap",
        "volume.nothing",
    ] {
        let source =
            include_str!("network.charter").replace("{volume.cap}", &format!("{{{secret}}}"));
        let program = program::compiled("network.charter", &source);
        let fault = policy::pages(&program, Language::En, &stamp()).unwrap_err();
        assert_eq!(fault, Fault::Unsaid(secret.to_owned()));
        assert!(fault.to_string().contains(secret));
    }
}

#[test]
fn a_guide_leaves_out_what_cannot_pay_its_tier() {
    let program = program::network();
    let guide = |tier| {
        let pages = guide::pages(&program, TierId(tier), Language::En, &stamp()).unwrap();
        assert_eq!(pages.len(), 1);
        text(&pages[0])
    };
    let (silver, gold) = (guide(0), guide(1));
    assert!(silver.contains("New-customer bonus") && !gold.contains("New-customer bonus"));
    assert!(gold.contains("Summer contest") && !silver.contains("Summer contest"));
    assert!(silver.contains("10,000 USD") && !silver.contains("150,000 USD"));
    assert!(gold.contains("up to 40,000 USD.") && gold.contains("How you move up to Platinum"));
    assert!(
        guide::pages(&program, TierId(9), Language::En, &stamp())
            .unwrap()
            .is_empty()
    );
}

/// The contest for two partners by name: no guide has it, the policy says how many, and nothing says who.
#[test]
fn an_offer_by_name_is_for_no_guide() {
    let source = include_str!("network.charter");
    let open = "contest summer \"Summer contest\" {\n  for     gold, platinum as of quarter end\n";
    assert_eq!(source.matches(open).count(), 1);
    let named = "contest summer \"Summer contest\" {\n  needs   partner is nordwind, P-0021\n";
    let program = program::compiled("network.charter", &source.replace(open, named));
    for tier in [0, 1, 2] {
        let pages = guide::pages(&program, TierId(tier), Language::En, &stamp()).unwrap();
        assert!(!text(&pages[0]).contains("Summer contest"));
    }
    let pages = policy::pages(&program, Language::En, &stamp()).unwrap();
    assert!(text(&pages[0]).contains("one of the 2 that the vendor named"));
    assert!(!text(&pages[0]).contains("nordwind"));
}

/// Gold is paid 3.0% in the highest band, and half as much again once the target is reached: 4.5%.
#[test]
fn the_headline_of_an_accelerated_rate_is_what_it_comes_to() {
    let row = "    | 750,000 USD |   1.5% | 3.0% |     4.5% |\n";
    let source = include_str!("network.charter");
    assert_eq!(source.matches(row).count(), 1);
    let faster = "  accelerate 150% whole when bookings in quarter >= 900,000 USD\n";
    let source = source.replace(row, &format!("{row}{faster}"));
    let program = program::compiled("network.charter", &source);
    let pages = guide::pages(&program, TierId(1), Language::En, &stamp()).unwrap();
    assert!(text(&pages[0]).contains("up to 4.5%"));
    let plain = guide::pages(&program::network(), TierId(1), Language::En, &stamp()).unwrap();
    assert!(!text(&plain[0]).contains("up to 4.5%"));
}

/// Gold is paid 3.0% in the highest band until 15 May, and half as much again once the target is reached: 4.5%; from
/// 16 May 4.0% and so 6.0%. No sale is paid both.
#[test]
fn the_headline_of_terms_that_change_is_that_of_the_best_of_them() {
    let source = include_str!("network.charter");
    let begin = source.find("  rate    marginal across tier").unwrap();
    let row = "    | 750,000 USD |   1.5% | 3.0% |     4.5% |\n";
    let end = source.find(row).unwrap() + row.len();
    let table = &source[begin..end];
    let (head, rows) = table.split_once('\n').unwrap();
    let raised = rows.replace("3.0%", "4.0%");
    assert_ne!(rows, raised);
    let both = format!(
        "{head} until 2027-05-15\n{rows}{head} from 2027-05-16\n{raised}  \
         accelerate 150% whole when bookings in quarter >= 900,000 USD\n"
    );
    let program = program::compiled("network.charter", &source.replace(table, &both));
    let pages = guide::pages(&program, TierId(1), Language::En, &stamp()).unwrap();
    let said = text(&pages[0]);
    assert!(
        said.contains("up to 6%") || said.contains("up to 6.0%"),
        "{said}"
    );
    assert!(!said.contains("up to 10.5%"));
}

/// An amount that somebody grants is no figure at a glance, and who grants it is named as the program names it.
#[test]
fn an_exception_names_who_grants_it_and_no_rate() {
    let granted = "
role judge \"The Bench\" {}
budget favours \"Favours\" { 900 USD per year; owner judge; order first accepted ties by claim number; crossing paid to the limit }
exception favour \"A favour\" {
  on      each exception decided by judge in year
  budget  favours
  pay     30 days after approved claim next business day in EMEA to the partner as credit note
  account marketing
  tax     reported by partner
}
";
    let source = format!("{}{granted}", include_str!("network.charter"));
    let program = program::compiled("network.charter", &source);
    let pages = guide::pages(&program, TierId(1), Language::En, &stamp()).unwrap();
    let page = text(&pages[0]);
    assert!(page.contains("the one who decided is The Bench"), "{page}");
    assert!(page.contains("100% of the amount") && page.contains("after approval"));
    assert!(!page.contains("for each exception"), "{page}");
}

/// A deal is reckoned before its quarter ends: the policy says the day that is asked about, and that what is known of it
/// by then counts. What is paid for a quarter is reckoned on that day.
#[test]
fn a_day_that_comes_after_the_award_counts_as_it_is_known() {
    let open = "  for     gold, platinum as of sale date\n  on      each deal with";
    let source = include_str!("network.charter");
    assert_eq!(source.matches(open).count(), 1);
    let later = source.replace(open, &open.replace("sale date", "quarter end"));
    let later = program::compiled("network.charter", &later);
    for (language, said) in [
        (
            Language::En,
            "What is asked of a day that has not come when an award is reckoned counts as it is known then",
        ),
        (
            Language::De,
            "Was von einem Tag gefragt ist, der noch nicht gekommen ist, wenn eine Prämie berechnet wird, zählt so, wie es dann bekannt ist",
        ),
        (Language::Ja, "算定時に判明している内容によります"),
    ] {
        let times = |program: &Program| {
            let pages = policy::pages(program, language, &stamp()).unwrap();
            text(&pages[0]).matches(said).count()
        };
        assert_eq!(times(&later), 1);
        assert_eq!(times(&program::network()), 0);
    }
}
