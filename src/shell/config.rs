//! `charter.toml`: what a project wants of Charter. Found upward from the program; what it says is
//! a text like any other, so a mistake in it is a problem with its place. Must not know what a
//! lint does.

use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::base::name::nearest;
use crate::base::span::{FileId, Source, Sources, Span};
use crate::diagnostic::Problem;
use crate::lint::level::Levels;
use crate::lint::spec::Level;
use crate::lint::{LINTS, named};
use crate::shell::load;
use crate::shell::stop::Stop;

/// The file's name.
pub const FILE: &str = "charter.toml";

/// The most bytes it may have.
const MOST_BYTES: u64 = 64 * 1024;

/// What a project wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// How much each lint weighs.
    pub levels: Levels,
}

/// Reads the nearest `charter.toml` of a program's directory or one above it, and adds its text to
/// the sources. Without one everything has its default.
pub fn find(path: &Path, sources: &mut Sources) -> Result<(Config, Vec<Problem>), Stop> {
    let Some(file) = nearest_file(path) else {
        return Ok((Config::default(), Vec::new()));
    };
    let bytes = load::bytes(&file, MOST_BYTES.saturating_add(1))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Stop::refused(
            "file-too-large",
            format!("`{}` is larger than 64 KiB", file.display()),
            &file,
            "the limit is fixed; it needs one line for each lint",
        ));
    }
    let text = load::utf8(bytes, &file)?;
    let name = file.display().to_string();
    let Some(file) = sources.add(Source {
        name,
        text: text.clone(),
    }) else {
        return Ok((Config::default(), Vec::new()));
    };
    Ok(read(&text, file))
}

fn nearest_file(path: &Path) -> Option<PathBuf> {
    let whole = path.canonicalize().ok()?;
    let start = if whole.is_dir() {
        whole.as_path()
    } else {
        whole.parent()?
    };
    start
        .ancestors()
        .map(|directory| directory.join(FILE))
        .find(|file| file.is_file())
}

/// What a text says.
pub fn read(text: &str, file: FileId) -> (Config, Vec<Problem>) {
    let mut config = Config::default();
    let mut problems = Vec::new();
    match DeTable::parse(text) {
        Err(error) => {
            let place = span(file, &error.span().unwrap_or(0..0));
            let message = error.message().trim().replace('\n', " ");
            problems.push(
                Problem::error("unreadable-config", format!("not a TOML file: {message}"))
                    .at(place)
                    .help("write: [lints], and below it: promotion-not-announced = \"allow\""),
            );
        }
        Ok(table) => {
            for (key, value) in table.get_ref() {
                let place = span(file, &key.span());
                match (key.get_ref().as_ref(), value.get_ref()) {
                    ("lints", DeValue::Table(levels)) => {
                        lints(levels, file, &mut config, &mut problems);
                    }
                    (word, _) => problems.push(unknown_section(word, place)),
                }
            }
        }
    }
    (config, problems)
}

fn unknown_section(word: &str, place: Span) -> Problem {
    Problem::error("unknown-setting", format!("there is no setting `{word}`"))
        .at(place)
        .help("write: [lints], and below it: promotion-not-announced = \"allow\"")
}

fn lints(levels: &DeTable, file: FileId, config: &mut Config, problems: &mut Vec<Problem>) {
    for (key, value) in levels {
        let name = key.get_ref().as_ref();
        let Some(lint) = named(name) else {
            problems.push(unknown_lint(name, span(file, &key.span())));
            continue;
        };
        let level = value.get_ref().as_str().and_then(level);
        match level {
            Some(level) => config.levels.set(lint, level),
            None => problems.push(unknown_level(value, file)),
        }
    }
}

fn level(word: &str) -> Option<Level> {
    Level::ALL.into_iter().find(|level| level.word() == word)
}

fn unknown_lint(name: &str, place: Span) -> Problem {
    let problem = Problem::error("unknown-lint", format!("there is no lint `{name}`")).at(place);
    match nearest(name, LINTS.iter().map(|lint| lint.name)) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help("`charter explain --list` lists them"),
    }
}

fn unknown_level(value: &Spanned<DeValue>, file: FileId) -> Problem {
    Problem::error("unknown-level", "the level of a lint is none of its words")
        .at(span(file, &value.span()))
        .help("write \"allow\", \"warn\" or \"deny\"")
}

fn span(file: FileId, range: &Range<usize>) -> Span {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(file, place(range.start), place(range.end))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::base::span::FileId;
    use crate::lint::named;
    use crate::lint::spec::Level;

    fn names(text: &str) -> Vec<(&'static str, Option<String>)> {
        let (_, problems) = read(text, FileId(0));
        problems
            .into_iter()
            .map(|problem| (problem.name, problem.help))
            .collect()
    }

    #[test]
    fn a_level_is_set_by_name() {
        let (config, problems) = read("[lints]\nentry-in-blackout = \"warn\"\n", FileId(0));
        let lint = named("entry-in-blackout").unwrap();
        assert_eq!(problems, []);
        assert_eq!(lint.level, Level::Deny);
        assert_eq!(config.levels.of(lint), Level::Warn);
    }

    #[test]
    fn an_unknown_lint_names_the_near_one() {
        let help = "did you mean `entry-in-blackout`?".to_owned();
        assert_eq!(
            names("[lints]\nentry-in-blackot = \"warn\"\n"),
            [("unknown-lint", Some(help))]
        );
    }

    #[test]
    fn every_mistake_has_its_name() {
        for (text, name) in [
            ("[lints\n", "unreadable-config"),
            ("[lint]\n", "unknown-setting"),
            ("lints = 3\n", "unknown-setting"),
            ("[lints]\nentry-in-blackout = \"hide\"\n", "unknown-level"),
            ("[lints]\nentry-in-blackout = true\n", "unknown-level"),
        ] {
            let found: Vec<_> = names(text).into_iter().map(|(name, _)| name).collect();
            assert_eq!(found, [name], "{text}");
        }
    }
}
