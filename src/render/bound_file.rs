//! The worst case for other tools: one JSON object. Amounts are texts in the currency's own units, `null`
//! where there is no bound.

use serde_json::{Value, json};

use super::bound::Bounds;
use super::bound_words::{assumed, held_by};
use crate::base::id::TierId;
use crate::base::money::Money;
use crate::base::period::Days;
use crate::model::Program;
use crate::semantics::bounds::Most;
use crate::semantics::bounds::acts::{Act, Group};
use crate::semantics::bounds::liability::{Exposure, Share};
use crate::semantics::bounds::needs::named;
use crate::semantics::bounds::reach::{ExposureReach, Reached};
use crate::semantics::bounds::sale::Dearest;

/// The version of the form of this file.
pub const SCHEMA_VERSION: u32 = 1;

/// The object, as text.
pub fn json(bounds: &Bounds) -> String {
    let program = bounds.program;
    let year = program.fiscal.year();
    let incentives = bounds
        .worst
        .incentives
        .iter()
        .zip(&bounds.reaches.incentives);
    let incentives: Vec<Value> = incentives
        .map(|(exposure, reach)| incentive(program, exposure, reach))
        .collect();
    let assumed: Vec<String> = program
        .assumptions
        .iter()
        .map(|assumption| assumed(program, assumption))
        .collect();
    let value = json!({
        "schema_version": SCHEMA_VERSION,
        "program": program.declared.name.as_str(),
        "currency": program.currency.to_string(),
        "from": year.first().to_string(),
        "until": year.last().to_string(),
        "assumed": assumed,
        "year": bound(program, &bounds.worst.year, &bounds.reaches.year),
        "quarters": quarters(program, &bounds.worst.quarters, &bounds.reaches.quarters),
        "incentives": incentives,
        "unbounded": bounds.worst.unbounded.iter().map(|each| json!({
            "incentive": name_of(program, each.incentive),
            "nothing_limits": each.gap.words(program),
            "would_be_limited_by": each.gap.remedies(program),
        })).collect::<Vec<Value>>(),
        "one_sale": bounds.sales.iter().map(|sale| one_sale(program, sale)).collect::<Vec<Value>>(),
    });
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
    text.push('\n');
    text
}

fn incentive(program: &Program, exposure: &Exposure, reach: &ExposureReach) -> Value {
    let tiers = exposure.tiers.iter().zip(&reach.tiers);
    let regions = exposure.regions.iter().zip(&reach.regions);
    json!({
        "incentive": name_of(program, exposure.incentive),
        "held_by": held_by(program, &exposure.by),
        "year": bound(program, &exposure.year, &reach.year),
        "quarters": quarters(program, &exposure.quarters, &reach.quarters),
        "tiers": tiers.map(|(share, reached)| tier(program, share, reached)).collect::<Vec<Value>>(),
        "regions": regions.map(|((region, most), reached)| json!({
            "region": program.region(*region).map(|held| held.declared.name.as_str()),
            "bound": bound(program, most, reached),
        })).collect::<Vec<Value>>(),
    })
}

fn tier(program: &Program, share: &Share, reached: &Reached) -> Value {
    json!({
        "tier": tier_name(program, share.tier),
        "partners": share.partners.map(|count| count.to_string()),
        "each": bound(program, &share.each, reached),
        "all": amount(program, &share.all),
        "held_by": held_by(program, &share.by),
    })
}

fn quarters(program: &Program, quarters: &[(Days, Most)], reaches: &[Reached]) -> Vec<Value> {
    let rows = quarters.iter().zip(reaches);
    rows.map(|((days, most), reached)| {
        json!({
            "from": days.first().to_string(),
            "until": days.last().to_string(),
            "bound": bound(program, most, reached),
        })
    })
    .collect()
}

fn bound(program: &Program, most: &Most, reached: &Reached) -> Value {
    let case: Vec<Value> = reached
        .case
        .iter()
        .map(|group| self::group(program, group))
        .collect();
    json!({
        "most": amount(program, most),
        "attained": reached.is_bound,
        "case_is_paid": money(program, reached.paid),
        "case": case,
    })
}

/// Whom the incentives of a group name, and no more of them than its case needs.
fn needed(program: &Program, group: &Group) -> Option<Vec<String>> {
    let needed = usize::try_from(group.partners).unwrap_or(usize::MAX);
    let names = named(program, &group.incentives)?;
    Some(
        names
            .iter()
            .take(needed)
            .map(|name| name.to_string())
            .collect(),
    )
}

fn group(program: &Program, group: &Group) -> Value {
    let (tier, region, sort) = group.who;
    json!({
        "partners": group.partners.to_string(),
        "named": needed(program, group),
        "tier": tier_name(program, tier),
        "region": region.and_then(|id| program.region(id)).map(|held| held.declared.name.as_str()),
        "type": sort.and_then(|id| program.types.get(id.index())).map(|held| held.declared.name.as_str()),
        "acts": group.acts.iter().map(|act| self::act(program, act)).collect::<Vec<Value>>(),
    })
}

fn act(program: &Program, act: &Act) -> Value {
    match act {
        Act::Sells {
            day,
            times,
            product,
            amount,
        } => json!({
            "sale_of": program.product(*product).map(|held| held.declared.name.as_str()),
            "on": day.to_string(),
            "times": times.to_string(),
            "net_amount": money(program, *amount),
        }),
        Act::Learns {
            day,
            times,
            certification,
        } => {
            let held = program.learning.certifications.get(certification.index());
            json!({
                "certification": held.map(|held| held.declared.name.as_str()),
                "on": day.to_string(),
                "times": times.to_string(),
            })
        }
    }
}

fn one_sale(program: &Program, dearest: &Dearest) -> Value {
    let name = |id| program.product(id).map(|held| held.declared.name.as_str());
    match dearest {
        Dearest::Nothing(product) => {
            json!({ "product": name(*product), "paid": money(program, 0) })
        }
        Dearest::Unbounded {
            product,
            incentive,
            gap,
        } => json!({
            "product": name(*product),
            "paid": Value::Null,
            "incentive": name_of(program, *incentive),
            "nothing_limits": gap.words(program),
        }),
        Dearest::Sale(sale) => json!({
            "product": name(sale.product),
            "paid": money(program, sale.total.floor()),
            "rate": sale.rate.to_string(),
            "attained": sale.attained,
            "tier": tier_name(program, sale.tier),
            "on": sale.day.to_string(),
            "net_amount": money(program, sale.amount),
            "by": sale.paid.iter().map(|(id, paid)| json!({
                "incentive": name_of(program, *id),
                "minor_units": paid.to_string(),
            })).collect::<Vec<Value>>(),
        }),
    }
}

fn tier_name(program: &Program, tier: Option<TierId>) -> Option<&str> {
    tier.and_then(|id| program.tier(id))
        .map(|tier| tier.declared.name.as_str())
}

fn name_of(program: &Program, id: crate::base::id::IncentiveId) -> Option<&str> {
    program
        .incentive(id)
        .map(|held| held.declared.name.as_str())
}

fn amount(program: &Program, most: &Most) -> Option<String> {
    most.amount().map(|minor| money(program, minor))
}

fn money(program: &Program, minor: i128) -> String {
    Money {
        minor,
        currency: program.currency,
    }
    .plain()
}
