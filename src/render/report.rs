//! The page of a forecast: the questions of the one who must decide, in the order in which they
//! are asked, each with its answer first. Must not know how a forecast was computed.

use super::chart::Figure;
use super::chart::bars::Bars;
use super::chart::burn::Burn;
use super::chart::fan::Fan;
use super::chart::heat::Heat;
use super::chart::histogram::Histogram;
use super::chart::intervals::Intervals;
use super::chart::tornado::Tornado;
use super::document;
use super::view::{Block, Callout, Document, Head, Key, Section, Table, Tone};
use super::{Fault, Page};

/// Something that the forecast gave, or why it did not.
#[derive(Clone, Debug, PartialEq)]
pub enum Part<T> {
    /// What it gave.
    Shown(T),
    /// Why there is nothing, in a sentence.
    Missing(String),
}

/// Everything that the page says. Texts are finished; numbers are drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// What stands around the content.
    pub head: Head,
    /// Should we run this program?
    pub verdict: Verdict,
    /// What does it cost at worst, and in a bad year?
    pub cost: Cost,
    /// Which incentive earns its money?
    pub incentives: Part<Incentives>,
    /// Where are partners tired, and why?
    pub fatigue: Part<Fatigue>,
    /// Do the budgets last?
    pub budgets: Part<Budgets>,
    /// Where do partners stand?
    pub tiers: Part<Tiers>,
    /// What changes against the other program?
    pub changes: Part<Changes>,
    /// Is the forecast like the field?
    pub benchmarks: Part<Benchmarks>,
    /// What do we not know?
    pub unknowns: Unknowns,
}

/// Should we run this program?
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The answer in a few words.
    pub answer: String,
    /// How it should strike the reader.
    pub tone: Tone,
    /// What it rests on, in a sentence with its interval.
    pub reason: String,
    /// The figures of the decision.
    pub keys: Vec<Key>,
    /// The layers of uncertainty of the return, never merged.
    pub layers: Intervals,
    /// Guardrails of the scenario with what the runs say, where it has some.
    pub guardrails: Option<Table>,
    /// What the program is to reach, and how often it does.
    pub objectives: Option<Table>,
    /// How many partners are green and yellow on each scorecard, where the program measures some line.
    pub scorecards: Option<Table>,
    /// Why a layer is not there, a sentence each.
    pub layers_missing: Vec<String>,
    /// What the program has brought less what it has cost, week by week.
    pub net: Part<Fan>,
    /// What the curve shows, and what it leaves out.
    pub net_note: String,
    /// Revenue over the weeks, with and without the program.
    pub revenue: Part<Fan>,
}

/// What does it cost at worst, and in a bad year?
#[derive(Clone, Debug, PartialEq)]
pub struct Cost {
    /// The answer in a sentence.
    pub lead: String,
    /// The figures.
    pub keys: Vec<Key>,
    /// The cost of each run.
    pub spread: Part<Histogram>,
    /// What has been spent, week by week.
    pub spend: Part<Fan>,
    /// What can be owed at most, by incentive.
    pub bounds: Part<Table>,
}

/// Which incentive earns its money?
#[derive(Clone, Debug, PartialEq)]
pub struct Incentives {
    /// The answer in a sentence.
    pub lead: String,
    /// A row for each incentive.
    pub table: Table,
    /// What each brings less what it costs, against the program without it.
    pub nets: Part<Intervals>,
    /// What each brings first, last and fairly, where that was asked for, and who is paid.
    pub further: Vec<Table>,
}

/// Where are partners tired, and why?
#[derive(Clone, Debug, PartialEq)]
pub struct Fatigue {
    /// The answer in a sentence.
    pub lead: String,
    /// The figures.
    pub keys: Vec<Key>,
    /// What reaches each audience, week by week: known exactly from the calendar.
    pub load: Part<Heat>,
    /// What the map of loads shows, and how sure it is.
    pub load_note: String,
    /// The heaviest month of each audience.
    pub heaviest: Part<Table>,
    /// The estimated index of each audience, week by week.
    pub index: Part<Heat>,
    /// What caused the highest week.
    pub causes: Part<Table>,
}

