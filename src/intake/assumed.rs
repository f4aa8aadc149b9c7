//! What a program assumes of its partners and of what they sell against the list of them and their sales: an assumption that
//! these break holds no bound. It must not know what the bounds are.

use std::collections::BTreeMap;

use crate::base::id::TierId;
use crate::base::money::Money;
use crate::base::name::Name;
use crate::diagnostic::Problem;
use crate::diagnostic::place::Row;
use crate::diagnostic::untrusted::quote;
use crate::fact::{FIELDS_OF_SALE, Fact, FactKind, Value};
use crate::intake::facts::PartnerRecord;
use crate::model::{Assumption, Program};

/// How many partners of a list an assumption is of.
struct Count {
    /// Those that hold this tier; `None` counts all.
    tier: Option<TierId>,
    most: i64,
    found: i64,
    /// The first row that is one too many.
    over: Option<Row>,
}

/// The assumptions on how many partners there are, while a list is read.
pub struct Assumed<'p> {
    program: &'p Program,
    counts: Vec<Count>,
}

impl Assumed<'_> {
    /// Those of a program.
    pub fn of(program: &Program) -> Assumed<'_> {
        let counts = program.assumptions.iter().filter_map(|each| {
            let (tier, most) = match each {
                Assumption::PartnersAt { most, tier, .. } => (Some(*tier), *most),
                Assumption::Partners { most, .. } => (None, *most),
                Assumption::NetPrice { .. } | Assumption::Volume { .. } => return None,
            };
            Some(Count {
                tier,
                most,
                found: 0,
                over: None,
            })
        });
        Assumed {
            program,
            counts: counts.collect(),
        }
    }

    /// Counts a partner of the list. A tier that it holds only after the program's year is not counted.
    pub fn note(&mut self, partner: &PartnerRecord, place: impl Fn(usize) -> Row) {
        let end = self.program.fiscal.end();
        let held = partner.standing.filter(|(_, since)| *since <= end);
        let held = held.map(|(tier, _)| tier);
        for count in &mut self.counts {
            if count.tier.is_some() && count.tier != held {
                continue;
            }
            count.found = count.found.saturating_add(1);
            if count.over.is_none() && count.found > count.most {
                // The cell of the tier, or of the name.
                count.over = Some(place(if count.tier.is_some() { 4 } else { 0 }));
            }
        }
    }

    /// What the list breaks, each at the first row that is one too many.
    pub fn problems(self) -> impl Iterator<Item = Problem> {
        let program = self.program;
        self.counts.into_iter().filter_map(move |count| {
            let tier = count.tier.and_then(|id| program.tier(id));
            let at = tier.map_or(String::new(), |tier| format!(" at {}", tier.declared.name));
            let message = format!(
                "the list has {} partners{at}, and the program assumes at most {}",
                count.found, count.most
            );
            let help = format!(
                "write in the program: assume at most {} partners{at}",
                count.found
            );
            let problem = broken(message).help(help);
            count.over.map(|row| problem.at(row))
        })
    }
}

fn broken(message: String) -> Problem {
    Problem::warning("assumption-contradicted", message)
        .cost("the worst case and every guardrail that rests on it may be passed")
}

/// An accepted sale of the program's year: its net amount.
fn sold(program: &Program, fact: &Fact) -> Option<i128> {
    let is_accepted = match fact.value(FIELDS_OF_SALE.status) {
        Value::Text(status) => status.as_str() == "accepted",
        Value::Absent | Value::Count(_) | Value::Amount(_) | Value::Date(_) => true,
    };
    let is_counted =
        fact.kind == FactKind::Sale && is_accepted && program.fiscal.year().contains(fact.happened);
    match fact.value(FIELDS_OF_SALE.net_amount) {
        Value::Amount(amount) if is_counted => Some(*amount),
        Value::Amount(_) | Value::Absent | Value::Text(_) | Value::Count(_) | Value::Date(_) => {
            None
        }
    }
}

/// Sales of a product for less than is assumed.
struct Price<'p> {
    product: &'p Name,
    least: Money,
    found: u32,
    /// The first of them: its place and what a unit was sold for.
    first: Option<(Row, i128)>,
}

