//! One statement as a page: what is new and why, the credit of funds, and what was posted before.

use super::facts::Facts;
use super::told;
use crate::base::date::Date;
use crate::base::money::{Money, Rounding};
use crate::base::name::Name;
use crate::base::period::Cycle;
use crate::base::ratio::Ratio;
use crate::payout::given::Among;
use crate::render::speaker::Speaker;
use crate::render::why;
use crate::semantics::posting::PostingKind;
use crate::semantics::walk::shared_among;
use crate::semantics::why::Why;
use crate::settle::entry::{Entry, Way};
use crate::settle::statement::{Held, Statement, total};

/// The page of a statement.
pub(super) fn text(
    speaker: Speaker<'_>,
    program_sha256: &str,
    until: Date,
    statement: &Statement,
    facts: &Facts,
) -> String {
    let mut out = heading(speaker, program_sha256, until, statement);
    let paid = of(&statement.entries, Way::Paid);
    let heads = ["statement.paid", "statement.due"];
    out.push_str(&summed(speaker, &paid, heads, |entry| entry.due));
    let taken_off = of(&statement.entries, Way::OnInvoice);
    let heads = ["statement.invoices", "statement.booked"];
    out.push_str(&summed(speaker, &taken_off, heads, |entry| entry.booked));
    out.push_str(&credit(speaker, statement));
    if !statement.entries.is_empty() {
        out.push_str(&section(speaker, "statement.why"));
    }
    for entry in &statement.entries {
        out.push_str(&reasons(speaker, entry, facts));
    }
    out.push_str(&before(speaker, statement));
    out
}

fn heading(speaker: Speaker<'_>, sha256: &str, until: Date, statement: &Statement) -> String {
    let mut out = format!("# {}\n\n", told(&statement.title));
    if statement.payee != statement.partner {
        let (payee, partner) = (told(&statement.payee), told(&statement.partner));
        let whom = [("payee", &*payee), ("partner", &partner)];
        out.push_str(&format!("{}\n\n", speaker.say("statement.for", &whom)));
    }
    let (program, day) = (
        told(&speaker.program.declared.title),
        speaker.language.figures(until),
    );
    let identity = sha256.get(..16).unwrap_or(sha256);
    let by = [
        ("program", &*program),
        ("day", &day),
        ("identity", identity),
    ];
    out.push_str(&format!("{}\n\n", speaker.say("statement.by", &by)));
    let none = Money::zero(speaker.program.currency);
    let sums = [
        ("statement.new", Some(statement.payable.unwrap_or(none))),
        ("statement.posted", statement.posted),
        ("statement.on_invoices", statement.on_invoices),
        ("statement.credit_left", statement.credit),
    ];
    let sums = sums.into_iter().filter_map(|(key, sum)| {
        let sum = amount(speaker, sum?);
        Some(speaker.say(key, &[("amount", &sum)]))
    });
    let sums: Vec<String> = sums.collect();
    out.push_str(&format!("{}\n", sums.join(" ")));
    let held = statement.held.iter().map(|held| standing(speaker, held));
    let held = speaker.language.list(&held.collect::<Vec<_>>());
    if !held.is_empty() {
        let text = speaker.say("statement.stands", &[("day", &day), ("held", &held)]);
        out.push_str(&format!("\n{text}\n"));
    }
    out.push_str(&finality(speaker, until, statement));
    out
}

/// Until when what is posted can be corrected, or that it is final; nothing where the program does not say it.
fn finality(speaker: Speaker<'_>, until: Date, statement: &Statement) -> String {
    let days = statement.entries.iter().map(|entry| entry.day);
    let last = days.filter_map(|day| speaker.program.final_day(day)).max();
    let Some(last) = last else {
        return String::new();
    };
    let key = match until >= last {
        true => "statement.is_final",
        false => "statement.is_provisional",
    };
    let day = speaker.language.figures(last);
    format!("\n{}\n", speaker.say(key, &[("day", &day)]))
}

/// `Security (to 2027-09-30)`
fn standing(speaker: Speaker<'_>, held: &Held) -> String {
    let sort = match held.is_tier {
        true => "tier",
        false => "specialization",
    };
    let title = told(&speaker.referred(sort, &held.name));
    match held.until {
        None => title,
        Some(last) => {
            let last = speaker.language.figures(last);
            speaker.say("statement.stands_to", &[("title", &title), ("last", &last)])
        }
    }
}

fn section(speaker: Speaker<'_>, title: &str) -> String {
    format!("\n## {}\n", speaker.say(title, &[]))
}

/// The head of a table of entries: some columns, then what, for what, and how much.
fn table(speaker: Speaker<'_>, title: &str, first: &[&str]) -> String {
    let last = ["statement.what", "statement.earned", "statement.amount"];
    let heads = first.iter().chain(&last);
    let heads: Vec<String> = heads.map(|key| speaker.say(key, &[])).collect();
    let rules = "---|".repeat(heads.len().saturating_sub(1));
    let (section, heads) = (section(speaker, title), heads.join(" | "));
    format!("{section}\n| {heads} |\n|{rules}---:|\n")
}

