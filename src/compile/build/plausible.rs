//! What every part may say by itself, and what cannot be meant of a whole program: a zone that is nowhere, a
//! country in two regions, courses that wait for each other, assumptions that contradict.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::id::{CourseId, ProductId, RegionId, TierId};
use crate::base::name::Name;
use crate::base::origin::Origins;
use crate::base::span::Span;
use crate::base::zone::{is_zone, nearest_zone};
use crate::compile::build::Site;
use crate::diagnostic::Problem;
use crate::kind::program::LANGUAGES;
use crate::kind::spec::{Given, Value};
use crate::model::{Assumption, Declaration, Declared, Program};

/// Finds all of it.
pub fn check(site: &Site, program: &Program, origins: &Origins, problems: &mut Vec<Problem>) {
    if let Some(block) = site.all("program").first().copied() {
        problems.extend(zone(block));
        problems.extend(languages(block));
        problems.extend(year(block, program));
    }
    let all = Whole { program, origins };
    problems.extend(all.countries());
    problems.extend(all.circle_of_courses(site));
    problems.extend(all.titles_of_examples());
    problems.extend(all.assumptions());
    problems.extend(never_open(site));
}

fn ids(given: &Given) -> &[Name] {
    if let Value::Ids(names) = &given.value {
        names
    } else {
        &[]
    }
}

fn zone(block: &Declaration) -> Option<Problem> {
    let given = block.terms.one("zone")?;
    let name = ids(given).first()?;
    if is_zone(name) {
        return None;
    }
    let message = format!("there is no time zone `{name}`");
    let problem = Problem::error("unknown-zone", message).at(given.span);
    Some(match nearest_zone(name) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help("write a name of the IANA data base, such as `America/Chicago`"),
    })
}

/// The first of some languages in which no documents are written.
pub fn foreign(tags: &[Name]) -> Option<&Name> {
    tags.iter().find(|tag| !LANGUAGES.contains(&&***tag))
}

/// Documents are written in these languages.
fn languages(block: &Declaration) -> Option<Problem> {
    let given = block.terms.one("languages")?;
    let unknown = foreign(ids(given))?;
    let (last, others) = LANGUAGES.split_last()?;
    let message = format!("documents are not written in `{unknown}`");
    Some(
        Problem::error("unknown-language", message)
            .at(given.span)
            .help(format!("choose of {} and {last}", others.join(", "))),
    )
}

/// The first and last year that a program may be for; so far from the ends of the calendar no due day is lost.
const YEARS: (i32, i32) = (1970, 2199);

fn year(block: &Declaration, program: &Program) -> Option<Problem> {
    let given = block.terms.one("year")?;
    let year = program.fiscal.year();
    let far = [year.first(), year.last()]
        .into_iter()
        .find(|day| !(YEARS.0..=YEARS.1).contains(&day.year()))?;
    let (from, to) = YEARS;
    Some(
        Problem::error(
            "year-out-of-range",
            format!("{far} is not of a year from {from} to {to}"),
        )
        .at(given.span)
        .help("write: year 2027-01-01 to 2027-12-31"),
    )
}

/// A region that never opens has no business day.
fn never_open(site: &Site) -> Vec<Problem> {
    let regions = site.all("region").into_iter();
    let closed = regions.filter_map(|region| {
        let given = region.terms.one("weekend")?;
        let Value::Weekdays(days) = &given.value else {
            return None;
        };
        let days: BTreeSet<_> = days.iter().map(|day| day.name()).collect();
        (days.len() == 7).then(|| {
            let message = format!(
                "`{}` is closed on every day of the week",
                region.declared.name
            );
            Problem::error("never-open", message)
                .at(given.span)
                .cost("nothing that waits for a business day would ever be paid")
                .help("write: weekend Saturday, Sunday")
        })
    });
    closed.collect()
}

struct Whole<'a> {
    program: &'a Program,
    origins: &'a Origins,
}

