//! Law 10: what a payout curve gives between any two points is what the evaluator gives. The curve is drawn as
//! the forecast draws it, for a partner whose tier changes inside the period.

use std::cell::RefCell;
use std::collections::BTreeMap;

use charter::base::date::Date;
use charter::base::id::{IncentiveId, TierId};
use charter::base::period::Cycle;
use charter::base::ratio::Ratio;
use charter::fact::{Fact, FactKind, Value};
use charter::model::Program;
use charter::payout::table::{AsOf, Change, Mode};
use charter::payout::{CapSpan, Occasion, Payout, Scope};
use charter::semantics::curve::CurveFault;
use charter::semantics::curve::of::curve;
use charter::semantics::evaluate::{Desk, Detail, Scene, evaluate};
use charter::semantics::fold::Fold;
use charter::semantics::plan::Plan;
use charter::semantics::walk;
use charter::simulate::worth::Stand;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::any::{crossing, of_event, of_period, span};
use crate::world::*;

/// The day of the further sale; its quarter ends on the last of April.
const TODAY: &str = "2027-03-20";

/// Places of others, counts of sales and people on a sale are not asked of a further amount.
pub fn is_drawn(payout: &Payout) -> bool {
    let shown = format!("{payout:?}");
    ["Rank", "PerEvent", "PersonHolds"]
        .iter()
        .all(|word| !shown.contains(word))
}

fn any_payout() -> impl Strategy<Value = Payout> {
    let occasion = select(vec![
        Occasion::Period(Cycle::Quarter),
        Occasion::Period(Cycle::Month),
        Occasion::Period(Cycle::Year),
    ]);
    let of_period = (occasion, of_period()).prop_map(|(occasion, payout)| Payout::Over {
        occasion,
        payout: Box::new(payout),
    });
    let tables = by_sale().prop_map(each_quarter);
    let over = prop_oneof![6 => of_period, 1 => of_event().prop_map(each_sale), 3 => tables];
    let over = over.prop_filter("not a curve of one amount", is_drawn);
    let scope = select(vec![Scope::Program, Scope::Partner, Scope::Region]);
    let limit = (1_i128..200, scope, span(), crossing());
    (over, prop::option::of(limit)).prop_map(|(over, limit)| match limit {
        None => over,
        Some((limit, scope, span, crossing)) => cap(limit, scope, span, crossing, over),
    })
}

/// A table whose column is that of the day of each sale.
fn by_sale() -> impl Strategy<Value = Payout> {
    let mode = select(vec![Mode::Marginal, Mode::Whole]);
    let change = select(vec![Change::Continue, Change::Restart]);
    let column = || prop::collection::vec(select(vec!["1", "2.5", "7", "33.333", "none"]), 3);
    (mode, change, column(), column()).prop_map(|(mode, change, silver, gold)| {
        let mut table = bands(mode, vec![start(0), above(300), start(900)], &silver);
        table.change = change;
        table.across = by_tier(AsOf::SaleDate);
        table.columns = vec![rates(&silver), rates(&gold)];
        Payout::Bands(table)
    })
}

/// Tiers of acme in the quarter: silver, then whatever comes.
fn any_standing() -> impl Strategy<Value = Vec<(Date, Option<TierId>)>> {
    let tier = select(vec![Some(SILVER), Some(GOLD), None]);
    prop::collection::vec((0_i64..47, tier), 0..3).prop_map(|changes| {
        let mut changes: Vec<(Date, Option<TierId>)> = changes
            .into_iter()
            .map(|(after, tier)| (date("2027-02-01").plus_days(after), tier))
            .collect();
        changes.sort();
        changes
    })
}

fn any_sales() -> impl Strategy<Value = Vec<Fact>> {
    prop::collection::vec((0_i64..76, 0_i128..900), 0..6).prop_map(|sales| {
        let facts = sales
            .into_iter()
            .enumerate()
            .map(|(number, (after, amount))| {
                let day = date("2027-01-03").plus_days(after).to_string();
                sale(&format!("s{number}"), "acme", &day, amount)
            });
        facts.collect()
    })
}

fn fold<'p>(plan: &'p Plan<'p>, standing: &[(Date, Option<TierId>)], facts: &[Fact]) -> Fold<'p> {
    let mut fold = Fold::new(plan, Detail::Amount);
    populate(&mut fold, &[("acme", "2027-02-01", Some(SILVER))], facts);
    let acme = fold.book().partner_named("acme").unwrap();
    for (day, tier) in standing {
        fold.set_standing(acme, *day, *tier);
    }
    facts.iter().for_each(|fact| fold.admit(fact));
    fold.advance_to(date(TODAY)).unwrap();
    fold
}

