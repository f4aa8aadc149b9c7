//! Fenced texts that are no programs: data files, scenarios and settings, read as a user's would be.

use std::collections::BTreeSet;

use charter::base::span::{FileId, Source, Sources};
use charter::compile::compile;
use charter::diagnostic::Problem;
use charter::diagnostic::place::Place;
use charter::fact::TYPES;
use charter::intake::facts::{read_facts, read_partners};
use charter::intake::findings::Findings;
use charter::intake::partner_list::read as read_list;
use charter::intake::record::Limits;
use charter::intake::scenario::read::read as read_scenario;
use charter::model::Program;
use charter::parse::parse;
use charter::shell::config;

use crate::page::Fence;
use crate::program::{Fault, Mark, marks, unmarked};

/// What is wrong with a fenced text that `language` says how to read.
pub fn judge(fence: &Fence, preamble: &str) -> Vec<Fault> {
    let text = fence.raw();
    let problems = match fence.language.as_str() {
        "csv" => table(fence, &text, &program(preamble)),
        "yaml" => read_scenario(FileId(0), &text, &program(preamble)).1,
        "toml" => config::read(&text, FileId(0)).1,
        other => panic!("no reader for {other}"),
    };
    compare(fence, &text, &problems)
}

fn program(preamble: &str) -> Program {
    let sources = Sources::new(vec![source(preamble)]);
    let (program, problems) = compile(&parse(&sources).0);
    program.unwrap_or_else(|| panic!("the preamble compiles: {problems:?}"))
}

fn source(text: &str) -> Source {
    Source {
        name: "page".to_owned(),
        text: text.to_owned(),
    }
}

/// A data file: `csv sales` is read as `sales.csv`.
fn table(fence: &Fence, text: &str, program: &Program) -> Vec<Problem> {
    let mut findings = Findings::default();
    let (input, limits) = (text.as_bytes(), Limits::STANDARD);
    if fence.has("list") {
        let mix = read_scenario(FileId(0), "{}\n", program);
        let mix = mix.0.expect("nothing is wrong with nothing").population;
        read_list(program, &mix, "list.csv", input, &mut findings).expect("it is read");
    } else if fence.has("partners") {
        read_partners(program, "partners.csv", input, limits, &mut findings).expect("it is read");
    } else {
        let sort = TYPES.iter().find(|each| fence.has(each.file));
        let sort = sort.expect("a file of facts is named");
        read_facts(program, sort, "facts.csv", input, limits, &mut findings).expect("it is read");
    }
    findings.into_problems()
}

fn compare(fence: &Fence, text: &str, problems: &[Problem]) -> Vec<Fault> {
    let sources = Sources::new(vec![source(text)]);
    let mut expected = marks(fence);
    let mut hit: BTreeSet<Mark> = BTreeSet::new();
    let mut faults = Vec::new();
    for problem in problems {
        let line = match &problem.primary {
            Some(Place::Source(span)) => sources.line_column(*span).0 as usize,
            Some(Place::Row(row)) => row.row as usize,
            None => 1,
        };
        let line = fence.line + line - 1;
        let mark = (line, problem.severity.word(), problem.name.to_owned());
        if expected.contains(&mark) {
            hit.insert(mark);
        } else {
            faults.push((line, unmarked(problem)));
        }
    }
    expected.retain(|mark| !hit.contains(mark));
    for (line, severity, name) in expected {
        faults.push((line, format!("there is no {severity} [{name}] here")));
    }
    faults.sort();
    faults
}
