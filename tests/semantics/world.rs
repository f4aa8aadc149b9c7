//! Small programs and facts, built by hand: a year from 2027-02-01, money in USD, rounding half up, one
//! product, tiers silver, gold and platinum.

use std::collections::{BTreeMap, BTreeSet};

use charter::base::business::BusinessDays;
use charter::base::date::{Date, Weekday};
use charter::base::duration::Duration;
use charter::base::id::{
    BudgetId, CertificationId, LineId, MeasureId, ProductId, RegionId, TierId, TypeId,
};
use charter::base::money::{Currency, Money, Rounding};
use charter::base::name::Name;
use charter::base::origin::{Origin, Origins};
use charter::base::period::{Cycle, Days, Fiscal};
use charter::base::ratio::Ratio;
use charter::base::recurrence::{Place, Recurrence};
use charter::base::unit::Unit;
use charter::fact::{FIELDS_OF_SALE, Fact, FactKind, Value, type_of};
use charter::model::incentive::Incentive;
use charter::model::learning::{Certification, Learning};
use charter::model::region::Region;
use charter::model::standing::{Fall, FallStep, Loss, Path, Requirement, Rise, Tier, Version};
use charter::model::{Budget, Declared, Line, MeasureOf, PartnerType, Product, Program};
use charter::payout::measure::{
    Condition, Entity, Figure, Measure, Measured, Reading, Selector, WhenEmpty, Window,
};
use charter::payout::payment::{Anchor, Form, Payee, Payment, Roll, TaxReporter};
use charter::payout::table::{Across, AsOf, Bands, Cell, Change, Limit, Mode, Set, Start};
use charter::payout::test::{Comparison, Test, Threshold};
use charter::payout::{
    Account, Cap, CapSpan, Counts, Crossing, Occasion, Payout, Per, Pool, PoolRule, Quantity,
    Returned, Scope, Undo, UndoFrom, UndoMethod,
};
use charter::semantics::book::Partner;
use charter::semantics::evaluate::Detail;
use charter::semantics::fold::Fold;
use charter::semantics::plan::Plan;
use charter::semantics::posting::{Posting, PostingKind};

pub const ROUTER: ProductId = ProductId(0);
pub const BOOKINGS: MeasureId = MeasureId(0);
pub const DEALS: MeasureId = MeasureId(1);
pub const CERTIFIED: MeasureId = MeasureId(2);
pub const CUSTOMERS: MeasureId = MeasureId(3);
pub const SILVER: TierId = TierId(0);
pub const GOLD: TierId = TierId(1);
pub const SELLING: CertificationId = CertificationId(0);

pub fn date(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|| panic!("no date: {text}"))
}

pub fn days(first: &str, last: &str) -> Days {
    Days::new(date(first), date(last)).unwrap()
}

pub fn usd() -> Currency {
    Currency::parse("USD").unwrap()
}

/// Whole dollars as minor units.
pub fn dollars(amount: i128) -> Ratio {
    Ratio::whole(amount * 100)
}

pub fn percent(text: &str) -> Ratio {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits: i128 = format!("{whole}{decimals}").parse().unwrap();
    let scale = u8::try_from(decimals.len() + 2).unwrap();
    Ratio::from_decimal(digits, scale).unwrap()
}

pub fn money(amount: i128) -> Quantity {
    Quantity {
        amount: dollars(amount),
        unit: Unit::Money(usd()),
    }
}

pub fn declared(name: &str) -> Declared {
    Declared {
        name: Name::new(name),
        first: Name::new(name),
        title: Name::new(name),
        internal: false,
        tell: None,
        why: None,
        origin: Origin::default(),
    }
}

pub fn accepted_sales() -> Selector {
    Selector {
        fact: FactKind::Sale,
        all: vec![Condition::Is(
            FIELDS_OF_SALE.status,
            BTreeSet::from([Name::new("accepted")]),
        )],
    }
}

pub fn bookings(window: Window) -> Reading {
    reading(Measured::Measure(BOOKINGS), window)
}

pub fn reading(measure: Measured, window: Window) -> Reading {
    Reading {
        measure,
        window,
        entity: Entity::Partner,
        only: Vec::new(),
    }
}

pub fn own_amount() -> Reading {
    reading(Measured::Field(FIELDS_OF_SALE.net_amount), Window::Occasion)
}

pub fn one() -> Reading {
    reading(Measured::One, Window::Occasion)
}

