//! What is measured and tested, as records. Each `kind` of a record is one variant of the model.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::around;
use super::value::{cycle, date, days};
use super::{list, name_of, text, tier_name};
use crate::base::id::{CertificationId, ProductId, RegionId, SpecializationId, TierId, TypeId};
use crate::fact::{FactKind, FieldIndex, type_of};
use crate::model::Program;
use crate::payout::measure::{
    Condition, Entity, Figure, Measure, Measured, Reading, Selector, Window,
};
use crate::payout::score::Read;
use crate::payout::table::{Across, AsOf, Limit, Set};
use crate::payout::test::{Comparison, Test, Threshold};

/// What a measure counts.
pub(super) fn measure(program: &Program, counted: &Measure) -> Value {
    match counted {
        Measure::Sum { of, field } => json!({
            "kind": "sum",
            "of": selector(program, of),
            "field": field_name(of.fact, *field),
        }),
        Measure::Count(of) => json!({ "kind": "count", "of": selector(program, of) }),
        Measure::Distinct { of, field, having } => json!({
            "kind": "distinct",
            "of": selector(program, of),
            "field": field_name(of.fact, *field),
            "having": having.map(|having| json!({
                "field": having.field.map(|field| field_name(of.fact, field)),
                "least": having.least.to_string(),
            })),
        }),
        Measure::Median { of, field, by } => json!({
            "kind": "median",
            "of": selector(program, of),
            "field": field_name(of.fact, *field),
            "by": field_name(of.fact, *by),
        }),
        Measure::Certified(certifications) => json!({
            "kind": "certified_people",
            "certifications": certification_names(program, certifications),
        }),
        Measure::Less(left, right) => json!({
            "kind": "less",
            "of": measure(program, left),
            "less": measure(program, right),
        }),
    }
}

/// Which facts count.
pub(super) fn selector(program: &Program, selector: &Selector) -> Value {
    let all = |each: &Condition| condition(program, selector.fact, each);
    json!({ "fact": type_of(selector.fact).word, "all": list(&selector.all, all) })
}

fn condition(program: &Program, fact: FactKind, condition: &Condition) -> Value {
    match condition {
        Condition::Is(field, texts) => json!({
            "kind": "is", "field": field_name(fact, *field), "any_of": each(texts, text),
        }),
        Condition::IsNot(field, texts) => json!({
            "kind": "is_not", "field": field_name(fact, *field), "none_of": each(texts, text),
        }),
        Condition::AtLeast(field, least) => json!({
            "kind": "at_least", "field": field_name(fact, *field), "least": least.to_string(),
        }),
        Condition::Product(products) => {
            json!({ "kind": "product", "any_of": product_names(program, products) })
        }
        Condition::Certification(ids) => {
            json!({ "kind": "certification", "any_of": certification_names(program, ids) })
        }
        Condition::Within(span) => json!({ "kind": "within", "days": days(*span) }),
        Condition::Tier(tiers, day) => json!({
            "kind": "tier", "any_of": tier_names(program, tiers), "as_of": as_of(*day),
        }),
        Condition::Specialized(among, day) => specialized(program, among, *day),
        Condition::Type(types) => json!({ "kind": "type", "any_of": type_names(program, types) }),
        Condition::Region(regions) => {
            json!({ "kind": "region", "any_of": region_names(program, regions) })
        }
        Condition::PersonHolds(id) => {
            json!({ "kind": "person_holds", "certification": certification_name(program, *id) })
        }
        Condition::NewCustomer => json!({ "kind": "new_customer" }),
        Condition::RegisteredDeal => json!({ "kind": "registered_deal" }),
        Condition::Lead => json!({ "kind": "lead" }),
        Condition::SoldWith(products, together) => {
            around::sold_with(product_names(program, products), *together)
        }
        Condition::PaidWithin(days) => json!({ "kind": "paid_within", "days": days }),
        Condition::PaidLate(days) => json!({ "kind": "paid_late", "days": days }),
    }
}

/// A measure in a window. Fields are those of the fact of the occasion.
pub(super) fn reading(program: &Program, fact: Option<FactKind>, reading: &Reading) -> Value {
    let fact = fact.unwrap_or(FactKind::Sale);
    let measured = match reading.measure {
        Measured::Measure(id) => json!({
            "kind": "measure",
            "measure": name_of(program.measure(id).map(|measure| &measure.declared)),
        }),
        Measured::Field(field) => json!({ "kind": "field", "field": field_name(fact, field) }),
        Measured::One => json!({ "kind": "one" }),
        Measured::MonthsSince(beginning) => {
            json!({ "kind": "months_since", "beginning": around::began(beginning) })
        }
        Measured::DayOf(beginning) => {
            json!({ "kind": "day_of", "beginning": around::began(beginning) })
        }
    };
    let only = |each: &Condition| condition(program, fact, each);
    json!({
        "of": measured,
        "window": window(reading.window),
        "entity": entity(reading.entity),
        "only": list(&reading.only, only),
    })
}

