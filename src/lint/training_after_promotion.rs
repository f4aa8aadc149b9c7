//! A promotion pays only certified people, and the training for the certificate comes too late.

use crate::base::id::{CertificationId, TrackId};
use crate::base::period::Days;
use crate::diagnostic::Problem;
use crate::kind::spec::Named;
use crate::lint::promise::promise;
use crate::lint::schedule::{Window, count_of_days, label, place, windows};
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::calendar::{Entry, Sort};
use crate::model::incentive::Incentive;
use crate::semantics::audience::meet;

/// The lint.
pub static LINT: Lint = Lint {
    name: "training-after-promotion",
    title: "Training after the promotion that needs it",
    level: Level::Deny,
    summary: "A promotion pays only certified people, and their training ends after it has begun.",
    page: include_str!("training_after_promotion.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let trainings = windows(context, Sort::Training);
    let mut problems = Vec::new();
    for promotion in windows(context, Sort::Promotion) {
        for (incentive, certification) in needs(context, promotion.entry) {
            let fitting: Vec<&Window> = trainings
                .iter()
                .filter(|training| teaches(context, training.entry, certification))
                .filter(|training| {
                    let (one, two) = (&training.entry.audience, &promotion.entry.audience);
                    meet(one, two, context.program)
                })
                .collect();
            let first = fitting
                .into_iter()
                .min_by_key(|training| training.days.last());
            if let Some(training) = first
                && training.days.last() >= promotion.days.first()
            {
                problems.push(found(
                    context,
                    &promotion,
                    training,
                    incentive,
                    certification,
                ));
            }
        }
    }
    problems
}

/// The incentives that a promotion drives, each with a certification it pays nothing without.
pub fn needs<'a>(
    context: &Context<'a>,
    promotion: &Entry,
) -> Vec<(&'a Incentive, CertificationId)> {
    let driven = promotion.drives.iter().filter_map(|named| {
        if let Named::Incentive(id) = named {
            context.program.incentive(*id)
        } else {
            None
        }
    });
    driven
        .flat_map(|incentive| {
            let needed = promise(&incentive.payout).needed();
            needed.into_iter().map(move |id| (incentive, id))
        })
        .collect()
}

/// Whether a training is of a track that grants the certification.
pub fn teaches(context: &Context, training: &Entry, certification: CertificationId) -> bool {
    let granted = training.of.and_then(|TrackId(at)| {
        let track = context.program.learning.tracks.get(usize::from(at))?;
        track.grants
    });
    granted == Some(certification)
}

fn found(
    context: &Context,
    promotion: &Window,
    training: &Window,
    incentive: &Incentive,
    certification: CertificationId,
) -> Problem {
    let certifications = &context.program.learning.certifications;
    let name = certifications.get(certification.index());
    let name = name.map_or("", |each| &*each.declared.name);
    let (start, end) = (promotion.days.first(), training.days.last());
    let lost = Days::new(start, end).and_then(|late| late.overlap(&promotion.days));
    let lost = lost.map_or(0, |days| days.len());
    let message = format!(
        "`{}` pays people who hold `{name}`, and `{}`, which grants it, ends on {end}, after \
         `{}` has begun on {start}",
        incentive.declared.name,
        label(training.entry),
        label(promotion.entry),
    );
    let problem = LINT
        .found(place(context, promotion.entry), message)
        .cost(format!(
            "{} of the promotion's {} pay nobody who is trained in it",
            lost,
            count_of_days(promotion.days.len()),
        ))
        .fact("days_lost", lost)
        .help(format!(
            "start `{}` on {} or later, or end a training by {}",
            label(promotion.entry),
            end.plus_days(1),
            start.plus_days(-1),
        ));
    let problem = also(
        problem,
        place(context, training.entry),
        format!("ends on {end}"),
    );
    also(
        problem,
        context.clause(&incentive.declared, "needs"),
        format!("needs `{name}`"),
    )
}
