//! The page of a forecast: the questions of the one who must decide, in the order in which they
//! are asked, each with its answer first. Must not know how a forecast was computed.

mod section;

use crate::render::chart::bars::Bars;
use crate::render::chart::burn::Burn;
use crate::render::chart::fan::Fan;
use crate::render::chart::heat::Heat;
use crate::render::chart::histogram::Histogram;
use crate::render::chart::intervals::Intervals;
use crate::render::chart::tornado::Tornado;
use crate::render::document;
use crate::render::view::{Block, Document, Head, Key, Table, Tone};
use crate::render::{Fault, Page};

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
    /// What changes against the other program, where one was named?
    pub changes: Option<Changes>,
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
    /// What the scenario expects with what the runs say, where it expects something.
    pub expected: Option<Table>,
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
    /// How many partners take part.
    pub keys: Vec<Key>,
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
    /// What each calendar entry brings and how much it tires, where runs without it were made.
    pub entries: Option<Table>,
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
    let mut sections = vec![
        section::verdict(&report.verdict),
        section::cost(&report.cost),
        section::incentives(&report.incentives),
        section::fatigue(&report.fatigue),
        section::budgets(&report.budgets),
        section::tiers(&report.tiers),
    ];
    sections.extend(report.changes.as_ref().map(section::changes));
    sections.push(section::benchmarks(&report.benchmarks));
    sections.push(section::unknowns(&report.unknowns));
    let head = report.head.clone();
    let document = Document {
        head,
        contents_above: false,
        opening: Vec::new(),
        sections,
    };
    document::page(name, &document)
}
