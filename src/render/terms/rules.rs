//! Rules that are no incentive: registration of deals, what may meet on one sale, learning,
//! onboarding, notice of changes.

use super::condition;
use super::fund::silence;
use super::region::business;
use crate::base::id::IncentiveId;
use crate::base::name::Name;
use crate::model::Program;
use crate::model::guard::{Governance, NoticeWhen};
use crate::model::incentive::{LeadRules, Registration};
use crate::model::learning::Track;
use crate::model::words::{Onboarding, Scorecard};
use crate::payout::Payout;
use crate::render::speaker::Speaker;
use crate::render::view::{Block, Pair, Table};
use crate::semantics::walk;

/// How a deal is protected.
pub fn registration(speaker: Speaker<'_>, registration: &Registration) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut add = |name: &str, text: Option<String>| {
        pairs.extend(text.map(|text| Pair {
            name: speaker.say(name, &[]),
            text,
        }));
    };
    add(
        "registration.least",
        registration.least.map(|least| speaker.money(least)),
    );
    let decision = registration.decide_within.map(|within| {
        let within = speaker.duration(within);
        match &registration.silence {
            Some(it) => {
                let silence = silence(speaker, it);
                let both = [("within", &*within), ("silence", &*silence)];
                speaker.say("registration.decided", &both)
            }
            None => within,
        }
    });
    add("registration.decision", decision);
    add(
        "registration.protects",
        registration.protects_for.map(|it| speaker.duration(it)),
    );
    add(
        "registration.extends",
        registration
            .extends_for
            .map(|it| match registration.extensions {
                1 => speaker.duration(it),
                times => {
                    let (time, times) = (speaker.duration(it), times.to_string());
                    speaker.say(
                        "registration.extends_often",
                        &[("time", &time), ("times", &times)],
                    )
                }
            }),
    );
    add(
        "registration.conflict",
        Some(speaker.word("conflict", &Name::new(registration.conflict.words()))),
    );
    let times = [
        registration.decide_within,
        registration.protects_for,
        registration.extends_for,
    ];
    pairs.extend(business(
        speaker,
        registration.region,
        times.into_iter().flatten(),
    ));
    pairs
}

/// How leads are given.
pub fn leads(speaker: Speaker<'_>, leads: &LeadRules) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut add = |name: &str, text: String| {
        let name = speaker.say(name, &[]);
        pairs.push(Pair { name, text });
    };
    add("leads.given", speaker.word("leads.by", &leads.given_by));
    let within = speaker.duration(leads.accept_within);
    let key = if leads.silence_accepts {
        "leads.silence_accepts"
    } else {
        "leads.silence_recalls"
    };
    add("leads.answer", speaker.say(key, &[("within", &within)]));
    if let Some(within) = leads.work_within {
        add("leads.work", speaker.duration(within));
    }
    let times = [Some(leads.accept_within), leads.work_within];
    pairs.extend(business(speaker, leads.region, times.into_iter().flatten()));
    pairs
}

/// Which incentives may both pay on one sale, and which never do.
pub fn together(speaker: Speaker<'_>) -> Vec<Block> {
    let program = speaker.program;
    let title = |id: IncentiveId| speaker.title(program.incentive(id).map(|it| &it.declared));
    let mut blocks = Vec::new();
    let (mut both, mut larger) = (Vec::new(), Vec::new());
    for pair in &program.stacked {
        match larger_of(program, *pair) {
            Some(pair) => larger.push(pair),
            None => both.push(*pair),
        }
    }
    for (key, each, pairs) in [
        ("together.both", "together.pair", &both),
        ("together.larger", "together.either", &larger),
        ("together.never", "together.first", &program.excluded),
    ] {
        let pair = |(one, other): &(IncentiveId, IncentiveId)| {
            let (one, other) = (title(*one), title(*other));
            speaker.say(each, &[("one", &one), ("other", &other)])
        };
        if !pairs.is_empty() {
            blocks.push(Block::Paragraph(speaker.say(key, &[])));
            blocks.push(Block::List(pairs.iter().map(pair).collect()));
        }
    }
    blocks
}

/// A pair of which the larger alone is paid, with the one first that is paid of equal amounts.
fn larger_of(
    program: &Program,
    (one, other): (IncentiveId, IncentiveId),
) -> Option<(IncentiveId, IncentiveId)> {
    let other_wins = wins_against(program, one, other)?;
    Some(match other_wins {
        true => (other, one),
        false => (one, other),
    })
}

/// Whether a rival is paid where both give the same; nothing where they are not compared.
fn wins_against(program: &Program, id: IncentiveId, rival: IncentiveId) -> Option<bool> {
    let mut wins = None;
    walk::visit(&program.incentive(id)?.payout, &mut |part| {
        if let Payout::Larger { than, .. } = part {
            let found = than.iter().find(|it| it.incentive == rival);
            wins = wins.or(found.map(|it| it.wins_ties));
        }
    });
    wins
}

/// What keeps an incentive from a sale: the offers in view that are paid first.
pub fn kept_out(speaker: Speaker<'_>, id: IncentiveId, shown: &[IncentiveId]) -> Option<Block> {
    let program = speaker.program;
    let pairs = program.excluded.iter();
    let first = pairs.filter(|(first, later)| *later == id && shown.contains(first));
    let titles =
        first.map(|(first, _)| speaker.title(program.incentive(*first).map(|it| &it.declared)));
    let titles: Vec<String> = titles
        .map(|title| speaker.say("together.quoted", &[("title", &title)]))
        .collect();
    let list = speaker.language.list(&titles);
    (!titles.is_empty())
        .then(|| Block::Paragraph(speaker.say("together.kept_out", &[("others", &list)])))
}

