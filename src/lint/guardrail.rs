//! What is told of the guardrails that can be decided from the program alone: broken by a case, or not proved; nothing of one
//! that holds. Must not say that one is broken where no case was paid so.

use std::collections::BTreeSet;

use crate::base::id::IncentiveId;
use crate::base::money::Money;
use crate::base::period::{Cycle, Days};
use crate::base::ratio::Ratio;
use crate::diagnostic::Problem;
use crate::lint::case_text::case_text;
use crate::lint::edge_words::{amount, money, once_used, shown, side, whom};
use crate::lint::paid_over_margin::{paid_by, sale_of};
use crate::lint::payout_falls::{RISING, loss, refused};
use crate::lint::requirement::percent;
use crate::lint::spec::{Context, Lint};
use crate::lint::{guardrail_not_proved, guardrail_refuted};
use crate::model::Program;
use crate::model::guard::{Guardrail, GuardrailRule};
use crate::semantics::bounds::drawn::undrawn;
use crate::semantics::bounds::liability::{Exposure, WorstCase};
use crate::semantics::bounds::reach::{Reached, dearest, facts_of};
use crate::semantics::bounds::sale::{Dearest, OneSale, played};
use crate::semantics::bounds::sooner::{Sooner, What, sooner};
use crate::semantics::bounds::{Gap, Most};

/// So many sales are played to find one that breaks a guardrail: it takes a year to play one.
const MOST_PLAYED: usize = 20;

/// Each guardrail that does not hold, or of which that is not known.
pub fn judged(context: &Context) -> Vec<Problem> {
    let guardrails = context.program.guard.guardrails.iter();
    guardrails
        .filter_map(|guardrail| match &guardrail.rule {
            GuardrailRule::WorstCase { per, most } => exposure(context, guardrail, *per, *most),
            GuardrailRule::OneSale { most } => one_sale(context, guardrail, *most),
            GuardrailRule::NeverFalls => falls(context, guardrail),
            // The forecast decides these.
            GuardrailRule::Quantile { .. } | GuardrailRule::Fatigue { .. } => None,
        })
        .collect()
}

fn refuted(context: &Context, guardrail: &Guardrail, message: &str) -> Problem {
    let lint = &guardrail_refuted::LINT;
    stated(context, guardrail, lint, "does not hold", message)
}

fn unproved(context: &Context, guardrail: &Guardrail, message: &str) -> Problem {
    let lint = &guardrail_not_proved::LINT;
    stated(context, guardrail, lint, "is not proved", message)
}

fn stated(
    context: &Context,
    guardrail: &Guardrail,
    lint: &Lint,
    verdict: &str,
    message: &str,
) -> Problem {
    let name = &guardrail.declared.name;
    let block = context.all("guardrail");
    let mut own = block.filter(|block| block.declared.name == *name);
    let given = own.next().and_then(|block| block.terms.clauses.first());
    let span = match given {
        Some(given) => Some(given.span),
        None => context.span(guardrail.declared.origin),
    };
    lint.found(span, format!("`{name}` {verdict}: {message}"))
}

/// A bound that cannot be reckoned is no proof.
fn undecided(context: &Context, guardrail: &Guardrail) -> Problem {
    let why = "the amounts are outside the range in which it can be proved";
    unproved(context, guardrail, why)
        .help("write smaller caps, or an exchange rule for every currency")
}

fn no_bound(context: &Context, guardrail: &Guardrail, id: IncentiveId, gap: Gap) -> Problem {
    let program = context.program;
    let incentive = program.incentive(id);
    let name = incentive.map_or("", |incentive| &*incentive.declared.name);
    let message = format!("nothing limits {} for `{name}`", gap.words(program));
    let remedies = gap.remedies(program);
    unproved(context, guardrail, &message).help(format!("write: {}", remedies.join("; or: ")))
}

/// What all payouts of a time can come to.
fn exposure(context: &Context, guardrail: &Guardrail, per: Cycle, most: Money) -> Option<Problem> {
    let Ok(worst) = context.worst_case() else {
        return Some(undecided(context, guardrail));
    };
    let (when, bound) = match per {
        Cycle::Year => (context.program.fiscal.year(), worst.year.clone()),
        Cycle::Quarter => highest(&worst.quarters)?,
        Cycle::Day | Cycle::Week | Cycle::Month | Cycle::Half => return None,
    };
    if bound.amount().is_some_and(|amount| amount <= most.minor) {
        return None;
    }
    let program = context.program;
    let case = dearest(program, worst, when, most.minor).unwrap_or_default();
    if case.paid > most.minor {
        let message = broken(program, (when, &bound), &case, most);
        let problem = refuted(context, guardrail, &message)
            .cost(parts(program, worst, (per, when)))
            .fact("worst_case", bound.amount().unwrap_or(case.paid))
            .help("lower a cap or a budget, assume fewer partners, or agree to a higher limit");
        return Some(with_case(program, problem, &case));
    }
    let Most::Of(amount) = bound else {
        let which = worst.unbounded.first()?;
        return Some(no_bound(context, guardrail, which.incentive, which.gap));
    };
    let message = format!(
        "the worst case of {when} is {} at most, {} over {}, and no case was paid more than {}",
        money(program, amount),
        money(program, amount.saturating_sub(most.minor)),
        most.terse(),
        money(program, case.paid),
    );
    let problem = unproved(context, guardrail, &message)
        .cost(parts(program, worst, (per, when)))
        .fact("worst_case", amount)
        .help("lower a cap or a budget, assume fewer partners, or agree to a higher limit");
    Some(problem)
}

