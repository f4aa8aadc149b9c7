//! What a settlement remembers for the next, all by name: the closed day, the facts that are in, and every
//! entry. Must not know how it is written down.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::base::date::Date;
use crate::base::money::Currency;
use crate::base::name::Name;
use crate::base::period::Days;
use crate::diagnostic::Problem;
use crate::diagnostic::untrusted::quote;
use crate::fact::{Fact, FactKind, Value, type_named, type_of};
use crate::model::Program;
use crate::settle::entry::Entry;
use crate::settle::outcome::Outcome;
use crate::settle::{Account, Settlement};

/// Everything that settlements so far have done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// The name of the program.
    pub program: Name,
    /// Its year.
    pub year: Days,
    /// Its currency.
    pub currency: Currency,
    /// The settlements that posted something or closed a day.
    pub runs: Vec<Run>,
    /// The facts that are in.
    pub facts: Facts,
    /// Every entry, in the order posted.
    pub entries: Vec<Entry>,
}

/// One settlement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its last day.
    pub until: Date,
    /// The identity of the program it settled by.
    pub program_sha256: String,
    /// How many entries it posted.
    pub entries: usize,
}

/// Facts by kind and id.
pub type Facts = BTreeMap<(FactKind, Name), Known>;

/// A fact that was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// What it said; several where a file had one id twice.
    pub prints: Vec<u64>,
    /// The day it was taken in, where that is not the day it was known.
    pub entered: Option<Date>,
    /// Whether it was rejected: it may be mended or taken out.
    pub rejected: bool,
}

impl Known {
    /// Whether the fact is this one, and not a rejected one that was mended since.
    pub fn is(&self, fact: &Fact) -> bool {
        !self.rejected || self.prints.contains(&print(fact))
    }
}

impl History {
    /// The last closed day.
    pub fn closed(&self) -> Option<Date> {
        self.runs.iter().map(|run| run.until).max()
    }

    /// What is remembered after a settlement of these facts.
    pub fn after(
        before: Option<&History>,
        program: &Program,
        program_sha256: &str,
        facts: &[Fact],
        settled: &Settlement,
    ) -> History {
        let dated = facts.iter().zip(settled.entered.iter().copied());
        let taken = dated.filter(|(fact, day)| day.unwrap_or(fact.known) <= settled.until);
        let run = Run {
            until: settled.until,
            program_sha256: program_sha256.to_owned(),
            entries: settled.entries.len(),
        };
        let mut runs = before.map_or_else(Vec::new, |before| before.runs.clone());
        // The same again is no settlement of its own.
        let again = runs.last().is_some_and(|last| {
            last.until == run.until && last.program_sha256 == run.program_sha256
        });
        if !again || run.entries > 0 {
            runs.push(run);
        }
        let mut facts = taken_in(taken);
        for row in &settled.rows {
            let known =
                type_named(row.word).and_then(|sort| facts.get_mut(&(sort.kind, row.id.clone())));
            if let (Some(known), Outcome::Rejected(_)) = (known, &row.outcome) {
                // Of two rows with one id one may be in the book.
                known.rejected = known.prints.len() == 1;
            }
        }
        History {
            program: program.declared.first.clone(),
            year: program.fiscal.year(),
            currency: program.currency,
            runs,
            facts,
            entries: settled.all().cloned().collect(),
        }
    }

    /// What stands against going on from here.
    pub fn problems(
        &self,
        program: &Program,
        accounts: &[Account],
        facts: &[Fact],
        until: Date,
    ) -> Vec<Problem> {
        let mut found = Vec::new();
        found.extend(self.other(program));
        found.extend(self.closed_already(until));
        found.extend(self.missing_incentives(program));
        found.extend(self.missing_partners(accounts));
        found.extend(self.facts_gone(facts));
        found
    }

    fn other(&self, program: &Program) -> Option<Problem> {
        let (name, year) = (&program.declared.first, program.fiscal.year());
        let same = self.program == *name && self.year == year && self.currency == program.currency;
        (!same).then(|| {
            Problem::error(
                "other-history",
                format!(
                    "the history is of `{}`, {} in {}, and the program is `{name}`, {year} in {}",
                    self.program, self.year, self.currency, program.currency
                ),
            )
            .help("give each program and year a folder of its own: --out DIR")
        })
    }

