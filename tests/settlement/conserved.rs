//! What is never lost, over facts by chance for the programs that come with Charter: statements, ledger and
//! entries agree; every row is accounted for; every amount is explained; closing month by month pays what
//! closing the year pays.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use charter::base::date::Date;
use charter::base::name::Name;
use charter::base::span::{Source, Sources};
use charter::compile::compile;
use charter::fact::{FIELDS_OF_SALE, Fact, FactKind, Value};
use charter::model::Program;
use charter::parse::parse;
use charter::semantics::posting::PostingKind;
use charter::settle::entry::{Entry, Way};
use charter::settle::history::History;
use charter::settle::history_text::{read, write};
use charter::settle::ledger::Book;
use charter::settle::outcome::Outcome;
use charter::settle::{Account, Settlement, settle};
use proptest::prelude::*;
use proptest::sample::select;

use crate::world::{fact, text};

fn program(folder: &str) -> Program {
    let mut files: Vec<_> = fs::read_dir(Path::new("programs").join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "charter"))
        .collect();
    files.sort();
    let source = |path: &std::path::PathBuf| Source {
        name: path.display().to_string(),
        text: fs::read_to_string(path).unwrap(),
    };
    let sources = Sources::new(files.iter().map(source).collect());
    compile(&parse(&sources).0).0.unwrap()
}

const PARTNERS: [&str; 4] = ["acme", "bert", "cleo", "dora"];

fn accounts(program: &Program) -> Vec<Account> {
    let first = program.fiscal.start();
    let account = |(at, name): (usize, &&str)| {
        let tier = at.checked_rem(program.tiers.len() + 1).unwrap();
        let tier = u16::try_from(tier).unwrap().checked_sub(1);
        Account {
            name: Name::new(name),
            title: Name::new(name),
            region: Some(charter::base::id::RegionId(0)),
            sort: None,
            standing: tier.map(|tier| (charter::base::id::TierId(tier), first)),
            joined: None,
        }
    };
    PARTNERS.iter().enumerate().map(account).collect()
}

/// A sale by chance: partner, day of the year, days until it is known, cents, seller and customer, status.
type Sale = (usize, i64, i64, i128, u8, bool);

fn sale() -> impl Strategy<Value = Sale> {
    let amount = prop_oneof![1_i128..100, 100_000_i128..50_000_000];
    let known = prop_oneof![3 => 0_i64..3, 1 => 0_i64..120];
    (
        0_usize..5,
        -10_i64..375,
        known,
        amount,
        0_u8..6,
        prop::bool::weighted(0.9),
    )
}

/// A return by chance: which sale, days after it, the part of it in hundredths.
fn give_back() -> impl Strategy<Value = (usize, i64, i128)> {
    (0_usize..40, 1_i64..150, select(vec![10_i128, 33, 50, 100]))
}

