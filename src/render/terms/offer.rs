//! An incentive as partners read it: what it pays, on what conditions, to which limit, when.

mod level;
mod parts;

use std::collections::BTreeSet;

use super::condition::{condition, held_tier, reading, test};
use super::limit::{budget, cap, quantity};
use super::{given, occasion, payment, rates, version};
use crate::base::id::TierId;
use crate::base::period::Days;
use crate::fact::FactKind;
use crate::kind::paying::level::Level;
use crate::model::incentive::Incentive;
use crate::payout::later::Instalments;
use crate::payout::measure::{Condition, Reading};
use crate::payout::table::Bands;
use crate::payout::test::Test;
use crate::payout::{Occasion, Payout, Quantity, Source};
use crate::render::speaker::Speaker;
use crate::render::view::{Block, Pair, Table};
use crate::semantics::to_come::days_to_come;

/// The terms of an incentive, whole or as they are for one tier.
pub fn blocks(speaker: Speaker<'_>, incentive: &Incentive, tier: Option<TierId>) -> Vec<Block> {
    let mut found = Found {
        levels: &incentive.levels,
        ..Found::of(speaker, tier)
    };
    found.visit(&incentive.payout, &[], None);
    let mut pairs = Vec::new();
    let mut add = |key: &str, text: String| {
        if !text.is_empty() {
            let (name, text) = (speaker.say(key, &[]), speaker.sentence(text));
            pairs.push(Pair { name, text });
        }
    };
    add("offer.for", found.audience());
    add("offer.occasion", found.listed(&found.occasions));
    if !found.conditions.is_empty() {
        let all = found.listed(&found.conditions);
        add(
            "offer.conditions",
            speaker.say("conditions.all", &[("all", &all)]),
        );
    }
    if !days_to_come(speaker.program, &incentive.payout).is_empty() {
        add("offer.to_come", speaker.say("to_come.known", &[]));
    }
    for (further, amount) in &found.amounts {
        let key = if *further {
            "offer.further"
        } else {
            "offer.amount"
        };
        add(key, amount.clone());
    }
    for (key, texts) in [
        ("offer.guarantee", &found.guarantees),
        ("offer.paid_on", &found.paid_on),
        ("offer.limit", &found.limits),
        ("offer.budget", &found.pools),
    ] {
        for text in texts {
            add(key, text.clone());
        }
    }
    let mut paid = payment::payment(speaker, &incentive.payment, found.instalments.as_ref());
    for more in &found.later {
        paid = speaker.say("text.then", &[("text", &paid), ("more", more)]);
    }
    add("offer.payment", paid);
    add(
        "offer.returns",
        found
            .returns
            .unwrap_or_else(|| speaker.say("undo.never", &[])),
    );
    add("offer.tax", payment::tax(speaker, &incentive.payment));
    let mut blocks = Vec::new();
    let levels = level::table(speaker, &incentive.levels);
    for (table, note) in levels.into_iter().chain(found.tables) {
        blocks.extend(note.map(Block::Paragraph));
        blocks.push(Block::Table(table));
    }
    blocks.push(Block::Pairs(pairs));
    blocks
}

/// What a visit of the payout found, each said once.
struct Found<'a> {
    speaker: Speaker<'a>,
    tier: Option<TierId>,
    levels: &'a [Level],
    /// Which tiers, on which day.
    tiers: BTreeSet<String>,
    /// What else a partner must be, as clauses.
    whom: BTreeSet<String>,
    occasions: BTreeSet<String>,
    conditions: BTreeSet<String>,
    /// Whether each comes on top of the one before, and the amount.
    amounts: Vec<(bool, String)>,
    /// What is filled up to.
    guarantees: Vec<String>,
    tables: Vec<(Table, Option<String>)>,
    /// What of a basis is paid on.
    paid_on: Vec<String>,
    limits: Vec<String>,
    pools: Vec<String>,
    returns: Option<String>,
    /// What payment waits for, and how it is divided.
    later: Vec<String>,
    instalments: Option<Instalments>,
    /// Whether what is visited comes on top of something else.
    is_further: bool,
    /// The days that what is visited is for, where it is for some alone.
    within: Option<Days>,
}

