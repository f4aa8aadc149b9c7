//! Learning and everything with a date.

use serde_json::{Map, Value, json};

use super::condition::certification_name;
use super::offer::incentive_name;
use super::value::{date, days, duration, opt, weekday};
use super::{list, name_of, named, region_name, text, texts, tier_name, with};
use crate::base::recurrence::{Place, Recurrence};
use crate::kind::spec::{Moment, When};
use crate::model::Program;
use crate::model::calendar::{Audience, Entry, Sort};
use crate::model::learning::{Certification, Course, Track};

/// The fields of the rules that say what is learnt and when things happen.
pub(super) fn fields(program: &Program) -> Map<String, Value> {
    let learning = &program.learning;
    let fields = [
        (
            "certifications",
            list(&learning.certifications, certification),
        ),
        (
            "tracks",
            list(&learning.tracks, |each| track(program, each)),
        ),
        (
            "courses",
            list(&learning.courses, |each| course(program, each)),
        ),
        (
            "calendar",
            list(&program.calendar.entries, |each| entry(program, each)),
        ),
    ];
    fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn certification(certification: &Certification) -> Value {
    with(
        named(&certification.declared),
        [
            ("valid_for", opt(certification.valid_for, duration)),
            ("refresh_every", opt(certification.refresh_every, duration)),
        ],
    )
}

fn track(program: &Program, track: &Track) -> Value {
    let kind = |id: &crate::base::id::TypeId| {
        name_of(program.types.get(id.index()).map(|each| &each.declared))
    };
    with(
        named(&track.declared),
        [
            ("roles", texts(&track.roles)),
            ("types", list(&track.types, kind)),
            (
                "courses",
                list(&track.courses, |id| course_name(program, *id)),
            ),
            (
                "grants",
                opt(track.grants, |id| certification_name(program, id)),
            ),
            (
                "teaches",
                list(&track.teaches, |id| {
                    name_of(program.lines.get(id.index()).map(|line| &line.declared))
                }),
            ),
            ("required", json!(track.required)),
        ],
    )
}

fn course(program: &Program, course: &Course) -> Value {
    with(
        named(&course.declared),
        [
            ("minutes", json!(course.minutes)),
            ("mode", text(&course.mode)),
            ("stage", opt(course.stage.as_ref(), text)),
            ("after", list(&course.after, |id| course_name(program, *id))),
        ],
    )
}

fn course_name(program: &Program, id: crate::base::id::CourseId) -> Value {
    name_of(
        program
            .learning
            .courses
            .get(id.index())
            .map(|course| &course.declared),
    )
}

fn entry(program: &Program, entry: &Entry) -> Value {
    let entry_name = |id: &crate::base::id::EntryId| entry_name(program, *id);
    let track = entry
        .of
        .and_then(|id| program.learning.tracks.get(id.index()));
    with(
        named(&entry.declared),
        [
            ("sort", json!(sort_word(entry.sort))),
            ("when", when(program, &entry.when)),
            ("days", list(&entry.days, |span| days(*span))),
            ("audience", audience(program, &entry.audience)),
            ("track", name_of(track.map(|track| &track.declared))),
            ("after", list(&entry.after, entry_name)),
            ("channels", texts(&entry.channels)),
            ("load", opt(entry.load.as_ref(), text)),
            ("by", opt(entry.by.as_ref(), text)),
        ],
    )
}

fn entry_name(program: &Program, id: crate::base::id::EntryId) -> Value {
    name_of(
        program
            .calendar
            .entries
            .get(id.index())
            .map(|entry| &entry.declared),
    )
}

/// The word of a sort of entry.
fn sort_word(sort: Sort) -> &'static str {
    match sort {
        Sort::Training => "training",
        Sort::Promotion => "promotion",
        Sort::Reward => "reward",
        Sort::Review => "review",
        Sort::Communication => "communication",
        Sort::Event => "event",
        Sort::Deadline => "deadline",
    }
}

fn audience(program: &Program, audience: &Audience) -> Value {
    let segment = |id: &crate::base::id::SegmentId| {
        name_of(
            program
                .words
                .segments
                .get(id.index())
                .map(|each| &each.declared),
        )
    };
    let kind = |id: &crate::base::id::TypeId| {
        name_of(program.types.get(id.index()).map(|each| &each.declared))
    };
    json!({
        "tiers": list(&audience.tiers, |id| tier_name(program, *id)),
        "types": list(&audience.types, kind),
        "regions": list(&audience.regions, |id| region_name(program, Some(*id))),
        "segments": list(&audience.segments, segment),
        "roles": texts(&audience.roles),
    })
}

fn when(program: &Program, when: &When) -> Value {
    match when {
        When::Days(span) => json!({ "kind": "days", "days": days(*span) }),
        When::Recurrence(each) => json!({ "kind": "recurrence", "recurrence": recurrence(each) }),
        When::Payout(id) => {
            json!({ "kind": "payout", "incentive": incentive_name(program, *id) })
        }
        When::Relative {
            distance,
            before,
            moment: at,
        } => json!({
            "kind": "relative",
            "distance": duration(*distance),
            "before": before,
            "moment": moment(program, *at),
        }),
    }
}

fn moment(program: &Program, moment: Moment) -> Value {
    match moment {
        Moment::Expiry(id) => json!({ "kind": "expiry", "of": incentive_name(program, id) }),
        Moment::Payout(id) => json!({ "kind": "payout", "of": incentive_name(program, id) }),
        Moment::Start(id) => json!({ "kind": "start", "of": entry_name(program, id) }),
        Moment::End(id) => json!({ "kind": "end", "of": entry_name(program, id) }),
    }
}

/// When something comes again.
pub(super) fn recurrence(recurrence: &Recurrence) -> Value {
    match recurrence {
        Recurrence::Once(dates) => json!({ "kind": "once", "dates": list(dates, |it| date(*it)) }),
        Recurrence::EveryDays { count } => json!({ "kind": "every_days", "count": count }),
        Recurrence::EveryWeeks { count, on } => {
            json!({ "kind": "every_weeks", "count": count, "on": weekday(*on) })
        }
        Recurrence::EveryMonth(at) => json!({ "kind": "every_month", "place": place(*at) }),
        Recurrence::EveryQuarter(at) => json!({ "kind": "every_quarter", "place": place(*at) }),
        Recurrence::EveryYear(at) => json!({ "kind": "every_year", "place": place(*at) }),
        Recurrence::InYears(it, at) => {
            json!({ "kind": "in_years", "every": it.every, "since": date(it.since), "place": place(*at) })
        }
    }
}

fn place(place: Place) -> Value {
    match place {
        Place::Day(day) => json!({ "kind": "day", "day": day }),
        Place::FirstDay => json!({ "kind": "first_day" }),
        Place::LastDay => json!({ "kind": "last_day" }),
        Place::Weekday { nth, weekday: day } => {
            json!({ "kind": "weekday", "nth": nth.word(), "weekday": weekday(day) })
        }
        Place::FirstBusinessDay => json!({ "kind": "first_business_day" }),
        Place::LastBusinessDay => json!({ "kind": "last_business_day" }),
    }
}
