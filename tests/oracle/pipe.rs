//! Programs and facts by chance: `generate.py` writes them, the program pays them, and `check.py` works out the
//! same again.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use crate::python;
use crate::settled::settled;

fn asked(name: &str, otherwise: u64) -> u64 {
    let asked = std::env::var(name).ok();
    asked
        .and_then(|text| text.parse().ok())
        .unwrap_or(otherwise)
}

/// `CHARTER_CASES` programs from `CHARTER_SEED` on, each with several folders of facts.
#[test]
fn generated_cases_are_paid_the_same() {
    let (cases, seed) = (asked("CHARTER_CASES", 150), asked("CHARTER_SEED", 1));
    let mut made = python("generate.py")
        .args([seed.to_string(), cases.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the second book needs python3");
    let mut checked = python("check.py")
        .stdin(Stdio::piped())
        .spawn()
        .expect("the second book needs python3");
    let mut to = checked.stdin.take().unwrap();
    for line in BufReader::new(made.stdout.take().unwrap()).lines() {
        let case = serde_json::from_str(&line.unwrap()).unwrap();
        let whole = serde_json::to_string(&settled(&case)).unwrap();
        if writeln!(to, "{whole}").is_err() {
            break;
        }
    }
    drop(to);
    assert!(made.wait().unwrap().success(), "the generator failed");
    assert!(checked.wait().unwrap().success(), "the books differ");
}
