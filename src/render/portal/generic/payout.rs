//! Each shape of the payout calculus as a record. Nothing is left out, so that who reads the
//! record can pay the same.

use serde_json::{Value, json};

use super::condition::{across, by_member, condition_test, figure, limit, reading, selector};
use super::given;
use super::value::{cycle, days, duration, exact, quantity};
use super::{list, name_of};
use crate::base::ratio::Ratio;
use crate::fact::FactKind;
use crate::model::Program;
use crate::payout::given::Among;
use crate::payout::measure::Window;
use crate::payout::table::{Across, Bands, Cell, Change, Mode, Start};
use crate::payout::{
    Account, Blocks, Cap, CapSpan, Counts, Crossing, Deduction, Occasion, Payout, Per, PoolRule,
    Returned, Rival, Scope, Source, Ties, Undo, UndoFrom, UndoMethod,
};

/// A payout. `fact` is the fact of the occasion that it stands in, once that is known.
pub(super) fn payout(program: &Program, fact: Option<FactKind>, it: &Payout) -> Value {
    let inner = |it: &Payout| payout(program, fact, it);
    let around = |kind: &str, key: &str, value: Value, it: &Payout| json!({ "kind": kind, (key): value, "payout": inner(it) });
    match it {
        Payout::Fixed(amount) => json!({ "kind": "fixed", "amount": quantity(*amount) }),
        Payout::Share { rate, of } => json!({
            "kind": "share", "rate": exact(*rate), "of": reading(program, fact, of),
        }),
        Payout::PerEvent { each, count } => json!({
            "kind": "per_event", "each": quantity(*each), "count": reading(program, fact, count),
        }),
        Payout::PerStep {
            each,
            step,
            of,
            blocks,
        } => json!({
            "kind": "per_step", "each": quantity(*each), "step": exact(*step),
            "of": reading(program, fact, of), "blocks": blocks_word(*blocks),
        }),
        Payout::Bands(it) => bands(program, fact, it),
        Payout::Spread(it) => given::spread(fact, it),
        Payout::Rank { .. } => rank(program, fact, it),
        Payout::Sum(parts) => json!({ "kind": "sum", "of": list(parts, inner) }),
        Payout::Least(parts) => json!({ "kind": "least", "of": list(parts, inner) }),
        Payout::Greatest(parts) => json!({ "kind": "greatest", "of": list(parts, inner) }),
        Payout::Choose { across, arms } => choose(program, fact, *across, arms),
        Payout::Over { occasion, payout } => over(program, fact, occasion, payout),
        Payout::When { test, then } => json!({
            "kind": "when", "test": condition_test(program, test), "then": inner(then),
        }),
        Payout::Valued {
            given,
            each,
            payout,
        } => json!({
            "kind": "valued", "given": given::in_kind(program, *given),
            "each": given::worth(program, *each), "payout": inner(payout),
        }),
        Payout::Guarantee { guarantee, payout } => around(
            "guarantee",
            "guarantee",
            given::guarantee(guarantee),
            payout,
        ),
        Payout::Hold { until, payout } => around("hold", "until", given::until(*until), payout),
        Payout::Instalments {
            instalments,
            payout,
        } => around(
            "instalments",
            "instalments",
            given::instalments(instalments),
            payout,
        ),
        Payout::Larger { than, payout } => {
            let than = list(than, |rival| compared(program, *rival));
            around("larger", "than", than, payout)
        }
        Payout::Net { less, payout } => {
            around("net", "less", deduction(program, fact, less), payout)
        }
        Payout::Cap { cap, payout } => around("cap", "cap", limited(program, cap), payout),
        Payout::Draw { from, payout } => around("draw", "from", source(program, *from), payout),
        Payout::Split { parts, payout } => around("split", "parts", list(parts, share), payout),
        Payout::Undo { undo, payout } => around("undo", "undo", undone(undo), payout),
        Payout::Shared { among, payout } => shared(*among, &inner(payout)),
        Payout::TrueUp(part) => json!({ "kind": "true_up", "payout": inner(part) }),
    }
}

