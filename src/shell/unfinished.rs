//! What a run has done so far, beside its output, so that one that is interrupted goes on where it was. What
//! is there of another run, or cannot be read, is not used.
#![allow(clippy::disallowed_methods, reason = "this room writes files")]

use std::fs;
use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use crate::render::forecast_file::Source;
use crate::render::forecast_part::Kept;
use crate::shell::progress::Progress;
use crate::shell::report;
use crate::simulate::run::part::Part;
use crate::simulate::run::watch::Watch;

/// The folder of what is done, in the folder of the output.
const FOLDER: &str = "unfinished";

/// A run that is shown on a terminal, and kept where it has a folder.
pub struct Watched<'a> {
    folder: Option<PathBuf>,
    runs: u32,
    source: &'a Source,
    progress: Progress,
    resumed: AtomicU32,
    is_lost: AtomicBool,
}

impl<'a> Watched<'a> {
    /// A run of so many replications that is written to `out`.
    pub fn of(out: Option<&Path>, runs: u32, source: &'a Source, progress: Progress) -> Self {
        Watched {
            folder: out.map(|out| out.join(FOLDER)),
            runs,
            source,
            progress,
            resumed: AtomicU32::new(0),
            is_lost: AtomicBool::new(false),
        }
    }

    /// Says what was taken from an earlier run, and takes the line of progress away.
    pub fn end(&self) {
        self.progress.end();
        match self.resumed.load(Ordering::Relaxed) {
            0 => {}
            runs => report::error(&format!(
                "{runs} replications were done by a run that was interrupted\n"
            )),
        }
    }

    /// Takes away what was kept, once the output is written.
    pub fn clear(&self) {
        if let Some(folder) = &self.folder {
            let _ = fs::remove_dir_all(folder);
        }
    }

    fn file(&self, (from, to): (u32, u32)) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?;
        Some(folder.join(format!("{from:08}-{to:08}.json")))
    }

    fn write(&self, part: &Part) -> Option<()> {
        let file = self.file(part.replications())?;
        let folder = file.parent()?;
        let kept = Kept::of(part.clone(), self.runs, self.source);
        let page = kept.page().ok()?;
        fs::create_dir_all(folder).ok()?;
        let mut whole = tempfile::NamedTempFile::new_in(folder).ok()?;
        whole.write_all(&page.bytes).ok()?;
        whole.persist(&file).ok()?;
        Some(())
    }
}

impl Watch for Watched<'_> {
    fn played(&self, worlds: usize) {
        self.progress.add(worlds);
    }

    fn kept(&self, replications: &Range<u32>) -> Option<Part> {
        let file = self.file((replications.start, replications.end))?;
        let kept = Kept::read(&fs::read(file).ok()?).ok()?;
        let (own, found) = (self.source, kept.source());
        let is_own = kept.is_ours()
            && own.program_sha256 == found.program_sha256
            && own.scenario_sha256 == found.scenario_sha256;
        if !is_own || kept.part.replications() != (replications.start, replications.end) {
            return None;
        }
        let count = replications.end.saturating_sub(replications.start);
        self.resumed.fetch_add(count, Ordering::Relaxed);
        Some(kept.part)
    }

    fn keep(&self, part: &Part) {
        if self.folder.is_some()
            && self.write(part).is_none()
            && !self.is_lost.swap(true, Ordering::Relaxed)
        {
            report::error("what is done cannot be kept: an interrupted run would begin anew\n");
        }
    }
}