pub fn at_least(figure: Figure, amount: Ratio) -> Test {
    Test::Compare {
        figure,
        comparison: Comparison::AtLeast,
        threshold: Threshold {
            across: None,
            amounts: vec![Some(amount)],
            unit: Unit::Count,
        },
    }
}

pub fn start(at: i128) -> Start {
    Start {
        at: Some(dollars(at)),
        above: false,
    }
}

pub fn above(at: i128) -> Start {
    Start {
        at: Some(dollars(at)),
        above: true,
    }
}

pub fn rates(list: &[&str]) -> Vec<Cell> {
    list.iter()
        .map(|rate| match *rate {
            "none" => Cell::Nothing,
            rate => Cell::Rate(percent(rate)),
        })
        .collect()
}

/// Bands on bookings in the quarter with one column.
pub fn bands(mode: Mode, starts: Vec<Start>, column: &[&str]) -> Bands {
    Bands {
        basis: bookings(Window::In(Cycle::Quarter)),
        after: None,
        key: None,
        mode,
        starts,
        across: None,
        change: Change::Continue,
        columns: vec![rates(column)],
    }
}

pub fn by_tier(as_of: AsOf) -> Option<Across> {
    Some(Across {
        set: Set::Tier,
        as_of,
    })
}

pub fn each_quarter(payout: Payout) -> Payout {
    Payout::Over {
        occasion: Occasion::Period(Cycle::Quarter),
        payout: Box::new(payout),
    }
}

pub fn each_sale(payout: Payout) -> Payout {
    per(Per::Fact, payout)
}

pub fn per(per: Per, payout: Payout) -> Payout {
    Payout::Over {
        occasion: Occasion::Event {
            selector: accepted_sales(),
            per,
        },
        payout: Box::new(payout),
    }
}

pub fn cap(limit: i128, scope: Scope, span: CapSpan, crossing: Crossing, payout: Payout) -> Payout {
    Payout::Cap {
        cap: Cap {
            limit: Limit::flat(dollars(limit), Unit::Money(usd())),
            counts: Counts::Quantity,
            scope,
            span,
            crossing,
            returned: Returned::Reopens,
        },
        payout: Box::new(payout),
    }
}

pub fn cap_awards(limit: i128, scope: Scope, returned: Returned, payout: Payout) -> Payout {
    Payout::Cap {
        cap: Cap {
            limit: Limit::flat(Ratio::whole(limit), Unit::Count),
            counts: Counts::Awards,
            scope,
            span: CapSpan::Ever,
            crossing: Crossing::Refused,
            returned,
        },
        payout: Box::new(payout),
    }
}

pub fn draw(budget: u16, payout: Payout) -> Payout {
    Payout::Draw {
        from: charter::payout::Source::Budget(BudgetId(budget)),
        payout: Box::new(payout),
    }
}

pub fn undo(method: UndoMethod, within: Option<u32>, payout: Payout) -> Payout {
    Payout::Undo {
        undo: Undo {
            within: within.map(Duration::days),
            method,
            from: UndoFrom::NextPayout,
        },
        payout: Box::new(payout),
    }
}

pub fn payment() -> Payment {
    Payment {
        after: Duration::days(45),
        anchor: Anchor::End(Cycle::Quarter),
        roll: Some(Roll::Next),
        region: Some(RegionId(0)),
        payee: Payee::Partner,
        form: Form::CreditNote,
        account: Account::ContraRevenue,
        tax: TaxReporter::Partner,
    }
}

pub fn incentive(name: &str, payout: Payout) -> Incentive {
    Incentive {
        declared: declared(name),
        kind: &charter::kind::rebate::KIND,
        payout,
        payment: payment(),
        levels: Vec::new(),
        drives: Vec::new(),
        fund: None,
    }
}

pub fn budget(name: &str, amount: i128, span: CapSpan, rule: PoolRule) -> Budget {
    Budget {
        declared: declared(name),
        pool: Pool {
            amount: amount * 100,
            span,
            rule,
        },
        owner: None,
    }
}

