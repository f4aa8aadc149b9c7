//! Law 6: the rules that a portal gets, read back. Everything that is paid is made again from the JSON alone
//! (measures, scores, targets, audiences, payouts, payments, budgets, registration and leads) and settled; who holds
//! which tier and specialization is another matter, and stays as it was. Whatever the form leaves out would be paid
//! otherwise.

mod payout;

use std::collections::BTreeSet;

use charter::base::date::Date;
use charter::base::duration::{Duration, DurationUnit};
use charter::base::id::{
    CertificationId, IncentiveId, MeasureId, ProductId, RegionId, SegmentId, SpecializationId,
    TierId, TypeId,
};
use charter::base::money::{Currency, Money, Rounding};
use charter::base::name::Name;
use charter::base::period::{Cycle, Days};
use charter::base::ratio::Ratio;
use charter::base::recurrence::Years;
use charter::base::unit::Unit;
use charter::fact::{FactKind, FieldIndex, TYPES, type_of};
use charter::kind::paying::level::Level;
use charter::model::Program;
use charter::payout::Blocks;
use charter::payout::measure::{
    Beginning, Condition, Entity, Figure, Having, Measure, Measured, Reading, Selector, Together,
    WhenEmpty, Window,
};
use charter::payout::score::{Read, Scored};
use charter::payout::table::{Across, AsOf, Limit, Set};
use charter::payout::target::Attained;
use charter::payout::test::{Comparison, OnDays, Test, Threshold};
use charter::payout::{Account, CapSpan, Crossing, Quantity};
use charter::render::portal::generic;
use serde_json::Value;

/// The program with everything that pays made again from its rules for portals.
pub fn read_back(program: &Program) -> Program {
    // The text, as another program would get it.
    let text = generic::rules(program).to_string();
    let rules: Value = serde_json::from_str(&text).unwrap();
    let reader = Reader { rules: &rules };
    let mut back = program.clone();
    back.rounding = reader.rounding();
    for (own, it) in back.measures.iter_mut().zip(list(&rules["measures"])) {
        own.measure = reader.measure(&it["counts"]);
    }
    for (own, it) in back.scores.iter_mut().zip(list(&rules["scores"])) {
        own.score = reader.score(it);
    }
    for (own, it) in back.targets.iter_mut().zip(list(&rules["targets"])) {
        own.target = reader.target(it);
    }
    let segments = back.words.segments.iter_mut();
    for (own, it) in segments.zip(list(&rules["segments"])) {
        own.test = reader.test(&it["members"]);
    }
    for (own, it) in back.budgets.iter_mut().zip(list(&rules["budgets"])) {
        own.pool = reader.pool(it);
    }
    let incentives = back.incentives.iter_mut();
    for (own, it) in incentives.zip(list(&rules["incentives"])) {
        own.payout = reader.payout(&it["payout"], None);
        own.levels = list(&it["levels"]).map(|it| reader.level(it)).collect();
        own.payment = reader.payment(&it["payment"], &own.payment);
        if let Some(fund) = &mut own.fund {
            let paid = &it["fund"]["reimbursement"];
            fund.reimbursement = reader.payout(paid, Some(FactKind::Claim));
        }
    }
    back.excluded = list(&rules["excluded"])
        .map(|pair| {
            let id = |at: usize| IncentiveId(reader.place("incentives", &pair[at]));
            (id(0), id(1))
        })
        .collect();
    let own = back.registration.take();
    back.registration = own.map(|own| reader.registration(&rules["registration"], own));
    let own = back.leads.take();
    back.leads = own.map(|own| reader.leads(&rules["leads"], own));
    back
}

struct Reader<'a> {
    rules: &'a Value,
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    let items = value.as_array();
    items.unwrap_or_else(|| panic!("a list: {value}")).iter()
}

fn word<'a>(value: &'a Value, key: &str) -> &'a str {
    let text = value[key].as_str();
    text.unwrap_or_else(|| panic!("{key} in {value}"))
}

fn opt<T>(value: &Value, read: impl Fn(&Value) -> T) -> Option<T> {
    (!value.is_null()).then(|| read(value))
}

