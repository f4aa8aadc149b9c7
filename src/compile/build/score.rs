//! Scores: their categories, parts and points.

use std::collections::BTreeSet;

use crate::base::name::Name;
use crate::base::ratio::Ratio;
use crate::base::span::Span;
use crate::base::unit::Unit;
use crate::diagnostic::Problem;
use crate::kind::spec::{Given, Terms, Value};
use crate::model::Declaration;
use crate::payout::measure::{Figure, Reading};
use crate::payout::score::{Category, Part, Per, Points, Round, Score, Way};

/// A score; `None` when a part of it failed. What is wrong with values alone is reported here.
pub fn score(declaration: &Declaration, problems: &mut Vec<Problem>) -> Option<Score> {
    let terms = &declaration.terms;
    let mut loose = Vec::new();
    let mut categories = Vec::new();
    let mut names = BTreeSet::new();
    for child in &declaration.children {
        if child.kind.word != "category" {
            loose.push(line(child, problems)?);
            continue;
        }
        if !names.insert(&child.declared.name) {
            problems.push(twice(declaration, child));
            return None;
        }
        categories.push(category(child, problems)?);
    }
    if !loose.is_empty() {
        categories.push(Category {
            name: Name::new(""),
            title: declaration.declared.title.clone(),
            needs: Vec::new(),
            weight: Ratio::ONE,
            cap: None,
            parts: loose,
        });
    }
    let pass = terms.one("pass");
    let each = pass.and_then(|given| given.phrase("with at least"));
    Some(Score {
        name: declaration.declared.name.clone(),
        title: declaration.declared.title.clone(),
        categories,
        pass: pass.and_then(|given| number(&given.value)),
        each: each.and_then(number),
        round: match terms.one("round") {
            Some(given) => Some(round(given, problems)?),
            None => None,
        },
    })
}

fn twice(score: &Declaration, category: &Declaration) -> Problem {
    let (score, name) = (&score.declared.name, &category.declared.name);
    let message = format!("`{score}` has two categories `{name}`");
    let place = category.terms.clauses.first().map(|given| given.span);
    let problem = Problem::error("declared-twice", message);
    let problem = match place {
        Some(place) => problem.at(place),
        None => problem,
    };
    problem.help("give each category a name of its own")
}

fn category(declaration: &Declaration, problems: &mut Vec<Problem>) -> Option<Category> {
    let terms = &declaration.terms;
    let needs = terms.all("needs").filter_map(|given| {
        if let Value::Test(test) = &given.value {
            Some(test.clone())
        } else {
            None
        }
    });
    let weight = terms.one("weight").and_then(|given| {
        if let Value::Percent(weight) = given.value {
            Some(weight)
        } else {
            None
        }
    });
    let parts: Option<Vec<Part>> = declaration
        .children
        .iter()
        .map(|child| line(child, problems))
        .collect();
    Some(Category {
        name: declaration.declared.name.clone(),
        title: declaration.declared.title.clone(),
        needs: needs.collect(),
        weight: weight.unwrap_or(Ratio::ONE),
        cap: cap(terms),
        parts: parts?,
    })
}

/// A part, or the best of several.
fn line(declaration: &Declaration, problems: &mut Vec<Problem>) -> Option<Part> {
    let ways: Option<Vec<Way>> = if declaration.kind.word == "best" {
        let children = declaration.children.iter();
        children.map(|child| way(child, problems)).collect()
    } else {
        Some(vec![way(declaration, problems)?])
    };
    let is_best = declaration.kind.word == "best";
    Some(Part {
        title: declaration.declared.title.clone(),
        ways: ways?,
        cap: if is_best {
            cap(&declaration.terms)
        } else {
            None
        },
    })
}

fn way(declaration: &Declaration, problems: &mut Vec<Problem>) -> Option<Way> {
    let terms = &declaration.terms;
    let (of, unit) = counted(terms.one("on")?, problems)?;
    let points: Option<Vec<Points>> = terms
        .all("points")
        .map(|given| points(given, unit, problems))
        .collect();
    Some(Way {
        title: declaration.declared.title.clone(),
        of,
        points: points?,
        cap: cap(terms),
    })
}

fn counted(on: &Given, problems: &mut Vec<Problem>) -> Option<(Reading, Unit)> {
    let Value::Figure(figure, unit) = &on.value else {
        return None;
    };
    if let Figure::Reading(reading) = figure {
        return Some((reading.clone(), *unit));
    }
    problems.push(
        Problem::error(
            "paid-on-a-ratio",
            "points are given for an amount or a number, not for a ratio",
        )
        .at(on.span)
        .help("write: on bookings over last 4 quarters"),
    );
    None
}

fn points(given: &Given, unit: Unit, problems: &mut Vec<Problem>) -> Option<Points> {
    type Make = fn(Ratio) -> Per;
    let rules: [(&str, Make); 3] = [
        ("per whole", Per::Whole),
        ("in proportion to", Per::Proportion),
        ("at", Per::Reached),
    ];
    let mut said = rules
        .iter()
        .filter_map(|(lead, make)| Some((given.phrase(lead)?, make)));
    let (Some((size, make)), None) = (said.next(), said.next()) else {
        problems.push(
            Problem::error(
                "missing-phrase",
                "for how much the points are given is not said, or said in two ways",
            )
            .at(given.span)
            .help("write one of: points 5 per whole 10, points 20 in proportion to 500, points 10 at 3"),
        );
        return None;
    };
    let size = amount(size, unit, given.span, problems)?;
    Some(Points {
        each: number(&given.value)?,
        per: make(size),
    })
}

/// An amount above zero in the unit that is counted.
fn amount(value: &Value, unit: Unit, span: Span, problems: &mut Vec<Problem>) -> Option<Ratio> {
    let found = match (value, unit) {
        (Value::Money(money), Unit::Money(currency)) if money.currency == currency => {
            Some(Ratio::whole(money.minor))
        }
        (Value::Number(number), Unit::Count | Unit::Units) => Some(*number),
        _ => None,
    };
    let Some(size) = found else {
        problems.push(
            Problem::error("wrong-unit", format!("{} is meant here", unit.words()))
                .at(span)
                .help("give points for what is counted: money for bookings, a number for people"),
        );
        return None;
    };
    if size > Ratio::ZERO {
        return Some(size);
    }
    problems.push(
        Problem::error(
            "target-not-above-zero",
            "points are given for more than zero",
        )
        .at(span)
        .help("say a size above zero"),
    );
    None
}

fn round(given: &Given, problems: &mut Vec<Problem>) -> Option<Round> {
    let to = given.phrase("to").and_then(number)?;
    if to <= Ratio::ZERO {
        problems.push(
            Problem::error(
                "target-not-above-zero",
                "points are rounded to steps above zero",
            )
            .at(given.span)
            .help("write: round half up to 0.1 per part"),
        );
        return None;
    }
    Some(Round {
        to,
        half_up: given.value.word() == Some("half up"),
        per_part: given.phrase("per").and_then(Value::word) == Some("part"),
    })
}

fn cap(terms: &Terms) -> Option<Ratio> {
    terms.one("cap").and_then(|given| number(&given.value))
}

fn number(value: &Value) -> Option<Ratio> {
    if let Value::Number(number) = value {
        return Some(*number);
    }
    if let Value::Count(count, _) = value {
        return Some(Ratio::whole(i128::from(*count)));
    }
    None
}
