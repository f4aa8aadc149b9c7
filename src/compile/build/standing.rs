//! Tiers and their requirements.

use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::id::{BenefitId, RegionId};
use crate::base::name::Name;
use crate::base::origin::Origins;
use crate::base::period::Days;
use crate::base::recurrence::Recurrence;
use crate::compile::build::Site;
use crate::compile::build::dated::{Uncovered, held_on, stretches, uncovered_between};
use crate::compile::build::loss::{fall, loss};
use crate::compile::build::term::{ending, term};
use crate::diagnostic::Problem;
use crate::kind::spec::{Given, Grid, Named, Refers, Terms, Times, Value, When};
use crate::model::Declaration;
use crate::model::standing::{Confirm, Fall, Path, Requirement, Rise, Tier, Version};
use crate::payout::test::{OnDays, Test};

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
    let rank = declaration.terms.one("rank")?;
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
    ending(declaration, site.scope.fiscal.year(), problems);
    rules(declaration, number, fall, site, origins, problems)
}

/// How a standing is earned, kept and lost; `falls` reads its fall.
pub(super) fn rules(
    declaration: &Declaration,
    rank: u16,
    falls: Falls,
    site: &Site,
    origins: &mut Origins,
    problems: &mut Vec<Problem>,
) -> Option<Tier> {
    for given in declaration.terms.all("fall") {
        falls(Some(given), problems);
    }
    Some(Tier {
        declared: declaration.declared.clone(),
        rank,
        versions: versions(declaration, falls, site, origins, problems),
        term: term(declaration, site, problems),
    })
}

/// Reads how far a partner falls, and after what.
pub(super) type Falls = fn(Option<&Given>, &mut Vec<Problem>) -> Fall;

/// What a tier says on which days. Each requirement has one version on a day, and a way to the tier asks for something
/// on every day.
fn versions(
    declaration: &Declaration,
    falls: Falls,
    site: &Site,
    origins: &mut Origins,
    problems: &mut Vec<Problem>,
) -> Vec<Version> {
    let year = site.scope.fiscal.year();
    let of_paths = declaration.children.iter().map(|child| &child.terms);
    let all: Vec<&Terms> = std::iter::once(&declaration.terms)
        .chain(of_paths)
        .collect();
    let stretches = stretches(all.iter().copied(), year);
    problems.extend(uncovered_clauses(declaration, year, &stretches));
    mixed(declaration, origins, problems);
    let made = |days: Days| {
        let terms = held_on(&declaration.terms, days.first());
        let review = terms.one("review");
        let rise = terms.one("rise");
        Version {
            days,
            paths: paths(declaration, days.first(), origins, problems),
            advise: tests(&terms, "advise", origins, problems),
            benefits: benefits(&terms),
            of_group: said(&terms, "region") == Some("highest of group"),
            review: review.and_then(recurrence),
            review_region: review.and_then(region),
            rise: match rise.and_then(|given| given.value.word()) {
                Some("on any day") => Rise::OnAnyDay,
                Some(_) | None => Rise::AtReview,
            },
            from_below: rise.is_some_and(|given| given.says("one rank at a time")),
            invite: site.names(terms.one("invite by")).first().cloned(),
            enrol: duration(terms.one("enrol within").map(|given| &given.value)),
            confirm: confirm(terms.one("confirm by"), site),
            freeze: site.names(terms.one("freeze by")).first().cloned(),
            loss: loss(&terms, falls),
        }
    };
    stretches.into_iter().map(made).collect()
}

fn said<'t>(terms: &'t Terms, word: &str) -> Option<&'t str> {
    terms.one(word)?.value.word()
}

fn recurrence(given: &Given) -> Option<Recurrence> {
    if let Value::When(When::Recurrence(recurrence)) = &given.value {
        Some(recurrence.clone())
    } else {
        None
    }
}

fn region(given: &Given) -> Option<RegionId> {
    if let Named::Region(id) = given.phrase("in")?.names().first()? {
        Some(*id)
    } else {
        None
    }
}

fn benefits(terms: &Terms) -> Vec<BenefitId> {
    let named = terms.names("benefit").into_iter();
    let ids = named.filter_map(|named| {
        if let Named::Benefit(id) = named {
            Some(id)
        } else {
            None
        }
    });
    ids.collect()
}

/// Days on which a clause of a tier or of a way to it has two versions, or none where it needs one.
fn uncovered_clauses(declaration: &Declaration, year: Days, stretches: &[Days]) -> Vec<Problem> {
    let home = declaration.label();
    let mut found = uncovered_requirements(&declaration.terms, year, stretches);
    for clause in declaration.kind.clauses {
        if clause.times == Times::Optional {
            let same = declaration.terms.all(clause.word).collect();
            found.extend(uncovered_between(same, year).map(|it| it.problem(NOT_SAID)));
        }
    }
    let mut found: Vec<Problem> = found
        .into_iter()
        .map(|problem| problem.within([home.clone()]))
        .collect();
    for child in &declaration.children {
        let of_path = uncovered_requirements(&child.terms, year, stretches);
        let path = [home.clone(), child.label()];
        found.extend(of_path.into_iter().map(|it| it.within(path.clone())));
    }
    found
}

