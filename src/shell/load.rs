//! Reading a program's files: a directory is a program. Symbolic links and anything that is not a regular
//! file are refused; sizes are limited before anything is read.
#![allow(clippy::disallowed_methods, reason = "this room reads files")]

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::base::name::{Name, nearest};
use crate::base::span::{Source, Sources};
use crate::compile::{compile_one, regional};
use crate::diagnostic::order::arrange;
use crate::diagnostic::place::Row;
use crate::diagnostic::{Problem, Severity};
use crate::intake::table::not_text;
use crate::intake::table_fault::SAVE_UTF16;
use crate::model::Program;
use crate::parse::parse;
use crate::shell::stop::Stop;
use crate::shell::{revision, terms};
use crate::syntax::{Item, Tree};

/// The most bytes that are read of one file: one more than a program file may have, so that a longer one
/// is refused by the reader of programs with its own message.
pub(super) const MOST_BYTES: u64 = 1024 * 1024 + 1;

/// The most files that are read of one directory.
pub(super) const MOST_FILES: usize = 256;

/// A program with its texts.
pub struct Loaded {
    /// The texts.
    pub sources: Sources,
    /// Their trees.
    pub trees: Vec<Tree>,
    /// The program that was asked for, when it has no error.
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

/// Which program of a directory is meant.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct Choice {
    /// One of the regional programs of the directory; the one that is written out when left out.
    #[arg(long, value_name = "NAME")]
    pub program: Option<String>,
}

/// Reads and compiles a program of a directory, of one file, of its terms in JSON, or of a directory at a
/// revision of git.
pub fn load_or_revision(path: &Path, choice: &Choice) -> Result<Loaded, Stop> {
    match revision::spelt(path) {
        Some(spelt) => compiled(revision::sources(spelt)?, choice),
        None => load_one(path, choice),
    }
}

/// Reads and compiles the program that is written out in a directory, in one file, or in terms in JSON.
pub fn load(path: &Path) -> Result<Loaded, Stop> {
    load_one(path, &Choice::default())
}

/// Reads and compiles one program of a directory, of one file, or of its terms in JSON.
pub fn load_one(path: &Path, choice: &Choice) -> Result<Loaded, Stop> {
    if !terms::is_terms(path) {
        return compiled(sources(path)?, choice);
    }
    let mut terms = terms::read(path)?;
    let loaded = compiled(std::mem::take(&mut terms.sources), choice)?;
    if let Some(program) = &loaded.program {
        terms::confirm(&terms, program, path)?;
    }
    Ok(loaded)
}

fn compiled(sources: Sources, choice: &Choice) -> Result<Loaded, Stop> {
    let (trees, problems) = parse(&sources);
    let regional = match &choice.program {
        Some(name) => chosen(name, &trees)?,
        None => None,
    };
    Ok(of_trees(sources, trees, problems, regional.as_ref()))
}

/// The regional programs that stand beside the one that is loaded, each with its own problems.
pub fn others(loaded: &Loaded) -> Vec<(Name, Loaded)> {
    let names = regional::names(&loaded.trees).into_iter();
    let each = |name: Name| {
        let found = again(loaded, Some(&name));
        (name, found)
    };
    names.map(each).collect()
}

/// Every program of the directory that is loaded, by its name: the one that is written out first.
pub fn all(loaded: &Loaded) -> Vec<(Name, Loaded)> {
    let written = again(loaded, None);
    let name = written.program.as_ref().map(|it| it.declared.name.clone());
    let written = name.map(|name| (name, written));
    written.into_iter().chain(others(loaded)).collect()
}

fn again(loaded: &Loaded, regional: Option<&Name>) -> Loaded {
    let (sources, trees) = (loaded.sources.clone(), loaded.trees.clone());
    of_trees(sources, trees, Vec::new(), regional)
}

fn of_trees(
    sources: Sources,
    trees: Vec<Tree>,
    mut problems: Vec<Problem>,
    regional: Option<&Name>,
) -> Loaded {
    let (program, found) = compile_one(&trees, regional);
    problems.extend(found);
    let failed = problems
        .iter()
        .any(|problem| problem.severity == Severity::Error);
    let torn = trees.iter().any(|tree| !tree.unread.is_empty());
    let problems = arrange(&sources, problems);
    Loaded {
        sources,
        trees,
        program: program.filter(|_| !failed && !torn),
        problems,
    }
}

/// The regional program with this name; `None` where it is the one that is written out.
fn chosen(name: &str, trees: &[Tree]) -> Result<Option<Name>, Stop> {
    let regional = regional::names(trees);
    if let Some(found) = regional.iter().find(|each| ***each == *name) {
        return Ok(Some(found.clone()));
    }
    let items = trees.iter().flat_map(|tree| &tree.items);
    let written = items.filter_map(|item| match item {
        Item::Block(block) if !regional::is_regional(block) => {
            let word = |at: usize| block.head.get(at).and_then(|token| token.kind.word());
            (**word(0)? == *"program").then(|| word(1)).flatten()
        }
        Item::Block(_) | Item::Clause(_) | Item::Broken(_) => None,
    });
    let known: Vec<&str> = written.chain(&regional).map(Name::as_str).collect();
    if known.contains(&name) {
        return Ok(None);
    }
    let help = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there is `{}`", known.join("`, `")),
    };
    Err(Stop::Usage(format!(
        "no program here is called `{name}`; {help}"
    )))
}