/// The assumptions on net prices, while sales are read.
pub struct Prices<'p>(Vec<Price<'p>>);

impl<'p> Prices<'p> {
    /// Those of a program.
    pub fn of(program: &'p Program) -> Prices<'p> {
        let prices = program.assumptions.iter().filter_map(|each| match each {
            Assumption::NetPrice { product, least, .. } => Some(Price {
                product: &program.product(*product)?.declared.name,
                least: *least,
                found: 0,
                first: None,
            }),
            Assumption::PartnersAt { .. }
            | Assumption::Partners { .. }
            | Assumption::Volume { .. } => None,
        });
        Prices(prices.collect())
    }

    /// Looks at a sale. Several units are held to as many times the price.
    pub fn note(&mut self, program: &Program, fact: &Fact, place: impl Fn() -> Row) {
        let (Some(amount), Value::Text(product)) =
            (sold(program, fact), fact.value(FIELDS_OF_SALE.product))
        else {
            return;
        };
        let units = match fact.value(FIELDS_OF_SALE.units) {
            Value::Count(units) => i128::from((*units).max(1)),
            Value::Absent | Value::Text(_) | Value::Amount(_) | Value::Date(_) => 1,
        };
        let of = self.0.iter_mut().filter(|price| price.product == product);
        for price in of.filter(|price| amount < price.least.minor.saturating_mul(units)) {
            price.found = price.found.saturating_add(1);
            let each = amount.div_euclid(units);
            price.first.get_or_insert_with(|| (place(), each));
        }
    }

    /// What the sales break, each at the first that does.
    pub fn problems(self) -> impl Iterator<Item = Problem> {
        self.0.into_iter().filter_map(|price| {
            let (row, each) = price.first?;
            let money = |minor| Money {
                minor,
                ..price.least
            };
            let sales = match price.found {
                1 => "a sale".to_owned(),
                many => format!("{many} sales"),
            };
            let message = format!(
                "{sales} of {} at less than the {} a unit that the program assumes, the first at {}",
                quote(price.product),
                price.least.terse(),
                money(each).terse()
            );
            let help = format!(
                "write in the program: assume net price of {} >= what it is sold for at least",
                price.product
            );
            Some(broken(message).help(help).at(row))
        })
    }
}

/// Partners whose stated tier is assumed to sell no more in the year than they did.
pub fn volumes(program: &Program, partners: &[PartnerRecord], facts: &[Fact]) -> Vec<Problem> {
    let mut sums: BTreeMap<&Name, i128> = BTreeMap::new();
    for fact in facts {
        if let Some(amount) = sold(program, fact) {
            let sum = sums.entry(&fact.partner).or_default();
            *sum = sum.saturating_add(amount);
        }
    }
    let end = program.fiscal.end();
    let of = |tier: TierId| {
        partners.iter().filter(move |partner| {
            let held = partner.standing.filter(|(_, since)| *since <= end);
            held.is_some_and(|(own, _)| own == tier)
        })
    };
    let found = program.assumptions.iter().filter_map(|each| {
        let Assumption::Volume { tier, most, .. } = each else {
            return None;
        };
        let sum = |partner: &&PartnerRecord| sums.get(&partner.name).copied().unwrap_or(0);
        let over: Vec<&PartnerRecord> = of(*tier).filter(|it| sum(it) > most.minor).collect();
        let largest = over.iter().max_by_key(|it| sum(it))?;
        let shown = Money {
            minor: sum(largest),
            ..*most
        };
        let name = &program.tier(*tier)?.declared.name;
        let message = format!(
            "{} at {name} sold more than the {} a year that the program assumes, {} most: {}",
            match over.len() {
                1 => "a partner".to_owned(),
                many => format!("{many} partners"),
            },
            most.terse(),
            quote(&largest.name),
            shown.terse()
        );
        let help = format!(
            "write in the program: assume yearly sales of a partner at {name} <= {}",
            shown.terse()
        );
        Some(broken(message).help(help))
    });
    found.collect()
}
