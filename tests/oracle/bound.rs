//! Every payout of a case inside what `charter bound` says, where programs assume no more than their facts keep to;
//! and every case that a bound names, played.

use charter::base::date::Date;
use charter::base::id::{IncentiveId, ProductId, TierId};
use charter::base::money::Money;
use charter::base::origin::Origin;
use charter::base::period::Days;
use charter::fact::{FIELDS_OF_SALE, Fact, FactKind};
use charter::model::{Assumption, Program};
use charter::semantics::bounds::Most;
use charter::semantics::bounds::acts::{Group, literal};
use charter::semantics::bounds::liability::{WorstCase, worst_case};
use charter::semantics::bounds::reach::{played, reaches};
use charter::semantics::posting::PostingKind;
use charter::settle::Account;
use charter::settle::entry::Entry;

/// What was compared, and what lies outside its bound.
#[derive(Default)]
pub struct Compared {
    /// How many amounts have a bound.
    pub bounded: usize,
    /// How many have none.
    pub unbounded: usize,
    /// How many cases that bounds name were played.
    pub played: usize,
    /// What was paid more than its bound, or played to another amount.
    pub outside: Vec<String>,
}

/// Compares what was paid with the worst case of a program that assumes what its facts keep to.
pub fn compared(
    program: &Program,
    accounts: &[Account],
    facts: &[Fact],
    entries: &[Entry],
    plays: bool,
) -> Compared {
    let mut found = Compared::default();
    let mut program = program.clone();
    program.assumptions = assumed(&program, accounts, facts);
    let worst = match worst_case(&program) {
        Ok(worst) => worst,
        Err(fault) => {
            found.outside.push(format!("no bound: {fault:?}"));
            return found;
        }
    };
    let names: Vec<&str> = program
        .incentives
        .iter()
        .map(|incentive| incentive.declared.first.as_str())
        .collect();
    let of = |span: Days, name: Option<&str>| {
        let owed = entries.iter().filter(|entry| {
            let is_owed = !matches!(entry.kind, PostingKind::Reimbursement | PostingKind::Expiry);
            is_owed && name.is_none_or(|name| *entry.claim.incentive == *name)
        });
        largest(owed.map(|entry| (span, entry.amount.minor, entry.day)))
    };
    let year = program.fiscal.year();
    found.within(&worst.year, of(year, None), "all, year");
    for (days, most) in &worst.quarters {
        found.within(most, of(*days, None), &format!("all, {days}"));
    }
    for (exposure, name) in worst.incentives.iter().zip(names) {
        found.within(&exposure.year, of(year, Some(name)), name);
        for (days, most) in &exposure.quarters {
            found.within(most, of(*days, Some(name)), &format!("{name}, {days}"));
        }
    }
    if plays {
        found.play(&program, &worst, year);
    }
    found
}

impl Compared {
    fn within(&mut self, most: &Most, paid: i128, what: &str) {
        match most.amount() {
            None => self.unbounded += 1,
            Some(most) => {
                self.bounded += 1;
                if paid > most {
                    self.outside
                        .push(format!("{what}: {paid} is paid, the bound is {most}"));
                }
            }
        }
    }

    fn play(&mut self, program: &Program, worst: &WorstCase, year: Days) {
        let Ok(reaches) = reaches(program, worst) else {
            self.outside.push("no cases".to_owned());
            return;
        };
        let mut named: Vec<(&[Group], i128, Option<IncentiveId>)> = Vec::new();
        for (exposure, reach) in worst.incentives.iter().zip(&reaches.incentives) {
            if let (true, Some(most)) = (reach.year.is_bound, exposure.year.amount()) {
                named.push((&reach.year.case, most, Some(exposure.incentive)));
            }
        }
        if let (true, Some(most)) = (reaches.year.is_bound, worst.year.amount()) {
            named.push((&reaches.year.case, most, None));
        }
        for (case, most, id) in named {
            // A case of very many facts is not played.
            if literal(program, case, 6_000).is_none() {
                continue;
            }
            self.played += 1;
            let sum = played(program, case).map(|paid| {
                let all = (0_u16..).map(IncentiveId).take(program.incentives.len());
                let of = all.filter(|other| id.is_none_or(|id| id == *other));
                of.map(|id| paid.by(id, year)).sum::<i128>()
            });
            if sum != Some(most) {
                self.outside.push(format!(
                    "{id:?}: its case pays {sum:?}, the bound is {most}"
                ));
            }
        }
    }
}

/// The largest that a sum was at any time.
fn largest(paid: impl Iterator<Item = (Days, i128, Date)>) -> i128 {
    let (mut sum, mut most) = (0, 0);
    for (span, amount, day) in paid {
        if span.contains(day) {
            sum += amount;
            most = most.max(sum);
        }
    }
    most
}

/// What the facts keep to: how many partners there are, what one sold in the year, the least price of a unit.
pub fn assumed(program: &Program, accounts: &[Account], facts: &[Fact]) -> Vec<Assumption> {
    let origin = Origin::default();
    let in_money = |minor| Money {
        minor,
        currency: program.currency,
    };
    let partners = i64::try_from(accounts.len()).unwrap();
    let mut found = vec![Assumption::Partners {
        most: partners,
        origin,
    }];
    let year = program.fiscal.year();
    let sales = || facts.iter().filter(|fact| fact.kind == FactKind::Sale);
    let amount = |fact: &Fact| fact.number(FIELDS_OF_SALE.net_amount).unwrap_or(0);
    let of = |name: &str| {
        let own = sales().filter(|fact| *fact.partner == *name && year.contains(fact.happened));
        own.map(amount).sum::<i128>()
    };
    let most = accounts.iter().map(|account| of(&account.name)).max();
    for tier in (0..).map(TierId).take(program.tiers.len()) {
        found.push(Assumption::PartnersAt {
            most: partners,
            tier,
            origin,
        });
        found.push(Assumption::Volume {
            tier,
            most: in_money(most.unwrap_or(0)),
            origin,
        });
    }
    for (id, product) in (0..).map(ProductId).zip(&program.products) {
        let own = sales()
            .filter(|fact| fact.text(FIELDS_OF_SALE.product) == Some(&product.declared.name));
        let unit =
            |fact: &Fact| amount(fact) / fact.number(FIELDS_OF_SALE.units).unwrap_or(1).max(1);
        // What nobody sold may be as dear as can be.
        let least = own.map(unit).min().unwrap_or(i128::from(u32::MAX));
        found.push(Assumption::NetPrice {
            product: id,
            least: in_money(least),
            origin,
        });
    }
    found
}
