//! The sections of the page: each answer with its figures and tables, in the order in which they are read.

use super::{
    Benchmarks, Budgets, Changes, Cost, Fatigue, Incentives, Part, Tiers, Unknowns, Verdict,
};
use crate::render::chart::{Chart, Figure};
use crate::render::view::{Block, Callout, Section, Table};

pub(super) fn verdict(verdict: &Verdict) -> Section {
    let answer = Callout {
        title: verdict.answer.clone(),
        text: verdict.reason.clone(),
        tone: verdict.tone,
    };
    let mut blocks = vec![Block::Callout(answer), Block::Keys(verdict.keys.clone())];
    if let Some(table) = &verdict.guardrails {
        blocks.push(Block::Heading(
            "What was promised of this scenario".to_owned(),
        ));
        blocks.push(Block::Table(table.clone()));
    }
    if let Some(table) = &verdict.expected {
        blocks.push(Block::Heading("What was expected of it".to_owned()));
        blocks.push(Block::Table(table.clone()));
    }
    if let Some(table) = &verdict.objectives {
        blocks.push(Block::Heading("What it is to reach".to_owned()));
        blocks.push(Block::Table(table.clone()));
    }
    if let Some(table) = &verdict.scorecards {
        blocks.push(Block::Heading("How partners score".to_owned()));
        blocks.push(Block::Table(table.clone()));
    }
    blocks.push(Block::Figure(Figure::of(
        &verdict.layers,
        "layers",
        "Incremental return: how sure, layer by layer",
        "Runs narrow the first layer, another year shows the second, only evidence narrows the \
         third. They are never added up.",
    )));
    blocks.extend(verdict.layers_missing.iter().cloned().map(Block::Missing));
    blocks.push(figure(
        &verdict.net,
        "net",
        "What the program has brought, less what it has cost",
        &verdict.net_note,
    ));
    blocks.push(figure(
        &verdict.revenue,
        "revenue",
        "Revenue won, week by week, added up",
        "The same partners and the same luck, with and without the program.",
    ));
    section("run", "Should we run this program?", "", blocks)
}

pub(super) fn cost(cost: &Cost) -> Section {
    let mut blocks = vec![Block::Keys(cost.keys.clone())];
    blocks.push(figure(
        &cost.spread,
        "cost-spread",
        "What the program costs in each run",
        "The height of a bar is the number of runs.",
    ));
    blocks.push(figure(
        &cost.spend,
        "spend",
        "What has been spent, week by week",
        "Payouts booked and running costs, added up.",
    ));
    blocks.push(table(&cost.bounds));
    section(
        "cost",
        "What does it cost at worst, and in a bad year?",
        &cost.lead,
        blocks,
    )
}

pub(super) fn incentives(part: &Part<Incentives>) -> Section {
    let title = "Which incentive earns its money?";
    answer(part, "incentives", title, |one| {
        let nets = figure(
            &one.nets,
            "nets",
            "What each incentive brings, less what it costs",
            "Margin of the program with it against the program without it, less the difference in \
             cost. To the left of zero it costs more than it brings.",
        );
        let mut blocks = vec![Block::Table(one.table.clone()), nets];
        if !one.keys.is_empty() {
            blocks.insert(0, Block::Keys(one.keys.clone()));
        }
        blocks.extend(one.further.iter().cloned().map(Block::Table));
        (one.lead.clone(), blocks)
    })
}

pub(super) fn fatigue(part: &Part<Fatigue>) -> Section {
    answer(
        part,
        "fatigue",
        "Where are partners tired, and why?",
        |one| {
            let load = figure(
                &one.load,
                "load",
                "What reaches each audience in a week",
                &one.load_note,
            );
            let index = figure(
                &one.index,
                "index",
                "Fatigue index of each audience by week",
                "Mean over partners and runs, an estimate: 0 is rested, 0.5 halves the response.",
            );
            let keys = Block::Keys(one.keys.clone());
            let mut blocks = vec![keys, index, table(&one.causes), load, table(&one.heaviest)];
            blocks.extend(one.entries.clone().map(Block::Table));
            (one.lead.clone(), blocks)
        },
    )
}

pub(super) fn budgets(part: &Part<Budgets>) -> Section {
    answer(part, "budgets", "Do the budgets last?", |one| {
        let note = "A line that reaches zero is a budget that ran out. One that is shared at the end of each \
                    quarter is given away there and begins anew.";
        let burn = figure(&one.burn, "burn", "What is left of each budget", note);
        (one.lead.clone(), vec![burn, table(&one.table)])
    })
}

pub(super) fn tiers(part: &Part<Tiers>) -> Section {
    answer(part, "tiers", "Where do partners stand?", |one| {
        let note =
            "Mean number of partners in each tier at the start and at the end of each quarter.";
        let mix = figure(&one.mix, "tier-mix", "Partners by tier", note);
        let mut blocks = vec![mix, table(&one.moves)];
        if !one.keys.is_empty() {
            blocks.insert(0, Block::Keys(one.keys.clone()));
        }
        (one.lead.clone(), blocks)
    })
}

pub(super) fn changes(one: &Changes) -> Section {
    let title = "What changes against the other program?";
    section("changes", title, &one.lead, one.blocks.clone())
}

pub(super) fn benchmarks(part: &Part<Benchmarks>) -> Section {
    answer(
        part,
        "benchmarks",
        "Is the forecast like the field?",
        |one| {
            let shares = figure(
                &one.shares,
                "shares",
                "Forecast against the range of the field",
                "A point outside its band is a difference to explain, not an error.",
            );
            (
                one.lead.clone(),
                vec![shares, Block::Table(one.table.clone())],
            )
        },
    )
}

pub(super) fn unknowns(unknowns: &Unknowns) -> Section {
    let mut blocks = vec![figure(
        &unknowns.sensitivity,
        "sensitivity",
        "What the return hangs on",
        "How far each assumption alone moves the return over its range, in the mean over what else \
         might hold.",
    )];
    blocks.extend(unknowns.variance.iter().cloned().map(Block::Table));
    blocks.push(Block::Heading(
        "How partners are assumed to behave".to_owned(),
    ));
    blocks.push(table(&unknowns.parameters));
    if !unknowns.assumptions.is_empty() {
        blocks.push(Block::Heading("What is taken for granted".to_owned()));
        blocks.push(Block::List(unknowns.assumptions.clone()));
    }
    section("unknown", "What do we not know?", &unknowns.lead, blocks)
}

/// A section whose content may be missing as a whole; then it says why and nothing else.
fn answer<T>(
    part: &Part<T>,
    id: &str,
    title: &str,
    shown: impl Fn(&T) -> (String, Vec<Block>),
) -> Section {
    match part {
        Part::Shown(value) => {
            let (lead, blocks) = shown(value);
            section(id, title, &lead, blocks)
        }
        Part::Missing(why) => section(id, title, "", vec![Block::Missing(why.clone())]),
    }
}

fn figure(part: &Part<impl Chart>, id: &str, title: &str, note: &str) -> Block {
    match part {
        Part::Shown(chart) => Block::Figure(Figure::of(chart, id, title, note)),
        Part::Missing(why) => Block::Missing(why.clone()),
    }
}

fn table(part: &Part<Table>) -> Block {
    match part {
        Part::Shown(table) => Block::Table(table.clone()),
        Part::Missing(why) => Block::Missing(why.clone()),
    }
}

fn section(id: &str, title: &str, lead: &str, blocks: Vec<Block>) -> Section {
    Section {
        id: id.to_owned(),
        number: String::new(),
        title: title.to_owned(),
        lead: lead.to_owned(),
        blocks,
    }
}
