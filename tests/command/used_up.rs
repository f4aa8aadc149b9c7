//! A sale that a cap or a budget leaves nothing for is told of with that limit.

use std::fs;

use crate::run::charter;

const PROGRAM: &str = r#"program small "Small" {
  edition   2027
  published 2026-11-01
  year      2027-01-01 to 2027-12-31
  money     USD
  round     half even per posting
  zone      America/New_York
  languages en
  prevails  en
}
role finance "Finance" { duty "Owns the budget." }
region US "United States" { countries US; weekend Saturday, Sunday }
line tools "Tools" { margin 45% internal }
product widget "Widget" { line tools; list 120 USD }
product gadget "Gadget" { line tools; list 120 USD }
product bolt "Bolt" { line tools; list 120 USD }
product nut "Nut" { line tools; list 120 USD }
measure bookings "Bookings" { sum of sale.net_amount where sale.status is accepted }
spiff quick "Quick" {
  on      each sale of widget in year
  amount  10% per sale of the sale
  cap     100 USD per partner per quarter crossing paid to the limit
  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    never
  account contra revenue
  tax     reported by partner
}
spiff drawn "Drawn" {
  on      each sale of gadget in year
  amount  100 USD per sale
  budget  pot
  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    never
  account contra revenue
  tax     reported by partner
}
budget pot "Pot" { 150 USD; owner finance; order first accepted ties by claim number; crossing refused }
rebate season "Season" {
  on      bookings of bolt in quarter
  rate    10%
  cap     50 USD per partner per year crossing refused
  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    never
  account contra revenue
  tax     reported by partner
}
"#;

const SALES: &str = "sale_id,happened,partner,product,net_amount
w1,2027-01-10,acme,widget,1000
w2,2027-01-11,acme,widget,1000
g1,2027-01-10,acme,gadget,500
g2,2027-01-11,acme,gadget,500
b1,2027-01-10,acme,bolt,400
b2,2027-04-10,acme,bolt,200
n1,2027-04-10,acme,nut,200
";

/// 10% of 1,000 fills the room of the first quarter; of 150 in the pot 50 are left, and 100 are asked for; of 50 for the year 40 were paid
/// for the first quarter, and 10% of 200 are 20. Nothing pays for a nut.
#[test]
fn the_limit_that_left_nothing_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("facts")).unwrap();
    fs::write(at("small.charter"), PROGRAM).unwrap();
    fs::write(at("facts/partners.csv"), "partner,title\nacme,Acme\n").unwrap();
    fs::write(at("facts/sales.csv"), SALES).unwrap();
    let asked = [
        "settle",
        "small.charter",
        "--facts",
        "facts",
        "--out",
        "out",
    ];
    let ran = charter(folder.path(), &asked);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let rows = fs::read_to_string(at("out/current/rows.csv")).unwrap();
    let told: Vec<&str> = rows.lines().skip(1).collect();
    assert_eq!(
        told,
        [
            "sale,w1,acme,paid,quick,",
            "sale,w2,acme,excluded,the limit of Quick was used up: 100 USD per partner per quarter,",
            "sale,g1,acme,paid,drawn,",
            "sale,g2,acme,excluded,it did not fit into the budget of Drawn,",
            "sale,b1,acme,paid,season,",
            "sale,b2,acme,excluded,it did not fit into the limit of Season: 50 USD per partner per program year,",
            "sale,n1,acme,excluded,no incentive pays for it,",
        ]
    );
    let statement = at("out/current/statements/en/0001-acme.md");
    let statement = fs::read_to_string(statement).unwrap();
    assert!(
        statement.contains("| the limit of Quick was used up: 100 USD per partner per quarter |")
    );
}
