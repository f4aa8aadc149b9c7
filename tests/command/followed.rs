//! Whether `never falls` holds, does not hold, or is not known: what is not followed as sales rise is no proof.

use std::fs;

use crate::run::charter;

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
region US "United States" { countries US; weekend Saturday, Sunday }
line tools "Tools" { margin 45% internal }
product widget "Widget" { line tools; list 120 USD }
product gadget "Gadget" { line tools; list 120 USD }
measure bookings "Bookings" { sum of sale.net_amount where sale.status is accepted }
measure gadgets "Gadgets" { sum of sale.net_amount of gadget where sale.status is accepted }
measure number "Number" { count of sale where sale.status is accepted }
segment little "Little" { bookings in quarter <= 10,000 USD }
segment few "Few" { number in quarter <= 3 }
guardrail fair "Fair" { payout to a partner never falls when bookings rise }
"#;

/// What `check` says of the guardrail for a rebate of 1% of a quarter with some clauses.
fn said(clauses: &str) -> &'static str {
    told_of(
        "rebate",
        &format!("  on      bookings in quarter\n{clauses}"),
    )
}

fn told_of(kind: &str, clauses: &str) -> &'static str {
    let folder = tempfile::tempdir().unwrap();
    let rebate = format!(
        "{kind} volume \"Volume\" {{
{clauses}
  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    never
  account contra revenue
  tax     reported by partner
}}
"
    );
    fs::write(
        folder.path().join("small.charter"),
        format!("{HEAD}{rebate}"),
    )
    .unwrap();
    let ran = charter(folder.path(), &["check", "small.charter"]);
    let told = format!("{}{}", ran.out, ran.err);
    assert!(told.contains("no-notice-rule"), "{clauses}\n{told}");
    match (
        told.contains("guardrail-refuted"),
        told.contains("guardrail-not-proved"),
    ) {
        (true, false) => "refuted",
        (false, true) => "not proved",
        (false, false) => "holds",
        (true, true) => "both",
    }
}

#[test]
fn what_is_not_followed_is_not_proved() {
    let growth = "growth of bookings in quarter over bookings in previous quarter when base is 0 then fails >= 10%";
    let refused = "  rate 1%\n  cap 200 USD per partner per quarter crossing refused";
    for (clauses, expected) in [
        // A rate, and gates that more sales only open.
        ("  rate 1%", "holds"),
        (
            "  rate 1%\n  needs bookings in quarter >= 5,000 USD",
            "holds",
        ),
        ("  rate 1%\n  needs number in quarter >= 3", "holds"),
        (&format!("  rate 1%\n  needs {growth}"), "holds"),
        // Gates that close: of what is paid on a case shows it; of other things it can be so.
        (
            "  rate 1%\n  needs bookings in quarter <= 5,000 USD",
            "refuted",
        ),
        ("  rate 1%\n  needs number in quarter <= 5", "not proved"),
        ("  rate 1%\n  needs not number in quarter > 5", "not proved"),
        ("  for little\n  rate 1%", "refuted"),
        ("  for few\n  rate 1%", "not proved"),
        (
            "  rate 1%\n  needs share of gadgets in quarter among bookings in quarter when base is 0 then fails >= 40%",
            "not proved",
        ),
        // A limit that refuses falls by itself; behind growth that no case has it is not seen.
        (refused, "refuted"),
        (&format!("{refused}\n  needs {growth}"), "not proved"),
        (
            &format!("{refused}\n  needs number in quarter >= 3"),
            "not proved",
        ),
        // A table that falls at another figure.
        (
            "  rate whole by number in quarter\n    | from | all |\n    | 0    |  2% |\n    | 5    |  1% |",
            "not proved",
        ),
        (
            "  rate whole by number in quarter\n    | from | all |\n    | 0    |  1% |\n    | 5    |  2% |",
            "holds",
        ),
        (
            "  rate whole by bookings in quarter\n    | from       | all |\n    | 0 USD      |  2% |\n    | 50,000 USD |  1% |",
            "refuted",
        ),
    ] {
        assert_eq!(said(clauses), expected, "{clauses}");
    }
}

/// One sale before others may take from them what they would be paid.
#[test]
fn what_an_earlier_sale_takes_from_a_later_one_is_a_fall() {
    for (on, clauses, expected) in [
        // Each sale by itself.
        ("sale of widget in year", "amount 1% of the sale", "holds"),
        // Awards by number: a small sale takes the place of a large one, unless all are alike.
        (
            "sale of widget in year",
            "amount 1% of the sale\n  cap 3 awards per partner per year crossing refused",
            "refuted",
        ),
        (
            "sale of widget in year",
            "amount 10 USD per sale\n  cap 3 awards per partner per year crossing refused",
            "holds",
        ),
        // More sales than a case has.
        (
            "sale of widget in year",
            "amount 1% of the sale\n  cap 3,000 awards per partner per year crossing refused",
            "not proved",
        ),
        // Less later than sooner takes nothing away; more later does.
        (
            "sale of widget in year",
            "amount 10 USD per sale\n  double until 2027-06-30\n  cap 3 awards per partner per year crossing refused",
            "holds",
        ),
        (
            "sale of widget in year",
            "amount 10 USD per sale until 2027-06-30\n  amount 20 USD per sale from 2027-07-01\n  cap 3 awards per partner per year crossing refused",
            "refuted",
        ),
        // A limit that lets one award cross: a sale that just reaches it leaves nothing to a larger one.
        (
            "sale of widget in year",
            "amount 1% of the sale\n  cap 50 USD per partner per half crossing paid then closed",
            "refuted",
        ),
        (
            "sale of widget in year",
            "amount 10 USD per sale\n  cap 25 USD per partner per half crossing paid then closed",
            "holds",
        ),
        (
            "sale of widget in year",
            "amount 1% of the sale\n  cap 50 USD per partner per half crossing paid to the limit",
            "holds",
        ),
        // Only the first sale of an order is paid.
        (
            "order with a sale of widget in year",
            "amount 5% of the sale",
            "refuted",
        ),
        (
            "order with a sale of widget in year",
            "amount 10 USD per order",
            "holds",
        ),
        // A limit inside another leaves as much to the rest, two that cross do not.
        (
            "sale of widget in year",
            "amount 1% of the sale\n  cap 20 USD per deal per year crossing paid to the limit\n  cap 50 USD per partner per year crossing paid to the limit",
            "holds",
        ),
        (
            "sale of widget in year",
            "amount 1% of the sale\n  cap 20 USD per deal per year crossing paid to the limit\n  cap 50 USD per customer per year crossing paid to the limit",
            "not proved",
        ),
        (
            "sale of widget in year",
            "amount 1% of the sale\n  cap 20 USD per deal per year crossing paid to the limit\n  cap 50 USD per partner per quarter crossing paid to the limit",
            "not proved",
        ),
        // That a customer is new once is what the bonus is for.
        (
            "sale to a new customer in year",
            "amount 5% of the sale",
            "holds",
        ),
    ] {
        let clauses = format!("  on each {on}\n  {clauses}");
        assert_eq!(told_of("bonus", &clauses), expected, "{clauses}");
    }
}
