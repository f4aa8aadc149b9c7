//! What is told of a bound, in words: amounts, cases, assumptions, what holds it.

use crate::base::id::TierId;
use crate::base::money::Money;
use crate::base::period::Cycle;
use crate::base::ratio::Ratio;
use crate::model::{Assumption, Program};
use crate::payout::{CapSpan, Scope};
use crate::semantics::bounds::acts::{Act, Group};
use crate::semantics::bounds::needs::named;
use crate::semantics::bounds::reach::Reached;
use crate::semantics::bounds::{Binding, Most};

/// "at most 800,000.00 USD (attained)".
pub fn verdict(program: &Program, most: &Most, reached: &Reached) -> String {
    if let Most::Unbounded(gap) = most {
        return format!("no limit: nothing limits {}", gap.words(program));
    }
    format!(
        "at most {} ({})",
        amount(program, most),
        mark(program, most, reached)
    )
}

pub fn mark(program: &Program, most: &Most, reached: &Reached) -> String {
    match most {
        Most::Unbounded(gap) => format!("nothing limits {}", gap.words(program)),
        Most::Of(_) if reached.is_bound => "attained".to_owned(),
        Most::Of(_) if reached.paid > 0 => {
            format!("not tight: a case is paid {}", money(program, reached.paid))
        }
        Most::Of(_) => "not tight".to_owned(),
    }
}

pub fn amount(program: &Program, most: &Most) -> String {
    match most {
        Most::Of(minor) => money(program, *minor),
        Most::Unbounded(_) => "no limit".to_owned(),
    }
}

pub fn money(program: &Program, minor: i128) -> String {
    Money {
        minor,
        currency: program.currency,
    }
    .to_string()
}

/// An amount before rounding, with as many decimals as it has.
pub fn exact(program: &Program, amount: Ratio) -> String {
    if amount.den() == 1 {
        return money(program, amount.floor());
    }
    format!(
        "{} and less than {} more",
        money(program, amount.floor()),
        money(program, 1)
    )
}

pub fn percent(rate: Ratio) -> String {
    let hundred = rate.times(Ratio::whole(10_000)).map_or(0, Ratio::floor);
    let (whole, part) = (hundred.div_euclid(100), hundred.rem_euclid(100));
    format!("{whole}.{part:02}%")
}

pub fn grouped(count: i128) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        let left = digits.len().saturating_sub(at);
        if at > 0 && left.is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

pub fn tier_words(program: &Program, tier: Option<TierId>) -> String {
    match tier.and_then(|id| program.tier(id)) {
        Some(tier) => format!("at {}", tier.declared.name),
        None => "at no tier".to_owned(),
    }
}

pub fn group_words(program: &Program, group: &Group) -> String {
    let (tier, region, sort) = group.who;
    let mut who = match group.partners {
        1 => "1 partner".to_owned(),
        count => format!("{} partners", grouped(count)),
    };
    if let Some(tier) = tier.and_then(|id| program.tier(id)) {
        who.push_str(&format!(" at {}", tier.declared.name));
    }
    if let Some(region) = region.and_then(|id| program.region(id)) {
        who.push_str(&format!(" in {}", region.declared.name));
    }
    if let Some(sort) = sort.and_then(|id| program.types.get(id.index())) {
        who.push_str(&format!(" of type {}", sort.declared.name));
    }
    if let Some(names) = named(program, &group.incentives) {
        // Any of them will do where fewer partners are needed.
        let needed = usize::try_from(group.partners).unwrap_or(usize::MAX);
        let names: Vec<&str> = names.iter().take(needed).map(|name| &**name).collect();
        let listed = names.join(", ");
        who.push_str(&match names.len() < needed {
            true => format!(", {} of them named {listed}", names.len()),
            false => format!(" named {listed}"),
        });
    }
    let each = if group.partners == 1 {
        "with"
    } else {
        "each with"
    };
    format!("the case: {who}, {each}")
}

pub fn act_words(program: &Program, act: &Act) -> String {
    match act {
        Act::Sells {
            day,
            times,
            product,
            amount,
        } => {
            let product = program.product(*product);
            let name = product.map_or("", |held| held.declared.name.as_str());
            let amount = money(program, *amount);
            match times {
                1 => format!("a sale of {name} for {amount} on {day}"),
                times => format!("{} sales of {name} for {amount} on {day}", grouped(*times)),
            }
        }
        Act::Learns {
            day,
            times,
            certification,
        } => {
            let held = program.learning.certifications.get(certification.index());
            let name = held.map_or("", |held| held.declared.name.as_str());
            format!("{} people certified in {name} on {day}", grouped(*times))
        }
    }
}

/// An assumption as it is written.
pub fn assumed(program: &Program, assumption: &Assumption) -> String {
    let tier = |id: TierId| {
        program
            .tier(id)
            .map_or("", |tier| tier.declared.name.as_str())
    };
    match assumption {
        Assumption::Partners { most, .. } => {
            format!("at most {} partners", grouped(i128::from(*most)))
        }
        Assumption::PartnersAt { most, tier: at, .. } => {
            format!(
                "at most {} partners at {}",
                grouped(i128::from(*most)),
                tier(*at)
            )
        }
        Assumption::NetPrice { product, least, .. } => {
            let product = program.product(*product);
            let name = product.map_or("", |held| held.declared.name.as_str());
            format!("net price of {name} >= {}", least.terse())
        }
        Assumption::Volume { tier: at, most, .. } => format!(
            "yearly sales of a partner at {} <= {}",
            tier(*at),
            most.terse()
        ),
    }
}

/// What holds a bound, in words.
pub fn held_by(program: &Program, by: &Binding) -> String {
    match by {
        Binding::Terms => "the promised amounts: there are only so many occasions".to_owned(),
        Binding::Closed => "its terms: nothing can be earned".to_owned(),
        Binding::YearlySales(tier) => format!(
            "what a partner {} is assumed to sell",
            tier_words(program, *tier)
        ),
        Binding::Cap {
            limit,
            counts_awards,
            scope,
            span,
        } => {
            let limit = if *counts_awards {
                format!("{} awards", grouped(*limit))
            } else {
                money(program, *limit)
            };
            format!(
                "the cap of {limit} per {} {}",
                scope_word(*scope),
                span_words(span)
            )
        }
        Binding::Budget(budget) => {
            let held = program.budget(*budget);
            format!(
                "the budget {}",
                held.map_or("", |held| held.declared.name.as_str())
            )
        }
        Binding::Prizes => "its prizes".to_owned(),
    }
}

fn scope_word(scope: Scope) -> &'static str {
    match scope {
        Scope::Program => "program",
        Scope::Partner => "partner",
        Scope::Seller => "seller",
        Scope::Customer => "customer",
        Scope::CustomerAcrossPartners => "customer across partners",
        Scope::Deal => "deal",
        Scope::Product => "product",
        Scope::Region => "region",
        Scope::Group => "group",
    }
}

fn span_words(span: &CapSpan) -> String {
    match span {
        CapSpan::In(Cycle::Year) => "per year".to_owned(),
        CapSpan::In(cycle) => format!("per {}", cycle.word()),
        CapSpan::Days(days) => format!("in {days}"),
        CapSpan::Award => "per award".to_owned(),
        CapSpan::Ever => "for ever".to_owned(),
    }
}
