//! How much is read before a file is refused, and inputs that fail or never end.

use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

use charter::intake::findings::Findings;
use charter::intake::record::Limits;
use charter::intake::table::Table;

use crate::{marks, read_from, wanted};

#[test]
fn rows_and_bytes_have_limits() {
    let columns = wanted(&["a", "b", "c", "d"]);
    let text = &b"a,b,c,d\n1,2,3,4\n1,2\n1,2,3,4\n1,2,3,4\n"[..];
    let few = Limits {
        rows: 2,
        ..Limits::STANDARD
    };
    let (rows, problems) = read_from(text, &columns, few);
    assert_eq!(rows.len(), 1);
    assert_eq!(
        marks(&problems),
        [("ragged-row", 3, ""), ("too-many-rows", 4, "")]
    );
    // The first four lines have 8, 8, 4 and 8 bytes.
    let short = Limits {
        bytes: 27,
        ..Limits::STANDARD
    };
    let (rows, problems) = read_from(text, &columns, short);
    assert_eq!(rows.len(), 1);
    assert_eq!(
        marks(&problems),
        [("ragged-row", 3, ""), ("too-many-bytes", 4, "")]
    );
    assert_eq!(Limits::STANDARD.rows, 50_000_000);
}

/// An input without end that counts what is taken from it.
struct Endless {
    start: &'static [u8],
    taken: Rc<Cell<usize>>,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let from_start = self.start.read(buffer)?;
        let size = if from_start > 0 {
            from_start
        } else {
            buffer.len()
        };
        buffer[from_start..size].fill(b'x');
        self.taken.set(self.taken.get() + size);
        Ok(size)
    }
}

#[test]
fn an_endless_field_is_refused_after_a_few_kilobytes() {
    let columns = wanted(&["a", "b", "c", "d"]);
    for start in [&b"a,b,c,d\n1,\""[..], b"a,b,c,d\n1,", b"a,b,c,", b""] {
        let taken = Rc::new(Cell::new(0));
        let input = BufReader::new(Endless {
            start,
            taken: Rc::clone(&taken),
        });
        let (rows, problems) = read_from(input, &columns, Limits::STANDARD);
        assert_eq!(rows.len(), 0);
        let names: Vec<&str> = problems.iter().map(|problem| problem.name).collect();
        assert_eq!(names, ["long-field"]);
        assert!(taken.get() < 32 << 10, "{} bytes were read", taken.get());
    }
}

#[test]
fn a_failing_input_is_not_a_finding() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    let columns = wanted(&["a", "b", "c", "d"]);
    let mut findings = Findings::default();
    let input = BufReader::new(Failing);
    let table = Table::open("t.csv", input, &columns, Limits::STANDARD, &mut findings);
    assert!(table.is_err());
    let start = b"a,b,c,d\n"[..].chain(BufReader::new(Failing));
    let table = Table::open("t.csv", start, &columns, Limits::STANDARD, &mut findings);
    let mut table = table.expect("the heading is there").expect("and good");
    assert!(table.next(&mut findings).is_err());
    assert_eq!(findings.errors(), 0);
}