/// What the case of a time is paid, and how near that is to the bound.
fn broken(program: &Program, (when, bound): (Days, &Most), case: &Reached, most: Money) -> String {
    let paid = money(program, case.paid);
    let over = money(program, case.paid.saturating_sub(most.minor));
    match bound.amount() {
        Some(amount) if amount == case.paid => format!(
            "the worst case of {when} is {paid}, {over} over {}",
            most.terse()
        ),
        Some(amount) => format!(
            "a case of {when} is paid {paid}, {over} over {}, and the worst case is {} at most",
            most.terse(),
            money(program, amount)
        ),
        None => format!(
            "a case of {when} is paid {paid}, {over} over {}, and nothing limits the worst case",
            most.terse()
        ),
    }
}

/// A finding with its case, where that is short enough to be read.
fn with_case(program: &Program, problem: Problem, case: &Reached) -> Problem {
    let facts = facts_of(program, &case.case);
    match facts.and_then(|facts| case_text(program, &facts)) {
        Some(text) => problem.fact("paid", case.paid).witness(text),
        None => {
            let help = problem.help.clone().unwrap_or_default();
            problem
                .fact("paid", case.paid)
                .help(format!("{help}; `charter bound` shows the case"))
        }
    }
}

/// "in the year: `volume` 4,800,000 USD, `launch` 250,000 USD", the dearest first.
fn parts(program: &Program, worst: &WorstCase, (per, when): (Cycle, Days)) -> String {
    let of_time = |exposure: &Exposure| {
        let mut quarters = exposure.quarters.iter();
        match per == Cycle::Year {
            true => exposure.year.amount(),
            false => quarters.find(|(days, _)| *days == when)?.1.amount(),
        }
    };
    let mut parts: Vec<(i128, &str)> = worst
        .incentives
        .iter()
        .filter_map(|exposure| {
            let incentive = program.incentive(exposure.incentive)?;
            Some((of_time(exposure)?, &*incentive.declared.name))
        })
        .collect();
    parts.sort_by(|one, two| two.cmp(one));
    let parts: Vec<String> = parts
        .into_iter()
        .map(|(amount, name)| format!("`{name}` {}", money(program, amount)))
        .collect();
    let time = match per == Cycle::Year {
        true => "the year".to_owned(),
        false => when.to_string(),
    };
    format!("in {time}: {}", parts.join(", "))
}

/// The quarter with the largest worst case; none of them when one has no bound is larger.
fn highest(quarters: &[(Days, Most)]) -> Option<(Days, Most)> {
    let unbounded = quarters.iter().find(|(_, most)| most.amount().is_none());
    let largest = quarters.iter().max_by_key(|(_, most)| most.amount());
    unbounded.or(largest).cloned()
}

/// What all incentives together pay on one sale.
fn one_sale(context: &Context, guardrail: &Guardrail, most: Ratio) -> Option<Problem> {
    let Ok(sales) = context.one_sale() else {
        return Some(undecided(context, guardrail));
    };
    let program = context.program;
    let over = sales.iter().filter_map(|dearest| match dearest {
        Dearest::Sale(sale) if sale.rate > most => Some(&**sale),
        Dearest::Sale(_) | Dearest::Unbounded { .. } | Dearest::Nothing(_) => None,
    });
    let mut over: Vec<&OneSale> = over.collect();
    over.sort_by_key(|sale| std::cmp::Reverse(sale.rate));
    let tried = over.iter().take(MOST_PLAYED);
    let mut cases = tried.map(|sale| played(program, sale));
    if let Some(sale) = cases.find(|sale| breaks(sale, most)) {
        return Some(sale_over(context, guardrail, &sale, most, true));
    }
    let unbounded = sales.iter().find_map(|dearest| match dearest {
        Dearest::Unbounded { incentive, gap, .. } => Some((*incentive, *gap)),
        Dearest::Sale(_) | Dearest::Nothing(_) => None,
    });
    if let Some((id, gap)) = unbounded {
        return Some(no_bound(context, guardrail, id, gap));
    }
    let sale = over.first()?;
    Some(sale_over(context, guardrail, sale, most, false))
}

/// Whether what was paid on a sale is a larger part of it; less than the most that nothing rules out can be too much already.
fn breaks(sale: &OneSale, most: Ratio) -> bool {
    let limit = most.times(Ratio::whole(sale.amount));
    sale.attained || limit.is_ok_and(|limit| Ratio::whole(sale.played) > limit)
}

