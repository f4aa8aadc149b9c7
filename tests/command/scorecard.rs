//! Scorecards that the program fills in: from facts, and in a forecast.

use std::fs;

use crate::run::charter;

const STARTER: &str = include_str!("../../programs/starter/starter.charter");
const SCENARIO: &str = include_str!("../../scenarios/starter/baseline.yaml");
const PARTNERS: &str = include_str!("../../programs/starter/facts/partners.csv");
const HEADS: &str = "sale_id,happened,known,accepted,partner,seller,customer_id,order_id,deal_id,product,units,net_amount,status\n";

/// The scorecard of the field with its example, and one that has a score.
const CARDS: &str = r#"
product gadget "Gadget" { line tools; list 100 USD }
measure widgets "Widgets" { sum of sale.net_amount of widget where sale.status is accepted }
measure orders "Orders" { count of sale where sale.status is accepted }
measure customers "Customers" { distinct customer_id of sale where sale.status is accepted }
scorecard review "Business review" {
  lines
    | line             | weight | measure                                                                                   | target | unit        |
    | "Revenue growth" |    30% | growth of bookings in quarter over bookings in previous quarter when base is 0 then fails |     20 | "%"         |
    | "Widgets"        |    20% | share of widgets in quarter among bookings in quarter when base is 0 then passes          |    100 | "%"         |
    | "Orders"         |    20% | orders in quarter                                                                         |      5 | "orders"    |
    | "Customers"      |    15% | customers in quarter                                                                      |    4.5 | "customers" |
    | "Compliance"     |    15% |                                                                                           |    100 | "%"         |
  green  from 95%
  yellow from 85%
}
scorecard half_year "Half year" {
  every  half
  lines
    | line     | weight | measure          | target  | unit     |
    | "Sales"  |    40% | bookings in half | 363,000 | "USD"    |
    | "Orders" |    60% | orders in half   |       4 | "orders" |
    | "Visits" |     0% |                  |       1 | "visits" |
  green  from 95%
  yellow from 85%
}
"#;

/// 150,000 in the first quarter, 177,000 in the second: 18% more. 168,150 of them, 95%, are widgets. Six orders of
/// five; four customers of 4.5 are eight ninths.
const SALES: &str = "\
s1,2027-02-10,2027-02-10,2027-02-10,acme,ann,c1,o1,,widget,1,150000.00,accepted
s2,2027-04-01,2027-04-01,2027-04-01,acme,ann,c1,o2,,widget,1,100000.00,accepted
s3,2027-04-02,2027-04-02,2027-04-02,acme,ann,c2,o3,,widget,1,60000.00,accepted
s4,2027-04-03,2027-04-03,2027-04-03,acme,ann,c3,o4,,widget,1,8150.00,accepted
s5,2027-04-04,2027-04-04,2027-04-04,acme,ann,c3,o5,,gadget,1,8000.00,accepted
s6,2027-05-05,2027-05-05,2027-05-05,acme,ann,c4,o6,,gadget,1,800.00,accepted
s7,2027-06-30,2027-06-30,2027-06-30,acme,ann,c4,o7,,gadget,1,50.00,accepted
";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("facts")).unwrap();
    fs::write(at("a.charter"), format!("{STARTER}{CARDS}")).unwrap();
    fs::write(at("scenario.yaml"), SCENARIO).unwrap();
    fs::write(at("facts/partners.csv"), PARTNERS).unwrap();
    fs::write(at("facts/sales.csv"), format!("{HEADS}{SALES}")).unwrap();
    folder
}

