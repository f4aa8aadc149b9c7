//! Reading one clause by its descriptor: keyword, value, phrases in any order, table.

use crate::base::name::nearest;
use crate::base::span::Span;
use crate::compile::cursor::{Cursor, Read};
use crate::compile::scope::{Scope, a};
use crate::compile::{mend, phrase, sense, table, value};
use crate::diagnostic::Problem;
use crate::kind::changing::{FROM, UNTIL, dated, instead};
use crate::kind::file::FILE;
use crate::kind::spec::{Clause, Force, Given, Kind, Phrase, Value};
use crate::kind::{exception, named};
use crate::syntax;
use crate::syntax::token::Token;

/// Reads a clause of a body: the keyword, if it is known, and what was given. Nothing is given when it uses
/// names whose own declaration already failed, or when it was reported.
pub fn read(
    kind: &'static Kind,
    written: &syntax::Clause,
    scope: &Scope,
    path: &[String],
    problems: &mut Vec<Problem>,
) -> (Option<&'static str>, Option<Given>) {
    let mut cursor = Cursor::new(&written.tokens, written.span, "");
    let mut found = Vec::new();
    let read = match descriptor(kind, &mut cursor) {
        Ok(clause) => {
            let given = parse((kind, clause), cursor, written, scope, &mut found);
            (
                Some(clause.word),
                given.unwrap_or_else(|problem| {
                    let reads = |tokens: &[Token]| {
                        is_short(written) && scope.may_read() && reads(kind, written, tokens, scope)
                    };
                    found.push(mend::mended(
                        problem,
                        &written.tokens,
                        (clause, scope),
                        reads,
                    ));
                    None
                }),
            )
        }
        Err(problem) => {
            let reads = |tokens: &[Token]| {
                is_short(written) && scope.may_read() && reads(kind, written, tokens, scope)
            };
            found.push(mend::headed(problem, &written.tokens, (kind, scope), reads));
            (None, None)
        }
    };
    problems.extend(found.into_iter().map(|problem| {
        let word = read.0.filter(|word| !word.is_empty());
        problem.within(path.iter().cloned().chain(word.map(str::to_owned)))
    }));
    read
}

/// A longer line, or one with a larger table, is not tried in other ways.
const LONGEST_MENDED: usize = 100;

fn is_short(written: &syntax::Clause) -> bool {
    let rows = written.table.as_ref().map_or(0, |table| table.rows.len());
    written.tokens.len().max(rows) <= LONGEST_MENDED
}

/// Whether a clause is read without a problem where these are its tokens.
fn reads(kind: &'static Kind, written: &syntax::Clause, tokens: &[Token], scope: &Scope) -> bool {
    let other = syntax::Clause {
        tokens: tokens.to_vec(),
        ..written.clone()
    };
    // Nobody reads what is wrong with a line that is only tried: no names near to its own are looked for.
    let comparisons = scope.comparisons_left.replace(0);
    let read = is_read(kind, &other, scope);
    scope.comparisons_left.set(comparisons);
    read
}

fn is_read(kind: &'static Kind, other: &syntax::Clause, scope: &Scope) -> bool {
    let mut cursor = Cursor::new(&other.tokens, other.span, "");
    let mut problems = Vec::new();
    let Ok(clause) = descriptor(kind, &mut cursor) else {
        return false;
    };
    let given = parse((kind, clause), cursor, other, scope, &mut problems);
    problems.is_empty() && matches!(given, Ok(Some(_)))
}

fn parse(
    (kind, clause): (&'static Kind, &'static Clause),
    mut cursor: Cursor,
    written: &syntax::Clause,
    scope: &Scope,
    problems: &mut Vec<Problem>,
) -> Read<Option<Given>> {
    cursor.help = clause.help;
    // Behind a name whose own declaration failed it is not known where the value ends.
    let Some(value) = value::read(clause.value, &mut cursor, scope)? else {
        return Ok(None);
    };
    let (phrases, force) = phrases((kind, clause), &mut cursor, scope, written.span)?;
    let Some(phrases) = phrases else {
        return Ok(None);
    };
    let mut given = Given {
        word: clause.word,
        value,
        phrases,
        table: None,
        rows: written
            .table
            .iter()
            .flat_map(|table| &table.rows)
            .map(|row| row.span)
            .collect(),
        force,
        span: written.span,
    };
    given.table = table::read(clause, &given, written, scope, problems)?;
    match sense::fault(clause, &given, scope) {
        Some(problem) => Err(problem),
        None => Ok(Some(given)),
    }
}

