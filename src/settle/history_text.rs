//! History as lines of JSON: the first says whose it is, then one line a settlement, a fact, an entry. Lines,
//! so that a long history is read with little memory. Amounts are whole minor units, as texts.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Value as Json, json};

use crate::base::date::Date;
use crate::base::money::{Currency, Money};
use crate::base::name::Name;
use crate::base::period::Days;
use crate::fact::{FactKind, type_named, type_of};
use crate::payout::payment::Form;
use crate::payout::{Account, UndoFrom};
use crate::semantics::advance::ClaimName;
use crate::semantics::posting::PostingKind;
use crate::settle::entry::{Entry, back_word, form_word, kind_word};
use crate::settle::history::{Facts, History, Known, Run};
use crate::settle::ledger::cost_words;

/// What the file calls itself, and its version.
const FORM: &str = "charter history 2";

/// Closes the line of a fact that was rejected.
const REJECTED: &str = "rejected";

/// A line that is no history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The line, from 1.
    pub line: u64,
    /// What should stand there.
    pub expected: &'static str,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {} on line {}", self.expected, self.line)
    }
}

/// The text of a history.
pub fn write(history: &History) -> String {
    let mut text = String::new();
    let mut line = |json: Json| {
        text.push_str(&json.to_string());
        text.push('\n');
    };
    line(json!({
        "form": FORM,
        "program": &*history.program,
        "first": history.year.first().to_string(),
        "last": history.year.last().to_string(),
        "currency": history.currency.code(),
        "settlements": history.runs.len(),
        "facts": history.facts.len(),
        "entries": history.entries.len(),
    }));
    for run in &history.runs {
        line(json!({
            "until": run.until.to_string(),
            "program_sha256": run.program_sha256,
            "posted": run.entries,
        }));
    }
    for ((kind, id), known) in &history.facts {
        let prints: Vec<String> = known
            .prints
            .iter()
            .map(|print| format!("{print:016x}"))
            .collect();
        let entered = known.entered.map(|day| day.to_string());
        let mut told = vec![
            json!(type_of(*kind).word),
            json!(&**id),
            json!(prints),
            json!(entered),
        ];
        told.extend(known.rejected.then(|| json!(REJECTED)));
        line(Json::Array(told));
    }
    for entry in &history.entries {
        line(entry_json(entry));
    }
    text
}

fn entry_json(entry: &Entry) -> Json {
    let accounts: Vec<Json> = entry
        .accounts
        .iter()
        .map(|(account, minor)| json!([cost_words(*account), minor.to_string()]))
        .collect();
    let facts: Vec<Json> = entry
        .facts
        .iter()
        .map(|(fact, minor)| json!([&**fact, minor.to_string()]))
        .collect();
    let back = match entry.kind {
        PostingKind::Reversal(from) => Some(back_word(from)),
        PostingKind::Award
        | PostingKind::Adjustment
        | PostingKind::Credit
        | PostingKind::Reimbursement
        | PostingKind::Expiry => None,
    };
    json!({
        "entry": entry.id,
        "incentive": &*entry.claim.incentive,
        "partner": &*entry.claim.partner,
        "person": entry.claim.person.as_ref().map(|person| person.to_string()),
        "earned": &*entry.claim.earned,
        "occasion": entry.claim.occasion,
        "sequence": entry.sequence,
        "kind": kind_word(entry.kind),
        "form": form_word(entry.form),
        "from": back,
        "day": entry.day.to_string(),
        "booked": entry.booked.to_string(),
        "due": entry.due.to_string(),
        "minor": entry.amount.minor.to_string(),
        "before": entry.before.to_string(),
        "accounts": accounts,
        "facts": facts,
        "settled": entry.settled.to_string(),
        "corrects": entry.corrects,
    })
}

/// Whether a text is a history of an earlier form.
pub fn is_of_before(text: &str) -> bool {
    let head = text.lines().next();
    let head: Option<Json> = head.and_then(|line| serde_json::from_str(line).ok());
    let form = head.as_ref().and_then(|head| self::text(head, "form"));
    form == Some("charter history 1")
}

