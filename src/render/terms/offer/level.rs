//! Levels of those who enrol in time: which there are, and until when each can be had.

use crate::base::duration::{Duration, DurationUnit};
use crate::kind::paying::level::Level;
use crate::payout::measure::{Figure, Measured};
use crate::payout::test::Test;
use crate::render::speaker::Speaker;
use crate::render::view::Table;

/// The clause for the level that the parts of a test ask for, if they do, and the parts that ask for something else.
pub(super) fn asked<'t>(
    speaker: Speaker<'_>,
    levels: &[Level],
    parts: Vec<&'t Test>,
) -> (Option<String>, Vec<&'t Test>) {
    // What the first of two levels asks for is no part of what the second does.
    let has = |level: &&Level| level.tests.iter().all(|test| parts.contains(&test));
    let Some(level) = levels.iter().find(has) else {
        return (None, parts);
    };
    let clause = speaker.say("only.level", &[("level", level.name.as_str())]);
    let others = parts.into_iter().filter(|part| !level.tests.contains(part));
    (Some(clause), others.collect())
}

/// Each level with its last days in the program's year, and what is said of all.
pub(super) fn table(speaker: Speaker<'_>, levels: &[Level]) -> Option<(Table, Option<String>)> {
    let first = levels.first()?;
    let joined = first.tests.iter().find_map(|test| counted(speaker, test));
    let joined = joined.unwrap_or_default();
    let cycle = speaker.say(&format!("cycle.{}", first.cycle.word()), &[]);
    let note = [("joined", &*joined), ("cycle", &cycle)];
    let note = speaker.say("level.note", &note);
    let titles = ["level.title", "level.within", "level.last"];
    let titles = titles.map(|key| speaker.say(key, &[]));
    let rows = levels.iter().map(|level| {
        let days = Duration::new(u32::from(level.days), DurationUnit::Day);
        let last: Vec<String> = level
            .last_days(&speaker.program.fiscal)
            .map(|day| speaker.date(day))
            .collect();
        vec![
            level.name.as_str().to_owned(),
            speaker.duration(days),
            speaker.language.list(&last),
        ]
    });
    let table = Table::of(&titles.each_ref().map(String::as_str), rows);
    Some((table, Some(note)))
}

/// What counts as enrolling.
fn counted(speaker: Speaker<'_>, test: &Test) -> Option<String> {
    let Test::Compare {
        figure: Figure::Reading(reading),
        ..
    } = test
    else {
        return None;
    };
    let Measured::Measure(id) = reading.measure else {
        return None;
    };
    let measure = speaker.program.measure(id)?;
    Some(speaker.title(Some(&measure.declared)))
}
