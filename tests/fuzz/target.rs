//! The readers and their laws.

use charter::base::span::{FileId, Source, Sources, Span};
use charter::compile::compile;
use charter::diagnostic::order::arrange;
use charter::diagnostic::place::Place;
use charter::diagnostic::render::{self, Format, Options};
use charter::diagnostic::{Problem, Severity};
use charter::export::{canonical, to_text};
use charter::fact::{FactKind, type_of};
use charter::intake::facts::{read_facts, read_partners};
use charter::intake::findings::Findings;
use charter::intake::record::Limits;
use charter::intake::scenario::read::read as read_scenario;
use charter::lint;
use charter::lint::level::Levels;
use charter::lint::spec::Level;
use charter::model::Program;
use charter::parse::{parse, parse_file};
use charter::settle::history_text;
use charter::shell::examples;
use charter::syntax::print::print;

use crate::settled;

/// What holds of every input, or the fault.
pub type Law = fn(&[u8]) -> Result<(), String>;

/// One reader.
pub struct Target {
    /// Its name.
    pub name: &'static str,
    /// The folder of its inputs below `fuzz/corpus`.
    pub corpus: &'static str,
    /// What holds.
    pub law: Law,
}

const fn target(name: &'static str, corpus: &'static str, law: Law) -> Target {
    Target { name, corpus, law }
}

/// Every reader.
pub const TARGETS: [Target; 13] = [
    target("text", "program", text),
    target("layout", "program", layout),
    target("meaning", "program", meaning),
    target("compiled", "program", compiled),
    target("checked", "program", checked),
    target("shown", "program", shown),
    target("terms", "program", terms),
    target("json", "json", json),
    target("scenario", "scenario", scenario),
    target("sales", "sales", sales),
    target("partners", "partners", partners),
    target("settlement", "settlement", settled::law),
    target("history", "history", history),
];

/// The program of the settings, scenarios and facts.
pub const STARTER: &str = include_str!("../../programs/starter/starter.charter");

fn ensure(holds: bool, fault: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(fault()) }
}

fn sources(text: &str) -> Sources {
    Sources::new(vec![Source {
        name: "input.charter".to_owned(),
        text: text.to_owned(),
    }])
}

fn lossy(input: &[u8]) -> String {
    String::from_utf8_lossy(input).into_owned()
}

/// Compiles a text with all that is found on the way.
pub fn program(text: &str) -> (Option<Program>, Vec<Problem>) {
    let (trees, mut problems) = parse(&sources(text));
    let (program, found) = compile(&trees);
    problems.extend(found);
    let failed = problems.iter().any(|each| each.severity == Severity::Error);
    (program.filter(|_| !failed), problems)
}

fn spans(problem: &Problem) -> Vec<Span> {
    let related = problem.related.iter().map(|(place, _)| place);
    let places = problem.primary.iter().chain(related);
    let spans = places.filter_map(|place| match place {
        Place::Source(span) => Some(*span),
        Place::Row(_) => None,
    });
    let edits = problem.fixes.iter().flat_map(|fix| &fix.edits);
    spans.chain(edits.map(|(span, _)| *span)).collect()
}

/// Every place of every problem lies inside the text, at whole characters.
fn placed(problems: &[Problem], text: &str) -> Result<(), String> {
    for problem in problems {
        for span in spans(problem) {
            let (start, end) = (span.start as usize, span.end as usize);
            let fits = start <= end && text.get(start..end).is_some();
            ensure(fits, || format!("{} is at {span:?}, outside", problem.name))?;
        }
        ensure(!problem.message.contains('\n'), || {
            format!("{} has a message of several lines", problem.name)
        })?;
    }
    Ok(())
}

/// Any bytes as a program: a place for every problem, and no more than the limit of them.
fn text(input: &[u8]) -> Result<(), String> {
    let text = lossy(input);
    let (_, problems) = parse_file(FileId(0), &text);
    placed(&problems, &text)
}

/// What is printed is read without a problem, and printed again is the same.
fn layout(input: &[u8]) -> Result<(), String> {
    let text = lossy(input);
    let (tree, problems) = parse_file(FileId(0), &text);
    if !problems.is_empty() {
        return Ok(());
    }
    let once = print(&tree);
    let (again, found) = parse_file(FileId(0), &once);
    ensure(found.is_empty(), || {
        format!("printed it has {:?}", found.first())
    })?;
    let twice = print(&again);
    ensure(once == twice, || {
        format!("printed twice it differs:\n{once}\n{twice}")
    })
}

/// A program in the one layout says what it said before.
fn meaning(input: &[u8]) -> Result<(), String> {
    let text = lossy(input);
    let (Some(before), _) = program(&text) else {
        return Ok(());
    };
    let (tree, _) = parse_file(FileId(0), &text);
    let (after, problems) = program(&print(&tree));
    let after = after.ok_or_else(|| format!("printed it has {:?}", problems.first()))?;
    ensure(canonical(&before) == canonical(&after), || {
        "printed it says something else".to_owned()
    })
}