fn facts(
    program: &Program,
    sales: &[Sale],
    returns: &[(usize, i64, i128)],
    people: &[(usize, i64)],
) -> Vec<Fact> {
    let first = program.fiscal.start();
    let name =
        |list: &[charter::model::Product], at: usize| list[at % list.len()].declared.name.clone();
    let mut facts = Vec::new();
    for (at, (partner, day, known, cents, who, accepted)) in sales.iter().enumerate() {
        let partner = PARTNERS.get(*partner).unwrap_or(&"nobody");
        let fields = [
            ("product", text(&name(&program.products, at))),
            ("net_amount", Value::Amount(*cents)),
            ("units", Value::Count(1)),
            ("seller", text(&format!("{partner}-p{}", who % 2))),
            ("customer_id", text(&format!("c{who}"))),
            (
                "status",
                text(if *accepted { "accepted" } else { "refused" }),
            ),
        ];
        let mut sale = fact(
            FactKind::Sale,
            &format!("s{at}"),
            partner,
            "2027-06-01",
            &fields,
        );
        if at % 5 != 0 {
            sale.values[usize::from(FIELDS_OF_SALE.deal.0)] = text(&format!("d{}", at / 2));
        }
        sale.happened = first.plus_days(*day);
        sale.accepted = sale.happened;
        sale.known = sale.happened.plus_days(*known);
        facts.push(sale);
    }
    for (at, (which, days, part)) in returns.iter().enumerate() {
        let Some(sale) = facts
            .get(which % sales.len().max(1))
            .filter(|each| each.kind == FactKind::Sale)
        else {
            continue;
        };
        let cents = sale.number(FIELDS_OF_SALE.net_amount).unwrap_or(0) * part / 100;
        let fields = [
            ("sale_id", Value::Text(sale.id.clone())),
            ("net_amount", Value::Amount(cents)),
        ];
        let mut back = fact(
            FactKind::Return,
            &format!("r{at}"),
            "",
            "2027-06-01",
            &fields,
        );
        back.happened = sale.happened.plus_days(*days);
        back.accepted = back.happened;
        back.known = sale.known.max(back.happened);
        facts.push(back);
    }
    for (at, (partner, day)) in people.iter().enumerate() {
        let certifications = &program.learning.certifications;
        let Some(of) = certifications.get(at % certifications.len().max(1)) else {
            continue;
        };
        let partner = PARTNERS[partner % PARTNERS.len()];
        let fields = [
            ("person", text(&format!("{partner}-p{}", at % 2))),
            ("certification", Value::Text(of.declared.name.clone())),
        ];
        let mut passed = fact(
            FactKind::Certification,
            &format!("k{at}"),
            partner,
            "2027-06-01",
            &fields,
        );
        passed.happened = first.plus_days(*day);
        passed.accepted = passed.happened;
        passed.known = passed.happened;
        facts.push(passed);
    }
    facts
}

fn last_day(program: &Program) -> Date {
    program.fiscal.end().plus_days(120)
}

fn at_once(program: &Program, facts: &[Fact]) -> Settlement {
    settle(program, &accounts(program), facts, last_day(program), None).unwrap()
}

/// Closed every thirty days, each time with the facts that are known by then.
fn month_by_month(program: &Program, facts: &[Fact]) -> Settlement {
    let accounts = accounts(program);
    let mut history: Option<History> = None;
    let mut until = program.fiscal.start();
    loop {
        until = until.plus_days(30).min(last_day(program));
        let given: Vec<Fact> = facts
            .iter()
            .filter(|fact| fact.known <= until)
            .cloned()
            .collect();
        if let Some(history) = &history {
            assert_eq!(history.problems(program, &accounts, &given, until), []);
        }
        let settled = settle(program, &accounts, &given, until, history.as_ref()).unwrap();
        if until == last_day(program) {
            return settled;
        }
        let after = History::after(history.as_ref(), program, "hash", &given, &settled);
        history = Some(read(&write(&after)).unwrap());
    }
}

type Told = (
    String,
    Date,
    Date,
    i128,
    Vec<(charter::payout::Account, i128)>,
);

fn told<'e>(entries: impl Iterator<Item = &'e Entry>) -> BTreeSet<Told> {
    let told = entries.map(|each| {
        (
            each.id.clone(),
            each.booked,
            each.due,
            each.amount.minor,
            each.accounts.clone(),
        )
    });
    told.collect()
}

/// Statement lines, statement totals, entries and ledger of each partner are one sum; the ledger is zero.
fn sums_agree(settled: &Settlement) -> Result<(), TestCaseError> {
    let mut of: BTreeMap<&Name, [i128; 4]> = BTreeMap::new();
    for entry in settled.all().filter(|entry| entry.way() == Way::Paid) {
        of.entry(&entry.claim.partner).or_default()[0] += entry.amount.minor;
    }
    for statement in &settled.statements {
        let sums = of.entry(&statement.partner).or_default();
        let lines = statement.entries.iter().chain(&statement.earlier);
        let lines = lines.filter(|entry| entry.way() == Way::Paid);
        sums[1] += lines.map(|entry| entry.amount.minor).sum::<i128>();
        let totals = [statement.payable, statement.posted];
        sums[2] += totals
            .iter()
            .flatten()
            .map(|money| money.minor)
            .sum::<i128>();
    }
    let mut whole = 0;
    let mut entries: BTreeMap<&str, i128> = BTreeMap::new();
    for line in &settled.ledger {
        whole += line.amount.minor;
        *entries.entry(&line.entry).or_default() += line.amount.minor;
        if line.account == Book::Payable {
            of.entry(&line.partner).or_default()[3] -= line.amount.minor;
        }
    }
    prop_assert_eq!(whole, 0);
    prop_assert!(entries.values().all(|sum| *sum == 0));
    for (partner, [posted, lines, totals, ledger]) in of {
        prop_assert!(
            posted == lines && posted == totals && posted == ledger,
            "{}",
            partner
        );
    }
    let owed = settled.rolls.last().map_or(0, |roll| roll.closing.minor);
    prop_assert_eq!(owed, 0, "everything is due in the end");
    Ok(())
}

