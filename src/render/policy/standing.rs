//! The sections of the policy on tiers and specializations.

use super::{Draft, Part};
use crate::base::id::SpecializationId;
use crate::render::Fault;
use crate::render::speaker::Speaker;
use crate::render::terms::{specialization, standing, told::told};
use crate::render::view::{Block, Pair};

/// The tiers, the highest first.
pub(super) fn tiers(speaker: Speaker<'_>) -> Result<Draft, Fault> {
    let mut parts = Vec::new();
    // The highest tier first, as partners look for it.
    for tier in speaker.program.tiers.iter().rev() {
        let mut blocks = Vec::new();
        if let Some(tell) = &tier.declared.tell {
            blocks.push(Block::Paragraph(told(speaker, tell, None)?));
        }
        blocks.extend(standing::requirements(speaker, tier));
        blocks.push(Block::List(standing::changes(speaker, tier)));
        let benefits = standing::benefits(speaker, tier);
        if !benefits.is_empty() {
            blocks.push(Block::Paragraph(speaker.say("tier.benefits", &[])));
            blocks.push(Block::List(benefits));
        }
        parts.push(Part {
            heading: Some(speaker.title(Some(&tier.declared))),
            blocks,
        });
    }
    Ok(Draft::of(speaker, "policy.tiers", parts))
}

/// The specializations, in order of name.
pub(super) fn specializations(speaker: Speaker<'_>) -> Result<Draft, Fault> {
    let mut parts = Vec::new();
    let all = (0..).map(SpecializationId);
    for (id, it) in all.zip(&speaker.program.specializations) {
        let mut blocks = Vec::new();
        if let Some(tell) = &it.rules.declared.tell {
            blocks.push(Block::Paragraph(told(speaker, tell, None)?));
        }
        blocks.extend(specialization::blocks(speaker, id, it));
        parts.push(Part {
            heading: Some(speaker.title(Some(&it.rules.declared))),
            blocks,
        });
    }
    Ok(Draft::of(speaker, "policy.specializations", parts))
}

/// What each standing of the program before becomes; nothing where the program follows none.
pub(super) fn succession(speaker: Speaker<'_>) -> Option<Pair> {
    let program = speaker.program;
    let before = program.succession.as_ref()?;
    let becomes = before.standings.iter().map(|(was, is)| {
        let tier = is.and_then(|id| program.tier(id));
        match tier {
            Some(tier) => {
                let is = speaker.title(Some(&tier.declared));
                speaker.say("succession.becomes", &[("was", was), ("is", &is)])
            }
            None => speaker.say("succession.nothing", &[("was", was)]),
        }
    });
    let all: Vec<String> = becomes.collect();
    Some(Pair {
        name: speaker.say("policy.succession", &[("title", &before.title)]),
        text: speaker.sentence(speaker.language.list(&all)),
    })
}
