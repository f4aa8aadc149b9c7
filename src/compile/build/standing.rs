//! Tiers and their requirements.

use crate::base::duration::Duration;
use crate::base::name::Name;
use crate::base::origin::Origins;
use crate::base::span::Span;
use crate::compile::build::Site;
use crate::diagnostic::Problem;
use crate::kind::spec::{Given, Grid, Named, Refers, Terms, Value, When};
use crate::model::Declaration;
use crate::model::standing::{Confirm, Fall, FallStep, Fee, Hold, Path, Requirement, Rise, Tier};
use crate::payout::test::Test;

/// All tiers, lowest rank first.
pub fn tiers(site: &Site, origins: &mut Origins, problems: &mut Vec<Problem>) -> Option<Vec<Tier>> {
    let tiers = site.in_order(Refers::Tier, |each| tier(each, site, origins, problems))?;
    for pair in tiers.windows(2) {
        if let [low, high] = pair
            && low.rank == high.rank
        {
            let place = |tier: &Tier| origins.span(tier.declared.origin);
            let mut problem = Problem::error(
                "equal-rank",
                format!(
                    "`{}` and `{}` have the same rank",
                    low.declared.name, high.declared.name
                ),
            )
            .help("give every tier a rank of its own; 1 is the lowest");
            if let (Some(one), Some(two)) = (place(high), place(low)) {
                problem = problem.at(one).also(two, "the other tier");
            }
            problems.push(problem);
        }
    }
    Some(tiers)
}

fn tier(
    declaration: &Declaration,
    site: &Site,
    origins: &mut Origins,
    problems: &mut Vec<Problem>,
) -> Option<Tier> {
    let terms = &declaration.terms;
    let rank = terms.one("rank")?;
    let Value::Count(number, _) = rank.value else {
        return None;
    };
    let Ok(number @ 1..) = u16::try_from(number) else {
        problems.push(
            Problem::error("no-such-rank", "a rank is a whole number from 1")
                .at(rank.span)
                .help("write: rank 1"),
        );
        return None;
    };
    let paths = paths(declaration, origins, problems)?;
    let review = terms.one("review");
    let recurrence = review.and_then(|given| {
        if let Value::When(When::Recurrence(recurrence)) = &given.value {
            Some(recurrence.clone())
        } else {
            None
        }
    });
    let region = review
        .and_then(|given| given.phrase("in"))
        .and_then(|value| value.names().first().copied());
    Some(Tier {
        declared: declaration.declared.clone(),
        rank: number,
        paths,
        review: recurrence,
        review_region: if let Some(Named::Region(id)) = region {
            Some(id)
        } else {
            None
        },
        rise: match terms.one("rise").and_then(|given| given.value.word()) {
            Some("on any day") => Rise::OnAnyDay,
            Some(_) | None => Rise::AtReview,
        },
        from_below: terms
            .one("rise")
            .is_some_and(|given| given.says("one rank at a time")),
        fall: fall(terms.one("fall"), problems),
        grace: duration(terms.one("grace").map(|given| &given.value)),
        invite: site.names(terms.one("invite by")).first().cloned(),
        enrol: duration(terms.one("enrol within").map(|given| &given.value)),
        fee: fee(terms.one("fee")),
        hold: match terms.one("hold until").and_then(|given| given.value.word()) {
            Some("year end") => Some(Hold::YearEnd),
            Some("next year end") => Some(Hold::NextYearEnd),
            Some("anniversary") => Some(Hold::Anniversary),
            Some(_) | None => None,
        },
        confirm: confirm(terms.one("confirm by"), site),
        freeze: site.names(terms.one("freeze by")).first().cloned(),
        advise: tests(terms, "advise", origins, problems),
        benefits: terms
            .names("benefit")
            .into_iter()
            .filter_map(|named| {
                if let Named::Benefit(id) = named {
                    Some(id)
                } else {
                    None
                }
            })
            .collect(),
    })
}

fn duration(value: Option<&Value>) -> Option<Duration> {
    if let Some(Value::Duration(length)) = value {
        Some(*length)
    } else {
        None
    }
}

fn fee(given: Option<&Given>) -> Option<Fee> {
    let given = given?;
    Some(Fee {
        amount: given.value.money()?,
        prorated: given.says("prorated by whole months"),
        refundable: duration(given.phrase("refundable within")),
    })
}

