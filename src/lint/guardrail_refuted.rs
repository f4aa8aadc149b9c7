//! A guardrail of the program does not hold.

use crate::base::id::IncentiveId;
use crate::base::money::Money;
use crate::base::period::Cycle;
use crate::base::ratio::Ratio;
use crate::diagnostic::Problem;
use crate::lint::case_text::case_text;
use crate::lint::edge_words::{amount, money, shown, side, whom};
use crate::lint::paid_over_margin::{paid_by, sale_of};
use crate::lint::payout_falls::loss;
use crate::lint::requirement::percent;
use crate::lint::spec::{Context, Level, Lint};
use crate::model::guard::{Guardrail, GuardrailRule};
use crate::semantics::bounds::sale::{Dearest, OneSale, played};
use crate::semantics::bounds::{Gap, Most};

/// The lint.
pub static LINT: Lint = Lint {
    name: "guardrail-refuted",
    title: "Guardrail refuted",
    level: Level::Deny,
    summary: "A guardrail that can be proved from the program alone does not hold.",
    page: include_str!("guardrail_refuted.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
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

/// What no case was paid is no refutation: the guardrail is only not proved.
fn found(context: &Context, guardrail: &Guardrail, message: &str, shown: bool) -> Problem {
    if shown {
        return refuted(context, guardrail, message);
    }
    stated(context, guardrail, "is not proved", message)
}

fn refuted(context: &Context, guardrail: &Guardrail, message: &str) -> Problem {
    stated(context, guardrail, "does not hold", message)
}

fn stated(context: &Context, guardrail: &Guardrail, verdict: &str, message: &str) -> Problem {
    let name = &guardrail.declared.name;
    let block = context.all("guardrail");
    let mut own = block.filter(|block| block.declared.name == *name);
    let given = own.next().and_then(|block| block.terms.clauses.first());
    let span = match given {
        Some(given) => Some(given.span),
        None => context.span(guardrail.declared.origin),
    };
    LINT.found(span, format!("`{name}` {verdict}: {message}"))
}

/// A bound that cannot be reckoned is no proof.
fn undecided(context: &Context, guardrail: &Guardrail) -> Problem {
    let why = "the amounts are outside the range in which it can be proved";
    stated(context, guardrail, "is not proved", why)
        .help("write smaller caps, or an exchange rule for every currency")
}

fn no_bound(context: &Context, guardrail: &Guardrail, id: IncentiveId, gap: Gap) -> Problem {
    let program = context.program;
    let incentive = program.incentive(id);
    let name = incentive.map_or("", |incentive| &*incentive.declared.name);
    let message = format!("nothing limits {} for `{name}`", gap.words(program));
    let remedies = gap.remedies(program);
    refuted(context, guardrail, &message).help(format!("write: {}", remedies.join("; or: ")))
}

/// What all payouts of a time can come to.
fn exposure(context: &Context, guardrail: &Guardrail, per: Cycle, most: Money) -> Option<Problem> {
    let Ok(worst) = context.worst_case() else {
        return Some(undecided(context, guardrail));
    };
    let (when, reached) = match per {
        Cycle::Year => (context.program.fiscal.year(), worst.year.clone()),
        Cycle::Quarter => dearest(&worst.quarters)?,
        Cycle::Day | Cycle::Week | Cycle::Month | Cycle::Half => return None,
    };
    let amount = match reached {
        Most::Of(amount) => amount,
        Most::Unbounded(gap) => {
            let which = worst.unbounded.first();
            let id = which.map_or(IncentiveId(0), |which| which.incentive);
            return Some(no_bound(context, guardrail, id, gap));
        }
    };
    let program = context.program;
    if amount <= most.minor {
        return None;
    }
    let over = amount.saturating_sub(most.minor);
    let mut parts: Vec<(i128, &str)> = worst
        .incentives
        .iter()
        .filter_map(|exposure| {
            let incentive = program.incentive(exposure.incentive)?;
            Some((exposure.year.amount()?, &*incentive.declared.name))
        })
        .collect();
    parts.sort_by(|one, two| two.cmp(one));
    let parts: Vec<String> = parts
        .into_iter()
        .map(|(amount, name)| format!("`{name}` {}", money(program, amount)))
        .collect();
    let message = format!(
        "the worst case of {when} is {}, {} over {}",
        money(program, amount),
        money(program, over),
        most.terse()
    );
    Some(
        refuted(context, guardrail, &message)
            .cost(format!("in the year: {}", parts.join(", ")))
            .fact("worst_case", amount)
            .help("lower a cap or a budget, assume fewer partners, or agree to a higher limit"),
    )
}

/// The quarter with the largest worst case; none of them when one has no bound is larger.
fn dearest(
    quarters: &[(crate::base::period::Days, Most)],
) -> Option<(crate::base::period::Days, Most)> {
    let unbounded = quarters.iter().find(|(_, most)| most.amount().is_none());
    let largest = quarters.iter().max_by_key(|(_, most)| most.amount());
    unbounded.or(largest).cloned()
}

/// What all incentives together pay on one sale.
fn one_sale(context: &Context, guardrail: &Guardrail, most: Ratio) -> Option<Problem> {
    let Ok(sales) = context.one_sale() else {
        return Some(undecided(context, guardrail));
    };
    let unbounded = sales.iter().find_map(|dearest| match dearest {
        Dearest::Unbounded { incentive, gap, .. } => Some((*incentive, *gap)),
        Dearest::Sale(_) | Dearest::Nothing(_) => None,
    });
    if let Some((id, gap)) = unbounded {
        return Some(no_bound(context, guardrail, id, gap));
    }
    let over = sales.iter().filter_map(|dearest| match dearest {
        Dearest::Sale(sale) if sale.rate > most => Some(sale),
        Dearest::Sale(_) | Dearest::Unbounded { .. } | Dearest::Nothing(_) => None,
    });
    let sale: &OneSale = over.max_by_key(|sale| sale.rate)?;
    let program = context.program;
    let product = program.product(sale.product);
    let name = product.map_or("", |product| &*product.declared.name);
    let sale = &played(program, sale);
    let paid = if sale.attained {
        "is paid"
    } else {
        "may be paid"
    };
    let message = format!(
        "a sale of `{name}` for {} on {} {paid} {}, more than {} of it",
        money(program, sale.amount),
        sale.day,
        money(program, sale.total.floor()),
        percent(most),
    );
    let problem = found(context, guardrail, &message, sale.attained)
        .cost(paid_by(program, sale))
        .fact("rate", sale.rate)
        .help("lower a rate, exclude one incentive with another, or assume a higher net price");
    let case = case_text(program, &sale.case).filter(|_| sale.attained);
    Some(match case {
        Some(case) => problem
            .fact("paid", sale.total.floor())
            .fact("sale", sale_of(sale))
            .witness(case),
        None => problem,
    })
}

/// A payout that falls when sales rise.
fn falls(context: &Context, guardrail: &Guardrail) -> Option<Problem> {
    let Ok(falls) = context.falls() else {
        return Some(undecided(context, guardrail));
    };
    let lost = falls.iter().filter(|fall| loss(fall) > fall.others_gain);
    let fall = lost.max_by_key(|fall| loss(fall))?;
    let program = context.program;
    let place = &fall.place;
    let incentive = program.incentive(place.incentive);
    let name = incentive.map_or("", |incentive| &*incentive.declared.name);
    let message = format!(
        "`{name}` pays {} {}, and {} at {}",
        whom(program, place),
        side(program, place, &fall.before),
        money(program, fall.after.paid),
        amount(program, place, fall.after.amount),
    );
    let problem = found(context, guardrail, &message, fall.confirmed)
        .fact("loss", loss(fall))
        .help("let rates and amounts rise with sales, or write `rate marginal`");
    Some(shown(program, problem, fall.confirmed, place, &fall.after))
}
