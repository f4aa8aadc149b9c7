//! Writing output so that a reader sees the old set or the new one, never a mixture: a new generation is
//! written beside the old one, read back, and one pointer is switched.
#![allow(clippy::disallowed_methods, reason = "this room writes files")]

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::diagnostic::untrusted::quote;
use crate::render::Page;
use crate::shell::stop::Stop;

/// A file to be written: a relative path of plain names, and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Such as `guide/gold.html`.
    pub name: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

impl Output {
    /// A file of text.
    pub fn text(name: impl Into<String>, text: impl Into<String>) -> Output {
        Output {
            name: name.into(),
            bytes: text.into().into_bytes(),
        }
    }
}

/// Pages as files.
pub fn outputs(pages: Vec<Page>) -> Vec<Output> {
    let output = |page: Page| Output {
        name: page.name,
        bytes: page.bytes,
    };
    pages.into_iter().map(output).collect()
}

/// The folder of generations.
pub(super) const GENERATIONS: &str = "generations";
/// The pointer to the generation that counts.
pub(super) const CURRENT: &str = "current";
/// The list of what was written, with the hash of each file.
pub(super) const MANIFEST: &str = "manifest.sha256";
/// Before the name of the command that wrote a set, in the first line of its manifest. Tools that check hashes
/// pass over a line that begins so.
const WRITER: &str = "# charter ";

/// Writes a set of files of a command under `out`, whole or not at all, and gives the folder that now holds
/// them. The folder was found fit before: [`crate::shell::folder`].
pub(super) fn publish(out: &Path, writer: &str, files: &[Output]) -> Result<PathBuf, Stop> {
    for file in files {
        check_name(&file.name)?;
    }
    check_collisions(files)?;
    let manifest = manifest(writer, files);
    let generation = fingerprint(&manifest);
    let target = out.join(GENERATIONS).join(&generation);
    if target.exists() {
        verify(&target, files)?;
    } else {
        write_generation(out, &target, files, &manifest)?;
    }
    switch(out, &generation)?;
    clean(out, &generation);
    Ok(out.join(CURRENT))
}

/// Names of devices that some systems keep for themselves.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// A path of plain names: nothing that leaves the folder, hides, or means a device elsewhere.
pub(super) fn check_name(name: &str) -> Result<(), Stop> {
    let refuse = |why: &str| {
        Err(Stop::refused(
            "output-name-refused",
            format!("the output name {} {why}; nothing was written", quote(name)),
            Path::new(name),
            "files are named after what is declared: choose a name of letters `a` to `z`, digits and `_`",
        ))
    };
    if name.is_empty() || name.len() > 200 {
        return refuse("is empty or too long");
    }
    for part in name.split('/') {
        let plain = part
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
        let stem = part.split('.').next().unwrap_or("").to_ascii_lowercase();
        let numbered = (stem.starts_with("com") || stem.starts_with("lpt")) && stem.len() == 4;
        if part.is_empty() || !plain || part.starts_with(['.', '-']) || part.ends_with('.') {
            return refuse("has a part that is not a plain name");
        }
        if DEVICES.contains(&stem.as_str()) || numbered {
            return refuse("means a device on some systems");
        }
    }
    Ok(())
}

fn check_collisions(files: &[Output]) -> Result<(), Stop> {
    let mut seen = BTreeSet::new();
    for file in files {
        if !seen.insert(file.name.to_ascii_lowercase()) {
            let name = quote(&file.name);
            return Err(Stop::refused(
                "output-names-collide",
                format!("two outputs are called {name} on some systems; nothing was written"),
                Path::new(&file.name),
                "files are named after what is declared: names must differ in more than case",
            ));
        }
    }
    Ok(())
}

/// What was written: who wrote it, then one line a file, its hash first, in order of name.
fn manifest(writer: &str, files: &[Output]) -> String {
    let mut lines: Vec<String> = files
        .iter()
        .map(|file| format!("{}  {}\n", hash(&file.bytes), file.name))
        .collect();
    lines.sort_by(|one, two| one.get(64..).cmp(&two.get(64..)));
    format!("{WRITER}{writer}\n{}", lines.concat())
}

/// The command that the first line of a manifest names.
pub(super) fn writer_of(line: &str) -> Option<&str> {
    line.strip_prefix(WRITER)
}

/// SHA-256 in hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    hex(Sha256::digest(bytes).as_slice())
}

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn fingerprint(manifest: &str) -> String {
    hash(manifest.as_bytes()).chars().take(16).collect()
}