/// The clause whose keyword stands here, stepped over; the head where none does.
fn descriptor(kind: &'static Kind, cursor: &mut Cursor) -> Read<&'static Clause> {
    let words: Vec<&'static str> = kind
        .clauses
        .iter()
        .map(|clause| clause.word)
        .filter(|word| !word.is_empty())
        .collect();
    if let Some(word) = cursor.eat_longest(&words) {
        let found = kind.clauses.iter().find(|clause| clause.word == word);
        return found.ok_or_else(|| cursor.expected("a clause"));
    }
    let head = kind.clauses.iter().find(|clause| clause.word.is_empty());
    let Some(word) = cursor.peek_word() else {
        return head.ok_or_else(|| cursor.expected("a clause"));
    };
    if &**word == "where" {
        let message = "`where` stands on a line of its own".to_owned();
        return Err(Problem::error("unexpected-text", message)
            .at(cursor.span())
            .help("write it on the line that it narrows: sum of sale.net_amount where sale.status is accepted"));
    }
    let near = nearest(
        word,
        words
            .iter()
            .map(|phrase| phrase.split(' ').next().unwrap_or(phrase)),
    );
    // Two kinds of a word that a kind has one of.
    let other = [("amount", "rate"), ("rate", "amount")]
        .into_iter()
        .find(|(said, meant)| &**word == *said && words.contains(meant));
    let near = other.map_or(near, |(_, meant)| Some(meant));
    match (head, near) {
        (Some(head), None) => Ok(head),
        (_, near) => {
            // Of several clauses that begin alike the one that most of the words are of.
            let alike = near.into_iter().flat_map(|near| {
                let words = words.iter().copied();
                words.filter(move |phrase| phrase.split(' ').next() == Some(near))
            });
            let most = alike.rev().max_by_key(|phrase| cursor.begun(phrase));
            Err(unknown_clause(kind, word, cursor.span(), most))
        }
    }
}

fn unknown_clause(kind: &Kind, word: &str, span: Span, near: Option<&str>) -> Problem {
    if kind.word == FILE.word && named(word).is_some() {
        let message = format!("`{word}` begins a block, and no `{{` stands on its line");
        return Problem::error("unknown-word", message)
            .at(span)
            .help(format!("write: {word} NAME \"Title\" {{ ... }}"));
    }
    let problem = Problem::error(
        "unknown-word",
        format!("{} has no clause `{word}`", a(kind.word)),
    )
    .at(span);
    if kind.word == exception::KIND.word && word == "amount" {
        return problem.help("each exception brings its own amount, in `exceptions.csv`; to limit it, write: cap 700 USD per partner per year crossing paid to the limit");
    }
    match near {
        Some(near) => {
            let line = kind.clauses.iter().find(|clause| clause.word == near);
            problem.help(match line {
                Some(clause) => {
                    format!("did you mean `{}`? write: {}", clause.word, clause.help)
                }
                None => format!("did you mean `{near}`?"),
            })
        }
        None => {
            let words: Vec<String> = kind
                .clauses
                .iter()
                .filter(|clause| !clause.word.is_empty())
                .map(|clause| format!("`{}`", clause.word))
                .collect();
            problem.help(format!("its clauses are {}", words.join(", ")))
        }
    }
}

/// Phrases as they were given, each with its place.
pub type Phrases = Vec<(&'static str, Value, Span)>;

/// Reads phrases until the tokens end.
fn phrases(
    (kind, clause): (&'static Kind, &'static Clause),
    cursor: &mut Cursor,
    scope: &Scope,
    whole: Span,
) -> Read<(Option<Phrases>, Force)> {
    let mut found: Phrases = Vec::new();
    let mut force = Force::default();
    while !cursor.is_done() {
        let start = cursor.span();
        if date((kind, clause), cursor, scope, &mut force)? {
            continue;
        }
        let phrase = next_phrase((kind, clause), cursor, &found)?;
        let value = value::read(phrase.value, cursor, scope);
        match value.map_err(|problem| phrase::without(phrase, scope, problem))? {
            Some(value) => found.push((phrase.lead, value, start.to(cursor.last_span()))),
            None => return Ok((None, force)),
        }
    }
    phrase::all_stand(clause, &found, whole)?;
    Ok((Some(found), force))
}

/// Reads `from` or `until` a date, where the clause has no phrase of its own with this word.
fn date(
    (kind, clause): (&'static Kind, &'static Clause),
    cursor: &mut Cursor,
    scope: &Scope,
    force: &mut Force,
) -> Read<bool> {
    let own = |lead: &str| clause.phrases.iter().any(|phrase| phrase.lead == lead);
    let Some(lead) = [FROM.lead, UNTIL.lead]
        .into_iter()
        .find(|lead| !own(lead) && cursor.stands_before_date(lead))
    else {
        return no_date((kind, clause), cursor, own, scope).map_or(Ok(false), Err);
    };
    let start = cursor.span();
    cursor.skip();
    let day = cursor.date("a date such as `2027-07-01`")?;
    let place = start.to(cursor.last_span());
    let may_be = dated(kind);
    if !may_be.contains(&clause.word) {
        let message = match clause.word {
            "" => "this holds for the whole year".to_owned(),
            word => format!("a clause `{word}` holds for the whole year"),
        };
        let problem = Problem::error("cannot-be-dated", message).at(place);
        return Err(problem.help(match (may_be, instead(kind)) {
            (_, Some(instead)) => instead.to_owned(),
            ([], None) => format!("no clause of {} has dates", a(kind.word)),
            (_, None) => format!("dates may stand in {}", may_be.join(", ")),
        }));
    }
    let side = if lead == FROM.lead {
        &mut force.from
    } else {
        &mut force.until
    };
    if side.replace(day).is_some() {
        return Err(Problem::error(
            "said-twice",
            format!("`{lead}` is said twice in one clause"),
        )
        .at(place)
        .help("keep the date that is meant"));
    }
    if let (Some(from), Some(until)) = (force.from, force.until)
        && until < from
    {
        let message = format!("the clause ends on {until}, before it begins on {from}");
        return Err(Problem::error("ends-before-it-starts", message)
            .at(place)
            .help(format!("write: from {until} until {from}")));
    }
    Ok(true)
}

/// `from July`: a date is meant where a clause may have one, and what stands there is none.
fn no_date(
    (kind, clause): (&'static Kind, &'static Clause),
    cursor: &Cursor,
    own: impl Fn(&str) -> bool,
    scope: &Scope,
) -> Option<Problem> {
    let may = |lead: &&str| !own(lead) && cursor.peek_word().is_some_and(|word| **word == **lead);
    let lead = [FROM.lead, UNTIL.lead].into_iter().find(may)?;
    if !dated(kind).contains(&clause.word) {
        return None;
    }
    let mut ahead = cursor.clone();
    ahead.skip();
    let what = ahead.here();
    let message = format!("`{lead}` asks for a date with its year, found {what}");
    let period = ahead.peek_word().and_then(|word| scope.fiscal.named(word));
    let days = period.map_or(scope.fiscal.year(), |period| scope.fiscal.days(period));
    let day = if lead == FROM.lead {
        days.first()
    } else {
        days.last()
    };
    let problem = Problem::error("unexpected-text", message).at(ahead.span());
    Some(problem.help(format!("write: {} {lead} {day}", clause.help)))
}

fn next_phrase(
    (kind, clause): (&'static Kind, &'static Clause),
    cursor: &mut Cursor,
    found: &Phrases,
) -> Read<&'static Phrase> {
    let leads: Vec<&'static str> = clause.phrases.iter().map(|phrase| phrase.lead).collect();
    let span = cursor.span();
    let Some(lead) = cursor.eat_longest(&leads) else {
        return Err(phrase::unknown((kind, clause), cursor, &leads));
    };
    let fitting = clause.phrases.iter().filter(|phrase| phrase.lead == lead);
    let repeats = fitting.clone().count() > 1 || lead == "per";
    if !repeats && found.iter().any(|(each, _, _)| *each == lead) {
        return Err(Problem::error(
            "said-twice",
            format!("`{lead}` is said twice in one clause"),
        )
        .at(span)
        .help(format!("write: {}", clause.help)));
    }
    fitting
        .clone()
        .next()
        .ok_or_else(|| cursor.expected("a phrase"))
}
