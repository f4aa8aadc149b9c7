//! Specializations as partners read them: what earns and keeps each, how long it lasts, what it opens.

use super::loss::fee_of;
use super::standing::{benefits, keeping, requirements, reviewed, said_on_days};
use crate::base::id::SpecializationId;
use crate::model::standing::{Rise, Specialization, Term, Version};
use crate::render::speaker::Speaker;
use crate::render::view::Block;
use crate::semantics::walk;

/// Everything of a specialization but its title.
pub fn blocks(speaker: Speaker<'_>, id: SpecializationId, it: &Specialization) -> Vec<Block> {
    let mut blocks = requirements(speaker, &it.rules);
    let mut lines = said_on_days(speaker, &it.rules, |version| standing(speaker, version));
    if let Some(term) = &it.rules.term {
        lines.extend(lasting(speaker, term));
        lines.extend((term.renew.is_none()).then(|| speaker.say("special.ends", &[])));
    }
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
fn standing(speaker: Speaker<'_>, rules: &Version) -> Vec<String> {
    let mut lines: Vec<String> = reviewed(speaker, rules).into_iter().collect();
    lines.push(match rules.rise {
        Rise::AtReview => speaker.say("special.at_review", &[]),
        Rise::OnAnyDay => speaker.say("special.on_any_day", &[]),
    });
    lines.push(match rules.loss.fall.after_missed_reviews {
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
    if let Some(fee) = rules.loss.fee {
        lines.extend(fee_of(speaker, "special.fee", fee));
    }
    if let Some(grace) = rules.loss.grace {
        let grace = speaker.duration(grace);
        lines.push(speaker.say("special.grace", &[("grace", &grace)]));
    }
    lines.extend(keeping(speaker, rules, "special.freeze"));
    lines
}

/// How long a standing lasts, and what renews it.
pub(super) fn lasting(speaker: Speaker<'_>, term: &Term) -> Vec<String> {
    let time = speaker.duration(term.lasts);
    let mut lines = vec![speaker.say("special.lasts", &[("time", &time)])];
    let renewed = |before| speaker.say("special.renew", &[("time", &speaker.duration(before))]);
    lines.extend(term.renew.map(renewed));
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
