//! Programs and facts by chance: every shape, cap scope, crossing, pool rule and reversal.

use charter::base::id::IncentiveId;
use charter::base::period::Cycle;
use charter::base::ratio::Ratio;
use charter::base::unit::Unit;
use charter::fact::{Fact, FactKind, Value};
use charter::kind::paying::against::{larger, reduced};
use charter::model::Program;
use charter::payout::given::Among;
use charter::payout::given::{InKind, Worth};
use charter::payout::later::{Instalments, Until};
use charter::payout::measure::{Condition, Figure, Measured, WhenEmpty, Window};
use charter::payout::payment::Payee;
use charter::payout::table::{AsOf, Change, Mode};
use charter::payout::test::Test;
use charter::payout::{
    Account, Blocks, CapSpan, Crossing, Deduction, Occasion, Payout, Per, PoolRule, Quantity,
    Returned, Scope, Ties, UndoFrom, UndoMethod,
};
use charter::semantics::walk;
use proptest::prelude::*;
use proptest::sample::select;

use crate::any_later::{agreed, claimed, guarantee, later, others, target};
use crate::world::*;

pub const PARTNERS: [&str; 3] = ["acme", "bert", "cleo"];

/// One of a few days, so that things fall together, from before the year to after it.
pub fn day() -> impl Strategy<Value = charter::base::date::Date> {
    (0_i64..60).prop_map(|step| date("2027-01-04").plus_days(step * 7))
}

pub fn amount() -> impl Strategy<Value = i128> {
    prop_oneof![Just(0), 1_i128..50, 50_i128..2_000]
}

pub fn window() -> impl Strategy<Value = Window> {
    select(vec![
        Window::In(Cycle::Month),
        Window::In(Cycle::Quarter),
        Window::In(Cycle::Year),
        Window::OverLast(2, Cycle::Quarter),
        Window::OverPrevious(2, Cycle::Month),
        Window::OfLastYear(Cycle::Quarter),
        Window::Average(3, Cycle::Month),
        Window::Peak(2, Cycle::Quarter),
        Window::Days(days("2027-03-01", "2027-09-30")),
        Window::Occasion,
    ])
}

pub fn rate() -> impl Strategy<Value = Ratio> {
    (0_i128..200).prop_map(|tenths| Ratio::new(tenths, 1_000).unwrap())
}

fn rate_text() -> impl Strategy<Value = &'static str> {
    select(vec!["0", "0.5", "1", "2.5", "7", "33.333", "none"])
}

fn test() -> impl Strategy<Value = Test> {
    prop_oneof![
        (window(), amount()).prop_map(|(window, least)| {
            at_least(Figure::Reading(bookings(window)), dollars(least))
        }),
        Just(Test::Tier([GOLD].into(), AsOf::Occasion)),
        Just(Test::PersonHolds(SELLING, AsOf::SaleDate)),
        Just(Test::Not(Box::new(Test::Within(
            days("2027-04-01", "2027-06-30"),
            None
        )))),
        (window(), rate()).prop_map(|(window, least)| {
            let when_empty = WhenEmpty::Is(Ratio::ONE);
            at_least(
                growth(window, Window::OfLastYear(Cycle::Quarter), when_empty),
                least,
            )
        }),
    ]
}

fn table() -> impl Strategy<Value = Payout> {
    let change = select(vec![Change::Continue, Change::Restart]);
    let mode = select(vec![Mode::Marginal, Mode::Whole]);
    let as_of = select(vec![
        AsOf::SaleDate,
        AsOf::End(Cycle::Quarter),
        AsOf::Occasion,
    ]);
    let column = || prop::collection::vec(rate_text(), 3);
    (
        mode,
        change,
        as_of,
        any::<bool>(),
        column(),
        column(),
        window(),
    )
        .prop_map(|(mode, change, as_of, across, silver, gold, window)| {
            let mut table = bands(mode, vec![start(0), above(300), start(900)], &silver);
            table.basis = bookings(window);
            table.change = change;
            if across {
                table.across = by_tier(as_of);
                table.columns = vec![rates(&silver), rates(&gold)];
            }
            Payout::Bands(table)
        })
}

