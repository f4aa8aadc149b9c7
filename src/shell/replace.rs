//! Writing a file whole or not at all. Must not know what is written.
#![allow(clippy::disallowed_methods, reason = "this room writes files")]

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::shell::stop::Stop;

/// Puts a text in the place of a file: written beside it, then renamed over it, so that a reader
/// sees the old text or the new one. Permissions are kept; a new file has those the system gives.
pub fn replace(file: &Path, text: &str) -> Result<(), Stop> {
    let failed = |error: std::io::Error| Stop::system("write", file, &error);
    let directory = match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        Some(_) | None => Path::new("."),
    };
    let permissions = match fs::metadata(file) {
        Ok(found) => Some(found.permissions()),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(failed(error)),
    };
    let mut beside = fresh(directory).map_err(failed)?;
    beside.write_all(text.as_bytes()).map_err(failed)?;
    beside.as_file().sync_all().map_err(failed)?;
    if let Some(permissions) = permissions {
        let kept = beside.as_file().set_permissions(permissions);
        kept.map_err(failed)?;
    }
    beside.persist(file).map_err(|error| failed(error.error))?;
    Ok(())
}

/// A file beside the others, with the permissions that the system gives to new ones.
fn fresh(directory: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(directory)
}
