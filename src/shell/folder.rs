//! The folder that a command writes to: its own, whole, and held by one run at a time. It is opened before any
//! work is done, so that work is never thrown away, and what another command wrote is never lost.
#![allow(clippy::disallowed_methods, reason = "this room writes files")]

use std::fs;
use std::fs::TryLockError;
use std::path::{Path, PathBuf};

use crate::shell::history;
use crate::shell::publish::{GENERATIONS, Output, publish};
use crate::shell::read_back::{Changed, Set, set};
use crate::shell::stop::Stop;

/// Held while writing.
const LOCK: &str = ".lock";

/// The command that a folder belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// `compare`.
    Compare,
    /// `render`.
    Render,
    /// `report`.
    Report,
    /// `settle`: the folder holds the history of what was paid.
    Settle,
    /// `simulate`, and the page that `report` puts beside it.
    Simulate,
    /// `simulate --shard`.
    Shard,
    /// `simulate --write-facts`.
    Facts,
    /// `simulate --write-panel`.
    Panel,
    /// `vectors`.
    Vectors,
}

impl Owner {
    /// As it is typed.
    pub const fn word(self) -> &'static str {
        match self {
            Owner::Compare => "compare",
            Owner::Render => "render",
            Owner::Report => "report",
            Owner::Settle => "settle",
            Owner::Simulate => "simulate",
            Owner::Shard => "simulate --shard",
            Owner::Facts => "simulate --write-facts",
            Owner::Panel => "simulate --write-panel",
            Owner::Vectors => "vectors",
        }
    }
}

/// A folder that was found fit to write to.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    owner: Owner,
    /// What was made for it, innermost first; taken away again if nothing is written.
    made: Vec<PathBuf>,
    lock: fs::File,
}

impl Folder {
    /// Checks that the folder is free or this command's own, that its files are as they were written, and that
    /// it can be written to; holds it until this value goes.
    pub fn open(path: &Path, owner: Owner) -> Result<Folder, Stop> {
        check_kind(path)?;
        if path.is_dir()
            && let Some(set) = set(path)?
        {
            check_owner(path, owner, &set)?;
            if let Some(changed) = set.changed()? {
                return Err(damaged(path, owner, &set, &changed));
            }
        }
        let made = make(path)?;
        match lock(path) {
            Ok(lock) => Ok(Folder {
                path: path.to_path_buf(),
                owner,
                made,
                lock,
            }),
            Err(stop) => {
                take_away(path, &made);
                Err(stop)
            }
        }
    }

    /// Writes a set of files, whole or not at all, and gives the folder that now holds them.
    pub fn publish(mut self, files: &[Output]) -> Result<PathBuf, Stop> {
        let written = publish(&self.path, self.owner.word(), files)?;
        self.made.clear();
        Ok(written)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = self.lock.unlock();
        take_away(&self.path, &self.made);
    }
}

/// Opens the folder that is asked for, if one is.
pub fn open(path: Option<&Path>, owner: Owner) -> Result<Option<Folder>, Stop> {
    path.map(|path| Folder::open(path, owner)).transpose()
}

/// Takes away what was made for a run that wrote nothing.
fn take_away(path: &Path, made: &[PathBuf]) {
    if !made.is_empty() {
        let _ = fs::remove_file(path.join(LOCK));
    }
    for each in made {
        let _ = fs::remove_dir(each);
    }
}

/// Free, empty, or a folder of ours.
fn check_kind(path: &Path) -> Result<(), Stop> {
    let shown = path.display();
    let Ok(found) = fs::symlink_metadata(path) else {
        return Ok(());
    };
    if !found.is_dir() {
        return Err(Stop::refused(
            "output-not-a-folder",
            format!("`{shown}` exists and is not a folder; nothing was written"),
            path,
            "name a folder that does not exist yet, or one that this command wrote",
        ));
    }
    let ours = path.join(GENERATIONS).is_dir();
    let mut entries = fs::read_dir(path).map_err(|error| Stop::system("read", path, &error))?;
    if !ours && entries.next().is_some() {
        return Err(Stop::refused(
            "output-folder-of-others",
            format!("`{shown}` holds files that Charter did not write; nothing was written"),
            path,
            "name a folder that does not exist yet, or one that this command wrote",
        ));
    }
    Ok(())
}

/// A folder belongs to the command that wrote it: another one would take away what is in it.
fn check_owner(path: &Path, owner: Owner, set: &Set) -> Result<(), Stop> {
    if set.writer == owner.word() {
        return Ok(());
    }
    let (shown, writer, asked) = (path.display(), &set.writer, owner.word());
    let stake = if *writer == Owner::Settle.word() {
        "; it holds the history of what was paid"
    } else {
        ""
    };
    Err(Stop::refused(
        "output-of-another-command",
        format!("`{shown}` was written by `{writer}`{stake}; nothing was written"),
        path,
        &format!(
            "give `{asked}` a folder of its own, such as `{shown}-{}`",
            owner.beside()
        ),
    ))
}