/// Every row has one outcome; a row is paid for exactly if an entry rests on it.
fn rows_are_accounted_for(settled: &Settlement, facts: &[Fact]) -> Result<(), TestCaseError> {
    prop_assert_eq!(settled.rows.len(), facts.len());
    let rests: BTreeSet<&Name> = settled
        .all()
        .flat_map(|entry| entry.facts.iter().map(|(fact, _)| fact))
        .collect();
    for (row, fact) in settled.rows.iter().zip(facts) {
        prop_assert_eq!(&row.id, &fact.id);
        let paid = matches!(row.outcome, Outcome::Paid(_));
        prop_assert_eq!(paid, rests.contains(&row.id), "{}", row.id);
        if fact.partner == "nobody" {
            prop_assert!(matches!(row.outcome, Outcome::Rejected(_)));
        }
    }
    Ok(())
}

/// An entry adds up from what it says: the exact amount rounded once, less what was posted before; its accounts
/// and the parts of its facts are the whole.
fn amounts_are_explained(program: &Program, settled: &Settlement) -> Result<(), TestCaseError> {
    for entry in settled.all() {
        let accounts: i128 = entry.accounts.iter().map(|(_, minor)| minor).sum();
        prop_assert_eq!(accounts, entry.amount.minor);
        let parts: i128 = entry.facts.iter().map(|(_, minor)| minor).sum();
        let whole = entry.facts.is_empty() || parts == entry.amount.minor;
        prop_assert!(whole, "{:?}", entry);
        let explained = match entry.kind {
            PostingKind::Reversal(_) | PostingKind::Expiry => true,
            PostingKind::Award
            | PostingKind::Adjustment
            | PostingKind::Credit
            | PostingKind::Reimbursement => entry.why.is_some() || entry.settled < settled.until,
        };
        prop_assert!(explained, "{:?}", entry);
        if let (PostingKind::Award | PostingKind::Reimbursement, 1, Some(why)) =
            (entry.kind, entry.sequence, &entry.why)
        {
            prop_assert_eq!(program.rounding.round(why.amount), entry.amount.minor);
        }
    }
    Ok(())
}

fn holds(
    name: &str,
    sales: &[Sale],
    returns: &[(usize, i64, i128)],
    people: &[(usize, i64)],
) -> Result<(), TestCaseError> {
    let program = program(name);
    let mut facts = facts(&program, sales, returns, people);
    facts.retain(|fact| fact.known <= last_day(&program));
    let whole = at_once(&program, &facts);
    let months = month_by_month(&program, &facts);
    prop_assert_eq!(told(whole.all()), told(months.all()));
    for settled in [&whole, &months] {
        sums_agree(settled)?;
        rows_are_accounted_for(settled, &facts)?;
        amounts_are_explained(&program, settled)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_flagship_loses_nothing(
        sales in prop::collection::vec(sale(), 1..40),
        returns in prop::collection::vec(give_back(), 0..8),
        people in prop::collection::vec((0_usize..4, 0_i64..200), 0..6),
    ) {
        holds("halden", &sales, &returns, &people)?;
    }

    #[test]
    fn the_starter_loses_nothing(
        sales in prop::collection::vec(sale(), 1..40),
        returns in prop::collection::vec(give_back(), 0..8),
    ) {
        holds("starter", &sales, &returns, &[])?;
    }
}
