//! How long a standing lasts, and what renews it.

use crate::base::duration::{Duration, DurationUnit};
use crate::compile::build::Site;
use crate::compile::build::standing::duration;
use crate::diagnostic::Problem;
use crate::kind::spec::{Given, Terms, Value};
use crate::model::standing::{Audit, Term};

/// How long it lasts; what is said of a renewal without an end is a problem.
pub(super) fn term(terms: &Terms, site: &Site, problems: &mut Vec<Problem>) -> Option<Term> {
    let lasts = duration(terms.one("lasts").map(|given| &given.value));
    let renew = terms.one("renew");
    let audit = terms.one("audit every");
    let alone = |given: &Given, needs: &str, help: &str| {
        Problem::error(
            "term-without-end",
            format!(
                "`{}` has nothing to begin anew: the specialization has no `{needs}`",
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
