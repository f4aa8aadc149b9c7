//! Funds: credit that partners earn and claim back for marketing activities.

use std::collections::BTreeSet;

use super::clauses::{
    ACCOUNT, BUDGET, CAP, DRIVES, FOR, INTERNAL, NEEDS, OPEN_WHEN, PAY, TAX, TELL, UNDO, WHY,
    clause, must, tabled,
};
use super::paying::rate::basis;
use super::paying::{conditions, eligible, refusal, when, wrap};
use super::spec::{
    Clause, Column, Grid, Kind, Naming, Refers, Refusal, Shape, Table, Terms, Times, Value,
};
use crate::base::name::Name;
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::fact::{FactKind, type_of};
use crate::payout::measure::{Condition, Entity, Measured, Reading, Selector, Window};
use crate::payout::{Occasion, Payout, Per, Quantity, Source};

/// The descriptor.
pub static KIND: Kind = Kind {
    word: "fund",
    title: "Fund",
    summary: "Credit that partners earn and claim back for approved marketing activities (MDF, co-op).",
    since: 2027,
    naming: Naming::Name,
    heading: &[INTERNAL],
    clauses: CLAUSES,
    children: &[],
    refers: Some(Refers::Incentive),
    lower: Some(lower),
    page: include_str!("fund.md"),
};

static CLAUSES: &[Clause] = &[
    FOR,
    clause(
        "accrue",
        Shape::Percent,
        &[must(
            "of",
            Shape::Figure,
            "What the percentage is taken of.",
        )],
        Times::Once,
        "accrue 1.5% of bookings in quarter",
    ),
    OPEN_WHEN,
    NEEDS,
    CAP,
    BUDGET,
    tabled(
        "reimburse",
        Shape::Nothing,
        &[],
        Table::Columns(ACTIVITIES),
        Times::Once,
        "reimburse, and below it: | activity | share | most paid | proof | stage |",
    ),
    tabled(
        "approval on",
        Shape::Word(&["cost of activity"]),
        &[must(
            "in",
            Shape::Name(&[Refers::Region]),
            "The region whose business days are counted.",
        )],
        Table::Columns(LADDER),
        Times::Once,
        "approval on cost of activity in NA",
    ),
    clause(
        "request at least",
        Shape::Duration,
        &[must(
            "before activity",
            Shape::Nothing,
            "Counted back from the day of the activity.",
        )],
        Times::Optional,
        "request at least 14 days before activity",
    ),
    clause(
        "claim within",
        Shape::Duration,
        &[must(
            "after activity",
            Shape::Nothing,
            "Counted on from the day of the activity.",
        )],
        Times::Once,
        "claim within 45 days after activity",
    ),
    clause(
        "decide within",
        Shape::Duration,
        &[must(
            "silence",
            Shape::Word(&["approves", "denies"]),
            "What it means when nobody decides in time.",
        )],
        Times::Optional,
        "decide within 10 business days silence denies",
    ),
    clause(
        "supply within",
        Shape::Duration,
        &[],
        Times::Optional,
        "supply within 15 days",
    ),
    clause(
        "appeal within",
        Shape::Duration,
        &[],
        Times::Optional,
        "appeal within 30 days",
    ),
    clause(
        "carry",
        Shape::Part,
        &[
            must(
                "beyond",
                Shape::Duration,
                "What is not used by then is kept up to this.",
            ),
            must(
                "after the",
                Shape::Cycle,
                "Counted from the end of this period.",
            ),
            must(
                "of accrual",
                Shape::Nothing,
                "The period in which the credit was earned.",
            ),
        ],
        Times::Optional,
        "carry 50% beyond 1 quarter after the quarter of accrual",
    ),
    clause(
        "expire",
        Shape::Duration,
        &[
            must(
                "after the",
                Shape::Cycle,
                "Counted from the end of this period.",
            ),
            must(
                "of accrual",
                Shape::Nothing,
                "The period in which the credit was earned.",
            ),
        ],
        Times::Once,
        "expire 2 quarters after the quarter of accrual",
    ),
    PAY,
    UNDO,
    ACCOUNT,
    TAX,
    DRIVES,
    TELL,
    WHY,
];

const ACTIVITIES: &[Column] = &[
    Column {
        name: "activity",
        value: Shape::Id,
        required: true,
    },
    Column {
        name: "share",
        value: Shape::Percent,
        required: true,
    },
    Column {
        name: "most paid",
        value: Shape::Money,
        required: false,
    },
    Column {
        name: "proof",
        value: Shape::Ids,
        required: false,
    },
    Column {
        name: "stage",
        value: Shape::Word(&["awareness", "consideration", "decision"]),
        required: false,
    },
];

