//! The languages of documents: texts by key, and how each writes dates, amounts and lists. Must
//! not know which document says what.

mod de;
mod en;
mod ja;

use super::view::Labels;
use crate::base::date::{Date, Weekday};

/// A language that documents can be written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// German.
    De,
    /// Japanese.
    Ja,
}

impl Language {
    /// Every language.
    pub const ALL: [Language; 3] = [Language::En, Language::De, Language::Ja];

    /// The tag of the language (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::De => "de",
            Language::Ja => "ja",
        }
    }

    /// The language with this tag.
    pub fn of_tag(tag: &str) -> Option<Language> {
        Language::ALL
            .into_iter()
            .find(|language| language.tag() == tag)
    }

    /// The text of a key. A test holds every key in every language; a key that is nowhere comes
    /// back in guillemets, so that a page never fails for it.
    pub fn text(self, key: &str) -> String {
        self.find(key)
            .map_or_else(|| format!("«{key}»"), str::to_owned)
    }

    /// The text of a key that may not be there, such as a word of the program's own.
    pub fn find(self, key: &str) -> Option<&'static str> {
        let mut texts = self.texts().into_iter().flatten();
        texts.find(|(name, _)| *name == key).map(|(_, text)| *text)
    }

    /// The text of a key with `{name}` replaced by the argument of that name.
    pub fn say(self, key: &str, arguments: &[(&str, &str)]) -> String {
        let text = self.text(key);
        let mut out = String::with_capacity(text.len() + 32);
        let mut rest = text.as_str();
        while let Some((before, tail)) = rest.split_once('{') {
            let (name, after) = tail.split_once('}').unwrap_or((tail, ""));
            out.push_str(before);
            match arguments.iter().find(|(given, _)| *given == name) {
                Some((_, value)) if self == Language::De => {
                    out.push_str(&de::after(before, value));
                }
                Some((_, value)) => out.push_str(value),
                None => out.push_str(&format!("«{name}»")),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// The texts by key.
    fn texts(self) -> [&'static [(&'static str, &'static str)]; 14] {
        match self {
            Language::En => en::TEXTS,
            Language::De => de::TEXTS,
            Language::Ja => ja::TEXTS,
        }
    }

    /// The name of a month, 1 to 12.
    pub fn month_name(self, month: u8) -> &'static str {
        let names = match self {
            Language::En => &en::MONTHS,
            Language::De => &de::MONTHS,
            Language::Ja => &ja::MONTHS,
        };
        let at = usize::from(month.saturating_sub(1));
        names.get(at).copied().unwrap_or("")
    }

    /// The short names of the days of the week, from Monday.
    pub fn weekdays(self) -> [&'static str; 7] {
        match self {
            Language::En => en::WEEKDAYS,
            Language::De => de::WEEKDAYS,
            Language::Ja => ja::WEEKDAYS,
        }
    }

    /// The full name of a day of the week.
    pub fn weekday(self, weekday: Weekday) -> &'static str {
        let names = match self {
            Language::En => &en::WEEKDAY_NAMES,
            Language::De => &de::WEEKDAY_NAMES,
            Language::Ja => &ja::WEEKDAY_NAMES,
        };
        let at = usize::from(weekday.number().saturating_sub(1));
        names.get(at).copied().unwrap_or("")
    }

    /// A month of a year: `March 2027`.
    pub fn month(self, date: Date) -> String {
        let (year, name) = (date.year(), self.month_name(date.month()));
        match self {
            Language::En | Language::De => format!("{name} {year}"),
            Language::Ja => format!("{year}年{name}"),
        }
    }

    /// A date: `15 March 2027`.
    pub fn date(self, date: Date) -> String {
        let (year, name, day) = (date.year(), self.month_name(date.month()), date.day());
        match self {
            Language::En => format!("{day} {name} {year}"),
            Language::De => format!("{day}. {name} {year}"),
            Language::Ja => format!("{year}年{name}{day}日"),
        }
    }

    /// A date in figures, for tables and statements: `2027-03-15`, in German `15.03.2027`.
    pub fn figures(self, date: Date) -> String {
        match self {
            Language::En | Language::Ja => date.to_string(),
            Language::De => format!("{:02}.{:02}.{}", date.day(), date.month(), date.year()),
        }
    }

    /// A date without its year: `15 March`.
    pub fn day(self, date: Date) -> String {
        let (name, day) = (self.month_name(date.month()), date.day());
        match self {
            Language::En => format!("{day} {name}"),
            Language::De => format!("{day}. {name}"),
            Language::Ja => format!("{name}{day}日"),
        }
    }

    /// First and last day, both included, with what they share said once:
    /// `15 March to 13 June 2027`.
    pub fn days(self, first: Date, last: Date) -> String {
        if first == last {
            return self.date(first);
        }
        let same_year = first.year() == last.year();
        let same_month = same_year && first.month() == last.month();
        let from = match (self, same_month, same_year) {
            (Language::En, true, _) => first.day().to_string(),
            (Language::De, true, _) => format!("{}.", first.day()),
            (Language::En | Language::De, false, true) => self.day(first),
            (Language::En | Language::De, false, false) => self.date(first),
            (Language::Ja, _, _) => self.date(first),
        };
        let to = match (self, same_month, same_year) {
            (Language::Ja, true, _) => format!("{}日", last.day()),
            (Language::Ja, false, true) => self.day(last),
            (Language::Ja, false, false) | (Language::En | Language::De, _, _) => self.date(last),
        };
        match self {
            Language::En => format!("{from} to {to}"),
            Language::De => format!("{from} bis {to}"),
            Language::Ja => format!("{from}〜{to}"),
        }
    }

    /// Several things together: `a, b and c`.
    pub fn list(self, items: &[String]) -> String {
        match self {
            Language::En => joined(items, ", ", " and "),
            Language::De => joined(items, ", ", " und "),
            Language::Ja => joined(items, "、", "、"),
        }
    }

    /// One of several things: `a, b or c`.
    pub fn either(self, items: &[String]) -> String {
        match self {
            Language::En => joined(items, ", ", " or "),
            Language::De => joined(items, ", ", " oder "),
            Language::Ja => joined(items, "、", "または"),
        }
    }

    /// Whether a noun, such as a title, takes a verb in the plural. Only English asks.
    pub fn is_many(self, noun: &str) -> bool {
        let mut words = noun.split(' ');
        let is_join = |word: &&str| ["of", "from", "per", "in", "on", "for", "with"].contains(word);
        let before = words.by_ref().take_while(|word| !is_join(word));
        let last = before.last().unwrap_or_default();
        let ends = |ending: &str| last.ends_with(ending);
        let singular = ["ss", "us", "is", "eries", "ews", "ytics"]
            .into_iter()
            .any(ends);
        self == Language::En && (ends("people") || ends("s") && !singular)
    }

    /// Longer texts one after the other.
    pub fn series(self, items: &[String]) -> String {
        items.join(match self {
            Language::En | Language::De => "; ",
            Language::Ja => "／",
        })
    }

    /// Something and what is told beside it: `s1 (2027-03-15, widget)`.
    pub fn aside(self, what: &str, told: &[String]) -> String {
        match self {
            Language::En | Language::De => format!("{what} ({})", self.row(told)),
            Language::Ja => format!("{what}（{}）", self.row(told)),
        }
    }

    /// Names in a row, without an "and": `s1, s2`.
    pub fn row(self, names: &[impl AsRef<str>]) -> String {
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        names.join(match self {
            Language::En | Language::De => ", ",
            Language::Ja => "、",
        })
    }

    /// The words of the frame of a page.
    pub fn labels(self) -> Labels {
        let say = |key: &str| self.text(key);
        Labels {
            contents: say("frame.contents"),
            skip: say("frame.skip"),
            data: say("frame.data"),
            example: say("frame.example"),
            fingerprints: say("frame.fingerprints"),
            program: say("fingerprint.program"),
            tool: say("fingerprint.tool"),
        }
    }

    /// A number as the program writes it (`12,500.50`), with this language's separators.
    pub fn number(self, english: &str) -> String {
        match self {
            Language::En | Language::Ja => english.to_owned(),
            Language::De => {
                let swap = |c: char| match c {
                    ',' => '.',
                    '.' => ',',
                    c => c,
                };
                english.chars().map(swap).collect()
            }
        }
    }
}