/// Do the budgets last?
#[derive(Clone, Debug, PartialEq)]
pub struct Budgets {
    /// The answer in a sentence.
    pub lead: String,
    /// What is left week by week.
    pub burn: Part<Burn>,
    /// A row for each offer that draws on a budget.
    pub table: Part<Table>,
}

/// Where do partners stand?
#[derive(Clone, Debug, PartialEq)]
pub struct Tiers {
    /// The answer in a sentence.
    pub lead: String,
    /// The figures.
    pub keys: Vec<Key>,
    /// Partners in each tier at the end of each quarter.
    pub mix: Part<Bars>,
    /// From which tier to which partners moved in the year.
    pub moves: Part<Table>,
}

/// What changes against the other program?
#[derive(Clone, Debug, PartialEq)]
pub struct Changes {
    /// Which program the other one is, and the answer in a sentence.
    pub lead: String,
    /// Every difference with its interval.
    pub blocks: Vec<Block>,
}

/// Is the forecast like the field?
#[derive(Clone, Debug, PartialEq)]
pub struct Benchmarks {
    /// The answer in a sentence.
    pub lead: String,
    /// Metric, forecast, interval, range of the field, in range or why not.
    pub table: Table,
    /// Those measured as shares.
    pub shares: Part<Intervals>,
}

/// What do we not know?
#[derive(Clone, Debug, PartialEq)]
pub struct Unknowns {
    /// The answer in a sentence.
    pub lead: String,
    /// How far each assumption moves the return.
    pub sensitivity: Part<Tornado>,
    /// Which part of the variance of the return each makes, where that was asked for.
    pub variance: Option<Table>,
    /// The parameters of behaviour: value, range, grade, source.
    pub parameters: Part<Table>,
    /// What the model leaves out and takes for granted.
    pub assumptions: Vec<String>,
}

/// The page with this name, as HTML.
pub fn page(name: &str, report: &Report) -> Result<Page, Fault> {
    let sections = vec![
        verdict(&report.verdict),
        cost(&report.cost),
        incentives(&report.incentives),
        fatigue(&report.fatigue),
        budgets(&report.budgets),
        tiers(&report.tiers),
        answer(
            &report.changes,
            "changes",
            "What changes against the other program?",
            |one| (one.lead.clone(), one.blocks.clone()),
        ),
        benchmarks(&report.benchmarks),
        unknowns(&report.unknowns),
    ];
    let head = report.head.clone();
    let document = Document {
        head,
        contents_above: false,
        opening: Vec::new(),
        sections,
    };
    document::page(name, &document)
}

fn verdict(verdict: &Verdict) -> Section {
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

fn cost(cost: &Cost) -> Section {
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

fn incentives(part: &Part<Incentives>) -> Section {
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
        blocks.extend(one.further.iter().cloned().map(Block::Table));
        (one.lead.clone(), blocks)
    })
}

fn fatigue(part: &Part<Fatigue>) -> Section {
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
            (
                one.lead.clone(),
                vec![keys, index, table(&one.causes), load, table(&one.heaviest)],
            )
        },
    )
}

fn budgets(part: &Part<Budgets>) -> Section {
    answer(part, "budgets", "Do the budgets last?", |one| {
        let note = "A line that reaches zero is a budget that ran out. One that is shared at the end of each \
                    quarter is given away there and begins anew.";
        let burn = figure(&one.burn, "burn", "What is left of each budget", note);
        (one.lead.clone(), vec![burn, table(&one.table)])
    })
}

fn tiers(part: &Part<Tiers>) -> Section {
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

fn benchmarks(part: &Part<Benchmarks>) -> Section {
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

fn unknowns(unknowns: &Unknowns) -> Section {
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

fn figure(part: &Part<impl super::chart::Chart>, id: &str, title: &str, note: &str) -> Block {
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