/// A program, or an error with its place; never neither.
fn compiled(input: &[u8]) -> Result<(), String> {
    let text = lossy(input);
    let (found, problems) = program(&text);
    placed(&problems, &text)?;
    let failed = problems.iter().any(Problem::is_error);
    ensure(found.is_some() != failed, || {
        format!("program {}, errors {failed}", found.is_some())
    })
}

/// Every lint, and every example, of whatever compiles.
fn checked(input: &[u8]) -> Result<(), String> {
    let text = lossy(input);
    let (Some(program), _) = program(&text) else {
        return Ok(());
    };
    let mut levels = Levels::default();
    for lint in lint::LINTS.iter().filter(|lint| lint.level == Level::Allow) {
        levels.set(lint, Level::Warn);
    }
    let mut problems = lint::check(&program, &levels);
    problems.extend(examples::problems(&program));
    placed(&problems, &text)
}

/// Whatever is wrong can be printed in every format, and nothing of the input commands a terminal.
fn shown(input: &[u8]) -> Result<(), String> {
    let text = lossy(input);
    let sources = sources(&text);
    let (_, problems) = program(&text);
    let problems = arrange(&sources, problems);
    for format in Format::ALL {
        let out = render::render(format, &sources, &problems, &Options::default());
        let raw = out.chars().find(|c| c.is_control() && *c != '\n');
        ensure(raw.is_none(), || format!("{} holds {raw:?}", format.word()))?;
        let again = render::render(format, &sources, &problems, &Options::default());
        ensure(out == again, || {
            format!("{} differs when repeated", format.word())
        })?;
    }
    Ok(())
}

/// The terms of a program stand for a program with the same terms.
fn terms(input: &[u8]) -> Result<(), String> {
    let (Some(before), _) = program(&lossy(input)) else {
        return Ok(());
    };
    let once = canonical(&before);
    let json = serde_json::from_str(&once).map_err(|fault| fault.to_string())?;
    let texts = to_text::sources(&json, "terms").map_err(|fault| fault.to_string())?;
    let (trees, mut problems) = parse(&Sources::new(texts));
    let (after, found) = compile(&trees);
    problems.extend(found);
    let after = after.ok_or_else(|| {
        let first = problems.iter().find(|each| each.is_error());
        format!("its terms have {first:?}")
    })?;
    ensure(canonical(&after) == once, || {
        "its terms say something else".to_owned()
    })
}

/// Any bytes as terms are refused or read.
fn json(input: &[u8]) -> Result<(), String> {
    let Ok(json) = serde_json::from_slice(input) else {
        return Ok(());
    };
    if let Ok(texts) = to_text::sources(&json, "terms") {
        let (trees, _) = parse(&Sources::new(texts));
        _ = compile(&trees);
    }
    Ok(())
}

/// Any text as a scenario: a scenario, or a problem with its place.
fn scenario(input: &[u8]) -> Result<(), String> {
    let text = lossy(input);
    let (program, _) = program(STARTER);
    let program = program.expect("the starter compiles");
    let (found, problems) = read_scenario(FileId(0), &text, &program);
    placed(&problems, &text)?;
    let failed = problems.iter().any(Problem::is_error);
    ensure(found.is_some() || failed, || {
        "nothing is read, and nothing is wrong".to_owned()
    })
}

fn sales(input: &[u8]) -> Result<(), String> {
    let (program, _) = program(STARTER);
    let program = program.expect("the starter compiles");
    let mut findings = Findings::default();
    let sort = type_of(FactKind::Sale);
    let read = read_facts(
        &program,
        sort,
        "sales.csv",
        input,
        Limits::STANDARD,
        &mut findings,
    );
    rows(read.map(|facts| facts.len()), findings, input)
}

fn partners(input: &[u8]) -> Result<(), String> {
    let (program, _) = program(STARTER);
    let program = program.expect("the starter compiles");
    let mut findings = Findings::default();
    let read = read_partners(
        &program,
        "partners.csv",
        input,
        Limits::STANDARD,
        &mut findings,
    );
    rows(read.map(|partners| partners.len()), findings, input)
}

/// No more rows are read than there are lines, and every problem names one of them.
fn rows(read: std::io::Result<usize>, findings: Findings, input: &[u8]) -> Result<(), String> {
    let read = read.map_err(|error| format!("reading memory fails: {error}"))?;
    let breaks = input.iter().filter(|byte| b"\r\n".contains(byte)).count();
    let lines = u64::try_from(breaks).unwrap_or(u64::MAX).saturating_add(1);
    ensure(u64::try_from(read).unwrap_or(u64::MAX) <= lines, || {
        format!("{read} rows of {lines} lines")
    })?;
    for problem in findings.into_problems() {
        if let Some(Place::Row(row)) = &problem.primary {
            ensure(row.row <= lines.saturating_add(1), || {
                format!("{} is in row {} of {lines}", problem.name, row.row)
            })?;
        }
    }
    Ok(())
}

/// What was posted is read back as it was written, or refused.
fn history(input: &[u8]) -> Result<(), String> {
    let Ok(found) = history_text::read(&lossy(input)) else {
        return Ok(());
    };
    let written = history_text::write(&found);
    let again = history_text::read(&written).map_err(|_| "it cannot be read back".to_owned())?;
    ensure(history_text::write(&again) == written, || {
        "written twice it differs".to_owned()
    })
}
