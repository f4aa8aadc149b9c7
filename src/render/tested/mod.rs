//! What testing a program found: its examples, what they show, and the guardrails of a forecast. For people, for
//! a comment, for tools and for build servers.

mod file;
mod junit;

use crate::base::name::Name;
use crate::base::origin::Origin;
use crate::base::span::Sources;
use crate::decide::coverage::{Edge, Group, count};
use crate::decide::guardrail::{Judged, Verdict};
use crate::decide::verdicts::Verdicts;
use crate::diagnostic::render::markdown::escape;
use crate::diagnostic::untrusted::one_line;
use crate::model::Program;
use crate::render::forecast_file::{
    EXPECTED, OBJECTIVES, amounts, counted, expected_rows, expected_text, objective_rows,
};
use crate::render::listing::{columns, markdown as table};
use crate::simulate::estimate::aim::Aim;

pub use file::json;
pub use junit::junit;

/// What testing a program found.
pub struct Tested<'a> {
    /// The program.
    pub program: &'a Program,
    /// Its texts.
    pub sources: &'a Sources,
    /// Its examples, in their order.
    pub examples: Vec<Example<'a>>,
    /// What examples can show, and which do.
    pub edges: Vec<Edge>,
    /// Forecasts of a scenario, as it is written first.
    pub forecasts: Vec<Held>,
}

/// What a forecast of a scenario was held against.
pub struct Held {
    /// The scenario, by name.
    pub scenario: Name,
    /// Guardrails and what the scenario expects.
    pub verdicts: Verdicts,
    /// What the program is to reach, and how often it does.
    pub aims: Vec<Aim>,
}

/// One example.
pub struct Example<'a> {
    /// Its title.
    pub title: &'a str,
    /// Where it stands.
    pub origin: Origin,
    /// What it expects and does not get; empty where it holds.
    pub failures: Vec<String>,
}

/// How it all came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// Every example and every guardrail holds.
    Passed,
    /// Some example or guardrail does not hold.
    Failed,
    /// None fails, and some guardrail is not told by so few runs.
    Undecided,
}

impl Whole {
    /// The word in reports.
    pub const fn word(self) -> &'static str {
        match self {
            Whole::Passed => "passed",
            Whole::Failed => "failed",
            Whole::Undecided => "undecided",
        }
    }
}

impl Tested<'_> {
    /// How it all came out.
    pub fn whole(&self) -> Whole {
        let has = |verdict| self.forecasts.iter().any(|each| each.verdicts.has(verdict));
        let fails = self.examples.iter().any(|each| !each.failures.is_empty());
        match () {
            () if fails || has(Verdict::Broken) => Whole::Failed,
            () if has(Verdict::Undecided) => Whole::Undecided,
            () => Whole::Passed,
        }
    }

    fn holding(&self) -> usize {
        let holds = |each: &&Example| each.failures.is_empty();
        self.examples.iter().filter(holds).count()
    }

    /// File and line of something declared.
    fn place(&self, origin: Origin) -> Option<(&str, u32)> {
        let span = self.program.origins.span(origin)?;
        let source = self.sources.get(span.file)?;
        Some((&source.name, self.sources.line_column(span).0))
    }

    /// Shown, of, and the part in percent, by group; then all together. A group that a program has none of is
    /// left out.
    fn rows(&self) -> Vec<Vec<String>> {
        let row = |word: &str, (shown, of): (usize, usize)| {
            let part = shown.saturating_mul(100).checked_div(of);
            let part = part.map_or_else(String::new, |part| format!("{part}%"));
            vec![word.to_owned(), shown.to_string(), of.to_string(), part]
        };
        let counts = Group::ALL
            .iter()
            .map(|group| (group.word(), count(&self.edges, *group)));
        let mut rows: Vec<Vec<String>> = counts
            .filter(|(_, (_, of))| *of > 0)
            .map(|(word, counts)| row(word, counts))
            .collect();
        let shown = self.edges.iter().filter(|edge| edge.is_shown()).count();
        rows.push(row("all", (shown, self.edges.len())));
        rows
    }

    /// The sides that no example shows, one line each.
    fn missing(&self) -> Vec<String> {
        let missing = self.edges.iter().filter(|edge| !edge.is_shown());
        missing
            .map(|edge| {
                let place = self.place(edge.origin);
                let place =
                    place.map_or_else(String::new, |(path, line)| format!("{path}:{line} "));
                let group = edge.group.word();
                one_line(&format!("{place}{group}: {} {}", edge.subject, edge.side))
            })
            .collect()
    }

    /// What the program is to reach in the scenario as it is written.
    fn objective_rows(&self) -> Vec<Vec<String>> {
        let aims = self.forecasts.first().map_or(&[][..], |each| &each.aims);
        let rows = objective_rows(aims, self.program.currency.code());
        let line = |row: Vec<String>| row.iter().map(|cell| one_line(cell)).collect();
        rows.into_iter().map(line).collect()
    }

    fn guardrail_rows(&self) -> Vec<Vec<String>> {
        let row = |each: &Judged| {
            let (found, most) = amounts(each, self.program.currency.code());
            let runs = each
                .runs_to_tell
                .map_or_else(String::new, |runs| format!(" ({runs:.0} runs would tell)"));
            let verdict = format!("{}{runs}", each.verdict.words());
            let name = format!("{}: {}", each.rule.name, counted(&each.rule));
            vec![name, found, most, verdict]
        };
        self.guardrails().map(row).collect()
    }

    /// Guardrails that forecasts judged.
    fn guardrails(&self) -> impl Iterator<Item = &Judged> {
        let forecasts = self.forecasts.iter();
        forecasts.flat_map(|each| &each.verdicts.guardrails)
    }

    /// What is expected, scenario by scenario; the name stands before each where there are several.
    fn expected_rows(&self) -> Vec<Vec<String>> {
        let forecasts = self.forecasts.iter();
        let rows = forecasts.flat_map(|each| {
            let rows = expected_rows(&each.verdicts.expected, self.program.currency.code());
            rows.into_iter().map(|mut row| {
                if let Some(text) = row.first_mut()
                    && self.forecasts.len() > 1
                {
                    *text = format!("{}: {text}", each.scenario);
                }
                row.iter().map(|cell| one_line(cell)).collect()
            })
        });
        rows.collect()
    }

    /// Which guardrails no forecast judged, and of which scenarios they are.
    fn left_alone(&self) -> Option<String> {
        let as_written = self.forecasts.first()?;
        as_written.verdicts.left_alone(&as_written.scenario)
    }
}

