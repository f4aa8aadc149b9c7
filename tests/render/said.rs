//! What the pages of a small program say, sentence by sentence: each of these once said something else.

use charter::base::id::TierId;
use charter::render::words::Language;
use charter::render::{Stamp, guide, policy};

use crate::{kept, markup, program};

fn stamp() -> Stamp {
    Stamp {
        program_sha256: "0f".repeat(32),
    }
}

fn said() -> charter::model::Program {
    program::compiled("said.charter", include_str!("said.charter"))
}

/// All that the policy says, on one line.
fn policy_in(language: Language) -> String {
    let pages = policy::pages(&said(), language, &stamp()).unwrap();
    text(&pages[0], language)
}

fn text(page: &charter::render::Page, language: Language) -> String {
    let mut page = page.clone();
    page.name = format!("said-{}-{}", language.tag(), page.name);
    let root = markup::read(&kept(&page)).unwrap();
    let text = root.text();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no `{part}` in {text}");
    }
}

#[track_caller]
fn never_says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(!text.contains(part), "`{part}` in {text}");
    }
}

#[test]
fn each_version_of_a_limit_has_its_days() {
    says(
        &policy_in(Language::En),
        &[
            "When the date is from 1 January to 30 June 2027: At most 90,000 USD per partner",
            "When the date is from 1 July to 31 December 2027: At most 110,000 USD per partner",
        ],
    );
}

#[test]
fn each_version_of_a_rate_has_its_days_inside_a_quarter_too() {
    let text = policy_in(Language::En);
    says(
        &text,
        &[
            "When the date is from 1 July to 15 August 2027: Each rate",
            "When the date is from 16 August to 30 September 2027: Each rate",
            "When the date is from 1 October to 31 December 2027: Each rate",
        ],
    );
    never_says(&text, &["from 1 July to 30 September 2027: Each rate"]);
    never_says(
        &text,
        &["terms of their own days. What it gives comes on top."],
    );
}

#[test]
fn a_pair_of_which_the_larger_is_paid_is_not_paid_both() {
    let text = policy_in(Language::En);
    says(
        &text,
        &["Only the larger of each pair is paid on the same sale"],
    );
    says(&text, &["New customer or New customer, lathe"]);
    never_says(&text, &["New customer and New customer, lathe"]);
}

#[test]
fn parts_that_fall_due_later_are_reckoned_from_the_whole() {
    let text = policy_in(Language::En);
    says(
        &text,
        &[
            "6% of 40,000 USD2,400.00 USD",
            "Parts that are not paid−1,600.00 USD",
            "30 days, 120 days and 210 days after the day it happened, on the next business day",
            "It is paid in 3 equal parts;",
        ],
    );
    never_says(&text, &["Nothing is paid", "A condition is not met"]);
}

#[test]
fn a_rate_by_growth_says_over_what_and_what_nothing_gives() {
    let text = policy_in(Language::En);
    says(
        &text,
        &[
            "decided by growth of Bookings in the quarter over Bookings in the same quarter of last year.",
            "Without any Bookings in the same quarter of last year, it counts as 0%.",
        ],
    );
    never_says(&text, &["any amount"]);
}

#[test]
fn what_is_told_of_a_measure_stands_before_what_it_is() {
    let text = policy_in(Language::En);
    says(
        &text,
        &[
            "What you sold. The sum of the net amount over accepted sales.",
            "hold a valid certificate: Expert badge or Seller badge.",
        ],
    );
    let place = |name: &str| text.find(name).unwrap();
    assert!(place("BookingsWhat you sold") < place("Trained sellersDifferent people"));
}

#[test]
fn a_limit_of_a_divided_award_is_that_of_each_part() {
    says(
        &policy_in(Language::En),
        &[
            "At most 500 USD for each partner's part of an award.",
            "At most 1 deal per partner per program year.",
            "At most 20,000 USD per customer, whoever sells, per program year.",
        ],
    );
    let german = policy_in(Language::De);
    says(
        &german,
        &[
            "Höchstens 500 USD je Partner für seinen Teil einer Zahlung.",
            "Höchstens 1 Geschäft je Partner",
            "Auf denselben Verkauf wird von jedem Paar nur der größere Betrag gezahlt",
            "Wenn das Datum in die Zeit vom 16. August bis 30. September 2027 fällt",
            "Was sie ergibt, kommt hinzu.",
        ],
    );
    says(
        &policy_in(Language::Ja),
        &[
            "1件の支払いのうち各パートナーの配分につき500 USDまで。",
            "次の組み合わせは、同じ販売に対して大きい方のみ支払われます。",
            "2027年8月16日〜9月30日",
        ],
    );
}

