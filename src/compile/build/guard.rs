//! Pacing, guardrails and governance.

use crate::base::origin::Origins;
use crate::base::period::Cycle;
use crate::compile::build::{Site, id};
use crate::diagnostic::Problem;
use crate::kind::spec::{Given, Named, Terms, Value};
use crate::model::Declaration;
use crate::model::calendar::Sort;
use crate::model::guard::{
    ApproveWhen, Governance, Guard, Guardrail, GuardrailRule, NoticeWhen, Pacing,
};

/// Everything that limits.
pub fn guard(site: &Site, origins: &mut Origins, problems: &mut Vec<Problem>) -> Guard {
    let governance = site.only("governance", origins, problems);
    if let Some(each) = &governance {
        one_notice(&each.terms, problems);
    }
    Guard {
        pacing: site
            .only("pacing", origins, problems)
            .map(|each| pacing(each, origins)),
        guardrails: site
            .all("guardrail")
            .into_iter()
            .filter_map(|each| guardrail(each, problems))
            .collect(),
        governance: governance.map(|each| self::governance(each, site)),
    }
}

fn pacing(declaration: &Declaration, origins: &mut Origins) -> Pacing {
    let terms = &declaration.terms;
    let value = |word: &str| terms.one(word).map(|given| &given.value);
    Pacing {
        most_live_promotions: match value("promotions at most") {
            Some(Value::Count(most, _)) => Some(*most),
            Some(_) | None => None,
        },
        promotion_gap: match value("gap at least") {
            Some(Value::Duration(gap)) => Some(*gap),
            Some(_) | None => None,
        },
        loads: match value("load") {
            Some(Value::Weights(loads)) => loads
                .iter()
                .map(|(word, load)| ((*word).into(), *load))
                .collect(),
            Some(_) | None => Vec::new(),
        },
        most_load_per_month: match value("touches at most") {
            Some(Value::Number(most)) => Some(*most),
            Some(_) | None => None,
        },
        training_before_promotion: terms.one("rhythm").is_some(),
        blackouts: terms
            .all("blackout")
            .filter_map(|given| {
                let Value::Days(days, _) = given.value else {
                    return None;
                };
                let words = match given.phrase("for") {
                    Some(Value::Words(words)) => words.as_slice(),
                    Some(_) | None => &[],
                };
                let sorts = words.iter().filter_map(|word| sort(word)).collect();
                Some((days, sorts, origins.add(given.span)))
            })
            .collect(),
        origin: declaration.declared.origin,
    }
}

/// The sort of entry that a blackout's word means.
fn sort(word: &str) -> Option<Sort> {
    match word {
        "promotions" => Some(Sort::Promotion),
        "communications" => Some(Sort::Communication),
        "trainings" => Some(Sort::Training),
        "reviews" => Some(Sort::Review),
        "events" => Some(Sort::Event),
        _ => None,
    }
}

fn guardrail(declaration: &Declaration, problems: &mut Vec<Problem>) -> Option<Guardrail> {
    let mut rules = declaration.terms.clauses.iter().filter_map(rule);
    let rule = rules.next();
    if rule.is_none() || rules.next().is_some() {
        if let Some(given) = declaration.terms.clauses.last() {
            problems.push(
                Problem::error("not-one-rule", format!("the guardrail `{}` must state one rule", declaration.declared.name))
                    .at(given.span)
                    .help("write: guardrail exposure { worst case of all payouts per year <= 44,000,000 USD }"),
            );
        }
        return None;
    }
    let given = declaration.terms.clauses.first();
    problems.extend(given.and_then(|given| uncounted(rule.as_ref()?, given)));
    Some(Guardrail {
        declared: declaration.declared.clone(),
        rule: rule?,
    })
}

/// Levels of the fatigue index that a forecast counts partner-weeks above.
const COUNTED: [&str; 2] = ["0.3", "0.5"];

