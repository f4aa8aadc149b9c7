//! Regions, types, roles, committees, segments, onboarding, scorecards and policy sections.

use crate::base::period::Cycle;
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::compile::build::Site;
use crate::compile::build::incentive::rows;
use crate::compile::scope::Scope;
use crate::diagnostic::Problem;
use crate::kind::spec::{Named, Refers, Terms, Value};
use crate::model::region::Region;
use crate::model::words::{
    Committee, Onboarding, OnboardingStep, Policy, Role, ScoreLine, Scorecard, Segment, Told, Words,
};
use crate::model::{Declaration, PartnerType};

/// A region.
pub fn region(declaration: &Declaration, scope: &Scope) -> Option<Region> {
    let countries = match declaration.terms.one("countries").map(|given| &given.value) {
        Some(Value::Ids(names)) => names.clone(),
        Some(_) | None => Vec::new(),
    };
    let known = scope.names.get(&declaration.declared.name)?;
    let Named::Region(id) = known.named else {
        return None;
    };
    Some(Region {
        declared: declaration.declared.clone(),
        countries,
        within: scope.around.get(&id).copied(),
        business: scope.business_days(id).cloned(),
    })
}

/// A partner type.
pub fn partner_type(declaration: &Declaration) -> Option<PartnerType> {
    Some(PartnerType {
        declared: declaration.declared.clone(),
    })
}

/// Roles, committees and everything else in words. Parts that failed were reported and are left out.
pub fn words(site: &Site, problems: &mut Vec<Problem>) -> Words {
    let mut policies: Vec<(i64, Policy)> = site.all("policy").into_iter().map(policy).collect();
    policies
        .sort_by(|one, two| (one.0, &one.1.declared.first).cmp(&(two.0, &two.1.declared.first)));
    Words {
        roles: site
            .in_order(Refers::Role, |each| Some(role(each)))
            .unwrap_or_default(),
        committees: site
            .in_order(Refers::Committee, |each| Some(committee(each, site)))
            .unwrap_or_default(),
        segments: site.in_order(Refers::Segment, segment).unwrap_or_default(),
        policies: policies.into_iter().map(|(_, policy)| policy).collect(),
        glossary: told(site, "glossary", "means"),
        faq: told(site, "faq", "answer"),
        scorecards: site
            .all("scorecard")
            .into_iter()
            .filter_map(|each| scorecard(each, problems))
            .collect(),
        onboarding: site
            .all("onboarding")
            .into_iter()
            .map(|each| onboarding(each, site))
            .collect(),
    }
}

/// Titles of a kind with the text of one clause, in order of name.
fn told(site: &Site, kind: &'static str, word: &str) -> Vec<Told> {
    let all = site.all(kind).into_iter();
    let each = all.filter_map(|each| {
        Some(Told {
            declared: each.declared.clone(),
            text: each.terms.text(word)?,
        })
    });
    each.collect()
}

fn role(declaration: &Declaration) -> Role {
    Role {
        declared: declaration.declared.clone(),
        duty: declaration.terms.text("duty"),
    }
}

fn committee(declaration: &Declaration, site: &Site) -> Committee {
    Committee {
        declared: declaration.declared.clone(),
        members: site.names(declaration.terms.one("members")),
    }
}

fn segment(declaration: &Declaration) -> Option<Segment> {
    let Value::Test(test) = &declaration.terms.one("")?.value else {
        return None;
    };
    Some(Segment {
        declared: declaration.declared.clone(),
        test: test.clone(),
    })
}

/// A policy section with the number it asks for; sections without one come last.
fn policy(declaration: &Declaration) -> (i64, Policy) {
    let section = match declaration.terms.one("section").map(|given| &given.value) {
        Some(Value::Count(section, _)) => *section,
        Some(_) | None => i64::MAX,
    };
    let paragraphs = declaration
        .terms
        .all("text")
        .filter_map(|given| {
            if let Value::Text(text) = &given.value {
                Some(text.clone())
            } else {
                None
            }
        })
        .collect();
    (
        section,
        Policy {
            declared: declaration.declared.clone(),
            paragraphs,
        },
    )
}

