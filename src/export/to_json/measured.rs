//! Measures, readings, figures, tests and events: names written out, lines replaced by their products.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::Names;
use super::moment::{as_of, days};
use super::value::{amount, in_unit, of_minor, percent_text, set_word};
use crate::base::id::{ProductId, RegionId, SpecializationId};
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::fact::{FIELDS_OF_SALE, FactKind, FieldIndex, FieldKind, type_of};
use crate::kind::spec::{Events, Named};
use crate::payout::Per;
use crate::payout::measure::{
    Condition, Entity, Figure, Having, Measure, Measured, Reading, Selector, Together, WhenEmpty,
    Window,
};
use crate::payout::score::{Read, Scored};
use crate::payout::test::{Test, Threshold};

pub(super) fn measure(names: &Names, measure: &Measure) -> Json {
    let (mut found, of) = match measure {
        Measure::Sum { of, field } => (json!({ "sum": field_name(of.fact, *field) }), of),
        Measure::Count(of) => (json!({ "count": type_of(of.fact).word }), of),
        Measure::Distinct { of, field, having } => {
            let mut found = json!({ "distinct": field_name(of.fact, *field) });
            if let (Some(having), Some(fields)) = (having, found.as_object_mut()) {
                fields.insert("having".to_owned(), self::having(names, of.fact, *having));
            }
            (found, of)
        }
        Measure::Median { of, field, by } => (
            json!({ "median": field_name(of.fact, *field), "by": field_name(of.fact, *by) }),
            of,
        ),
        Measure::Certified(ids) => {
            return json!({ "certified": each(ids, |id| names.of(Named::Certification(*id))) });
        }
        Measure::Less(left, right) => {
            return json!({ "of": self::measure(names, left), "less": self::measure(names, right) });
        }
    };
    put_conditions(&mut found, conditions(names, of.fact, &of.all));
    found
}

fn having(names: &Names, fact: FactKind, having: Having) -> Json {
    let Some(field) = having.field else {
        return json!({ "count": type_of(fact).word, "least": having.least.to_string() });
    };
    let least = in_unit(Ratio::whole(having.least), unit(names, fact, field));
    json!({ "sum": field_name(fact, field), "least": least })
}

/// Adds `where` to an object, unless there are no conditions.
fn put_conditions(found: &mut Json, conditions: Vec<Json>) {
    if let (false, Some(fields)) = (conditions.is_empty(), found.as_object_mut()) {
        fields.insert("where".to_owned(), Json::Array(conditions));
    }
}

/// All must hold, so they have no order but that of their JSON.
fn conditions(names: &Names, fact: FactKind, all: &[Condition]) -> Vec<Json> {
    let mut found: Vec<Json> = all
        .iter()
        .map(|each| condition(names, fact, each))
        .collect();
    found.sort_by_cached_key(Json::to_string);
    found.dedup();
    found
}

