//! `charter check`: everything that can be said without a forecast.

use std::path::Path;

use crate::base::span::Sources;
use crate::diagnostic::order::arrange;
use crate::diagnostic::{Problem, Severity};
use crate::lint;
use crate::lint::level::Levels;
use crate::model::Program;
use crate::shell::arguments::{Check, Colour, Format};
use crate::shell::exit::Exit;
use crate::shell::load::{Choice, Loaded, load_one, others};
use crate::shell::stop::Stop;
use crate::shell::{config, examples, facts, mend, report, terms};

/// Checks a program and prints what was found.
pub fn run(check: &Check, colour: Colour) -> Exit {
    let checked = match checked(check) {
        Ok(checked) => checked,
        // A file that is refused as a whole is a finding like any other.
        Err(Stop::Refused(problem)) => {
            report::findings(&Sources::default(), &[*problem], check.format, colour);
            return Exit::Findings;
        }
        Err(stop) => return stop.end(check.format, colour),
    };
    let errors = count(&checked.problems, Severity::Error);
    let warnings = count(&checked.problems, Severity::Warning);
    if check.format == Format::Human && checked.problems.is_empty() {
        report::out("no problems\n");
    } else {
        report::findings(&checked.sources, &checked.problems, check.format, colour);
    }
    let denied = check.deny.is_some() && warnings > 0;
    if errors > 0 || denied {
        Exit::Findings
    } else {
        Exit::Fine
    }
}

/// The program with all that is wrong; with `--fix`, after what could be mended was.
fn checked(check: &Check) -> Result<Loaded, Stop> {
    let found = examined(&check.path, &check.choice)?;
    if !check.fix {
        return Ok(found);
    }
    if terms::is_terms(&check.path) {
        let message = "--fix changes programs, and terms are made from one";
        return Err(Stop::Usage(message.to_owned()));
    }
    let mended = mend::mend(&found.sources, &found.problems)?;
    if mended.is_empty() {
        return Ok(found);
    }
    for (file, fixes) in &mended {
        report::error(&format!("{file}: {}\n", plural(*fixes, "change")));
    }
    examined(&check.path, &check.choice)
}

/// The program with the problems of compiling, of `charter.toml`, of the lints and of the examples; where none is
/// chosen, those of every program of the directory. What several have in common is said once.
fn examined(path: &Path, choice: &Choice) -> Result<Loaded, Stop> {
    let mut loaded = load_one(path, choice)?;
    let (config, found) = config::find(path, &mut loaded.sources)?;
    let mut problems = std::mem::take(&mut loaded.problems);
    problems.extend(found);
    problems.extend(judged(loaded.program.as_ref(), &config.levels, path)?);
    if choice.program.is_none() {
        for (name, other) in others(&loaded) {
            let mut own = other.problems;
            own.extend(judged(other.program.as_ref(), &config.levels, path)?);
            let is_told = |one: &Problem| {
                let same = |it: &Problem| {
                    (it.name, &it.primary, &it.message) == (one.name, &one.primary, &one.message)
                };
                problems.iter().any(same)
            };
            own.retain(|problem| !is_told(problem));
            for problem in &mut own {
                problem.path.insert(0, format!("program {name}"));
            }
            problems.extend(own);
        }
    }
    loaded.problems = arrange(&loaded.sources, problems);
    Ok(loaded)
}

/// What the lints, the examples and the list of partners say of a program.
fn judged(program: Option<&Program>, levels: &Levels, path: &Path) -> Result<Vec<Problem>, Stop> {
    let Some(program) = program else {
        return Ok(Vec::new());
    };
    let mut problems = lint::check(program, levels);
    let mut failing = examples::problems(program);
    failing.retain(|problem| !follows(problem, &problems));
    problems.extend(failing);
    problems.extend(facts::broken(program, path)?);
    Ok(problems)
}

/// Whether an example fails for an incentive of which a lint refuses what it pays: one mistake, told where it is.
fn follows(example: &Problem, refused: &[Problem]) -> bool {
    let Some(incentive) = example.facts.get("incentive") else {
        return false;
    };
    let mut refused = refused.iter().filter(|it| it.is_error());
    refused.any(|it| it.message.starts_with(&format!("`{incentive}` ")))
}

fn count(problems: &[Problem], severity: Severity) -> usize {
    problems
        .iter()
        .filter(|problem| problem.severity == severity)
        .count()
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 {
        format!("1 {word}")
    } else {
        format!("{count} {word}s")
    }
}
