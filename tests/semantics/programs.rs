//! Laws 2 and 10 over every program in `programs/`, with its own sample facts.

use std::path::{Path, PathBuf};

use charter::base::id::{IncentiveId, ProductId};
use charter::base::ratio::Ratio;
use charter::base::span::{Source, Sources};
use charter::compile::compile;
use charter::fact::{FIELDS_OF_SALE, Fact, FactKind};
use charter::model::Program;
use charter::parse::parse;
use charter::payout::measure::{Measure, Measured, Reading};
use charter::payout::{Occasion, Payout};
use charter::semantics::advance::entry_id;
use charter::semantics::book::Partner;
use charter::semantics::bounds::liability::worst_case;
use charter::semantics::curve::of::curve;
use charter::semantics::evaluate::{Desk, Detail, Scene, evaluate};
use charter::semantics::fold::Fold;
use charter::semantics::plan::Plan;
use charter::semantics::walk;
use charter::settle::Account;
use charter::shell::{facts, load};
use charter::simulate::behaviour::worth::Stand;
use charter::syntax::{Block, Item};

use crate::bounded::{assume, check, run_with};
use crate::curved::is_drawn;
use crate::world::*;

/// Every program with its partners and facts.
fn programs() -> Vec<(Program, Vec<Account>, Vec<Fact>)> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir("programs")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    assert!(folders.len() >= 2);
    let read = |folder: &PathBuf| {
        let loaded = load::load(folder).unwrap();
        let others = load::others(&loaded).into_iter();
        let programs = others.map(|(_, other)| other.program.unwrap());
        let mut all: Vec<Program> = programs.collect();
        all.insert(0, loaded.program.unwrap());
        let folder = folder.join("facts");
        let with = |program: Program| {
            let held = facts::read(&program, &folder).unwrap();
            assert!(!held.refused, "{:?}", held.problems);
            (program, held.accounts, held.facts)
        };
        all.into_iter().map(with).collect::<Vec<_>>()
    };
    folders.iter().flat_map(read).collect()
}

fn enter(fold: &mut Fold, accounts: &[Account]) {
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
    }
}

#[test]
fn what_programs_pay_lies_within_their_bounds() {
    for (mut program, accounts, facts) in programs() {
        let run = run_with(&program, |fold| enter(fold, &accounts), &facts);
        let year = program.fiscal.year();
        // As the program assumes, and as tightly as its facts allow.
        check(&worst_case(&program).unwrap(), &run, year).unwrap();
        assume(&mut program, &run, &facts);
        check(&worst_case(&program).unwrap(), &run, year).unwrap();
    }
}

/// Whether a payout reads nothing that moves but the amount of sales.
fn reads_amounts(program: &Program, payout: &Payout) -> bool {
    let is_amount = |reading: &Reading| match reading.measure {
        Measured::Measure(id) => match &program.measure(id).unwrap().measure {
            Measure::Sum { field, .. } => *field == FIELDS_OF_SALE.net_amount,
            Measure::Certified(_) => true,
            Measure::Count(_)
            | Measure::Distinct { .. }
            | Measure::Median { .. }
            | Measure::Less(..) => false,
        },
        Measured::Field(field) => field == FIELDS_OF_SALE.net_amount,
        Measured::One | Measured::MonthsSince(_) | Measured::DayOf(_) => false,
    };
    let mut all = is_drawn(payout);
    walk::visit(payout, &mut |part| {
        all &= walk::readings(part).into_iter().all(is_amount)
    });
    all
}

