//! The guide of one tier: what its partners earn, what keeps them there, how they rise, and when.
//! Amounts are those of the tier alone; what cannot pay it is left out.

use super::calendar::program::dates_for;
use super::speaker::Speaker;
use super::terms::{
    contacts, example, fund, headline, offer, region, rules, specialization, standing, told::told,
};
use super::view::{Block, Document, Key, Pair, Section, Table};
use super::words::Language;
use super::{Fault, Page, Stamp, calendar, document};
use crate::base::id::{IncentiveId, RegionId, SpecializationId, TierId};
use crate::model::Program;
use crate::model::calendar::{Audience, Entry};
use crate::model::incentive::Incentive;
use crate::model::spoken::spoken;
use crate::model::standing::Tier;
use crate::semantics::audience::named;
use crate::semantics::audience::reach::reaches;

/// `guide-TIER.html` for a tier; nothing where the program has no such tier.
pub fn pages(
    program: &Program,
    tier: TierId,
    language: Language,
    stamp: &Stamp,
) -> Result<Vec<Page>, Fault> {
    let program = &*spoken(program, language.tag());
    let Some(declared) = program.tier(tier).map(|it| &it.declared) else {
        return Ok(Vec::new());
    };
    let own = declared.name.as_str().to_ascii_lowercase();
    let name = format!("guide-{}.html", own.replace('_', "-"));
    let speaker = Speaker { program, language };
    let Some(guide) = guide(speaker, tier, stamp)? else {
        return Ok(Vec::new());
    };
    Ok(vec![document::page(&name, &guide)?])
}

/// The guide as a document.
pub fn guide(speaker: Speaker<'_>, id: TierId, stamp: &Stamp) -> Result<Option<Document>, Fault> {
    let program = speaker.program;
    let Some(tier) = program.tier(id) else {
        return Ok(None);
    };
    let name = speaker.title(Some(&tier.declared));
    let network = speaker.title(Some(&program.declared));
    let title = speaker.say("guide.title", &[("tier", &name), ("program", &network)]);
    let lead = match &tier.declared.tell {
        Some(tell) => told(speaker, tell, Some(id))?,
        None => speaker.say("guide.lead", &[]),
    };
    let all = (0..).map(IncentiveId).zip(&program.incentives);
    // What is offered to some by name is not for the others of the tier to read.
    let open = all
        .filter(|(_, it)| !it.declared.internal && named::by_payout(program, &it.payout).is_none());
    let offers: Vec<(IncentiveId, &Incentive)> =
        open.filter(|(_, it)| reaches(&it.payout, id)).collect();
    let mut sections = vec![earn(speaker, id, &offers)?, stay(speaker, tier, &name)];
    // Tiers are held from the lowest rank to the highest.
    let next = program.tiers.get(id.index().saturating_add(1));
    sections.extend(next.map(|next| rise(speaker, next)));
    sections.extend(specializations(speaker, id)?);
    sections.extend(registration(speaker, id)?);
    sections.extend(leads(speaker, id)?);
    sections.extend(learning(speaker));
    sections.extend(onboarding(speaker));
    sections.extend(dates(speaker, id));
    sections.extend(questions(speaker, id)?);
    sections.extend(regions(speaker)?);
    sections.extend(contact(speaker, &offers));
    let keys: Vec<Key> = offers
        .iter()
        .filter_map(|(_, it)| headline(speaker, it, id))
        .collect();
    let opening = match keys.is_empty() {
        true => Vec::new(),
        false => vec![Block::Keys(keys)],
    };
    let head = speaker.head("guide.kind", title, lead, stamp);
    Ok(Some(Document {
        head,
        contents_above: false,
        opening,
        sections,
    }))
}

fn section(id: &str, title: String, blocks: Vec<Block>) -> Section {
    Section {
        id: id.to_owned(),
        title,
        blocks,
        ..Section::default()
    }
}

