//! The rules of a program as a portal reads them: a small interpreter of the JSON alone, written without
//! looking at ours, pays what the evaluator pays on the facts of the flagship. The tiers that partners hold
//! are given; how they are earned is another matter than what is paid.

mod facts;
mod interpreter;
mod limits;
mod value;

use std::collections::BTreeMap;

use charter::base::date::Date;
use charter::fact::{Fact, TYPES};
use charter::intake::facts::{read_facts, read_partners};
use charter::intake::findings::Findings;
use charter::intake::record::Limits;
use charter::model::Program;
use charter::render::portal::generic;
use charter::semantics::book::Partner;
use charter::semantics::evaluate::Detail;
use charter::semantics::fold::Fold;
use charter::semantics::plan::Plan;
use charter::semantics::posting::PostingKind;
use charter::settle::{Account, settle};

use crate::program;
use facts::Facts;
use interpreter::Interpreter;

/// What each payee gets of each incentive over the whole time, in minor units.
type Paid = BTreeMap<(String, String), i128>;

#[allow(clippy::disallowed_methods, reason = "tests read the facts")]
fn file(name: &str) -> Option<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("programs/halden/facts");
    std::fs::read_to_string(folder.join(name)).ok()
}

fn accounts(program: &Program) -> Vec<Account> {
    let text = file("partners.csv").unwrap();
    let mut findings = Findings::default();
    let read = read_partners(
        program,
        "partners.csv",
        text.as_bytes(),
        Limits::STANDARD,
        &mut findings,
    );
    let account = |partner: charter::intake::facts::PartnerRecord| Account {
        title: partner.title.unwrap_or_else(|| partner.name.clone()),
        name: partner.name,
        region: partner.region,
        sort: partner.sort,
        standing: partner.standing,
        joined: partner.joined,
    };
    read.unwrap().into_iter().map(account).collect()
}

fn ours(program: &Program) -> Vec<Fact> {
    let mut findings = Findings::default();
    let mut facts = Vec::new();
    for sort in TYPES {
        let name = format!("{}.csv", sort.file);
        if let Some(text) = file(&name) {
            let limits = Limits::STANDARD;
            facts.extend(
                read_facts(program, sort, &name, text.as_bytes(), limits, &mut findings).unwrap(),
            );
        }
    }
    facts
}

/// Long after the last period has closed and the last return has come in.
fn end() -> Date {
    Date::parse("2028-12-31").unwrap()
}

/// Which tier each partner holds from which day on, as the evaluator reviews it.
fn standings(
    program: &Program,
    accounts: &[Account],
    facts: &[Fact],
) -> BTreeMap<String, Vec<(Date, Option<String>)>> {
    let plan = Plan::of(program);
    let mut fold = Fold::new(&plan, Detail::Why);
    let mut ids = Vec::new();
    for account in accounts {
        let id = fold.add_partner(Partner {
            name: account.name.clone(),
            region: account.region,
            sort: account.sort,
            joined: account.joined,
        });
        if let Some((tier, since)) = account.standing {
            fold.set_standing(id, since, Some(tier));
        }
        ids.push((account.name.to_string(), id));
    }
    facts.iter().for_each(|fact| fold.admit(fact));
    fold.advance_to(end()).unwrap();
    let standing = &fold.state().standing;
    let timeline = |id| {
        let changes = standing
            .timeline(charter::semantics::standing::Ladder::TIERS, id)
            .map(|it| it.changes.clone())
            .unwrap_or_default();
        let named = changes.into_iter().map(|(day, tier)| {
            let tier = tier.and_then(|tier| program.tier(tier));
            (day, tier.map(|tier| tier.declared.name.to_string()))
        });
        named.collect()
    };
    ids.into_iter()
        .map(|(name, id)| (name, timeline(id)))
        .collect()
}

/// What the evaluator pays, credit and what is paid out of it apart.
fn evaluated(program: &Program, accounts: &[Account], facts: &[Fact]) -> (Paid, Paid) {
    let settled = settle(program, accounts, facts, end(), None).unwrap();
    let (mut earned, mut out) = (Paid::new(), Paid::new());
    for entry in settled.entries {
        let book = match entry.kind {
            PostingKind::Award
            | PostingKind::Adjustment
            | PostingKind::Reversal(_)
            | PostingKind::Credit => &mut earned,
            PostingKind::Reimbursement => &mut out,
            PostingKind::Expiry => continue,
        };
        let key = (entry.claim.incentive.to_string(), entry.payee().to_string());
        *book.entry(key).or_default() += entry.amount.minor;
    }
    earned.retain(|_, amount| *amount != 0);
    out.retain(|_, amount| *amount != 0);
    (earned, out)
}

/// Reads the rules back and compares every incentive and payee.
fn compared(program: &Program, silent: &[&str]) {
    let accounts = accounts(program);
    let ours = ours(program);
    let (earned, reimbursed) = evaluated(program, &accounts, &ours);
    // The text, as another program would get it.
    let rules = generic::rules(program).to_string();
    let rules = serde_json::from_str(&rules).unwrap();
    let facts = Facts::read(&|name| file(name).unwrap_or_default());
    let standings = standings(program, &accounts, &ours);
    let interpreter = Interpreter::new(&rules, &facts, &standings);
    let (own, out) = interpreter.run();
    assert!(earned.len() > 20, "{}", earned.len());
    for incentive in &program.incentives {
        let name = incentive.declared.name.as_str();
        let pays = earned.keys().any(|(own, _)| own == name);
        assert_eq!(pays, !silent.contains(&name), "{name}");
    }
    let differences: Vec<String> = earned
        .keys()
        .chain(own.keys())
        .filter(|key| earned.get(*key) != own.get(*key))
        .map(|key| {
            format!(
                "{key:?}: {:?}, read back {:?}",
                earned.get(key),
                own.get(key)
            )
        })
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert_eq!(out, reimbursed);
    assert!(!out.is_empty());
}

#[test]
fn rules_that_are_read_back_pay_the_same() {
    compared(&program::halden(), &["summit"]);
}

#[test]
fn a_contest_that_is_read_back_pays_the_same() {
    // The facts end before the contest of the flagship begins, so it is held in the first quarter.
    let program = program::halden_with(
        "cloud in 2027-08-16 to 2027-10-31\n  least   1,000,000 USD",
        "cloud in 2027-02-16 to 2027-04-30\n  least   1,000 USD",
    );
    compared(&program, &[]);
}
