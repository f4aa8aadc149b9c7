//! The generated reader and its work limit.
//! It must not say anything to a user: names of grammar rules stay here.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::Pairs;

/// The reader that the grammar generates.
#[derive(pest_derive::Parser)]
#[grammar = "../grammar/charter.pest"]
struct Charter;

/// Calls of the generated reader that one byte may cost; the tests below hold every family of
/// texts under half of it.
const CALLS_PER_BYTE: usize = 200;
/// Calls that any text may cost.
const CALLS_AT_LEAST: usize = 10_000;

/// The limit of calls is one value for the whole process, so only one text is read at a time.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Why a text was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stop {
    /// The byte at which no rule could go on.
    pub at: usize,
    /// Whether the work limit was met, and not the end of what the rules allow.
    pub exhausted: bool,
}

/// Reads a text by a rule.
pub(super) fn read(rule: Rule, text: &str) -> Result<Pairs<'_, Rule>, Stop> {
    let calls = text.len().saturating_mul(CALLS_PER_BYTE);
    read_within(rule, text, calls.saturating_add(CALLS_AT_LEAST))
}

fn read_within(rule: Rule, text: &str, calls: usize) -> Result<Pairs<'_, Rule>, Stop> {
    let turn = ONE_AT_A_TIME.lock();
    let _turn = turn.unwrap_or_else(PoisonError::into_inner);
    pest::set_call_limit(NonZeroUsize::new(calls));
    Charter::parse(rule, text).map_err(|error| Stop {
        at: match error.location {
            InputLocation::Pos(at) => at,
            InputLocation::Span((start, _)) => start,
        },
        exhausted: matches!(error.variant, ErrorVariant::CustomError { .. }),
    })
}

#[cfg(test)]
mod tests {
    use super::{CALLS_PER_BYTE, Rule, read_within};

    /// The fewest calls with which a text is read, or refused for its shape.
    fn calls(text: &str) -> usize {
        let enough = |calls: usize| match read_within(Rule::program, text, calls) {
            Ok(_) => true,
            Err(stop) => !stop.exhausted,
        };
        let (mut few, mut many) = (0, 1_000 * text.len());
        assert!(enough(many));
        while few + 1 < many {
            let middle = few + (many - few) / 2;
            if enough(middle) {
                many = middle;
            } else {
                few = middle;
            }
        }
        many
    }

    /// Texts that grow by repeating one part: nesting, chains, unclosed things, near misses.
    fn families(times: usize) -> Vec<(&'static str, String)> {
        let unit = |unit: &str| unit.repeat(times);
        let deep = |open: &str, close: &str| {
            let one = format!("{}x 1{}\n", open.repeat(60), close.repeat(60));
            one.repeat(times / 60)
        };
        vec![
            ("blocks in blocks", deep("a { ", " }")),
            ("blocks on lines", deep("a {\n", "\n}")),
            ("blocks never closed", unit("a {\n")),
            ("closers", unit("}\n")),
            ("parentheses", format!("a {}{}\n", unit("( "), unit(") "))),
            ("parentheses never closed", format!("a {}\n", unit("("))),
            ("chain of words", format!("{}\n", unit("word "))),
            ("chain of clauses", unit("a;")),
            ("list", format!("a{}\n", unit(", b"))),
            ("list over lines", format!("a{}\n", unit(",\n b"))),
            ("comments", unit("# c\n")),
            ("comments in a list", format!("a{}\n", unit(", # c\n b"))),
            (
                "comments before no row",
                format!("a {{ b\n{} c }}\n", unit("# c\n")),
            ),
            (
                "clauses, each followed by lines and no row",
                unit("a\n\n#c\n"),
            ),
            ("wide row", format!("a\n|{}\n", unit(" b |"))),
            ("many rows", format!("a\n{}", unit("| b | c |\n"))),
            ("rows never closed", format!("a\n{}", unit("| b | c\n"))),
            ("row and no closer", format!("a\n|{}\n", unit(" b c"))),
            ("digits", format!("a {}x\n", unit("1"))),
            ("groups", format!("a 1{}0\n", unit(",000"))),
            ("decimals", format!("a 1.{}x\n", unit("1"))),
            ("dates that are none", unit("2027-02-0x ")),
            ("word that ends badly", format!("{}\n", unit("a."))),
            ("one long word", format!("{}@\n", unit("a"))),
            ("letters beyond ASCII", format!("{}\n", unit("é"))),
            ("odd characters", format!("{}\n", unit("@"))),
            ("escapes", format!("a \"{}\"\n", unit("\\\""))),
            ("text never closed", format!("a \"{}\n", unit("\\\""))),
            ("texts", unit("\"x\" ")),
            ("empty lines", unit("\n")),
            ("spaces", format!("a{}b\n", unit(" "))),
            ("signs", format!("a {}\n", unit("- "))),
            ("pipes", format!("a {}\n", unit("| "))),
            (
                "braces in braces at the wrong place",
                format!("a {}\n", unit("{ ")),
            ),
        ]
    }

    /// Nests deeper than the scan would let through, so it needs a deep stack.
    #[test]
    fn reading_takes_time_linear_in_the_text() {
        let thread = std::thread::Builder::new().stack_size(1 << 28);
        thread.spawn(check_families).unwrap().join().unwrap();
    }

    fn check_families() {
        let (small, large) = (families(120), families(480));
        for ((name, small), (_, large)) in small.iter().zip(&large) {
            let (few, many) = (calls(small), calls(large));
            let (bytes, more_bytes) = (small.len(), large.len());
            // Calls per byte do not grow with the text, but for the share of its fixed ends.
            assert!(
                many * bytes * 100 <= few * more_bytes * 105 + 1_000 * bytes * 100,
                "{name}: {few} calls for {bytes} bytes, {many} for {more_bytes}"
            );
            assert!(
                many <= more_bytes * CALLS_PER_BYTE / 2,
                "{name}: {many} calls for {more_bytes} bytes"
            );
        }
    }
}
