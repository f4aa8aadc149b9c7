//! The program block: year, money, languages, assumptions.

use std::collections::BTreeMap;

use crate::base::id::TierId;
use crate::base::money::{Currency, Money, Rounding};
use crate::base::name::Name;
use crate::base::origin::Origins;
use crate::base::period::Cycle;
use crate::base::ratio::Ratio;
use crate::compile::build::incentive::rows;
use crate::compile::build::{Site, id, plausible};
use crate::diagnostic::Problem;
use crate::kind::program::{IN, OUTSIDE};
use crate::kind::spec::{Given, Named, Terms, Value};
use crate::model::finality::Finality;
use crate::model::succession::Succession;
use crate::model::{Assumption, Covers, Declaration, Program};

/// The program with its settings and nothing else yet.
pub fn program(site: &Site, origins: &mut Origins, problems: &mut Vec<Problem>) -> Option<Program> {
    let declaration = site.all("program").first().copied()?;
    let terms = &declaration.terms;
    let languages = ids(terms.one("languages"));
    let prevails = id(terms.one("prevails").map(|given| &given.value))?;
    if !languages.contains(&prevails) && plausible::foreign(&languages).is_none() {
        problems.push(
            Problem::error(
                "unknown-language",
                format!("`{prevails}` prevails, and it is not among the languages"),
            )
            .at(terms.one("prevails")?.span)
            .help(format!(
                "add it to the languages, or write: prevails {}",
                languages.first().map_or("en", |name| &**name)
            )),
        );
    }
    Some(Program {
        declared: declaration.declared.clone(),
        edition: edition(declaration, problems),
        published: match terms.one("published").map(|given| &given.value) {
            Some(Value::Date(date)) => Some(*date),
            Some(_) | None => None,
        },
        fiscal: site.scope.fiscal,
        currency: site.scope.currency,
        rounding: rounding(terms.one("round")),
        finality: finality(terms),
        zone: id(terms.one("zone").map(|given| &given.value))?,
        languages,
        prevails,
        precedence: precedence(terms, problems),
        owner: site.names(terms.one("owner")).first().cloned(),
        succession: succession(terms, problems),
        exchange: exchange(terms, site.scope.currency, problems),
        covers: covers(terms, problems),
        assumptions: assumptions(declaration, origins),
        translations: Default::default(),
        regions: Vec::new(),
        types: Vec::new(),
        lines: Vec::new(),
        products: Vec::new(),
        measures: Vec::new(),
        scores: Vec::new(),
        targets: Vec::new(),
        tiers: Vec::new(),
        specializations: Vec::new(),
        benefits: Vec::new(),
        budgets: Vec::new(),
        incentives: Vec::new(),
        registration: None,
        leads: None,
        stacked: Vec::new(),
        excluded: Vec::new(),
        reduced: Vec::new(),
        larger: Vec::new(),
        learning: Default::default(),
        calendar: Default::default(),
        guard: Default::default(),
        aims: Default::default(),
        words: Default::default(),
        examples: Vec::new(),
        declarations: Vec::new(),
        origins: Origins::default(),
    })
}

/// The program before, and what each of its standings is in this one.
pub(super) fn succession(terms: &Terms, problems: &mut Vec<Problem>) -> Option<Succession> {
    let given = terms.one("succeeds")?;
    let Value::Text(title) = &given.value else {
        return None;
    };
    let mut standings = BTreeMap::new();
    for row in rows(Some(given)) {
        let [was, is] = row.as_slice() else { continue };
        let Some(was) = id(was.as_ref()) else {
            continue;
        };
        if standings.insert(was.clone(), tier(is.as_ref())).is_some() {
            let problem = Problem::error("said-twice", format!("`{was}` has two rows"));
            problems.push(
                problem
                    .at(given.span)
                    .help("say once what each former standing becomes"),
            );
        }
    }
    Some(Succession {
        title: title.clone(),
        standings,
    })
}

/// The documents in the order in which they count. One alone has none.
fn precedence(terms: &Terms, problems: &mut Vec<Problem>) -> Vec<&'static str> {
    let given = terms.one("prevails");
    let Some((given, Value::Words(documents))) =
        given.and_then(|it| Some((it, it.phrase("in order of")?)))
    else {
        return Vec::new();
    };
    if documents.len() < 2 {
        problems.push(
            Problem::error("documents-without-order", "one document has no order")
                .at(given.span)
                .help("name another, after the one that counts first: in order of policy, guide"),
        );
    }
    documents.clone()
}

/// When what was posted is final.
fn finality(terms: &Terms) -> Option<Finality> {
    let given = terms.one("final")?;
    let Value::Duration(after) = given.value else {
        return None;
    };
    let cycle = given.phrase("after").and_then(Value::word)?;
    let region = given.phrase("in");
    let region = region.and_then(|value| value.names().first().copied());
    Some(Finality {
        after,
        cycle: Cycle::parse(cycle.strip_suffix(" end")?)?,
        region: if let Some(Named::Region(id)) = region {
            Some(id)
        } else {
            None
        },
    })
}

