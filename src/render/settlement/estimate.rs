//! What is not final yet: estimates of open periods, and until when what is posted can be corrected.

use super::{Fault, Field, free, told, value};
use crate::base::money::Money;
use crate::base::name::Name;
use crate::model::Program;
use crate::render::speaker::Speaker;
use crate::settle::Settlement;
use crate::settle::estimate::Estimate;
use crate::settle::state::State;
use crate::settle::statement::Statement;

/// `estimates.csv`: never posted, and in no other table but the accruals.
pub(super) fn table(settlement: &Settlement) -> Result<String, Fault> {
    let heads = [
        "state",
        "incentive",
        "partner",
        "payee",
        "earned",
        "from",
        "until",
        "as_of",
        "days_left",
        "amount",
        "posted",
        "currency",
        "tier",
        "next_review",
        "may_return",
        "pending",
    ];
    let row = |each: &Estimate| -> Vec<Field> {
        vec![
            value(State::Estimate.word()),
            free(&each.incentive),
            free(&each.partner),
            free(&each.payee),
            free(&each.earned),
            value(each.days.first()),
            value(each.days.last()),
            value(settlement.until),
            value(each.left),
            value(each.amount.plain()),
            value(each.posted.plain()),
            value(each.amount.currency),
            free(each.tier.as_ref().map_or("", Name::as_str)),
            value(each.review.map_or_else(String::new, |day| day.to_string())),
            value(each.may_return.plain()),
            value(each.pending.plain()),
        ]
    };
    super::table(&heads, settlement.estimates.iter().map(row).collect())
}

/// How much is estimated, provisional and final, in all.
pub(super) fn summary(program: &Program, settlement: &Settlement) -> String {
    let mut out = String::new();
    let count = |state: State| {
        let of = |day| State::of(program, day, settlement.until) == state;
        settlement.all().filter(|each| of(each.day)).count()
    };
    if program.finality.is_none() && settlement.estimates.is_empty() {
        return out;
    }
    out.push_str("## How far it can still change\n\n| state | lines |\n|---|---:|\n");
    let lines = [
        (State::Estimate, settlement.estimates.len()),
        (State::Provisional, count(State::Provisional)),
        (State::Final, count(State::Final)),
    ];
    for (state, count) in lines {
        out.push_str(&format!("| {} | {count} |\n", state.word()));
    }
    out.push('\n');
    out
}

/// The estimates of a statement, each with what may still change it.
pub(super) fn text(speaker: Speaker<'_>, settlement: &Settlement, statement: &Statement) -> String {
    let Some(first) = statement.estimates.first() else {
        return String::new();
    };
    let day = speaker.language.figures(settlement.until);
    let title = speaker.say("estimate.title", &[("day", &day)]);
    let note = speaker.say("estimate.note", &[]);
    let heads = [
        "statement.what",
        "estimate.period",
        "estimate.left",
        "estimate.amount",
    ];
    let heads = heads.map(|key| speaker.say(key, &[])).join(" | ");
    let mut out = format!("\n## {title}\n\n{note}\n\n| {heads} |\n|---|---|---:|---:|\n");
    for each in &statement.estimates {
        let period = speaker.language.days(each.days.first(), each.days.last());
        let (what, amount) = (incentive(speaker, each), amount(speaker, each.amount));
        let period = told(&period);
        out.push_str(&format!(
            "| {what} | {period} | {} | {amount} |\n",
            each.left
        ));
    }
    let changes = changes(speaker, first, &statement.estimates);
    out.push_str(&format!("\n{changes}\n"));
    out
}

/// What may change the estimates of a payee. Several may count the same sales.
fn changes(speaker: Speaker<'_>, first: &Estimate, estimates: &[Estimate]) -> String {
    let mut all = Vec::new();
    if let Some(tier) = &first.tier {
        let tier = told(tier);
        all.push(match estimates.iter().find_map(|each| each.review) {
            Some(day) => {
                let day = speaker.language.figures(day);
                speaker.say("estimate.tier_until", &[("tier", &tier), ("day", &day)])
            }
            None => speaker.say("estimate.tier", &[("tier", &tier)]),
        });
    }
    let most = |of: fn(&Estimate) -> Money| {
        let mut all = estimates.iter().map(of);
        let first = all.next();
        all.fold(first, |held, sum| {
            held.map(|held| if sum.minor > held.minor { sum } else { held })
        })
    };
    let sums = [
        ("estimate.may_return", most(|each| each.may_return)),
        ("estimate.pending", most(|each| each.pending)),
    ];
    for (key, sum) in sums {
        if let Some(sum) = sum.filter(|sum| sum.minor != 0) {
            all.push(speaker.say(key, &[("amount", &amount(speaker, sum))]));
        }
    }
    all.push(speaker.say("estimate.may_change", &[]));
    all.join(" ")
}

fn incentive(speaker: Speaker<'_>, each: &Estimate) -> String {
    let mut all = speaker.program.incentives.iter();
    let declared = all.find(|it| it.declared.first == each.incentive);
    let title = told(declared.map_or(&each.incentive, |it| &it.declared.title));
    match each.is_credit {
        true => {
            let credit = speaker.language.text("posting.credit");
            speaker.language.row(&[title, credit])
        }
        false => title,
    }
}

fn amount(speaker: Speaker<'_>, money: Money) -> String {
    speaker.language.number(&money.to_string())
}
