//! The generated reader and its work limit.
//! It must not say anything to a user: names of grammar rules stay here.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

use pest::Parser;
use pest::error::InputLocation;
use pest::iterators::Pairs;

/// The reader that the grammar generates.
#[derive(pest_derive::Parser)]
#[grammar = "../grammar/charter.pest"]
struct Charter;

/// Calls of the generated reader that one byte may cost. Real programs need about 20, the worst
/// generated families under 60.
const CALLS_PER_BYTE: usize = 200;
/// Calls that any text may cost.
const CALLS_AT_LEAST: usize = 10_000;

/// The limit of calls is one value for the whole process, so only one text is read at a time.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Reads a text by a rule. The error is the byte at which no rule could go on.
pub(super) fn read(rule: Rule, text: &str) -> Result<Pairs<'_, Rule>, usize> {
    let calls = text.len().saturating_mul(CALLS_PER_BYTE);
    read_within(rule, text, calls.saturating_add(CALLS_AT_LEAST))
}

fn read_within(rule: Rule, text: &str, calls: usize) -> Result<Pairs<'_, Rule>, usize> {
    let turn = ONE_AT_A_TIME.lock();
    let _turn = turn.unwrap_or_else(PoisonError::into_inner);
    pest::set_call_limit(NonZeroUsize::new(calls));
    Charter::parse(rule, text).map_err(|error| match error.location {
        InputLocation::Pos(at) => at,
        InputLocation::Span((start, _)) => start,
    })
}
