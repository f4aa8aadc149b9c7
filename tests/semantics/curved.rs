//! Law 10: what a payout curve gives between any two points is what the evaluator gives. The curve is drawn as
//! the forecast draws it, for a partner whose tier changes inside the period.

use std::cell::RefCell;
use std::collections::BTreeMap;

use charter::base::date::Date;
use charter::base::id::{IncentiveId, TierId};
use charter::base::period::Cycle;
use charter::base::ratio::Ratio;
use charter::fact::{FIELDS_OF_SALE, Fact, FactKind, Value};
use charter::model::Program;
use charter::payout::measure::{Figure, Measured, Window};
use charter::payout::table::{AsOf, Change, Mode};
use charter::payout::test::Test;
use charter::payout::{CapSpan, Occasion, Payout, Scope, Ties};
use charter::semantics::curve::CurveFault;
use charter::semantics::curve::of::curve;
use charter::semantics::evaluate::{Desk, Detail, Scene, evaluate};
use charter::semantics::fold::Fold;
use charter::semantics::plan::Plan;
use charter::semantics::walk;
use charter::simulate::behaviour::worth::Stand;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::any::{crossing, of_event, of_period, span};
use crate::world::*;

/// The day of the further sale; its quarter ends on the last of April.
pub const TODAY: &str = "2027-03-20";

/// A mean deal: what turns a count of deals into an amount.
pub const DEAL: i128 = 100_00;