/// The fixed rates into the program's currency.
fn exchange(
    terms: &Terms,
    own: Currency,
    problems: &mut Vec<Problem>,
) -> BTreeMap<Currency, Ratio> {
    let mut rates: BTreeMap<Currency, Ratio> = BTreeMap::new();
    for given in terms.all("exchange") {
        let (Value::Currency(from), Some(Value::Number(rate))) =
            (&given.value, given.phrase("at fixed"))
        else {
            continue;
        };
        let into = given.phrase("to");
        let is_own = matches!(into, Some(Value::Currency(into)) if *into == own);
        let write =
            format!("write what one {from} is worth: exchange {from} to {own} at fixed 1.08");
        let wrong = if *from == own {
            Some((
                "exchange-does-not-fit",
                format!("`{own}` is the program's own money, and needs no rate"),
                "leave it out".to_owned(),
            ))
        } else if !is_own {
            Some((
                "exchange-does-not-fit",
                format!("the program's money is {own}, and this is a rate into another"),
                write,
            ))
        } else if *rate <= Ratio::ZERO {
            Some((
                "exchange-does-not-fit",
                format!("one {from} would be worth nothing"),
                write,
            ))
        } else if rates.contains_key(from) {
            Some((
                "said-twice",
                format!("`{from}` has two rates"),
                "keep the one that is meant".to_owned(),
            ))
        } else {
            None
        };
        match wrong {
            Some((name, message, help)) => {
                problems.push(Problem::error(name, message).at(given.span).help(help));
            }
            None => {
                rates.insert(*from, *rate);
            }
        }
    }
    rates
}

/// Whose program it is.
fn covers(terms: &Terms, problems: &mut Vec<Problem>) -> Covers {
    let regions = |word| {
        let given: &Given = terms.one(word)?;
        let named = given.value.names().into_iter();
        let regions = named.filter_map(|named| {
            if let Named::Region(id) = named {
                Some(id)
            } else {
                None
            }
        });
        Some((regions.collect::<Vec<_>>(), given.span))
    };
    match (regions(IN), regions(OUTSIDE)) {
        (None, None) => Covers::All,
        (Some((within, _)), None) => Covers::In(within),
        (None, Some((outside, _))) => Covers::Outside(outside),
        (Some((within, span)), Some((_, other))) => {
            let message = "a program is for partners in some regions or outside of some, not both";
            problems.push(
                Problem::error("said-twice", message)
                    .at(span)
                    .also(other, "said here too")
                    .help("keep the one that is meant"),
            );
            Covers::In(within)
        }
    }
}

/// The only edition there is.
const EDITION: u16 = 2027;

fn edition(declaration: &Declaration, problems: &mut Vec<Problem>) -> u16 {
    if let Some(Given {
        value: Value::Count(edition, _),
        span,
        ..
    }) = declaration.terms.one("edition")
        && *edition != i64::from(EDITION)
    {
        problems.push(
            Problem::error("unknown-edition", format!("there is no edition {edition}"))
                .at(*span)
                .help("write: edition 2027"),
        );
    }
    EDITION
}

fn ids(given: Option<&Given>) -> Vec<Name> {
    if let Some(Given {
        value: Value::Ids(names),
        ..
    }) = given
    {
        names.clone()
    } else {
        Vec::new()
    }
}

fn rounding(given: Option<&Given>) -> Rounding {
    let word = given.and_then(|given| given.value.word());
    Rounding::ALL
        .into_iter()
        .find(|mode| word == Some(mode.words()))
        .unwrap_or(Rounding::HalfEven)
}

fn tier(value: Option<&Value>) -> Option<TierId> {
    let named = value?.names().first().copied()?;
    if let Named::Tier(id) = named {
        Some(id)
    } else {
        None
    }
}

fn money(value: Option<&Value>) -> Option<Money> {
    value.and_then(Value::money)
}

fn assumptions(declaration: &Declaration, origins: &mut Origins) -> Vec<Assumption> {
    let mut found = Vec::new();
    for given in &declaration.terms.clauses {
        let origin = origins.add(given.span);
        found.extend(match (given.word, &given.value) {
            ("assume at most", Value::Count(most, _)) => Some(match tier(given.phrase("at")) {
                Some(tier) => Assumption::PartnersAt {
                    most: *most,
                    tier,
                    origin,
                },
                None => Assumption::Partners {
                    most: *most,
                    origin,
                },
            }),
            ("assume net price of", value) => {
                let product = value.names().first().copied();
                match (product, money(given.phrase(">="))) {
                    (Some(Named::Product(product)), Some(least)) => Some(Assumption::NetPrice {
                        product,
                        least,
                        origin,
                    }),
                    _ => None,
                }
            }
            ("assume yearly sales of a partner at", value) => {
                match (tier(Some(value)), money(given.phrase("<="))) {
                    (Some(tier), Some(most)) => Some(Assumption::Volume { tier, most, origin }),
                    _ => None,
                }
            }
            _ => None,
        });
    }
    found
}