const COUNTS: [&str; 4] = ["shown by examples", "shown", "of", ""];
const LIMITS: [&str; 4] = ["guardrail", "forecast", "at most", "verdict"];

/// The report for a terminal.
pub fn text(tested: &Tested) -> String {
    let (holding, all) = (tested.holding(), tested.examples.len());
    let mut out = format!("{holding} of {all} examples hold\n");
    if !tested.edges.is_empty() {
        out.push('\n');
        out.push_str(&columns(&COUNTS, &tested.rows()));
    }
    let missing = tested.missing();
    if !missing.is_empty() {
        out.push_str("\nno example shows\n");
        for line in missing {
            out.push_str(&format!("  {line}\n"));
        }
    }
    let listed = |titles: &[&str], rows: Vec<Vec<String>>| match rows.is_empty() {
        true => String::new(),
        false => columns(titles, &rows),
    };
    let tables = [
        listed(&LIMITS, tested.guardrail_rows()),
        expected_text(tested.expected_rows()),
        listed(&OBJECTIVES, tested.objective_rows()),
    ];
    for table in tables.iter().filter(|table| !table.is_empty()) {
        out.push_str(&format!("\n{table}"));
    }
    if let Some(others) = tested.left_alone() {
        out.push_str(&format!("\n{others}\n"));
    }
    out.push_str(&format!("\n{}\n", tested.whole().word()));
    out
}

/// The report as a comment on a pull request.
pub fn markdown(tested: &Tested) -> String {
    let (holding, all) = (tested.holding(), tested.examples.len());
    let mut out = format!(
        "### charter test: {}\n\n{holding} of {all} examples hold.\n",
        tested.whole().word()
    );
    for example in tested
        .examples
        .iter()
        .filter(|each| !each.failures.is_empty())
    {
        for failure in &example.failures {
            out.push_str(&format!("- {}\n", escape(failure)));
        }
    }
    if !tested.edges.is_empty() {
        out.push('\n');
        out.push_str(&table(&COUNTS, &tested.rows()));
    }
    let cells = |rows: Vec<Vec<String>>| -> Vec<Vec<String>> {
        let row = |row: Vec<String>| row.iter().map(|cell| escape(cell)).collect();
        rows.into_iter().map(row).collect()
    };
    let tables = [
        (&LIMITS[..], tested.guardrail_rows()),
        (&EXPECTED[..], cells(tested.expected_rows())),
        (&OBJECTIVES[..], cells(tested.objective_rows())),
    ];
    for (titles, rows) in tables.iter().filter(|(_, rows)| !rows.is_empty()) {
        out.push('\n');
        out.push_str(&table(titles, rows));
    }
    if let Some(others) = tested.left_alone() {
        out.push_str(&format!("\n{}.\n", escape(&others)));
    }
    let missing = tested.missing();
    if !missing.is_empty() {
        out.push_str("\n<details><summary>No example shows</summary>\n\n");
        for line in missing {
            out.push_str(&format!("- {}\n", escape(&line)));
        }
        out.push_str("\n</details>\n");
    }
    out
}
