//! The rules as functions of a path and a text, so that a planted fault shows that each is found.

use std::collections::{BTreeMap, BTreeSet};

/// Rooms and their floors. A room may import lower floors only; rooms of one floor do not import each other,
/// so that no circle of rooms can be.
pub const FLOORS: &[(&str, u8)] = &[
    ("base", 1),
    ("diagnostic", 2),
    ("fact", 2),
    ("syntax", 2),
    ("parse", 3),
    ("payout", 3),
    ("kind", 4),
    ("model", 5),
    ("compile", 6),
    ("intake", 6),
    ("semantics", 6),
    ("diff", 7),
    ("export", 7),
    ("lint", 7),
    ("settle", 7),
    ("simulate", 7),
    ("decide", 8),
    ("render", 9),
    ("shell", 10),
];

/// What a room must never import although the floors would allow it.
pub const NEVER: &[(&str, &str)] = &[
    ("payout", "syntax"),
    ("kind", "syntax"),
    ("model", "syntax"),
    ("semantics", "syntax"),
    ("intake", "syntax"),
    ("export", "syntax"),
    ("payout", "diagnostic"),
    ("kind", "diagnostic"),
];

/// Rooms in which money is computed: no floats, no indexing, no unchecked arithmetic, no casts.
pub const MONEY: &[&str] = &["base", "payout", "semantics", "settle"];

/// The lints that those rooms deny.
pub const MONEY_LINTS: &[&str] = &[
    "clippy::arithmetic_side_effects",
    "clippy::as_conversions",
    "clippy::float_arithmetic",
    "clippy::indexing_slicing",
];

/// What clippy.toml bans everywhere; the rooms below lift it, with a reason.
pub const BANNED: &[&str] = &[
    "std::fs::read",
    "std::fs::write",
    "std::fs::File::open",
    "std::fs::File::create",
    "std::env::var",
    "std::env::args",
    "std::time::SystemTime::now",
    "std::time::Instant::now",
    "rand::rng",
    "f64::exp",
    "f64::ln",
    "f64::powf",
    "f64::mul_add",
    "std::collections::HashMap::new",
    "std::collections::HashSet::new",
];

/// Where a ban may be lifted.
pub const LIFTS: &[&str] = &["src/shell/"];

/// Kinds that are also nouns of the model: credit that is claimed is `model::incentive::Fund`, whatever kind
/// declared it, and what is granted off the rules is a fact of its own.
pub const NOUNS_OF_THE_MODEL: &[&str] = &["exception", "fund"];

/// The longest source file, in lines.
pub const MOST_LINES: usize = 400;

/// The longest file of tests: tables of cases are long.
pub const MOST_LINES_OF_TESTS: usize = 600;

/// Names of files that say nothing.
const EMPTY_NAMES: &[&str] = &[
    "utils", "util", "common", "helpers", "helper", "manager", "misc",
];

/// The part of a source before its unit tests.
pub fn code(text: &str) -> &str {
    text.find("#[cfg(test)]\nmod ")
        .map_or(text, |at| &text[..at])
}

/// The room of a source file; `None` for `lib.rs` and `main.rs`.
pub fn room(path: &str) -> Option<&str> {
    path.strip_prefix("src/")?
        .split_once('/')
        .map(|(room, _)| room)
}

