//! Programs to render: a network with something of every kind, and those of the repository.

use charter::base::span::{Source, Sources};
use charter::model::Program;

/// A network with something of every kind.
pub fn network() -> Program {
    compiled("network.charter", include_str!("network.charter"))
}

/// The program that fits on one screen.
pub fn starter() -> Program {
    shown("starter")
}

/// The flagship.
pub fn halden() -> Program {
    shown("halden")
}

/// The flagship with another text in the place of one.
pub fn halden_with(from: &str, to: &str) -> Program {
    let mut changed = 0;
    let sources = texts("halden").into_iter().map(|source| {
        changed += source.text.matches(from).count();
        Source {
            text: source.text.replace(from, to),
            ..source
        }
    });
    let program = compile(Sources::new(sources.collect()));
    assert_eq!(changed, 1, "{from}");
    program
}

/// Every program of the repository, and the network.
pub fn all() -> Vec<Program> {
    vec![network(), starter(), halden()]
}

/// The program of a folder of `programs/`.
#[allow(clippy::disallowed_methods, reason = "tests read the programs")]
fn texts(folder: &str) -> Vec<Source> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("programs")
        .join(folder);
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "charter"))
        .collect();
    files.sort();
    let source = |path: &std::path::PathBuf| Source {
        name: path.display().to_string(),
        text: std::fs::read_to_string(path).unwrap(),
    };
    files.iter().map(source).collect()
}

fn shown(folder: &str) -> Program {
    compile(Sources::new(texts(folder)))
}

/// The program of one text, which must have no problem.
pub fn compiled(name: &str, text: &str) -> Program {
    let source = Source {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    compile(Sources::new(vec![source]))
}

fn compile(sources: Sources) -> Program {
    let (trees, problems) = charter::parse::parse(&sources);
    assert!(problems.is_empty(), "{problems:?}");
    let (program, problems) = charter::compile::compile(&trees);
    program.unwrap_or_else(|| panic!("{problems:?}"))
}
