//! Of a sale that nothing is paid for is told why: which limit left nothing, that it brings no more, or that it is not paid yet.

use std::fs;

use tempfile::TempDir;

use crate::run::{charter, folder_with};

const HEAD: &str = r#"program small "Small" {
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
"#;

const LIMITED: &str = r#"spiff quick "Quick" {
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

/// Settles sales up to a day: the folder, and what `rows.csv` says of each.
fn told(incentives: &str, sales: &str, until: &str) -> (TempDir, Vec<String>) {
    let partners = ("partners", "partner,title\nacme,Acme\n");
    let program = format!("{HEAD}{incentives}");
    let folder = folder_with(&program, &[partners, ("sales", sales)]);
    let asked = [
        "settle",
        "a.charter",
        "--facts",
        "facts",
        "--out",
        "out",
        "--until",
        until,
    ];
    let ran = charter(folder.path(), &asked);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let rows = fs::read_to_string(folder.path().join("out/current/rows.csv")).unwrap();
    let told = rows.lines().skip(1).map(str::to_owned).collect();
    (folder, told)
}

fn statement(folder: &TempDir) -> String {
    let statement = folder.path().join("out/current/statements/en/0001-acme.md");
    fs::read_to_string(statement).unwrap()
}

/// 10% of 1,000 fills the room of the first quarter; of 150 in the pot 50 are left, and 100 are asked for; of 50 for the year 40 were paid
/// for the first quarter, and 10% of 200 are 20. Nothing pays for a nut.
#[test]
fn the_limit_that_left_nothing_is_named() {
    let (folder, told) = told(LIMITED, SALES, "2027-12-31");
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
    let statement = statement(&folder);
    assert!(
        statement.contains("| the limit of Quick was used up: 100 USD per partner per quarter |")
    );
}

const LATER: &str = r#"rebate volume "Volume" {
  on      bookings of widget in quarter
  rate    10%
  cap     50 USD per partner per quarter crossing paid to the limit
  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    never
  account contra revenue
  tax     reported by partner
}
spiff held "Held" {
  on      each sale of gadget in year
  amount  100 USD per sale
  hold    until customer paid
  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    never
  account contra revenue
  tax     reported by partner
}
spiff drawn "Drawn" {
  on      each sale of bolt in year
  amount  100 USD per sale
  budget  pot
  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    never
  account contra revenue
  tax     reported by partner
}
budget pot "Pot" { 150 USD; owner finance; share pro rata at quarter end }
rebate shared "Shared" {
  on      bookings of nut in quarter
  rate    10%
  budget  jar
  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    never
  account contra revenue
  tax     reported by partner
}
budget jar "Jar" { 150 USD; owner finance; share pro rata at half end }
product screw "Screw" { line tools; list 120 USD }
"#;

const COMING: &str = "sale_id,happened,known,partner,product,net_amount
w1,2027-01-10,2027-01-10,acme,widget,600
w2,2027-01-11,2027-05-01,acme,widget,500
g1,2027-01-10,2027-01-10,acme,gadget,500
b1,2027-01-10,2027-01-10,acme,bolt,400
n1,2027-01-10,2027-01-10,acme,nut,200
s1,2027-01-10,2027-01-10,acme,screw,200
";

/// In February the quarter of the rebate is open, the bolt waits for the share of its budget and the gadget for its customer's payment. In May
/// the quarter has paid its limit of 50 for the first widget, and the second is known: it brings no more. The nut of a quarter waits for the share of the
/// half. Nothing pays for a screw, which is final only once no period holds its day.
#[test]
fn what_is_not_paid_yet_and_what_brings_no_more_are_told_apart() {
    let of = |day: &str| {
        let (folder, told) = told(LATER, COMING, day);
        let told: Vec<String> = told
            .iter()
            .map(|row| {
                row.replace("sale,", "")
                    .replace(",acme,excluded", "")
                    .replace('"', "")
            })
            .collect();
        (statement(&folder), told)
    };
    let (february, told) = of("2027-02-15");
    assert_eq!(
        told,
        [
            "w1,it counts for Volume, and nothing is paid for it so far,",
            "w2,it is known only after the last closed day,",
            "g1,it counts for Held, and nothing is paid for it so far,",
            "b1,it counts for Drawn, and nothing is paid for it so far,",
            "n1,it counts for Shared, and nothing is paid for it so far,",
            "s1,no incentive pays for it so far, and a period that holds its day is not over,",
        ]
    );
    assert!(
        february.contains("| it counts for Drawn, and nothing is paid for it so far |"),
        "{february}"
    );
    let (_, told) = of("2027-05-15");
    assert_eq!(
        told,
        [
            "w1,acme,paid,volume,",
            "w2,it counts for Volume, and brings no more,",
            "g1,it counts for Held, and nothing is paid for it so far,",
            "b1,acme,paid,drawn,",
            "n1,it counts for Shared, and nothing is paid for it so far,",
            "s1,no incentive pays for it,",
        ]
    );
}
