//! Programs that come as terms in JSON. Must not know how terms are spelt: `export` does.

use std::path::Path;

use serde_json::Value as Json;

use crate::base::span::Sources;
use crate::export::{canonical, difference, to_text};
use crate::model::Program;
use crate::shell::load;
use crate::shell::publish::hash;
use crate::shell::stop::Stop;

/// The most bytes of a file of terms: a program of the largest size has less.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// The identity of a program: the hash of its terms. Layout, comments and files do not count.
pub fn fingerprint(program: &Program) -> String {
    hash(canonical(program).as_bytes())
}

/// Whether a path is read as terms.
pub fn is_terms(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "json")
}

/// A file of terms and the program text it stands for.
pub struct Terms {
    text: String,
    /// The program, one text for each declaration.
    pub sources: Sources,
}

/// Reads a file of terms.
pub fn read(path: &Path) -> Result<Terms, Stop> {
    let text = load::text(path, MOST_BYTES)?;
    let name = path.display().to_string();
    let json: Json = serde_json::from_str(&text)
        .map_err(|fault| not_terms(path, &format!("`{name}` is not JSON: {fault}")))?;
    let sources = to_text::sources(&json, &name)
        .map_err(|fault| not_terms(path, &format!("`{name}` holds no terms: {fault}")))?;
    Ok(Terms {
        text,
        sources: Sources::new(sources),
    })
}

/// The program must be what the file says, to the byte: nothing was read in another sense, and the hash of the
/// file is the identity of the program.
pub fn confirm(terms: &Terms, program: &Program, path: &Path) -> Result<(), Stop> {
    let again = canonical(program);
    if terms.text == again {
        return Ok(());
    }
    let parsed = |text: &str| serde_json::from_str::<Json>(text).unwrap_or(Json::Null);
    let place = match difference(&parsed(&terms.text), &parsed(&again)) {
        Some(path) => format!("they first differ at {path}"),
        None => "they differ in spaces, line ends or the order of keys".to_owned(),
    };
    let name = path.display();
    Err(Stop::refused(
        "not-canonical",
        format!("`{name}` is not what charter exports for the program it stands for: {place}"),
        path,
        "export the program again, and change programs rather than their terms",
    ))
}

fn not_terms(path: &Path, message: &str) -> Stop {
    Stop::refused(
        "not-terms",
        message.to_owned(),
        path,
        "a `.json` file is made by: charter export PROGRAM --out terms.json",
    )
}
