//! A sale is paid more than the vendor's margin on it.

use crate::base::ratio::Ratio;
use crate::diagnostic::Problem;
use crate::lint::case_text::case_text;
use crate::lint::edge_words::money;
use crate::lint::requirement::percent;
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::Program;
use crate::semantics::bounds::sale::{Dearest, OneSale};

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
    sales
        .iter()
        .filter_map(|dearest| match dearest {
            Dearest::Sale(sale) => found(context, sale),
            Dearest::Unbounded { .. } | Dearest::Nothing(_) => None,
        })
        .collect()
}

fn found(context: &Context, sale: &OneSale) -> Option<Problem> {
    let program = context.program;
    let product = program.product(sale.product)?;
    let line = program.line(product.line)?;
    let margin = line.margin?;
    if sale.rate <= margin {
        return None;
    }
    let amount = money(program, sale.amount);
    let earned = margin
        .times(Ratio::whole(sale.amount))
        .unwrap_or(Ratio::ZERO);
    let lost = sale.total.less(earned).unwrap_or(Ratio::ZERO);
    let message = format!(
        "a sale of `{}` for {amount} is paid {}, and earns the margin of {} that is {}",
        product.declared.name,
        money(program, sale.total.floor()),
        percent(margin),
        money(program, earned.floor()),
    );
    let by = paid_by(program, sale);
    let most = sale.paid.first().and_then(|(id, _)| program.incentive(*id));
    let place = most.and_then(|incentive| context.span(incentive.declared.origin));
    let problem = LINT
        .found(place, message)
        .cost(format!("{} lost on it: {by}", money(program, lost.floor())))
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
    Some(match case_text(program, &sale.case) {
        Some(case) => problem.witness(case),
        None => problem,
    })
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
