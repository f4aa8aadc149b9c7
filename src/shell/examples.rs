//! The worked examples of a program as findings: what was expected, what the program gives, and
//! why. Must not decide what a program pays.

use std::collections::BTreeSet;

use crate::base::id::{IncentiveId, SpecializationId};
use crate::base::money::Money;
use crate::base::span::Span;
use crate::diagnostic::Problem;
use crate::model::Program;
use crate::model::words::{Example, Expect};
use crate::render::settlement::reason;
use crate::render::speaker::Speaker;
use crate::render::why::steps;
use crate::render::words::Language;
use crate::semantics::example::{Outcome, Unexpected, play};
use crate::semantics::posting::Rejection;
use crate::semantics::why::Why;

/// Plays every example; one finding for each expectation that is not met, each payout that a
/// closed example does not expect, and each fact that is refused.
pub fn problems(program: &Program) -> Vec<Problem> {
    let examples = program.examples.iter();
    examples
        .flat_map(|example| problems_of(program, example))
        .collect()
}

/// The same for one example.
pub fn problems_of(program: &Program, example: &Example) -> Vec<Problem> {
    let place = program.origins.span(example.declared.origin);
    let title = &example.declared.title;
    let mut closed = example.clone();
    closed.closed = true;
    let Ok(played) = play(program, &closed) else {
        let message = format!("an amount of \"{title}\" is outside the range that can be counted");
        return vec![within(
            example,
            found("example-out-of-range", place, message),
        )];
    };
    let expects = example.expects.iter().zip(&played.outcomes);
    let mut problems: Vec<Problem> = expects
        .filter_map(|(expect, outcome)| {
            let problem = missed(program, title, outcome)?;
            Some(match paid_by(expect).and_then(|it| program.incentive(it)) {
                Some(incentive) => problem.fact("incentive", &incentive.declared.name),
                None => problem,
            })
        })
        .collect();
    if example.closed {
        // What is missing at one payee and too much at another of the same incentive is one mistake.
        let missed = missed_incentives(example, &played.outcomes);
        let surplus = played.unexpected.iter();
        let surplus = surplus.filter(|each| !missed.contains(&each.incentive));
        problems.extend(surplus.map(|each| pays_more(program, title, place, each)));
    } else {
        problems.extend(open(program, title, place, &played.unexpected));
    }
    for rejection in &played.rejections {
        problems.push(refused(program, title, place, rejection));
    }
    problems
        .into_iter()
        .map(|problem| within(example, problem.asked_for(&program.origins)))
        .collect()
}

/// The incentives with an expectation that is not met.
fn missed_incentives(example: &Example, outcomes: &[Outcome]) -> BTreeSet<IncentiveId> {
    let expects = example.expects.iter().zip(outcomes);
    let missed = expects.filter(|(_, outcome)| !outcome.is_met());
    missed.filter_map(|(expect, _)| paid_by(expect)).collect()
}

fn paid_by(expect: &Expect) -> Option<IncentiveId> {
    match expect {
        Expect::Payout { incentive, .. } => Some(*incentive),
        Expect::Tier { .. } | Expect::State { .. } | Expect::Specializations { .. } => None,
    }
}

fn found(name: &'static str, place: Option<Span>, message: String) -> Problem {
    placed(Problem::error(name, message), place)
}

fn placed(problem: Problem, place: Option<Span>) -> Problem {
    match place {
        Some(place) => problem.at(place),
        None => problem,
    }
}

fn within(example: &Example, problem: Problem) -> Problem {
    problem.within([format!("example \"{}\"", example.declared.title)])
}

