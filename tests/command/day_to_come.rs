//! A tier asked for on a day that comes after a sale is known.

use std::fs;

use crate::run::{charter, folder_with};

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
region US "United States" { countries US; weekend Saturday, Sunday }
line tools "Tools" { margin 45% internal }
product widget "Widget" { line tools; list 120 USD }
product nut "Nut" { line tools; list 120 USD }
measure bookings "Bookings" { sum of sale.net_amount where sale.status is accepted }
tier gold "Gold" {
  rank   1
  earn   bookings over last 4 quarters >= 150,000 USD
  review every month on last business day in US
  rise   at review
  fall   at review after 2 missed reviews in a row one rank at a time
}
rebate launch "Launch" {
  for     gold as of quarter end
  on      each sale of widget in year
  rate    3%
  pay     10 business days after month end in US to the partner as credit note
  undo    never
  account contra revenue
  tax     reported by partner
}
"#;

const SALES: &str = "sale_id,happened,known,partner,product,net_amount
n1,2027-01-05,2027-01-05,acme,nut,200000
s1,2027-01-20,2027-01-20,acme,widget,1000
s2,2027-01-20,2027-04-20,acme,widget,1000
";

/// Acme rises to gold by the review of January. Both sales were made before; the first is known at once, when acme holds no tier, and
/// the second when the quarter is over and acme has held gold on its last day: 3% of 1,000. The policy says so.
#[test]
fn what_is_known_when_the_sale_is_known_counts() {
    let partners = ("partners", "partner,title\nacme,Acme\n");
    let folder = folder_with(PROGRAM, &[partners, ("sales", SALES)]);
    let at = |name: &str| folder.path().join(name);
    let asked = ["settle", "a.charter", "--facts", "facts", "--out", "out"];
    let ran = charter(folder.path(), &asked);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let entries = fs::read_to_string(at("out/current/entries.csv")).unwrap();
    let told: Vec<&str> = entries.lines().skip(1).collect();
    assert_eq!(told.len(), 1, "{entries}");
    assert!(told[0].contains(",sale s2,1,30.00,USD,"), "{entries}");
    let ran = charter(folder.path(), &["render", "a.charter", "--out", "pages"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let policy = fs::read_to_string(at("pages/current/en/policy.html")).unwrap();
    let said = "What is asked of a day that has not come when an award is reckoned counts as it is known then";
    assert!(policy.contains("Gold on the last day of the quarter") && policy.contains(said));
    let ran = charter(folder.path(), &["check", "a.charter"]);
    assert!(ran.out.contains("day-still-to-come"), "{}", ran.out);
}