/// The texts of a directory's program files (or of one file).
pub fn sources(path: &Path) -> Result<Sources, Stop> {
    texts(path).map(Sources::new)
}

fn texts(path: &Path) -> Result<Vec<Source>, Stop> {
    let shown = path.display();
    let files = if kind(path)?.is_dir() {
        listed(path)?
    } else {
        if let Some(what) = other(path) {
            return Err(Stop::refused(
                "no-program-file",
                format!("`{shown}` is {what}, not a program"),
                path,
                "files of a program end in `.charter`; name one, or their directory",
            ));
        }
        vec![path.to_path_buf()]
    };
    if files.is_empty() {
        return Err(Stop::refused(
            "no-program-file",
            format!("`{shown}` holds no `.charter` file"),
            path,
            "name the directory of a program, or make one: charter new NAME",
        ));
    }
    if files.len() > MOST_FILES {
        return Err(Stop::refused(
            "too-many-files",
            format!("`{shown}` holds more than {MOST_FILES} program files"),
            path,
            "the limit is fixed; put more declarations into one file",
        ));
    }
    files.iter().map(|file| source(file)).collect()
}

/// What a file is by its ending, where that is surely no program.
fn other(file: &Path) -> Option<&'static str> {
    match file.extension()?.to_str()? {
        "yaml" | "yml" => Some("a scenario"),
        "csv" => Some("a file of facts"),
        "xlsx" | "xls" | "ods" => Some("a spreadsheet"),
        "md" | "html" | "pdf" | "docx" => Some("a document"),
        _ => None,
    }
}

/// What stands at a path.
pub fn kind(path: &Path) -> Result<fs::FileType, Stop> {
    let found = fs::symlink_metadata(path).map_err(|error| Stop::system("read", path, &error))?;
    unlinked(found.file_type(), path)
}

/// Refuses a symbolic link: it may lead anywhere, so it is never followed.
fn unlinked(found: fs::FileType, path: &Path) -> Result<fs::FileType, Stop> {
    if !found.is_symlink() {
        return Ok(found);
    }
    Err(Stop::refused(
        "symbolic-link",
        format!("`{}` is a symbolic link", path.display()),
        path,
        "name the file or directory itself; links are not followed",
    ))
}

/// The program files of a directory, in order of name.
fn listed(path: &Path) -> Result<Vec<PathBuf>, Stop> {
    let failed = |error| Stop::system("read", path, &error);
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        let file = entry.map_err(failed)?.path();
        if file.extension().is_some_and(|ending| ending == "charter") {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

fn source(file: &Path) -> Result<Source, Stop> {
    let text = text(file, MOST_BYTES)?;
    let name = file.display().to_string();
    Ok(Source { name, text })
}

/// The text of a regular file, at most `most` bytes of it.
pub fn text(file: &Path, most: u64) -> Result<String, Stop> {
    utf8(bytes(file, most)?, file)
}

/// Bytes as text, or where they are none.
pub fn utf8(bytes: Vec<u8>, file: &Path) -> Result<String, Stop> {
    let start = bytes.get(..4).unwrap_or(&bytes);
    if not_text(start) == Some("UTF-16") {
        let message = format!("`{}` is in UTF-16, not in UTF-8", file.display());
        let is_table = file.extension().is_some_and(|end| end == "csv");
        let help = match is_table {
            true => SAVE_UTF16,
            false => {
                "save it in the encoding UTF-8, which a text editor offers in the dialogue that saves it"
            }
        };
        return Err(Stop::refused("not-utf8", message, file, help));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..at).unwrap_or(&[]);
        let lines = before.iter().filter(|byte| **byte == b'\n').count();
        let start = before.iter().rposition(|byte| *byte == b'\n');
        let line = before.get(start.map_or(0, |end| end.saturating_add(1))..);
        let byte = error.as_bytes().get(at).copied().unwrap_or(0);
        let message = format!("byte {at} of the file, `0x{byte:02x}`, is not UTF-8");
        let place = Row {
            file: file.display().to_string(),
            row: u64::try_from(lines).unwrap_or(u64::MAX).saturating_add(1),
            column: None,
            excerpt: String::from_utf8_lossy(line.unwrap_or(&[])).into_owned(),
            cell: None,
        };
        Problem::error("not-utf8", message)
            .at(place)
            .fact("byte_offset", at)
            .help("save the file as UTF-8; it may be in Windows-1252 or Latin-1")
            .into()
    })
}

/// The bytes of a regular file, at most `most` of them.
pub fn bytes(file: &Path, most: u64) -> Result<Vec<u8>, Stop> {
    regular(kind(file)?, file)?;
    let failed = |error| Stop::system("read", file, &error);
    let opened = fs::File::open(file).map_err(failed)?;
    let mut bytes = Vec::new();
    opened.take(most).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// Refuses links, pipes, devices and folders: reading one may never end.
pub fn regular(found: fs::FileType, file: &Path) -> Result<(), Stop> {
    if unlinked(found, file)?.is_file() {
        return Ok(());
    }
    Err(Stop::refused(
        "not-a-regular-file",
        format!("`{}` is not a regular file", file.display()),
        file,
        "name a file; folders, pipes and devices are not read",
    ))
}