fn condition(names: &Names, fact: FactKind, condition: &Condition) -> Json {
    match condition {
        Condition::Is(field, texts) => {
            json!({ "is": { "field": field_name(fact, *field), "any_of": each(texts, |text| text.as_str()) } })
        }
        Condition::IsNot(field, texts) => {
            json!({ "is_not": { "field": field_name(fact, *field), "any_of": each(texts, |text| text.as_str()) } })
        }
        Condition::AtLeast(field, least) => {
            let mut found = in_unit(Ratio::whole(*least), unit(names, fact, *field));
            if let Some(fields) = found.as_object_mut() {
                fields.insert("field".to_owned(), json!(field_name(fact, *field)));
            }
            json!({ "at_least": found })
        }
        Condition::Product(ids) => {
            json!({ "products": each(ids, |id| names.of(Named::Product(*id))) })
        }
        Condition::Certification(ids) => {
            json!({ "certifications": each(ids, |id| names.of(Named::Certification(*id))) })
        }
        Condition::Within(stretch) => json!({ "days": days(*stretch) }),
        Condition::Tier(ids, day) => {
            json!({ "tier": { "any_of": each(ids, |id| names.of(Named::Tier(*id))), "as_of": as_of(*day) } })
        }
        Condition::Specialized(ids, day) => {
            json!({ "specialization": specialized(names, ids, as_of(*day)) })
        }
        Condition::Type(ids) => {
            json!({ "type": { "any_of": each(ids, |id| names.of(Named::Type(*id))) } })
        }
        Condition::Region(ids) => regions(names, ids),
        Condition::PersonHolds(id) => {
            json!({ "person_holds": names.of(Named::Certification(*id)) })
        }
        Condition::NewCustomer => json!({ "new_customer": "yes" }),
        Condition::RegisteredDeal => json!({ "registered_deal": "yes" }),
        Condition::Lead => json!({ "lead": "yes" }),
        Condition::SoldWith(ids, together) => sold_with(names, ids, *together),
        Condition::PaidWithin(days) => json!({ "paid_within_days": days.to_string() }),
        Condition::PaidLate(days) => json!({ "not_paid_within_days": days.to_string() }),
    }
}

fn sold_with(names: &Names, ids: &BTreeSet<ProductId>, together: Together) -> Json {
    let (how, days) = match together {
        Together::Order => ("on the same order", None),
        Together::Deal => ("for the same deal", None),
        Together::Customer(days) => ("to the same customer", Some(days)),
    };
    let products = each(ids, |id| names.of(Named::Product(*id)));
    let mut found = json!({ "products": products, "together": how });
    if let (Some(days), Some(fields)) = (days, found.as_object_mut()) {
        fields.insert("within_days".to_owned(), json!(days.to_string()));
    }
    json!({ "sold_with": found })
}

fn unit(names: &Names, fact: FactKind, field: FieldIndex) -> Unit {
    let field = type_of(fact).fields.get(usize::from(field.0));
    match field.map(|field| field.kind) {
        Some(FieldKind::Amount) => Unit::Money(names.program.currency),
        Some(
            FieldKind::Count
            | FieldKind::Id
            | FieldKind::Date
            | FieldKind::Refers(_)
            | FieldKind::Word(_),
        )
        | None => Unit::Count,
    }
}

fn reading(names: &Names, reading: &Reading) -> Json {
    let mut found = match reading.measure {
        Measured::Measure(id) => json!({ "measure": names.of(Named::Measure(id)) }),
        Measured::Field(field) => json!({ "field": field_name(FactKind::Sale, field) }),
        Measured::One => json!({ "one": "yes" }),
        Measured::MonthsSince(beginning) => return json!({ "months_since": beginning.words() }),
        Measured::DayOf(beginning) => return json!({ "day_of": beginning.words() }),
    };
    if let Some(fields) = found.as_object_mut() {
        fields.insert("window".to_owned(), window(reading.window));
        match reading.entity {
            Entity::Partner => None,
            Entity::Seller => fields.insert("entity".to_owned(), json!("seller")),
            Entity::Customer => fields.insert("entity".to_owned(), json!("customer")),
            Entity::Group => fields.insert("entity".to_owned(), json!("group")),
            Entity::Program => fields.insert("entity".to_owned(), json!("program")),
        };
    }
    put_conditions(&mut found, conditions(names, FactKind::Sale, &reading.only));
    found
}

