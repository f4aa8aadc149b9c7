//! Programs at a revision of git, as `REVISION:PATH`. Asks the `git` program and changes nothing.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::base::span::{Source, Sources};
use crate::shell::load::{MOST_BYTES, MOST_FILES, utf8};
use crate::shell::stop::Stop;

/// The revision and path, where a path that does not exist is spelt so.
pub fn spelt(path: &Path) -> Option<&str> {
    let text = path.to_str()?;
    let (revision, _) = text.split_once(':')?;
    let plain = !revision.is_empty() && !revision.starts_with('-');
    (plain && std::fs::symlink_metadata(path).is_err()).then_some(text)
}

/// The texts of the program files in a directory, or of one file, at a revision.
pub fn sources(spelt: &str) -> Result<Sources, Stop> {
    // git takes `HEAD:./` for the working directory, and not `HEAD:.`.
    let here = spelt
        .strip_suffix(":.")
        .map(|revision| format!("{revision}:./"));
    let spelt = here.as_deref().unwrap_or(spelt);
    let sort = asked(&["cat-file", "-t", spelt], spelt)?;
    let files = match sort.trim_ascii() {
        b"tree" => listed(spelt)?,
        _ => vec![(spelt.to_owned(), spelt.to_owned())],
    };
    if files.is_empty() {
        let help = "name the directory of a program, as in `main:programs/halden`";
        let message = format!("`{spelt}` holds no `.charter` file");
        return Err(Stop::refused(
            "no-program-file",
            message,
            Path::new(spelt),
            help,
        ));
    }
    if files.len() > MOST_FILES {
        let message = format!("`{spelt}` holds more than {MOST_FILES} program files");
        let help = "the limit is fixed; put more declarations into one file";
        return Err(Stop::refused(
            "too-many-files",
            message,
            Path::new(spelt),
            help,
        ));
    }
    let text = |(object, name): (String, String)| {
        let bytes = asked(&["cat-file", "blob", &object], spelt)?;
        let text = utf8(bytes, &PathBuf::from(&name))?;
        Ok(Source { name, text })
    };
    let texts: Result<Vec<Source>, Stop> = files.into_iter().map(text).collect();
    texts.map(Sources::new)
}

/// The program files of a directory: objects and the names to show, in order of name.
fn listed(spelt: &str) -> Result<Vec<(String, String)>, Stop> {
    // `--full-tree`: without it git lists only what lies under the working directory.
    let listing = asked(&["ls-tree", "-z", "--full-tree", spelt], spelt)?;
    let listing = String::from_utf8_lossy(&listing);
    let mut files = Vec::new();
    for line in listing.split('\0') {
        // `100644 blob HASH<tab>NAME`; links and submodules are not files.
        let Some((entry, name)) = line.split_once('\t') else {
            continue;
        };
        let mut words = entry.split(' ');
        let regular = words.next().is_some_and(|mode| mode.starts_with("100"));
        if let (true, Some(object)) = (regular && name.ends_with(".charter"), words.nth(1)) {
            let shown = format!("{}/{name}", spelt.trim_end_matches('/'));
            files.push((object.to_owned(), shown));
        }
    }
    files.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(files)
}

/// What `git` answers, at most the bytes of the longest program file and one.
fn asked(arguments: &[&str], spelt: &str) -> Result<Vec<u8>, Stop> {
    let failed = |why: &str| Stop::System(format!("cannot read `{spelt}` from git: {why}"));
    let mut child = Command::new("git")
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| failed(&error.to_string()))?;
    let mut bytes = Vec::new();
    if let Some(answer) = child.stdout.take() {
        let read = answer.take(MOST_BYTES).read_to_end(&mut bytes);
        read.map_err(|error| failed(&error.to_string()))?;
    }
    let ended = child
        .wait_with_output()
        .map_err(|error| failed(&error.to_string()))?;
    let cut = u64::try_from(bytes.len()).unwrap_or(u64::MAX) >= MOST_BYTES;
    if ended.status.success() || cut {
        return Ok(bytes);
    }
    let said = String::from_utf8_lossy(&ended.stderr);
    Err(failed(
        said.lines().next().unwrap_or("git failed without a word"),
    ))
}