fn exact(value: &Value) -> Ratio {
    let text = value.as_str().unwrap_or_else(|| panic!("exact: {value}"));
    let decimal = |text: &str| {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits: i128 = format!("{whole}{part}").parse().unwrap();
        Ratio::from_decimal(digits, u8::try_from(part.len()).unwrap()).unwrap()
    };
    match text.split_once('/') {
        Some((over, under)) => decimal(over).over(decimal(under)).unwrap(),
        None => decimal(text),
    }
}

fn date(value: &Value) -> Date {
    Date::parse(value.as_str().unwrap()).unwrap()
}

fn days(value: &Value) -> Days {
    Days::new(date(&value["first"]), date(&value["last"])).unwrap()
}

fn cycle(value: &Value) -> Cycle {
    Cycle::parse(value.as_str().unwrap()).unwrap()
}

fn count(value: &Value) -> u16 {
    u16::try_from(value.as_u64().unwrap()).unwrap()
}

fn duration(value: &Value) -> Duration {
    let unit = match word(value, "unit") {
        "day" => DurationUnit::Day,
        "business_day" => DurationUnit::BusinessDay,
        "week" => DurationUnit::Week,
        "month" => DurationUnit::Month,
        "quarter" => DurationUnit::Quarter,
        "year" => DurationUnit::Year,
        other => panic!("{other}"),
    };
    Duration::new(
        u32::try_from(value["count"].as_u64().unwrap()).unwrap(),
        unit,
    )
}

fn quantity(value: &Value) -> Quantity {
    let amount = exact(&value["amount"]);
    if let Some(code) = value["currency"].as_str() {
        let currency = Currency::parse(code).unwrap();
        let scale = Ratio::from_decimal(1, currency.exponent()).unwrap();
        return Quantity {
            amount: amount.over(scale).unwrap(),
            unit: Unit::Money(currency),
        };
    }
    let unit = match word(value, "unit") {
        "share" => Unit::Percent,
        "count" => Unit::Count,
        "months" => Unit::Months,
        "date" => Unit::Date,
        "points" => Unit::Points,
        "units" => Unit::Units,
        other => panic!("{other}"),
    };
    Quantity { amount, unit }
}

fn money(value: &Value) -> Money {
    let Quantity { amount, unit } = quantity(value);
    let Unit::Money(currency) = unit else {
        panic!("{value}")
    };
    Money {
        minor: amount.num(),
        currency,
    }
}

fn as_of(value: &Value) -> AsOf {
    match word(value, "kind") {
        "sale_date" => AsOf::SaleDate,
        "start" => AsOf::Start(cycle(&value["cycle"])),
        "end" => AsOf::End(cycle(&value["cycle"])),
        "occasion" => AsOf::Occasion,
        "payment_date" => AsOf::PaymentDate,
        other => panic!("{other}"),
    }
}

fn field(fact: FactKind, value: &Value) -> FieldIndex {
    let name = value.as_str().unwrap();
    type_of(fact)
        .field(name)
        .unwrap_or_else(|| panic!("{name} of {fact:?}"))
        .0
}

fn fact(value: &Value) -> FactKind {
    let name = value.as_str().unwrap();
    TYPES.iter().find(|sort| sort.word == name).unwrap().kind
}

fn crossing(value: &Value) -> Crossing {
    match value.as_str().unwrap() {
        "refused" => Crossing::Refused,
        "paid_to_the_limit" => Crossing::PaidToTheLimit,
        "paid_then_closed" => Crossing::PaidThenClosed,
        other => panic!("{other}"),
    }
}

fn span(value: &Value) -> CapSpan {
    match word(value, "kind") {
        "in" => CapSpan::In(cycle(&value["cycle"])),
        "days" => CapSpan::Days(days(&value["days"])),
        "award" => CapSpan::Award,
        "ever" => CapSpan::Ever,
        other => panic!("{other}"),
    }
}

