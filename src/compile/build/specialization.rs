//! Specializations: standings that are held or not.

use crate::base::origin::Origins;
use crate::compile::build::Site;
use crate::compile::build::standing::rules;
use crate::compile::build::term::counted;
use crate::diagnostic::Problem;
use crate::kind::spec::{Given, Refers};
use crate::model::Declaration;
use crate::model::standing::{Fall, FallStep, Specialization};

/// All specializations, in the order of their ids.
pub fn specializations(
    site: &Site,
    origins: &mut Origins,
    problems: &mut Vec<Problem>,
) -> Option<Vec<Specialization>> {
    site.in_order(Refers::Specialization, |each| {
        specialization(each, site, origins, problems)
    })
}

fn specialization(
    declaration: &Declaration,
    site: &Site,
    origins: &mut Origins,
    problems: &mut Vec<Problem>,
) -> Option<Specialization> {
    let rules = rules(declaration, 1, fall, site, origins, problems)?;
    Some(Specialization { rules })
}

/// There is no lower one to fall to.
fn fall(given: Option<&Given>, problems: &mut Vec<Problem>) -> Fall {
    Fall {
        after_missed_reviews: missed(given, problems),
        step: FallStep::OneRank,
    }
}

/// How many reviews in a row must be missed; 0 never loses it.
fn missed(given: Option<&Given>, problems: &mut Vec<Problem>) -> u16 {
    let Some(given) = given.filter(|given| given.value.word() != Some("never")) else {
        return 0;
    };
    let count = match given.phrase("after") {
        Some(count) => counted(count),
        None => Some(1),
    };
    count.unwrap_or_else(|| {
        problems.push(
            Problem::error(
                "fall-without-step",
                "the clause does not say after how many missed reviews it is lost",
            )
            .at(given.span)
            .help("write: fall at review after 1 missed review"),
        );
        0
    })
}
