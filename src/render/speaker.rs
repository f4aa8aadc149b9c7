//! Says the things of a program in a language: names by their titles, amounts, dates and lengths
//! of time in the language's own form. Must not know which document asks.

use super::Stamp;
use super::view::{Head, Pair};
use super::words::Language;
use crate::base::date::Date;
use crate::base::duration::{Duration, DurationUnit};
use crate::base::money::{Money, grouped};
use crate::base::name::Name;
use crate::base::period::Cycle;
use crate::base::ratio::Ratio;
use crate::model::calendar::Audience;
use crate::model::spoken::is_whole;
use crate::model::{Declared, Program};
use crate::semantics::book::convert::referred;
use crate::semantics::phrase::{Arg, Phrase};

/// A program and the language it is spoken of in.
#[derive(Clone, Copy)]
pub struct Speaker<'a> {
    /// What is spoken of.
    pub program: &'a Program,
    /// In which language.
    pub language: Language,
}

impl Speaker<'_> {
    /// The text of a key with its arguments.
    pub fn say(self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.language.say(key, arguments)
    }

    /// A title, or a dash where there is nothing to name.
    pub fn title(self, declared: Option<&Declared>) -> String {
        declared.map_or_else(
            || "–".to_owned(),
            |declared| declared.title.as_str().to_owned(),
        )
    }

    /// An amount, without decimals where all of them are zero.
    pub fn money(self, money: Money) -> String {
        self.language.number(&money.terse())
    }

    /// A number, in groups of three digits where its decimals end.
    pub fn number(self, number: Ratio) -> String {
        let plain = number.to_string();
        match plain.contains('/') {
            true => self.language.number(&plain),
            false => self.language.number(&grouped(&plain)),
        }
    }

    /// A rate as a percentage: exact where its decimals end, else as a fraction.
    pub fn rate(self, rate: Ratio) -> String {
        match rate.times(Ratio::whole(100)) {
            Ok(percent) if !percent.to_string().contains('/') => self.percent(&percent.to_string()),
            Ok(_) | Err(_) => rate.to_string(),
        }
    }

    /// A rate with at least so many decimals, for columns in which they stand under each other.
    pub fn rate_with(self, rate: Ratio, decimals: usize) -> String {
        let percent = rate
            .times(Ratio::whole(100))
            .map(|percent| percent.to_string());
        match percent {
            Ok(digits) if !digits.contains('/') => {
                let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
                match decimals {
                    0 => self.percent(&digits),
                    _ => self.percent(&format!("{whole}.{part:0<decimals$}")),
                }
            }
            Ok(_) | Err(_) => self.rate(rate),
        }
    }

    /// A number of hundredths with the sign, as the language sets it.
    pub fn percent(self, digits: &str) -> String {
        let digits = self.language.number(digits);
        match self.language {
            Language::De => format!("{digits}\u{a0}%"),
            Language::En | Language::Ja => format!("{digits}%"),
        }
    }

    /// A date.
    pub fn date(self, date: Date) -> String {
        self.language.date(date)
    }

    /// A length of time.
    pub fn duration(self, duration: Duration) -> String {
        let unit = match duration.unit {
            DurationUnit::Day => "day",
            DurationUnit::BusinessDay => "business_day",
            DurationUnit::Week => "week",
            DurationUnit::Month => "month",
            DurationUnit::Quarter => "quarter",
            DurationUnit::Year => "year",
        };
        let number = if duration.count == 1 { "one" } else { "many" };
        let count = duration.count.to_string();
        self.say(&format!("duration.{unit}.{number}"), &[("count", &count)])
    }

    /// A regular cut of time, as a noun: `quarter`.
    pub fn cycle(self, cycle: Cycle) -> String {
        self.say(&format!("cycle.{}", cycle.word()), &[])
    }

    /// A word that programs choose from a fixed list, such as `attendee_list`: translated where
    /// the language has it, else with blanks for underscores.
    pub fn word(self, group: &str, word: &Name) -> String {
        let key = format!("{group}.{}", word.as_str().replace(' ', "_"));
        match self.language.find(&key) {
            Some(text) => text.to_owned(),
            None => word.as_str().replace('_', " "),
        }
    }

    /// A phrase of the meaning's own, with its arguments numbered from 0.
    pub fn phrase(self, phrase: &Phrase) -> String {
        let arguments: Vec<(String, String)> = phrase
            .args
            .iter()
            .enumerate()
            .map(|(at, arg)| (at.to_string(), self.argument(arg)))
            .collect();
        let arguments: Vec<(&str, &str)> = arguments
            .iter()
            .map(|(at, text)| (at.as_str(), text.as_str()))
            .collect();
        self.say(phrase.key, &arguments)
    }

    fn argument(self, arg: &Arg) -> String {
        match arg {
            Arg::Money(money) => self.money(*money),
            Arg::Rate(rate) => self.rate(*rate),
            Arg::Number(number) => self.language.number(&number.to_string()),
            Arg::Date(date) => self.date(*date),
            Arg::Days(days) => self.language.days(days.first(), days.last()),
            Arg::Count(count) => self.language.number(&count.to_string()),
            Arg::Name(text) | Arg::Text(text) => text.as_str().to_owned(),
            Arg::List(items) => {
                let items: Vec<String> = items.iter().map(|item| self.argument(item)).collect();
                self.language.list(&items)
            }
            Arg::Phrase(phrase) => self.phrase(phrase),
        }
    }

    /// The title of the declared thing that a fact names in a field of this kind.
    pub fn referred(self, kind: &str, name: &Name) -> String {
        let found = (0..u16::MAX)
            .map_while(|place| referred(self.program, kind, place))
            .find(|declared| declared.name == *name);
        found.map_or_else(|| name.as_str().to_owned(), |it| self.title(Some(it)))
    }

    /// The text with a capital letter, where the language has them.
    pub fn sentence(self, text: String) -> String {
        let mut chars = text.chars();
        match chars.next() {
            Some(first) => first.to_uppercase().chain(chars).collect(),
            None => text,
        }
    }

    /// A role or committee by its title.
    pub fn role(self, name: &Name) -> String {
        let words = &self.program.words;
        let roles = words.roles.iter().map(|role| &role.declared);
        let committees = words.committees.iter().map(|committee| &committee.declared);
        let found = roles
            .chain(committees)
            .find(|declared| declared.name == *name);
        found.map_or_else(
            || self.word("role", name),
            |declared| declared.title.as_str().to_owned(),
        )
    }

    /// Whom something reaches.
    pub fn audience(self, audience: &Audience) -> String {
        let program = self.program;
        let mut parts = Vec::new();
        let mut add = |titles: Vec<String>| {
            if !titles.is_empty() {
                parts.push(self.language.list(&titles));
            }
        };
        let tiers = audience.tiers.iter();
        add(tiers
            .map(|id| self.title(program.tier(*id).map(|it| &it.declared)))
            .collect());
        let types = audience
            .types
            .iter()
            .map(|id| program.types.get(id.index()));
        add(types
            .map(|it| self.title(it.map(|it| &it.declared)))
            .collect());
        let regions = program.outermost(&audience.regions).into_iter();
        add(regions
            .map(|id| self.title(program.region(id).map(|it| &it.declared)))
            .collect());
        let segments = audience
            .segments
            .iter()
            .map(|id| program.words.segments.get(id.index()));
        add(segments
            .map(|it| self.title(it.map(|it| &it.declared)))
            .collect());
        add(audience.roles.iter().map(|role| self.role(role)).collect());
        match parts.is_empty() {
            true => self.say("audience.everyone", &[]),
            false => parts.join(&self.say("audience.and", &[])),
        }
    }

    /// Which document counts where two differ, if the program says it.
    pub fn precedence(self) -> Option<String> {
        let order = &self.program.precedence;
        let documents: Vec<String> = order
            .iter()
            .map(|each| self.say(&format!("document.{each}"), &[]))
            .collect();
        let documents = documents.join(self.language.say("document.before", &[]).as_str());
        (!order.is_empty()).then(|| self.say("frame.precedence", &[("documents", &documents)]))
    }

    /// What stands around a page of this program.
    pub fn head(self, kind: &str, title: String, lead: String, stamp: &Stamp) -> Head {
        let program = self.program;
        let pair = |key: &str, text: String| Pair {
            name: self.say(key, &[]),
            text,
        };
        let year = program.fiscal.year();
        let mut facts = vec![pair(
            "frame.year",
            self.language.days(year.first(), year.last()),
        )];
        if let Some(published) = program.published {
            facts.push(pair("frame.published", self.date(published)));
        }
        facts.push(pair("frame.currency", program.currency.code().to_owned()));
        let prevails = Language::of_tag(program.prevails.as_str());
        let prevails = prevails.map_or_else(
            || program.prevails.as_str().to_owned(),
            |language| self.say(&format!("language.{}", language.tag()), &[]),
        );
        let mut closing = match program.languages.len() {
            0 | 1 => String::new(),
            _ => self.say("frame.prevails", &[("language", &prevails)]),
        };
        if let Some(order) = self.precedence() {
            closing = match closing.is_empty() {
                true => order,
                false => self.say("text.then", &[("text", &closing), ("more", &order)]),
            };
        }
        let tag = self.language.tag();
        let source = program
            .languages
            .first()
            .is_none_or(|first| &**first == tag);
        if !source && !is_whole(program, tag) {
            let own = self.say("frame.own_texts", &[]);
            closing = match closing.is_empty() {
                true => own,
                false => self.say("text.then", &[("text", &closing), ("more", &own)]),
            };
        }
        Head {
            language: self.language.tag().to_owned(),
            kind: self.say(kind, &[]),
            title,
            lead,
            facts,
            fingerprints: stamp.pairs(),
            closing,
            labels: self.language.labels(),
        }
    }
}
