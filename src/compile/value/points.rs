//! Reading what a score comes to, and how much of a target is reached.

use crate::base::name::nearest;
use crate::base::unit::Unit;
use crate::compile::cursor::{Cursor, Read};
use crate::compile::scope::Scope;
use crate::compile::value::{figure, moment, on_days};
use crate::diagnostic::Problem;
use crate::kind::spec::{Named, Refers};
use crate::payout::measure::Figure;
use crate::payout::score::{Read as What, Score, Scored};
use crate::payout::table::AsOf;
use crate::payout::target::Attained;

/// Whether the name of a score stands here, with or without one of its categories.
pub fn stands(cursor: &Cursor, scope: &Scope) -> bool {
    let Some(word) = cursor.peek_word() else {
        return false;
    };
    let name = word.split('.').next().unwrap_or(word);
    matches!(
        scope.names.get(name).map(|known| known.named),
        Some(Named::Score(_))
    )
}

/// `cloud_score as of review`, `cloud_score.skills as of quarter end`, `cloud_score passed as of review`.
pub fn scored(cursor: &mut Cursor, scope: &Scope) -> Read<Option<(Figure, Unit)>> {
    let (word, span) = cursor.word("the name of a score")?;
    let (name, category) = match word.split_once('.') {
        Some((name, category)) => (name, Some(category)),
        None => (&**word, None),
    };
    let Some(Named::Score(id)) = scope.find(name, span, &[Refers::Score])? else {
        return Ok(None);
    };
    let Some(score) = scope.scores.get(&id) else {
        return Err(Problem::error(
            "score-of-a-score",
            format!("`{name}` is a score, and points are not counted from points"),
        )
        .at(span)
        .help("count what the other score counts, in a part of this one"));
    };
    let (read, unit) = match category {
        Some(category) => match place(score, category) {
            Ok(at) => (What::Category(at), Unit::Points),
            Err(problem) => return Err(problem.at(span)),
        },
        None if cursor.eat("passed") => (What::Passed, Unit::Flag),
        None => (What::Total, Unit::Points),
    };
    let as_of = if cursor.stands("as of").is_none() && on_days::follows(cursor, "on") {
        AsOf::Occasion
    } else if cursor.eat("as of") {
        moment::as_of(cursor)?
    } else {
        let message = format!("`{word}` does not say on which day it is read");
        return Err(Problem::error("no-window", message)
            .at(span)
            .help(format!("write: {word} as of review")));
    };
    let scored = Scored {
        score: score.clone(),
        read,
        as_of,
    };
    Ok(Some((Figure::Score(Box::new(scored)), unit)))
}

fn place(score: &Score, wanted: &str) -> Result<usize, Problem> {
    let named = |at: &usize| {
        let category = score.categories.get(*at);
        category.is_some_and(|category| &*category.name == wanted)
    };
    if let Some(at) = (0..score.categories.len()).find(named) {
        return Ok(at);
    }
    let name = &score.name;
    let problem = Problem::error(
        "unknown-name",
        format!("`{name}` has no category `{wanted}`"),
    );
    let names = score.categories.iter().map(|category| &*category.name);
    Err(match nearest(wanted, names) {
        Some(near) => problem.help(format!("did you mean `{name}.{near}`?")),
        None => problem.help(format!("write: {name} as of review")),
    })
}

/// `bookings in quarter against reach`, after `attainment of`.
pub fn attained(cursor: &mut Cursor, scope: &Scope) -> Read<Option<(Figure, Unit)>> {
    let start = cursor.span();
    let of = figure::reading(cursor, scope)?;
    cursor.expect("against")?;
    let (word, span) = cursor.word("the name of a target")?;
    let found = scope.find(word, span, &[Refers::Target])?;
    let (Some((of, unit)), Some(Named::Target(id))) = (of, found) else {
        return Ok(None);
    };
    let Some((target, asked)) = scope.targets.get(&id) else {
        return Err(Problem::error(
            "target-of-a-target",
            format!("`{word}` is a target, and no target or score is made of one"),
        )
        .at(span)
        .help("say what is expected in amounts: amount 50,000 USD"));
    };
    if *asked != unit {
        let message = format!("{} is compared with {}", unit.words(), asked.words());
        return Err(Problem::error("mixed-units", message)
            .at(start.to(cursor.last_span()))
            .help("measure what the target is set in: bookings against an amount of money"));
    }
    let attained = Attained {
        of,
        target: target.clone(),
    };
    Ok(Some((
        Figure::Attainment(Box::new(attained)),
        Unit::Percent,
    )))
}
