//! What changed between two programs, for people and for tools. Must not know how it was found.

use serde_json::{Value, json};

use super::listing;
use crate::base::money::Money;
use crate::base::name::Name;
use crate::base::ratio::decimal_text;
use crate::decide::consequence::{Moved, Moves, Notice, PartnerMoney};
use crate::diff::Change;
use crate::model::Program;
use crate::model::guard::NoticeWhen;
use crate::semantics::bounds::Most;

/// The version of the form of the JSON.
const SCHEMA_VERSION: u32 = 1;

/// Payees that are listed for people; the rest is counted.
const MOST_PAYEES: usize = 20;

/// Two programs with everything that was found.
pub struct Difference<'a> {
    /// What the user called them.
    pub names: [String; 2],
    /// The fingerprints of their meanings.
    pub hashes: [String; 2],
    /// The program that is proposed.
    pub program: &'a Program,
    /// What changed.
    pub changes: Vec<Change>,
    /// What partners are paid on the same facts, where there are facts.
    pub money: Option<PartnerMoney>,
    /// The most that a year can cost in each; `None` where it cannot be told.
    pub worst: [Option<Most>; 2],
    /// For whom the change is.
    pub sort: NoticeWhen,
    /// The notice that it needs.
    pub notice: Option<Notice>,
    /// The notice that it would need if it were worse for some partner.
    pub notice_if_worse: Option<Notice>,
    /// Who must agree.
    pub approvals: Vec<Name>,
}

/// Everything, for a terminal or, with tables and fences, for a comment on a pull request.
pub fn text(found: &Difference, markdown: bool) -> String {
    if found.changes.is_empty() {
        return format!(
            "no change in meaning from {} to {}\n",
            found.names[0], found.names[1]
        );
    }
    let mut out = String::new();
    let heading = |title: &str| match markdown {
        true => format!("### {title}\n\n"),
        false => format!("{title}\n\n"),
    };
    out.push_str(&heading(&format!(
        "What changed from {} to {}",
        found.names[0], found.names[1]
    )));
    for change in &found.changes {
        let (open, close) = match markdown {
            true => (
                format!("`{}` {}\n\n```diff\n", change.name, change.sort.word()),
                "```\n\n",
            ),
            false => (format!("{} {}\n", change.name, change.sort.word()), "\n"),
        };
        out.push_str(&open);
        for (sign, text) in &change.lines {
            out.push_str(format!("{sign} {text}").trim_end());
            out.push('\n');
        }
        out.push_str(close);
    }
    if let Some(money) = &found.money {
        out.push_str(&heading("Partner money on the same facts"));
        out.push_str(&moves(found.program, &money.payable, markdown));
        if money.credit != Moves::default() {
            out.push_str(&heading("Credit in funds on the same facts"));
            out.push_str(&moves(found.program, &money.credit, markdown));
        }
    }
    out.push_str(&heading("What it needs"));
    for line in needs(found) {
        out.push_str(&format!("- {line}\n"));
    }
    out
}

fn moves(program: &Program, money: &Moves, markdown: bool) -> String {
    let mut out = String::new();
    let (before, after) = money.total;
    let all = Moved {
        name: Name::new("all"),
        before,
        after,
    };
    let incentives: Vec<&Moved> = money.incentives.iter().chain([&all]).collect();
    out.push_str(&rows(program, "incentive", &incentives, markdown));
    out.push('\n');
    let payees: Vec<&Moved> = money.payees.iter().take(MOST_PAYEES).collect();
    if !payees.is_empty() {
        out.push_str(&rows(program, "payee", &payees, markdown));
        let more = money.payees.len().saturating_sub(payees.len());
        if more > 0 {
            out.push_str(&format!("and {more} more\n"));
        }
        out.push('\n');
    }
    let worse = money.payees.iter().filter(|each| each.by() < 0).count();
    let better = money.payees.len().saturating_sub(worse);
    out.push_str(&format!(
        "Less for {worse}, more for {better}, the same for {}.\n\n",
        money.unmoved
    ));
    out
}

fn rows(program: &Program, title: &str, all: &[&Moved], markdown: bool) -> String {
    let money = |minor: i128| amount(program, minor);
    let row = |each: &&Moved| {
        let sign = if each.by() > 0 { "+" } else { "" };
        let by = format!("{sign}{}", money(each.by()));
        vec![
            each.name.to_string(),
            money(each.before),
            money(each.after),
            by,
        ]
    };
    let head = [title, "before", "after", "difference"];
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    match markdown {
        true => listing::markdown(&head, &rows),
        false => listing::columns(&head, &rows),
    }
}