fn window(window: Window) -> Json {
    match window {
        Window::Occasion => json!({ "occasion": "yes" }),
        Window::In(cycle) => json!({ "in": cycle.word() }),
        Window::First(count, cycle) => {
            json!({ "first_days": count.to_string(), "cycle": cycle.word() })
        }
        Window::OverLast(count, cycle) => {
            json!({ "over_last": count.to_string(), "cycle": cycle.word() })
        }
        Window::OverPrevious(count, cycle) => {
            json!({ "over_previous": count.to_string(), "cycle": cycle.word() })
        }
        Window::Average(count, cycle) => {
            json!({ "average_over_previous": count.to_string(), "cycle": cycle.word() })
        }
        Window::Peak(count, cycle) => {
            json!({ "peak_over_previous": count.to_string(), "cycle": cycle.word() })
        }
        Window::OfLastYear(cycle) => json!({ "same_of_last_year": cycle.word() }),
        Window::Days(stretch) => json!({ "days": days(stretch) }),
        Window::AsOf(day) => json!({ "as_of": as_of(day) }),
    }
}

pub(super) fn figure(names: &Names, figure: &Figure) -> Json {
    let ratio = |of: &Reading, over: &Reading, when_empty: WhenEmpty| {
        json!({
            "of": reading(names, of),
            "over": reading(names, over),
            "when_empty": empty(when_empty),
        })
    };
    match figure {
        Figure::Reading(of) => reading(names, of),
        Figure::Share {
            of,
            over,
            when_empty,
        } => json!({ "share": ratio(of, over, *when_empty) }),
        Figure::Growth {
            of,
            over,
            when_empty,
        } => json!({ "growth": ratio(of, over, *when_empty) }),
        Figure::Density {
            of,
            over,
            step,
            blocks,
        } => {
            let unit = match over.measure {
                Measured::Measure(id) => names.program.measure(id).map(|measure| measure.unit),
                Measured::Field(_)
                | Measured::One
                | Measured::MonthsSince(_)
                | Measured::DayOf(_) => None,
            };
            json!({ "density": {
                "of": reading(names, of),
                "each": blocks.words(),
                "step": in_unit(*step, unit.unwrap_or(Unit::Count)),
                "over": reading(names, over),
            } })
        }
        Figure::Score(it) => scored(it),
        Figure::Attainment(it) => json!({
            "attainment": { "of": reading(names, &it.of), "target": &*it.target.name },
        }),
    }
}

fn scored(it: &Scored) -> Json {
    let mut found = json!({ "score": &*it.score.name, "as_of": as_of(it.as_of) });
    let more = match it.read {
        Read::Total => None,
        Read::Passed => Some(("passed", "yes")),
        Read::Category(place) => {
            let category = it.score.categories.get(place);
            category.map(|category| ("category", &*category.name))
        }
    };
    if let (Some((key, value)), Some(fields)) = (more, found.as_object_mut()) {
        fields.insert(key.to_owned(), json!(value));
    }
    found
}

fn empty(when_empty: WhenEmpty) -> String {
    match when_empty {
        WhenEmpty::Passes => "passes".to_owned(),
        WhenEmpty::Fails => "fails".to_owned(),
        WhenEmpty::Is(value) => percent_text(value),
    }
}

pub(super) fn test(names: &Names, test: &Test) -> Json {
    let all =
        |parts: &[Test]| Json::Array(parts.iter().map(|part| self::test(names, part)).collect());
    match test {
        Test::All(parts) => json!({ "all": all(parts) }),
        Test::Any(parts) => json!({ "any": all(parts) }),
        Test::Not(part) => json!({ "not": self::test(names, part) }),
        Test::Compare {
            figure,
            comparison,
            threshold,
        } => compare(names, figure, comparison.sign(), threshold),
        Test::Tier(ids, day) => {
            json!({ "tier": { "any_of": each(ids, |id| names.of(Named::Tier(*id))), "as_of": as_of(*day) } })
        }
        Test::Specialized(ids, day) => {
            json!({ "specialization": specialized(names, ids, as_of(*day)) })
        }
        Test::Type(ids) => {
            json!({ "type": { "any_of": each(ids, |id| names.of(Named::Type(*id))) } })
        }
        Test::Region(ids) => regions(names, ids),
        Test::Holds(id, day) => json!({ "holds": held(names, *id, as_of(*day)) }),
        Test::PersonHolds(id, day) => json!({ "person_holds": held(names, *id, as_of(*day)) }),
        // Terms are exported before they are made one payout.
        Test::Within(stretch, _) => json!({ "within": days(*stretch) }),
        Test::InYears(it) => {
            json!({ "in_years": { "every": it.every.to_string(), "since": it.since.to_string() } })
        }
        Test::Partner(named) => json!({ "partner": { "any_of": each(named, |it| it.as_str()) } }),
        Test::JoinedBefore(day) => json!({ "joined_before": day.to_string() }),
        Test::Segment(id) => json!({ "segment": names.of(Named::Segment(*id)) }),
        Test::OnDays(asked) => json!({
            "on_days": {
                "which": if asked.every { "every" } else { "any" },
                "each": asked.each.word(),
                "window": window(asked.window),
                "test": self::test(names, &asked.test),
            }
        }),
    }
}

