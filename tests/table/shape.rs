//! What the shape of a file decides: encoding, quotes, headings and rows.

use charter::intake::findings::Findings;
use charter::intake::record::Limits;
use charter::intake::table::Table;

use crate::{marks, read, read_from, wanted};

#[test]
fn a_good_table_is_read_as_it_stands() {
    let text = "\u{feff}d,c,b,a\r\nUSD,5.00,2027,\" \"\"a\"\", b \"\r\n,,,\"two\nlines\"\n";
    let (rows, problems) = read(text.as_bytes());
    assert_eq!(problems, []);
    assert_eq!(
        rows,
        [
            [" \"a\", b ", "2027", "5.00", "USD"],
            ["two\nlines", "", "", ""]
        ]
    );
    let (rows, problems) = read(b"a,b,c,d\n");
    assert_eq!(
        (rows, problems),
        (vec![], vec![]),
        "a heading alone is a table without rows"
    );
}

/// Each file has one problem: its name, line and column.
fn each_is_refused(files: &[(&[u8], &'static str, u64, &str)]) {
    for (bytes, name, line, column) in files {
        let shown = String::from_utf8_lossy(bytes.get(..80).unwrap_or(bytes)).into_owned();
        assert_eq!(
            marks(&read(bytes).1),
            [(*name, *line, *column)],
            "{shown:?}"
        );
    }
}

#[test]
fn each_bad_encoding_has_its_name_and_place() {
    each_is_refused(&[
        (b"\xff\xfes\0a\0", "not-text", 1, ""),
        (b"\xfe\xff\0s\0a", "not-text", 1, ""),
        (b"s\0a\0l\0", "not-text", 1, ""),
        (b"\x1f\x8b\x08\0", "not-text", 1, ""),
        (b"PK\x03\x04", "not-text", 1, ""),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "not-text", 1, ""),
        (b"\x28\xb5\x2f\xfd\x04", "not-text", 1, ""),
        (
            b"a,b,c,d\n1,2027-02-01,5\x1b,USD\n",
            "hidden-character",
            2,
            "c",
        ),
        (
            "a,b,c,d\n1\u{202e},2,3,4\n".as_bytes(),
            "hidden-character",
            2,
            "a",
        ),
        (
            "a,b,c,d\n1,\u{200b},3,4\n".as_bytes(),
            "hidden-character",
            2,
            "b",
        ),
        (b"a,b,c,d\n1,2,3,\"4\r\n\"\n", "hidden-character", 2, "d"),
        ("a,b,c,d\u{feff}\n".as_bytes(), "hidden-character", 1, ""),
        (b"a,b,c,d\n\xed\xa0\x80,,,\n", "not-utf8", 2, ""),
    ]);
}

#[test]
fn each_bad_heading_has_its_name_and_place() {
    each_is_refused(&[
        (b"", "empty-table", 1, ""),
        (b"\xef\xbb\xbf", "empty-table", 1, ""),
        (b"\n", "blank-row", 1, ""),
        (b"a,b,c\n", "missing-column", 1, ""),
        (b"a,b,c,d,colour\n", "unknown-column", 1, "colour"),
        (b"a,b,c,d,A\n", "unknown-column", 1, "A"),
        (b"a,b,c,d,a\n", "repeated-column", 1, "a"),
        (b"a,b,c,d,\n", "empty-heading", 1, ""),
        (b"a;b;c;d\n", "other-separator", 1, ""),
        (b"a\tb\tc\td\n", "other-separator", 1, ""),
        (b"a|b|c|d\n", "other-separator", 1, ""),
        (b"a,b,c,d", "no-final-newline", 1, ""),
        (b"a,b,\"c,d\n", "unclosed-quote", 1, ""),
        (b"a,b\",c,d\n", "stray-quote", 1, ""),
        (b"a,b,c,d\r1,2,3,4\r", "lone-carriage-return", 1, ""),
        (b"a,b,c,d\r", "lone-carriage-return", 1, ""),
        ("x,".repeat(300).as_bytes(), "too-many-columns", 1, ""),
    ]);
}

#[test]
fn each_bad_row_has_its_name_and_place() {
    let below = |rest: String| format!("a,b,c,d\n{rest}").into_bytes();
    each_is_refused(&[
        (b"a,b,c,d\n1,2,\"5,4\n", "unclosed-quote", 2, ""),
        (
            b"a,b,c,d\n1,2,3,4\n1,x,\"5,\n\n\nUSD\n",
            "unclosed-quote",
            3,
            "",
        ),
        (b"a,b,c,d\n1,2,10,4\n2,2,10", "no-final-newline", 3, ""),
        (b"a,b,c,d\n1,2,10,\"4\"", "no-final-newline", 2, ""),
        (b"a,b,c,d\n1,2,3,4,5\n", "ragged-row", 2, ""),
        (b"a,b,c,d\n1,2,3\n", "ragged-row", 2, ""),
        (b"a,b,c,d\n1,2,3,4\n\n5,6,7,8\n", "blank-row", 3, ""),
        (b"a,b,c,d\n1,5\" pipe,3,4\n", "stray-quote", 2, ""),
        (b"a,b,c,d\n1,\"a\"b,3,4\n", "text-after-quote", 2, ""),
        (b"a,b,c,d\n1,\"a\" ,3,4\n", "text-after-quote", 2, ""),
        (
            b"a,b,c,d\n1,2,3,4\r5,6,7,8\n",
            "lone-carriage-return",
            2,
            "",
        ),
        (
            &below(format!("1,{},3,4\n", "x".repeat(8_193))),
            "long-field",
            2,
            "",
        ),
        (
            &below(format!("1,\"{},3,4\n", "x".repeat(9_000))),
            "long-field",
            2,
            "",
        ),
        (
            &below(format!("{}\n", "abcdefg,".repeat(8_193))),
            "too-many-columns",
            2,
            "",
        ),
        (
            &below(format!("{}\n", format!("{},", "x".repeat(8_000)).repeat(9))),
            "long-row",
            2,
            "",
        ),
    ]);
    let longest = below(format!("1,{},3,4\n", "x".repeat(8_192)));
    assert_eq!(read(&longest).1, [], "a field of 8 KiB is read");
}

#[test]
fn every_problem_of_a_table_has_a_help() {
    for bytes in [
        &b""[..],
        b"a;b\n",
        b"\xff\xfe",
        b"a,x,,a\n",
        b"a,b,c,d\n\n\"a\"b\n\"x",
    ] {
        let (_, problems) = read(bytes);
        assert!(!problems.is_empty());
        assert!(
            problems.iter().all(|problem| problem.help.is_some()),
            "{problems:?}"
        );
    }
}

#[test]
fn all_that_is_wrong_with_a_heading_is_said_at_once() {
    let columns = wanted(&["sale_id", "happened", "net_amount", "currency"]);
    let text = &b"happened,,colour,happened,Net_Amount\n"[..];
    let (_, problems) = read_from(text, &columns, Limits::STANDARD);
    let expected = [
        ("empty-heading", 1, ""),
        ("unknown-column", 1, "colour"),
        ("repeated-column", 1, "happened"),
        ("unknown-column", 1, "Net_Amount"),
        ("missing-column", 1, ""),
        ("missing-column", 1, ""),
    ];
    assert_eq!(
        marks(&problems),
        expected,
        "a misspelt column is not missing as well"
    );
    let helps: Vec<&str> = problems
        .iter()
        .filter_map(|problem| problem.help.as_deref())
        .collect();
    assert_eq!(helps[3], "did you mean `net_amount`?");
    assert_eq!(problems[4].message, "the column `sale_id` is missing");
}

#[test]
fn every_bad_row_is_listed_and_the_good_ones_are_read() {
    let (rows, problems) = read(b"a,b,c,d\n1,2\n1,2,3,4\n\n\"x\"y,,,\n5,6,7,8\n");
    assert_eq!(rows, [["1", "2", "3", "4"], ["5", "6", "7", "8"]]);
    let expected = [
        ("ragged-row", 2, ""),
        ("blank-row", 4, ""),
        ("text-after-quote", 5, ""),
    ];
    assert_eq!(marks(&problems), expected);
}

#[test]
fn lines_are_counted_through_quoted_ones() {
    let (_, problems) = read(b"a,b,c,d\n\"1\n\n\",2,3,4\n1,2\n");
    assert_eq!(marks(&problems), [("ragged-row", 5, "")]);
}

#[test]
fn bytes_that_are_not_utf8_are_placed() {
    let mut bytes = "\u{feff}a,b,c,d\n\"\"\"é\"\"\",".as_bytes().to_vec();
    let offset = bytes.len() + 3;
    bytes.extend_from_slice(b"Mun\xfcnchen,3,4\n");
    let (_, problems) = read(&bytes);
    assert_eq!(marks(&problems), [("not-utf8", 2, "")]);
    let message = format!("byte {offset} of the file, `0xfc`, is not UTF-8");
    assert_eq!(problems[0].message, message);
    assert_eq!(
        problems[0].facts.get("byte_offset"),
        Some(&offset.to_string())
    );
}

#[test]
fn halves_of_a_letter_in_two_fields_are_not_utf8() {
    let (rows, problems) = read(b"a,b,c,d\nx,y\xc3,\xa9,4\n");
    assert_eq!(marks(&problems), [("not-utf8", 2, "")]);
    assert_eq!(
        problems[0].message,
        "byte 11 of the file, `0xc3`, is not UTF-8"
    );
    assert!(rows.is_empty());
}

#[test]
fn columns_may_be_renamed_ignored_or_left_out() {
    let mut wanted = wanted(&["sale_id", "units?", "net_amount"]);
    wanted
        .renamed
        .insert("Invoice".to_owned(), "sale_id".to_owned());
    wanted.ignored.insert("Salesperson".to_owned());
    let mut findings = Findings::default();
    let text = &b"Salesperson,net_amount,Invoice\nann,5,s1\n"[..];
    let table = Table::open("t.csv", text, &wanted, Limits::STANDARD, &mut findings);
    let mut table = table.expect("no failure").expect("a good heading");
    let record = table
        .next(&mut findings)
        .expect("no failure")
        .expect("a row");
    let cells = [
        record.cell(0),
        record.cell(1),
        record.cell(2),
        record.cell(3),
    ];
    assert_eq!(cells, [Some("s1"), None, Some("5"), None]);
    assert_eq!(record.line(), 2);
    assert_eq!(
        record.place(0).column.as_deref(),
        Some("Invoice"),
        "as the file names it"
    );
    assert_eq!(record.place(0).excerpt, "ann,5,s1");
    assert_eq!(table.rows(), 1);
    let text = &b"sale_id,Invoice,net_amount\n"[..];
    assert!(
        Table::open("t.csv", text, &wanted, Limits::STANDARD, &mut findings)
            .expect("no failure")
            .is_none()
    );
    assert_eq!(
        findings.problems().first().map(|problem| problem.name),
        Some("repeated-column")
    );
}
