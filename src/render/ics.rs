//! A calendar file (iCalendar, RFC 5545) that can be imported again and again: each entry keeps
//! its identity and moves when its date moves. Must not know a program.

use sha2::{Digest, Sha256};

use super::Page;
use super::escape::calendar;
use crate::base::date::Date;

/// All-day entries with what identifies them.
#[derive(Clone, Debug, PartialEq)]
pub struct Feed {
    /// What identifies the calendar, such as the program's name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What else there is to know of it; may be empty.
    pub text: String,
    /// The day on which this version was published.
    pub published: Date,
    /// The entries.
    pub events: Vec<Event>,
}

/// One all-day entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What identifies it within the calendar; not its date, which may move.
    pub key: String,
    /// Its title.
    pub title: String,
    /// What else there is to know; may be empty.
    pub text: String,
    /// What sort it is.
    pub category: String,
    /// The first day.
    pub first: Date,
    /// The last day, included.
    pub last: Date,
}

/// The file with this name.
pub fn page(name: &str, feed: &Feed) -> Page {
    let mut file = File(String::new());
    file.line("BEGIN:VCALENDAR");
    file.line("VERSION:2.0");
    file.line("PRODID:-//Charter//Program calendar//EN");
    file.line("CALSCALE:GREGORIAN");
    file.text("X-WR-CALNAME", &feed.title);
    if !feed.text.is_empty() {
        file.text("X-WR-CALDESC", &feed.text);
    }
    let stamp = digits(feed.published);
    // A later publication must win over an earlier one, so its day is also its sequence.
    let sequence = feed.published.days_since_1970().max(0);
    for event in &feed.events {
        file.line("BEGIN:VEVENT");
        file.line(&format!("UID:{}", identity(&feed.name, &event.key)));
        file.line(&format!("DTSTAMP:{stamp}T000000Z"));
        file.line(&format!("SEQUENCE:{sequence}"));
        file.line(&format!("DTSTART;VALUE=DATE:{}", digits(event.first)));
        // The end of an all-day entry is the day after its last day (RFC 5545, 3.6.1).
        file.line(&format!(
            "DTEND;VALUE=DATE:{}",
            digits(event.last.plus_days(1))
        ));
        file.text("SUMMARY", &event.title);
        if !event.text.is_empty() {
            file.text("DESCRIPTION", &event.text);
        }
        file.text("CATEGORIES", &event.category);
        file.line("TRANSP:TRANSPARENT");
        file.line("END:VEVENT");
    }
    file.line("END:VCALENDAR");
    Page {
        name: name.to_owned(),
        bytes: file.0.into_bytes(),
    }
}

/// The lines of a file: each ends in CR LF and is folded to at most 75 octets.
struct File(String);

impl File {
    /// A property whose value is free text.
    fn text(&mut self, property: &str, text: &str) {
        self.line(&format!("{property}:{}", calendar(text)));
    }

    fn line(&mut self, line: &str) {
        let mut room: usize = 75;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = 74;
            }
            room -= c.len_utf8();
            self.0.push(c);
        }
        self.0.push_str("\r\n");
    }
}

/// 32 hexadecimal digits that stand for the entry in every edition of the calendar.
fn identity(feed: &str, key: &str) -> String {
    let hash = Sha256::digest(format!("{feed}\n{key}"));
    hash.iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// A date as iCalendar writes it: `20270315`.
fn digits(date: Date) -> String {
    date.to_string().replace('-', "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// A reader of its own: unfolds, splits, unescapes.
    fn read(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']));
        for line in text.split("\r\n") {
            assert!(line.len() <= 75, "{} octets: {line}", line.len());
        }
        let unfolded = text.replace("\r\n ", "");
        let (mut events, mut event) = (Vec::new(), None);
        for line in unfolded.lines() {
            let (name, value) = line.split_once(':').expect("a property");
            match (name, value) {
                ("BEGIN", "VEVENT") => event = Some(BTreeMap::new()),
                ("END", "VEVENT") => events.extend(event.take()),
                _ => {
                    if let Some(event) = &mut event {
                        assert!(event.insert(name.to_owned(), unescape(value)).is_none());
                    }
                }
            }
        }
        events
    }

    fn unescape(value: &str) -> String {
        let (mut out, mut chars) = (String::new(), value.chars());
        while let Some(c) = chars.next() {
            match c {
                '\\' => match chars.next().expect("a character after a backslash") {
                    'n' => out.push('\n'),
                    c @ ('\\' | ';' | ',') => out.push(c),
                    c => panic!("unknown escape `{c}`"),
                },
                ';' | ',' => panic!("bare `{c}` in `{value}`"),
                c => out.push(c),
            }
        }
        out
    }

    fn feed(title: &str, first: &str, last: &str) -> Feed {
        let date = |text: &str| Date::parse(text).unwrap();
        let event = Event {
            key: "launch_push 1".to_owned(),
            title: title.to_owned(),
            text: "For gold; platinum, and \\ others.\nSecond line".to_owned(),
            category: "Promotion".to_owned(),
            first: date(first),
            last: date(last),
        };
        Feed {
            name: "halden".to_owned(),
            title: "Halden".to_owned(),
            text: String::new(),
            published: date("2026-10-15"),
            events: vec![event],
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for title in [
            "Launch; with, all \\ marks",
            "END:VEVENT\nBEGIN:VEVENT",
            "販売パートナー向けクラウドセキュア発売キャンペーン開始のご案内と特別報奨の詳細について",
            "Ünïcödé title that is long enough to be folded more than once, twice in fact, I promise",
        ] {
            let page = page("calendar.ics", &feed(title, "2027-03-15", "2027-06-13"));
            let events = read(&page.bytes);
            assert_eq!(events.len(), 1);
            assert_eq!(events[0]["SUMMARY"], title);
            assert_eq!(
                events[0]["DESCRIPTION"],
                "For gold; platinum, and \\ others.\nSecond line"
            );
            assert_eq!(events[0]["DTSTART;VALUE=DATE"], "20270315");
            assert_eq!(events[0]["DTEND;VALUE=DATE"], "20270614");
            assert_eq!(events[0]["DTSTAMP"], "20261015T000000Z");
            // 2026-10-15 is day 20,741 after 1970-01-01.
            assert_eq!(events[0]["SEQUENCE"], "20741");
        }
    }

    #[test]
    fn an_entry_that_moves_keeps_its_identity() {
        let uid = |feed: &Feed| read(&page("a.ics", feed).bytes)[0]["UID"].clone();
        let (before, moved) = (
            feed("A", "2027-03-15", "2027-03-15"),
            feed("B", "2027-04-01", "2027-04-02"),
        );
        assert_eq!(uid(&before), uid(&moved));
        let mut other = before.clone();
        other.events[0].key = "launch_push 2".to_owned();
        assert_ne!(uid(&before), uid(&other));
        assert_eq!(uid(&before).len(), 32);
    }
}
