//! The rules of a program keep to their schema, whatever the program says.

use std::collections::BTreeSet;

use charter::base::date::{Date, Weekday};
use charter::base::duration::{Duration, DurationUnit};
use charter::base::id::{
    BudgetId, CertificationId, IncentiveId, ProductId, RegionId, SegmentId, TargetId, TierId,
    TypeId,
};
use charter::base::money::Currency;
use charter::base::name::Name;
use charter::base::period::{Cycle, Days};
use charter::base::ratio::Ratio;
use charter::base::recurrence::{Nth, Place, Recurrence, Years};
use charter::base::unit::Unit;
use charter::fact::{FIELDS_OF_SALE, FactKind, FieldIndex};
use charter::model::Program;
use charter::payout::given::Among;
use charter::payout::given::{Held, InKind, Spread, Units, Worth};
use charter::payout::later::{Guarantee, GuaranteePaid, Instalments, Surplus, Until};
use charter::payout::measure::{
    Beginning, Condition, Entity, Figure, Having, Measure, Measured, Reading, Selector, Together,
    WhenEmpty, Window,
};
use charter::payout::table::{Across, AsOf, Bands, Cell, Change, Limit, Mode, Set, Start};
use charter::payout::target::{Amount, Expected, Target};
use charter::payout::test::{Comparison, OnDays, Test, Threshold};
use charter::payout::{
    Account, Blocks, Cap, CapSpan, Counts, Crossing, Deduction, Occasion, Payout, Per, PoolRule,
    Quantity, Returned, Rival, Scope, Source, Ties, Undo, UndoFrom, UndoMethod,
};
use charter::render::portal::generic;
use serde_json::Value;

use crate::{program, schema};

fn checked(program: &Program) -> Value {
    let rules = generic::rules(program);
    let root: Value = serde_json::from_str(generic::SCHEMA).unwrap();
    schema::check(&root, &root, &rules, "").unwrap();
    rules
}

#[test]
fn the_rules_of_programs_keep_to_the_schema() {
    for program in program::all() {
        let rules = checked(&program);
        assert_eq!(
            rules["incentives"].as_array().unwrap().len(),
            program.incentives.len()
        );
    }
}

#[test]
fn the_schema_refuses_what_is_not_a_rule() {
    let root: Value = serde_json::from_str(generic::SCHEMA).unwrap();
    let good = generic::rules(&program::network());
    let refused = |change: fn(&mut Value)| {
        let mut rules = good.clone();
        change(&mut rules);
        assert_ne!(rules, good);
        assert!(schema::check(&root, &root, &rules, "").is_err());
    };
    refused(|rules| rules["published"] = "tomorrow".into());
    refused(|rules| rules["tiers"][0]["rank"] = "1".into());
    refused(|rules| rules["incentives"][0]["payout"]["kind"] = "gift".into());
    refused(|rules| rules["budgets"][0]["amount"] = "1e9".into());
    refused(|rules| drop(rules.as_object_mut().unwrap().remove("calendar")));
    refused(|rules| rules["more"] = Value::Null);
}

#[test]
fn amounts_are_exact_and_in_major_units() {
    let rules = checked(&program::network());
    let incentive = |name: &str| {
        let all = rules["incentives"].as_array().unwrap();
        all.iter()
            .find(|each| each["name"] == name)
            .unwrap()
            .to_string()
    };
    let volume = incentive("volume");
    for part in [
        r#"{"amount":"10000.00","currency":"USD"}"#,
        r#""starts":[{"above":false,"at":"0"},{"above":false,"at":"25000000"}"#,
        r#"{"rate":"0.045"}"#,
    ] {
        assert!(volume.contains(part), "no {part} in {volume}");
    }
}

