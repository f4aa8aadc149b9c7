//! By chance: what is given at least, by differences of prices, held and in parts, and the facts that it reads.

use charter::base::date::Date;
use charter::base::duration::{Duration, DurationUnit};
use charter::base::id::TargetId;
use charter::base::name::Name;
use charter::base::period::{Cycle, Days, Fiscal};
use charter::base::ratio::Ratio;
use charter::base::unit::Unit;
use charter::fact::{Fact, FactKind, Value, type_of};
use charter::model::TargetOf;
use charter::payout::given::{Spread, Units};
use charter::payout::later::{Guarantee, GuaranteePaid, Surplus};
use charter::payout::measure::Selector;
use charter::payout::table::AsOf;
use charter::payout::target::{Amount, Expected, Index, New, Target};
use charter::payout::test::Threshold;
use charter::payout::{Deduction, Occasion, Payout, Per};
use proptest::prelude::*;
use proptest::sample::select;

use crate::any::{PARTNERS, amount, day, rate, window};
use crate::world::*;

pub fn guarantee() -> impl Strategy<Value = Guarantee> {
    let surplus = select(vec![
        Surplus::ToNextPeriod,
        Surplus::ToYearEnd,
        Surplus::NotCarried,
    ]);
    let paid = select(vec![GuaranteePaid::AtPeriodEnd, GuaranteePaid::InAdvance]);
    let cycles = select(vec![Cycle::Month, Cycle::Quarter]);
    (0_i128..40, cycles, surplus, paid).prop_map(|(least, cycle, surplus, paid)| Guarantee {
        least: money(least),
        cycle,
        surplus,
        paid,
    })
}

/// A claim on a difference of prices, at a price of its own or for what is in stock.
pub fn claimed() -> impl Strategy<Value = Payout> {
    let each = |fact, spread| Payout::Over {
        occasion: Occasion::Event {
            selector: Selector {
                fact,
                all: Vec::new(),
            },
            per: Per::Fact,
        },
        payout: Box::new(Payout::Spread(spread)),
    };
    (rate(), prop::option::of(10_u32..200), any::<bool>()).prop_map(
        move |(plus, within, in_stock)| {
            let place = |fact, name| type_of(fact).field(name).unwrap().0;
            if in_stock {
                let fact = FactKind::Protection;
                let units = Units::InStock {
                    at_most: place(fact, "units"),
                    bought_within: within.map(|days| Duration::new(days, DurationUnit::Day)),
                };
                let low = place(fact, "new_price");
                return each(fact, Spread { units, low, plus });
            }
            let fact = FactKind::Debit;
            let units = Units::Counted {
                units: place(fact, "units"),
                high: place(fact, "book_cost"),
                held: None,
            };
            let low = place(fact, "special_cost");
            each(fact, Spread { units, low, plus })
        },
    )
}

/// A target that nobody states, of which facts say what was agreed.
pub fn agreed() -> TargetOf {
    TargetOf {
        declared: declared("reach"),
        target: of_amount(Amount::Agreed(TargetId(0))),
        unit: Unit::Money(usd()),
    }
}

fn of_amount(amount: Amount) -> Target {
    Target {
        name: Name::new("reach"),
        title: Name::new("reach"),
        versions: vec![expected(year(), amount)],
        index: Vec::new(),
        fixed: AsOf::Occasion,
    }
}

fn year() -> Days {
    Fiscal::months(date("2027-02-01")).year()
}

fn expected(days: Days, amount: Amount) -> Expected {
    Expected {
        days,
        amount,
        least: None,
        most: None,
        new: None,
    }
}