impl Whole<'_> {
    fn place(&self, declared: &Declared) -> Option<Span> {
        self.origins.span(declared.origin)
    }

    fn twice(
        &self,
        problem: Problem,
        here: Option<Span>,
        there: Option<Span>,
        part: &str,
    ) -> Problem {
        let problem = match here {
            Some(span) => problem.at(span),
            None => problem,
        };
        match there {
            Some(span) => problem.also(span, part),
            None => problem,
        }
    }

    /// A country is of one region, and of those around it: its holidays and rules would else be two.
    fn countries(&self) -> Vec<Problem> {
        let mut homes: BTreeMap<&Name, Vec<RegionId>> = BTreeMap::new();
        let mut problems = Vec::new();
        for (id, region) in (0..).map(RegionId).zip(&self.program.regions) {
            for country in &region.countries {
                let others = homes.entry(country).or_default();
                // One that a region names twice is a fault of its own.
                let apart = others.iter().rev().find(|other| {
                    **other != id && !self.nested(id, **other) && !self.nested(**other, id)
                });
                let apart = apart.and_then(|other| self.program.region(*other));
                others.push(id);
                let Some(other) = apart.map(|other| &other.declared) else {
                    continue;
                };
                let (name, first) = (&region.declared.name, &other.name);
                let message = format!("`{country}` is in `{first}` and in `{name}`");
                let problem = Problem::warning("country-in-two-regions", message)
                    .cost("its partners would have the business days of both")
                    .help(format!("take `{country}` out of one of them"));
                let (here, there) = (self.place(&region.declared), self.place(other));
                problems.push(self.twice(problem, here, there, "the other region"));
            }
        }
        problems
    }

    fn nested(&self, inner: RegionId, outer: RegionId) -> bool {
        self.program.around(inner).any(|each| each == outer)
    }

    /// Courses of which each waits for the next: nobody can begin.
    fn circle_of_courses(&self, site: &Site) -> Option<Problem> {
        let courses = &self.program.learning.courses;
        let ids = (0..courses.len()).filter_map(|at| u16::try_from(at).ok().map(CourseId));
        let mut done: BTreeSet<CourseId> = BTreeSet::new();
        for start in ids {
            // The courses on the way here, each with how many of those before it were looked at.
            let mut path: Vec<(CourseId, usize)> = vec![(start, 0)];
            while let Some((id, seen)) = path.last().copied() {
                let before = courses.get(id.index()).map(|course| &course.after);
                let next = before.and_then(|before| before.get(seen).copied());
                let Some(next) = next.filter(|_| !done.contains(&id)) else {
                    done.insert(id);
                    path.pop();
                    continue;
                };
                if let Some(last) = path.last_mut() {
                    last.1 = seen.saturating_add(1);
                }
                if let Some(from) = path.iter().position(|(each, _)| *each == next) {
                    let circle: Vec<CourseId> = path.iter().skip(from).map(|(id, _)| *id).collect();
                    return self.circle(site, &circle);
                }
                path.push((next, 0));
            }
        }
        None
    }

    fn circle(&self, site: &Site, circle: &[CourseId]) -> Option<Problem> {
        let courses = &self.program.learning.courses;
        let names: Vec<&Name> = circle
            .iter()
            .filter_map(|id| Some(&courses.get(id.index())?.declared.name))
            .collect();
        let first = *names.first()?;
        let told: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        let message = format!(
            "courses wait for each other: {} after `{first}`",
            told.join(" after ")
        );
        let blocks = site.all("course");
        let block = blocks
            .into_iter()
            .find(|block| block.declared.name == *first)?;
        let given = block.terms.one("after")?;
        Some(
            Problem::error("circular-courses", message)
                .at(given.span)
                .cost("nobody can begin, so nobody is ever certified")
                .help("take `after` out of the course that comes first"),
        )
    }

    fn titles_of_examples(&self) -> Vec<Problem> {
        let mut titles: BTreeMap<&Name, &Declared> = BTreeMap::new();
        let mut problems = Vec::new();
        for example in &self.program.examples {
            let Some(other) = titles.insert(&example.declared.title, &example.declared) else {
                continue;
            };
            let message = format!("two examples are called \"{}\"", other.title);
            let problem = Problem::error("declared-twice", message)
                .help("give each a title of its own, so that a finding says which one fails");
            let (here, there) = (self.place(&example.declared), self.place(other));
            problems.push(self.twice(problem, here, there, "the other example"));
        }
        problems
    }

    /// Assumptions of nobody, of one thing twice, and of a price that no list has.
    fn assumptions(&self) -> Vec<Problem> {
        let mut said: BTreeMap<About, Option<Span>> = BTreeMap::new();
        let mut problems = Vec::new();
        for assumption in &self.program.assumptions {
            let (about, origin) = match assumption {
                Assumption::PartnersAt { tier, origin, .. } => (About::PartnersAt(*tier), *origin),
                Assumption::Partners { origin, .. } => (About::Partners, *origin),
                Assumption::NetPrice {
                    product, origin, ..
                } => (About::Price(*product), *origin),
                Assumption::Volume { tier, origin, .. } => (About::Volume(*tier), *origin),
            };
            let place = self.origins.span(origin);
            let at = |problem: Problem| match place {
                Some(span) => problem.at(span),
                None => problem,
            };
            if let Some(other) = said.insert(about, place) {
                let problem = Problem::error("assumed-twice", "this is assumed twice")
                    .help("keep the one that is true");
                problems.push(self.twice(problem, place, other, "the other one"));
            }
            if let Assumption::Partners { most: 0, .. } = assumption {
                let message = "a program of no partners pays nothing";
                problems.push(
                    at(Problem::error("assumed-nobody", message))
                        .help("write how many there can be: assume at most 1,200 partners"),
                );
            }
            if let Assumption::NetPrice { product, least, .. } = assumption
                && let Some(product) = self.program.product(*product)
                && let Some(list) = product.list
                && list.currency == least.currency
                && list.minor < least.minor
            {
                let name = &product.declared.name;
                let message = format!(
                    "`{name}` is assumed to sell for {least} at least, and its list price is {list}"
                );
                problems.push(
                    at(Problem::error("price-above-list", message))
                        .cost("proofs would count with a price that nobody pays")
                        .help(format!("write: assume net price of {name} >= {list}")),
                );
            }
        }
        problems
    }
}

/// What an assumption is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum About {
    Partners,
    PartnersAt(TierId),
    Price(ProductId),
    Volume(TierId),
}