#[test]
fn an_accelerated_rate_is_worth_both_parts() {
    let pages = guide::pages(&said(), TierId(0), Language::En, &stamp()).unwrap();
    let text = text(&pages[0], Language::En);
    // 2% and, from 100,000 on, 2% more; 5% is the highest of the versions and not their sum.
    says(
        &text,
        &[
            "Faster rebateup to 4% of Bookings, for each quarter",
            "Volume rebateup to 5% of Bookings",
            "What it gives comes on top.",
        ],
    );
}

#[test]
fn ways_sellers_and_steps_read_as_sentences() {
    let text = policy_in(Language::En);
    says(
        &text,
        &[
            "Way 1 of 2: By sales. One is enough.",
            "Advised, and no condition: Trained sellers are at least 3.",
            "Emails: 25,000",
            "Basic on the day of the sale, where the partner's type is Reseller",
            "Step of a deal: won",
        ],
    );
    // A title is of any number: the value that it names is one.
    says(
        &policy_in(Language::De),
        &["Empfohlen, aber keine Bedingung: dass der Wert „Trained sellers“ mindestens 3 beträgt."],
    );
    let (first, second) = ("15 August 2027 Sale: Drill", "16 August 2027 Sale: Drill");
    assert!(text.find(first).unwrap() < text.find(second).unwrap());
}

/// What a field says of a fact is a value, whatever it is called: it is approved, and a decision is not.
#[test]
fn what_a_fact_says_is_said_as_its_value() {
    let extra = "
measure renewed \"Renewed\" { sum of sale.net_amount where sale.kind is renewal, upsell }
measure granted \"Granted\" { count of registration where registration.decision is not refused }
rebate again \"Again\" {
  on      renewed in quarter
  needs   granted in quarter >= 1
  rate    2%
  cap     100 USD per partner per year crossing paid to the limit
  pay     30 days after quarter end next business day in NA to the partner as credit note
  undo    never
  account contra revenue
  tax     reported by partner
}
";
    let source = format!("{}{extra}", include_str!("said.charter"));
    let program = program::compiled("said.charter", &source);
    let page = |language| {
        let pages = policy::pages(&program, language, &stamp()).unwrap();
        text(&pages[0], language)
    };
    says(
        &page(Language::De),
        &[
            "die Art „Verlängerung“ oder „Erweiterung“ lautet",
            "die Entscheidung nicht „abgelehnt“ lautet",
        ],
    );
    says(
        &page(Language::En),
        &[
            "the kind is renewal or upsell",
            "the decision is not refused",
        ],
    );
    says(&page(Language::Ja), &["種別が更新または拡張"]);
}

/// The first 10 days of a quarter, and the 20 of which they are a part: each with its last days in the year.
#[test]
fn a_level_of_those_who_enrol_has_its_name_and_its_last_days() {
    let early = r#"
measure joined "Joined" { count of enrolment where enrolment.offer is early }
rebate early "Early" {
  on      zeta in quarter
  enrol   joined in quarter
    | within  | level |
    | 10 days | full  |
    | 20 days | half  |
  rate    marginal across level
    | from  | full | half |
    | 0 USD |   4% |   2% |
  pay     30 days after quarter end next business day in NA to the partner as credit note
  undo    never
  account contra revenue
  tax     reported by partner
}
"#;
    let text_of = format!("{}{early}", include_str!("said.charter"));
    let early = program::compiled("early.charter", &text_of);
    let guide_in = |language: Language| {
        let pages = guide::pages(&early, TierId(0), language, &stamp()).unwrap();
        text(&pages[0], language)
    };
    let english = guide_in(Language::En);
    says(
        &english,
        &[
            "Who enrols early has a better level.",
            "full 10 days 10 January 2027, 10 April 2027, 10 July 2027 and 10 October 2027",
            "half 20 days 20 January 2027, 20 April 2027, 20 July 2027 and 20 October 2027",
            "When the level is full: Each rate",
            "When the level is half: Each rate",
        ],
    );
    never_says(&english, &["When Joined", "less than 1"]);
    says(
        &guide_in(Language::De),
        &[
            "half 20 Tage 20. Januar 2027",
            "Wenn die Anmeldestufe half gilt: Jeder Satz",
        ],
    );
    says(
        &guide_in(Language::Ja),
        &[
            "half 20日 2027年1月20日",
            "条件：参加レベルがhalfである。各率",
        ],
    );
}