/// Tracks with their courses and what they grant.
pub fn learning(speaker: Speaker<'_>) -> Option<Table> {
    let learning = &speaker.program.learning;
    if learning.tracks.is_empty() {
        return None;
    }
    let titles = [
        "learning.track",
        "learning.for",
        "learning.courses",
        "learning.teaches",
        "learning.grants",
    ];
    let titles = titles.map(|key| speaker.say(key, &[]));
    let rows = learning.tracks.iter().map(|track| {
        let courses: Vec<String> = track
            .courses
            .iter()
            .filter_map(|id| learning.courses.get(id.index()))
            .map(|course| {
                let title = speaker.title(Some(&course.declared));
                let minutes = course.minutes.to_string();
                speaker.say(
                    "learning.course",
                    &[("title", &title), ("minutes", &minutes)],
                )
            })
            .collect();
        let grants = track
            .grants
            .and_then(|id| learning.certifications.get(id.index()));
        let grants = grants.map_or_else(String::new, |certification| {
            let title = speaker.title(Some(&certification.declared));
            match certification.valid_for {
                Some(valid) => {
                    let valid = speaker.duration(valid);
                    speaker.say("learning.valid", &[("title", &title), ("valid", &valid)])
                }
                None => title,
            }
        });
        let whom = whom(speaker, track);
        let lines = track.teaches.iter().map(|id| {
            let line = speaker.program.lines.get(id.index());
            speaker.title(line.map(|it| &it.declared))
        });
        let teaches = named(speaker.language.list(&lines.collect::<Vec<_>>()));
        let track = speaker.title(Some(&track.declared));
        vec![
            track,
            whom,
            speaker.language.series(&courses),
            teaches,
            named(grants),
        ]
    });
    Some(Table::of(&titles.each_ref().map(String::as_str), rows))
}

/// What a cell names, or a dash where it names nothing.
fn named(text: String) -> String {
    if text.is_empty() {
        "–".to_owned()
    } else {
        text
    }
}

/// For whom a track is: people by what they do, at partners by type.
fn whom(speaker: Speaker<'_>, track: &Track) -> String {
    let roles = track
        .roles
        .iter()
        .map(|role| speaker.word("audience", role));
    let roles = speaker.language.list(&roles.collect::<Vec<_>>());
    let types = track.types.iter().map(|id| {
        let kind = speaker.program.types.get(id.index());
        speaker.title(kind.map(|it| &it.declared))
    });
    let types = speaker.language.list(&types.collect::<Vec<_>>());
    let text = match (roles.is_empty(), types.is_empty()) {
        (_, true) => roles,
        (true, false) => types,
        (false, false) => speaker.say("learning.whom", &[("roles", &roles), ("types", &types)]),
    };
    speaker.sentence(text)
}

/// The first days of a partner.
pub fn onboarding(speaker: Speaker<'_>, onboarding: &Onboarding) -> Table {
    let titles = ["onboarding.by", "onboarding.step", "onboarding.owner"];
    let titles = titles.map(|key| speaker.say(key, &[]));
    let rows = onboarding.steps.iter().map(|step| {
        let day = speaker.say("onboarding.day", &[("day", &step.by_day.to_string())]);
        let owner = step
            .owner
            .as_ref()
            .map_or_else(String::new, |role| speaker.role(role));
        vec![day, step.title.as_str().to_owned(), owner]
    });
    Table::of(&titles.each_ref().map(String::as_str), rows)
}

/// The lines of a scorecard with their weights and targets.
pub fn scorecard(speaker: Speaker<'_>, scorecard: &Scorecard) -> Vec<Block> {
    let say = |key: &str| speaker.say(key, &[]);
    let is_measured = scorecard.lines.iter().any(|line| line.figure.is_some());
    let measured = is_measured.then(|| say("score.measured"));
    let mut titles = vec![say("score.line"), format!("{}#", say("score.weight"))];
    titles.extend(measured);
    titles.push(format!("{}#", say("score.target")));
    let rows = scorecard.lines.iter().map(|line| {
        let target = speaker.language.number(&line.target.to_string());
        let target = match line.unit.as_str() {
            "%" => speaker.percent(&line.target.to_string()),
            unit => format!("{target} {unit}"),
        };
        let measured = line.figure.as_ref();
        let measured = measured.map(|figure| condition::figure(speaker, figure));
        let mut row = vec![line.title.as_str().to_owned(), speaker.rate(line.weight)];
        row.extend(is_measured.then(|| measured.unwrap_or_default()));
        row.push(target);
        row
    });
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let table = Table::of(&titles, rows);
    let (green, yellow) = (
        speaker.rate(scorecard.green_from),
        speaker.rate(scorecard.yellow_from),
    );
    let colours = speaker.say("score.colours", &[("green", &green), ("yellow", &yellow)]);
    vec![Block::Table(table), Block::Paragraph(colours)]
}

/// How long before a change partners are told, and when nothing changes.
pub fn notice(speaker: Speaker<'_>, governance: &Governance) -> Vec<String> {
    let mut lines: Vec<String> = governance
        .notice
        .iter()
        .map(|(before, when)| {
            let key = match when {
                NoticeWhen::Worse => "notice.worse",
                NoticeWhen::Neutral => "notice.neutral",
                NoticeWhen::Better => "notice.better",
            };
            if before.count == 0 {
                return speaker.say(&format!("{key}_at_once"), &[]);
            }
            speaker.say(key, &[("before", &speaker.duration(*before))])
        })
        .collect();
    if let Some((length, region)) = governance.freeze {
        let length = speaker.duration(length);
        let region = region
            .and_then(|id| speaker.program.region(id))
            .map(|it| &it.declared);
        let both = [("length", &*length), ("region", &*speaker.title(region))];
        lines.push(speaker.say("notice.freeze", &both));
    }
    lines
}
