//! Reading a program's files: a directory is a program. Symbolic links and anything that is not a regular
//! file are refused; sizes are limited before anything is read.
#![allow(clippy::disallowed_methods, reason = "this room reads files")]

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::base::span::{Source, Sources};
use crate::compile::compile;
use crate::diagnostic::order::arrange;
use crate::diagnostic::{Problem, Severity};
use crate::model::Program;
use crate::parse::parse;
use crate::render::portal::generic;
use crate::shell::publish::hash;
use crate::syntax::Tree;

/// The most bytes that are read of one file: one more than a program file may have, so that a longer one
/// is refused by the reader of programs with its own message.
const MOST_BYTES: u64 = 1024 * 1024 + 1;

/// The most files that are read of one directory.
const MOST_FILES: usize = 256;

/// A program with its texts.
pub struct Loaded {
    /// The texts.
    pub sources: Sources,
    /// Their trees.
    pub trees: Vec<Tree>,
    /// The program, when it has no error.
    pub program: Option<Program>,
    /// What is wrong so far, in order.
    pub problems: Vec<Problem>,
}

impl Loaded {
    /// Whether something is an error.
    pub fn has_errors(&self) -> bool {
        self.problems
            .iter()
            .any(|problem| problem.severity == Severity::Error)
    }
}

/// Reads and compiles the program of a directory (or of one file).
pub fn load(path: &Path) -> Result<Loaded, String> {
    let sources = sources(path)?;
    let (trees, mut problems) = parse(&sources);
    let (program, found) = compile(&trees);
    problems.extend(found);
    let failed = problems
        .iter()
        .any(|problem| problem.severity == Severity::Error);
    let problems = arrange(&sources, problems);
    Ok(Loaded {
        sources,
        trees,
        program: program.filter(|_| !failed),
        problems,
    })
}

/// The texts of a directory's program files (or of one file).
pub fn sources(path: &Path) -> Result<Sources, String> {
    texts(path).map(Sources::new)
}

fn texts(path: &Path) -> Result<Vec<Source>, String> {
    let kind = fs::symlink_metadata(path)
        .map_err(|error| format!("cannot read {}: {error}", path.display()))?
        .file_type();
    if kind.is_symlink() {
        return Err(format!(
            "{} is a symbolic link, and those are not followed",
            path.display()
        ));
    }
    let files = if kind.is_dir() {
        listed(path)?
    } else {
        vec![path.to_path_buf()]
    };
    if files.is_empty() {
        return Err(format!("{} holds no `.charter` file", path.display()));
    }
    if files.len() > MOST_FILES {
        return Err(format!(
            "{} holds more than {MOST_FILES} files",
            path.display()
        ));
    }
    files.iter().map(|file| source(file)).collect()
}

/// The program files of a directory, in order of name.
fn listed(path: &Path) -> Result<Vec<PathBuf>, String> {
    let entries =
        fs::read_dir(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        let file = entry.path();
        if file.extension().is_some_and(|ending| ending == "charter") {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

fn source(file: &Path) -> Result<Source, String> {
    let bytes = bytes(file, MOST_BYTES)?;
    let name = file.display().to_string();
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source { name, text }),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let line = error
                .as_bytes()
                .iter()
                .take(at)
                .filter(|byte| **byte == b'\n')
                .count();
            Err(format!(
                "{name} is not UTF-8: byte {at}, on line {}",
                line.saturating_add(1)
            ))
        }
    }
}

/// The bytes of a regular file, at most `most` of them.
pub fn bytes(file: &Path, most: u64) -> Result<Vec<u8>, String> {
    let shown = file.display();
    let kind = fs::symlink_metadata(file)
        .map_err(|error| format!("cannot read {shown}: {error}"))?
        .file_type();
    if !kind.is_file() {
        return Err(format!("{shown} is not a regular file"));
    }
    let opened = fs::File::open(file).map_err(|error| format!("cannot read {shown}: {error}"))?;
    let mut bytes = Vec::new();
    opened
        .take(most)
        .read_to_end(&mut bytes)
        .map_err(|error| format!("cannot read {shown}: {error}"))?;
    Ok(bytes)
}

/// The fingerprint of a program's meaning: the hash of its rules as canonical JSON. Layout, comments and the
/// split into files do not count.
pub fn fingerprint(program: &Program) -> String {
    hash(generic::rules(program).to_string().as_bytes())
}
