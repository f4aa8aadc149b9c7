//! A condition asks for a partner by the name of a tier, a type, a region or an audience.

use crate::base::name::Name;
use crate::base::span::Span;
use crate::diagnostic::Problem;
use crate::kind::spec::{Refers, Value};
use crate::lint::spec::{Context, Level, Lint, also};
use crate::payout::test::Test;

/// The lint.
pub static LINT: Lint = Lint {
    name: "declared-name-as-partner",
    title: "A declared name as a partner",
    level: Level::Warn,
    summary: "A condition asks for a partner by the name of a tier, a type, a region or an audience.",
    page: include_str!("declared_name_as_partner.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    for declaration in context.everything() {
        for given in &declaration.terms.clauses {
            let phrases = given.phrases.iter().map(|(_, value, _)| value);
            for value in std::iter::once(&given.value).chain(phrases) {
                if let Value::Test(test) = value {
                    let names = named(test).into_iter();
                    problems.extend(names.filter_map(|name| found(context, name, given.span)));
                }
            }
        }
    }
    problems
}

/// The partners that a test names.
fn named(test: &Test) -> Vec<&Name> {
    match test {
        Test::Partner(names) => names.iter().collect(),
        Test::All(parts) | Test::Any(parts) => parts.iter().flat_map(named).collect(),
        Test::Not(part) => named(part),
        Test::OnDays(asked) => named(&asked.test),
        Test::Compare { .. }
        | Test::Tier(..)
        | Test::Type(_)
        | Test::Region(_)
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Specialized(..)
        | Test::Within(..)
        | Test::InYears(_)
        | Test::JoinedBefore(_)
        | Test::Segment(_) => Vec::new(),
    }
}

fn found(context: &Context, name: &Name, place: Span) -> Option<Problem> {
    let declaration = context.block(name)?;
    let line = match declaration.kind.refers? {
        Refers::Tier => format!("tier is {name} as of sale date"),
        Refers::Type => format!("type is {name}"),
        Refers::Region => format!("region is {name}"),
        Refers::Segment => format!("for {name}"),
        Refers::Line
        | Refers::Product
        | Refers::Measure
        | Refers::Specialization
        | Refers::Benefit
        | Refers::Certification
        | Refers::Budget
        | Refers::Incentive
        | Refers::Track
        | Refers::Course
        | Refers::Entry
        | Refers::Role
        | Refers::Committee
        | Refers::Score
        | Refers::Target => return None,
    };
    let word = declaration.kind.word;
    let message = format!("`{name}` is a {word}, and a partner with that id is asked for");
    let problem = LINT
        .found(Some(place), message)
        .cost("it holds for no partner, unless one goes by that very name")
        .help(format!("write: {line}"));
    let declared = context.span(declaration.declared.origin);
    Some(also(problem, declared, format!("the {word}")))
}