/// What stands under an occasion of a period.
pub fn of_period() -> impl Strategy<Value = Payout> {
    let leaf = prop_oneof![
        (rate(), window()).prop_map(|(rate, window)| Payout::Share {
            rate,
            of: bookings(window)
        }),
        (1_i128..5, window()).prop_map(|(each, window)| Payout::PerStep {
            each: money(each),
            step: dollars(100),
            of: bookings(window),
            blocks: Blocks::Whole,
        }),
        window().prop_map(|window| Payout::PerStep {
            each: money(3),
            step: dollars(70),
            of: bookings(window),
            blocks: Blocks::InProportion,
        }),
        window().prop_map(|window| Payout::PerEvent {
            each: money(2),
            count: reading(Measured::Measure(DEALS), window),
        }),
        (1_i128..50).prop_map(|amount| Payout::Fixed(money(amount))),
        table(),
        (
            window(),
            select(vec![Ties::FirstAccepted, Ties::Share, Ties::ByName])
        )
            .prop_map(|(window, ties)| Payout::Rank {
                key: bookings(window),
                least: dollars(10),
                ties,
                prizes: vec![money(100), money(50)],
            }),
    ];
    nested(leaf.boxed())
}

/// What stands under an occasion of an event.
pub fn of_event() -> impl Strategy<Value = Payout> {
    let leaf = prop_oneof![
        rate().prop_map(|rate| Payout::Share {
            rate,
            of: own_amount()
        }),
        (1_i128..50).prop_map(|each| Payout::PerEvent {
            each: money(each),
            count: one()
        }),
        Just({
            let mut table = bands(Mode::Marginal, vec![start(0), start(200)], &["1", "3"]);
            table.basis = own_amount();
            Payout::Bands(table)
        }),
    ];
    nested(leaf.boxed())
}

fn deduction() -> impl Strategy<Value = Deduction> {
    let before = select(vec![
        Window::OverPrevious(1, Cycle::Month),
        Window::OfLastYear(Cycle::Quarter),
        Window::Average(3, Cycle::Month),
        Window::Peak(2, Cycle::Quarter),
    ]);
    let least = prop::option::of(amount());
    let baseline =
        (prop::option::of(before), least).prop_map(|(before, least)| Deduction::Baseline {
            before: before.map(bookings),
            least: least.map(money),
        });
    prop_oneof![baseline, target()]
}

fn nested(leaf: BoxedStrategy<Payout>) -> impl Strategy<Value = Payout> {
    leaf.prop_recursive(2, 6, 3, |inner| {
        let parts = || prop::collection::vec(inner.clone(), 1..3);
        prop_oneof![
            parts().prop_map(Payout::Sum),
            parts().prop_map(Payout::Least),
            parts().prop_map(Payout::Greatest),
            (test(), inner.clone()).prop_map(|(test, then)| Payout::When {
                test,
                then: Box::new(then)
            }),
            (deduction(), inner.clone()).prop_map(|(less, payout)| Payout::Net {
                less,
                payout: Box::new(payout)
            }),
            (1_i128..4, inner.clone()).prop_map(|(each, payout)| Payout::Valued {
                given: InKind::Points,
                each: Worth::Stated(Quantity {
                    amount: Ratio::new(each, 3).unwrap(),
                    unit: Unit::Money(usd()),
                }),
                payout: Box::new(payout),
            }),
            (inner.clone(), any::<bool>()).prop_map(|(arm, both)| Payout::Choose {
                across: by_tier(AsOf::Occasion).unwrap(),
                arms: vec![both.then(|| arm.clone()), Some(arm)],
            }),
        ]
    })
}