/// The first days of a period are counted, but for one, which is the first day; a condition in Japanese stands by itself.
#[test]
fn the_first_of_several_days_is_one_day() {
    let of_days = |count: &str| {
        let club = format!(
            r#"
measure joined "Joined" {{ count of enrolment where enrolment.offer is club }}
measure sold "Sold" {{ sum of sale.net_amount }}
rebate club "Club" {{
  on      sold in quarter
  needs   joined in first {count} days of quarter >= 1
  rate    2%
  pay     30 days after quarter end next business day in NA to the partner as credit note
  undo    never
  account contra revenue
  tax     reported by partner
}}
"#
        );
        let text_of = format!("{}{club}", include_str!("said.charter"));
        let program = program::compiled("club.charter", &text_of);
        [Language::En, Language::De, Language::Ja].map(|language| {
            let pages = policy::pages(&program, language, &stamp()).unwrap();
            text(&pages[0], language)
        })
    };
    let [english, german, japanese] = of_days("1");
    says(&english, &["on the first day of the quarter"]);
    never_says(&english, &["first 1 days"]);
    says(&german, &["am ersten Tag des Quartals"]);
    says(&japanese, &["四半期の初日の", "条件："]);
    never_says(&japanese, &["以上場合", "1日間の"]);
    let [english, ..] = of_days("2");
    says(&english, &["in the first 2 days of the quarter"]);
}

/// Whose weekend counts where a region states none, and which rules come first in a country that two regions list.
#[test]
fn a_region_in_another_says_whose_days_and_rules_count() {
    let regions = r#"
region EMEA "Europe" { countries DE, FR, AT; weekend Saturday, Sunday; closed 2027-12-24 }
region DACH "Alps" { in EMEA; countries DE, AT; closed 2027-10-26 }
region BY "Bavaria" { in DACH; countries DE }
registration deals "Deals" {
  decide   within 5 business days silence approves in DACH
  protect  90 days
  conflict first registered wins
}
"#;
    let text_of = format!("{}{regions}", include_str!("said.charter"));
    let program = program::compiled("regions.charter", &text_of);
    let policy_in = |language: Language| {
        let pages = policy::pages(&program, language, &stamp()).unwrap();
        text(&pages[0], language)
    };
    says(
        &policy_in(Language::En),
        &[
            "AlpsDE, AT; part of Europe; weekend as in Europe, closed days of its own; for DE, what is said for Bavaria comes first",
            "BavariaDE; part of Alps; business days as in Alps",
            "EuropeDE, FR, AT; for DE, what is said for Bavaria comes first; for AT, what is said for Alps comes first",
            "Business daysthose of Alps",
        ],
    );
    says(
        &policy_in(Language::De),
        &["Geschäftstagedie von Alps", "Wochenende wie in Europe"],
    );
    says(
        &policy_in(Language::Ja),
        &["営業日Alpsの営業日", "週末はEuropeと同じ"],
    );
}

/// Whoever is named by a region reads in the guide which countries those are: as in the policy.
#[test]
fn a_guide_says_which_countries_a_region_holds() {
    let pages = guide::pages(&said(), TierId(0), Language::En, &stamp()).unwrap();
    says(
        &text(&pages[0], Language::En),
        &["Regions North AmericaUS, CA"],
    );
}

/// The grace after a term is said with its end, and once.
#[test]
fn a_grace_after_the_end_of_a_tier_is_one_sentence() {
    let said_with = |renew: &str| {
        let lasting = format!(
            "fall   at the end one rank at a time\n  lasts  6 months\n{renew}  grace  20 days"
        );
        let text_of = include_str!("said.charter").replacen("fall   never", &lasting, 1);
        let program = program::compiled("lasting.charter", &text_of);
        let pages = policy::pages(&program, Language::En, &stamp()).unwrap();
        text(&pages[0], Language::En)
    };
    let renewed = said_with("  renew  50 days before the end\n");
    says(
        &renewed,
        &[
            "A partner that does not renew it by its end keeps it for another 20 days, in which it can still be renewed, and then moves down",
        ],
    );
    never_says(&renewed, &["A lost tier is kept", "moves down at its end"]);
    let ending = said_with("");
    says(
        &ending,
        &["After its end it is kept for another 20 days; then a partner moves down"],
    );
    never_says(
        &ending,
        &["A lost tier is kept", "At its end a partner moves down"],
    );
}