fn rank(program: &Program, fact: Option<FactKind>, it: &Payout) -> Value {
    let Payout::Rank {
        key,
        least,
        ties,
        prizes,
    } = it
    else {
        return Value::Null;
    };
    json!({
        "kind": "rank",
        "key": reading(program, fact, key),
        "least": exact(*least),
        "ties": ties_word(*ties),
        "prizes": list(prizes, |prize| quantity(*prize)),
    })
}

fn choose(
    program: &Program,
    fact: Option<FactKind>,
    over: Across,
    arms: &[Option<Payout>],
) -> Value {
    let arm = |arm: &Option<Payout>| super::opt(arm.as_ref(), |it| payout(program, fact, it));
    json!({
        "kind": "choose",
        "across": across(over),
        "arms": by_member(program, over.set, arms, arm),
    })
}

fn deduction(program: &Program, fact: Option<FactKind>, less: &Deduction) -> Value {
    match less {
        Deduction::Baseline { before, least } => json!({
            "kind": "baseline",
            "before": super::opt(before.as_ref(), |it| reading(program, fact, it)),
            "least": super::opt(*least, quantity),
        }),
        Deduction::Target { target, part } => json!({
            "kind": "target",
            "of": super::text(&target.name),
            "part": exact(*part),
        }),
        Deduction::Awards(incentives) => json!({
            "kind": "awards",
            "of": list(incentives, |id| json!(name_of(program.incentive(*id).map(|it| &it.declared)))),
        }),
    }
}

fn compared(program: &Program, rival: Rival) -> Value {
    let incentive = name_of(program.incentive(rival.incentive).map(|it| &it.declared));
    json!({ "incentive": incentive, "wins_ties": rival.wins_ties })
}

fn share((account, weight): &(Account, Ratio)) -> Value {
    json!({ "account": account_word(*account), "weight": exact(*weight) })
}

fn bands(program: &Program, fact: Option<FactKind>, bands: &Bands) -> Value {
    let mode = match bands.mode {
        Mode::Marginal => "marginal",
        Mode::Whole => "whole",
    };
    // Each sale by itself has no bands that anything could change in.
    let change = match (bands.basis.window == Window::Occasion, bands.change) {
        (true, _) => None,
        (false, Change::Continue) => Some("continue"),
        (false, Change::Restart) => Some("restart"),
    };
    let start = |start: &Start| json!({ "at": super::opt(start.at, exact), "above": start.above });
    let column = |cells: &Vec<Cell>| list(cells, |it| cell(*it));
    let columns = match bands.across {
        Some(over) => by_member(program, over.set, &bands.columns, column),
        None => json!({ "all": bands.columns.first().map_or(Value::Null, column) }),
    };
    json!({
        "kind": "bands",
        "basis": reading(program, fact, &bands.basis),
        "after": super::opt(bands.after.as_ref(), |it| reading(program, fact, it)),
        "key": super::opt(bands.key.as_ref(), |key| figure(program, key)),
        "mode": mode,
        "change": change,
        "starts": list(&bands.starts, start),
        "across": super::opt(bands.across, across),
        "columns": columns,
    })
}

fn cell(cell: Cell) -> Value {
    match cell {
        Cell::Rate(rate) => json!({ "rate": exact(rate) }),
        Cell::Fixed(amount) => json!({ "fixed": quantity(amount) }),
        Cell::Nothing => Value::Null,
    }
}

fn source(program: &Program, source: Source) -> Value {
    match source {
        Source::Budget(id) => {
            let budget = name_of(program.budget(id).map(|budget| &budget.declared));
            json!({ "kind": "budget", "budget": budget })
        }
        Source::Credit => json!({ "kind": "credit" }),
    }
}

fn blocks_word(blocks: Blocks) -> &'static str {
    match blocks {
        Blocks::Whole => "whole",
        Blocks::InProportion => "in_proportion",
    }
}

fn over(program: &Program, fact: Option<FactKind>, occasion: &Occasion, part: &Payout) -> Value {
    json!({
        "kind": "over",
        "occasion": occasion_record(program, occasion),
        "payout": payout(program, occasion_fact(occasion).or(fact), part),
    })
}