fn over() -> impl Strategy<Value = Payout> {
    let occasion = select(vec![
        Occasion::Period(Cycle::Month),
        Occasion::Period(Cycle::Quarter),
        Occasion::Period(Cycle::Year),
        Occasion::Days(days("2027-03-15", "2027-06-13")),
    ]);
    let pers = select(vec![
        Per::Fact,
        Per::Deal,
        Per::Order,
        Per::Customer,
        Per::Person,
    ]);
    let conditions = select(vec![
        vec![],
        vec![Condition::NewCustomer],
        vec![Condition::RegisteredDeal],
        vec![Condition::Tier([GOLD].into(), AsOf::SaleDate)],
    ]);
    prop_oneof![
        4 => (occasion, of_period()).prop_map(|(occasion, payout)| Payout::Over {
            occasion,
            payout: Box::new(payout)
        }),
        1 => claimed(),
        1 => (of_period(), guarantee()).prop_map(|(payout, guarantee)| Payout::Over {
            occasion: Occasion::Period(guarantee.cycle),
            payout: Box::new(Payout::Guarantee {
                guarantee,
                payout: Box::new(payout),
            }),
        }),
        4 => (pers, conditions, of_event(), prop::bool::weighted(0.3)).prop_map(|(per, conditions, payout, is_shared)| {
            let mut selector = accepted_sales();
            selector.all.extend(conditions);
            let payout = if is_shared {
                Payout::Shared { among: Among::Credited, payout: Box::new(payout) }
            } else {
                payout
            };
            Payout::Over {
                occasion: Occasion::Event { selector, per },
                payout: Box::new(payout),
            }
        }),
    ]
}

pub fn span() -> impl Strategy<Value = CapSpan> {
    select(vec![
        CapSpan::In(Cycle::Quarter),
        CapSpan::In(Cycle::Year),
        CapSpan::Days(days("2027-02-01", "2027-08-31")),
        CapSpan::Ever,
        CapSpan::Award,
    ])
}

fn scope() -> impl Strategy<Value = Scope> {
    select(vec![
        Scope::Program,
        Scope::Partner,
        Scope::Seller,
        Scope::Customer,
        Scope::CustomerAcrossPartners,
        Scope::Deal,
        Scope::Product,
        Scope::Region,
        Scope::Group,
    ])
}

pub fn crossing() -> impl Strategy<Value = Crossing> {
    select(vec![
        Crossing::Refused,
        Crossing::PaidToTheLimit,
        Crossing::PaidThenClosed,
    ])
}

fn capped() -> impl Strategy<Value = Payout> {
    let returned = select(vec![Returned::Reopens, Returned::StaysUsed]);
    let amounts = || (0_i128..60, scope(), span(), crossing());
    prop_oneof![
        2 => over(),
        2 => (over(), amounts(), amounts(), returned.clone()).prop_map(|(over, inner, outer, returned)| {
            let (limit, scope, span, crossing) = inner;
            let inner = with_returned(cap(limit, scope, span, crossing, over), returned);
            let (limit, scope, span, crossing) = outer;
            cap(limit, scope, span, crossing, inner)
        }),
        4 => (over(), amounts(), returned.clone()).prop_map(|(over, (limit, scope, span, crossing), returned)| {
            with_returned(cap(limit, scope, span, crossing, over), returned)
        }),
        1 => (over(), 1_i128..4, scope(), returned).prop_map(|(over, limit, scope, returned)| {
            cap_awards(limit, scope, returned, over)
        }),
    ]
}

fn with_returned(mut payout: Payout, returned: Returned) -> Payout {
    if let Payout::Cap { cap, .. } = &mut payout {
        cap.returned = returned;
    }
    payout
}

