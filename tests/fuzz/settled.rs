//! Any sales and returns of a few partners, settled: what holds of every settlement.

use std::collections::BTreeMap;

use charter::base::name::Name;
use charter::fact::{FIELDS_OF_SALE, Fact, FactKind, Value, type_of};
use charter::model::Program;
use charter::settle::{Account, Settlement, settle};

use crate::target::{STARTER, program};

/// Bytes of one fact: who, when, how much.
const RECORD: usize = 6;

/// The starter's cap on one partner and year, in minor units.
const CAP: i128 = 20_000_00;

/// Debits equal credits; nobody is paid more than the cap or less than nothing; the order of facts is nothing; and a
/// fact that comes twice counts once.
pub fn law(input: &[u8]) -> Result<(), String> {
    let (program, _) = program(STARTER);
    let program = program.expect("the starter compiles");
    let facts: Vec<Fact> = input
        .chunks_exact(RECORD)
        .take(200)
        .enumerate()
        .map(|(at, bytes)| fact(&program, at, bytes))
        .collect();
    let paid = run(&program, &facts)?;
    let debits: i128 = paid.ledger.iter().map(|line| line.amount.minor).sum();
    if debits != 0 {
        return Err(format!("the ledger adds up to {debits}"));
    }
    let sums = sums(&paid);
    if let Some((payee, sum)) = sums.iter().find(|(_, sum)| !(0..=CAP).contains(*sum)) {
        return Err(format!("{payee} is paid {sum}"));
    }
    let backwards: Vec<Fact> = facts.iter().rev().cloned().collect();
    same(&paid, &run(&program, &backwards)?, "in another order")?;
    let twice: Vec<Fact> = facts.iter().chain(&facts).cloned().collect();
    same(&paid, &run(&program, &twice)?, "said twice")
}

fn run(program: &Program, facts: &[Fact]) -> Result<Settlement, String> {
    let accounts: Vec<Account> = (0..3).map(account).collect();
    let until = program.fiscal.end();
    settle(program, &accounts, facts, until, None).map_err(|fault| fault.to_string())
}

fn account(at: usize) -> Account {
    let name = Name::from(format!("partner{at}"));
    Account {
        title: name.clone(),
        name,
        region: None,
        sort: None,
        standing: None,
        joined: None,
    }
}

fn fact(program: &Program, at: usize, bytes: &[u8]) -> Fact {
    let [who, day, more, size, unit, kind] = bytes else {
        panic!("a record has six bytes")
    };
    let day = i64::from(*day) + i64::from(*more) * 2 - 40;
    let day = program.fiscal.start().plus_days(day);
    let amount = (i128::from(*size) + 1) * 10_i128.pow(u32::from(unit % 6)) * 7;
    let back = kind % 4 == 0 && at > 0;
    let kind = if back {
        FactKind::Return
    } else {
        FactKind::Sale
    };
    let mut values = vec![Value::Absent; type_of(kind).fields.len()];
    if back {
        let sale = usize::from(*who) % at;
        values[0] = Value::Text(Name::from(format!("f{sale}")));
        values[2] = Value::Amount(amount);
    } else {
        values[usize::from(FIELDS_OF_SALE.product.0)] = Value::Text(Name::new("widget"));
        values[usize::from(FIELDS_OF_SALE.net_amount.0)] = Value::Amount(amount);
        values[usize::from(FIELDS_OF_SALE.status.0)] = Value::Text(Name::new("accepted"));
    }
    let partner = if back {
        Name::new("")
    } else {
        Name::from(format!("partner{}", who % 4))
    };
    Fact {
        kind,
        id: Name::from(format!("f{at}")),
        partner,
        happened: day,
        known: day.plus_days(i64::from(unit % 40)),
        accepted: day,
        claim: Name::new(""),
        values: values.into_boxed_slice(),
    }
}

fn sums(paid: &Settlement) -> BTreeMap<&Name, i128> {
    let mut sums = BTreeMap::new();
    for entry in paid.all() {
        *sums.entry(entry.payee()).or_default() += entry.amount.minor;
    }
    sums
}

fn same(one: &Settlement, other: &Settlement, how: &str) -> Result<(), String> {
    let told = |paid: &Settlement| -> Vec<String> {
        let entries = paid.entries.iter();
        entries
            .map(|each| format!("{} {} {}", each.id, each.booked, each.amount))
            .collect()
    };
    if told(one) == told(other) {
        Ok(())
    } else {
        Err(format!(
            "{how} it posts {:?} and not {:?}",
            told(other),
            told(one)
        ))
    }
}
