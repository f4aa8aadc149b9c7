//! What cannot be meant in the parts that run a program: risks, objectives, experiments, territories, stock,
//! audits, stages.

use std::collections::BTreeMap;

use crate::base::date::Date;
use crate::base::origin::Origins;
use crate::base::ratio::Ratio;
use crate::base::span::Span;
use crate::compile::build::Site;
use crate::compile::build::incentive::rows;
use crate::diagnostic::Problem;
use crate::kind::spec::{Given, Value};
use crate::model::Declaration;

/// Finds all of it.
pub fn check(site: &Site, origins: &Origins, problems: &mut Vec<Problem>) {
    let each = |word, fault: &dyn Fn(&Declaration) -> Option<Problem>| -> Vec<Problem> {
        site.all(word).into_iter().filter_map(fault).collect()
    };
    problems.extend(each("risk", &likelihood));
    problems.extend(each("experiment", &cohort));
    problems.extend(each("audit", &sample));
    problems.extend(each("territory", &partners));
    problems.extend(each("inventory", &|block| {
        cover(block, site.scope.fiscal.start())
    }));
    for block in site.all("objective") {
        problems.extend(results(block));
    }
    problems.extend(stages(site, origins));
}

fn percent(given: &Given) -> Option<Ratio> {
    if let Value::Percent(rate) = given.value {
        Some(rate)
    } else {
        None
    }
}

fn likelihood(block: &Declaration) -> Option<Problem> {
    let given = block.terms.one("likelihood")?;
    let problem = Problem::error("rate-above-all", "the likelihood is above 100%");
    (percent(given)? > Ratio::ONE).then(|| {
        problem
            .at(given.span)
            .help("write a likelihood up to `100%`")
    })
}

fn cohort(block: &Declaration) -> Option<Problem> {
    let given = block.terms.one("cohort")?;
    let part = percent(given)?;
    if part > Ratio::ZERO && part < Ratio::ONE {
        return None;
    }
    let message = "a cohort of all partners, or of none, is compared with nobody";
    let problem = Problem::error("cohort-without-others", message).at(given.span);
    Some(problem.help("write a part of them: cohort 20% of partners"))
}

fn sample(block: &Declaration) -> Option<Problem> {
    let given = block.terms.one("sample")?;
    let some = block.terms.one("at least").is_some();
    let problem = Problem::error(
        "audit-of-nothing",
        "a sample of no claims is never looked at",
    );
    (percent(given)? <= Ratio::ZERO && !some).then(|| {
        problem
            .at(given.span)
            .help("write a part, or how many: at least 10 claims")
    })
}

fn above(most: Span, least: Span) -> Problem {
    Problem::error("least-above-most", "at least is more than at most")
        .at(most)
        .also(least, "at least")
        .help("write the smaller of the two as the least")
}

fn partners(block: &Declaration) -> Option<Problem> {
    let count = |word| {
        let given = block.terms.one(word)?;
        if let Value::Count(count, _) = given.value {
            Some((count, given.span))
        } else {
            None
        }
    };
    let (least, most) = (count("partners at least")?, count("partners at most")?);
    (least.0 > most.0).then(|| above(most.1, least.1))
}

fn cover(block: &Declaration, start: Date) -> Option<Problem> {
    let ends = |word| {
        let given = block.terms.one(word)?;
        if let Value::Duration(length) = given.value {
            Some((length.after(start, &Default::default()), given.span))
        } else {
            None
        }
    };
    let (least, most) = (ends("cover at least")?, ends("cover at most")?);
    (least.0 > most.0).then(|| above(most.1, least.1))
}

fn results(block: &Declaration) -> Vec<Problem> {
    let given = block.terms.one("results");
    let places = given.map_or(&[][..], |given| &given.rows);
    let rows = rows(given).iter().zip(places);
    let bare = rows.filter(|(row, _)| matches!(row.as_slice(), [_, _, None, None, _]));
    bare.map(|(_, place)| {
        let message = "a result that says neither an amount nor a count cannot be missed";
        Problem::error("result-without-target", message)
            .at(*place)
            .help("write an amount under `least`, or a number under `count`")
    })
    .collect()
}

/// Two stages with one rank have no order.
fn stages(site: &Site, origins: &Origins) -> Vec<Problem> {
    let mut first: BTreeMap<i64, &Declaration> = BTreeMap::new();
    let mut problems = Vec::new();
    let mut stages = site.all("stage");
    stages.sort_by_key(|stage| origins.span(stage.declared.origin));
    for stage in stages {
        let Some(Value::Count(rank, _)) = stage.terms.one("rank").map(|given| &given.value) else {
            continue;
        };
        let Some(other) = first.insert(*rank, stage) else {
            continue;
        };
        let message = format!("two stages have the rank {rank}");
        let mut problem = Problem::error("equal-rank", message).help("give each its own rank");
        if let Some(place) = origins.span(stage.declared.origin) {
            problem = problem.at(place);
        }
        if let Some(place) = origins.span(other.declared.origin) {
            problem = problem.also(place, "the other one");
        }
        problems.push(problem);
    }
    problems
}
