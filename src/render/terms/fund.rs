//! A fund as partners read it: what is paid back, who decides, and the deadlines.

use super::limit::quantity;
use super::region::business;
use crate::base::duration::Duration;
use crate::base::id::RegionId;
use crate::base::money::Money;
use crate::base::period::Cycle;
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::kind::spec::Silence;
use crate::model::incentive::{Carried, Fund, Kept};
use crate::render::speaker::Speaker;
use crate::render::view::{Block, Pair, Table};

/// The rules of a fund.
pub fn blocks(speaker: Speaker<'_>, fund: &Fund, region: Option<RegionId>) -> Vec<Block> {
    let mut blocks = vec![
        Block::Table(activities(speaker, fund)),
        Block::Table(approval(speaker, fund)),
        Block::Pairs(deadlines(speaker, fund)),
    ];
    blocks.extend(dates(speaker, fund, region).map(Block::Table));
    blocks
}

/// When credit is earned and when it lapses, for each period of the year.
fn dates(speaker: Speaker<'_>, fund: &Fund, region: Option<RegionId>) -> Option<Table> {
    let (after, cycle) = fund.expires_after?;
    let fiscal = speaker.program.fiscal;
    let business = speaker.program.business_days(region);
    let whole = |it: &Carried| it.most == Kept::Part(Ratio::ONE);
    let carried = fund.carried.filter(|it| it.cycle == cycle && !whole(it));
    let rows = fiscal.periods(cycle, &fiscal.year()).map(|period| {
        let days = fiscal.days(period);
        let ends = |after| speaker.date(fiscal.after_end(days.last(), after, &business));
        let mut row = vec![speaker.language.days(days.first(), days.last())];
        row.extend(carried.map(|it| ends(it.beyond)));
        row.push(ends(after));
        row
    });
    let mut titles = vec![speaker.say("fund.earned", &[])];
    titles.extend(carried.map(|it| {
        let most = most_kept(speaker, it);
        speaker.say("fund.above_by", &[("most", &most)])
    }));
    titles.push(speaker.say("fund.use_by", &[]));
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let mut table = Table::of(&titles, rows);
    table.caption = speaker.say("fund.dates", &[]);
    Some(table)
}

fn activities(speaker: Speaker<'_>, fund: &Fund) -> Table {
    let say = |key: &str| speaker.say(key, &[]);
    let titles = [
        say("fund.activity"),
        format!("{}#", say("fund.share")),
        format!("{}#", say("fund.most")),
        say("fund.proof"),
    ];
    let rows = fund.activities.iter().map(|activity| {
        let most = activity
            .most_paid
            .map_or_else(|| say("amount.unlimited"), |it| speaker.money(it));
        let proof: Vec<String> = activity
            .proof
            .iter()
            .map(|proof| speaker.word("proof", proof))
            .collect();
        vec![
            speaker.sentence(speaker.word("activity", &activity.name)),
            speaker.rate(activity.share),
            most,
            speaker.language.list(&proof),
        ]
    });
    Table::of(&titles.each_ref().map(String::as_str), rows)
}

fn approval(speaker: Speaker<'_>, fund: &Fund) -> Table {
    let say = |key: &str| speaker.say(key, &[]);
    let titles = [
        "approval.from",
        "approval.by",
        "approval.within",
        "approval.silence",
    ]
    .map(say);
    let rows = fund.approval.iter().map(|rung| {
        let unit = Unit::Money(rung.from.currency);
        let from = Ratio::whole(rung.from.minor);
        vec![
            quantity(speaker, from, unit),
            speaker.role(&rung.by),
            speaker.duration(rung.within),
            silence(speaker, &rung.silence),
        ]
    });
    Table::of(&titles.each_ref().map(String::as_str), rows)
}

/// What it means when nobody decides in time.
pub fn silence(speaker: Speaker<'_>, silence: &Silence) -> String {
    match silence {
        Silence::Approved => speaker.say("silence.approved", &[]),
        Silence::Refused => speaker.say("silence.refused", &[]),
        Silence::EscalateTo(role) => {
            speaker.say("silence.escalate", &[("role", &speaker.role(role))])
        }
    }
}

fn deadlines(speaker: Speaker<'_>, fund: &Fund) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut add = |name: &str, text: String| {
        pairs.push(Pair {
            name: speaker.say(name, &[]),
            text,
        });
    };
    if let Some(before) = fund.request_before {
        let before = speaker.duration(before);
        add(
            "fund.request",
            speaker.say("fund.request_before", &[("before", &before)]),
        );
    }
    if let Some(within) = fund.claim_within {
        let within = speaker.duration(within);
        add(
            "fund.claim",
            speaker.say("fund.claim_within", &[("within", &within)]),
        );
    }
    if let Some(rules) = fund.decided {
        let within = speaker.duration(rules.within);
        let key = match rules.silence_approves {
            true => "fund.decided_or_approved",
            false => "fund.decided_or_denied",
        };
        add("fund.decided", speaker.say(key, &[("within", &within)]));
        let times = [
            ("fund.supply", "fund.supplied", rules.supply),
            ("fund.appeal", "fund.appealed", rules.appeal),
        ];
        for (name, key, time) in times {
            if let Some(within) = time {
                let within = speaker.duration(within);
                add(name, speaker.say(key, &[("within", &within)]));
            }
        }
    }
    if let Some(carried) = fund.carried {
        add("fund.carries", kept(speaker, carried));
    }
    if let Some((after, cycle)) = fund.expires_after {
        add("fund.expires", after_end(speaker, after, cycle));
    }
    let rungs = fund.approval.iter().map(|rung| rung.within);
    let claims = fund.decided.into_iter();
    let claims = claims.flat_map(|it| [Some(it.within), it.supply, it.appeal]);
    let times = rungs.chain(claims.flatten());
    pairs.extend(business(speaker, fund.approval_region, times));
    pairs
}

/// How much of the credit of a period is kept beyond which time.
fn kept(speaker: Speaker<'_>, carried: Carried) -> String {
    let when = after_end(speaker, carried.beyond, carried.cycle);
    let (key, name) = match carried.most {
        Kept::Part(_) => ("fund.carried_part", "part"),
        Kept::Amount(_) => ("fund.carried_amount", "amount"),
    };
    let most = most_kept(speaker, carried);
    speaker.say(key, &[(name, &most), ("when", &when)])
}

/// A part of what a period earned, or an amount.
fn most_kept(speaker: Speaker<'_>, carried: Carried) -> String {
    match carried.most {
        Kept::Part(part) => speaker.rate(part),
        Kept::Amount(minor) => {
            let currency = speaker.program.currency;
            speaker.money(Money { minor, currency })
        }
    }
}

/// A time after the end of a period.
fn after_end(speaker: Speaker<'_>, after: Duration, cycle: Cycle) -> String {
    let after = speaker.duration(after);
    let end = speaker.say(&format!("end.{}", cycle.word()), &[]);
    speaker.say("pay.after", &[("after", &after), ("anchor", &end)])
}