/// Reads a history.
pub fn read(text: &str) -> Result<History, Damage> {
    let mut lines = Lines {
        lines: text.lines(),
        line: 0,
    };
    let head = lines.next("the heading of a history")?;
    if head.get("form").and_then(Json::as_str) != Some(FORM) {
        return Err(lines.damage("`charter history 2`"));
    }
    let (year, currency) = year_and_currency(&head).ok_or(lines.damage("year and currency"))?;
    let mut history = History {
        program: name(&head, "program").ok_or(lines.damage("the name of a program"))?,
        year,
        currency,
        runs: Vec::new(),
        facts: Facts::new(),
        entries: Vec::new(),
    };
    for _ in 0..count(&head, "settlements").ok_or(lines.damage("counts"))? {
        let json = lines.next("a settlement")?;
        let run = run(&json).ok_or(lines.damage("a settlement"))?;
        history.runs.push(run);
    }
    for _ in 0..count(&head, "facts").ok_or(lines.damage("counts"))? {
        let json = lines.next("a fact")?;
        let (key, known) = known(&json).ok_or(lines.damage("a fact"))?;
        history.facts.insert(key, known);
    }
    for _ in 0..count(&head, "entries").ok_or(lines.damage("counts"))? {
        let json = lines.next("an entry")?;
        let entry = entry(&json, currency).ok_or(lines.damage("an entry"))?;
        if entry.claim.entry_id(entry.sequence).to_string() != entry.id {
            return Err(lines.damage("an entry whose id is that of its claim and number"));
        }
        history.entries.push(entry);
    }
    match lines.lines.next() {
        None => in_sequence(&history).map(|()| history),
        Some(_) => Err(Damage {
            line: lines.line.saturating_add(1),
            expected: "the end of the file",
        }),
    }
}

/// Entries of a claim are numbered 1, 2, 3, and each knows what was posted before it.
fn in_sequence(history: &History) -> Result<(), Damage> {
    let first = history.runs.len().saturating_add(history.facts.len());
    let mut claims: BTreeMap<&ClaimName, (u32, i128)> = BTreeMap::new();
    for (at, entry) in history.entries.iter().enumerate() {
        let (count, sum) = claims.entry(&entry.claim).or_default();
        *count = count.saturating_add(1);
        if entry.sequence != *count || entry.before != *sum {
            let line = first.saturating_add(at).saturating_add(2);
            return Err(Damage {
                line: u64::try_from(line).unwrap_or(u64::MAX),
                expected: "the next entry of its claim",
            });
        }
        *sum = sum.saturating_add(entry.amount.minor);
    }
    Ok(())
}

struct Lines<'t> {
    lines: std::str::Lines<'t>,
    line: u64,
}

impl Lines<'_> {
    fn next(&mut self, expected: &'static str) -> Result<Json, Damage> {
        self.line = self.line.saturating_add(1);
        let line = self.lines.next();
        line.and_then(|line| serde_json::from_str(line).ok())
            .ok_or_else(|| self.damage(expected))
    }

    fn damage(&self, expected: &'static str) -> Damage {
        Damage {
            line: self.line,
            expected,
        }
    }
}

fn text<'j>(json: &'j Json, key: &str) -> Option<&'j str> {
    json.get(key)?.as_str()
}

fn name(json: &Json, key: &str) -> Option<Name> {
    text(json, key).map(Name::new)
}

fn date(json: &Json, key: &str) -> Option<Date> {
    Date::parse(text(json, key)?)
}

fn count(json: &Json, key: &str) -> Option<u64> {
    json.get(key)?.as_u64()
}

fn year_and_currency(head: &Json) -> Option<(Days, Currency)> {
    let year = Days::new(date(head, "first")?, date(head, "last")?)?;
    Some((year, Currency::parse(text(head, "currency")?)?))
}