/// A text without comments.
fn uncommented(text: &str) -> String {
    let lines = text.lines().map(|line| match line.find("//") {
        Some(at) => &line[..at],
        None => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Every room that a file names: `crate::room`, `crate::{room, other}` over any number of lines, and `super`
/// from the file of a room itself, which is the crate.
pub fn imports(path: &str, text: &str) -> BTreeSet<String> {
    let text = uncommented(code(text));
    let depth = path.split('/').count();
    let is_room_file = path.ends_with("/mod.rs") && depth == 3;
    let mut leads = vec!["crate::".to_owned()];
    if is_room_file {
        leads.push("super::".to_owned());
    }
    if depth > 3 || !path.ends_with("/mod.rs") {
        // One `super` for each folder between the file and the crate.
        let folders = depth - 2 - usize::from(path.ends_with("/mod.rs"));
        leads.push("super::".repeat(folders + 1));
    }
    let mut found = BTreeSet::new();
    for lead in leads {
        for part in text.split(&lead).skip(1) {
            match part.strip_prefix('{') {
                Some(group) => found.extend(heads(group)),
                None => {
                    found.insert(word(part));
                }
            }
        }
    }
    found.remove("");
    found
}

/// The first words of a group of imports, up to its closing brace.
fn heads(group: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut parts = vec![String::new()];
    for character in group.chars() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => parts.push(String::new()),
            _ => {}
        }
        if let Some(last) = parts.last_mut() {
            last.push(character);
        }
    }
    let trim = |part: String| word(part.trim_start_matches([',', ' ', '\n']));
    parts.into_iter().map(trim).collect()
}

fn word(text: &str) -> String {
    let is_part = |found: &char| found.is_ascii_alphanumeric() || *found == '_';
    text.chars().take_while(is_part).collect()
}

/// Imports that run up, or that are never allowed.
pub fn import_faults(path: &str, text: &str) -> Vec<String> {
    let floors: BTreeMap<&str, u8> = FLOORS.iter().copied().collect();
    let Some(here) = room(path) else {
        return Vec::new();
    };
    let Some(floor) = floors.get(here) else {
        return vec![format!("{path} is in a room that has no floor")];
    };
    let upward = |there: &String| {
        let other = floors.get(there.as_str())?;
        let forbidden = NEVER.contains(&(here, there.as_str()));
        (there != here && (other >= floor || forbidden))
            .then(|| format!("{path} (floor {floor}) imports {there} (floor {other})"))
    };
    imports(path, text).iter().filter_map(upward).collect()
}

/// Lengths, heads, imports of everything, re-exports, marks of unfinished work, names that say nothing.
pub fn style_faults(path: &str, text: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let lines = text.lines().count();
    let most = if path.starts_with("src/") {
        MOST_LINES
    } else {
        MOST_LINES_OF_TESTS
    };
    if lines > most {
        wrong.push(format!("{path} has {lines} lines"));
    }
    let stem = path
        .rsplit('/')
        .next()
        .unwrap_or("")
        .trim_end_matches(".rs");
    if EMPTY_NAMES.contains(&stem) {
        wrong.push(format!("{path} is named for nothing"));
    }
    if !path.starts_with("src/") {
        return wrong;
    }
    let code = code(text);
    let is_lib = path == "src/lib.rs";
    if !code.trim_start().starts_with("//!") {
        wrong.push(format!("{path} does not say what it holds (`//!`)"));
    }
    for (at, line) in code.lines().enumerate() {
        let place = format!("{path}:{}", at + 1);
        let trimmed = line.trim_start();
        let imports = trimmed.trim_start_matches("pub ").strip_prefix("use ");
        let ours = |path: &str| {
            ["super::", "crate::", "self::"]
                .iter()
                .any(|lead| path.starts_with(lead))
        };
        if imports
            .is_some_and(|path| ours(path) && (path.contains('*') || path.contains("prelude")))
        {
            wrong.push(format!("{place} imports everything"));
        }
        // The file of a room may show what its own files hold; nothing else is shown twice.
        let elsewhere = ["pub use crate::", "pub use super::"];
        let own =
            path.ends_with("/mod.rs") && !elsewhere.iter().any(|lead| trimmed.starts_with(lead));
        if trimmed.starts_with("pub use ") && !own && !is_lib {
            wrong.push(format!(
                "{place} re-exports what another room or file holds"
            ));
        }
        for mark in ["TODO", "FIXME", "todo!(", "unimplemented!("] {
            if line.contains(mark) {
                wrong.push(format!("{place} has {mark}"));
            }
        }
        let lifts = trimmed.contains("clippy::disallowed_")
            && LIFTS.iter().all(|room| !path.starts_with(room));
        if lifts {
            wrong.push(format!("{place} lifts a ban that only the shell may lift"));
        }
    }
    wrong
}

/// Names of kinds that pay, in the simulator.
pub fn kind_faults(path: &str, text: &str, kinds: &[&str]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (at, line) in uncommented(code(text)).lines().enumerate() {
        for found in line.split(|c: char| !c.is_ascii_alphanumeric()) {
            let singular = found.strip_suffix('s').unwrap_or(found);
            let named = |kind: &&str| {
                found.eq_ignore_ascii_case(kind) || singular.eq_ignore_ascii_case(kind)
            };
            if kinds.iter().any(named) {
                wrong.push(format!("{path}:{} names `{found}`", at + 1));
            }
        }
    }
    wrong
}

/// Paths in backticks that do not exist.
pub fn map_faults(text: &str, exists: impl Fn(&str) -> bool) -> Vec<String> {
    const ROOTS: &[&str] = &[
        "src/",
        "tests/",
        "docs/",
        "grammar/",
        "programs/",
        "scenarios/",
        "benches/",
        ".ci/",
    ];
    let quoted = text.split('`').skip(1).step_by(2);
    let paths = quoted.filter(|part| ROOTS.iter().any(|root| part.starts_with(root)));
    let plain = paths.filter(|part| !part.contains(['<', '*', ' ']));
    let gone = plain.filter(|part| !exists(part.trim_end_matches('/')));
    gone.map(|part| format!("`{part}` does not exist"))
        .collect()
}