/// A tier that is earned and kept by bookings over the last four quarters, reviewed at quarter ends.
pub fn tier(name: &str, rank: u16, earn: i128, keep: i128) -> Tier {
    let requirement = |amount: i128| Requirement {
        test: at_least(
            Figure::Reading(bookings(Window::OverLast(4, Cycle::Quarter))),
            dollars(amount),
        ),
        origin: Origin::default(),
    };
    Tier {
        declared: declared(name),
        rank,
        term: None,
        versions: vec![Version {
            days: Fiscal::months(date("2027-02-01")).year(),
            paths: vec![Path {
                name: Name::new("standard"),
                title: Name::new("standard"),
                earn: vec![requirement(earn)],
                keep: vec![requirement(keep)],
            }],
            advise: Vec::new(),
            benefits: Vec::new(),
            loss: Loss {
                fall: Fall {
                    after_missed_reviews: 2,
                    step: FallStep::OneRank,
                },
                ..Loss::NEVER
            },
            of_group: false,
            review: Some(Recurrence::EveryQuarter(Place::LastDay)),
            review_region: None,
            rise: Rise::AtReview,
            from_below: false,
            enrol: None,
            confirm: None,
            freeze: None,
            invite: None,
        }],
    }
}

pub fn program(incentives: Vec<Incentive>) -> Program {
    let measure = |name: &str, measure: Measure, unit: Unit| MeasureOf {
        declared: declared(name),
        measure,
        unit,
    };
    let mut incentives = incentives;
    incentives.sort_by(|left, right| left.declared.name.cmp(&right.declared.name));
    Program {
        declared: declared("small"),
        edition: 2027,
        published: None,
        fiscal: Fiscal::months(date("2027-02-01")),
        currency: usd(),
        rounding: Rounding::HalfUp,
        zone: Name::new("UTC"),
        finality: None,
        succession: None,
        languages: vec![Name::new("en")],
        prevails: Name::new("en"),
        precedence: Vec::new(),
        owner: None,
        exchange: BTreeMap::new(),
        covers: Default::default(),
        assumptions: Vec::new(),
        regions: vec![Region {
            declared: declared("NA"),
            countries: vec![Name::new("US")],
            within: None,
            business: Some(BusinessDays {
                weekend: vec![Weekday::Saturday, Weekday::Sunday],
                closed: BTreeSet::from([date("2027-07-05")]),
            }),
        }],
        types: vec![PartnerType {
            declared: declared("reseller"),
        }],
        lines: vec![Line {
            declared: declared("hardware"),
            margin: None,
        }],
        products: vec![Product {
            declared: declared("router"),
            line: LineId(0),
            list: None,
            launch: Some(date("2026-11-02")),
        }],
        measures: vec![
            measure(
                "bookings",
                Measure::Sum {
                    of: accepted_sales(),
                    field: FIELDS_OF_SALE.net_amount,
                },
                Unit::Money(usd()),
            ),
            measure("deals", Measure::Count(accepted_sales()), Unit::Count),
            measure(
                "certified",
                Measure::Certified(BTreeSet::from([SELLING])),
                Unit::Count,
            ),
            measure(
                "customers",
                Measure::Distinct {
                    of: accepted_sales(),
                    field: FIELDS_OF_SALE.customer,
                    having: None,
                },
                Unit::Count,
            ),
        ],
        tiers: vec![tier("silver", 1, 0, 0), tier("gold", 2, 1_000_000, 800_000)],
        scores: Vec::new(),
        specializations: Vec::new(),
        targets: Vec::new(),
        benefits: Vec::new(),
        budgets: Vec::new(),
        incentives,
        registration: None,
        leads: None,
        stacked: Vec::new(),
        reduced: Vec::new(),
        larger: Vec::new(),
        excluded: Vec::new(),
        learning: Learning {
            certifications: vec![Certification {
                declared: declared("selling"),
                valid_for: Some(Duration::new(
                    12,
                    charter::base::duration::DurationUnit::Month,
                )),
                refresh_every: None,
            }],
            ..Learning::default()
        },
        calendar: charter::model::calendar::Calendar::default(),
        guard: charter::model::guard::Guard::default(),
        aims: charter::model::aim::Aims::default(),
        words: charter::model::words::Words::default(),
        examples: Vec::new(),
        translations: std::collections::BTreeMap::new(),
        declarations: Vec::new(),
        origins: Origins::default(),
    }
}

/// A fact with these fields, known and accepted when it happened.
pub fn fact(
    kind: FactKind,
    id: &str,
    partner: &str,
    happened: &str,
    fields: &[(&str, Value)],
) -> Fact {
    let described = type_of(kind);
    let values = described
        .fields
        .iter()
        .map(|field| {
            let given = fields.iter().find(|(name, _)| *name == field.name);
            given.map_or(Value::Absent, |(_, value)| value.clone())
        })
        .collect();
    Fact {
        kind,
        id: Name::new(id),
        partner: Name::new(partner),
        happened: date(happened),
        known: date(happened),
        accepted: date(happened),
        claim: Name::new(""),
        values,
    }
}

