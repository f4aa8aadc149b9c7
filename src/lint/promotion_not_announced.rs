//! No message tells partners of a promotion.

use std::collections::BTreeSet;

use crate::base::id::EntryId;
use crate::diagnostic::Problem;
use crate::kind::spec::{Moment, Named, When};
use crate::lint::schedule::{label, place};
use crate::lint::spec::{Context, Level, Lint};
use crate::model::calendar::{Entry, Sort};
use crate::semantics::audience::{meet, words};

/// The lint.
pub static LINT: Lint = Lint {
    name: "promotion-not-announced",
    title: "Promotion not announced",
    level: Level::Warn,
    summary: "A promotion runs, and no message or event tells its partners of it.",
    page: include_str!("promotion_not_announced.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let entries = &context.program.calendar.entries;
    let promotions = entries.iter().enumerate();
    promotions
        .filter(|(_, entry)| entry.sort == Sort::Promotion && entry.channels.is_empty())
        .filter_map(|(at, promotion)| {
            let id = EntryId(u16::try_from(at).ok()?);
            let told = entries
                .iter()
                .any(|other| tells(context, other, promotion, id));
            (!told).then(|| found(context, promotion))
        })
        .collect()
}

/// Whether an entry is a message or an event that tells of the promotion to some of its partners
/// by its end.
fn tells(context: &Context, other: &Entry, promotion: &Entry, id: EntryId) -> bool {
    if !matches!(other.sort, Sort::Communication | Sort::Event) {
        return false;
    }
    let moment = if let When::Relative { moment, .. } = other.when {
        Some(moment)
    } else {
        None
    };
    let about = moment == Some(Moment::Start(id)) || moment == Some(Moment::End(id));
    let drives: BTreeSet<Named> = promotion.drives.iter().copied().collect();
    let shares = other.drives.iter().any(|named| drives.contains(named));
    let end = promotion.days.iter().map(|days| days.last()).max();
    let in_time = other.days.iter().any(|days| Some(days.first()) <= end);
    (about || shares) && in_time && meet(&other.audience, &promotion.audience, context.program)
}

fn found(context: &Context, promotion: &Entry) -> Problem {
    let drives = promotion.drives.iter().find_map(|named| {
        if let Named::Incentive(id) = named {
            context.program.incentive(*id)
        } else {
            None
        }
    });
    let name = label(promotion);
    let help = match drives {
        Some(incentive) => format!(
            "add a row to `communications` whose `drives` is {}, or give the promotion a `channel`",
            incentive.declared.name
        ),
        None => format!(
            "add a row to `communications`: | 7 days before start of {name} | ..., or give the \
             promotion a `channel`"
        ),
    };
    LINT.found(
        place(context, promotion),
        format!("no message or event tells partners of `{name}`"),
    )
    .cost(format!(
        "it is meant for {}",
        words(&promotion.audience, context.program)
    ))
    .help(help)
}
