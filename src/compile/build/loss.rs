//! How a tier is lost, and what it costs.

use crate::compile::build::standing::{Falls, duration};
use crate::diagnostic::Problem;
use crate::kind::spec::{Given, Terms, Value};
use crate::model::standing::{Fall, FallStep, Fee, Hold, Loss};

/// What the clauses of a day say. What is wrong with a fall is told once, not for each day.
pub(super) fn loss(terms: &Terms, falls: Falls) -> Loss {
    Loss {
        fall: falls(terms.one("fall"), &mut Vec::new()),
        grace: duration(terms.one("grace").map(|given| &given.value)),
        hold: hold(terms.one("hold until")),
        fee: fee(terms.one("fee")),
    }
}

fn hold(given: Option<&Given>) -> Option<Hold> {
    match given?.value.word() {
        Some("year end") => Some(Hold::YearEnd),
        Some("next year end") => Some(Hold::NextYearEnd),
        Some("anniversary") => Some(Hold::Anniversary),
        Some(_) | None => None,
    }
}

fn fee(given: Option<&Given>) -> Option<Fee> {
    let given = given?;
    Some(Fee {
        amount: given.value.money()?,
        prorated: given.says("prorated by whole months"),
        refundable: duration(given.phrase("refundable within")),
    })
}

/// No review takes a tier; the end of its time does.
pub(super) const AT_THE_END: &str = "at the end";

/// When and how far a partner falls.
pub(super) fn fall(given: Option<&Given>, problems: &mut Vec<Problem>) -> Fall {
    let never = Fall {
        after_missed_reviews: 0,
        step: FallStep::OneRank,
    };
    let Some(given) = given else { return never };
    if given.value.word() == Some("never") {
        return never;
    }
    let is_at_the_end = given.value.word() == Some(AT_THE_END);
    let after = match given.phrase("after") {
        Some(Value::Count(count, _)) => u16::try_from(*count)
            .ok()
            .filter(|count| *count > 0 && !is_at_the_end),
        Some(_) => None,
        None if is_at_the_end => Some(0),
        None => Some(1),
    };
    let step = match (
        given.says("one rank at a time"),
        given.says("to the tier that is met"),
    ) {
        (true, false) => Some(FallStep::OneRank),
        (false, true) => Some(FallStep::ToTheTierThatIsMet),
        _ => None,
    };
    if let (Some(after_missed_reviews), Some(step)) = (after, step) {
        return Fall {
            after_missed_reviews,
            step,
        };
    }
    problems.push(unsaid(given, is_at_the_end));
    never
}

fn unsaid(given: &Given, is_at_the_end: bool) -> Problem {
    let (message, help) = if is_at_the_end {
        (
            "the clause does not say how far a partner falls at the end, and no review is counted for it",
            "write: fall at the end one rank at a time (or `to the tier that is met`)",
        )
    } else {
        (
            "the clause does not say how far a partner falls, and after how many missed reviews",
            "write: fall at review after 2 missed reviews in a row one rank at a time (or `to the tier that is met`)",
        )
    };
    Problem::error("fall-without-step", message)
        .at(given.span)
        .help(help)
}
