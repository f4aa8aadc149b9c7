//! What a single cell decides, read as the reader of facts does.

use charter::base::money::Currency;
use charter::intake::cell_fault::CellFault;
use charter::intake::findings::Findings;
use charter::intake::record::Limits;
use charter::intake::table::Table;
use charter::intake::{number, word};

use crate::{marks, wanted};

#[test]
fn each_bad_cell_has_its_name_and_place() {
    let euro = Currency::parse("EUR").expect("a currency");
    let columns = wanted(&["sale_id", "happened", "net_amount"]);
    for (cells, name, column) in [
        ("s1,2027-02-01,inf", "not-finite", "net_amount"),
        ("s1,2027-02-01,NaN", "not-finite", "net_amount"),
        ("s1,2027-02-01,\"1,234.50\"", "grouped-digits", "net_amount"),
        (
            "s1,2027-02-01,(12.00)",
            "parenthesised-amount",
            "net_amount",
        ),
        ("s1,2027-02-01, 5", "spaces-in-cell", "net_amount"),
        ("s1,2027-02-01,5.001", "too-many-decimals", "net_amount"),
        ("s1,2027-02-01,1e3", "exponent-in-number", "net_amount"),
        ("s1,2027-02-01,€5", "currency-in-amount", "net_amount"),
        ("s1,2027-02-01,+5", "leading-plus", "net_amount"),
        ("s1,2027-02-01,５", "foreign-digits", "net_amount"),
        ("s1,2027-02-01,", "empty-cell", "net_amount"),
        ("s1,2026-02-30,5.00", "no-such-day", "happened"),
        ("s1,01/02/2026,5.00", "not-a-date", "happened"),
        ("s1,2027-02-01T10:00,5.00", "time-of-day", "happened"),
        ("=HYPERLINK(1),2027-02-01,5.00", "formula-in-id", "sale_id"),
        (" s1,2027-02-01,5.00", "spaces-in-cell", "sale_id"),
    ] {
        let text = format!("sale_id,happened,net_amount\n{cells}\n");
        let mut findings = Findings::default();
        let table = Table::open(
            "t.csv",
            text.as_bytes(),
            &columns,
            Limits::STANDARD,
            &mut findings,
        );
        let mut table = table.expect("no failure").expect("a good heading");
        let mut found = Findings::default();
        let record = table
            .next(&mut findings)
            .expect("no failure")
            .expect("a row");
        record.read(0, true, word::id, &mut found);
        record.read(1, true, number::date, &mut found);
        record.read(2, true, |text| number::amount(text, euro), &mut found);
        assert_eq!(marks(found.problems()), [(name, 2, column)]);
    }
}

#[test]
fn an_optional_cell_may_be_empty_or_left_out() {
    let text = &b"a,b\n,x\n"[..];
    let mut findings = Findings::default();
    let columns = wanted(&["a?", "b", "c?"]);
    let table = Table::open("t.csv", text, &columns, Limits::STANDARD, &mut findings);
    let mut table = table.expect("no failure").expect("a good heading");
    let record = table
        .next(&mut findings)
        .expect("no failure")
        .expect("a row");
    let mut found = Findings::default();
    assert_eq!(record.read(0, false, number::whole, &mut found), None);
    assert_eq!(record.read(2, false, number::whole, &mut found), None);
    assert_eq!(found.errors(), 0);
    assert_eq!(record.read(0, true, number::whole, &mut found), None);
    assert_eq!(
        record.read(1, false, |_| Err::<(), _>(CellFault::NotWhole), &mut found),
        None
    );
    assert_eq!(found.errors(), 2);
}
