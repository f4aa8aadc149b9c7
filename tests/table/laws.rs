//! Against the csv crate, whose reader repairs what ours refuses and whose writer is sound.

use std::io::BufReader;

use charter::intake::record::Limits;
use proptest::prelude::*;

use crate::{read_from, wanted};

fn field() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{0,4}",
        "[a-c\", \n=é語\t]{0,6}",
        Just(String::new()),
        Just("\"".to_owned()),
    ]
}

/// Bytes that matter to a reader, and both halves of an accented letter.
fn letter() -> impl Strategy<Value = u8> {
    prop::sample::select(b"ab,\"\n\n\r \xc3\xa9\xff".to_vec())
}

proptest! {
    /// Whatever the csv crate writes is read back, in pieces of any size.
    #[test]
    fn what_another_writer_writes_is_read(
        rows in prop::collection::vec([field(), field(), field()], 0..8),
        always in any::<bool>(),
        windows in any::<bool>(),
        size in 1_usize..40,
    ) {
        let style = if always { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
        let end = if windows { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut writer = csv::WriterBuilder::new()
            .quote_style(style)
            .terminator(end)
            .from_writer(Vec::new());
        writer.write_record(["a", "b", "c"]).expect("in memory");
        for row in &rows {
            writer.write_record(row).expect("in memory");
        }
        let bytes = writer.into_inner().expect("in memory");
        let input = BufReader::with_capacity(size, bytes.as_slice());
        let (read, problems) = read_from(input, &wanted(&["a", "b", "c"]), Limits::STANDARD);
        prop_assert_eq!(problems, vec![]);
        prop_assert_eq!(read, rows.into_iter().map(Vec::from).collect::<Vec<_>>());
    }

    /// Of any bytes: what is read without a finding, the csv crate reads alike; the size of the
    /// pieces in which it arrives changes nothing; and no input is a panic.
    #[test]
    fn any_bytes_are_read_alike_or_refused(
        letters in prop::collection::vec(letter(), 0..40),
        size in 1_usize..9,
    ) {
        let mut bytes = b"a,b\n".to_vec();
        bytes.extend(letters);
        let columns = wanted(&["a", "b"]);
        let whole = read_from(bytes.as_slice(), &columns, Limits::STANDARD);
        let input = BufReader::with_capacity(size, bytes.as_slice());
        let pieces = read_from(input, &columns, Limits::STANDARD);
        prop_assert_eq!(&whole, &pieces);
        let (rows, problems) = whole;
        if problems.is_empty() {
            let mut other = csv::ReaderBuilder::new().flexible(true).from_reader(bytes.as_slice());
            let others: Vec<Vec<String>> = other
                .records()
                .map(|record| record.expect("UTF-8").iter().map(str::to_owned).collect())
                .collect();
            prop_assert_eq!(rows, others);
        }
    }
}