const LADDER: &[Column] = &[
    Column {
        name: "from",
        value: Shape::Money,
        required: true,
    },
    Column {
        name: "by",
        value: Shape::Id,
        required: true,
    },
    Column {
        name: "within",
        value: Shape::Duration,
        required: true,
    },
    Column {
        name: "silence",
        value: Shape::Silence,
        required: true,
    },
];

/// The credit that a partner earns.
fn lower(terms: &Terms) -> Result<Payout, Refusal> {
    let Some(accrue) = terms.one("accrue") else {
        return Ok(Payout::Sum(Vec::new()));
    };
    not_above_the_cost(terms)?;
    once_each(terms)?;
    let eligible = eligible(terms)?;
    let mut on = accrue.clone();
    if let Some(of) = accrue.phrase("of") {
        on.value = of.clone();
    }
    let (mut reading, occasion) = basis(&on)?;
    reading.only.extend(eligible.facts.iter().cloned());
    let rate = if let Value::Percent(rate) = accrue.value {
        rate
    } else {
        Ratio::ZERO
    };
    let mut tests = eligible.tests;
    tests.extend(conditions(terms));
    let share = Payout::Share { rate, of: reading };
    wrap(
        terms,
        Payout::Over {
            occasion,
            payout: Box::new(when(tests, share)),
        },
        true,
    )
}

/// An activity is paid back by a part of its cost, or by all of it.
fn not_above_the_cost(terms: &Terms) -> Result<(), Refusal> {
    let Some(given) = terms.one("reimburse") else {
        return Ok(());
    };
    let Some(Grid::Rows(rows)) = &given.table else {
        return Ok(());
    };
    let above = |row: &[Option<Value>]| {
        let mut cells = row.iter().flatten();
        cells.any(|cell| matches!(cell, Value::Percent(share) if *share > Ratio::ONE))
    };
    let Some(at) = rows.iter().position(|row| above(row)) else {
        return Ok(());
    };
    Err(refusal(
        "rate-above-all",
        "an activity is paid back by more than it costs".to_owned(),
        given.rows.get(at).copied().unwrap_or(given.span),
        "write a share up to `100%`",
    ))
}

/// An activity has one row: two would both pay its cost back.
fn once_each(terms: &Terms) -> Result<(), Refusal> {
    let Some(given) = terms.one("reimburse") else {
        return Ok(());
    };
    let Some(Grid::Rows(rows)) = &given.table else {
        return Ok(());
    };
    let mut seen: Vec<&[Name]> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let Some(Some(Value::Ids(names))) = row.first() else {
            continue;
        };
        if seen.contains(&names.as_slice()) {
            let name = names.first().map_or("", |name| &**name);
            return Err(refusal(
                "said-twice",
                format!("`{name}` has two rows, and its cost would be paid back by both"),
                given.rows.get(at).copied().unwrap_or(given.span),
                "keep the row that is meant",
            ));
        }
        seen.push(names);
    }
    Ok(())
}

/// What an approved claim is paid out of the credit: a share of its cost, to the most paid.
pub fn reimbursement(terms: &Terms, fund: &Name) -> Option<Payout> {
    let Some(Grid::Rows(rows)) = &terms.one("reimburse")?.table else {
        return None;
    };
    let parts = rows.iter().filter_map(|row| activity(row, fund)).collect();
    Some(Payout::Draw {
        from: Source::Credit,
        payout: Box::new(Payout::Sum(parts)),
    })
}

fn activity(row: &[Option<Value>], fund: &Name) -> Option<Payout> {
    let [
        Some(Value::Ids(names)),
        Some(Value::Percent(share)),
        most,
        ..,
    ] = row
    else {
        return None;
    };
    let claim = type_of(FactKind::Claim);
    let is = |field: &str, word: Name| {
        claim
            .field(field)
            .map(|(index, _)| Condition::Is(index, BTreeSet::from([word])))
    };
    let all = vec![
        is("fund", fund.clone())?,
        is("activity", names.first()?.clone())?,
        is("decision", Name::new("approved"))?,
    ];
    let cost = Reading {
        measure: Measured::Field(claim.field("cost")?.0),
        window: Window::Occasion,
        entity: Entity::Partner,
        only: Vec::new(),
    };
    let paid = Payout::Share {
        rate: *share,
        of: cost,
    };
    let paid = match most {
        Some(Value::Money(most)) => Payout::Least(vec![
            paid,
            Payout::Fixed(Quantity {
                amount: Ratio::whole(most.minor),
                unit: Unit::Money(most.currency),
            }),
        ]),
        Some(_) | None => paid,
    };
    let occasion = Occasion::Event {
        selector: Selector {
            fact: FactKind::Claim,
            all,
        },
        per: Per::Fact,
    };
    Some(Payout::Over {
        occasion,
        payout: Box::new(paid),
    })
}
