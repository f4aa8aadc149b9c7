//! Programs by chance, as text: figures, tests, events, windows, tables and dates in every combination.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::{comes_back, problems, program};

const FRAME: &str = r#"
program sample "Any \"program\"" {
  edition   2027
  year      2027-02-01 to 2028-01-31
  money     USD
  round     half up per posting
  zone      America/Chicago
  languages en
  prevails  en
}
region NA "North America" { countries US; weekend Saturday, Sunday; closed 2027-07-05 }
region EU "Europe" { countries DE, FR; weekend Saturday, Sunday }
type reseller "Reseller" {}
type var "Value-added reseller" {}
line cloud "Cloud" { margin 70% internal }
line empty "Nothing yet" { margin 10% }
product router "Router" { line cloud; list 4,200 USD }
product secure "Secure" { line cloud; list 20,000 USD }
measure bookings "Bookings" { sum of sale.net_amount where sale.status is accepted }
measure pieces "Pieces" { sum of sale.units where sale.product is not router }
measure skilled "Skilled" { distinct person of active certification seller }
certification seller "Seller" {}
certification engineer "Engineer" {}
tier silver "Silver" { rank 1 }
tier gold "Gold" { rank 2 }
role owner "Owner" {}
budget pot "Pot" internal { 5,000.50 USD per quarter; order first accepted ties by claim number; crossing refused }
calendar {
  training school { 2027-02-08 to 2027-03-05 }
  promotion push { 2027-03-15 to 2027-06-13; drives prize; after school }
}
"#;

fn cycle() -> impl Strategy<Value = &'static str> {
    select(vec!["month", "quarter", "half", "year"])
}

/// An amount with up to two decimals, spelt in one of several ways.
fn money() -> impl Strategy<Value = String> {
    (0_u32..3_000_000, 0_u8..4).prop_map(|(minor, spelling)| match spelling {
        0 => format!("{} USD", minor / 100),
        1 => format!("{}.{:02} USD", minor / 100, minor % 100),
        2 => format!("{}.{} USD", minor / 100, minor / 10 % 10),
        _ => format!("{},{:03} USD", minor / 1_000 % 900 + 1, minor % 1_000),
    })
}

fn percent() -> impl Strategy<Value = String> {
    (0_u32..1_000, 0_u8..3).prop_map(|(tenths, spelling)| match spelling {
        0 => format!("{}.{}%", tenths / 10, tenths % 10),
        1 => format!("{}%", tenths / 10),
        _ => format!("{}.{}00%", tenths / 10, tenths % 10),
    })
}

fn window() -> impl Strategy<Value = String> {
    prop_oneof![
        cycle().prop_map(|cycle| format!("in {cycle}")),
        (2_u8..9, cycle()).prop_map(|(count, cycle)| format!("over last {count} {cycle}s")),
        (2_u8..9, cycle()).prop_map(|(count, cycle)| format!("over previous {count} {cycle}s")),
        cycle().prop_map(|cycle| format!("in same {cycle} of previous year")),
        cycle().prop_map(|cycle| format!("in previous {cycle}")),
        select(vec![
            "in Q2",
            "in push",
            "in August",
            "in 2027-05-05",
            "in 2027-05-05 to 2027-06-01"
        ])
        .prop_map(str::to_owned),
    ]
}

fn wares() -> impl Strategy<Value = String> {
    select(vec![
        "",
        "",
        " of cloud",
        " of secure",
        " of cloud except router",
        " of empty",
        " of router, secure",
    ])
    .prop_map(str::to_owned)
}

fn as_of() -> impl Strategy<Value = &'static str> {
    select(vec![
        "sale date",
        "review",
        "payment date",
        "month start",
        "month end",
        "quarter start",
        "quarter end",
        "half start",
        "half end",
        "year start",
        "year end",
    ])
}

