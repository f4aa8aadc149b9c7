//! Reading a set of files that `publish` wrote: whole and unchanged, or not at all.

use std::path::{Path, PathBuf};

use crate::shell::load::bytes;
use crate::shell::publish::{CURRENT, MANIFEST, Output, check_name, hash};
use crate::shell::stop::Stop;

/// The most bytes that are read of one set.
const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// The set that counts of a folder that `publish` wrote. One in which a file is missing or was changed is
/// refused, whatever the file.
pub fn read_back(out: &Path) -> Result<Vec<Output>, Stop> {
    let folder = current(out)?;
    let listed = bytes(&folder.join(MANIFEST), MOST_BYTES).map_err(|_| foreign(out))?;
    let listed = String::from_utf8(listed).map_err(|_| foreign(out))?;
    let mut files = Vec::new();
    let mut left = MOST_BYTES;
    for line in listed.lines() {
        let (expected, name) = line.split_once("  ").ok_or_else(|| foreign(out))?;
        check_name(name)?;
        let path = folder.join(name);
        let found = bytes(&path, left.saturating_add(1))?;
        let size = u64::try_from(found.len()).unwrap_or(u64::MAX);
        left = left.checked_sub(size).ok_or_else(|| {
            Stop::OverLimit(format!(
                "{} holds more than {MOST_BYTES} bytes",
                out.display()
            ))
        })?;
        if hash(&found) != expected {
            return Err(Stop::refused(
                "output-changed",
                format!("`{name}` was changed after it was written"),
                &path,
                "files of one run belong together unchanged: run the command again that wrote them",
            ));
        }
        files.push(Output {
            name: name.to_owned(),
            bytes: found,
        });
    }
    Ok(files)
}

fn foreign(out: &Path) -> Stop {
    Stop::refused(
        "not-an-output",
        format!("`{}` is not a folder that Charter wrote", out.display()),
        out,
        "name the folder that was given as `--out`",
    )
}

/// The folder of the generation that counts.
fn current(out: &Path) -> Result<PathBuf, Stop> {
    let pointer = out.join(CURRENT);
    if pointer.is_dir() {
        return Ok(pointer);
    }
    // Where links are not to be had, a file names it.
    let named = bytes(&pointer, 256).map_err(|_| foreign(out))?;
    let named = String::from_utf8(named).map_err(|_| foreign(out))?;
    check_name(named.trim())?;
    Ok(out.join(named.trim()))
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests write files")]
mod tests {
    use super::read_back;
    use crate::shell::publish::{Output, publish};
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
        let current = publish(&out, &files).unwrap();
        assert_eq!(read_back(&out).unwrap(), files);
        fs::write(current.join("a.txt"), "three").unwrap();
        assert!(refused(&out).contains("`a.txt` was changed"));
        fs::remove_file(current.join("a.txt")).unwrap();
        assert!(refused(&out).contains("a.txt"));
        assert!(refused(folder.path()).contains("is not a folder that Charter wrote"));
    }
}
