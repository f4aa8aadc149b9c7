//! Reading tests that are asked on several days: `... on any day over last 4 months`, `... in every quarter of`.

use crate::base::period::Cycle;
use crate::compile::cursor::{Cursor, Read};
use crate::compile::scope::Scope;
use crate::compile::value::figure;
use crate::payout::test::{OnDays, Test};

/// The test, asked on the days that are named after it, if any are.
pub fn asked(cursor: &mut Cursor, scope: &Scope, test: Test) -> Read<Option<Test>> {
    let Some((every, each)) = lead(cursor) else {
        return Ok(Some(test));
    };
    cursor.skip();
    cursor.skip();
    cursor.skip();
    let window = figure::days_asked(cursor, scope)?;
    Ok(window.map(|window| {
        Test::OnDays(Box::new(OnDays {
            every,
            each,
            window,
            test,
        }))
    }))
}

/// `on any day`, `in every quarter`: whether all, and of what.
fn lead(cursor: &Cursor) -> Option<(bool, Cycle)> {
    let every = match cursor.word_after(1)?.as_str() {
        "any" => false,
        "every" => true,
        _ => return None,
    };
    let each = Cycle::parse(cursor.word_after(2)?)?;
    let lead = if each == Cycle::Day { "on" } else { "in" };
    (cursor.peek_word()?.as_str() == lead).then_some((every, each))
}

/// Whether the condition that is read here names days further on, after this word.
pub fn follows(cursor: &Cursor, word: &str) -> bool {
    ahead(cursor).is_some_and(|(lead, _)| lead == word)
}

/// The period of `in any quarter` further on in the condition that is read here.
pub fn period(cursor: &Cursor) -> Option<Cycle> {
    // A window of its own is named first.
    if cursor.stands("in").is_some() || cursor.stands("over").is_some() {
        return None;
    }
    ahead(cursor).and_then(|(lead, each)| (lead == "in").then_some(each))
}

fn ahead(cursor: &Cursor) -> Option<(&'static str, Cycle)> {
    let mut ahead = cursor.clone();
    while !ahead.is_done() && ahead.stands("and").is_none() && ahead.stands("or").is_none() {
        if let Some((_, each)) = lead(&ahead) {
            let word = if each == Cycle::Day { "on" } else { "in" };
            return Some((word, each));
        }
        ahead.skip();
    }
    None
}