fn compared() -> impl Strategy<Value = String> {
    let sign = select(vec![">=", ">", "<=", "<"]);
    let ratio = (
        cycle(),
        select(vec!["growth", "share"]),
        percent(),
        select(vec!["passes", "fails", "2.50%"]),
    );
    prop_oneof![
        (wares(), window(), sign.clone(), money())
            .prop_map(|(wares, window, sign, money)| format!("bookings{wares} {window} {sign} {money}")),
        (as_of(), sign.clone(), 0_u8..9)
            .prop_map(|(day, sign, count)| format!("skilled as of {day} {sign} {count}")),
        (ratio, sign).prop_map(|((cycle, word, percent, empty), sign)| {
            let between = if word == "growth" { "over" } else { "among" };
            format!(
                "{word} of bookings in {cycle} {between} bookings of cloud in same {cycle} of previous year \
                 when base is 0 then {empty} {sign} {percent}"
            )
        }),
    ]
}

fn atom() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => compared(),
        1 => as_of().prop_map(|day| format!("holds seller as of {day}")),
        1 => as_of().prop_map(|day| format!("person holds engineer as of {day}")),
        1 => as_of().prop_map(|day| format!("tier is gold, silver as of {day}")),
        1 => select(vec!["type is var", "region is EU, NA", "joined before 2027-03-01", "not type is reseller"])
            .prop_map(str::to_owned),
    ]
}

fn test() -> impl Strategy<Value = String> {
    (prop::collection::vec(atom(), 1..4), any::<bool>())
        .prop_map(|(parts, all)| parts.join(if all { " and " } else { " or " }))
}

fn events() -> impl Strategy<Value = String> {
    let each = select(vec![
        "each sale",
        "each deal with a sale",
        "each order with a sale",
        "each customer with a sale",
    ]);
    let more = subsequence(
        vec![" of cloud", " to a new customer", " on a registered deal"],
        0..=3,
    );
    let days = select(vec![
        "",
        " in year",
        " accepted in push",
        " in 2027-05-05 to 2027-06-01",
        " accepted in H2",
    ]);
    let conditions = subsequence(
        vec![
            "sale.net_amount >= 1,000 USD",
            "sale.units >= 5",
            "sale.product is not router",
            "the customer is new",
            "sale.seller is ann, bert",
            "sale.customer_id is not acme",
        ],
        0..=4,
    );
    let sales =
        (each, more, days.clone(), conditions).prop_map(|(each, more, days, conditions)| {
            let conditions = match conditions.as_slice() {
                [] => String::new(),
                some => format!(" where {}", some.join(" and ")),
            };
            format!("{each}{}{days}{conditions}", more.concat())
        });
    let people = (
        select(vec![
            "each person certified as seller",
            "each certification of engineer, seller",
            "each certification",
        ]),
        days,
    )
        .prop_map(|(each, days)| format!("{each}{}", days.replace("accepted ", "")));
    prop_oneof![4 => sales, 1 => people]
}

const TERMS: &str = "pay 30 days after quarter end next business day in NA to the partner as credit note; undo never; \
    account marketing; tax reported by partner";

fn bands() -> impl Strategy<Value = String> {
    (
        prop::collection::btree_set(1_u32..900_000, 1..4),
        prop::collection::vec(prop_oneof![4 => percent(), 1 => Just("none".to_owned())], 8),
        select(vec!["marginal", "whole"]),
        select(vec![
            "",
            "across tier as of sale date continue",
            "across tier as of quarter end",
            "restart across tier as of sale date",
        ]),
        any::<bool>(),
    )
        .prop_map(|(starts, cells, mode, across, above)| {
            let tiers = across.contains("tier");
            let mut text = format!("rate {mode} {across}\n");
            text.push_str(if tiers {
                "| from | gold | silver |\n"
            } else {
                "| from | all |\n"
            });
            for (at, start) in std::iter::once(0).chain(starts).enumerate() {
                let lead = if above && at > 0 { "above " } else { "" };
                text.push_str(&format!("| {lead}{start} USD | {} |", cells[at]));
                text.push_str(&if tiers {
                    format!(" {} |\n", cells[at + 4])
                } else {
                    "\n".to_owned()
                });
            }
            text
        })
}