/// What an incentive gives with a further sale of so many minor units on the last day that is known.
fn evaluated(
    program: &Program,
    accounts: &[Account],
    facts: &[Fact],
    further: &Fact,
    id: IncentiveId,
    before: &Fold,
) -> Option<Ratio> {
    let plan = Plan::of(program);
    let mut fold = Fold::new(&plan, Detail::Amount);
    enter(&mut fold, accounts);
    facts
        .iter()
        .chain([further])
        .for_each(|fact| fold.admit(fact));
    fold.advance_to(further.known).unwrap();
    let offer = plan.offer(id)?;
    let term = offer.terms.first()?;
    let book = fold.book();
    let (day, span, fact) = match term.occasion {
        Occasion::Event { .. } => {
            let id = book.symbols().find(&further.id)?;
            (further.happened, None, Some(book.find(FactKind::Sale, id)?))
        }
        Occasion::Period(cycle) => {
            let days = plan.almanac.around(*cycle, further.happened);
            (days.last(), Some(days), None)
        }
        Occasion::Days(_) => return None,
    };
    let scene = Scene {
        span,
        fact,
        offer: Some(offer),
        trigger: Some(term.occasion),
        ..Scene::on(fold.view(), book.partner_named(&further.partner)?, day)
    };
    if let (Occasion::Event { selector, .. }, Some(row)) = (term.occasion, fact)
        && !scene.selects(selector, row, book.row(row)?)
    {
        // Whether a deal will be registered, or its customer new, is not the curve's to say.
        return None;
    }
    let desk = Desk {
        rooms: &before.state().rooms,
        pools: &before.state().pools,
        own: &[],
        grants: &[],
        credit: 0,
    };
    Some(
        evaluate(without_budget(term.payout), &scene, &desk)
            .unwrap()
            .amount,
    )
}

/// A curve leaves budgets out.
fn without_budget(payout: &Payout) -> &Payout {
    match payout {
        Payout::TrueUp(payout)
        | Payout::Undo { payout, .. }
        | Payout::Split { payout, .. }
        | Payout::Draw { payout, .. } => without_budget(payout),
        other => other,
    }
}