fn occasion_fact(occasion: &Occasion) -> Option<FactKind> {
    match occasion {
        Occasion::Event { selector, .. } => Some(selector.fact),
        Occasion::Period(_) | Occasion::Days(_) => None,
    }
}

fn occasion_record(program: &Program, occasion: &Occasion) -> Value {
    match occasion {
        Occasion::Event {
            selector: facts,
            per,
        } => json!({
            "kind": "event", "selector": selector(program, facts), "per": per_word(*per),
        }),
        Occasion::Period(each) => json!({ "kind": "period", "cycle": cycle(*each) }),
        Occasion::Days(span) => json!({ "kind": "days", "days": days(*span) }),
    }
}

fn per_word(per: Per) -> &'static str {
    match per {
        Per::Fact => "fact",
        Per::Deal => "deal",
        Per::Order => "order",
        Per::Customer => "customer",
        Per::Person => "person",
    }
}

fn limited(program: &Program, cap: &Cap) -> Value {
    let counts = match cap.counts {
        Counts::Quantity => "quantity",
        Counts::Awards => "awards",
    };
    let returned = match cap.returned {
        Returned::Reopens => "reopens",
        Returned::StaysUsed => "stays_used",
    };
    json!({
        "limit": limit(program, &cap.limit),
        "counts": counts,
        "scope": scope_word(cap.scope),
        "span": span(&cap.span),
        "crossing": crossing_word(cap.crossing),
        "returned": returned,
    })
}

fn scope_word(scope: Scope) -> &'static str {
    match scope {
        Scope::Program => "program",
        Scope::Partner => "partner",
        Scope::Seller => "seller",
        Scope::Customer => "customer",
        Scope::CustomerAcrossPartners => "customer_across_partners",
        Scope::Deal => "deal",
        Scope::Product => "product",
        Scope::Region => "region",
        Scope::Group => "group",
    }
}

/// The time that a limit or a budget lasts.
pub(super) fn span(span: &CapSpan) -> Value {
    match span {
        CapSpan::In(each) => json!({ "kind": "in", "cycle": cycle(*each) }),
        CapSpan::Days(them) => json!({ "kind": "days", "days": days(*them) }),
        CapSpan::Award => json!({ "kind": "award" }),
        CapSpan::Ever => json!({ "kind": "ever" }),
    }
}

/// How a budget is shared out.
pub(super) fn pool_rule(rule: PoolRule) -> Value {
    match rule {
        PoolRule::FirstAccepted(crossing) => {
            json!({ "kind": "first_accepted", "crossing": crossing_word(crossing) })
        }
        PoolRule::ProRata(each) => json!({ "kind": "pro_rata", "at_end_of": cycle(each) }),
    }
}

fn crossing_word(crossing: Crossing) -> &'static str {
    match crossing {
        Crossing::Refused => "refused",
        Crossing::PaidToTheLimit => "paid_to_the_limit",
        Crossing::PaidThenClosed => "paid_then_closed",
    }
}

fn ties_word(ties: Ties) -> &'static str {
    match ties {
        Ties::FirstAccepted => "first_accepted",
        Ties::Share => "share",
        Ties::ByName => "by_name",
    }
}

/// The account that bears an award.
pub(super) fn account_word(account: Account) -> &'static str {
    match account {
        Account::ContraRevenue => "contra_revenue",
        Account::Marketing => "marketing",
        Account::CostOfSales => "cost_of_sales",
    }
}

fn undone(undo: &Undo) -> Value {
    let method = match undo.method {
        UndoMethod::AtTheRateFirstPaid => "at_the_rate_first_paid",
        UndoMethod::ByRecomputingThePeriod => "by_recomputing_the_period",
    };
    let from = match undo.from {
        UndoFrom::NextPayout => "next_payout",
        UndoFrom::Invoice => "invoice",
    };
    json!({ "within": super::opt(undo.within, duration), "method": method, "from": from })
}

fn shared(among: Among, payout: &Value) -> Value {
    let among = match among {
        Among::Credited => "credited",
        Among::SecondRegistrant => "second_registrant",
    };
    json!({ "kind": "shared", "among": among, "payout": payout })
}