/// Days on which a requirement has two versions or none between two, or on which nothing is asked.
fn uncovered_requirements(terms: &Terms, year: Days, stretches: &[Days]) -> Vec<Problem> {
    let mut found = Vec::new();
    for word in ["earn", "keep", "advise"] {
        let mut left: Vec<&Given> = terms.all(word).collect();
        let is_dated = left.iter().any(|each| each.force.is_dated());
        while let Some(first) = left.first().copied() {
            let (same, others): (Vec<&Given>, Vec<&Given>) =
                left.into_iter().partition(|each| is_version(first, each));
            left = others;
            found.extend(uncovered_between(same, year).map(|it| it.problem(NOT_SAID)));
        }
        let asked = |days: &&Days| {
            let mut all = terms.all(word);
            !all.any(|each| each.force.holds_on(days.first()))
        };
        let free = stretches.iter().find(asked);
        if let (true, true, Some(days), Some(given)) = (
            is_dated && word != "advise",
            found.is_empty(),
            free,
            terms.one(word),
        ) {
            found.push(Uncovered::Gap(given, *days).problem(NOT_SAID));
        }
    }
    found
}

/// What a gap costs where something is asked.
const NOT_SAID: &str = "what is asked for on those days would be said by nobody";

/// Whether two clauses ask for the same figure.
fn is_version(one: &Given, two: &Given) -> bool {
    match (&one.value, &two.value) {
        (Value::Test(left), Value::Test(right)) => left == right || same_figure(left, right),
        _ => false,
    }
}

pub(super) fn duration(value: Option<&Value>) -> Option<Duration> {
    if let Some(Value::Duration(length)) = value {
        Some(*length)
    } else {
        None
    }
}

fn confirm(given: Option<&Given>, site: &Site) -> Option<Confirm> {
    Some(Confirm {
        by: site.names(given).first().cloned()?,
        within: duration(given?.phrase("within"))?,
        silence_keeps: given?.phrase("silence").and_then(Value::word) == Some("keeps"),
    })
}

/// Requirements beside paths belong to none of them.
fn mixed(declaration: &Declaration, origins: &Origins, problems: &mut Vec<Problem>) {
    let terms = &declaration.terms;
    let beside = terms.one("earn").or(terms.one("keep"));
    let (Some(beside), Some(child)) = (beside, declaration.children.first()) else {
        return;
    };
    let problem = Problem::error(
        "requirements-beside-paths",
        "a tier with paths states every requirement inside a path",
    )
    .at(beside.span)
    .help("move the requirement into the paths it belongs to");
    problems.push(match origins.span(child.declared.origin) {
        Some(place) => problem.also(place, "the path"),
        None => problem,
    });
}

/// The alternative ways to a tier on a day. Requirements that stand in the tier itself are one way.
fn paths(
    declaration: &Declaration,
    day: Date,
    origins: &mut Origins,
    problems: &mut Vec<Problem>,
) -> Vec<Path> {
    let mut path = |(name, title): (&Name, &Name), terms: &Terms| {
        let terms = held_on(terms, day);
        let (earn, keep) = requirements(&terms, origins, problems);
        Path {
            name: name.clone(),
            title: title.clone(),
            earn,
            keep,
        }
    };
    let children = declaration.children.iter();
    let mut paths: Vec<Path> = children
        .map(|child| {
            let declared = &child.declared;
            path((&declared.name, &declared.title), &child.terms)
        })
        .collect();
    let terms = &declaration.terms;
    if terms.one("earn").is_some() || terms.one("keep").is_some() {
        let title = &declaration.declared.title;
        paths.push(path((&Name::new("standard"), title), terms));
    }
    paths
}

/// What earns a tier, and what keeps it.
fn requirements(
    terms: &Terms,
    origins: &mut Origins,
    problems: &mut Vec<Problem>,
) -> (Vec<Requirement>, Vec<Requirement>) {
    let earn = tests(terms, "earn", origins, problems);
    let keep = tests(terms, "keep", origins, problems);
    let keep = if terms.one("keep").is_none() {
        earn.clone()
    } else {
        keep
    };
    (earn, keep)
}

fn tests(
    terms: &Terms,
    word: &str,
    origins: &mut Origins,
    problems: &mut Vec<Problem>,
) -> Vec<Requirement> {
    let mut found: Vec<(Requirement, &Given)> = Vec::new();
    for given in terms.all(word) {
        let Some(test) = test(given) else { continue };
        let twice = found
            .iter()
            .find(|(each, _)| same_figure(&each.test, &test));
        // Where one has dates, that both hold on a day is told with the days.
        let undated = |first: &&Given| !(first.force.is_dated() || given.force.is_dated());
        if let Some(first) = twice.map(|(_, first)| *first).filter(undated) {
            problems.push(
                Problem::error(
                    "requirement-twice",
                    format!("`{word}` names the same figure twice"),
                )
                .at(given.span)
                .also(first.span, "named here first")
                .help("write two `path` blocks for alternatives, or one table `across region`"),
            );
        }
        found.push((
            Requirement {
                test,
                origin: origins.add(given.span),
            },
            given,
        ));
    }
    found
        .into_iter()
        .map(|(requirement, _)| requirement)
        .collect()
}

fn same_figure(one: &Test, two: &Test) -> bool {
    match (one, two) {
        (Test::Compare { figure: left, .. }, Test::Compare { figure: right, .. }) => left == right,
        (Test::OnDays(left), Test::OnDays(right)) => {
            let asked = |it: &OnDays| (it.every, it.each, it.window);
            asked(left) == asked(right) && same_figure(&left.test, &right.test)
        }
        _ => false,
    }
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