    fn closed_already(&self, until: Date) -> Option<Problem> {
        let closed = self.closed().filter(|closed| until < *closed)?;
        Some(
            Problem::error(
                "closed-already",
                format!("{closed} is closed, and {until} comes before it"),
            )
            .help(format!("settle up to {closed} or later: --until {closed}")),
        )
    }

    fn missing_incentives(&self, program: &Program) -> Option<Problem> {
        let declared = |name: &Name| {
            let mut all = program.incentives.iter();
            all.any(|each| each.declared.first == *name)
        };
        let names = self.entries.iter().map(|entry| &entry.claim.incentive);
        listed(
            "posted-incentive-missing",
            "incentives with entries that the program no longer declares",
            names.filter(|name| !declared(name)).map(|name| quote(name)),
        )
        .map(|problem| {
            problem.help(
                "keep the name, or write in the heading of the new one: renamed from OLD; a title may change freely",
            )
        })
    }

    fn missing_partners(&self, accounts: &[Account]) -> Option<Problem> {
        let names = self.entries.iter().map(|entry| &entry.claim.partner);
        let known = |name: &Name| accounts.iter().any(|account| account.name == *name);
        listed(
            "settled-partner-missing",
            "partners with entries that are not in the list",
            names.filter(|name| !known(name)).map(|name| quote(name)),
        )
        .map(|problem| problem.help("keep every partner of the year in partners.csv"))
    }

    fn facts_gone(&self, facts: &[Fact]) -> Vec<Problem> {
        let given = taken_in(facts.iter().map(|fact| (fact, None)));
        let told = |(kind, id): &(FactKind, Name)| format!("{} {}", type_of(*kind).word, quote(id));
        let settled = || self.facts.iter().filter(|(_, known)| !known.rejected);
        let gone = settled()
            .map(|(key, _)| key)
            .filter(|key| !given.contains_key(key));
        let changed = settled().filter(|(key, known)| {
            let now = given.get(key);
            now.is_some_and(|now| known.prints.iter().any(|print| !now.prints.contains(print)))
        });
        let gone = listed(
            "settled-fact-missing",
            "facts that were settled and are no longer in the files",
            gone.map(told),
        )
        .map(|problem| problem.help("give all facts of the year, not only the new ones"));
        let changed = listed(
            "settled-fact-changed",
            "facts that were settled and say something else now",
            changed.map(|(key, _)| told(key)),
        )
        .map(|problem| problem.help("what was settled stays: return the sale, and enter it again"));
        gone.into_iter().chain(changed).collect()
    }
}

/// How many names a problem lists before it counts the rest.
const LISTED: usize = 5;

fn listed(name: &'static str, what: &str, names: impl Iterator<Item = String>) -> Option<Problem> {
    let names: std::collections::BTreeSet<String> = names.collect();
    if names.is_empty() {
        return None;
    }
    let shown: Vec<&str> = names.iter().take(LISTED).map(String::as_str).collect();
    let more = names.len().saturating_sub(LISTED);
    let rest = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let message = format!("{what}: {}{rest}", shown.join(", "));
    Some(Problem::error(name, message).fact("count", names.len()))
}

/// Facts as they are remembered, with the day each was taken in where that is not the day it was known.
pub fn taken_in<'f>(facts: impl Iterator<Item = (&'f Fact, Option<Date>)>) -> Facts {
    let mut found = Facts::new();
    for (fact, entered) in facts {
        let known = found
            .entry((fact.kind, fact.id.clone()))
            .or_insert_with(|| Known {
                prints: Vec::new(),
                entered,
                rejected: false,
            });
        let print = print(fact);
        if !known.prints.contains(&print) {
            known.prints.push(print);
            known.prints.sort_unstable();
        }
    }
    found
}

/// A short hash of all that a fact says.
fn print(fact: &Fact) -> u64 {
    let mut text = format!(
        "{}\n{}\n{}\n{}\n{}\n{}\n",
        fact.id, fact.partner, fact.happened, fact.known, fact.accepted, fact.claim
    );
    for (field, value) in type_of(fact.kind).fields.iter().zip(&fact.values) {
        let said = match value {
            Value::Absent => continue,
            Value::Text(text) => text.to_string(),
            Value::Count(count) => count.to_string(),
            Value::Amount(minor) => minor.to_string(),
            Value::Date(date) => date.to_string(),
        };
        text.push_str(&format!("{} {said}\n", field.name));
    }
    let hash = Sha256::digest(text.as_bytes());
    let first = hash.first_chunk::<8>();
    first.map_or(0, |bytes| u64::from_be_bytes(*bytes))
}