/// What is expected of a partner, or a part of it: agreed, stated, or a part of its history.
pub fn target() -> impl Strategy<Value = Deduction> {
    let stated = |across: bool, all: Vec<Option<i128>>| {
        Amount::Each(Threshold {
            across: across.then(|| by_tier(AsOf::End(Cycle::Quarter))).flatten(),
            amounts: all
                .into_iter()
                .take(if across { 2 } else { 1 })
                .map(|amount| amount.map(dollars))
                .collect(),
            unit: Unit::Money(usd()),
        })
    };
    let columns = prop::collection::vec(prop::option::weighted(0.8, amount()), 2);
    let amounts = prop_oneof![
        Just(Amount::Agreed(TargetId(0))),
        (any::<bool>(), columns).prop_map(move |(across, all)| stated(across, all)),
        (rate(), window()).prop_map(|(rate, window)| Amount::Part {
            rate,
            of: bookings(window)
        }),
    ]
    .boxed();
    // Before the middle of the year, sometimes, another amount without limits.
    let before = prop::option::weighted(0.3, amounts.clone());
    let fixed = select(vec![
        AsOf::Occasion,
        AsOf::Start(Cycle::Year),
        AsOf::Start(Cycle::Quarter),
    ]);
    let limits = || prop::option::weighted(0.3, amount());
    let new = prop::option::weighted(0.3, (amount(), 1_u16..4));
    let parts = select(vec![(1, 1), (1, 2), (8, 10)]);
    let index = (0_i64..500, prop::option::of(0_i64..200), 50_i128..200);
    let index = index.prop_map(|(from, length, hundredths)| {
        let from = Date::new(2027, 1, 1).unwrap().plus_days(from);
        Index {
            from,
            until: length.map(|length| from.plus_days(length)),
            rate: Ratio::new(hundredths, 100).unwrap(),
        }
    });
    let index = prop::collection::vec(index, 0..3);
    let amounts = (before, amounts);
    (amounts, index, limits(), limits(), new, fixed, parts).prop_map(
        |((before, amount), index, least, most, new, fixed, (over, under))| {
            let middle = date("2027-08-01");
            let first = before.is_some().then_some(middle);
            let days = Days::new(first.unwrap_or(year().first()), year().last()).unwrap();
            let earlier = Days::new(year().first(), middle.plus_days(-1)).unwrap();
            let last = Expected {
                least: least.map(money),
                most: most.map(money),
                new: new.map(|(amount, fewer_than)| New {
                    amount: money(amount),
                    fewer_than,
                    cycle: Cycle::Quarter,
                }),
                ..expected(days, amount.clone())
            };
            let before = before.map(|before| expected(earlier, before));
            Deduction::Target {
                target: Box::new(Target {
                    versions: before.into_iter().chain([last]).collect(),
                    index,
                    fixed,
                    ..of_amount(amount)
                }),
                part: Ratio::new(over, under).unwrap(),
            }
        },
    )
}

pub type Parts = Option<(Vec<Duration>, bool)>;

/// Whether an award waits for the customer, and over which days it is divided.
pub fn later() -> impl Strategy<Value = (bool, Parts)> {
    let days = prop::collection::btree_set(1_u32..150, 2..5);
    let after = days.prop_map(|days| {
        let days = days.into_iter();
        days.map(|days| Duration::new(days, DurationUnit::Day))
            .collect()
    });
    let parts = prop::option::weighted(0.2, (after, any::<bool>()));
    (prop::bool::weighted(0.25), parts)
}

/// Purchases, claims on prices, payments and cancellations.
pub fn others() -> impl Strategy<Value = Vec<Fact>> {
    let one = (
        0_usize..8,
        select(PARTNERS.to_vec()),
        day(),
        (0_i64..40, 0_i128..30, 0_i128..30),
        (0_usize..30, select(vec!["c1", "c2", "c3"])),
    );
    prop::collection::vec(one, 0..10).prop_map(|all| {
        let facts = all.into_iter().enumerate();
        facts
            .map(
                |(number, (sort, partner, happened, (units, high, low), (sale, customer)))| {
                    let count = ("units", Value::Count(units));
                    let amount = |name, major: i128| (name, Value::Amount(major * 100));
                    let product = ("product", text("router"));
                    let approved = ("decision", text("approved"));
                    let (kind, fields) = match sort {
                        0 => (
                            FactKind::Purchase,
                            vec![product, count, amount("net_amount", high)],
                        ),
                        1 => (
                            FactKind::Rotation,
                            vec![product, count, amount("net_amount", high)],
                        ),
                        2 => {
                            let (book, special) =
                                (amount("book_cost", high), amount("special_cost", low));
                            let who = ("customer_id", text(customer));
                            (
                                FactKind::Debit,
                                vec![product, who, count, book, special, approved],
                            )
                        }
                        3 => (
                            FactKind::Protection,
                            vec![product, count, amount("new_price", low), approved],
                        ),
                        4 => {
                            let sale = ("sale_id", text(&format!("s{sale:03}")));
                            (
                                FactKind::Payment,
                                vec![sale, amount("net_amount", high * 60)],
                            )
                        }
                        5 => {
                            let fields = vec![
                                ("deal_id", text(&format!("d{}", sale % 4 + 1))),
                                ("role", text("sourcing")),
                                ("share", Value::Count(i64::try_from(sale).unwrap() + 10)),
                            ];
                            (FactKind::Credit, fields)
                        }
                        6 => {
                            let reach = ("target", text("reach"));
                            (FactKind::Target, vec![reach, amount("amount", high * 60)])
                        }
                        _ => (
                            FactKind::Cancellation,
                            vec![("customer_id", text(customer))],
                        ),
                    };
                    let id = format!("x{number}");
                    fact(kind, &id, partner, &happened.to_string(), &fields)
                },
            )
            .collect()
    })
}