#[test]
fn curves_of_programs_give_what_the_evaluator_gives() {
    let mut compared = 0;
    for (program, accounts, facts) in programs() {
        let day = program.fiscal.start().plus_days(75);
        let known: Vec<Fact> = facts.into_iter().filter(|fact| fact.known < day).collect();
        let plan = Plan::of(&program);
        let mut before = Fold::new(&plan, Detail::Amount);
        enter(&mut before, &accounts);
        known.iter().for_each(|fact| before.admit(fact));
        before.advance_to(day).unwrap();
        for account in accounts.iter().take(5) {
            let partner = before.book().partner_named(&account.name).unwrap();
            for (id, incentive) in (0..).map(IncentiveId).zip(&program.incentives) {
                if !reads_amounts(&program, &incentive.payout) {
                    continue;
                }
                let stand = Stand {
                    incentive: Some(id),
                    line: usize::from(program.products[0].line.0),
                    ..Stand::on(&before, partner, day, 10_000_00)
                };
                let Ok(drawn) = curve(&incentive.payout, &stand) else {
                    continue;
                };
                for amount in [0, 1, 99_99, 1_000_00, 250_000_00, 3_000_000_00] {
                    let mut further = sale("zz", &account.name, &day.to_string(), 0);
                    let product = &program.product(ProductId(0)).unwrap().declared.name;
                    for (field, value) in [
                        (FIELDS_OF_SALE.product, text(product)),
                        (FIELDS_OF_SALE.status, text("accepted")),
                        (FIELDS_OF_SALE.customer, text("zz customer")),
                        (
                            FIELDS_OF_SALE.net_amount,
                            charter::fact::Value::Amount(amount),
                        ),
                    ] {
                        further.values[usize::from(field.0)] = value;
                    }
                    let paid = evaluated(&program, &accounts, &known, &further, id, &before);
                    let Some(paid) = paid else { continue };
                    let told = drawn.value(Ratio::whole(amount)).unwrap();
                    let name = &incentive.declared.name;
                    assert_eq!(
                        told, paid,
                        "{name} for {} at {amount}: {drawn:?}",
                        account.name
                    );
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 50, "{compared}");
}

/// What a program posts for its facts, told without the order of anything declared.
fn told(program: &Program, accounts: &[Account], facts: &[Fact]) -> Vec<String> {
    let plan = Plan::of(program);
    let mut fold = Fold::new(&plan, Detail::Amount);
    enter(&mut fold, accounts);
    facts.iter().for_each(|fact| fold.admit(fact));
    fold.advance_to(program.fiscal.end()).unwrap();
    let postings = fold.take_postings();
    let mut told: Vec<String> = postings
        .iter()
        .map(|posting| {
            let id = entry_id(&plan, fold.book(), posting);
            format!("{id} {} {} {}", posting.booked, posting.due, posting.amount)
        })
        .collect();
    told.sort();
    told
}

/// Law 4, of files: partners keep their tiers, which are found again by name.
#[test]
fn the_order_of_files_never_matters() {
    for folder in ["programs/halden", "programs/starter"] {
        let folder = Path::new(folder);
        let loaded = load::load(folder).unwrap();
        let program = loaded.program.unwrap();
        let mut texts: Vec<Source> = loaded
            .sources
            .iter()
            .map(|(_, source)| source.clone())
            .collect();
        texts.reverse();
        let (trees, _) = parse(&Sources::new(texts));
        let reversed = compile(&trees).0.unwrap();
        let held = facts::read(&program, &folder.join("facts")).unwrap();
        let again = facts::read(&reversed, &folder.join("facts")).unwrap();
        let expected = told(&program, &held.accounts, &held.facts);
        assert!(!expected.is_empty());
        assert_eq!(told(&reversed, &again.accounts, &again.facts), expected);
    }
}

/// A list in another order, by a seed.
fn shuffled<T>(mut list: Vec<T>, seed: &mut u64) -> Vec<T> {
    for at in (1..list.len()).rev() {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let other = usize::try_from(*seed >> 33).unwrap() % (at + 1);
        list.swap(at, other);
    }
    list
}

/// Every clause and block of a block in another order.
fn stirred(block: &mut Block, seed: &mut u64) {
    for item in &mut block.items {
        if let Item::Block(inner) = item {
            stirred(inner, seed);
        }
    }
    block.items = shuffled(std::mem::take(&mut block.items), seed);
}

/// Law 4, of lines: clauses inside blocks, declarations inside files, and the facts.
#[test]
fn the_order_of_lines_never_matters() {
    let mut seed = 5;
    for folder in ["programs/halden", "programs/starter"] {
        let folder = Path::new(folder);
        let loaded = load::load(folder).unwrap();
        let program = loaded.program.unwrap();
        let held = facts::read(&program, &folder.join("facts")).unwrap();
        let expected = told(&program, &held.accounts, &held.facts);
        for _ in 0..5 {
            let mut trees = loaded.trees.clone();
            for tree in &mut trees {
                for item in &mut tree.items {
                    if let Item::Block(block) = item {
                        stirred(block, &mut seed);
                    }
                }
                tree.items = shuffled(std::mem::take(&mut tree.items), &mut seed);
            }
            let (other, problems) = compile(&trees);
            let other = other.unwrap_or_else(|| panic!("{problems:?}"));
            let again = facts::read(&other, &folder.join("facts")).unwrap();
            let facts = shuffled(again.facts, &mut seed);
            let accounts = shuffled(again.accounts, &mut seed);
            assert_eq!(told(&other, &accounts, &facts), expected);
        }
    }
}

/// Two caps in either order are the same payout: what pays to the limit is cut first.
#[test]
fn the_order_of_caps_never_matters() {
    let text = std::fs::read_to_string("programs/starter/starter.charter").unwrap();
    let cap = text
        .lines()
        .find(|line| line.trim_start().starts_with("cap "))
        .unwrap();
    let refused = "  cap     9,000 USD per partner per quarter crossing refused";
    let payouts = |caps: String| {
        let source = Source {
            name: "starter.charter".to_owned(),
            text: text.replacen(cap, &caps, 1),
        };
        let (trees, _) = parse(&Sources::new(vec![source]));
        let program = compile(&trees).0.unwrap();
        let payouts = program.incentives.into_iter().map(|each| each.payout);
        payouts.collect::<Vec<Payout>>()
    };
    let one = payouts(format!("{cap}\n{refused}"));
    assert_eq!(one, payouts(format!("{refused}\n{cap}")));
    assert_ne!(one, payouts(cap.to_owned()));
}