fn contested() -> impl Strategy<Value = String> {
    let window = select(vec!["in quarter", "in H2", "in push", "in year"]);
    (wares(), window).prop_map(|(wares, window)| format!("bookings{wares} {window}"))
}

fn cap() -> impl Strategy<Value = String> {
    let scope = select(vec![
        "per partner per quarter",
        "per year per partner",
        "per deal per year",
        "per seller in push",
        "per customer across partners per year",
    ]);
    let crossing = select(vec!["refused", "paid to the limit", "paid then closed"]);
    let room = select(vec![
        "",
        "returned room reopens",
        "returned room stays used",
    ]);
    (
        prop_oneof![
            money(),
            (1_u8..9).prop_map(|count| format!("{count} deals"))
        ],
        scope,
        crossing,
        room,
    )
        .prop_map(|(limit, scope, crossing, room)| {
            format!("cap {limit} {scope} crossing {crossing} {room}")
        })
}

fn when() -> impl Strategy<Value = String> {
    let day = select(vec![
        "day 15",
        "first day",
        "last day",
        "second Wednesday",
        "last Friday",
        "first business day",
        "last business day",
    ]);
    prop_oneof![
        (select(vec!["month", "quarter", "year"]), day)
            .prop_map(|(unit, day)| format!("every {unit} on {day}")),
        (1_u8..5).prop_map(|count| format!("every {count} weeks on Tuesday")),
        (1_u8..40).prop_map(|count| format!("every {count} days")),
        Just("every week on Monday".to_owned()),
        Just("2027-04-05".to_owned()),
        Just("2027-04-05, 2027-09-06".to_owned()),
        Just("2027-04-05 to 2027-04-09".to_owned()),
        (
            1_u8..9,
            select(vec![
                "before start of push",
                "after end of push",
                "before each steady payout"
            ])
        )
            .prop_map(|(count, moment)| format!("{count} business days {moment}")),
        Just("on payout of prize".to_owned()),
    ]
}

fn any_program() -> impl Strategy<Value = String> {
    (bands(), prop::collection::vec(cap(), 0..2), test(), test(), events(), when(), (contested(), money(), any::<bool>()))
        .prop_map(|(bands, caps, gate, segment, events, when, (figure, amount, rate))| {
            let amount = if rate { "2.50% of the sale".to_owned() } else { amount };
            format!(
                "{FRAME}\nrebate steady \"Steady\" {{\non bookings in quarter\n{bands}open when {gate}\n{}\n{}\n}}\n\
                 spiff prize \"Prize\" internal {{\non {events}\namount {amount}\nbudget pot\n{}\n}}\n\
                 segment some \"Some\" {{ {segment} }}\n\
                 contest best \"Best\" {{\non {figure}\nleast 1 USD\nties share the prizes\nprizes\n| place | prize |\n| 1 | 10 USD |\n{}\n}}\n\
                 calendar {{ review sitting {{ {when} in NA; for some }} }}\nstack prize with steady, best\nstack best with steady\n",
                caps.join("\n"), TERMS.replace("; ", "\n"), TERMS.replace("; ", "\n"), TERMS.replace("; ", "\n"),
            )
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_program_by_chance_comes_back_from_its_terms(text in any_program()) {
        let found = program(std::slice::from_ref(&text));
        if let Some(found) = &found {
            comes_back(&text, found);
        }
    }
}

/// Most of those programs have no error; a generator that makes none would test nothing.
#[test]
fn most_programs_by_chance_are_programs() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut good = 0;
    let mut faults: BTreeMap<String, u32> = BTreeMap::new();
    for _ in 0..100 {
        let tree = any_program().new_tree(&mut runner);
        let text = tree.expect("a program can be made").current();
        let found = problems(&[text]);
        good += usize::from(found.is_empty());
        for message in found {
            *faults.entry(message).or_default() += 1;
        }
    }
    assert!(good > 50, "only {good} of 100 have no error: {faults:#?}");
}