fn missed(program: &Program, title: &str, outcome: &Outcome) -> Option<Problem> {
    if outcome.is_met() {
        return None;
    }
    Some(match outcome {
        Outcome::Payout {
            expected,
            got,
            why,
            origin,
        } => {
            let message = format!("\"{title}\" expects {expected}, and the program pays {got}");
            let problem = found("example-fails", program.origins.span(*origin), message)
                .fact("expected", expected.plain())
                .fact("got", got.plain())
                .help(format!("mend the rule, or write: = {got}"));
            match tree(program, why) {
                Some(tree) => problem.witness(tree),
                None => problem,
            }
        }
        Outcome::State {
            expected,
            got,
            origin,
        } => {
            let message = format!("\"{title}\" expects it to be `{expected}`, and it is `{got}`");
            found("example-fails", program.origins.span(*origin), message)
                .fact("expected", expected.as_str())
                .fact("got", got.as_str())
                .help(format!("mend the rule, or write: = {got}"))
        }
        Outcome::Specializations {
            expected,
            got,
            origin,
        } => {
            let names = |ids| specializations(program, ids);
            let (expected, got) = (names(expected), names(got));
            let message = format!(
                "\"{title}\" expects the specializations `{expected}`, and they are `{got}`"
            );
            found("example-fails", program.origins.span(*origin), message)
                .fact("expected", &expected)
                .fact("got", &got)
                .help(format!("mend the rule, or write: = {got}"))
        }
        Outcome::Tier {
            expected,
            got,
            origin,
        } => {
            let name = |tier: &Option<_>| {
                let tier = tier.and_then(|id| program.tier(id));
                tier.map_or("none".to_owned(), |tier| tier.declared.name.to_string())
            };
            let (expected, got) = (name(expected), name(got));
            let message = format!("\"{title}\" expects the tier `{expected}`, and it is `{got}`");
            found("example-fails", program.origins.span(*origin), message)
                .fact("expected", &expected)
                .fact("got", &got)
                .help(format!("mend the rule, or write: = {got}"))
        }
    })
}

/// The names of specializations, or `none`.
fn specializations(program: &Program, ids: &BTreeSet<SpecializationId>) -> String {
    let held = ids.iter().filter_map(|id| program.specialization(*id));
    let names: Vec<&str> = held.map(|each| each.rules.declared.name.as_str()).collect();
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

/// Why the program pays what it pays, one line a step.
fn tree(program: &Program, why: &[Why]) -> Option<String> {
    let language = Language::En;
    let speaker = Speaker { program, language };
    let lines: Vec<String> = why
        .iter()
        .flat_map(|award| steps(speaker, award))
        .map(|step| {
            let indent = "  ".repeat(step.depth);
            format!("{indent}{} = {}", step.sentence, step.amount)
        })
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// A payout that an example does not expect although it says `expect nothing else`.
fn pays_more(
    program: &Program,
    title: &str,
    place: Option<Span>,
    unexpected: &Unexpected,
) -> Problem {
    let (name, payee, amount) = named(program, unexpected);
    let message =
        format!("\"{title}\" expects nothing else, and `{name}` pays {amount} to `{payee}`");
    found("example-pays-more", place, message).help(format!(
        "mend the rule, or write: expect {name} for {payee} = {amount}"
    ))
}

/// What an example without `expect nothing else` leaves unchecked.
fn open(
    program: &Program,
    title: &str,
    place: Option<Span>,
    unchecked: &[Unexpected],
) -> Option<Problem> {
    let first = unchecked.first()?;
    let all: Vec<String> = unchecked
        .iter()
        .map(|each| {
            let (name, payee, amount) = named(program, each);
            format!("{amount} of `{name}` for `{payee}`")
        })
        .collect();
    let message = format!("\"{title}\" does not check {}", all.join(", "));
    let (name, payee, amount) = named(program, first);
    Some(
        placed(Problem::note("example-open", message), place).help(format!(
            "write: expect {name} for {payee} = {amount}; and so on, and end with: expect \
             nothing else"
        )),
    )
}

fn named<'p>(program: &'p Program, each: &'p Unexpected) -> (&'p str, &'p str, Money) {
    let incentive = program.incentive(each.incentive);
    let name = incentive.map_or("", |incentive| &*incentive.declared.name);
    (name, &each.payee, each.amount)
}

fn refused(program: &Program, title: &str, place: Option<Span>, rejection: &Rejection) -> Problem {
    let reason = reason::rejected(Language::En, &rejection.reason);
    let by = rejection.incentive.and_then(|id| program.incentive(id));
    let by = by.map_or(String::new(), |by| format!(" for `{}`", by.declared.name));
    let message = format!("`{}` of \"{title}\" is refused{by}: {reason}", rejection.id);
    placed(Problem::warning("example-fact-refused", message), place)
        .fact("fact", &rejection.id)
        .help("mend the row, or leave it out")
}
