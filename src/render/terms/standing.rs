//! Tiers as partners read them: what earns and keeps each, when it changes, what it brings.

use super::compared::comparison_key;
use super::condition::{amount, figure, on_days, test};
use super::limit::quantity;
use super::loss::loss_of;
use super::specialization::lasting;
use super::years;
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::base::recurrence::{Nth, Place, Recurrence};
use crate::model::standing::{Path, Requirement, Rise, Term, Tier, Version};
use crate::payout::measure::Figure;
use crate::payout::score::Read;
use crate::payout::test::Test;
use crate::render::speaker::Speaker;
use crate::render::view::{Block, Column, Row, Table, Tone};

/// What earns each tier, a table for each way to it; tiers from the lowest.
pub fn requirements(speaker: Speaker<'_>, tier: &Tier) -> Vec<Block> {
    let mut blocks = Vec::new();
    let asked = with_days(tier, |version| {
        vec![(&version.paths, may_be_lost(tier, version))]
    });
    for ((paths, may_be_lost), days) in asked {
        if let Some(days) = days.map(|days| self::days(speaker, days)) {
            let text = speaker.say("tier.on_days", &[("days", &days)]);
            blocks.push(Block::Paragraph(text));
        }
        blocks.extend(ways(speaker, paths, may_be_lost));
    }
    blocks
}

fn days(speaker: Speaker<'_>, days: Days) -> String {
    speaker.language.days(days.first(), days.last())
}

/// What each version says, with its days where they are not all of the year's.
fn with_days<'t, T: PartialEq>(
    tier: &'t Tier,
    of: impl Fn(&'t Version) -> Vec<T>,
) -> Vec<(T, Option<Days>)> {
    let mut found: Vec<(T, Days)> = Vec::new();
    for version in &tier.versions {
        for item in of(version) {
            let goes_on = |(held, days): &&mut (T, Days)| {
                *held == item && days.last().plus_days(1) == version.days.first()
            };
            match found.iter_mut().find(goes_on) {
                Some((_, days)) => {
                    *days = Days::new(days.first(), version.days.last()).unwrap_or(*days);
                }
                None => found.push((item, version.days)),
            }
        }
    }
    let ends = (tier.versions.first(), tier.versions.last());
    let year = ends.0.zip(ends.1);
    let year = year.and_then(|(one, two)| Days::new(one.days.first(), two.days.last()));
    let partly = |days: Days| Some(days).filter(|days| Some(*days) != year);
    let found = found.into_iter();
    found.map(|(item, days)| (item, partly(days))).collect()
}

/// Whether it matters what keeps the tier.
fn may_be_lost(tier: &Tier, version: &Version) -> bool {
    version.loss.fall.after_missed_reviews > 0 || tier.term.is_some()
}

/// A table for each way to a tier.
fn ways(speaker: Speaker<'_>, paths: &[Path], may_be_lost: bool) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (count, path) in (1..).zip(paths) {
        if paths.len() > 1 {
            let count = count.to_string();
            let of = paths.len().to_string();
            let title = path.title.as_str();
            let said = [("count", &*count), ("of", &*of), ("title", title)];
            let text = speaker.say("tier.path", &said);
            blocks.push(Block::Paragraph(text));
        }
        blocks.push(Block::Table(path_table(speaker, path, may_be_lost)));
    }
    if paths.is_empty() {
        blocks.push(Block::Paragraph(speaker.say("tier.open", &[])));
    }
    blocks
}

/// A row for each figure (and member, where it differs), with what earns the tier beside what
/// keeps it, where it can be lost or says so.
fn path_table(speaker: Speaker<'_>, path: &Path, may_be_lost: bool) -> Table {
    let column = |key: &str, numeric| Column {
        title: speaker.say(key, &[]),
        numeric,
    };
    let mut columns = vec![
        column("tier.requirement", false),
        column("tier.earn", true),
        column("tier.keep", true),
    ];
    let asked = |requirements: &[Requirement]| -> Vec<(String, String)> {
        requirements
            .iter()
            .flat_map(|it| split(speaker, &it.test))
            .collect()
    };
    let earn = asked(&path.earn);
    let mut keep = if path.keep.is_empty() {
        earn.clone()
    } else {
        asked(&path.keep)
    };
    let none = || speaker.say("amount.none", &[]);
    let mut rows = Vec::new();
    let mut row = |cells: [String; 3]| {
        rows.push(Row {
            cells: cells.to_vec(),
            tone: Tone::Plain,
        });
    };
    for (name, amount) in earn {
        let same = keep.iter().position(|(other, _)| *other == name);
        let kept = same.map_or_else(none, |at| keep.remove(at).1);
        row([name, amount, kept]);
    }
    for (name, amount) in keep {
        row([name, none(), amount]);
    }
    if path.keep.is_empty() && !may_be_lost {
        columns.pop();
        rows.iter_mut().for_each(|row| _ = row.cells.pop());
    }
    Table {
        caption: String::new(),
        columns,
        rows,
    }
}