fn confirm(given: Option<&Given>, site: &Site) -> Option<Confirm> {
    Some(Confirm {
        by: site.names(given).first().cloned()?,
        within: duration(given?.phrase("within"))?,
        silence_keeps: given?.phrase("silence").and_then(Value::word) == Some("keeps"),
    })
}

/// The alternative ways to a tier. Requirements that stand in the tier itself are one way.
fn paths(
    declaration: &Declaration,
    origins: &mut Origins,
    problems: &mut Vec<Problem>,
) -> Option<Vec<Path>> {
    let terms = &declaration.terms;
    let mut paths: Vec<Path> = declaration
        .children
        .iter()
        .map(|child| path(child, origins, problems))
        .collect();
    if terms.one("earn").is_some() || terms.one("keep").is_some() {
        if let Some(child) = declaration.children.first() {
            problems.push(
                Problem::error(
                    "requirements-beside-paths",
                    "a tier with paths states every requirement inside a path",
                )
                .at(terms.one("earn").or(terms.one("keep"))?.span)
                .also(origins.span(child.declared.origin)?, "the path")
                .help("move the requirement into the paths it belongs to"),
            );
        }
        paths.push(requirements(
            Name::new("standard"),
            terms,
            origins,
            problems,
        ));
    }
    Some(paths)
}

fn path(declaration: &Declaration, origins: &mut Origins, problems: &mut Vec<Problem>) -> Path {
    requirements(
        declaration.declared.name.clone(),
        &declaration.terms,
        origins,
        problems,
    )
}

fn requirements(
    name: Name,
    terms: &Terms,
    origins: &mut Origins,
    problems: &mut Vec<Problem>,
) -> Path {
    let earn = tests(terms, "earn", origins, problems);
    let keep = tests(terms, "keep", origins, problems);
    let keep = if terms.one("keep").is_none() {
        earn.clone()
    } else {
        keep
    };
    Path { name, earn, keep }
}

fn tests(
    terms: &Terms,
    word: &str,
    origins: &mut Origins,
    problems: &mut Vec<Problem>,
) -> Vec<Requirement> {
    let mut found: Vec<(Requirement, Span)> = Vec::new();
    for given in terms.all(word) {
        let Some(test) = test(given) else { continue };
        if let Some((_, first)) = found
            .iter()
            .find(|(each, _)| same_figure(&each.test, &test))
        {
            problems.push(
                Problem::error(
                    "requirement-twice",
                    format!("`{word}` names the same figure twice"),
                )
                .at(given.span)
                .also(*first, "named here first")
                .help("write two `path` blocks for alternatives, or one table `across region`"),
            );
        }
        found.push((
            Requirement {
                test,
                origin: origins.add(given.span),
            },
            given.span,
        ));
    }
    found
        .into_iter()
        .map(|(requirement, _)| requirement)
        .collect()
}

fn same_figure(one: &Test, two: &Test) -> bool {
    if let (Test::Compare { figure: left, .. }, Test::Compare { figure: right, .. }) = (one, two) {
        return left == right;
    }
    false
}

/// The test of a clause, with the amounts of its table.
fn test(given: &Given) -> Option<Test> {
    let Value::Test(test) = &given.value else {
        return None;
    };
    let mut test = test.clone();
    if let (Some(threshold), Some(Grid::Across { amounts, .. })) =
        (test.threshold_mut(), &given.table)
    {
        threshold.amounts = amounts.clone();
    }
    Some(test)
}

fn fall(given: Option<&Given>, problems: &mut Vec<Problem>) -> Fall {
    let never = Fall {
        after_missed_reviews: 0,
        step: FallStep::OneRank,
    };
    let Some(given) = given else { return never };
    if given.value.word() == Some("never") {
        return never;
    }
    let after = match given.phrase("after") {
        Some(Value::Count(count, _)) => u16::try_from(*count).ok().filter(|count| *count > 0),
        Some(_) => None,
        None => Some(1),
    };
    let step = match (
        given.says("one rank at a time"),
        given.says("to the tier that is met"),
    ) {
        (true, false) => Some(FallStep::OneRank),
        (false, true) => Some(FallStep::ToTheTierThatIsMet),
        _ => None,
    };
    if let (Some(after_missed_reviews), Some(step)) = (after, step) {
        return Fall {
            after_missed_reviews,
            step,
        };
    }
    problems.push(
        Problem::error("fall-without-step", "the clause does not say how far a partner falls, and after how many missed reviews")
            .at(given.span)
            .help("write: fall at review after 2 missed reviews in a row one rank at a time (or `to the tier that is met`)"),
    );
    never
}