fn payout() -> impl Strategy<Value = Payout> {
    let methods = select(vec![
        UndoMethod::AtTheRateFirstPaid,
        UndoMethod::ByRecomputingThePeriod,
    ]);
    let undone = (methods, prop::option::of(20_u32..200), any::<bool>());
    (
        capped(),
        prop::option::of(0_u16..3),
        any::<bool>(),
        prop::option::of(undone),
        any::<bool>(),
        later(),
    )
        .prop_map(|(capped, budget, splits, undone, trues_up, later)| {
            let mut payout = capped;
            if let Some(budget) = budget {
                payout = draw(budget, payout);
            }
            if splits {
                payout = Payout::Split {
                    parts: vec![
                        (Account::Marketing, Ratio::new(1, 3).unwrap()),
                        (Account::ContraRevenue, Ratio::new(2, 3).unwrap()),
                    ],
                    payout: Box::new(payout),
                };
            }
            if let Some((method, within, invoiced)) = undone {
                payout = undo(method, within, payout);
                if let Payout::Undo { undo, .. } = &mut payout
                    && invoiced
                {
                    undo.from = UndoFrom::Invoice;
                }
            }
            let (held, parts) = later;
            if held && walk::pays_events(&payout) {
                payout = Payout::Hold {
                    until: Until::CustomerPaid { within: None },
                    payout: Box::new(payout),
                };
            }
            if let Some((after, while_active)) = parts {
                payout = Payout::Instalments {
                    instalments: Instalments {
                        after,
                        while_active,
                    },
                    payout: Box::new(payout),
                };
            }
            if trues_up {
                payout = Payout::TrueUp(Box::new(payout));
            }
            payout
        })
}

/// A program that can be shown when it fails: its payouts, budgets and exclusions.
#[derive(Clone)]
pub struct Small(pub Program);

impl std::fmt::Debug for Small {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for incentive in &self.0.incentives {
            let payee = incentive.payment.payee;
            writeln!(
                f,
                "{} {payee:?} {:?}",
                incentive.declared.name, incentive.payout
            )?;
        }
        for budget in &self.0.budgets {
            writeln!(f, "{} {:?}", budget.declared.name, budget.pool)?;
        }
        write!(f, "excluded {:?}", self.0.excluded)
    }
}

/// The later of two is reduced by the earlier, or only the larger of both is paid.
fn against_each_other(program: &mut Program, (one, other): (u16, u16), is_reduced: bool) {
    let (one, other) = (IncentiveId(one), IncentiveId(other));
    let pair = [one, other];
    let seen = |program: &Program| {
        let compared = program.larger.iter().flatten();
        compared.copied().any(|id| pair.contains(&id))
    };
    if is_reduced {
        if !seen(program) {
            let payout = &mut program.incentives[other.index()].payout;
            *payout = reduced(payout.clone(), &[one], &|_| true);
            program.reduced.push((other, one));
        }
    } else if !seen(program) && program.reduced.is_empty() {
        for id in pair {
            let payout = &mut program.incentives[id.index()].payout;
            *payout = larger(payout.clone(), id, &pair);
        }
        program.larger.push(pair.to_vec());
    }
}

/// A program of up to four incentives and three budgets.
pub fn any_program() -> impl Strategy<Value = Small> {
    let incentives = prop::collection::vec((payout(), any::<bool>()), 1..5);
    let rules = prop_oneof![
        4 => crossing().prop_map(PoolRule::FirstAccepted),
        1 => Just(PoolRule::ProRata(Cycle::Quarter)),
        1 => Just(PoolRule::ProRata(Cycle::Year)),
    ];
    let budgets = prop::collection::vec((0_i128..150, rules, span()), 3);
    let exclusions = prop::collection::vec((0_u16..4, 0_u16..4), 0..2);
    let against = prop::collection::vec((0_u16..4, 0_u16..4, any::<bool>()), 0..3);
    (incentives, budgets, exclusions, against).prop_map(
        |(incentives, budgets, exclusions, against)| {
            let count = u16::try_from(incentives.len()).unwrap();
            let named = ["a", "b", "c", "d"].into_iter().zip(incentives);
            let incentives = named.map(|(name, (payout, to_seller))| {
                let mut incentive = incentive(name, payout);
                if to_seller {
                    incentive.payment.payee = Payee::Seller;
                }
                incentive
            });
            let mut program = program(incentives.collect());
            program.targets = vec![agreed()];
            let named = ["pot", "purse", "till"].into_iter().zip(budgets);
            program.budgets = named
                .map(|(name, (amount, rule, span))| {
                    let span = if span == CapSpan::Award {
                        CapSpan::Ever
                    } else {
                        span
                    };
                    budget(name, amount, span, rule)
                })
                .collect();
            let relate = against.into_iter();
            for (one, other, how) in relate.filter(|(one, other, _)| one < other && *other < count)
            {
                against_each_other(&mut program, (one, other), how);
            }
            let pairs = exclusions
                .into_iter()
                .filter(|(one, other)| one < other && *other < count);
            program.excluded = pairs
                .map(|(one, other)| {
                    let id = charter::base::id::IncentiveId;
                    (id(one), id(other))
                })
                .collect();
            Small(program)
        },
    )
}

