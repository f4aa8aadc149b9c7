//! Letters that partners get when something happens to them, and the list of all that they are told in the year. What
//! is marked internal stays out of both.

use super::calendar::program::dated;
use super::speaker::Speaker;
use super::terms::told::told;
use super::view::{Block, Document, Pair, Section, Table};
use super::words::Language;
use super::{Fault, Page, Stamp, document};
use crate::base::name::Name;
use crate::export::to_json::declared;
use crate::kind::spec::Value;
use crate::model::calendar::Sort;
use crate::model::spoken::spoken;
use crate::model::{Declaration, Program};

/// `letters/NAME.html` for each message, and `letters/year.html`; nothing where a program tells partners nothing.
pub fn pages(program: &Program, language: Language, stamp: &Stamp) -> Result<Vec<Page>, Fault> {
    let program = &*spoken(program, language.tag());
    let speaker = Speaker { program, language };
    let messages: Vec<&Declaration> = program
        .declarations
        .iter()
        .filter(|each| each.kind.word == "message")
        .collect();
    let mut pages = Vec::new();
    for message in &messages {
        let own = message.declared.name.to_ascii_lowercase().replace('_', "-");
        let letter = letter(speaker, message, stamp)?;
        pages.push(document::page(&format!("letters/{own}.html"), &letter)?);
    }
    if let Some(kit) = kit(speaker, &messages, stamp) {
        pages.push(document::page("letters/year.html", &kit)?);
    }
    Ok(pages)
}

/// One letter.
fn letter(speaker: Speaker<'_>, message: &Declaration, stamp: &Stamp) -> Result<Document, Fault> {
    let mut blocks = Vec::new();
    for given in message.terms.all("text") {
        if let Value::Text(text) = &given.value {
            blocks.push(Block::Paragraph(told(speaker, text, None)?));
        }
    }
    let signed = message.terms.names("sign").first().copied();
    if let Some(role) = signed {
        blocks.push(Block::Paragraph(
            speaker.title(declared(speaker.program, role)),
        ));
    }
    let section = Section {
        id: "letter".to_owned(),
        title: speaker.title(Some(&message.declared)),
        blocks,
        ..Section::default()
    };
    let about = [
        ("letter.sent", moment(speaker, message)),
        ("letter.for", whom(speaker, message)),
        ("letter.by", channel(speaker, message)),
    ];
    let about = about.into_iter().filter(|(_, text)| !text.is_empty());
    let pairs = about.map(|(key, text)| Pair {
        name: speaker.say(key, &[]),
        text,
    });
    let title = speaker.title(Some(&message.declared));
    Ok(Document {
        head: speaker.head("letter.kind", title, String::new(), stamp),
        contents_above: false,
        opening: vec![Block::Pairs(pairs.collect())],
        sections: vec![section],
    })
}

fn moment(speaker: Speaker<'_>, message: &Declaration) -> String {
    let when = message
        .terms
        .one("when")
        .and_then(|given| given.value.word());
    when.map_or(String::new(), |when| {
        speaker.word("moment", &Name::new(when))
    })
}

fn whom(speaker: Speaker<'_>, message: &Declaration) -> String {
    let names = message.terms.names("for").into_iter();
    let titles = names.map(|named| speaker.title(declared(speaker.program, named)));
    let titles: Vec<String> = titles.collect();
    match titles.is_empty() {
        true => speaker.say("audience.everyone", &[]),
        false => speaker.language.list(&titles),
    }
}

fn channel(speaker: Speaker<'_>, message: &Declaration) -> String {
    let Some(Value::Words(words)) = message.terms.one("channel").map(|given| &given.value) else {
        return String::new();
    };
    let words = words
        .iter()
        .map(|word| speaker.word("channel", &Name::new(word)));
    speaker.language.list(&words.collect::<Vec<_>>())
}

/// All that partners are told in the year: dated messages, then letters.
fn kit(speaker: Speaker<'_>, messages: &[&Declaration], stamp: &Stamp) -> Option<Document> {
    let say = |key: &str| speaker.say(key, &[]);
    let mut told: Vec<_> = dated(speaker.program)
        .filter(|(entry, _, _)| entry.sort == Sort::Communication)
        .collect();
    told.sort_by_key(|(entry, days, _)| (days.first(), entry.declared.title.clone()));
    let rows = told.iter().map(|(entry, days, _)| {
        let channels = entry
            .channels
            .iter()
            .map(|word| speaker.word("channel", word));
        vec![
            speaker.date(days.first()),
            speaker.title(Some(&entry.declared)),
            speaker.audience(&entry.audience),
            speaker.language.list(&channels.collect::<Vec<_>>()),
        ]
    });
    let titles = ["letter.date", "letter.subject", "letter.for", "letter.by"].map(say);
    let dates = Table::of(&titles.each_ref().map(String::as_str), rows);
    let rows = messages.iter().map(|message| {
        vec![
            moment(speaker, message),
            speaker.title(Some(&message.declared)),
            whom(speaker, message),
            channel(speaker, message),
        ]
    });
    let titles = ["letter.sent", "letter.subject", "letter.for", "letter.by"].map(say);
    let letters = Table::of(&titles.each_ref().map(String::as_str), rows);
    let sections: Vec<Section> = [("dates", dates), ("letters", letters)]
        .into_iter()
        .filter(|(_, table)| !table.rows.is_empty())
        .map(|(id, table)| Section {
            id: id.to_owned(),
            title: say(&format!("letter.{id}")),
            blocks: vec![Block::Table(table)],
            ..Section::default()
        })
        .collect();
    (!sections.is_empty()).then(|| Document {
        head: speaker.head(
            "letter.kind",
            say("letter.kit"),
            say("letter.kit_lead"),
            stamp,
        ),
        contents_above: false,
        opening: Vec::new(),
        sections,
    })
}
