//! Differences of prices, things in kind, guarantees and payment in parts, in words.

use super::limit::quantity;
use crate::base::duration::Duration;
use crate::base::ratio::Ratio;
use crate::payout::Quantity;
use crate::payout::given::Among;
use crate::payout::given::{InKind, Spread, Units, Worth};
use crate::payout::later::{Guarantee, GuaranteePaid, Instalments, Surplus, Until};
use crate::render::speaker::Speaker;

/// What each unit of a claim is paid.
pub fn spread(speaker: Speaker<'_>, it: &Spread) -> String {
    let text = match it.units {
        Units::Counted { held: None, .. } => speaker.say("spread.counted", &[]),
        Units::Counted {
            held: Some(held), ..
        } => {
            let length = speaker.duration(held.length);
            speaker.say("spread.held", &[("length", &length)])
        }
        Units::InStock { bought_within, .. } => {
            let text = speaker.say("spread.in_stock", &[]);
            match bought_within {
                None => text,
                Some(within) => {
                    let length = speaker.duration(within);
                    let both = [("text", &*text), ("length", &*length)];
                    speaker.say("spread.bought_within", &both)
                }
            }
        }
    };
    if it.plus == Ratio::ZERO {
        return text;
    }
    let rate = speaker.rate(it.plus);
    speaker.say("spread.plus", &[("text", &text), ("rate", &rate)])
}

/// The least that every period gives.
pub fn guarantee(speaker: Speaker<'_>, it: &Guarantee) -> String {
    let amount = quantity(speaker, it.least.amount, it.least.unit);
    let period = speaker.say(&format!("per.{}", it.cycle.word()), &[]);
    let surplus = match it.surplus {
        Surplus::ToNextPeriod => "guarantee.to_next_period",
        Surplus::ToYearEnd => "guarantee.to_year_end",
        Surplus::NotCarried => "guarantee.not_carried",
    };
    let paid = match it.paid {
        GuaranteePaid::AtPeriodEnd => "guarantee.at_period_end",
        GuaranteePaid::InAdvance => "guarantee.in_advance",
    };
    let text = speaker.say(
        "guarantee.least",
        &[("amount", &amount), ("period", &period)],
    );
    [surplus, paid].into_iter().fold(text, |text, key| {
        let more = speaker.say(key, &[]);
        speaker.say("text.then", &[("text", &text), ("more", &more)])
    })
}

/// An amount of things, and the money that one of them stands for.
pub fn valued(speaker: Speaker<'_>, kind: InKind, each: Worth, text: &str) -> String {
    let program = speaker.program;
    let key = match kind {
        InKind::Units(_) => "valued.units",
        InKind::Points => "valued.points",
    };
    let product = match kind {
        InKind::Units(id) => speaker.title(program.product(id).map(|it| &it.declared)),
        InKind::Points => String::new(),
    };
    let each = match each {
        Worth::Stated(amount) => amount,
        Worth::List(id) => {
            let list = program.product(id).and_then(|product| product.list);
            list.map_or(
                Quantity {
                    amount: Ratio::ZERO,
                    unit: crate::base::unit::Unit::Money(program.currency),
                },
                Quantity::of,
            )
        }
    };
    let each = quantity(speaker, each.amount, each.unit);
    let args = [("text", text), ("product", &*product), ("each", &*each)];
    speaker.say(key, &args)
}

/// What payment waits for.
pub fn until(speaker: Speaker<'_>, it: Until) -> String {
    match it {
        Until::CustomerPaid { within: None } => speaker.say("hold.customer_paid", &[]),
        Until::CustomerPaid { within: Some(days) } => {
            let days = speaker.duration(Duration::days(days.into()));
            speaker.say("hold.customer_paid_within", &[("days", &days)])
        }
    }
}

/// How payment is divided.
pub fn instalments(speaker: Speaker<'_>, it: &Instalments) -> String {
    let count = speaker.language.number(&it.after.len().to_string());
    let text = speaker.say("instalments.parts", &[("count", &count)]);
    if !it.while_active {
        return text;
    }
    let more = speaker.say("instalments.while_active", &[]);
    speaker.say("text.then", &[("text", &text), ("more", &more)])
}

/// Who gets an award on a sale, where it is not who sold alone.
pub fn among(among: Among) -> &'static str {
    match among {
        Among::Credited => "shared.by_credit",
        Among::SecondRegistrant => "shared.to_second",
    }
}
