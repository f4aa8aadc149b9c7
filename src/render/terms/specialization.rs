//! Specializations as partners read them: what earns and keeps each, how long it lasts, what it opens.

use super::standing::{advised, benefits, fee_of, requirements, reviewed};
use crate::base::id::SpecializationId;
use crate::model::standing::{Loss, Rise, Specialization, Term};
use crate::render::speaker::Speaker;
use crate::render::view::Block;
use crate::semantics::walk;

/// Everything of a specialization but its title.
pub fn blocks(speaker: Speaker<'_>, id: SpecializationId, it: &Specialization) -> Vec<Block> {
    let mut blocks = requirements(speaker, &it.rules);
    let mut lines = standing(speaker, it);
    lines.extend(it.term.iter().flat_map(|term| lasting(speaker, term)));
    lines.extend(opens(speaker, id));
    blocks.push(Block::List(lines));
    let benefits = benefits(speaker, &it.rules);
    if !benefits.is_empty() {
        blocks.push(Block::Paragraph(speaker.say("tier.benefits", &[])));
        blocks.push(Block::List(benefits));
    }
    blocks
}

/// When it is gained and lost, and what people decide.
fn standing(speaker: Speaker<'_>, it: &Specialization) -> Vec<String> {
    let rules = &it.rules;
    // Its clauses are one for all of the year.
    let loss = rules.losses().next().unwrap_or(Loss::NEVER);
    let mut lines: Vec<String> = reviewed(speaker, rules).into_iter().collect();
    lines.push(match rules.rise {
        Rise::AtReview => speaker.say("special.at_review", &[]),
        Rise::OnAnyDay => speaker.say("special.on_any_day", &[]),
    });
    lines.push(match loss.fall.after_missed_reviews {
        0 => speaker.say("special.never_falls", &[]),
        1 => speaker.say("special.falls_at_once", &[]),
        more => speaker.say("special.falls", &[("count", &more.to_string())]),
    });
    if let Some(role) = &rules.invite {
        lines.push(speaker.say("tier.invited", &[("role", &speaker.role(role))]));
    }
    if let Some(within) = rules.enrol {
        lines.push(speaker.say("special.enrol", &[("time", &speaker.duration(within))]));
    }
    if let Some(fee) = loss.fee {
        lines.extend(fee_of(speaker, "special.fee", fee));
    }
    if let Some(rule) = &rules.confirm {
        let key = if rule.silence_keeps {
            "tier.confirm_or_kept"
        } else {
            "tier.confirm_or_lost"
        };
        let (role, time) = (speaker.role(&rule.by), speaker.duration(rule.within));
        lines.push(speaker.say(key, &[("role", &role), ("time", &time)]));
    }
    if let Some(role) = &rules.freeze {
        lines.push(speaker.say("special.freeze", &[("role", &speaker.role(role))]));
    }
    if let Some(grace) = loss.grace {
        let grace = speaker.duration(grace);
        lines.push(speaker.say("special.grace", &[("grace", &grace)]));
    }
    lines.extend(advised(speaker, rules));
    lines
}

/// How long it lasts, and what renews it.
fn lasting(speaker: Speaker<'_>, term: &Term) -> Vec<String> {
    let time = speaker.duration(term.lasts);
    let mut lines = vec![speaker.say("special.lasts", &[("time", &time)])];
    lines.push(match term.renew {
        Some(before) => speaker.say("special.renew", &[("time", &speaker.duration(before))]),
        None => speaker.say("special.ends", &[]),
    });
    if let Some(audit) = &term.audit {
        let (role, count) = (speaker.role(&audit.by), audit.every.to_string());
        lines.push(match audit.every {
            1 => speaker.say("special.audit", &[("role", &role)]),
            2 => speaker.say("special.audit_second", &[("role", &role)]),
            _ => speaker.say("special.audit_every", &[("role", &role), ("count", &count)]),
        });
    }
    lines
}

/// The incentives that ask for it.
fn opens(speaker: Speaker<'_>, id: SpecializationId) -> Option<String> {
    let incentives = &speaker.program.incentives;
    let open = incentives.iter().filter(|it| !it.declared.internal);
    let names: Vec<String> = open
        .filter(|it| walk::specializations(&it.payout).contains(&id))
        .map(|it| speaker.title(Some(&it.declared)))
        .collect();
    let names = (!names.is_empty()).then(|| speaker.language.list(&names));
    names.map(|names| speaker.say("special.opens", &[("names", &names)]))
}