#[test]
fn reasons_and_margins_stay_at_home() {
    let text = checked(&program::network()).to_string();
    for secret in ["memo CH-114", "0.38", "0.74", "44000000"] {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[test]
fn every_shape_has_a_record() {
    let mut program = program::network();
    let mut seen = BTreeSet::new();
    for payout in shapes() {
        program.incentives[0].payout = payout;
        let rules = checked(&program);
        collect(&rules["incentives"][0]["payout"], &mut seen);
    }
    program.measures[0].measure = Measure::Less(
        Box::new(Measure::Count(sales())),
        Box::new(Measure::Distinct {
            of: sales(),
            field: FIELDS_OF_SALE.customer,
            having: Some(Having {
                field: Some(FIELDS_OF_SALE.net_amount),
                least: 5,
            }),
        }),
    );
    program.budgets[0].pool.rule = PoolRule::FirstAccepted(Crossing::PaidThenClosed);
    for recurrence in recurrences() {
        program.tiers[0].versions[0].review = Some(recurrence);
        collect(
            &checked(&program)["tiers"][0]["versions"][0]["review"],
            &mut seen,
        );
    }
    let root: Value = serde_json::from_str(generic::SCHEMA).unwrap();
    for name in [
        "payout",
        "test",
        "condition",
        "window",
        "recurrence",
        "place",
        "as_of",
    ] {
        for variant in root["$defs"][name]["oneOf"].as_array().unwrap() {
            let kind = variant["properties"]["kind"]["const"].as_str().unwrap();
            assert!(seen.contains(kind), "no {name} of kind {kind}");
        }
    }
}

/// The kinds of all records inside.
fn collect(value: &Value, seen: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            seen.extend(
                fields
                    .get("kind")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
            );
            fields.values().for_each(|field| collect(field, seen));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, seen)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn days() -> Days {
    Days::new(date("2027-03-01"), date("2027-03-31")).unwrap()
}

fn usd(minor: i128) -> Quantity {
    Quantity {
        amount: Ratio::whole(minor),
        unit: Unit::Money(Currency::parse("USD").unwrap()),
    }
}

fn sales() -> Selector {
    let seller = FIELDS_OF_SALE.seller;
    let name = || BTreeSet::from(["x".into()]);
    let all = vec![
        Condition::Is(seller, name()),
        Condition::IsNot(seller, name()),
        Condition::AtLeast(FIELDS_OF_SALE.net_amount, 5),
        Condition::Product(BTreeSet::from([charter::base::id::ProductId(0)])),
        Condition::Certification(BTreeSet::from([CertificationId(0)])),
        Condition::Within(days()),
        Condition::Tier(BTreeSet::from([TierId(0)]), AsOf::Start(Cycle::Month)),
        Condition::Specialized(BTreeSet::new(), AsOf::SaleDate),
        Condition::Type(BTreeSet::from([TypeId(0)])),
        Condition::Region(BTreeSet::from([RegionId(0)])),
        Condition::PersonHolds(CertificationId(0)),
        Condition::NewCustomer,
        Condition::RegisteredDeal,
        Condition::Lead,
        Condition::SoldWith(BTreeSet::new(), Together::Order),
        Condition::SoldWith(BTreeSet::new(), Together::Customer(30)),
        Condition::PaidWithin(30),
        Condition::PaidLate(30),
    ];
    Selector {
        fact: FactKind::Sale,
        all,
    }
}

fn reading(window: Window) -> Reading {
    Reading {
        measure: Measured::Field(FIELDS_OF_SALE.net_amount),
        window,
        entity: Entity::Customer,
        only: sales().all,
    }
}

fn windows() -> [Window; 10] {
    [
        Window::Occasion,
        Window::In(Cycle::Quarter),
        Window::OverLast(4, Cycle::Quarter),
        Window::First(20, Cycle::Quarter),
        Window::OverPrevious(2, Cycle::Half),
        Window::OfLastYear(Cycle::Year),
        Window::Average(2, Cycle::Half),
        Window::Peak(2, Cycle::Half),
        Window::Days(days()),
        Window::AsOf(AsOf::End(Cycle::Week)),
    ]
}

fn age(measure: Measured) -> Figure {
    Figure::Reading(Reading {
        measure,
        ..reading(Window::Occasion)
    })
}

fn tests() -> Vec<Test> {
    let growth = Figure::Growth {
        of: reading(Window::Occasion),
        over: reading(Window::Occasion),
        when_empty: WhenEmpty::Is(Ratio::new(1, 3).unwrap()),
    };
    let share = Figure::Share {
        of: reading(Window::Occasion),
        over: reading(Window::Occasion),
        when_empty: WhenEmpty::Passes,
    };
    let density = Figure::Density {
        of: reading(Window::Occasion),
        over: reading(Window::Occasion),
        step: Ratio::ONE,
        blocks: Blocks::Whole,
    };
    let across = Across {
        set: Set::Region,
        as_of: AsOf::SaleDate,
    };
    let closed = Threshold {
        across: Some(across),
        amounts: vec![Some(Ratio::ONE), None],
        unit: Unit::Percent,
    };
    let compare = |figure, comparison| Test::Compare {
        figure,
        comparison,
        threshold: closed.clone(),
    };
    vec![
        compare(growth, Comparison::Above),
        compare(share, Comparison::AtMost),
        compare(density, Comparison::AtMost),
        compare(
            Figure::Reading(reading(Window::Occasion)),
            Comparison::Below,
        ),
        compare(
            age(Measured::MonthsSince(Beginning::FirstSale)),
            Comparison::Below,
        ),
        compare(age(Measured::DayOf(Beginning::Launch)), Comparison::Below),
        Test::Any(vec![Test::Not(Box::new(Test::Tier(
            BTreeSet::new(),
            AsOf::PaymentDate,
        )))]),
        Test::Specialized(BTreeSet::new(), AsOf::PaymentDate),
        Test::Type(BTreeSet::from([TypeId(1)])),
        Test::Region(BTreeSet::from([RegionId(1)])),
        Test::Holds(CertificationId(0), AsOf::Occasion),
        Test::PersonHolds(CertificationId(0), AsOf::SaleDate),
        Test::Within(days(), None),
        Test::Within(days(), Some(90)),
        Test::InYears(Years {
            every: 2,
            since: date("2027-02-01"),
        }),
        Test::Partner(BTreeSet::from([Name::new("acme")])),
        Test::Partner(BTreeSet::from([Name::new("acme"), Name::new("birch")])),
        Test::JoinedBefore(date("2027-02-01")),
        Test::Segment(SegmentId(0)),
        Test::OnDays(Box::new(OnDays {
            every: true,
            each: Cycle::Month,
            window: Window::OverLast(2, Cycle::Quarter),
            test: Test::Type(BTreeSet::from([TypeId(1)])),
        })),
    ]
}

fn shapes() -> Vec<Payout> {
    let share = || Payout::Share {
        rate: Ratio::new(3, 100).unwrap(),
        of: reading(Window::Occasion),
    };
    let boxed = || Box::new(share());
    let tier = Across {
        set: Set::Tier,
        as_of: AsOf::SaleDate,
    };
    let mut shapes: Vec<Payout> = windows()
        .map(|window| Payout::Share {
            rate: Ratio::ONE,
            of: reading(window),
        })
        .to_vec();
    let cell = vec![Cell::Nothing, Cell::Fixed(usd(500_000))];
    shapes.extend([
        Payout::Fixed(usd(-5)),
        Payout::PerEvent {
            each: usd(50_000),
            count: reading(Window::Occasion),
        },
        Payout::PerStep {
            each: usd(1),
            step: Ratio::whole(40),
            of: reading(Window::Occasion),
            blocks: Blocks::InProportion,
        },
        Payout::Bands(Bands {
            basis: reading(Window::Occasion),
            after: Some(reading(Window::Occasion)),
            key: None,
            mode: Mode::Whole,
            starts: vec![
                Start {
                    at: None,
                    above: false,
                },
                Start {
                    at: Some(Ratio::new(12, 100).unwrap()),
                    above: true,
                },
            ],
            across: Some(tier),
            change: Change::Restart,
            columns: vec![cell.clone(), cell.clone(), cell],
        }),
        Payout::Sum(vec![share()]),
        Payout::Least(vec![share()]),
        Payout::Greatest(vec![share()]),
        Payout::When {
            test: Test::All(tests()),
            then: boxed(),
        },
        Payout::Net {
            less: Deduction::Baseline {
                before: Some(reading(Window::Average(4, Cycle::Quarter))),
                least: Some(usd(5)),
            },
            payout: boxed(),
        },
        Payout::Net {
            less: Deduction::Target {
                target: Box::new(Target {
                    name: Name::new("reach"),
                    title: Name::new("Reach"),
                    versions: vec![Expected {
                        days: Days::one(date("2027-02-01")),
                        amount: Amount::Agreed(TargetId(0)),
                        least: None,
                        most: None,
                        new: None,
                    }],
                    index: Vec::new(),
                    fixed: AsOf::Start(Cycle::Quarter),
                }),
                part: Ratio::ONE,
            },
            payout: boxed(),
        },
        Payout::Net {
            less: Deduction::Awards(vec![IncentiveId(0)]),
            payout: boxed(),
        },
        Payout::Larger {
            than: vec![Rival {
                incentive: IncentiveId(0),
                wins_ties: true,
            }],
            payout: boxed(),
        },
        Payout::Net {
            less: Deduction::Baseline {
                before: None,
                least: None,
            },
            payout: boxed(),
        },
        Payout::Choose {
            across: tier,
            arms: vec![None, Some(share()), None],
        },
        Payout::Over {
            occasion: Occasion::Days(days()),
            payout: boxed(),
        },
        Payout::Over {
            occasion: Occasion::Event {
                selector: sales(),
                per: Per::Customer,
            },
            payout: boxed(),
        },
        Payout::Over {
            occasion: Occasion::Period(Cycle::Month),
            payout: boxed(),
        },
        Payout::Cap {
            cap: Cap {
                limit: Limit::flat(Ratio::whole(10), Unit::Count),
                counts: Counts::Awards,
                scope: Scope::CustomerAcrossPartners,
                span: CapSpan::Ever,
                crossing: Crossing::Refused,
                returned: Returned::Reopens,
            },
            payout: boxed(),
        },
        Payout::Draw {
            from: Source::Budget(BudgetId(0)),
            payout: boxed(),
        },
        Payout::Draw {
            from: Source::Credit,
            payout: boxed(),
        },
        Payout::Rank {
            key: reading(Window::Days(days())),
            least: Ratio::ZERO,
            ties: Ties::ByName,
            prizes: vec![usd(100), usd(50)],
        },
        Payout::Split {
            parts: vec![(Account::Marketing, Ratio::new(1, 3).unwrap())],
            payout: boxed(),
        },
        Payout::Undo {
            undo: Undo {
                within: Some(Duration::new(90, DurationUnit::BusinessDay)),
                method: UndoMethod::AtTheRateFirstPaid,
                from: UndoFrom::Invoice,
            },
            payout: boxed(),
        },
        Payout::TrueUp(boxed()),
    ]);
    shapes.extend(later_shapes(&boxed));
    shapes
}

fn later_shapes(boxed: &dyn Fn() -> Box<Payout>) -> Vec<Payout> {
    let guarantee = |surplus, paid| Payout::Guarantee {
        guarantee: Guarantee {
            least: usd(5),
            cycle: Cycle::Quarter,
            surplus,
            paid,
        },
        payout: boxed(),
    };
    let spread = |units| {
        Payout::Spread(Spread {
            units,
            low: FieldIndex(6),
            plus: Ratio::new(1, 5).unwrap(),
        })
    };
    let valued = |given, each| Payout::Valued {
        given,
        each,
        payout: boxed(),
    };
    vec![
        guarantee(Surplus::ToNextPeriod, GuaranteePaid::AtPeriodEnd),
        guarantee(Surplus::ToYearEnd, GuaranteePaid::InAdvance),
        guarantee(Surplus::NotCarried, GuaranteePaid::InAdvance),
        spread(Units::Counted {
            units: FieldIndex(5),
            high: FieldIndex(6),
            held: None,
        }),
        spread(Units::Counted {
            units: FieldIndex(2),
            high: FieldIndex(5),
            held: Some(Held {
                since: FieldIndex(3),
                length: Duration::new(90, DurationUnit::Day),
            }),
        }),
        spread(Units::InStock {
            at_most: FieldIndex(5),
            bought_within: Some(Duration::new(40, DurationUnit::Day)),
        }),
        valued(InKind::Units(ProductId(0)), Worth::List(ProductId(0))),
        Payout::Shared {
            among: Among::Credited,
            payout: boxed(),
        },
        Payout::Shared {
            among: Among::SecondRegistrant,
            payout: boxed(),
        },
        valued(InKind::Points, Worth::Stated(usd(1))),
        Payout::Hold {
            until: Until::CustomerPaid { within: None },
            payout: boxed(),
        },
        Payout::Instalments {
            instalments: Instalments {
                after: vec![Duration::new(30, DurationUnit::Day)],
                while_active: true,
            },
            payout: boxed(),
        },
    ]
}

fn recurrences() -> Vec<Recurrence> {
    let weekday = Place::Weekday {
        nth: Nth::Last,
        weekday: Weekday::Friday,
    };
    vec![
        Recurrence::Once(vec![date("2027-03-01")]),
        Recurrence::EveryDays { count: 10 },
        Recurrence::EveryWeeks {
            count: 2,
            on: Weekday::Monday,
        },
        Recurrence::EveryMonth(Place::Day(15)),
        Recurrence::EveryMonth(weekday),
        Recurrence::EveryQuarter(Place::FirstDay),
        Recurrence::EveryQuarter(Place::LastDay),
        Recurrence::EveryYear(Place::FirstBusinessDay),
        Recurrence::EveryYear(Place::LastBusinessDay),
        Recurrence::InYears(
            Years {
                every: 2,
                since: date("2027-02-01"),
            },
            Place::LastDay,
        ),
    ]
}
