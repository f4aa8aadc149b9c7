//! What is taken off the price when a sale is ordered, and what is paid later: whoever pays must tell them apart.

use std::fs;
use std::path::Path;

use crate::run::{charter, folder_with};

const STARTER: &str = include_str!("../../programs/starter/starter.charter");
const SCENARIO: &str = include_str!("../../scenarios/starter/baseline.yaml");
const PARTNERS: &str = include_str!("../../programs/starter/facts/partners.csv");
const SETTLE: &[&str] = &["settle", "a.charter", "--facts", "facts", "--out", "out"];

/// Two moments of one sale: 10% of 1,200 off the price on the day of the order, a Saturday, and 5% of the 1,080 that are left on
/// the first open day 30 days after the quarter, of which 30 April 2027 is a Friday. A discount is the same as a spiff that is
/// paid as one.
#[test]
fn a_discount_is_due_at_the_order_and_a_rebate_later() {
    let terms = "  undo    never\n  account contra revenue\n  tax     reported by partner\n}\n";
    let discount =
        "discount front \"At the order\" {\n  on      each sale in year\n  rate    10%\n";
    let spiff = "spiff front \"At the order\" {\n  on      each sale in year\n  amount  10% per sale of the sale\n  \
                 pay     0 days after sale date to the partner as discount\n";
    for front in [discount, spiff] {
        let rules = format!(
            "{front}{terms}rebate back \"Afterwards\" {{\n  on      each sale in year\n  rate    5%\n  \
             pay     30 days after quarter end next business day in US to the partner as credit note\n{terms}\
             reduce back by front\n"
        );
        let booked = [
            "2027-02-06 2027-02-06 front 120.00",
            "2027-02-06 2027-04-30 back 54.00",
        ];
        assert_eq!(dues_of_one_sale(&rules), booked, "{rules}");
    }
}

/// A sale of 1,200 on 6 February, settled: the day, the due date, the incentive and the amount of each entry.
fn dues_of_one_sale(rules: &str) -> Vec<String> {
    let folder = one_sale(rules);
    let ran = charter(folder.path(), SETTLE);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let mut rows = columns(folder.path(), "entries.csv", &[1, 2, 3, 10]);
    rows.sort();
    rows
}

/// A program with rules of its own, and a sale of 1,200 on 6 February.
fn one_sale(rules: &str) -> tempfile::TempDir {
    let head = STARTER.split("rebate volume").next().unwrap();
    let sale = "sale_id,happened,partner,product,net_amount\ns1,2027-02-06,acme,widget,1200.00\n";
    let facts = [("partners", PARTNERS), ("sales", sale)];
    let folder = folder_with(&format!("{head}{rules}"), &facts);
    fs::write(folder.path().join("scenario.yaml"), SCENARIO).unwrap();
    folder
}

/// Some cells of each row of a table, by their places.
fn columns(folder: &Path, table: &str, places: &[usize]) -> Vec<String> {
    let text = fs::read_to_string(folder.join("out/current").join(table)).unwrap();
    let rows = text.lines().skip(1).map(|row| {
        let cells: Vec<&str> = row.split(',').collect();
        let own: Vec<&str> = places.iter().map(|place| cells[*place]).collect();
        own.join(" ")
    });
    rows.collect()
}