fn sale_over(
    context: &Context,
    guardrail: &Guardrail,
    sale: &OneSale,
    most: Ratio,
    is_shown: bool,
) -> Problem {
    let program = context.program;
    let product = program.product(sale.product);
    let name = product.map_or("", |product| &*product.declared.name);
    let (paid, total) = match (is_shown, sale.attained) {
        (true, true) => ("is paid", sale.total.floor()),
        (true, false) => ("is paid", sale.played),
        (false, _) => ("may be paid", sale.total.floor()),
    };
    let message = format!(
        "a sale of `{name}` for {} on {} {paid} {}, more than {} of it",
        money(program, sale.amount),
        sale.day,
        money(program, total),
        percent(most),
    );
    let problem = match is_shown {
        true => refuted(context, guardrail, &message),
        false => unproved(context, guardrail, &message),
    };
    let by = match total == sale.total.floor() {
        true => paid_by(program, sale),
        false => format!("each pays at most {}", paid_by(program, sale)),
    };
    let problem = problem
        .cost(by)
        .fact("rate", sale.rate)
        .help("lower a rate, exclude one incentive with another, or assume a higher net price");
    let case = case_text(program, &sale.case).filter(|_| is_shown);
    match case {
        Some(case) => problem
            .fact("paid", total)
            .fact("sale", sale_of(sale))
            .witness(case),
        None => problem,
    }
}

/// A payout that falls when sales rise: the deepest fall that a case shows, else the deepest.
fn falls(context: &Context, guardrail: &Guardrail) -> Option<Problem> {
    let Ok(falls) = context.falls() else {
        return Some(undecided(context, guardrail));
    };
    let lost = falls.iter().filter(|fall| loss(fall) > fall.others_gain);
    let Some(fall) = lost.max_by_key(|fall| (fall.confirmed, loss(fall))) else {
        return of_several(context, guardrail);
    };
    let program = context.program;
    let place = &fall.place;
    let incentive = program.incentive(place.incentive);
    let name = incentive.map_or("", |incentive| &*incentive.declared.name);
    let message = format!(
        "`{name}` pays {} {}, and {} at {}{}",
        whom(program, place),
        side(program, place, &fall.before),
        money(program, fall.after.paid),
        amount(program, place, fall.after.amount),
        once_used(program, fall),
    );
    let problem = match fall.confirmed {
        true => refuted(context, guardrail, &message),
        false => unproved(context, guardrail, &message),
    };
    let help = refused(context, fall).map_or(RISING, |(_, help)| help);
    let problem = problem.fact("loss", loss(fall)).help(help);
    Some(shown(program, problem, fall.confirmed, place, &fall.after))
}

/// Of no incentive does the payout fall as one sale grows or a period sells more: what one sale can take from another.
fn of_several(context: &Context, guardrail: &Guardrail) -> Option<Problem> {
    let program = context.program;
    let Ok(Sooner { taken, unknown }) = sooner(program) else {
        return Some(undecided(context, guardrail));
    };
    let deepest = taken.iter().max_by_key(|taken| taken.loss());
    let Some(taken) = deepest else {
        return not_followed(context, guardrail, unknown);
    };
    let incentive = program.incentive(taken.incentive);
    let name = incentive.map_or("", |incentive| &*incentive.declared.name);
    let message = format!(
        "`{name}` pays {} for {} sales, and {} without the one of {}",
        money(program, taken.with),
        taken.sales,
        money(program, taken.without),
        money(program, taken.sold),
    );
    let help = match taken.what {
        What::Award => {
            "the first sales take the awards from larger ones: limit the amount instead of the number, or let every award be the same"
        }
        What::Limit => {
            "an award that comes just before the limit is reached may cross it: write `crossing paid to the limit`"
        }
        What::FirstPlace => {
            "only the first sale is paid, whichever is larger: pay a fixed amount, or pay each sale"
        }
    };
    let problem = refuted(context, guardrail, &message);
    let problem = problem.fact("loss", taken.loss()).help(help);
    let Some(case) = case_text(program, &taken.case) else {
        return Some(problem);
    };
    let problem = problem.fact("incentive", name).fact("paid", taken.with);
    Some(problem.witness(case))
}

/// No fall was found; of an incentive that is not followed that says nothing.
fn not_followed(
    context: &Context,
    guardrail: &Guardrail,
    mut unknown: BTreeSet<IncentiveId>,
) -> Option<Problem> {
    let Ok(undrawn) = undrawn(context.program) else {
        return Some(undecided(context, guardrail));
    };
    unknown.extend(undrawn);
    let names = unknown
        .iter()
        .filter_map(|id| context.program.incentive(*id));
    let names: Vec<String> = names
        .map(|incentive| format!("`{}`", incentive.declared.name))
        .collect();
    if names.is_empty() {
        return None;
    }
    let message = format!(
        "how {} grows with sales cannot be followed, and no fall was found",
        names.join(", ")
    );
    let help = "something in it goes by another figure than the sales that it is paid on, compares them with earlier ones, or pays some sales instead of others: ask for these sales instead, or look at the forecast (`charter explain guardrail` says what is followed)";
    Some(unproved(context, guardrail, &message).help(help))
}
