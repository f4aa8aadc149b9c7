//! `charter fmt`: the one layout of a program.

use std::io::Read;
use std::path::Path;

use crate::base::span::{FileId, Source, Sources};
use crate::diagnostic::Problem;
use crate::diagnostic::order::arrange;
use crate::parse::parse_file;
use crate::shell::arguments::{Colour, Fmt, Format};
use crate::shell::exit::Exit;
use crate::shell::stop::Stop;
use crate::shell::{load, replace, report};
use crate::syntax::print::print;

/// The most bytes that are read of standard input: one more than a program file may have.
const MOST_BYTES: u64 = 1024 * 1024 + 1;

/// Lays out the files of a program, or standard input.
pub fn run(fmt: &Fmt, colour: Colour) -> Exit {
    let from_input = fmt.path == Path::new("-");
    let sources = if from_input {
        standard_input()
    } else {
        load::sources(&fmt.path)
    };
    let sources = match sources {
        Ok(sources) => sources,
        Err(stop) => return stop.end(Format::Human, colour),
    };
    let mut problems = Vec::new();
    let mut differs = false;
    for (file, source) in sources.iter() {
        match layout(file, &source.text) {
            Err(found) => problems.extend(found),
            Ok(text) => {
                let changed = text != source.text;
                differs = differs || changed;
                if let Err(stop) = deliver(fmt.check, from_input, changed, source, &text) {
                    return stop.end(Format::Human, colour);
                }
            }
        }
    }
    if !problems.is_empty() {
        let problems = arrange(&sources, problems);
        report::problems(&sources, &problems, Format::Human, colour);
        return Exit::Findings;
    }
    if fmt.check && differs {
        Exit::Findings
    } else {
        Exit::Fine
    }
}

/// The layout of a text; its problems when it cannot be read.
fn layout(file: FileId, text: &str) -> Result<String, Vec<Problem>> {
    let (tree, problems) = parse_file(file, text);
    if problems.iter().any(Problem::is_error) {
        Err(problems)
    } else {
        Ok(print(&tree))
    }
}

fn deliver(
    check: bool,
    from_input: bool,
    changed: bool,
    source: &Source,
    text: &str,
) -> Result<(), Stop> {
    match (check, from_input) {
        (true, _) => {
            if changed {
                report::out(&format!("{}\n", source.name));
            }
            Ok(())
        }
        (false, true) => {
            report::out(text);
            Ok(())
        }
        (false, false) if changed => replace::replace(Path::new(&source.name), text),
        (false, false) => Ok(()),
    }
}

fn standard_input() -> Result<Sources, Stop> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(MOST_BYTES)
        .read_to_end(&mut bytes)
        .map_err(|error| Stop::system("read", Path::new("standard input"), &error))?;
    let text = load::utf8(bytes, Path::new("-"))?;
    Ok(Sources::new(vec![Source {
        name: "-".to_owned(),
        text,
    }]))
}