fn amount(speaker: Speaker<'_>, money: Money) -> String {
    speaker.language.number(&money.to_string())
}

fn of(entries: &[Entry], way: Way) -> Vec<&Entry> {
    entries.iter().filter(|entry| entry.way() == way).collect()
}

/// Entries by day, with their sum; nothing where there are none.
fn summed(
    speaker: Speaker<'_>,
    entries: &[&Entry],
    [title, head]: [&str; 2],
    day: fn(&Entry) -> Date,
) -> String {
    if entries.is_empty() {
        return String::new();
    }
    let mut out = table(speaker, title, &[head]);
    for entry in entries {
        let (what, amount) = (what(speaker, entry), amount(speaker, entry.amount));
        let day = speaker.language.figures(day(entry));
        out.push_str(&format!("| {day} | {what} | {amount} |\n"));
    }
    let in_all = speaker.say("statement.in_all", &[]);
    let sum = sum(speaker, entries);
    out.push_str(&format!("| | **{in_all}** | | **{sum}** |\n"));
    out
}

fn sum(speaker: Speaker<'_>, entries: &[&Entry]) -> String {
    let sum = total(entries.iter().copied());
    sum.map_or_else(String::new, |sum| amount(speaker, sum))
}

/// What was earned of credit and what expired; what was paid out of it stands above.
fn credit(speaker: Speaker<'_>, statement: &Statement) -> String {
    let credit = of(&statement.entries, Way::Credit);
    if credit.is_empty() {
        return String::new();
    }
    let mut out = table(speaker, "statement.credit", &["statement.booked"]);
    for entry in credit {
        let (what, amount) = (what(speaker, entry), amount(speaker, entry.amount));
        let booked = speaker.language.figures(entry.booked);
        out.push_str(&format!("| {booked} | {what} | {amount} |\n"));
    }
    out.push_str(&format!(
        "\n{}\n",
        speaker.say("statement.credit_note", &[])
    ));
    out
}

/// `Quarterly volume rebate, award | Q1 2027`
fn what(speaker: Speaker<'_>, entry: &Entry) -> String {
    let (title, word) = (title(speaker, entry), kind(speaker, entry.kind));
    let both = speaker.language.row(&[title, word]);
    format!("{both} | {}", told(&earned(speaker, entry)))
}

fn kind(speaker: Speaker<'_>, kind: PostingKind) -> String {
    speaker.language.text(match kind {
        PostingKind::Award => "posting.award",
        PostingKind::Adjustment => "posting.adjustment",
        PostingKind::Reversal(_) => "posting.reversal",
        PostingKind::Credit => "posting.credit",
        PostingKind::Reimbursement => "posting.reimbursement",
        PostingKind::Expiry => "posting.expiry",
    })
}

fn title(speaker: Speaker<'_>, entry: &Entry) -> String {
    let mut incentives = speaker.program.incentives.iter();
    let declared = incentives.find(|each| each.declared.first == entry.claim.incentive);
    let title = declared.map_or(&entry.claim.incentive, |each| &each.declared.title);
    told(title)
}

/// What was earned: the name of a period instead of its first day, stated days and facts in the language's words.
fn earned(speaker: Speaker<'_>, entry: &Entry) -> String {
    let text = entry.claim.earned.as_str();
    let ends = text.split_once(" to ");
    let ends = ends.and_then(|(first, last)| Date::parse(first).zip(Date::parse(last)));
    if let Some((first, last)) = ends {
        return speaker.language.days(first, last);
    }
    let Some((word, rest)) = text.split_once(' ') else {
        return text.to_owned();
    };
    let fiscal = speaker.program.fiscal;
    if let (Some(cycle), Some(day)) = (Cycle::parse(word), Date::parse(rest)) {
        return fiscal.name(fiscal.period_at(cycle, day));
    }
    format!("{} {rest}", speaker.word("fact", &Name::new(word)))
}

/// The reason of one entry: how it was computed and rounded, what was posted before, and the part of each fact.
pub(super) fn reasons(speaker: Speaker<'_>, entry: &Entry, facts: &Facts) -> String {
    let mut out = format!("\n### {}\n\n", entry_title(speaker, entry));
    let day = speaker.language.figures(entry.booked);
    let posted = [
        ("id", &*entry.id),
        ("incentive", entry.claim.incentive.as_str()),
        ("day", &day),
    ];
    out.push_str(&speaker.say("statement.entry", &posted));
    if entry.sequence > 1 {
        let number = entry.sequence.to_string();
        out.push_str(&speaker.say("statement.number", &[("number", &number)]));
    }
    if let Some(tier) = &entry.held {
        let (tier, day) = (
            told(&speaker.referred("tier", tier)),
            speaker.language.figures(entry.day),
        );
        out.push_str(&speaker.say("statement.held", &[("tier", &tier), ("day", &day)]));
    }
    out.push_str(&format!("{}\n\n", speaker.say("statement.stop", &[])));
    if let Some(why) = &entry.why {
        for step in why::steps(speaker, &own(why)) {
            let indent = "  ".repeat(step.depth);
            let (sentence, amount) = (told(&step.sentence), step.amount);
            out.push_str(&format!("{indent}- {sentence}: {amount}\n"));
        }
    }
    for line in arithmetic(speaker, entry) {
        out.push_str(&format!("- {line}\n"));
    }
    for (fact, minor) in &entry.facts {
        let part = money(speaker, *minor, entry);
        let fact = match is_rival(speaker, entry) {
            true => facts.told_to(speaker, fact, &entry.claim.partner),
            false => facts.told(speaker, fact),
        };
        let line = speaker.say("statement.of_this", &[("fact", &fact), ("amount", &part)]);
        out.push_str(&format!("- {line}\n"));
    }
    out
}