/// What no forecast counts cannot be judged by one.
fn uncounted(rule: &GuardrailRule, given: &Given) -> Option<Problem> {
    let (message, help) = match rule {
        GuardrailRule::Quantile { per, .. } if *per != Cycle::Year => (
            format!(
                "a forecast counts payouts of the year, not of a {}",
                per.word()
            ),
            "write: p95 of all payouts per year <= 600,000 USD in scenario baseline",
        ),
        GuardrailRule::Fatigue { above, .. } if !COUNTED.contains(&above.to_string().as_str()) => (
            "a forecast counts partner-weeks with an index above 0.3 and above 0.5".to_owned(),
            "write: share of partner-weeks with fatigue index > 0.5 <= 10% in scenario baseline",
        ),
        GuardrailRule::Quantile { .. }
        | GuardrailRule::Fatigue { .. }
        | GuardrailRule::WorstCase { .. }
        | GuardrailRule::OneSale { .. }
        | GuardrailRule::NeverFalls => return None,
    };
    let problem = Problem::error("not-counted-by-a-forecast", message);
    Some(problem.at(given.span).help(help))
}

fn rule(given: &Given) -> Option<GuardrailRule> {
    let money = given.phrase("<=").and_then(Value::money);
    let share = if let Some(Value::Percent(share)) = given.phrase("<=") {
        Some(*share)
    } else {
        None
    };
    let cycle = if let Value::Cycle(cycle) = given.value {
        Some(cycle)
    } else {
        None
    };
    let scenario = id(given.phrase("in scenario"));
    match given.word {
        "worst case of all payouts per" => Some(GuardrailRule::WorstCase {
            per: cycle?,
            most: money?,
        }),
        "payouts on any one sale" => Some(GuardrailRule::OneSale { most: share? }),
        "payout to a partner never falls when" => Some(GuardrailRule::NeverFalls),
        "p95 of all payouts per" => Some(GuardrailRule::Quantile {
            quantile: crate::base::ratio::Ratio::new(95, 100)?,
            per: cycle?,
            most: money?,
            scenario: scenario?,
        }),
        "share of partner-weeks with fatigue index" => {
            let Some(Value::Number(above)) = given.phrase(">") else {
                return None;
            };
            Some(GuardrailRule::Fatigue {
                above: *above,
                most: share?,
                scenario: scenario?,
            })
        }
        _ => None,
    }
}

/// One notice for each sort of change.
fn one_notice(terms: &Terms, problems: &mut Vec<Problem>) {
    let mut seen: Vec<&str> = Vec::new();
    for given in terms.all("notice") {
        let Some(when) = given.phrase("when").and_then(Value::word) else {
            continue;
        };
        if seen.contains(&when) {
            let message = format!("there are two notices for what is {when}");
            let problem = Problem::error("said-twice", message).at(given.span);
            problems.push(problem.help("keep the one that is meant"));
        }
        seen.push(when);
    }
}

fn governance(declaration: &Declaration, site: &Site) -> Governance {
    let terms = &declaration.terms;
    let one = |word: &str| site.names(terms.one(word)).first().cloned();
    Governance {
        owner: one("owner"),
        escalate_to: one("escalate to"),
        cadence: terms
            .all("cadence")
            .filter_map(|given| match given.phrase("every") {
                Some(Value::Cycle(cycle)) => Some((given.value.word()?.into(), *cycle)),
                Some(_) | None => None,
            })
            .collect(),
        notice: terms
            .all("notice")
            .filter_map(|given| {
                let Value::Duration(notice) = given.value else {
                    return None;
                };
                let when = match given.phrase("when")?.word()? {
                    "worse for any partner" => NoticeWhen::Worse,
                    "neutral" => NoticeWhen::Neutral,
                    _ => NoticeWhen::Better,
                };
                Some((notice, when))
            })
            .collect(),
        approvals: terms
            .all("approve")
            .filter_map(|given| {
                let by = given
                    .value
                    .names()
                    .first()
                    .copied()
                    .and_then(|named| site.name(named))?;
                Some((by, approve_when(given)))
            })
            .collect(),
        freeze: terms.one("freeze").and_then(|given| {
            let Value::Duration(freeze) = given.value else {
                return None;
            };
            let region = given.phrase("in")?.names().first().copied();
            Some((
                freeze,
                if let Some(Named::Region(id)) = region {
                    Some(id)
                } else {
                    None
                },
            ))
        }),
        origin: declaration.declared.origin,
    }
}

fn approve_when(given: &Given) -> ApproveWhen {
    if let Some(Value::Percent(part)) = given.phrase("when exposure rises by more than") {
        return ApproveWhen::ExposureRises(*part);
    }
    match given.phrase("when").and_then(Value::word) {
        Some("worse for any partner") => ApproveWhen::Worse,
        Some(_) | None => ApproveWhen::Always,
    }
}
