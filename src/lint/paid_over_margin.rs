//! A sale is paid more than the vendor's margin on it.

use crate::base::ratio::Ratio;
use crate::diagnostic::Problem;
use crate::fact::FactKind;
use crate::lint::case_text::case_text;
use crate::lint::edge_words::money;
use crate::lint::requirement::percent;
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::Program;
use crate::semantics::bounds::sale::{Dearest, OneSale, played};

/// The lint.
pub static LINT: Lint = Lint {
    name: "paid-over-margin",
    title: "Paid over margin",
    level: Level::Deny,
    summary: "On some sale all incentives together pay more than the margin of its product line.",
    page: include_str!("paid_over_margin.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let Ok(sales) = context.one_sale() else {
        return Vec::new();
    };
    let over = sales.iter().filter_map(|dearest| match dearest {
        Dearest::Sale(sale) if is_over(context.program, sale) => Some(sale),
        Dearest::Sale(_) | Dearest::Unbounded { .. } | Dearest::Nothing(_) => None,
    });
    let shown = (0..).map(|place| place < WITH_CASE);
    over.zip(shown)
        .filter_map(|(sale, shown)| match shown {
            true => found(context, &played(context.program, sale)),
            false => found(context, sale),
        })
        .collect()
}

/// So many findings have a case: it takes a year to play one, and a fault in a rebate is found on every product.
const WITH_CASE: usize = 20;

fn is_over(program: &Program, sale: &OneSale) -> bool {
    let line = program.product(sale.product).map(|product| product.line);
    let margin = line.and_then(|line| program.line(line)?.margin);
    margin.is_some_and(|margin| sale.rate > margin)
}

fn found(context: &Context, sale: &OneSale) -> Option<Problem> {
    let program = context.program;
    let product = program.product(sale.product)?;
    let line = program.line(product.line)?;
    let margin = line.margin?;
    let amount = money(program, sale.amount);
    let earned = margin
        .times(Ratio::whole(sale.amount))
        .unwrap_or(Ratio::ZERO);
    let played = Ratio::whole(sale.played);
    // Less than the most that nothing rules out can be too much already.
    let (paid, total, is_shown) = match sale.attained {
        true => ("is paid", sale.total, true),
        false if played > earned => ("is paid", played, true),
        // A sum that no case was paid is only what nothing rules out.
        false => ("may be paid", sale.total, false),
    };
    let lost = total.less(earned).unwrap_or(Ratio::ZERO);
    let message = format!(
        "a sale of `{}` for {amount} {paid} {}, and earns the margin of {} that is {}",
        product.declared.name,
        money(program, total.floor()),
        percent(margin),
        money(program, earned.floor()),
    );
    let by = match total == sale.total {
        true => format!(": {}", paid_by(program, sale)),
        false => format!("; each pays at most {}", paid_by(program, sale)),
    };
    let most = sale.paid.first().and_then(|(id, _)| program.incentive(*id));
    let place = most.and_then(|incentive| context.span(incentive.declared.origin));
    let problem = LINT
        .found(place, message)
        .cost(format!("{} lost on it{by}", money(program, lost.floor())))
        .fact("rate", sale.rate)
        .help(
            "cap what one sale is paid, exclude one incentive with another, or raise the net price \
             that is assumed",
        );
    let problem = also(
        problem,
        context.clause(&line.declared, "margin"),
        "the margin",
    );
    let problem = sale.paid.iter().skip(1).fold(problem, |problem, (id, _)| {
        let incentive = program.incentive(*id);
        let place = incentive.and_then(|incentive| context.span(incentive.declared.origin));
        also(problem, place, "pays on it too")
    });
    let case = case_text(program, &sale.case).filter(|_| is_shown);
    Some(match case {
        Some(case) => problem
            .fact("paid", total.floor())
            .fact("sale", sale_of(sale))
            .witness(case),
        None if is_shown => problem,
        None => problem.suspected(),
    })
}

/// The sale that a case is about: its last.
pub fn sale_of(sale: &OneSale) -> String {
    let last = sale
        .case
        .facts
        .iter()
        .rfind(|fact| fact.kind == FactKind::Sale);
    last.map(|fact| fact.id.to_string()).unwrap_or_default()
}

/// "`launch_reward` 1,000 USD, `volume` 810 USD".
pub fn paid_by(program: &Program, sale: &OneSale) -> String {
    let parts: Vec<String> = sale
        .paid
        .iter()
        .filter_map(|(id, paid)| {
            let incentive = program.incentive(*id)?;
            let name = &incentive.declared.name;
            Some(format!("`{name}` {}", money(program, paid.floor())))
        })
        .collect();
    parts.join(", ")
}