/// Whether who is paid for a sale is the rival of the one who sold.
fn is_rival(speaker: Speaker<'_>, entry: &Entry) -> bool {
    let mut incentives = speaker.program.incentives.iter();
    let declared = incentives.find(|each| each.declared.first == entry.claim.incentive);
    let among = declared.and_then(|each| shared_among(&each.payout));
    among == Some(Among::SecondRegistrant)
}

/// A reason without what a sale of a rival came to: the registration is why its partner is paid.
fn own(why: &Why) -> Why {
    let parts = match why.phrase.key {
        "award.second_registrant" => Vec::new(),
        _ => why.parts.iter().map(own).collect(),
    };
    Why {
        parts,
        ..why.clone()
    }
}

fn entry_title(speaker: Speaker<'_>, entry: &Entry) -> String {
    let (title, kind) = (title(speaker, entry), kind(speaker, entry.kind));
    let earned = told(&earned(speaker, entry));
    let amount = amount(speaker, entry.amount);
    let arguments = [
        ("title", &*title),
        ("kind", &kind),
        ("earned", &earned),
        ("amount", &amount),
    ];
    speaker.say("statement.entry_title", &arguments)
}

fn money(speaker: Speaker<'_>, minor: i128, entry: &Entry) -> String {
    let currency = entry.amount.currency;
    amount(speaker, Money { minor, currency })
}

fn mode(speaker: Speaker<'_>) -> String {
    speaker.language.text(match speaker.program.rounding {
        Rounding::HalfUp => "statement.half_up",
        Rounding::HalfEven => "statement.half_even",
        Rounding::Down => "statement.down",
        Rounding::Up => "statement.up",
    })
}

/// From the exact amount of a claim to this entry of it.
fn arithmetic(speaker: Speaker<'_>, entry: &Entry) -> Vec<String> {
    let mut lines = Vec::new();
    let net = entry.before.saturating_add(entry.amount.minor);
    if let Some(why) = &entry.why {
        let rounded = speaker.program.rounding.round(why.amount);
        if why.amount != Ratio::whole(rounded) {
            let (mode, amount) = (mode(speaker), money(speaker, rounded, entry));
            let arguments = [("mode", &*mode), ("amount", &amount)];
            lines.push(speaker.say("statement.rounded", &arguments));
        }
        let back = rounded.saturating_sub(net);
        if back != 0 {
            let back = money(speaker, back, entry);
            lines.push(speaker.say("statement.taken_back", &[("amount", &back)]));
        }
    } else {
        lines.push(without_reason(speaker, entry));
    }
    if entry.before != 0 || entry.corrects {
        let key = match entry.corrects {
            true => "statement.corrects",
            false => "statement.before",
        };
        let before = money(speaker, entry.before, entry);
        let amount = amount(speaker, entry.amount);
        lines.push(speaker.say(key, &[("before", &before), ("amount", &amount)]));
    }
    lines
}

fn without_reason(speaker: Speaker<'_>, entry: &Entry) -> String {
    match entry.kind {
        PostingKind::Reversal(_) => speaker.say("statement.reversal", &[("mode", &mode(speaker))]),
        PostingKind::Expiry => speaker.say("statement.expired", &[]),
        PostingKind::Award
        | PostingKind::Adjustment
        | PostingKind::Credit
        | PostingKind::Reimbursement => speaker.language.text(match entry.corrects {
            true => "statement.nothing_now",
            false => "statement.as_it_was",
        }),
    }
}

/// What earlier settlements posted, without reasons: their own statements have them.
fn before(speaker: Speaker<'_>, statement: &Statement) -> String {
    if statement.earlier.is_empty() {
        return String::new();
    }
    let first = ["statement.settled", "statement.due"];
    let mut out = table(speaker, "statement.earlier", &first);
    for entry in &statement.earlier {
        let due = match entry.way() {
            Way::Paid => speaker.language.figures(entry.due),
            Way::OnInvoice => speaker.say("statement.as_invoice", &[]),
            Way::Credit => speaker.say("statement.as_credit", &[]),
        };
        let (what, amount) = (what(speaker, entry), amount(speaker, entry.amount));
        out.push_str(&format!(
            "| {} | {due} | {what} | {amount} |\n",
            speaker.language.figures(entry.settled)
        ));
    }
    out
}