/// What the evaluator gives with a further sale of so many minor units.
fn evaluated(
    plan: &Plan,
    before: &Fold,
    standing: &[(Date, Option<TierId>)],
    facts: &[Fact],
    further: i128,
) -> Ratio {
    let mut sold = sale("zz", "acme", TODAY, 0);
    sold.values[6] = Value::Amount(further);
    let mut facts = facts.to_vec();
    facts.push(sold);
    let fold = fold(plan, standing, &facts);
    let offer = &plan.offers[0];
    let term = offer.terms[0];
    let acme = fold.book().partner_named("acme").unwrap();
    let book = fold.book();
    let (day, span, fact) = match term.occasion {
        Occasion::Event { .. } => {
            let id = book
                .symbols()
                .find("zz")
                .and_then(|id| book.find(FactKind::Sale, id));
            (date(TODAY), None, id)
        }
        Occasion::Period(cycle) => {
            let days = plan.almanac.around(*cycle, date(TODAY));
            (days.last(), Some(days), None)
        }
        Occasion::Days(days) => (days.last(), Some(*days), None),
    };
    let scene = Scene {
        span,
        fact,
        offer: Some(offer),
        trigger: Some(term.occasion),
        ..Scene::on(fold.view(), acme, day)
    };
    let desk = Desk {
        rooms: &before.state().rooms,
        pools: &before.state().pools,
        own: &[],
        grants: &[],
        credit: 0,
    };
    evaluate(term.payout, &scene, &desk).unwrap().amount
}

fn holds(
    program: &Program,
    standing: &[(Date, Option<TierId>)],
    facts: &[Fact],
    points: &[i128],
) -> Result<bool, TestCaseError> {
    let plan = Plan::of(program);
    let before = fold(&plan, standing, facts);
    let acme = before.book().partner_named("acme").unwrap();
    let stand = Stand {
        incentive: Some(IncentiveId(0)),
        ..Stand::on(&before, acme, date(TODAY), 100_00)
    };
    let drawn = match curve(&program.incentives[0].payout, &stand) {
        Ok(drawn) => drawn,
        // Two things that both move, or steps without number: the forecast leaves these out.
        Err(CurveFault::NotStraight | CurveFault::TooManyPieces) => return Ok(false),
        Err(fault) => return Err(TestCaseError::fail(format!("{fault:?}"))),
    };
    for further in points {
        let paid = evaluated(&plan, &before, standing, facts, *further);
        let told = drawn.value(Ratio::whole(*further)).unwrap();
        prop_assert_eq!(told, paid, "at {}: {:?}", further, drawn);
    }
    Ok(drawn.pieces().len() > 1 || !drawn.slope(Ratio::ZERO).is_zero())
}

#[test]
fn a_curve_gives_what_the_evaluator_gives() {
    let seen: RefCell<BTreeMap<String, usize>> = RefCell::new(BTreeMap::new());
    let config = Config {
        cases: 4_600,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let points = prop::collection::vec(0_i128..2_000_00, 2..5);
    let cases = (any_payout(), any_standing(), any_sales(), points);
    let result = runner.run(&cases, |(payout, standing, facts, points)| {
        let mut program = program(vec![incentive("a", payout.clone())]);
        for tier in &mut program.tiers {
            tier.review = None;
        }
        if holds(&program, &standing, &facts, &points)? {
            let mut seen = seen.borrow_mut();
            walk::visit(&payout, &mut |part| note(part, &mut seen));
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    let seen = seen.into_inner();
    for name in [
        "Share",
        "PerStep",
        "Least",
        "Greatest",
        "When",
        "Net",
        "Choose",
        "Refused",
        "PaidToTheLimit",
        "PaidThenClosed",
        "Marginal Continue",
        "Marginal Restart",
        "Whole Continue",
        "Whole Restart",
    ] {
        let count = seen.get(name).copied().unwrap_or(0);
        assert!(count >= 100, "{name} moves {count} times: {seen:?}");
    }
}

/// What moves in a curve, by name; tables where the columns follow the day of each sale.
fn note(part: &Payout, seen: &mut BTreeMap<String, usize>) {
    let name = match part {
        Payout::Bands(table) => {
            let by_sale = table
                .across
                .is_some_and(|across| across.as_of == AsOf::SaleDate);
            match (by_sale, table.mode, table.change) {
                (false, ..) => "Bands",
                (true, Mode::Marginal, Change::Continue) => "Marginal Continue",
                (true, Mode::Marginal, Change::Restart) => "Marginal Restart",
                (true, Mode::Whole, Change::Continue) => "Whole Continue",
                (true, Mode::Whole, Change::Restart) => "Whole Restart",
            }
            .to_owned()
        }
        Payout::Cap { cap, .. } if cap.span != CapSpan::Award => format!("{:?}", cap.crossing),
        other => {
            let shown = format!("{other:?}");
            let end = shown.find(|c: char| !c.is_alphanumeric());
            shown[..end.unwrap_or(shown.len())].to_owned()
        }
    };
    *seen.entry(name).or_default() += 1;
}
