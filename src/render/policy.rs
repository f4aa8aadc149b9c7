//! The policy: the rules of a program as a contract, in numbered sections.

mod standing;

use super::speaker::Speaker;
use super::terms::{
    condition, definition, example, fund, money, offer, region, rules, score, target,
    told::{defined, told},
};
use super::view::{Block, Document, Pair, Section, Table};
use super::words::Language;
use super::{Fault, Page, Stamp, document};
use crate::base::id::{IncentiveId, RegionId};
use crate::base::period::{Cycle, Period};
use crate::kind::spec::Value;
use crate::model::spoken::spoken;
use crate::model::{Declared, Program};

/// `policy.html`.
pub fn pages(program: &Program, language: Language, stamp: &Stamp) -> Result<Vec<Page>, Fault> {
    let program = &*spoken(program, language.tag());
    let speaker = Speaker { program, language };
    Ok(vec![document::page(
        "policy.html",
        &policy(speaker, stamp)?,
    )?])
}

/// The policy as a document.
pub fn policy(speaker: Speaker<'_>, stamp: &Stamp) -> Result<Document, Fault> {
    let program = speaker.program;
    let title = speaker.title(Some(&program.declared));
    let first = speaker.date(program.fiscal.start());
    let lead = speaker.say("policy.lead", &[("date", &first)]);
    let made = [
        definitions(speaker)?,
        standing::tiers(speaker)?,
        standing::specializations(speaker)?,
        incentives(speaker)?,
        together(speaker),
        registration(speaker)?,
        leads(speaker)?,
        learning(speaker),
        onboarding(speaker),
        scorecards(speaker),
        changes(speaker),
    ];
    let made = made
        .into_iter()
        .filter(|draft| !draft.parts.is_empty())
        .collect();
    Ok(Document {
        head: speaker.head("policy.kind", title, lead, stamp),
        contents_above: true,
        opening: Vec::new(),
        sections: numbered(written(speaker)?, made),
    })
}

/// A section before it has a number.
struct Draft {
    id: String,
    title: String,
    parts: Vec<Part>,
}

/// A part of a section, with a numbered heading or without one.
struct Part {
    heading: Option<String>,
    blocks: Vec<Block>,
}

impl Draft {
    fn of(speaker: Speaker<'_>, key: &str, parts: Vec<Part>) -> Draft {
        let id = key.rsplit('.').next().unwrap_or(key).to_owned();
        Draft {
            id,
            title: speaker.say(key, &[]),
            parts,
        }
    }

    fn plain(speaker: Speaker<'_>, key: &str, blocks: Vec<Block>) -> Draft {
        let parts = match blocks.is_empty() {
            true => Vec::new(),
            false => vec![Part {
                heading: None,
                blocks,
            }],
        };
        Draft::of(speaker, key, parts)
    }

    fn section(self, number: u32) -> Section {
        let mut blocks = Vec::new();
        let mut count = 0;
        for part in self.parts {
            if let Some(heading) = part.heading {
                count += 1;
                blocks.push(Block::Heading(format!("{number}.{count} {heading}")));
            }
            blocks.extend(part.blocks);
        }
        Section {
            id: self.id,
            number: number.to_string(),
            title: self.title,
            lead: String::new(),
            blocks,
        }
    }
}

/// Sections that the program writes stand at the number they ask for; those made from its rules
/// fill the numbers that are free. Sections without a number come last.
fn numbered(written: Vec<(Option<u32>, Draft)>, made: Vec<Draft>) -> Vec<Section> {
    let mut asked: Vec<(u32, Draft)> = Vec::new();
    let mut last = Vec::new();
    for (number, draft) in written {
        match number {
            Some(number) => asked.push((number, draft)),
            None => last.push(draft),
        }
    }
    asked.sort_by_key(|(number, _)| *number);
    let (mut asked, mut made) = (asked.into_iter().peekable(), made.into_iter());
    let mut sections = Vec::new();
    let mut number = 0;
    loop {
        number += 1;
        let due = asked
            .next_if(|(own, _)| *own <= number)
            .map(|(_, draft)| draft);
        let draft = due.or_else(|| made.next());
        let Some(draft) = draft else {
            // No rule is left to fill the gap before the next written section.
            let Some((own, draft)) = asked.next() else {
                break;
            };
            number = number.max(own);
            sections.push(draft.section(number));
            continue;
        };
        sections.push(draft.section(number));
    }
    for draft in last {
        sections.push(draft.section(number));
        number += 1;
    }
    sections
}