impl Owner {
    /// A word for a folder of its own.
    const fn beside(self) -> &'static str {
        match self {
            Owner::Compare => "comparison",
            Owner::Render => "documents",
            Owner::Report => "report",
            Owner::Settle => "statements",
            Owner::Simulate => "forecast",
            Owner::Shard => "shard",
            Owner::Facts => "facts",
            Owner::Panel => "panel",
            Owner::Vectors => "vectors",
        }
    }
}

/// What to do with a folder in which a file is not as it was written.
fn damaged(path: &Path, owner: Owner, set: &Set, changed: &Changed) -> Stop {
    if owner != Owner::Settle {
        return changed.refused(&format!(
            "keep what was changed elsewhere, delete the folder, and run `{}` again",
            owner.word()
        ));
    }
    if changed.name == history::FILE {
        return history::damaged(&changed.path, &changed.told());
    }
    let history = set.folder.join(history::FILE);
    changed.refused(&format!(
        "restore it from a copy, or go on from the history in a new folder: `--posted {} --out {}-2`",
        history.display(),
        path.display()
    ))
}

/// Makes the folder with those it lies in, and says which were made, innermost first.
fn make(path: &Path) -> Result<Vec<PathBuf>, Stop> {
    let generations = path.join(GENERATIONS);
    let missing = generations
        .ancestors()
        .take_while(|each| !each.as_os_str().is_empty() && fs::symlink_metadata(each).is_err());
    let made: Vec<PathBuf> = missing.map(Path::to_path_buf).collect();
    match fs::create_dir_all(&generations) {
        Ok(()) => Ok(made),
        Err(error) => {
            take_away(path, &made);
            Err(Stop::system("write", path, &error))
        }
    }
}

/// One writer at a time; the lock of a dead process is free.
fn lock(path: &Path) -> Result<fs::File, Stop> {
    let at = path.join(LOCK);
    let file = fs::File::create(&at).map_err(|error| Stop::system("write", &at, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Stop::System(format!(
            "another run is writing {}",
            path.display()
        ))),
        Err(TryLockError::Error(error)) => Err(Stop::system("lock", &at, &error)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Folder, Output, Owner, Stop};
    use std::fs;
    use std::path::Path;

    fn files(text: &str) -> Vec<Output> {
        vec![Output::text("a.txt", text)]
    }

    fn refused(path: &Path, owner: Owner) -> &'static str {
        let stop = Folder::open(path, owner).unwrap_err();
        let Stop::Refused(problem) = stop else {
            panic!("{stop:?}");
        };
        problem.name
    }

    #[test]
    fn a_folder_belongs_to_the_command_that_wrote_it() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let opened = Folder::open(&out, Owner::Settle).unwrap();
        let current = opened.publish(&files("one")).unwrap();
        for owner in [Owner::Render, Owner::Report, Owner::Simulate, Owner::Facts] {
            assert_eq!(refused(&out, owner), "output-of-another-command");
        }
        assert_eq!(fs::read_to_string(current.join("a.txt")).unwrap(), "one");
        drop(Folder::open(&out, Owner::Settle).unwrap());
        assert_eq!(fs::read_to_string(current.join("a.txt")).unwrap(), "one");
    }

    #[test]
    fn folders_of_others_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("mine.txt"), "mine").unwrap();
        let found = refused(folder.path(), Owner::Render);
        assert_eq!(found, "output-folder-of-others");
        let file = folder.path().join("mine.txt");
        assert_eq!(refused(&file, Owner::Render), "output-not-a-folder");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_run_that_writes_nothing_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("deep/er/out");
        drop(Folder::open(&out, Owner::Render).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn one_run_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let first = Folder::open(&out, Owner::Render).unwrap();
        let Stop::System(message) = Folder::open(&out, Owner::Render).unwrap_err() else {
            panic!("another reason")
        };
        assert!(message.contains("another run is writing"), "{message}");
        first.publish(&files("one")).unwrap();
        drop(Folder::open(&out, Owner::Render).unwrap());
    }

    #[test]
    fn what_was_changed_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let opened = Folder::open(&out, Owner::Render).unwrap();
        let current = opened.publish(&files("one")).unwrap();
        fs::write(current.join("a.txt"), "mine").unwrap();
        assert_eq!(refused(&out, Owner::Render), "output-changed");
        assert_eq!(fs::read_to_string(current.join("a.txt")).unwrap(), "mine");
    }
}
