//! Results to be reached and trials, for the forecast. A part that failed was reported and is left out.

use crate::compile::build::Site;
use crate::compile::build::incentive::rows;
use crate::kind::spec::{Named, Value};
use crate::model::Declaration;
use crate::model::aim::{Aim, Aims, Least, Trial};

/// All of them.
pub fn aims(site: &Site) -> Aims {
    let mut objectives = site.all("objective");
    let mut experiments = site.all("experiment");
    for all in [&mut objectives, &mut experiments] {
        all.sort_by(|one, other| one.declared.first.cmp(&other.declared.first));
    }
    Aims {
        results: objectives.into_iter().flat_map(results).collect(),
        trials: experiments.into_iter().filter_map(trial).collect(),
    }
}

fn results(block: &Declaration) -> impl Iterator<Item = Aim> {
    let rows = rows(block.terms.one("results")).iter();
    rows.filter_map(|row| {
        let [
            Some(Value::Text(result)),
            Some(measure),
            least,
            count,
            Some(Value::Date(by)),
        ] = row.as_slice()
        else {
            return None;
        };
        let least = match (least, count) {
            (Some(Value::Money(money)), _) => Least::Amount(*money),
            (_, Some(Value::Count(count, _))) => Least::Count(*count),
            (Some(_) | None, Some(_) | None) => return None,
        };
        let Some(Named::Measure(measure)) = measure.names().first().copied() else {
            return None;
        };
        Some(Aim {
            declared: block.declared.clone(),
            result: result.clone(),
            measure,
            least,
            by: *by,
        })
    })
}

fn trial(block: &Declaration) -> Option<Trial> {
    let value = |word| block.terms.one(word).map(|given| &given.value);
    let named = |word| value(word).and_then(|value| value.names().first().copied());
    let percent = |word| match value(word) {
        Some(Value::Percent(rate)) => Some(*rate),
        Some(_) | None => None,
    };
    let Some(Value::Days(days, _)) = value("on") else {
        return None;
    };
    let (Some(Named::Incentive(of)), Some(Named::Measure(measure))) =
        (named("of"), named("metric"))
    else {
        return None;
    };
    Some(Trial {
        declared: block.declared.clone(),
        of,
        cohort: percent("cohort")?,
        days: *days,
        measure,
        lift: percent("lift")?,
    })
}
