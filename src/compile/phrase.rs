//! What is said of the phrases of a clause that are not there, or are none. Must not know their values.

use crate::base::name::nearest;
use crate::base::span::Span;
use crate::compile::clause::Phrases;
use crate::compile::cursor::{Cursor, Read};
use crate::compile::scope::{Scope, noun};
use crate::diagnostic::Problem;
use crate::kind::spec::{Clause, Kind, Phrase, Shape};

/// A name of what the program declares none of: a phrase that may be left out is.
pub fn without(phrase: &Phrase, scope: &Scope, problem: Problem) -> Problem {
    let Shape::Name(sorts) = phrase.value else {
        return problem;
    };
    let is_none = sorts.iter().all(|sort| scope.of(*sort).is_empty());
    if phrase.required || !is_none || problem.name != "unknown-name" {
        return problem;
    }
    let nouns: Vec<String> = sorts
        .iter()
        .map(|sort| format!("no {}", noun(*sort)))
        .collect();
    problem.help(format!(
        "the program declares {}: leave `{}` and what follows it out",
        nouns.join(" and "),
        phrase.lead
    ))
}

/// That no phrase of the clause stands here.
pub fn unknown(
    (kind, clause): (&'static Kind, &Clause),
    cursor: &Cursor,
    leads: &[&'static str],
) -> Problem {
    let Some(word) = cursor.peek_word() else {
        return cursor.problem(
            "unexpected-text",
            match clause.word {
                "" => format!("{} does not belong here", cursor.here()),
                of => format!("{} does not belong here in a clause `{of}`", cursor.here()),
            },
        );
    };
    if let Some(lead) = leads
        .iter()
        .find(|lead| lead.split(' ').next() == Some(&**word))
    {
        let (word, of) = (&**word, clause.word);
        let alike: Vec<&str> = leads
            .iter()
            .copied()
            .filter(|lead| lead.split(' ').next() == Some(word))
            .collect();
        let reads: Vec<String> = alike.iter().map(|lead| format!("`{lead}`")).collect();
        let problem = cursor.problem(
            "unknown-word",
            format!(
                "a phrase of `{of}` reads `{lead}`; after this `{word}` it goes on in another way"
            ),
        );
        let next = cursor.word_after(1).map(|next| &**next);
        return match next {
            Some("unit" | "units") if alike.contains(&"per whole") => {
                problem.help("write: per whole 1 unit")
            }
            Some(_) | None if alike.len() > 1 => {
                problem.help(format!("its phrases are {}", reads.join(", ")))
            }
            Some(_) | None => problem,
        };
    }
    let message = match clause.word {
        "" => format!("`{word}` does not belong here"),
        of => format!("`{word}` does not belong in a clause `{of}`"),
    };
    let problem = Problem::error("unknown-word", message).at(cursor.span());
    let mut clauses = kind.clauses.iter().filter(|it| !it.word.is_empty());
    if let Some(next) =
        clauses.find(|it| it.word != clause.word && cursor.stands(it.word).is_some())
    {
        return problem.help(format!(
            "a clause begins on a line of its own, or behind `;`: {}",
            next.help
        ));
    }
    let first = leads
        .iter()
        .map(|lead| lead.split(' ').next().unwrap_or(lead));
    match nearest(word, first) {
        Some(near) => problem.help(format!("did you mean `{near}`? write: {}", clause.help)),
        None => problem.help(format!("write: {}", clause.help)),
    }
}

/// Every required phrase stands.
pub fn all_stand(clause: &'static Clause, found: &Phrases, whole: Span) -> Read<()> {
    for phrase in clause.phrases.iter().filter(|phrase| phrase.required) {
        if !found.iter().any(|(lead, _, _)| *lead == phrase.lead) {
            return Err(missing(clause, phrase, whole));
        }
    }
    Ok(())
}

fn missing(clause: &Clause, phrase: &Phrase, whole: Span) -> Problem {
    let name = match phrase.lead {
        "as of" => "no-day-named",
        "per" if matches!(clause.value, Shape::Limit) => "no-cap-scope",
        "crossing" => "no-crossing-rule",
        _ => "missing-phrase",
    };
    let what = match phrase.lead {
        "as of" => "on which day the standing counts".to_owned(),
        "per" if matches!(clause.value, Shape::Limit) => {
            "whose awards are added up, and over which time".to_owned()
        }
        "crossing" => "what happens to the award that crosses the limit".to_owned(),
        lead if matches!(phrase.value, Shape::Nothing) => format!("`{lead}`"),
        lead => format!("`{lead}` and what follows it"),
    };
    Problem::error(
        name,
        format!("the clause `{}` does not say {what}", clause.word),
    )
    .at(whole)
    .help(format!("write: {}", clause.help))
}
