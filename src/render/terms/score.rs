//! Scores in words: what gives points, how they are counted, what passes.

use super::condition::{as_of, measured, reading, test};
use super::limit::quantity;
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::payout::score::{Category, Part, Per, Points, Read, Score, Scored, Way};
use crate::payout::table::AsOf;
use crate::render::speaker::Speaker;

/// A score, or a category of it, or that it is passed, on its day.
pub fn scored(speaker: Speaker<'_>, it: &Scored) -> String {
    let declared = speaker
        .program
        .scores
        .iter()
        .find(|each| each.score.name == it.score.name);
    let title = &*speaker.title(declared.map(|each| &each.declared));
    let name = match it.read {
        Read::Total => title.to_owned(),
        Read::Passed => speaker.say("score.passed", &[("score", title)]),
        Read::Category(at) => {
            let category = it.score.categories.get(at);
            let category = category.map_or("", |category| category.title.as_str());
            speaker.say("score.of", &[("category", category), ("score", title)])
        }
    };
    if it.as_of == AsOf::Occasion {
        return name;
    }
    let day = as_of(speaker, it.as_of);
    speaker.say("reading.over", &[("name", &name), ("span", &day)])
}

/// How a score is counted.
pub fn defined(speaker: Speaker<'_>, score: &Score) -> String {
    let categories = score.categories.iter();
    let mut all: Vec<String> = categories.map(|each| category(speaker, each)).collect();
    if let Some(round) = score.round {
        let key = match (round.half_up, round.per_part) {
            (true, true) => "score.half_up_per_part",
            (true, false) => "score.half_up",
            (false, true) => "score.down_per_part",
            (false, false) => "score.down",
        };
        all.push(speaker.say(key, &[("to", &number(speaker, round.to))]));
    }
    if let Some(pass) = score.pass {
        all.push(speaker.say("score.pass", &[("points", &number(speaker, pass))]));
    }
    if let Some(each) = score.each {
        all.push(speaker.say("score.each", &[("points", &number(speaker, each))]));
    }
    all.join(" ")
}

fn category(speaker: Speaker<'_>, category: &Category) -> String {
    let parts: Vec<String> = category
        .parts
        .iter()
        .map(|each| part(speaker, each))
        .collect();
    let parts = speaker.language.series(&parts);
    let parts = capped(speaker, parts, category.cap);
    let title = category.title.as_str();
    let mut text = speaker.say("score.category", &[("category", title), ("parts", &parts)]);
    if category.weight != Ratio::ONE {
        let weight = speaker.rate(category.weight);
        let more = speaker.say("score.counts", &[("weight", &weight)]);
        text = speaker.say("text.then", &[("text", &text), ("more", &more)]);
    }
    for needed in &category.needs {
        let needed = test(speaker, needed);
        let more = speaker.say("score.needs", &[("test", &needed)]);
        text = speaker.say("text.then", &[("text", &text), ("more", &more)]);
    }
    text
}

fn part(speaker: Speaker<'_>, part: &Part) -> String {
    let ways: Vec<String> = part.ways.iter().map(|each| way(speaker, each)).collect();
    let text = match &ways[..] {
        [only] => only.clone(),
        several => {
            let several = speaker.language.series(several);
            speaker.say("score.best", &[("parts", &several)])
        }
    };
    capped(speaker, text, part.cap)
}

fn way(speaker: Speaker<'_>, way: &Way) -> String {
    let (_, unit) = measured(speaker, &way.of, None);
    let of = reading(speaker, &way.of, None);
    let given = way.points.iter().map(|each| points(speaker, *each, unit));
    let given: Vec<String> = given.collect();
    let given = speaker.language.either(&given);
    let text = speaker.say("score.part", &[("of", &of), ("points", &given)]);
    capped(speaker, text, way.cap)
}

fn points(speaker: Speaker<'_>, points: Points, unit: Unit) -> String {
    let (key, size) = match points.per {
        Per::Whole(size) => ("score.per_whole", size),
        Per::Proportion(size) => ("score.proportion", size),
        Per::Reached(size) => ("score.reached", size),
    };
    let (each, size) = (number(speaker, points.each), quantity(speaker, size, unit));
    speaker.say(key, &[("points", &each), ("size", &size)])
}

fn capped(speaker: Speaker<'_>, text: String, cap: Option<Ratio>) -> String {
    let Some(cap) = cap else { return text };
    let cap = number(speaker, cap);
    speaker.say("score.cap", &[("text", &text), ("cap", &cap)])
}

fn number(speaker: Speaker<'_>, points: Ratio) -> String {
    quantity(speaker, points, Unit::Points)
}