fn amount(program: &Program, minor: i128) -> String {
    let currency = program.currency;
    Money { minor, currency }.to_string()
}

/// What the change needs before it may take effect, a line each.
fn needs(found: &Difference) -> Vec<String> {
    let mut lines = Vec::new();
    let whom = match (found.sort, &found.money) {
        (NoticeWhen::Worse, None) => "it is taken as worse for some partner: no facts were given",
        (NoticeWhen::Worse, Some(_)) => "it is worse for some partner",
        (NoticeWhen::Better, _) => {
            "it is better for some partner and worse for none, on these facts"
        }
        (NoticeWhen::Neutral, _) => "it moves nobody's money on these facts",
    };
    lines.push(whom.to_owned());
    let most = |most: &Option<Most>| match most {
        Some(Most::Of(minor)) => amount(found.program, *minor),
        Some(Most::Unbounded(_)) => "no limit".to_owned(),
        None => "not told".to_owned(),
    };
    let [before, after] = &found.worst;
    lines.push(format!(
        "worst case of the year: {} before, {} after",
        most(before),
        most(after)
    ));
    if let (Some(hidden), true) = (found.notice_if_worse, found.sort != NoticeWhen::Worse) {
        lines.push(format!(
            "where it is worse for a partner whom these facts do not show, {} of notice are promised",
            hidden.promised
        ));
    }
    lines.push(match found.notice {
        None => "notice: none is promised for such a change".to_owned(),
        Some(Notice { promised, published: None, .. }) => {
            format!("notice: {promised}, from the day the change is published: `published` of the proposed program says when")
        }
        Some(Notice { promised, published: Some(day), earliest }) => {
            let earliest = earliest.map_or_else(String::new, |day| day.to_string());
            format!("notice: {promised}; published on {day}, it may take effect on {earliest} at the earliest")
        }
    });
    lines.push(match found.approvals.as_slice() {
        [] => "approval: nobody's is asked for".to_owned(),
        names => {
            let names: Vec<&str> = names.iter().map(Name::as_str).collect();
            format!("approval: {}", names.join(", "))
        }
    });
    lines
}

/// The object for other tools, as text. Amounts are texts in the currency's own units.
pub fn json(found: &Difference) -> String {
    let scale = u32::from(found.program.currency.exponent());
    let units = |minor: i128| decimal_text(minor, scale);
    let moved = |all: &[Moved]| -> Vec<Value> {
        let each = |each: &Moved| {
            json!({
                "name": each.name.as_str(),
                "before": units(each.before),
                "after": units(each.after),
                "difference": units(each.by()),
            })
        };
        all.iter().map(each).collect()
    };
    let moves = |moves: &Moves| {
        json!({
            "before": units(moves.total.0),
            "after": units(moves.total.1),
            "incentives": moved(&moves.incentives),
            "payees": moved(&moves.payees),
            "unmoved": moves.unmoved,
        })
    };
    let change = |change: &Change| {
        let lines = change
            .lines
            .iter()
            .map(|(sign, text)| format!("{sign} {text}"));
        json!({ "name": change.name, "change": change.sort.word(), "lines": lines.collect::<Vec<_>>() })
    };
    let most = |most: &Option<Most>| match most {
        Some(Most::Of(minor)) => Value::from(units(*minor)),
        Some(Most::Unbounded(_)) | None => Value::Null,
    };
    let sort = match found.sort {
        NoticeWhen::Worse => "worse",
        NoticeWhen::Neutral => "neutral",
        NoticeWhen::Better => "better",
    };
    let value = json!({
        "schema_version": SCHEMA_VERSION,
        "first": { "program": found.names[0], "program_sha256": found.hashes[0] },
        "second": { "program": found.names[1], "program_sha256": found.hashes[1] },
        "currency": found.program.currency.code(),
        "changes": found.changes.iter().map(change).collect::<Vec<_>>(),
        "money": found.money.as_ref().map(|money| moves(&money.payable)),
        "credit": found.money.as_ref().map(|money| moves(&money.credit)),
        "worst_case": { "before": most(&found.worst[0]), "after": most(&found.worst[1]) },
        "for_partners": sort,
        "notice": found.notice.map(|notice| json!({
            "promised": notice.promised.to_string(),
            "published": notice.published.map(|day| day.to_string()),
            "earliest": notice.earliest.map(|day| day.to_string()),
        })),
        "approvals": found.approvals.iter().map(Name::as_str).collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}
