//! By chance: what is given at least, by differences of prices, held and in parts, and the facts that it reads.

use charter::base::duration::{Duration, DurationUnit};
use charter::base::period::Cycle;
use charter::fact::{Fact, FactKind, Value, type_of};
use charter::payout::given::{Spread, Units};
use charter::payout::later::{Guarantee, GuaranteePaid, Surplus};
use charter::payout::measure::Selector;
use charter::payout::{Occasion, Payout, Per};
use proptest::prelude::*;
use proptest::sample::select;

use crate::any::{PARTNERS, day, rate};
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
            };
            let low = place(fact, "special_cost");
            each(fact, Spread { units, low, plus })
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
        0_usize..7,
        select(PARTNERS.to_vec()),
        day(),
        (0_i64..40, 0_i128..30, 0_i128..30),
        (0_usize..30, select(vec!["c1", "c2", "c3"])),
    );
    prop::collection::vec(one, 0..8).prop_map(|all| {
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
