//! Writing a file whole or not at all. Must not know what is written.
#![allow(clippy::disallowed_methods, reason = "this room writes files")]

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::shell::stop::Stop;

/// Puts a text in the place of a file: written beside it, then renamed over it, so that a reader
/// sees the old text or the new one. Permissions are kept.
pub fn replace(file: &Path, text: &str) -> Result<(), Stop> {
    let failed = |error: std::io::Error| Stop::system("write", file, &error);
    let directory = match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        Some(_) | None => Path::new("."),
    };
    let permissions = fs::metadata(file).map_err(failed)?.permissions();
    let mut beside = tempfile::NamedTempFile::new_in(directory).map_err(failed)?;
    beside.write_all(text.as_bytes()).map_err(failed)?;
    beside.as_file().sync_all().map_err(failed)?;
    beside
        .as_file()
        .set_permissions(permissions)
        .map_err(failed)?;
    beside.persist(file).map_err(|error| failed(error.error))?;
    Ok(())
}
