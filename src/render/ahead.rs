//! One partner on a day: what it holds, what is asked of it and what is missing, what is under way, and what was paid.

mod joining;

use std::collections::BTreeMap;

use super::settlement::{explained, told};
use super::speaker::Speaker;
use super::terms::condition::{measured, test};
use super::terms::limit::quantity;
use crate::base::id::IncentiveId;
use crate::base::money::Money;
use crate::base::name::Name;
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::fact::Fact;
use crate::payout::table::Cell;
use crate::payout::test::{Comparison, Test};
use crate::semantics::progress::apart::Piece;
use crate::semantics::progress::joining::Enrolled;
use crate::semantics::progress::spent::Spent;
use crate::semantics::progress::{Asked, Compared, Reached, Rung};
use crate::semantics::standing::TermHeld;
use crate::settle::Settlement;
use crate::settle::entry::{Entry, Way};
use crate::settle::statement::{credit, total};

/// What is said of one partner.
pub struct Told<'a> {
    /// Which.
    pub partner: &'a Name,
    /// What it is called.
    pub title: &'a Name,
    /// What it keeps and may earn.
    pub standings: &'a [Rung<'a>],
    /// Where it stands in tables of rates.
    pub bands: &'a [Reached<'a>],
    /// Its levels in what is paid to those who enrol in time.
    pub levels: &'a [Enrolled<'a>],
    /// The limits that it has used up.
    pub spent: &'a [Spent],
    /// What all facts pay up to the day.
    pub settlement: &'a Settlement,
    /// The facts.
    pub facts: &'a [Fact],
    /// The incentive of which every entry is explained.
    pub of: Option<IncentiveId>,
}

/// The page, in Markdown.
pub fn text(speaker: Speaker<'_>, it: &Told<'_>) -> String {
    let until = it.settlement.until;
    let day = speaker.date(until);
    let head = [("partner", &*told(it.title)), ("day", &day)];
    let mut out = format!("# {}\n", speaker.say("ahead.title", &head));
    section(speaker, &mut out, "ahead.standing");
    let held: Vec<String> = of(it.standings, true)
        .map(|rung| told(&rung.tier.declared.title))
        .collect();
    out.push_str(&match held.is_empty() {
        true => speaker.say("ahead.holds_nothing", &[]),
        false => speaker.say("ahead.holds", &[("held", &speaker.language.list(&held))]),
    });
    out.push('\n');
    for rung in of(it.standings, true).chain(of(it.standings, false)) {
        asked_of(speaker, &mut out, rung);
    }
    under_way(speaker, &mut out, it);
    paid(speaker, &mut out, it);
    out
}

fn of<'a>(standings: &'a [Rung<'a>], held: bool) -> impl Iterator<Item = &'a Rung<'a>> {
    standings.iter().filter(move |rung| rung.is_held == held)
}

fn section(speaker: Speaker<'_>, out: &mut String, key: &str) {
    out.push_str(&format!("\n## {}\n\n", speaker.say(key, &[])));
}

/// `### For Platinum, at the review on 2 August 2027`, and what is asked.
fn asked_of(speaker: Speaker<'_>, out: &mut String, rung: &Rung<'_>) {
    let tier = told(&rung.tier.declared.title);
    let key = match rung.is_held {
        true => "ahead.keep",
        false => "ahead.earn",
    };
    let mut heading = speaker.say(key, &[("tier", &tier)]);
    if let Some(review) = rung.review {
        let day = speaker.date(review);
        let at = [("heading", &*heading), ("day", &day)];
        heading = speaker.say("ahead.at_review", &at);
    }
    out.push_str(&format!("\n### {heading}\n\n"));
    if let Some(held) = rung.term {
        out.push_str(&format!("{}\n\n", lasting(speaker, rung, held)));
    }
    let steps: Vec<String> = rung
        .steps
        .iter()
        .map(|step| joining::step(speaker, step))
        .collect();
    if rung.ways.iter().all(|way| way.asked.is_empty()) && steps.is_empty() {
        out.push_str(&format!("{}\n", speaker.say("ahead.asks_nothing", &[])));
        return;
    }
    for step in &steps {
        out.push_str(&format!("- {step}\n"));
    }
    if !rung.steps.is_empty() && rung.ways.len() > 1 {
        out.push('\n');
    }
    for (place, way) in rung.ways.iter().enumerate() {
        if rung.ways.len() > 1 {
            let gap = if place == 0 { "" } else { "\n" };
            let title = told(&way.path.title);
            let way = speaker.say("ahead.way", &[("way", &title)]);
            out.push_str(&format!("{gap}{way}\n\n"));
        }
        for asked in &way.asked {
            out.push_str(&format!("- {}\n", requirement(speaker, asked)));
            for piece in &asked.pieces {
                let indent = "  ".repeat(piece.depth.saturating_add(1));
                out.push_str(&format!("{indent}- {}\n", points_of(speaker, piece)));
            }
        }
    }
}