fn scorecard(declaration: &Declaration, problems: &mut Vec<Problem>) -> Option<Scorecard> {
    let terms = &declaration.terms;
    let percent = |word: &str| {
        let given = terms.one(word)?;
        if let Value::Percent(rate) = given.value {
            Some(rate)
        } else {
            None
        }
    };
    let lines: Vec<ScoreLine> = rows(terms.one("lines"))
        .iter()
        .filter_map(|row| {
            let [
                Some(Value::Text(title)),
                Some(Value::Percent(weight)),
                measure,
                Some(Value::Number(target)),
                Some(Value::Text(unit)),
            ] = row.as_slice()
            else {
                return None;
            };
            let (figure, of) = match measure {
                Some(Value::Figure(figure, of)) => (Some(figure.clone()), Some(*of)),
                Some(_) | None => (None, None),
            };
            Some(ScoreLine {
                title: title.clone(),
                weight: *weight,
                target: *target,
                unit: unit.clone(),
                figure,
                scale: of.and_then(scale).unwrap_or(Ratio::ONE),
            })
        })
        .collect();
    let sum = lines
        .iter()
        .try_fold(Ratio::ZERO, |sum, line| sum.plus(line.weight))
        .ok()?;
    let is_whole = terms
        .one("lines")
        .is_some_and(|given| given.rows.len() == lines.len());
    if sum != Ratio::ONE && is_whole {
        let percent = sum.times(Ratio::whole(100)).ok()?;
        problems.push(
            Problem::error(
                "weights-do-not-sum",
                format!("the weights add up to {percent}%, not to 100%"),
            )
            .at(terms.one("lines")?.span)
            .help("change the weights so that they add up to 100%"),
        );
    }
    let (green_from, yellow_from) = (percent("green from")?, percent("yellow from")?);
    problems.extend(no_colour(terms, &lines, green_from, yellow_from));
    problems.extend(unfitting(terms));
    let every = match terms.one("every").map(|given| &given.value) {
        Some(Value::Words(words)) => words.first().and_then(|word| Cycle::parse(word)),
        Some(_) | None => None,
    };
    Some(Scorecard {
        declared: declaration.declared.clone(),
        every: every.unwrap_or(Cycle::Quarter),
        lines,
        green_from,
        yellow_from,
    })
}

/// One of the unit that targets are written in, in the unit of a figure.
fn scale(of: Unit) -> Option<Ratio> {
    match of {
        Unit::Money(currency) => Ratio::ONE
            .over(Ratio::from_decimal(1, currency.exponent()).ok()?)
            .ok(),
        Unit::Percent => Ratio::from_decimal(1, 2).ok(),
        Unit::Count
        | Unit::Months
        | Unit::Points
        | Unit::Units
        | Unit::Text
        | Unit::Date
        | Unit::Flag => Some(Ratio::ONE),
    }
}

/// The unit that the target of a figure must have; `None` where any noun will do.
fn unit_of_target(of: Unit) -> Option<&'static str> {
    match of {
        Unit::Money(currency) => Some(currency.code()),
        Unit::Percent => Some("%"),
        Unit::Count
        | Unit::Months
        | Unit::Points
        | Unit::Units
        | Unit::Text
        | Unit::Date
        | Unit::Flag => None,
    }
}

/// Lines whose target is in another unit than what measures them.
fn unfitting(terms: &Terms) -> Vec<Problem> {
    let given = terms.one("lines");
    let places = given.map_or(&[][..], |given| &given.rows);
    let mut problems = Vec::new();
    for (row, place) in rows(given).iter().zip(places) {
        let [
            Some(Value::Text(title)),
            _,
            Some(Value::Figure(_, of)),
            _,
            Some(Value::Text(unit)),
        ] = row.as_slice()
        else {
            continue;
        };
        let wanted = unit_of_target(*of);
        let fits = match wanted {
            Some(wanted) => **unit == *wanted,
            None => &**unit != "%",
        };
        if !fits {
            let message = format!(
                "\"{title}\" is measured as {}, and its target is in \"{unit}\"",
                of.words()
            );
            let help = match wanted {
                Some(wanted) => format!("write the target in \"{wanted}\""),
                None => "write the target as a number, with a noun as its unit".to_owned(),
            };
            let problem = Problem::error("target-does-not-fit", message);
            problems.push(problem.at(*place).help(help));
        }
    }
    problems
}

/// Lines that could never be given a colour: yellow has no room, or there is no target to have a part of.
fn no_colour(
    terms: &Terms,
    lines: &[ScoreLine],
    green_from: Ratio,
    yellow_from: Ratio,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    if let (true, Some(yellow)) = (yellow_from >= green_from, terms.one("yellow from")) {
        let message =
            "a line that is not green is never yellow: yellow begins where green does, or above it";
        problems.push(
            Problem::error("no-room-for-yellow", message)
                .at(yellow.span)
                .help("write a smaller part: yellow from 85%"),
        );
    }
    let rows = terms.one("lines").map_or(&[][..], |given| &given.rows);
    for (line, row) in lines.iter().zip(rows) {
        if line.target <= Ratio::ZERO {
            let message = format!(
                "\"{}\" has no target that could be reached in part",
                line.title
            );
            problems.push(
                Problem::error("target-not-above-zero", message)
                    .at(*row)
                    .help("give a target above zero, or leave the line out"),
            );
        }
    }
    problems
}

fn onboarding(declaration: &Declaration, site: &Site) -> Onboarding {
    let steps = rows(declaration.terms.one("steps"))
        .iter()
        .filter_map(|row| {
            let [
                Some(Value::Count(by_day, _)),
                Some(Value::Text(title)),
                owner,
            ] = row.as_slice()
            else {
                return None;
            };
            let owner = owner
                .as_ref()
                .and_then(|value| value.names().first().copied());
            Some(OnboardingStep {
                by_day: *by_day,
                title: title.clone(),
                owner: owner.and_then(|named| site.name(named)),
            })
        });
    let mut steps: Vec<OnboardingStep> = steps.collect();
    steps.sort_by(|one, two| (one.by_day, &one.title).cmp(&(two.by_day, &two.title)));
    Onboarding {
        declared: declaration.declared.clone(),
        steps,
    }
}