pub fn text(text: &str) -> Value {
    Value::Text(Name::new(text))
}

/// An accepted sale of so many dollars.
pub fn sale(id: &str, partner: &str, happened: &str, amount: i128) -> Fact {
    sale_with(id, partner, happened, amount, &[])
}

pub fn sale_with(
    id: &str,
    partner: &str,
    happened: &str,
    amount: i128,
    more: &[(&str, Value)],
) -> Fact {
    let mut fields = vec![
        ("product", text("router")),
        ("net_amount", Value::Amount(amount * 100)),
    ];
    fields.extend(more.iter().cloned());
    fact(FactKind::Sale, id, partner, happened, &fields)
}

pub fn give_back(id: &str, sale: &str, happened: &str, amount: i128) -> Fact {
    let fields = [
        ("sale_id", text(sale)),
        ("net_amount", Value::Amount(amount * 100)),
    ];
    fact(FactKind::Return, id, "", happened, &fields)
}

pub fn known(mut fact: Fact, day: &str) -> Fact {
    fact.known = date(day);
    fact
}

/// What a fold over these facts posts: partner, incentive, kind, booked, amount in minor units.
pub struct Settled {
    pub postings: Vec<(String, String, PostingKind, Date, i128)>,
    pub full: Vec<Posting>,
    pub rejections: Vec<charter::semantics::posting::Rejection>,
}

impl Settled {
    pub fn amounts(&self) -> Vec<i128> {
        self.postings.iter().map(|(.., amount)| *amount).collect()
    }

    pub fn total(&self) -> i128 {
        self.amounts().iter().sum()
    }

    pub fn of(&self, partner: &str) -> Vec<i128> {
        let own = self.postings.iter().filter(|(name, ..)| name == partner);
        own.map(|(.., amount)| *amount).collect()
    }
}

/// Partners `acme` (silver from the start unless said otherwise), and everybody the facts name.
pub fn settle(program: &Program, facts: &[Fact], until: &str) -> Settled {
    settle_with(
        program,
        &[("acme", "2027-02-01", Some(SILVER))],
        facts,
        until,
    )
}

pub fn settle_with(
    program: &Program,
    standings: &[(&str, &str, Option<TierId>)],
    facts: &[Fact],
    until: &str,
) -> Settled {
    let plan = Plan::of(program);
    let mut fold = Fold::new(&plan, Detail::Why);
    populate(&mut fold, standings, facts);
    for fact in facts {
        fold.admit(fact);
    }
    fold.advance_to(date(until)).unwrap();
    settled(&mut fold, program)
}

pub fn populate(fold: &mut Fold, standings: &[(&str, &str, Option<TierId>)], facts: &[Fact]) {
    for fact in facts.iter().filter(|fact| !fact.partner.is_empty()) {
        let partner = Partner {
            sort: Some(TypeId(0)),
            region: Some(RegionId(0)),
            ..Partner::named(&fact.partner)
        };
        fold.add_partner(partner);
    }
    for (name, from, tier) in standings {
        let held = Partner {
            sort: Some(TypeId(0)),
            region: Some(RegionId(0)),
            ..Partner::named(&Name::new(name))
        };
        let id = fold.add_partner(held);
        fold.set_standing(id, date(from), *tier);
    }
}

pub fn settled(fold: &mut Fold, program: &Program) -> Settled {
    let full = fold.take_postings();
    let postings = full
        .iter()
        .map(|posting| {
            let incentive = program.incentive(posting.claim.incentive).unwrap();
            (
                fold.book().name_of(posting.claim.partner).to_owned(),
                incentive.declared.name.to_string(),
                posting.kind,
                posting.booked,
                posting.amount.minor,
            )
        })
        .collect();
    Settled {
        postings,
        full,
        rejections: fold.take_rejections(),
    }
}

pub fn money_of(minor: i128) -> Money {
    Money::of_decimal(minor, 2, usd()).unwrap()
}

pub fn growth(of: Window, over: Window, when_empty: WhenEmpty) -> Figure {
    Figure::Growth {
        of: bookings(of),
        over: bookings(over),
        when_empty,
    }
}