#[test]
fn a_card_is_filled_in_from_facts() {
    let folder = folder();
    let settled = |until: &str, out: &str| {
        let command = [
            "settle",
            "a.charter",
            "--facts",
            "facts",
            "--until",
            until,
            "--out",
            out,
        ];
        let ran = charter(folder.path(), &command);
        assert_eq!(ran.code, 0, "{}", ran.err);
        fs::read_to_string(folder.path().join(out).join("current/scorecards.csv"))
    };
    let text = settled("2027-06-30", "out").unwrap();
    let of = |start: &str| -> Vec<&str> {
        let rows = text.lines().filter_map(|line| line.strip_prefix(start));
        rows.collect()
    };
    // Nobody sold before the first quarter, so its growth has no figure and fails.
    assert_eq!(
        of("review,acme,2027-01-01,2027-03-31,Revenue growth,"),
        ["0.3,,20,%,,red"]
    );
    assert_eq!(
        of("review,acme,2027-04-01,2027-06-30,"),
        [
            "Revenue growth,0.3,18,20,%,0.9,yellow",
            "Widgets,0.2,95,100,%,0.95,green",
            "Orders,0.2,6,5,orders,1.2,green",
            "Customers,0.15,4,4.5,customers,0.8889,yellow",
            "Compliance,0.15,,100,%,,",
        ]
    );
    // Brook sold nothing; the share over nothing passes.
    assert_eq!(
        of("review,brook,2027-04-01,2027-06-30,"),
        [
            "Revenue growth,0.3,,20,%,,red",
            "Widgets,0.2,,100,%,,green",
            "Orders,0.2,0,5,orders,0,red",
            "Customers,0.15,0,4.5,customers,0,red",
            "Compliance,0.15,,100,%,,",
        ]
    );
    // 327,000 of 363,000 are 109 of 121; seven orders of four count as four: 0.4 x 109/121 + 0.6 = 0.96033.
    assert_eq!(
        of("half_year,acme,2027-01-01,2027-06-30,"),
        [
            "Sales,0.4,327000,363000,USD,0.9008,yellow",
            "Orders,0.6,7,4,orders,1.75,green",
            "Visits,0,,1,visits,,",
            "score,1,,,,0.9603,green",
        ]
    );
    // A day before its end a period is not over.
    let text = settled("2027-06-29", "early").unwrap();
    assert!(text.contains("2027-03-31") && !text.contains("2027-06-30"));
}

/// The card of a forecast is that of its facts: what one run says of the last period is what settling its facts
/// says of each partner.
#[test]
fn a_forecast_counts_the_cards_of_its_facts() {
    let folder = folder();
    let simulate = [
        "simulate",
        "a.charter",
        "--scenario",
        "scenario.yaml",
        "--runs",
        "1",
        "--partners",
        "25",
        "--out",
        "out",
    ];
    let ran = charter(folder.path(), &simulate);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("review: Orders"), "{}", ran.out);
    let facts = [
        "simulate",
        "a.charter",
        "--scenario",
        "scenario.yaml",
        "--runs",
        "1",
        "--partners",
        "25",
        "--write-facts",
        "drawn",
    ];
    let ran = charter(folder.path(), &facts);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let settle = [
        "settle",
        "a.charter",
        "--facts",
        "drawn/current",
        "--until",
        "2028-06-30",
        "--out",
        "settled",
    ];
    let ran = charter(folder.path(), &settle);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let read = |path: &str| fs::read_to_string(folder.path().join(path)).unwrap();
    let (cards, forecast) = (
        read("settled/current/scorecards.csv"),
        read("out/current/scorecards.csv"),
    );
    let mut compared = 0;
    for row in forecast.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let [.., of, until, line, green, yellow, _] = cells.as_slice() else {
            panic!("{row}");
        };
        let all: Vec<&str> = cards
            .lines()
            .filter(|each| {
                let cells: Vec<&str> = each.split(',').collect();
                (cells[0], cells[3], cells[4]) == (*of, *until, *line)
            })
            .collect();
        assert_eq!(all.len(), 25, "{row}");
        for (colour, part) in [("green", green), ("yellow", yellow)] {
            let found = all.iter().filter(|each| each.ends_with(colour)).count();
            let part: f64 = part.parse().unwrap();
            assert!((part * 25.0 - found as f64).abs() < 1e-9, "{row}");
        }
        compared += 1;
    }
    // Four measured lines in four quarters, two and the score in two halves.
    assert_eq!(compared, 22);
}