fn joined(items: &[String], comma: &str, last: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., end] => format!("{}{last}{end}", most.join(comma)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn placeholders(text: &str) -> BTreeSet<&str> {
        text.split('{')
            .skip(1)
            .filter_map(|part| part.split_once('}'))
            .map(|(name, _)| name)
            .collect()
    }

    fn all(language: Language) -> Vec<(&'static str, &'static str)> {
        language.texts().into_iter().flatten().copied().collect()
    }

    #[test]
    fn every_key_is_in_every_language_with_the_same_arguments() {
        let english: BTreeSet<&str> = all(Language::En).iter().map(|(key, _)| *key).collect();
        for language in Language::ALL {
            let texts = all(language);
            let keys: BTreeSet<&str> = texts.iter().map(|(key, _)| *key).collect();
            let tag = language.tag();
            assert_eq!(keys, english, "{tag}");
            assert_eq!(texts.len(), keys.len(), "{tag}: a key stands twice");
            for (key, text) in texts {
                let expected = Language::En.text(key);
                assert_eq!(placeholders(text), placeholders(&expected), "{tag}: {key}");
                assert!(!text.is_empty(), "{tag}: {key}");
            }
        }
    }

    #[test]
    fn figures_and_rows_follow_the_language() {
        let day = Date::parse("2027-03-05").unwrap();
        let figures = Language::ALL.map(|language| language.figures(day));
        assert_eq!(figures, ["2027-03-05", "05.03.2027", "2027-03-05"]);
        let names = ["s1".to_owned(), "s2".to_owned()];
        let asides = Language::ALL.map(|language| language.aside("a", &names));
        assert_eq!(asides, ["a (s1, s2)", "a (s1, s2)", "a（s1、s2）"]);
    }

    #[test]
    fn dates_follow_the_language() {
        let date = |text: &str| Date::parse(text).unwrap();
        let (first, same_month) = (date("2027-03-15"), date("2027-03-19"));
        let (same_year, next_year) = (date("2027-06-13"), date("2028-01-05"));
        assert_eq!(Language::En.days(first, first), "15 March 2027");
        assert_eq!(Language::En.days(first, same_month), "15 to 19 March 2027");
        assert_eq!(
            Language::En.days(first, same_year),
            "15 March to 13 June 2027"
        );
        assert_eq!(
            Language::En.days(first, next_year),
            "15 March 2027 to 5 January 2028"
        );
        assert_eq!(
            Language::De.days(first, same_month),
            "15. bis 19. März 2027"
        );
        assert_eq!(
            Language::De.days(first, same_year),
            "15. März bis 13. Juni 2027"
        );
        assert_eq!(Language::Ja.days(first, same_month), "2027年3月15日〜19日");
        assert_eq!(
            Language::Ja.days(first, next_year),
            "2027年3月15日〜2028年1月5日"
        );
    }

    #[test]
    fn numbers_and_lists_follow_the_language() {
        assert_eq!(Language::De.number("12,500.50"), "12.500,50");
        assert_eq!(Language::Ja.number("12,500.50"), "12,500.50");
        let items = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(Language::En.list(&items), "a, b and c");
        assert_eq!(Language::De.list(&items[..1]), "a");
        assert_eq!(Language::Ja.list(&items), "a、b、c");
        assert_eq!(Language::En.either(&items), "a, b or c");
        assert_eq!(Language::Ja.either(&items), "a、bまたはc");
    }

    #[test]
    fn english_verbs_follow_their_noun() {
        for many in [
            "Bookings",
            "Grid sellers",
            "Certified people",
            "Sales of valves",
            "units",
        ] {
            assert!(Language::En.is_many(many), "{many}");
        }
        for one in [
            "",
            "Revenue",
            "Share of new customers",
            "Status",
            "the net amount",
            "Loss",
        ] {
            assert!(!Language::En.is_many(one), "{one}");
        }
        assert!(!Language::De.is_many("Bookings"));
    }

    #[test]
    fn arguments_are_put_in_once_and_never_read_again() {
        let said = Language::En.say("frame.prevails", &[("language", "{language} {x}")]);
        assert!(said.contains("{language} {x}"), "{said}");
    }
}
