//! `charter new NAME`: a small good program with a scenario, sample facts and what a repository needs.
#![allow(clippy::disallowed_methods, reason = "this room writes files")]

use std::fs;
use std::path::{Path, PathBuf};

use crate::base::span::{Source, Sources};
use crate::compile::compile;
use crate::diagnostic::untrusted::quote;
use crate::parse::parse;
use crate::shell::arguments::{Colour, Format};
use crate::shell::exit::Exit;
use crate::shell::publish::check_name;
use crate::shell::report;
use crate::shell::stop::Stop;

/// Arguments of `new`.
#[derive(clap::Args)]
pub struct New {
    /// The folder to make; it must not exist yet.
    #[arg(value_name = "NAME")]
    pub path: PathBuf,
}

/// The file of the program.
const PROGRAM: &str = "program.charter";

/// The files of the starter template: name and text.
const STARTER: &[(&str, &str)] = &[
    (
        PROGRAM,
        include_str!("../../../programs/starter/starter.charter"),
    ),
    (
        "scenario.yaml",
        include_str!("../../../scenarios/starter/baseline.yaml"),
    ),
    (
        "facts/partners.csv",
        include_str!("../../../programs/starter/facts/partners.csv"),
    ),
    (
        "facts/sales.csv",
        include_str!("../../../programs/starter/facts/sales.csv"),
    ),
    ("README.md", include_str!("template/README.md")),
    (".gitignore", include_str!("template/gitignore")),
    (
        ".github/workflows/charter.yml",
        include_str!("template/charter.yml"),
    ),
];

/// Makes a folder with the template's files; an existing folder is left alone.
pub fn run(new: &New, colour: Colour) -> Exit {
    match write(&new.path) {
        Ok(()) => {
            let shown = new.path.display();
            report::out(&format!(
                "made {shown}\n\nnext:\n  charter check {shown}\n  charter simulate {shown} --scenario {shown}/scenario.yaml --out {shown}/out\n  charter settle {shown} --facts {shown}/facts --out {shown}/statements\n\n{shown} is meant as a repository of its own; the head of .github/workflows/charter.yml says what to set for GitHub\n"
            ));
            Exit::Fine
        }
        Err(stop) => stop.end(Format::Human, colour),
    }
}

fn write(folder: &Path) -> Result<(), Stop> {
    let program = program(folder)?;
    if fs::symlink_metadata(folder).is_ok() {
        let shown = folder.display();
        let message = format!("`{shown}` exists already; nothing was written");
        return Err(Stop::Usage(message));
    }
    for (name, text) in STARTER {
        let path = folder.join(name);
        let text = if *name == PROGRAM { &program } else { *text };
        let made = path.parent().map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| fs::write(&path, text))
            .map_err(|error| Stop::system("write", &path, &error))?;
    }
    Ok(())
}

/// The template's program under the name of the folder, which must be one that a program can have.
fn program(folder: &Path) -> Result<String, Stop> {
    let name = folder.to_str().unwrap_or_default();
    let plain = name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|each| each.is_ascii_lowercase() || each.is_ascii_digit() || each == '_');
    let refuse = |why: &str| {
        Err(Stop::Usage(format!(
            "{} {why}; choose another name, such as `acme`",
            quote(name)
        )))
    };
    if !plain || check_name(name).is_err() {
        return refuse(
            "cannot name a folder and its program: small letters, digits and `_`, a letter first",
        );
    }
    let text = STARTER.iter().find(|(file, _)| *file == PROGRAM);
    let (_, text) = text.copied().unwrap_or_default();
    let text = text.replacen(TEMPLATE, &format!("program {name} \"{}", titled(name)), 1);
    let source = Source {
        name: PROGRAM.to_owned(),
        text: text.clone(),
    };
    let (trees, found) = parse(&Sources::new(vec![source]));
    let (_, problems) = compile(&trees);
    match found.iter().chain(&problems).find(|each| each.is_error()) {
        Some(problem) => refuse(&format!("cannot name a program: {}", problem.message)),
        None => Ok(text),
    }
}

/// How the template's program begins.
const TEMPLATE: &str = "program starter \"Starter";

/// `blue_sky` as a title: `Blue Sky`.
fn titled(name: &str) -> String {
    let words = name.split('_').filter(|word| !word.is_empty());
    let words: Vec<String> = words
        .map(|word| {
            let (first, rest) = word.split_at(1);
            format!("{}{rest}", first.to_ascii_uppercase())
        })
        .collect();
    words.join(" ")
}
