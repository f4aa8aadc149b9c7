//! Reading a set of files that `publish` wrote: whole and unchanged, or not at all.
#![allow(clippy::disallowed_methods, reason = "this room reads files")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::shell::load::{bytes, kind, regular};
use crate::shell::publish::{CURRENT, GENERATIONS, MANIFEST, Output, check_name, hex, writer_of};
use crate::shell::stop::Stop;

/// The most bytes that are read of one set into memory.
const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// The set that counts of a folder that `publish` wrote.
pub struct Set {
    /// Where its files lie.
    pub folder: PathBuf,
    /// The command that wrote it.
    pub writer: String,
    /// The hash and name of each file.
    listed: Vec<(String, String)>,
}

/// A file of a set that is not as it was written.
pub struct Changed {
    /// Its name in the set.
    pub name: String,
    /// Where it lies, or lay.
    pub path: PathBuf,
    /// Whether it is no longer there.
    pub gone: bool,
}

impl Changed {
    /// What happened to it.
    pub fn told(&self) -> String {
        let what = if self.gone {
            "is gone: it was removed"
        } else {
            "was changed"
        };
        format!("`{}` {what} after it was written", self.name)
    }

    /// Refuses the set, with what to do instead.
    pub fn refused(&self, help: &str) -> Stop {
        Stop::refused("output-changed", self.told(), &self.path, help)
    }
}

/// The set that counts; `None` where nothing was written yet.
pub fn set(out: &Path) -> Result<Option<Set>, Stop> {
    let Some(folder) = current(out)? else {
        return Ok(None);
    };
    let listed = bytes(&folder.join(MANIFEST), MOST_BYTES).map_err(|_| foreign(out))?;
    let listed = String::from_utf8(listed).map_err(|_| foreign(out))?;
    let mut lines = listed.lines();
    let writer = lines
        .next()
        .and_then(writer_of)
        .ok_or_else(|| foreign(out))?;
    let mut files = Vec::new();
    for line in lines {
        let (hash, name) = line.split_once("  ").ok_or_else(|| foreign(out))?;
        check_name(name)?;
        files.push((hash.to_owned(), name.to_owned()));
    }
    Ok(Some(Set {
        folder,
        writer: writer.to_owned(),
        listed: files,
    }))
}

impl Set {
    /// Whether every file is as it was written; the first that is not.
    pub fn changed(&self) -> Result<Option<Changed>, Stop> {
        for (expected, name) in &self.listed {
            let path = self.folder.join(name);
            if gone(&path) {
                return Ok(Some(self.different(name, true)));
            }
            regular(kind(&path)?, &path)?;
            let failed = |error| Stop::system("read", &path, &error);
            let mut file = fs::File::open(&path).map_err(failed)?;
            let mut hash = Hasher(Sha256::new());
            io::copy(&mut file, &mut hash).map_err(failed)?;
            if hex(hash.0.finalize().as_slice()) != *expected {
                return Ok(Some(self.different(name, false)));
            }
        }
        Ok(None)
    }

    fn different(&self, name: &str, gone: bool) -> Changed {
        Changed {
            name: name.to_owned(),
            path: self.folder.join(name),
            gone,
        }
    }

    /// Its files, in order of name.
    fn read(&self, out: &Path) -> Result<Vec<Output>, Stop> {
        let mut files = Vec::new();
        let mut left = MOST_BYTES;
        for (_, name) in &self.listed {
            let found = bytes(&self.folder.join(name), left.saturating_add(1))?;
            let size = u64::try_from(found.len()).unwrap_or(u64::MAX);
            left = left.checked_sub(size).ok_or_else(|| {
                let shown = out.display();
                Stop::OverLimit(format!("{shown} holds more than {MOST_BYTES} bytes"))
            })?;
            files.push(Output {
                name: name.clone(),
                bytes: found,
            });
        }
        Ok(files)
    }
}

/// Takes bytes into a hash.
struct Hasher(Sha256);

impl io::Write for Hasher {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The files that count of a folder. One in which a file is missing or was changed is refused, whatever the file.
pub fn read_back(out: &Path) -> Result<Vec<Output>, Stop> {
    let set = set(out)?.ok_or_else(|| foreign(out))?;
    if let Some(changed) = set.changed()? {
        let help = format!(
            "files of one run belong together unchanged: delete the folder and run `charter {}` again",
            set.writer
        );
        return Err(changed.refused(&help));
    }
    set.read(out)
}

fn foreign(out: &Path) -> Stop {
    Stop::refused(
        "not-an-output",
        format!("`{}` is not a folder that Charter wrote", out.display()),
        out,
        "name the folder that was given as `--out`, not one above or inside it",
    )
}

fn gone(path: &Path) -> bool {
    fs::symlink_metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

/// The folder of the generation that counts; `None` where none was written.
fn current(out: &Path) -> Result<Option<PathBuf>, Stop> {
    let pointer = out.join(CURRENT);
    if pointer.is_dir() {
        return Ok(Some(pointer));
    }
    if gone(&pointer) && !written(out) {
        return Ok(None);
    }
    // Where links are not to be had, a file names it.
    let named = bytes(&pointer, 256).ok();
    let named = named.and_then(|bytes| String::from_utf8(bytes).ok());
    let folder = named.map(|named| out.join(named.trim()));
    match folder.filter(|folder| folder.is_dir()) {
        Some(folder) => Ok(Some(folder)),
        None => Err(lost(out)),
    }
}

/// Whether a set was written in whole, even where nothing points at it.
fn written(out: &Path) -> bool {
    let entries = fs::read_dir(out.join(GENERATIONS));
    let mut names = entries.into_iter().flatten().flatten();
    names.any(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
}

fn lost(out: &Path) -> Stop {
    let changed = Changed {
        name: CURRENT.to_owned(),
        path: out.join(CURRENT),
        gone: true,
    };
    changed.refused("restore the folder from a copy, or write to another folder")
}

#[cfg(test)]
mod tests {
    use super::read_back;
    use crate::shell::folder::{Folder, Owner};
    use crate::shell::publish::Output;
    use std::fs;
    use std::path::Path;

    fn refused(out: &Path) -> String {
        format!("{:?}", read_back(out).unwrap_err())
    }

    #[test]
    fn a_set_reads_back_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let files = vec![Output::text("a.txt", "one"), Output::text("b/c.txt", "two")];
        let opened = Folder::open(&out, Owner::Render).unwrap();
        let current = opened.publish(&files).unwrap();
        assert_eq!(read_back(&out).unwrap(), files);
        fs::write(current.join("a.txt"), "three").unwrap();
        assert!(refused(&out).contains("`a.txt` was changed"));
        fs::remove_file(current.join("a.txt")).unwrap();
        assert!(refused(&out).contains("`a.txt` is gone"));
        fs::remove_file(&current).unwrap();
        assert!(refused(&out).contains("`current` is gone"));
        assert!(refused(folder.path()).contains("is not a folder that Charter wrote"));
    }
}
