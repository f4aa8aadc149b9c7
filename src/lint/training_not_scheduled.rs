//! A promotion pays only certified people, the track has live courses, and no training is in the
//! calendar.

use crate::base::id::CertificationId;
use crate::diagnostic::Problem;
use crate::lint::schedule::{label, place, windows};
use crate::lint::spec::{Context, Level, Lint, also};
use crate::lint::training_after_promotion::{needs, teaches};
use crate::model::calendar::Sort;
use crate::model::learning::Track;

/// The lint.
pub static LINT: Lint = Lint {
    name: "training-not-scheduled",
    title: "Training not scheduled",
    level: Level::Warn,
    summary: "A promotion pays only certified people, their track has live courses, and the \
        calendar has no training of it.",
    page: include_str!("training_not_scheduled.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let trainings = windows(context, Sort::Training);
    let promotions = context.program.calendar.entries.iter();
    let mut problems = Vec::new();
    for promotion in promotions.filter(|entry| entry.sort == Sort::Promotion) {
        for (incentive, certification) in needs(context, promotion) {
            let taught = trainings
                .iter()
                .any(|training| teaches(context, training.entry, certification));
            let Some(track) = live_track(context, certification) else {
                continue;
            };
            if taught {
                continue;
            }
            let message = format!(
                "`{}` drives `{}`, which needs the live courses of `{}`, and no training of them \
                 is in the calendar",
                label(promotion),
                incentive.declared.name,
                track.declared.name,
            );
            let problem = LINT.found(place(context, promotion), message).help(format!(
                "write in `calendar`: training NAME \"Title\" {{ 2027-02-08 to 2027-03-05; of {} \
                 }}",
                track.declared.name
            ));
            let track = context.span(track.declared.origin);
            problems.push(also(problem, track, "the track"));
        }
    }
    problems
}

/// The track that grants a certification, when one of its courses is live.
fn live_track<'a>(context: &Context<'a>, certification: CertificationId) -> Option<&'a Track> {
    let learning = &context.program.learning;
    let track = learning
        .tracks
        .iter()
        .find(|track| track.grants == Some(certification))?;
    let mut courses = track
        .courses
        .iter()
        .filter_map(|id| learning.courses.get(id.index()));
    courses
        .any(|course| &*course.mode == "live")
        .then_some(track)
}