impl<'a> Found<'a> {
    fn of(speaker: Speaker<'a>, tier: Option<TierId>) -> Found<'a> {
        Found {
            speaker,
            tier,
            levels: &[],
            tiers: BTreeSet::new(),
            whom: BTreeSet::new(),
            occasions: BTreeSet::new(),
            conditions: BTreeSet::new(),
            amounts: Vec::new(),
            guarantees: Vec::new(),
            tables: Vec::new(),
            paid_on: Vec::new(),
            limits: Vec::new(),
            pools: Vec::new(),
            returns: None,
            later: Vec::new(),
            instalments: None,
            is_further: false,
            within: None,
        }
    }

    /// Visits a shape. `only` is what must hold for this part alone, as clauses.
    fn visit(&mut self, payout: &Payout, only: &[String], fact: Option<FactKind>) {
        let speaker = self.speaker;
        match payout {
            Payout::Fixed(amount) => self.amount(self.quantity(*amount), only),
            Payout::Share { .. } | Payout::PerEvent { .. } | Payout::PerStep { .. } => {
                let text = self.counted(payout, fact);
                self.amount(text, only);
            }
            Payout::Bands(bands) => self.bands(bands, only, fact),
            Payout::Spread(it) => self.amount(given::spread(speaker, it), only),
            Payout::Guarantee { guarantee, payout } => {
                self.visit(payout, only, fact);
                let text = given::guarantee(speaker, guarantee);
                self.guarantees.push(self.qualified(text, only));
            }
            Payout::Valued {
                given: kind,
                each,
                payout,
            } => self.valued((*kind, *each), payout, only, fact),
            Payout::Shared { among, payout } => {
                let text = speaker.say(given::among(*among), &[]);
                self.then(payout, text, only, fact);
            }
            Payout::Hold { until, payout } => {
                self.then(payout, given::until(speaker, *until), only, fact);
            }
            Payout::Instalments {
                instalments,
                payout,
            } => {
                self.then(payout, given::instalments(speaker, instalments), only, fact);
                self.instalments = Some(instalments.clone());
            }
            Payout::Sum(parts) => self.sum(parts, only, fact),
            // One sale has the terms of one day.
            Payout::Greatest(parts) if version::are_apart(parts) => self.sum(parts, only, fact),
            Payout::Least(parts) => self.compared("amount.least", parts, only, fact),
            Payout::Greatest(parts) => self.compared("amount.greatest", parts, only, fact),
            Payout::When { test, then } => self.when(test, then, only, fact),
            Payout::Net { payout: inside, .. } | Payout::Larger { payout: inside, .. } => {
                self.part_of((payout, inside), only, fact);
            }
            Payout::Choose { across, arms } => self.choose(*across, arms, only, fact),
            Payout::Over { occasion, payout } => self.over(occasion, payout, only),
            Payout::Cap { cap: limit, payout } => {
                self.visit(payout, only, fact);
                let text = cap(speaker, limit, payout, self.tier);
                self.limits.push(self.dated(text, payout));
            }
            Payout::Draw { from, payout } => {
                self.visit(payout, only, fact);
                self.pool(*from, payout);
            }
            Payout::Rank {
                key,
                least,
                ties,
                prizes,
            } => {
                self.rank(key, *ties, prizes, fact);
                self.least(key, *least, fact);
            }
            Payout::Undo { undo, payout } => {
                self.visit(payout, only, fact);
                self.returns = Some(payment::undo(speaker, undo));
            }
            // On which account an award is booked is the vendor's affair.
            Payout::Split { payout, .. } | Payout::TrueUp(payout) => {
                self.visit(payout, only, fact);
            }
        }
    }

    /// What is paid by what is counted: a share, or so much for each or for each step.
    fn counted(&mut self, payout: &Payout, fact: Option<FactKind>) -> String {
        if let Payout::Share { rate, of } = payout {
            let (rate, of) = (self.speaker.rate(*rate), self.read(of, fact));
            return self
                .speaker
                .say("amount.share", &[("rate", &rate), ("of", &of)]);
        }
        if let Payout::PerEvent { each, count } = payout {
            return self.each(*each, count, fact);
        }
        if let Payout::PerStep {
            each,
            step,
            of,
            blocks,
        } = payout
        {
            return self.steps(*each, *step, of, *blocks, fact);
        }
        String::new()
    }

    fn bands(&mut self, bands: &Bands, only: &[String], fact: Option<FactKind>) {
        let speaker = self.speaker;
        self.read(&bands.basis, fact);
        let only = version::narrowed(speaker, only, self.within, &bands.basis);
        let mut note = version::preceded(speaker, rates::reading(speaker, bands), &only);
        if self.is_further {
            let more = speaker.say("rates.further", &[]);
            note = speaker.say("text.then", &[("text", &note), ("more", &more)]);
        }
        let table = rates::table(speaker, bands, self.tier);
        self.tables.push((table, Some(note)));
    }

    /// A payout, and what happens once it is earned.
    fn then(&mut self, payout: &Payout, text: String, only: &[String], fact: Option<FactKind>) {
        self.visit(payout, only, fact);
        self.later.push(text);
    }

    fn pool(&mut self, from: Source, payout: &Payout) {
        if let Source::Budget(id) = from
            && let Some(pool) = self.speaker.program.budget(id)
        {
            let text = budget(self.speaker, pool, payout);
            self.pools.push(self.dated(text, payout));
        }
    }

    /// A text with the days for which a version of the terms holds, where it is one.
    fn dated(&self, text: String, payout: &Payout) -> String {
        let days = version::clause(self.speaker, payout);
        version::preceded(self.speaker, text, &days)
    }

    fn over(&mut self, occasion: &Occasion, payout: &Payout, only: &[String]) {
        let fact = match occasion {
            Occasion::Event { selector, .. } => {
                self.admit(selector.fact, &selector.all);
                Some(selector.fact)
            }
            Occasion::Period(_) | Occasion::Days(_) => None,
        };
        self.occasions
            .insert(occasion::text(self.speaker, occasion));
        self.visit(payout, only, fact);
    }

    /// A test on whom the incentive is for is said of the whole; any other of its part alone.
    fn when(&mut self, it: &Test, then: &Payout, only: &[String], fact: Option<FactKind>) {
        let parts = match it {
            Test::All(parts) => parts.iter().collect(),
            Test::Any(_)
            | Test::Not(_)
            | Test::Compare { .. }
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
            | Test::Segment(_)
            | Test::OnDays(_) => vec![it],
        };
        let (level, parts) = level::asked(self.speaker, self.levels, parts);
        let mut own = [only, level.as_slice()].concat();
        let outside = self.within;
        for part in parts {
            match part {
                Test::Tier(ids, day) => {
                    self.tiers.insert(held_tier(self.speaker, ids, *day));
                }
                Test::Specialized(..)
                | Test::Type(_)
                | Test::Region(_)
                | Test::Partner(_)
                | Test::Segment(_) => {
                    self.whom.insert(test(self.speaker, part));
                }
                Test::Holds(..)
                | Test::PersonHolds(..)
                | Test::JoinedBefore(_)
                | Test::InYears(_) => {
                    self.conditions.insert(test(self.speaker, part));
                }
                Test::All(_)
                | Test::Any(_)
                | Test::Not(_)
                | Test::Compare { .. }
                | Test::OnDays(_) => own.push(test(self.speaker, part)),
                Test::Within(days, _) => {
                    self.within = Some(*days);
                    own.push(test(self.speaker, part));
                }
            }
        }
        self.visit(then, &own, fact);
        self.within = outside;
    }

    /// Parts of which the smallest or the largest counts: one amount, made of theirs.
    fn compared(&mut self, key: &str, parts: &[Payout], only: &[String], fact: Option<FactKind>) {
        let before = std::mem::take(&mut self.amounts);
        parts.iter().for_each(|part| self.visit(part, &[], fact));
        let own = std::mem::replace(&mut self.amounts, before);
        let own: Vec<String> = own.into_iter().map(|(_, text)| text).collect();
        let all = self.speaker.language.series(&own);
        self.amount(self.speaker.say(key, &[("parts", &all)]), only);
    }

    /// What is read, in words; its conditions are conditions of the incentive.
    fn read(&mut self, it: &Reading, fact: Option<FactKind>) -> String {
        self.admit(fact.unwrap_or(FactKind::Sale), &it.only);
        reading(self.speaker, it, fact)
    }

    fn admit(&mut self, fact: FactKind, conditions: &[Condition]) {
        for each in conditions {
            if let Condition::Tier(ids, day) = each {
                self.tiers.insert(held_tier(self.speaker, ids, *day));
                continue;
            }
            let text = condition(self.speaker, fact, each);
            let whom = matches!(
                each,
                Condition::Specialized(..) | Condition::Type(_) | Condition::Region(_)
            );
            let list = if whom {
                &mut self.whom
            } else {
                &mut self.conditions
            };
            list.insert(text);
        }
    }

    fn amount(&mut self, text: String, only: &[String]) {
        let text = self.qualified(text, only);
        self.amounts.push((false, text));
    }

    /// A text with what must hold for it.
    fn qualified(&self, text: String, only: &[String]) -> String {
        if only.is_empty() {
            return text;
        }
        let only = self.speaker.language.list(only);
        self.speaker
            .say("only.when", &[("text", &text), ("only", &only)])
    }

    fn quantity(&self, it: Quantity) -> String {
        quantity(self.speaker, it.amount, it.unit)
    }
}
