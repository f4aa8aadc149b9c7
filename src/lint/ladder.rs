//! The approval ladder of a fund: its rungs with their places. Must not know which lint asks.

use crate::base::span::Span;
use crate::kind::spec::{Given, Grid, Value};
use crate::lint::spec::Context;
use crate::model::incentive::{Approval, Fund, Incentive};

/// A rung and where it is written.
pub type Rung<'a> = (&'a Approval, Option<Span>);

/// Every fund with its ladder, lowest rung first.
pub fn ladders<'a>(context: &Context<'a>) -> Vec<(&'a Incentive, &'a Fund, Vec<Rung<'a>>)> {
    let program = context.program;
    let funds = program
        .incentives
        .iter()
        .filter_map(|incentive| Some((incentive, incentive.fund.as_ref()?)));
    funds
        .map(|(incentive, fund)| {
            let given = context.given(&incentive.declared.name, "approval on");
            let rungs = fund
                .approval
                .iter()
                .map(|rung| (rung, given.and_then(|given| place(given, rung))));
            (incentive, fund, rungs.collect())
        })
        .collect()
}

fn place(given: &Given, rung: &Approval) -> Option<Span> {
    let Some(Grid::Rows(rows)) = &given.table else {
        return Some(given.span);
    };
    let found = rows.iter().zip(&given.rows).find(|(row, _)| {
        let value = |at: usize| row.get(at).and_then(Option::as_ref);
        let by = std::slice::from_ref(&rung.by);
        value(0) == Some(&Value::Money(rung.from))
            && matches!(value(1), Some(Value::Ids(names)) if names.as_slice() == by)
    });
    found.map(|(_, place)| *place).or(Some(given.span))
}