/// What is asked for, and how much of it, for each member of the set where it differs.
fn split(speaker: Speaker<'_>, it: &Test) -> Vec<(String, String)> {
    match it {
        Test::Compare {
            figure: Figure::Score(scored),
            ..
        } if scored.read == Read::Passed => {
            vec![needed(speaker, it)]
        }
        Test::Compare {
            figure: left,
            comparison,
            threshold,
        } => {
            let key = comparison_key(*comparison).replace("comparison.", "amount.");
            let name = speaker.sentence(figure(speaker, left));
            let Some(across) = threshold.across else {
                let amount = amount(speaker, threshold);
                return vec![(name, speaker.say(&key, &[("amount", &amount)]))];
            };
            let member = |(at, asked): (usize, &Option<Ratio>)| {
                let title = speaker.title(speaker.program.member(across.set, at));
                let both = [("figure", &*name), ("member", &*title)];
                let amount = match asked {
                    Some(asked) => {
                        let amount = quantity(speaker, *asked, threshold.unit);
                        speaker.say(&key, &[("amount", &amount)])
                    }
                    None => speaker.say("amount.closed", &[]),
                };
                (speaker.say("tier.of_member", &both), amount)
            };
            threshold.amounts.iter().enumerate().map(member).collect()
        }
        Test::All(parts) => parts.iter().flat_map(|part| split(speaker, part)).collect(),
        Test::OnDays(asked) => {
            let parts = split(speaker, &asked.test).into_iter();
            let on_days =
                |(name, amount): (String, String)| (on_days(speaker, asked, &name), amount);
            parts.map(on_days).collect()
        }
        Test::Any(_)
        | Test::Not(_)
        | Test::Tier(..)
        | Test::Type(_)
        | Test::Region(_)
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Specialized(..)
        | Test::Within(..)
        | Test::Partner(_)
        | Test::InYears(_)
        | Test::JoinedBefore(_)
        | Test::Segment(_) => vec![needed(speaker, it)],
    }
}

/// A condition as the head of a row, and that it is needed.
fn needed(speaker: Speaker<'_>, it: &Test) -> (String, String) {
    let clause = test(speaker, it);
    let name = speaker.say("tier.condition", &[("test", &clause)]);
    (speaker.sentence(name), speaker.say("amount.needed", &[]))
}

/// When a partner rises to the tier and falls from it.
pub fn changes(speaker: Speaker<'_>, tier: &Tier) -> Vec<String> {
    let mut lines = said_on_days(speaker, tier, |version| {
        said(speaker, version, tier.term.as_ref())
    });
    lines.extend(tier.term.iter().flat_map(|term| lasting(speaker, term)));
    lines
}

/// The sentences of each version, each with its days where they are not all of the year's.
pub(super) fn said_on_days(
    speaker: Speaker<'_>,
    tier: &Tier,
    of: impl Fn(&Version) -> Vec<String>,
) -> Vec<String> {
    let found = with_days(tier, of).into_iter();
    found.map(|(text, days)| on(speaker, text, days)).collect()
}

fn said(speaker: Speaker<'_>, version: &Version, term: Option<&Term>) -> Vec<String> {
    let mut lines: Vec<String> = reviewed(speaker, version).into_iter().collect();
    if version.of_group {
        lines.push(speaker.say("tier.of_group", &[]));
    }
    lines.push(match version.rise {
        Rise::AtReview => speaker.say("tier.rise_at_review", &[]),
        Rise::OnAnyDay => speaker.say("tier.rise_on_any_day", &[]),
    });
    lines.extend(loss_of(speaker, version.loss, term));
    if let Some(role) = &version.invite {
        lines.push(speaker.say("tier.invited", &[("role", &speaker.role(role))]));
    }
    lines.extend(joining(speaker, version));
    lines.extend(keeping(speaker, version, "tier.freeze"));
    lines
}

/// On which days it is reviewed, and by whose business days.
pub(super) fn reviewed(speaker: Speaker<'_>, tier: &Version) -> Option<String> {
    let when = recurrence(speaker, tier.review.as_ref()?);
    let region = tier.review_region.and_then(|id| speaker.program.region(id));
    Some(match region {
        Some(region) => {
            let region = speaker.title(Some(&region.declared));
            speaker.say("tier.review_in", &[("when", &when), ("region", &region)])
        }
        None => speaker.say("tier.review", &[("when", &when)]),
    })
}