fn began(value: &Value) -> Beginning {
    match value.as_str().unwrap() {
        "first_sale" => Beginning::FirstSale,
        "first_sale_of_line" => Beginning::FirstSaleOfLine,
        "first_sale_of_product" => Beginning::FirstSaleOfProduct,
        "launch" => Beginning::Launch,
        other => panic!("{other}"),
    }
}

fn account(value: &Value) -> Account {
    match value.as_str().unwrap() {
        "contra_revenue" => Account::ContraRevenue,
        "marketing" => Account::Marketing,
        "cost_of_sales" => Account::CostOfSales,
        other => panic!("{other}"),
    }
}

impl Reader<'_> {
    /// The place of something in a list of the rules, by its name.
    fn place(&self, of: &str, name: &Value) -> u16 {
        let found = list(&self.rules[of]).position(|it| it["name"] == *name);
        let found = found.unwrap_or_else(|| panic!("no {name} in {of}"));
        u16::try_from(found).unwrap()
    }

    fn set<T: Ord>(&self, of: &str, names: &Value, id: impl Fn(u16) -> T) -> BTreeSet<T> {
        list(names).map(|name| id(self.place(of, name))).collect()
    }

    fn rounding(&self) -> Rounding {
        match word(self.rules, "rounding") {
            "half_up" => Rounding::HalfUp,
            "half_even" => Rounding::HalfEven,
            "down" => Rounding::Down,
            "up" => Rounding::Up,
            other => panic!("{other}"),
        }
    }

    fn across(value: &Value) -> Across {
        let set = match word(value, "set") {
            "tier" => Set::Tier,
            "region" => Set::Region,
            "type" => Set::Type,
            "line" => Set::Line,
            other => panic!("{other}"),
        };
        Across {
            set,
            as_of: as_of(&value["as_of"]),
        }
    }

    /// Values by the names of a set's members, in the set's order.
    fn by_member<'v>(&self, set: Set, values: &'v Value) -> Vec<&'v Value> {
        let of = match set {
            Set::Tier => "tiers",
            Set::Region => "regions",
            Set::Type => "types",
            Set::Line => "lines",
        };
        let names = list(&self.rules[of]).map(|it| word(it, "name"));
        names.map(|name| &values[name]).collect()
    }

    fn limit(&self, value: &Value) -> Limit {
        if value.get("across").is_none() {
            let Quantity { amount, unit } = quantity(value);
            return Limit::flat(amount, unit);
        }
        let across = Self::across(&value["across"]);
        let cells = self.by_member(across.set, &value["amounts"]);
        let cells: Vec<Option<Quantity>> = cells.into_iter().map(|it| opt(it, quantity)).collect();
        let unit = cells.iter().flatten().next().map(|it| it.unit);
        Limit {
            across: Some(across),
            amounts: cells.iter().map(|it| it.map(|it| it.amount)).collect(),
            unit: unit.unwrap_or(Unit::Count),
        }
    }

    fn threshold(&self, value: &Value) -> Threshold {
        let Limit {
            across,
            amounts,
            unit,
        } = self.limit(value);
        Threshold {
            across,
            amounts,
            unit,
        }
    }

    // What is counted.

    fn measure(&self, value: &Value) -> Measure {
        let of = || self.selector(&value["of"]);
        let named = |key: &str| field(of().fact, &value[key]);
        match word(value, "kind") {
            "sum" => Measure::Sum {
                of: of(),
                field: named("field"),
            },
            "count" => Measure::Count(of()),
            "distinct" => Measure::Distinct {
                of: of(),
                field: named("field"),
                having: opt(&value["having"], |it| Having {
                    field: opt(&it["field"], |name| field(of().fact, name)),
                    least: word(it, "least").parse().unwrap(),
                }),
            },
            "median" => Measure::Median {
                of: of(),
                field: named("field"),
                by: named("by"),
            },
            "certified_people" => Measure::Certified(self.set(
                "certifications",
                &value["certifications"],
                CertificationId,
            )),
            "less" => Measure::Less(
                Box::new(self.measure(&value["of"])),
                Box::new(self.measure(&value["less"])),
            ),
            other => panic!("{other}"),
        }
    }

    fn selector(&self, value: &Value) -> Selector {
        let kind = fact(&value["fact"]);
        Selector {
            fact: kind,
            all: list(&value["all"])
                .map(|it| self.condition(it, kind))
                .collect(),
        }
    }

    fn condition(&self, value: &Value, of: FactKind) -> Condition {
        let any = &value["any_of"];
        let texts = |key: &str| {
            list(&value[key])
                .map(|it| Name::new(it.as_str().unwrap()))
                .collect()
        };
        let named = || field(of, &value["field"]);
        match word(value, "kind") {
            "is" => Condition::Is(named(), texts("any_of")),
            "is_not" => Condition::IsNot(named(), texts("none_of")),
            "at_least" => Condition::AtLeast(named(), word(value, "least").parse().unwrap()),
            "product" => Condition::Product(self.set("products", any, ProductId)),
            "certification" => {
                Condition::Certification(self.set("certifications", any, CertificationId))
            }
            "within" => Condition::Within(days(&value["days"])),
            "tier" => Condition::Tier(self.set("tiers", any, TierId), as_of(&value["as_of"])),
            "specialization" => {
                let among = self.set("specializations", any, SpecializationId);
                Condition::Specialized(among, as_of(&value["as_of"]))
            }
            "type" => Condition::Type(self.set("types", any, TypeId)),
            "region" => Condition::Region(self.set("regions", any, RegionId)),
            "person_holds" => {
                let place = self.place("certifications", &value["certification"]);
                Condition::PersonHolds(CertificationId(place))
            }
            "new_customer" => Condition::NewCustomer,
            "registered_deal" => Condition::RegisteredDeal,
            "lead" => Condition::Lead,
            "sold_with" => {
                let together = match word(value, "together") {
                    "order" => Together::Order,
                    "deal" => Together::Deal,
                    "customer" => Together::Customer(count(&value["within_days"])),
                    other => panic!("{other}"),
                };
                Condition::SoldWith(self.set("products", any, ProductId), together)
            }
            "paid_within" => Condition::PaidWithin(count(&value["days"])),
            "paid_late" => Condition::PaidLate(count(&value["days"])),
            other => panic!("{other}"),
        }
    }

    fn reading(&self, value: &Value, of: Option<FactKind>) -> Reading {
        let of = of.unwrap_or(FactKind::Sale);
        let counted = &value["of"];
        let measure = match word(counted, "kind") {
            "measure" => Measured::Measure(MeasureId(self.place("measures", &counted["measure"]))),
            "field" => Measured::Field(field(of, &counted["field"])),
            "one" => Measured::One,
            "months_since" => Measured::MonthsSince(began(&counted["beginning"])),
            "day_of" => Measured::DayOf(began(&counted["beginning"])),
            other => panic!("{other}"),
        };
        let entity = match word(value, "entity") {
            "partner" => Entity::Partner,
            "seller" => Entity::Seller,
            "customer" => Entity::Customer,
            "group" => Entity::Group,
            "program" => Entity::Program,
            other => panic!("{other}"),
        };
        Reading {
            measure,
            window: Self::window(&value["window"]),
            entity,
            only: list(&value["only"])
                .map(|it| self.condition(it, of))
                .collect(),
        }
    }

    fn window(value: &Value) -> Window {
        let each = || cycle(&value["cycle"]);
        let many = || count(&value["count"]);
        match word(value, "kind") {
            "occasion" => Window::Occasion,
            "in" => Window::In(each()),
            "first_days" => Window::First(many(), each()),
            "over_last" => Window::OverLast(many(), each()),
            "over_previous" => Window::OverPrevious(many(), each()),
            "average_over_previous" => Window::Average(many(), each()),
            "peak_over_previous" => Window::Peak(many(), each()),
            "same_of_last_year" => Window::OfLastYear(each()),
            "days" => Window::Days(days(&value["days"])),
            "as_of" => Window::AsOf(as_of(&value["as_of"])),
            other => panic!("{other}"),
        }
    }

    fn figure(&self, value: &Value) -> Figure {
        let of = |key: &str| self.reading(&value[key], None);
        let empty = || match word(&value["when_empty"], "kind") {
            "passes" => WhenEmpty::Passes,
            "fails" => WhenEmpty::Fails,
            "is" => WhenEmpty::Is(exact(&value["when_empty"]["value"])),
            other => panic!("{other}"),
        };
        match word(value, "kind") {
            "reading" => Figure::Reading(of("of")),
            "share" => Figure::Share {
                of: of("of"),
                over: of("over"),
                when_empty: empty(),
            },
            "growth" => Figure::Growth {
                of: of("of"),
                over: of("over"),
                when_empty: empty(),
            },
            "density" => Figure::Density {
                of: of("of"),
                over: of("over"),
                step: exact(&value["step"]),
                blocks: match word(value, "blocks") {
                    "whole" => Blocks::Whole,
                    "in_proportion" => Blocks::InProportion,
                    other => panic!("{other}"),
                },
            },
            "attainment" => Figure::Attainment(Box::new(Attained {
                of: of("of"),
                target: self.target_named(&value["target"]),
            })),
            "score" => {
                let at = self.place("scores", &value["score"]);
                let score = self.score(&self.rules["scores"][usize::from(at)]);
                let read = match word(value, "read") {
                    "total" => Read::Total,
                    "passed" => Read::Passed,
                    "category" => {
                        let mut all = score.categories.iter();
                        let name = word(value, "category");
                        Read::Category(all.position(|it| *it.name == *name).unwrap())
                    }
                    other => panic!("{other}"),
                };
                Figure::Score(Box::new(Scored {
                    score,
                    read,
                    as_of: as_of(&value["as_of"]),
                }))
            }
            other => panic!("{other}"),
        }
    }

    fn level(&self, value: &Value) -> Level {
        let Test::All(tests) = self.test(&value["has"]) else {
            panic!("all: {value}");
        };
        Level {
            name: Name::new(word(value, "name")),
            days: count(&value["first_days"]),
            cycle: cycle(&value["of"]),
            tests,
        }
    }

    fn test(&self, value: &Value) -> Test {
        let any = &value["any_of"];
        let parts = || list(&value["of"]).map(|it| self.test(it)).collect();
        let certificate = || CertificationId(self.place("certifications", &value["certification"]));
        let on = || as_of(&value["as_of"]);
        match word(value, "kind") {
            "all" => Test::All(parts()),
            "any" => Test::Any(parts()),
            "not" => Test::Not(Box::new(self.test(&value["of"]))),
            "compare" => Test::Compare {
                figure: self.figure(&value["figure"]),
                comparison: match word(value, "comparison") {
                    "at_least" => Comparison::AtLeast,
                    "above" => Comparison::Above,
                    "at_most" => Comparison::AtMost,
                    "below" => Comparison::Below,
                    other => panic!("{other}"),
                },
                threshold: self.threshold(&value["threshold"]),
            },
            "tier" => Test::Tier(self.set("tiers", any, TierId), on()),
            "specialization" => {
                Test::Specialized(self.set("specializations", any, SpecializationId), on())
            }
            "type" => Test::Type(self.set("types", any, TypeId)),
            "region" => Test::Region(self.set("regions", any, RegionId)),
            "holds" => Test::Holds(certificate(), on()),
            "person_holds" => Test::PersonHolds(certificate(), on()),
            "within" => Test::Within(
                days(&value["days"]),
                value["kept_days"]
                    .as_u64()
                    .map(|_| count(&value["kept_days"])),
            ),
            "partner" => Test::Partner(
                list(any)
                    .map(|it| Name::new(it.as_str().unwrap()))
                    .collect(),
            ),
            "in_years" => Test::InYears(Years {
                every: count(&value["every"]),
                since: date(&value["since"]),
            }),
            "joined_before" => Test::JoinedBefore(date(&value["date"])),
            "segment" => Test::Segment(SegmentId(self.place("segments", &value["segment"]))),
            "on_days" => Test::OnDays(Box::new(OnDays {
                every: value["which"] == "every",
                each: cycle(&value["each"]),
                window: Self::window(&value["window"]),
                test: self.test(&value["of"]),
            })),
            other => panic!("{other}"),
        }
    }
}