/// Places of others, counts of sales, people on a sale and what stands around it are not asked of a further amount; what is divided among partners is
/// divided in whole cents, and a curve rounds nothing.
pub fn is_drawn(payout: &Payout) -> bool {
    let shown = format!("{payout:?}");
    [
        "Rank",
        "PerEvent",
        "PersonHolds",
        "Shared",
        "MonthsSince",
        "DayOf",
        "SoldWith",
        "PaidWithin",
        "PaidLate",
    ]
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

pub fn any_sales() -> impl Strategy<Value = Vec<Fact>> {
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

pub fn fold<'p>(
    plan: &'p Plan<'p>,
    standing: &[(Date, Option<TierId>)],
    facts: &[Fact],
) -> Fold<'p> {
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

/// A further sale of so many minor units.
pub fn further(amount: i128) -> Fact {
    let mut sold = sale_with("zz", "acme", TODAY, 0, &[("seller", text("ann"))]);
    sold.values[6] = Value::Amount(amount);
    sold
}

/// What the evaluator gives with further sales.
fn evaluated(
    plan: &Plan,
    before: &Fold,
    standing: &[(Date, Option<TierId>)],
    facts: &[Fact],
    further: &[Fact],
) -> Ratio {
    let facts = [facts, further].concat();
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

pub fn holds(
    program: &Program,
    standing: &[(Date, Option<TierId>)],
    facts: &[Fact],
    points: &[Vec<Fact>],
) -> Result<bool, TestCaseError> {
    let plan = Plan::of(program);
    let before = fold(&plan, standing, facts);
    let acme = before.book().partner_named("acme").unwrap();
    let stand = Stand {
        incentive: Some(IncentiveId(0)),
        ..Stand::on(&before, acme, date(TODAY), DEAL)
    };
    let drawn = match curve(&program.incentives[0].payout, &stand) {
        Ok(drawn) => drawn,
        // Two things that both move, or steps without number: the forecast leaves these out.
        Err(CurveFault::NotStraight | CurveFault::TooManyPieces) => return Ok(false),
        Err(fault) => return Err(TestCaseError::fail(format!("{fault:?}"))),
    };
    for point in points {
        let paid = evaluated(&plan, &before, standing, facts, point);
        let sold: i128 = point
            .iter()
            .filter_map(|sale| sale.number(FIELDS_OF_SALE.net_amount))
            .sum();
        let told = drawn.value(Ratio::whole(sold)).unwrap();
        prop_assert_eq!(told, paid, "at {}: {:?}", sold, drawn);
    }
    Ok(drawn.pieces().len() > 1 || !drawn.slope(Ratio::ZERO).is_zero())
}

#[test]
fn a_curve_gives_what_the_evaluator_gives() {
    let seen: RefCell<BTreeMap<String, usize>> = RefCell::new(BTreeMap::new());
    let config = Config {
        cases: 6_000,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let points = prop::collection::vec(0_i128..2_000_00, 2..5);
    let cases = (any_payout(), any_standing(), any_sales(), points);
    let result = runner.run(&cases, |(payout, standing, facts, points)| {
        let program = alone(&payout);
        let points: Vec<Vec<Fact>> = points.iter().map(|more| vec![further(*more)]).collect();
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

/// Payouts that count deals, beside what they pay on amounts.
fn of_counts() -> impl Strategy<Value = Payout> {
    let window = || select(vec![Window::In(Cycle::Quarter), Window::In(Cycle::Year)]);
    let deals = |window| reading(Measured::Measure(DEALS), window);
    let leaf = prop_oneof![
        (1_i128..20, window()).prop_map(move |(each, window)| Payout::PerEvent {
            each: money(each),
            count: deals(window),
        }),
        window().prop_map(|window| Payout::Share {
            rate: percent("7"),
            of: bookings(window)
        }),
        (1_i128..80).prop_map(|amount| Payout::Fixed(money(amount))),
    ];
    let test = (1_i128..8).prop_map(move |least| {
        let figure = Figure::Reading(deals(Window::In(Cycle::Quarter)));
        at_least(figure, Ratio::whole(least))
    });
    let part = (leaf, prop::option::of(test)).prop_map(|(leaf, test)| match test {
        None => leaf,
        Some(test) => Payout::When {
            test,
            then: Box::new(leaf),
        },
    });
    let parts = prop::collection::vec(part, 1..4);
    let joined = (parts, 0..3).prop_map(|(parts, how)| match how {
        0 => Payout::Sum(parts),
        1 => Payout::Least(parts),
        _ => Payout::Greatest(parts),
    });
    let limit = prop::option::of((1_i128..100, crossing()));
    (joined, limit).prop_map(|(joined, limit)| match limit {
        None => each_quarter(joined),
        Some((limit, crossing)) => {
            let span = CapSpan::In(Cycle::Year);
            cap(limit, Scope::Partner, span, crossing, each_quarter(joined))
        }
    })
}

/// A program of one payout whose tiers stay as they are stated.
pub fn alone(payout: &Payout) -> Program {
    let mut program = program(vec![incentive("a", payout.clone())]);
    for tier in &mut program.tiers {
        tier.versions[0].review = None;
    }
    program
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Counts move by whole deals: between any two of those the curve is what so many further sales give.
    #[test]
    fn a_curve_of_counts_gives_what_whole_deals_give(
        payout in of_counts(),
        facts in any_sales(),
        deals in prop::collection::vec(0_usize..9, 1..4),
    ) {
        let points: Vec<Vec<Fact>> = deals
            .iter()
            .map(|count| {
                let sold = |number| {
                    let mut sale = further(DEAL);
                    sale.id = charter::base::name::Name::new(&format!("zz{number}"));
                    sale
                };
                (0..*count).map(sold).collect()
            })
            .collect();
        holds(&alone(&payout), &[], &facts, &points)?;
    }

    /// The person on the further sale is one who is certified, if anybody is.
    #[test]
    fn a_curve_asks_for_certified_people_as_the_evaluator_does(
        certified in prop::option::of(0_i64..800),
        points in prop::collection::vec(1_i128..2_000_00, 1..4),
    ) {
        let share = Payout::Share { rate: percent("10"), of: own_amount() };
        let payout = each_sale(Payout::When {
            test: Test::PersonHolds(SELLING, AsOf::SaleDate),
            then: Box::new(share),
        });
        // Valid for twelve months.
        let held = certified.map(|ago| {
            let day = date(TODAY).plus_days(-ago).to_string();
            let fields = [("person", text("ann")), ("certification", text("selling"))];
            fact(FactKind::Certification, "k", "acme", &day, &fields)
        });
        let facts: Vec<Fact> = held.into_iter().collect();
        let points: Vec<Vec<Fact>> = points.iter().map(|more| vec![further(*more)]).collect();
        holds(&alone(&payout), &[], &facts, &points)?;
    }

    /// A place is won where the partner's own sales pass those of a rival; nobody sells the same amount.
    #[test]
    fn a_curve_of_places_gives_the_prize_that_is_paid(
        rivals in prop::collection::vec(1_i128..900, 0..4),
        own in 0_i128..900,
        points in prop::collection::vec(0_i128..1_000, 1..4),
    ) {
        let payout = each_quarter(Payout::Rank {
            key: bookings(Window::In(Cycle::Quarter)),
            least: dollars(100),
            ties: Ties::FirstAccepted,
            prizes: vec![money(50), money(30), money(10)],
        });
        let program = alone(&payout);
        let plan = Plan::of(&program);
        let mut facts = vec![sale("own", "acme", "2027-03-01", own)];
        let mut keys: Vec<Ratio> = Vec::new();
        for (number, key) in rivals.iter().enumerate() {
            let mut sold = sale(&format!("r{number}"), &format!("rival{number}"), "2027-03-01", 0);
            let key = key * 100 + 37;
            sold.values[6] = Value::Amount(key);
            facts.push(sold);
            keys.push(Ratio::whole(key));
        }
        keys.sort();
        keys.reverse();
        let before = fold(&plan, &[], &facts);
        let acme = before.book().partner_named("acme").unwrap();
        let stand = Stand {
            incentive: Some(IncentiveId(0)),
            rivals: &keys,
            ..Stand::on(&before, acme, date(TODAY), DEAL)
        };
        let drawn = curve(&payout, &stand).unwrap();
        for more in points {
            let all = [facts.clone(), vec![further(more * 100)]].concat();
            let mut later = fold(&plan, &[], &all);
            later.advance_to(date("2027-04-30")).unwrap();
            let acme = later.book().partner_named("acme").unwrap();
            let own = later.take_postings().into_iter().filter(|each| each.claim.partner == acme);
            let paid: i128 = own.map(|posting| posting.amount.minor).sum();
            prop_assert_eq!(drawn.value(dollars(more)).unwrap(), Ratio::whole(paid), "at {}", more);
        }
    }
}