fn any_sale(number: usize) -> impl Strategy<Value = Vec<Fact>> {
    let people = select(vec!["ann", "bob", ""]);
    let customers = select(vec!["c1", "c2", "c3", ""]);
    let deals = select(vec!["d1", "d2", "d3", "d4", ""]);
    let back = prop::collection::vec((0_u32..101, 1_i64..120), 0..3);
    (
        select(PARTNERS.to_vec()),
        day(),
        0_i64..40,
        amount(),
        (people, customers, deals, 0_i64..3),
        back,
        prop::bool::weighted(0.9),
    )
        .prop_map(
            move |(partner, happened, lag, amount, (seller, customer, deal, early), back, good)| {
                let id = format!("s{number:03}");
                let mut fields = vec![("status", text(if good { "accepted" } else { "refused" }))];
                for (name, value) in [
                    ("seller", seller),
                    ("customer_id", customer),
                    ("deal_id", deal),
                ] {
                    if !value.is_empty() {
                        fields.push((name, text(value)));
                    }
                }
                fields.push(("order_id", text(&format!("o{}", number / 2))));
                let mut sale = sale_with(&id, partner, &happened.to_string(), amount, &fields);
                // Most are known at once.
                sale.known = happened.plus_days(if lag < 30 { 0 } else { lag * 3 });
                sale.accepted = happened.plus_days(early);
                let mut facts = vec![sale.clone()];
                let mut left = amount * 100;
                for (place, (share, after)) in back.into_iter().enumerate() {
                    let part = if share > 80 {
                        left
                    } else {
                        left * i128::from(share) / 100
                    };
                    left -= part;
                    let mut given =
                        give_back(&format!("r{number:03}{place}"), &id, "2027-02-01", 0);
                    given.happened = sale.happened.plus_days(after);
                    given.known = given.happened.max(sale.known);
                    given.accepted = given.happened;
                    given.values[2] = Value::Amount(part);
                    facts.push(given);
                }
                facts
            },
        )
}

/// Up to thirty sales of three partners with returns, certificates and registrations.
pub fn any_facts() -> impl Strategy<Value = Vec<Fact>> {
    let sales = (0_usize..30).prop_flat_map(|count| (0..count).map(any_sale).collect::<Vec<_>>());
    let certificates = prop::collection::vec(
        (select(PARTNERS.to_vec()), day(), select(vec!["ann", "bob"])),
        0..3,
    );
    let registrations = prop::collection::vec(
        (
            select(PARTNERS.to_vec()),
            day(),
            select(vec!["d1", "d2", "d3"]),
        ),
        0..3,
    );
    (sales, certificates, registrations)
        .prop_map(|(sales, certificates, registrations)| {
            let mut facts: Vec<Fact> = sales.into_iter().flatten().collect();
            for (number, (partner, day, person)) in certificates.into_iter().enumerate() {
                let fields = [("person", text(person)), ("certification", text("selling"))];
                let id = format!("k{number}");
                facts.push(fact(
                    FactKind::Certification,
                    &id,
                    partner,
                    &day.to_string(),
                    &fields,
                ));
            }
            for (number, (partner, day, deal)) in registrations.into_iter().enumerate() {
                let fields = [("deal_id", text(deal)), ("decision", text("approved"))];
                let id = format!("g{number}");
                facts.push(fact(
                    FactKind::Registration,
                    &id,
                    partner,
                    &day.to_string(),
                    &fields,
                ));
            }
            facts
        })
        .prop_flat_map(|facts| (Just(facts), others()))
        .prop_map(|(mut facts, others)| {
            facts.extend(others);
            facts
        })
}