/// What an incentive is worth at a glance.
fn headline(speaker: Speaker<'_>, incentive: &Incentive, tier: TierId) -> Option<Key> {
    let (value, unit, note) = headline::key(speaker, incentive, tier)?;
    let label = speaker.title(Some(&incentive.declared));
    Some(Key {
        label,
        value,
        unit,
        note,
        ..Key::default()
    })
}

fn earn(
    speaker: Speaker<'_>,
    tier: TierId,
    offers: &[(IncentiveId, &Incentive)],
) -> Result<Section, Fault> {
    let shown: Vec<IncentiveId> = offers.iter().map(|(id, _)| *id).collect();
    let mut blocks = Vec::new();
    for (id, incentive) in offers {
        blocks.push(Block::Heading(speaker.title(Some(&incentive.declared))));
        if let Some(tell) = &incentive.declared.tell {
            blocks.push(Block::Paragraph(told(speaker, tell, Some(tier))?));
        }
        blocks.extend(offer::blocks(speaker, incentive, Some(tier)));
        blocks.extend(rules::kept_out(speaker, *id, &shown));
        if let Some(rules) = &incentive.fund {
            blocks.extend(fund::blocks(speaker, rules, incentive.payment.region));
        }
        let worked = example::worked(speaker, *id, Some(tier));
        blocks.extend(worked.into_iter().map(Block::Worked));
    }
    if blocks.is_empty() {
        blocks.push(Block::Missing(speaker.say("guide.nothing", &[])));
    }
    Ok(section("earn", speaker.say("guide.earn", &[]), blocks))
}

fn stay(speaker: Speaker<'_>, tier: &Tier, name: &str) -> Section {
    let mut blocks = standing::requirements(speaker, tier);
    blocks.push(Block::List(standing::changes(speaker, tier)));
    let benefits = standing::benefits(speaker, tier);
    if !benefits.is_empty() {
        blocks.push(Block::Heading(speaker.say("guide.brings", &[])));
        blocks.push(Block::List(benefits));
    }
    section("stay", speaker.say("guide.stay", &[("tier", name)]), blocks)
}

fn rise(speaker: Speaker<'_>, next: &Tier) -> Section {
    let name = speaker.title(Some(&next.declared));
    let title = speaker.say("guide.rise", &[("tier", &name)]);
    section("rise", title, standing::requirements(speaker, next))
}

/// What a partner can hold beside its tier.
fn specializations(speaker: Speaker<'_>, tier: TierId) -> Result<Option<Section>, Fault> {
    let mut blocks = Vec::new();
    let all = (0..).map(SpecializationId);
    for (id, it) in all.zip(&speaker.program.specializations) {
        let declared = &it.rules.declared;
        blocks.push(Block::Heading(speaker.title(Some(declared))));
        if let Some(tell) = &declared.tell {
            blocks.push(Block::Paragraph(told(speaker, tell, Some(tier))?));
        }
        blocks.extend(specialization::blocks(speaker, id, it));
    }
    let title = speaker.say("guide.specializations", &[]);
    Ok((!blocks.is_empty()).then(|| section("specializations", title, blocks)))
}

fn registration(speaker: Speaker<'_>, tier: TierId) -> Result<Option<Section>, Fault> {
    let Some(registration) = &speaker.program.registration else {
        return Ok(None);
    };
    let mut blocks = Vec::new();
    if let Some(tell) = &registration.declared.tell {
        blocks.push(Block::Paragraph(told(speaker, tell, Some(tier))?));
    }
    blocks.push(Block::Pairs(rules::registration(speaker, registration)));
    Ok(Some(section(
        "registration",
        speaker.say("guide.registration", &[]),
        blocks,
    )))
}