/// `It lasts to 30 April 2027, and is renewed from 31 March 2027 on when what follows is met.`
fn lasting(speaker: Speaker<'_>, rung: &Rung<'_>, held: TermHeld) -> String {
    let last = speaker.date(held.last);
    let Some(opens) = held.opens else {
        return speaker.say("ahead.lasts", &[("last", &last)]);
    };
    let (opens, ends) = (speaker.date(opens), speaker.date(held.ends));
    let days = [("last", &*last), ("opens", &opens), ("ends", &ends)];
    let mut text = speaker.say("ahead.renewed", &days);
    let audit = rung.tier.term.as_ref().and_then(|term| term.audit.as_ref());
    let next = held.renewals.saturating_add(1);
    if let Some(audit) = audit.filter(|audit| next.checked_rem(audit.every) == Some(0)) {
        let role = speaker.role(&audit.by);
        text.push(' ');
        text.push_str(&speaker.say("ahead.audited", &[("role", &role)]));
        text.push(' ');
        text.push_str(&speaker.language.text(match rung.is_audited {
            true => "ahead.was_audited",
            false => "ahead.not_audited",
        }));
    }
    text
}

/// `Missing: bookings are at least 600,000 USD. There is 420,000 USD; 180,000 USD more is asked.`
fn requirement(speaker: Speaker<'_>, asked: &Asked<'_>) -> String {
    // Said on a terminal: nothing in it is read as Markdown.
    let clause = test(speaker, &asked.test);
    let key = match asked.holds {
        true => "ahead.met",
        false => "ahead.missing",
    };
    let mut line = speaker.say(key, &[("test", &clause)]);
    let Some(Compared {
        now,
        asked: least,
        unit,
    }) = asked.now
    else {
        return line;
    };
    // What is there and what is missing add up as they are shown.
    let now = shown(now, unit);
    let there = quantity(speaker, now, unit);
    let more = least.less(now).unwrap_or(Ratio::ZERO);
    let says_more = !asked.holds && more > Ratio::ZERO && is_least(&asked.test);
    let then = match says_more {
        true => {
            let more = quantity(speaker, more, unit);
            speaker.say("ahead.more", &[("now", &there), ("more", &more)])
        }
        false => speaker.say("ahead.now", &[("now", &there)]),
    };
    line = speaker.say("text.then", &[("text", &line), ("more", &then)]);
    line
}

/// `Skills: 5 of at most 20; 3 more is asked.`
fn points_of(speaker: Speaker<'_>, piece: &Piece<'_>) -> String {
    let points = |points: Ratio| quantity(speaker, points, Unit::Points);
    let title = match piece.title {
        Some(title) => told(title),
        None => speaker.say("ahead.in_all", &[]),
    };
    let args = [("title", &*title), ("points", &points(piece.points))];
    let mut text = speaker.say("ahead.piece", &args);
    let more = [
        ("ahead.piece_most", piece.most.map(points)),
        (
            "ahead.piece_weight",
            piece.weight.map(|weight| speaker.rate(weight)),
        ),
        ("ahead.piece_short", piece.more.map(points)),
    ];
    for (key, more) in more {
        if let Some(more) = more {
            text = speaker.say(key, &[("text", &text), ("more", &more)]);
        }
    }
    text.push_str(&speaker.say("statement.stop", &[]));
    for unmet in &piece.unmet {
        let clause = test(speaker, unmet);
        let missing = speaker.say("ahead.missing", &[("test", &clause)]);
        text = speaker.say("text.then", &[("text", &text), ("more", &missing)]);
    }
    text
}

/// Money to the minor unit, as what was sold is told: a median may lie between two.
fn shown(amount: Ratio, unit: Unit) -> Ratio {
    match matches!(unit, Unit::Money(_)) {
        true => Ratio::whole(amount.floor()),
        false => amount,
    }
}

fn is_least(test: &Test) -> bool {
    matches!(
        test,
        Test::Compare {
            comparison: Comparison::AtLeast,
            ..
        }
    )
}

/// What open periods come to, and how far the next bands are.
fn under_way(speaker: Speaker<'_>, out: &mut String, it: &Told<'_>) {
    let estimates = it.settlement.estimates.iter();
    let own: Vec<_> = estimates
        .filter(|each| each.partner == *it.partner)
        .collect();
    if own.is_empty() && it.bands.is_empty() && it.spent.is_empty() && it.levels.is_empty() {
        return;
    }
    section(speaker, out, "ahead.under_way");
    for each in own {
        let mut incentives = speaker.program.incentives.iter();
        let incentive = incentives.find(|of| of.declared.first == each.incentive);
        let title = speaker.title(incentive.map(|it| &it.declared));
        let days = speaker.language.days(each.days.first(), each.days.last());
        let amount = speaker.language.number(&each.amount.to_string());
        let args = [
            ("title", &*told(&title)),
            ("days", &days),
            ("amount", &amount),
        ];
        let key = match each.is_credit {
            true => "ahead.credit",
            false => "ahead.so_far",
        };
        out.push_str(&format!("- {}\n", speaker.say(key, &args)));
    }
    for enrolled in it.levels {
        out.push_str(&format!("- {}\n", joining::level(speaker, enrolled)));
    }
    let is_spent = |reached: &&Reached<'_>| {
        let mut spent = it.spent.iter();
        spent.any(|spent| spent.incentive == reached.incentive)
    };
    for reached in it.bands.iter().filter(|reached| !is_spent(reached)) {
        out.push_str(&format!("- {}\n", band(speaker, reached)));
    }
    for spent in it.spent {
        out.push_str(&format!("- {}\n", used_up(speaker, spent)));
    }
}