fn write_generation(
    out: &Path,
    target: &Path,
    files: &[Output],
    manifest: &str,
) -> Result<(), Stop> {
    let fresh = out.join(GENERATIONS).join(".new");
    let _ = fs::remove_dir_all(&fresh);
    let failed = |error| unchanged(out, &error);
    let written = (|| {
        for file in files {
            let path = fresh.join(&file.name);
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            write_synced(&path, &file.bytes)?;
        }
        fs::create_dir_all(&fresh)?;
        write_synced(&fresh.join(MANIFEST), manifest.as_bytes())?;
        fs::File::open(&fresh)?.sync_all()
    })();
    written.map_err(failed)?;
    verify(&fresh, files)?;
    fs::rename(&fresh, target).map_err(failed)
}

fn unchanged(out: &Path, error: &std::io::Error) -> Stop {
    let shown = out.display();
    Stop::System(format!(
        "cannot write {shown}: {error}; nothing was changed"
    ))
}

fn write_synced(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Reads everything back.
fn verify(folder: &Path, files: &[Output]) -> Result<(), Stop> {
    for file in files {
        let path = folder.join(&file.name);
        let same = fs::read(&path).is_ok_and(|bytes| bytes == file.bytes);
        if !same {
            let shown = path.display();
            let message = format!("{shown} does not read back as it was written");
            return Err(Stop::System(message));
        }
    }
    Ok(())
}

/// Points `current` at a generation, in one step.
#[cfg(unix)]
fn switch(out: &Path, generation: &str) -> Result<(), Stop> {
    let next = out.join(".current");
    let _ = fs::remove_file(&next);
    let failed = |error| unchanged(out, &error);
    std::os::unix::fs::symlink(Path::new(GENERATIONS).join(generation), &next).map_err(failed)?;
    fs::rename(&next, out.join(CURRENT)).map_err(failed)?;
    fs::File::open(out)
        .and_then(|folder| folder.sync_all())
        .map_err(failed)
}

/// Points `current` at a generation: where links are not to be had, a file that names it.
#[cfg(not(unix))]
fn switch(out: &Path, generation: &str) -> Result<(), Stop> {
    let next = out.join(".current");
    let failed = |error| unchanged(out, &error);
    fs::write(&next, format!("{GENERATIONS}/{generation}\n")).map_err(failed)?;
    fs::rename(&next, out.join(CURRENT)).map_err(failed)
}

/// Removes what a killed run left behind, and generations that no longer count.
fn clean(out: &Path, generation: &str) {
    let Ok(entries) = fs::read_dir(out.join(GENERATIONS)) else {
        return;
    };
    for entry in entries.flatten() {
        if entry.file_name() != generation {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Output, check_name, publish};
    use std::fs;

    fn files(text: &str) -> Vec<Output> {
        vec![
            Output::text("a.txt", text),
            Output::text("guide/b.txt", text),
        ]
    }

    #[test]
    fn the_pointer_moves_to_a_whole_new_set() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let current = publish(&out, "render", &files("one")).unwrap();
        assert_eq!(
            fs::read_to_string(current.join("guide/b.txt")).unwrap(),
            "one"
        );
        publish(&out, "render", &files("two")).unwrap();
        assert_eq!(fs::read_to_string(current.join("a.txt")).unwrap(), "two");
        assert_eq!(fs::read_dir(out.join("generations")).unwrap().count(), 1);
        publish(&out, "render", &files("two")).unwrap();
        assert_eq!(fs::read_to_string(current.join("a.txt")).unwrap(), "two");
    }

    #[test]
    fn a_refused_name_leaves_the_old_set() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        publish(&out, "render", &files("one")).unwrap();
        let bad = vec![Output::text("../escape.txt", "two")];
        assert!(publish(&out, "render", &bad).is_err());
        assert_eq!(
            fs::read_to_string(out.join("current/a.txt")).unwrap(),
            "one"
        );
    }

    #[test]
    fn two_names_that_differ_in_case_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let twice = vec![Output::text("a.txt", "1"), Output::text("A.txt", "2")];
        assert!(publish(&folder.path().join("out"), "render", &twice).is_err());
    }

    #[test]
    fn names_that_mean_something_elsewhere_are_refused() {
        for name in [
            "", "/a", "a//b", "..", "a/../b", ".hidden", "-a", "CON", "aux.html", "lpt1.txt",
            "a b", "a.",
        ] {
            assert!(check_name(name).is_err(), "{name}");
        }
        for name in ["a.txt", "guide/gold.html", "report-2027_01.html"] {
            assert!(check_name(name).is_ok(), "{name}");
        }
    }
}
