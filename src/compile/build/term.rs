//! How long a standing lasts, and what renews it.

use crate::base::duration::{Duration, DurationUnit};
use crate::base::period::Days;
use crate::compile::build::Site;
use crate::compile::build::dated::{held_on, stretches};
use crate::compile::build::loss::AT_THE_END;
use crate::compile::build::standing::duration;
use crate::diagnostic::Problem;
use crate::kind::spec::{Given, Terms, Value};
use crate::model::Declaration;
use crate::model::standing::{Audit, Term};

/// How long it lasts; what is said of a renewal without an end is a problem.
pub(super) fn term(
    declaration: &Declaration,
    site: &Site,
    problems: &mut Vec<Problem>,
) -> Option<Term> {
    let mut found = Vec::new();
    let term = lasting(&declaration.terms, site, &mut found);
    let label = declaration.label();
    problems.extend(found.into_iter().map(|each| each.within([label.clone()])));
    term
}

fn lasting(terms: &Terms, site: &Site, problems: &mut Vec<Problem>) -> Option<Term> {
    let lasts = duration(terms.one("lasts").map(|given| &given.value));
    let renew = terms.one("renew");
    let audit = terms.one("audit every");
    let alone = |given: &Given, needs: &str, help: &str| {
        Problem::error(
            "term-without-end",
            format!(
                "`{}` has nothing to begin anew: nothing says `{needs}`",
                given.word
            ),
        )
        .at(given.span)
        .help(format!("write: {help}"))
    };
    if let (None, Some(renew)) = (lasts, renew) {
        problems.push(alone(renew, "lasts", "lasts 12 months"));
    }
    if let (None, Some(audit)) = (renew, audit) {
        problems.push(alone(audit, "renew", "renew 60 days before the end"));
    }
    if let (Some(lasts), Some(renew)) = (lasts, renew)
        && duration(Some(&renew.value)).is_some_and(|before| is_longer(before, lasts))
    {
        let message = format!("the time to renew begins before the {lasts} that it lasts");
        problems.push(
            Problem::error("renewed-before-it-begins", message)
                .at(renew.span)
                .also(
                    terms.one("lasts").map_or(renew.span, |given| given.span),
                    "it lasts",
                )
                .help("write less than it lasts: renew 30 days before the end"),
        );
    }
    let every = audit.and_then(|given| {
        let every = counted(&given.value);
        if every.is_none() {
            problems.push(
                Problem::error(
                    "not-a-whole-number",
                    "an audit comes at one renewal of so many, from 1",
                )
                .at(given.span)
                .help("write: audit every 2 renewals by partner_manager"),
            );
        }
        every
    });
    let by = audit.and_then(|given| {
        let named = given.phrase("by")?.names().first().copied()?;
        site.name(named)
    });
    Some(Term {
        lasts: lasts?,
        renew: duration(renew.map(|given| &given.value)),
        audit: every.zip(by).map(|(every, by)| Audit { every, by }),
    })
}

/// What a tier says of its end: on every day how far a partner falls then, where it lasts for a time, and nothing
/// of an end where it does not.
pub(super) fn ending(declaration: &Declaration, year: Days, problems: &mut Vec<Problem>) {
    let mut found = Vec::new();
    fallen(&declaration.terms, year, &mut found);
    let label = declaration.label();
    problems.extend(found.into_iter().map(|each| each.within([label.clone()])));
}

fn fallen(terms: &Terms, year: Days, problems: &mut Vec<Problem>) {
    let at_the_end = |given: &&Given| given.value.word() == Some(AT_THE_END);
    let Some(lasts) = terms.one("lasts") else {
        // A renewal without an end says it already.
        let fall = terms.all("fall").find(at_the_end);
        let fall = fall.filter(|_| terms.one("renew").is_none());
        problems.extend(fall.map(|given| {
            Problem::error(
                "term-without-end",
                "nobody falls at the end, for the tier has none: nothing says `lasts`",
            )
            .at(given.span)
            .help("write how long it is held, such as: lasts 12 months")
        }));
        return;
    };
    let unsaid = stretches([terms], year).into_iter().find_map(|days| {
        let held = held_on(terms, days.first());
        let fall = held.one("fall");
        let is_said = fall.is_some_and(|given| given.value.word() != Some("never"));
        (!is_said).then(|| fall.map_or(lasts.span, |given| given.span))
    });
    if let Some(place) = unsaid {
        problems.push(
            Problem::error(
                "fall-without-step",
                "the tier ends, and the program does not say how far a partner falls then",
            )
            .at(place)
            .help("write: fall at the end one rank at a time (or `to the tier that is met`)"),
        );
    }
    if let Some(hold) = terms.one("hold until") {
        problems.push(
            Problem::error(
                "held-past-its-end",
                "`hold until` and `lasts` say two things about how long the tier is held",
            )
            .at(hold.span)
            .also(lasts.span, "it lasts")
            .help("leave one of them out; `fall at the end` lets no review take a tier that lasts"),
        );
    }
}

/// Whether one length of time is longer than another, whichever days both are counted from.
fn is_longer(one: Duration, other: Duration) -> bool {
    if one.unit == other.unit {
        return one.count > other.count;
    }
    let (least, _) = days(one);
    let (_, most) = days(other);
    least > most
}

/// The fewest and the most days that a length of time has.
fn days(of: Duration) -> (u64, u64) {
    let (least, most) = match of.unit {
        DurationUnit::Day => (1, 1),
        DurationUnit::BusinessDay => (1, 2),
        DurationUnit::Week => (7, 7),
        DurationUnit::Month => (28, 31),
        DurationUnit::Quarter => (90, 92),
        DurationUnit::Year => (365, 366),
    };
    let count = u64::from(of.count);
    (count.saturating_mul(least), count.saturating_mul(most))
}

/// A whole number from 1.
pub(super) fn counted(value: &Value) -> Option<u16> {
    if let Value::Count(count, _) = value {
        u16::try_from(*count).ok().filter(|count| *count > 0)
    } else {
        None
    }
}
