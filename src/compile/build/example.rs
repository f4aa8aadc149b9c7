//! Worked examples: standings, facts and what must come of them.

use std::collections::BTreeSet;

use crate::base::date::Date;
use crate::base::id::TierId;
use crate::base::name::Name;
use crate::base::origin::Origins;
use crate::compile::build::{Site, id};
use crate::diagnostic::Problem;
use crate::fact::{FactKind, type_of};
use crate::kind::spec::{Given, Grid, Named, Refers, Value};
use crate::model::Declaration;
use crate::model::words::{Example, ExamplePartner, Expect};

/// All examples, in order of title.
pub fn examples(site: &Site, origins: &mut Origins, problems: &mut Vec<Problem>) -> Vec<Example> {
    site.all("example")
        .into_iter()
        .map(|each| example(each, site, origins, problems))
        .collect()
}

fn example(
    declaration: &Declaration,
    site: &Site,
    origins: &mut Origins,
    problems: &mut Vec<Problem>,
) -> Example {
    let mut found = Example {
        declared: declaration.declared.clone(),
        standings: Vec::new(),
        partners: Vec::new(),
        facts: Vec::new(),
        expects: Vec::new(),
        closed: false,
    };
    for given in &declaration.terms.clauses {
        match given.word {
            "given partner" => partner(given, site, &mut found, problems),
            "given" => {
                if let Some(Grid::Facts(facts)) = &given.table {
                    found.facts.extend(facts.iter().cloned());
                }
            }
            "expect" | "expect reimbursement of" => {
                found.expects.extend(payout(given, site, origins));
            }
            "expect tier of" => match tier(given, site, origins) {
                Ok(expect) => found.expects.extend(expect),
                Err(problem) => problems.push(problem),
            },
            "expect specializations of" => match specializations(given, site, origins) {
                Ok(expect) => found.expects.extend(expect),
                Err(problem) => problems.push(problem),
            },
            "expect state of" => found.expects.extend(state(given, origins)),
            "expect nothing else" => found.closed = true,
            _ => {}
        }
    }
    known_partners(&mut found);
    let mut clauses = declaration.terms.clauses.iter();
    let expects_some = clauses.any(|given| given.word.starts_with("expect"));
    if !expects_some {
        let problem = Problem::error(
            "example-expects-nothing",
            format!("the example \"{}\" expects nothing", found.declared.title),
        )
        .help("write: expect volume for acme in Q1 = 9,500.00 USD");
        problems.push(match origins.span(found.declared.origin) {
            Some(span) => problem.at(span),
            None => problem,
        });
    }
    found
}

/// Partners that only facts name are partners without tier, type or region.
fn known_partners(example: &mut Example) {
    let head = type_of(FactKind::Membership).field("head");
    let named = example.facts.iter().flat_map(|fact| {
        let head = head.filter(|_| fact.kind == FactKind::Membership);
        let head = head.and_then(|(index, _)| fact.text(index));
        [Some(&fact.partner), head].into_iter().flatten().cloned()
    });
    for name in named.collect::<Vec<Name>>() {
        let known = example.partners.iter().any(|partner| partner.name == name);
        if !name.is_empty() && !known {
            example.partners.push(ExamplePartner {
                name,
                region: None,
                sort: None,
                joined: None,
            });
        }
    }
}

fn unknown_standing(was: &Name, given: &Given) -> Problem {
    let message = format!("`{was}` is no former standing of the program");
    Problem::error("unknown-name", message)
        .at(given.span)
        .help("name one of the table of `succeeds` in the program block")
}

fn partner(given: &Given, site: &Site, example: &mut Example, problems: &mut Vec<Problem>) {
    let Some(name) = id(Some(&given.value)) else {
        return;
    };
    let one = |lead: &str| {
        given
            .phrase(lead)
            .and_then(|value| value.names().first().copied())
    };
    let date = |lead: &str| match given.phrase(lead) {
        Some(Value::Date(date)) => Some(*date),
        Some(_) | None => None,
    };
    if let Some(was) = given.phrase("was").and_then(|value| id(Some(value))) {
        match site.succeeded(&was) {
            Some(Some(tier)) => {
                let first = site.scope.fiscal.start();
                example.standings.push((name.clone(), tier, first));
            }
            Some(None) => {}
            None if site.is_unread("program") => {}
            None => problems.push(unknown_standing(&was, given)),
        }
    }
    if let Some(Named::Tier(tier)) = one("at") {
        let since = date("since").unwrap_or(site.scope.fiscal.start());
        example.standings.push((name.clone(), tier, since));
    }
    if !example.partners.iter().any(|partner| partner.name == name) {
        example.partners.push(ExamplePartner {
            name,
            region: one("in").and_then(|named| site.name(named)),
            sort: one("as").and_then(|named| site.name(named)),
            joined: date("joined"),
        });
    }
}

fn payout(given: &Given, site: &Site, origins: &mut Origins) -> Option<Expect> {
    let Some(Named::Incentive(incentive)) = given.value.names().first().copied() else {
        return None;
    };
    let days = match given.phrase("in") {
        Some(Value::Days(days, _)) => Some(*days),
        Some(Value::Cycle(crate::base::period::Cycle::Year)) => Some(site.scope.fiscal.year()),
        Some(_) | None => None,
    };
    Some(Expect::Payout {
        incentive,
        payee: id(given.phrase("for"))?,
        days,
        amount: given.phrase("=").and_then(Value::money)?,
        claims: given.word == "expect reimbursement of",
        origin: origins.add(given.span),
    })
}

fn tier(given: &Given, site: &Site, origins: &mut Origins) -> Result<Option<Expect>, Problem> {
    let word: Option<Name> = id(given.phrase("="));
    let (Some(partner), Some(word)) = (id(Some(&given.value)), word) else {
        return Ok(None);
    };
    let tier: Option<TierId> = if &*word == "none" {
        None
    } else {
        match site.scope.find(&word, given.span, &[Refers::Tier])? {
            Some(Named::Tier(id)) => Some(id),
            Some(_) | None => return Ok(None),
        }
    };
    let on: Option<Date> = match given.phrase("on") {
        Some(Value::Date(date)) => Some(*date),
        Some(_) | None => None,
    };
    let origin = origins.add(given.span);
    Ok(on.map(|on| Expect::Tier {
        partner,
        on,
        tier,
        origin,
    }))
}

fn specializations(
    given: &Given,
    site: &Site,
    origins: &mut Origins,
) -> Result<Option<Expect>, Problem> {
    let (Some(partner), Some(Value::Ids(words)), Some(Value::Date(on))) = (
        id(Some(&given.value)),
        given.phrase("="),
        given.phrase("on"),
    ) else {
        return Ok(None);
    };
    let mut held = BTreeSet::new();
    for word in words.iter().filter(|word| &***word != "none") {
        let found = site
            .scope
            .find(word, given.span, &[Refers::Specialization])?;
        let Some(Named::Specialization(id)) = found else {
            return Ok(None);
        };
        held.insert(id);
    }
    Ok(Some(Expect::Specializations {
        partner,
        on: *on,
        held,
        origin: origins.add(given.span),
    }))
}

fn state(given: &Given, origins: &mut Origins) -> Option<Expect> {
    let Some(Value::Date(on)) = given.phrase("on") else {
        return None;
    };
    Some(Expect::State {
        about: id(Some(&given.value))?,
        on: *on,
        state: id(given.phrase("="))?,
        origin: origins.add(given.span),
    })
}
