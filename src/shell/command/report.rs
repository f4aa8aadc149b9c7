//! `charter report`: the page of a forecast, made again from the files of `simulate --out`.

use std::path::{Path, PathBuf};

use crate::render::Page;
use crate::render::forecast::report as page;
use crate::shell::arguments::{Colour, Format};
use crate::shell::exit::Exit;
use crate::shell::folder::{self, Folder, Owner};
use crate::shell::publish::Output;
use crate::shell::read_back::{read_back, set};
use crate::shell::report;
use crate::shell::stop::Stop;

/// Arguments of `report`.
#[derive(clap::Args)]
pub struct Report {
    /// The folder that `simulate --out` wrote.
    #[arg(value_name = "DIR")]
    pub path: PathBuf,
    /// The folder of a forecast of another program on the same partners and the same luck: the page then says
    /// what changes against it.
    #[arg(long, value_name = "DIR")]
    pub against: Option<PathBuf>,
    /// Another folder to write the page to; it stands beside the forecast when left out.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// Makes the page.
pub fn run(arguments: &Report, colour: Colour) -> Exit {
    match attempt(arguments) {
        Ok(path) => {
            report::out(&format!("{}\n", path.display()));
            Exit::Fine
        }
        Err(stop) => stop.end(Format::Human, colour),
    }
}

fn attempt(arguments: &Report) -> Result<PathBuf, Stop> {
    let apart = folder::open(arguments.out.as_deref(), Owner::Report)?;
    let mut files = forecast(&arguments.path)?;
    let other = arguments.against.as_deref().map(forecast).transpose()?;
    let other = other.as_deref().map(as_pages);
    let page = page(&as_pages(&files), other.as_deref())?;
    let made = Output {
        name: page.name,
        bytes: page.bytes,
    };
    if let Some(apart) = apart {
        return Ok(apart.publish(std::slice::from_ref(&made))?.join(made.name));
    }
    let name = made.name.clone();
    files.retain(|file| file.name != name);
    files.push(made);
    let beside = Folder::open(&arguments.path, Owner::Simulate)?;
    Ok(beside.publish(&files)?.join(name))
}

/// The files of a forecast.
fn forecast(path: &Path) -> Result<Vec<Output>, Stop> {
    let files = read_back(path)?;
    if let Some(set) = set(path)?.filter(|set| set.writer != Owner::Simulate.word()) {
        let (shown, writer) = (path.display(), set.writer);
        return Err(Stop::refused(
            "forecast-unreadable",
            format!("`{shown}` holds what `charter {writer}` wrote, not a forecast"),
            path,
            "name the folder that was given to `charter simulate --out`",
        ));
    }
    Ok(files)
}

fn as_pages(files: &[Output]) -> Vec<Page> {
    let page = |file: &Output| Page {
        name: file.name.clone(),
        bytes: file.bytes.clone(),
    };
    files.iter().map(page).collect()
}