/// `Quarterly rebate: the limit of 20,000 USD is used up; nothing more can be earned before 1 January 2028.`
fn used_up(speaker: Speaker<'_>, spent: &Spent) -> String {
    let incentive = speaker.program.incentive(spent.incentive);
    let title = told(&speaker.title(incentive.map(|it| &it.declared)));
    let limit = speaker.money(Money {
        minor: spent.limit,
        currency: speaker.program.currency,
    });
    let limit = match spent.is_shared {
        true => speaker.say("ahead.shared_limit", &[("limit", &limit)]),
        false => limit,
    };
    let day = spent.opens.map(|day| speaker.date(day));
    let key = match day {
        Some(_) => "ahead.spent",
        None => "ahead.spent_for_good",
    };
    let day = day.unwrap_or_default();
    speaker.say(key, &[("title", &title), ("limit", &limit), ("day", &day)])
}

fn band(speaker: Speaker<'_>, reached: &Reached<'_>) -> String {
    let incentive = speaker.program.incentive(reached.incentive);
    let title = told(&speaker.title(incentive.map(|it| &it.declared)));
    let (basis, unit) = measured(speaker, reached.basis, None);
    let amount = |amount: Ratio| quantity(speaker, shown(amount, unit), unit);
    let days = speaker
        .language
        .days(reached.days.first(), reached.days.last());
    let (now, pays) = (amount(reached.now), cell(speaker, reached.cell));
    let args = [
        ("title", &*title),
        ("days", &days),
        ("basis", &basis),
        ("now", &now),
        ("pays", &pays),
    ];
    let key = match reached.is_whole {
        true => "ahead.whole",
        false => "ahead.marginal",
    };
    let line = speaker.say(key, &args);
    let Some((start, next)) = reached.next else {
        return line;
    };
    let more = amount(start.less(reached.now).unwrap_or(Ratio::ZERO));
    let (start, next) = (amount(start), cell(speaker, Some(next)));
    let args = [("start", &*start), ("pays", &next), ("more", &more)];
    let key = match reached.is_whole {
        true => "ahead.next_whole",
        false => "ahead.next_marginal",
    };
    let then = speaker.say(key, &args);
    speaker.say("text.then", &[("text", &line), ("more", &then)])
}

fn cell(speaker: Speaker<'_>, cell: Option<&Cell>) -> String {
    match cell {
        Some(Cell::Rate(rate)) => speaker.rate(*rate),
        Some(Cell::Fixed(fixed)) => quantity(speaker, fixed.amount, fixed.unit),
        Some(Cell::Nothing) | None => speaker.say("amount.nothing", &[]),
    }
}

/// What was paid, by incentive, and the reasons of the one that was asked for.
fn paid(speaker: Speaker<'_>, out: &mut String, it: &Told<'_>) {
    let all: Vec<&Entry> = it
        .settlement
        .all()
        .filter(|entry| entry.claim.partner == *it.partner)
        .collect();
    if all.is_empty() {
        return;
    }
    section(speaker, out, "ahead.posted");
    let heads = [
        "statement.what",
        "ahead.payee",
        "ahead.entries",
        "statement.amount",
    ];
    let heads = heads.map(|key| speaker.say(key, &[]));
    out.push_str(&format!("| {} |\n|---|---|---:|---:|\n", heads.join(" | ")));
    for incentive in &speaker.program.incentives {
        let of = |entry: &&Entry| {
            entry.way() != Way::Credit && entry.claim.incentive == incentive.declared.first
        };
        let mut by_payee: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
        for entry in all.iter().copied().filter(of) {
            by_payee.entry(entry.payee()).or_default().push(entry);
        }
        let title = told(&speaker.title(Some(&incentive.declared)));
        for (payee, own) in by_payee {
            if let Some(sum) = total(own.iter().copied()) {
                let (payee, count) = (told(payee), own.len());
                let sum = speaker.language.number(&sum.to_string());
                out.push_str(&format!("| {title} | {payee} | {count} | {sum} |\n"));
            }
        }
    }
    if let Some(left) = credit(&all) {
        let amount = speaker.language.number(&left.to_string());
        let left = speaker.say("statement.credit_left", &[("amount", &amount)]);
        out.push_str(&format!("\n{left}\n"));
    }
    let asked = it.of.and_then(|id| speaker.program.incentive(id));
    if let Some(incentive) = asked {
        let first = &incentive.declared.first;
        let mut own = all
            .iter()
            .filter(|entry| entry.claim.incentive == *first)
            .peekable();
        if own.peek().is_none() {
            return;
        }
        section(speaker, out, "statement.why");
        out.push_str(explained(speaker, own.copied(), it.facts).trim_start());
    }
}