/// What a partner does for the tier besides earning it.
fn joining(speaker: Speaker<'_>, tier: &Version) -> Vec<String> {
    let mut lines = Vec::new();
    if tier.from_below {
        lines.push(speaker.say("tier.from_below", &[]));
    }
    if let Some(within) = tier.enrol {
        lines.push(speaker.say("tier.enrol", &[("time", &speaker.duration(within))]));
    }
    lines
}

/// What stands between a missed review and a lost standing, who may freeze it in the words of `frozen`, and what is only
/// advised.
pub(super) fn keeping(speaker: Speaker<'_>, version: &Version, frozen: &str) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(rule) = &version.confirm {
        let key = if rule.silence_keeps {
            "tier.confirm_or_kept"
        } else {
            "tier.confirm_or_lost"
        };
        let (role, time) = (speaker.role(&rule.by), speaker.duration(rule.within));
        lines.push(speaker.say(key, &[("role", &role), ("time", &time)]));
    }
    if let Some(role) = &version.freeze {
        lines.push(speaker.say(frozen, &[("role", &speaker.role(role))]));
    }
    for advised in &version.advise {
        let text = test(speaker, &advised.test);
        lines.push(speaker.say("tier.advised", &[("test", &text)]));
    }
    lines
}

/// A text with its days, where it does not hold for all of the year.
fn on(speaker: Speaker<'_>, text: String, held: Option<Days>) -> String {
    let days = held.map(|held| days(speaker, held));
    match days {
        Some(days) => speaker.say("tier.in_days", &[("text", &*text), ("days", &*days)]),
        None => text,
    }
}

/// What the tier brings besides money.
pub fn benefits(speaker: Speaker<'_>, tier: &Tier) -> Vec<String> {
    let found = with_days(tier, |version| version.benefits.clone());
    let found = found
        .into_iter()
        .filter_map(|(id, days)| Some((speaker.program.benefit(id)?, days)));
    let open = found.filter(|(benefit, _)| !benefit.declared.internal);
    open.map(|(benefit, days)| {
        let mut text = speaker.title(Some(&benefit.declared));
        if let Some(count) = benefit.quantity {
            let count = speaker.number(Ratio::whole(count.into()));
            text = speaker.say(
                "benefit.counted",
                &[("benefit", &*text), ("count", &*count)],
            );
        }
        let text = match &benefit.declared.tell {
            Some(tell) => speaker.say(
                "benefit.told",
                &[("benefit", &*text), ("tell", tell.as_str())],
            ),
            None => text,
        };
        on(speaker, text, days)
    })
    .collect()
}

/// When something comes again, in words.
pub fn recurrence(speaker: Speaker<'_>, recurrence: &Recurrence) -> String {
    let at = |key: &str, place: Place| speaker.say(key, &[("place", &self::place(speaker, place))]);
    match recurrence {
        Recurrence::Once(dates) => {
            let dates: Vec<String> = dates.iter().map(|date| speaker.date(*date)).collect();
            speaker.language.list(&dates)
        }
        Recurrence::EveryDays { count } => {
            speaker.say("every.days", &[("count", &count.to_string())])
        }
        Recurrence::EveryWeeks { count, on } => {
            let day = speaker.language.weekday(*on);
            match count {
                1 => speaker.say("every.week", &[("day", day)]),
                more => speaker.say("every.weeks", &[("day", day), ("count", &more.to_string())]),
            }
        }
        Recurrence::EveryMonth(place) => at("every.month", *place),
        Recurrence::EveryQuarter(place) => at("every.quarter", *place),
        Recurrence::EveryYear(place) => at("every.year", *place),
        Recurrence::InYears(it, place) => years::on(speaker, *it, &self::place(speaker, *place)),
    }
}

fn place(speaker: Speaker<'_>, place: Place) -> String {
    match place {
        Place::Day(day) => speaker.say("place.day", &[("day", &day.to_string())]),
        Place::FirstDay => speaker.say("place.first_day", &[]),
        Place::LastDay => speaker.say("place.last_day", &[]),
        Place::Weekday { nth, weekday } => {
            let nth = match nth {
                Nth::First => "nth.first",
                Nth::Second => "nth.second",
                Nth::Third => "nth.third",
                Nth::Fourth => "nth.fourth",
                Nth::Last => "nth.last",
            };
            let day = speaker.language.weekday(weekday);
            speaker.say(nth, &[("day", day)])
        }
        Place::FirstBusinessDay => speaker.say("place.first_business_day", &[]),
        Place::LastBusinessDay => speaker.say("place.last_business_day", &[]),
    }
}
