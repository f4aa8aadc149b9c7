//! Texts for partners that speak of what counsel must read first. Words are those of an English text; what says
//! the same in other words is not found. Must not know which lint asks.

use crate::lint::placeholder::{Told, told};
use crate::lint::spec::Context;

/// Every text that holds one of the phrases, with the phrase; phrases are in small letters.
pub fn saying<'a>(
    context: &Context<'a>,
    phrases: &[&'static str],
) -> Vec<(Told<'a>, &'static str)> {
    let mut found = Vec::new();
    for told in told(context) {
        let text = told.text.to_lowercase();
        if let Some(phrase) = phrases.iter().find(|phrase| text.contains(**phrase)) {
            found.push((told, *phrase));
        }
    }
    found
}