/// The program of the test above with returns: half of the sale comes back in May, after the first settlement. The discount gives
/// back 60 on an invoice, and the rebate 27 from the next payout, which is due 30 days after the quarter of the return.
#[test]
fn what_is_taken_off_is_not_paid_again() {
    let undo = |from: &str| {
        format!(
            "  undo    when returned within 180 days of sale date at the rate first paid {from}\n  \
             account contra revenue\n  tax     reported by partner\n}}\n"
        )
    };
    let rules = format!(
        "discount front \"At the order\" {{\n  on      each sale in year\n  rate    10%\n{}\
         rebate back \"Afterwards\" {{\n  on      each sale in year\n  rate    5%\n  \
         pay     30 days after quarter end next business day in US to the partner as credit note\n{}\
         reduce back by front\n",
        undo("as invoice"),
        undo("from next payout"),
    );
    let folder = one_sale(&rules);
    let until = |day: &str| {
        let ran = charter(folder.path(), &[SETTLE, &["--until", day]].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        let statements = folder.path().join("out/current/statements/en");
        fs::read_to_string(statements.join("0001-acme.md")).unwrap()
    };
    let first = until("2027-03-31");
    let sums = "New: **54.00 USD**. On your invoices in all: 120.00 USD.";
    assert!(first.contains(sums), "{first}");
    assert!(first.contains("## On your invoices\n"), "{first}");
    let back = "return_id,happened,sale_id,net_amount\nr1,2027-05-10,s1,600.00\n";
    fs::write(folder.path().join("facts/returns.csv"), back).unwrap();
    let second = until("2027-09-30");
    let sums = "New: **-27.00 USD**. Posted before: 54.00 USD. On your invoices in all: 60.00 USD.";
    assert!(second.contains(sums), "{second}");
    let mut entries = columns(folder.path(), "entries.csv", &[2, 3, 6, 7, 10]);
    entries.sort();
    assert_eq!(
        entries,
        [
            "2027-02-06 front award discount 120.00",
            "2027-04-30 back award credit note 54.00",
            "2027-05-10 front reversal invoice -60.00",
            "2027-07-30 back reversal next payout -27.00",
        ]
    );
    // Opening, booked, due, closing: of the discount nothing is owed.
    assert_eq!(
        columns(folder.path(), "payable.csv", &[0, 1, 2, 3, 4]),
        [
            "Q1 2027 0.00 54.00 0.00 54.00",
            "Q2 2027 54.00 -27.00 54.00 -27.00",
            "Q3 2027 -27.00 0.00 -27.00 0.00",
        ]
    );
    let mut ledger = columns(folder.path(), "ledger.csv", &[2, 4]);
    ledger.sort();
    assert_eq!(
        ledger,
        [
            "contra revenue -27.00",
            "contra revenue -60.00",
            "contra revenue 120.00",
            "contra revenue 54.00",
            "partner payable -54.00",
            "partner payable 27.00",
            "partner receivable -120.00",
            "partner receivable 60.00",
        ]
    );
}

const TERMS: &str = "  account contra revenue\n  tax     reported by partner\n}\n";

/// What a program says of its sales, settled to the end of March, and by another program to the end of June.
fn settled_by(first: &str, then: &str) -> tempfile::TempDir {
    let folder = one_sale(first);
    let ran = charter(
        folder.path(),
        &[SETTLE, &["--until", "2027-03-31"]].concat(),
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let head = STARTER.split("rebate volume").next().unwrap();
    fs::write(folder.path().join("a.charter"), format!("{head}{then}")).unwrap();
    folder
}

fn goes_on(folder: &Path) {
    let ran = charter(folder, &[SETTLE, &["--until", "2027-06-30"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
}

/// 10% of 1,200 were taken off; 12% by the program of now are 24 more, and 7% are 36 less. The price of the sale stays what it
/// was: what is corrected is paid, or lessens what is.
#[test]
fn a_corrected_discount_is_a_credit_note() {
    let of = |rate: &str| {
        format!(
            "discount front \"At the order\" {{\n  on      each sale in year\n  rate    {rate}\n  undo    never\n{TERMS}"
        )
    };
    for (rate, corrected) in [("12%", "24.00"), ("7%", "-36.00")] {
        let folder = settled_by(&of("10%"), &of(rate));
        goes_on(folder.path());
        assert_eq!(
            columns(folder.path(), "entries.csv", &[3, 6, 7, 10]),
            [
                "front award discount 120.00".to_owned(),
                format!("front adjustment credit note {corrected}")
            ]
        );
        let owed = columns(folder.path(), "payable.csv", &[0, 2]);
        assert_eq!(owed, [format!("Q2 2027 {corrected}")], "{rate}");
    }
}

/// A spiff of 120 was paid as a credit note and is had as a discount now. Half of the sale comes back in May, and 60 are taken back on an
/// invoice: not of what is owed, and of no discount.
#[test]
fn what_an_invoice_takes_back_does_not_lessen_what_is_paid() {
    let of = |pay: &str| {
        format!(
            "spiff front \"For each sale\" {{\n  on      each sale in year\n  amount  10% per sale of the sale\n  pay     {pay}\n  \
             undo    when returned within 180 days of sale date at the rate first paid as invoice\n{TERMS}"
        )
    };
    let note =
        of("30 days after quarter end next business day in US to the partner as credit note");
    for then in [
        &note,
        &of("0 days after sale date to the partner as discount"),
    ] {
        let folder = settled_by(&note, then);
        let back = "return_id,happened,sale_id,net_amount\nr1,2027-05-10,s1,600.00\n";
        fs::write(folder.path().join("facts/returns.csv"), back).unwrap();
        goes_on(folder.path());
        assert_eq!(
            columns(folder.path(), "entries.csv", &[2, 6, 7, 10]),
            [
                "2027-04-30 award credit note 120.00",
                "2027-05-10 reversal invoice -60.00"
            ]
        );
        assert_eq!(
            columns(folder.path(), "payable.csv", &[0, 2, 3]),
            ["Q1 2027 120.00 0.00", "Q2 2027 0.00 120.00"]
        );
    }
}

/// A rebate of 10% of a quarter paid 120. Half of the sale comes back in May and the quarter is computed again: what is taken back is a
/// reversal, on an invoice at once or from the payout that is due 30 days after the quarter of the return, as its clause says.
#[test]
fn what_a_quarter_computed_again_takes_back_goes_where_its_clause_says() {
    for (from, expected, owed) in [
        (
            "as invoice",
            "2027-05-10 reversal invoice -60.00",
            ["Q1 2027 120.00 0.00", "Q2 2027 0.00 120.00"].as_slice(),
        ),
        (
            "from next payout",
            "2027-07-30 reversal next payout -60.00",
            &[
                "Q1 2027 120.00 0.00",
                "Q2 2027 -60.00 120.00",
                "Q3 2027 0.00 -60.00",
            ],
        ),
    ] {
        let rules = format!(
            "rebate front \"For the quarter\" {{\n  on      bookings in quarter\n  rate    10%\n  \
             pay     30 days after quarter end next business day in US to the partner as credit note\n  \
             undo    when returned within 180 days of sale date by recomputing the period {from}\n{TERMS}"
        );
        let folder = settled_by(&rules, &rules);
        let back = "return_id,happened,sale_id,net_amount\nr1,2027-05-10,s1,600.00\n";
        fs::write(folder.path().join("facts/returns.csv"), back).unwrap();
        goes_on(folder.path());
        assert_eq!(
            columns(folder.path(), "entries.csv", &[2, 6, 7, 10]),
            ["2027-04-30 award credit note 120.00", expected]
        );
        assert_eq!(
            columns(folder.path(), "payable.csv", &[0, 2, 3]),
            owed,
            "{from}"
        );
    }
}

/// A history that does not say the forms is not gone on from, and no copy of it helps.
#[test]
fn a_history_of_before_is_told_as_one() {
    let rules = format!(
        "discount front \"At the order\" {{\n  on      each sale in year\n  rate    10%\n  undo    never\n{TERMS}"
    );
    let folder = settled_by(&rules, &rules);
    let at = |name: &str| folder.path().join(name);
    let history = fs::read_to_string(at("out/current/history.jsonl")).unwrap();
    let before = history.replace("charter history 2", "charter history 1");
    fs::write(at("before.jsonl"), before).unwrap();
    let on = [
        "--posted",
        "before.jsonl",
        "--out",
        "other",
        "--until",
        "2027-06-30",
    ];
    let ran = charter(folder.path(), &[&SETTLE[..4], &on].concat());
    assert_eq!(ran.code, 1, "{}", ran.err);
    for part in ["damaged-history", "earlier version", "everything again"] {
        assert!(ran.err.contains(part), "{part}\n{}", ran.err);
    }
    assert!(!at("other").exists());
}

/// Who holds a tier at the end of the quarter is not known at the order, whatever gives the discount.
#[test]
fn a_spiff_had_at_the_order_asks_for_no_tier_to_come() {
    let folder = one_sale(&format!(
        "spiff front \"At the order\" {{\n  for     member as of quarter end\n  on      each sale in year\n  amount  50 USD per sale\n  \
         pay     0 days after sale date to the partner as discount\n  undo    never\n{TERMS}"
    ));
    let ran = charter(folder.path(), SETTLE);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("discount-not-at-the-order"), "{}", ran.err);
}