/// The sections that the program writes itself.
fn written(speaker: Speaker<'_>) -> Result<Vec<(Option<u32>, Draft)>, Fault> {
    let program = speaker.program;
    let mut sections = Vec::new();
    for policy in &program.words.policies {
        let mut blocks = Vec::new();
        for paragraph in &policy.paragraphs {
            blocks.push(Block::Paragraph(told(speaker, paragraph, None)?));
        }
        let own = |declaration: &&crate::model::Declaration| {
            declaration.kind.word == "policy" && declaration.declared.name == policy.declared.name
        };
        let given = program.declarations.iter().find(own);
        let given = given.and_then(|declaration| declaration.terms.one("section"));
        let number = match given.map(|given| &given.value) {
            Some(Value::Count(number, _)) => u32::try_from(*number).ok(),
            Some(_) | None => None,
        };
        let draft = Draft {
            id: format!("section-{}", policy.declared.name),
            title: speaker.title(Some(&policy.declared)),
            parts: vec![Part {
                heading: None,
                blocks,
            }],
        };
        sections.push((number, draft));
    }
    Ok(sections)
}

fn definitions(speaker: Speaker<'_>) -> Result<Draft, Fault> {
    let program = speaker.program;
    let mut pairs = Vec::new();
    for measure in &program.measures {
        let exact = definition::measure(speaker, &measure.measure);
        pairs.push(defined(speaker, &measure.declared, exact)?);
    }
    pairs.extend(counted(speaker)?);
    let quarter = |index| {
        let days = program.fiscal.days(Period::new(Cycle::Quarter, index));
        speaker.language.days(days.first(), days.last())
    };
    let quarters: Vec<String> = (0..4).map(quarter).collect();
    pairs.push(Pair {
        name: speaker.say("policy.quarters", &[]),
        text: speaker.language.series(&quarters),
    });
    let told_of = |declared: &Declared| -> Result<Option<Pair>, Fault> {
        let Some(tell) = &declared.tell else {
            return Ok(None);
        };
        let name = speaker.title(Some(declared));
        Ok(Some(Pair {
            name,
            text: told(speaker, tell, None)?,
        }))
    };
    for each in &program.words.glossary {
        pairs.push(Pair {
            name: speaker.title(Some(&each.declared)),
            text: told(speaker, &each.text, None)?,
        });
    }
    for kind in &program.types {
        pairs.extend(told_of(&kind.declared)?);
    }
    for (id, it) in (0..).map(RegionId).zip(&program.regions) {
        pairs.push(region::pair(speaker, id, it)?);
    }
    for segment in &program.words.segments {
        let asked = condition::test(speaker, &segment.test);
        let exact = speaker.say("segment.those", &[("test", &asked)]);
        pairs.push(defined(speaker, &segment.declared, exact)?);
    }
    pairs.extend(money::exchange(speaker));
    pairs.push(money::rounding(speaker));
    pairs.extend(money::finality(speaker));
    pairs.extend(standing::succession(speaker));
    pairs.sort_by_cached_key(|pair| pair.name.to_lowercase());
    Ok(Draft::plain(
        speaker,
        "policy.definitions",
        vec![Block::Pairs(pairs)],
    ))
}

/// How scores are counted, and what targets expect.
fn counted(speaker: Speaker<'_>) -> Result<Vec<Pair>, Fault> {
    let program = speaker.program;
    let scores = program.scores.iter();
    let scores = scores.map(|it| (&it.declared, score::defined(speaker, &it.score)));
    let targets = program.targets.iter();
    let targets = targets.map(|it| (&it.declared, target::defined(speaker, &it.target)));
    let mut pairs = Vec::new();
    for (declared, made) in scores.chain(targets) {
        pairs.push(defined(speaker, declared, made)?);
    }
    Ok(pairs)
}