fn leads(speaker: Speaker<'_>, tier: TierId) -> Result<Option<Section>, Fault> {
    let Some(leads) = &speaker.program.leads else {
        return Ok(None);
    };
    let mut blocks = Vec::new();
    if let Some(tell) = &leads.declared.tell {
        blocks.push(Block::Paragraph(told(speaker, tell, Some(tier))?));
    }
    blocks.push(Block::Pairs(rules::leads(speaker, leads)));
    let title = speaker.say("guide.leads", &[]);
    Ok(Some(section("leads", title, blocks)))
}

/// Which countries the regions hold that the guide names.
fn regions(speaker: Speaker<'_>) -> Result<Option<Section>, Fault> {
    let program = speaker.program;
    let all = (0..).map(RegionId).zip(&program.regions);
    // Partners of other regions have a program of their own, and read its guides.
    let own = all.filter(|(id, _)| program.covers.has(Some(*id)));
    let pairs: Vec<Pair> = own
        .map(|(id, it)| region::pair(speaker, id, it))
        .collect::<Result<_, _>>()?;
    let title = speaker.say("guide.regions", &[]);
    Ok((!pairs.is_empty()).then(|| section("regions", title, vec![Block::Pairs(pairs)])))
}

fn learning(speaker: Speaker<'_>) -> Option<Section> {
    let table = rules::learning(speaker)?;
    Some(section(
        "learning",
        speaker.say("guide.learning", &[]),
        vec![Block::Table(table)],
    ))
}

fn onboarding(speaker: Speaker<'_>) -> Option<Section> {
    let steps = &speaker.program.words.onboarding;
    let open = steps.iter().filter(|it| !it.declared.internal);
    let blocks: Vec<Block> = open
        .map(|it| Block::Table(rules::onboarding(speaker, it)))
        .collect();
    (!blocks.is_empty())
        .then(|| section("onboarding", speaker.say("guide.onboarding", &[]), blocks))
}

/// What partners ask, with the answers as they are for the tier.
fn questions(speaker: Speaker<'_>, tier: TierId) -> Result<Option<Section>, Fault> {
    let mut blocks = Vec::new();
    for each in &speaker.program.words.faq {
        blocks.push(Block::Heading(speaker.title(Some(&each.declared))));
        blocks.push(Block::Paragraph(told(speaker, &each.text, Some(tier))?));
    }
    let title = speaker.say("guide.questions", &[]);
    Ok((!blocks.is_empty()).then(|| section("questions", title, blocks)))
}

/// Who answers for what, of those that the guide names.
fn contact(speaker: Speaker<'_>, offers: &[(IncentiveId, &Incentive)]) -> Option<Section> {
    let table = contacts::table(speaker, offers)?;
    Some(section(
        "contact",
        speaker.say("guide.contact", &[]),
        vec![Block::Table(table)],
    ))
}

/// An audience as those of one tier read it: the tier goes without saying.
fn within(audience: &Audience) -> Audience {
    Audience {
        tiers: Vec::new(),
        ..audience.clone()
    }
}

/// The dates that reach partners of the tier.
fn dates(speaker: Speaker<'_>, tier: TierId) -> Option<Section> {
    let concerns =
        |entry: &Entry| entry.audience.tiers.is_empty() || entry.audience.tiers.contains(&tier);
    let dates = dates_for(speaker.program, concerns);
    if dates.is_empty() {
        return None;
    }
    let titles = ["guide.when", "guide.what", "guide.sort", "guide.for"];
    let titles = titles.map(|key| speaker.say(key, &[]));
    let rows = dates.into_iter().map(|(entry, first, last)| {
        vec![
            speaker.language.days(first, last),
            speaker.title(Some(&entry.declared)),
            calendar::name(speaker.language, entry.sort),
            speaker.sentence(speaker.audience(&within(&entry.audience))),
        ]
    });
    let table = Table::of(&titles.each_ref().map(String::as_str), rows);
    Some(section(
        "dates",
        speaker.say("guide.dates", &[]),
        vec![Block::Table(table)],
    ))
}
