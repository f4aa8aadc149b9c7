//! Programs to render: a network with something of every kind, and the starter.

use charter::base::span::{Source, Sources};
use charter::model::Program;

/// A network with something of every kind.
pub fn network() -> Program {
    compiled("network.charter", include_str!("network.charter"))
}

/// The program that fits on one screen.
pub fn starter() -> Program {
    compiled(
        "starter.charter",
        include_str!("../../programs/starter/starter.charter"),
    )
}

/// The program of one text, which must have no problem.
pub fn compiled(name: &str, text: &str) -> Program {
    let source = Source {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    let sources = Sources::new(vec![source]);
    let (trees, problems) = charter::parse::parse(&sources);
    assert!(problems.is_empty(), "{problems:?}");
    let (program, problems) = charter::compile::compile(&trees);
    program.unwrap_or_else(|| panic!("{problems:?}"))
}
