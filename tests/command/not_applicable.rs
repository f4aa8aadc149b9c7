//! The ids of the list of bad inputs that have no case among these tests, each with its reason: another test
//! holds it, or the language as it stands has nothing to be wrong in that way.

use std::collections::BTreeSet;

/// Sections and the last odd number of each, as the list counts them.
const SECTIONS: &[(&str, u32)] = &[
    ("A", 29),
    ("B", 21),
    ("C", 23),
    ("D", 25),
    ("E", 19),
    ("F", 25),
    ("G", 29),
    ("I", 29),
    ("L", 15),
];

const REASONS: &[(&str, &str)] = &[
    (
        "B07",
        "there is no `else`: a table has rows, and their number is bounded by the tokens of a program",
    ),
    ("C05", "there are no imports: a directory is a program"),
    ("C07", "there are no imports: a directory is a program"),
    (
        "C11",
        "two figures are never multiplied: no clause has a product",
    ),
    ("C15", "there are no functions"),
    ("D17", "a rate is a percentage: no quotient can be written"),
    ("D19", "number-without-rule is a lint with its own page"),
    ("D21", "awards are not split by weights yet"),
    (
        "D23",
        "there is no floor of a payout yet, so none can be above its cap",
    ),
    (
        "E05",
        "months are added to a date by one rule: the last day of a shorter month",
    ),
    ("E09", "a fact has a civil date and no time of day"),
    ("E11", "no time of day is read, so the zone is only printed"),
    ("E13", "a fact has a civil date and no time of day"),
    (
        "E19",
        "a change alters nothing before its first day: what an earlier day has is another version",
    ),
    (
        "F05",
        "bands give lower bounds only, so none can hide another",
    ),
    ("F07", "a measure is made of facts and never of payouts"),
    ("F09", "clawback-without-limit is a lint with its own page"),
    ("F13", "there is no least payout yet"),
    ("F15", "a sale has one partner"),
    ("F17", "a sale has one partner"),
    (
        "F23",
        "every bound is found exactly; the case that is not is said to be no bound",
    ),
    ("G25", "amounts-out-of-range: tests/scenario.rs"),
    ("I01", "no path is read from a program"),
    ("I03", "no path is read from a program"),
    ("I05", "no path is read from a program"),
    ("I07", "no path is read from a program"),
    ("I09", "no path is read from a program"),
    (
        "I17",
        "a link is refused before it is opened; a swap between the two needs a second writer on the same machine",
    ),
    (
        "I21",
        "names are plain words: the unit tests of src/shell/publish.rs",
    ),
    (
        "I29",
        "at most the limit is read, once; what was read is what is hashed",
    ),
    (
        "L13",
        "a run that is killed leaves the old set: src/shell/publish.rs",
    ),
];

/// Rows and files of facts: each id with what its case elsewhere says, and must go on saying.
const FACTS: &[(&str, &str)] = &[
    ("J01", "empty-table"),
    ("J03", "missing-column"),
    ("J05", "unknown-column"),
    ("J07", "unclosed-quote"),
    ("J09", "no-final-newline"),
    ("J11", "ragged-row"),
    ("J13", "long-field"),
    ("J15", "too-many-columns"),
    ("J17", "not-text"),
    ("J19", "formula-in-text"),
    ("J21", "not-finite"),
    ("J23", "grouped-digits"),
    ("J25", "parenthesised-amount"),
    ("J27", "spaces-in-cell"),
    ("J29", "too-many-decimals"),
    // A file has no column of currencies: amounts are in the program's own.
    ("J31", "unknown-column 1 currency"),
    ("J33", "unknown-column 1 currency"),
    ("J37", "no-such-day"),
    // There is no clock: what lies after the last closed day waits.
    ("J39", "it is known only after the last closed day"),
    ("J41", "time-of-day"),
    ("J43", "repeated-fact"),
    ("J45", "ids-differ-in-case"),
    ("J47", "there is no partner `nobody`"),
    ("J49", "negative-number"),
    ("J51", "returns add up to more than was sold"),
    ("J53", "it earns nothing itself; its sale earns less"),
    ("J57", "too-many-rows"),
    ("J59", "not-text"),
];

/// Ids of facts that cannot be.
const NO_FACTS: &[(&str, &str)] = &[
    (
        "J35",
        "no file of facts has rates of exchange: the program states them",
    ),
    (
        "J55",
        "a return is in the currency of the program, as its sale is",
    ),
    (
        "J61",
        "one file holds all facts of a type, and ids are told apart by type",
    ),
];

#[test]
fn every_bad_row_has_a_case_or_a_reason() {
    let cases = [
        include_str!("../settlement/bad_files.rs"),
        include_str!("../table/limits.rs"),
    ]
    .concat();
    for (id, said) in FACTS {
        assert!(cases.contains(said), "{id}: nothing says {said}");
    }
    let known: BTreeSet<&str> = FACTS.iter().chain(NO_FACTS).map(|(id, _)| *id).collect();
    let all: BTreeSet<String> = (1..=61).step_by(2).map(|at| format!("J{at:02}")).collect();
    assert!(all.iter().all(|id| known.contains(&**id)), "{known:?}");
    assert_eq!(all.len(), known.len());
}

/// Ids whose cases stand in a file beside this one, by name.
const BESIDE: &[&str] = &[
    include_str!("bad_program.rs"),
    include_str!("bad_path.rs"),
    include_str!("bad_scenario.rs"),
    include_str!("terminal.rs"),
];

#[test]
fn every_bad_input_has_a_case_or_a_reason() {
    let in_programs: BTreeSet<&str> = crate::bad_program::ids().into_iter().collect();
    let mut missing = Vec::new();
    for (section, last) in SECTIONS {
        for number in (1..=*last).step_by(2) {
            let id = format!("{section}{number:02}");
            let quoted = format!("\"{id}\"");
            let here =
                in_programs.contains(&*id) || BESIDE.iter().any(|text| text.contains(&quoted));
            let reason = REASONS.iter().any(|(each, _)| *each == id);
            assert!(
                !(here && reason),
                "{id} has a case and a reason for having none"
            );
            if !here && !reason {
                missing.push(id);
            }
        }
    }
    assert!(missing.is_empty(), "no case and no reason: {missing:?}");
}
