//! Steps that somebody takes for a standing, and levels of those who enrol, as lines.

use crate::render::settlement::told;
use crate::render::speaker::Speaker;
use crate::semantics::progress::joining::{Enrolled, Step};

/// `Missing: enrolment. It is offered: the last day to enrol is 15 May 2027.`
pub(super) fn step(speaker: Speaker<'_>, step: &Step<'_>) -> String {
    match step {
        Step::Invitation { by, is_done } => {
            let role = speaker.role(by);
            let key = match is_done {
                true => "ahead.invited",
                false => "ahead.not_invited",
            };
            speaker.say(key, &[("role", &role)])
        }
        Step::Enrolment { is_done: true, .. } => speaker.say("ahead.enrolled", &[]),
        Step::Enrolment {
            last: Some(last),
            is_open,
            ..
        } => {
            let key = match is_open {
                true => "ahead.enrol_by",
                false => "ahead.enrol_then",
            };
            speaker.say(key, &[("day", &speaker.date(*last))])
        }
        Step::Enrolment { within, .. } => {
            let within = speaker.duration(*within);
            speaker.say("ahead.enrol_later", &[("within", &within)])
        }
        Step::Fee { fee, is_done } => {
            let amount = [("fee", &*speaker.money(fee.amount))];
            if *is_done {
                return speaker.say("ahead.fee_paid", &amount);
            }
            let due = speaker.say("ahead.fee_due", &amount);
            if !fee.prorated {
                return due;
            }
            let more = speaker.say("tier.fee_prorated", &[]);
            speaker.say("text.then", &[("text", &due), ("more", &more)])
        }
    }
}

/// `Climb, 1 January to 31 March 2027: not enrolled yet. Level full to 10 January 2027, half to 20 January 2027.`
pub(super) fn level(speaker: Speaker<'_>, it: &Enrolled<'_>) -> String {
    let incentive = speaker.program.incentive(it.incentive);
    let title = told(&speaker.title(incentive.map(|it| &it.declared)));
    let days = speaker.language.days(it.days.first(), it.days.last());
    let args = [("title", &*title), ("days", &*days)];
    let with = |key: &str, more: (&str, &str)| speaker.say(key, &[args[0], args[1], more]);
    if let Some(held) = it.held {
        return with("ahead.level", ("level", &told(held)));
    }
    let open = it.open.iter().map(|(level, last)| {
        let last = speaker.date(*last);
        speaker.say("ahead.level_by", &[("level", &told(level)), ("day", &last)])
    });
    let open: Vec<String> = open.collect();
    match open.is_empty() {
        true => speaker.say("ahead.level_over", &args),
        false => with(
            "ahead.level_open",
            ("levels", &speaker.language.list(&open)),
        ),
    }
}
