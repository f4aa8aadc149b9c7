//! How a standing is lost, and what it costs, as partners read it.

use crate::model::standing::{FallStep, Fee, Hold, Loss, Term};
use crate::render::speaker::Speaker;

/// How a tier is lost, what it costs, and until when nobody loses it.
pub(super) fn loss_of(speaker: Speaker<'_>, loss: Loss, term: Option<&Term>) -> Vec<String> {
    let mut lines = Vec::new();
    let step = match loss.fall.step {
        FallStep::OneRank => speaker.say("tier.one_rank", &[]),
        FallStep::ToTheTierThatIsMet => speaker.say("tier.to_what_is_met", &[]),
    };
    lines.push(match loss.fall.after_missed_reviews {
        0 if term.is_some() => speaker.say("special.never_falls", &[]),
        0 => speaker.say("tier.never_falls", &[]),
        1 => speaker.say("tier.falls_at_once", &[("step", &step)]),
        more => {
            let count = more.to_string();
            speaker.say("tier.falls", &[("count", &*count), ("step", &*step)])
        }
    });
    let grace = loss.grace.map(|grace| speaker.duration(grace));
    if let Some(grace) = grace
        .as_ref()
        .filter(|_| term.is_none() || loss.fall.after_missed_reviews > 0)
    {
        lines.push(speaker.say("tier.grace", &[("grace", grace)]));
    }
    if let Some(term) = term {
        lines.push(match (term.renew, &grace) {
            (Some(_), None) => speaker.say("tier.ends_or_renewed", &[("step", &step)]),
            (None, None) => speaker.say("tier.ends", &[("step", &step)]),
            (renew, Some(grace)) => {
                let key = match renew {
                    Some(_) => "tier.ends_or_renewed_late",
                    None => "tier.ends_late",
                };
                speaker.say(key, &[("step", &step), ("grace", grace)])
            }
        });
    }
    if let Some(fee) = loss.fee {
        lines.extend(fee_of(speaker, "tier.fee", fee));
    }
    if let Some(hold) = loss.hold {
        let key = match hold {
            Hold::YearEnd => "tier.hold_year_end",
            Hold::NextYearEnd => "tier.hold_next_year_end",
            Hold::Anniversary => "tier.hold_anniversary",
        };
        lines.push(speaker.say(key, &[]));
    }
    lines
}

/// What a standing costs: the amount in the words of `key`, then how it is parted and given back.
pub(super) fn fee_of(speaker: Speaker<'_>, key: &str, fee: Fee) -> Vec<String> {
    let mut lines = vec![speaker.say(key, &[("amount", &speaker.money(fee.amount))])];
    if fee.prorated {
        lines.push(speaker.say("tier.fee_prorated", &[]));
    }
    if let Some(within) = fee.refundable {
        let time = speaker.duration(within);
        lines.push(speaker.say("tier.fee_refundable", &[("time", &time)]));
    }
    lines
}