fn window(window: Window) -> Value {
    match window {
        Window::Occasion => json!({ "kind": "occasion" }),
        Window::In(each) => json!({ "kind": "in", "cycle": cycle(each) }),
        Window::First(count, each) => {
            json!({ "kind": "first_days", "count": count, "cycle": cycle(each) })
        }
        Window::OverLast(count, each) => {
            json!({ "kind": "over_last", "count": count, "cycle": cycle(each) })
        }
        Window::OverPrevious(count, each) => {
            json!({ "kind": "over_previous", "count": count, "cycle": cycle(each) })
        }
        Window::Average(count, each) => {
            json!({ "kind": "average_over_previous", "count": count, "cycle": cycle(each) })
        }
        Window::Peak(count, each) => {
            json!({ "kind": "peak_over_previous", "count": count, "cycle": cycle(each) })
        }
        Window::OfLastYear(each) => json!({ "kind": "same_of_last_year", "cycle": cycle(each) }),
        Window::Days(span) => json!({ "kind": "days", "days": days(span) }),
        Window::AsOf(day) => json!({ "kind": "as_of", "as_of": as_of(day) }),
    }
}

fn entity(entity: Entity) -> &'static str {
    match entity {
        Entity::Partner => "partner",
        Entity::Seller => "seller",
        Entity::Customer => "customer",
        Entity::Group => "group",
        Entity::Program => "program",
    }
}

/// A figure that selects a band or opens a test.
pub(super) fn figure(program: &Program, figure: &Figure) -> Value {
    match figure {
        Figure::Reading(of) => json!({ "kind": "reading", "of": reading(program, None, of) }),
        Figure::Share {
            of,
            over,
            when_empty: empty,
        } => json!({
            "kind": "share",
            "of": reading(program, None, of),
            "over": reading(program, None, over),
            "when_empty": around::when_empty(*empty),
        }),
        Figure::Density {
            of,
            over,
            step,
            blocks,
        } => {
            let (of, over) = (reading(program, None, of), reading(program, None, over));
            around::density(of, over, *step, *blocks)
        }
        Figure::Score(it) => json!({
            "kind": "score",
            "score": text(&it.score.name),
            "read": match it.read {
                Read::Total => "total",
                Read::Category(_) => "category",
                Read::Passed => "passed",
            },
            "category": match it.read {
                Read::Category(at) => it.score.categories.get(at).map_or(Value::Null, |one| text(&one.name)),
                Read::Total | Read::Passed => Value::Null,
            },
            "as_of": as_of(it.as_of),
        }),
        Figure::Attainment(it) => json!({
            "kind": "attainment",
            "of": reading(program, None, &it.of),
            "target": text(&it.target.name),
        }),
        Figure::Growth {
            of,
            over,
            when_empty: empty,
        } => json!({
            "kind": "growth",
            "of": reading(program, None, of),
            "over": reading(program, None, over),
            "when_empty": around::when_empty(*empty),
        }),
    }
}

/// A condition on a partner.
pub(super) fn condition_test(program: &Program, test: &Test) -> Value {
    let part = |part: &Test| condition_test(program, part);
    match test {
        Test::All(parts) => json!({ "kind": "all", "of": list(parts, part) }),
        Test::Any(parts) => json!({ "kind": "any", "of": list(parts, part) }),
        Test::Not(part) => json!({ "kind": "not", "of": condition_test(program, part) }),
        Test::Compare {
            figure: left,
            comparison,
            threshold,
        } => json!({
            "kind": "compare",
            "figure": figure(program, left),
            "comparison": comparison_word(*comparison),
            "threshold": thresholds(program, threshold),
        }),
        Test::Tier(tiers, day) => json!({
            "kind": "tier", "any_of": tier_names(program, tiers), "as_of": as_of(*day),
        }),
        Test::Specialized(among, day) => specialized(program, among, *day),
        Test::Type(types) => json!({ "kind": "type", "any_of": type_names(program, types) }),
        Test::Region(regions) => {
            json!({ "kind": "region", "any_of": region_names(program, regions) })
        }
        Test::Holds(id, day) => json!({
            "kind": "holds",
            "certification": certification_name(program, *id),
            "as_of": as_of(*day),
        }),
        Test::PersonHolds(id, day) => json!({
            "kind": "person_holds",
            "certification": certification_name(program, *id),
            "as_of": as_of(*day),
        }),
        Test::Within(on, kept) => json!({ "kind": "within", "days": days(*on), "kept_days": kept }),
        Test::InYears(it) => {
            json!({ "kind": "in_years", "every": it.every, "since": date(it.since) })
        }
        Test::Partner(named) => json!({ "kind": "partner", "any_of": named }),
        Test::JoinedBefore(day) => json!({ "kind": "joined_before", "date": date(*day) }),
        Test::Segment(id) => {
            let segment = program.words.segments.get(id.index());
            let name = name_of(segment.map(|segment| &segment.declared));
            json!({ "kind": "segment", "segment": name })
        }
        Test::OnDays(asked) => json!({
            "kind": "on_days",
            "which": if asked.every { "every" } else { "any" },
            "each": cycle(asked.each),
            "window": window(asked.window),
            "of": condition_test(program, &asked.test),
        }),
    }
}