fn run(json: &Json) -> Option<Run> {
    Some(Run {
        until: date(json, "until")?,
        program_sha256: text(json, "program_sha256")?.to_owned(),
        entries: usize::try_from(count(json, "posted")?).ok()?,
    })
}

fn known(json: &Json) -> Option<((FactKind, Name), Known)> {
    let (word, id, prints, entered, rejected) = match json.as_array()?.as_slice() {
        [word, id, prints, entered] => (word, id, prints, entered, false),
        [word, id, prints, entered, last] if last == REJECTED => (word, id, prints, entered, true),
        _ => return None,
    };
    let kind = type_named(word.as_str()?)?.kind;
    let prints: Option<Vec<u64>> = prints
        .as_array()?
        .iter()
        .map(|print| u64::from_str_radix(print.as_str()?, 16).ok())
        .collect();
    let entered = if entered.is_null() {
        None
    } else {
        Some(Date::parse(entered.as_str()?)?)
    };
    let known = Known {
        prints: prints?,
        entered,
        rejected,
    };
    Some(((kind, Name::new(id.as_str()?)), known))
}

fn entry(json: &Json, currency: Currency) -> Option<Entry> {
    let person = json.get("person")?;
    let person = if person.is_null() {
        None
    } else {
        Some(Name::new(person.as_str()?))
    };
    Some(Entry {
        id: text(json, "entry")?.to_owned(),
        claim: ClaimName {
            incentive: name(json, "incentive")?,
            partner: name(json, "partner")?,
            person,
            earned: name(json, "earned")?,
            occasion: u8::try_from(count(json, "occasion")?).ok()?,
            currency,
        },
        kind: kind(text(json, "kind")?, text(json, "from"))?,
        form: form(text(json, "form")?)?,
        sequence: u32::try_from(count(json, "sequence")?).ok()?,
        day: date(json, "day")?,
        booked: date(json, "booked")?,
        due: date(json, "due")?,
        amount: Money {
            minor: minor(json.get("minor")?)?,
            currency,
        },
        before: minor(json.get("before")?)?,
        accounts: parts(json.get("accounts")?, account)?,
        facts: parts(json.get("facts")?, |word| Some(Name::new(word)))?,
        settled: date(json, "settled")?,
        corrects: json.get("corrects")?.as_bool()?,
        held: None,
        why: None,
    })
}

fn minor(json: &Json) -> Option<i128> {
    json.as_str()?.parse().ok()
}

fn parts<T>(json: &Json, read: impl Fn(&str) -> Option<T>) -> Option<Vec<(T, i128)>> {
    let part = |part: &Json| {
        let [key, amount] = part.as_array()?.as_slice() else {
            return None;
        };
        Some((read(key.as_str()?)?, minor(amount)?))
    };
    json.as_array()?.iter().map(part).collect()
}

fn account(words: &str) -> Option<Account> {
    [
        Account::ContraRevenue,
        Account::Marketing,
        Account::CostOfSales,
    ]
    .into_iter()
    .find(|account| cost_words(*account) == words)
}

fn kind(words: &str, from: Option<&str>) -> Option<PostingKind> {
    let backs = [UndoFrom::NextPayout, UndoFrom::Invoice];
    let back = backs
        .into_iter()
        .find(|back| from == Some(back_word(*back)));
    let all = [
        Some(PostingKind::Award),
        Some(PostingKind::Adjustment),
        back.map(PostingKind::Reversal),
        Some(PostingKind::Credit),
        Some(PostingKind::Reimbursement),
        Some(PostingKind::Expiry),
    ];
    all.into_iter()
        .flatten()
        .find(|kind| kind_word(*kind) == words)
}

fn form(words: &str) -> Option<Form> {
    let all = [
        Form::CreditNote,
        Form::Cash,
        Form::Fund,
        Form::Goods,
        Form::Discount,
    ];
    all.into_iter().find(|form| form_word(*form) == words)
}