fn incentives(speaker: Speaker<'_>) -> Result<Draft, Fault> {
    let mut parts = Vec::new();
    let all = || (0..).map(IncentiveId).zip(&speaker.program.incentives);
    let open = || all().filter(|(_, it)| !it.declared.internal);
    let shown: Vec<IncentiveId> = open().map(|(id, _)| id).collect();
    for (id, incentive) in open() {
        let mut blocks = Vec::new();
        if let Some(tell) = &incentive.declared.tell {
            blocks.push(Block::Paragraph(told(speaker, tell, None)?));
        }
        blocks.extend(offer::blocks(speaker, incentive, None));
        blocks.extend(rules::kept_out(speaker, id, &shown));
        if let Some(rules) = &incentive.fund {
            blocks.extend(fund::blocks(speaker, rules, incentive.payment.region));
        }
        let worked = example::worked(speaker, id, None);
        blocks.extend(worked.into_iter().map(Block::Worked));
        parts.push(Part {
            heading: Some(speaker.title(Some(&incentive.declared))),
            blocks,
        });
    }
    Ok(Draft::of(speaker, "policy.incentives", parts))
}

fn together(speaker: Speaker<'_>) -> Draft {
    Draft::plain(speaker, "policy.together", rules::together(speaker))
}

fn registration(speaker: Speaker<'_>) -> Result<Draft, Fault> {
    let mut blocks = Vec::new();
    if let Some(registration) = &speaker.program.registration {
        if let Some(tell) = &registration.declared.tell {
            blocks.push(Block::Paragraph(told(speaker, tell, None)?));
        }
        blocks.push(Block::Pairs(rules::registration(speaker, registration)));
    }
    Ok(Draft::plain(speaker, "policy.registration", blocks))
}

fn leads(speaker: Speaker<'_>) -> Result<Draft, Fault> {
    let mut blocks = Vec::new();
    if let Some(leads) = &speaker.program.leads {
        if let Some(tell) = &leads.declared.tell {
            blocks.push(Block::Paragraph(told(speaker, tell, None)?));
        }
        blocks.push(Block::Pairs(rules::leads(speaker, leads)));
    }
    Ok(Draft::plain(speaker, "policy.leads", blocks))
}

fn learning(speaker: Speaker<'_>) -> Draft {
    let table = rules::learning(speaker).map(Block::Table);
    Draft::plain(speaker, "policy.learning", table.into_iter().collect())
}

fn onboarding(speaker: Speaker<'_>) -> Draft {
    let steps = &speaker.program.words.onboarding;
    let table = |it| Block::Table(rules::onboarding(speaker, it));
    Draft::plain(
        speaker,
        "policy.onboarding",
        steps.iter().map(table).collect(),
    )
}

fn scorecards(speaker: Speaker<'_>) -> Draft {
    let cards = &speaker.program.words.scorecards;
    let open = cards.iter().filter(|card| !card.declared.internal);
    let blocks = open
        .flat_map(|card| rules::scorecard(speaker, card))
        .collect();
    Draft::plain(speaker, "policy.scorecards", blocks)
}

fn changes(speaker: Speaker<'_>) -> Draft {
    let governance = speaker.program.guard.governance.as_ref();
    let lines = governance
        .map(|it| rules::notice(speaker, it))
        .unwrap_or_default();
    let mut blocks = match lines.is_empty() {
        true => Vec::new(),
        false => vec![Block::List(lines)],
    };
    blocks.push(Block::Table(history(speaker)));
    Draft::plain(speaker, "policy.changes", blocks)
}

/// The place where changes are entered, with this edition first.
fn history(speaker: Speaker<'_>) -> Table {
    let program = speaker.program;
    let titles = [
        "policy.history_date",
        "policy.history",
        "policy.history_from",
    ];
    let titles = titles.map(|key| speaker.say(key, &[]));
    let published = program.published.map_or_else(
        || speaker.say("amount.none", &[]),
        |published| speaker.date(published),
    );
    let first = vec![
        published,
        speaker.say("policy.history_first", &[]),
        speaker.date(program.fiscal.start()),
    ];
    Table::of(&titles.each_ref().map(String::as_str), [first])
}
