//! `charter render`: policy, guides, calendar and portal files of a program.

use std::path::PathBuf;

use crate::base::id::TierId;
use crate::model::Program;
use crate::render::words::Language;
use crate::render::{Fault, Page, Stamp, book, calendar, guide, letters, policy, portal};
use crate::shell::arguments::{Colour, Format};
use crate::shell::exit::Exit;
use crate::shell::folder::{Folder, Owner};
use crate::shell::publish::Output;
use crate::shell::stop::Stop;
use crate::shell::{load, report, terms};

/// Arguments of `render`.
#[derive(clap::Args)]
pub struct Render {
    /// The program's directory, or one file.
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Which program.
    #[command(flatten)]
    pub choice: load::Choice,
    /// What to make; everything when left out.
    #[arg(long, value_enum, value_name = "TARGET")]
    pub target: Vec<Target>,
    /// Languages, such as `en`; those of the program when left out.
    #[arg(long, value_delimiter = ',', value_name = "LANG")]
    pub lang: Vec<String>,
    /// Where to write.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// What can be made of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Target {
    /// The policy document.
    Policy,
    /// A guide for each tier.
    Guide,
    /// The calendar, as a page and as `.ics`.
    Calendar,
    /// The whole program as rules in JSON, with its schema.
    Generic,
    /// The letters that partners get, and the communications of the year.
    Letters,
    /// What those who run the program read and no partner does: risks, objectives, plans, audits.
    Book,
}

/// Every target, in the order made.
const TARGETS: [Target; 6] = [
    Target::Policy,
    Target::Guide,
    Target::Calendar,
    Target::Generic,
    Target::Letters,
    Target::Book,
];

/// Renders a program.
pub fn run(arguments: &Render, colour: Colour) -> Exit {
    match attempt(arguments, colour) {
        Ok(exit) => exit,
        Err(stop) => stop.end(Format::Human, colour),
    }
}

fn attempt(arguments: &Render, colour: Colour) -> Result<Exit, Stop> {
    let loaded = load::load_one(&arguments.path, &arguments.choice)?;
    let Some(program) = &loaded.program else {
        report::problems(&loaded.sources, &loaded.problems, Format::Human, colour);
        report::error("nothing was written: mend the program first\n");
        return Ok(Exit::Findings);
    };
    let languages = languages(program, &arguments.lang)?;
    let folder = Folder::open(&arguments.out, Owner::Render)?;
    let stamp = Stamp {
        program_sha256: terms::fingerprint(program),
    };
    let targets: &[Target] = if arguments.target.is_empty() {
        &TARGETS
    } else {
        &arguments.target
    };
    let mut pages = Vec::new();
    for target in targets {
        pages.extend(made(*target, program, &languages, &stamp)?);
    }
    let files: Vec<Output> = pages
        .into_iter()
        .map(|page| Output {
            name: page.name,
            bytes: page.bytes,
        })
        .collect();
    let folder = folder.publish(&files)?;
    for file in &files {
        report::out(&format!("{}\n", folder.join(&file.name).display()));
    }
    Ok(Exit::Fine)
}

/// The languages that are asked for, or those of the program.
pub(super) fn languages(program: &Program, asked: &[String]) -> Result<Vec<Language>, Stop> {
    let tags: Vec<&str> = if asked.is_empty() {
        program.languages.iter().map(|name| &**name).collect()
    } else {
        asked.iter().map(String::as_str).collect()
    };
    tags.into_iter()
        .map(|tag| {
            Language::of_tag(tag).ok_or_else(|| {
                Stop::Usage(format!(
                    "documents are not written in `{tag}`; choose en, de or ja"
                ))
            })
        })
        .collect()
}

fn made(
    target: Target,
    program: &Program,
    languages: &[Language],
    stamp: &Stamp,
) -> Result<Vec<Page>, Fault> {
    let each = |make: fn(&Program, Language, &Stamp) -> Result<Vec<Page>, Fault>| {
        let mut pages = Vec::new();
        for language in languages {
            pages.extend(in_folder(*language, make(program, *language, stamp)?));
        }
        Ok(pages)
    };
    match target {
        Target::Policy => each(policy::pages),
        Target::Guide => each(guides),
        Target::Calendar => each(calendar::program::pages),
        Target::Generic => Ok(portal::generic::pages(program)),
        Target::Letters => each(letters::pages),
        Target::Book => book::pages(program, stamp),
    }
}

/// A guide for each tier.
fn guides(program: &Program, language: Language, stamp: &Stamp) -> Result<Vec<Page>, Fault> {
    let mut pages = Vec::new();
    for at in 0..program.tiers.len() {
        let Ok(at) = u16::try_from(at) else { continue };
        pages.extend(guide::pages(program, TierId(at), language, stamp)?);
    }
    Ok(pages)
}

/// Pages in the folder of their language.
fn in_folder(language: Language, pages: Vec<Page>) -> Vec<Page> {
    let moved = |page: Page| Page {
        name: format!("{}/{}", language.tag(), page.name),
        ..page
    };
    pages.into_iter().map(moved).collect()
}