fn specialized(names: &Names, ids: &BTreeSet<SpecializationId>, as_of: String) -> Json {
    let any_of = each(ids, |id| names.of(Named::Specialization(*id)));
    json!({ "any_of": any_of, "as_of": as_of })
}

fn held(names: &Names, id: crate::base::id::CertificationId, as_of: String) -> Json {
    json!({ "certification": names.of(Named::Certification(id)), "as_of": as_of })
}

fn compare(names: &Names, left: &Figure, sign: &str, threshold: &Threshold) -> Json {
    let figure = figure(names, left);
    let compared = match (threshold.across, threshold.amounts.first()) {
        (Some(across), _) => json!({
            "figure": figure,
            "across": set_word(across.set),
            "as_of": as_of(across.as_of),
        }),
        (None, Some(Some(amount))) => json!({
            "figure": figure,
            "sign": sign,
            "amount": in_unit(*amount, threshold.unit),
        }),
        (None, Some(None) | None) => json!({ "figure": figure, "sign": sign }),
    };
    json!({ "compare": compared })
}

pub(super) fn events(names: &Names, events: &Events) -> Json {
    let Events {
        selector: Selector { fact, all },
        per,
        ..
    } = events;
    let word = match (fact, per) {
        (_, Per::Deal) => "deal",
        (_, Per::Order) => "order",
        (_, Per::Customer) => "customer",
        (_, Per::Person) => "person",
        (fact, Per::Fact) => type_of(*fact).word,
    };
    let accepted = Condition::Is(
        FIELDS_OF_SALE.status,
        BTreeSet::from([crate::base::name::Name::new("accepted")]),
    );
    let said: Vec<Condition> = all
        .iter()
        .filter(|each| *fact != FactKind::Sale || **each != accepted)
        .cloned()
        .collect();
    let mut found = json!({ "each": word });
    put_conditions(&mut found, conditions(names, *fact, &said));
    found
}

/// `sale.net_amount`
pub(super) fn field_name(fact: FactKind, field: FieldIndex) -> String {
    let sort = type_of(fact);
    let name = sort
        .fields
        .get(usize::from(field.0))
        .map_or("", |field| field.name);
    format!("{}.{name}", sort.word)
}

/// A set by name.
/// That the home of a partner is one of some regions: those in them are meant with them.
fn regions(names: &Names, ids: &BTreeSet<RegionId>) -> Json {
    let outermost: BTreeSet<RegionId> = names.program.outermost(ids).into_iter().collect();
    json!({ "region": { "any_of": each(&outermost, |id| names.of(Named::Region(*id))) } })
}

fn each<'a, T>(set: &'a BTreeSet<T>, name: impl Fn(&'a T) -> &'a str) -> Vec<&'a str> {
    let mut names: Vec<&str> = set.iter().map(name).collect();
    names.sort_unstable();
    names
}

/// An amount of the program's money.
pub(super) fn minor(names: &Names, minor: i128) -> Json {
    amount(of_minor(Ratio::whole(minor), names.program.currency))
}
