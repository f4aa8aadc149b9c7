//! `charter merge`: the shards of a run as the one run that they are.

use std::path::{Path, PathBuf};

use crate::decide::verdicts::Verdicts;
use crate::render::Page;
use crate::render::forecast::{SUBJECT, pages};
use crate::render::forecast_file::Source;
use crate::render::forecast_part::{Kept, PART};
use crate::render::forecast_text;
use crate::shell::arguments::{Colour, Format};
use crate::shell::exit::Exit;
use crate::shell::folder::{Folder, Owner};
use crate::shell::publish::{Output, outputs};
use crate::shell::read_back::read_back;
use crate::shell::stop::Stop;
use crate::shell::{guardrail, report};
use crate::simulate::run::part::{Apart, Part};

/// Arguments of `merge`.
#[derive(clap::Args)]
pub struct Merge {
    /// The folders that `simulate --shard` wrote, in any order.
    #[arg(required = true, value_name = "DIR")]
    pub shards: Vec<PathBuf>,
    /// Where to write: the files that one run of all replications writes, to the byte.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// Puts shards together.
pub fn run(arguments: &Merge, colour: Colour) -> Exit {
    match attempt(arguments) {
        Ok(exit) => exit,
        Err(stop) => stop.end(Format::Human, colour),
    }
}

/// A shard, out of its folder.
struct Shard {
    path: PathBuf,
    kept: Kept,
    subject: Page,
}

fn attempt(arguments: &Merge) -> Result<Exit, Stop> {
    let folder = Folder::open(&arguments.out, Owner::Simulate)?;
    let mut shards = Vec::new();
    for path in &arguments.shards {
        shards.push(shard(path)?);
    }
    shards.sort_by_key(|shard| shard.kept.part.replications());
    let (part, source, subject) = joined(shards)?;
    let found = part.finish();
    let verdicts = Verdicts::of(&found);
    report::out(&forecast_text::text(&found, &verdicts, &source.currency));
    let files = outputs(pages(subject, &found, &source)?);
    let current = folder.publish(&files)?;
    report::error(&format!("wrote {}\n", current.display()));
    Ok(guardrail::exit(&found, &verdicts))
}

fn shard(path: &Path) -> Result<Shard, Stop> {
    let mut files = read_back(path)?;
    let mut take = |name: &str| -> Result<Output, Stop> {
        let place = files.iter().position(|file| file.name == name);
        let place = place.ok_or_else(|| {
            refused(
                path,
                format!("`{}` holds no shard of a run", path.display()),
                "give the folders that `charter simulate --shard I/N --out DIR` wrote",
            )
        })?;
        Ok(files.swap_remove(place))
    };
    let (part, subject) = (take(PART)?, take(SUBJECT)?);
    let kept = Kept::read(&part.bytes)?;
    if !kept.is_ours() {
        let message = format!(
            "`{}` was made by another version of Charter",
            path.display()
        );
        return Err(refused(
            path,
            message,
            "make every shard with one version, and merge with it",
        ));
    }
    Ok(Shard {
        path: path.to_path_buf(),
        kept,
        subject: Page {
            name: subject.name,
            bytes: subject.bytes,
        },
    })
}

/// All replications of one run, without gaps.
fn joined(shards: Vec<Shard>) -> Result<(Part, Source, Page), Stop> {
    let mut shards = shards.into_iter();
    let Some(first) = shards.next() else {
        return Err(Stop::Usage("there is nothing to merge".to_owned()));
    };
    let (source, runs) = (first.kept.source(), first.kept.runs);
    let gap = |path: &Path, wanted: u32, found: u32| {
        let message = if found > wanted {
            format!(
                "replications {wanted} to {} of {runs} are in no shard",
                found.saturating_sub(1)
            )
        } else {
            format!(
                "replication {found} is in two shards, the second in `{}`",
                path.display()
            )
        };
        refused(
            path,
            message,
            "give every shard of one run once: 1/3, 2/3 and 3/3",
        )
    };
    let begin = first.kept.part.replications().0;
    if begin > 0 {
        return Err(gap(&first.path, 0, begin));
    }
    let mut last = first.path.clone();
    let mut all = Kept::of(first.kept.part, runs, &source);
    for next in shards {
        if let Some(what) = all.differs(&next.kept) {
            return Err(mixed(&next.path, &what));
        }
        match all.part.join(next.kept.part) {
            Ok(()) => last = next.path,
            Err(Apart::Mixed) => return Err(mixed(&next.path, "worlds or partners differ")),
            Err(Apart::Gap { wanted, found }) => return Err(gap(&next.path, wanted, found)),
        }
    }
    let end = all.part.replications().1;
    if end < runs {
        return Err(gap(&last, end, runs));
    }
    Ok((all.part, source, first.subject))
}

fn mixed(path: &Path, what: &str) -> Stop {
    refused(
        path,
        format!("`{}` is a shard of another run: its {what}", path.display()),
        "shards are of one program, scenario, variant, seed and number of runs",
    )
}

fn refused(path: &Path, message: String, help: &str) -> Stop {
    Stop::refused("shards-apart", message, path, help)
}