fn comparison_word(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::AtLeast => "at_least",
        Comparison::Above => "above",
        Comparison::AtMost => "at_most",
        Comparison::Below => "below",
    }
}

pub(super) fn thresholds(program: &Program, threshold: &Threshold) -> Value {
    let Threshold {
        across,
        amounts,
        unit,
    } = threshold;
    limit(
        program,
        &Limit {
            across: *across,
            amounts: amounts.clone(),
            unit: *unit,
        },
    )
}

/// One amount, or one for each member of a set; null where there is none.
pub(super) fn limit(program: &Program, limit: &Limit) -> Value {
    let form =
        |amount: &Option<_>| amount.map_or(Value::Null, |it| super::value::amount(it, limit.unit));
    match limit.across {
        None => limit.amounts.first().map_or(Value::Null, form),
        Some(over) => json!({
            "across": across(over),
            "amounts": by_member(program, over.set, &limit.amounts, form),
        }),
    }
}

/// Values by the names of a set's members.
pub(super) fn by_member<T>(
    program: &Program,
    set: Set,
    values: &[T],
    form: impl Fn(&T) -> Value,
) -> Value {
    let field = |(at, value): (usize, &T)| {
        let name = program
            .member(set, at)
            .map(|member| member.name.as_str().to_owned());
        name.map(|name| (name, form(value)))
    };
    Value::Object(values.iter().enumerate().filter_map(field).collect())
}

/// Which set's members differ, and the day that decides membership.
pub(super) fn across(across: Across) -> Value {
    let set = match across.set {
        Set::Tier => "tier",
        Set::Region => "region",
        Set::Type => "type",
        Set::Line => "line",
    };
    json!({ "set": set, "as_of": as_of(across.as_of) })
}

/// The day whose status counts.
pub(super) fn as_of(day: AsOf) -> Value {
    match day {
        AsOf::SaleDate => json!({ "kind": "sale_date" }),
        AsOf::Start(each) => json!({ "kind": "start", "cycle": cycle(each) }),
        AsOf::End(each) => json!({ "kind": "end", "cycle": cycle(each) }),
        AsOf::Occasion => json!({ "kind": "occasion" }),
        AsOf::PaymentDate => json!({ "kind": "payment_date" }),
    }
}

fn field_name(fact: FactKind, field: FieldIndex) -> Value {
    let found = type_of(fact).fields.get(usize::from(field.0));
    found.map_or(Value::Null, |field| json!(field.name))
}

fn each<T>(items: &BTreeSet<T>, form: impl Fn(&T) -> Value) -> Value {
    Value::Array(items.iter().map(form).collect())
}

fn specialized(program: &Program, among: &BTreeSet<SpecializationId>, day: AsOf) -> Value {
    let name = |id: &SpecializationId| {
        let held = program.specialization(*id);
        name_of(held.map(|held| &held.rules.declared))
    };
    json!({ "kind": "specialization", "any_of": each(among, name), "as_of": as_of(day) })
}

fn tier_names(program: &Program, tiers: &BTreeSet<TierId>) -> Value {
    each(tiers, |id| tier_name(program, *id))
}

fn type_names(program: &Program, types: &BTreeSet<TypeId>) -> Value {
    each(types, |id| {
        name_of(program.types.get(id.index()).map(|each| &each.declared))
    })
}

fn region_names(program: &Program, regions: &BTreeSet<RegionId>) -> Value {
    each(regions, |id| super::region_name(program, Some(*id)))
}

fn product_names(program: &Program, products: &BTreeSet<ProductId>) -> Value {
    each(products, |id| {
        name_of(program.product(*id).map(|product| &product.declared))
    })
}

fn certification_names(program: &Program, ids: &BTreeSet<CertificationId>) -> Value {
    each(ids, |id| certification_name(program, *id))
}

/// The name of a certification.
pub(super) fn certification_name(program: &Program, id: CertificationId) -> Value {
    name_of(
        program
            .learning
            .certifications
            .get(id.index())
            .map(|each| &each.declared),
    )
}
