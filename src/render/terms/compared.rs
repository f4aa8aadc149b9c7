//! A figure beside what it is compared with, as a clause.

use super::condition::measured;
use super::score;
use crate::payout::measure::{Figure, Window};
use crate::payout::test::Comparison;
use crate::render::speaker::Speaker;

/// How a figure is compared with an amount.
pub fn comparison_key(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::AtLeast => "comparison.at_least",
        Comparison::Above => "comparison.above",
        Comparison::AtMost => "comparison.at_most",
        Comparison::Below => "comparison.below",
    }
}

/// The noun that a figure is: what the verb beside it goes by.
pub(super) fn head(speaker: Speaker<'_>, figure: &Figure) -> String {
    let of = match figure {
        Figure::Reading(of) | Figure::Share { of, .. } => of,
        Figure::Attainment(it) => &it.of,
        Figure::Growth { .. } | Figure::Density { .. } => return String::new(),
        Figure::Score(it) => return score::scored(speaker, it),
    };
    match of.window {
        Window::Average(..) | Window::Peak(..) => String::new(),
        Window::Occasion
        | Window::In(_)
        | Window::First(..)
        | Window::OverLast(..)
        | Window::OverPrevious(..)
        | Window::OfLastYear(_)
        | Window::Days(_)
        | Window::AsOf(_) => measured(speaker, of, None).0,
    }
}

/// A figure and what it is compared with, as a clause.
pub(super) fn compared(
    speaker: Speaker<'_>,
    comparison: Comparison,
    head: &str,
    (figure, amount): (&str, &str),
) -> String {
    let key = comparison_key(comparison);
    let key = match speaker.language.is_many(head) {
        true => format!("{key}.many"),
        false => key.to_owned(),
    };
    speaker.say(&key, &[("figure", figure), ("amount", amount)])
}
