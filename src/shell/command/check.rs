//! `charter check`: everything that can be said without a forecast.

use std::path::Path;

use crate::diagnostic::order::arrange;
use crate::diagnostic::{Problem, Severity};
use crate::lint;
use crate::shell::arguments::{Check, Colour, Format};
use crate::shell::exit::Exit;
use crate::shell::load::{Loaded, load};
use crate::shell::stop::Stop;
use crate::shell::{config, examples, facts, mend, report, terms};

/// Checks a program and prints what was found.
pub fn run(check: &Check, colour: Colour) -> Exit {
    let checked = match checked(check) {
        Ok(checked) => checked,
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
    let found = examined(&check.path)?;
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
    examined(&check.path)
}

/// The program with the problems of compiling, of `charter.toml`, of the lints and of the examples.
fn examined(path: &Path) -> Result<Loaded, Stop> {
    let mut loaded = load(path)?;
    let (config, found) = config::find(path, &mut loaded.sources)?;
    loaded.problems.extend(found);
    if let Some(program) = &loaded.program {
        loaded.problems.extend(lint::check(program, &config.levels));
        loaded.problems.extend(examples::problems(program));
        loaded.problems.extend(facts::broken(program, path)?);
    }
    loaded.problems = arrange(&loaded.sources, std::mem::take(&mut loaded.problems));
    Ok(loaded)
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
