//! A fund is closed to partners that compete with those it is open to.

use crate::base::id::TierId;
use crate::diagnostic::Problem;
use crate::lint::promise::promise;
use crate::lint::spec::{Context, Level, Lint};
use crate::model::incentive::Incentive;
use crate::payout::measure::Condition;
use crate::payout::test::Test;
use crate::semantics::audience::listed;
use std::collections::BTreeSet;

/// The lint.
pub static LINT: Lint = Lint {
    name: "unequal-fund-access",
    title: "Unequal access to a fund",
    level: Level::Allow,
    summary: "A fund is closed to some of the partners that compete with those it is open to.",
    page: include_str!("unequal_fund_access.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let funds = context
        .program
        .incentives
        .iter()
        .filter(|each| each.fund.is_some());
    funds.filter_map(|fund| found(context, fund)).collect()
}

fn found(context: &Context, fund: &Incentive) -> Option<Problem> {
    // A reason that is written down is what counsel asks for first.
    if fund.declared.why.is_some() {
        return None;
    }
    let open = open_to(fund)?;
    let name = |id: TierId| context.program.tier(id).map(|tier| &*tier.declared.name);
    let all = (0..).map(TierId).zip(&context.program.tiers);
    let closed: Vec<TierId> = all
        .map(|(id, _)| id)
        .filter(|id| !open.contains(id))
        .collect();
    if closed.is_empty() {
        return None;
    }
    let message = format!(
        "`{}` is open to {} and closed to {}",
        fund.declared.name,
        listed(open.iter().filter_map(|id| name(*id))),
        listed(closed.iter().filter_map(|id| name(*id)))
    );
    Some(
        LINT.found(context.clause(&fund.declared, "for"), message)
            .cost(
                "in the United States, partners that compete must be offered promotional money on proportionally \
                 equal terms (Robinson-Patman Act, section 2(d))",
            )
            .help("open it to every tier, or say the reason: why \"...\""),
    )
}

/// The tiers that get credit; nothing where tiers do not matter.
fn open_to(fund: &Incentive) -> Option<BTreeSet<TierId>> {
    let parts = promise(&fund.payout);
    let tests = parts.tests.iter().filter_map(|test| match test {
        Test::Tier(tiers, _) => Some(tiers),
        Test::All(_)
        | Test::Any(_)
        | Test::Not(_)
        | Test::Compare { .. }
        | Test::Type(_)
        | Test::Region(_)
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Specialized(..)
        | Test::Within(..)
        | Test::Partner(_)
        | Test::InYears(_)
        | Test::JoinedBefore(_)
        | Test::OnDays(_)
        | Test::Segment(_) => None,
    });
    let only = parts.bases.iter().flat_map(|reading| &reading.only);
    let only = only.filter_map(|condition| {
        if let Condition::Tier(tiers, _) = condition {
            Some(tiers)
        } else {
            None
        }
    });
    tests.chain(only).next().cloned()
}
